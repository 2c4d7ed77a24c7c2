"""How many squares the mean is worth: (1 + beta)/(1 - beta), in the long run."""

from rmsprop_sym.alphabet import beta, k, n, t, total, x
from rmsprop_sym.board import _, by_induction, concludes, eq, in_the_limit, proves, tends
from rmsprop_sym.kernel.theorem import congruence

from .ema import start_forgotten
from .filling import decay_below_one
from .memory import weights, window_tail


def squared_weights(n):
    """The squares of the n newest weights."""
    return total(((1 - beta) * beta**k) ** 2, k, 0, n - 1)


def squared_weights_sum(n):
    return eq(squared_weights(n), (1 - beta) * (1 - beta ** (2 * n)) / (1 + beta))


@proves(squared_weights_sum(0))
def squared_weights_base():
    """No weights, no squares."""
    yield squared_weights(0)
    yield _ == (1 - beta) * (1 - beta ** (2 * 0)) / (1 + beta)


@proves(squared_weights_sum(t + 1), given=[squared_weights_sum(t)])
def squared_weights_step(ih):
    """One more weight, squared; (1 - beta)*(1 + beta) is 1 - beta**2."""
    yield squared_weights(t + 1)
    yield _ == squared_weights(t) + ((1 - beta) * beta**t) ** 2
    yield _ == (1 - beta) * (1 - beta ** (2 * t)) / (1 + beta) + (1 - beta) ** 2 * beta ** (2 * t), ih
    yield _ == (1 - beta) * (1 - beta ** (2 * (t + 1))) / (1 + beta)


sum_of_squared_weights = by_induction(t, squared_weights_sum, squared_weights_base, squared_weights_step)


@proves(
    eq(
        weights(0, t) ** 2 / squared_weights(t + 1),
        (1 - beta ** (t + 1)) * (1 + beta) / ((1 - beta) * (1 + beta ** (t + 1))),
    )
)
def effective_sample_size():
    """After t + 1 steps: as many equal weights have the same sum of squares."""
    left = beta ** (t + 1)
    factored = congruence(concludes(eq(1 - left**2, (1 - left) * (1 + left))).theorem, x, 1 / x)
    yield weights(0, t) ** 2 / squared_weights(t + 1)
    yield _ == (1 - left) ** 2 / squared_weights(t + 1), window_tail.at({n: 0, t: t + 1})
    yield _ == (1 - left) ** 2 / ((1 - beta) * (1 - left**2) / (1 + beta)), sum_of_squared_weights.at({t: t + 1})
    yield _ == (1 - left) ** 2 / ((1 - beta) * (1 - left) * (1 + left) / (1 + beta)), factored
    twice = concludes(eq(1 / (1 / (1 + beta)), 1 + beta))
    yield _ == (1 - left) ** 2 * (1 + beta) / ((1 - beta) * (1 - left) * (1 + left)), twice
    yield (
        _ == (1 - left) * (1 + beta) / ((1 - beta) * (1 + left)),
        concludes(eq((1 - left) / (1 - left), 1), decay_below_one),
    )


worth, left = effective_sample_size.claim.left, beta * beta**t

effective_sample_size_limit = in_the_limit(
    tends(worth, (1 + beta) / (1 - beta), along=t),
    concludes(eq(worth, (1 - left) * (1 + beta) / ((1 - beta) * (1 + left))), effective_sample_size),
    start_forgotten,
)
