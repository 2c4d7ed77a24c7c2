"""How does the memory fill?  After t steps from nothing its weights sum to 1 - beta**t."""

from rmsprop_sym.alphabet import beta, square_root, t
from rmsprop_sym.board import (
    _,
    by_induction,
    concludes,
    eq,
    in_the_limit,
    lt,
    proves,
    root_in_the_limit,
    tends,
    under_roots,
)

from .ema import start_forgotten


def filled(n):
    """The share of the steady state that is reached after n steps: the sum of the weights."""
    return 1 - beta**n


def powers_below_one(n):
    return lt(beta ** (n + 1), 1)


@proves(powers_below_one(0))
def powers_base():
    """A decay is below 1."""
    yield beta ** (0 + 1)
    yield _ < 1


@proves(powers_below_one(t + 1), given=[powers_below_one(t)])
def powers_step(ih):
    """And a share of what is below 1 is below 1."""
    yield beta ** (t + 1 + 1)
    yield _ < beta ** (t + 1 + 1) + beta * (1 - beta ** (t + 1)), ih
    yield _ < 1


decay_below_one = by_induction(t, powers_below_one, powers_base, powers_step)


@proves(lt(filled(t + 1), filled(t + 2)))
def memory_fills():
    """Each step adds its weight."""
    yield filled(t + 1)
    yield _ < filled(t + 1) + (1 - beta) * beta ** (t + 1)
    yield _ == filled(t + 2)


@proves(lt(square_root(filled(t + 1)), square_root(filled(t + 2))))
def schedule_rises():
    """The rate that makes up for it, eta*sqrt(1 - beta**t), rises: a warm-up, not a decay."""
    some, more = decay_below_one, decay_below_one.at({t: t + 1})
    yield square_root(filled(t + 1))
    yield _ < square_root(filled(t + 2)), under_roots(memory_fills.claim, memory_fills, some, more)


power_vanishes = in_the_limit(
    tends(beta ** (t + 1), 0, along=t), concludes(eq(beta ** (t + 1), beta * beta**t)), start_forgotten
)
memory_full = in_the_limit(
    tends(filled(t + 1), 1, along=t), concludes(eq(filled(t + 1), 1 - beta ** (t + 1))), power_vanishes
)
root_of_memory_full = root_in_the_limit(tends(square_root(filled(t + 1)), 1, along=t), memory_full)
