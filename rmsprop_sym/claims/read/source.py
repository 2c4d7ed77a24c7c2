"""The text of a note: from a file, or from standard input, or the reason why there is none."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from rmsprop_sym.claims.unreadable import Unreadable

LARGEST = 32 * 2**20
STANDARD_INPUT = Path("-")


def read_text(path: Path) -> str:
    """The text of a note; `-` is standard input.

    Raises Unreadable if it is no ordinary file, too large, or no text in UTF-8.
    """
    return _decoded(sys.stdin.buffer.read(LARGEST + 1) if path == STANDARD_INPUT else _bytes(path))


def _bytes(path: Path) -> bytes:
    """What the file contains; a device or a pipe might have no end and is left alone."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.scandir(path).close()  # a folder comes here only if it cannot be opened
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("this is no ordinary file; write - to read standard input", 1)
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"it cannot be opened: {error.strerror}", 1) from None


def _decoded(raw: bytes) -> str:
    """The bytes as text in UTF-8, with or without a mark at the beginning."""
    if len(raw) > LARGEST:
        raise Unreadable(f"it has more than {LARGEST // 2**20} MiB; cut it into several notes", 1)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("this is UTF-16; save it as UTF-8", 1)
    if b"\0" in raw:
        raise Unreadable("this is no text: it contains a zero byte", 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02x}"
        raise Unreadable(f"line {line} is not UTF-8 (byte {byte}); save the file as UTF-8", 1) from None
