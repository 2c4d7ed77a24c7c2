"""What do the steps feel after all?  The scale, if the mean square starts at 1; and always how the axes are turned."""

from fractions import Fraction

from rmsprop_sym.alphabet import beta, c, eta, square_root
from rmsprop_sym.board import _, eq, lt, ne, proves, root_is
from rmsprop_sym.rules import rmsprop, rmsprop_eps_outside_ones


def always(gradient):
    """The same gradient at every step."""
    return lambda _index: gradient


# --- from v = 1: gradients 1 and 9 at beta = 0.9, without eps ---

single = rmsprop_eps_outside_ones.run(always(1), beta=0.9, eps=0)
ninefold = rmsprop_eps_outside_ones.run(always(9), beta=0.9, eps=0)


@proves(eq(single.theta(1) - single.theta(0), -eta))
def step_from_one():
    """The mean square stays at 1, and the step is the rate."""
    yield single.theta(1) - single.theta(0)
    yield _ == -eta * 1 / (square_root(single.v(1)) + 0), single.theta.at(1)
    yield _ == -eta / square_root(1), single.v.at(1), single.v.start
    yield _ == -eta, root_is(1, 1)


@proves(eq(ninefold.theta(1) - ninefold.theta(0), -3 * eta))
def ninefold_step_from_one():
    """The mean square rises to 0.9 + 0.1*81 = 9, and the step is three times the rate."""
    yield ninefold.theta(1) - ninefold.theta(0)
    yield _ == -eta * 9 / (square_root(ninefold.v(1)) + 0), ninefold.theta.at(1)
    yield _ == -eta * 9 / square_root(9), ninefold.v.at(1), ninefold.v.start
    yield _ == -3 * eta, root_is(9, 3)


@proves(ne(ninefold.theta(1) - ninefold.theta(0), single.theta(1) - single.theta(0)))
def not_scale_invariant_from_one():
    """A start at 1 is a unit for the gradients: their scale is felt even without eps."""
    yield ninefold.theta(1) - ninefold.theta(0)
    yield _ == -3 * eta, ninefold_step_from_one
    yield _ != -eta
    yield _ == single.theta(1) - single.theta(0), step_from_one


# --- turned axes: the gradient (5, 10), and (-5, 10), which is (5, 10) turned so that (5, 0) becomes (3, 4) ---

up, down = rmsprop.run(always(c), eps=0), rmsprop.run(always(-c), eps=0)
east, north, turned_east = (rmsprop.run(always(g), eps=0) for g in (5, 10, -5))
cosine, sine = Fraction(3, 5), Fraction(4, 5)
size = eta / square_root(1 - beta)


@proves(eq(up.theta(1) - up.theta(0), -size), given=[lt(0, c)])
def step_against_a_rise(positive):
    """Without eps, the first step against a positive gradient is eta/sqrt(1 - beta)."""
    root = square_root(1 - beta) * c
    yield up.theta(1) - up.theta(0)
    yield _ == -eta * c / (square_root(up.v(1)) + 0), up.theta.at(1)
    yield _ == -eta * c / square_root(beta * up.v(0) + (1 - beta) * c**2), up.v.at(1)
    yield _ == -eta * c / square_root((1 - beta) * c**2), up.v.start
    yield _ == -eta * c / root, root_is((1 - beta) * c**2, root, positive)
    yield _ == -size, positive


@proves(eq(down.theta(1) - down.theta(0), size), given=[lt(0, c)])
def step_against_a_fall(positive):
    """And against a negative one it is the same the other way."""
    root = square_root(1 - beta) * c
    yield down.theta(1) - down.theta(0)
    yield _ == eta * c / (square_root(down.v(1)) + 0), down.theta.at(1)
    yield _ == eta * c / square_root(beta * down.v(0) + (1 - beta) * c**2), down.v.at(1)
    yield _ == eta * c / square_root((1 - beta) * c**2), down.v.start
    yield _ == eta * c / root, root_is((1 - beta) * c**2, root, positive)
    yield _ == size, positive


@proves(
    ne(
        cosine * (east.theta(1) - east.theta(0)) - sine * (north.theta(1) - north.theta(0)),
        turned_east.theta(1) - turned_east.theta(0),
    )
)
def not_rotation_invariant():
    """The step turned is not the step of the turned gradient: RMSProp knows the axes."""
    yield cosine * (east.theta(1) - east.theta(0)) - sine * (north.theta(1) - north.theta(0))
    yield _ == cosine * -size - sine * -size, step_against_a_rise.at({c: 5}), step_against_a_rise.at({c: 10})
    yield _ == size / 5
    yield _ != size
    yield _ == turned_east.theta(1) - turned_east.theta(0), step_against_a_fall.at({c: 5})
