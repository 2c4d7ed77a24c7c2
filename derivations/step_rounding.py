"""What does a step round away?  A share of itself that the memory's roundings give, and a unit of the new weight.

V is the exact memory and W the float; both are at most q**2 times the other.  Operation k has the factor 1 + delta(k);
nothing underflows.
"""

from rmsprop_sym.alphabet import beta, eps, eta, h, i, square_root, x, y
from rmsprop_sym.board import _, concludes, eq, every, le, lt, proves, root_is, size_is, under_roots
from rmsprop_sym.kernel.term import ONE, Letter, term
from rmsprop_sym.kernel.theorem import congruence, discharge, specialise
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules.roundings import delta, nu, rounded

from .ema_rounding import unit_not_negative
from .rounded_mean import small, u
from .roundings import V, a, exactly, product_of, q, sides, size_within, sum_of

T, W = Letter("T"), Letter("W")
stored = {"eta": eta, "eps": eps, "beta": beta}
f1, f2, f3, f4, f5 = (1 + delta(k) for k in (1, 2, 3, 4, 5))
computed = rounded(rmsprop, {"theta": T, "g": h, "v": 0}, {"v": W}, stored, lambda k: k)["theta"]
exact, divisor = eta * h / (square_root(V) + eps), (square_root(W) * f2 + eps) * f3
ratio = (square_root(V) + eps) / divisor
largest = q * (1 + u) ** 2 / (1 - u) ** 2


small_enough = [small, lt(u, 1), le(1, q), lt(0, V), lt(0, W)]


def factor_sides(k, small):
    """1 - u <= 1 + delta(k) <= 1 + u."""
    return [discharge(side.theorem, specialise(small, term(k))) for side in sides(delta(k), u)]


@proves(le(square_root(V), q * square_root(W)), given=[le(V, q**2 * W), le(1, q), lt(0, V), lt(0, W)])
def root_within(near, wide, some, some_float):
    """What is at most q**2 times another has a root at most q times the other's."""
    larger = concludes(lt(0, q**2 * W), concludes(lt(0, q), wide), some_float)
    yield square_root(V)
    yield _ <= square_root(q**2 * W), under_roots(le(V, q**2 * W), near, some, larger)
    yield _ == q * square_root(W), root_is(q**2 * W, q * square_root(W), some_float, concludes(le(0, q), wide))


@proves(le((1 - u) ** 2 * (square_root(V) + eps), q * divisor), given=[*small_enough, le(V, q**2 * W)])
def divisor_not_much_below(small, fine, wide, *more):
    """The divisor that is computed is at least (1 - u)**2/q of the exact one."""
    some, some_float, near = more
    root = square_root(W)
    whole = root_within.at({}, near, wide, some, some_float)
    (low2, _high2), (low3, _high3) = factor_sides(2, small), factor_sides(3, small)
    least = concludes(le(0, 1 - u), fine)
    first = (1 - u) ** 2 * (q * root - square_root(V)) + (1 - u) ** 2 * (q - 1) * eps
    second = q * (1 - u) * ((f2 - (1 - u)) * root + u * eps)
    third = q * (f3 - (1 - u)) * (root * f2 + eps)
    positive = [wide, some_float, least, unit_not_negative.at({}, small), low2, low3]
    f2_positive = concludes(le(0, f2), low2, least)
    yield (1 - u) ** 2 * (square_root(V) + eps)
    yield _ <= (1 - u) ** 2 * (square_root(V) + eps) + first, concludes(le(0, first), whole, *positive)
    yield _ == q * (1 - u) ** 2 * (root + eps)
    yield _ <= q * (1 - u) ** 2 * (root + eps) + second, concludes(le(0, second), *positive)
    yield _ == q * (1 - u) * (root * f2 + eps)
    yield _ <= q * (1 - u) * (root * f2 + eps) + third, concludes(le(0, third), f2_positive, *positive)
    yield _ == q * divisor


@proves(le(divisor, q * (1 + u) ** 2 * (square_root(V) + eps)), given=[*small_enough, le(W, q**2 * V)])
def divisor_not_much_above(small, fine, wide, *more):
    """And at most q*(1 + u)**2 of it."""
    some, some_float, near = more
    root, exact_root = square_root(W), square_root(V)
    whole = root_within.at({V: W, W: V}, near, wide, some, some_float)
    (low2, high2), (low3, high3) = factor_sides(2, small), factor_sides(3, small)
    least = concludes(le(0, 1 - u), fine)
    positive = [
        some,
        some_float,
        least,
        unit_not_negative.at({}, small),
        low2,
        low3,
        high2,
        high3,
        concludes(le(0, q), wide),
        wide,
    ]
    first = (1 + u - f3) * (root * f2 + eps)
    second = (1 + u) * ((1 + u - f2) * root + u * eps)
    third = (1 + u) ** 2 * ((q * exact_root - root) + (q - 1) * eps)
    yield divisor
    yield _ <= divisor + first, concludes(le(0, first), concludes(le(0, f2), low2, least), *positive)
    yield _ == (1 + u) * (root * f2 + eps)
    yield _ <= (1 + u) * (root * f2 + eps) + second, concludes(le(0, second), *positive)
    yield _ == (1 + u) ** 2 * (root + eps)
    yield _ <= (1 + u) ** 2 * (root + eps) + third, concludes(le(0, third), whole, *positive)
    yield _ == q * (1 + u) ** 2 * (exact_root + eps)


@proves(lt(0, divisor), given=[small, lt(u, 1), lt(0, W)])
def divisor_positive(small, fine, some_float):
    """The divisor that is computed is positive."""
    (low2, _high2), (low3, _high3) = factor_sides(2, small), factor_sides(3, small)
    least = concludes(lt(0, 1 - u), fine)
    yield 0
    yield _ < divisor, concludes(lt(0, f2), low2, least), concludes(lt(0, f3), low3, least), some_float


smallest = (1 - u) ** 2 * (1 / (q * (1 + u) ** 2))
A, B, E, P = map(Letter, "ABEP")
positive_terms = [lt(0, 1 - u), le(0, u), lt(0, q), lt(0, B)]
not_below, not_above = [le(1 - u, E), le(1 - u, P)], [le(E, 1 + u), le(P, 1 + u)]
factors = [*positive_terms, *not_below, *not_above]


@proves(le(E * P * (A / B), largest), given=[*factors, le((1 - u) ** 2 * A, q * B)])
def quotient_not_much_above(fine, unit, wide, positive, *more):
    """Two factors, and a quotient of at most q/(1 - u)**2."""
    E_low, P_low, E_high, P_high, below = more
    upright = [concludes(lt(0, E), E_low, fine), concludes(lt(0, P), P_low, fine), concludes(lt(0, 1 + u), unit)]
    first = E * P * (q * B - (1 - u) ** 2 * A) * (1 / (1 - u) ** 2) * (1 / B)
    second = ((1 + u - E) * P + (1 + u) * (1 + u - P)) * q * (1 / (1 - u) ** 2)
    yield E * P * (A / B)
    yield _ <= E * P * (A / B) + first, concludes(le(0, first), below, positive, fine, *upright)
    yield _ == E * P * q * (1 / (1 - u) ** 2), positive, fine
    yield _ <= E * P * q * (1 / (1 - u) ** 2) + second, concludes(le(0, second), wide, fine, E_high, P_high, *upright)
    yield _ == largest


@proves(le(smallest, E * P * (A / B)), given=[*positive_terms, *not_below, le(B, q * (1 + u) ** 2 * A)])
def quotient_not_much_below(fine, unit, wide, positive, *more):
    """And of at least the inverse."""
    E_low, P_low, above = more
    upright = [concludes(lt(0, E), E_low, fine), concludes(lt(0, P), P_low, fine), concludes(lt(0, 1 + u), unit)]
    least = 1 / (q * (1 + u) ** 2)
    first = ((E - (1 - u)) * P + (1 - u) * (P - (1 - u))) * least
    second = E * P * (q * (1 + u) ** 2 * A - B) * least * (1 / B)
    yield smallest
    yield _ <= smallest + first, concludes(le(0, first), wide, fine, E_low, P_low, *upright)
    yield _ == E * P * least
    yield _ <= E * P * least + second, concludes(le(0, second), above, positive, wide, *upright)
    yield _ == E * P * (A / B), positive, wide, unit


@proves(le(2 - y, x), given=[eq(x * y, 1), lt(0, x)])
def inverse_above_tangent(inverse, positive):
    """An inverse x of y lies above the tangent at 1."""
    yield 2 - y
    yield _ <= 2 - y + (y - 1) ** 2 * x, positive
    yield _ == x, inverse


@proves(le(-(largest - 1), E * P * (A / B) - 1), given=[*positive_terms, *not_below, le(B, q * (1 + u) ** 2 * A)])
def quotient_not_far_below(fine, unit, wide, *near):
    """The inverse is no farther below 1 than what it is the inverse of is above."""
    one = concludes(eq(smallest * largest, 1), fine, unit, wide)
    some_share = concludes(lt(0, smallest), fine, concludes(lt(0, 1 + u), unit), wide)
    yield -(largest - 1)
    yield _ == 2 - largest - 1
    yield (
        _ <= 2 - largest - 1 + (smallest - (2 - largest)),
        inverse_above_tangent.at({x: smallest, y: largest}, one, some_share),
    )
    yield _ == smallest - 1
    yield _ <= E * P * (A / B) - 1, quotient_not_much_below.at({}, fine, unit, wide, *near)


@proves(
    le(abs(E * P * (A / B) - 1), largest - 1),
    given=[*factors, le((1 - u) ** 2 * A, q * B), le(B, q * (1 + u) ** 2 * A)],
)
def quotient_near_one(fine, unit, wide, positive, *near):
    """So it is no farther from 1 than at its largest."""
    known = [fine, unit, wide, positive, *near]
    number = E * P * (A / B) - 1
    above = concludes(le(number, largest - 1), quotient_not_much_above.at({}, *known))
    yield abs(number)
    yield _ <= largest - 1, size_within.at({x: number, a: largest - 1}, above, quotient_not_far_below.at({}, *known))


both = [*small_enough, le(V, q**2 * W), le(W, q**2 * V)]
whole_ratio = f1 * f4 * ratio


@proves(le(abs(whole_ratio - 1), largest - 1), given=both)
def ratio_near_one(small, fine, wide, *more):
    """The step that is computed differs from the exact one by this share at most."""
    some, some_float, near, nearer = more
    known = [small, fine, wide, some, some_float]
    positive, least = divisor_positive.at({}, *known), concludes(lt(0, 1 - u), fine)
    facts = [positive, least, unit_not_negative.at({}, small), concludes(lt(0, q), wide)]
    facts += [*factor_sides(1, small), *factor_sides(4, small)]
    facts += [divisor_not_much_below.at({}, *known, near), divisor_not_much_above.at({}, *known, nearer)]
    place = {A: square_root(V) + eps, B: divisor, E: f1, P: f4}
    yield abs(whole_ratio - 1)
    yield _ <= largest - 1, quotient_near_one.at(place, *facts)


@proves(
    le(abs(computed - (T - exact)), u * abs(T - exact) + (1 + u) * (largest - 1) * abs(exact)),
    given=[*both, every(i, eq(nu(i), 0), 1)],
)
def step_rounding(small, fine, wide, *more):
    """The new weight is off by a unit of itself, and by that share of the step."""
    some, _some_float, _near, _nearer, no_underflow = more
    d5 = delta(5), u, specialise(small, term(5))
    share = whole_ratio - 1, largest - 1, ratio_near_one.at({}, small, fine, wide, *more)
    here = T - exact, abs(T - exact), concludes(le(abs(T - exact), abs(T - exact)))
    move = -exact, abs(exact), concludes(le(abs(-exact), abs(exact)), size_is(-exact, abs(exact)))
    moved = product_of(product_of(move, share), sum_of(exactly(ONE), d5))
    number, size, why = sum_of(product_of(here, d5), moved)
    gone = [specialise(no_underflow, term(k)) for k in (1, 4)]
    positive = concludes(lt(0, square_root(V) + eps), some)
    apart = concludes(eq(computed - (T - exact), number), *gone, positive)
    yield abs(computed - (T - exact))
    yield _ == abs(number), congruence(apart.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == u * abs(T - exact) + (1 + u) * (largest - 1) * abs(exact)
