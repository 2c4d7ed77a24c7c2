"""Limits of roots: where the kernel takes them, and what it refuses."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Lambda, Letter, Term, term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, follows, limit, limit_of_root

a, b, r = map(Letter, "abr")
n = Letter("n", natural=True)
FOUR = assume(Claim(Lambda(n, 4 - a**n), "->", 4 - ZERO))


def claimed(left: Term | int, relation: str, right: Term | int) -> Theorem:
    """The claim, supposed."""
    return assume(Claim(term(left), relation, term(right)))


def test_the_root_tends_to_the_root_of_the_limit():
    """4 - a**n tends to 4, so that its root tends to 2."""
    square, positive = follows(Claim(4 - ZERO, "=", term(2) ** 2)), follows(Claim(ZERO, "<", term(2)))
    theorem = limit_of_root(FOUR, square, positive)
    assert Claim(Lambda(n, (4 - a**n).sqrt()), "->", term(2)) == theorem.claim
    assert FOUR.hypotheses == theorem.hypotheses


def test_what_it_rests_on_is_kept():
    """The limit, the square and the sign are hypotheses as long as they are supposed."""
    premises = [assume(Claim(Lambda(n, a**n), "->", b)), claimed(b, "=", r**2), claimed(0, "<", r)]
    assert frozenset(p.claim for p in premises) == limit_of_root(*premises).hypotheses


@pytest.mark.parametrize(
    "square, positive",
    [
        (claimed(4 - ZERO, "=", term(2) ** 2), claimed(0, "<=", 2)),
        (claimed(4 - ZERO, "=", term(2) ** 2), claimed(1, "<", 2)),
        (claimed(4 - ZERO, "=", term(2) ** 2), claimed(0, "<", 3)),
        (claimed(4 - ZERO, "=", term(-2) ** 2), claimed(0, "<", 2)),
        (claimed(4 - ZERO, "<=", term(3) ** 2), claimed(0, "<", 3)),
        (claimed(9, "=", term(3) ** 2), claimed(0, "<", 3)),
        (
            claimed(4 - ZERO, "=", term(2) ** 2),
            assume(Claim(Lambda(n, ZERO), "<", Lambda(n, term(2)), (ZERO,))),
        ),
    ],
    ids=["not negative", "above one", "another root", "the negative root", "an inequality", "another limit", "a range"],
)
def test_a_root_needs_a_limit_that_is_the_square_of_something_positive(square, positive):
    """At 0 a sequence may come from below, where a root means nothing."""
    with pytest.raises(Gap, match="the square of something positive"):
        limit_of_root(FOUR, square, positive)


def test_a_limit_of_zero_has_no_root():
    """0 = 0**2, but 0 < 0 is not to be had."""
    falls = assume(Claim(Lambda(n, -(a**n)), "->", ZERO))
    with pytest.raises(Gap, match="the square of something positive"):
        limit_of_root(falls, follows(Claim(ZERO, "=", ZERO**2)), claimed(0, "<=", 0))


def test_only_a_limit_has_a_root_in_the_limit():
    """An equation tends nowhere."""
    with pytest.raises(Gap, match="this is no limit"):
        limit_of_root(claimed(b, "=", b), claimed(b, "=", r**2), claimed(0, "<", r))


def test_a_rational_function_has_no_root_in_it():
    """The root has a rule of its own, so that its limit is never left under it."""
    with pytest.raises(Gap, match="this is not continuous"):
        limit(r.sqrt(), {r: FOUR}, n)


def test_a_look_alike_is_no_premise():
    """What only has the fields of a theorem is refused."""
    fake = SimpleNamespace(claim=FOUR.claim, hypotheses=frozenset(), recursions=frozenset())
    with pytest.raises(Gap, match="a premise is a theorem of this kernel"):
        limit_of_root(fake, claimed(4 - ZERO, "=", term(2) ** 2), claimed(0, "<", 2))
