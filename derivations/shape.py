"""What RMSProp makes of the shape of a bowl: two curvatures h and z, and a root of v under each."""

from rmsprop_sym.alphabet import c, g, h, square_root, x, z
from rmsprop_sym.board import _, concludes, eq, lt, proves, root_is
from rmsprop_sym.kernel.term import term
from rmsprop_sym.rules import rmsprop_no_eps, sgd


@proves(
    eq((h / square_root(c * h)) / (z / square_root(c * z)), square_root(h / z)),
    given=[lt(0, h), lt(0, z), lt(0, c)],
)
def preconditioning(first, second, scale):
    """Where v is c times the curvature, the condition number becomes its root."""
    one, other, both = square_root(h), square_root(z), square_root(c)
    upright = concludes(eq(1 / (1 / other), other), second), concludes(eq(1 / (1 / both), both), scale)
    yield (h / square_root(c * h)) / (z / square_root(c * z))
    yield _ == (h / (both * one)) / (z / square_root(c * z)), root_is(c * h, both * one, scale, first)
    yield _ == (h / (both * one)) / (z / (both * other)), root_is(c * z, both * other, scale, second)
    yield _ == h / one / (z / other), scale, *upright
    yield _ == one / other, first, second, *upright
    yield _ == square_root(h / z), root_is(h / z, one / other, first, second)


@proves(
    eq((h / square_root(c * h**2)) / (z / square_root(c * z**2)), 1),
    given=[lt(0, h), lt(0, z), lt(0, c)],
)
def preconditioning_square(first, second, scale):
    """Where v is c times the squared curvature, the bowl becomes round."""
    both = square_root(c)
    yield (h / square_root(c * h**2)) / (z / square_root(c * z**2))
    yield _ == (h / (both * h)) / (z / square_root(c * z**2)), root_is(c * h**2, both * h, scale, first)
    yield _ == (h / (both * h)) / (z / (both * z)), root_is(c * z**2, both * z, scale, second)
    yield _ == (1 / both) / (1 / both), first, second
    yield _ == 1, scale


along, across = (h + z) / 2 + (h - z) / 2, (h + z) / 2 - (h - z) / 2
"""Turned by 45 degrees the bowl has (h + z)/2 twice on the diagonal and (h - z)/2 beside it; along (1, 1) it has the
slope of the one sum, along (1, -1) that of the other."""


@proves(eq((along / square_root(x)) / (across / square_root(x)), h / z), given=[lt(0, x), lt(0, z)])
def preconditioning_rotated(some, second):
    """Where v is the same under both, as after a turn by 45 degrees, the condition number stays what it was."""
    root = square_root(x)
    yield (along / root) / (across / root)
    yield _ == (h / root) / (z / root)
    yield _ == h / z, some, second, concludes(eq(1 / (1 / root), root), some)


quarter, start = {"eta": term(0.25)}, term(1)
flat, steep = sgd.run(**quarter), sgd.run(lambda i: 3 * g(i), **quarter)


@proves(
    lt(3 * steep.theta(1) ** 2 / 2, 1 * flat.theta(1) ** 2 / 2),
    given=[eq(flat.theta(0), 1), eq(steep.theta(0), 1), eq(g(1), 1)],
)
def proxy_ranking_sgd(flat_start, steep_start, slope):
    """After one step at the rate 1/4 gradient descent has the lower loss on the curvature 3 than on 1."""
    yield 3 * steep.theta(1) ** 2 / 2
    yield _ == 3 * (steep.theta(0) - term(0.25) * (3 * g(1))) ** 2 / 2, steep.theta.at(1)
    yield _ == term(3) / 32, steep_start, slope
    yield _ < term(9) / 32
    yield _ == (flat.theta(0) - term(0.25) * g(1)) ** 2 / 2, flat_start, slope
    yield _ == 1 * flat.theta(1) ** 2 / 2, flat.theta.at(1)


settings = quarter | {"beta": term(0.75)}
flatter, steeper = rmsprop_no_eps.run(**settings), rmsprop_no_eps.run(lambda i: 3 * g(i), **settings)


@proves(
    lt(1 * flatter.theta(1) ** 2 / 2, 3 * steeper.theta(1) ** 2 / 2),
    given=[eq(flatter.theta(0), 1), eq(steeper.theta(0), 1), eq(g(1), 1)],
)
def proxy_ranking(flat_start, steep_start, slope):
    """RMSProp, at beta = 3/4, has it on the curvature 1: the two rank the curvatures in opposite order."""
    half = term(1) / 2
    root, large = root_is(half**2, half), root_is((3 * half) ** 2, 3 * half)
    yield 1 * flatter.theta(1) ** 2 / 2
    yield _ == (flatter.theta(0) - term(0.25) * g(1) / square_root(flatter.v(1))) ** 2 / 2, flatter.theta.at(1)
    yield _ == (1 - term(0.25) / square_root(half**2)) ** 2 / 2, flatter.v.at(1), flatter.v.start, flat_start, slope
    yield _ == term(1) / 8, root
    yield _ < term(3) / 8
    yield _ == 3 * (1 - term(0.25) * 3 / square_root((3 * half) ** 2)) ** 2 / 2, large
    yield (
        _ == 3 * (steeper.theta(0) - term(0.25) * (3 * g(1)) / square_root(steeper.v(1))) ** 2 / 2,
        steeper.v.at(1),
        steeper.v.start,
        steep_start,
        slope,
    )
    yield _ == 3 * steeper.theta(1) ** 2 / 2, steeper.theta.at(1)
