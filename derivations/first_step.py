"""How large the first step is: from v(0) = 0 and without eps, larger than the rate by 1/sqrt(1 - beta)."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root
from rmsprop_sym.board import _, eq, ne, proves, root_is, size_is
from rmsprop_sym.kernel.term import term
from rmsprop_sym.rules import rmsprop

v, theta = rmsprop.v, rmsprop.theta


@proves(eq(square_root(v(1)), square_root(1 - beta) * abs(g(1))))
def first_root():
    """The first denominator, but for eps."""
    yield square_root(v(1))
    yield _ == square_root(beta * v(0) + (1 - beta) * g(1) ** 2), v.at(1)
    yield _ == square_root((1 - beta) * g(1) ** 2), v.start
    root = square_root(1 - beta) * abs(g(1))
    yield _ == root, root_is((1 - beta) * g(1) ** 2, root)


@proves(eq(theta(1) - theta(0), -eta * g(1) / (square_root(1 - beta) * abs(g(1)) + eps)))
def first_step():
    """The first step from v(0) = 0."""
    yield theta(1) - theta(0)
    yield _ == -eta * g(1) / (square_root(v(1)) + eps), theta.at(1)
    yield _ == -eta * g(1) / (square_root(1 - beta) * abs(g(1)) + eps), first_root


@proves(eq(theta(1) - theta(0), -eta * g(1).sign() / square_root(1 - beta)), given=[eq(eps, 0)])
def first_step_without_eps(no_eps):
    """Without eps the first step knows the gradient's sign and nothing else of it."""
    yield theta(1) - theta(0)
    yield _ == -eta * g(1) / (square_root(1 - beta) * abs(g(1)) + eps), first_step
    yield _ == -eta * g(1) / (square_root(1 - beta) * abs(g(1))), no_eps
    yield _ == -eta * (g(1) / abs(g(1))) / square_root(1 - beta)
    yield _ == -eta * g(1).sign() / square_root(1 - beta)


@proves(eq(abs(theta(1) - theta(0)), eta / square_root(1 - beta)), given=[eq(eps, 0), ne(g(1), 0)])
def first_step_size(no_eps, some_gradient):
    """Without eps the first step has the size eta/sqrt(1 - beta), whatever the gradient."""
    step, size = -eta * g(1).sign() / square_root(1 - beta), eta / square_root(1 - beta)
    yield abs(theta(1) - theta(0))
    yield _ == abs(step), first_step_without_eps, no_eps
    yield _ == size, size_is(step, size, some_gradient)


@proves(eq(abs(theta(1) - theta(0)), square_root(10) * eta), given=[eq(beta, term(0.9)), eq(eps, 0), ne(g(1), 0)])
def first_step_at_nine_tenths(nine_tenths, no_eps, some_gradient):
    """At beta = 0.9 that is sqrt(10), about 3.16, times the rate."""
    tenth = term(0.1)
    yield abs(theta(1) - theta(0))
    yield _ == eta / square_root(1 - beta), first_step_size.at({}, no_eps, some_gradient)
    yield _ == eta / square_root(tenth), nine_tenths
    yield _ == 10 * square_root(tenth) ** 2 * (eta / square_root(tenth))
    yield _ == 10 * square_root(tenth) * eta
    yield _ == square_root(10) * eta, root_is(term(10), 10 * square_root(tenth))
