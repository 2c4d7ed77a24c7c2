"""Theorems on a terminal: the list with what each rests on, and one derivation line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rmsprop_sym.alphabet import show as plain
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import Board, Entry, find

STYLES = {"PROVED": "bold green", "OPEN": "bold yellow"}


def listing(entries: Iterable[Entry], axioms: Sequence[Theorem], console: Console) -> None:
    """Prints every theorem with its grade and statement, and the ledger of axioms below."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("grade", no_wrap=True)
    table.add_column("theorem", no_wrap=console.width >= 60)
    table.add_column("statement", overflow="fold")
    table.add_column("trusts", overflow="fold")
    for entry in entries:
        table.add_row(_grade(entry), entry.name, _statement(entry), ", ".join(entry.theorem.trusts()) or "-")
    console.print(table)
    console.print("axioms, believed without proof:")
    for axiom in axioms:
        name, source = axiom.data
        supposed = ", ".join(sorted(plain(h) for h in axiom.hypotheses))
        console.print(f"  {name}: {plain(axiom.claim)}   given {supposed}")
        console.print(f"    {source}")


def users(uses: Mapping[str, str], console: Console) -> None:
    """Prints the theorems that use something, and how."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("theorem", no_wrap=console.width >= 60)
    table.add_column("statement", overflow="fold")
    table.add_column("uses it", overflow="fold")
    for name, how in uses.items():
        table.add_row(name, _statement(find(name)), how)
    console.print(table)


def derivation(entry: Entry, console: Console) -> None:
    """Prints one theorem: what it says and supposes, its boards, and what they rest on."""
    console.print(Text.assemble((str(entry.grade), STYLES[str(entry.grade)]), "  ", (entry.name, "bold")))
    if entry.derivation.says:
        console.print(f"  {entry.derivation.says}")
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
        console.print(_board(board))
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


def _grade(entry: Entry) -> Text:
    return Text(str(entry.grade), style=STYLES[str(entry.grade)])


def _statement(entry: Entry) -> str:
    supposed = {"given": entry.hypotheses, "where": entry.meaning}
    return "   ".join([entry.statement, *(f"{word} {_listed(entry, c)}" for word, c in supposed.items() if c)])


def _listed(entry: Entry, claims: Iterable[Claim]) -> str:
    return ", ".join(entry.printed[claim] for claim in claims)
