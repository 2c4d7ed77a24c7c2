"""How two generators share a load: at equal marginal costs."""

from rmsprop_sym.alphabet import Sequence, c, i, n, total, x, y, z
from rmsprop_sym.board import _, concludes, eq, le, lt, ne, proves
from rmsprop_sym.kernel.term import Letter

# Two generators at costs a_i + b_i*p + c_i*p**2/2, that together carry the demand.
b1, b2, c1, c2, p1, p2 = map(Letter, ("b1", "b2", "c1", "c2", "p1", "p2"))


def cost(b, c, p):
    """What a generator's output p costs, but for a constant."""
    return b * p + c * p**2 / 2


@proves(
    le(cost(b1, c1, p1) + cost(b2, c2, p2), cost(b1, c1, p1 + x) + cost(b2, c2, p2 - x)),
    given=[lt(0, c1), lt(0, c2), eq(b1 + c1 * p1, b2 + c2 * p2)],
)
def economic_dispatch_if(first, second, equal_slopes):
    """At equal marginal costs no shift x of the load is cheaper."""
    least = cost(b1, c1, p1) + cost(b2, c2, p2)
    yield least
    yield _ <= least + (c1 + c2) * x**2 / 2, first, second
    yield _ == cost(b1, c1, p1 + x) + cost(b2, c2, p2 - x), equal_slopes


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
    lt(cost(b1, c1, p1 + x) + cost(b2, c2, p2 - x), cost(b1, c1, p1) + cost(b2, c2, p2)),
    given=[lt(0, c1), lt(0, c2), eq(x, (b2 + c2 * p2 - b1 - c1 * p1) / (c1 + c2)), ne(x, 0)],
)
def economic_dispatch_only_if(first, second, shift, unequal):
    """At unequal ones the shift by their difference over the sum of the slopes is cheaper."""
    shifted = cost(b1, c1, p1 + x) + cost(b2, c2, p2 - x)
    yield shifted
    yield _ < shifted + (c1 + c2) * x**2 / 2, first, second, unequal
    yield _ == cost(b1, c1, p1) + cost(b2, c2, p2) + x * (b1 + c1 * p1 - b2 - c2 * p2 + (c1 + c2) * x)
    yield _ == cost(b1, c1, p1) + cost(b2, c2, p2), economic_dispatch_shift.at({}, first, second, shift)


@proves(
    eq(
        cost(b1, c1, p1 + x * c2 / (c1 + c2)) + cost(b2, c2, p2 + x * c1 / (c1 + c2)),
        cost(b1, c1, p1) + cost(b2, c2, p2) + (b1 + c1 * p1) * x + c1 * c2 / (c1 + c2) * x**2 / 2,
    ),
    given=[lt(0, c1), lt(0, c2), eq(b1 + c1 * p1, b2 + c2 * p2)],
)
def economic_dispatch_slope(first, second, equal_slopes):
    """Shared so, a further load x costs the marginal cost, which rises by c1*c2/(c1 + c2) a unit."""
    share = x / (c1 + c2)
    whole = concludes(eq((c1 + c2) * (1 / (c1 + c2)), 1), first, second)
    yield cost(b1, c1, p1 + x * c2 / (c1 + c2)) + cost(b2, c2, p2 + x * c1 / (c1 + c2))
    least, slope = cost(b1, c1, p1) + cost(b2, c2, p2), (b1 + c1 * p1) * c2 + (b2 + c2 * p2) * c1
    yield _ == least + slope * share + c1 * c2 * (c1 + c2) * share**2 / 2
    yield _ == least + (b1 + c1 * p1) * (c1 + c2) * share + c1 * c2 * (c1 + c2) * share**2 / 2, equal_slopes
    yield _ == least + (b1 + c1 * p1) * x + c1 * c2 / (c1 + c2) * x**2 / 2, whole


chance, excess = Sequence("w"), Sequence("X")


@proves(
    eq(
        total(chance(i) * (y + z * excess(i) + c * excess(i) ** 2 / 2), i, 1, n),
        y + z * x + c / 2 * total(chance(i) * excess(i) ** 2, i, 1, n),
    ),
    given=[eq(total(chance(i), i, 1, n), 1), eq(x, total(chance(i) * excess(i), i, 1, n))],
)
def economic_dispatch_expected(chances, mean):
    """Expected cost: that of the mean load, where x = 0, and half the slope c times the variance of the load."""
    squares = total(chance(i) * excess(i) ** 2, i, 1, n)
    yield total(chance(i) * (y + z * excess(i) + c * excess(i) ** 2 / 2), i, 1, n)
    yield _ == y * total(chance(i), i, 1, n) + z * total(chance(i) * excess(i), i, 1, n) + c / 2 * squares
    yield _ == y + z * x + c / 2 * squares, chances, mean
