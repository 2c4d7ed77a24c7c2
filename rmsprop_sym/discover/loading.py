"""A rule of the user's: loaded from a file that the command line names; what goes wrong there is told in one line."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import Rule


def load(target: str) -> Rule:
    """The rule that `path/file.py:name` names.

    Raises UserError if there is no such file or name, if running the file fails, or if what it names is no rule.
    """
    place, colon, name = target.rpartition(":")
    if not (colon and name and place.endswith(".py")):
        raise UserError(f"{target!r} names no rule; write path/file.py:rule.")
    module = _module(Path(place))
    found = getattr(module, name, None)
    if isinstance(found, Rule):
        return found
    rules = ", ".join(other for other, value in vars(module).items() if isinstance(value, Rule)) or "none"
    if not hasattr(module, name):
        raise UserError(f"{place} has no {name!r}; its rules: {rules}.")
    raise UserError(
        f"{target} is of type {type(found).__name__}, not a rule; put @rule(v=0) above its body "
        f"(from rmsprop_sym.rules import rule). Rules in this file: {rules}."
    )


def _module(path: Path) -> ModuleType:
    if not path.is_file():
        raise UserError(f"there is no file {path}.")
    name = f"rmsprop_sym_rules_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path.resolve())
    if spec is None or spec.loader is None:
        raise UserError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickles of the user's look their module up
    sys.path.insert(0, str(path.resolve().parent))
    try:
        with blamed(str(path.resolve()), f"{path} cannot be run"):
            spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(path.resolve().parent))
    return module


@contextmanager
def blamed(file: str, what: str) -> Iterator[None]:
    """Turns an exception of the user's code into one line with the place in the user's file where it arose."""
    try:
        yield
    except UserError:
        raise
    except (Exception, SystemExit) as error:
        raise UserError(f"{what}: {_place(error, file)}{type(error).__name__}: {error}") from error


def _place(error: BaseException, file: str) -> str:
    """The last line of the user's file that the error went through."""
    if isinstance(error, SyntaxError) and error.lineno:
        return f"line {error.lineno}: "
    lines: list[Any] = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"line {lines[-1]}: " if lines else ""
