"""Which share of the mean may rounding miss?  One that grows with the number of steps, where nothing underflows."""

from rmsprop_sym.alphabet import beta, g, i, t, x, y
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, proves, size_is
from rmsprop_sym.kernel.term import ONE, ZERO
from rmsprop_sym.kernel.theorem import congruence, discharge, specialise
from rmsprop_sym.rules.roundings import delta, nu

from .ema_rounding import W, coefficient_error_not_negative, computed, law, start, unit_not_negative, v
from .never_negative import v_never_negative
from .rounded_mean import close, r, small, u, w
from .roundings import (
    exactly,
    p,
    powers_not_above_one,
    powers_not_below_one,
    product_not_below,
    product_of,
    q,
    sides,
    sum_of,
)


def times(first, second, *facts):
    """The least that a product may be, the product, and why: of numbers above others that are not negative."""
    (least, number, why), (low, other, because) = first, second
    place = {p: least, x: number, q: low, y: other}
    positive = [v_never_negative, *facts]
    known = [concludes(le(0, least), *positive), concludes(le(0, low), *positive), why, because]
    return least * low, number * other, product_not_below.at(place, *known)


def plus(first, second):
    """The least that a sum may be, the sum, and why."""
    (least, number, why), (low, other, because) = first, second
    return least + low, number + other, concludes(le(least + low, number + other), why, because)


no_underflow = every(i, eq(nu(i), 0), 1)
size, fresh = abs(W(t)), (1 - beta) * g(t + 1) ** 2
f1, f2, f3, f4 = (1 + delta(4 * t + k) for k in (1, 2, 3, 4))
without_underflow = (beta * W(t) * f1 + (1 - beta) * (1 + x) * g(t + 1) ** 2 * f2 * f3) * f4


@proves(eq(computed(t), without_underflow), given=[no_underflow])
def computed_without_underflow(no_underflow):
    """The mean after one more step, as it is computed where nothing underflows."""
    yield computed(t)
    yield _ == without_underflow, *(specialise(no_underflow, 4 * t + k) for k in (1, 2, 3))


def above(n):
    return le(abs(W(n)), (1 + w) * r ** (2 * n + 2) * v(n))


@proves(above(0), given=[start])
def ema_rounding_share_above_base(start):
    """Both are 0."""
    yield abs(W(0))
    yield _ == 0, size_is(W(0), ZERO, start)
    yield _ == (1 + w) * r**2 * v(0), v.start


@proves(above(t + 1), given=[above(t), law, no_underflow, small, close])
def ema_rounding_share_above_step(ih, law, no_underflow, small, close):
    """What is kept gets two factors more, the fresh square three, each at most 1 + u."""
    one, largest = exactly(ONE), (1 + w) * r ** (2 * t + 2) * v(t)
    d1, d2, d3, d4 = (sum_of(one, (delta(4 * t + k), u, specialise(small, 4 * t + k))) for k in (1, 2, 3, 4))
    kept = product_of(product_of(exactly(beta), (W(t), largest, ih)), d1)
    weight = product_of(exactly(1 - beta), sum_of(one, (x, w, close)))
    squared = product_of(product_of(product_of(weight, exactly(g(t + 1) ** 2)), d2), d3)
    number, bound, why = product_of(sum_of(kept, squared), d4)
    some = [unit_not_negative.at({}, small), coefficient_error_not_negative.at({}, close)]
    more = concludes(le(1, r ** (2 * t + 1)), powers_not_below_one.at({y: r, t: 2 * t + 1}, *some))
    added = (1 + w) * fresh * r**3 * (r ** (2 * t + 1) - 1)
    newer = concludes(
        eq(W(t + 1), without_underflow), specialise(law, t), computed_without_underflow.at({}, no_underflow)
    )
    yield abs(W(t + 1))
    yield _ == abs(number), congruence(newer.theorem, x, abs(x))
    yield _ <= bound, why
    yield _ <= bound + added, concludes(le(0, added), more, *some)
    yield _ == (1 + w) * r ** (2 * t + 4) * (beta * v(t) + fresh)
    yield _ == (1 + w) * r ** (2 * t + 4) * v(t + 1), v.at(t + 1)


ema_rounding_share_above = by_induction(t, above, ema_rounding_share_above_base, ema_rounding_share_above_step)

less = 1 - u


def below(n):
    return le((1 - w) * less ** (2 * n + 2) * v(n), W(n))


@proves(below(0), given=[start])
def ema_rounding_share_below_base(start):
    """Both are 0."""
    yield (1 - w) * less**2 * v(0)
    yield _ == 0, v.start
    yield _ == W(0), start


@proves(
    below(t + 1),
    given=[below(t), law, no_underflow, small, close, le(u, 1), le(w, 1)],
)
def ema_rounding_share_below_step(ih, law, no_underflow, small, *more):
    """And each at least 1 - u."""
    close, coarse, wide = more
    least = (1 - w) * less ** (2 * t + 2) * v(t)
    some = [concludes(le(0, less), coarse), concludes(le(0, 1 - w), wide), concludes(le(0, 1 - beta))]

    def factor(k):
        """The factor of an operation."""
        d = delta(4 * t + k)
        near, _above = sides(d, u)
        return less, 1 + d, concludes(le(less, 1 + d), discharge(near.theorem, specialise(small, 4 * t + k)))

    kept = times(times((beta, beta, concludes(le(beta, beta))), (least, W(t), ih), *some), factor(1), *some)
    weight = (1 - w, 1 + x, concludes(le(1 - w, 1 + x), discharge(sides(x, w)[0].theorem, close)))
    square = ((1 - beta) * g(t + 1) ** 2, (1 - beta) * g(t + 1) ** 2, concludes(le(fresh, fresh)))
    squared = times(times(times(weight, square, *some), factor(2), *some), factor(3), *some)
    low, number, why = times(plus(kept, squared), factor(4), *some)
    fewer = concludes(
        le(less ** (2 * t + 1), 1),
        powers_not_above_one.at({y: less, t: 2 * t + 1}, *some, unit_not_negative.at({}, small)),
    )
    missing = (1 - w) * fresh * less**3 * (1 - less ** (2 * t + 1))
    newer = concludes(
        eq(W(t + 1), without_underflow), specialise(law, t), computed_without_underflow.at({}, no_underflow)
    )
    yield (1 - w) * less ** (2 * t + 4) * v(t + 1)
    yield _ == (1 - w) * less ** (2 * t + 4) * (beta * v(t) + fresh), v.at(t + 1)
    yield _ <= (1 - w) * less ** (2 * t + 4) * (beta * v(t) + fresh) + missing, concludes(le(0, missing), fewer, *some)
    yield _ == low
    yield _ <= number, why
    yield _ == W(t + 1), newer


ema_rounding_share_below = by_induction(t, below, ema_rounding_share_below_base, ema_rounding_share_below_step)
