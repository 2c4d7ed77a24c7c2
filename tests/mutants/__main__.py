"""Prints the table: every fault in every host, every healthy style, and whether the derived bounds tell them apart."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from math import floor
from pathlib import Path

import click
from mutants.faults import Fault
from mutants.hosts import HOSTS
from mutants.relatives import EVERY
from mutants.styles import ALL, STYLES, Style
from mutants.trial import nearness, trial

from rmsprop_sym.crosscheck.report import Grade

STEPS, SIZE = 1000, 2
DTYPES = ("float32", "float64")
LIBRARIES = ("numpy", "ml_dtypes", "torch", "jax", "optax", "keras")
HEAD = """# Faults that are caught, and code that is not accused

This page is printed by `make mutants`, {date}, on Python {python} with {libraries}.
`tests/mutants` has the code.

## Faults

Each of {faults} faults is put into a step of a rule, on NumPy arrays and in an optimizer of each library.
That makes {cases} runs.
A run is 12 steps of 8 elements in each family of gradients, held against that rule within its derived bound.
A cell has error / bound at the first step outside, in float32 and in float64; above 1 the fault is caught.
A fault of float64 code alone is none in float32.

| fault | of | seen in | shows in step | {hosts} |
|---|---|---|---|{rules}|
"""
HEALTHY = """
## Healthy code

Each style is run for {steps} steps of {size} elements in each family, against the rule that it follows.
A cell has the largest error / bound, cut to three digits; at most 1 is within.
It is empty where the style is not meant for the dtype: of bfloat16 and a Python float ml_dtypes makes float32.

| style | rule | {dtypes} |
|---|---|{rules}|
"""


def page(say: Callable[[str], None]) -> str:
    """The whole page; each line is said when it is there."""
    cases = sum(len(_dtypes(fault)) for fault in EVERY.values()) * len(HOSTS)
    used = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    text = HEAD.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        python=platform.python_version(),
        libraries=used,
        faults=len(EVERY),
        cases=cases,
        hosts=" | ".join(HOSTS),
        rules="|".join("---" for _ in HOSTS),
    )
    say(text.rstrip("\n"))
    for fault in EVERY.values():
        text += _said(_fault_row(fault), say)
    head = HEALTHY.format(steps=STEPS, size=SIZE, dtypes=" | ".join(ALL), rules="|".join("---" for _ in ALL))
    say(head.rstrip("\n"))
    text += head
    for style in STYLES:
        text += _said(_style_row(style), say)
    return text


def _said(line: str, say: Callable[[str], None]) -> str:
    say(line)
    return f"{line}\n"


def _dtypes(fault: Fault) -> tuple[str, ...]:
    return DTYPES[fault.float64_only :]


def _fault_row(fault: Fault) -> str:
    cells = (", ".join(_caught(fault, host)) for host in HOSTS)
    return f"| `{fault.name}` | `{fault.rule}` | {fault.seen_in} | {fault.shows} | {' | '.join(cells)} |"


def _caught(fault: Fault, host: str) -> Iterator[str]:
    for dtype in _dtypes(fault):
        outcome = trial(HOSTS[host](fault.step), dtype, rule=fault.rule)
        caught = outcome.grade is Grade.OUTSIDE and outcome.step == fault.shows
        yield f"{outcome.ratio:.2g}" if caught else f"MISSED (step {outcome.step})"


def _style_row(style: Style) -> str:
    return f"| {style.name} | `{style.rule}` | {' | '.join(_healthy(style))} |"


def _healthy(style: Style) -> Iterator[str]:
    for dtype in ALL:
        yield _near(style, dtype) if dtype in style.dtypes else ""


def _near(style: Style, dtype: str) -> str:
    worst = nearness(style.make(), dtype, rule=style.rule, steps=STEPS, size=SIZE)
    return f"{floor(1000 * worst) / 1000:.3f}" if worst <= 1 else f"ACCUSED ({worst:.3g})"


def main() -> int:
    """Prints the page, writes it to the file that is named, and counts what was missed or accused."""
    text = page(click.echo)
    missed, accused = text.count("MISSED"), text.count("ACCUSED")
    click.echo(f"{missed} missed, {accused} accused")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    return 1 if missed or accused else 0


if __name__ == "__main__":
    sys.exit(main())
