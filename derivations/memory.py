"""How far back the mean looks: the weight of what is n steps old or more, and its share."""

from rmsprop_sym.alphabet import beta, j, k, n, t, total
from rmsprop_sym.board import _, by_induction, concludes, eq, in_the_limit, le, lt, proves, tends

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


some_weight = concludes(lt(0, (1 - beta) * beta**k))


def fading(n):
    return lt(beta ** (n + 1), 1)


@proves(fading(0))
def fading_base():
    """beta is below 1."""
    yield beta ** (0 + 1)
    yield _ < 1


@proves(fading(t + 1), given=[fading(t)])
def fading_step(ih):
    """Each factor beta makes it smaller."""
    yield beta ** (t + 1 + 1)
    yield _ < beta ** (t + 1), some_weight.at({k: t + 1})
    yield _ < 1, ih


power_below_one = by_induction(t, fading, fading_base, fading_step)


@proves(eq(weights(n, t) / weights(0, t), (beta**n - beta ** (t + 1)) / (1 - beta ** (t + 1))), given=[le(n, t + 1)])
def window_share(past):
    """Their share of all the weight that there is."""
    yield weights(n, t) / weights(0, t)
    yield _ == (beta**n - beta ** (t + 1)) / weights(0, t), window_tail.at({t: t + 1}, past)
    yield _ == (beta**n - beta ** (t + 1)) / (1 - beta ** (t + 1)), window_tail.at({n: 0, t: t + 1})


tail_as_product = concludes(eq(weights(n, n + j - 1), beta**n * (1 - beta**j)), tail_of_any_length)
window_tail_limit = in_the_limit(tends(weights(n, n + j - 1), beta**n, along=j), tail_as_product, start_forgotten)


@proves(eq(weights(n, n + j) / weights(0, n + j), beta**n * (1 - beta * beta**j) / (1 - beta**n * beta * beta**j)))
def window_share_of_any_length():
    """The same, j + 1 ages beyond the window."""
    yield weights(n, n + j) / weights(0, n + j)
    yield _ == beta**n * (1 - beta ** (j + 1)) / weights(0, n + j), tail_as_product.at({j: j + 1})
    yield _ == beta**n * (1 - beta ** (j + 1)) / (1 - beta ** (n + j + 1)), tail_as_product.at({n: 0, j: n + j + 1})
    yield _ == beta**n * (1 - beta * beta**j) / (1 - beta**n * beta * beta**j)


window_share_limit = in_the_limit(
    tends(weights(n, n + j) / weights(0, n + j), beta**n, along=j), window_share_of_any_length, start_forgotten
)
