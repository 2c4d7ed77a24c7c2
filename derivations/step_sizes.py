"""How large is a step along x that is divided by c*abs(x) and eps?  Never larger than eta/c, and with eps smaller."""

from rmsprop_sym.alphabet import c, eps, eta, x
from rmsprop_sym.board import _, by_cases, concludes, eq, le, lt, ne, proves, size_is

divisor = c * abs(x) + eps
step, size = -eta * x / divisor, eta * abs(x) / divisor


@proves(eq(abs(step), size), given=[lt(0, c), ne(x, 0)])
def size_of_quotient(positive, some):
    """The size of the quotient is that of x, divided alike."""
    yield abs(step)
    yield _ == size, size_is(step, size, concludes(lt(0, abs(x)), some), positive)


@proves(le(abs(step), eta / c), given=[lt(0, c), ne(x, 0)])
def step_within_of_some(positive, some):
    """What eps takes away is not negative."""
    yield abs(step)
    yield _ == size, size_of_quotient, positive, some
    yield _ <= size + eta / c / divisor * eps, concludes(lt(0, abs(x)), some), positive
    yield _ == eta / c, concludes(lt(0, abs(x)), some), positive


@proves(le(abs(step), eta / c), given=[lt(0, c), eq(x, 0)])
def step_within_of_none(positive, none):
    """Nothing has no size."""
    yield abs(step)
    yield _ == 0, size_is(step, 0, none)
    yield _ <= eta / c, positive


step_within = by_cases(eq(x, 0), step_within_of_none, step_within_of_some)


@proves(lt(abs(step), eta / c), given=[lt(0, c), lt(0, eps)])
def step_below(positive, some_eps):
    """And with eps something is taken away."""
    yield abs(step)
    yield _ == size, size_is(step, size, some_eps, positive)
    yield _ < size + eta / c / divisor * eps, some_eps, positive
    yield _ == eta / c, some_eps, positive


@proves(eq(step, -eta * x.sign() / c), given=[eq(eps, 0)])
def step_without_eps(no_eps):
    """Without eps nothing is left of x but its sign."""
    yield step
    yield _ == -eta * x / (c * abs(x)), no_eps
    yield _ == -eta * (x / abs(x)) / c
    yield _ == -eta * x.sign() / c


@proves(eq(abs(step), eta / c), given=[lt(0, c), eq(eps, 0), ne(x, 0)])
def step_size_without_eps(positive, no_eps, some):
    """So the step has the size eta/c."""
    yield abs(step)
    yield _ == abs(-eta * x.sign() / c), step_without_eps, no_eps
    yield _ == eta / c, size_is(-eta * x.sign() / c, eta / c, some, positive)
