"""What does correcting the bias change?  Without eps, the factor sqrt(1 - beta**t) at step t: in the end, nothing."""

from rmsprop_sym.alphabet import eps, eta, g, square_root, t
from rmsprop_sym.board import _, eq, lt, proves, root_is
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected

from .dialects import later, step_of
from .filling import decay_below_one, filled
from .memories import memory_uncorrected
from .scale import newest

v = rmsprop.v
full = square_root(filled(t + 1))


@proves(eq(square_root(corrected.v(t + 1) / filled(t + 1)), square_root(v(t + 1)) / full))
def corrected_divisor():
    """The corrected root is the root over the root of the weights so far."""
    mean_square, root = v(t + 1) / filled(t + 1), square_root(v(t + 1)) / full
    yield square_root(corrected.v(t + 1) / filled(t + 1))
    yield _ == square_root(mean_square), later(memory_uncorrected)
    yield _ == root, root_is(mean_square, root, newest, decay_below_one)


@proves(
    eq(
        step_of(corrected, t) - step_of(rmsprop, t),
        eta * g(t + 1) * (1 / (square_root(v(t + 1)) + eps) - 1 / (square_root(v(t + 1)) / full + eps)),
    )
)
def correction_at_any_step():
    """What correcting the bias changes in any step."""
    divisor, plain = square_root(v(t + 1)) / full + eps, square_root(v(t + 1)) + eps
    root = square_root(corrected.v(t + 1) / filled(t + 1))
    yield step_of(corrected, t) - step_of(rmsprop, t)
    yield _ == -eta * g(t + 1) / (root + eps) - step_of(rmsprop, t), corrected.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / divisor - step_of(rmsprop, t), corrected_divisor
    yield _ == -eta * g(t + 1) / divisor - -eta * g(t + 1) / plain, rmsprop.theta.at(t + 1)
    yield _ == eta * g(t + 1) * (1 / plain - 1 / divisor)


@proves(lt(0, full))
def some_weight_so_far():
    """After a step some weight is there."""
    yield 0
    yield _ < full, decay_below_one


@proves(eq(step_of(corrected, t), full * step_of(rmsprop, t)), given=[eq(eps, 0)])
def correction_without_eps(no_eps):
    """Without eps, correcting the bias multiplies step t by sqrt(1 - beta**t), as the warm-up of the rate would."""
    root = square_root(v(t + 1))
    yield step_of(corrected, t)
    yield _ == -eta * g(t + 1) / (square_root(corrected.v(t + 1) / filled(t + 1)) + eps), corrected.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / (root / full), corrected_divisor, no_eps
    yield _ == full * (-eta * g(t + 1) / root), some_weight_so_far
    yield _ == full * step_of(rmsprop, t), rmsprop.theta.at(t + 1), no_eps
