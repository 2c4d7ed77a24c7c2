"""What does one step of the mean round away?  At most a share of what the mean and the square may be.

The mean V and the gradient h are exact, the float is V + D; operation k has the factor 1 + delta(k), and a product
is off by nu(k) more where it underflows.  For 1 - beta the number (1 - beta)*(1 + x) is stored.  The unit round-off is
u; z is half the least float, or the least normal one where smaller ones are flushed to zero.
"""

from rmsprop_sym.alphabet import beta, h, i, x, z
from rmsprop_sym.board import _, every, le, proves
from rmsprop_sym.kernel.term import ONE, Letter, term
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import rmsprop
from rmsprop_sym.rules.roundings import delta, nu, rounded

from .roundings import D, M, V, e, exactly, product_of, rounded_by, sum_of

u, w = Letter("u"), Letter("w")
r = 1 + u
rest = (1 - beta) * (1 + x)
stored = {"beta": beta, "rest": rest, "eta": 1, "eps": 1}
computed = rounded(rmsprop, {"v": V + D, "g": h, "theta": 0}, {"v": 1}, stored, lambda k: k)["v"]
exact = beta * V + (1 - beta) * h**2

small, tiny, close = every(i, le(abs(delta(i)), u), 1), every(i, le(abs(nu(i)), z), 1), le(abs(x), w)
twice, thrice = r**2 - 1, (1 + w) * r**3 - 1
lost = z * (2 * r + (1 - beta) * (1 + w) * r**2)
after = beta * r**2 * e + M * (beta * twice + (1 - beta) * thrice) + lost


@proves(le(abs(computed - exact), after), given=[small, tiny, close, le(abs(D), e), le(abs(V), M), le(abs(h**2), M)])
def rounded_mean(roundings, underflows, coefficient, *sizes):
    """What the mean was off by is kept by a share of about beta; what is lost anew is of the order of u."""
    old, mean, square = sizes
    d1, d2, d3, d4 = ((delta(k), u, specialise(roundings, term(k))) for k in (1, 2, 3, 4))
    n1, n2, n3 = ((nu(k), z, specialise(underflows, term(k))) for k in (1, 2, 3))
    one, share, other = exactly(ONE), exactly(beta), exactly(1 - beta)
    f3, f4 = sum_of(one, d3), sum_of(one, d4)
    twice, square_twice = rounded_by(d1, d4), rounded_by(rounded_by((x, w, coefficient), d2), d3)
    thrice = rounded_by(square_twice, d4)
    carried = product_of(share, product_of(sum_of(one, twice), (D, e, old)))
    stale = product_of(share, product_of((V, M, mean), twice))
    fresh = product_of(other, product_of((h**2, M, square), thrice))
    weight = product_of(other, sum_of(one, (x, w, coefficient)))
    kept, squared = product_of(n1, f4), product_of(product_of(product_of(weight, n2), f3), f4)
    missing = sum_of(sum_of(kept, squared), product_of(n3, f4))
    number, size, why = sum_of(sum_of(sum_of(carried, stale), fresh), missing)
    yield abs(computed - exact)
    yield _ == abs(number)
    yield _ <= size, why
    yield _ == after
