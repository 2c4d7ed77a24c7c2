"""What becomes of a run when all its gradients are multiplied by c > 0: two runs of one rule, side by side."""

from rmsprop_sym.alphabet import beta, c, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, concludes, eq, le, lt, proves, root_is
from rmsprop_sym.rules import rmsprop

v, theta = rmsprop.v, rmsprop.theta
scaled = rmsprop.run(lambda i: c * g(i))


def never_negative(n):
    return le(0, v(n))


@proves(never_negative(0))
def never_negative_base():
    """It starts at 0."""
    yield 0
    yield _ == v(0), v.start


@proves(never_negative(t + 1), given=[never_negative(t)])
def never_negative_step(ih):
    """A mean of what is not negative is not negative."""
    yield 0
    yield _ <= beta * v(t) + (1 - beta) * g(t + 1) ** 2, ih
    yield _ == v(t + 1), v.at(t + 1)


v_never_negative = by_induction(t, never_negative, never_negative_base, never_negative_step)


def scales(n):
    return eq(scaled.v(n), c**2 * v(n))


@proves(scales(0))
def scales_base():
    """Both runs start at 0."""
    yield scaled.v(0)
    yield _ == 0, scaled.v.start
    yield _ == c**2 * v(0), v.start


@proves(scales(t + 1), given=[scales(t)])
def scales_step(ih):
    """Every square carries the factor c**2."""
    yield scaled.v(t + 1)
    yield _ == beta * scaled.v(t) + (1 - beta) * (c * g(t + 1)) ** 2, scaled.v.at(t + 1)
    yield _ == beta * (c**2 * v(t)) + (1 - beta) * (c * g(t + 1)) ** 2, ih
    yield _ == c**2 * (beta * v(t) + (1 - beta) * g(t + 1) ** 2)
    yield _ == c**2 * v(t + 1), v.at(t + 1)


mean_square_scales = by_induction(t, scales, scales_base, scales_step)

newest = v_never_negative.at({t: t + 1})


@proves(
    eq(scaled.theta(t + 1) - scaled.theta(t), theta(t + 1) - theta(t)),
    given=[eq(eps, 0), lt(0, c)],
)
def scale_invariance(no_eps, positive):
    """Without eps, the steps do not feel the scale of the gradients."""
    yield scaled.theta(t + 1) - scaled.theta(t)
    yield _ == -eta * (c * g(t + 1)) / (square_root(scaled.v(t + 1)) + eps), scaled.theta.at(t + 1)
    yield _ == -eta * (c * g(t + 1)) / square_root(c**2 * v(t + 1)), no_eps, mean_square_scales.at({t: t + 1})
    root = c * square_root(v(t + 1))
    yield _ == -eta * (c * g(t + 1)) / root, root_is(c**2 * v(t + 1), root, positive, newest)
    yield _ == -eta * g(t + 1) / square_root(v(t + 1)), positive
    yield _ == -eta * g(t + 1) / (square_root(v(t + 1)) + eps), no_eps
    yield _ == theta(t + 1) - theta(t), theta.at(t + 1)


# --- with eps ---

divisor = square_root(v(t + 1)) + eps / c


@proves(eq(scaled.theta(t + 1) - scaled.theta(t), -eta * g(t + 1) / divisor), given=[lt(0, c)])
def scale_with_eps(positive):
    """With eps, gradients that are c times as large are what eps/c instead of eps would be."""
    yield scaled.theta(t + 1) - scaled.theta(t)
    yield _ == -eta * (c * g(t + 1)) / (square_root(scaled.v(t + 1)) + eps), scaled.theta.at(t + 1)
    yield _ == -eta * (c * g(t + 1)) / (square_root(c**2 * v(t + 1)) + eps), mean_square_scales.at({t: t + 1})
    root = c * square_root(v(t + 1))
    yield _ == -eta * (c * g(t + 1)) / (root + eps), root_is(c**2 * v(t + 1), root, positive, newest)
    yield _ == -eta * (c * g(t + 1)) / (c * divisor), concludes(eq(root + eps, c * divisor), positive)
    yield _ == -eta * g(t + 1) / divisor, positive


repaired = rmsprop.run(lambda i: c * g(i), eps=c * eps)


def still_scales(n):
    return eq(repaired.v(n), c**2 * v(n))


@proves(still_scales(0))
def repaired_base():
    """Both runs start at 0."""
    yield repaired.v(0)
    yield _ == 0, repaired.v.start
    yield _ == c**2 * v(0), v.start


@proves(still_scales(t + 1), given=[still_scales(t)])
def repaired_step(ih):
    """What eps is has no say in the mean square."""
    yield repaired.v(t + 1)
    yield _ == beta * repaired.v(t) + (1 - beta) * (c * g(t + 1)) ** 2, repaired.v.at(t + 1)
    yield _ == beta * (c**2 * v(t)) + (1 - beta) * (c * g(t + 1)) ** 2, ih
    yield _ == c**2 * v(t + 1), v.at(t + 1)


mean_square_scales_with_eps = by_induction(t, still_scales, repaired_base, repaired_step)


@proves(eq(repaired.theta(t + 1) - repaired.theta(t), theta(t + 1) - theta(t)), given=[lt(0, c)])
def scale_repaired(positive):
    """Outside the root, eps has to be multiplied by c as well: then the steps do not feel the scale."""
    yield repaired.theta(t + 1) - repaired.theta(t)
    yield _ == -eta * (c * g(t + 1)) / (square_root(repaired.v(t + 1)) + c * eps), repaired.theta.at(t + 1)
    larger = mean_square_scales_with_eps.at({t: t + 1})
    yield _ == -eta * (c * g(t + 1)) / (square_root(c**2 * v(t + 1)) + c * eps), larger
    root, divisor = c * square_root(v(t + 1)), square_root(v(t + 1)) + eps
    yield _ == -eta * (c * g(t + 1)) / (root + c * eps), root_is(c**2 * v(t + 1), root, positive, newest)
    yield _ == -eta * (c * g(t + 1)) / (c * divisor), concludes(eq(root + c * eps, c * divisor))
    yield _ == -eta * g(t + 1) / divisor, positive
    yield _ == theta(t + 1) - theta(t), theta.at(t + 1)
