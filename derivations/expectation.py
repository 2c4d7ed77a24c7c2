"""What is to be expected of the memory, when a gradient is one of n outcomes.

Outcome k has the probability P(k), and in it the gradient of step i is g(i*n + k): each outcome has gradients of its
own.  The expectation E(X) of what depends on the outcome is the sum of P(k)*X over k = 1, ..., n.
"""

from rmsprop_sym.alphabet import G, Sequence, beta, g, i, k, n, t, total, x
from rmsprop_sym.board import _, by_induction, concludes, eq, every, proves, theorem_of
from rmsprop_sym.kernel.term import ONE
from rmsprop_sym.kernel.theorem import generalise, specialise, sum_over
from rmsprop_sym.rules import rmsprop

from .filling import decay_below_one, filled

P = Sequence("P")
v = rmsprop.run(lambda i: g(i * n + k)).v


def expectation(outcome):
    """What is to be expected of a number that depends on the outcome k."""
    return total(P(k) * outcome, k, 1, n)


def square(i):
    """The square of the gradient of step i, in the outcome k."""
    return g(i * n + k) ** 2


def on_average(theorem):
    """What holds for each outcome, summed over all of them."""
    return sum_over(generalise(theorem_of(theorem), k, ONE, n))


def beside(memory, outcome):
    """What is to be expected of an outcome, where it is summed up together with a memory of it."""
    return on_average(concludes(eq(P(k) * (outcome + 0 * memory), P(k) * outcome)))


certain = eq(total(P(k), k, 1, n), 1)
same_expectation = every(i, eq(expectation(square(i)), G), 1)


@proves(
    eq(expectation(g(k) ** 2), expectation((g(k) - x) ** 2) + x**2),
    given=[certain, eq(expectation(g(k)), x)],
)
def second_moment(one_of_them, mean):
    """The mean of the squares is the variance, and the square of the mean."""
    yield expectation(g(k) ** 2)
    yield _ == expectation((g(k) - x) ** 2) + 2 * x * expectation(g(k)) - x**2 * total(P(k), k, 1, n)
    yield _ == expectation((g(k) - x) ** 2) + x**2, one_of_them, mean


def biased(n):
    return eq(expectation(v(n)), (1 - beta**n) * G)


@proves(biased(0))
def bias_base():
    """In every outcome it starts at 0."""
    yield expectation(v(0))
    yield _ == expectation(0), on_average(concludes(eq(P(k) * v(0), P(k) * 0), v.start))
    yield _ == (1 - beta**0) * G


@proves(biased(t + 1), given=[biased(t), same_expectation])
def bias_step(ih, alike):
    """Expectation is linear, so the recurrence holds for what is expected."""
    newer = beta * v(t) + (1 - beta) * square(t + 1)
    yield expectation(v(t + 1))
    yield _ == expectation(newer), on_average(concludes(eq(P(k) * v(t + 1), P(k) * newer), v.at(t + 1)))
    yield _ == beta * expectation(v(t)) + (1 - beta) * expectation(square(t + 1)), beside(v(t), square(t + 1))
    yield _ == beta * ((1 - beta**t) * G) + (1 - beta) * G, ih, specialise(alike, t + 1)
    yield _ == (1 - beta ** (t + 1)) * G


expected_bias = by_induction(t, biased, bias_base, bias_step)


@proves(eq(expectation(v(t + 1) / filled(t + 1)), G), given=[same_expectation])
def expected_bias_correction(alike):
    """Divided by the sum of its weights, the memory is right on average from the first step on."""
    yield expectation(v(t + 1) / filled(t + 1))
    yield _ == expectation(v(t + 1)) / filled(t + 1)
    yield _ == filled(t + 1) * G / filled(t + 1), expected_bias.at({t: t + 1}, alike)
    yield _ == G, decay_below_one
