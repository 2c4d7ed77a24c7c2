"""What happens to the memory where a format has few digits?  It stops, and squares vanish or overflow."""

from fractions import Fraction

from rmsprop_sym.alphabet import beta, h, x, y
from rmsprop_sym.board import _, concludes, eq, le, lt, proves, size_is
from rmsprop_sym.kernel.term import Letter, term

from .roundings import a, b, size_of_sum
from .sizes import size_squared

f, s, v = Letter("f"), Letter("s"), Letter("v")


@proves(lt(abs(f - v), 2 * h), given=[lt(abs(v - s), h), le(abs(f - s), abs(v - s))])
def stagnation(little, nearest):
    """A sum s less than half a spacing from the float v is rounded to a float less than a spacing from v: to v."""
    size = abs(v - s)
    other = concludes(le(abs(s - v), size), size_is(s - v, size, size_squared.at({x: v - s})))
    apart = size_of_sum.at({x: f - s, y: s - v, a: size, b: size}, nearest, other)
    yield abs(f - v)
    yield _ == abs(f - s + (s - v))
    yield _ <= 2 * size, apart
    yield _ < 2 * h, little


def power_of_two(n):
    """2**n as a term."""
    return term(Fraction(2) ** n)


@proves(lt(1 - beta, beta - (1 - power_of_two(-8))), given=[eq(beta, term(Fraction("0.999")))])
def bfloat16_decay_is_one(decay):
    """0.999 is nearer to 1 than to the float below 1 in bfloat16."""
    yield 1 - beta
    yield _ == term(Fraction("0.001")), decay
    yield _ < term(Fraction("0.999")) - (1 - power_of_two(-8))
    yield _ == beta - (1 - power_of_two(-8)), decay


# 1 - 0.999 in bfloat16; between 1/2 and 1 the spacing is 2**-8, and below 1/2 it is half of that.
share = term(Fraction(131, 2**17))
stuck = term(Fraction(1, 2)) + share * 1


@proves(lt(abs(term(Fraction(1, 2)) - stuck), power_of_two(-9)))
def bfloat16_sticks_at_half():
    """With 1 for the decay and 0.001 for the share of g = 1, the sum at v = 1/2 is less than half a spacing away."""
    yield abs(term(Fraction(1, 2)) - stuck)
    yield _ == share, size_is(term(Fraction(1, 2)) - stuck, share)
    yield _ < power_of_two(-9)


@proves(lt(power_of_two(-10), share))
def bfloat16_climbs_to_half():
    """Below 1/2 it is more than half a spacing, so that v climbs."""
    yield power_of_two(-10)
    yield _ < share


@proves(lt(x**2, power_of_two(-25)), given=[lt(abs(x), term(Fraction(17, 10**5)))])
def binary16_square_vanishes(little):
    """Of a gradient below 1.7e-4 the square is below half the least number of binary16."""
    yield x**2
    yield _ <= x**2 + (term(Fraction(17, 10**5)) - abs(x)) * (term(Fraction(17, 10**5)) + abs(x)), little
    yield _ == term(Fraction(17, 10**5)) ** 2
    yield _ < power_of_two(-25)


@proves(lt(term(65520), (256 + x) ** 2), given=[le(0, x)])
def binary16_square_overflows(more):
    """From 256 on it is above what is rounded to the largest number of binary16."""
    yield term(65520)
    yield _ < term(65536)
    yield _ <= 65536 + 512 * x + x**2, more
    yield _ == (256 + x) ** 2


large = term(Fraction("1.85e19"))


@proves(lt(term(2**128 - 2**103), (large + x) ** 2), given=[le(0, x)])
def binary32_square_overflows(more):
    """And from 1.85e19 on of binary32."""
    yield term(2**128 - 2**103)
    yield _ < large**2
    yield _ <= large**2 + 2 * large * x + x**2, more
    yield _ == (large + x) ** 2
