"""What the running mean square remembers: every past square, with weights that fade by beta a step."""

from rmsprop_sym.alphabet import beta, g, i, k, t, total, x
from rmsprop_sym.board import _, by_induction, concludes, eq, in_the_limit, instance_of, proves, tends
from rmsprop_sym.kernel.theorem import reverse
from rmsprop_sym.rules import rmsprop

from ._facts import powers_vanish

v = rmsprop.v


def past(n):
    """The past squares, each with the weight that is left of it after n steps."""
    return total(beta ** (n - i) * g(i) ** 2, i, 1, n)


def unrolled(n):
    return eq(v(n), beta**n * v(0) + (1 - beta) * past(n))


@proves(eq(v(1), beta * v(0) + (1 - beta) * g(1) ** 2))
def first_opened():
    """The state after one step."""
    yield v(1)
    yield _ == beta * v(0) + (1 - beta) * g(1) ** 2, v.at(1)


@proves(eq(v(2), beta**2 * v(0) + (1 - beta) * (beta * g(1) ** 2 + g(2) ** 2)))
def second_opened():
    """The state after two steps."""
    yield v(2)
    yield _ == beta * v(1) + (1 - beta) * g(2) ** 2, v.at(2)
    yield _ == beta * (beta * v(0) + (1 - beta) * g(1) ** 2) + (1 - beta) * g(2) ** 2, first_opened
    yield _ == beta**2 * v(0) + (1 - beta) * (beta * g(1) ** 2 + g(2) ** 2)


@proves(eq(v(3), beta**3 * v(0) + (1 - beta) * (beta**2 * g(1) ** 2 + beta * g(2) ** 2 + g(3) ** 2)))
def third_opened():
    """The state after three steps."""
    yield v(3)
    yield _ == beta * v(2) + (1 - beta) * g(3) ** 2, v.at(3)
    older = beta**2 * v(0) + (1 - beta) * (beta * g(1) ** 2 + g(2) ** 2)
    yield _ == beta * older + (1 - beta) * g(3) ** 2, second_opened
    yield _ == beta**3 * v(0) + (1 - beta) * (beta**2 * g(1) ** 2 + beta * g(2) ** 2 + g(3) ** 2)


@proves(unrolled(0))
def base():
    """Before the first step there is no past."""
    yield v(0)
    yield _ == beta**0 * v(0) + (1 - beta) * past(0)


@proves(unrolled(t + 1), given=[unrolled(t)])
def step(ih):
    """One more step fades the past by beta and adds the fresh square."""
    fresh = (1 - beta) * g(t + 1) ** 2
    yield v(t + 1)
    yield _ == beta * v(t) + fresh, v.at(t + 1)
    yield _ == beta * (beta**t * v(0) + (1 - beta) * past(t)) + fresh, ih
    yield _ == beta ** (t + 1) * v(0) + (1 - beta) * past(t + 1)


ema_unrolled = by_induction(t, unrolled, base, step, first_opened, second_opened, third_opened)


def weights_sum(n):
    return eq((1 - beta) * total(beta ** (n - i), i, 1, n), 1 - beta**n)


@proves(weights_sum(0))
def weights_base():
    """No steps, no weights."""
    yield (1 - beta) * total(beta ** (0 - i), i, 1, 0)
    yield _ == 1 - beta**0


@proves(weights_sum(t + 1), given=[weights_sum(t)])
def weights_step(ih):
    """The old weights fade by beta; the newest is 1 - beta."""
    yield (1 - beta) * total(beta ** (t + 1 - i), i, 1, t + 1)
    yield _ == beta * ((1 - beta) * total(beta ** (t - i), i, 1, t)) + (1 - beta)
    yield _ == beta * (1 - beta**t) + (1 - beta), ih
    yield _ == 1 - beta ** (t + 1)


ema_weights_sum = by_induction(t, weights_sum, weights_base, weights_step)

start_forgotten = instance_of(powers_vanish, {x: beta})

weights_total_one = in_the_limit(tends(ema_weights_sum.claim.left, 1, along=t), ema_weights_sum, start_forgotten)


@proves(eq(v(t), beta**t * v(0) + total((1 - beta) * beta**k * g(t - k) ** 2, k, 0, t - 1)))
def weight_decay_by_age():
    """The square that is k steps old has the weight (1 - beta)*beta**k."""
    yield v(t)
    yield _ == beta**t * v(0) + (1 - beta) * past(t), ema_unrolled
    yield _ == beta**t * v(0) + total((1 - beta) * beta**k * g(t - k) ** 2, k, 0, t - 1), reverse(past(t))


weight_ratio = concludes(eq((1 - beta) * beta ** (k + 1) / ((1 - beta) * beta**k), beta))
