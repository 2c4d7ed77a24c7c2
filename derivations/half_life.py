"""After how many steps is half of a weight left?  After -log(2)/log(beta) of them, and after no other number."""

from fractions import Fraction

from rmsprop_sym.alphabet import beta, n, x, y
from rmsprop_sym.alphabet import logarithm as log
from rmsprop_sym.board import _, concludes, eq, lt, ne, placed, proves
from rmsprop_sym.kernel.term import term

from ._facts import log_of_product
from .logarithm import log_apart_from_zero, log_of_one, log_of_power
from .timescale import some_decay

half = Fraction(1, 2)


@proves(eq(log(2 * beta**n), log(2) + n * log(beta)))
def log_of_what_is_left():
    """Twice what is left of a weight after n steps."""
    yield log(2 * beta**n)
    yield _ == log(2) + log(beta**n), placed(log_of_product, {x: 2, y: beta**n})
    yield _ == log(2) + n * log(beta), log_of_power.at({x: beta})


@proves(eq(n, -log(2) / log(beta)), given=[eq(beta**n, half)])
def half_life_only_if(halved):
    """If half the weight is left after n steps, then n = -log(2)/log(beta)."""
    yield n
    yield _ == (log(2) + n * log(beta)) / log(beta) - log(2) / log(beta), some_decay
    yield _ == log(2 * beta**n) / log(beta) - log(2) / log(beta), log_of_what_is_left
    yield _ == log(1) / log(beta) - log(2) / log(beta), halved
    yield _ == -log(2) / log(beta), log_of_one


@proves(ne(n, -log(2) / log(beta)), given=[ne(beta**n, half)])
def half_life_if(not_half):
    """If it is not half the weight, then n is not -log(2)/log(beta)."""
    other = log_apart_from_zero.at({x: 2 * beta**n}, concludes(ne(2 * beta**n, 1), not_half))
    yield n
    yield _ == log(2 * beta**n) / log(beta) - log(2) / log(beta), log_of_what_is_left, some_decay
    yield _ != -log(2) / log(beta), concludes(ne(log(2 * beta**n) / log(beta), 0), other, some_decay)


half_life_of_nine_tenths_above = concludes(lt(half, term(0.9) ** 6))
half_life_of_nine_tenths_below = concludes(lt(term(0.9) ** 7, half))
