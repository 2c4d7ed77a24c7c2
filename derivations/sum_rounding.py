"""How far may weights drift that are a sum of steps, each of them computed?  By a share that grows with their number.

Y starts where X does and takes the step s from it; W is what is computed of it: S is computed in the place of s, and
the sum has the factor 1 + q.  The unit round-off is u.
"""

from rmsprop_sym.alphabet import Sequence, t, x
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE, ZERO
from rmsprop_sym.kernel.theorem import congruence, specialise

from .memory_rounding import A, W, X, e, memory, q, starts, sums
from .rounded_mean import r, u
from .roundings import exactly, product_of, sum_of

S, s = Sequence("S"), Sequence("s")
moves = every(t, eq(X(t + 1), X(t) - s(t)))
computes = every(t, eq(W(t + 1), (W(t) - S(t)) * (1 + q(t))))
close = every(t, le(abs(s(t) - S(t)), e))
some_unit = lt(0, u)


def within(k):
    return le(abs(W(k) - X(k)), (r**k - 1) * (A + r * e / u))


@proves(within(0), given=[starts])
def sum_rounding_base(starts):
    """Nothing is off at the start."""
    yield abs(W(0) - X(0))
    yield _ == 0, size_is(W(0) - X(0), ZERO, concludes(eq(W(0) - X(0), 0), starts))
    yield _ == (r**0 - 1) * (A + r * e / u)


@proves(within(t + 1), given=[within(t), moves, computes, sums, close, memory, some_unit])
def sum_rounding_step(ih, moves, computes, sums, *model):
    """Each step adds what it is off by and a unit of the new sum, and all that was off before grows by a unit."""
    close, memory, some = model
    largest = (r**t - 1) * (A + r * e / u)
    last = q(t), u, specialise(sums, t)
    factor = sum_of(exactly(ONE), last)
    carried = product_of((W(t) - X(t), largest, ih), factor)
    missed = product_of((s(t) - S(t), e, specialise(close, t)), factor)
    new = product_of((X(t + 1), A, specialise(memory, t + 1)), last)
    number, size, why = sum_of(sum_of(carried, missed), new)
    apart = concludes(eq(W(t + 1) - X(t + 1), number), specialise(computes, t), specialise(moves, t))
    yield abs(W(t + 1) - X(t + 1))
    yield _ == abs(number), congruence(apart.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == (r ** (t + 1) - 1) * (A + r * e / u), some


sum_rounding = by_induction(t, within, sum_rounding_base, sum_rounding_step)
