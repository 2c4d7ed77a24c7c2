"""What if the root is not let fall below eps, in place of adding eps to it?  Then eps is felt at small roots only."""

from rmsprop_sym.alphabet import eps, eta, g, square_root, t, x, y
from rmsprop_sym.board import _, eq, le, placed, proves, size_is
from rmsprop_sym.kernel.theorem import law
from rmsprop_sym.rules import rmsprop, rmsprop_max_eps

from .dialects import first, later, share, slope, step_of
from .first_step import first_root, first_step
from .memories import memory_max_eps

root, theta = square_root(rmsprop.v(t + 1)), rmsprop_max_eps.theta
larger_of_both = placed(law("max"), {x: root, y: eps})


@proves(eq(step_of(rmsprop_max_eps, t), -eta * g(t + 1) / root.maximum(eps)))
def step_of_max_eps():
    """The gradient over the larger one of the root of RMSProp's mean square and eps."""
    yield step_of(rmsprop_max_eps, t)
    yield _ == -eta * (g(t + 1) / square_root(rmsprop_max_eps.v(t + 1)).maximum(eps)), theta.at(t + 1)
    yield _ == -eta * (g(t + 1) / root.maximum(eps)), later(memory_max_eps)
    yield _ == -eta * g(t + 1) / root.maximum(eps)


@proves(eq(step_of(rmsprop_max_eps, t), -eta * g(t + 1) / root), given=[le(eps, root)])
def step_of_max_eps_above(large):
    """Where the root is not below eps, the step is the one without eps."""
    yield step_of(rmsprop_max_eps, t)
    yield _ == -eta * g(t + 1) / root.maximum(eps), step_of_max_eps
    yield _ == -eta * g(t + 1) / ((root + eps + abs(root - eps)) / 2), larger_of_both
    yield _ == -eta * g(t + 1) / ((root + eps + (root - eps)) / 2), size_is(root - eps, root - eps, large)
    yield _ == -eta * g(t + 1) / root


@proves(eq(step_of(rmsprop_max_eps, t), -eta * g(t + 1) / eps), given=[le(root, eps)])
def step_of_max_eps_below(small):
    """Where it is not above eps, the step is that of gradient descent at the rate eta/eps."""
    yield step_of(rmsprop_max_eps, t)
    yield _ == -eta * g(t + 1) / root.maximum(eps), step_of_max_eps
    yield _ == -eta * g(t + 1) / ((root + eps + abs(root - eps)) / 2), larger_of_both
    yield _ == -eta * g(t + 1) / ((root + eps + (eps - root)) / 2), size_is(root - eps, eps - root, small)
    yield _ == -eta * g(t + 1) / eps


@proves(
    eq(step_of(rmsprop, t) - step_of(rmsprop_max_eps, t), eta * g(t + 1) * (1 / root.maximum(eps) - 1 / (root + eps)))
)
def eps_added_or_not_undercut():
    """What adding eps changes in a step."""
    yield step_of(rmsprop, t) - step_of(rmsprop_max_eps, t)
    yield _ == -eta * g(t + 1) / (root + eps) - step_of(rmsprop_max_eps, t), rmsprop.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / (root + eps) - -eta * g(t + 1) / root.maximum(eps), step_of_max_eps
    yield _ == eta * g(t + 1) * (1 / root.maximum(eps) - 1 / (root + eps))


@proves(
    eq(
        first(rmsprop) - first(rmsprop_max_eps),
        eta * g(1) * (1 / (share * slope).maximum(eps) - 1 / (share * slope + eps)),
    )
)
def eps_added_or_not_undercut_at_first():
    """And in the first one."""
    yield first(rmsprop) - first(rmsprop_max_eps)
    yield _ == -eta * g(1) / (share * slope + eps) - first(rmsprop_max_eps), first_step
    yield (
        _ == -eta * g(1) / (share * slope + eps) - -eta * g(1) / square_root(rmsprop.v(1)).maximum(eps),
        step_of_max_eps.at({t: 0}),
    )
    yield _ == -eta * g(1) / (share * slope + eps) - -eta * g(1) / (share * slope).maximum(eps), first_root
    yield _ == eta * g(1) * (1 / (share * slope).maximum(eps) - 1 / (share * slope + eps))
