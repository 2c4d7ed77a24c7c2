"""Digits that no arithmetic in floats gives: a product, a quotient or a root is off by far more than a rounding."""

from __future__ import annotations

import re
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.real import Undefined, bounds, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Chain, walk

LEAST, MOST = Fraction(1, 10**37), Fraction(10) ** 38  # normal numbers of every format with eight bits of exponent
OFF = Fraction(1, 10)  # more than a few roundings to eight bits
_FEW_BITS = re.compile(r"\b(?:float16|half|fp16|binary16|fp8|float8|u?int\d*|integers?|fixed)\b", re.IGNORECASE)


def is_beyond_floats(chain: Chain, k: int, around: str) -> bool:
    """Whether the k-th member of a chain prints what no arithmetic in a usual format makes of the first one.

    Sums may lose everything, and so may what leaves the normal numbers; half precision leaves them soon.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [is_beyond_floats(parse_statement(text), 1, "in float32 ") for text in ("2^-23 = 1.91e-7", "1 + 1e-8 = 2")]
    [True, False]
    """
    printed = reading(chain.members[k])
    sums = any(isinstance(part, Binary) and part.op in "+-" for part in walk(chain.members[0]))
    if printed is None or sums or _FEW_BITS.search(around):
        return False
    try:
        low, high = bounds(evaluate(chain.members[0]))
    except (Undefined, ZeroDivisionError):
        return False
    normal = all(LEAST < abs(each) < MOST for each in (low, high, printed.value))
    return normal and not low * (1 - OFF) <= printed.value <= high * (1 + OFF)
