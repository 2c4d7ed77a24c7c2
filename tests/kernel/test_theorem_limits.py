"""Limits of roots: where the kernel takes them, and what it refuses."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Lambda, Letter, Term, term
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    assume,
    discharge,
    follows,
    instance,
    limit,
    limit_along,
    limit_of_root,
)
from rmsprop_sym.search.lemmas import N, X, power_sign

a, b, r = map(Letter, "abr")
n, m = (Letter(name, natural=True) for name in "nm")
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


def test_a_sequence_that_is_never_negative_may_tend_to_0_below_a_root():
    """a**n tends to 0, and so does its root, if a**n is not negative whatever n is."""
    falls = assume(Claim(Lambda(n, a**n), "->", ZERO))
    zero, never = follows(Claim(ZERO, "=", ZERO**2)), claimed(0, "<=", a**n)
    with pytest.raises(Gap, match="the square of something positive"):
        limit_of_root(falls, zero, follows(Claim(ZERO, "<=", ZERO)), never)
    power = discharge(instance(power_sign("<="), {X: a, N: n}), claimed(0, "<=", a))
    theorem = limit_of_root(falls, zero, follows(Claim(ZERO, "<=", ZERO)), power)
    assert Claim(Lambda(n, (a**n).sqrt()), "->", ZERO) == theorem.claim
    assert Claim(ZERO, "<=", a) in theorem.hypotheses


@pytest.mark.parametrize(
    "sign, inside",
    [
        (claimed(0, "<=", 0), claimed(0, "<=", b)),
        (claimed(0, "<=", 0), claimed(0, "<", b)),
        (claimed(0, "=", 0), claimed(0, "<=", r**2)),
    ],
    ids=["another sequence", "a sign of something else", "no sign"],
)
def test_a_limit_of_zero_needs_the_sign_of_its_own_sequence(sign, inside):
    """What is known of another sequence says nothing about this one."""
    falls = assume(Claim(Lambda(n, r**2 * a**n), "->", ZERO))
    with pytest.raises(Gap, match="the square of something positive"):
        limit_of_root(falls, follows(Claim(ZERO, "=", ZERO**2)), sign, inside)


def test_a_limit_is_one_of_what_comes_late():
    """a**(n + 2) tends to where a**n does, and a sequence to where it does later on."""
    falls = assume(Claim(Lambda(n, a**n), "->", ZERO))
    later = limit_along(falls, Lambda(n, a ** (n + 2)), 0, 2)
    assert Claim(Lambda(n, a ** (n + 2)), "->", ZERO) == later.claim
    assert falls.hypotheses == later.hypotheses
    back = limit_along(later, Lambda(n, 1 * a**n), 2, 0)
    assert Claim(Lambda(n, 1 * a**n), "->", ZERO) == back.claim


@pytest.mark.parametrize(
    "general, later, shift",
    [
        (Lambda(n, a ** (n + 1)), 0, 2),
        (Lambda(n, b**n), 0, 0),
        (Lambda(n, a ** (2 * n)), 0, 0),
        (Lambda(n, a ** (n + 1)), 0, n),
        (Lambda(m, a**n), 0, 0),
        (a**n, 0, 0),
        (Lambda(n, a ** (n - 1)), 0, -1),
        (Lambda(n, a ** (n + r)), 0, r),
    ],
    ids=[
        "one less",
        "another",
        "twice as fast",
        "a moving shift",
        "a constant",
        "no sequence",
        "before 0",
        "no number",
    ],
)
def test_another_sequence_has_another_limit(general, later, shift):
    """Only the same members, some steps later, have the same limit."""
    with pytest.raises(Gap):
        limit_along(assume(Claim(Lambda(n, a**n), "->", ZERO)), general, later, shift)


def test_only_a_limit_is_one_of_what_comes_late():
    """An equation has no later."""
    with pytest.raises(Gap, match="this is no limit"):
        limit_along(claimed(b, "=", b), Lambda(n, b), 0, 0)


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
