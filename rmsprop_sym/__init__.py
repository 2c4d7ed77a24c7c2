"""Checks what is written about RMSProp: the numbers, the formulas, the tables and the code.

>>> from rmsprop_sym import rmsprop
>>> rmsprop.name
'rmsprop'
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Where each public name lives; it is imported when it is first asked for, for `--help` needs none of them.
HOMES = {
    "UserError": "rmsprop_sym.errors",
    "RULES": "rmsprop_sym.rules",
    "rmsprop": "rmsprop_sym.rules",
    "rmsprop_eps_inside": "rmsprop_sym.rules",
    "adagrad": "rmsprop_sym.rules",
    "sgd": "rmsprop_sym.rules",
    "rule": "rmsprop_sym.rules",
    "check": "rmsprop_sym.claims",
    "judge": "rmsprop_sym.claims.single",
    "verify": "rmsprop_sym.crosscheck",
    "source": "rmsprop_sym.codegen",
    "theorems": "rmsprop_sym.library",
}

__all__ = list(HOMES)


def __getattr__(name: str) -> Any:
    """The public name, imported from where it lives."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *HOMES])
