"""The report of `verify` on a terminal: the verdict, where and by how much, the families, what else was found."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, inf, log10

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rmsprop_sym.crosscheck.report import Excluded, FamilyReport, Grade, Place, Report
from rmsprop_sym.render.text.plot import plot

STYLES = {Grade.WITHIN: "bold green", Grade.OUTSIDE: "bold red", Grade.OPEN: "bold yellow"}
SAYS = {
    Grade.WITHIN: "every step is within the bound derived for {rule} in {dtype}; a run is a sample, not a proof",
    Grade.OUTSIDE: "not {rule} in {dtype}: step {step} is outside the derived bound",
    Grade.OPEN: "nothing could be decided about {rule} in {dtype}",
}
ROUNDS_MORE = (
    "{rule} over the reals, but in {dtype} it rounds more than any order listed: "
    "step {step} is outside the derived bound"
)
DIGITS = {"float16": 5, "bfloat16": 4, "float32": 9, "float64": 17}
WIDE = 80  # columns that the table needs to show the hyper-parameters too


def show(report: Report, console: Console) -> None:
    """Prints the report."""
    console.print(Text.assemble((str(report.grade), STYLES[report.grade]), "  ", report.target))
    rounds_more = report.grade is Grade.OUTSIDE and report.equal_over_reals == "PROVED"
    says = ROUNDS_MORE if rounds_more else SAYS[report.grade]
    console.print(f"  {says.format(rule=report.rule, dtype=report.dtype, step=report.first_step_outside)}")
    console.print()
    console.print(_lines(report))
    console.print()
    console.print("  error/bound, the largest of each step")
    for line in plot(report.ratio_by_step, console.width):
        console.print(line, no_wrap=True)
    console.print()
    console.print(_families(report, with_hyper=console.width >= WIDE))
    for finding in report.findings:
        console.print(_item(finding))


def _lines(report: Report) -> Table:
    """What was found, one named line each; long lines fold under themselves."""
    lines = Table.grid(padding=(0, 2))
    lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for name, line in _facts(report):
        lines.add_row(f"  {name}", line)
    return lines


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    digits = DIGITS[report.dtype]
    if report.first_outside:
        yield "first outside", place(report.first_outside, digits)
    if report.worst and report.worst != report.first_outside:
        yield "worst", place(report.worst, digits)
    if report.worst_ulps is not None:
        yield "largest error", f"{report.worst_ulps:.3g} ulp of theta in one step"
    yield "nearest rule", _nearest(report)
    yield "arithmetic", "; ".join(_arithmetic(report))
    if len(report.consistent) > 1:
        yield "also within", ", ".join(name for name in report.consistent if name != report.nearest_rule)
    if report.excluded:
        yield "excluded", ", ".join(_excluded(excluded) for excluded in report.excluded)
    yield "over the reals", f"{report.equal_over_reals}: {report.equal_over_reals_reason}"
    yield "run", f"{report.form}, {report.steps} steps of {report.size} elements in each family, seed {report.seed}"


def place(at: Place, digits: int) -> str:
    """Where a returned number stands, what it should be, and how far beyond or within the bound it lies.

    >>> place(Place("normal", 3, 0, "theta", 0.5, 0.25, 0.25, 0.125, 2.0), 9)
    'family normal, step 3, element 0: theta = 0.5, the rule gives 0.25; the error 0.25 is 2 times the bound 0.125'
    """
    return (
        f"family {at.family}, step {at.step}, element {at.element}: {at.letter} = {at.got:.{digits}g}, "
        f"the rule gives {at.expected:.{digits}g}; the error {at.error:.3g} is {ratio(at.ratio)} times "
        f"the bound {at.bound:.3g}"
    )


def ratio(value: float) -> str:
    """error / bound in three digits, never rounded across 1.

    >>> ratio(0.99951), ratio(1.0000001), ratio(0.25), ratio(float("inf"))
    ('0.999', '1.01', '0.25', 'infinitely many')
    """
    if value == inf:
        return "infinitely many"
    return f"{_cut(value):.3g}" if value <= 1 else f"{max(value, 1.01):.3g}"


def _cut(value: float) -> float:
    """The number in three digits, rounded towards 0."""
    if value == 0:
        return 0.0
    unit = 10.0 ** (floor(log10(value)) - 2)
    return floor(value / unit) * unit


def _nearest(report: Report) -> str:
    if report.nearest_rule is None:
        return "none of the rules that it was compared with"
    return f"{report.nearest_rule}; coefficients: {report.coefficient_model or 'a mixture of the published ones'}"


def _arithmetic(report: Report) -> Iterator[str]:
    """What is known of how it rounds: the order of its operations, fused products, subnormal numbers."""
    if report.contraction and report.written_order:
        fused = {"on": "with products fused into sums", "off": "no product fused into a sum"}[report.contraction]
        yield f"bit for bit {', '.join(report.written_order)}, {fused}"
    elif report.written_order is not None:
        yield "no published order gives it bit for bit, with products fused into sums or without"
    yield f"subnormal numbers {report.subnormals}"


def _excluded(excluded: Excluded) -> str:
    return f"{excluded.rule} (step {excluded.step}, {ratio(excluded.ratio)} times the bound)"


def _families(report: Report, *, with_hyper: bool) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("family", overflow="fold")
    for name in report.families[0].hyper if with_hyper else ():
        table.add_column(name, justify="right")
    table.add_column("error/bound", justify="right")
    table.add_column("first outside", justify="right")
    table.add_column("open", justify="right")
    for family in report.families:
        hyper = [f"{value:.3g}" for value in family.hyper.values()] if with_hyper else []
        table.add_row(family.name, *hyper, *_outcome(family))
    return table


def _outcome(family: FamilyReport) -> Iterator[Text | str]:
    worst = "" if family.worst_ratio is None else ratio(family.worst_ratio)
    yield Text(worst or str(family.grade), style=STYLES[family.grade])
    yield "" if family.first_step_outside is None else f"step {family.first_step_outside}"
    yield f"{family.undecided} of {family.comparisons}" if family.undecided else ""


def _item(text: str) -> Table:
    item = Table.grid(padding=(0, 1))
    item.add_row("-", Text(text, overflow="fold"))
    return item
