"""Means whose bias is corrected: words and letters that speak of them, after which a step may be made with them."""

from __future__ import annotations

import re

_CORRECTED = re.compile(
    r"\\(?:wide)?hat\b|\w\u0302|\bcorrections?\b|(?<!un)\bcorrected\b|\b(?:[gmnrsv]_?|[a-z]_)hat\b", re.IGNORECASE
)


def is_uncorrected(rule: str) -> bool:
    """Whether a rule, by its name, steps by means as they are.

    >>> is_uncorrected("rmsprop"), is_uncorrected("adamw"), is_uncorrected("rmsprop_bias_corrected")
    (True, False, False)
    """
    return "corrected" not in rule and not rule.startswith("adam")


def speaks_of_correction(text: str) -> bool:
    r"""Whether a text, formulas between dollars, speaks of a mean whose bias is corrected.

    >>> [speaks_of_correction(each) for each in (r"Since $\hat v_1 = g_1^2$,", "with vhat", "what that uncorrected")]
    [True, True, False]
    """
    return _CORRECTED.search(text) is not None
