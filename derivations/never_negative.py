"""Which memories are never negative?  All that gather squares from 0, and those that start above it."""

from rmsprop_sym.alphabet import t
from rmsprop_sym.board import _, by_induction, le, proves
from rmsprop_sym.rules import adagrad, adam, rmsprop, rmsprop_eps_inside


def gathers(state):
    """A memory of squares: what is said of it, its base and its step."""

    def not_negative(n):
        return le(0, state(n))

    @proves(not_negative(0))
    def at_the_start():
        """It starts at 0."""
        yield 0
        yield _ == state(0), state.start

    @proves(not_negative(t + 1), given=[not_negative(t)])
    def one_more_step(ih):
        """A share of what is not negative, and a square."""
        newer = state.at(t + 1)
        yield 0
        yield _ <= newer.claim.right, ih
        yield _ == state(t + 1), newer

    return not_negative, at_the_start, one_more_step


v_never_negative = by_induction(t, *gathers(rmsprop.v))
v_never_negative_inside = by_induction(t, *gathers(rmsprop_eps_inside.v))
adagrad_never_negative = by_induction(t, *gathers(adagrad.G))
adam_v_never_negative = by_induction(t, *gathers(adam.v))

from_any_start = gathers(rmsprop.v)
not_negative, one_more_step = from_any_start[0], from_any_start[2]


@proves(not_negative(0), given=[not_negative(0)])
def starts_not_negative(start):
    """A start that is not negative."""
    yield 0
    yield _ <= rmsprop.v(0), start


stays_not_negative = by_induction(t, not_negative, starts_not_negative, one_more_step)
