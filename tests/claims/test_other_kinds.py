"""Statements about rules, about units and over floats."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.symbolic.equality import equality
from rmsprop_sym.claims.symbolic.format import FORMATS, Float, Nowhere
from rmsprop_sym.claims.symbolic.rulewise import judged
from rmsprop_sym.claims.unreadable import Unreadable


def grades(body, *options):
    """The grades of the lines of a claim."""
    head = "".join(f":{option}\n" for option in options)
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(f"```{{claim}}\n{head}{body}\n```\n")]


@pytest.mark.parametrize(
    "text, grade",
    [
        ("rmsprop at eps = 0 equals rmsprop_no_eps", "PROVED"),
        ("rmsprop at eps = 0 equals rmsprop_eps_inside at eps = 0", "PROVED"),
        ("rmsprop_momentum at mu = 0 equals rmsprop", "PROVED"),
        ("momentum at beta = 0 equals sgd", "PROVED"),
        ("adam at beta1 = 0 equals rmsprop_bias_corrected with beta = beta2", "PROVED"),
        ("adam at beta1 = 0 equals rmsprop_bias_corrected with beta2 = beta", "PROVED"),
        ("adam at beta1 = 0, beta2 = 0.9 equals rmsprop_bias_corrected at beta = 0.9", "PROVED"),
        ("rmsprop at beta = 1 equals adagrad", "REFUTED"),
        ("rmsprop equals rmsprop_eps_inside", "REFUTED"),
        ("rmsprop_tf1 equals rmsprop_eps_inside", "REFUTED"),
        ("rmsprop_centred equals rmsprop", "REFUTED"),
        ("adam at beta1 = 0 equals rmsprop", "REFUTED"),
    ],
)
def test_two_rules_are_one_or_they_are_not(text, grade):
    """An induction over all steps proves it, and one run with a witness refutes it."""
    assert grade == str(judged(equality(text)).grade)


@pytest.mark.parametrize(
    "text, reason",
    [
        ("rmsprop at zeta = 0 equals adagrad", "no hyper-parameter of rmsprop"),
        ("rmsprop at beta = 2 equals adagrad", "outside its domain"),
        ("rmsprop equals adagrod", "did you mean adagrad?"),
        ("adam equals rmsprop with beta3 = beta", "names no hyper-parameter"),
    ],
)
def test_what_no_rule_has_is_named(text, reason):
    """A letter that is not the rule's, a value beyond the border, a rule that does not exist."""
    with pytest.raises(Unreadable, match=reason.replace("?", r"\?")):
        equality(text)


def test_units_are_those_of_the_rule():
    """The root of v has the unit of a gradient, so that the rate has that of theta; v alone has not."""
    body = (
        "unit(g/sqrt(v)) = 1\nunit(eta*g/(sqrt(v) + eps)) = unit(theta)\nunit(eta*g/v) = unit(theta)\nunit(v + g) = 1"
    )
    assert ["PROVED", "PROVED", "REFUTED", "UNREAD"] == grades(body, "rule: rmsprop")
    assert ["PROVED", "REFUTED"] == grades("unit(eps) = unit(g)^2\nunit(eps) = unit(g)", "rule: rmsprop_eps_inside")


def test_floats_are_compared_as_floats():
    """A sum of tenths is three tenths in one format and not in the other."""
    assert ["REFUTED"] == grades("x + y = 0.3", "over: binary64", "where: x = 0.1; y = 0.2")
    assert ["PROVED"] == grades("x + y = 0.3", "over: binary32", "where: x = 0.1; y = 0.2")
    assert ["PROVED", "REFUTED"] == grades("x + y = y + x\n(x + y) + z = x + (y + z)", "over: binary16")


def test_in_floats_the_mean_stops_short_of_its_limit():
    """Over the reals v tends to g**2; in binary32 it stays below."""
    options = ("rule: rmsprop", "given: constant g", "where: g = 1.1; beta = 0.999; eta = 0.1; eps = 0")
    assert ["PROVED"] == grades("limit(v(t), t, oo) = g^2", *options)
    assert ["REFUTED"] == grades("limit(v(t), t, oo) = g^2", "over: binary32", *options)


@pytest.mark.parametrize("name, kind", [("binary16", np.float16), ("binary32", np.float32), ("binary64", np.float64)])
def test_a_float_is_that_of_numpy(name, kind):
    """Conversion, the four operations and the root agree bit for bit, next to the smallest numbers as well."""
    form = FORMATS[name]
    rng = np.random.default_rng(0)
    texts = [repr(float(x)) for x in rng.normal(size=60)] + ["6e-8", "1e-7", "3e-5", "0.1", "1024.5"]
    for a in texts:
        for b in rng.choice(texts, 5):
            x, y = Float.of(Fraction(a), form), Float.of(Fraction(str(b)), form)
            u, w = kind(a), kind(str(b))
            assert (float(u), float(w)) == (x.value, y.value)
            pairs = [(x + y, u + w), (x - y, u - w), (x * y, u * w), (abs(x).sqrt(), np.sqrt(np.abs(u)))]
            with np.errstate(over="ignore"):
                pairs += [(x / y, u / w)] if w and np.isfinite(u / w) else []
            assert [float(theirs) for _, theirs in pairs] == [ours.value for ours, _ in pairs]


def test_an_overflow_is_no_float():
    """What leaves the format is not compared."""
    with pytest.raises(Nowhere):
        Float.of(Fraction(65519), FORMATS["binary16"]) * 2
    assert 65504.0 == Float.of(Fraction(65519), FORMATS["binary16"]).value
