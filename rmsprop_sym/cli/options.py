"""What several commands share: their options, and where their output goes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from rmsprop_sym.errors import UserError

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
