"""How AdaGrad's rate falls: never up, like 1/sqrt(t) for a constant gradient, and not always to 0."""

from rmsprop_sym.alphabet import G, beta, eps, eta, g, i, square_root, t, x
from rmsprop_sym.board import (
    _,
    by_induction,
    concludes,
    eq,
    every,
    in_the_limit,
    le,
    lt,
    ne,
    proves,
    root_is,
    tends,
    under_roots,
)
from rmsprop_sym.kernel.term import ONE
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import adagrad, rmsprop

from ._facts import reciprocal_roots_vanish
from .adagrad import adagrad_never_decreases
from .filling import decay_below_one
from .never_negative import adagrad_never_negative
from .steady import constant_gradient

accumulated, theta, v = adagrad.G, adagrad.theta, rmsprop.v
same_size = every(i, eq(g(i) ** 2, x**2), 1)


@proves(le(eta / square_root(accumulated(t + 1)), eta / square_root(accumulated(t))), given=[lt(0, accumulated(t))])
def adagrad_rate_never_increases(some):
    """The sum does not fall, so its root does not, so the rate does not rise."""
    old, new = square_root(accumulated(t)), square_root(accumulated(t + 1))
    positive = concludes(lt(0, accumulated(t + 1)), some, adagrad_never_decreases)
    rise = under_roots(le(accumulated(t), accumulated(t + 1)), adagrad_never_decreases, some, positive)
    yield eta / new
    yield _ <= eta / new + eta / (old * new) * (new - old), rise, some, positive
    yield _ == eta / old, some, positive


@proves(
    le(eta / (square_root(accumulated(t + 1)) + eps), eta / (square_root(accumulated(t)) + eps)),
    given=[lt(0, eps), lt(0, accumulated(t + 1))],
)
def adagrad_rate_never_increases_with_eps(some_eps, some):
    """With eps neither, also from the first gradient on."""
    old, new = square_root(accumulated(t)) + eps, square_root(accumulated(t + 1)) + eps
    before = adagrad_never_negative
    rise = under_roots(le(accumulated(t), accumulated(t + 1)), adagrad_never_decreases, before, some)
    more = eta * (new - old) * (1 / new) * (1 / old)
    yield eta / new
    yield _ <= eta / new + more, concludes(le(0, more), rise, before, some, some_eps)
    yield _ == eta * (1 / new) * (new - old + old) * (1 / old), before, some_eps
    yield _ == eta / old, some, some_eps


def all_alike(n):
    return eq(accumulated(n), n * x**2)


@proves(all_alike(0))
def all_alike_base():
    """Nothing is summed."""
    yield accumulated(0)
    yield _ == 0 * x**2, adagrad.G.start


@proves(all_alike(t + 1), given=[all_alike(t), same_size])
def all_alike_step(ih, same):
    """One more of the same."""
    yield accumulated(t + 1)
    yield _ == accumulated(t) + g(t + 1) ** 2, adagrad.G.at(t + 1)
    yield _ == t * x**2 + x**2, ih, specialise(same, t + 1)
    yield _ == (t + 1) * x**2


adagrad_of_constant = by_induction(t, all_alike, all_alike_base, all_alike_step)


@proves(eq(eta / square_root(accumulated(t)), eta / abs(x) * (1 / square_root(t))), given=[same_size])
def adagrad_rate(same):
    """For gradients of one size AdaGrad's rate is eta/(abs(x)*sqrt(t)) after t steps."""
    yield eta / square_root(accumulated(t))
    yield _ == eta / square_root(t * x**2), adagrad_of_constant, same
    yield _ == eta / (abs(x) * square_root(t)), root_is(t * x**2, abs(x) * square_root(t))
    yield _ == eta / abs(x) * (1 / square_root(t))


adagrad_rate_limit = in_the_limit(
    tends(eta / square_root(accumulated(t)), 0, along=t), adagrad_rate, reciprocal_roots_vanish
)


@proves(
    eq(
        (eta / square_root(v(t + 1))) / (eta / square_root(accumulated(t + 1))),
        square_root((t + 1) / (1 - beta ** (t + 1))),
    ),
    given=[same_size, ne(x, 0)],
)
def rate_ratio(same, some_gradient):
    """RMSProp's rate is larger than AdaGrad's, more and more so, by sqrt(t/(1 - beta**t)) after t steps."""
    full = 1 - beta ** (t + 1)
    mean, added = square_root(full) * abs(x), square_root(t + 1) * abs(x)
    ratio = square_root(t + 1) / square_root(full)
    yield (eta / square_root(v(t + 1))) / (eta / square_root(accumulated(t + 1)))
    yield (
        _ == (eta / square_root(v(t + 1))) / (eta / square_root((t + 1) * x**2)),
        adagrad_of_constant.at({t: t + 1}, same),
    )
    yield _ == (eta / square_root(v(t + 1))) / (eta / added), root_is((t + 1) * x**2, added)
    yield _ == (eta / square_root(full * x**2)) / (eta / added), constant_gradient.at({t: t + 1, G: x**2}, same)
    yield _ == (eta / mean) / (eta / added), root_is(full * x**2, mean, decay_below_one)
    upright = concludes(eq(1 / (1 / square_root(t + 1)), square_root(t + 1)))
    yield _ == ratio, some_gradient, decay_below_one, upright
    yield _ == square_root((t + 1) / full), root_is((t + 1) / full, ratio, decay_below_one)


def single(n):
    return eq(accumulated(n + 1), 1)


@proves(single(0), given=[eq(g(1), 1)])
def single_base(one):
    """The one gradient that there is."""
    yield accumulated(0 + 1)
    yield _ == accumulated(0) + g(1) ** 2, adagrad.G.at(1)
    yield _ == 1, adagrad.G.start, one


@proves(single(t + 1), given=[single(t), every(i, eq(g(i), 0), 2)])
def single_step(ih, then_none):
    """Nothing is added."""
    yield accumulated(t + 1 + 1)
    yield _ == accumulated(t + 1) + g(t + 2) ** 2, adagrad.G.at(t + 2)
    yield _ == 1, ih, specialise(then_none, t + 2)


adagrad_of_single = by_induction(t, single, single_base, single_step)


@proves(eq(eta / square_root(accumulated(t + 1)), eta), given=[eq(g(1), 1), every(i, eq(g(i), 0), 2)])
def adagrad_rate_stays(one, then_none):
    """A single gradient of 1, and the rate stays eta for ever: it does not fall to 0 for every sequence."""
    yield eta / square_root(accumulated(t + 1))
    yield _ == eta / square_root(1), adagrad_of_single.at({}, one, then_none)
    yield _ == eta, root_is(ONE, ONE)
