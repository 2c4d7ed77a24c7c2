"""How far apart are the two steps at the same eps, outside the root and inside it?  By eps, to the first order."""

from rmsprop_sym.alphabet import eps, eta, g, square_root, t, x
from rmsprop_sym.board import _, eq, le, lt, proves
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_eps_inside as inside

from .memories import memory_eps_inside

v, theta = rmsprop.v, rmsprop.theta


@proves(
    eq(
        theta(t + 1) - theta(t),
        square_root(v(t + 1) + eps) / (square_root(v(t + 1)) + eps) * (inside.theta(t + 1) - inside.theta(t)),
    ),
    given=[lt(0, v(t + 1))],
)
def ratio_of_steps(positive):
    """The step outside is the step inside, times the ratio of the divisors."""
    outer, inner = square_root(v(t + 1)) + eps, square_root(v(t + 1) + eps)
    yield theta(t + 1) - theta(t)
    yield _ == -eta * g(t + 1) / outer, theta.at(t + 1)
    yield _ == inner / outer * (-eta * g(t + 1) / inner), positive
    yield _ == inner / outer * (-eta * g(t + 1) / square_root(inside.v(t + 1) + eps)), memory_eps_inside.at({t: t + 1})
    yield _ == inner / outer * (inside.theta(t + 1) - inside.theta(t)), inside.theta.at(t + 1)


# The relative gap, with x for the mean square.
root, lifted = square_root(x), square_root(x + eps)
gap = lifted / (root + eps) - 1
some_memory = lt(0, x)

a, b, c = 1 / root, 1 / (root + eps), 1 / (lifted + root)


@proves(eq(lifted - root, eps * c), given=[some_memory])
def root_lifted(positive):
    """The root is lifted by eps/(sqrt(x + eps) + sqrt(x)) only: the squares differ by eps."""
    yield lifted - root
    yield _ == (lifted - root) * ((lifted + root) * c), positive
    yield _ == (lifted**2 - root**2) * c
    yield _ == eps * c, positive


@proves(eq(gap, eps * (c - 1) * b), given=[some_memory])
def eps_gap(positive):
    """The ratio is 1 but for a gap of the order of eps."""
    yield gap
    yield _ == (lifted - root - eps) * b + ((root + eps) * b - 1)
    yield _ == (eps * c - eps) * b, root_lifted.at({}, positive), positive
    yield _ == eps * (c - 1) * b


@proves(le(-eps / root, gap), given=[some_memory])
def eps_gap_not_below(positive):
    """The step outside is smaller by eps/sqrt(x) at most."""
    yield -eps / root
    yield _ == -eps * (a * ((root + eps) * b)), positive
    yield _ == -eps * ((root * a) * b + eps * a * b)
    yield _ == -eps * (b + eps * a * b), positive
    yield _ <= -eps * (b + eps * a * b) + (eps**2 * a * b + eps * b * c), positive
    yield _ == eps * (c - 1) * b
    yield _ == gap, eps_gap.at({}, positive)


@proves(eq(b, a * (1 - eps * b)), given=[some_memory])
def outer_reciprocal(positive):
    """What eps takes from 1/sqrt(x) outside the root."""
    yield b
    yield _ == a * root * b, positive
    yield _ == a * ((root + eps) * b - eps * b)
    yield _ == a * (1 - eps * b), positive


@proves(eq(c, a / 2 * (1 - eps * c**2)), given=[some_memory])
def sum_reciprocal(positive):
    """And what it takes from 1/(2*sqrt(x))."""
    yield c
    yield _ == a * root * c, positive
    yield _ == a / 2 * ((lifted + root) * c - (lifted - root) * c)
    yield _ == a / 2 * (1 - (lifted - root) * c), positive
    yield _ == a / 2 * (1 - eps * c**2), root_lifted.at({}, positive)


@proves(le(gap, eps / (2 * x)), given=[some_memory])
def eps_gap_not_above(positive):
    """And larger by eps/(2*x) at most."""
    yield gap
    yield _ == eps * (c - 1) * b, eps_gap.at({}, positive)
    yield _ <= eps * (c - 1) * b + (eps * b + eps * c * (eps * a * b)), positive
    yield _ == eps * c * (a * (1 - eps * b)) + eps**2 * a * b * c, outer_reciprocal.at({}, positive)
    yield _ <= eps * c * a + eps * a * (a / 2 * (eps * c**2)), positive
    yield _ == eps * a**2 / 2, sum_reciprocal.at({}, positive)
    yield _ == eps / (2 * x), positive


first_order = eps * (a / 2 - 1) * a
second_order = eps**2 * (a / 2 * c**2 + (a / 2 - 1) * a) * b


@proves(eq(gap, first_order - second_order), given=[some_memory])
def eps_gap_first_order(positive):
    """To the first order it is eps*(1/(2*sqrt(x)) - 1)/sqrt(x): no gap at x = 1/4; what is left is known exactly."""
    yield gap
    yield _ == eps * (c - 1) * b, eps_gap.at({}, positive)
    yield _ == eps * (a / 2 * (1 - eps * c**2) - 1) * b, sum_reciprocal.at({}, positive)
    yield _ == eps * (a / 2 - 1) * b - eps**2 * (a / 2 * c**2) * b
    yield _ == eps * (a / 2 - 1) * (a * (1 - eps * b)) - eps**2 * (a / 2 * c**2) * b, outer_reciprocal.at({}, positive)
    yield _ == first_order - second_order
