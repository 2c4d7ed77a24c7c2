"""The terminal: the console that text reports are printed on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

PAGE_WIDTH = 100


def console(stream: TextIO | None = None) -> Console:
    r"""A console on the stream (stdout when none is given) that prints text as it stands.

    Colours are for terminals, and not under NO_COLOR.  A pipe or a file has no width; it gets
    lines of 100 columns unless COLUMNS says otherwise.  Text of a note is never taken for markup.

    >>> import io
    >>> out = io.StringIO()
    >>> console(out).print("[bold]1/2[/bold] = 2/3", style="red")
    >>> out.getvalue()
    '[bold]1/2[/bold] = 2/3\n'
    """
    stream = stream or sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PAGE_WIDTH
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


@contextmanager
def status() -> Iterator[Callable[[str], None] | None]:
    """Shows on stderr what is being worked on, and leaves no trace; None away from a terminal."""
    screen = console(sys.stderr)
    if not screen.is_terminal:
        yield None
        return
    with screen.status("") as line:
        yield lambda name: line.update(Text(name))


@contextmanager
def progress(doing: str) -> Iterator[Callable[[float], None] | None]:
    """Shows on stderr how much is done, told as a fraction, and leaves no trace; None away from a terminal."""
    screen = console(sys.stderr)
    if not screen.is_terminal:
        yield None
        return
    columns = TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(doing, total=1.0)
        yield lambda done: bar.update(task, completed=done)
