"""Limits and infinite sums: each true one is proved, and beside it stands a false one that is refuted.

What is true is computed here by running the steps in floats, far enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import copysign, sqrt
from types import SimpleNamespace

import pytest

from rmsprop_sym import library
from rmsprop_sym.claims.evidence import ByTheorem
from rmsprop_sym.claims.limiting import Absurd
from rmsprop_sym.claims.single import judge
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.referee import Referee
from rmsprop_sym.rules import RULES

CONSTANT, MOVING, UPHILL = "constant g", "constant g; g != 0", "constant g; g > 0"
FAR, TERMS = 3000, 400
PLACES = [
    SimpleNamespace(g=-1.5, beta=0.6, beta1=0.7, beta2=0.8, eta=0.3, eps=0.2, x=0.4, n=3),
    SimpleNamespace(g=2.5, beta=0.3, beta1=0.5, beta2=0.9, eta=0.7, eps=0.05, x=0.7, n=5),
]


def after(p, t):
    """What RMSProp, AdaGrad and Adam have become after so many steps with one gradient."""
    v = total = m = s = 0.0
    for _ in range(t):
        v = p.beta * v + (1 - p.beta) * p.g**2
        m = p.beta1 * m + (1 - p.beta1) * p.g
        s = p.beta2 * s + (1 - p.beta2) * p.g**2
        total += p.g**2
    return SimpleNamespace(v=v, total=total, m=m, s=s, rate=p.eta / (sqrt(v) + p.eps))


def added(body, first=0):
    """The sum of so many terms that the rest does not show."""
    return lambda p: sum(body(p, k) for k in range(first(p) if callable(first) else first, TERMS))


@dataclass(frozen=True)
class Pair:
    """A sequence with its limit, and with another number; and what it comes to, in floats."""

    left: str
    right: str
    wrong: str
    comes_to: Callable[[SimpleNamespace], float]
    value: Callable[[SimpleNamespace], float]
    rule: str = ""
    given: str = ""

    @property
    def name(self) -> str:
        """The statement."""
        return f"{self.left} = {self.right}"


def late(body):
    """A state late, by running the steps."""
    return lambda p: body(p, after(p, FAR))


def closed(body):
    """A sequence late, by its formula."""
    return lambda p: body(p, 10**7)


def sign(x):
    """Whether a number is positive or negative."""
    return copysign(1, x)


PAIRS = [
    Pair("limit(v(t), t, oo)", "g^2", "g", late(lambda p, s: s.v), lambda p: p.g**2, "rmsprop", CONSTANT),
    Pair("limit(sqrt(v(t)), t, oo)", "abs(g)", "g", late(lambda p, s: sqrt(s.v)), lambda p: abs(p.g), "rmsprop", CONSTANT),
    Pair("limit(sqrt(v(t)), t, oo)", "g", "g^2", late(lambda p, s: sqrt(s.v) * sign(p.g)), lambda p: p.g, "rmsprop", UPHILL),
    Pair("limit(v(t)/g^2, t, oo)", "1", "1 - beta", late(lambda p, s: s.v / p.g**2), lambda p: 1, "rmsprop", CONSTANT),
    Pair("limit(g/sqrt(v(t)), t, oo)", "sign(g)", "1", late(lambda p, s: p.g / sqrt(s.v)), lambda p: sign(p.g), "rmsprop", MOVING),
    Pair("limit(g/sqrt(v(t)), t, oo)", "1", "0", late(lambda p, s: abs(p.g) / sqrt(s.v)), lambda p: 1, "rmsprop", UPHILL),
    Pair("limit(v(t)^2, t, oo)", "g^4", "g^2", late(lambda p, s: s.v**2), lambda p: p.g**4, "rmsprop", CONSTANT),
    Pair("limit(v(t) - g^2, t, oo)", "0", "g^2", late(lambda p, s: s.v - p.g**2), lambda p: 0, "rmsprop", CONSTANT),
    Pair("limit(v(t+1)/v(t), t, oo)", "1", "beta", late(lambda p, s: after(p, FAR + 1).v / s.v), lambda p: 1, "rmsprop", CONSTANT),
    Pair("limit(v(t+1) - v(t), t, oo)", "0", "(1 - beta)*g^2", late(lambda p, s: after(p, FAR + 1).v - s.v), lambda p: 0, "rmsprop", CONSTANT),
    Pair("limit(eta/(sqrt(v(t)) + eps), t, oo)", "eta/(abs(g) + eps)", "eta/(g^2 + eps)", late(lambda p, s: s.rate), lambda p: p.eta / (abs(p.g) + p.eps), "rmsprop", CONSTANT),
    Pair("limit(eta/sqrt(v(t) + eps), t, oo)", "eta/sqrt(g^2 + eps)", "eta/(abs(g) + eps)", late(lambda p, s: p.eta / sqrt(s.v + p.eps)), lambda p: p.eta / sqrt(p.g**2 + p.eps), "rmsprop_eps_inside", CONSTANT),
    Pair("limit(eta/sqrt(v(t)), t, oo)", "eta/abs(g)", "eta", late(lambda p, s: p.eta / sqrt(s.v)), lambda p: p.eta / abs(p.g), "rmsprop_no_eps", CONSTANT),
    Pair("limit(theta(t) - theta(t-1), t, oo)", "-eta*g/(abs(g) + eps)", "-eta*g", late(lambda p, s: -p.g * s.rate), lambda p: -p.eta * p.g / (abs(p.g) + p.eps), "rmsprop", CONSTANT),
    Pair("limit(abs(theta(t+1) - theta(t)), t, oo)", "eta*abs(g)/(abs(g) + eps)", "eta", late(lambda p, s: abs(p.g) * s.rate), lambda p: p.eta * abs(p.g) / (abs(p.g) + p.eps), "rmsprop", CONSTANT),
    Pair("limit(theta(t) - theta(t-1), t, oo)", "-eta*sign(g)", "-eta", late(lambda p, s: -p.eta * p.g / sqrt(s.v)), lambda p: -p.eta * sign(p.g), "rmsprop_no_eps", CONSTANT),
    Pair("limit(max(sqrt(v(t)), eps), t, oo)", "max(abs(g), eps)", "abs(g)*eps", late(lambda p, s: max(sqrt(s.v), p.eps)), lambda p: max(abs(p.g), p.eps), "rmsprop_max_eps", CONSTANT),
    Pair("limit(m(t)/sqrt(v(t)), t, oo)", "sign(g)", "1", late(lambda p, s: s.m / sqrt(s.s)), lambda p: sign(p.g), "adam", CONSTANT),
    Pair("limit(m(t)^2/v(t), t, oo)", "1", "g^2", late(lambda p, s: s.m**2 / s.s), lambda p: 1, "adam", CONSTANT),
    Pair("limit(m(t)/(1 - beta1^t), t, oo)", "g", "g*(1 - beta1)", late(lambda p, s: s.m), lambda p: p.g, "adam", CONSTANT),
    Pair("limit(v(t) - m(t)^2, t, oo)", "0", "g^2", late(lambda p, s: s.s - s.m**2), lambda p: 0, "adam", CONSTANT),
    Pair("limit(G(t)/t, t, oo)", "g^2", "abs(g)", late(lambda p, s: s.total / FAR), lambda p: p.g**2, "adagrad", CONSTANT),
    Pair("limit(sqrt(G(t))/sqrt(t), t, oo)", "abs(g)", "g", late(lambda p, s: sqrt(s.total / FAR)), lambda p: abs(p.g), "adagrad", CONSTANT),
    Pair("limit(theta(t) - theta(t-1), t, oo)", "0", "-eta", lambda p: -p.eta * p.g / (sqrt(1e13 * p.g**2) + p.eps), lambda p: 0, "adagrad", CONSTANT),
    Pair("limit(sqrt(t)*abs(theta(t) - theta(t-1)), t, oo)", "eta", "0", lambda p: 1e7 * p.eta * abs(p.g) / (sqrt(1e14 * p.g**2) + p.eps), lambda p: p.eta, "adagrad", MOVING),
    Pair("limit(1/(1 - beta^t), t, oo)", "1", "1/(1 - beta)", closed(lambda p, t: 1 / (1 - p.beta**t)), lambda p: 1),
    Pair("limit((1 - beta1^t)/sqrt(1 - beta2^t), t, oo)", "1", "0", closed(lambda p, t: (1 - p.beta1**t) / sqrt(1 - p.beta2**t)), lambda p: 1),
    Pair("limit(t*beta^t, t, oo)", "0", "1", lambda p: FAR * p.beta**FAR, lambda p: 0),
    Pair("limit(t^3*beta^(2*t + 1), t, oo)", "0", "beta", lambda p: FAR**3 * p.beta ** (2 * FAR + 1), lambda p: 0),
    Pair("limit(sqrt(t)*x^t, t, oo)", "0", "x", lambda p: sqrt(FAR) * p.x**FAR, lambda p: 0, "", "0 <= x; x < 1"),
    Pair("limit((2*t + 1)/(t + 3), t, oo)", "2", "1/3", closed(lambda p, t: (2 * t + 1) / (t + 3)), lambda p: 2),
    Pair("limit(sqrt(t + 1)/sqrt(4*t), t, oo)", "1/2", "1/4", closed(lambda p, t: sqrt(t + 1) / sqrt(4 * t)), lambda p: 0.5),
    Pair("limit(eta/(1 + eps*t), t, oo)", "0", "eta", closed(lambda p, t: 100 * p.eta / (1 + p.eps * t * t)), lambda p: 0, "", "eps > 0; eta > 0"),
    Pair("limit(sum(i, i, 1, t)/t^2, t, oo)", "1/2", "1", closed(lambda p, t: (t + 1) / 2 / t), lambda p: 0.5),
    Pair("sum(beta^k, k, 0, oo)", "1/(1 - beta)", "1/beta", added(lambda p, k: p.beta**k), lambda p: 1 / (1 - p.beta)),
    Pair("sum(beta^k, k, 1, oo)", "beta/(1 - beta)", "1/(1 - beta)", added(lambda p, k: p.beta**k, 1), lambda p: p.beta / (1 - p.beta)),
    Pair("sum(k*beta^k, k, 0, oo)", "beta/(1 - beta)^2", "1/(1 - beta)^2", added(lambda p, k: k * p.beta**k), lambda p: p.beta / (1 - p.beta) ** 2),
    Pair("sum(k*beta^(k - 1), k, 1, oo)", "1/(1 - beta)^2", "beta/(1 - beta)^2", added(lambda p, k: k * p.beta ** (k - 1), 1), lambda p: 1 / (1 - p.beta) ** 2),
    Pair("sum((k + 1)*beta2^k, k, 0, oo)", "1/(1 - beta2)^2", "1/(1 - beta2)", added(lambda p, k: (k + 1) * p.beta2**k), lambda p: 1 / (1 - p.beta2) ** 2),
    Pair("sum(k^2*beta^k, k, 0, oo)", "beta*(1 + beta)/(1 - beta)^3", "beta/(1 - beta)^3", added(lambda p, k: k * k * p.beta**k), lambda p: p.beta * (1 + p.beta) / (1 - p.beta) ** 3),
    Pair("(1 - beta)*sum(k*beta^k, k, 0, oo)", "beta/(1 - beta)", "beta", added(lambda p, k: (1 - p.beta) * k * p.beta**k), lambda p: p.beta / (1 - p.beta)),
    Pair("sum(beta^(2*k), k, 0, oo)", "1/(1 - beta^2)", "1/(1 - beta)^2", added(lambda p, k: p.beta ** (2 * k)), lambda p: 1 / (1 - p.beta**2)),
    Pair("sum((1 - beta)^2*beta^(2*k), k, 0, oo)", "(1 - beta)/(1 + beta)", "(1 - beta)^2", added(lambda p, k: ((1 - p.beta) * p.beta**k) ** 2), lambda p: (1 - p.beta) / (1 + p.beta)),
    Pair("sum((beta1*beta2)^k, k, 0, oo)", "1/(1 - beta1*beta2)", "1/(1 - beta1)", added(lambda p, k: (p.beta1 * p.beta2) ** k), lambda p: 1 / (1 - p.beta1 * p.beta2)),
    Pair("sum((1 - beta)*beta^k, k, n, oo)", "beta^n", "beta^(n + 1)", added(lambda p, k: (1 - p.beta) * p.beta**k, lambda p: p.n), lambda p: p.beta**p.n),
    Pair("sum(x^k, k, 0, oo)", "1/(1 - x)", "1/x", added(lambda p, k: p.x**k), lambda p: 1 / (1 - p.x), "", "0 <= x; x < 1"),
]  
NAMES = [pair.name for pair in PAIRS]


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_the_truth_is_what_floats_come_to(pair):
    """Far out the sequence is at the limit that is held for true, in two places."""
    for place in PLACES:
        if pair.given == UPHILL:
            place = SimpleNamespace(**{**vars(place), "g": abs(place.g)})
        assert pair.comes_to(place) == pytest.approx(pair.value(place), rel=2e-5, abs=1e-5)


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_a_true_limit_is_proved(pair):
    """By a theorem of the kernel, which the referee passes too."""
    verdict = judge(f"{pair.left} = {pair.right}", rule=pair.rule or None, given=pair.given, timeout=60)
    assert Grade.PROVED == verdict.grade, verdict.evidence.reason
    (link,) = verdict.evidence.links
    assert isinstance(link, ByTheorem)
    assert Referee(library.ledger(), RULES).fault(link.theorem) is None


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_a_false_limit_is_refuted(pair):
    """By the true one, at a place where the two differ."""
    verdict = judge(f"{pair.left} = {pair.wrong}", rule=pair.rule or None, given=pair.given, timeout=60)
    assert Grade.REFUTED == verdict.grade, verdict.evidence.reason
    assert verdict.evidence.witness
