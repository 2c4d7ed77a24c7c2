"""Claims: two terms and a relation, or two sequences where there is a range, or a sequence and its limit."""

from __future__ import annotations

import pytest

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Lambda, Letter, summed, term

x, y = Letter("x"), Letter("y")
i, n = (Letter(name, natural=True) for name in "in")
g = Head("g", "sequence")
SEQUENCE = Lambda(i, x**i)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Claim(x, "=", y),
        lambda: Claim(x, "!=", y),
        lambda: Claim(x, "<=", y),
        lambda: Claim(x, "<", y),
        lambda: Claim(SEQUENCE, "->", ZERO),
        lambda: Claim(SEQUENCE, "=", SEQUENCE, (ZERO,)),
        lambda: Claim(SEQUENCE, "<", SEQUENCE, (ZERO, n)),
    ],
)
def test_these_are_claims(make):
    """Each relation, a limit, and a claim for every index with one end or two."""
    assert isinstance(make(), Claim)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Claim(x, ">", y),
        lambda: Claim(x, "==", y),
        lambda: Claim(x, "", y),
        lambda: Claim(x, "->", ZERO),
        lambda: Claim(SEQUENCE, "->", SEQUENCE),
        lambda: Claim(x, "->", SEQUENCE),
        lambda: Claim(SEQUENCE, "->", ZERO, (ZERO,)),
        lambda: Claim(SEQUENCE, "->", SEQUENCE, (ZERO,)),
        lambda: Claim(SEQUENCE, "=", SEQUENCE),
        lambda: Claim(SEQUENCE, "=", x, (ZERO,)),
        lambda: Claim(x, "=", y, (ZERO,)),
        lambda: Claim(SEQUENCE, "=", SEQUENCE, [ZERO]),
    ],
)
def test_these_are_no_claims(make):
    """Unknown relations, sequences out of place, limits with a range, ends that could change."""
    with pytest.raises(ValueError, match="is no claim"):
        make()


def test_a_claim_speaks_of_the_letters_of_its_sides_and_ends():
    """Bound letters are not among them, sequences are."""
    left, right = Lambda(i, Apply(g, (i,))), Lambda(i, x * i)
    assert {g, x, n, y} == Claim(left, "<=", right, (n, y)).free()


def test_an_instance_reaches_both_sides_and_the_ends():
    """Letters are replaced everywhere, bound ones stay."""
    claim = Claim(Lambda(i, x * i), "=", Lambda(i, i * x), (n,))
    assert Claim(Lambda(i, 2 * i), "=", Lambda(i, i * 2), (ONE,)) == claim.at({x: term(2), n: ONE, i: ZERO})


def test_a_claim_captures_nothing():
    """x := i under a sum over i is another letter than the index."""
    fresh = Letter("i_", natural=True)
    claim = Claim(summed(x, i, 1, n), "=", n * x)
    assert Claim(summed(i, fresh, 1, n), "=", n * i) == claim.at({x: i})
