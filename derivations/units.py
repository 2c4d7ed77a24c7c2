"""In which units do the letters come?  In those in which all of them can be changed together without a trace.

Of a run with gradients in a unit c times as small and parameters in one x times as small, all numbers are known from
those of the run in the old units.
"""

from rmsprop_sym.alphabet import c, eps, eta, g, square_root, t, x, y
from rmsprop_sym.board import _, by_induction, concludes, eq, lt, proves, root_is
from rmsprop_sym.rules import rmsprop, rmsprop_eps_inside

from .dialects import step_of
from .never_negative import v_never_negative, v_never_negative_inside
from .scale import carries


def gradients(i):
    """The gradients in the new unit."""
    return c * g(i)


outside = rmsprop.run(gradients, eta=x * eta, eps=c * eps)
unit_of_v = by_induction(t, *carries(rmsprop.v, outside.v, c**2))


@proves(eq(step_of(outside, t), x * step_of(rmsprop, t)), given=[lt(0, c)])
def units(positive):
    """RMSProp: v in the square of the gradient's unit, eta in that of theta, eps in that of the gradient."""
    root = square_root(rmsprop.v(t + 1))
    newest, larger = v_never_negative.at({t: t + 1}), unit_of_v.at({t: t + 1})
    yield step_of(outside, t)
    yield _ == -(x * eta) * (c * g(t + 1)) / (square_root(outside.v(t + 1)) + c * eps), outside.theta.at(t + 1)
    yield _ == -(x * eta) * (c * g(t + 1)) / (square_root(c**2 * rmsprop.v(t + 1)) + c * eps), larger
    taken_out = root_is(c**2 * rmsprop.v(t + 1), c * root, positive, newest)
    yield _ == -(x * eta) * (c * g(t + 1)) / (c * root + c * eps), taken_out
    yield _ == -(x * eta) * (c * g(t + 1)) / (c * (root + eps)), concludes(eq(c * root + c * eps, c * (root + eps)))
    yield _ == x * (-eta * g(t + 1) / (root + eps)), positive
    yield _ == x * step_of(rmsprop, t), rmsprop.theta.at(t + 1)


inside = rmsprop_eps_inside.run(gradients, eta=x * eta, eps=c**2 * eps)
unit_of_v_eps_inside = by_induction(t, *carries(rmsprop_eps_inside.v, inside.v, c**2))


@proves(eq(step_of(inside, t), x * step_of(rmsprop_eps_inside, t)), given=[lt(0, c)])
def units_eps_inside(positive):
    """With eps inside the root, eps in the square of the gradient's unit."""
    under = rmsprop_eps_inside.v(t + 1) + eps
    newest, larger = v_never_negative_inside.at({t: t + 1}), unit_of_v_eps_inside.at({t: t + 1})
    yield step_of(inside, t)
    yield _ == -(x * eta) * (c * g(t + 1)) / square_root(inside.v(t + 1) + c**2 * eps), inside.theta.at(t + 1)
    yield _ == -(x * eta) * (c * g(t + 1)) / square_root(c**2 * under), larger
    taken_out = root_is(c**2 * under, c * square_root(under), positive, newest)
    yield _ == -(x * eta) * (c * g(t + 1)) / (c * square_root(under)), taken_out
    yield _ == x * (-eta * g(t + 1) / square_root(under)), positive
    yield _ == x * step_of(rmsprop_eps_inside, t), rmsprop_eps_inside.theta.at(t + 1)


@proves(eq(x * eta * (c * g(t + 1)) / (c**2 * y), x / c * (eta * g(t + 1) / y)), given=[lt(0, c)])
def units_without_the_root(positive):
    """Divided by v and not by its root, the step comes in theta's unit only if eta carries the gradient's as well."""
    yield x * eta * (c * g(t + 1)) / (c**2 * y)
    yield _ == x / c * (eta * g(t + 1) / y), positive
