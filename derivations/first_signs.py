"""Which way do the other rules step first?  Against the gradient's sign, by the rate or by eta/sqrt(1 - beta)."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root
from rmsprop_sym.board import _, eq, ne, proves, root_is, size_is
from rmsprop_sym.rules import adagrad
from rmsprop_sym.rules import rmsprop_eps_inside as inside
from rmsprop_sym.rules import rmsprop_no_eps as on_the_slide

from .dialects import first, share, slope

no_eps, some_gradient = eq(eps, 0), ne(g(1), 0)


@proves(eq(first(adagrad), -eta * g(1).sign()), given=[no_eps])
def adagrad_first_sign(none):
    """AdaGrad's sum is the first square."""
    yield first(adagrad)
    yield _ == -eta * g(1) / (square_root(adagrad.G(0) + g(1) ** 2) + eps), adagrad.theta.at(1), adagrad.G.at(1)
    yield _ == -eta * g(1) / square_root(g(1) ** 2), adagrad.G.start, none
    yield _ == -eta * (g(1) / slope), root_is(g(1) ** 2, slope)
    yield _ == -eta * g(1).sign()


def of_share(rule, *given):
    """The first step of a rule that takes the share 1 - beta of the first square: its sign, and its size."""
    fresh = (1 - beta) * g(1) ** 2

    @proves(eq(first(rule), -eta * g(1).sign() / share), given=[*given])
    def signed(*none):
        """The root of the share is divided by."""
        yield first(rule)
        yield _ == rule.theta.at(1).claim.right - rule.theta(0), rule.theta.at(1)
        yield _ == -eta * g(1) / square_root(beta * rule.v(0) + fresh), rule.v.at(1), *none
        yield _ == -eta * g(1) / square_root(fresh), rule.v.start
        yield _ == -eta * (g(1) / slope) / share, root_is(fresh, share * slope)
        yield _ == -eta * g(1).sign() / share

    @proves(eq(abs(first(rule)), eta / share), given=[*given, some_gradient])
    def sized(*hypotheses):
        """So it is larger than the rate."""
        yield abs(first(rule))
        yield _ == abs(-eta * g(1).sign() / share), signed.at({}, *hypotheses)
        yield _ == eta / share, size_is(-eta * g(1).sign() / share, eta / share, *hypotheses)

    return signed, sized


slide_first_sign, slide_first_size = of_share(on_the_slide)
inside_first_sign, inside_first_size = of_share(inside, no_eps)
