"""How much larger than the rate can a step of Adam be?  Without eps and the corrections, less than by a factor."""

from rmsprop_sym.alphabet import beta1, beta2, c, g, square_root, t, x, y, z
from rmsprop_sym.board import _, concludes, eq, lt, proves
from rmsprop_sym.kernel.term import term
from rmsprop_sym.kernel.theorem import assume
from rmsprop_sym.rules import adam

from .adam_bound import adam_mean_bound, fresh, ratio, share, slower
from .sizes import size_below_root

m, v = adam.m, adam.v
ceiling = fresh / (1 - x)
factor = (1 - beta1) / square_root((1 - beta2) * (1 - x))
remembered = lt(0, v(t + 1))

reciprocal_root = concludes(eq(c * (1 / square_root(c)) ** 2, 1), assume(lt(0, c)))


@proves(eq(factor**2, ceiling), given=[slower])
def factor_squared_is_ceiling(below):
    """The factor is the root of what the squares may be apart."""
    both = (1 - beta2) * (1 - x)
    yield factor**2
    yield _ == ceiling * (both * (1 / square_root(both)) ** 2), below
    yield _ == ceiling, reciprocal_root.at({c: both}, below)


@proves(lt(m(t + 1) ** 2, factor**2 * v(t + 1)), given=[ratio, slower, remembered])
def adam_mean_strictly_below(quotient, below, positive):
    """The share of the ceiling that is missing after finitely many steps makes it strict."""
    lost = concludes(lt(0, x), quotient), concludes(lt(0, ceiling), below)
    yield m(t + 1) ** 2
    yield _ <= share(t + 1) * v(t + 1), adam_mean_bound.at({}, quotient, below)
    yield _ < share(t + 1) * v(t + 1) + ceiling * x ** (t + 1) * v(t + 1), *lost, positive
    yield _ == ceiling * v(t + 1)
    yield _ == factor**2 * v(t + 1), factor_squared_is_ceiling.at({}, below)


@proves(lt(abs(m(t + 1)) / square_root(v(t + 1)), factor), given=[ratio, slower, remembered])
def adam_step_bound(quotient, below, positive):
    """By less than (1 - beta1)/sqrt((1 - beta2)*(1 - x)), where x = beta1**2/beta2 is below 1."""
    smaller = adam_mean_strictly_below.at({}, quotient, below, positive)
    yield abs(m(t + 1)) / square_root(v(t + 1))
    yield _ < factor, size_below_root.at({y: m(t + 1), c: v(t + 1), z: factor}, positive, smaller, below)


@proves(
    lt(10 * v(2), m(2) ** 2),
    given=[eq(beta1, term(0.9)), eq(beta2, term(0.999)), eq(g(1), 9), eq(g(2), 10)],
)
def adam_step_above_the_first(slow, slower_still, first, second):
    """At 0.9 and 0.999, sqrt(10), the factor of the first step, is no bound: the gradients 9 and 10 exceed it."""
    yield 10 * v(2)
    yield _ == 10 * (beta2 * v(1) + (1 - beta2) * g(2) ** 2), v.at(2)
    yield _ == 10 * (beta2 * (1 - beta2) * g(1) ** 2 + (1 - beta2) * g(2) ** 2), v.at(1), v.start
    yield _ == 10 * term(0.180919), slower_still, first, second
    yield _ < term(1.81) ** 2
    yield _ == (beta1 * (1 - beta1) * g(1) + (1 - beta1) * g(2)) ** 2, slow, first, second
    yield _ == (beta1 * m(1) + (1 - beta1) * g(2)) ** 2, m.at(1), m.start
    yield _ == m(2) ** 2, m.at(2)


known = term(0.1) ** 2 / term(0.001) / (1 - term(0.9) ** 2 / term(0.999))

# The square of the factor at 0.9 and 0.999: the factor is between 7.27 and 7.28.
adam_factor_above = concludes(lt(term(7.27) ** 2, known))
adam_factor_below = concludes(lt(known, term(7.28) ** 2))
