"""What is the rate at rest, where the memory is empty?  There eps alone decides, and its place most of all."""

from rmsprop_sym.alphabet import eps, eta, square_root, t
from rmsprop_sym.board import _, eq, proves, root_is
from rmsprop_sym.kernel.term import term
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_eps_inside as inside


@proves(eq(eta / (square_root(rmsprop.v(t)) + eps), eta / eps), given=[eq(rmsprop.v(t), 0)])
def rate_at_rest(no_memory):
    """Where v is 0, the gradient is multiplied by eta/eps: outside the root."""
    yield eta / (square_root(rmsprop.v(t)) + eps)
    yield _ == eta / (square_root(0) + eps), no_memory
    yield _ == eta / eps, root_is(0, 0)


@proves(eq(eta / square_root(inside.v(t) + eps), eta / square_root(eps)), given=[eq(inside.v(t), 0)])
def rate_at_rest_inside(no_memory):
    """And by eta/sqrt(eps) inside it."""
    yield eta / square_root(inside.v(t) + eps)
    yield _ == eta / square_root(eps), no_memory


@proves(eq(eta / eps, 10**7), given=[eq(eta, 0.1), eq(eps, 1e-8)])
def rate_at_rest_in_numbers(rate, small):
    """Ten million, for usual values."""
    yield eta / eps
    yield _ == term(0.1) / 1e-8, rate, small
    yield _ == 10**7


@proves(eq(eta / square_root(eps), 1000), given=[eq(eta, 0.1), eq(eps, 1e-8)])
def rate_at_rest_inside_in_numbers(rate, small):
    """A thousand, for the same."""
    yield eta / square_root(eps)
    yield _ == term(0.1) / square_root(1e-8), rate, small
    yield _ == term(0.1) / 1e-4, root_is(term(1e-8), term(1e-4))
    yield _ == 1000
