"""Cases: what holds in either case holds; and what the rule must refuse."""

from __future__ import annotations

import pytest

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Lambda, Letter, term
from rmsprop_sym.kernel.theorem import Gap, assume, axiom, cases, follows

x, y, i = Letter("x"), Letter("y"), Letter("i", natural=True)


def claim(left, relation, right):
    """A claim between terms."""
    return Claim(term(left), relation, term(right))


SHOWN = claim(ZERO, "<=", x**2)


def under(*hypotheses):
    """A theorem that says SHOWN and supposes these."""
    return axiom("shown", SHOWN, hypotheses, "")


@pytest.mark.parametrize(
    "case, other",
    [(claim(x, "<=", y), claim(y, "<=", x)), (claim(x, "=", y), claim(x, "!=", y))],
)
def test_two_cases_make_one_theorem(case, other):
    """Neither case is supposed any more; what else was supposed still is."""
    kept, also = claim(x, "<", ONE), claim(y, "!=", ZERO)
    both = cases(case, under(case, kept), under(other, also))
    assert (SHOWN, {kept, also}) == (both.claim, both.hypotheses)


def test_the_cases_are_not_exchanged():
    """The first theorem supposes the case, the second the other one; otherwise both stay supposed."""
    case, other = claim(x, "=", y), claim(x, "!=", y)
    assert {case, other} == cases(case, under(other), under(case)).hypotheses


@pytest.mark.parametrize("other", [claim(x, "<", y), claim(y, "<", x), claim(y, "!=", x), claim(x, "!=", ZERO)])
def test_what_is_not_the_other_case_stays_supposed(other):
    """x <= y and y < x are two cases, but not the two that the rule knows."""
    case = claim(x, "<=", y)
    assert {other} == cases(case, under(case), under(other)).hypotheses


@pytest.mark.parametrize("case", [claim(x, "<", y), claim(x, "!=", y)])
def test_a_strict_relation_has_no_other_case_here(case):
    """x < y or y < x leaves out x = y."""
    with pytest.raises(Gap, match="no other case"):
        cases(case, under(case), under(claim(y, "<", x)))


def test_a_case_for_every_index_is_refused():
    """Not every sequence is either below another one everywhere or above it everywhere."""
    everywhere = Claim(Lambda(i, i + ZERO), "<=", Lambda(i, x), (ZERO,))
    with pytest.raises(Gap, match="no other case"):
        cases(everywhere, under(everywhere), under())


def test_a_limit_is_no_case():
    """A sequence may tend to nothing at all."""
    limit = Claim(Lambda(i, x * i), "->", ZERO)
    with pytest.raises(Gap, match="no other case"):
        cases(limit, under(limit), under())


def test_two_different_claims_are_refused():
    """What is shown in one case only does not hold in both."""
    case = claim(x, "<=", y)
    with pytest.raises(Gap, match="show the same"):
        cases(case, under(case), follows(claim(x, "=", x)))


def test_a_case_is_a_premise():
    """What lies below either case is trusted."""
    case = claim(x, "=", y)
    assert ("axiom shown",) == cases(case, under(case), under()).trusts()
    with pytest.raises(Gap, match="premise"):
        cases(case, assume(SHOWN), _Imitation())


class _Imitation:
    """Something that only looks like a theorem."""

    claim, hypotheses = SHOWN, frozenset()
