"""How long one large gradient is remembered: its excess fades by beta a step, whatever its size."""

from fractions import Fraction

from rmsprop_sym.alphabet import G, K, beta, g, i, k, n
from rmsprop_sym.board import _, by_induction, concludes, eq, every, lt, proves
from rmsprop_sym.kernel.term import term
from rmsprop_sym.kernel.theorem import specialise
from rmsprop_sym.rules import rmsprop

v = rmsprop.v

spiked = eq(g(k + 1) ** 2, K**2 * G)
calm = every(i, eq(g(i) ** 2, G), k + 2)


def after_spike(n):
    return eq(v(k + 1 + n) - G, beta**n * (beta * (v(k) - G) + (1 - beta) * (K**2 - 1) * G))


@proves(after_spike(0), given=[spiked])
def spike_base(large):
    """The large square enters with the weight 1 - beta."""
    yield v(k + 1 + 0) - G
    yield _ == beta * v(k) + (1 - beta) * g(k + 1) ** 2 - G, v.at(k + 1)
    yield _ == beta * v(k) + (1 - beta) * (K**2 * G) - G, large
    yield _ == beta**0 * (beta * (v(k) - G) + (1 - beta) * (K**2 - 1) * G)


@proves(after_spike(n + 1), given=[after_spike(n), calm])
def spike_step(ih, same):
    """Each later step leaves the share beta of the excess."""
    excess = beta * (v(k) - G) + (1 - beta) * (K**2 - 1) * G
    yield v(k + 1 + (n + 1)) - G
    yield _ == beta * v(k + 1 + n) + (1 - beta) * g(k + 2 + n) ** 2 - G, v.at(k + 2 + n)
    yield _ == beta * (v(k + 1 + n) - G), specialise(same, k + 2 + n)
    yield _ == beta * (beta**n * excess), ih
    yield _ == beta ** (n + 1) * excess


spike_from_anywhere = by_induction(n, after_spike, spike_base, spike_step)


@proves(eq(v(k + 1 + n) - G, (1 - beta) * (K**2 - 1) * beta**n * G), given=[spiked, calm, eq(v(k), G)])
def spike(large, same, steady):
    """From the steady state G, one square K**2 times as large leaves this excess after n more steps."""
    yield v(k + 1 + n) - G
    yield _ == beta**n * (beta * (v(k) - G) + (1 - beta) * (K**2 - 1) * G), spike_from_anywhere, large, same
    yield _ == (1 - beta) * (K**2 - 1) * beta**n * G, steady


hundred, nine_tenths, share = term(100), term(Fraction(9, 10)), Fraction(1, 10)

spike_still_felt = concludes(lt(share, (1 - nine_tenths) * (hundred**2 - 1) * nine_tenths**87))
spike_forgotten = concludes(lt((1 - nine_tenths) * (hundred**2 - 1) * nine_tenths**88, share))
