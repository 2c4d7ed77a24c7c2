"""How far back the mean looks: the weight of what is n steps old or more."""

from rmsprop_sym.alphabet import beta, j, k, n, t, total
from rmsprop_sym.board import _, by_induction, concludes, eq, in_the_limit, le, proves, tends

from .ema import start_forgotten


def weights(first, last):
    """The weights of the squares that are first, ..., last steps old."""
    return total((1 - beta) * beta**k, k, first, last)


def tail(j):
    return eq(weights(n, n + j - 1), beta**n - beta ** (n + j))


@proves(tail(0))
def tail_base():
    """No ages, no weight."""
    yield weights(n, n + 0 - 1)
    yield _ == beta**n - beta ** (n + 0)


@proves(tail(j + 1), given=[tail(j)])
def tail_step(ih):
    """One more age adds its weight."""
    yield weights(n, n + (j + 1) - 1)
    yield _ == weights(n, n + j - 1) + (1 - beta) * beta ** (n + j)
    yield _ == beta**n - beta ** (n + j) + (1 - beta) * beta ** (n + j), ih
    yield _ == beta**n - beta ** (n + (j + 1))


tail_of_any_length = by_induction(j, tail, tail_base, tail_step)


@proves(eq(weights(n, t - 1), beta**n - beta**t), given=[le(n, t)])
def window_tail(past):
    """The squares that are n steps old or more weigh beta**n - beta**t."""
    yield weights(n, t - 1)
    yield _ == beta**n - beta**t, tail_of_any_length.at({j: t - n}, past), past


tail_as_product = concludes(eq(weights(n, n + j - 1), beta**n * (1 - beta**j)), tail_of_any_length)
window_tail_limit = in_the_limit(tends(weights(n, n + j - 1), beta**n, along=j), tail_as_product, start_forgotten)
