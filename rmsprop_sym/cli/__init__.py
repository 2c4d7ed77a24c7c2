"""The command `rmsprop-sym`: each command imports what it needs and calls one function."""

from __future__ import annotations

import gc
import signal
import sys
from typing import NoReturn

import click

from rmsprop_sym.cli.code import codegen, golden, identify, verify
from rmsprop_sym.cli.mathematics import derive, replay
from rmsprop_sym.cli.notes import check, prove
from rmsprop_sym.cli.options import INTERRUPTED, NAME, complain
from rmsprop_sym.errors import UserError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rmsprop_sym", prog_name=NAME)
def cli() -> None:
    """Checks what is written about RMSProp: the numbers, the formulas, the tables and the code."""


for command in (check, prove, derive, replay, verify, identify, codegen, golden):
    cli.add_command(command)


def collect_rarely() -> None:
    """Lets the interpreter look for garbage less often: a run of a command keeps most of what it makes."""
    gc.set_threshold(100_000, 20, 100)


def main() -> NoReturn:
    """Runs the command line: what is the user's to mend is told in one line, without a traceback."""
    collect_rarely()
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
