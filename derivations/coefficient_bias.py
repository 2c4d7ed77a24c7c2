"""Where does the mean rest when the numbers stored for beta and 1 - beta do not add up to 1?  At c*G/(1 - beta)."""

from fractions import Fraction

from rmsprop_sym.alphabet import G, beta, c, t, x
from rmsprop_sym.board import _, by_induction, concludes, eq, every, in_the_limit, instance_of, proves, tends
from rmsprop_sym.kernel.term import term
from rmsprop_sym.kernel.theorem import specialise

from ._facts import powers_vanish
from .ema_rounding import W

rest = c * G / (1 - beta)
law = every(t, eq(W(t + 1), beta * W(t) + c * G))

coefficient_bias_if = concludes(eq(beta * rest + c * G, rest))


@proves(eq(x, rest), given=[eq(x, beta * x + c * G)])
def coefficient_bias_only_if(fixed):
    """Nothing but c*G/(1 - beta) stays where it is."""
    yield x
    yield _ == rest + (x - beta * x - c * G) / (1 - beta)
    yield _ == rest, fixed


def distance(n):
    return eq(W(n), rest + beta**n * (W(0) - rest))


@proves(distance(0))
def stored_run_base():
    """At the start the distance is what it is."""
    yield W(0)
    yield _ == rest + beta**0 * (W(0) - rest)


@proves(distance(t + 1), given=[distance(t), law])
def stored_run_step(ih, law):
    """Each step leaves the share beta of the distance."""
    yield W(t + 1)
    yield _ == beta * W(t) + c * G, specialise(law, t)
    yield _ == beta * (rest + beta**t * (W(0) - rest)) + c * G, ih
    yield _ == rest + beta ** (t + 1) * (W(0) - rest)


stored_run = by_induction(t, distance, stored_run_base, stored_run_step)
coefficient_bias = in_the_limit(tends(W(t), rest, along=t), stored_run, instance_of(powers_vanish, {x: beta}))


@proves(eq(rest, G), given=[eq(c, 1 - beta)])
def coefficient_bias_none(formed):
    """None where 1 - beta is formed from the stored beta."""
    yield rest
    yield _ == (1 - beta) * G / (1 - beta), formed
    yield _ == G


def biased(decay, share, bias):
    """The bias of stored numbers, as a share of G."""

    @proves(eq(rest, (1 + bias) * G), given=[eq(beta, decay), eq(c, share)])
    def board(stored, fresh):
        yield rest
        yield _ == share * G / (1 - decay), stored, fresh
        yield _ == (1 + bias) * G

    return board


def ratio(numerator, denominator):
    """A fraction, as a term."""
    return term(Fraction(numerator, denominator))


# 0.999 and 1 - 0.999 in binary32; 0.99 and 1 - 0.99 in binary16 and in bfloat16.
coefficient_bias_binary32 = biased(ratio(16760439, 2**24), ratio(8589935, 2**33), ratio(111, 8589824))
coefficient_bias_binary16 = biased(ratio(507, 512), ratio(1311, 2**17), ratio(31, 1280))
coefficient_bias_bfloat16 = biased(ratio(253, 256), ratio(41, 2**12), ratio(-7, 48))
