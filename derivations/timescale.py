"""How long the memory is, in one number of steps: the time constant, the half-life, the span."""

from fractions import Fraction

from rmsprop_sym.alphabet import beta, n, x, y
from rmsprop_sym.alphabet import logarithm as log
from rmsprop_sym.board import _, concludes, eq, lt, ne, placed, proves

from ._facts import log_below_tangent, log_of_product
from .logarithm import log_apart_from_zero, log_of_inverse, log_of_one, log_of_power


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
def time_constant_above():
    """The time constant -1/log(beta) is longer than the mean age beta/(1 - beta)."""
    rate = -log(beta)
    excess = (1 / beta - 1 - rate) * (1 / rate) * (beta / (1 - beta))
    yield beta / (1 - beta)
    yield _ < beta / (1 - beta) + excess, concludes(lt(0, excess), some_decay, log_of_decay_above)
    yield _ == 1 / rate, some_decay
    yield _ == -1 / log(beta)


@proves(eq(log(2 * beta**n), log(2) + n * log(beta)))
def log_of_what_is_left():
    """Twice what is left of a weight after n steps."""
    yield log(2 * beta**n)
    yield _ == log(2) + log(beta**n), placed(log_of_product, {x: 2, y: beta**n})
    yield _ == log(2) + n * log(beta), log_of_power.at({x: beta})


@proves(eq(n, -log(2) / log(beta)), given=[eq(beta**n, Fraction(1, 2))])
def half_life_only_if(half):
    """If half the weight is left after n steps, then n = -log(2)/log(beta)."""
    yield n
    yield _ == (log(2) + n * log(beta)) / log(beta) - log(2) / log(beta), some_decay
    yield _ == log(2 * beta**n) / log(beta) - log(2) / log(beta), log_of_what_is_left
    yield _ == log(1) / log(beta) - log(2) / log(beta), half
    yield _ == -log(2) / log(beta), log_of_one


@proves(ne(n, -log(2) / log(beta)), given=[ne(beta**n, Fraction(1, 2))])
def half_life_if(not_half):
    """If it is not half the weight, then n is not -log(2)/log(beta)."""
    other = log_apart_from_zero.at({x: 2 * beta**n}, concludes(ne(2 * beta**n, 1), not_half))
    yield n
    yield _ == log(2 * beta**n) / log(beta) - log(2) / log(beta), log_of_what_is_left, some_decay
    yield _ != -log(2) / log(beta), concludes(ne(log(2 * beta**n) / log(beta), 0), other, some_decay)


@proves(eq(beta / (1 - beta), (n - 1) / 2), given=[eq(beta, 1 - 2 / (n + 1))])
def span(decay):
    """A span of n steps, beta = 1 - 2/(n + 1), has the mean age (n - 1)/2."""
    yield beta / (1 - beta)
    yield _ == (1 - 2 / (n + 1)) / (2 / (n + 1)), decay
    yield _ == (n + 1) / 2 - 1
    yield _ == (n - 1) / 2
