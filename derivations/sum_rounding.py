"""How far may weights drift that are a sum of steps, each of them computed?  By a share that grows with their number.

X takes the step s; W is what is computed of it: S is computed in the place of s, and the sum has the factor 1 + rho.
A bounds the start and B the steps.  The unit round-off is u.
"""

from rmsprop_sym.alphabet import Sequence, t, x, y
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE, ZERO, Letter
from rmsprop_sym.kernel.theorem import congruence, specialise

from .memory_rounding import B, W, X, bounds_a_size, e, rho, sums
from .rounded_mean import r, u
from .roundings import exactly, powers_not_below_one, product_of, sum_of

A, S, s = Letter("A"), Sequence("S"), Sequence("s")
alike, begins = eq(W(0), X(0)), le(abs(X(0)), A)
moves = every(t, eq(X(t + 1), X(t) + s(t)))
computes = every(t, eq(W(t + 1), (W(t) + S(t)) * (1 + rho(t))))
close, taken = every(t, le(abs(S(t) - s(t)), e)), every(t, le(abs(s(t)), B))
some_unit = lt(0, u)


def reached(k):
    return le(abs(X(k)), A + k * B)


@proves(reached(0), given=[begins])
def sum_bounded_base(begins):
    """The start is where it is."""
    yield abs(X(0))
    yield _ <= A, begins
    yield _ == A + 0 * B


@proves(reached(t + 1), given=[reached(t), moves, taken])
def sum_bounded_step(ih, moves, taken):
    """Each step leads no farther than the largest of them."""
    number, size, why = sum_of((X(t), A + t * B, ih), (s(t), B, specialise(taken, t)))
    newer = concludes(eq(X(t + 1), number), specialise(moves, t))
    yield abs(X(t + 1))
    yield _ == abs(number), congruence(newer.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == A + (t + 1) * B


sum_bounded = by_induction(t, reached, sum_bounded_base, sum_bounded_step)


def unit(k):
    """What the sum is off by after k steps, over (1 + u)**k - 1."""
    return A + k * B + r * e / u


def within(k):
    return le(abs(W(k) - X(k)), (r**k - 1) * unit(k))


@proves(within(0), given=[alike])
def sum_rounding_base(alike):
    """Nothing is off at the start."""
    yield abs(W(0) - X(0))
    yield _ == 0, size_is(W(0) - X(0), ZERO, concludes(eq(W(0) - X(0), 0), alike))
    yield _ == (r**0 - 1) * unit(0)


@proves(within(t + 1), given=[within(t), begins, moves, computes, sums, close, taken, some_unit])
def sum_rounding_step(ih, begins, moves, computes, *model):
    """Each step adds what it is off by and a unit of the new sum, and all that was off before grows by a unit."""
    sums, close, taken, some = model
    last = rho(t), u, specialise(sums, t)
    factor = sum_of(exactly(ONE), last)
    carried = product_of((W(t) - X(t), (r**t - 1) * unit(t), ih), factor)
    missed = product_of((S(t) - s(t), e, specialise(close, t)), factor)
    there = sum_bounded.at({t: t + 1}, begins, moves, taken)
    new = product_of((X(t + 1), A + (t + 1) * B, there), last)
    number, size, why = sum_of(sum_of(carried, missed), new)
    apart = concludes(eq(W(t + 1) - X(t + 1), number), specialise(computes, t), specialise(moves, t))
    grown = concludes(le(1, r**t), powers_not_below_one.at({y: r}, some))
    more = concludes(le(0, r * (r**t - 1) * B), grown, bounds_a_size(taken, s(0), B), some)
    yield abs(W(t + 1) - X(t + 1))
    yield _ == abs(number), congruence(apart.theorem, x, abs(x))
    yield _ <= size, why
    yield _ <= size + r * (r**t - 1) * B, more
    yield _ == (r ** (t + 1) - 1) * unit(t + 1), some


sum_rounding = by_induction(t, within, sum_rounding_base, sum_rounding_step)
