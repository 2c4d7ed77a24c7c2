"""What the two running means make of each other: a variance that is never negative."""

from rmsprop_sym.alphabet import beta, g, t, x
from rmsprop_sym.board import _, by_induction, eq, in_the_limit, le, proves, tends
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import rmsprop_centred as centred

from .constant import mean_of_constant, same
from .ema import start_forgotten

m, v = centred.m, centred.v

variance = v(t) - m(t) ** 2


@proves(eq(v(t + 1) - m(t + 1) ** 2, beta * variance + beta * (1 - beta) * (m(t) - g(t + 1)) ** 2))
def centred_variance_step():
    """The variance keeps the share beta of itself, and takes from each gradient's distance to the mean."""
    fresh = (1 - beta) * g(t + 1)
    yield v(t + 1) - m(t + 1) ** 2
    yield _ == beta * v(t) + fresh * g(t + 1) - m(t + 1) ** 2, v.at(t + 1)
    yield _ == beta * v(t) + fresh * g(t + 1) - (beta * m(t) + fresh) ** 2, m.at(t + 1)
    yield _ == beta * variance + beta * (1 - beta) * (m(t) - g(t + 1)) ** 2


def not_negative(n):
    return le(0, v(n) - m(n) ** 2)


@proves(not_negative(0))
def not_negative_base():
    """Both start at 0."""
    yield 0
    yield _ == v(0) - m(0) ** 2, v.start, m.start


@proves(not_negative(t + 1), given=[not_negative(t)])
def not_negative_step(ih):
    """To what is not negative it adds a square."""
    yield 0
    yield _ <= beta * variance + beta * (1 - beta) * (m(t) - g(t + 1)) ** 2, ih
    yield _ == v(t + 1) - m(t + 1) ** 2, centred_variance_step


centred_variance = by_induction(t, not_negative, not_negative_base, not_negative_step)


def seeming(n):
    return eq(v(n) - m(n) ** 2, beta**n * (1 - beta**n) * x**2)


@proves(seeming(0))
def seeming_base():
    """Both start at 0."""
    yield v(0) - m(0) ** 2
    yield _ == beta**0 * (1 - beta**0) * x**2, v.start, m.start


@proves(seeming(t + 1), given=[seeming(t), same])
def seeming_step(ih, alike):
    """The mean has not come to x yet, and its distance counts as spread."""
    yield v(t + 1) - m(t + 1) ** 2
    yield _ == beta * variance + beta * (1 - beta) * (m(t) - g(t + 1)) ** 2, centred_variance_step
    spread = beta**t * (1 - beta**t) * x**2
    yield _ == beta * spread + beta * (1 - beta) * (m(t) - g(t + 1)) ** 2, ih
    yield (
        _ == beta * spread + beta * (1 - beta) * ((1 - beta**t) * x - x) ** 2,
        mean_of_constant,
        specialise(alike, t + 1),
    )
    yield _ == beta ** (t + 1) * (1 - beta ** (t + 1)) * x**2


variance_of_constant = by_induction(t, seeming, seeming_base, seeming_step)

variance_of_constant_vanishes = in_the_limit(tends(v(t) - m(t) ** 2, 0, along=t), variance_of_constant, start_forgotten)
