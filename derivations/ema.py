"""What the running mean square remembers: every past square, with weights that fade by beta a step."""

from rmsprop_sym.alphabet import beta, g, i, k, t, total
from rmsprop_sym.board import _, by_induction, concludes, eq, instance_of, le, ne, proves, tends
from rmsprop_sym.rules import rmsprop

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


ema_unrolled = by_induction(t, unrolled, base, step)
