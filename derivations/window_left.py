"""How much of a weight is left after the 1/(1 - beta) steps that the memory is said to last?  About 1/e of it."""

from rmsprop_sym.alphabet import beta, n, x
from rmsprop_sym.alphabet import logarithm as log
from rmsprop_sym.board import _, concludes, eq, lt, proves

from .logarithm import log_of_power
from .timescale import log_of_decay_above, log_of_decay_below

whole = eq(n * (1 - beta), 1)


@proves(lt(0, n), given=[whole])
def some_steps(window):
    """They are one step or more."""
    yield 0
    yield _ < 1 / (1 - beta)
    yield _ == n * (1 - beta) / (1 - beta), window
    yield _ == n


@proves(lt(log(beta**n), -1), given=[whole])
def window_left_below(window):
    """After n = 1/(1 - beta) steps less than 1/e of a weight is left: its logarithm is below -1."""
    short = n * (beta - 1 - log(beta))
    yield log(beta**n)
    yield _ == n * log(beta), log_of_power.at({x: beta})
    yield _ < n * log(beta) + short, concludes(lt(0, short), log_of_decay_below, some_steps.at({}, window))
    yield _ == -(n * (1 - beta))
    yield _ == -1, window


@proves(lt(-1 / beta, log(beta**n)), given=[whole])
def window_left_above(window):
    """And more than exp(-1/beta), so that 1/e is what is left in the end, as beta tends to 1."""
    short = n * (log(beta) - (1 - 1 / beta))
    yield -1 / beta
    yield _ == -(n * (1 - beta)) / beta, window
    yield _ == n * (1 - 1 / beta)
    yield _ < n * (1 - 1 / beta) + short, concludes(lt(0, short), log_of_decay_above, some_steps.at({}, window))
    yield _ == n * log(beta)
    yield _ == log(beta**n), log_of_power.at({x: beta})
