"""Objects that only look like a part of a claim, and answer as suits them: each proved 0 = 1 where nothing looked."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Lambda, Letter, Number, Term
from rmsprop_sym.kernel.theorem import (
    Gap,
    assume,
    cases,
    congruence,
    follows,
    generalise,
    induction,
    instance,
    law,
    limit,
    specialise,
)

x, y, n = Letter("x"), Letter("y"), Letter("n", natural=True)
REFUSED = (Gap, TypeError, ValueError)


class Moody(Letter):
    """A letter that equals x from its third comparison on."""

    def __post_init__(self):
        object.__setattr__(self, "asked", [])

    def __hash__(self):
        return hash(x)

    def __eq__(self, other):
        self.asked.append(other)
        return other == x and len(self.asked) > 2

    def __add__(self, other):
        return x

    def __sub__(self, other):
        return ZERO

    __rsub__ = __sub__

    def __neg__(self):
        return ZERO


class Agreeable(str):
    """A string that equals every other one."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash("y")


class AnyClaim(Claim):
    """A claim that passes for the hypothesis 1 <= 0."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash(Claim(ONE, "<=", ZERO))


class Weightless(Number):
    """A number that takes any value."""

    def __post_init__(self):
        pass


FALSE = assume(Claim(ONE, "<=", ZERO))
TENDS = assume(Claim(Lambda(n, x**n), "->", ZERO))
NOWHERE = generalise(
    follows(FALSE.claim, [assume(Claim(ONE, "<=", n)), assume(Claim(n, "<=", ZERO))], [1, 1]), n, ONE, ZERO
)

ATTACKS = {
    "a case that passes for a hypothesis": lambda: cases(AnyClaim(ZERO, "<=", ONE), FALSE, FALSE),
    "a letter that is replaced in the claim alone": lambda: instance(law("reciprocal"), {Moody("x"): ZERO}),
    "a letter that is replaced on one side": lambda: congruence(assume(Claim(x, "=", y)), Moody("x"), x + x + x),
    "a letter that tends only sometimes": lambda: limit(x + x + x, {Moody("x"): TENDS}, n),
    "an index that is none": lambda: limit(y, {y: TENDS}, Moody("n", natural=True)),
    "a letter of an induction": lambda: induction(Moody("n", natural=True), FALSE.claim, FALSE, FALSE),
    "an index of no range": lambda: specialise(NOWHERE, Moody("n", natural=True)),
    "an index that is bound": lambda: generalise(FALSE, Moody("n", natural=True), ZERO),
    "a letter of any name": lambda: follows(Claim(Letter(Agreeable("s")), "=", y)),
    "a letter that is natural after all": lambda: Letter("x", natural=1),
    "a sequence of any name": lambda: Head(Agreeable("g"), "sequence"),
    "a head of any kind": lambda: Head("g", Agreeable("sequence")),
    "a state of any rule": lambda: Head("v", "state", Agreeable("rmsprop")),
    "any relation": lambda: Claim(x, Agreeable("<"), y),
    "a cofactor of any value": lambda: follows(Claim(ZERO, "=", ONE), [law("square")], [Weightless(Fraction(1))]),
    "a term of no class": lambda: type("Own", (Term,), {})().__post_init__(),
    "a head that is another": lambda: Apply(type("Any", (Head,), {})("g", "sequence"), (x,)),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_look_alike_proves_nothing(attack):
    """The kernel takes its own classes, Fractions and plain strings, nothing derived from them."""
    with pytest.raises(REFUSED):
        attack()


def test_the_real_things_pass():
    """What the attacks imitate is accepted, so that they are refused for what they are."""
    assert Claim(y * (1 / y), "=", ONE) == instance(law("reciprocal"), {x: y}).claim
    assert Claim(x + x, "=", y + y) == congruence(assume(Claim(x, "=", y)), x, x + x).claim
    assert Claim(Lambda(n, x**n), "->", ZERO) == limit(y, {y: TENDS}, n).claim
    assert FALSE.hypotheses == cases(Claim(ZERO, "<=", ONE), FALSE, FALSE).hypotheses | FALSE.hypotheses
