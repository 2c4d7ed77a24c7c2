"""The command `rmsprop-sym`: each command imports what it needs and calls one function."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from rmsprop_sym.errors import UserError

if TYPE_CHECKING:
    from rmsprop_sym.claims import Report
    from rmsprop_sym.discover import Consequences
    from rmsprop_sym.library import Entry
    from rmsprop_sym.rules import Rule

NAME = "rmsprop-sym"
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

Format = Literal["text", "json"]
format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
)
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    help="The most that one statement may take.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rmsprop_sym", prog_name=NAME)
def cli() -> None:
    """Checks what is written about RMSProp: the numbers, the formulas, the tables and the code."""


@cli.command()
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


@cli.command(context_settings={"ignore_unknown_options": True})  # a statement may begin with a minus sign
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


@cli.command()
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


@cli.command()
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


@cli.command()
@click.argument("target")
@click.option("--rule", help="The rule it is meant to compute: by default what a library claims, else rmsprop.")
@click.option(
    "--dtype", type=click.Choice(["float16", "bfloat16", "float32", "float64"]), default="float32", show_default=True
)
@click.option("--steps", type=click.IntRange(1), default=100, show_default=True, help="Steps of each run.")
@click.option("--size", type=click.IntRange(1), default=16, show_default=True, help="Elements of each array.")
@format_option
def verify(target: str, *, rule: str | None, dtype: str, steps: int, size: int, format_: Format) -> int:
    """Run an implementation against a rule, within the derived bound.

    TARGET is path/file.py:callable or package.module:callable, and the callable a step
    f(theta, v, g, *, eta, beta, eps) -> (theta, v) or a trajectory f(grads, theta0, **hyper) -> thetas.
    Or it is a library, LIBRARY[:VARIANT][:RULE]: torch (for-loop, foreach, compile), optax (eager, jit),
    jax (eager, jit), keras (numpy, jax, torch, tensorflow), tensorflow (v1, kernel).

    Exit: 0 within; 1 outside; 2 wrong usage, shape or dtype, or an exception; 3 open.
    """
    from rmsprop_sym.crosscheck import verify as run_against
    from rmsprop_sym.render.text import console, progress, verification

    with progress(f"{target} against {rule}" if rule else target) as tell:
        report = run_against(target, rule=rule, dtype=dtype, steps=steps, size=size, progress=tell)
    if format_ == "json":
        print_json(report.json())
    else:
        verification.show(report, console())
    return report.exit_code


@cli.command()
@click.argument("target")
@click.option("--dtype", type=click.Choice(["float32", "float64"]), default="float32", show_default=True)
@format_option
def identify(target: str, *, dtype: str, format_: Format) -> int:
    """Find out which of the named rules an implementation follows.

    TARGET is as for verify. The code is passed the hyper-parameters that it takes by name: eta, beta, eps, mu,
    beta1, beta2; what it keeps to itself is recovered from its steps.

    Exit: 0 one rule is found; 1 none; 2 wrong usage, shape or dtype, or an exception; 3 several cannot be told apart.
    """
    from rmsprop_sym.crosscheck.identify import identify as find
    from rmsprop_sym.render.text import console, identification, progress

    with progress(target) as tell:
        report = find(target, dtype=dtype, progress=tell)
    if format_ == "json":
        print_json(report.json())
    else:
        identification.show(report, console())
    return report.exit_code


@cli.command()
@click.argument("rule")
@click.option("--target", default="numpy", show_default=True, help="The language to write in.")
@output_option
def codegen(rule: str, *, target: str, output: Path | None) -> None:
    """Print the source of one step of RULE, in the order in which the rule is written."""
    from rmsprop_sym.codegen import source

    put(source(rule, target), output)


@cli.group()
def golden() -> None:
    """Golden vectors: gradients, and what healthy code may return for them, for tests in any language."""


@golden.command("write")
@click.argument("rule")
@click.option("--dtype", type=click.Choice(["float32", "float64"]), default="float32", show_default=True)
@click.option("--steps", type=click.IntRange(1), default=20, show_default=True, help="Steps of each run.")
@click.option("--size", type=click.IntRange(1), default=4, show_default=True, help="Elements of each array.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def golden_write(rule: str, *, dtype: str, steps: int, size: int, output: Path | None) -> None:
    """Write the golden vectors of RULE: hexadecimal floats in JSON.

    Code is right if low <= x <= high for each letter after each step; null asks for nothing.
    """
    from rmsprop_sym.crosscheck.golden import text, vectors

    put(text(vectors(rule, dtype, steps, size)), output)


@golden.command("check")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("target", required=False)
def golden_check(path: Path, target: str | None) -> int:
    """Calculate the golden vectors in PATH anew, or run TARGET against them.

    TARGET is as for verify.

    Exit: 0 they agree; 1 they do not; 2 wrong usage, or an exception in the code.
    """
    from rmsprop_sym.crosscheck.golden import disagreements, read, stale

    vectors = read(path)
    found = stale(vectors) if target is None else disagreements(vectors, target)
    agrees = f"{target} returns what it allows" if target else "every number in it is right"
    click.echo("\n".join(found) or f"{path}: {agrees} ({vectors.about}).")
    return 1 if found else 0


def put(text: str, output: Path | None) -> None:
    """Prints the text, or writes it to the file.  Raises UserError if the file cannot be written."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="backslashreplace")  # a path may be no UTF-8
    except OSError as error:
        raise UserError(f"{output} cannot be written: {error.strerror}.") from error


def print_json(value: dict[str, Any], output: Path | None = None) -> None:
    """Prints the value as JSON, in plain ASCII where the terminal knows nothing else, or writes it to the file."""
    ascii_only = output is None and "utf" not in (sys.stdout.encoding or "").lower()
    put(json.dumps(value, indent=2, ensure_ascii=ascii_only) + "\n", output)


def complain(message: str, status: int) -> NoReturn:
    """Says on stderr, in one line, why the command ends here, and ends it."""
    click.echo(f"{NAME}: {' '.join(message.split())}", err=True)
    sys.exit(status)


def main() -> NoReturn:
    """Runs the command line: what is the user's to mend is told in one line, without a traceback."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends us as it ends any filter
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(cli.main(prog_name=NAME, standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        help_wanted.show()
        sys.exit(help_wanted.exit_code)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else NAME
        complain(f"{error.format_message()} See `{command} --help`.", error.exit_code)
    except click.ClickException as error:
        complain(error.format_message(), error.exit_code)
    except UserError as error:
        complain(str(error), 2)
    except (KeyboardInterrupt, click.Abort):
        complain("stopped.", INTERRUPTED)
