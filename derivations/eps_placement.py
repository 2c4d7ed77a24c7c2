"""Where does eps stand, and what does it change?  Outside the root it does more than its square inside does."""

from rmsprop_sym.alphabet import eps, square_root, x
from rmsprop_sym.board import _, by_squares, concludes, eq, le, lt, proves, root_is

outer, inner = square_root(x) + eps, square_root(x + eps**2)
mean_square, not_both_zero = le(0, x), lt(0, x + eps**2)


@proves(le(inner, outer), given=[mean_square, not_both_zero])
def eps_outside_inside(mean, some):
    """The root of x and eps**2 together is not above root and eps: the squares differ by 2*sqrt(x)*eps."""
    yield inner
    yield _ <= outer, by_squares(le(inner, outer), mean, some)


@proves(le(2 * square_root(x) * eps, x + eps**2), given=[mean_square])
def product_below_squares(mean):
    """Twice a product is not above the squares."""
    yield 2 * square_root(x) * eps
    yield _ <= 2 * square_root(x) * eps + (square_root(x) - eps) ** 2
    yield _ == x + eps**2, mean


@proves(le(outer, square_root(2) * inner), given=[mean_square, not_both_zero])
def eps_outside_inside_within_root_two(mean, some):
    """But it is below by a factor of sqrt(2) at most."""
    yield outer
    yield (
        _ <= square_root(2) * inner,
        by_squares(le(outer, square_root(2) * inner), mean, some, product_below_squares.at({}, mean)),
    )


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
