"""Is the bound on a step ever reached?  Not with eps: then every step is smaller than eta/sqrt(1 - beta)."""

from rmsprop_sym.alphabet import beta, c, eps, eta, g, square_root, t, x, y, z
from rmsprop_sym.board import _, by_induction, by_squares, concludes, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE
from rmsprop_sym.rules import adagrad, adam, rmsprop
from rmsprop_sym.rules import adagrad_eps_inside as adagrad_inside
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected
from rmsprop_sym.rules import rmsprop_eps_inside as rmsprop_inside

from .adam import adam_first_step_with_eps
from .correction_at_first import first_step_corrected
from .dialects import first, step_of
from .never_negative import gathers
from .step_sizes import step_below, step_within

fresh, share, size = g(t + 1), square_root(1 - beta), c * abs(x)
outside, inside = square_root(y) + eps, square_root(y + eps)
remembered = [lt(0, c), lt(0, eps), le(0, y), le(size**2, y)]


@proves(lt(abs(-eta * x / z), eta / c), given=[lt(0, c), lt(0, z), lt(size, z)])
def quotient_below(positive, divisor, less):
    """What is divided by more than c*abs(x) is less than 1/c."""
    yield abs(-eta * x / z)
    yield _ == eta * abs(x) / z, size_is(-eta * x / z, eta * abs(x) / z, divisor)
    yield _ < eta * abs(x) / z + eta / c / z * (z - size), less, divisor, positive
    yield _ == eta / c, divisor, positive


@proves(lt(size**2, outside**2), given=remembered[1:])
def square_below_outside(some_eps, memory, part):
    """With eps outside the root, the divisor's square is larger than the memory."""
    yield size**2
    yield _ <= y, part
    yield _ < y + 2 * square_root(y) * eps + eps**2, memory, some_eps
    yield _ == outside**2, memory


@proves(lt(abs(-eta * x / outside), eta / c), given=remembered)
def below_with_eps_outside(positive, some_eps, memory, part):
    """So no step is as large as eta/c."""
    divisor = concludes(lt(0, outside), some_eps, memory)
    squares = square_below_outside.at({}, some_eps, memory, part)
    less = by_squares(lt(size, outside), squares, divisor, positive)
    yield abs(-eta * x / outside)
    yield _ < eta / c, quotient_below.at({z: outside}, positive, divisor, less)


@proves(lt(size**2, inside**2), given=remembered[1:])
def square_below_inside(some_eps, memory, part):
    """With eps inside too."""
    yield size**2
    yield _ <= y, part
    yield _ < y + eps, some_eps
    yield _ == inside**2, memory


@proves(lt(abs(-eta * x / inside), eta / c), given=remembered)
def below_with_eps_inside(positive, some_eps, memory, part):
    """And there no step is either."""
    divisor = concludes(lt(0, inside), some_eps, memory)
    squares = square_below_inside.at({}, some_eps, memory, part)
    less = by_squares(lt(size, inside), squares, divisor, positive)
    yield abs(-eta * x / inside)
    yield _ < eta / c, quotient_below.at({z: inside}, positive, divisor, less)


def steps(rule, state, share, divided):
    """What is said of the steps of a rule with eps, whose memory keeps the square of a share, and how it divides."""
    memory, part = state(t + 1), share * abs(fresh)
    fills_up = by_induction(t, *gathers(state))

    @proves(le(part**2, memory))
    def kept():
        """The memory keeps that of the newest gradient."""
        yield part**2
        yield _ == share**2 * fresh**2
        yield _ <= state.at(t + 1).claim.right, fills_up
        yield _ == memory, state.at(t + 1)

    @proves(lt(abs(step_of(rule, t)), eta / share), given=[lt(0, eps)])
    def below(some_eps):
        """With eps every step is smaller than its bound."""
        at = {x: fresh, y: memory, c: share}
        known = divided.at(at, some_eps, fills_up.at({t: t + 1}), kept)
        yield abs(step_of(rule, t))
        yield _ == known.claim.left, rule.theta.at(t + 1)
        yield _ < eta / share, known

    return fills_up, kept, below


def first_steps(rule, known):
    """What is said of a first step along the gradient's sign: not larger than the rate, and with eps smaller."""

    @proves(le(abs(first(rule)), eta))
    def within():
        """The divisor is not smaller than the gradient."""
        yield abs(first(rule))
        yield _ == abs(-eta * g(1) / (1 * abs(g(1)) + eps)), known
        yield _ <= eta, step_within.at({c: ONE, x: g(1)})

    @proves(lt(abs(first(rule)), eta), given=[lt(0, eps)])
    def below(some_eps):
        """With eps it is larger."""
        yield abs(first(rule))
        yield _ == abs(-eta * g(1) / (1 * abs(g(1)) + eps)), known
        yield _ < eta, step_below.at({c: ONE, x: g(1)}, some_eps)

    return within, below


mean_sign, mean_keeps, step_below_bound = steps(rmsprop, rmsprop.v, share, below_with_eps_outside)
mean_sign_inside, mean_keeps_inside, step_below_bound_inside = steps(
    rmsprop_inside, rmsprop_inside.v, share, below_with_eps_inside
)
sum_sign, sum_keeps, adagrad_step_below_rate = steps(adagrad, adagrad.G, ONE, below_with_eps_outside)
sum_sign_inside, sum_keeps_inside, adagrad_step_below_rate_inside = steps(
    adagrad_inside, adagrad_inside.G, ONE, below_with_eps_inside
)
adam_first_within_rate, adam_first_below_rate = first_steps(adam, adam_first_step_with_eps)
corrected_first_within_rate, corrected_first_below_rate = first_steps(corrected, first_step_corrected)
