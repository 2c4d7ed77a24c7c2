"""Rounded numbers that a text computes with: 0.04/0.316 is 0.126 where 0.316 is the root of a 0.1 before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rmsprop_sym.claims.arithmetic.chains import Link, judge_as_printed
from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.numeral import Numeral
from rmsprop_sym.claims.expressions.syntax import Call, Chain, Literal, Node, walk
from rmsprop_sym.claims.expressions.tree import rebuilt
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

CARRIED = "it follows from {}, of which {} is rounded"
MOST_NUMBERS, LONGEST = 40, 18
_ROUNDED = r"(?=[0.]*[1-9]\.?\d)\d+\.\d+"  # one digit alone is as it was meant
_NUMBER = re.compile(r"(?<![\w.,])\d{1,6}(?:\.\d{1,12})?(?![\w.,]*\d)")


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
    for rounded, meant in _unrounded(chain, before):
        members = tuple(each if reading(each) else rebuilt(each, {rounded: meant}.get) for each in chain.members)
        if judge_as_printed(replace(chain, members=members))[k].evidence.grade.holds:
            return Undecided(CARRIED.format(meant, rounded))
    return link.evidence


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
