"""Values that prose gives to the letters of a table's rule, believed as far as the table itself fits them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.model import HYPER, PARAMETER, Model
from rmsprop_sym.claims.numeral import PLAIN
from rmsprop_sym.claims.real import Undefined, evaluate
from rmsprop_sym.claims.settings import Value
from rmsprop_sym.claims.syntax import LOWERED, Literal, Node
from rmsprop_sym.claims.tokens import GREEK
from rmsprop_sym.claims.trace import Cell, Trace
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

UNSURE = "it does not fit, but its column hardly fits the values that the prose gives; say them in the front matter"
MOST_CELLS = 40  # of a column, to tell whether the values are meant for it
LEAST = 2
_SPELLED = re.compile(
    r"(?<![\w.\\$])(?:(?P<start>(?:theta|θ|w|x)_?[0₀])|(?P<letter>(?:beta|eta|mu|rho|gamma|alpha|eps(?:ilon)?|lr|momentum|decay"
    rf"|[βημμργαεϵ])[12₁₂]?))\s*=\s*(?P<number>{PLAIN})(?![\w^(]|\s*[-+−*/·×^]\s*\d|\.\d)"
)
MOST_CHOICES = 8  # of values, where letters were given several


def runs(trace: Trace, model: Model, said: Mapping[str, Sequence[Node]]) -> list[Trace]:
    """The trace with what prose says of the rule's letters, the newest first.

    Nothing said of epsilon leaves it out, and a parameter of which nothing is said starts at 0 or at 1.
    """
    started = 0 in trace.steps or PARAMETER in said or PARAMETER not in {head.letter for head in trace.computed}
    usual = {} if started else {PARAMETER: [Literal("0"), Literal("1")]}
    return [replace(trace, context=each) for each in contexts(trace.context, model, {**said, **usual})]


def contexts(context: Context, model: Model, said: Mapping[str, Sequence[Node]]) -> Iterator[Context]:
    """The context with the values of the rule's letters, each with each.

    >>> from rmsprop_sym.rules import RULES
    >>> said = {"lr": [Literal("0.1"), Literal("0.2")], "p": [Literal("7")]}
    >>> [[str(each) for each in found.where] for found in contexts(Context(), Model(RULES["adagrad"]), said)]
    [['eta = 0.1', 'eps = 0'], ['eta = 0.2', 'eps = 0']]
    """
    called = {**HYPER, "alpha": "eta", **model.letters}
    known = {getattr(each, "name", "") for each in context.where}
    hyper = {*model.rule.hyper, PARAMETER} - known
    values: dict[str, list[Node]] = {}
    for name, nodes in said.items():
        if (ours := called.get(name, name)) in hyper:
            values[ours] = list(dict.fromkeys([*values.get(ours, []), *nodes]))
    if "eps" in hyper:
        values.setdefault("eps", [Literal("0")])
    for chosen in islice(product(*values.values()), MOST_CHOICES):
        yield replace(context, where=(*context.where, *filter(None, map(_setting, values, chosen))))


def spelled(texts: Sequence[str]) -> dict[str, list[Node]]:
    """The values that plain prose gives to letters, the newest first.

    >>> found = spelled(["With beta = 0.9 and η=1e-3,", "beta=0.99 (w_0 = 1)"])
    >>> {name: [*map(str, nodes)] for name, nodes in found.items()}
    {'theta': ['1'], 'beta': ['0.99', '0.9'], 'eta': ['1e-3']}
    """
    found: dict[str, list[Node]] = {}
    for match in [match for text in texts for match in _SPELLED.finditer(text)][::-1]:
        bare = "".join(GREEK.get(sign, sign) for sign in (match["letter"] or "").translate(LOWERED))
        name = PARAMETER if match["start"] else {"epsilon": "eps", "momentum": "mu"}.get(bare, bare)
        found.setdefault(name, []).append(Literal(match["number"]))
    return found


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
