"""The consequences of a rule on a terminal: its equations, what follows, what its letters measure, what is missing."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rmsprop_sym.discover import Consequences
from rmsprop_sym.library import Entry
from rmsprop_sym.render.text import derivations

BASE = ("theta", "g")


def show(found: Consequences, console: Console) -> None:
    """Prints all of it; the boards are printed for those theorems that are asked for by name."""
    console.print(Text(found.rule.name, style="bold"))
    for equation in found.equations:
        console.print(Padding(Text(equation), (0, 0, 0, 2)))
    starts = ", ".join(f"{name}(0) = {value}" for name, value in found.rule.start.items())
    console.print(f"  from {starts}" if starts else "  without a memory")
    console.print()
    console.print(_theorems(found))
    if found.units:
        console.print()
        written = "; ".join(f"[{name}] = {unit}" for name, unit in found.units.items() if name not in BASE)
        console.print(_row("units", written))
    if found.missing:
        console.print()
        console.print("not derived:")
    for missing in found.missing:
        console.print(_row(f"  {missing.what}", missing.reason))


def boards(found: Consequences, console: Console) -> None:
    """Prints the theorems line by line."""
    for number, entry in enumerate(found.entries):
        console.print(end="\n" if number else "")
        derivations.derivation(entry, console)


def _theorems(found: Consequences) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for entry in found.entries:
        table.add_row(Text(str(entry.grade), style=derivations.STYLES[str(entry.grade)]), entry.name, _statement(entry))
    return table


def _statement(entry: Entry) -> str:
    supposed = ", ".join(entry.printed[claim] for claim in (*entry.hypotheses, *entry.meaning))
    return entry.statement + (f"   given {supposed}" if supposed else "")


def _row(name: str, value: str) -> Table:
    row = Table.grid(padding=(0, 2))
    row.add_column(no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(name, value)
    return row
