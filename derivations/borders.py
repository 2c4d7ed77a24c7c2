"""The two ends of beta: at 1 the memory never moves, at 0 it keeps one square."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, eq, ne, proves, size_is
from rmsprop_sym.rules import rmsprop

v, theta = rmsprop.v, rmsprop.theta


def unmoved(n):
    return eq(v(n), v(0))


@proves(unmoved(0))
def unmoved_base():
    """Nothing has moved before the first step."""
    yield v(0)


@proves(unmoved(t + 1), given=[unmoved(t), eq(beta, 1)], over={beta: []})
def unmoved_step(ih, one):
    """At beta = 1 the fresh square has no weight."""
    yield v(t + 1)
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == v(t), one
    yield _ == v(0), ih


beta_one = by_induction(t, unmoved, unmoved_base, unmoved_step)


@proves(ne(v(1), v(0) + g(1) ** 2), given=[eq(beta, 1), ne(g(1), 0)], over={beta: []})
def beta_one_is_not_adagrad(one, some_gradient):
    """At beta = 1 the first square is not added: this is not AdaGrad."""
    yield v(1)
    yield _ == beta * v(0) + (1 - beta) * g(1) ** 2, v.at(1)
    yield _ == v(0), one
    yield _ != v(0) + g(1) ** 2, some_gradient


@proves(eq(v(t + 1), g(t + 1) ** 2), given=[eq(beta, 0)], over={beta: []})
def beta_zero(zero):
    """At beta = 0 only the newest square is kept."""
    yield v(t + 1)
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == g(t + 1) ** 2, zero


@proves(eq(theta(t + 1) - theta(t), -eta * g(t + 1).sign()), given=[eq(beta, 0), eq(eps, 0)], over={beta: []})
def beta_zero_step(zero, no_eps):
    """At beta = 0 and without eps every step is the rate, with the gradient's sign."""
    yield theta(t + 1) - theta(t)
    yield _ == -eta * g(t + 1) / (square_root(v(t + 1)) + eps), theta.at(t + 1)
    yield _ == -eta * g(t + 1) / square_root(v(t + 1)), no_eps
    yield _ == -eta * g(t + 1) / square_root(g(t + 1) ** 2), beta_zero, zero
    yield _ == -eta * (g(t + 1) / abs(g(t + 1)))
    yield _ == -eta * g(t + 1).sign()


@proves(eq(abs(theta(t + 1) - theta(t)), eta), given=[eq(beta, 0), eq(eps, 0), ne(g(t + 1), 0)], over={beta: []})
def beta_zero_step_size(zero, no_eps, some_gradient):
    """At beta = 0 and without eps every step has the size of the rate, whatever the gradient."""
    yield abs(theta(t + 1) - theta(t))
    yield _ == abs(-eta * g(t + 1).sign()), beta_zero_step, zero, no_eps
    yield _ == eta, size_is(-eta * g(t + 1).sign(), eta, some_gradient)
