"""Terms and SymPy: there and back, and what SymPy does on the way."""

import pytest
import sympy

from rmsprop_sym.kernel.term import Letter
from rmsprop_sym.library import theorems
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules.rule import State
from rmsprop_sym.search import sympy_of, term_of_sympy
from rmsprop_sym.search.terms import normal

EVALUATED = {"weight_ratio"}  # SymPy cancels beta**k against beta**(-k), which needs beta != 0


@pytest.mark.parametrize("name", theorems())
def test_both_sides_of_a_theorem_come_back_from_sympy(name):
    """What SymPy gives back has the same normal form, unless SymPy has cancelled a divisor."""
    claim = theorems()[name].theorem.claim
    for side in (claim.left, claim.right):
        same = normal(term_of_sympy(sympy_of(side))) == normal(side)
        assert same or (name in EVALUATED and side is claim.left)


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
