"""Every axiom: what is believed without proof, with its source."""

from rmsprop_sym.alphabet import n, x
from rmsprop_sym.board import le, lt, tends
from rmsprop_sym.kernel.theorem import axiom

powers_vanish = axiom(
    "powers_vanish",
    tends(x**n, 0, along=n),
    [le(0, x), lt(x, 1)],
    "Rudin, Principles of Mathematical Analysis, 3rd edition, Theorem 3.20 (e)",
)

AXIOMS = (powers_vanish,)
