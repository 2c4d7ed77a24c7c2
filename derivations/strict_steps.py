"""Is the bound on a step ever reached?  Not with eps: then every step is smaller than eta/sqrt(1 - beta), or the rate."""

from rmsprop_sym.alphabet import beta, c, eps, eta, g, square_root, t, x, y, z
from rmsprop_sym.board import _, by_squares, concludes, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE
from rmsprop_sym.rules import adagrad, adagrad_eps_inside, adam, rmsprop, rmsprop_eps_inside
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected

from .adam import adam_first_step_with_eps
from .bounds import fresh_share
from .correction_at_first import first_step_corrected
from .dialects import first, step_of
from .memories import memory_eps_inside, memory_of_adagrad
from .never_negative import adagrad_never_negative, v_never_negative
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


@proves(lt(size**2, outside**2), given=remembered)
def square_below_outside(positive, some_eps, memory, part):
    """With eps outside the root, the divisor's square is larger than the memory."""
    yield size**2
    yield _ <= y, part
    yield _ < y + 2 * square_root(y) * eps + eps**2, memory, some_eps
    yield _ == outside**2, memory


@proves(lt(abs(-eta * x / outside), eta / c), given=remembered)
def below_with_eps_outside(positive, some_eps, memory, part):
    """So no step is as large as eta/c."""
    divisor = concludes(lt(0, outside), some_eps, memory)
    squares = square_below_outside.at({}, positive, some_eps, memory, part)
    less = by_squares(lt(size, outside), squares, divisor, positive)
    yield abs(-eta * x / outside)
    yield _ < eta / c, quotient_below.at({z: outside}, positive, divisor, less)


@proves(lt(size**2, inside**2), given=remembered)
def square_below_inside(positive, some_eps, memory, part):
    """With eps inside too."""
    yield size**2
    yield _ <= y, part
    yield _ < y + eps, some_eps
    yield _ == inside**2, memory


@proves(lt(abs(-eta * x / inside), eta / c), given=remembered)
def below_with_eps_inside(positive, some_eps, memory, part):
    """And there no step is either."""
    divisor = concludes(lt(0, inside), some_eps, memory)
    squares = square_below_inside.at({}, positive, some_eps, memory, part)
    less = by_squares(lt(size, inside), squares, divisor, positive)
    yield abs(-eta * x / inside)
    yield _ < eta / c, quotient_below.at({z: inside}, positive, divisor, less)


@proves(le((share * abs(fresh)) ** 2, rmsprop.v(t + 1)))
def fresh_part():
    """RMSProp's memory keeps the share 1 - beta of the newest square."""
    yield (share * abs(fresh)) ** 2
    yield _ == (1 - beta) * fresh**2
    yield _ <= rmsprop.v(t + 1), fresh_share.at({}, rmsprop.v.start)


@proves(le((ONE * abs(fresh)) ** 2, adagrad.G(t + 1)))
def fresh_square():
    """AdaGrad's sum keeps all of it."""
    yield (ONE * abs(fresh)) ** 2
    yield _ == fresh**2
    yield _ <= adagrad.G(t) + fresh**2, adagrad_never_negative
    yield _ == adagrad.G(t + 1), adagrad.G.at(t + 1)


def steps(rule, source, memory, weight, *facts):
    """What is said of the steps of a rule with eps: which source bounds them, and what its memory keeps of a square."""

    @proves(lt(abs(step_of(rule, t)), eta / weight), given=[lt(0, eps)])
    def below(some_eps):
        """With eps every step is smaller than its bound."""
        known = source.at({x: fresh, y: memory, c: weight}, some_eps, *facts)
        yield abs(step_of(rule, t))
        yield _ == known.claim.left, rule.theta.at(t + 1), *same_memory
        yield _ < eta / weight, known

    return below


mean = [fresh_part, v_never_negative.at({t: t + 1})]
added = [fresh_square, adagrad_never_negative.at({t: t + 1})]
same_memory = [memory_eps_inside.at({t: t + 1}), memory_of_adagrad.at({t: t + 1})]
step_below_bound = steps(rmsprop, below_with_eps_outside, rmsprop.v(t + 1), share, *mean)
step_below_bound_inside = steps(rmsprop_eps_inside, below_with_eps_inside, rmsprop.v(t + 1), share, *mean)
adagrad_step_below_rate = steps(adagrad, below_with_eps_outside, adagrad.G(t + 1), ONE, *added)
adagrad_step_below_rate_inside = steps(adagrad_eps_inside, below_with_eps_inside, adagrad.G(t + 1), ONE, *added)


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


adam_first_within_rate, adam_first_below_rate = first_steps(adam, adam_first_step_with_eps)
corrected_first_within_rate, corrected_first_below_rate = first_steps(corrected, first_step_corrected)
