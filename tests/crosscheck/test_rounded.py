"""Rounded balls: they contain what floats give, and hardly more."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from flint import arb
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.formats import BINARY32, BINARY64, REALS, Format
from rmsprop_sym.numbers.rounded import Rounded

FORMATS = {np.float32: BINARY32, np.float64: BINARY64}
WIDTHS = {np.float32: 32, np.float64: 64}
DTYPES = pytest.mark.parametrize("dtype", list(FORMATS))
BINARY = ("+", "-", "*", "/")
UNARY = ("sqrt", "square", "neg", "abs", "literal", "rational")

programs = st.lists(
    st.tuples(st.sampled_from(BINARY + UNARY), st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=8
)


def apply(operation, x, y):
    """One operation, in whatever kind of number x and y are."""
    match operation:
        case "+":
            return x + y
        case "-":
            return x - y
        case "*":
            return x * y
        case "/":
            return x / y
        case "square":
            return np.square(x) if isinstance(x, np.floating) else x**2
        case "neg":
            return -x
        case "abs":
            return abs(x)
        case "literal":
            return 1 - x
        case "rational":
            return 0.1 * x
    return x.sqrt() if hasattr(x, "sqrt") else np.sqrt(x)


def run(program, inputs):
    """The values of every operation, each reading any two values before it."""
    values = list(inputs)
    for operation, i, j in program:
        values.append(apply(operation, values[i % len(values)], values[j % len(values)]))
    return values[len(inputs) :]


def is_contained(x, ball, truth):
    """Whether the float lies no farther from the truth than the ball allows; without a truth no bound is right."""
    error = float(ball.error)
    if not error < np.inf:
        return True
    if not truth.is_finite() or not np.isfinite(x):
        return False
    # The truth is a ball too, of 3000 bits: what it does not surely exclude is right.
    missed = truth.arb < arb(float(ball.low)) or truth.arb > arb(float(ball.high))
    floored = x >= 0 or not ball.floored
    zero = x == 0 or not ball.zero
    return bool(floored and zero and not missed and not abs(arb(float(x)) - truth.arb) > arb(error))


def all_kinds(program, values, dtype):
    """The program run with floats of the dtype, with rounded balls and with balls that are as good as exact."""
    with np.errstate(all="ignore"), precision(3000):
        floats = run(program, values)
        balls = run(program, [Rounded.of(float(x), FORMATS[dtype]) for x in values])
        truths = run(program, [Ball.of_double(float(x)) for x in values])
        return [is_contained(*triple) for triple in zip(floats, balls, truths, strict=True)]


def floats(dtype):
    """Any finite float of the dtype: subnormal, huge, whole, zero."""
    return st.floats(width=WIDTHS[dtype], allow_nan=False, allow_infinity=False).map(dtype)


@DTYPES
@settings(max_examples=300, deadline=None)
@given(data=st.data(), program=programs)
def test_the_ball_contains_the_result_of_any_program(dtype, data, program):
    """Whatever is calculated, over the whole range of the format, NumPy's result lies in the ball."""
    values = data.draw(st.lists(floats(dtype), min_size=1, max_size=3))
    assert [True] * len(program) == all_kinds(program, values, dtype)


@DTYPES
@pytest.mark.parametrize(
    "operation, scale",
    [(operation, scale) for operation in ("+", "-", "*", "/", "sqrt", "square") for scale in ("one", "huge")]
    + [("*", "subnormal"), ("square", "subnormal"), ("/", "subnormal")],
)
def test_every_operation_is_bounded_sharply(dtype, operation, scale):
    """Among many operands some error comes within two percent of the bound: no bound can be halved."""
    info = np.finfo(dtype)
    unit = {"subnormal": info.tiny, "huge": dtype(2) ** (info.maxexp - 3)}.get(scale, dtype(1))
    if operation in "*square":
        unit = np.sqrt(unit)
    rng = np.random.Generator(np.random.PCG64(1))
    x, y = ((unit * rng.uniform(0.6, 1.4, 4000)).astype(dtype) for _ in range(2))
    y = {"/": y / unit, "-": -y}.get(operation, y)
    with np.errstate(all="ignore"), precision(300):
        got = apply(operation, x, y).astype(float).tolist()
        ball = apply(operation, *(Rounded.of(z, FORMATS[dtype]) for z in (x, y)))
        pairs = zip(*(map(Ball.of_double, z.astype(float).tolist()) for z in (x, y)), strict=True)
        exact = [apply(operation, *pair).arb for pair in pairs]
        triples = zip(got, exact, ball.error.tolist(), strict=True)
        ratios = [float(abs(arb(z) - truth) / arb(bound)) for z, truth, bound in triples]
    # Half of the least double is no double: there every outward step of the bound costs a whole one.
    least = 0.05 if dtype is np.float64 and scale == "subnormal" else 0.98
    assert least < max(ratios) <= 1


@DTYPES
def test_a_forgotten_widening_is_noticed(dtype, monkeypatch):
    """Without its rounding, or with half of it, an operation's ball misses a result."""
    program = [("/", 0, 1)]
    values = [dtype(1), dtype(3)]
    assert [True] == all_kinds(program, values, dtype)
    right = Format.rounding
    monkeypatch.setattr(Format, "rounding", lambda self, x: right(self, x) / 2)
    assert [False] == all_kinds(program, values, dtype)
    monkeypatch.setattr(Format, "rounding", lambda _, x: REALS.rounding(x))
    assert [False] == all_kinds(program, values, dtype)


def nearest(value, arithmetic):
    """The float of the format nearest to the fraction, ties to even."""
    if value == 0:
        return Fraction(0)
    size = abs(value)
    exponent = size.numerator.bit_length() - size.denominator.bit_length()
    while Fraction(2) ** exponent > size:
        exponent -= 1
    unit = Fraction(2) ** max(exponent - arithmetic.digits + 1, arithmetic.least)
    return round(value / unit) * unit


@DTYPES
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_fused_multiply_add_is_contained_in_the_ball_of_its_two_operations(dtype, data):
    """One rounding instead of two lands nowhere that two could not."""
    a, b, c = (data.draw(floats(dtype)) for _ in range(3))
    arithmetic = FORMATS[dtype]
    with np.errstate(all="ignore"):
        x, y, z = (Rounded.of(float(value), arithmetic) for value in (a, b, c))
        ball = x * y + z
    exact = Fraction(float(a)) * Fraction(float(b)) + Fraction(float(c))
    error = float(ball.error)
    assert not error < np.inf or abs(nearest(exact, arithmetic) - exact) <= Fraction(error)


@settings(max_examples=300, deadline=None)
@given(
    a=st.floats(width=32, allow_nan=False, allow_infinity=False),
    b=st.floats(0, 2.0**100, width=32),
    c=st.floats(0, 1, width=32),
)
def test_wider_intermediates_are_contained_too(a, b, c):
    """A float32 expression calculated in float64 and rounded once lies in the float32 ball."""
    with np.errstate(all="ignore"), precision(3000):
        g, v, beta = (Rounded.of(x, BINARY32) for x in (a, b, c))
        ball = g / (beta * v + g * g).sqrt()
        wide = np.float32(np.float64(a) / np.sqrt(np.float64(c) * b + np.float64(a) * a))
        g, v, beta = (Ball.of_double(x) for x in (a, b, c))
        assert is_contained(wide, ball, g / (beta * v + g * g).sqrt())


@DTYPES
def test_an_overflow_leaves_no_bound(dtype):
    """What may be infinite in the format is bounded by nothing, and so is what follows."""
    largest = Rounded.of(float(np.finfo(dtype).max), FORMATS[dtype])
    with np.errstate(all="ignore"):
        assert [np.inf] * 4 == [float(x.error) for x in (largest * 2, largest + largest, 1 / (largest * 2), largest**2)]


def test_a_division_by_what_may_be_zero_leaves_no_bound():
    """A divisor whose float may be 0 decides nothing."""
    with np.errstate(all="ignore"):
        one = Rounded.of(1.0, BINARY32)
        assert np.inf == (one / Rounded.of(1.0, BINARY32, error=1.0)).error
        assert np.inf == (one / Rounded.of(0.0, BINARY32)).error


def test_a_root_of_what_may_be_negative_leaves_no_bound():
    """The square root of a float that may lie below 0 decides nothing; of a square it always does."""
    with np.errstate(all="ignore"):
        x = Rounded.of(1e-30, BINARY32, error=2e-30)
        assert np.inf == x.sqrt().error
        assert float((x**2).sqrt().error) < 1e-22


def test_zero_is_exact():
    """Products with 0, and sums with 0, round nothing."""
    zero, x = Rounded.of(0.0, BINARY32), Rounded.of(1.1, BINARY32, error=1e-9)
    with np.errstate(all="ignore"):
        assert [0.0, 0.0, 1e-9] == [float(y.error) for y in (zero * x, zero / x, zero + x)]
        assert np.inf == (zero * (x / zero)).error


def test_a_nan_is_bounded_by_nothing():
    """nan and infinity, as values or as bounds, leave no bound."""
    balls = [Rounded.of(np.nan, BINARY64), Rounded.of(np.inf, BINARY64), Rounded.of(1.0, BINARY64, error=np.nan)]
    with np.errstate(all="ignore"):
        assert [np.inf] * 3 == [float((ball + 1).error) for ball in balls]


def test_formats_do_not_mix():
    """Adding a binary32 ball to a binary64 ball is refused."""
    with pytest.raises(TypeError):
        Rounded.of(1.0, BINARY32) + Rounded.of(1.0, BINARY64)


def test_a_numpy_array_is_no_operand():
    """An array says nothing about how far off it is."""
    with pytest.raises(TypeError):
        np.ones(2) * Rounded.of(1.0, BINARY32)


def test_a_sign_is_certain_or_bounded_by_two():
    """The sign of what is surely positive, negative or zero is exact; else a float may have the opposite one."""
    values, errors = [1.0, -1.0, 0.0, 1.0, 1.0], [0.5, 0.5, 0.0, 2.0, np.inf]
    signs = Rounded.of(values, BINARY32, error=errors).sign()
    assert [0.0, 0.0, 0.0, 2.0, np.inf] == signs.error.tolist()
    assert [1.0, -1.0, 0.0, 1.0, 1.0] == signs.low.tolist()


def test_a_ball_contains_its_values_and_no_nan():
    """Membership is that of the widened interval; without a bound every number is a member, and nan never is."""
    ball = Rounded.of([1.0, 1.0, 1.0], BINARY32, error=[0.5, 0.5, np.inf])
    assert [True, False, True] == ball.contains(np.array([1.5, 1.6, 9.0])).tolist()
    assert [False] * 3 == ball.contains(np.full(3, np.nan)).tolist()


def test_higher_powers_are_refused():
    """A cube is computed in as many ways as there are libraries."""
    with pytest.raises(TypeError):
        Rounded.of(1.0, BINARY32) ** 3


@DTYPES
@settings(max_examples=200, deadline=None)
@given(data=st.data())
@example(data=None)
def test_a_rounding_is_half_the_spacing_of_the_floats(dtype, data):
    """A rounding bound is half the spacing of the floats there, and at least half of the least one."""
    x = abs(data.draw(floats(dtype))) if data else dtype(0)
    unit = float(np.nextafter(x, dtype(0))) - float(x) if x == np.finfo(dtype).max else -float(np.spacing(x))
    assert max(-unit / 2, 5e-324) == float(FORMATS[dtype].rounding(np.float64(x)))


@settings(max_examples=300, deadline=None)
@given(
    v=st.floats(0, width=32, allow_infinity=False),
    g=st.floats(width=32, allow_nan=False, allow_infinity=False),
    beta=st.floats(0, 1, width=32),
)
def test_no_published_order_makes_v_negative(v, g, beta):
    """Rounding is monotone, so no order of the mean of squares can fall below 0; the bounds rely on it."""
    with np.errstate(all="ignore"):
        decay = {"beta": np.float32(beta), "rest": np.float32(1) - np.float32(beta), "base": np.float32(beta)}
        c = SimpleNamespace(**{f"{name}{n}": x for name, x in decay.items() for n in ("", "1", "2")})
        old = SimpleNamespace(v=np.float32(v), G=np.float32(v), p=np.float32(v), p1=np.float32(v), p2=np.float32(v))
        new = SimpleNamespace(d=np.float32(g))
        stages = [stage for stages in WRITTEN.values() for stage in stages if stage.never_negative]
        results = [order.body(old, new, np.float32(g), c) for stage in stages for order in stage.orders]
    assert [] == [x for x in results if x < 0]
