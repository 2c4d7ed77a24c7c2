"""What a term is worth at a point: exact where it is rational, a ball elsewhere, and nothing where it means nothing."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from math import isqrt

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rmsprop_sym.alphabet import G, beta, c, eps, eta, g, i, j, n, show, t, x, y
from rmsprop_sym.board import eq, every, le, lt, ne, tends
from rmsprop_sym.evaluate import LONGEST, Point, Undefined, conditions, evaluate, holds
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.term import ZERO, Apply, Head, Lambda, Letter, Number, summed, term
from rmsprop_sym.numbers.ball import Ball
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import RULES, adagrad, rmsprop, rmsprop_eps_inside, sgd
from rmsprop_sym.sampling import met, points
from rmsprop_sym.search import term_of

HALF = Fraction(1, 2)
BETA, ETA, EPS = Fraction(9, 10), Fraction(1, 100), Fraction(1, 8)
HERE = Point(
    {x: Fraction(-2), y: Fraction(1, 3), t: Fraction(2), beta: BETA, eta: ETA, eps: EPS, c: Fraction(5)},
    {"g": lambda index: Fraction(index, 2)},
    RULES,
    {"theta": Fraction(1)},
)


def function(name, *args):
    """A named function of terms."""
    return Apply(Head(name), tuple(map(term, args)))


VALUES = {
    "a number": (term(0.1), Fraction(1, 10)),
    "a letter": (x, -2),
    "a sum": (x + y, Fraction(-5, 3)),
    "a difference": (x - y, Fraction(-7, 3)),
    "a product": (x * y, Fraction(-2, 3)),
    "a quotient": (x / y, -6),
    "a power": (x**3, -8),
    "a negative power": (x**-3, Fraction(-1, 8)),
    "a power to a letter": (x**t, 4),
    "nothing to the power of nothing": (ZERO**0, 1),
    "a rational root": (term(Fraction(9, 4)).sqrt(), Fraction(3, 2)),
    "a size": (abs(x), 2),
    "a sign": (x.sign(), -1),
    "the sign of zero": ((x - x).sign(), 0),
    "the larger": (function("max", x, y), Fraction(1, 3)),
    "the smaller": (function("min", x, y), -2),
    "a sum over a range": (summed(i**2 * y, i, 1, 3), Fraction(14, 3)),
    "an empty sum": (summed(1 / (i - i), i, 1, 0), 0),
    "a sum in a sum": (summed(summed(i * j, j, 1, i), i, 1, 3), 1 * 1 + 2 * 3 + 3 * 6),
    "a sum that hides a letter": (summed(t, t, 1, t) * t, 6),
    "a member": (g(3), Fraction(3, 2)),
    "a member at a letter": (g(t + 1), Fraction(3, 2)),
}


@pytest.mark.parametrize("whole, value", VALUES.values(), ids=VALUES)
def test_a_rational_term_is_worth_a_rational_number(whole, value):
    """Exactly."""
    found = evaluate(whole, HERE)
    assert (Exact, Fraction(value)) == (type(found), found.fraction)


def near(low, high):
    """The bounds of a decimal that is cut off."""
    return Fraction(low), Fraction(high)


BALLS = {
    "a root": (term(2).sqrt(), near("1.41421356237309504880", "1.41421356237309504881")),
    "a root's powers": (term(2).sqrt() ** -3, near("0.35355339059327376220", "0.35355339059327376221")),
    "exp": (function("exp", 1), near("2.71828182845904523536", "2.71828182845904523537")),
    "log": (function("log", 2), near("0.69314718055994530941", "0.69314718055994530942")),
    "the size of a root": (abs(-term(2).sqrt()), near("1.41421356237309504880", "1.41421356237309504881")),
    "the larger of two": (function("max", term(2).sqrt(), 1), near("1.41421356237309504880", "1.41421356237309504881")),
    "the smaller of two": (
        function("min", term(2).sqrt(), 2),
        near("1.41421356237309504880", "1.41421356237309504881"),
    ),
}


@pytest.mark.parametrize("whole, bounds", BALLS.values(), ids=BALLS)
def test_an_irrational_term_is_worth_a_narrow_ball(whole, bounds):
    """It lies between two decimals that differ in the twentieth place."""
    found = evaluate(whole, HERE)
    assert Ball is type(found)
    assert bounds[0] < found.lower() <= found.upper() < bounds[1]


NOTHING = {
    "a zero divisor": 1 / (x - x),
    "nothing times a zero divisor": 0 * (1 / (x - x)),
    "a negative power of zero": ZERO**-2,
    "a divisor that balls cannot tell from zero": 1 / (term(2).sqrt() - term(2).sqrt()),
    "a negative root": x.sqrt(),
    "the log of nothing": function("log", 0),
    "the log of a negative number": function("log", x),
    "a reversed sum": summed(i, i, 3, 1),
    "a sum to a half": summed(i, i, 0, HALF),
    "a sum that is too long": summed(i, i, 0, LONGEST + 1),
    "a power to a half": x**0.5,
    "a power that is too high": x ** (LONGEST + 1),
    "a letter without a value": G,
    "the natural letter of a real one's name": Letter("x", natural=True),
    "a sequence without members": Apply(Head("h", "sequence"), (t,)),
    "the member before the first": g(0),
    "a member at a half": g(y),
    "a state before the start": rmsprop.v(-1),
    "a state at a half": rmsprop.v(y),
    "a state of a rule that is not run": Apply(Head("v", "state", "unknown"), (Lambda(i, g(i)), t)),
    "an unknown function": function("gamma", x),
    "a sequence alone": Lambda(i, i),
}


@pytest.mark.parametrize("whole", NOTHING.values(), ids=NOTHING)
def test_what_means_nothing_is_worth_nothing(whole):
    """Undefined is raised, never a number and never another exception."""
    with pytest.raises(Undefined):
        evaluate(whole, HERE)


# --- runs ---------------------------------------------------------------------------------------------


def by_hand(steps, gradient, decay=BETA):
    """v after some steps, by its definition."""
    v = Fraction(0)
    for step in range(1, steps + 1):
        v = decay * v + (1 - decay) * gradient(step) ** 2
    return v


@pytest.mark.parametrize("steps", range(6))
def test_a_state_is_what_the_rule_makes_of_it(steps):
    """v of the run on g, and of the run on 3g, and G of AdaGrad, against a loop of three lines."""
    tripled = rmsprop.run(lambda index: 3 * g(index))
    assert [
        by_hand(steps, lambda s: Fraction(s, 2)),
        by_hand(steps, lambda s: Fraction(3 * s, 2)),
        sum((Fraction(s, 2) ** 2 for s in range(1, steps + 1)), Fraction(0)),
    ] == [evaluate(whole, HERE).fraction for whole in (rmsprop.v(steps), tripled.v(steps), adagrad.G(steps))]


def test_another_decay_is_another_run():
    """Each run has its own states, also within one term."""
    fast = rmsprop.run(beta=HALF)
    assert by_hand(3, lambda s: Fraction(s, 2), HALF) - by_hand(3, lambda s: Fraction(s, 2)) == (
        evaluate(fast.v(3) - rmsprop.v(3), HERE).fraction
    )


def test_theta_starts_where_the_point_says():
    """And moves by the rule: one step of sgd by hand."""
    assert [Fraction(1), 1 - ETA * HALF] == [evaluate(sgd.theta(step), HERE).fraction for step in (0, 1)]


def test_the_two_dialects_take_different_steps():
    """eps outside the root and inside it, where the roots are rational."""
    point = Point(
        {beta: Fraction(3, 4), eta: Fraction(1), eps: Fraction(3, 4)},
        {"g": lambda _: Fraction(1)},
        RULES,
        {"theta": Fraction(0)},
    )
    outside, inside = (evaluate(rule.theta(1), point).fraction for rule in (rmsprop, rmsprop_eps_inside))
    assert (-1 / (HALF + Fraction(3, 4)), Fraction(-1)) == (outside, inside)


def test_an_irrational_step_does_not_spoil_the_rational_states():
    """theta is a ball, v stays exact."""
    assert [Exact, Ball] == [type(evaluate(whole, HERE)) for whole in (rmsprop.v(4), rmsprop.theta(4))]


def test_a_step_that_means_nothing_does_not_spoil_the_other_states():
    """With g = 0 and eps = 0 the step is 0/0, and v is 0."""
    point = Point({**HERE.letters, eps: Fraction(0)}, {"g": lambda _: Fraction(0)}, RULES, {"theta": Fraction(0)})
    assert 0 == evaluate(rmsprop.v(3), point).fraction
    for step in (1, 3):
        with pytest.raises(Undefined):
            evaluate(rmsprop.theta(step), point)


def test_runs_that_depend_on_the_index_of_a_sum_are_told_apart():
    """sum over j of v of the run on j*g: at j = 2 it is not the run of j = 1."""
    whole = summed(rmsprop.run(lambda index: j * g(index)).v(1), j, 1, 3)
    assert 14 * by_hand(1, lambda s: Fraction(s, 2)) == evaluate(whole, HERE).fraction


def test_runs_whose_decay_is_the_index_of_a_sum_are_told_apart():
    """The same for a hyper-parameter."""
    whole = summed(rmsprop.run(beta=j).v(1), j, 1, 3)
    assert sum(by_hand(1, lambda s: Fraction(s, 2), decay) for decay in (1, 2, 3)) == evaluate(whole, HERE).fraction


def test_the_gradients_of_a_run_may_mention_any_letter():
    """The run on i*g for a free i is not the run on k*g(k)."""
    whole = rmsprop.run(lambda index: i * g(index)).v(2)
    assert by_hand(2, lambda s: 5 * Fraction(s, 2)) == evaluate(whole, HERE.at(i, Fraction(5))).fraction


# --- claims at a point --------------------------------------------------------------------------------

ROOT2, ROOT3 = term(2).sqrt(), term(3).sqrt()


@pytest.mark.parametrize(
    "claim, answer",
    [
        (eq(x, -2), True),
        (eq(x, 2), False),
        (ne(x, 2), True),
        (ne(x, -2), False),
        (le(x, -2), True),
        (le(x, -3), False),
        (lt(x, y), True),
        (lt(x, x), False),
        (eq(ROOT2, ROOT3), False),
        (ne(ROOT2, ROOT3), True),
        (le(ROOT2, ROOT3), True),
        (lt(ROOT3, ROOT2), False),
        (lt(1, ROOT2), True),
        (le(ROOT2, 1), False),
        (eq(ROOT2**2, 2), None),
        (ne(ROOT2**2, 2), None),
        (le(ROOT2**2, 2), None),
        (lt(ROOT2**2, 2), None),
        (every(i, eq(i, i)), None),
        (tends(y**n, 0, n), None),
    ],
    ids=lambda thing: thing if isinstance(thing, bool | None) else show(thing),
)
def test_a_claim_holds_or_fails_or_is_not_decided(claim, answer):
    """Overlapping balls decide nothing, nor does a point decide about all indices or a limit."""
    assert answer is holds(claim, HERE)


def test_a_claim_about_nothing_is_not_decided():
    """A side without value is Undefined, and no counterexample."""
    with pytest.raises(Undefined):
        holds(eq(1 / (x - x), 0), HERE)


@pytest.mark.parametrize(
    "hypothesis, answer",
    [
        (lt(x, 0), True),
        (lt(0, x), False),
        (eq(ROOT2**2, 2), False),
        (eq(1 / (x - x), 0), False),
        (every(i, lt(0, g(i)), 1), False),
        (every(i, lt(0, g(i)), 0), False),
        (every(i, lt(g(i), 2), 1), False),
        (tends(y**n, 0, n), False),
    ],
    ids=lambda thing: thing if isinstance(thing, bool) else show(thing),
)
def test_a_hypothesis_is_met_only_where_it_certainly_holds(hypothesis, answer):
    """Undecided and undefined ones are not, nor one about all members of a sequence that goes on anyhow."""
    assert answer is met(hypothesis, HERE)


def test_a_hypothesis_about_all_members_is_met_by_sequences_that_repeat():
    """A period decides; a hypothesis about the index itself is not met."""
    point = next(points([every(i, lt(0, g(i)), 1)], (), RULES))
    assert all(point.sequences["g"](index) > 0 for index in range(1, 300))
    assert [] == list(islice(points([every(i, lt(0, g(i) + i), 1)], (), RULES), 1))


# --- where a term means something ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "whole, wanted",
    [
        (x + 2 * y, []),
        (x / y, [ne(y, 0)]),
        (x**-2, [ne(x, 0)]),
        (x.sqrt(), [le(0, x)]),
        (x**0.5, [le(0, x)]),
        (function("log", x), [lt(0, x)]),
        (abs(1 / x).sign(), [ne(x, 0)]),
        ((1 / x).sqrt(), [le(0, 1 / x), ne(x, 0)]),
        (summed(x, i, 1, n), [le(term(1) - 1, n)]),
    ],
    ids=lambda thing: "" if isinstance(thing, list) else show(thing),
)
def test_these_conditions_must_hold(whole, wanted):
    """No zero divisor, no negative root, no reversed sum."""
    assert wanted == list(conditions(whole))


def test_a_condition_under_a_sum_is_for_every_index():
    """1/(i - x) means something if x is none of the indices."""
    first, _second = conditions(summed(1 / (i - x), i, 1, n))
    assert (term(1), n) == first.within
    assert Lambda(i, i - x) == first.left


@settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=150)
@given(st.data())
def test_where_the_conditions_hold_there_is_a_value(data):
    """And where one fails, there is none."""
    leaves = st.sampled_from([x, y, t, term(0), term(1), term(-1), g(1)])
    grow = lambda below: st.one_of(  # noqa: E731
        st.builds(lambda a, b: a + b, below, below),
        st.builds(lambda a, b: a * b, below, below),
        st.builds(lambda a, b: a / b, below, below),
        st.builds(lambda a: (a**2).sqrt(), below),
        st.builds(lambda a: a.sqrt(), below),
    )
    whole = data.draw(st.recursive(leaves, grow, max_leaves=5))
    try:
        evaluate(whole, HERE)
        defined = True
    except Undefined:
        defined = False
    try:
        held = [holds(condition, HERE) for condition in conditions(whole)]
    except Undefined:
        held = [False]
    assume(None not in held)
    assert defined == all(held)


# --- the kernel and the values ------------------------------------------------------------------------

leaves = st.sampled_from([x, y, c, g(1), g(t), t, rmsprop.v(t), term(0), term(1), term(-2), term(HALF)])


def grown(below):
    """One more operation."""
    return st.one_of(
        st.builds(lambda a, b: a + b, below, below),
        st.builds(lambda a, b: a * b, below, below),
        st.builds(lambda a, b: a - b, below, below),
        st.builds(lambda a, b: a / b, below, below),
        st.builds(lambda a, e: a**e, below, st.sampled_from([0, 2, t, t + 1])),
        st.builds(lambda a: (a**2).sqrt(), below),
        st.builds(lambda a, b: summed(a * i + b**i, i, 0, t), below, below),
    )


@settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=150)
@given(st.recursive(leaves, grown, max_leaves=6), st.integers(0, 3))
def test_what_the_kernel_takes_for_equal_has_one_value(whole, steps):
    """A term and its normal form written out, wherever both mean something."""
    point = HERE.at(t, Fraction(steps))
    try:
        one, two = (evaluate(each, point) for each in (whole, term_of(normal(whole))))
    except (Undefined, ValueError, OverflowError):
        return
    if isinstance(one, Exact) and isinstance(two, Exact):
        assert one.fraction == two.fraction
    else:
        a, b = (side if isinstance(side, Ball) else Ball(side.fraction) for side in (one, two))
        assert [False, False] == [a.surely_less(b), b.surely_less(a)]


def test_points_are_drawn_alike_for_one_seed():
    """The same points each time, other ones for another seed, and each meets the hypotheses."""
    given_hypotheses = [lt(0, beta), lt(beta, 1), eq(rmsprop.theta(0), c), every(i, eq(g(i) ** 2, G), 1)]
    drawn = [
        [
            (p.letters, [p.sequences["g"](s) for s in range(1, 5)])
            for p in islice(points(given_hypotheses, (), RULES, seed=s), 5)
        ]
        for s in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert 5 == len(drawn[2])
    assert all(0 < letters[beta] < 1 and letters[G] == first**2 for letters, (first, *_) in drawn[0])


def test_a_rational_root_is_found_by_another_path():
    """The root of a rational square, for a hundred of them."""
    for p in range(1, 101):
        square = Fraction(p * p, (p + 1) ** 2)
        expected = Fraction(isqrt(square.numerator), isqrt(square.denominator))
        assert expected == evaluate(Number(square).sqrt(), HERE).fraction
