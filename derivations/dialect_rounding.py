"""What do roundings come to in the other memories, and in the weights?  What bounds the mean square bounds them too.

W is what is computed in the place of a mean square.  What bounds the directions of a momentum, or the steps of the
weights, is the B of `memory_rounding` and of `sum_rounding`, which say how far off a momentum and the weights are.
"""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t, x
from rmsprop_sym.board import _, by_induction, concludes, eq, le, proves, size_is
from rmsprop_sym.kernel.theorem import congruence
from rmsprop_sym.rules import (
    adam,
    rmsprop,
    rmsprop_bias_corrected,
    rmsprop_centred,
    rmsprop_eps_inside,
    rmsprop_momentum,
)

from .adam_as_rmsprop import memory_of_adam, one_memory
from .bounds import step_bound
from .ema_rounding import bound, ema_rounding, law, squares, stable, start
from .filling import decay_below_one, filled
from .memories import alike, memory_eps_inside, memory_uncorrected, memory_under_momentum
from .memory_rounding import W
from .rounded_mean import close, small, tiny
from .roundings import product_of

model = [start, law, small, tiny, close, squares, stable]


def direction(rule):
    """The gradient over the divisor."""
    return g(t + 1) / (square_root(rule.v(t + 1)) + eps)


def square_rounded(v, same, *given):
    """The theorem that the rule's mean square is bounded as that of RMSProp, whose it is."""

    @proves(le(abs(W(t) - v(t)), bound), given=[*model, *given])
    def board(*facts):
        """It is the mean square of RMSProp, so what is off is off from that."""
        equal = same(facts[len(model) :])
        apart = concludes(eq(W(t) - v(t), W(t) - rmsprop.v(t)), *equal)
        yield abs(W(t) - v(t))
        yield _ == abs(W(t) - rmsprop.v(t)), congruence(apart.theorem, x, abs(x))
        yield _ <= bound, ema_rounding.at({}, *facts[: len(model)])

    return board


memory_centred = by_induction(t, *alike(rmsprop_centred, rmsprop))
eps_inside_square_rounding = square_rounded(rmsprop_eps_inside.v, lambda _: [memory_eps_inside])
centred_square_rounding = square_rounded(rmsprop_centred.v, lambda _: [memory_centred])
momentum_square_rounding = square_rounded(rmsprop_momentum.v, lambda _: [memory_under_momentum])
uncorrected_square_rounding = square_rounded(rmsprop_bias_corrected.v, lambda _: [memory_uncorrected])
adam_square_rounding = square_rounded(
    adam.v, lambda given: [memory_of_adam.at({}, *given), memory_uncorrected], one_memory
)

share = 1 / filled(t + 1)


@proves(
    le(abs(W(t + 1) * share - rmsprop_bias_corrected.v(t + 1) * share), bound * share),
    given=model,
)
def corrected_square_rounding(*known):
    """Over the sum of the weights it is off by as much more as the weights lack."""
    v, positive = rmsprop_bias_corrected.v(t + 1), concludes(le(0, share), decay_below_one)
    off = W(t + 1) - v, bound, uncorrected_square_rounding.at({t: t + 1}, *known)
    weight = share, share, concludes(le(abs(share), share), size_is(share, share, positive))
    number, size, why = product_of(off, weight)
    yield abs(W(t + 1) * share - v * share)
    yield _ == abs(number)
    yield _ <= size, why
    yield _ == bound * share


largest = 1 / square_root(1 - beta)
step = -eta * direction(rmsprop)


step_sized = size_is(step, eta * abs(direction(rmsprop)))


@proves(le(abs(direction(rmsprop)), largest))
def direction_bounded():
    """A gradient over the divisor is a step at the rate 1."""
    size = abs(rmsprop.theta(t + 1) - rmsprop.theta(t))
    yield abs(direction(rmsprop))
    yield _ == abs(step) / eta, step_sized
    yield _ == size / eta, rmsprop.theta.at(t + 1)
    yield _ <= size / eta + (eta * largest - size) / eta, step_bound
    yield _ == largest


@proves(le(abs(direction(rmsprop_momentum)), largest))
def momentum_direction_bounded():
    """Whatever is done with it afterwards."""
    same = concludes(eq(rmsprop_momentum.v(t + 1), rmsprop.v(t + 1)), memory_under_momentum.at({t: t + 1}))
    yield abs(direction(rmsprop_momentum))
    yield _ == abs(direction(rmsprop)), same
    yield _ <= largest, direction_bounded


@proves(le(abs(step), eta * largest))
def steps_bounded():
    """No step is larger than the rate allows."""
    yield abs(step)
    yield _ == eta * abs(direction(rmsprop)), step_sized
    yield _ <= eta * abs(direction(rmsprop)) + eta * (largest - abs(direction(rmsprop))), direction_bounded
    yield _ == eta * largest
