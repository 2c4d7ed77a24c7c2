"""What is needed of the logarithm: 1, inverses, powers, and that only 1 has the logarithm 0."""

from rmsprop_sym.alphabet import logarithm as log
from rmsprop_sym.alphabet import n, x, y
from rmsprop_sym.board import _, by_cases, by_induction, concludes, eq, le, lt, ne, placed, proves
from rmsprop_sym.kernel.theorem import law

from ._facts import log_below_tangent, log_of_product


@proves(eq(log(1), 0))
def log_of_one():
    """1 is its own square, so its logarithm is its own double."""
    yield log(1)
    yield _ == (log(1) + log(1)) - log(1)
    yield _ == log(1) - log(1), placed(log_of_product, {x: 1, y: 1})
    yield _ == 0


@proves(eq(log(1 / x), -log(x)), given=[lt(0, x)])
def log_of_inverse(positive):
    """x times 1/x is 1, whose logarithm is 0."""
    yield log(1 / x)
    yield _ == log(x) + log(1 / x) - log(x)
    yield _ == log(x * (1 / x)) - log(x), placed(log_of_product, {y: 1 / x}, positive)
    yield _ == log(1) - log(x), concludes(eq(x * (1 / x), 1), positive)
    yield _ == -log(x), log_of_one


def log_power(n):
    return eq(log(x**n), n * log(x))


@proves(log_power(0))
def log_power_base():
    """x**0 is 1."""
    yield log(x**0)
    yield _ == log(1)
    yield _ == 0 * log(x), log_of_one


@proves(log_power(n + 1), given=[log_power(n), lt(0, x)])
def log_power_step(ih, positive):
    """One more factor x."""
    yield log(x ** (n + 1))
    yield _ == log(x**n) + log(x), placed(log_of_product, {x: x**n, y: x}, positive)
    yield _ == n * log(x) + log(x), ih
    yield _ == (n + 1) * log(x)


log_of_power = by_induction(n, log_power, log_power_base, log_power_step)


@proves(lt(log(x), 0), given=[lt(0, x), lt(x, 1)])
def log_negative(positive, below):
    """Below 1 the logarithm is negative."""
    yield log(x)
    yield _ < x - 1, placed(log_below_tangent, {}, positive, below)
    yield _ < 0, below


@proves(lt(1 / x, 1), given=[lt(1, x)])
def inverse_below_one(above):
    """What lies above 1 has an inverse below 1."""
    yield 1 / x
    yield _ < 1 / x + (x - 1) * (1 / x), concludes(lt(0, (x - 1) * (1 / x)), above, concludes(lt(0, x), above))
    yield _ == 1, concludes(lt(0, x), above)


@proves(lt(0, log(x)), given=[lt(1, x)])
def log_positive(above):
    """Above 1 it is positive, as that of the inverse is negative."""
    positive = concludes(lt(0, x), above)
    yield 0
    yield (
        _ < -log(1 / x),
        log_negative.at({x: 1 / x}, concludes(lt(0, 1 / x), positive), inverse_below_one.at({}, above)),
    )
    yield _ == log(x), log_of_inverse.at({}, positive)


@proves(ne(log(x), 0), given=[lt(0, x), ne(x, 1), le(x, 1)])
def log_apart_below_one(positive, apart, below):
    """Below 1 it is negative."""
    yield log(x)
    yield _ != 0, log_negative.at({}, positive, placed(law("strict"), {y: 1}, below, apart))


@proves(ne(log(x), 0), given=[ne(x, 1), le(1, x)])
def log_apart_above_one(apart, above):
    """Above 1 it is positive."""
    yield log(x)
    yield _ != 0, log_positive.at({}, placed(law("strict"), {x: 1, y: x}, above, apart))


log_apart_from_zero = by_cases(le(x, 1), log_apart_below_one, log_apart_above_one)
