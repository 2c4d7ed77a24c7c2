"""How large can a step be?  Never larger than eta/sqrt(1 - beta), whatever the gradients."""

from rmsprop_sym.alphabet import beta, eps, eta, g, square_root, t
from rmsprop_sym.board import (
    _,
    by_cases,
    concludes,
    eq,
    instance_of,
    le,
    lt,
    ne,
    proves,
    root_is,
    size_is,
    under_roots,
)
from rmsprop_sym.rules import rmsprop

from .never_negative import stays_not_negative

v, theta = rmsprop.v, rmsprop.theta
share = square_root(1 - beta)


@proves(le((1 - beta) * g(t + 1) ** 2, v(t + 1)), given=[le(0, v(0))])
def fresh_share(start):
    """The newest square has the weight 1 - beta, and what is older is not negative."""
    yield (1 - beta) * g(t + 1) ** 2
    yield _ <= beta * v(t) + (1 - beta) * g(t + 1) ** 2, stays_not_negative, start
    yield _ == v(t + 1), v.at(t + 1)


@proves(le(share * abs(g(t + 1)), square_root(v(t + 1))), given=[le(0, v(0)), lt(0, v(t + 1))])
def root_of_fresh_share(start, positive):
    """So the root is not below sqrt(1 - beta) times the gradient's size."""
    fresh = (1 - beta) * g(t + 1) ** 2
    yield share * abs(g(t + 1))
    yield _ == square_root(fresh), root_is(fresh, share * abs(g(t + 1)))
    yield _ <= square_root(v(t + 1)), under_roots(le(fresh, v(t + 1)), fresh_share, positive), start


step_size = abs(theta(t + 1) - theta(t))


@proves(le(step_size, eta / share), given=[le(0, v(0)), lt(0, v(t + 1))])
def step_bound_of_memory(start, positive):
    """No step is larger than eta/sqrt(1 - beta), where v is positive."""
    divisor = square_root(v(t + 1)) + eps
    size = eta * abs(g(t + 1)) / divisor
    spare = square_root(v(t + 1)) - share * abs(g(t + 1)) + eps
    yield step_size
    yield _ == abs(-eta * g(t + 1) / divisor), theta.at(t + 1)
    yield _ == size, size_is(-eta * g(t + 1) / divisor, size, positive)
    yield _ <= size + eta / share / divisor * spare, root_of_fresh_share, start, positive
    yield _ == eta / share, positive


@proves(le(step_size, eta / share), given=[le(0, v(0)), ne(g(t + 1), 0)])
def step_bound_at_a_gradient(start, some_gradient):
    """A gradient leaves something in v."""
    fresh = concludes(lt(0, (1 - beta) * g(t + 1) ** 2), some_gradient)
    positive = concludes(lt(0, v(t + 1)), fresh, fresh_share.at({}, start))
    yield step_size
    yield _ <= eta / share, step_bound_of_memory.at({}, start, positive)


@proves(le(step_size, eta / share), given=[eq(g(t + 1), 0)])
def step_bound_at_none(no_gradient):
    """And without a gradient there is no step."""
    yield step_size
    yield _ == abs(-eta * g(t + 1) / (square_root(v(t + 1)) + eps)), theta.at(t + 1)
    yield _ == 0, size_is(-eta * g(t + 1) / (square_root(v(t + 1)) + eps), 0, no_gradient)
    yield _ <= eta / share


step_bound_from_any_start = by_cases(eq(g(t + 1), 0), step_bound_at_none, step_bound_at_a_gradient)

step_bound = instance_of(step_bound_from_any_start, {}, v.start)
