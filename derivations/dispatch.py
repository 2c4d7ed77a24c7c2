"""How two generators share a load: at equal marginal costs."""

from rmsprop_sym.alphabet import Sequence, c, i, k, n, total, x, y, z
from rmsprop_sym.board import _, concludes, eq, every, le, lt, ne, proves
from rmsprop_sym.kernel.term import Letter
from rmsprop_sym.kernel.theorem import assume, specialise

from .expectation import certain, expectation
from .weighting import over_all

# Two generators at costs a_i + b_i*p + c_i*p**2/2, that together carry the demand.
b1, b2, c1, c2, p1, p2 = map(Letter, ("b1", "b2", "c1", "c2", "p1", "p2"))


def cost(b, c, p):
    """What a generator's output p costs, but for a constant."""
    return b * p + c * p**2 / 2


def shifted(x):
    """What both cost after a shift of the load x to the first one."""
    return cost(b1, c1, p1 + x) + cost(b2, c2, p2 - x)


least = cost(b1, c1, p1) + cost(b2, c2, p2)
economic_dispatch = concludes(
    eq(shifted(x) - least, (b1 + c1 * p1 - (b2 + c2 * p2)) * x + (c1 + c2) * x**2 / 2),
)


@proves(
    le(least, shifted(x)),
    given=[lt(0, c1), lt(0, c2), eq(b1 + c1 * p1, b2 + c2 * p2)],
)
def economic_dispatch_if(first, second, equal_slopes):
    """At equal marginal costs no shift x of the load is cheaper."""
    yield least
    yield _ <= least + (c1 + c2) * x**2 / 2, first, second
    yield _ == shifted(x), equal_slopes


@proves(
    eq(b1 + c1 * p1 - b2 - c2 * p2 + (c1 + c2) * x, 0),
    given=[lt(0, c1), lt(0, c2), eq(x, (b2 + c2 * p2 - b1 - c1 * p1) / (c1 + c2))],
)
def economic_dispatch_shift(first, second, shift):
    """That shift makes the marginal costs equal."""
    gap = b2 + c2 * p2 - b1 - c1 * p1
    yield b1 + c1 * p1 - b2 - c2 * p2 + (c1 + c2) * x
    yield _ == -gap + (c1 + c2) * (gap / (c1 + c2)), shift
    yield _ == 0, first, second, concludes(eq((c1 + c2) / (c1 + c2), 1), first, second)


@proves(
    lt(shifted(x), least),
    given=[lt(0, c1), lt(0, c2), eq(x, (b2 + c2 * p2 - b1 - c1 * p1) / (c1 + c2)), ne(x, 0)],
)
def economic_dispatch_only_if(first, second, shift, unequal):
    """At unequal ones the shift by their difference over the sum of the slopes is cheaper."""
    yield shifted(x)
    yield _ < shifted(x) + (c1 + c2) * x**2 / 2, first, second, unequal
    yield _ == least + x * (b1 + c1 * p1 - b2 - c2 * p2 + (c1 + c2) * x)
    yield _ == least, economic_dispatch_shift.at({}, first, second, shift)


@proves(
    eq(
        cost(b1, c1, p1 + x * c2 / (c1 + c2)) + cost(b2, c2, p2 + x * c1 / (c1 + c2)),
        least + (b1 + c1 * p1) * x + c1 * c2 / (c1 + c2) * x**2 / 2,
    ),
    given=[lt(0, c1), lt(0, c2), eq(b1 + c1 * p1, b2 + c2 * p2)],
)
def economic_dispatch_slope(first, second, equal_slopes):
    """Shared so, a further load x costs the marginal cost, which rises by c1*c2/(c1 + c2) a unit."""
    share = x / (c1 + c2)
    whole = concludes(eq((c1 + c2) * (1 / (c1 + c2)), 1), first, second)
    yield cost(b1, c1, p1 + x * c2 / (c1 + c2)) + cost(b2, c2, p2 + x * c1 / (c1 + c2))
    slope = (b1 + c1 * p1) * c2 + (b2 + c2 * p2) * c1
    yield _ == least + slope * share + c1 * c2 * (c1 + c2) * share**2 / 2
    yield _ == least + (b1 + c1 * p1) * (c1 + c2) * share + c1 * c2 * (c1 + c2) * share**2 / 2, equal_slopes
    yield _ == least + (b1 + c1 * p1) * x + c1 * c2 / (c1 + c2) * x**2 / 2, whole


s, excess = Sequence("s"), Sequence("X")


@proves(
    le(0, total(z * excess(i) + s(i) * excess(i) ** 2 / 2, i, 1, n)),
    given=[every(i, lt(0, s(i)), 1), eq(total(excess(i), i, 1, n), 0)],
)
def economic_dispatch_of_many(slopes, demand):
    """Of n generators at one marginal cost z, their slopes s: no change X that keeps the demand is cheaper."""
    each = concludes(le(0, s(i) * excess(i) ** 2 / 2), specialise(slopes, i, assume(le(1, i))))
    yield 0
    yield _ <= total(s(i) * excess(i) ** 2 / 2, i, 1, n), over_all(each.theorem)
    yield _ == z * total(excess(i), i, 1, n) + total(s(i) * excess(i) ** 2 / 2, i, 1, n), demand
    yield _ == total(z * excess(i) + s(i) * excess(i) ** 2 / 2, i, 1, n)


@proves(
    eq(expectation(y + z * excess(k) + c * excess(k) ** 2 / 2), y + c / 2 * expectation(excess(k) ** 2)),
    given=[certain, eq(expectation(excess(k)), 0)],
)
def economic_dispatch_expected(one_of_them, centred):
    """A load that strays by X from its mean costs more than its mean: by half the slope c times its variance."""
    squares = expectation(excess(k) ** 2)
    yield expectation(y + z * excess(k) + c * excess(k) ** 2 / 2)
    yield _ == y * expectation(1) + z * expectation(excess(k)) + c / 2 * squares
    yield _ == y + c / 2 * squares, one_of_them, centred
