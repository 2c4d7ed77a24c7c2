"""Values that prose gives to the letters of a table's rule, believed as far as the table itself fits them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.model import HYPER, PARAMETER, Model
from rmsprop_sym.claims.real import Undefined, evaluate
from rmsprop_sym.claims.settings import Value
from rmsprop_sym.claims.syntax import Literal, Node
from rmsprop_sym.claims.trace import Cell, Trace
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

UNSURE = "it does not fit, but its column hardly fits the values that the prose gives; say them in the front matter"
MOST_CELLS = 40  # of a column, to tell whether the values are meant for it
LEAST = 2
MOST_CHOICES = 8  # of values, where letters were given several


def contexts(context: Context, model: Model, said: Mapping[str, Sequence[Node]]) -> Iterator[Context]:
    """The context with what prose says of the rule's letters, newest first; nothing said of epsilon leaves it out.

    >>> from rmsprop_sym.rules import RULES
    >>> said = {"lr": [Literal("0.1"), Literal("0.2")], "p": [Literal("7")]}
    >>> [[str(each) for each in found.where] for found in contexts(Context(), Model(RULES["adagrad"]), said)]
    [['eta = 0.1', 'eps = 0'], ['eta = 0.2', 'eps = 0']]
    """
    called = {**HYPER, "alpha": "eta", **model.letters}
    known = {getattr(each, "name", "") for each in context.where}
    hyper = {*model.rule.hyper, PARAMETER} - known
    values = {
        ours: list(dict.fromkeys(nodes)) for name, nodes in said.items() if (ours := called.get(name, name)) in hyper
    }
    if "eps" in hyper:
        values.setdefault("eps", [Literal("0")])
    for chosen in islice(product(*values.values()), MOST_CHOICES):
        yield replace(context, where=(*context.where, *filter(None, map(_setting, values, chosen))))


def _setting(name: str, node: Node) -> Value | None:
    """The value of a letter, if it is a rational number."""
    try:
        value = evaluate(node)
    except Undefined:
        return None
    return None if not isinstance(value, Fraction) else Value(name, value, str(node))


def believed(traces: Iterable[Trace]) -> tuple[Trace, list[Cell]]:
    """The trace that the table fits best, and its cells, of which none is accused in a column that hardly fits."""
    run = [(trace, trace.cells()) for trace in traces]
    best, cells = max(run, key=lambda each: sum(_grades(each[1])[0].values()))
    held, failed = _grades(cells)
    return best, [
        cell if held[cell.column] >= LEAST and held[cell.column] > failed[cell.column] else _doubted(cell)
        for cell in cells
    ]


def _grades(cells: Sequence[Cell]) -> tuple[Counter[str], Counter[str]]:
    """How many of the first cells of each column hold, and how many fail."""
    held, failed, seen = Counter[str](), Counter[str](), Counter[str]()
    for cell in cells:
        seen[cell.column] += 1
        if seen[cell.column] <= MOST_CELLS:
            grade = guarded(_evidence_of(cell)).grade
            held[cell.column] += grade.holds
            failed[cell.column] += grade is Grade.REFUTED
    return held, failed


def _doubted(cell: Cell) -> Cell:
    """The cell, which is not accused."""

    def evidence() -> Evidence:
        found = cell.evidence
        return Undecided(UNSURE) if found.grade is Grade.REFUTED else found

    return replace(cell, judgement=evidence)


def _evidence_of(cell: Cell) -> Callable[[], Evidence]:
    return lambda: cell.evidence
