"""The functions a rule may call, for every kind of number it is given.

Our own kinds (terms, exact rationals, balls, rounded balls, dimensions, ink) answer by a method; mpmath's numbers
by their context, SymPy's expressions by SymPy; everything else is NumPy's.
"""

from __future__ import annotations

from typing import Any


def sqrt(x: Any) -> Any:
    """The square root of x, in x's own kind of number.

    >>> import numpy as np
    >>> sqrt(np.float32(4))
    np.float32(2.0)
    """
    if hasattr(x, "sqrt"):
        return x.sqrt()
    if hasattr(x, "context"):
        return x.context.sqrt(x)
    if hasattr(x, "free_symbols"):
        return _sympy().sqrt(x)
    import numpy as np

    return float(np.sqrt(x)) if type(x) is float else np.sqrt(x)  # NumPy's double would widen what it meets


def sign(x: Any) -> Any:
    """-1, 0 or 1, in x's own kind of number.

    >>> import numpy as np
    >>> sign(np.float64(-3))
    np.float64(-1.0)
    """
    if hasattr(x, "sign"):
        return x.sign()
    if hasattr(x, "context"):
        return x.context.sign(x)
    if hasattr(x, "free_symbols"):
        return _sympy().sign(x)
    import numpy as np

    return np.sign(x)


def maximum(a: Any, b: Any) -> Any:
    """The larger of the two, in their own kind of number; one of them may be a literal.

    >>> import numpy as np
    >>> maximum(np.float32(-3), np.float32(2))
    np.float32(2.0)
    """
    if hasattr(a, "maximum"):
        return a.maximum(b)
    if hasattr(b, "maximum"):
        return b.constant(a).maximum(b) if hasattr(b, "constant") else b.maximum(a)
    for x in (a, b):
        if hasattr(x, "free_symbols"):
            return _sympy().Max(a, b)
        if hasattr(x, "context"):
            return x.context.convert(a if a >= b or a != a else b)  # noqa: PLR0124  # a nan stays one
    import numpy as np

    return np.maximum(a, b)


def constant(value: int, like: Any) -> Any:
    """The whole number `value` in the kind, dtype and shape of `like`.

    >>> import numpy as np
    >>> constant(1, np.zeros(2, dtype=np.float32))
    array([1., 1.], dtype=float32)
    """
    if hasattr(like, "constant"):
        return like.constant(value)
    if hasattr(like, "context"):
        return like.context.mpf(value)
    import numpy as np

    if isinstance(like, np.ndarray | np.generic | float | int):
        return np.full_like(like, value)
    return _sympy().Integer(value) if hasattr(like, "free_symbols") else value  # letters take it as it is


def _sympy() -> Any:
    import sympy

    return sympy
