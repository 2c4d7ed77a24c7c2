"""Which share of all its weight the mean gives to what is n steps old or more: beta**n in the long run."""

from rmsprop_sym.alphabet import beta, beta1, j, n, t
from rmsprop_sym.board import _, eq, in_the_limit, instance_of, le, proves, tends

from .ema import start_forgotten
from .memory import tail_as_product, weights, window_tail


@proves(eq(weights(n, t) / weights(0, t), (beta**n - beta ** (t + 1)) / (1 - beta ** (t + 1))), given=[le(n, t + 1)])
def window_share(past):
    """Their share of all the weight that there is."""
    yield weights(n, t) / weights(0, t)
    yield _ == (beta**n - beta ** (t + 1)) / weights(0, t), window_tail.at({t: t + 1}, past)
    yield _ == (beta**n - beta ** (t + 1)) / (1 - beta ** (t + 1)), window_tail.at({n: 0, t: t + 1})


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

stale_share = instance_of(window_share, {beta: beta1})
stale_share_limit = instance_of(window_share_limit, {beta: beta1})
