"""What `verify` reports: a frozen record, whose fields are the JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from math import isfinite
from typing import Any


class Grade(StrEnum):
    """Where a run lies. It is a sample: WITHIN says that nothing spoke against the implementation."""

    WITHIN = "WITHIN"
    OUTSIDE = "OUTSIDE"
    OPEN = "OPEN"


EXIT = {Grade.WITHIN: 0, Grade.OUTSIDE: 1, Grade.OPEN: 3}


@dataclass(frozen=True)
class Place:
    """One returned number: where it stands, what the rule gives there, and error / bound.

    `step` counts from 1 and `element` from 0.
    """

    family: str
    step: int
    element: int
    letter: str
    got: float
    expected: float
    error: float
    bound: float
    ratio: float


@dataclass(frozen=True)
class FamilyReport:
    """How one family of gradients came out; `undecided` of its `comparisons` are OPEN."""

    name: str
    about: str
    hyper: dict[str, float]
    grade: Grade
    worst_ratio: float | None
    first_step_outside: int | None
    comparisons: int
    undecided: int


@dataclass(frozen=True)
class Excluded:
    """A rule that the run does not follow: the first step outside its bound, and by how many times the bound."""

    rule: str
    step: int
    ratio: float


@dataclass(frozen=True)
class Report:
    """An implementation against a rule.

    `worst_ratio` is the largest error / bound; over all comparisons that decide, at most 1 is within.
    `worst_ulps` is the largest error of one step, in units in the last place of the largest theta so far.
    Three dimensions of its arithmetic are named beside `coefficient_model`: `subnormals` are gradual or flushed;
    `contraction` of a*b + c is off or on, and `written_order` has the orders that give every number of the run bit for
    bit: none where no published order does, and None where they are too many to be tried.
    `ratio_by_step` is the largest error / bound of each step, None where nothing is decided.
    """

    target: str
    form: str
    rule: str
    dtype: str
    steps: int
    size: int
    seed: int
    grade: Grade
    worst: Place | None
    worst_ulps: float | None
    first_outside: Place | None
    coefficient_model: str | None
    subnormals: str
    contraction: str | None
    written_order: tuple[str, ...] | None
    nearest_rule: str | None
    consistent: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    findings: tuple[str, ...]
    families: tuple[FamilyReport, ...]
    ratio_by_step: tuple[float | None, ...]
    equal_over_reals: str = "OPEN"
    equal_over_reals_reason: str = "the code is run, not traced"

    @property
    def exit_code(self) -> int:
        """0 within, 1 outside, 3 open."""
        return EXIT[self.grade]

    @property
    def first_step_outside(self) -> int | None:
        """The earliest step, in any family, that lies outside the bound."""
        return self.first_outside.step if self.first_outside else None

    def json(self) -> dict[str, Any]:
        """The report as JSON values; a number that is infinite or nan is null."""
        return {
            "version": 1,
            "target": self.target,
            "form": self.form,
            "rule": self.rule,
            "dtype": self.dtype,
            "steps": self.steps,
            "size": self.size,
            "seed": self.seed,
            "grade": str(self.grade),
            "worst_ratio": _plain(self.worst.ratio if self.worst else None),
            "worst_ulps": _plain(self.worst_ulps),
            "worst": _plain(asdict(self.worst)) if self.worst else None,
            "first_step_outside": self.first_step_outside,
            "first_outside": _plain(asdict(self.first_outside)) if self.first_outside else None,
            "equal_over_reals": self.equal_over_reals,
            "equal_over_reals_reason": self.equal_over_reals_reason,
            "coefficient_model": self.coefficient_model,
            "subnormals": self.subnormals,
            "contraction": self.contraction,
            "written_order": None if self.written_order is None else list(self.written_order),
            "nearest_rule": self.nearest_rule,
            "consistent": list(self.consistent),
            "excluded": [_plain(asdict(excluded)) for excluded in self.excluded],
            "findings": list(self.findings),
            "families": [_plain(asdict(family)) for family in self.families],
            "ratio_by_step": [_plain(ratio) for ratio in self.ratio_by_step],
        }


def _plain(value: Any) -> Any:
    """The value as strict JSON has it.

    >>> _plain({"ratio": float("inf"), "step": 1})
    {'ratio': None, 'step': 1}
    """
    if isinstance(value, dict):
        return {name: _plain(x) for name, x in value.items()}
    if isinstance(value, float) and not isfinite(value):
        return None
    return str(value) if isinstance(value, Grade) else value
