"""The four formats, with subnormal numbers and without: what the bounds let pass, refuse and say."""

from __future__ import annotations

import json
from fractions import Fraction
from math import inf
from operator import add, mul, truediv

import ml_dtypes
import numpy as np
import pytest
from click.testing import CliRunner
from flint import arb

from rmsprop_sym.cli import cli
from rmsprop_sym.crosscheck import verify
from rmsprop_sym.crosscheck.golden import disagreements, read, stale
from rmsprop_sym.crosscheck.judge import Run, hull, judged
from rmsprop_sym.crosscheck.precision import DECAYS, store, stuck
from rmsprop_sym.numbers import sqrt
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.formats import BINARY32, FLUSHED, FORMATS
from rmsprop_sym.numbers.rounded import Rounded
from rmsprop_sym.render.text.verification import DIGITS
from rmsprop_sym.rules import RULES

TYPES = {"float16": np.float16, "bfloat16": ml_dtypes.bfloat16, "float32": np.float32, "float64": np.float64}
OPERATIONS = {"+": add, "*": mul, "/": truediv, "sqrt": lambda x, _: sqrt(x)}
EVERY_FORMAT = pytest.mark.parametrize("dtype", list(TYPES))
NARROW = pytest.mark.parametrize("dtype", ["float16", "bfloat16"])


def numbers(dtype, count=2000):
    """Doubles of all sizes that the dtype can hold or nearly."""
    rng = np.random.default_rng(11)
    reach = {"float16": 6, "float64": 100}.get(dtype, 36)
    return rng.normal(size=count) * 10.0 ** rng.integers(-reach - 3, reach, count)


@EVERY_FORMAT
def test_a_number_is_stored_as_the_nearest_of_its_format(dtype):
    """Exactly as NumPy and ml_dtypes round: subnormals, ties and all; what they overflow to has no number."""
    for value in numbers(dtype).tolist():
        middle = float(np.float32(value)) if dtype == "bfloat16" else value  # ml_dtypes goes by float32
        with np.errstate(all="ignore"):
            theirs = float(np.array(middle).astype(TYPES[dtype]))
        ours = FORMATS[dtype].nearest(Fraction(middle))
        assert (ours is None) if np.isinf(theirs) else ours == Fraction(theirs)


@EVERY_FORMAT
@pytest.mark.parametrize("operation", ["+", "*", "/", "sqrt"])
def test_one_operation_lands_within_its_rounding(dtype, operation):
    """Each result lies in the ball around the real one, and some come to nine tenths of its edge."""
    x, y = np.abs(np.random.default_rng(7).normal(size=(2, 2000))).astype(TYPES[dtype])
    act = OPERATIONS[operation]
    got = act(x, y)
    bound = act(*(Rounded.of(side.astype(np.float64), FORMATS[dtype]) for side in (x, y))).error
    with precision(200):
        exact = [act(Ball.of_double(float(a)), Ball.of_double(float(b))).arb for a, b in zip(x, y, strict=True)]
        off = np.array([float(abs(arb(float(k)) - e)) for k, e in zip(got, exact, strict=True)])
    assert np.all(off <= bound)
    assert np.max(off / bound) > 0.9


def one_step(rounds, got, *, g, eps):
    """The ratios of one float32 step from 0, of v and of theta, in an arithmetic."""
    shape = (1, 1)
    rows = [np.concatenate([np.zeros(shape), np.full(shape, float(np.float32(x)))]) for x in got]
    run = Run("float32", [{"eta": 0.1, "beta": 0.9, "eps": eps}], np.full(shape, float(np.float32(g))), *rows, rounds)
    (v, theta), *_ = judged(hull(RULES["rmsprop"], run), run)
    return v.ratio.item(), theta.ratio.item()


def test_flushed_subnormals_are_within_the_bound_that_is_for_them_alone():
    """v = 1e-41 is 0 where subnormals are flushed; with gradual underflow that is a fault."""
    g, eps = 1e-20, 1e-18
    got = (-0.1 * g / eps, 0.0)  # theta, v
    assert max(one_step(None, got, g=g, eps=eps)) > 1
    assert max(one_step(FLUSHED["binary32"], got, g=g, eps=eps)) <= 1


def test_flushing_excuses_nothing_that_is_larger():
    """A v that is off by twice the least normal number is outside."""
    got = (-0.1 * 1e-18 / 1.1e-18, 3 * 2.0**-126)
    assert max(one_step(FLUSHED["binary32"], got, g=1e-18, eps=1e-18)) > 1


def test_a_subnormal_operand_may_be_read_as_zero():
    """g = 1e-40 moves theta by nothing, if subnormals are not even read."""
    assert not one_step(FLUSHED["binary32"], (0.0, 0.0), g=1e-40, eps=1e-12)[1] > 1
    assert one_step(None, (0.0, 0.0), g=1e-40, eps=1e-12)[1] > 1


SOURCE = """
import numpy as np

def plain(theta, v, g, *, eta, beta, eps):
    T = g.dtype.type
    v = T(beta) * v + T(1 - beta) * (g * g)
    return theta - T(eta) * g / (np.sqrt(v) + T(eps)), v

def wide(theta, v, g, *, eta, beta, eps):
    w = beta * v.astype(float) + (1 - beta) * g.astype(float) ** 2
    return (theta - eta * g / (np.sqrt(w) + eps)).astype(g.dtype), w.astype(g.dtype)

def wrong(theta, v, g, *, eta, beta, eps):
    new, w = plain(theta, v, g, eta=eta, beta=beta, eps=eps)
    return new, w * g.dtype.type(1.1)

def half(theta, v, g, *, eta, beta, eps):
    return plain(theta, v, g, eta=eta / 2, beta=beta, eps=eps)
"""


@pytest.fixture
def target(tmp_path):
    """A file with steps that work in any dtype."""
    path = tmp_path / "steps.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@NARROW
@pytest.mark.parametrize("name, grade", [("plain", "WITHIN"), ("wide", "WITHIN"), ("wrong", "OUTSIDE")])
@pytest.mark.filterwarnings("ignore:(overflow|underflow|divide|invalid)")
def test_narrow_formats_are_verified(target, name, grade, dtype):
    """Plain code and code that calculates in wider numbers pass; a v that is a tenth too large does not."""
    assert grade == verify(f"{target}:{name}", dtype=dtype, steps=12, size=8).grade


@NARROW
@pytest.mark.filterwarnings("ignore:(overflow|underflow|divide|invalid)")
def test_code_in_a_narrow_format_is_named(dtype):
    """`identify` takes the narrow formats on its command line, and its search does not fail in them."""
    pytest.importorskip("torch", reason="torch is not installed")
    done = CliRunner().invoke(cli, ["identify", "torch", "--dtype", dtype, "--format", "json"])
    assert ["rmsprop"] == json.loads(done.stdout)["consistent"]


@NARROW
@pytest.mark.filterwarnings("ignore:(overflow|underflow|divide|invalid)")
def test_golden_vectors_in_a_narrow_format(target, dtype, tmp_path):
    """They are written, are what is calculated anew, let healthy code pass and no half of a rate."""
    path = tmp_path / "golden.json"
    CliRunner().invoke(cli, ["golden", "write", "rmsprop", "--dtype", dtype, "--steps", "4", "-o", str(path)])
    assert [] == stale(read(path))
    assert [] == disagreements(read(path), f"{target}:plain")
    assert [] != disagreements(read(path), f"{target}:half")


@pytest.mark.filterwarnings("ignore:(overflow|underflow|divide|invalid)")
def test_what_a_format_makes_of_a_decay_is_told(target):
    """bfloat16(0.999) = 1, and 0.99 with its 1 - 0.99 lets v rest 14.6 % too low."""
    findings = " ".join(verify(f"{target}:plain", dtype="bfloat16", steps=3, size=8).findings)
    assert "beta = 0.999 is 1 in bfloat16" in findings
    assert "-14.6% from the mean square" in findings


def fused(x, y, z):
    """x*y + z, rounded once to binary32."""
    return float(BINARY32.nearest(Fraction(x) * Fraction(y) + Fraction(z)))


def test_contracted_operations_stay_within_the_bound():
    """beta*v + r*(g*g) and theta - q*g as fused multiply-adds, over 200 steps."""
    rng = np.random.default_rng(5)
    g = rng.normal(size=200).astype(np.float32)
    hyper = {"eta": 0.01, "beta": 0.9, "eps": 1e-8}
    beta, rest, eta, eps = (float(np.float32(x)) for x in (0.9, 1 - 0.9, 0.01, 1e-8))
    v, theta = [0.0], [0.0]
    for k in g.tolist():
        fresh = float(BINARY32.nearest(Fraction(rest) * Fraction(float(np.float32(k) * np.float32(k)))))
        v.append(fused(beta, v[-1], fresh))
        d = np.float32(np.sqrt(np.float32(v[-1]))) + np.float32(eps)
        theta.append(fused(-float(np.float32(eta) / d), k, theta[-1]))
    column = [np.array(x)[:, None] for x in (g.astype(float), theta, v)]
    run = Run("float32", [hyper], *column)
    assert max(np.max(letter.ratio) for letters in judged(hull(RULES["rmsprop"], run), run) for letter in letters) <= 1


@pytest.mark.parametrize("decay", DECAYS)
@EVERY_FORMAT
def test_the_bias_is_that_of_the_stored_numbers(decay, dtype):
    """c/(1 - b) - 1, from the numbers that the dtype's own rounding stores; infinite where b is 1."""
    b, c = (Fraction(float(np.array(x).astype(TYPES[dtype]))) for x in (float(decay), 1 - float(decay)))
    assert store(float(decay), FORMATS[dtype]).bias == (c / (1 - b) - 1 if b < 1 else inf)


@pytest.mark.parametrize("decay", ["0.99", "0.999"])
@NARROW
def test_v_stops_where_the_run_stops(decay, dtype):
    """After 5000 steps on g = 1 the dtype's own arithmetic stands where it is said to stop."""
    number = TYPES[dtype]
    b, c, v = number(float(decay)), number(1 - float(decay)), number(0)
    for _ in range(5000):
        v = b * v + c
    assert float(v) == float(stuck(float(decay), FORMATS[dtype]))


def test_every_format_can_be_printed():
    """A report says how many digits a number of its dtype has."""
    assert set(DIGITS) == set(FORMATS)
