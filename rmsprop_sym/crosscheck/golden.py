"""Golden vectors: gradients, and what healthy code may return for them, as hexadecimal floats in JSON.

Any language can read them and compare: a number x is right if low <= x <= high.  Python's float.hex, C's %a and
strtod write and read the same text.  null says that nothing is asked there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck.families import Family, families
from rmsprop_sym.crosscheck.oracle import Expected, Span, expect
from rmsprop_sym.crosscheck.target import Returned, admit, run
from rmsprop_sym.crosscheck.verify import admit_sizes, rule_named, targeted
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import Rule

VERSION = 1
COMPARE = (
    "Each number is a hexadecimal float, as in C. Start from theta0, take the gradients row by row, and compare each "
    "letter after each step: low <= x <= high. exact is what the rule gives over the reals; null asks for nothing."
)


@dataclass(frozen=True, eq=False)
class Golden:
    """A file of golden vectors: a rule, a dtype, and for each family of gradients the spans of the letters."""

    name: str
    rule: Rule
    dtype: str
    vectors: Sequence[tuple[Family, Expected]]

    @property
    def about(self) -> str:
        """What they are, in a few words."""
        steps = {len(family.gradients) for family, _ in self.vectors}
        return f"{self.rule.name} in {self.dtype}, {len(self.vectors)} families of {max(steps)} steps"


def vectors(rule: str, dtype: str, steps: int, size: int) -> Golden:
    """The golden vectors of a rule.  Raises UserError for a rule, dtype or size that cannot be used."""
    chosen = rule_named(rule)
    admit_sizes(dtype, steps, size)
    return _over(f"{rule} in {dtype}", chosen, dtype, families(dtype, steps, size))


def _over(name: str, rule: Rule, dtype: str, data: Sequence[Family]) -> Golden:
    def spans(family: Family) -> Expected:
        return expect(rule, family.gradients, family.theta, {name: family.hyper[name] for name in rule.hyper})

    return Golden(name, rule, dtype, [(family, spans(family)) for family in data])


def text(golden: Golden) -> str:
    """The vectors as JSON, one row of numbers in a line.

    >>> text(vectors("sgd", "float32", 1, 1)).splitlines()[1:3]
    ['  "version": 1,', '  "rule": "sgd",']
    """
    head = {
        "version": VERSION,
        "rule": golden.rule.name,
        "source": golden.rule.source,
        "dtype": golden.dtype,
        "compare": COMPARE,
    }
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    blocks = ",\n".join(_block(_entry(golden.rule, *pair), 4) for pair in golden.vectors)
    return "\n".join(["{", *lines, '  "families": [', blocks, "  ]", "}", ""])


def _entry(rule: Rule, family: Family, expected: Expected) -> dict[str, Any]:
    return {
        "name": family.name,
        "about": family.about,
        "hyper": {name: float(family.hyper[name]).hex() for name in rule.hyper},
        "theta0": _hex(family.theta),
        "gradients": _hex(family.gradients),
        "letters": {letter: _spelled(span) for letter, span in expected.letters.items()},
    }


def _spelled(span: Span) -> dict[str, Any]:
    return {"exact": _hex(span.exact), "low": _hex(span.low), "high": _hex(span.high)}


def _hex(x: Any) -> Any:
    rows = np.asarray(x).astype(np.float64).tolist()
    return [_row(row) for row in rows] if isinstance(rows[0], list) else _row(rows)


def _row(row: Sequence[float]) -> list[str | None]:
    return [None if x != x else x.hex() for x in row]  # noqa: PLR0124  (nan is what differs from itself)


def _block(value: Any, indent: int) -> str:
    """JSON with one line for each row of numbers."""
    blank = " " * indent
    if isinstance(value, dict) and any(isinstance(x, dict | list) for x in value.values()):
        inner = ",\n".join(f"{blank}  {json.dumps(k)}: {_block(v, indent + 2).lstrip()}" for k, v in value.items())
        return f"{blank}{{\n{inner}\n{blank}}}"
    if isinstance(value, list) and value and isinstance(value[0], list):
        inner = ",\n".join(f"{blank}  {json.dumps(row)}" for row in value)
        return f"{blank}[\n{inner}\n{blank}]"
    return f"{blank}{json.dumps(value)}"


def read(path: Path) -> Golden:
    """The golden vectors in a file.  Raises UserError, which says where, for a file that holds no such thing."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path} is no JSON: {error}.") from error
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise UserError(
            f"{path} holds no golden vectors of version {VERSION}; write some with `rmsprop-sym golden write`."
        )
    rule, dtype = rule_named(str(value.get("rule"))), str(value.get("dtype"))
    admit_sizes(dtype, 1, 1)
    try:
        pairs = [_pair(rule, dtype, entry) for entry in value["families"]]
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UserError(
            f"{path}: a family is not written as it should be ({type(error).__name__}: {error})."
        ) from error
    if not pairs:
        raise UserError(f"{path} has no families of gradients, so there is nothing to compare.")
    return Golden(str(path), rule, dtype, pairs)


def _pair(rule: Rule, dtype: str, entry: Mapping[str, Any]) -> tuple[Family, Expected]:
    hyper = {name: float.fromhex(entry["hyper"][name]) for name in rule.hyper}
    with np.errstate(over="ignore"):
        gradients, theta = (_numbers(entry[name]).astype(dtype) for name in ("gradients", "theta0"))
    if not (np.all(np.isfinite(gradients)) and np.all(np.isfinite(theta))):
        raise ValueError("a gradient or a weight that is no finite number of the dtype")
    if gradients.ndim != 2 or theta.shape != gradients.shape[1:] or 0 in gradients.shape:
        raise ValueError(f"gradients of shape {gradients.shape}, theta0 of shape {theta.shape}")
    letters = {letter: _span(entry["letters"][letter], gradients.shape) for letter in rule.states}
    family = Family(str(entry["name"]), str(entry["about"]), gradients, theta, hyper)
    return family, Expected(rule.name, dtype, letters)


def _span(entry: Mapping[str, Any], shape: tuple[int, ...]) -> Span:
    span = Span(*(_numbers(entry[name]) for name in ("exact", "low", "high")))
    for x in (span.exact, span.low, span.high):
        if x.shape != shape:
            raise ValueError(f"a letter of shape {x.shape} for gradients of shape {shape}")
    return span


def _numbers(rows: Any) -> Any:
    def number(x: str | None) -> float:
        return float("nan") if x is None else float.fromhex(x)

    return np.array([[number(x) for x in row] if isinstance(row, list) else number(row) for row in rows])


def stale(golden: Golden) -> list[str]:
    """Where the file says something else than is calculated now; nothing, if it is as it should be."""
    fresh = _over(golden.name, golden.rule, golden.dtype, [family for family, _ in golden.vectors])
    return [
        line
        for (family, old), (_, new) in zip(golden.vectors, fresh.vectors, strict=True)
        for letter in golden.rule.states
        for part in ("exact", "low", "high")
        for line in _first_difference(
            f"{golden.name}: {family.name}, {part} of {letter}",
            getattr(old.letters[letter], part),
            getattr(new.letters[letter], part),
        )
    ]


def _first_difference(where: str, old: Any, new: Any) -> list[str]:
    differs = ~((old == new) | (np.isnan(old) & np.isnan(new)))
    if not np.any(differs):
        return []
    step, element = (int(i) for i in np.argwhere(differs)[0])
    was, now = ("null" if np.isnan(x) else float(x).hex() for x in (old[step, element], new[step, element]))
    return [f"{where} after step {step + 1}, element {element}: the file has {was}, and {now} is right."]


def disagreements(golden: Golden, target: str | Callable[..., Any]) -> list[str]:
    """Where the code returns what the file does not allow, one line for each family.

    Raises UserError for code that cannot be run, and where the file asks for nothing.
    """
    _, loaded = targeted(target, golden.rule)
    admit(loaded, golden.rule)
    asked = [(family, expected) for family, expected in golden.vectors if expected.decides]
    if not asked:
        raise UserError(f"{golden.name} asks for no number at all, so nothing can be compared.")
    found = [_complaint(loaded.name, *pair, run(loaded, golden.rule, pair[0])) for pair in asked]
    return [line for line in found if line]


def _complaint(name: str, family: Family, expected: Expected, returned: Returned) -> str | None:
    return expected.complaint(returned.theta[1:], f"{name} on the family {family.name}")
