"""Two players pull at x*y, one down and one up: who circles, who spirals out."""

from rmsprop_sym.alphabet import Sequence, eta, i, mu, t, x, y
from rmsprop_sym.board import _, by_induction, concludes, eq, every, lt, ne, proves
from rmsprop_sym.kernel.theorem import specialise

X, Y = Sequence("X"), Sequence("Y")

down = every(i, eq(X(i + 1), X(i) - eta * Y(i)), 1)
up = every(i, eq(Y(i + 1), Y(i) + eta * X(i)), 1)
up_after = every(i, eq(Y(i + 1), Y(i) + eta * X(i + 1)), 1)


def radius(n):
    return eq(X(n + 1) ** 2 + Y(n + 1) ** 2, (1 + eta**2) ** n * (X(1) ** 2 + Y(1) ** 2))


@proves(radius(0))
def radius_base():
    """At the start it is what it is."""
    yield X(1) ** 2 + Y(1) ** 2
    yield _ == (1 + eta**2) ** 0 * (X(1) ** 2 + Y(1) ** 2)


@proves(radius(t + 1), given=[radius(t), down, up])
def radius_step(ih, falls, rises):
    """The mixed terms cancel."""
    yield X(t + 2) ** 2 + Y(t + 2) ** 2
    yield (
        _ == (X(t + 1) - eta * Y(t + 1)) ** 2 + (Y(t + 1) + eta * X(t + 1)) ** 2,
        specialise(falls, t + 1),
        specialise(rises, t + 1),
    )
    yield _ == (1 + eta**2) * (X(t + 1) ** 2 + Y(t + 1) ** 2)
    yield _ == (1 + eta**2) * ((1 + eta**2) ** t * (X(1) ** 2 + Y(1) ** 2)), ih
    yield _ == (1 + eta**2) ** (t + 1) * (X(1) ** 2 + Y(1) ** 2)


bilinear_simultaneous = by_induction(t, radius, radius_base, radius_step)


def invariant(n):
    """What alternating steps keep."""
    return X(n + 1) ** 2 + Y(n + 1) ** 2 - eta * X(n + 1) * Y(n + 1)


def kept(n):
    return eq(invariant(n), invariant(0))


@proves(kept(0))
def kept_base():
    """At the start it is what it is."""
    yield invariant(0)


@proves(kept(t + 1), given=[kept(t), down, up_after])
def kept_step(ih, falls, rises):
    """The second player answers the new X."""
    new = X(t + 1) - eta * Y(t + 1)
    yield invariant(t + 1)
    yield _ == X(t + 2) ** 2 + Y(t + 1) * (Y(t + 1) + eta * X(t + 2)), specialise(rises, t + 1)
    yield _ == new**2 + Y(t + 1) * (Y(t + 1) + eta * new), specialise(falls, t + 1)
    yield _ == invariant(t)
    yield _ == invariant(0), ih


bilinear_alternating = by_induction(t, kept, kept_base, kept_step)

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
def bilinear_momentum(strong, off_circle, turning, inside):
    """If one root lies inside the unit circle, the other one, mu divided by it, lies outside: never a contraction."""
    excess = radius_of_root * y**2 * (1 - radius_of_root) / apart**2
    yield radius_of_root
    yield _ < radius_of_root + excess, concludes(lt(0, excess), turning, off_circle, inside)
    yield _ == (radius_of_root * (1 - x) / apart) ** 2, off_circle
    yield _ == mu**2, strong


bilinear_flow = concludes(eq(2 * x * -y + 2 * y * x, 0))
