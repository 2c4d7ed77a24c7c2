"""Adam: its means, its first step, RMSProp in it, and how large a step can be."""

from rmsprop_sym.alphabet import beta, beta1, beta2, eps, eta, g, square_root, t, x
from rmsprop_sym.board import _, by_induction, concludes, eq, instance_of, le, lt, proves, root_is, under_roots
from rmsprop_sym.kernel.theorem import assume, specialise
from rmsprop_sym.rules import adam
from rmsprop_sym.rules import rmsprop_bias_corrected as corrected

from .dialects import step_of
from .filling import decay_below_one, filled
from .memory import window_share, window_share_limit
from .moments import same

m, v, theta = adam.m, adam.v, adam.theta


@proves(eq(m(1) / (1 - beta1**1), g(1)))
def first_mean():
    """Corrected, the first mean is the first gradient."""
    yield m(1) / (1 - beta1**1)
    yield _ == ((1 - beta1) * g(1) + beta1 * m(0)) / (1 - beta1), m.at(1)
    yield _ == g(1), m.start


@proves(eq(square_root(v(1) / (1 - beta2**1)), abs(g(1))))
def first_mean_square():
    """And the root of the first mean square is the gradient's size."""
    inside = (1 - beta2) * g(1) ** 2 / (1 - beta2)
    yield square_root(v(1) / (1 - beta2**1))
    yield _ == square_root(((1 - beta2) * g(1) ** 2 + beta2 * v(0)) / (1 - beta2**1)), v.at(1)
    yield _ == square_root(inside), v.start
    yield _ == abs(g(1)), root_is(inside, abs(g(1)))


@proves(eq(theta(1) - theta(0), -eta * g(1) / (abs(g(1)) + eps)))
def adam_first_step_with_eps():
    """The first step, whatever the decays."""
    yield theta(1) - theta(0)
    root = square_root(v(1) / (1 - beta2**1))
    yield _ == -eta * (m(1) / (1 - beta1**1)) / (root + eps), theta.at(1)
    yield _ == -eta * g(1) / (abs(g(1)) + eps), first_mean, first_mean_square


@proves(eq(theta(1) - theta(0), -eta * g(1).sign()), given=[eq(eps, 0)])
def adam_first_step(no_eps):
    """Without eps the first step has the size of the rate, against the gradient's sign."""
    yield theta(1) - theta(0)
    yield _ == -eta * g(1) / (abs(g(1)) + eps), adam_first_step_with_eps
    yield _ == -eta * (g(1) / abs(g(1))), no_eps
    yield _ == -eta * g(1).sign()


newest_only, one_memory = eq(beta1, 0), eq(beta2, beta)


@proves(eq(m(t + 1), g(t + 1)), given=[newest_only])
def no_mean(newest):
    """At beta1 = 0 the mean is the newest gradient."""
    yield m(t + 1)
    yield _ == beta1 * m(t) + (1 - beta1) * g(t + 1), m.at(t + 1)
    yield _ == g(t + 1), newest


def same_memory(n):
    return eq(v(n), corrected.v(n))


@proves(same_memory(0))
def same_memory_base():
    """Both start at 0."""
    yield v(0)
    yield _ == corrected.v(0), v.start, corrected.v.start


@proves(same_memory(t + 1), given=[same_memory(t), one_memory])
def same_memory_step(ih, one):
    """Both take the same share of the fresh square."""
    yield v(t + 1)
    yield _ == beta2 * v(t) + (1 - beta2) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == beta * corrected.v(t) + (1 - beta) * g(t + 1) ** 2, ih, one
    yield _ == corrected.v(t + 1), corrected.v.at(t + 1)


memory_of_adam = by_induction(t, same_memory, same_memory_base, same_memory_step)


@proves(eq(step_of(adam, t), step_of(corrected, t)), given=[newest_only, one_memory])
def rmsprop_in_adam(newest, one):
    """At beta1 = 0 Adam takes the steps of RMSProp with the bias corrected."""
    divisor = square_root(v(t + 1) / (1 - beta2 ** (t + 1))) + eps
    yield step_of(adam, t)
    yield _ == -eta * m(t + 1) / (1 - beta1 ** (t + 1)) / divisor, theta.at(t + 1)
    yield _ == -eta * g(t + 1) / (1 - beta1 * beta1**t) / divisor, no_mean, newest
    yield _ == -eta * g(t + 1) / divisor, newest
    memory = memory_of_adam.at({t: t + 1}, one)
    yield _ == -eta * g(t + 1) / (square_root(corrected.v(t + 1) / filled(t + 1)) + eps), memory, one
    yield _ == step_of(corrected, t), corrected.theta.at(t + 1)


def share_of_mean(n):
    return eq(m(n), (1 - beta1**n) * x)


@proves(share_of_mean(0))
def share_base():
    """It starts at 0."""
    yield m(0)
    yield _ == (1 - beta1**0) * x, m.start


@proves(share_of_mean(t + 1), given=[share_of_mean(t), same])
def share_step(ih, alike):
    """Each step leaves the share beta1 of the distance."""
    yield m(t + 1)
    yield _ == beta1 * m(t) + (1 - beta1) * g(t + 1), m.at(t + 1)
    yield _ == beta1 * ((1 - beta1**t) * x) + (1 - beta1) * x, ih, specialise(alike, t + 1)
    yield _ == (1 - beta1 ** (t + 1)) * x


adam_mean_of_constant = by_induction(t, share_of_mean, share_base, share_step)


@proves(eq(m(t + 1) / (1 - beta1 ** (t + 1)), x), given=[same])
def momentum_bias(alike):
    """On a constant gradient the corrected mean is right from the first step on."""
    yield m(t + 1) / (1 - beta1 ** (t + 1))
    yield _ == (1 - beta1 ** (t + 1)) * x / (1 - beta1 ** (t + 1)), adam_mean_of_constant.at({t: t + 1}, alike)
    yield _ == x, decay_below_one.at({beta: beta1})


def share_of_square(n):
    return eq(v(n), (1 - beta2**n) * x**2)


@proves(share_of_square(0))
def square_base():
    """It starts at 0."""
    yield v(0)
    yield _ == (1 - beta2**0) * x**2, v.start


@proves(share_of_square(t + 1), given=[share_of_square(t), same])
def square_step(ih, alike):
    """Each step leaves the share beta2 of the distance."""
    yield v(t + 1)
    yield _ == beta2 * v(t) + (1 - beta2) * g(t + 1) ** 2, v.at(t + 1)
    yield _ == beta2 * ((1 - beta2**t) * x**2) + (1 - beta2) * x**2, ih, specialise(alike, t + 1)
    yield _ == (1 - beta2 ** (t + 1)) * x**2


adam_mean_square_of_constant = by_induction(t, share_of_square, square_base, square_step)


@proves(eq(v(t + 1) / (1 - beta2 ** (t + 1)), x**2), given=[same])
def adam_bias_correction(alike):
    """And the corrected mean square is the square."""
    known = adam_mean_square_of_constant.at({t: t + 1}, alike)
    yield v(t + 1) / (1 - beta2 ** (t + 1))
    yield _ == (1 - beta2 ** (t + 1)) * x**2 / (1 - beta2 ** (t + 1)), known
    yield _ == x**2, decay_below_one.at({beta: beta2})


@proves(
    eq(step_of(adam, t), -eta * x / (abs(x) + eps)),
    given=[same],
)
def adam_constant_step(alike):
    """On a constant gradient every step is the first one."""
    mean, mean_square = momentum_bias.at({}, alike), adam_bias_correction.at({}, alike)
    divisor = square_root(v(t + 1) / (1 - beta2 ** (t + 1))) + eps
    yield step_of(adam, t)
    yield _ == -eta * (m(t + 1) / (1 - beta1 ** (t + 1))) / divisor, theta.at(t + 1)
    yield _ == -eta * x / divisor, mean
    yield _ == -eta * x / (square_root(x**2) + eps), mean_square
    yield _ == -eta * x / (abs(x) + eps), root_is(x**2, abs(x))


stale_share = instance_of(window_share, {beta: beta1})
stale_share_limit = instance_of(window_share_limit, {beta: beta1})

ceiling = (1 - beta1) ** 2 * beta2 / ((1 - beta2) * (beta2 - beta1**2))


def mean_below(n):
    return le(m(n) ** 2, ceiling * v(n))


@proves(mean_below(0))
def mean_below_base():
    """Both start at 0."""
    yield m(0) ** 2
    yield _ == ceiling * v(0), m.start, v.start


@proves(mean_below(t + 1), given=[mean_below(t), lt(beta1**2, beta2)])
def mean_below_step(ih, slower):
    """What is missing is a square."""
    gap = beta2 - beta1**2
    missing = gap * (m(t) - beta1 * (1 - beta1) / gap * g(t + 1)) ** 2
    older = beta2 * (ceiling * v(t) - m(t) ** 2)
    yield m(t + 1) ** 2
    yield _ == (beta1 * m(t) + (1 - beta1) * g(t + 1)) ** 2, m.at(t + 1)
    yield _ <= (beta1 * m(t) + (1 - beta1) * g(t + 1)) ** 2 + missing, slower
    yield _ <= (beta1 * m(t) + (1 - beta1) * g(t + 1)) ** 2 + missing + older, concludes(le(0, older), ih)
    yield _ == ceiling * (beta2 * v(t) + (1 - beta2) * g(t + 1) ** 2), slower
    yield _ == ceiling * v(t + 1), v.at(t + 1)


adam_mean_bound = by_induction(t, mean_below, mean_below_base, mean_below_step)

some_ceiling = concludes(lt(0, ceiling), assume(lt(beta1**2, beta2)))
root = square_root(ceiling) * square_root(v(t))


@proves(le(abs(m(t)), root), given=[lt(beta1**2, beta2), lt(0, v(t))])
def adam_mean_below_root(slower, positive):
    """So the mean is not above that factor times the root of the mean square."""
    bound = adam_mean_bound.at({}, slower)
    above = concludes(lt(0, ceiling * v(t)), some_ceiling, slower, positive)
    yield abs(m(t))
    yield _ == square_root(m(t) ** 2), root_is(m(t) ** 2, abs(m(t)))
    yield _ <= square_root(ceiling * v(t)), under_roots(le(m(t) ** 2, ceiling * v(t)), bound, above)
    yield _ == root, root_is(ceiling * v(t), root, some_ceiling, slower, positive)


@proves(le(abs(m(t)) / square_root(v(t)), square_root(ceiling)), given=[lt(beta1**2, beta2), lt(0, v(t))])
def adam_step_bound(slower, positive):
    """Without eps and uncorrected, no step is above the rate by a larger factor: about 7.27 at 0.9 and 0.999."""
    below = adam_mean_below_root.at({}, slower, positive)
    yield abs(m(t)) / square_root(v(t))
    yield _ <= abs(m(t)) / square_root(v(t)) + (root - abs(m(t))) / square_root(v(t)), below, positive
    yield _ == square_root(ceiling), positive
