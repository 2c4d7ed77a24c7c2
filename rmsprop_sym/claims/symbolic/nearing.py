"""Letters that go to an end of their range: the ways in which they may go there, and what expressions do meanwhile.

The letters are given numbers that go there step by step, at a precision that leaves no doubt about the digits used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import arb, ctx

from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.real import Real, Undefined, ball_of, evaluate
from rmsprop_sym.claims.expressions.syntax import Chain, Node
from rmsprop_sym.claims.expressions.tree import bound_in, names_in

BITS = 16_384
DECAYS = frozenset({"beta", "beta1", "beta2", "mu", "rho", "gamma", "alpha", "lambda", "delta"})
SMALL = tuple(Fraction(1, 10**k) for k in (3, 5, 7, 10, 20, 40))
LATE = tuple(Fraction(3 * 10**k + k % 3) for k in (2, 3, 4, 10, 20, 40))
SAMPLES = (Fraction(9, 10), Fraction(19, 20)), (Fraction(2), Fraction(3))
SPREAD = (Fraction(1), Fraction(3, 7), Fraction(5, 3), Fraction(8, 9), Fraction(13, 11), Fraction(17, 23))
_LARGE = 1000
_SEEN = 3


@contextmanager
def precisely() -> Iterator[None]:
    """Works with balls of so many digits that the smallest corrections are seen beside the largest numbers."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        yield
    finally:
        ctx.prec = before


@dataclass(frozen=True)
class Way:
    """What letters become, step by step, while one of them goes to an end; `said` is that: beta to 1."""

    said: str
    going: tuple[Mapping[str, Fraction], ...]

    @property
    def steps(self) -> tuple[Mapping[str, Fraction], ...]:
        """The next steps, as many as show where numbers go."""
        return self.going[:_SEEN]

    @property
    def further(self) -> Way:
        """The same way from behind these steps on, where what goes slowly is told from what has come to rest."""
        return replace(self, going=self.going[_SEEN:])

    @property
    def is_rare(self) -> bool:
        """Whether nobody goes there without saying so: decays are near 1."""
        return self.said.endswith(" to 0") and self.said.split()[0] in DECAYS

    def values(self, node: Node) -> list[arb]:
        r"""The value of an expression at each step; raises Undefined where it has none.

        >>> from rmsprop_sym.claims.expressions.formula import parse_formula
        >>> way = next(each for each in ways({"beta"}) if each.said == "beta to 1")
        >>> [x.str(3, radius=False) for x in way.values(parse_formula(r"1 - \beta^2").members[0])]
        ['0.00200', '2.00e-5', '2.00e-7']
        """
        return [_value(node, letters) for letters in self.steps]


def _value(node: Node, letters: Mapping[str, Fraction]) -> arb:
    """The value of an expression as a ball; a large number of steps is one, too, so that no power is multiplied out."""
    with precisely():
        known: dict[str, Real] = {name: x if _is_short(x) else ball_of(x) for name, x in letters.items()}
        return +ball_of(evaluate(node, BITS, letters=known))


def _is_short(x: Fraction) -> bool:
    return abs(x) < _LARGE and x.denominator < _LARGE


def letters_of(chain: Chain) -> set[str]:
    """The letters of a chain that no sum runs over."""
    return names_in(chain) - bound_in(chain) - {"pi"}


def ways(letters: Collection[str]) -> Iterator[Way]:
    """Every way in which one letter, or several together, may go to an end of their range."""
    steps = sorted(set(letters) & set(NATURALS))
    decays = sorted(set(letters) & DECAYS)
    others = sorted(set(letters) - {*steps, *decays})
    groups = [[each] for each in decays] + ([decays] if len(decays) > 1 else [])
    for group in groups:
        name = " and ".join(group)
        yield from _along(letters, f"{name} to 1", [dict.fromkeys(group, h) for h in SMALL], below_1=True)
        yield from _along(letters, f"{name} to 0", [dict.fromkeys(group, h) for h in SMALL])
    for step in steps:
        yield from _along(letters, f"{step} to oo", [{step: n} for n in LATE])
        if decays:
            yield from _scaled(letters, decays, step, 1)
            yield from _scaled(letters, decays, step, 2)
    for other in others:
        yield from _along(letters, f"{other} to 0", [{other: h} for h in SMALL])
        yield from _along(letters, f"{other} to oo", [{other: 1 / h} for h in SMALL])


def standing(letters: Collection[str]) -> list[dict[str, Fraction]]:
    """Choices of numbers for letters that go nowhere."""
    return [_kept(letters, decay, other) for decay, other in zip(*SAMPLES, strict=True)]


def _along(
    letters: Collection[str], said: str, going: Sequence[Mapping[str, Fraction]], *, below_1: bool = False
) -> Iterator[Way]:
    """The way along which some letters go, while the others stay, at different numbers."""
    for kept in standing(letters):
        share = dict(zip(sorted(going[0]), SPREAD, strict=False))
        found = [
            {name: 1 - share[name] * x if below_1 else share[name] * x for name, x in each.items()} for each in going
        ]
        yield Way(said, tuple(kept | each for each in found))


def _scaled(letters: Collection[str], decays: Sequence[str], step: str, order: int) -> Iterator[Way]:
    """The way on which the steps grow as the decays go to 1: as fast, or faster."""
    said = f"{' and '.join(decays)} to 1 and {step} to oo{'' if order == 1 else ' faster'}"
    for decay, other in zip(*SAMPLES, strict=True):
        kept = _kept(letters, decay, other)
        going = [
            {name: 1 - share * h for name, share in zip(decays, SPREAD, strict=False)} | {step: other / h**order}
            for h in (SMALL if order == 1 else (Fraction(1, 100), Fraction(1, 300), Fraction(1, 900), *SMALL[_SEEN:]))
        ]
        yield Way(said, tuple(kept | each for each in going))


def _kept(letters: Collection[str], decay: Fraction, other: Fraction) -> dict[str, Fraction]:
    """Different numbers for letters, decays below 1 and whole numbers for steps."""
    kept: dict[str, Fraction] = {}
    for share, name in zip([*SPREAD, *SPREAD, *SPREAD], sorted(letters), strict=False):
        is_decay = name in DECAYS
        kept[name] = (
            1 - (1 - decay) * share / 2 if is_decay else other + len(kept) if name in NATURALS else other * share
        )
    return kept


def vanishes(errors: Sequence[arb]) -> bool | None:
    """Whether numbers go to 0, as far as they were followed; None if that cannot be told: they still shrink, slowly.

    >>> [vanishes([arb(x) for x in some]) for some in (("1e-3", "1e-5", "1e-7"), ("1", "1", "1"), ("1", "0.6", "0.4"))]
    [True, False, None]
    """
    first, middle, last = (abs(each) for each in errors)
    if all(abs(each) < arb("1e-30") for each in errors):
        return True
    if last < arb("0.002") and last * 4 < first and last * 2 < middle:
        return True
    is_at_rest = abs(last - middle) * 100 < last
    return False if is_at_rest or first <= middle <= last else None


def differences(left: Sequence[arb], right: Sequence[arb]) -> list[arb]:
    """By how much the first differ from the second, as a share of these; raises Undefined where that has no value."""
    with precisely():
        found = [x / y - 1 for x, y in zip(left, right, strict=True)]
    if not all(each.is_finite() for each in found):
        raise Undefined("a side is 0")
    return found
