"""Means that are written with a smoothing factor, the share of what is new: v(t) = (1 - a) v(t - 1) + a g(t)^2."""

from __future__ import annotations

import re

_BLANK = r"(?:[\s*·×&]|\\(?:cdot|times|odot|[,;!:]|left|right|big|bigl|bigr)(?![A-Za-z]))*"
_LETTER = r"(?P<share>\\?[A-Za-z]+(?:_\{?\w\}?)?|[α-ω][₁₂]?)"
_NEW = r"(?:\\mathbf\{?|\\bm\{?|\|)?(?:g(?![A-Za-z])|grad\w*|\\nabla(?![A-Za-z])|∇)"
_REST = rf"\({_BLANK}1{_BLANK}[-−–]{_BLANK}{{}}{_BLANK}\)"
_FORMS = [
    re.compile(rf"{_REST.format(_LETTER)}{_BLANK}[^+=$;\n]{{1,30}}\+{_BLANK}(?P=share){_BLANK}{_NEW}"),
    re.compile(rf"(?<![\w\\]){_LETTER}{_BLANK}{_NEW}[^+=$;\n]{{0,20}}\+{_BLANK}{_REST.format('(?P=share)')}"),
    re.compile(rf"\+=?{_BLANK}{_LETTER}{_BLANK}\({_BLANK}{_NEW}[^+=$;\n]{{0,20}}[-−–]"),
]


def is_smoothing(text: str) -> bool:
    r"""Whether a text has a mean in which a letter is the share of what is new, and not of what is kept.

    >>> is_smoothing(r"$v_t = (1-\alpha) v_{t-1} + \alpha g_t^2$"), is_smoothing("v += a * (g*g - v)")
    (True, True)
    >>> is_smoothing("v = v + a*(g*g - v)"), is_smoothing(r"$v_t = \beta v_{t-1} + (1-\beta) g_t^2$")
    (True, False)
    """
    return "+" in text and any(form.search(text) for form in _FORMS)
