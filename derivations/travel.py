"""How far AdaGrad travels on a constant slope: like 2*eta*sqrt(T), so as far as it takes."""

from rmsprop_sym.alphabet import c, eps, eta, g, i, square_root, t, total, x
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, lt, proves, root_is, under_roots
from rmsprop_sym.kernel.term import term
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import adagrad

from .rates import adagrad_of_constant

accumulated, theta = adagrad.G, adagrad.theta


def path(n):
    """The lengths of the first n steps, in units of eta."""
    return total(1 / square_root(i), i, 1, n)


def gap(n):
    """(sqrt(n + 1) - sqrt(n))**2: by how much each bound gains on the path."""
    return (square_root(n + 1) - square_root(n)) ** 2


def far(n):
    return le(2 * square_root(n + 1) - 2, path(n))


@proves(far(0))
def far_base():
    """Nothing is travelled."""
    yield 2 * square_root(0 + 1) - 2
    yield _ == 0, root_is(term(1), term(1))
    yield _ == path(0)


@proves(far(t + 1), given=[far(t)])
def far_step(ih):
    """2*(sqrt(t + 2) - sqrt(t + 1)) is 1/sqrt(t + 1), but for a square."""
    old, new = square_root(t + 1), square_root(t + 2)
    yield 2 * square_root(t + 1 + 1) - 2
    yield _ <= 2 * new - 2 + (new - old) ** 2 / old
    yield _ == 2 * old - 2 + 1 / old
    yield _ <= path(t) + 1 / old, ih
    yield _ == path(t + 1)


adagrad_travels_far = by_induction(t, far, far_base, far_step)


def near(n):
    return le(path(n), 2 * square_root(n))


@proves(near(0))
def near_base():
    """Nothing is travelled."""
    yield path(0)
    yield _ <= 2 * square_root(0)


@proves(near(t + 1), given=[near(t)])
def near_step(ih):
    """2*(sqrt(t + 1) - sqrt(t)) is 1/sqrt(t + 1) and a square more."""
    old, new = square_root(t), square_root(t + 1)
    yield path(t + 1)
    yield _ == path(t) + 1 / new
    yield _ <= 2 * old + 1 / new, ih
    yield _ <= 2 * old + 1 / new + (new - old) ** 2 / new
    yield _ == 2 * new


adagrad_travels_no_further = by_induction(t, near, near_base, near_step)


@proves(le(c, path(t)), given=[le(0, c), le((1 + c / 2) ** 2, t + 1)])
def adagrad_reaches(ahead, late):
    """Any distance c is travelled once T + 1 is (1 + c/2)**2."""
    yield c
    yield _ == 2 * square_root((1 + c / 2) ** 2) - 2, root_is((1 + c / 2) ** 2, 1 + c / 2, ahead)
    yield _ <= 2 * square_root(t + 1) - 2, under_roots(le((1 + c / 2) ** 2, t + 1), late)
    yield _ <= path(t), adagrad_travels_far


def travelled(n):
    return eq(theta(0) - theta(n), eta * path(n))


@proves(travelled(0))
def travel_base():
    """It stands where it starts."""
    yield theta(0) - theta(0)
    yield _ == eta * path(0)


@proves(travelled(t + 1), given=[travelled(t), every(i, eq(g(i), x), 1), lt(0, x), eq(eps, 0)])
def travel_step(ih, same, slope, no_eps):
    """Each step has the length eta/sqrt(t + 1), whatever the slope."""
    root = square_root(t + 1) * x
    squares = concludes(every(i, eq(g(i) ** 2, x**2), 1), same)
    yield theta(0) - theta(t + 1)
    yield _ == theta(0) - theta(t) + eta * g(t + 1) / (square_root(accumulated(t + 1)) + eps), theta.at(t + 1)
    yield _ == eta * path(t) + eta * x / square_root(accumulated(t + 1)), ih, no_eps, specialise(same, t + 1)
    yield _ == eta * path(t) + eta * x / square_root((t + 1) * x**2), adagrad_of_constant.at({t: t + 1}, squares)
    yield _ == eta * path(t) + eta * x / root, root_is((t + 1) * x**2, root, slope)
    yield _ == eta * path(t) + eta / square_root(t + 1), slope
    yield _ == eta * path(t + 1)


adagrad_travel = by_induction(t, travelled, travel_base, travel_step)
