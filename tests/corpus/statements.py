"""The kinds of statement: each knows how its truth is computed, and how it can be spoiled."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from mpmath import mpf

from corpus import figures, mutation
from corpus.formula import TINY, Undefined, parse, rounds, same, value
from corpus.row import RIGHT, WRONG, Row, Spoiled
from corpus.simulation import World, drawn

ENOUGH, MOST = 60, 600
FAR = (6, 300, 1500)
_COMPARED = {
    ast.Eq: same,
    ast.NotEq: lambda a, b: not same(a, b),
    ast.Lt: lambda a, b: a < b - TINY,
    ast.LtE: lambda a, b: a <= b + TINY,
    ast.Gt: lambda a, b: a > b + TINY,
    ast.GtE: lambda a, b: a >= b - TINY,
}
_RELATION = re.compile(r"^(.*?)\s*(?:=|≈|\\approx)\s*$", re.DOTALL)


def _truth(holds):
    return RIGHT if holds else WRONG


@dataclass(frozen=True)
class Figure(Row):
    """A printed figure beside the expression that it stands for."""

    exact: str
    why: str
    kind: ClassVar[str] = "arithmetic"

    def computed(self):
        """Rounds the expression's value."""
        return _truth(rounds(figures.plain(self.piece), value(parse(self.exact), World())))

    def spoiled(self, rng):
        """Slips of the figure, and of the expression before it."""
        exact = value(parse(self.exact), World())
        found = [Spoiled(name, self.around(now)) for name, now in figures.spoiled(self.piece, exact)]
        head = _RELATION.match(self.quote.partition("«")[0])
        if head and "=" not in head[1]:
            before, rest = head[1], self.quote.replace("«", "").replace("»", "")[len(head[1]) :]
            figure = self.piece
            found += [Spoiled(name, now + rest) for name, now in figures.heads_spoiled(before, exact, figure)]
        return iter(rng.sample(found, len(found)))


@dataclass(frozen=True)
class Cell(Row):
    """A cell of a table of steps."""

    exact: mpf
    why: str
    kind: ClassVar[str] = "trace"

    def computed(self):
        """Rounds what the run gives."""
        return _truth(rounds(figures.plain(self.piece), self.exact))

    def spoiled(self, rng):
        """Slips of the figure."""
        found = [Spoiled(name, now) for name, now in figures.spoiled(self.piece, self.exact)]
        return iter(rng.sample(found, len(found)))

    def extent(self, text):
        """Only the cell itself: several cells of a table may be spoiled at a time."""
        return self.span(text)


@dataclass(frozen=True)
class Formula(Row):
    """A statement with letters, under a rule and hypotheses."""

    says: str
    why: str
    given: str = ""
    rule: str = "rmsprop"

    @property
    def kind(self):
        """What sort of statement it is."""
        if "limit(" in self.says:
            return "limit"
        if "~" in self.says:
            return "asymptotic"
        return "inequality" if re.search(r"[<>]|!=", self.says) else "identity"

    def computed(self):
        """Tries it in worlds that meet the hypotheses."""
        return _truth(holds(self.says, self.given, self.rule))

    def spoiled(self, rng):
        """Slips in the formula, written in its own notation, and hypotheses left out."""
        slips = [*self._formulas(), *self._hypotheses()]
        rng.shuffle(slips)
        for slip, says, given in slips:
            if _false(says, given, self.rule):
                yield slip

    def _formulas(self):
        for operator, tree in mutation.mutants(self.says):
            yield Spoiled(operator, self.around(self._written(tree))), ast.unparse(tree), self.given

    def _written(self, tree):
        return (mutation.plain if self.piece.strip() == self.says else mutation.latex)(tree)

    def _hypotheses(self):
        given = re.search(r"(?<=:given: ).*", self.quote.partition("«")[0])
        parts = given[0].split("; ") if given and given[0] == self.given else []
        for k in range(len(parts)):
            rest = "; ".join(parts[:k] + parts[k + 1 :])
            now = self.plain.replace(f":given: {given[0]}\n", f":given: {rest}\n" if rest else "")
            yield Spoiled("missing hypothesis", now), self.says, rest


@dataclass(frozen=True)
class Typed(Formula):
    """A statement with letters in plain characters, as a text file has it: v_{t-1}, |w_t|, lr."""

    def _written(self, tree):
        return mutation.typed(tree)


@dataclass(frozen=True)
class Computed(Row):
    """A statement whose truth a function of its own computes."""

    kind: str
    how: Callable[[], bool]
    why: str

    def computed(self):
        """Asks the function."""
        return _truth(self.how())

    def spoiled(self, rng):
        """Nothing is known about its notation."""
        del rng
        return iter(())


def _false(says, given, rule):
    """Whether the statement means something, and is false in some world."""
    try:
        return not all(islice(_judged(says, given, rule), ENOUGH if "limit(" not in says else 4))
    except KeyError:  # a letter that stands for nothing, such as a gradient that is no longer constant
        return False


def holds(says, given="", rule="rmsprop"):
    """Whether the statement is true in every world that is drawn and meets the hypotheses."""
    tried = list(islice(_judged(says, given, rule), ENOUGH if "limit(" not in says else 8))
    return bool(tried) and all(tried)


def _judged(says, given, rule):
    tree, (constant, fixed, conditions) = parse(says), _supposed(given)
    for seed in range(MOST):
        world = drawn(seed, rule, constant=constant, fixed=fixed)
        try:
            if all(_compared(each, world) for each in conditions):
                yield _compared(tree, world)
        except Undefined:
            continue


def _supposed(given):
    parts = [part.strip() for part in given.split(";") if part.strip()]
    fixed, conditions = {}, []
    for part in parts:
        tree = parse(part) if part != "constant g" else None
        match tree:
            case None:
                continue
            case ast.Compare(left=ast.Name(id=name), ops=[ast.Eq()], comparators=[right]) if name != "g":
                fixed[name] = value(right, World())
            case ast.Compare(
                left=ast.Call(func=ast.Name(id="v" | "g" as name), args=[ast.Constant(k)]), ops=[ast.Eq()]
            ):
                fixed[f"{name}{k}"] = value(tree.comparators[0], World())
            case _:
                conditions.append(tree)
    return "constant g" in parts, fixed, conditions


def _compared(tree, world):
    members = [tree.left, *tree.comparators]
    return all(_related(a, op, b, world) for a, op, b in zip(members, tree.ops, members[1:], strict=False))


def _related(left, op, right, world):
    if isinstance(left, ast.Call) and left.func.id == "limit":
        return _tends(*left.args, right, world)
    if isinstance(op, ast.In):
        return rounds(ast.unparse(right), value(left, world))
    return _COMPARED[type(op)](value(left, world), value(right, world))


def _tends(body, letter, to, target, world):
    assert to.id == "oo"
    if getattr(target, "id", "") == "oo":
        a, b, c = (abs(value(body, world.with_letters({letter.id: n}))) for n in FAR)
        return c > 1.5 * b > 1.5 * a
    aim = value(target, world)
    a, b, c = (abs(value(body, world.with_letters({letter.id: n})) - aim) for n in FAR)
    return bool(b <= 0.6 * a + mpf(10) ** -6 and c <= 0.6 * b + mpf(10) ** -12)


def table(text, run, *, heads, wrong=(), why="the run, step by step"):
    """A row for each computed cell of a pipe table; run gives the value of a head after so many steps."""
    rows, body = [], [line for line in text.splitlines() if re.match(r"\|\s*\d", line)]
    assert body
    for line in body:
        step = int(line.split("|")[1])
        for k, head in enumerate(heads):
            if head:
                cells = line.split("|")
                piece = cells[k + 1].strip()
                cells[k + 1] = cells[k + 1].replace(piece, f"«{piece}»")
                truth = WRONG if (step, head) in wrong else RIGHT
                rows.append(Cell(truth, text.replace(line, "|".join(cells)).strip("\n"), run(head, step), why))
    return rows


def steps(rule, gradients, **letters):
    """The states of several parameters that a rule moves: run("v1", 3) is v of the first after three steps."""
    exact = {name: mpf(x) for name, x in letters.items()}
    worlds = {k: World(rule, exact, [mpf(x) for x in row.split()]) for k, row in enumerate(gradients, 1)}
    return lambda head, t: worlds[int(head[-1])].state(head[:-1], t)
