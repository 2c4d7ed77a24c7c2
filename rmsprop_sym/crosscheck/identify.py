"""Which of the named rules an implementation follows, found from runs alone."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rmsprop_sym.crosscheck.bounds import FORMATS
from rmsprop_sym.crosscheck.coefficients import COEFFICIENTS, LEAKS
from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.identification import Alike, Consistent, Exclusion, Identification, Undecided
from rmsprop_sym.crosscheck.judge import Judged, Reference, Run, hull, judged
from rmsprop_sym.crosscheck.precision import register_bfloat16
from rmsprop_sym.crosscheck.probes import SEED, SIZE, probes
from rmsprop_sym.crosscheck.recover import FRACTIONS, Found, Search, Values, coarse, recovered
from rmsprop_sym.crosscheck.target import Returned, Target, admit, run
from rmsprop_sym.crosscheck.verify import fitting, joined, targeted
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.formats import Doubles
from rmsprop_sym.rules import RULES, Rule

Progress = Callable[[float], None]
Answer = Consistent | Exclusion | Undecided

NONE, ALL = 1e-3, 1e-5  # a recovered decay as near as this to 0, or to 1, is none
NEAR_STEPS = 5e-3  # steps that are nearer than this, in the mean, may be those of the rule
UNSEEN = 0.1  # a relative spread beyond which a value is not known at all

# Where the code takes any hyper-parameter: the sets of them that rules ask for.
ASKED = tuple(dict.fromkeys(rule.hyper for rule in RULES.values()))


@dataclass(frozen=True, eq=False)
class Evidence:
    """The probes, what the code did with them, and the names of the hyper-parameters that it was passed."""

    probes: Sequence[Family]
    run: Run
    passed: tuple[str, ...]
    is_step: bool


def identify(target: str, *, dtype: str = "float32", progress: Progress | None = None) -> Identification:
    """Runs the code on the probes and holds every rule against what it returned.

    `progress` is told the fraction that is done, from 0 to 1.  Raises UserError for a dtype or target that cannot
    be used, and for whatever the target itself raises.
    """
    if dtype not in FORMATS:
        raise UserError(f"{dtype!r} is no dtype that identify knows; write {' or '.join(FORMATS)}.")
    if dtype == "bfloat16":
        register_bfloat16()
    evidence = _gathered(targeted(target, None)[1], probes(dtype), dtype)
    answers = []
    for done, rule in enumerate(RULES.values(), start=1):
        answers.append(_answer(rule, evidence))
        if progress:
            progress(done / len(RULES))
    consistent = [answer for answer in answers if isinstance(answer, Consistent)]
    alike = tuple(_alike([RULES[c.rule] for c in consistent], evidence))
    return Identification(
        target=target,
        form="step" if evidence.is_step else "trajectory",
        dtype=dtype,
        seed=SEED,
        passed=evidence.passed,
        consistent=tuple(consistent),
        excluded=tuple(answer for answer in answers if isinstance(answer, Exclusion)),
        undecided=tuple(answer for answer in answers if isinstance(answer, Undecided)),
        alike=alike,
        probes={probe.name: probe.about for probe in evidence.probes},
    )


def _gathered(target: Target, data: Sequence[Family], dtype: str) -> Evidence:
    """What the code does with every probe, called with the hyper-parameters that it takes."""
    passed, returned = _run(target, data)
    known = [replace(probe, hyper={name: probe.hyper[name] for name in passed}) for probe in data]
    return Evidence(known, joined(known, returned, dtype), passed, not target.is_trajectory)


def _run(target: Target, data: Sequence[Family]) -> tuple[tuple[str, ...], list[Returned]]:
    names, any_name = taken(target)
    refused: UserError | None = None
    for passed in ASKED if any_name else (names,):
        try:
            asking = replace(RULES["rmsprop"], hyper=passed)
            admit(replace(target, hyper=None), asking)
            return passed, [run(target, asking, probe) for probe in data]
        except UserError as error:
            refused = refused or error
    raise refused or UserError(f"{target.name} could not be run.")


def taken(target: Target) -> tuple[tuple[str, ...], bool]:
    """The hyper-parameters of rules that the code takes by name, and whether it takes any name.

    Raises UserError if it insists on an argument that no rule has.
    """
    try:
        parameters = list(inspect.signature(target.function).parameters.values())
    except (TypeError, ValueError) as error:
        raise UserError(f"{target.name} does not tell its parameters; wrap it in a function.") from error
    own = parameters[2 if target.is_trajectory else 3 :]
    known = {name for rule in RULES.values() for name in rule.hyper}
    for parameter in own:
        starred = parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL)
        if parameter.name not in known and parameter.default is parameter.empty and not starred:
            raise UserError(
                f"{target.name} asks for {parameter.name!r}, which no rule has; give it a default, or one of the "
                f"names {', '.join(sorted(known))}."
            )
    names = tuple(p.name for p in own if p.name in known and p.kind is not p.POSITIONAL_ONLY)
    return names, not names and any(p.kind is p.VAR_KEYWORD for p in parameters)


def _answer(rule: Rule, evidence: Evidence) -> Answer:
    """What the probes say about one rule."""
    if evidence.is_step and len(rule.start) != 1:
        return Undecided(rule.name, f"a step shows one state besides theta, and it has {len(rule.start)}")
    if rule.name not in WRITTEN:
        return _without_bound(rule, evidence)
    unknown = [name for name in rule.hyper if name not in evidence.passed]
    if not unknown:
        return _held(rule, evidence, {})
    known = _known(rule, evidence)
    found = recovered(rule, evidence.run, known, unknown)
    vanished = next((name for name in unknown if _vanishes(name, found)), None)
    if vanished:
        because = f"it comes nearest with {vanished} = {round(found.raw[vanished])}, where it is another rule"
        return Undecided(rule.name, because)
    answer = _fitted(rule, evidence, found)
    if isinstance(answer, Consistent) and found.swamped:
        because = f"it comes nearest with eps = {found.raw['eps']:.2g}, so large that it is another rule"
        return Undecided(rule.name, because)
    return answer


def _fitted(rule: Rule, evidence: Evidence, found: Found) -> Answer:
    """The rule with the values that were found for it: as short decimals, or else as near ones."""
    answer = _held(rule, evidence, found.tidy)
    if isinstance(answer, Consistent):
        return replace(answer, unseen=tuple(name for name, spread in found.spread.items() if spread > UNSEEN))
    loose = _held(rule, evidence, found.raw, {name: min(spread, UNSEEN) for name, spread in found.spread.items()})
    return loose if isinstance(loose, Consistent) else answer


def _vanishes(name: str, found: Found) -> bool:
    """Whether a decay came out as none, or a weight decay as so little that the run does not show it."""
    if name == "lamda":
        return found.spread[name] > UNSEEN
    return name in FRACTIONS and not NONE < found.raw[name] < 1 - ALL


def _known(rule: Rule, evidence: Evidence) -> dict[str, Doubles]:
    names = [name for name in rule.hyper if name in evidence.passed]
    return {name: np.array([hyper[name] for hyper in evidence.run.hypers]) for name in names}


def _without_bound(rule: Rule, evidence: Evidence) -> Undecided:
    """How far the steps of a rule are from the code's that no bound is derived for."""
    known = _known(rule, evidence)
    unknown = [name for name in rule.hyper if name not in known]
    if unknown:
        found = recovered(rule, evidence.run, known, unknown)
        known |= {name: np.full(len(evidence.run.hypers), value) for name, value in found.tidy.items()}
    with np.errstate(all="ignore"):
        misses = Search(rule, evidence.run, known, ()).miss(np.zeros((1, 0)), coarse)
    apart = float(np.sqrt(np.mean(misses**2)))  # the mean, for a step that all but cancels has no digits
    near = apart < NEAR_STEPS
    because = f"no written orders are listed for it, so there is no bound; its steps are {apart:.0e} of their size away"
    return Undecided(rule.name, because, near)


def _held(rule: Rule, evidence: Evidence, values: Values, slack: Values | None = None) -> Answer:
    """The rule with these values for what the code keeps to itself, held against the run."""
    filled = replace(evidence.run, hypers=[{**hyper, **values} for hyper in evidence.run.hypers])
    reference = _loosened(hull(rule, filled), values, slack or {})
    exclusion = _first_outside(reference, filled, evidence, values)
    if isinstance(exclusion, Undecided):
        return exclusion
    if exclusion is None:
        models = [] if slack else fitting(COEFFICIENTS, rule, filled)
        return Consistent(rule.name, values, " or ".join(models) or None, uncertain=bool(slack))
    leaks = fitting(LEAKS, rule, filled) if filled.dtype == "float64" else []
    return Consistent(rule.name, values, " or ".join(leaks)) if leaks else exclusion


def _loosened(reference: Reference, values: Values, slack: Values) -> Reference:
    """The reference for hyper-parameters that are known up to a relative error only."""
    for name, relative in slack.items():
        size = relative * (1 - values[name] if name in FRACTIONS else values[name])
        for letter in dict.fromkeys((name, name.replace("beta", "rest"), name.replace("beta", "base"))):
            ball = vars(reference.coefficients).get(letter)
            if ball is not None:
                setattr(reference.coefficients, letter, ball.widened(np.full_like(ball.error, size)))
    return reference


def _first_outside(reference: Reference, run: Run, evidence: Evidence, values: Values) -> Answer | None:
    """Where the run first leaves the bound, and there by the most; None if it never does."""
    done, decided = 0, False
    for letters in judged(reference, run):
        steps = [int(np.argmax(rows)) for x in letters if np.any(rows := np.any(x.ratio > 1, axis=1))]
        if steps:
            first = min(steps)
            x = max(letters, key=lambda x: _largest(x, first))
            at = int(np.nanargmax(x.ratio[first]))
            return Exclusion(
                rule=reference.rule.name,
                probe=evidence.probes[at // SIZE].name,
                step=done + first + 1,
                element=at % SIZE,
                letter=x.letter,
                got=float(x.got[first, at]),
                expected=float(x.expected[first, at]),
                ratio=float(x.ratio[first, at]),
                recovered=values,
            )
        done += len(letters[0].ratio)
        decided = decided or any(bool(np.any(x.ratio <= 1)) for x in letters)
    return None if decided else Undecided(reference.rule.name, "no bound can be given for anything that came back")


def _largest(x: Judged, step: int) -> float:
    row = x.ratio[step]
    return float(np.nanmax(row)) if np.any(row >= 0) else -1.0


def _alike(rules: Sequence[Rule], evidence: Evidence) -> Iterator[Alike]:
    """Why rules that are all consistent cannot be told apart."""
    for i, rule in enumerate(rules):
        for other in rules[i + 1 :]:
            reason = _reason(rule, other, evidence)
            if reason:
                yield Alike((rule.name, other.name), reason)


def _reason(rule: Rule, other: Rule, evidence: Evidence) -> str | None:
    if evidence.is_step and rule.start != other.start:
        return "a step is handed its state, and where the state starts is not in it"
    return None
