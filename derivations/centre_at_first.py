"""What does the centre change in the first step?  Without eps, it makes it larger by 1/sqrt(beta)."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root
from rmsprop_sym.board import _, eq, proves, root_is
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_centred as centred

from .dialects import first, outside_from_zero, share, slope
from .first_step import first_step, first_step_without_eps


@proves(eq(square_root(centred.v(1) - centred.m(1) ** 2), square_root(beta) * share * slope))
def centred_root():
    """About the running mean, the share beta of the first mean square is left."""
    variance, root = beta * (1 - beta) * g(1) ** 2, square_root(beta) * share * slope
    yield square_root(centred.v(1) - centred.m(1) ** 2)
    yield _ == square_root((1 - beta) * g(1) ** 2 - centred.m(1) ** 2), centred.v.at(1), centred.v.start
    yield _ == square_root(variance), centred.m.at(1), centred.m.start
    yield _ == root, root_is(variance, root)


@proves(
    eq(
        first(centred) - first(rmsprop),
        eta * g(1) * (1 / outside_from_zero - 1 / (square_root(beta) * share * slope + eps)),
    )
)
def centre_at_first():
    """What the centre changes in the first step."""
    divisor = square_root(beta) * share * slope + eps
    yield first(centred) - first(rmsprop)
    yield _ == first(centred) - -eta * g(1) / outside_from_zero, first_step
    root = square_root(centred.v(1) - centred.m(1) ** 2)
    yield _ == -eta * g(1) / (root + eps) - -eta * g(1) / outside_from_zero, centred.theta.at(1)
    yield _ == -eta * g(1) / divisor - -eta * g(1) / outside_from_zero, centred_root
    yield _ == eta * g(1) * (1 / outside_from_zero - 1 / divisor)


@proves(eq(first(centred), first(rmsprop) / square_root(beta)), given=[eq(eps, 0)])
def centre_at_first_without_eps(no_eps):
    """Without eps, the centre makes the first step larger by 1/sqrt(beta)."""
    yield first(centred)
    yield _ == -eta * g(1) / (square_root(centred.v(1) - centred.m(1) ** 2) + eps), centred.theta.at(1)
    yield _ == -eta * g(1) / (square_root(beta) * share * slope), centred_root, no_eps
    yield _ == -eta * g(1).sign() / share / square_root(beta)
    yield _ == first(rmsprop) / square_root(beta), first_step_without_eps, no_eps
