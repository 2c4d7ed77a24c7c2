"""Elements of a page: text goes in as text, so that nothing a note contains becomes an element."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

Child = Element | str | None
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def element(tag: str, *children: Child, **attributes: str | None) -> Element:
    """An element; `class_` is its class, `data_n` its data-n, and None is nothing.

    >>> from xml.etree.ElementTree import tostring
    >>> tostring(element("b", "1 < ", element("i", "x"), " & 2", class_="y")).decode()
    '<b class="y">1 &lt; <i>x</i> &amp; 2</b>'
    """
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    whole = Element(tag, {name: clean(value) for name, value in named.items() if value is not None})
    for child in children:
        if isinstance(child, Element):
            whole.append(child)
        elif child and len(whole):
            whole[-1].tail = (whole[-1].tail or "") + clean(child)
        elif child:
            whole.text = (whole.text or "") + clean(child)
    return whole


def clean(text: str) -> str:
    r"""The text with a sign in place of what no page may contain, or what turns the direction of writing.

    >>> clean("a\x00b\u202ec")
    'a�b�c'
    """
    return _TURNING.sub("\ufffd", _FORBIDDEN.sub("\ufffd", text))
