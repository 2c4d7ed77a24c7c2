"""The derived bound: what it lets pass, how sharp it is, and that it decides nothing where it cannot."""

import re
from dataclasses import replace
from fractions import Fraction
from math import inf, isnan, nan
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from rmsprop_sym.crosscheck import bounds, verify
from rmsprop_sym.crosscheck import judge as judging
from rmsprop_sym.crosscheck.bounds import FORMATS, hull_coefficients, stretch
from rmsprop_sym.crosscheck.coefficients import COEFFICIENTS
from rmsprop_sym.crosscheck.comparison import compared, earliest, graded
from rmsprop_sym.crosscheck.families import families
from rmsprop_sym.crosscheck.judge import Run, compare, hull, judged
from rmsprop_sym.crosscheck.orders import Stage
from rmsprop_sym.crosscheck.written import WRITTEN, takes_powers
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.formats import BINARY32, Format
from rmsprop_sym.numbers.rounded import Rounded
from rmsprop_sym.rules import RULES, State

HERE = Path(__file__).parent
DTYPES = pytest.mark.parametrize("dtype", ["float32", "float64"])
ROOTS_OF_WHAT_MAY_VANISH = (
    "rmsprop_no_eps",
    "rmsprop_centred",
    "rmsprop_centred_eps_inside",
    "rmsprop_centred_momentum",
    "rmsprop_graves",
)
EVERY_RULE = pytest.mark.parametrize("rule", [RULES[name] for name in WRITTEN], ids=list(WRITTEN))


def combinations(stages):
    """Every choice of one order for each letter."""
    chosen = [{}]
    for stage in stages:
        chosen = [{**before, stage.letter: order} for before in chosen for order in stage.orders]
    return chosen


def follow(orders, gradients, theta, start, c):
    """The rows of theta and of the state, from the start on, in the given orders and kind of number."""
    letters = list(orders)
    rows = [SimpleNamespace(**start, theta=theta)]
    for g in gradients:
        new = SimpleNamespace()
        for letter in letters:
            setattr(new, letter, orders[letter].body(rows[-1], new, g, c))
        rows.append(new)
    return rows


def plain_coefficients(row, number):
    """The coefficients as numbers of a kind."""
    return SimpleNamespace(**{name: number(value) for name, value in row.items()})


@EVERY_RULE
def test_every_published_order_is_the_rule_over_the_reals(rule):
    """In balls of 300 bits each order gives the rule's own value, to within 2^-250, on rational data."""
    rng = np.random.Generator(np.random.PCG64(5))
    hyper = {"eta": Fraction(1, 7), "beta": Fraction(9, 10), "eps": Fraction(1, 50), "mu": Fraction(3, 4)}
    hyper |= {"beta1": Fraction(2, 3), "beta2": Fraction(7, 8), "lamda": Fraction(1, 9)}
    stages = WRITTEN[rule.name]
    with precision(300):
        for _ in range(20):
            g, v, theta = (Ball(Fraction(int(n), 101)) for n in rng.integers(-300, 300, 3))
            old = State(t=0, theta=theta, **{letter: v**2 if letter in {"v", "G"} else v for letter in rule.start})
            vars(old).update({stage.letter: Ball(stage.start) for stage in stages if stage.start is not None})
            ours = {name: Ball(hyper[name]) for name in rule.hyper}
            rests = {name.replace("beta", "rest"): 1 - x for name, x in ours.items() if "beta" in name}
            bases = {name.replace("beta", "base"): x for name, x in ours.items() if "beta" in name}
            c = SimpleNamespace(**ours, **rests, **bases)
            true = rule.step(old, g, **ours)
            for stage in stages:
                if stage.letter not in rule.states:
                    setattr(true, stage.letter, stage.orders[0].body(old, true, g, c))
                for order in stage.orders:
                    gap = order.body(old, true, g, c) - getattr(true, stage.letter)
                    assert (order.written, True) == (order.written, abs(gap).surely_less(Ball(Fraction(1, 2**250))))


@EVERY_RULE
@DTYPES
@pytest.mark.parametrize("shows_state", [True, False])
def test_every_published_order_with_every_published_coefficient_is_within(rule, dtype, shows_state):
    """Run by NumPy, nothing on the list leaves the hull.

    Nothing is undecided either, unless a root is taken of what may not be positive.
    """
    if shows_state and len(rule.start) != 1:
        return
    powers = takes_powers(rule.name)
    data = families(dtype, 12, 2) if powers else families(dtype, 40, 4)
    hypers, gradients, thetas, states = [], [], [], []
    number = np.dtype(dtype).type
    for family in data:
        hyper = {name: family.hyper[name] for name in rule.hyper}
        more = {stage.letter: stage.start for stage in WRITTEN[rule.name] if stage.start is not None}
        start = {letter: np.full_like(family.theta, value) for letter, value in {**rule.start, **more}.items()}
        for model in COEFFICIENTS[1:] if powers else COEFFICIENTS[1:3]:
            c = plain_coefficients(model.of(hyper, dtype), lambda x: number(float(x)))
            for orders in some(combinations(WRITTEN[rule.name])):
                with np.errstate(all="ignore"):
                    rows = follow(orders, family.gradients, family.theta, start, c)
                hypers += [hyper] * family.theta.size
                gradients.append(family.gradients.astype(float))
                thetas.append(np.array([row.theta for row in rows], dtype=float))
                states += [np.array([getattr(row, rule.states[0]) for row in rows], dtype=float)] if shows_state else []
    run = Run(dtype, hypers, np.hstack(gradients), np.hstack(thetas), np.hstack(states) if shows_state else None)
    ratios = np.concatenate([letter.ratio for letters in judged(hull(rule, run), run) for letter in letters])
    assert not np.any(ratios > 1)
    undecided = np.mean(np.isnan(ratios))
    assert undecided < 0.5 if rule.name in ROOTS_OF_WHAT_MAY_VANISH else undecided == 0


def some(chosen):
    """All of a few, some of many, a prime apart that divides no number of orders, so that each comes with others."""
    apart = next(prime for size, prime in ((30, 1), (300, 5), (3000, 23), (30000, 199)) if len(chosen) < size)
    picked = chosen[::apart]
    seen = {id(order) for orders in picked for order in orders.values()}
    for orders in chosen:
        if not seen.issuperset(map(id, orders.values())):
            picked.append(orders)
            seen |= set(map(id, orders.values()))
    return picked


def test_every_order_is_among_those_that_are_run():
    """The choice leaves no order of any letter out."""
    for stages in WRITTEN.values():
        seen = {id(order) for orders in some(combinations(stages)) for order in orders.values()}
        assert seen == {id(order) for stage in stages for order in stage.orders}


class Pushed:
    """Numbers in double that lie after every operation almost half a unit of float32 off the result, in a direction.

    The direction is +1, -1, or 0 for either by chance.
    """

    def __init__(self, value, direction, rng):
        self.value, self.direction, self.rng = value, direction, rng

    def push(self, x, *, exact=False):
        """The result, moved unless it is exact."""
        signs = self.rng.choice([-1.0, 1.0], x.shape) if self.direction == 0 else self.direction
        error = np.where(exact | (x == 0), 0.0, 0.999 * BINARY32.rounding(np.abs(x)))
        return Pushed(x + signs * error, self.direction, self.rng)

    def __add__(self, other):
        return self.push(self.value + other.value, exact=(self.value == 0) | (other.value == 0))

    def __sub__(self, other):
        return self.push(self.value - other.value, exact=(self.value == 0) | (other.value == 0))

    def __mul__(self, other):
        return self.push(self.value * other.value)

    def __truediv__(self, other):
        return self.push(self.value / other.value)

    def __rtruediv__(self, other):
        return self.push(other / self.value)

    def sqrt(self):
        """The square root."""
        return self.push(np.sqrt(self.value))


def pushed_run(orders, direction, steps=150, size=8):
    """A float32 run in which every rounding goes as far as it may."""
    rng = np.random.Generator(np.random.PCG64(3))
    hyper = {"eta": 0.5, "beta": 0.875, "eps": 2.0**-10}  # no coefficient is rounded
    gradients = 1 + 0.1 * rng.random((steps, size))
    c = plain_coefficients(COEFFICIENTS[0].of(hyper, "float32"), lambda x: Pushed(np.float64(float(x)), direction, rng))
    zero = Pushed(np.zeros(size), direction, rng)
    rows = follow(orders, [Pushed(g, direction, rng) for g in gradients], zero, {"v": zero}, c)
    theta = np.array([row.theta.value for row in rows])
    return Run("float32", [hyper] * size, gradients, theta)


def worst_pushed(direction):
    """The largest error / bound over every order, each rounding pushed in the direction."""
    rule = RULES["rmsprop"]
    worst = 0.0
    for orders in combinations(WRITTEN["rmsprop"])[::4]:
        run = pushed_run(orders, direction)
        ratios = [letter.ratio for letters in judged(hull(rule, run), run) for letter in letters]
        worst = max(worst, *(float(np.max(ratio)) for ratio in ratios))
    return worst


@pytest.mark.parametrize("direction", [-1, 0, 1])
def test_roundings_that_conspire_stay_within(direction):
    """Every rounding as large as it may be, all one way or by chance, does not leave the bound in 150 steps."""
    assert 0.2 < worst_pushed(direction) <= 1


def test_a_bound_that_forgets_the_old_error_of_v_is_noticed(monkeypatch):
    """If what v was off by were not carried on, conspiring roundings would be called outside."""
    real = bounds._real
    monkeypatch.setattr(bounds, "_real", lambda x: real(x).exactly())
    assert worst_pushed(1) > 1


@DTYPES
def test_a_bound_with_half_of_each_rounding_is_noticed(dtype, monkeypatch):
    """If an operation were widened by half of its rounding, healthy code would be outside."""
    right = Format.rounding
    monkeypatch.setattr(Format, "rounding", lambda self, x: right(self, x) / 2)
    assert "OUTSIDE" == verify(f"{HERE / 'healthy.py'}:plain", dtype=dtype, steps=20, size=2).grade


def worst_of_one_order():
    """The largest error / bound of one step from zero, in one order and within the bound of that order alone."""
    rule, (orders, *_) = RULES["rmsprop"], combinations(WRITTEN["rmsprop"])
    run = pushed_run(orders, 0, steps=1, size=3000)
    reference = replace(hull(rule, run), stages=[Stage(letter, (order,)) for letter, order in orders.items()])
    return max(float(np.max(letter.ratio)) for letters in judged(reference, run) for letter in letters)


def test_the_bound_of_one_order_is_sharp():
    """Among roundings by chance some add up to nearly the whole bound."""
    assert 0.97 < worst_of_one_order() <= 1


@pytest.mark.parametrize("operation", ["__add__", "__mul__", "__truediv__", "sqrt"])
def test_a_bound_without_the_rounding_of_one_operation_is_noticed(operation, monkeypatch):
    """If sums, products, quotients or roots were not widened, a published order would be outside."""
    right = getattr(Rounded, operation)

    def spoiled(self, *operands):
        reals = [x.under(bounds.REALS) if isinstance(x, Rounded) else x for x in operands]
        return right(self.under(bounds.REALS), *reals).under(self.arithmetic)

    monkeypatch.setattr(Rounded, operation, spoiled)
    assert worst_of_one_order() > 1


def test_a_bound_without_the_coefficients_is_noticed(monkeypatch):
    """If coefficients were taken as exact, healthy code that forms 1 - beta in float32 would be outside."""
    exact = lambda hypers, dtype, arithmetic: bounds.stored_coefficients(  # noqa: E731
        [COEFFICIENTS[0].of(hyper, dtype) for hyper in hypers], dtype, arithmetic
    )
    monkeypatch.setattr(judging, "hull_coefficients", exact)
    target = f"{HERE / 'healthy.py'}:coefficients_of_the_dtype"
    assert "OUTSIDE" == verify(target, dtype="float32", steps=5, size=2).grade


def test_the_bound_of_v_does_not_grow_for_ever():
    """v forgets, and the bound of its error with it: 2000 steps are no worse than 1000, in any order."""
    hyper = {"eta": 0.01, "beta": 0.9, "eps": 1e-8}
    g = Rounded.of(np.full((2000, 1), 1.1), FORMATS["float32"])
    theta = Rounded.of(np.zeros((2000, 1)), FORMATS["float32"])
    start = State(v=Rounded.of(np.zeros(1), FORMATS["float32"]))
    with np.errstate(all="ignore"):
        coefficients = hull_coefficients([hyper], "float32")
        error = stretch(WRITTEN["rmsprop"], start, State(theta=theta), g, coefficients).v.error
    assert error[1999, 0] < 1.01 * error[999, 0] < 3e-6


def test_a_nan_ball_is_never_within():
    """No result, whatever it is, is within a ball that is nan or without bound, or within a nan bound."""
    undefined = Ball(1) / Ball(0)
    for got in (0.0, 1.0, nan, inf):
        for expected, bound in ((undefined, 1.0), (undefined, inf), (Ball(1), inf), (Ball(1), nan)):
            ratio = compare(got, expected, bound)[1]
            assert not ratio <= 1
            assert not ratio > 1
    assert "OPEN" == graded(np.array([nan, nan]))


def test_a_nan_ball_is_never_within_in_a_whole_run(monkeypatch):
    """If every ball of a run is nan, the run is OPEN and the exit code is 3."""
    undecided = lambda hypers, dtype, _: SimpleNamespace(  # noqa: E731
        **{
            name: Rounded.of(np.full(len(hypers), nan), FORMATS[dtype])
            for name in ("eta", "beta", "eps", "rest", "base")
        }
    )
    monkeypatch.setattr(judging, "hull_coefficients", undecided)
    report = verify(f"{HERE / 'healthy.py'}:plain", dtype="float64", steps=3, size=2)
    assert ("OPEN", 3, None, ()) == (report.grade, report.exit_code, report.nearest_rule, report.consistent)


def test_a_nan_result_inside_a_bound_is_outside():
    """Where a finite result is due, nan and infinity are wrong, however wide the bound."""
    assert [inf, inf] == [compare(got, Ball(1), 1e300)[1] for got in (nan, -inf)]


def test_an_overlap_of_ball_and_bound_decides_nothing():
    """An error that is a ball around the bound is neither within nor outside."""
    with precision(200):
        assert isnan(compare(1.0, Ball.between("1.9", "2.1"), 1.0)[1])
        assert [True, True] == [compare(1.0, Ball.between("1.9", "2.1"), b)[1] <= 1 for b in (1.2, 1.3)]
        assert compare(1.0, Ball.between("1.9", "2.1"), 0.8)[1] > 1


def test_a_bound_of_zero_lets_only_the_exact_value_pass():
    """Where nothing is rounded there is no tolerance."""
    assert (0.0, 0.0) == compare(1.0, Ball(1), 0.0)
    assert inf == compare(1.0 + 2**-52, Ball(1), 0.0)[1]


def test_the_first_step_outside_is_the_earliest_of_any_letter():
    """With several numbers outside, the place reported is in the first wrong step and there the worst."""
    data = families("float32", 4, 2)
    report = verify(f"{HERE / 'spoiled.py'}:stale_v", dtype="float32", steps=4, size=2)
    worst = max(f.worst_ratio for f in report.families if f.first_step_outside == report.first_step_outside)
    assert (1, "theta") == (report.first_outside.step, report.first_outside.letter)
    assert worst >= report.first_outside.ratio > 1
    assert None is earliest(compared([], len(data)), data)


def test_the_published_list_is_the_list_that_is_used():
    """The page on bounds has a row for each order and each way of storing coefficients, and no other."""
    page = (HERE.parents[1] / "docs" / "explanation" / "bounds.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `?([^`|]+?)`? \| ([^|]+) \|$", page, flags=re.MULTILINE)
    orders = {(order.written, order.as_in) for stages in WRITTEN.values() for stage in stages for order in stage.orders}
    models = {(model.name, model.as_in) for model in COEFFICIENTS}
    assert orders | models == set(rows) - {("order", "as in"), ("stored", "as in")}
