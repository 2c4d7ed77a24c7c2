"""How large can Adam's mean be beside its mean square?  Its square is a geometric sum of beta1**2/beta2 at most."""

from rmsprop_sym.alphabet import beta, beta1, beta2, c, g, h, t, x, y, z
from rmsprop_sym.board import _, by_induction, concludes, eq, le, lt, proves
from rmsprop_sym.rules import adam

from .filling import decay_below_one

m, v = adam.m, adam.v
ratio, slower = eq(x, beta1**2 / beta2), lt(x, 1)
fresh = (1 - beta1) ** 2 / (1 - beta2)


def newer(mean, gradient):
    """Adam's mean after one more gradient."""
    return beta1 * mean + (1 - beta1) * gradient


@proves(
    le(newer(z, h) ** 2, (fresh + x * y) * (beta2 * c + (1 - beta2) * h**2)),
    given=[ratio, lt(0, y), le(z**2, y * c)],
)
def adam_mean_after_one_more(quotient, positive, bounded):
    """If z**2 <= y*c, then one more gradient h leaves such a bound: what is missing is a square, and what was left."""
    product = concludes(eq(beta1**2, x * beta2), quotient)
    lag, pull = beta1 * (1 - beta2) / (beta2 * (1 - beta1)), beta2 * fresh / y
    mixed = concludes(eq(beta2 * fresh * lag, beta1 * (1 - beta1)))
    pure = concludes(eq(beta2 * fresh * lag * lag, x * (1 - beta2)), mixed, quotient)
    missing, left = pull * (z - lag * y * h) ** 2, (beta1**2 + pull) * (y * c - z**2)
    whole = beta2 * fresh * (y / y)
    yield newer(z, h) ** 2
    yield _ <= newer(z, h) ** 2 + (missing + left), positive, concludes(le(0, y * c - z**2), bounded)
    apart = pull * z**2 - 2 * lag * whole * z * h + lag * lag * whole * y * h**2
    yield _ == newer(z, h) ** 2 + (apart + left)
    square = pull * z**2 - 2 * beta1 * (1 - beta1) * z * h + x * (1 - beta2) * y * h**2
    yield _ == newer(z, h) ** 2 + (square + left), mixed, pure, positive
    yield _ == (1 - beta1) ** 2 * h**2 + x * (1 - beta2) * y * h**2 + beta2 * fresh * c + beta1**2 * y * c, positive
    yield _ == (fresh + x * y) * (beta2 * c + (1 - beta2) * h**2), product


def share(n):
    """What the square of the mean is at most, in units of the mean square, after n steps."""
    return fresh * (1 - x**n) / (1 - x)


@proves(lt(0, share(t + 1)), given=[ratio, slower])
def some_share(quotient, below):
    """It is positive from the first step on."""
    some = concludes(lt(0, x), quotient)
    yield 0
    yield _ < share(t + 1), decay_below_one.at({beta: x}, some, below), below


def bounded(n):
    return le(m(n + 1) ** 2, share(n + 1) * v(n + 1))


@proves(bounded(0), given=[slower])
def bounded_base(below):
    """At the first step they are equal."""
    yield m(1) ** 2
    yield _ == (beta1 * m(0) + (1 - beta1) * g(1)) ** 2, m.at(1)
    yield _ == (1 - beta1) ** 2 * g(1) ** 2, m.start
    yield _ == fresh * ((1 - beta2) * g(1) ** 2)
    yield _ == fresh * (beta2 * v(0) + (1 - beta2) * g(1) ** 2), v.start
    yield _ == share(1) * v(1), below, v.at(1)


@proves(bounded(t + 1), given=[bounded(t), ratio, slower])
def bounded_step(ih, quotient, below):
    """And after one more gradient, by what is added to the share."""
    positive, added = some_share.at({}, quotient, below), concludes(eq(fresh + x * share(t + 1), share(t + 2)), below)
    place = {z: m(t + 1), h: g(t + 2), y: share(t + 1), c: v(t + 1)}
    yield m(t + 2) ** 2
    yield _ == newer(m(t + 1), g(t + 2)) ** 2, m.at(t + 2)
    bound = (fresh + x * share(t + 1)) * (beta2 * v(t + 1) + (1 - beta2) * g(t + 2) ** 2)
    yield _ <= bound, adam_mean_after_one_more.at(place, quotient, positive, ih)
    yield _ == share(t + 2) * (beta2 * v(t + 1) + (1 - beta2) * g(t + 2) ** 2), added
    yield _ == share(t + 2) * v(t + 2), v.at(t + 2)


adam_mean_bound = by_induction(t, bounded, bounded_base, bounded_step)
