"""What a failing test says: where the code left the rule, what it was given there, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from rmsprop_sym.crosscheck.families import families, rate_change
from rmsprop_sym.crosscheck.report import Grade, Place, Report
from rmsprop_sym.render.text.verification import DIGITS, place

LATEST = 4  # gradients that are printed


def failure(report: Report) -> str:
    """The lines that a maintainer needs to reproduce the failure and to decide what is wrong."""
    first = report.first_outside
    says = f"{report.target} does not follow {report.rule} in {report.dtype}: {_outcome(first)}."
    return "\n".join([says, *(f"  {name:<8} {text}" for name, text in _lines(report, first))])


def _outcome(first: Place | None) -> str:
    if first is None:
        return "OPEN, nothing could be decided"
    before = f" (the {first.step - 1} before it are within the bound)" if first.step > 1 else ""
    return f"OUTSIDE from step {first.step} on{before}"


def _lines(report: Report, first: Place | None) -> Iterator[tuple[str, str]]:
    if first:
        yield "where", f"{place(first, DIGITS[report.dtype])}."
        yield from given(report, first)
    spoiled = [f.name for f in report.families if f.grade is Grade.OUTSIDE]
    if spoiled and len(spoiled) < len(report.families):
        yield "in", f"{', '.join(spoiled)}; the other families of gradients do not show it."
    yield from ((("like", nearest(report)),) if report.grade is Grade.OUTSIDE else ())
    yield from (("found", finding) for finding in report.findings)


def given(report: Report, at: Place) -> Iterator[tuple[str, str]]:
    """What the code was given up to the step, in digits that hold every bit."""
    index = next(i for i, f in enumerate(report.families) if f.name == at.family)
    size = report.dtype, report.steps, report.size
    known = families(*size)
    made = f"families{size}[{index}]" if index < len(known) else f"rate_change{size}"
    family = known[index] if index < len(known) else rate_change(*size)
    hyper = ", ".join(f"{name} = {value!r}" for name, value in report.families[index].hyper.items())
    since = max(0, at.step - LATEST)
    gradients = ", ".join(f"g({k + 1}) = {family.gradients[k, at.element]!s}" for k in range(since, at.step))
    yield "given", f"{hyper}, theta(0) = {family.theta[at.element]!s}, {gradients}"
    if family.changed:
        yield "then", f"eta = {family.changed[1]!r} from step {family.changed[0]} on"
    imported = made.partition("(")[0]
    yield (
        "again",
        f"from rmsprop_sym.crosscheck.families import {imported}; {made}.gradients[:{at.step}, {at.element}]",
    )


def nearest(report: Report) -> str:
    """The rule that the code does follow, and what to write if that is what it is meant to compute."""
    rule, model = report.nearest_rule, report.coefficient_model
    if rule is None and report.equal_over_reals == "PROVED":
        return f"{report.rule} over the reals; in {report.dtype} it rounds more than any order listed does."
    if rule is None:
        return "none of the rules that it was compared with."
    if rule == report.rule:
        return f"{rule}, with the coefficients stored otherwise: {model}."
    return f"{rule}: within the bound at every step. If that is the rule that is meant, say so in the test."
