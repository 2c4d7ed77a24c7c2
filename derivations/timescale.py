"""How long the memory is, in one number of steps: the time constant, and the span."""

from rmsprop_sym.alphabet import beta, n, x
from rmsprop_sym.alphabet import logarithm as log
from rmsprop_sym.board import _, concludes, eq, lt, placed, proves

from ._facts import log_below_tangent
from .logarithm import log_of_inverse


@proves(lt(log(beta), beta - 1))
def log_of_decay_below():
    """The tangent at 1 lies above the logarithm."""
    yield log(beta)
    yield _ < beta - 1, placed(log_below_tangent, {x: beta})


@proves(lt(1, 1 / beta))
def inverse_of_decay():
    """What lies below 1 has an inverse above 1."""
    yield 1
    yield _ < 1 + (1 - beta) / beta
    yield _ == 1 / beta


@proves(lt(1 - 1 / beta, log(beta)))
def log_of_decay_above():
    """The same tangent, at 1/beta."""
    yield 1 - 1 / beta
    yield _ < -log(1 / beta), placed(log_below_tangent, {x: 1 / beta}, inverse_of_decay)
    yield _ == log(beta), log_of_inverse.at({x: beta})


@proves(lt(0, -log(beta)))
def some_decay():
    """The logarithm of a decay is negative."""
    yield 0
    yield _ < 1 - beta
    yield _ < -log(beta), log_of_decay_below


@proves(lt(-1 / log(beta), 1 / (1 - beta)))
def time_constant_below():
    """The time constant -1/log(beta) is shorter than 1/(1 - beta)."""
    rate = -log(beta)
    excess = (rate - (1 - beta)) * (1 / rate) * (1 / (1 - beta))
    yield -1 / log(beta)
    yield _ == 1 / rate
    yield _ < 1 / rate + excess, concludes(lt(0, excess), some_decay, log_of_decay_below)
    yield _ == 1 / (1 - beta), some_decay


@proves(lt(beta / (1 - beta), -1 / log(beta)))
def time_constant():
    """The time constant -1/log(beta) is longer than the mean age beta/(1 - beta)."""
    rate = -log(beta)
    excess = (1 / beta - 1 - rate) * (1 / rate) * (beta / (1 - beta))
    yield beta / (1 - beta)
    yield _ < beta / (1 - beta) + excess, concludes(lt(0, excess), some_decay, log_of_decay_above)
    yield _ == 1 / rate, some_decay
    yield _ == -1 / log(beta)


@proves(eq(beta / (1 - beta), (n - 1) / 2), given=[eq(beta, 1 - 2 / (n + 1))])
def span(decay):
    """A span of n steps, beta = 1 - 2/(n + 1), has the mean age (n - 1)/2."""
    yield beta / (1 - beta)
    yield _ == (1 - 2 / (n + 1)) / (2 / (n + 1)), decay
    yield _ == (n + 1) / 2 - 1
    yield _ == (n - 1) / 2
