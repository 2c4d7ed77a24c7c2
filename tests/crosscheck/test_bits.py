"""The written order of a run, and whether products were fused into sums, read off its bits."""

import io
from fractions import Fraction

import numpy as np
import pytest
from crosscheck import healthy
from rich.console import Console

from rmsprop_sym.crosscheck import verify
from rmsprop_sym.crosscheck.bits import multiplied_and_added
from rmsprop_sym.render.text import verification

PLAIN = ("beta*v + (1 - beta)*(g*g)", "theta - (eta*g)/d")


def arithmetic(code, dtype="float32", **options):
    """What the report says of how the code rounds."""
    report = verify(code, dtype=dtype, steps=12, size=8, **options)
    found = report.json()
    assert "WITHIN" == found["grade"]
    return found["contraction"], tuple(found["written_order"]), found["subnormals"]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "code, orders",
    [
        (healthy.plain, PLAIN),
        (healthy.trajectory, PLAIN),
        (healthy.lerp, ("v + (1 - beta)*(g*g - v)", "theta - (eta*g)/d")),
        (healthy.addcdiv, ("beta*v + ((1 - beta)*g)*g", "theta - (eta*g)/d")),
        (healthy.reciprocal, ("beta*v + (1 - beta)*(g*g)", "theta - eta*(g*(1/d))")),
        (healthy.rate_per_parameter, ("beta*v + (1 - beta)*(g*g)", "theta - (eta/d)*g")),
    ],
)
def test_plain_code_is_told_by_its_bits(code, orders, dtype):
    """Of all published orders the one that it is written in gives every number, without a fused product."""
    assert ("off", orders, "gradual") == arithmetic(code, dtype)


def test_fused_multiply_adds_are_told_by_their_bits():
    """Code that rounds a sum of a product once is not plain, and the same order with fused products gives it."""
    assert ("on", ("beta*v + (1 - beta)*(g*g)", "theta - eta*(g/d)"), "gradual") == arithmetic(healthy.fused)


def test_code_that_is_wider_inside_has_no_published_bits():
    """Nothing is said of contraction then."""
    assert (None, (), "gradual") == arithmetic(healthy.wide_state)


@pytest.mark.parametrize("rule, tried", [("rmsprop_l2", True), ("rmsprop_bias_corrected", True), ("adamw", False)])
def test_nothing_is_said_of_orders_that_were_not_tried(rule, tried):
    """Where they are too many to be tried, the report has no word about them, and is not silent where they are few."""
    report = verify(f"torch:{rule}" if rule != "rmsprop_bias_corrected" else f"optax:{rule}", steps=4, size=2)
    assert tried == (report.json()["written_order"] is not None)
    console = Console(file=io.StringIO(), width=100)
    verification.show(report, console)
    assert tried == ("bit for bit" in console.file.getvalue())


def test_a_fused_product_is_rounded_once():
    """In float64 too, where no wider numbers are at hand: a*b - round(a*b) is what the product rounds away."""
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(2, 1000))
    product = a * b
    exact = [
        Fraction(x) * Fraction(y) - Fraction(p)
        for x, y, p in zip(*map(np.ndarray.tolist, (a, b, product)), strict=True)
    ]
    assert list(map(float, exact)) == multiplied_and_added(a, b, -product).tolist()
    assert any(exact)
