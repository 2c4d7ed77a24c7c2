"""Does a memory grow?  On a constant gradient it does, at each step by less; AdaGrad's always, so its rate falls."""

from rmsprop_sym.alphabet import G, beta, beta2, eps, eta, square_root, t, x, y
from rmsprop_sym.board import _, by_cases, by_squares, concludes, eq, instance_of, le, lt, ne, placed, proves
from rmsprop_sym.kernel.theorem import law
from rmsprop_sym.rules import adagrad, adam, rmsprop

from .adagrad import adagrad_never_decreases
from .constant import adam_mean_square_of_constant, same
from .never_negative import adagrad_never_negative
from .steady import constant_gradient


def positive_if(whole, sign, apart):
    """That what is not negative is positive, if it is not 0."""
    return placed(law("strict"), {x: 0, y: whole}, sign, concludes(ne(0, whole), apart))


def later(source, *facts):
    """What is known of a memory, one step later."""
    return source.at({t: t + 1}, *facts)


def grows(state, decay, known):
    """What is said of a memory of one square: by how much, that it does not fall, and that it rises."""
    fresh = (1 - decay) * decay**t * x**2

    @proves(eq(state(t + 1), state(t) + fresh), given=[same])
    def by_share(alike):
        """Each step adds the share 1 - decay of what is missing."""
        yield state(t + 1)
        yield _ == (1 - decay ** (t + 1)) * x**2, later(known, alike)
        yield _ == (1 - decay**t) * x**2 + fresh
        yield _ == state(t) + fresh, known.at({}, alike)

    @proves(le(state(t), state(t + 1)), given=[same])
    def not_less(alike):
        """A share of a square is not negative."""
        yield state(t)
        yield _ <= state(t) + fresh
        yield _ == state(t + 1), by_share, alike

    @proves(lt(state(t), state(t + 1)), given=[same, ne(x, 0)])
    def more(alike, some):
        """And positive, if there is a gradient."""
        yield state(t)
        yield _ < state(t) + fresh, some
        yield _ == state(t + 1), by_share, alike

    return by_share, not_less, more


growth, never_falls, rises = grows(rmsprop.v, beta, instance_of(constant_gradient, {G: x**2}))
adam_growth, adam_never_falls, adam_rises = grows(adam.v, beta2, adam_mean_square_of_constant)

roots = square_root(x) + square_root(y)


@proves(le(square_root(x), square_root(y)), given=[le(0, x), le(x, y), eq(roots, 0)])
def roots_alike(low, rise, none):
    """Where both roots are 0 neither is larger."""
    yield square_root(x)
    yield _ == -square_root(y), none
    yield _ <= square_root(y), concludes(le(0, y), low, rise)


@proves(le(square_root(x), square_root(y)), given=[le(0, x), le(x, y), ne(roots, 0)])
def roots_apart(low, rise, some):
    """Else squares decide."""
    high = concludes(le(0, y), low, rise)
    positive = positive_if(roots, concludes(le(0, roots), low, high), some)
    squares = concludes(le(square_root(x) ** 2, square_root(y) ** 2), low, high, rise)
    yield square_root(x)
    yield _ <= square_root(y), by_squares(le(square_root(x), square_root(y)), squares, positive)


root_never_falls = by_cases(eq(roots, 0), roots_alike, roots_apart)
old, new = square_root(adagrad.G(t)) + eps, square_root(adagrad.G(t + 1)) + eps


@proves(le(eta / new, eta / old), given=[ne(old, 0)])
def adagrad_rate_never_rises(defined):
    """AdaGrad's rate never rises, wherever it has a value."""
    sign = adagrad_never_negative
    rise = root_never_falls.at({x: adagrad.G(t), y: adagrad.G(t + 1)}, sign, adagrad_never_decreases)
    before = positive_if(old, concludes(le(0, old), sign), defined)
    after = concludes(lt(0, new), before, rise)
    yield eta / new
    yield _ <= eta / new + eta / old / new * (new - old), rise, before, after
    yield _ == eta / old, before, after
