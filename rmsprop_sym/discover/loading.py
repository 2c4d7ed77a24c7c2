"""A rule by its name, or one of the user's: what goes wrong in the user's code is told in one line."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Any

from rmsprop_sym.deadline import TookTooLong, wait_limit
from rmsprop_sym.discover.blind import NotAnEquation
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES, Rule

PATIENCE = 30.0  # seconds


def load(target: str) -> Rule:
    """The rule that `path/file.py:name`, `package.module:name` or the name of a built-in rule stands for.

    Raises UserError if there is no such file, module or name, if running the file fails or does not end, or if what is
    named is no rule.

    >>> load("adagrad").name
    'adagrad'
    """
    place, colon, name = target.rpartition(":")
    if not colon and not name.endswith(".py"):
        return _built_in(name)
    if not (name and place):
        raise UserError(f"{target!r} names no rule; write path/file.py:rule or package.module:rule.")
    module = _from_file(Path(place)) if place.endswith(".py") else _from_name(place)
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


def rules_of(target: str) -> dict[str, Rule]:
    """The rules of `path/file.py`, or the one that `path/file.py:name` stands for, by their names.

    Raises UserError as `load` does, for a file without rules, and for one that has the name of a built-in rule.
    """
    if target.endswith(".py"):
        found = {value.name: value for value in vars(_from_file(Path(target))).values() if isinstance(value, Rule)}
        own = {name: rule for name, rule in found.items() if RULES.get(name) is not rule}
    else:
        rule = load(target)
        own = {rule.name: rule}
    if not own:
        raise UserError(f"{target} has no rules; put @rule(v=0) above a body (from rmsprop_sym.rules import rule).")
    taken = next((name for name in own if name in RULES), None)
    if taken:
        raise UserError(f"{taken} is the name of a built-in rule; {target} must give its own rule another name.")
    return own


def _built_in(name: str) -> Rule:
    if name in RULES:
        return RULES[name]
    near = get_close_matches(name, RULES, n=1)
    hint = f", did you mean {near[0]!r}" if near else ""
    own = "for a rule of your own write path/file.py:rule or package.module:rule"
    raise UserError(f"there is no built-in rule {name!r}{hint}; {own}.")


def _from_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise UserError(f"there is no file {path}.")
    name = f"rmsprop_sym_rules_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path.resolve())
    if spec is None or spec.loader is None:
        raise UserError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickles of the user's look their module up
    with _importing(path.resolve().parent), blamed(str(path.resolve()), f"{path} cannot be run"):
        spec.loader.exec_module(module)
    return module


def _from_name(name: str) -> ModuleType:
    with _importing(Path.cwd()), blamed("", f"{name} cannot be imported"):
        return importlib.import_module(name)


@contextmanager
def _importing(folder: Path) -> Iterator[None]:
    """Modules in the folder can be imported."""
    before = list(sys.path)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path[:] = before


@contextmanager
def blamed(file: str, what: str) -> Iterator[None]:
    """Turns an exception of the user's code into one line with the place in the user's file where it arose.

    It has to end in some time, and what it prints does not mix with the report.
    """
    try:
        with wait_limit(PATIENCE), redirect_stdout(sys.stderr):
            yield
    except UserError:
        raise
    except TookTooLong:
        raise UserError(f"{what}: it does not end within {PATIENCE:g} s.") from None
    except (Exception, SystemExit) as error:
        kind = "" if isinstance(error, NotAnEquation) else f"{type(error).__name__}: "
        told = " ".join(f"{kind}{error}".split())
        raise UserError(f"{what}: {_place(error, file)}{told}") from error


def _place(error: BaseException, file: str) -> str:
    """The last line of the user's file that the error went through."""
    if isinstance(error, SyntaxError) and error.lineno:
        return f"line {error.lineno}: "
    lines: list[Any] = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"line {lines[-1]}: " if lines else ""
