"""Statements about rules, as they are written: `adam at beta1 = 0 equals rmsprop_bias_corrected with beta2 = beta`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rmsprop_sym.claims.frontmatter import rule_named
from rmsprop_sym.claims.symbolic.settings import Value, read_settings
from rmsprop_sym.claims.symbolic.supposed import is_outside
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.kernel.term import Number, Term
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.rules.run import Run, letter

_NAME = r"[a-z]\w*"
_STATEMENT = re.compile(
    rf"\s*(?P<one>{_NAME})(?:\s+at\s+(?P<at>.+?))?\s+(?:equals|is|=)\s+(?P<other>{_NAME})"
    r"(?:\s+at\s+(?P<there>.+?))?(?:\s+with\s+(?P<with>.+?))?\s*"
)
_SAME = re.compile(r"\s*(\w+)\s*=\s*(\w+)\s*")


@dataclass(frozen=True)
class Equality:
    """Two runs that are said to make the same steps on all gradients."""

    one: Run
    other: Run
    text: str


def equality(text: str) -> Equality | None:
    """The statement about two rules that the text makes, or None if it makes none.

    Raises Unreadable for a value that is none, or a letter that the rule does not have.

    >>> equality("rmsprop at beta = 1 equals adagrad").text
    'rmsprop at beta = 1 equals adagrad'
    >>> equality("v(t) = 1") is None
    True
    """
    match = _STATEMENT.fullmatch(text)
    if match is None or not (match["one"] in RULES or match["other"] in RULES):
        return None
    one, other = rule_named(match["one"]), rule_named(match["other"])
    same = _pairs(match["with"] or "", one, other)
    at, there = _values(match["at"] or "", one), _values(match["there"] or "", other)
    return Equality(_run(one, at), _run(other, {**same, **there}), " ".join(text.split()))


def _run(rule: Rule, by: Mapping[str, Term]) -> Run:
    return Run(rule, tuple((letter(name), value) for name, value in by.items()))


def _values(text: str, rule: Rule) -> dict[str, Number]:
    """The values of hyper-parameters, which may lie on the border of their domains."""
    found = {}
    for part in re.split(r"\s*(?:,|;|\band\b)\s*", text) if text else ():
        for setting in read_settings(part):
            if not isinstance(setting, Value) or setting.index is not None or setting.name not in rule.hyper:
                raise Unreadable(f"{setting} is no hyper-parameter of {rule.name}; it has {', '.join(rule.hyper)}", 1)
            if is_outside(setting.name, setting.value):
                raise Unreadable(f"{setting} lies outside its domain", 1)
            found[setting.name] = Number(setting.value)
    return found


def _pairs(text: str, one: Rule, other: Rule) -> dict[str, Term]:
    """The letters of the other rule that are called by a letter of the first one: beta2 = beta."""
    found: dict[str, Term] = {}
    for part in re.split(r"\s*(?:,|;|\band\b)\s*", text) if text else ():
        match = _SAME.fullmatch(part)
        if match is None:
            raise Unreadable(f"{part!r} is not read; write with beta2 = beta", 1)
        theirs, ours = (match[1], match[2]) if match[1] in other.hyper else (match[2], match[1])
        if theirs not in other.hyper or ours not in one.hyper:
            raise Unreadable(f"{part!r} names no hyper-parameter of {other.name} and one of {one.name}", 1)
        found[theirs] = letter(ours)
    return found
