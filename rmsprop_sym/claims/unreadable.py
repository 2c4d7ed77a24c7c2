"""The one exception of reading: a statement that is no mathematics, and where."""

from __future__ import annotations

from rmsprop_sym.errors import UserError


class Unreadable(UserError):
    """The text cannot be turned into mathematics; the column counts from 1 in the text that was read.

    >>> Unreadable("a bracket is not closed", 4).column
    4
    """

    def __init__(self, reason: str, column: int) -> None:
        """Keeps the reason and the column apart, for reports that print them in two places."""
        super().__init__(f"{reason} (column {column})")
        self.reason = reason
        self.column = column
