"""Do the other memories of the family round as the mean square does?  The mean of the gradients rounds once less.

M bounds the sizes of the gradients, and W is what is computed of their mean in the written order, with
(1 - beta)*(1 + x) stored for 1 - beta; for Adam's mean beta is its beta1.
"""

from rmsprop_sym.alphabet import beta, beta1, g, i, t, x, z
from rmsprop_sym.board import _, concludes, eq, every, le, lt, proves
from rmsprop_sym.kernel.term import ZERO, Lambda
from rmsprop_sym.kernel.theorem import congruence, generalise, specialise
from rmsprop_sym.rules import adam, rmsprop_centred_eps_inside
from rmsprop_sym.rules.roundings import delta, nu, rounded

from .memory_rounding import B, F, W, X, e, f, memory_rounding, rho
from .rounded_mean import close, r, small, tiny, u, w
from .roundings import M, exactly, product_of, rounded_by, sum_of

bounded, start = every(i, le(abs(g(i)), M), 1), eq(W(0), 0)


def mean_rounded(m, decay):
    """The theorem of what roundings come to in a mean of gradients that keeps the share `decay`."""
    rule, share = rmsprop_centred_eps_inside, 1 - decay
    stored = {"beta": decay, "rest": share * (1 + x), "eta": 1, "eps": 1}
    old = {"m": W(t), "g": g(t + 1), "v": 0, "theta": 0}
    computed = rounded(rule, old, {"m": 1, "v": 1}, stored, lambda k: 4 * t + k)["m"]
    law = every(t, eq(W(t + 1), computed))
    bound = (M * (decay * (r**2 - 1) + share * ((1 + w) * r**2 - 1)) + 2 * r * z) / (1 - decay * r**2)

    @proves(le(abs(W(t) - m(t)), bound), given=[start, law, small, tiny, close, bounded, lt(decay * r**2, 1)])
    def board(starts, law, *model):
        """It is the memory that takes the share 1 - beta of a gradient, so much off."""
        roundings, underflows, coefficient, sizes, stable = model
        gradient = g(t + 1), M, specialise(sizes, t + 1)
        factor = rounded_by((x, w, coefficient), (delta(4 * t + 2), u, specialise(roundings, 4 * t + 2)))
        taken = product_of(exactly(share), gradient)
        lost = nu(4 * t + 2), z, specialise(underflows, 4 * t + 2)
        number, size, why = sum_of(product_of(taken, factor), lost)
        fresh = share * (1 + x) * g(t + 1) * (1 + delta(4 * t + 2)) + nu(4 * t + 2)
        apart = concludes(eq(fresh - taken[0], number))
        off = concludes(le(abs(fresh - taken[0]), size), congruence(apart.theorem, x, abs(x)), why)
        place = {beta: decay, B: taken[1], e: size}
        place |= {X: Lambda(t, m(t)), f: Lambda(t, taken[0]), F: Lambda(t, fresh)}
        place |= {delta: Lambda(t, delta(4 * t + 1)), rho: Lambda(t, delta(4 * t + 3)), nu: Lambda(t, nu(4 * t + 1))}
        one_by_one = [
            m.at(t + 1),
            specialise(law, t),
            specialise(roundings, 4 * t + 1),
            specialise(roundings, 4 * t + 3),
            specialise(underflows, 4 * t + 1),
            off,
            taken[2],
        ]
        facts = [generalise(getattr(fact, "theorem", fact), t, ZERO) for fact in one_by_one]
        placed = memory_rounding.at(place, m.start, starts, *facts, stable)
        yield abs(W(t) - m(t))
        yield _ <= placed.claim.right, placed
        yield _ == bound

    return board


adam_mean_rounding = mean_rounded(adam.m, beta1)
centred_mean_rounding = mean_rounded(rmsprop_centred_eps_inside.m, beta)
