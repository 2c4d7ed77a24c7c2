r"""Numbers in a row that are values of one formula, step by step: the weights are 0.1, 0.09, 0.081, 0.0729.

A list is known by its numbers: where all but one of them are what a formula gives at steps that follow each other,
the other one is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product

from rmsprop_sym.claims.arithmetic.crossing import degree
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.arithmetic.direction import at_step
from rmsprop_sym.claims.expressions.formula import NATURALS, formula_in
from rmsprop_sym.claims.expressions.real import Bounds, Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.syntax import Name, Node, parse_statement
from rmsprop_sym.claims.expressions.tree import applied_in, bound_in, names_in, rebuilt
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.slips import literal
from rmsprop_sym.claims.verdict import Undecided
from rmsprop_sym.claims.words.disowning import DISOWNED, disowned, disowned_below
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.sentences import SENTENCE
from rmsprop_sym.claims.words.wording import words

LEAST, MOST, MOST_VALUES, FAR = 3, 12, 4, 4
MOST_SCALES = 5
TELLING = 2  # digits of a number that does not fit by chance
ENOUGH = 4  # digits of numbers whose formula stands beside them
NEAR = 2  # units in the last place, by which a number computed from rounded ones may be off
ALONE = "the others fit, and this one may be something else"
_NUMBER = r"\d+(?:\.\d+)?"
_BETWEEN = r"(?:\$?\s*,(?:\\[ ,;:!]|~|\s)*(?:(?:and|then|to)\s+)?\$?|\$?\s+(?:and|to|then)\s+\$?)"
_LIST = re.compile(rf"(?<![\w.^_{{/*-]){_NUMBER}(?:{_BETWEEN}{_NUMBER}){{2,}}(?![\w^/*]|\.\d)")
_STEPS = re.compile(
    r"(?<![A-Za-z\\])[tnkijT]\s*=\s*(?P<first>\d+)(?P<more>(?:\s*,(?:\\[ ,;:]|\s)*\d+)*)"
    r"(?P<dots>\s*,?\s*(?:\\[lc]?dots[a-z]?|\.\.\.|…)\s*,?\s*(?P<last>\d+))?"
)
_FORMULA = re.compile(r"\$([^$]+)\$")
_BASE = re.compile(r"(?<![\d.])0\.\d+(?=\s*\^)|(?<==)\s*0\.\d+(?=\$)")
_USUAL = (
    "r^n", "(1-r)*r^n", "1-r^n", "1/(1-r^n)", "1/sqrt(1-r^n)", "sqrt(1-r^n)", "sqrt(r^n)", "sqrt(1-r)/sqrt(1-r^n)",
)  # fmt: skip


@dataclass(frozen=True)
class Sequel:
    """A formula in one step, with numbers for its other letters, how it was written, and whether beside the list."""

    node: Node
    letter: str
    written: str
    here: bool = False

    def at(self, step: int) -> Bounds | None:
        """Its value at a step."""
        return _value(self.node, self.letter, step)


@dataclass(frozen=True)
class Listed:
    """The numbers of a list with their places, and the steps at which they are said to be taken, if they are."""

    texts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    steps: tuple[int, ...] | None

    def starts(self) -> Iterator[tuple[int, ...]]:
        """The steps that may be meant."""
        if self.steps:
            yield self.steps
        else:
            yield from (tuple(range(first, first + len(self.texts))) for first in (1, 0, 2))


def listings(text: str, above: str, values: Mapping[str, Sequence[Fraction]], title: str) -> Iterator[Remark]:
    """What is to be said about the lists of a text, by the formulas in it and above it, and what letters are worth.

    >>> [each.evidence.grade.value for each in listings("$0.9^k$ is 0.9, 0.81, 0.729 and 0.6651", "", {}, "")]
    ['PROVED', 'PROVED', 'PROVED', 'REFUTED']
    """
    found = [match for match in _LIST.finditer(text) if match[0].count(".") >= TELLING]
    if not found:
        return
    known = [*_sequels(text, values), *_sequels(above, values, here=False), *_usual(values, text)]
    for match in found:
        listed = _listed(match, text)
        if LEAST <= len(listed.texts) <= MOST:
            yield from _judged(listed, known, text, title)


def _judged(listed: Listed, known: Sequence[Sequel], text: str, title: str) -> Iterator[Remark]:
    """The numbers of a list, each against the formula that gives all of them, or all but one."""
    for spare, (sequel, steps) in product((0, 1), product(known, listed.starts())):
        evidence = _along(sequel, steps, listed.texts, spare)
        if evidence is None:
            continue
        fitting = [number for each, number in zip(evidence, listed.texts, strict=True) if each.grade.holds]
        if not _is_telling(fitting, here=sequel.here, least=LEAST - spare):
            continue
        for k, (each, span) in enumerate(zip(evidence, listed.spans, strict=True)):
            other = None if each.grade.holds else _doubt(each, known, listed, text, title)
            at_an_end = not sequel.here or (k in (0, len(evidence) - 1) and not listed.steps)
            other = ALONE if at_an_end and not other and not _is_exchanged(each) else other
            read = f"{sequel.written} at {sequel.letter} = {steps[k]}"
            yield Remark(*span, "arithmetic", read, Undecided(other) if other else each)
        return


def _is_telling(numbers: Sequence[str], *, here: bool, least: int) -> bool:
    """Whether so many numbers do not fit by chance: they have digits, fewer where the formula stands beside them."""
    digits = [len(number.replace(".", "").strip("0")) for number in numbers]
    return sum(each >= TELLING for each in digits) >= least or (here and sum(digits) >= ENOUGH)


def _along(sequel: Sequel, steps: Sequence[int], texts: Sequence[str], spare: int) -> list[Rounded] | None:
    """The numbers against the values at their steps; None if more than the spare ones do not fit."""
    found: list[Rounded] = []
    for step, number in zip(steps, texts, strict=True):
        held = _held(sequel, step, number)
        if held is None or (not held.grade.holds and (spare := spare - 1) < 0):
            return None
        found.append(held)
    return found


def _doubt(wrong: Rounded, known: Sequence[Sequel], listed: Listed, text: str, title: str) -> str | None:
    """Why a number that is not the value of its step may be meant: as another value, by its words, or by a rounding."""
    begin, end = listed.spans[0][0], listed.spans[-1][1]
    before, after = words(text[:begin]), words(text[end:])
    if word := disowned(before, after) or disowned_below(title):
        return DISOWNED.format(word)
    if reason := excuse(before, after, title):
        return reason
    if abs(wrong.printed.value - wrong.low) <= NEAR * wrong.printed.numeral.unit:
        return "it may be computed from rounded numbers"
    steps = range(max(listed.steps or (len(listed.texts),)) + FAR)
    for sequel, step in product(known, steps) if not _is_exchanged(wrong) else ():
        other = _held(sequel, step, wrong.printed.text)
        if other and other.grade.holds:
            return f"it is {sequel.written} at {sequel.letter} = {step}, which may be meant"
    return None


def _is_exchanged(wrong: Rounded) -> bool:
    """Whether it has the digits of its value, in another order."""
    number = wrong.printed.numeral
    right = round((wrong.low + wrong.high) / 2 / number.unit)
    return sorted(str(right)) == sorted(str(round(wrong.printed.value / number.unit)))


def _held(sequel: Sequel, step: int, text: str) -> Rounded | None:
    """A printed number against the value at a step."""
    value = sequel.at(step)
    return Rounded(*value, Reading(text), "≈", f"{sequel.written} at {step}") if value else None


@cache
def _value(node: Node, letter: str, step: int) -> Bounds | None:
    with suppress(Undefined, ZeroDivisionError):
        return bounds(evaluate(at_step(node, letter, step)))
    return None


def _listed(match: re.Match[str], text: str) -> Listed:
    """The numbers of a match, and the steps of its sentence."""
    numbers = list(re.finditer(_NUMBER, match[0]))
    spans = tuple((match.start() + each.start(), match.start() + each.end()) for each in numbers)
    stops = [0, *(each.end() for each in SENTENCE.finditer(text))]
    first = max(stop for stop in stops if stop <= match.start())
    last = next((stop for stop in stops if stop > match.end()), len(text))
    return Listed(tuple(each[0] for each in numbers), spans, _steps(text[first:last], len(numbers)))


def _steps(sentence: str, count: int) -> tuple[int, ...] | None:
    """The steps that a sentence says, if it says as many as there are numbers."""
    for match in _STEPS.finditer(sentence):
        steps = [int(match["first"]), *map(int, re.findall(r"\d+", match["more"]))]
        if match["dots"] and steps == list(range(steps[0], steps[0] + len(steps))):
            steps = list(range(steps[0], int(match["last"]) + 1))
        if len(steps) == count:
            return tuple(steps)
    return None


def _sequels(text: str, values: Mapping[str, Sequence[Fraction]], *, here: bool = True) -> Iterator[Sequel]:
    """The formulas of a text in one step, with each value of their decays, and 1 for what they are multiples of."""
    for match in _FORMULA.finditer(text):
        chain = formula_in(match[1])
        for member in chain.members if chain else ():
            for letter in sorted(names_in(member) & set(NATURALS) - bound_in(member)):
                yield from (replace(each, here=here) for each in _valued(member, letter, values))


def _valued(member: Node, letter: str, values: Mapping[str, Sequence[Fraction]]) -> Iterator[Sequel]:
    others = sorted(names_in(member) - {letter, "pi"})
    if applied_in(member) or len(others) > LEAST or member == Name(letter):
        return
    choices = [[*values.get(name, ())][:MOST_VALUES] for name in others]
    for name, some in zip(others, choices, strict=True):
        if degree(member, name) is not None and Fraction(1) not in some:
            some.append(Fraction(1))
    for chosen in product(*choices):
        numbers: dict[Node, Node] = {Name(name): literal(value) for name, value in zip(others, chosen, strict=True)}
        yield Sequel(rebuilt(member, numbers.get), letter, str(member))


def _usual(values: Mapping[str, Sequence[Fraction]], text: str) -> Iterator[Sequel]:
    """The sequences that decays make, also as many times a number that the note has."""
    said = dict.fromkeys(value for some in values.values() for value in some)
    half = Fraction(1, 2)
    decays = [value for value in said if half <= value < 1][:MOST_VALUES]
    decays += [value for value in map(Fraction, _BASE.findall(text)) if half <= value < 1 and value not in decays][:2]
    scales = dict.fromkeys([Fraction(1), *said, *(value**2 for value in said)])
    for scale, shape, decay in product([*scales][:MOST_SCALES], _USUAL, decays):
        written = f"({scale})*{shape}" if scale != 1 else shape
        written = re.sub(r"\br\b", f"({decay})", written)
        yield Sequel(_parsed(written), "n", written)
    yield Sequel(_parsed("1/sqrt(n)"), "n", "1/sqrt(n)")


@cache
def _parsed(written: str) -> Node:
    return parse_statement(f"x = {written}").members[1]
