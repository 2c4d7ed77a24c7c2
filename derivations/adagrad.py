"""What AdaGrad accumulates: the sum of all squares, which never decreases."""

from rmsprop_sym.alphabet import eps, eta, g, i, square_root, t, total
from rmsprop_sym.board import _, by_induction, eq, le, ne, proves, size_is
from rmsprop_sym.rules import adagrad

accumulated, theta = adagrad.G, adagrad.theta


def summed_up(n):
    return eq(accumulated(n), total(g(i) ** 2, i, 1, n))


@proves(summed_up(0))
def sum_base():
    """The sum starts at 0."""
    yield accumulated(0)
    yield _ == 0, accumulated.start
    yield _ == total(g(i) ** 2, i, 1, 0)


@proves(summed_up(t + 1), given=[summed_up(t)])
def sum_step(ih):
    """Each step adds its square."""
    yield accumulated(t + 1)
    yield _ == accumulated(t) + g(t + 1) ** 2, accumulated.at(t + 1)
    yield _ == total(g(i) ** 2, i, 1, t) + g(t + 1) ** 2, ih
    yield _ == total(g(i) ** 2, i, 1, t + 1)


adagrad_sum = by_induction(t, summed_up, sum_base, sum_step)


@proves(le(accumulated(t), accumulated(t + 1)))
def adagrad_never_decreases():
    """A square is never negative."""
    yield accumulated(t)
    yield _ <= accumulated(t) + g(t + 1) ** 2
    yield _ == accumulated(t + 1), accumulated.at(t + 1)


@proves(eq(abs(theta(1) - theta(0)), eta), given=[eq(eps, 0), ne(g(1), 0)])
def adagrad_first_step(no_eps, some_gradient):
    """AdaGrad's first step has the size of the rate."""
    step = -eta * g(1) / square_root(g(1) ** 2)
    yield abs(theta(1) - theta(0))
    yield _ == abs(-eta * g(1) / (square_root(accumulated(1)) + eps)), theta.at(1)
    yield _ == abs(-eta * g(1) / (square_root(g(1) ** 2) + eps)), accumulated.at(1), accumulated.start
    yield _ == abs(step), no_eps
    yield _ == eta, size_is(step, eta, some_gradient)
