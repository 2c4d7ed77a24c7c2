"""What do the running means make of a gradient that stays x?  The share of x that all their weights add up to."""

from rmsprop_sym.alphabet import beta, beta1, beta2, eta, g, i, t, x
from rmsprop_sym.board import _, by_induction, eq, every, proves
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import adam, momentum, rmsprop_centred

from .dialects import step_of
from .filling import decay_below_one, filled

same = every(i, eq(g(i), x), 1)


def fills(state, decay, value):
    """A running mean: what is said of it when it sees one value only, its base and its step."""

    def share(n):
        return eq(state(n), (1 - decay**n) * value)

    @proves(share(0))
    def at_the_start():
        """It starts at 0."""
        yield state(0)
        yield _ == (1 - decay**0) * value, state.start

    @proves(share(t + 1), given=[share(t), same])
    def one_more_step(ih, alike):
        """Each step leaves the share decay of the distance."""
        yield state(t + 1)
        yield _ == state.at(t + 1).claim.right, state.at(t + 1)
        yield _ == decay * ((1 - decay**t) * value) + (1 - decay) * value, ih, specialise(alike, t + 1)
        yield _ == (1 - decay ** (t + 1)) * value

    return share, at_the_start, one_more_step


mean_of_constant = by_induction(t, *fills(rmsprop_centred.m, beta, x))
momentum_of_constant = by_induction(t, *fills(momentum.m, beta, x))
adam_mean_of_constant = by_induction(t, *fills(adam.m, beta1, x))
adam_mean_square_of_constant = by_induction(t, *fills(adam.v, beta2, x**2))


@proves(eq(step_of(momentum, t), -eta * x), given=[same])
def momentum_step_of_constant(alike):
    """So momentum, corrected, steps as gradient descent does."""
    yield step_of(momentum, t)
    yield _ == -eta * (momentum.m(t + 1) / filled(t + 1)), momentum.theta.at(t + 1)
    yield _ == -eta * (filled(t + 1) * x / filled(t + 1)), momentum_of_constant.at({t: t + 1}, alike)
    yield _ == -eta * x, decay_below_one
