"""How to weigh values that differ in noise: by the inverse of their variances."""

from rmsprop_sym.alphabet import Sequence, i, k, n, total, x, y, z
from rmsprop_sym.board import _, concludes, eq, every, le, lt, ne, proves, theorem_of
from rmsprop_sym.kernel.term import ONE
from rmsprop_sym.kernel.theorem import assume, generalise, specialise, sum_over

from .expectation import expectation

X, Y = Sequence("X"), Sequence("Y")
s, w = Sequence("s"), Sequence("w")
positive = every(i, lt(0, s(i)), 1)
variance, precision = total(w(i) ** 2 * s(i), i, 1, n), total(1 / s(i), i, 1, n)


@proves(
    eq(expectation((x * X(k) + y * Y(k)) ** 2), x**2 * expectation(X(k) ** 2) + y**2 * expectation(Y(k) ** 2)),
    given=[eq(expectation(X(k) * Y(k)), 0)],
)
def uncorrelated_variances(apart):
    """What strays by X and by Y, uncorrelated, strays together by the squares of its weights times their variances."""
    squares = x**2 * expectation(X(k) ** 2) + y**2 * expectation(Y(k) ** 2)
    yield expectation((x * X(k) + y * Y(k)) ** 2)
    yield _ == squares + 2 * x * y * expectation(X(k) * Y(k))
    yield _ == squares, apart


@proves(le(2 * z * x - z**2 / y, x**2 * y), given=[lt(0, y)])
def tangent(noise):
    """The tangent of the parabola x**2*y at x = z/y."""
    yield 2 * z * x - z**2 / y
    yield _ <= 2 * z * x - z**2 / y + (x - z / y) ** 2 * y, noise
    yield _ == x**2 * y, noise


def over_all(theorem):
    """The sum over i = 1, ..., n of what holds for every i >= 1."""
    return sum_over(generalise(theorem, i, ONE, n))


def noise_of(noise):
    """The variance of the i-th value is positive, i being one of 1, 2, ..."""
    return specialise(noise, i, assume(le(1, i)))


@proves(
    le(2 * z * total(w(i), i, 1, n) - z**2 * precision, variance),
    given=[positive],
)
def tangent_of_variance(noise):
    """The tangents, summed up."""
    yield 2 * z * total(w(i), i, 1, n) - z**2 * precision
    yield _ == total(2 * z * w(i) - z**2 / s(i), i, 1, n)
    yield _ <= variance, over_all(tangent.at({x: w(i), y: s(i)}, noise_of(noise)))


@proves(le(1 / precision, variance), given=[positive, eq(total(w(i), i, 1, n), 1), ne(precision, 0)])
def inverse_variance(noise, unbiased, some):
    """No weights with the sum 1 give a mean of a smaller variance than 1/sum(1/s)."""
    yield 1 / precision
    yield _ == 2 * (1 / precision) * total(w(i), i, 1, n) - (1 / precision) ** 2 * precision, unbiased, some
    yield _ <= variance, tangent_of_variance.at({z: 1 / precision}, noise)


@proves(
    eq(total((1 / s(i) / z) ** 2 * s(i), i, 1, n), 1 / precision),
    given=[positive, eq(z, precision), ne(z, 0)],
)
def inverse_variance_reached(noise, all_of_it, some):
    """The weights (1/s(i))/sum(1/s) give just that."""
    yield total((1 / s(i) / z) ** 2 * s(i), i, 1, n)
    yield _ == (1 / z) ** 2 * total((1 / s(i)) ** 2 * s(i), i, 1, n)
    each = concludes(eq((1 / s(i)) ** 2 * s(i), 1 / s(i)), noise_of(noise))
    yield _ == (1 / z) ** 2 * precision, over_all(theorem_of(each))
    yield _ == (1 / z) ** 2 * z, all_of_it
    yield _ == 1 / z, some
    yield _ == 1 / precision, all_of_it
