"""Rounded numbers that a text computes with: 0.04/0.316 is 0.126 where 0.316 is the root of a 0.1 before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.arithmetic.chains import Link, judge_as_printed
from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.numeral import Numeral
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Chain, Literal, Node, has_letters, parse_statement, walk
from rmsprop_sym.claims.expressions.tree import rebuilt
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

CARRIED = "it follows from {}, of which {} is rounded"
FOLLOWS = "it follows from numbers that were rounded before: {}"
MOST_NUMBERS, LONGEST = 40, 18
_ROUNDED = r"(?=[0.]*[1-9]\.?\d)\d+\.\d+(?:e[-+]?\d+)?"  # one digit alone is as it was meant
_NUMBER = re.compile(r"(?<![\w.,])\d{1,6}(?:\.\d{1,12})?(?![\w.,]*\d)")
_WORKED = r"(?P<head>[^=≈$,;:()]*(?:\([^=≈$;:()]*\)[^=≈$,;:()]*)*)(?:=|≈|\\approx)[\s$]*{}(?![\d.])"
_INEXACT = re.compile(r"[\^/√⁰-₎²³]|\\(?:frac|sqrt|ln|log|exp)|\b(?:sqrt|ln|log|exp)\b")
_SHIFTS = tuple(Fraction(n, 4) for n in (0, -1, 1, -2, 2))
MOST_RESULTS = 3
MOST_STEPS = 8  # by which a number may follow from one that was rounded


def judge_in_text(chain: Chain, before: str) -> Iterator[Link]:
    """Every member but the heads, where what follows from a number before the chain, not rounded, is not accused.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> chain = parse_statement("0.04/0.316 = 0.126")
    >>> [str(link.evidence.grade) for text in ("", "r = 0.1") for link in judge_in_text(chain, text)]
    ['REFUTED', 'OPEN']
    """
    for k, link in enumerate(judge_as_printed(chain)):
        yield replace(link, judgement=lambda k=k, link=link: _judged(link, k, chain, before))  # type: ignore[misc]


def _judged(link: Link, k: int, chain: Chain, before: str) -> Evidence:
    """What is known of a link, which is open if it holds with the number that one in it stands for."""
    if link.evidence.grade is not Grade.REFUTED:
        return link.evidence
    for meant, reason in _meanings(chain, before):
        members = tuple(each if reading(each) else rebuilt(each, meant.get) for each in chain.members)
        if judge_as_printed(replace(chain, members=members))[k].evidence.grade.holds:
            return Undecided(reason)
    return link.evidence


def _meanings(chain: Chain, before: str) -> Iterator[tuple[dict[Node, Node], str]]:
    """What rounded numbers in the expressions of a chain may stand for, and what is said if it holds with that."""
    for rounded, meant in _unrounded(chain, before):
        yield {rounded: meant}, CARRIED.format(meant, rounded)
    results = list(_results(chain, before))[:MOST_RESULTS]
    for shifts in product(_SHIFTS, repeat=len(results)) if results else ():
        moved: dict[Node, Node] = {part: _moved(part, by) for part, by in zip(results, shifts, strict=True)}
        yield moved, FOLLOWS.format(", ".join(map(str, results)))


def _results(chain: Chain, before: str) -> Iterator[Literal]:
    """The numbers in the expressions of a chain that the text before it worked out, and had to round."""
    for each in chain.members:
        for part in walk(each) if not reading(each) else ():
            printed = isinstance(part, Literal) and re.fullmatch(_ROUNDED, part.text) and len(part.text) <= LONGEST
            if printed and isinstance(part, Literal) and _had_to_round(part.text, before, MOST_STEPS):
                yield part


def _had_to_round(text: str, before: str, steps: int) -> bool:
    """Whether a text works out a number, and had to round it or a number from which it follows."""
    worked = re.search(_WORKED.format(re.escape(text)), before)
    if worked is None:
        return False
    if not _is_exact(worked["head"], text):
        return True
    above = before[: worked.start("head")]
    numbers = re.findall(rf"(?<![\w.]){_ROUNDED}(?![\w.]*\d)", worked["head"]) if steps else []
    return any(_had_to_round(each, above, steps - 1) for each in numbers[:MOST_RESULTS])


def _is_exact(head: str, text: str) -> bool:
    """Whether an expression may be worth exactly what is printed behind it: it is no power, root or quotient, or is."""
    try:
        worked = parse_statement(f"{head} = {text}")
    except (Unreadable, ValueError):
        return not _INEXACT.search(head)
    lettered = any(map(has_letters, worked.members))
    grades = [] if lettered else [link.evidence.grade for link in judge_as_printed(worked)]
    return any(grade is not Grade.ROUNDS for grade in grades) if grades else not _INEXACT.search(head)


def _moved(part: Literal, by: Fraction) -> Node:
    """A printed number, moved by a part of the unit of its last digit."""
    return Binary("+" if by > 0 else "-", part, Literal(f"{float(abs(by) * part.numeral.unit):.15f}"))


def _unrounded(chain: Chain, before: str) -> Iterator[tuple[Node, Node]]:
    """The rounded numbers in the expressions of a chain, each with one before it that it stands for, or its root."""
    literals = [part for each in chain.members if not reading(each) for part in walk(each) if isinstance(part, Literal)]
    numbers = list(dict.fromkeys(reversed(_NUMBER.findall(before))))[:MOST_NUMBERS]
    for part in dict.fromkeys(literals):
        if len(part.text) > LONGEST or not re.fullmatch(_ROUNDED, part.text):
            continue
        for number in numbers:
            for meant, value in (
                (Literal(number), float(number)),
                (Call("sqrt", (Literal(number),)), float(number) ** 0.5),
            ):
                if number != part.text and _rounds(value, part.numeral):
                    yield part, meant


def _rounds(value: float, numeral: Numeral) -> bool:
    """Whether a number that is not this one is printed so."""
    printed, unit = float(numeral.value), float(numeral.unit)
    return bool(printed) and value != printed and abs(value - printed) <= 0.501 * unit
