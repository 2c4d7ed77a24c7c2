"""The report of `identify` on a terminal: what was found, what spoke against every other rule, what stays open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from rmsprop_sym.crosscheck.identification import Consistent, Exclusion, Identification
from rmsprop_sym.render.text.verification import ratio

STYLES = {0: "bold green", 1: "bold red", 3: "bold yellow"}


def show(report: Identification, console: Console) -> None:
    """Prints the report."""
    console.print(Text.assemble((_verdict(report), STYLES[report.exit_code]), "  ", report.target))
    console.print(f"  {_says(report)}")
    console.print()
    lines = Table.grid(padding=(0, 2))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for name, line in _facts(report):
        lines.add_row(f"  {name}", line)
    console.print(lines)


def _verdict(report: Identification) -> str:
    if report.found:
        return ", ".join(rule.rule for rule in report.found)
    return "OPEN" if report.exit_code == 3 else "NONE"


def _says(report: Identification) -> str:
    if report.near:
        return f"in {report.dtype} no bound decides about {', '.join(report.near)}, which may be the one"
    match len(report.found):
        case 0 if not report.excluded:
            return f"nothing could be decided about any rule in {report.dtype}"
        case 0:
            return f"no rule that it was compared with gives these numbers in {report.dtype}"
        case 1:
            return (
                f"in {report.dtype} no probe speaks against this rule, and one against every other that it was held to"
            )
        case count:
            return f"in {report.dtype} no probe tells these {count} rules apart"


def _facts(report: Identification) -> Iterator[tuple[str, str]]:
    for rule in report.consistent:
        yield from _consistent(rule)
    for alike in report.alike:
        yield "alike", f"{' and '.join(alike.rules)}: {alike.because}"
    for exclusion in report.excluded:
        yield "excluded", _excluded(exclusion)
    for because in dict.fromkeys(undecided.because for undecided in report.undecided):
        rules = (undecided.rule for undecided in report.undecided if undecided.because == because)
        yield "not decided", f"{', '.join(rules)}: {because}"
    passed = f"passed {', '.join(report.passed)}" if report.passed else "no hyper-parameter passed"
    yield "run", f"{report.form}, {len(report.probes)} probes, {passed}, seed {report.seed}"


def _consistent(rule: Consistent) -> Iterator[tuple[str, str]]:
    if rule.recovered:
        about = " (nearly; no short decimals fit)" if rule.uncertain else ""
        yield "recovered", f"{rule.rule}: {_values(rule.recovered)}{about}"
    if rule.unseen:
        yield "not seen", f"{rule.rule}: {', '.join(rule.unseen)}; no probe depends on it"
    if rule.coefficient_model:
        yield "coefficients", f"{rule.rule}: {rule.coefficient_model}"


def _excluded(exclusion: Exclusion) -> str:
    best = f", with the best values {_values(exclusion.recovered)}" if exclusion.recovered else ""
    return (
        f"{exclusion.rule}{best}: probe {exclusion.probe}, step {exclusion.step}, element {exclusion.element}: "
        f"{exclusion.letter} = {exclusion.got:.6g}, the rule gives {exclusion.expected:.6g}, "
        f"{ratio(exclusion.ratio)} times the bound away"
    )


def _values(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:.6g}" for name, value in values.items())
