"""How do dialects differ at the first step?  By the place of eps, the start, the correction of the bias, the centre."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t
from rmsprop_sym.board import _, eq, proves, root_is
from rmsprop_sym.rules import rmsprop, rmsprop_eps_outside_ones, rmsprop_tf1
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected
from rmsprop_sym.rules import rmsprop_centred as centred
from rmsprop_sym.rules import rmsprop_eps_inside as inside

from .first_step import first_step, first_step_without_eps
from .larger_step import first_step_inside


def step_of(rule, n):
    """Step n + 1 of a rule."""
    return rule.theta(n + 1) - rule.theta(n)


def later(equation):
    """The equation one step later."""
    return equation.at({t: t + 1})


def way(rule, n):
    """How far a rule has come after n steps."""
    return rule.theta(n) - rule.theta(0)


def together(one, other, same_step, *given):
    """Two rules with the same steps: what is said of the ways they have come, its base and its step."""

    def equally_far(n):
        return eq(way(one, n), way(other, n))

    @proves(equally_far(0))
    def at_the_start():
        """Before the first step neither has moved."""
        yield way(one, 0)
        yield _ == way(other, 0)

    @proves(equally_far(t + 1), given=[equally_far(t), *given])
    def one_more_step(ih, *hypotheses):
        """And then both take the same step."""
        yield way(one, t + 1)
        yield _ == way(one, t) + step_of(one, t)
        yield _ == way(other, t) + step_of(other, t), ih, same_step, *hypotheses
        yield _ == way(other, t + 1)

    return equally_far, at_the_start, one_more_step


def first(rule):
    """The first step of a rule."""
    return rule.theta(1) - rule.theta(0)


share, slope = square_root(1 - beta), abs(g(1))
outside_from_zero = share * slope + eps
inside_from_zero = square_root((1 - beta) * g(1) ** 2 + eps)
from_one = beta + (1 - beta) * g(1) ** 2

# --- the place of eps, and the start ---


@proves(eq(first(rmsprop) - first(inside), eta * g(1) * (1 / inside_from_zero - 1 / outside_from_zero)))
def eps_place_at_first():
    """What the place of eps changes in the first step."""
    yield first(rmsprop) - first(inside)
    yield _ == -eta * g(1) / outside_from_zero - first(inside), first_step
    yield _ == -eta * g(1) / outside_from_zero - -eta * g(1) / inside_from_zero, first_step_inside
    yield _ == eta * g(1) * (1 / inside_from_zero - 1 / outside_from_zero)


def from_one_or_zero(other):
    """What is lost of the first step where the mean square starts from 1 in place of 0, by the divisor then."""
    return eta * g(1) * (1 / other - 1 / outside_from_zero)


@proves(eq(first(rmsprop) - first(rmsprop_eps_outside_ones), from_one_or_zero(square_root(from_one) + eps)))
def start_at_first():
    """What a start from 1 in place of 0 changes in the first step, eps outside the root."""
    ones, plain = rmsprop_eps_outside_ones, -eta * g(1) / outside_from_zero
    yield first(rmsprop) - first(ones)
    yield _ == plain - first(ones), first_step
    yield _ == plain - -eta * g(1) / (square_root(ones.v(1)) + eps), ones.theta.at(1)
    yield _ == plain - -eta * g(1) / (square_root(from_one) + eps), ones.v.at(1), ones.v.start
    yield _ == from_one_or_zero(square_root(from_one) + eps)


@proves(eq(first(inside) - first(rmsprop_tf1), eta * g(1) * (1 / square_root(from_one + eps) - 1 / inside_from_zero)))
def start_at_first_inside():
    """And with eps inside the root, where TensorFlow 1 starts from 1 and Optax from 0."""
    tf1, plain = rmsprop_tf1, -eta * g(1) / inside_from_zero
    yield first(inside) - first(tf1)
    yield _ == plain - first(tf1), first_step_inside
    yield _ == plain - -eta * g(1) / square_root(tf1.v(1) + eps), tf1.theta.at(1)
    yield _ == plain - -eta * g(1) / square_root(from_one + eps), tf1.v.at(1), tf1.v.start
    yield _ == eta * g(1) * (1 / square_root(from_one + eps) - 1 / inside_from_zero)


# --- the correction of the bias ---


@proves(eq(square_root(corrected.v(1) / (1 - beta**1)), slope))
def corrected_root():
    """Corrected, the first mean is the first square."""
    mean_square = (1 - beta) * g(1) ** 2 / (1 - beta)
    yield square_root(corrected.v(1) / (1 - beta**1))
    yield _ == square_root(((1 - beta) * g(1) ** 2 + beta * corrected.v(0)) / (1 - beta**1)), corrected.v.at(1)
    yield _ == square_root(mean_square), corrected.v.start
    yield _ == slope, root_is(mean_square, slope)


@proves(eq(first(corrected), -eta * g(1) / (slope + eps)))
def first_step_corrected():
    """With the bias corrected, the first divisor is the gradient's own size and eps."""
    yield first(corrected)
    yield _ == -eta * g(1) / (square_root(corrected.v(1) / (1 - beta**1)) + eps), corrected.theta.at(1)
    yield _ == -eta * g(1) / (slope + eps), corrected_root


@proves(eq(first(corrected) - first(rmsprop), eta * g(1) * (1 / outside_from_zero - 1 / (slope + eps))))
def correction_at_first():
    """What correcting the bias changes in the first step."""
    yield first(corrected) - first(rmsprop)
    yield _ == -eta * g(1) / (slope + eps) - first(rmsprop), first_step_corrected
    yield _ == -eta * g(1) / (slope + eps) - -eta * g(1) / outside_from_zero, first_step
    yield _ == eta * g(1) * (1 / outside_from_zero - 1 / (slope + eps))


@proves(eq(first(corrected), -eta * g(1).sign()), given=[eq(eps, 0)])
def first_step_corrected_without_eps(no_eps):
    """Without eps, the corrected first step has the size of the rate."""
    yield first(corrected)
    yield _ == -eta * g(1) / (slope + eps), first_step_corrected
    yield _ == -eta * (g(1) / slope), no_eps
    yield _ == -eta * g(1).sign()


@proves(eq(first(corrected), share * first(rmsprop)), given=[eq(eps, 0)])
def correction_at_first_without_eps(no_eps):
    """Without eps, correcting the bias takes the factor 1/sqrt(1 - beta) out of the first step."""
    yield first(corrected)
    yield _ == -eta * g(1).sign(), first_step_corrected_without_eps, no_eps
    yield _ == share * (-eta * g(1).sign() / share)
    yield _ == share * first(rmsprop), first_step_without_eps, no_eps


# --- the centre ---


@proves(eq(square_root(centred.v(1) - centred.m(1) ** 2), square_root(beta) * share * slope))
def centred_root():
    """About the running mean, the share beta of the first mean square is left."""
    variance, root = beta * (1 - beta) * g(1) ** 2, square_root(beta) * share * slope
    yield square_root(centred.v(1) - centred.m(1) ** 2)
    yield _ == square_root((1 - beta) * g(1) ** 2 - centred.m(1) ** 2), centred.v.at(1), centred.v.start
    yield _ == square_root(variance), centred.m.at(1), centred.m.start
    yield _ == root, root_is(variance, root)


@proves(
    eq(
        first(centred) - first(rmsprop),
        eta * g(1) * (1 / outside_from_zero - 1 / (square_root(beta) * share * slope + eps)),
    )
)
def centre_at_first():
    """What the centre changes in the first step."""
    divisor = square_root(beta) * share * slope + eps
    yield first(centred) - first(rmsprop)
    yield _ == first(centred) - -eta * g(1) / outside_from_zero, first_step
    root = square_root(centred.v(1) - centred.m(1) ** 2)
    yield _ == -eta * g(1) / (root + eps) - -eta * g(1) / outside_from_zero, centred.theta.at(1)
    yield _ == -eta * g(1) / divisor - -eta * g(1) / outside_from_zero, centred_root
    yield _ == eta * g(1) * (1 / outside_from_zero - 1 / divisor)


@proves(eq(first(centred), first(rmsprop) / square_root(beta)), given=[eq(eps, 0)])
def centre_at_first_without_eps(no_eps):
    """Without eps, the centre makes the first step larger by 1/sqrt(beta)."""
    yield first(centred)
    yield _ == -eta * g(1) / (square_root(centred.v(1) - centred.m(1) ** 2) + eps), centred.theta.at(1)
    yield _ == -eta * g(1) / (square_root(beta) * share * slope), centred_root, no_eps
    yield _ == -eta * g(1).sign() / share / square_root(beta)
    yield _ == first(rmsprop) / square_root(beta), first_step_without_eps, no_eps
