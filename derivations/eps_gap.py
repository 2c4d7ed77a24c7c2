"""How far apart are the two steps at the same eps, outside the root and inside it?  By eps, to the first order."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t, x
from rmsprop_sym.board import _, by_induction, by_squares, eq, le, lt, proves
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules import rmsprop_eps_inside as inside

v, theta = rmsprop.v, rmsprop.theta


def same_memory(n):
    return eq(inside.v(n), v(n))


@proves(same_memory(0))
def same_base():
    """Both start at 0."""
    yield inside.v(0)
    yield _ == 0, inside.v.start
    yield _ == v(0), v.start


@proves(same_memory(t + 1), given=[same_memory(t)])
def same_step(ih):
    """And remember alike."""
    yield inside.v(t + 1)
    yield _ == beta * inside.v(t) + (1 - beta) * g(t + 1) ** 2, inside.v.at(t + 1)
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2, ih
    yield _ == v(t + 1), v.at(t + 1)


same_mean_square = by_induction(t, same_memory, same_base, same_step)


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
    yield _ == inner / outer * (-eta * g(t + 1) / square_root(inside.v(t + 1) + eps)), same_mean_square.at({t: t + 1})
    yield _ == inner / outer * (inside.theta(t + 1) - inside.theta(t)), inside.theta.at(t + 1)


# The relative gap, with x for the mean square.
root, lifted = square_root(x), square_root(x + eps)
gap = lifted / (root + eps) - 1
some_memory = lt(0, x)


@proves(eq(gap, eps * (1 / (lifted + root) - 1) / (root + eps)), given=[some_memory])
def eps_gap(positive):
    """The ratio is 1 but for a gap of the order of eps: the root is lifted by eps/(sqrt(x + eps) + sqrt(x)) only."""
    yield gap
    yield _ == (lifted - root - eps) / (root + eps), positive
    yield _ == (eps / (lifted + root) - eps) / (root + eps), positive
    yield _ == eps * (1 / (lifted + root) - 1) / (root + eps)


@proves(le(-eps / root, gap), given=[some_memory])
def eps_gap_not_below(positive):
    """The step outside is smaller by eps/sqrt(x) at most."""
    yield -eps / root
    yield _ <= -eps / root + eps**2 / root / (root + eps) + eps / (lifted + root) / (root + eps), positive
    yield _ == eps * (1 / (lifted + root) - 1) / (root + eps), positive
    yield _ == gap, eps_gap.at({}, positive)


@proves(le(root, lifted), given=[some_memory])
def lifted_not_below(positive):
    """eps lifts the root."""
    yield root
    yield _ <= lifted, by_squares(le(root, lifted), positive)


@proves(le(gap, eps / (2 * x)), given=[some_memory])
def eps_gap_not_above(positive):
    """And larger by eps/(2*x) at most."""
    product = (lifted + root) * (root + eps)
    excess = (lifted - root) * root + (lifted + root) * eps + 2 * x * (lifted + root)
    yield gap
    yield _ == eps * (1 / (lifted + root) - 1) / (root + eps), eps_gap.at({}, positive)
    yield (
        _ <= eps * (1 / (lifted + root) - 1) / (root + eps) + eps / (2 * x) / product * excess,
        positive,
        lifted_not_below,
    )
    yield _ == eps / (2 * x), positive


first_order = eps * (1 / (2 * root) - 1) / root
second_order = eps**2 * (1 / (2 * root * (lifted + root) ** 2) + 1 / (2 * root) / root - 1 / root) / (root + eps)


@proves(eq(gap, first_order - second_order), given=[some_memory])
def eps_gap_first_order(positive):
    """To the first order it is eps*(1/(2*sqrt(x)) - 1)/sqrt(x): no gap at x = 1/4; what is left is known exactly."""
    yield gap
    yield _ == eps * (1 / (lifted + root) - 1) / (root + eps), eps_gap.at({}, positive)
    yield _ == first_order - second_order, positive
