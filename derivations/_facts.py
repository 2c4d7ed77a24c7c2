"""Every axiom: what is believed without proof, with its source."""

from rmsprop_sym.alphabet import logarithm, n, square_root, x, y
from rmsprop_sym.board import eq, le, lt, ne, tends
from rmsprop_sym.kernel.theorem import axiom

RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd edition, Theorem 3.20"
DLMF = "NIST Digital Library of Mathematical Functions, equation"

powers_vanish = axiom(
    "powers_vanish",
    tends(x**n, 0, along=n),
    [le(0, x), lt(x, 1)],
    f"{RUDIN} (e)",
)

linear_powers_vanish = axiom(
    "linear_powers_vanish",
    tends(n * x**n, 0, along=n),
    [le(0, x), lt(x, 1)],
    f"{RUDIN} (d), with 1 for its alpha and 1/x - 1 for its p; for x = 0 it is plain",
)

reciprocal_roots_vanish = axiom(
    "reciprocal_roots_vanish",
    tends(1 / square_root(n), 0, along=n),
    [],
    f"{RUDIN} (a), with 1/2 for its p",
)

log_of_product = axiom(
    "log_of_product",
    eq(logarithm(x * y), logarithm(x) + logarithm(y)),
    [lt(0, x), lt(0, y)],
    f"{DLMF} 4.8.2, for positive numbers",
)

log_below_tangent = axiom(
    "log_below_tangent",
    lt(logarithm(x), x - 1),
    [lt(0, x), ne(x, 1)],
    f"{DLMF} 4.5.1, its right half, with x - 1 for its x",
)

AXIOMS = (powers_vanish, linear_powers_vanish, reciprocal_roots_vanish, log_of_product, log_below_tangent)
