"""How do L2 and decoupled weight decay differ at the first step?  The one is divided by the root, the other is not."""

from rmsprop_sym.alphabet import beta, eps, eta, g, lamda, square_root, x
from rmsprop_sym.board import _, eq, ne, proves, root_is, size_is
from rmsprop_sym.rules import rmsprop_decoupled as apart
from rmsprop_sym.rules import rmsprop_l2 as added

from .dialects import first

share, pull = square_root(1 - beta), lamda * added.theta(0)
seen = g(1) + pull
same_start = eq(added.theta(0), apart.theta(0))


@proves(eq(square_root((1 - beta) * x**2), share * abs(x)))
def root_of_share():
    """The root of a share of a square."""
    yield square_root((1 - beta) * x**2)
    yield _ == share * abs(x), root_is((1 - beta) * x**2, share * abs(x))


@proves(eq(first(added), -eta * seen / (share * abs(seen) + eps)))
def l2_first_step():
    """An L2 penalty is part of the gradient that is squared and divided."""
    yield first(added)
    yield _ == -eta * seen / (square_root(added.v(1)) + eps), added.theta.at(1)
    yield _ == -eta * seen / (square_root(beta * added.v(0) + (1 - beta) * seen**2) + eps), added.v.at(1)
    yield _ == -eta * seen / (square_root((1 - beta) * seen**2) + eps), added.v.start
    yield _ == -eta * seen / (share * abs(seen) + eps), root_of_share.at({x: seen})


@proves(eq(first(apart), -eta * (g(1) / (share * abs(g(1)) + eps) + lamda * apart.theta(0))))
def decoupled_first_step():
    """A decay of its own stands beside the quotient."""
    inside = (1 - beta) * g(1) ** 2
    yield first(apart)
    yield _ == -eta * (g(1) / (square_root(apart.v(1)) + eps) + lamda * apart.theta(0)), apart.theta.at(1)
    opened = beta * apart.v(0) + inside
    yield _ == -eta * (g(1) / (square_root(opened) + eps) + lamda * apart.theta(0)), apart.v.at(1)
    yield _ == -eta * (g(1) / (square_root(inside) + eps) + lamda * apart.theta(0)), apart.v.start
    yield _ == -eta * (g(1) / (share * abs(g(1)) + eps) + lamda * apart.theta(0)), root_of_share.at({x: g(1)})


quotient, quotient_seen = g(1) / (share * abs(g(1)) + eps), seen / (share * abs(seen) + eps)


@proves(eq(first(added) - first(apart), eta * (quotient + pull - quotient_seen)), given=[same_start])
def weight_decay_at_first(start):
    """What the place of the weight decay changes in the first step, from the same weights."""
    yield first(added) - first(apart)
    yield _ == -eta * quotient_seen - first(apart), l2_first_step
    yield _ == -eta * quotient_seen + eta * (quotient + lamda * apart.theta(0)), decoupled_first_step
    yield _ == eta * (quotient + pull - quotient_seen), start


@proves(eq(abs(first(added)), eta / share), given=[eq(eps, 0), ne(seen, 0)])
def l2_first_step_size(no_eps, something):
    """Without eps an L2 penalty makes the first step no larger: only its sign counts."""
    step = -eta * seen / (share * abs(seen))
    yield abs(first(added))
    yield _ == abs(-eta * seen / (share * abs(seen) + eps)), l2_first_step
    yield _ == abs(step), no_eps
    yield _ == eta / share, size_is(step, eta / share, something)


@proves(eq(apart.theta(1), (1 - eta * lamda) * apart.theta(0)), given=[eq(g(1), 0)])
def decoupled_without_gradient(nothing):
    """Where there is no gradient decoupled weights shrink by a factor of their own."""
    yield apart.theta(1)
    yield _ == first(apart) + apart.theta(0)
    yield _ == -eta * (quotient + lamda * apart.theta(0)) + apart.theta(0), decoupled_first_step
    yield _ == -eta * lamda * apart.theta(0) + apart.theta(0), nothing
    yield _ == (1 - eta * lamda) * apart.theta(0)
