"""Source code of a rule's step, in the order of operations in which the rule is written."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import TypeVar

from rmsprop_sym.codegen import numpy
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES, Rule

T = TypeVar("T")

TARGETS: dict[str, Callable[[Rule], str]] = {"numpy": numpy.source}


def source(rule: Rule | str, target: str = "numpy") -> str:
    """The source code of one step of a rule, given itself or by its name.

    Raises UserError if the rule or the target is not known.

    >>> print(source("sgd").splitlines()[-1].strip())
    return theta
    """
    subject = rule if isinstance(rule, Rule) else _named("rule", rule, RULES)
    return _named("target", target, TARGETS)(subject)


def _named(what: str, name: str, known: dict[str, T]) -> T:
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    guess = f"; did you mean {near[0]!r}?" if near else "."
    raise UserError(f"no {what} is named {name!r}{guess} The {what}s are {', '.join(known)}.")


__all__ = ["TARGETS", "source"]
