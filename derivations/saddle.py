"""How RMSProp leaves a saddle: without eps along one path, however steep the saddle is."""

from rmsprop_sym.alphabet import c, eps, g, h, t
from rmsprop_sym.board import _, by_induction, eq, lt, proves
from rmsprop_sym.rules import rmsprop

from .scale import scale_invariance, scaled


def same_path(n):
    return eq(scaled.theta(n), rmsprop.theta(n))


@proves(same_path(0), given=[eq(scaled.theta(0), rmsprop.theta(0))])
def same_path_base(together):
    """Both start at one point."""
    yield scaled.theta(0)
    yield _ == rmsprop.theta(0), together


@proves(same_path(t + 1), given=[same_path(t), eq(eps, 0), lt(0, c)])
def same_path_step(ih, no_eps, positive):
    """Each step is the same for the slope c*h as for h."""
    yield scaled.theta(t + 1)
    yield _ == scaled.theta(t) + (rmsprop.theta(t + 1) - rmsprop.theta(t)), scale_invariance, no_eps, positive
    yield _ == rmsprop.theta(t + 1), ih


saddle = by_induction(t, same_path, same_path_base, same_path_step)


@proves(
    eq(c * g(t + 1), -(c * h) * scaled.theta(t)),
    given=[eq(g(t + 1), -h * rmsprop.theta(t)), eq(scaled.theta(0), rmsprop.theta(0)), eq(eps, 0), lt(0, c)],
)
def saddle_steeper(slope, together, no_eps, positive):
    """And the gradients c*g on that path are those of a saddle c times as steep."""
    yield c * g(t + 1)
    yield _ == -(c * h) * rmsprop.theta(t), slope
    yield _ == -(c * h) * scaled.theta(t), saddle, together, no_eps, positive
