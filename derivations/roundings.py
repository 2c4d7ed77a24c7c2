"""What do several roundings come to?  Sizes add up in a sum, multiply in a product, and factors near 1 stay near 1."""

from rmsprop_sym.alphabet import t, x, y
from rmsprop_sym.board import Reason, _, by_cases, by_induction, concludes, le, proves, size_is
from rmsprop_sym.kernel.term import Letter, Term
from rmsprop_sym.kernel.theorem import assume

from .sizes import size_not_above, size_not_below

a, b = Letter("a"), Letter("b")
D, E, M, N, P, Q, S, V = map(Letter, "DEMNPQSV")
e, p, q, s = map(Letter, "epqs")


@proves(le(abs(x), a), given=[le(0, x), le(x, a)])
def size_below(positive, below):
    """A number that is not negative and not above a has no larger size."""
    yield abs(x)
    yield _ == x, size_is(x, x, positive)
    yield _ <= a, below


@proves(le(abs(x), a), given=[le(x, 0), le(-a, x)])
def size_of_negative_below(negative, above):
    """And one that is not positive and not below -a has none."""
    yield abs(x)
    yield _ == -x, size_is(x, -x, negative)
    yield _ <= a, above


size_within = by_cases(le(0, x), size_below, size_of_negative_below)


def sides(number, size):
    """-size <= number and number <= size, from what is said of the number's size."""
    known = assume(le(abs(number), size))
    below = concludes(le(-size, number), size_not_above.at({x: number}), known)
    return below, concludes(le(number, size), size_not_below.at({x: number}), known)


of_x, of_y = sides(x, a), sides(y, b)
sizes = [le(abs(x), a), le(abs(y), b)]


@proves(le(x * y, a * b), given=sizes)
def product_below(*_sizes):
    """A product is not above that of the sizes."""
    (low, high), (least, most) = of_x, of_y
    yield x * y
    yield _ <= x * y + ((a - x) * (b + y) + (a + x) * (b - y)) / 2, low, high, least, most
    yield _ == a * b


@proves(le(-(a * b), x * y), given=sizes)
def product_above(*_sizes):
    """And not below its opposite."""
    (low, high), (least, most) = of_x, of_y
    yield -(a * b)
    yield _ <= -(a * b) + ((a - x) * (b - y) + (a + x) * (b + y)) / 2, low, high, least, most
    yield _ == x * y


size_of_product = concludes(le(abs(x * y), a * b), size_within.at({x: x * y, a: a * b}, product_below, product_above))
size_of_sum = concludes(
    le(abs(x + y), a + b),
    size_within.at(
        {x: x + y, a: a + b}, concludes(le(x + y, a + b), *of_x, *of_y), concludes(le(-(a + b), x + y), *of_x, *of_y)
    ),
)

near_one, at_most = (1 + x) * (1 + y) - 1, (1 + a) * (1 + b) - 1


@proves(le(abs(near_one), at_most), given=sizes)
def roundings_together(*_sizes):
    """Two factors near 1 come to no more than both at their largest."""
    yield abs(near_one)
    yield _ == abs(x + y + x * y)
    yield _ <= a + b + a * b, size_of_sum.at({x: x + y, y: x * y, a: a + b, b: a * b}, size_of_sum, size_of_product)
    yield _ == at_most


Bound = tuple[Term, Term, Reason]  # a number, what its size is at most, and why


def given(number: Term, size: Term) -> Bound:
    """A bound that is a hypothesis."""
    return number, size, assume(le(abs(number), size))


def exactly(number: Term) -> Bound:
    """The bound on what is not negative: itself."""
    return number, number, concludes(le(abs(number), number), size_is(number, number))


def product_of(first: Bound, second: Bound) -> Bound:
    """The bound on a product."""
    (number, size, why), (other, largest, because) = first, second
    place = {x: number, y: other, a: size, b: largest}
    return number * other, size * largest, size_of_product.at(place, why, because)


def sum_of(first: Bound, second: Bound) -> Bound:
    """The bound on a sum."""
    (number, size, why), (other, largest, because) = first, second
    place = {x: number, y: other, a: size, b: largest}
    return number + other, size + largest, size_of_sum.at(place, why, because)


def rounded_by(first: Bound, second: Bound) -> Bound:
    """The bound on (1 + first)*(1 + second) - 1."""
    (number, size, why), (other, largest, because) = first, second
    place = {x: number, y: other, a: size, b: largest}
    return (1 + number) * (1 + other) - 1, (1 + size) * (1 + largest) - 1, roundings_together.at(place, why, because)


@proves(le(p * q, x * y), given=[le(0, p), le(p, x), le(0, q), le(q, y)])
def product_not_below(p_positive, first, q_positive, second):
    """A product of numbers that are not below others, which are not negative, is not below theirs."""
    some = concludes(le(0, x), p_positive, first)
    yield p * q
    yield _ <= p * q + ((x - p) * q + x * (y - q)), some, p_positive, first, q_positive, second
    yield _ == x * y


def powers_above(n):
    return le(1, y**n)


@proves(powers_above(0))
def powers_above_base():
    """The power 0 is 1."""
    yield 1
    yield _ == y**0


@proves(powers_above(t + 1), given=[powers_above(t), le(1, y)])
def powers_above_step(ih, above):
    """One more factor makes it no smaller."""
    yield 1
    yield _ <= y, above
    yield _ <= y + (y**t - 1) * y, ih, concludes(le(0, y), above)
    yield _ == y ** (t + 1)


powers_not_below_one = by_induction(t, powers_above, powers_above_base, powers_above_step)


def powers_below(n):
    return le(y**n, 1)


@proves(powers_below(0))
def powers_below_base():
    """The power 0 is 1."""
    yield y**0
    yield _ == 1


@proves(powers_below(t + 1), given=[powers_below(t), le(0, y), le(y, 1)])
def powers_below_step(ih, positive, below):
    """One more factor makes it no larger."""
    yield y ** (t + 1)
    yield _ <= y ** (t + 1) + (1 - y**t) * y, ih, positive
    yield _ == y
    yield _ <= 1, below


powers_not_above_one = by_induction(t, powers_below, powers_below_base, powers_below_step)
