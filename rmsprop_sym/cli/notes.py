"""What is written: a note, or one statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rmsprop_sym.cli.options import (
    INTERRUPTED,
    Format,
    complain,
    format_option,
    output_option,
    print_json,
    put,
    timeout_option,
)

if TYPE_CHECKING:
    from rmsprop_sym.claims import Report
    from rmsprop_sym.rules import Rule


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit 3 when something is left OPEN, UNREAD or SURVIVED.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Notes at the same time.")
@click.option("--rules", multiple=True, metavar="FILE.py", help="Rules of your own that the notes may name.")
@timeout_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif", "html"]),
    default="text",
    show_default=True,
    help="For a terminal, for programs, for code hosts, or as one page to read in a browser.",
)
@output_option
def check(
    paths: tuple[Path, ...],
    *,
    strict: bool,
    jobs: int,
    rules: tuple[str, ...],
    timeout: float,
    format_: str,
    output: Path | None,
) -> int:
    """Judge every statement of the notes.

    PATH is a note (Markdown, LaTeX, a notebook, plain text), a folder of notes, a pattern such as
    'course/**/*.md', or - for standard input.

    Exit: 0 nothing is refuted; 1 something is; 2 wrong usage; 3 with --strict, something is undecided.
    """
    from rmsprop_sym.claims import check as judge
    from rmsprop_sym.render.text import status

    with status() as tell:
        report = judge(paths, jobs=jobs, timeout=timeout, progress=tell, rules=rules)
    _print_report(report, format_, output)
    if report.interrupted:
        complain("stopped; what was judged until then is reported.", INTERRUPTED)
    return report.exit_code(strict=strict)


def _print_report(report: Report, format_: str, output: Path | None) -> None:
    """Prints the report, or writes it to the file."""
    if format_ == "json":
        print_json(report.json(), output)
    elif format_ == "sarif":
        from rmsprop_sym.render import sarif

        print_json(sarif.log(report), output)
    elif format_ == "html":
        from rmsprop_sym.render import html

        put(html.page(report), output)
    else:
        from rmsprop_sym.render.text import console, verdicts

        if output is None:
            verdicts.show(report, console())
        else:
            put(verdicts.text(report), output)


@click.command(context_settings={"ignore_unknown_options": True})  # a statement may begin with a minus sign
@click.argument("statement")
@click.option("--rule", metavar="RULE", help="The rule that it is about: a name, or FILE.py:RULE of your own.")
@click.option("--given", multiple=True, metavar="CLAIMS", help="Hypotheses, separated by ';'.")
@click.option("--where", multiple=True, metavar="VALUES", help="Values: 'beta = 0.9; eta in [0.01, 0.1]'.")
@click.option("--over", default="real", show_default=True, metavar="NUMBERS", help="The numbers that it is about.")
@click.option("--for", "for_", default="", metavar="RANGE", help="Where it is to hold: 'all t', 't -> oo'.")
@click.option("--start", default="", metavar="START", help="'any': from every start, not the rule's own.")
@timeout_option
@format_option
def prove(
    statement: str,
    *,
    rule: str | None,
    given: tuple[str, ...],
    where: tuple[str, ...],
    over: str,
    for_: str,
    start: str,
    timeout: float,
    format_: Format,
) -> int:
    """Judge one statement, such as "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta)".

    Exit: 0 PROVED, ENCLOSED or ROUNDS; 1 REFUTED; 2 wrong usage; 3 undecided.
    """
    from rmsprop_sym.claims.single import answer

    known = _rule(rule) if rule and ":" in rule else rule
    report = answer(statement, rule=known, given=given, where=where, over=over, for_=for_, start=start, timeout=timeout)
    if format_ == "json":
        print_json(report.json())
    else:
        from rmsprop_sym.render.text import console, verdicts

        verdicts.show_each(report, console())
    return report.exit_code(strict=True)


def _rule(target: str) -> Rule:
    """The user's own rule."""
    from rmsprop_sym.discover import load

    return load(target)
