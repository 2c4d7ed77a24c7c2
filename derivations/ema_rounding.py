"""How far from the exact mean is the one that floating-point arithmetic computes?  Never farther than at rest.

W is what is computed from 0, in the written order of the rule: operation k of step t + 1 has the factor
1 + delta(4*t + k), and a product is off by nu(4*t + k) more where it underflows.  For 1 - beta the number
(1 - beta)*(1 + x) is stored.  The unit round-off is u; z is half the least float, or the least normal one where
smaller ones are flushed to zero.
"""

from rmsprop_sym.alphabet import Sequence, beta, g, h, i, k, t, x, y, z
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE, ZERO, Lambda
from rmsprop_sym.kernel.theorem import assume, congruence, generalise, specialise
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules.roundings import delta, nu, rounded

from .kept import kept_between_above
from .never_negative import v_never_negative
from .rounded_mean import close, lost, r, rounded_mean, small, stored, thrice, tiny, twice, u, w
from .roundings import D, M, V, a, e, size_below

v, W = rmsprop.v, Sequence("W")


def computed(t):
    """The mean after one more step, as it is computed."""
    return rounded(rmsprop, {"v": W(t), "g": g(t + 1), "theta": 0}, {"v": 1}, stored, lambda k: 4 * t + k)["v"]


law, start, squares = every(t, eq(W(t + 1), computed(t))), eq(W(0), 0), every(i, le(g(i) ** 2, M), 1)
fresh = M * (beta * twice + (1 - beta) * thrice) + lost
bound = fresh / (1 - beta * r**2)
stable = lt(beta * r**2, 1)


def within(n):
    return le(abs(W(n) - v(n)), bound)


@proves(le(0, M), given=[squares])
def some_bound(bounded):
    """What bounds a square is not negative."""
    yield 0
    yield _ <= g(1) ** 2
    yield _ <= M, specialise(bounded, ONE)


@proves(le(v(t), M), given=[squares])
def mean_below(bounded):
    """A mean of squares not above M is not above M."""
    yield v(t)
    yield _ <= (1 - beta**t) * M, kept_between_above.at({y: M}, bounded)
    yield _ <= (1 - beta**t) * M + beta**t * M, some_bound
    yield _ == M


def at_least_nothing(largest, letter):
    """What bounds a size is not negative."""

    @proves(le(0, letter), given=[largest])
    def board(bounded):
        what = specialise(bounded, ONE) if largest.within else bounded
        yield 0
        yield _ <= what.claim.left
        yield _ <= letter, what

    return board


unit_not_negative, underflow_not_negative, coefficient_error_not_negative = (
    at_least_nothing(*pair) for pair in ((small, u), (tiny, z), (close, w))
)


@proves(within(0), given=[start, small, tiny, close, squares, stable])
def ema_rounding_base(start, *model):
    """Nothing is off at the start."""
    small, tiny, close, squares, stable = model
    known = [
        some_bound.at({}, squares),
        unit_not_negative.at({}, small),
        underflow_not_negative.at({}, tiny),
        coefficient_error_not_negative.at({}, close),
    ]
    two = concludes(le(0, twice), concludes(le(0, u * (2 + u)), *known))
    three = concludes(le(0, thrice), concludes(le(0, u * (3 + 3 * u + u**2) + w * r**3), *known))
    some = concludes(le(0, fresh * (1 / (1 - beta * r**2))), *known, two, three, stable)
    nothing = concludes(eq(W(0) - v(0), 0), start, v.start)
    yield abs(W(0) - v(0))
    yield _ == 0, size_is(W(0) - v(0), ZERO, nothing)
    yield _ <= bound, some


def operations_of_a_step(every_one):
    """What holds of every operation holds of those of one step."""
    return generalise(specialise(every_one, 4 * t + i, assume(le(1, i))), i, ONE)


@proves(within(t + 1), given=[within(t), law, small, tiny, close, squares, stable])
def ema_rounding_step(ih, law, *model):
    """What is kept of the bound and what is rounded away anew come to the bound again."""
    small, tiny, close, squares, stable = model
    place = {V: v(t), D: W(t) - v(t), h: g(t + 1), e: bound}
    place |= {name: Lambda(k, name(4 * t + k)) for name in (delta, nu)}
    size = size_below.at({x: v(t), a: M}, v_never_negative, mean_below.at({}, squares))
    square = size_below.at({x: g(t + 1) ** 2, a: M}, specialise(squares, t + 1))
    these, those = operations_of_a_step(small), operations_of_a_step(tiny)
    newer = v.at(t + 1)
    apart = concludes(eq(W(t + 1) - v(t + 1), computed(t) - newer.claim.right), specialise(law, t), newer)
    yield abs(W(t + 1) - v(t + 1))
    yield _ == abs(computed(t) - newer.claim.right), congruence(apart.theorem, x, abs(x))
    yield _ <= beta * r**2 * bound + fresh, rounded_mean.at(place, ih, these, those, close, size, square)
    yield _ == bound, stable


ema_rounding = by_induction(t, within, ema_rounding_base, ema_rounding_step)

leading, second = 3 + 2 * beta / (1 - beta), (3 + beta + (1 + beta) * u) / ((1 - beta) * (1 - beta * r**2))


@proves(eq(bound, leading * u * M + second * u**2 * M), given=[eq(w, 0), eq(z, 0), stable])
def ema_rounding_orders(exact, no_underflow, stable):
    """With 1 - beta as it is and no underflow: 3 + 2*beta/(1 - beta) units of the bound on the squares, and u**2."""
    yield bound
    yield _ == M * (beta * twice + (1 - beta) * (r**3 - 1)) / (1 - beta * r**2), exact, no_underflow
    yield _ == leading * u * M + second * u**2 * M, stable
