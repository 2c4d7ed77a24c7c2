"""What do roundings come to in any memory that keeps a share of itself?  No more, at any step, than at rest.

X keeps the share beta and takes f; W is what is computed of it: the product has the factor 1 + delta and is off by nu
where it underflows, F is computed in the place of f, and the sum has the factor 1 + rho.  The unit round-off is u.
"""

from rmsprop_sym.alphabet import Sequence, beta, t, x, y, z
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE, ZERO, Letter
from rmsprop_sym.kernel.theorem import congruence, specialise
from rmsprop_sym.rules.roundings import delta, nu

from .rounded_mean import r, u
from .roundings import exactly, product_of, rounded_by, sum_of

B, e = Letter("B"), Letter("e")
F, W, X, f, rho = Sequence("F"), Sequence("W"), Sequence("X"), Sequence("f"), Sequence("rho")

nothing = [eq(X(0), 0), eq(W(0), 0)]
keeps = every(t, eq(X(t + 1), beta * X(t) + f(t)))
computes = every(t, eq(W(t + 1), (beta * W(t) * (1 + delta(t)) + nu(t) + F(t)) * (1 + rho(t))))
products, sums = every(t, le(abs(delta(t)), u)), every(t, le(abs(rho(t)), u))
underflows, close = every(t, le(abs(nu(t)), z)), every(t, le(abs(F(t) - f(t)), e))
taken, stable = every(t, le(abs(f(t)), B)), lt(beta * r**2, 1)
rest = B / (1 - beta)
fresh = beta * rest * (r**2 - 1) + B * u + r * (e + z)
bound = fresh / (1 - beta * r**2)


@proves(le(0, y), given=[le(abs(x), y)])
def size_bound_positive(below):
    """What bounds a size is not negative."""
    yield 0
    yield _ <= abs(x)
    yield _ <= y, below


def bounds_a_size(known, number, letter):
    """0 <= letter, which bounds the size of the number, for every one of them."""
    return size_bound_positive.at({x: number, y: letter}, specialise(known, ZERO))


def remembered(k):
    return le(abs(X(k)), rest)


@proves(remembered(0), given=[nothing[0], taken])
def memory_bounded_base(nothing, taken):
    """At first nothing is remembered."""
    yield abs(X(0))
    yield _ == 0, size_is(X(0), ZERO, nothing)
    yield _ <= rest, bounds_a_size(taken, f(0), B)


@proves(remembered(t + 1), given=[remembered(t), keeps, taken])
def memory_bounded_step(ih, keeps, taken):
    """Then never more than at rest, with the largest that is taken."""
    number, size, why = sum_of(product_of(exactly(beta), (X(t), rest, ih)), (f(t), B, specialise(taken, t)))
    newer = concludes(eq(X(t + 1), number), specialise(keeps, t))
    yield abs(X(t + 1))
    yield _ == abs(number), congruence(newer.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == rest


memory_bounded = by_induction(t, remembered, memory_bounded_base, memory_bounded_step)


def within(k):
    return le(abs(W(k) - X(k)), bound)


model = [products, sums, underflows, close, taken, stable]


@proves(within(0), given=[*nothing, *model])
def memory_rounding_base(*facts):
    """Nothing is off at the start."""
    none, nothing, products, _sums, underflows, close, taken, stable = facts
    of = ((products, delta(0), u), (underflows, nu(0), z), (close, F(0) - f(0), e), (taken, f(0), B))
    known = [bounds_a_size(*each) for each in of]
    more = concludes(le(0, u * (2 + u)), *known), concludes(le(0, rest), *known)
    some = concludes(le(0, fresh * (1 / (1 - beta * r**2))), *known, *more, stable)
    yield abs(W(0) - X(0))
    yield _ == 0, size_is(W(0) - X(0), ZERO, concludes(eq(W(0) - X(0), 0), none, nothing))
    yield _ <= bound, some


@proves(within(t + 1), given=[within(t), *nothing, keeps, computes, *model])
def memory_rounding_step(ih, *facts):
    """What is kept of the bound and what is rounded away anew come to the bound again."""
    none, _nothing, keeps, computes, products, sums, underflows, close, taken, stable = facts
    share, one = exactly(beta), exactly(ONE)
    first, last = (delta(t), u, specialise(products, t)), (rho(t), u, specialise(sums, t))
    both, factor = rounded_by(first, last), sum_of(one, last)
    carried = product_of(share, product_of((W(t) - X(t), bound, ih), sum_of(one, both)))
    stale = product_of(share, product_of((X(t), rest, memory_bounded.at({}, none, keeps, taken)), both))
    missed = product_of((F(t) - f(t), e, specialise(close, t)), factor)
    new = product_of((f(t), B, specialise(taken, t)), last)
    lost = product_of((nu(t), z, specialise(underflows, t)), factor)
    number, size, why = sum_of(sum_of(sum_of(sum_of(carried, stale), missed), new), lost)
    apart = concludes(eq(W(t + 1) - X(t + 1), number), specialise(computes, t), specialise(keeps, t))
    yield abs(W(t + 1) - X(t + 1))
    yield _ == abs(number), congruence(apart.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == bound, stable


memory_rounding = by_induction(t, within, memory_rounding_base, memory_rounding_step)
