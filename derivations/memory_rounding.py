"""What do roundings come to in any memory that keeps a share of itself?  No more, at any step, than at rest.

X keeps the share beta and takes f; W is what is computed of it: the product has the factor 1 + p and is off
by n where it underflows, F is computed in the place of f, and the sum has the factor 1 + q.  The unit round-off is u.
"""

from rmsprop_sym.alphabet import Sequence, beta, t, x, y, z
from rmsprop_sym.board import _, by_induction, concludes, eq, every, le, lt, proves, size_is
from rmsprop_sym.kernel.term import ONE, ZERO, Letter
from rmsprop_sym.kernel.theorem import congruence, specialise

from .rounded_mean import r, u
from .roundings import exactly, product_of, rounded_by, sum_of

A, B, e = map(Letter, "ABe")
F, W, X, f, n, p, q = map(Sequence, "FWXfnpq")

starts = eq(W(0), X(0))
keeps = every(t, eq(X(t + 1), beta * X(t) + f(t)))
computes = every(t, eq(W(t + 1), (beta * W(t) * (1 + p(t)) + n(t) + F(t)) * (1 + q(t))))
products, sums = every(t, le(abs(p(t)), u)), every(t, le(abs(q(t)), u))
underflows, close = every(t, le(abs(n(t)), z)), every(t, le(abs(F(t) - f(t)), e))
memory, taken = every(t, le(abs(X(t)), A)), every(t, le(abs(f(t)), B))
stable = lt(beta * r**2, 1)
model = [products, sums, underflows, close, memory, taken, stable]
fresh = beta * A * (r**2 - 1) + B * u + r * (e + z)
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


def within(k):
    return le(abs(W(k) - X(k)), bound)


@proves(within(0), given=[starts, *model])
def memory_rounding_base(starts, *model):
    """Nothing is off at the start."""
    products, _sums, underflows, close, memory, taken, stable = model
    of = ((products, p(0), u), (underflows, n(0), z), (close, F(0) - f(0), e), (memory, X(0), A), (taken, f(0), B))
    known = [bounds_a_size(*each) for each in of]
    some = concludes(le(0, fresh * (1 / (1 - beta * r**2))), *known, concludes(le(0, u * (2 + u)), *known), stable)
    yield abs(W(0) - X(0))
    yield _ == 0, size_is(W(0) - X(0), ZERO, concludes(eq(W(0) - X(0), 0), starts))
    yield _ <= bound, some


@proves(within(t + 1), given=[within(t), keeps, computes, *model])
def memory_rounding_step(ih, keeps, computes, *model):
    """What is kept of the bound and what is rounded away anew come to the bound again."""
    products, sums, underflows, close, memory, taken, stable = model
    share, one = exactly(beta), exactly(ONE)
    first, last = (p(t), u, specialise(products, t)), (q(t), u, specialise(sums, t))
    both, factor = rounded_by(first, last), sum_of(one, last)
    carried = product_of(share, product_of((W(t) - X(t), bound, ih), sum_of(one, both)))
    stale = product_of(share, product_of((X(t), A, specialise(memory, t)), both))
    missed = product_of((F(t) - f(t), e, specialise(close, t)), factor)
    new = product_of((f(t), B, specialise(taken, t)), last)
    lost = product_of((n(t), z, specialise(underflows, t)), factor)
    number, size, why = sum_of(sum_of(sum_of(sum_of(carried, stale), missed), new), lost)
    apart = concludes(eq(W(t + 1) - X(t + 1), number), specialise(computes, t), specialise(keeps, t))
    yield abs(W(t + 1) - X(t + 1))
    yield _ == abs(number), congruence(apart.theorem, x, abs(x))
    yield _ <= size, why
    yield _ == bound, stable


memory_rounding = by_induction(t, within, memory_rounding_base, memory_rounding_step)
