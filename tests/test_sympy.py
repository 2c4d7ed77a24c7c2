"""Terms and SymPy: there and back, and what SymPy does on the way."""

from itertools import islice

import pytest
import sympy

from rmsprop_sym.evaluate import Undefined, holds
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Lambda, Letter, free
from rmsprop_sym.library import theorems
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.rules.rule import State
from rmsprop_sym.sampling import points
from rmsprop_sym.search import sympy_of, term_of_sympy

POINTS = 5


@pytest.mark.parametrize("name", theorems())
def test_both_sides_of_a_theorem_come_back_from_sympy(name):
    """What SymPy gives back has the same normal form, or, where SymPy has evaluated, the same value."""
    theorem = theorems()[name].theorem
    for side in (theorem.claim.left, theorem.claim.right):
        there, back = body(side), body(term_of_sympy(sympy_of(side)))
        if normal(there) != normal(back):
            assert {True} == set(islice(agreeing(there, back, theorem), POINTS))


def body(side):
    """The side, or its general term."""
    return side.body if isinstance(side, Lambda) else side


def agreeing(one, other, theorem):
    """Whether two terms have one value, at points that meet the hypotheses and where the first one has any."""
    symbols = theorem.claim.free() | free(one)
    for point in points(sorted(theorem.hypotheses, key=str), symbols, RULES):
        try:
            yield holds(Claim(one, "=", other), point) is not False
        except Undefined:
            continue


def test_another_value_would_be_seen():
    """A root that comes back without its sign does not agree."""
    x = Letter("x")
    assert False in set(agreeing((x**2).sqrt(), x, theorems()["size_squared"].theorem))


def test_sympy_cancels_a_divisor_where_a_term_does_not():
    """g/g becomes 1 on the way to SymPy: this is why no term is one of its expressions."""
    g = Letter("g")
    assert term_of_sympy(sympy_of(g / g)) != g / g
    assert normal(g / g) != normal(term_of_sympy(sympy.Integer(1)))


@pytest.mark.parametrize("intruder", [sympy.oo, -sympy.oo, sympy.zoo, sympy.nan, sympy.I, sympy.pi, sympy.true])
def test_what_is_no_real_number_of_ours_does_not_come_back(intruder):
    """oo, zoo, nan and I are refused, and so is what terms do not know."""
    with pytest.raises(ValueError, match="is no term"):
        term_of_sympy(intruder)


def test_a_rule_runs_on_sympy_symbols():
    """The first step of RMSProp from v = 0, as SymPy writes it."""
    theta, g, eta, beta, eps = sympy.symbols("theta g eta beta eps", positive=True)
    state = rmsprop.step(rmsprop.begin(theta), g, eta=eta, beta=beta, eps=eps)
    assert State(t=1, v=g**2 * (1 - beta), theta=theta - eta * g / (g * sympy.sqrt(1 - beta) + eps)) == state


def test_a_rule_runs_on_letters():
    """The first step of RMSProp on letters is the term that is written in its body."""
    theta, g, eta, beta, eps = map(Letter, ("theta", "g", "eta", "beta", "eps"))
    state = rmsprop.step(rmsprop.begin(theta), g, eta=eta, beta=beta, eps=eps)
    v = (1 - beta) * g**2
    assert normal(v) == normal(state.v)
    assert normal(theta - eta * g / (v.sqrt() + eps)) == normal(state.theta)
