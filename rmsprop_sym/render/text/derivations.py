"""Theorems on a terminal: the list with what each rests on, and one derivation line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rmsprop_sym.alphabet import show as plain
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import Board, Entry, Standing, find
from rmsprop_sym.render.sheet import asks, by_file, title

AXIOMS = "Axioms, believed without proof"
NARROW = 60  # columns; below, reasons stand under their lines
STYLES = {"PROVED": "bold green", "OPEN": "bold yellow"}


def listing(entries: Iterable[Entry], axioms: Sequence[Theorem], console: Console) -> None:
    """Prints the theorems of each file, a line for each, and the ledger of axioms below."""
    files = by_file(entries)
    for file, inside in files.items():
        console.print(Text.assemble((title(file), "bold"), f": {asks(file)}"), soft_wrap=False)
        _lines(inside, console)
        console.print()
    console.print(Text.assemble((AXIOMS, "bold")))
    for axiom in axioms:
        name, source = axiom.data
        supposed = ", ".join(sorted(plain(h) for h in axiom.hypotheses))
        console.print(f"  {name}: {plain(axiom.claim)}" + f"   given {supposed}" * bool(supposed))
        console.print(f"    {source}")
    grades = Counter(str(entry.grade) for inside in files.values() for entry in inside)
    counted = ", ".join(f"{number} {grade}" for grade, number in grades.items())
    console.print(f"\n{grades.total()} theorems in {len(files)} files: {counted}.")


def users(uses: Mapping[str, str], console: Console) -> None:
    """Prints the theorems that use something, by how they do."""
    for number, how in enumerate(dict.fromkeys(uses.values())):
        console.print(Text.assemble("\n" * bool(number), (how.capitalize(), "bold")))
        _lines([find(name) for name, theirs in uses.items() if theirs == how], console)


def _lines(entries: Sequence[Entry], console: Console) -> None:
    """Prints a line for each theorem: what has no room is left out, and three dots say so."""
    names = [entry.name + " (OPEN)" * (entry.grade is Standing.OPEN) for entry in entries]
    room = max(map(len, names), default=0)
    for name, entry in zip(names, entries, strict=True):
        line = f"  {name:{room}}  {_statement(entry)}"
        cut = line if len(line) <= console.width else f"{line[: console.width - 3].rstrip()}..."
        console.print(Text.assemble(cut[: 2 + room], (cut[2 + room :], "dim")), no_wrap=True, overflow="ignore")


def derivation(entry: Entry, console: Console) -> None:
    """Prints one theorem: what it says and supposes, its boards, and what they rest on."""
    console.print(Text.assemble((str(entry.grade), STYLES[str(entry.grade)]), "  ", (entry.name, "bold")))
    if entry.derivation.says:
        console.print(Padding(entry.derivation.says, (0, 0, 0, 2)))
    facts = Table.grid(padding=(0, 2))
    facts.add_column(no_wrap=True)
    facts.add_column(overflow="fold")
    for name, value in _facts(entry):
        facts.add_row(f"  {name}", value)
    console.print(facts)
    for board in entry.boards:
        console.print()
        if board.title:
            console.print(f"  {board.title}")
        console.print(_board(board) if console.width >= NARROW else _narrow(board))
    console.print()
    console.print(f"  {entry.json()['file']}:{entry.derivation.line}")


def _facts(entry: Entry) -> Iterable[tuple[str, str]]:
    yield "says", entry.statement
    for name, claims in ("given", entry.hypotheses), ("for", entry.domains), ("where", entry.meaning):
        if claims:
            yield name, _listed(entry, claims)
    if entry.sources:
        yield "from", ", ".join(entry.sources)
    yield "trusts", ", ".join(entry.theorem.trusts()) or "nothing but the kernel"


def _board(board: Board) -> Table:
    """The lines under each other, each with its reasons behind it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold", ratio=3)
    table.add_column(overflow="fold", style="dim", ratio=2)
    for row in board.rows:
        table.add_row(f"    {row.relation}", row.expression, ", ".join(row.reasons))
    return table


def _narrow(board: Board) -> Table:
    """The lines under each other, each with its reasons below it."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for row in board.rows:
        table.add_row(f"    {row.relation}", row.expression)
        if row.reasons:
            table.add_row("", Padding(Text(", ".join(row.reasons), "dim"), (0, 0, 0, 2)))
    return table


def _statement(entry: Entry) -> str:
    supposed = {"given": entry.hypotheses, "where": entry.meaning}
    return "   ".join([entry.statement, *(f"{word} {_listed(entry, c)}" for word, c in supposed.items() if c)])


def _listed(entry: Entry, claims: Iterable[Claim]) -> str:
    return ", ".join(entry.printed[claim] for claim in claims)
