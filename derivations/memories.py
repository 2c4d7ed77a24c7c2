"""Which dialects remember alike?  All that start alike, whatever they do with what they remember."""

from rmsprop_sym.alphabet import beta, g, t
from rmsprop_sym.board import _, by_induction, eq, proves
from rmsprop_sym.rules import (
    adagrad,
    adagrad_eps_inside,
    rmsprop,
    rmsprop_bias_corrected,
    rmsprop_centred,
    rmsprop_centred_eps_inside,
    rmsprop_eps_inside,
    rmsprop_eps_outside_ones,
    rmsprop_max_eps,
    rmsprop_momentum,
    rmsprop_momentum_rate_inside,
    rmsprop_no_eps,
    rmsprop_tf1,
)


def alike(one, other):
    """The mean squares of two rules: what is said of them, its base and its step."""

    def same_mean_square(n):
        return eq(one.v(n), other.v(n))

    @proves(same_mean_square(0))
    def same_start():
        """Both start from the same number."""
        yield one.v(0)
        yield _ == other.v(0), one.v.start, other.v.start

    @proves(same_mean_square(t + 1), given=[same_mean_square(t)])
    def same_share(ih):
        """Both take the same share of the fresh square."""
        yield one.v(t + 1)
        yield _ == beta * one.v(t) + (1 - beta) * g(t + 1) ** 2, one.v.at(t + 1)
        yield _ == beta * other.v(t) + (1 - beta) * g(t + 1) ** 2, ih
        yield _ == other.v(t + 1), other.v.at(t + 1)

    return same_mean_square, same_start, same_share


memory_eps_inside = by_induction(t, *alike(rmsprop_eps_inside, rmsprop))
memory_of_the_slide = by_induction(t, *alike(rmsprop_no_eps, rmsprop))
memory_max_eps = by_induction(t, *alike(rmsprop_max_eps, rmsprop))
memory_uncorrected = by_induction(t, *alike(rmsprop_bias_corrected, rmsprop))
memory_under_momentum = by_induction(t, *alike(rmsprop_momentum, rmsprop))
memory_under_momentum_rate_inside = by_induction(t, *alike(rmsprop_momentum_rate_inside, rmsprop))
memory_by_lerp = by_induction(t, *alike(rmsprop_tf1, rmsprop_eps_outside_ones))
memory_about_the_mean = by_induction(t, *alike(rmsprop_centred_eps_inside, rmsprop_centred))


def same_centre(n):
    return eq(rmsprop_centred_eps_inside.m(n), rmsprop_centred.m(n))


@proves(same_centre(0))
def centre_base():
    """Both start from 0."""
    yield rmsprop_centred_eps_inside.m(0)
    yield _ == rmsprop_centred.m(0), rmsprop_centred_eps_inside.m.start, rmsprop_centred.m.start


@proves(same_centre(t + 1), given=[same_centre(t)])
def centre_step(ih):
    """One takes the mean, the other goes its share of the way: that is the same."""
    taken, gone = rmsprop_centred_eps_inside.m, rmsprop_centred.m
    yield taken(t + 1)
    yield _ == beta * taken(t) + (1 - beta) * g(t + 1), taken.at(t + 1)
    yield _ == gone(t) + (1 - beta) * (g(t + 1) - gone(t)), ih
    yield _ == gone(t + 1), gone.at(t + 1)


centre_by_lerp = by_induction(t, same_centre, centre_base, centre_step)


def same_sum(n):
    return eq(adagrad_eps_inside.G(n), adagrad.G(n))


@proves(same_sum(0))
def same_sum_base():
    """Both sums start from nothing."""
    yield adagrad_eps_inside.G(0)
    yield _ == adagrad.G(0), adagrad_eps_inside.G.start, adagrad.G.start


@proves(same_sum(t + 1), given=[same_sum(t)])
def same_sum_step(ih):
    """And take the same squares."""
    yield adagrad_eps_inside.G(t + 1)
    yield _ == adagrad_eps_inside.G(t) + g(t + 1) ** 2, adagrad_eps_inside.G.at(t + 1)
    yield _ == adagrad.G(t) + g(t + 1) ** 2, ih
    yield _ == adagrad.G(t + 1), adagrad.G.at(t + 1)


memory_of_adagrad = by_induction(t, same_sum, same_sum_base, same_sum_step)
