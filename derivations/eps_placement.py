"""Where does eps stand, and what does it change?  Outside the root it does more than its square inside does."""

from rmsprop_sym.alphabet import eps, square_root, x
from rmsprop_sym.board import _, by_cases, by_squares, concludes, eq, le, lt, ne, proves, root_is

outer, inner = square_root(x) + eps, square_root(x + eps**2)
mean_square = le(0, x)


@proves(le(inner, outer), given=[mean_square, ne(eps, 0)])
def inside_not_above(mean, some_eps):
    """The squares differ by 2*sqrt(x)*eps."""
    yield inner
    yield _ <= outer, by_squares(le(inner, outer), mean, some_eps)


@proves(le(inner, outer), given=[eq(eps, 0)])
def inside_as_outside(no_eps):
    """Without eps there is nothing to place."""
    yield inner
    yield _ == outer, no_eps


eps_outside_inside = by_cases(eq(eps, 0), inside_as_outside, inside_not_above)


@proves(le(2 * square_root(x) * eps, x + eps**2), given=[mean_square])
def product_below_squares(mean):
    """Twice a product is not above the squares."""
    yield 2 * square_root(x) * eps
    yield _ <= 2 * square_root(x) * eps + (square_root(x) - eps) ** 2
    yield _ == x + eps**2, mean


@proves(le(outer, square_root(2) * inner), given=[mean_square, ne(eps, 0)])
def outside_within_root_two(mean, some_eps):
    """Nor is the sum of two roots above sqrt(2) times the root of the sum."""
    yield outer
    double = product_below_squares.at({}, mean)
    yield _ <= square_root(2) * inner, by_squares(le(outer, square_root(2) * inner), mean, some_eps, double)


@proves(le(outer, square_root(2) * inner), given=[mean_square, eq(eps, 0)])
def outside_as_inside(mean, no_eps):
    """Without eps it is the root itself."""
    yield outer
    yield _ == square_root(x), no_eps
    yield _ <= square_root(x) + (square_root(2) - 1) * square_root(x), mean, by_squares(lt(1, square_root(2)))
    yield _ == square_root(2) * inner, no_eps


eps_outside_inside_within_root_two = by_cases(eq(eps, 0), outside_as_inside, outside_within_root_two)


@proves(eq(square_root(x) * eps, 0), given=[mean_square, eq(x * eps, 0)])
def no_mixed_term(mean, one_is_zero):
    """Where x or eps is 0, sqrt(x) or eps is."""
    yield square_root(x) * eps
    yield _ == square_root(x * eps**2), root_is(x * eps**2, square_root(x) * eps, mean)
    yield _ == square_root(0), concludes(eq(x * eps**2, 0), one_is_zero)
    yield _ == 0, root_is(0, 0)


@proves(eq(inner, outer), given=[mean_square, eq(x * eps, 0)])
def eps_outside_inside_equal_if(mean, one_is_zero):
    """They are the same where x or eps is 0."""
    yield inner
    yield _ == outer, root_is(x + eps**2, outer, mean, no_mixed_term.at({}, mean, one_is_zero))


@proves(eq(x * eps, 0), given=[mean_square, eq(inner, outer)])
def eps_outside_inside_equal_only_if(mean, same):
    """And nowhere else."""
    yield x * eps
    yield _ == square_root(x) / 2 * (outer**2 - inner**2), mean
    yield _ == 0, same
