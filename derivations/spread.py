"""How far the memory strays from what is to be expected of it, when the squares of the gradients are uncorrelated."""

from rmsprop_sym.alphabet import G, Sequence, beta, i, k, t, total, x, y
from rmsprop_sym.board import _, by_induction, concludes, eq, le, proves
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, Lambda
from rmsprop_sym.kernel.theorem import assume, congruence, generalise, reverse, specialise, sum_over

from .expectation import P, beside, expectation, on_average, square, v
from .sample import sum_of_squared_weights

X = Sequence("X")


def opened(n):
    """A sequence, from where it starts and from what each step adds to y times the member before."""
    return eq(X(n + 1), y**n * X(1) + total(y ** (n - i) * (X(i + 1) - y * X(i)), i, 1, n))


@proves(opened(0))
def opened_base():
    """It starts where it starts."""
    yield X(0 + 1)
    yield _ == y**0 * X(1) + total(y ** (0 - i) * (X(i + 1) - y * X(i)), i, 1, 0)


@proves(opened(t + 1), given=[opened(t)])
def opened_step(ih):
    """What was there fades by y, and the newest is added."""
    past = total(y ** (t - i) * (X(i + 1) - y * X(i)), i, 1, t)
    yield X(t + 2)
    yield _ == y * X(t + 1) + (X(t + 2) - y * X(t + 1))
    yield _ == y * (y**t * X(1) + past) + (X(t + 2) - y * X(t + 1)), ih
    yield _ == y ** (t + 1) * X(1) + total(y ** (t + 1 - i) * (X(i + 1) - y * X(i)), i, 1, t + 1)


opened_up = by_induction(t, opened, opened_base, opened_step)


def strays(n):
    """How far the memory is from what is to be expected of it, by `expected_bias`."""
    return v(n) - (1 - beta**n) * G


def fresh(n):
    """How far the square of the gradient is."""
    return square(n) - G


def spread(n):
    """The variance of the memory."""
    return expectation(strays(n) ** 2)


def alike(n):
    return eq(expectation(fresh(n) ** 2), x)


def uncorrelated(n):
    return eq(expectation(strays(n - 1) * fresh(n)), 0)


def so_far(statement):
    """What is said of i = 1, ..., t."""
    each = statement(i)
    return Claim(Lambda(i, each.left), "=", Lambda(i, each.right), (ONE, t))


@proves(
    eq(spread(t), beta**2 * spread(t - 1) + (1 - beta) ** 2 * x),
    given=[le(1, t), alike(t), uncorrelated(t)],
)
def spread_step(begun, same, apart):
    """Each step keeps the share beta**2 of the variance, and adds what the fresh square brings."""
    newer, steps = (beta * strays(t - 1) + (1 - beta) * fresh(t)) ** 2, (begun, concludes(le(2, 2 * t), begun))
    mixed, own = expectation(strays(t - 1) * fresh(t)), expectation(fresh(t) ** 2)
    each = concludes(eq(P(k) * strays(t) ** 2, P(k) * newer), v.at(t, begun), *steps)
    yield spread(t)
    yield _ == expectation(newer), on_average(each)
    yield (
        _ == beta**2 * spread(t - 1) + 2 * beta * (1 - beta) * mixed + (1 - beta) ** 2 * own,
        beside(v(t), fresh(t) ** 2),
        *steps,
    )
    yield _ == beta**2 * spread(t - 1) + (1 - beta) ** 2 * x, same, apart


@proves(
    eq(spread(t), x * (1 - beta) * (1 - beta ** (2 * t)) / (1 + beta)),
    given=[so_far(alike), so_far(uncorrelated)],
)
def ema_variance(same, apart):
    """Squares of the variance x leave the memory a share of it that tends to (1 - beta)/(1 + beta)."""
    begun, ends = assume(le(1, i)), assume(le(i, t))
    each = spread_step.at({t: i}, begun, specialise(same, i, begun, ends), specialise(apart, i, begun, ends))
    brought = concludes(eq(spread(i) - beta**2 * spread(i - 1), (1 - beta) ** 2 * x), each)
    fade = (beta**2) ** (t - i)
    faded = congruence(brought.theorem, y, fade * y)
    nothing = on_average(concludes(eq(P(k) * strays(0) ** 2, P(k) * 0), v.start))
    weights = total(((1 - beta) * beta ** (t - i)) ** 2, i, 1, t)
    gains = total(fade * (spread(i) - beta**2 * spread(i - 1)), i, 1, t)
    yield spread(t)
    yield _ == (beta**2) ** t * spread(0) + gains, opened_up.at({X: Lambda(i, spread(i - 1)), y: beta**2})
    yield _ == gains, nothing
    yield _ == total(fade * ((1 - beta) ** 2 * x), i, 1, t), sum_over(generalise(faded, i, ONE, t))
    yield _ == x * weights
    yield _ == x * total(((1 - beta) * beta**k) ** 2, k, 0, t - 1), reverse(weights)
    yield _ == x * (1 - beta) * (1 - beta ** (2 * t)) / (1 + beta), sum_of_squared_weights
