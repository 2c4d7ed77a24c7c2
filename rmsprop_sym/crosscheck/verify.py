"""An implementation against a rule: run on every family, compared at high precision within the derived bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmsprop_sym.crosscheck.adapters import library_target, names_library
from rmsprop_sym.crosscheck.bits import bit_for_bit, has_few_orders
from rmsprop_sym.crosscheck.bounds import FORMATS
from rmsprop_sym.crosscheck.coefficients import COEFFICIENTS, LEAKS, Coefficients
from rmsprop_sym.crosscheck.comparison import by_step, compared, earliest, family_report, graded, worst, worst_ulps
from rmsprop_sym.crosscheck.equal import equal_over_reals
from rmsprop_sym.crosscheck.families import SEED, Family, families, rate_change
from rmsprop_sym.crosscheck.findings import changed, found
from rmsprop_sym.crosscheck.judge import Judged, Reference, Run, coefficients_of, hull, judged, stored
from rmsprop_sym.crosscheck.precision import register_bfloat16
from rmsprop_sym.crosscheck.report import Excluded, Grade, Report
from rmsprop_sym.crosscheck.target import Returned, Target, admit, handed, load, run
from rmsprop_sym.crosscheck.written import WRITTEN, takes_powers
from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.formats import FLUSHED, Doubles
from rmsprop_sym.rules import RULES, Rule

Progress = Callable[[float], None]

FLUSHES = "It is within the bound only where subnormal numbers are flushed to zero, as XLA and TensorFlow do on a CPU."


@dataclass(frozen=True)
class Outcome:
    """How far a run follows a rule: to the end or, OUTSIDE, up to a step."""

    grade: Grade
    step: int = 0
    ratio: float = 0.0


def verify(
    target: str | Callable[..., Any],
    *,
    rule: str | None = None,
    dtype: str = "float32",
    steps: int = 100,
    size: int = 16,
    progress: Progress | None = None,
) -> Report:
    """Runs a callable, `path/file.py:callable`, `package.module:callable` or a library against the rule.

    Without a rule a library is held against the rule that it claims by default, other code against rmsprop.
    `progress` is told the fraction that is done, from 0 to 1.  Raises UserError for a rule, dtype, size or
    target that cannot be used, and for whatever the target itself raises.
    """
    asked = None if rule is None else rule_named(rule)
    admit_sizes(dtype, steps, size)
    rule, loaded = targeted(target, asked)
    chosen = rule_named(rule)
    admit(loaded, chosen)
    data = probing(loaded, chosen, dtype, steps, size)
    returned = [run(loaded, chosen, family) for family in data]
    unsteady = changed(returned[0], run(loaded, chosen, data[0]))
    whole = joined(data, returned, dtype)
    comparisons = compared(list(_told(judged(hull(chosen, whole), whole), progress, steps)), len(data))
    flushed = replace(whole, rounds=FLUSHED[whole.arithmetic.name])
    outside = graded(*(c.ratio for c in comparisons)) is Grade.OUTSIDE
    flushes = outside and may_flush(whole) and _follows(chosen, flushed)
    if flushes:
        whole, comparisons = flushed, compared(list(judged(hull(chosen, flushed), flushed)), len(data))
    grade, first = graded(*(c.ratio for c in comparisons)), earliest(comparisons, data)
    others = _others(chosen, loaded.passed(chosen), whole)
    outcomes = {rule: Outcome(grade, first.step, first.ratio) if first else Outcome(grade)}
    outcomes |= {name: outcome(hull(other, whole), whole) for name, other in others.items()}
    consistent = tuple(name for name, o in outcomes.items() if o.grade is Grade.WITHIN)
    nearest, model = explanation([RULES[name] for name in consistent], [chosen, *others.values()], whole)
    followed = RULES[nearest] if nearest in consistent else None
    many = followed is not None and not has_few_orders(followed)
    bits = bit_for_bit(followed, whole) if followed and not many else None
    equality = equal_over_reals(loaded, chosen, data, returned)
    return Report(
        target=loaded.name,
        form="trajectory" if loaded.is_trajectory else "step",
        rule=rule,
        dtype=dtype,
        steps=steps,
        size=size,
        seed=SEED,
        grade=grade,
        worst=worst(comparisons, data),
        worst_ulps=worst_ulps(comparisons, dtype),
        first_outside=first,
        coefficient_model=model,
        subnormals="flushed" if flushes else "gradual",
        contraction=("on" if bits.fused else "off") if bits else None,
        written_order=bits.orders if bits else None if many else (),
        nearest_rule=nearest,
        consistent=consistent,
        excluded=tuple(Excluded(name, o.step, o.ratio) for name, o in outcomes.items() if o.grade is Grade.OUTSIDE),
        findings=(*unsteady, *[FLUSHES] * flushes, *found(chosen, data, returned, [c.ratio for c in comparisons])),
        families=tuple(family_report(comparisons, family, i, chosen.hyper) for i, family in enumerate(data)),
        ratio_by_step=by_step(comparisons),
        equal_over_reals=equality.grade,
        equal_over_reals_reason=equality.reason,
    )


def may_flush(run: Run) -> bool:
    """Whether subnormal numbers may have been flushed to zero: code that does so returns none."""
    returned = [letter[1:] for letter in (run.theta, run.state) if letter is not None]
    least = run.arithmetic.least_normal
    return not any(np.any((x != 0) & (np.abs(x) < least)) for x in returned)


def probing(target: Target, rule: Rule, dtype: str, steps: int, size: int) -> tuple[Family, ...]:
    """The families, and a change of the rate where the code can be handed one."""
    changes = target.can_change_the_rate and "eta" in target.passed(rule) and steps > 1
    return (*families(dtype, steps, size), *([rate_change(dtype, steps, size)] if changes else []))


def _follows(rule: Rule, run: Run) -> bool:
    return outcome(hull(rule, run), run).grade is Grade.WITHIN


def targeted(target: str | Callable[..., Any], rule: Rule | None) -> tuple[str, Target]:
    """The name of the rule to compare with, and what to run: a library's trajectory or the user's callable."""
    if not isinstance(target, str):
        return rule.name if rule else "rmsprop", handed(target)
    default, loaded = library_target(target) if names_library(target) else ("rmsprop", load(target))
    return rule.name if rule else default, loaded


def rule_named(name: str) -> Rule:
    """The rule of this name.  Raises UserError if there is none, or none with written orders."""
    if name in RULES and name in WRITTEN:
        return RULES[name]
    if name in RULES:
        raise UserError(f"no written orders are listed for the rule {name}; verify knows {', '.join(WRITTEN)}.")
    near = get_close_matches(name, WRITTEN, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"the rules are {', '.join(WRITTEN)}."
    raise UserError(f"no rule is named {name!r}; {hint}")


def admit_sizes(dtype: str, steps: int, size: int) -> None:
    """Raises UserError for a dtype without bounds, and for a run of nothing."""
    if dtype not in FORMATS:
        raise UserError(f"{dtype!r} is no dtype that verify knows; write {' or '.join(FORMATS)}.")
    if dtype == "bfloat16":
        register_bfloat16()
    for name, value in (("steps", steps), ("size", size)):
        if not isinstance(value, int) or value < 1:
            says = "leaves nothing to run" if isinstance(value, int) else f"is no number of {name}"
            raise UserError(f"{name} = {value} {says}; write a whole number from 1 on.")


def joined(data: Sequence[Family], returned: Sequence[Returned], dtype: str) -> Run:
    """All families side by side, as one run."""
    states = [r.state for r in returned if r.state is not None]
    change = next((family.changed[0] for family in data if family.changed), 0)
    return Run(
        dtype,
        [family.hyper for family in data for _ in family.theta],
        _beside([family.gradients for family in data]),
        _beside([r.theta for r in returned]),
        _beside(states) if states else None,
        changed=(change - 1, [family.hyper_at(change) for family in data for _ in family.theta]) if change else None,
    )


def _beside(arrays: Sequence[NDArray[Any]]) -> Doubles:
    return np.concatenate([array.astype(np.float64) for array in arrays], axis=1)


def _told(
    stretches: Iterable[tuple[Judged, ...]], progress: Progress | None, total: int
) -> Iterator[tuple[Judged, ...]]:
    """The same stretches, each of them told to who watches."""
    done = 0
    for stretch in stretches:
        done += len(stretch[0].ratio)
        if progress:
            progress(done / total)
        yield stretch


def _others(chosen: Rule, passed: Sequence[str], run: Run) -> dict[str, Rule]:
    """The other rules that the run can be compared with: they ask for nothing that was not passed or shown.

    A step shows its state and is handed the start of the chosen rule, so rules with another start are left out.
    """
    return {
        name: rule
        for name, rule in RULES.items()
        if rule is not chosen
        and name in WRITTEN
        and set(rule.hyper) <= set(passed)
        and (run.state is None or list(rule.start.values()) == list(chosen.start.values()))
    }


def outcome(reference: Reference, run: Run) -> Outcome:
    """How far the run follows the reference; looks no further than the first step outside."""
    done, decided = 0, False
    for letters in judged(reference, run):
        ratios = np.concatenate([letter.ratio for letter in letters], axis=1)
        outside = np.any(ratios > 1, axis=1)
        if np.any(outside):
            first = int(np.argmax(outside))
            return Outcome(Grade.OUTSIDE, done + first + 1, float(np.nanmax(ratios[first])))
        done += len(ratios)
        decided = decided or bool(np.any(ratios <= 1))
    return Outcome(Grade.WITHIN if decided else Grade.OPEN)


def explanation(consistent: Sequence[Rule], rules: Sequence[Rule], run: Run) -> tuple[str | None, str | None]:
    """The rule that the run follows, and the ways of storing coefficients that explain it to the last rounding.

    Where a rule is consistent these are the published ways; where none is, in float64, the known leaks through
    float32 are tried with each rule.
    """
    if consistent:
        return consistent[0].name, " or ".join(fitting(COEFFICIENTS, consistent[0], run)) or None
    leaking = ((rule, fitting(LEAKS, rule, run)) for rule in rules if run.dtype == "float64")
    return next(((rule.name, " or ".join(models)) for rule, models in leaking if models), (None, None))


def fitting(models: Sequence[Coefficients], rule: Rule, run: Run) -> list[str]:
    """The names of the models that the run is consistent with; of models that store the same, the first."""
    different, powers = dict[tuple[Any, ...], Coefficients](), takes_powers(rule.name)
    for model in models:
        rows = coefficients_of(rule, model, run)
        used = tuple(tuple(x for x in row.items() if powers or not x[0].startswith("base")) for row in rows)
        different.setdefault(used, model)
    fit = (model for model in different.values() if outcome(stored(rule, model, run), run).grade is Grade.WITHIN)
    return [model.name for model in fit]
