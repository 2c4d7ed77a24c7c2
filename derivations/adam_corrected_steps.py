"""How much larger than the rate can a corrected step of Adam be?  By the factor of the uncorrected ones at most."""

from rmsprop_sym.alphabet import beta, beta1, beta2, c, n, square_root, t, x, y, z
from rmsprop_sym.board import _, concludes, eq, le, proves
from rmsprop_sym.kernel.theorem import congruence
from rmsprop_sym.rules import adam

from .adam_bound import adam_mean_bound, ratio, share, slower
from .adam_steps import ceiling, factor, factor_squared_is_ceiling, remembered
from .filling import decay_below_one
from .sizes import size_within_root

m, v = adam.m, adam.v


def left(decay):
    """What the correction divides by after t + 1 steps."""
    return 1 - decay ** (t + 1)


@proves(le((1 - beta2**n) * (1 - x**n), (1 - beta1**n) ** 2), given=[ratio])
def correction_helps(quotient):
    """The corrections are not further apart than the bound leaves room for: what is missing is a square."""
    powers = congruence(concludes(eq(beta1**2, x * beta2), quotient).theorem, z, z**n)
    room = (beta1**n - beta2**n) ** 2 / beta2**n
    yield (1 - beta2**n) * (1 - x**n)
    yield _ <= (1 - beta2**n) * (1 - x**n) + room
    yield _ == (1 - beta1**n) ** 2, powers


@proves(
    le((m(t + 1) / left(beta1)) ** 2, factor**2 * (v(t + 1) / left(beta2))),
    given=[ratio, slower, remembered],
)
def adam_corrected_mean_bound(quotient, below, positive):
    """So the corrected mean has the same bound in units of the corrected mean square."""
    mean, square = decay_below_one.at({beta: beta1}), decay_below_one.at({beta: beta2})
    bound, helped = adam_mean_bound.at({}, quotient, below), correction_helps.at({n: t + 1}, quotient)
    one, other = 1 / left(beta1), 1 / left(beta2)
    room = (share(t + 1) * v(t + 1) - m(t + 1) ** 2) * one**2
    more = (left(beta1) ** 2 - left(beta2) * left(x)) * (ceiling * v(t + 1) * other * one**2)
    yield (m(t + 1) / left(beta1)) ** 2
    yield _ <= (m(t + 1) / left(beta1)) ** 2 + room, bound
    yield _ == ceiling * left(x) * v(t + 1) * one**2
    yield _ == ceiling * left(x) * v(t + 1) * (left(beta2) * other) * one**2, square
    yield (
        _ <= ceiling * left(x) * v(t + 1) * (left(beta2) * other) * one**2 + more,
        helped,
        mean,
        square,
        positive,
        below,
    )
    yield _ == ceiling * v(t + 1) * other * (left(beta1) * one) ** 2
    yield _ == ceiling * (v(t + 1) / left(beta2)), mean
    yield _ == factor**2 * (v(t + 1) / left(beta2)), factor_squared_is_ceiling.at({}, below)


@proves(
    le(abs(m(t + 1) / left(beta1)) / square_root(v(t + 1) / left(beta2)), factor),
    given=[ratio, slower, remembered],
)
def adam_corrected_step_bound(quotient, below, positive):
    """Corrected, no step is above the rate times the factor; the first one reaches it at beta1 = beta2."""
    bound, square = adam_corrected_mean_bound.at({}, quotient, below, positive), decay_below_one.at({beta: beta2})
    place = {y: m(t + 1) / left(beta1), c: v(t + 1) / left(beta2), z: factor}
    yield abs(m(t + 1) / left(beta1)) / square_root(v(t + 1) / left(beta2))
    yield _ <= factor, size_within_root.at(place, bound, positive, square, below)
