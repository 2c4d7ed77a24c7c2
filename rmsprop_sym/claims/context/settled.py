"""A state under a gradient that stays the same, worked out in one go: with g = 2 for ever, v_3 = (1 - 0.9^3) 4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rmsprop_sym.claims.context.book import Mark
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.syntax import Binary, Constant, Node, parse_statement, walk
from rmsprop_sym.claims.quantities.slips import EXCHANGED, NO_SQUARE, TOO_EARLY, TOO_LATE, Slip, literal, value_of
from rmsprop_sym.claims.quantities.updating import MEAN, SQUARES, SUM, is_near
from rmsprop_sym.claims.symbolic.settings import Every
from rmsprop_sym.claims.words.bare import spelled_out
from rmsprop_sym.claims.words.spoken import spoken
from rmsprop_sym.claims.words.steady import steady
from rmsprop_sym.claims.words.wording import cut_sentences

LONGEST = 60  # steps
NO_FIT = "it is right as a number, but {} is {} under a gradient of {} at every step"
_FORMULAS = {SQUARES: "(1 - {b}^{n})*{g}^2", MEAN: "(1 - {b}^{n})*{g}", SUM: "{n}*{g}^2"}
_SLIPS = {
    "{b}^{n}*{x}": "that is what is left, and not what has come in",
    "(1 - {b}^({n} - 1))*{x}": TOO_EARLY,
    "(1 - {b}^({n} + 1))*{x}": TOO_LATE,
    "(1 - {b})^{n}*{x}": EXCHANGED,
    "(1 - (1 - {b})^{n})*{x}": EXCHANGED,
    "(1 - {b}*{n})*{x}": "the decay is multiplied, and not raised to the power",
}
_UNSQUARED = "(1 - {b}^{n})*{g}"


def steady_value(text: str, here: Sequence[Fraction] = ()) -> Fraction | None:
    """The number that a text, formulas between dollars, says every gradient to be; None if it says no such thing.

    `here` has the values that its last sentence gives to a gradient without a step.

    >>> steady_value("For a constant gradient of 2 we have"), steady_value("For $g_t = 2$ for all $t > 3$ we have")
    (Fraction(2, 1), None)
    """
    if len({*here}) == 1 and Constant(GRADIENT) in spoken(spelled_out(cut_sentences(text)[-1]))[1]:
        return here[0]
    found = [each.supposed[0] for each in steady(text) if not each.letter]
    values = [value_of(each.chain.members[1]) for each in found if isinstance(each, Every)]
    return values[-1] if values else None


def in_one_go(mark: Mark, head: Node, gradient: Fraction, decays: Sequence[Fraction], *, started: bool) -> Slip | str:
    """The slip in an expression for a state after so many equal gradients from zero, or why it is not said to be right.

    Empty if it is right, or if that cannot be told.
    """
    if (
        mark.kind not in _FORMULAS
        or not mark.step
        or mark.step > LONGEST
        or started
        or (mark.kind != SUM and len(decays) != 1)
    ):
        return ""
    names = {"n": str(mark.step), "g": f"({literal(gradient)})", "b": str(literal(decays[0])) if decays else "0"}
    [right] = parse_statement(_FORMULAS[mark.kind].format(**names)).members
    said, value = value_of(head), value_of(right)
    if is_near(said, value):
        return ""
    raised = any(isinstance(part, Binary) and part.op == "^" for part in walk(head))
    for formula, kind in _wrong(mark, names) if raised else ():
        [slipped] = parse_statement(formula).members
        if is_near(said, value_of(slipped)):
            return Slip(str(mark), head, right, str(right), kind)
    return NO_FIT.format(mark, right, literal(gradient))


def _wrong(mark: Mark, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The formulas that are often taken for the right one, and what is wrong with each."""
    if mark.kind == SUM:
        return
    entering = "{g}^2" if mark.kind == SQUARES else "{g}"
    for formula, kind in _SLIPS.items():
        yield formula.replace("{x}", entering).format(**names), kind
    if mark.kind == SQUARES:
        yield _UNSQUARED.format(**names), NO_SQUARE
