"""What does correcting the bias change in the first step?  Without eps, it takes out the factor 1/sqrt(1 - beta)."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root
from rmsprop_sym.board import _, eq, proves, root_is
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected

from .dialects import first, outside_from_zero, share, slope
from .first_step import first_step, first_step_without_eps


@proves(eq(square_root(corrected.v(1) / (1 - beta**1)), slope))
def corrected_root():
    """Corrected, the first mean is the first square."""
    mean_square = (1 - beta) * g(1) ** 2 / (1 - beta)
    yield square_root(corrected.v(1) / (1 - beta**1))
    yield _ == square_root(((1 - beta) * g(1) ** 2 + beta * corrected.v(0)) / (1 - beta**1)), corrected.v.at(1)
    yield _ == square_root(mean_square), corrected.v.start
    yield _ == slope, root_is(mean_square, slope)


@proves(eq(first(corrected), -eta * g(1) / (slope + eps)))
def first_step_corrected():
    """With the bias corrected, the first divisor is the gradient's own size and eps."""
    yield first(corrected)
    yield _ == -eta * g(1) / (square_root(corrected.v(1) / (1 - beta**1)) + eps), corrected.theta.at(1)
    yield _ == -eta * g(1) / (slope + eps), corrected_root


@proves(eq(first(corrected) - first(rmsprop), eta * g(1) * (1 / outside_from_zero - 1 / (slope + eps))))
def correction_at_first():
    """What correcting the bias changes in the first step."""
    yield first(corrected) - first(rmsprop)
    yield _ == -eta * g(1) / (slope + eps) - first(rmsprop), first_step_corrected
    yield _ == -eta * g(1) / (slope + eps) - -eta * g(1) / outside_from_zero, first_step
    yield _ == eta * g(1) * (1 / outside_from_zero - 1 / (slope + eps))


@proves(eq(first(corrected), -eta * g(1).sign()), given=[eq(eps, 0)])
def first_step_corrected_without_eps(no_eps):
    """Without eps, the corrected first step has the size of the rate."""
    yield first(corrected)
    yield _ == -eta * g(1) / (slope + eps), first_step_corrected
    yield _ == -eta * (g(1) / slope), no_eps
    yield _ == -eta * g(1).sign()


@proves(eq(first(corrected), share * first(rmsprop)), given=[eq(eps, 0)])
def correction_at_first_without_eps(no_eps):
    """Without eps, correcting the bias takes the factor 1/sqrt(1 - beta) out of the first step."""
    yield first(corrected)
    yield _ == -eta * g(1).sign(), first_step_corrected_without_eps, no_eps
    yield _ == share * (-eta * g(1).sign() / share)
    yield _ == share * first(rmsprop), first_step_without_eps, no_eps
