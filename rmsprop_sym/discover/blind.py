"""Numbers that nobody can look at: a body that runs on them does the same whatever its numbers are."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace
from typing import Any, NoReturn

from rmsprop_sym.rules import Rule


class NotAnEquation(Exception):
    """A body asked what a number is."""


def _blind(*_others: Any) -> Blind:
    return Blind()


def _power(_base: Any, exponent: Any) -> Blind:
    if isinstance(exponent, float):
        raise NotAnEquation(f"{exponent:g} is no whole exponent; for a root write sqrt, from rmsprop_sym.numbers")
    return Blind()


def _refused(*_others: Any) -> NoReturn:
    raise NotAnEquation(
        "a body must not compare, convert or print numbers, nor take remainders: a state has one equation"
    )


def _converted(*_others: Any, **_more: Any) -> NoReturn:
    raise NotAnEquation(
        "a body must not convert numbers; write abs and **, and sqrt, sign and maximum from rmsprop_sym.numbers, "
        "in the place of NumPy's functions and of math's"
    )


class Blind:
    """A number that can be computed with, and neither compared nor converted."""

    __add__ = __sub__ = __mul__ = __truediv__ = _blind
    __pow__ = _power
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rpow__ = _blind
    __neg__ = __pos__ = __abs__ = _blind
    sqrt = sign = maximum = constant = _blind
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refused
    __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __iter__ = __len__ = __getitem__ = __call__ = _refused
    __hash__ = __bool__ = __str__ = __repr__ = __format__ = _refused
    __int__ = __float__ = __index__ = __array__ = __array_ufunc__ = __array_function__ = _converted


def run_blind(rule: Rule) -> None:
    """Runs the body on numbers that cannot be looked at.  Raises NotAnEquation where it tries."""
    old = SimpleNamespace(t=Blind(), **{name: Blind() for name in rule.states})
    with suppress(AttributeError):  # what is not there is told when the equations are read
        rule.body(old, SimpleNamespace(t=Blind()), Blind(), **{name: Blind() for name in rule.hyper})
