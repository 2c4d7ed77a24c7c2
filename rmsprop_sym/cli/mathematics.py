"""What is proved: derivations, and their proofs checked once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rmsprop_sym.cli.options import Format, format_option, output_option, print_json, put

if TYPE_CHECKING:
    from rmsprop_sym.discover import Consequences
    from rmsprop_sym.library import Entry


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--rule", metavar="RULE", help="Derive what follows from FILE.py:RULE, MODULE:RULE or a built-in rule.")
@click.option("--schedule", metavar="NAMES", help="Hyper-parameters of --rule that change from step to step.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "latex", "markdown"]),
    default="text",
    show_default=True,
    help="For a terminal, for programs, or for lecture notes.",
)
@click.option("--all", "all_", is_flag=True, help="Print every derivation; in LaTeX, as a handout.")
@click.option("--notation", default="", metavar="WORDS", help="Such as 'E[g^2],rho,alpha,w', or a .yaml file.")
@click.option("--macros", is_flag=True, help="Print a LaTeX macro for each statement that is proved.")
@click.option("--using", metavar="NAME", help="List the theorems that use a letter, rule, axiom or theorem.")
@click.option("--map", "map_", is_flag=True, help="Print the map of the derivations, in Markdown.")
@click.option("--replay", "replay_", is_flag=True, help="In JSON, say which engines replay each proof.")
@output_option
def derive(
    names: tuple[str, ...],
    *,
    rule: str | None,
    schedule: str | None,
    format_: str,
    all_: bool,
    notation: str,
    macros: bool,
    using: str | None,
    map_: bool,
    replay_: bool,
    output: Path | None,
) -> int:
    """List the theorems, or print the derivations of those named.

    Exit: 0; 1 a derivation fails; 2 wrong usage.
    """
    kind = "map" if map_ else "macros" if macros else "handout" if all_ and format_ == "latex" else format_
    page, some = kind not in ("text", "json"), names or all_ or using or rule
    _refuse(
        {
            "-o and --notation are for --format latex or markdown, --macros and --map.": not page
            and (output or notation),
            f"--format {format_} prints derivations: name a theorem, or say --all.": kind == format_
            and page
            and not some,
            "--using and --map are about the library; leave --rule away.": rule and (using or map_),
            "--schedule is about the rule that --rule names.": schedule is not None and rule is None,
            "--replay is about the library, and for --format json alone.": replay_ and (rule or kind != "json"),
        }
    )
    if rule is not None:
        from rmsprop_sym.discover import derived

        return _consequences(derived(rule, schedule, names), kind, notation, output, boards=bool(names) or all_)
    from rmsprop_sym import library

    try:
        entries = [library.find(name) for name in names] or list(library.theorems().values())
    except library.Refused as refused:
        click.echo(str(refused), err=True)
        return 1
    uses = _users(using) if using else {}
    entries = [entry for entry in entries if entry.name in uses or not using]
    if kind == "json":
        engines = _replayed(entries) if replay_ else {}
        found = [entry.json() | {"replayed": engines.get(entry.name, [])} for entry in entries]
        print_json({"version": 1, "theorems": found, "axioms": library.ledger_json()})
    elif kind != "text":
        _print_page(kind, entries, notation, output)
    else:
        from rmsprop_sym.render.text import console, derivations

        screen = console()
        for number, entry in enumerate(entries if names or all_ else ()):
            screen.print(end="\n" if number else "")
            derivations.derivation(entry, screen)
        if using and not names:
            derivations.users(uses, screen)
        elif not (names or all_):
            derivations.listing(entries, library.ledger(), screen)
    return 0 if all(entry.grade is library.Standing.PROVED for entry in entries) else 1


def _refuse(clashes: Mapping[str, object]) -> None:
    """Says the first clash between options that is there."""
    for message, there in clashes.items():
        if there:
            raise click.UsageError(message)


def _replayed(entries: Sequence[Entry]) -> Mapping[str, list[str]]:
    """The engines that replay the proof of each theorem, by its name."""
    from rmsprop_sym.referee import replay

    return {verdict.name: verdict.replayed for verdict in replay([entry.name for entry in entries]).verdicts}


def _users(word: str) -> Mapping[str, str]:
    """How each theorem that uses what the word names does so."""
    from rmsprop_sym.render.map import users

    return users(word)


def _print_page(kind: str, entries: Sequence[Entry], notation: str, output: Path | None) -> None:
    """Prints the page, or writes it to the file."""
    from rmsprop_sym.render.pages import page

    put(page(kind, entries, notation), output)


def _consequences(found: Consequences, kind: str, notation: str, output: Path | None, *, boards: bool) -> int:
    """Prints what follows from a rule, line by line or as a list."""
    from rmsprop_sym.render.text import consequences as text
    from rmsprop_sym.render.text import console

    if kind == "json":
        print_json(found.json())
    elif kind != "text":
        _print_page("latex" if kind == "handout" else kind, found.entries, notation, output)
    elif boards:
        text.boards(found, console())
    else:
        text.show(found, console())
    return 0 if found.proved else 1


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@format_option
def replay(names: tuple[str, ...], *, format_: Format) -> int:
    """Check the proofs once more, by an engine that shares no code with the kernel.

    Exit: 0 every theorem is replayed; 1 one is not; 2 wrong usage.
    """
    from rmsprop_sym.referee import replay as referee

    report = referee(names)
    if format_ == "json":
        print_json(report.json())
    else:
        click.echo("\n".join(report.lines()))
    return report.exit_code
