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


def _refused(*_others: Any) -> NoReturn:
    raise NotAnEquation("a body must not compare or convert numbers, nor take remainders: a state has one equation")


class Blind:
    """A number that can be computed with, and neither compared nor converted."""

    __add__ = __sub__ = __mul__ = __truediv__ = __pow__ = _blind
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rpow__ = _blind
    __neg__ = __pos__ = __abs__ = _blind
    sqrt = sign = maximum = constant = _blind
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refused
    __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __iter__ = __len__ = __getitem__ = __call__ = _refused
    __hash__ = __bool__ = __int__ = __float__ = __index__ = __str__ = __repr__ = __format__ = _refused


def run_blind(rule: Rule) -> None:
    """Runs the body on numbers that cannot be looked at.  Raises NotAnEquation where it tries."""
    old = SimpleNamespace(t=Blind(), **{name: Blind() for name in rule.states})
    with suppress(AttributeError):  # what is not there is told when the equations are read
        rule.body(old, SimpleNamespace(t=Blind()), Blind(), **{name: Blind() for name in rule.hyper})
