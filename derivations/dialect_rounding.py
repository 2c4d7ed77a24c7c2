"""What do roundings come to in the other memories, and in the weights?  What bounds the mean square bounds them too.

W is what is computed in the place of a memory, from the same floats.  A momentum takes directions f, in whose place F
is computed; the weights take steps s, in whose place S is computed.
"""

from rmsprop_sym.alphabet import beta, eps, eta, g, mu, square_root, t, x
from rmsprop_sym.board import _, by_induction, concludes, eq, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ZERO, Lambda
from rmsprop_sym.kernel.theorem import congruence, generalise
from rmsprop_sym.rules import (
    adam,
    rmsprop,
    rmsprop_bias_corrected,
    rmsprop_centred,
    rmsprop_eps_inside,
    rmsprop_momentum,
)

from . import memory_rounding as kept
from . import sum_rounding as added
from .adam_as_rmsprop import memory_of_adam, one_memory
from .ema_rounding import bound, ema_rounding, law, squares, stable, start
from .filling import decay_below_one, filled
from .memories import alike, memory_eps_inside, memory_uncorrected, memory_under_momentum
from .memory_rounding import W, X, f
from .rounded_mean import close, small, tiny
from .roundings import product_of
from .sum_rounding import s

model = [start, law, small, tiny, close, squares, stable]


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
    apart = concludes(eq(W(t + 1) * share - v * share, number))
    yield abs(W(t + 1) * share - v * share)
    yield _ == abs(number), congruence(apart.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == bound * share


def at(place, *claims):
    """The claims, for the sequences of a rule."""
    return [claim.at({getattr(name, "head", name): what for name, what in place.items()}) for claim in claims]


b, theta = rmsprop_momentum.b, rmsprop.theta
direction = g(t + 1) / (square_root(rmsprop_momentum.v(t + 1)) + eps)
pushed = {beta: mu, X: Lambda(t, b(t)), f: Lambda(t, direction)}
(said,) = at(pushed, kept.within(t))


@proves(said, given=[start, *at(pushed, kept.computes, *kept.model), lt(0, mu), lt(mu, 1)])
def momentum_rounding(starts, *known):
    """A momentum is a memory that keeps mu of itself; its directions are computed so much off."""
    newer = generalise(b.at(t + 1), t, ZERO)
    yield said.left
    yield _ <= said.right, kept.memory_rounding.at(pushed, concludes(eq(W(0), b(0)), starts, b.start), newer, *known)


moved = {X: Lambda(t, theta(t)), s: Lambda(t, eta * g(t + 1) / (square_root(rmsprop.v(t + 1)) + eps))}
(drifted,) = at(moved, added.within(t))


@proves(
    drifted,
    given=at(moved, added.starts, added.computes, added.sums, added.close, added.memory, added.some_unit),
)
def weights_rounding(*known):
    """Weights are a sum of steps: after t of them they are off by a share that grows with t."""
    newer = generalise(theta.at(t + 1), t, ZERO)
    yield drifted.left
    yield _ <= drifted.right, added.sum_rounding.at(moved, newer, *known)
