"""Is AdaGrad an RMSProp?  Yes, one with the decay 1 - 1/t, the rate eta/sqrt(t) and an eps that falls as well."""

from rmsprop_sym.alphabet import eps, eta, g, square_root, t, x
from rmsprop_sym.board import _, by_squares, concludes, eq, le, lt, proves, root_is
from rmsprop_sym.kernel.term import ONE, term
from rmsprop_sym.rules import adagrad, adagrad_eps_inside

from .memories import memory_of_adagrad
from .never_negative import adagrad_never_negative

accumulated, theta, inside = adagrad.G, adagrad.theta, adagrad_eps_inside.theta


def mean(n):
    """The mean of the first n squares."""
    return accumulated(n) / n


def rate(n):
    """The rate that falls."""
    return eta / square_root(n)


@proves(eq(mean(ONE), (1 - ONE / 1) * x + ONE / 1 * g(1) ** 2))
def adagrad_mean_at_first():
    """The mean of one square is RMSProp's v(1) at the decay 1 - 1/1, wherever it starts."""
    yield mean(ONE)
    yield _ == accumulated(0) + g(1) ** 2, accumulated.at(1)
    yield _ == (1 - ONE / 1) * x + ONE / 1 * g(1) ** 2, accumulated.start


@proves(eq(mean(t + 2), (1 - 1 / (t + 2)) * mean(t + 1) + 1 / (t + 2) * g(t + 2) ** 2))
def adagrad_mean_after_one_more():
    """And from then on it follows RMSProp's recurrence at the decay 1 - 1/t."""
    older, newer = 1 / (t + 1), 1 / (t + 2)
    yield mean(t + 2)
    yield _ == (accumulated(t + 1) + g(t + 2) ** 2) * newer, accumulated.at(t + 2)
    yield _ == accumulated(t + 1) * ((t + 1) * older) * newer + newer * g(t + 2) ** 2
    yield _ == (1 - newer) * mean(t + 1) + newer * g(t + 2) ** 2


@proves(eq((1 / square_root(t + 1)) ** 2, 1 / (t + 1)))
def root_of_steps():
    """The square of the reciprocal of a root is the reciprocal."""
    yield (1 / square_root(t + 1)) ** 2
    yield _ == (t + 1) * (1 / square_root(t + 1)) ** 2 * (1 / (t + 1))
    yield _ == 1 / (t + 1)


@proves(
    eq(
        theta(t + 1) - theta(t),
        -rate(t + 1) * g(t + 1) / (square_root(mean(t + 1)) + eps / square_root(t + 1)),
    )
)
def adagrad_as_ema():
    """So AdaGrad's step is RMSProp's at that decay, with eta/sqrt(t) and eps/sqrt(t) in place of eta and eps."""
    steps, root = square_root(t + 1), square_root(accumulated(t + 1))
    shared, some = root / steps + eps / steps, adagrad_never_negative.at({t: t + 1})
    yield theta(t + 1) - theta(t)
    yield _ == -eta * g(t + 1) / (root + eps), theta.at(t + 1)
    yield _ == -eta * g(t + 1) / (steps * shared), concludes(eq(root + eps, steps * shared))
    yield _ == -rate(t + 1) * g(t + 1) / shared
    divisor = square_root(mean(t + 1)) + eps / steps
    yield _ == -rate(t + 1) * g(t + 1) / divisor, root_is(mean(t + 1), root / steps, some, root_of_steps)


@proves(
    eq(
        inside(t + 1) - inside(t),
        -rate(t + 1) * g(t + 1) / square_root(mean(t + 1) + eps / (t + 1)),
    )
)
def adagrad_as_ema_eps_inside():
    """And with eps inside the root it is eps/t that stands for eps."""
    steps, under = square_root(t + 1), accumulated(t + 1) + eps
    shared, less = square_root(under) / steps, mean(t + 1) + eps / (t + 1)
    some = concludes(le(0, under), adagrad_never_negative.at({t: t + 1}))
    yield inside(t + 1) - inside(t)
    yield _ == -eta * g(t + 1) / square_root(adagrad_eps_inside.G(t + 1) + eps), inside.at(t + 1)
    yield _ == -eta * g(t + 1) / square_root(under), memory_of_adagrad.at({t: t + 1})
    yield _ == -eta * g(t + 1) / (steps * shared), concludes(eq(square_root(under), steps * shared))
    yield _ == -rate(t + 1) * g(t + 1) / shared
    yield _ == -rate(t + 1) * g(t + 1) / square_root(less), root_is(less, shared, some, root_of_steps)


two = term(2)


@proves(
    lt(theta(2) - theta(1), -rate(two) * g(2) / (square_root(mean(two)) + eps)),
    given=[eq(g(1), 1), eq(g(2), 1), eq(eps, 1)],
)
def adagrad_as_ema_needs_less_eps(first, second, same_eps):
    """With the same eps it is not, from the second step on: after two gradients of 1, eps being 1, AdaGrad is ahead."""
    root = square_root(2)
    added = concludes(eq(accumulated(2), 2), accumulated.at(2), accumulated.at(1), accumulated.start, first, second)
    above = by_squares(lt(ONE, root))
    ahead = eta * (1 / (root + 1)) * (1 / (2 * root)) * (root - 1)
    yield theta(2) - theta(1)
    yield _ == -eta * g(2) / (square_root(accumulated(2)) + eps), theta.at(2)
    yield _ == -eta / (root + 1), added, second, same_eps
    yield _ < -eta / (root + 1) + ahead, concludes(lt(0, root - 1), above)
    yield _ == -eta * (1 / (root + 1)) * (root / root) + ahead
    yield _ == -eta / (2 * root)
    yield _ == -rate(two) / (1 + 1)
    yield _ == -rate(two) * g(2) / (square_root(mean(two)) + eps), added, second, same_eps, root_is(ONE, ONE)
