"""What becomes of a run when all its gradients are multiplied by c > 0: two runs of one rule, side by side."""

from rmsprop_sym.alphabet import c, eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, concludes, eq, lt, proves, root_is
from rmsprop_sym.rules import rmsprop

from .never_negative import v_never_negative

v, theta = rmsprop.v, rmsprop.theta
scaled = rmsprop.run(lambda i: c * g(i))


def carries(old, new, unit):
    """A state of the two runs: what is said of its unit, its base and its step."""

    def in_new_units(n):
        return eq(new(n), unit * old(n))

    @proves(in_new_units(0))
    def at_the_start():
        """Both start at 0, which has any unit."""
        yield new(0)
        yield _ == unit * old(0), new.start, old.start

    @proves(in_new_units(t + 1), given=[in_new_units(t)])
    def one_more_step(ih):
        """And each step keeps the unit."""
        yield new(t + 1)
        yield _ == new.at(t + 1).claim.right, new.at(t + 1)
        yield _ == unit * old.at(t + 1).claim.right, ih
        yield _ == unit * old(t + 1), old.at(t + 1)

    return in_new_units, at_the_start, one_more_step


mean_square_scales = by_induction(t, *carries(v, scaled.v, c**2))
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
mean_square_scales_with_eps = by_induction(t, *carries(v, repaired.v, c**2))


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
