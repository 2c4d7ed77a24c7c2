"""And what, if eps stands inside the root?  Then it has the units of a square, and has to be multiplied by c**2."""

from rmsprop_sym.alphabet import beta, c, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, eq, le, lt, proves, root_is
from rmsprop_sym.rules import rmsprop_eps_inside as inside

repaired_inside = inside.run(lambda i: c * g(i), eps=c**2 * eps)


def inside_scales(n):
    return eq(repaired_inside.v(n), c**2 * inside.v(n))


@proves(inside_scales(0))
def inside_base():
    """Both runs start at 0."""
    yield repaired_inside.v(0)
    yield _ == 0, repaired_inside.v.start
    yield _ == c**2 * inside.v(0), inside.v.start


@proves(inside_scales(t + 1), given=[inside_scales(t)])
def inside_step(ih):
    """Every square carries the factor c**2."""
    yield repaired_inside.v(t + 1)
    yield _ == beta * repaired_inside.v(t) + (1 - beta) * (c * g(t + 1)) ** 2, repaired_inside.v.at(t + 1)
    yield _ == beta * (c**2 * inside.v(t)) + (1 - beta) * (c * g(t + 1)) ** 2, ih
    yield _ == c**2 * inside.v(t + 1), inside.v.at(t + 1)


mean_square_scales_inside = by_induction(t, inside_scales, inside_base, inside_step)


def inside_not_negative(n):
    return le(0, inside.v(n))


@proves(inside_not_negative(0))
def inside_not_negative_base():
    """It starts at 0."""
    yield 0
    yield _ == inside.v(0), inside.v.start


@proves(inside_not_negative(t + 1), given=[inside_not_negative(t)])
def inside_not_negative_step(ih):
    """A mean of what is not negative is not negative."""
    yield 0
    yield _ <= beta * inside.v(t) + (1 - beta) * g(t + 1) ** 2, ih
    yield _ == inside.v(t + 1), inside.v.at(t + 1)


v_never_negative_inside = by_induction(t, inside_not_negative, inside_not_negative_base, inside_not_negative_step)


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
