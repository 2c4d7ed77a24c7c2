"""How do the rules step on a constant gradient?  Along its sign, by eta/c without eps and less with it."""

from rmsprop_sym.alphabet import beta, c, eps, eta, square_root, t, x
from rmsprop_sym.board import _, by_induction, by_squares, concludes, eq, le, lt, ne, proves, root_is, size_is
from rmsprop_sym.kernel.term import ONE
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import adagrad, adam, momentum, rmsprop
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected
from rmsprop_sym.rules import rmsprop_eps_inside as inside
from rmsprop_sym.rules import rmsprop_no_eps as on_the_slide

from .adam_constant import adam_constant_step
from .constant import fills, momentum_step_of_constant, same
from .dialects import step_of, way
from .filling import decay_below_one, filled
from .rates import adagrad_of_constant
from .step_sizes import step_below, step_size_without_eps, step_within, step_without_eps

added, full = square_root(t + 1), square_root(filled(t + 1))


def along(share):
    """The step along x that is divided by share*abs(x) and eps."""
    return -eta * x / (share * abs(x) + eps)


def fills_up(rule):
    """The memory of a rule, full of one square."""
    return by_induction(t, *fills(rule.v, beta, x**2))


root = root_is(filled(t + 1) * x**2, full * abs(x), decay_below_one)
filled_mean, filled_inside, filled_on_the_slide = map(fills_up, (rmsprop, inside, on_the_slide))
filled_corrected = fills_up(corrected)


@proves(eq(step_of(rmsprop, t), along(full)), given=[same])
def constant_step(alike):
    """RMSProp divides by the share of the gradient that its memory has filled with."""
    yield step_of(rmsprop, t)
    yield _ == -eta * x / (square_root(rmsprop.v(t + 1)) + eps), rmsprop.theta.at(t + 1), specialise(alike, t + 1)
    yield _ == -eta * x / (square_root(filled(t + 1) * x**2) + eps), filled_mean.at({t: t + 1}, alike)
    yield _ == along(full), root


@proves(eq(step_of(on_the_slide, t), -eta * x / (full * abs(x))), given=[same])
def constant_step_on_the_slide(alike):
    """Where there is no eps, by that alone."""
    yield step_of(on_the_slide, t)
    yield _ == -eta * x / square_root(on_the_slide.v(t + 1)), on_the_slide.theta.at(t + 1), specialise(alike, t + 1)
    yield _ == -eta * x / square_root(filled(t + 1) * x**2), filled_on_the_slide.at({t: t + 1}, alike)
    yield _ == -eta * x / (full * abs(x)), root


@proves(eq(step_of(inside, t), along(full)), given=[same, eq(eps, 0)])
def constant_step_inside(alike, no_eps):
    """And where eps is 0, its place does not matter."""
    yield step_of(inside, t)
    yield _ == -eta * x / square_root(inside.v(t + 1) + eps), inside.theta.at(t + 1), specialise(alike, t + 1)
    yield _ == -eta * x / square_root(filled(t + 1) * x**2 + 0), filled_inside.at({t: t + 1}, alike), no_eps
    yield _ == -eta * x / (full * abs(x) + 0), root
    yield _ == along(full), no_eps


@proves(eq(step_of(corrected, t), along(1)), given=[same])
def corrected_constant_step(alike):
    """With the bias corrected that share is all of it."""
    one, within = corrected.theta.at(t + 1), filled(t + 1) * x**2 / filled(t + 1)
    yield step_of(corrected, t)
    yield _ == -eta * x / (square_root(corrected.v(t + 1) / filled(t + 1)) + eps), one, specialise(alike, t + 1)
    yield _ == -eta * x / (square_root(within) + eps), filled_corrected.at({t: t + 1}, alike)
    yield _ == along(1), root_is(within, abs(x), decay_below_one)


@proves(eq(step_of(adagrad, t), along(added)), given=[same])
def adagrad_constant_step(alike):
    """AdaGrad divides by the gradient as often as its square has been added up, under a root."""
    known = adagrad_of_constant.at({t: t + 1}, alike)
    yield step_of(adagrad, t)
    yield _ == -eta * x / (square_root(adagrad.G(t + 1)) + eps), adagrad.theta.at(t + 1), specialise(alike, t + 1)
    yield _ == -eta * x / (square_root((t + 1) * x**2) + eps), known
    yield _ == along(added), root_is((t + 1) * x**2, added * abs(x))


def steps(rule, share, known):
    """What is said of the steps of a rule: within eta/share, below it with eps, and without eps signed, and sized."""
    step = step_of(rule, t)
    positive = concludes(lt(0, share), decay_below_one)

    @proves(le(abs(step), eta / share), given=[same])
    def within(alike):
        """No step is larger."""
        yield abs(step)
        yield _ == abs(along(share)), known, alike
        yield _ <= eta / share, step_within.at({c: share}, positive)

    @proves(lt(abs(step), eta / share), given=[same, lt(0, eps)])
    def below(alike, some_eps):
        """With eps every step is smaller."""
        yield abs(step)
        yield _ == abs(along(share)), known, alike
        yield _ < eta / share, step_below.at({c: share}, positive, some_eps)

    @proves(eq(step, -eta * x.sign() / share), given=[same, eq(eps, 0)])
    def signed(alike, no_eps):
        """Without eps the gradient's sign is left."""
        yield step
        yield _ == along(share), known, alike
        yield _ == -eta * x.sign() / share, step_without_eps.at({c: share}, no_eps)

    @proves(eq(abs(step), eta / share), given=[same, eq(eps, 0), ne(x, 0)])
    def sized(alike, no_eps, some):
        """So all gradients make the same steps."""
        yield abs(step)
        yield _ == abs(along(share)), known, alike
        yield _ == eta / share, step_size_without_eps.at({c: share}, positive, no_eps, some)

    return within, below, signed, sized


constant_within, constant_below, constant_signed, constant_sized = steps(rmsprop, full, constant_step)
corrected_within, corrected_below, corrected_signed, corrected_sized = steps(corrected, ONE, corrected_constant_step)
adam_within, adam_below, adam_signed, adam_sized = steps(adam, ONE, adam_constant_step)
adagrad_within, adagrad_below, adagrad_signed, adagrad_sized = steps(adagrad, added, adagrad_constant_step)


def without_eps(rule, share, known, *given):
    """What is said of the steps of a rule that has no eps, or none that counts: they are signed, and sized."""
    step = step_of(rule, t)
    positive = concludes(lt(0, share), decay_below_one)

    @proves(eq(step, -eta * x.sign() / share), given=[same, *given])
    def signed(alike, *none):
        """The gradient's sign is left."""
        yield step
        yield _ == -eta * x / (share * abs(x)), known.at({}, alike, *none), *none
        yield _ == -eta * (x / abs(x)) / share
        yield _ == -eta * x.sign() / share

    @proves(eq(abs(step), eta / share), given=[same, *given, ne(x, 0)])
    def sized(alike, *hypotheses):
        """So all gradients make the same steps."""
        yield abs(step)
        yield _ == abs(-eta * x.sign() / share), signed.at({}, alike, *hypotheses)
        yield _ == eta / share, size_is(-eta * x.sign() / share, eta / share, positive, *hypotheses)

    return signed, sized


@proves(lt(full, 1))
def root_of_filled_below_one():
    """What the memory lacks."""
    yield full
    yield _ < 1, by_squares(lt(full, 1), decay_below_one)


def larger(rule, known, *given):
    """What is said of the steps of a rule that corrects no bias."""

    @proves(lt(eta, abs(step_of(rule, t))), given=[same, *given, ne(x, 0)])
    def than_the_rate(alike, *hypotheses):
        """Without eps every step is larger than the rate."""
        yield eta
        yield _ < eta + eta * (1 - full) / full, decay_below_one, root_of_filled_below_one
        yield _ == eta / full, decay_below_one
        yield _ == abs(step_of(rule, t)), known.at({}, alike, *hypotheses)

    return than_the_rate


no_eps = eq(eps, 0)
slide_signed, slide_sized = without_eps(on_the_slide, full, constant_step_on_the_slide)
inside_signed, inside_sized = without_eps(inside, full, constant_step_inside, no_eps)
constant_larger = larger(rmsprop, constant_sized, no_eps)
slide_larger, inside_larger = larger(on_the_slide, slide_sized), larger(inside, inside_sized, no_eps)


def travelled(rule, step, known, *given):
    """A rule that takes the same step again and again: what is said of its way, its base and its step."""

    def far(n):
        return eq(way(rule, n), n * step)

    @proves(far(0))
    def at_the_start():
        """It has not moved."""
        yield way(rule, 0)
        yield _ == 0 * step

    @proves(far(t + 1), given=[far(t), same, *given])
    def one_more_step(ih, *hypotheses):
        """It takes the step once more."""
        yield way(rule, t + 1)
        yield _ == way(rule, t) + step_of(rule, t)
        yield _ == t * step + step, ih, known, *hypotheses
        yield _ == (t + 1) * step

    return far, at_the_start, one_more_step


momentum_travels = by_induction(t, *travelled(momentum, -eta * x, momentum_step_of_constant))
adam_travels = by_induction(t, *travelled(adam, -eta * x.sign(), adam_signed, no_eps))
corrected_travels = by_induction(t, *travelled(corrected, -eta * x.sign(), corrected_signed, no_eps))
