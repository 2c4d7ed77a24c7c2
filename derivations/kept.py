"""Between which bounds the mean stays, if every square does."""

from rmsprop_sym.alphabet import beta, g, i, t, x, y
from rmsprop_sym.board import _, by_induction, concludes, every, le, proves
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import rmsprop

v = rmsprop.v


def above(n):
    return le((1 - beta**n) * x, v(n))


@proves(above(0))
def above_base():
    """Both are 0."""
    yield (1 - beta**0) * x
    yield _ == v(0), v.start


@proves(above(t + 1), given=[above(t), every(i, le(x, g(i) ** 2), 1)])
def above_step(ih, squares):
    """A mean of what is not below is not below."""
    old, fresh = beta * (v(t) - (1 - beta**t) * x), (1 - beta) * (g(t + 1) ** 2 - x)
    yield (1 - beta ** (t + 1)) * x
    yield _ <= (1 - beta ** (t + 1)) * x + old, concludes(le(0, old), ih)
    yield _ == (1 - beta) * x + beta * v(t)
    yield _ <= (1 - beta) * x + beta * v(t) + fresh, concludes(le(0, fresh), specialise(squares, t + 1))
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2
    yield _ == v(t + 1), v.at(t + 1)


kept_between = by_induction(t, above, above_base, above_step)


def below(n):
    return le(v(n), (1 - beta**n) * y)


@proves(below(0))
def below_base():
    """Both are 0."""
    yield v(0)
    yield _ == (1 - beta**0) * y, v.start


@proves(below(t + 1), given=[below(t), every(i, le(g(i) ** 2, y), 1)])
def below_step(ih, squares):
    """A mean of what is not above is not above."""
    old, fresh = beta * ((1 - beta**t) * y - v(t)), (1 - beta) * (y - g(t + 1) ** 2)
    yield v(t + 1)
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2, v.at(t + 1)
    yield _ <= beta * v(t) + (1 - beta) * g(t + 1) ** 2 + old, concludes(le(0, old), ih)
    yield _ == beta * (1 - beta**t) * y + (1 - beta) * g(t + 1) ** 2
    yield _ <= beta * (1 - beta**t) * y + (1 - beta) * y, concludes(le(0, fresh), specialise(squares, t + 1))
    yield _ == (1 - beta ** (t + 1)) * y


kept_between_above = by_induction(t, below, below_base, below_step)
