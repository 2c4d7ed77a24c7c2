"""What `identify` reports: a frozen record, whose fields are the JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any


@dataclass(frozen=True)
class Consistent:
    """A rule that no probe speaks against: the hyper-parameters that were found for it, and how they are stored.

    `uncertain` says that the recovered values are near ones; `unseen` are those that the run does not depend on.
    """

    rule: str
    recovered: Mapping[str, float]
    coefficient_model: str | None
    uncertain: bool = False
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """A rule that the code does not follow, and the probe and step where that shows first.

    `ratio` is the error over the derived bound; `recovered` are the best values for what the code keeps to itself.
    """

    rule: str
    probe: str
    step: int
    element: int
    letter: str
    got: float
    expected: float
    ratio: float
    recovered: Mapping[str, float]


@dataclass(frozen=True)
class Undecided:
    """A rule that is neither consistent nor excluded, and why; `near` says that it may well be the one."""

    rule: str
    because: str
    near: bool = False


@dataclass(frozen=True)
class Alike:
    """Rules that no run of this kind can tell apart, and why."""

    rules: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Identification:
    """Which named rules an implementation is consistent with.

    `passed` are the hyper-parameters that the code takes; the others of a rule were recovered from its steps.
    """

    target: str
    form: str
    dtype: str
    seed: int
    passed: tuple[str, ...]
    consistent: tuple[Consistent, ...]
    excluded: tuple[Exclusion, ...]
    undecided: tuple[Undecided, ...]
    alike: tuple[Alike, ...]
    probes: Mapping[str, str]

    @property
    def found(self) -> tuple[Consistent, ...]:
        """The consistent rules; of those that are one and the same step, the first."""
        same = {rule for alike in self.alike for rule in alike.rules[1:]} if self.form == "step" else set()
        return tuple(rule for rule in self.consistent if rule.rule not in same)

    @property
    def near(self) -> tuple[str, ...]:
        """Where no rule is found, those that no bound decides about and that may well be the one."""
        return () if self.found else tuple(undecided.rule for undecided in self.undecided if undecided.near)

    @property
    def exit_code(self) -> int:
        """0 one rule is found; 1 none; 3 several, or something that may be one is undecided."""
        if self.near or not (self.found or self.excluded):
            return 3
        return {0: 1, 1: 0}.get(len(self.found), 3)

    def json(self) -> dict[str, Any]:
        """The report as JSON values; a number that is infinite or nan is null."""
        return {
            "version": 1,
            "target": self.target,
            "form": self.form,
            "dtype": self.dtype,
            "seed": self.seed,
            "passed": list(self.passed),
            "consistent": [rule.rule for rule in self.consistent],
            "recovered": {rule.rule: dict(rule.recovered) for rule in self.consistent},
            "uncertain": [rule.rule for rule in self.consistent if rule.uncertain],
            "unseen": {rule.rule: list(rule.unseen) for rule in self.consistent},
            "coefficient_models": {rule.rule: rule.coefficient_model for rule in self.consistent},
            "excluded": [_plain(asdict(exclusion)) for exclusion in self.excluded],
            "undecided": [asdict(undecided) for undecided in self.undecided],
            "cannot_be_told_apart": [{"rules": list(a.rules), "because": a.because} for a in self.alike],
            "probes": dict(self.probes),
        }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(x) for name, x in value.items()}
    return None if isinstance(value, float) and not isfinite(value) else value
