"""What the running mean square tends to when the gradient's square stays the same."""

from rmsprop_sym.alphabet import G, beta, g, i, t, x
from rmsprop_sym.board import _, by_induction, concludes, eq, every, in_the_limit, instance_of, proves, tends
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import rmsprop

from ._facts import powers_vanish

v = rmsprop.v

same_square = every(i, eq(g(i) ** 2, G), 1)


def distance(n):
    return eq(v(n) - G, beta**n * (v(0) - G))


@proves(distance(0))
def approach_base():
    """At the start the distance is what it is."""
    yield v(0) - G
    yield _ == beta**0 * (v(0) - G)


@proves(distance(t + 1), given=[distance(t), same_square])
def approach_step(ih, same):
    """Each step leaves the share beta of the distance."""
    yield v(t + 1) - G
    yield _ == beta * v(t) + (1 - beta) * g(t + 1) ** 2 - G, v.at(t + 1)
    yield _ == beta * v(t) + (1 - beta) * G - G, specialise(same, t + 1)
    yield _ == beta * (v(t) - G)
    yield _ == beta * (beta**t * (v(0) - G)), ih
    yield _ == beta ** (t + 1) * (v(0) - G)


approach = by_induction(t, distance, approach_base, approach_step)


@proves(eq(v(t), (1 - beta**t) * G), given=[same_square])
def constant_gradient(same):
    """From v(0) = 0, the share 1 - beta**t of the steady state is reached after t steps."""
    yield v(t)
    yield _ == G + (v(t) - G)
    yield _ == G + beta**t * (v(0) - G), approach, same
    yield _ == G + beta**t * (0 - G), v.start
    yield _ == (1 - beta**t) * G


steady_state = in_the_limit(
    tends(v(t), G, along=t),
    constant_gradient,
    instance_of(powers_vanish, {x: beta}),
)

steady_state_if = concludes(eq(beta * G + (1 - beta) * G, G))


@proves(eq(x, G), given=[eq(x, beta * x + (1 - beta) * G)])
def steady_state_only_if(fixed):
    """Nothing but G stays where it is."""
    yield x
    yield _ == G + (1 - beta) * (x - G) / (1 - beta)
    yield _ == G, fixed
