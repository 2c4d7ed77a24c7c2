"""Adam's first step, and what its corrections do to it: without eps it has the size of the rate."""

from rmsprop_sym.alphabet import beta1, beta2, eps, eta, g, square_root
from rmsprop_sym.board import _, eq, proves, root_is
from rmsprop_sym.rules import adam

m, v, theta = adam.m, adam.v, adam.theta


@proves(eq(m(1) / (1 - beta1**1), g(1)))
def first_mean():
    """Corrected, the first mean is the first gradient."""
    yield m(1) / (1 - beta1**1)
    yield _ == ((1 - beta1) * g(1) + beta1 * m(0)) / (1 - beta1), m.at(1)
    yield _ == g(1), m.start


@proves(eq(square_root(v(1) / (1 - beta2**1)), abs(g(1))))
def first_mean_square():
    """And the root of the first mean square is the gradient's size."""
    inside = (1 - beta2) * g(1) ** 2 / (1 - beta2)
    yield square_root(v(1) / (1 - beta2**1))
    yield _ == square_root(((1 - beta2) * g(1) ** 2 + beta2 * v(0)) / (1 - beta2**1)), v.at(1)
    yield _ == square_root(inside), v.start
    yield _ == abs(g(1)), root_is(inside, abs(g(1)))


@proves(eq(theta(1) - theta(0), -eta * g(1) / (abs(g(1)) + eps)))
def adam_first_step_with_eps():
    """The first step, whatever the decays."""
    yield theta(1) - theta(0)
    root = square_root(v(1) / (1 - beta2**1))
    yield _ == -eta * (m(1) / (1 - beta1**1)) / (root + eps), theta.at(1)
    yield _ == -eta * g(1) / (abs(g(1)) + eps), first_mean, first_mean_square


@proves(eq(theta(1) - theta(0), -eta * g(1).sign()), given=[eq(eps, 0)])
def adam_first_step(no_eps):
    """Without eps the first step has the size of the rate, against the gradient's sign."""
    yield theta(1) - theta(0)
    yield _ == -eta * g(1) / (abs(g(1)) + eps), adam_first_step_with_eps
    yield _ == -eta * (g(1) / abs(g(1))), no_eps
    yield _ == -eta * g(1).sign()
