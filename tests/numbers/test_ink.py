"""Ink: it writes down every operation in its order, and refuses what it cannot write."""

from __future__ import annotations

import operator

import numpy as np
import pytest

from rmsprop_sym.numbers import constant, maximum, sign, sqrt
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.numbers.ink import Ink, Letter, Literal, Operation

X, Y = Letter("x"), Letter("y")
x, y = Ink(X), Ink(Y)


@pytest.mark.parametrize(
    "ink, symbol, operands",
    [
        (x + y, "+", (X, Y)),
        (x - 1, "-", (X, Literal(1))),
        (1 - x, "-", (Literal(1), X)),
        (0.9 * x, "*", (Literal(0.9), X)),
        (x * 0.9, "*", (X, Literal(0.9))),
        (2 / x, "/", (Literal(2), X)),
        (x**2, "**", (X, Literal(2))),
        (2**x, "**", (Literal(2), X)),
        (-x, "-", (X,)),
        (abs(x), "abs", (X,)),
        (sqrt(x), "sqrt", (X,)),
        (sign(x), "sign", (X,)),
        (maximum(x, y), "maximum", (X, Y)),
        (maximum(0, x), "maximum", (Literal(0), X)),
    ],
)
def test_each_operation_is_written_with_its_operands_in_order(ink, symbol, operands):
    """The operator, and left and right where they stood."""
    assert ink.node == Operation(symbol, operands)


def test_nothing_is_simplified():
    """x - x and x * 1 stay what was written, and brackets are kept."""
    assert (x - x).node != (x * 1).node
    assert ((x + y) + 1).node != (x + (y + 1)).node
    assert constant(1, x).node == Literal(1)


@pytest.mark.parametrize("compare", [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge])
def test_a_comparison_is_refused(compare):
    """`if g > 0` would write down one branch only, so it says that it cannot be written."""
    with pytest.raises(TypeError, match="a rule that branches cannot be written down as code"):
        compare(x, 0)


def test_a_branch_is_refused():
    """Ink is neither true nor false."""
    with pytest.raises(TypeError, match="a rule that branches cannot be written down as code"):
        bool(x)


@pytest.mark.parametrize("other", [np.float32(1), np.zeros(2), Exact(1), "1", True, None])
def test_another_kind_of_number_is_refused(other):
    """Ink mixes with literals only, on either side."""
    sums = (lambda: x + other, lambda: other + x, lambda: other - x, lambda: maximum(x, other))
    for operation in (*sums, lambda: x * other, lambda: other / x, lambda: x**other, lambda: other**x):
        with pytest.raises(TypeError):
            operation()


def test_a_fractional_power_is_refused():
    """A power has a whole exponent; a root is a root."""
    with pytest.raises(TypeError):
        x**0.5
