"""Values that prose gives to the letters of a table's rule, believed as far as the table itself fits them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.model import HYPER, PARAMETER, Model
from rmsprop_sym.claims.real import Undefined, evaluate
from rmsprop_sym.claims.settings import Value
from rmsprop_sym.claims.syntax import Literal, Node
from rmsprop_sym.claims.trace import Cell
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

UNSURE = "it does not fit, but its column hardly fits the values that the prose gives; say them in the front matter"
MOST_CELLS = 40  # of a column, to tell whether the values are meant for it
LEAST = 2


def with_values(context: Context, model: Model, said: Mapping[str, Node]) -> Context:
    """The context with what prose says of the rule's letters; nothing said of epsilon leaves it out.

    >>> from rmsprop_sym.rules import RULES
    >>> found = with_values(Context(), Model(RULES["adagrad"]), {"lr": Literal("0.1"), "p": Literal("7")})
    >>> [str(each) for each in found.where]
    ['eta = 0.1', 'eps = 0']
    """
    called = {**HYPER, "alpha": "eta", **model.letters}
    known = {getattr(each, "name", "") for each in context.where}
    hyper = {*model.rule.hyper, PARAMETER}
    values = {ours: node for name, node in said.items() if (ours := called.get(name, name)) in hyper - known}
    if "eps" in hyper - known:
        values.setdefault("eps", Literal("0"))
    return replace(context, where=(*context.where, *filter(None, map(_setting, values, values.values()))))


def _setting(name: str, node: Node) -> Value | None:
    """The value of a letter, if it is a rational number."""
    try:
        value = evaluate(node)
    except Undefined:
        return None
    return None if not isinstance(value, Fraction) else Value(name, value, str(node))


def believed(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, of which none is accused in a column that hardly fits."""
    held, failed = Counter[str](), Counter[str]()
    seen = Counter[str]()
    for cell in cells:
        seen[cell.column] += 1
        if seen[cell.column] <= MOST_CELLS:
            grade = guarded(_evidence_of(cell)).grade
            held[cell.column] += grade.holds
            failed[cell.column] += grade is Grade.REFUTED
    return [
        cell if held[cell.column] >= LEAST and held[cell.column] > failed[cell.column] else _doubted(cell)
        for cell in cells
    ]


def _doubted(cell: Cell) -> Cell:
    """The cell, which is not accused."""

    def evidence() -> Evidence:
        found = cell.evidence
        return Undecided(UNSURE) if found.grade is Grade.REFUTED else found

    return replace(cell, judgement=evidence)


def _evidence_of(cell: Cell) -> Callable[[], Evidence]:
    return lambda: cell.evidence
