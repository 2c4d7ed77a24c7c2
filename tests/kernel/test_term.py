"""Terms: what is written stands as it is written, and what is no number is no term."""

from __future__ import annotations

import copy
import math
import pickle
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from rmsprop_sym.kernel.term import (
    ONE,
    PLUS,
    POWER,
    SUM,
    TIMES,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    free,
    parts,
    substitute,
    summed,
    term,
)

x, y = Letter("x"), Letter("y")
i, n, t = (Letter(name, natural=True) for name in "int")
g = Head("g", "sequence")


def at(index):
    """The member g(index)."""
    return Apply(g, (term(index),))


@pytest.mark.parametrize(
    "written, tree",
    [
        (x + y, Apply(PLUS, (x, y))),
        (1 + x, Apply(PLUS, (ONE, x))),
        (x * y, Apply(TIMES, (x, y))),
        (2 * x, Apply(TIMES, (term(2), x))),
        (x**2, Apply(POWER, (x, term(2)))),
        (2**x, Apply(POWER, (term(2), x))),
        (-x, Apply(TIMES, (term(-1), x))),
        (x - y, x + -1 * y),
        (1 - x, ONE + -1 * x),
        (x / y, x * y**-1),
        (1 / x, ONE * x**-1),
        (abs(x), Apply(Head("abs"), (x,))),
        (x.sqrt(), Apply(Head("sqrt"), (x,))),
        (x.sign(), Apply(Head("sign"), (x,))),
        (x.maximum(1), Apply(Head("max"), (x, ONE))),
    ],
)
def test_an_operator_writes_its_tree(written, tree):
    """Python's operators build exactly one tree each."""
    assert written == tree


@pytest.mark.parametrize("written", [x / x, 0 / x, x**0, x - x, ((x - 5) ** 2).sqrt(), summed(x, i, 3, 1)])
def test_nothing_is_evaluated_behind_the_back(written):
    """What a careless algebra system would simplify stays as it was written."""
    assert isinstance(written, Apply)


@pytest.mark.parametrize(
    "value, number",
    [(3, Fraction(3)), (0.1, Fraction(1, 10)), (1e-8, Fraction(1, 10**8)), (Fraction(2, 3), Fraction(2, 3))],
)
def test_a_number_is_taken_as_it_is_printed(value, number):
    """A float is the decimal that it prints, not the binary fraction nearest to it."""
    assert Number(number) == term(value)


@pytest.mark.parametrize("infinite", [math.inf, -math.inf, math.nan, np.float64("nan"), np.float64("inf")])
def test_infinity_and_nan_are_no_numbers_of_a_term(infinite):
    """No float that is not finite becomes a term."""
    with pytest.raises(ValueError, match="is no number of a term"):
        term(infinite)


NO_TERMS = [
    1j, complex("inf"), True, False, None, "x", "1", [1], (1,), Decimal(1), np.float32(1), np.array(1.0), object(),
    sympy.oo, -sympy.oo, sympy.zoo, sympy.nan, sympy.I, sympy.Symbol("x"), sympy.Integer(1), sympy.Rational(1, 2),
]  # fmt: skip


@pytest.mark.parametrize("thing", NO_TERMS, ids=lambda thing: f"{type(thing).__name__} {thing}".split(" at 0x")[0])
def test_what_is_no_rational_number_is_no_term(thing):
    """Complex numbers, truth values, strings and whatever SymPy makes of oo, zoo, nan and I are refused."""
    with pytest.raises(TypeError, match="is no term"):
        term(thing)


@pytest.mark.parametrize("thing", [math.inf, math.nan], ids=repr)
def test_no_operator_lets_infinity_in(thing):
    """The operators ask of their operands what `term` asks."""
    with pytest.raises(ValueError, match="is no number of a term"):
        _ = x + thing


@pytest.mark.parametrize("thing", [1, 1.0, math.nan, True, sympy.oo, None, "1"], ids=repr)
def test_a_number_holds_a_fraction_and_nothing_else(thing):
    """A Number cannot be built around what is no Fraction."""
    with pytest.raises(TypeError, match="is no term"):
        Number(thing)


@pytest.mark.parametrize(
    "args",
    [[x, y], (x, 1), (x, math.nan), (sympy.oo,), None, iter([x, y])],
    ids=lambda args: str(args).split(" at 0x")[0],
)
def test_a_head_is_applied_to_a_tuple_of_terms(args):
    """A list could change after the proof, and what is no term means nothing."""
    with pytest.raises(TypeError, match="is no term"):
        Apply(PLUS, args)


def test_an_index_is_a_natural_letter():
    """A sequence has no member at 1/2."""
    with pytest.raises(TypeError, match="is no term"):
        Lambda(x, x)


@pytest.mark.parametrize(
    "whole, below", [(x + y, (x, y)), (Lambda(i, x), (x,)), (x, ()), (ONE, ())], ids=["apply", "lambda", "letter", "1"]
)
def test_the_parts_stand_directly_below(whole, below):
    """Arguments, the body of a sequence, and nothing below a letter or a number."""
    assert below == parts(whole)


@pytest.mark.parametrize(
    "wholes, symbols",
    [
        ((x + 2 * y,), {x, y}),
        ((at(t),), {g, t}),
        ((summed(at(i) * x, i, 1, n),), {g, x, n}),
        ((summed(i, i, i, n),), {i, n}),
        ((Apply(Head("v", "state", "rule"), (x,)),), {x}),
        ((ONE,), set()),
        ((x, y), {x, y}),
    ],
)
def test_free_letters_are_those_not_bound(wholes, symbols):
    """Sequences count, the index of a sum does not, its bounds do, names of functions and states do not."""
    assert symbols == free(*wholes)


def test_a_letter_is_replaced_everywhere_at_once():
    """x and y change places without meeting on the way."""
    assert y + x * at(y) == substitute(x + y * at(x), {x: y, y: x})


def test_a_sequence_is_replaced_by_its_general_term():
    """g(t + 1) becomes the general term at t + 1."""
    assert (t + 1) ** 2 * x == substitute(at(t + 1), {g: Lambda(n, n**2 * x)})


def test_a_bound_letter_is_not_replaced():
    """The index of a sum is no letter of the statement."""
    assert summed(i, i, 0, 5) == substitute(summed(i, i, 0, i), {i: term(5)})


def test_an_instance_does_not_capture_the_index_of_a_sum():
    """y := i in sum(g(i)*y) keeps the new i apart from the index."""
    fresh = Letter("i_", natural=True)
    assert summed(at(fresh) * i, fresh, 1, n) == substitute(summed(at(i) * y, i, 1, n), {y: i})


def test_a_fresh_index_is_not_taken_twice():
    """If i_ is taken as well, the index moves on."""
    one, two = Letter("i_", natural=True), Letter("i__", natural=True)
    assert summed(two + i + one, two, 1, n) == substitute(summed(i + x + one, i, 1, n), {x: i})


def test_a_general_term_does_not_capture():
    """A sequence whose general term mentions the index of a sum keeps it free."""
    fresh = Letter("i_", natural=True)
    assert summed(fresh + i, fresh, 1, n) == substitute(summed(at(i), i, 1, n), {g: Lambda(n, n + i)})


def test_nothing_to_replace_changes_nothing():
    """Numbers, and sums that mention no replaced letter, stay."""
    whole = summed(at(i), i, 1, n) + 3
    assert whole == substitute(whole, {y: i, t: ONE})


def test_a_sum_is_a_head_applied_to_a_sequence_and_two_ends():
    """What `summed` writes is plain data."""
    assert Apply(SUM, (Lambda(i, x), ZERO, n)) == summed(x, i, 0, n)


def test_a_term_goes_to_another_process_without_its_hash():
    """A hash of strings is another one there, and a term with a wrong one would be found nowhere."""
    whole = summed(at(i) ** 2, i, 1, t) / (x + y)
    assert hash(whole) == whole.__dict__["_hash"]
    assert b"_hash" not in pickle.dumps(whole)
    assert ("_hash" in copy.copy(whole).__dict__, hash(copy.copy(whole))) == (False, hash(whole))


def test_terms_that_are_equal_have_one_hash():
    """Also where one of them has kept it and the other not yet."""
    assert hash(x + at(t)) == hash(Letter("x") + at(Letter("t", natural=True)))
    assert len({x + 1, Letter("x") + 1, x + Fraction(1), x + 2}) == 2
