"""Limits and infinite sums: each true one is proved, and beside it stands a false one that is refuted.

What is true is computed apart from the checker: by running the steps in floats, far enough, and by SymPy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import sqrt
from types import SimpleNamespace

import pytest
import sympy

from rmsprop_sym import library
from rmsprop_sym.alphabet import t
from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.single import judge
from rmsprop_sym.claims.symbolic.evidence import ByTheorem
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Lambda, Letter
from rmsprop_sym.kernel.theorem import assume
from rmsprop_sym.referee import Referee
from rmsprop_sym.rules import RULES

CONSTANT, MOVING, UPHILL = "constant g", "constant g; g != 0", "constant g; g > 0"
STEPS, TERMS, LATE = 2000, 400, 10**7
PLACES = [
    dict(g=-1.5, beta=0.6, beta1=0.7, beta2=0.8, eta=0.3, eps=0.2, x=0.4, n=3),
    dict(g=2.5, beta=0.3, beta1=0.5, beta2=0.9, eta=0.7, eps=0.05, x=0.7, n=5),
]
FUNCTIONS = dict(abs=sympy.Abs, sign=sympy.sign, max=sympy.Max, sqrt=sympy.sqrt)
Place = SimpleNamespace


def stepped(p, t):
    """The place, with what RMSProp, Adam and AdaGrad have become after t steps with one gradient."""
    v = m = s = total = 0.0
    for _ in range(t):
        v = p["beta"] * v + (1 - p["beta"]) * p["g"] ** 2
        m = p["beta1"] * m + (1 - p["beta1"]) * p["g"]
        s = p["beta2"] * s + (1 - p["beta2"]) * p["g"] ** 2
        total += p["g"] ** 2
    return SimpleNamespace(**p, v=v, m=m, s=s, total=total)


def worth(text, place):
    """What a number is worth at a place, read by SymPy."""
    letters = {name: sympy.Symbol(name, real=True) for name in place}
    term = sympy.sympify(text.replace("^", "**"), locals={**letters, **FUNCTIONS})
    return float(term.subs({letters[name]: value for name, value in place.items()}))


@dataclass(frozen=True)
class Pair:
    """A sequence or a sum, what it comes to, and another number; and how it is computed late."""

    left: str
    right: str
    wrong: str
    late: Callable[[Place], float]
    rule: str = ""
    given: str = ""


def under(given, *parts, rule="rmsprop"):
    """A statement about a run, whose gradient stays."""
    return Pair(*parts[:4], *parts[4:] or [rule], given)


constant, moving, uphill = (partial(under, given) for given in (CONSTANT, MOVING, UPHILL))


def total(body, right, wrong, term, first=0):
    """An infinite sum, whose terms are added until they do not show."""
    late = lambda p: sum(term(p, k) for k in range(getattr(p, str(first), first), TERMS))  # noqa: E731
    return Pair(f"sum({body}, k, {first}, oo)", right, wrong, late)


PAIRS = [
    constant("limit(v(t), t, oo)", "g^2", "g", lambda p: p.v),
    constant("limit(v(t), t, oo)", "g^2", "g", lambda p: p.v, "rmsprop_eps_inside"),
    constant("limit(sqrt(v(t)), t, oo)", "abs(g)", "g", lambda p: sqrt(p.v)),
    uphill("limit(sqrt(v(t)), t, oo)", "g", "g^2", lambda p: sqrt(p.v)),
    constant("limit(v(t)/g^2, t, oo)", "1", "1 - beta", lambda p: p.v / p.g**2),
    moving("limit(g/sqrt(v(t)), t, oo)", "sign(g)", "1", lambda p: p.g / sqrt(p.v)),
    uphill("limit(g/sqrt(v(t)), t, oo)", "1", "0", lambda p: p.g / sqrt(p.v)),
    constant("limit(v(t)^2, t, oo)", "g^4", "g^2", lambda p: p.v**2),
    constant("limit(v(t) - g^2, t, oo)", "0", "g^2", lambda p: p.v - p.g**2),
    constant("limit(v(t+1)/v(t), t, oo)", "1", "beta", lambda p: p.beta + (1 - p.beta) * p.g**2 / p.v),
    constant("limit(v(t+1) - v(t), t, oo)", "0", "(1 - beta)*g^2", lambda p: (1 - p.beta) * (p.g**2 - p.v)),
    constant("limit(eta/(sqrt(v(t)) + eps), t, oo)", "eta/(abs(g) + eps)", "eta/(g^2 + eps)",
             lambda p: p.eta / (sqrt(p.v) + p.eps)),
    constant("limit(eta/sqrt(v(t) + eps), t, oo)", "eta/sqrt(g^2 + eps)", "eta/(abs(g) + eps)",
             lambda p: p.eta / sqrt(p.v + p.eps), "rmsprop_eps_inside"),
    constant("limit(eta/sqrt(v(t)), t, oo)", "eta/abs(g)", "eta", lambda p: p.eta / sqrt(p.v), "rmsprop_no_eps"),
    constant("limit(theta(t) - theta(t-1), t, oo)", "-eta*g/(abs(g) + eps)", "-eta*g",
             lambda p: -p.eta * p.g / (sqrt(p.v) + p.eps)),
    constant("limit(abs(theta(t+1) - theta(t)), t, oo)", "eta*abs(g)/(abs(g) + eps)", "eta",
             lambda p: abs(p.eta * p.g) / (sqrt(p.v) + p.eps)),
    constant("limit(theta(t) - theta(t-1), t, oo)", "-eta*sign(g)", "-eta",
             lambda p: -p.eta * p.g / sqrt(p.v), "rmsprop_no_eps"),
    constant("limit(max(sqrt(v(t)), eps), t, oo)", "max(abs(g), eps)", "abs(g)*eps",
             lambda p: max(sqrt(p.v), p.eps), "rmsprop_max_eps"),
    constant("limit(m(t)/sqrt(v(t)), t, oo)", "sign(g)", "1", lambda p: p.m / sqrt(p.s), "adam"),
    constant("limit(m(t)^2/v(t), t, oo)", "1", "g^2", lambda p: p.m**2 / p.s, "adam"),
    constant("limit(m(t)/(1 - beta1^t), t, oo)", "g", "g*(1 - beta1)", lambda p: p.m / (1 - p.beta1**STEPS), "adam"),
    constant("limit(v(t) - m(t)^2, t, oo)", "0", "g^2", lambda p: p.s - p.m**2, "adam"),
    constant("limit(G(t)/t, t, oo)", "g^2", "abs(g)", lambda p: p.total / STEPS, "adagrad"),
    constant("limit(sqrt(G(t))/sqrt(t), t, oo)", "abs(g)", "g", lambda p: sqrt(p.total / STEPS), "adagrad"),
    constant("limit(theta(t) - theta(t-1), t, oo)", "0", "-eta",
             lambda p: -p.eta * p.g / (LATE * abs(p.g) + p.eps), "adagrad"),
    moving("limit(sqrt(t)*abs(theta(t) - theta(t-1)), t, oo)", "eta", "0",
           lambda p: LATE * p.eta * abs(p.g) / (LATE * abs(p.g) + p.eps), "adagrad"),
    Pair("limit(1/(1 - beta^t), t, oo)", "1", "1/(1 - beta)", lambda p: 1 / (1 - p.beta**STEPS)),
    Pair("limit((1 - beta1^t)/sqrt(1 - beta2^t), t, oo)", "1", "0",
         lambda p: (1 - p.beta1**STEPS) / sqrt(1 - p.beta2**STEPS)),
    Pair("limit(t*beta^t, t, oo)", "0", "1", lambda p: STEPS * p.beta**STEPS),
    Pair("limit(t^3*beta^(2*t + 1), t, oo)", "0", "beta", lambda p: STEPS**3 * p.beta ** (2 * STEPS + 1)),
    Pair("limit(sqrt(t)*x^t, t, oo)", "0", "x", lambda p: sqrt(STEPS) * p.x**STEPS, "", "0 <= x; x < 1"),
    Pair("limit((2*t + 1)/(t + 3), t, oo)", "2", "1/3", lambda _: (2 * LATE + 1) / (LATE + 3)),
    Pair("limit(sqrt(t + 1)/sqrt(4*t), t, oo)", "1/2", "1/4", lambda _: sqrt(LATE + 1) / sqrt(4 * LATE)),
    Pair("limit(eta/(1 + eps*t), t, oo)", "0", "eta", lambda p: p.eta / (1 + p.eps * LATE), "", "eps > 0; eta > 0"),
    Pair("limit(sum(i, i, 1, t)/t^2, t, oo)", "1/2", "1", lambda _: sum(range(LATE + 1)) / LATE**2),
    total("beta^k", "1/(1 - beta)", "1/beta", lambda p, k: p.beta**k),
    total("beta^k", "beta/(1 - beta)", "1/(1 - beta)", lambda p, k: p.beta**k, 1),
    total("k*beta^k", "beta/(1 - beta)^2", "1/(1 - beta)^2", lambda p, k: k * p.beta**k),
    total("k*beta^(k - 1)", "1/(1 - beta)^2", "beta/(1 - beta)^2", lambda p, k: k * p.beta ** (k - 1), 1),
    total("(k + 1)*beta2^k", "1/(1 - beta2)^2", "1/(1 - beta2)", lambda p, k: (k + 1) * p.beta2**k),
    total("k^2*beta^k", "beta*(1 + beta)/(1 - beta)^3", "beta/(1 - beta)^3", lambda p, k: k * k * p.beta**k),
    total("(1 - beta)*k*beta^k", "beta/(1 - beta)", "beta", lambda p, k: (1 - p.beta) * k * p.beta**k),
    total("beta^(2*k)", "1/(1 - beta^2)", "1/(1 - beta)^2", lambda p, k: p.beta ** (2 * k)),
    total("(1 - beta)^2*beta^(2*k)", "(1 - beta)/(1 + beta)", "(1 - beta)^2",
          lambda p, k: ((1 - p.beta) * p.beta**k) ** 2),
    total("(beta1*beta2)^k", "1/(1 - beta1*beta2)", "1/(1 - beta1)", lambda p, k: (p.beta1 * p.beta2) ** k),
    total("(1 - beta)*beta^k", "beta^n", "beta^(n + 1)", lambda p, k: (1 - p.beta) * p.beta**k, "n"),
]  # fmt: skip
NAMES = [f"{pair.left} = {pair.right} {pair.rule}" for pair in PAIRS]


@pytest.mark.parametrize("pair", PAIRS, ids=NAMES)
def test_the_truth_is_what_floats_come_to(pair):
    """Late the sequence is at the limit that is held for true, and at one of two places not at the other."""
    places = [{**place, "g": abs(place["g"])} if pair.given == UPHILL else place for place in PLACES]
    come_to = [pair.late(stepped(place, STEPS)) for place in places]
    assert come_to == pytest.approx([worth(pair.right, place) for place in places], rel=1e-5, abs=1e-5)
    assert come_to != pytest.approx([worth(pair.wrong, place) for place in places], rel=1e-3, abs=1e-3)


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


@pytest.mark.parametrize(
    "left, rule, why",
    [
        ("limit(G(t), t, oo)", "adagrad", "would tend to"),
        ("limit(sqrt(G(t)), t, oo)", "adagrad", "would tend to"),
        ("limit(t, t, oo)", "", "would tend to"),
        ("limit(theta(t), t, oo)", "rmsprop", "would tend to 0"),
    ],
)
def test_what_has_no_limit_is_said_to_have_one(left, rule, why):
    """It grows, or it keeps its stride; a limit is refuted, whatever it is."""
    for right in ("0", "1"):
        verdict = judge(f"{left} = {right}", rule=rule or None, given=CONSTANT if rule else "", timeout=60)
        assert Grade.REFUTED == verdict.grade, verdict.evidence.reason
        assert why in verdict.evidence.witness


@pytest.mark.parametrize(
    "statement, rule, given",
    [
        ("limit(v(t)/g^2, t, oo) = 1", "rmsprop", ""),
        ("limit(v(t), t, oo) = 0", "rmsprop", ""),
        ("limit(sqrt(t + 1) - sqrt(t), t, oo) = 0", "", ""),
        ("limit((-1)^t, t, oo) = 0", "", ""),
        ("limit(beta1^t/beta2^t, t, oo) = 0", "", ""),
        ("limit((1 - 1/(t + 1))^t, t, oo) = 0", "", ""),
        ("limit(x^t, t, oo) = 0", "", ""),
        ("limit(1/(t - t), t, oo) = 0", "", ""),
        ("limit(eta/sqrt(v(t)), t, oo) = eta/abs(g)", "rmsprop_no_eps", "constant g; g = 0"),
        ("limit(sqrt(-v(t)), t, oo) = 0", "rmsprop", "constant g; g != 0"),
    ],
)
def test_what_is_not_known_is_never_proved(statement, rule, given):
    """Nothing is proved of what is false, means nothing, or is beyond what is looked for."""
    assert Grade.PROVED != judge(statement, rule=rule or None, given=given, timeout=60).grade


@pytest.mark.parametrize(
    "statement, rule, given",
    [
        ("limit(v(t)/(1 - beta^t), t, oo) = g^2", "rmsprop", CONSTANT),
        ("limit(v(t), t, oo) = abs(g)*abs(g)", "rmsprop", CONSTANT),
        ("limit(v(t), t, oo) = max(g, -g)^2", "rmsprop", CONSTANT),
        ("limit(sqrt(v(t)), t, oo) = max(g, -g)", "rmsprop", CONSTANT),
        ("limit(sqrt(v(t)), t, oo) = -g", "rmsprop", "constant g; g <= 0"),
        ("limit(sqrt(v(t)), t, oo) = sqrt(g^2)", "rmsprop", CONSTANT),
        ("limit(eta/(sqrt(v(t)) + eps), t, oo) = eta/eps", "rmsprop", "constant g; g = 0; eps > 0"),
        ("limit(eta/(sqrt(G(t)) + eps), t, oo) = eta/eps", "adagrad", "constant g; g = 0; eps > 0"),
        ("limit(sqrt(t + 1) - sqrt(t), t, oo) = 0", "", ""),
        ("limit(sqrt(t)*(sqrt(t + 1) - sqrt(t)), t, oo) = 1/2", "", ""),
        ("limit(beta1^t/beta2^t, t, oo) = 0", "", "beta1 < beta2"),
        ("limit(beta^t*(-1)^t, t, oo) = 0", "", ""),
        ("limit(v(t), t, oo) = 4", "rmsprop", "constant g; g = -2"),
        ("limit(v(t), t, oo) = c", "rmsprop", "g(t)^2 = c"),
        ("limit(m(t) - g, t, oo) = 0", "adam", CONSTANT),
        ("limit(abs(m(t))/sqrt(v(t)), t, oo) = 1", "adam", MOVING),
        ("limit((1 - beta)*sum(beta^(t - i), i, 1, t), t, oo) = 1", "", ""),
        ("limit(sum(beta^(t - i)*(t - i), i, 1, t), t, oo) = beta/(1 - beta)^2", "", ""),
        ("limit(sum(beta^i, i, 0, 2*t), t, oo) = 1/(1 - beta)", "", ""),
        ("sum(beta^k - beta^(k + 1), k, 0, oo) = 1", "", ""),
        ("sum(beta^(3*k + 1), k, 0, oo) = beta/(1 - beta^3)", "", ""),
        ("sum(beta^(k - n), k, n, oo) = 1/(1 - beta)", "", ""),
        ("sum(x^k, k, 0, oo) = 1/(1 - x)", "", "x > -1; x < 1"),
        ("sum(1/(k*(k + 1)), k, 1, oo) = 1", "", ""),
        ("limit(1/(1 + eps*t), t, oo) = 0", "", "eps > 0"),
        ("limit(eta/sqrt(t), t, oo) = 0", "", "eta > 0"),
        ("limit(theta(t) - theta(t - 1), t, oo) = 0", "rmsprop", "constant g; g = 0; eps > 0"),
        ("limit(v(t), t, oo) = v(0)", "rmsprop", "constant g; g = 0"),
        ("limit(t/(t + c), t, oo) = 1", "", ""),
        ("limit(t/(t*t - 9), t, oo) = 0", "", ""),
        ("limit((1 - beta^t)^(-2), t, oo) = 1", "", ""),
        ("limit(sqrt(1 - beta2^t)*eta/(1 - beta1^t), t, oo) = eta", "", ""),
        ("limit(theta(t + 2) - theta(t), t, oo) = -2*eta*sign(g)", "rmsprop_no_eps", CONSTANT),
        ("limit((theta(t + 1) - theta(t))/(theta(t) - theta(t - 1)), t, oo) = 1", "rmsprop", MOVING),
        ("limit(b(t)*(1 - mu), t, oo) = sign(g)", "rmsprop_momentum", "constant g; g != 0; eps = 0"),
        ("limit(abs(g)/(sqrt(v(t)) + eps), t, oo) = abs(g)/(abs(g) + eps)", "rmsprop", CONSTANT),
        ("limit(sign(m(t)), t, oo) = sign(g)", "adam", MOVING),
        ("limit(v(t), t, oo) = g^2", "rmsprop_tf1", CONSTANT),
        ("limit(v(t) - m(t)^2, t, oo) = 0", "rmsprop_centred", CONSTANT),
        ("limit(sqrt(v(t) - m(t)^2), t, oo) = 0", "rmsprop_centred", CONSTANT),
    ],
)
def test_a_true_limit_is_never_refuted(statement, rule, given):
    """Proved or left open, whatever is divided by, whichever letter is 0."""
    assert Grade.REFUTED != judge(statement, rule=rule or None, given=given, timeout=60).grade


@pytest.mark.parametrize(
    "formula, reading",
    [
        (r"\sum_{k \ge n} \beta^k = x", "sum(beta^k, k, n, oo) = x"),
        (r"1 + \beta^2 + \beta^4 + \dots = x", "sum(beta^(2*k), k, 0, oo) = x"),
        (r"1 + 2\beta + 3\beta^2 + \dots = x", "sum((1 + k)*beta^k, k, 0, oo) = x"),
        (r"\beta + 3\beta^2 + 5\beta^3 + \dots = x", "sum((1 + 2*k)*beta^(1 + k), k, 0, oo) = x"),
        (r"\hat v_t \to v_t", "limit(vhat(t) - v(t), t, oo) = 0"),
    ],
)
def test_sums_without_an_end_are_read(formula, reading):
    """Also from a letter on, and with multiples before the powers; an arrow between sequences is about both."""
    assert reading == str(parse_formula(formula))


@pytest.mark.parametrize(
    "formula", [r"\sum_{k=0} \beta^k = x", r"1 + 2\beta + 4\beta^2 + \dots = x", r"1 + 2\beta + \dots = x"]
)
def test_a_sum_without_an_end_shows_how_it_goes_on(formula):
    """No pattern is guessed from terms that show none, and no end."""
    with pytest.raises(Unreadable):
        parse_formula(formula)


@pytest.mark.parametrize(
    "sentence, grade",
    [
        (r"Near the minimum, $v_t \to 0$.", "OPEN"),
        (r"Near the minimum $\theta_t - \theta_{t-1} \to 0$.", "OPEN"),
        (r"For a constant gradient $g$, $\sqrt{v_t} \to |g|$.", "PROVED"),
        (r"For a constant gradient $g$, $\frac{v_t}{g^2} \to 1$.", "PROVED"),
        (r"For a constant gradient $g$, $\frac{v_t}{g^2} \to 0$.", "REFUTED"),
    ],
)
def test_a_limit_in_prose_is_accused_only_under_what_it_supposes(sentence, grade):
    """What fails for a constant gradient may be meant of one that vanishes."""
    verdict = list(Note("n.md").verdicts(f"---\nrmsprop_sym:\n  rule: rmsprop\n---\n{sentence}"))[-1]
    assert grade == str(verdict.grade)


def test_a_special_case_is_named_in_what_is_offered():
    """A limit that holds for a letter that is 0 is not offered as one that holds always."""
    verdict = judge("limit(eta/(sqrt(G(t)) + eps), t, oo) = 0", rule="adagrad", given=CONSTANT, timeout=60)
    assert "limit(eta/(sqrt(G(t)) + eps), t, oo) = eta/eps given g = 0" == verdict.evidence.attempt


def test_evidence_against_a_limit_computes_its_grade():
    """It is nothing without an instance at which the two limits differ, or with a theorem about something else."""
    verdict = judge("limit(v(t), t, oo) = g", rule="rmsprop", given=CONSTANT, timeout=60)
    (contrary,) = verdict.evidence.links
    assert Grade.REFUTED == contrary.grade
    same = replace(contrary.instance, letters={**contrary.instance.letters, Letter("g"): Fraction(1)})
    other = assume(Claim(Lambda(t, t), "->", ZERO))
    assert [
        replace(contrary, instance=same).grade,
        replace(contrary, supposed=()).grade,
        replace(contrary, theorem=other).grade,
        replace(contrary, implied=other).grade,
    ] == 4 * [Grade.OPEN]


@pytest.mark.parametrize("more, grade", [([], Grade.OPEN), (["g != 0"], Grade.PROVED)])
def test_a_rate_has_a_limit_of_its_own_where_the_gradient_is_nought(more, grade):
    """It is what stands before the gradient, so that AdaGrad's does not fall there: eta/eps in every step."""
    assert grade == judge("limit(rate(t), t, oo) = 0", rule="adagrad", given=["constant g", *more]).grade
