"""Which dialects differ in the place of eps alone?  Four pairs; and without eps both of a pair go the same way."""

from rmsprop_sym.alphabet import eps, eta, g, square_root, t
from rmsprop_sym.board import _, by_induction, eq, proves
from rmsprop_sym.rules import (
    adagrad,
    adagrad_eps_inside,
    rmsprop,
    rmsprop_centred,
    rmsprop_centred_eps_inside,
    rmsprop_eps_inside,
    rmsprop_eps_outside_ones,
    rmsprop_no_eps,
    rmsprop_tf1,
)

from .dialects import later, step_of, together
from .memories import (
    centre_by_lerp,
    memory_about_the_mean,
    memory_by_lerp,
    memory_eps_inside,
    memory_of_adagrad,
    memory_of_the_slide,
)

no_eps = eq(eps, 0)


def change(under):
    """What moving eps under the root changes in a step, if this stood under it."""
    return eta * g(t + 1) * (1 / square_root(under + eps) - 1 / (square_root(under) + eps))


def eps_moved(outside, inside, under, within, *same):
    """What the place of eps changes in any step, for two rules with the same under their roots."""
    outer, inner = square_root(under) + eps, square_root(under + eps)

    @proves(eq(step_of(outside, t) - step_of(inside, t), change(under)))
    def difference():
        """The gradients are the same, the divisors differ."""
        yield step_of(outside, t) - step_of(inside, t)
        yield _ == -eta * g(t + 1) / outer - step_of(inside, t), outside.theta.at(t + 1)
        yield _ == -eta * g(t + 1) / outer - -eta * g(t + 1) / square_root(within + eps), inside.theta.at(t + 1)
        yield _ == -eta * g(t + 1) / outer - -eta * g(t + 1) / inner, *same
        yield _ == change(under)

    return difference


def eps_gone(outside, inside, under, moved):
    """Two rules that differ in the place of eps alone, without eps."""

    @proves(eq(step_of(inside, t), step_of(outside, t)), given=[no_eps])
    def same_step(nothing):
        """Without eps the divisors are the same."""
        yield step_of(inside, t)
        yield _ == step_of(outside, t) - (step_of(outside, t) - step_of(inside, t))
        yield _ == step_of(outside, t) - change(under), moved
        yield _ == step_of(outside, t), nothing

    return together(inside, outside, same_step, no_eps)


# --- RMSProp, from 0 and from 1 ---

plain, within = rmsprop.v(t + 1), rmsprop_eps_inside.v(t + 1)
eps_moved_from_zero = eps_moved(rmsprop, rmsprop_eps_inside, plain, within, later(memory_eps_inside))
eps_gone_from_zero = by_induction(t, *eps_gone(rmsprop, rmsprop_eps_inside, plain, eps_moved_from_zero))

ones, tf1 = rmsprop_eps_outside_ones, rmsprop_tf1
eps_moved_from_one = eps_moved(ones, tf1, ones.v(t + 1), tf1.v(t + 1), later(memory_by_lerp))
eps_gone_from_one = by_induction(t, *eps_gone(ones, tf1, ones.v(t + 1), eps_moved_from_one))

# --- about the mean ---

centred, other = rmsprop_centred, rmsprop_centred_eps_inside
variance, variance_within = (rule.v(t + 1) - rule.m(t + 1) ** 2 for rule in (centred, other))
same_variance = later(memory_about_the_mean), later(centre_by_lerp)
eps_moved_about_the_mean = eps_moved(centred, other, variance, variance_within, *same_variance)
eps_gone_about_the_mean = by_induction(t, *eps_gone(centred, other, variance, eps_moved_about_the_mean))

# --- AdaGrad ---

summed, summed_within = adagrad.G(t + 1), adagrad_eps_inside.G(t + 1)
eps_moved_in_adagrad = eps_moved(adagrad, adagrad_eps_inside, summed, summed_within, later(memory_of_adagrad))
eps_gone_in_adagrad = by_induction(t, *eps_gone(adagrad, adagrad_eps_inside, summed, eps_moved_in_adagrad))

# --- the slide, which has no eps ---

slide = rmsprop_no_eps


@proves(eq(step_of(slide, t), step_of(rmsprop, t)), given=[no_eps])
def step_of_the_slide(nothing):
    """On Hinton's slide nothing is added to the root."""
    yield step_of(slide, t)
    yield _ == -eta * g(t + 1) / square_root(slide.v(t + 1)), slide.theta.at(t + 1)
    yield _ == -eta * g(t + 1) / square_root(plain), later(memory_of_the_slide)
    yield _ == -eta * g(t + 1) / (square_root(plain) + eps), nothing
    yield _ == step_of(rmsprop, t), rmsprop.theta.at(t + 1)


slide_is_rmsprop = by_induction(t, *together(slide, rmsprop, step_of_the_slide, no_eps))
