"""Two players pull at x*y, one down and one up: who circles, who spirals out."""

from rmsprop_sym.alphabet import Sequence, eta, mu, t, x, y
from rmsprop_sym.board import _, concludes, eq, lt, ne, proves

X, Y = Sequence("X"), Sequence("Y")

down = eq(X(t + 2), X(t + 1) - eta * Y(t + 1))
up, up_after = eq(Y(t + 2), Y(t + 1) + eta * X(t + 1)), eq(Y(t + 2), Y(t + 1) + eta * X(t + 2))


@proves(
    eq(X(t + 2) ** 2 + Y(t + 2) ** 2, (1 + eta**2) * (X(t + 1) ** 2 + Y(t + 1) ** 2)),
    given=[down, up],
)
def bilinear_gd(falls, rises):
    """When both step at once, each step multiplies the squared distance from the solution by 1 + eta**2."""
    yield X(t + 2) ** 2 + Y(t + 2) ** 2
    yield _ == (X(t + 1) - eta * Y(t + 1)) ** 2 + (Y(t + 1) + eta * X(t + 1)) ** 2, falls, rises
    yield _ == (1 + eta**2) * (X(t + 1) ** 2 + Y(t + 1) ** 2)


def invariant(n):
    """What alternating steps keep: an ellipse."""
    return X(n) ** 2 + Y(n) ** 2 - eta * X(n) * Y(n)


@proves(eq(invariant(t + 2), invariant(t + 1)), given=[down, up_after])
def bilinear_gd_alternating(falls, answers):
    """When the second player answers the first one's new place, they circle for ever."""
    new = X(t + 1) - eta * Y(t + 1)
    yield invariant(t + 2)
    yield _ == X(t + 2) ** 2 + Y(t + 1) * (Y(t + 1) + eta * X(t + 2)), answers
    yield _ == new**2 + Y(t + 1) * (Y(t + 1) + eta * new), falls
    yield _ == invariant(t + 1)


@proves(eq(2 * x * X(1) + 2 * y * Y(1), 0), given=[eq(X(1), -y), eq(Y(1), x)])
def bilinear_gd_flow(falls, rises):
    """In continuous time x has the slope -y and y the slope x, so x**2 + y**2 has the slope 0."""
    yield 2 * x * X(1) + 2 * y * Y(1)
    yield _ == 2 * x * -y + 2 * y * x, falls, rises
    yield _ == 0


radius_of_root, apart = x**2 + y**2, x - x**2 - y**2
friction = eq(mu, radius_of_root * (1 - x) / apart)
rate = eq(eta, y * (1 - (1 - x) / apart))
# x + i*y is a root of the game with momentum, L**2 - (1 + mu + i*eta)*L + mu = 0, where these two hold.


@proves(
    eq(x**2 - y**2 - (1 + mu) * x + eta * y + mu, 0),
    given=[friction, rate, ne(apart, 0)],
    over={eta: [], mu: []},
)
def bilinear_momentum_root_real(strong, fast, off_circle):
    """The real part of the characteristic equation at x + i*y."""
    yield x**2 - y**2 - (1 + mu) * x + eta * y + mu
    yield _ == 0, strong, fast, off_circle


@proves(eq(2 * x * y - (1 + mu) * y - eta * x, 0), given=[friction, rate, ne(apart, 0)], over={eta: [], mu: []})
def bilinear_momentum_root_imaginary(strong, fast, off_circle):
    """Its imaginary part."""
    yield 2 * x * y - (1 + mu) * y - eta * x
    yield _ == 0, strong, fast, off_circle


@proves(
    lt(radius_of_root, mu**2),
    given=[friction, ne(apart, 0), ne(y, 0), lt(radius_of_root, 1)],
    over={mu: []},
)
def bilinear_momentum_root(strong, off_circle, turning, inside):
    """A root inside the unit circle, which is not real as eta is not 0, is smaller than mu."""
    excess = radius_of_root * y**2 * (1 - radius_of_root) * (1 / apart) ** 2
    yield radius_of_root
    yield _ < radius_of_root + excess, concludes(lt(0, excess), turning, off_circle, inside)
    yield _ == radius_of_root * (apart**2 + y**2 * (1 - radius_of_root)) * (1 / apart) ** 2, off_circle
    yield _ == (radius_of_root * (1 - x) / apart) ** 2
    yield _ == mu**2, strong


@proves(
    lt(1, mu**2 / radius_of_root),
    given=[friction, ne(apart, 0), ne(y, 0), lt(radius_of_root, 1)],
    over={mu: []},
)
def bilinear_momentum(strong, off_circle, turning, inside):
    """Then the other one, mu divided by it, lies outside: there is no contraction, whatever mu and eta are."""
    some = concludes(lt(0, radius_of_root), turning)
    excess = (mu**2 - radius_of_root) / radius_of_root
    smaller = bilinear_momentum_root.at({}, strong, off_circle, turning, inside)
    yield 1
    yield _ < 1 + excess, concludes(lt(0, excess), some, smaller)
    yield _ == mu**2 / radius_of_root, some
