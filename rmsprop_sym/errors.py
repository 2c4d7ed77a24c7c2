"""What reaches a user as one line, without a traceback."""

from __future__ import annotations


class UserError(Exception):
    """The input is at fault, and the message says what to write instead.

    The message is one line: what is wrong, with which value, what was probably meant, what to write.

    >>> str(UserError("no rule is named 'rmsprob'; did you mean 'rmsprop'?"))
    "no rule is named 'rmsprob'; did you mean 'rmsprop'?"
    """


class CodeRaised(UserError):
    """The user's own code raised an exception, which is the cause of this one."""
