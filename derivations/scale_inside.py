"""And what, if eps stands inside the root?  Then it has the units of a square, and has to be multiplied by c**2."""

from rmsprop_sym.alphabet import c, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, eq, lt, proves, root_is
from rmsprop_sym.rules import rmsprop_eps_inside as inside

from .never_negative import v_never_negative_inside
from .scale import carries

repaired_inside = inside.run(lambda i: c * g(i), eps=c**2 * eps)
mean_square_scales_inside = by_induction(t, *carries(inside.v, repaired_inside.v, c**2))


@proves(
    eq(repaired_inside.theta(t + 1) - repaired_inside.theta(t), inside.theta(t + 1) - inside.theta(t)),
    given=[lt(0, c)],
)
def scale_repaired_inside(positive):
    """With eps multiplied by c**2, the steps do not feel the scale."""
    below, larger = inside.v(t + 1) + eps, mean_square_scales_inside.at({t: t + 1})
    not_negative = v_never_negative_inside.at({t: t + 1})
    yield repaired_inside.theta(t + 1) - repaired_inside.theta(t)
    yield (
        _ == -eta * (c * g(t + 1)) / square_root(repaired_inside.v(t + 1) + c**2 * eps),
        repaired_inside.theta.at(t + 1),
    )
    yield _ == -eta * (c * g(t + 1)) / square_root(c**2 * inside.v(t + 1) + c**2 * eps), larger
    root = c * square_root(below)
    yield _ == -eta * (c * g(t + 1)) / root, root_is(c**2 * inside.v(t + 1) + c**2 * eps, root, positive, not_negative)
    yield _ == -eta * g(t + 1) / square_root(below), positive
    yield _ == inside.theta(t + 1) - inside.theta(t), inside.theta.at(t + 1)
