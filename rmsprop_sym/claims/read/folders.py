"""Which notes a path stands for: a file, what a folder holds, or what a pattern finds; in a stable order.

In a folder, what Git would ignore is left out, and so are hidden files; what is named is always read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from rmsprop_sym.claims.read import FORMATS
from rmsprop_sym.claims.read.source import STANDARD_INPUT
from rmsprop_sym.errors import UserError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE = ".gitignore"


def notes(paths: Iterable[Path]) -> list[Path]:
    """The notes that the paths stand for, each once.

    Raises UserError for a path that stands for nothing.
    """
    return list(dict.fromkeys(note for path in paths for note in _notes(path)))


def _notes(path: Path) -> Iterator[Path]:
    """The notes that one path stands for."""
    if path == STANDARD_INPUT:
        yield path
    elif path.is_dir():
        yield from _in_folder(path)
    elif os.path.lexists(path):
        yield path
    elif has_magic(str(path)):
        yield from _matching(path)
    else:
        raise UserError(f"there is no file {str(path)!r}")


def _matching(pattern: Path) -> Iterator[Path]:
    """The notes that the pattern finds, where ** stands for any folders."""
    fixed = next(i for i, part in enumerate(pattern.parts) if has_magic(part))
    folder = Path(*pattern.parts[:fixed])
    spec = _spec(["/" + "/".join(pattern.parts[fixed:])])
    found = [note for note in _in_folder(folder) if spec.match_file(note.relative_to(folder))]
    if not found:
        raise UserError(f"no note matches {str(pattern)!r}")
    yield from found


def _in_folder(folder: Path) -> Iterator[Path]:
    """The notes in the folder and below it, and the folders that cannot be opened; no link to a folder is followed."""
    rules, closed = _Ignored(folder), list[OSError]()
    for name, below, files in os.walk(folder, onerror=closed.append):
        here = Path(name)
        below[:] = sorted(each for each in below if not each.startswith(".") and not rules.ignore(here / each, "/"))
        for each in sorted(files):
            path = here / each
            if path.suffix.lower() in FORMATS and not each.startswith(".") and not rules.ignore(path, ""):
                yield path
    yield from (Path(error.filename) for error in closed)


class _Ignored:
    """What the files named .gitignore say, from the root of the repository down."""

    def __init__(self, folder: Path) -> None:
        self._specs: dict[Path, GitIgnoreSpec] = {}
        whole = folder.resolve()
        above = (whole, *whole.parents)
        root = next((path for path in above if (path / ".git").exists()), whole)
        self._upward = above[: above.index(root) + 1]
        self._folder = folder

    def ignore(self, path: Path, mark: str) -> bool:
        """Whether the path is ignored, a folder if the mark says so; the nearest file that speaks of it decides."""
        inside = path.relative_to(self._folder)
        whole = self._upward[0] / inside
        nearest = [self._upward[0] / part for part in inside.parents if part != Path()]
        for folder in (*nearest, *self._upward):
            answer = self._spec(folder).check_file(whole.relative_to(folder).as_posix() + mark).include
            if answer is not None:
                return answer
        return False

    def _spec(self, folder: Path) -> GitIgnoreSpec:
        """What the folder itself says about what is below it."""
        if folder not in self._specs:
            try:
                lines = (folder / IGNORE).read_text(encoding="utf-8", errors="replace").splitlines()
            except OSError:
                lines = []
            self._specs[folder] = _spec(lines)
        return self._specs[folder]


def _spec(lines: Sequence[str]) -> GitIgnoreSpec:
    """What the lines find, as Git reads them."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
