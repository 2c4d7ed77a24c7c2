"""Whether code is so plain that one look at it tells what it does every time.

Read from the bytecode, before anything is traced: assignments to locals, arithmetic, calls of NumPy's functions and
of other plain functions, and one loop over the gradients.  Whatever else stands in a function, a branch, a
comparison, a closure, a global that is written, an index, makes it impure; so does what is not known here.
"""

from __future__ import annotations

import builtins
import dis
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

import numpy as np

PLAIN = frozenset(  # by the names that CPython 3.11 to 3.14 give them
    """
    RESUME NOP CACHE PRECALL PUSH_NULL KW_NAMES EXTENDED_ARG COPY SWAP POP_TOP NOT_TAKEN
    LOAD_FAST LOAD_FAST_BORROW LOAD_FAST_CHECK LOAD_FAST_AND_CLEAR LOAD_FAST_LOAD_FAST STORE_FAST
    LOAD_FAST_BORROW_LOAD_FAST_BORROW STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST
    LOAD_CONST LOAD_SMALL_INT LOAD_GLOBAL LOAD_ATTR LOAD_METHOD
    BINARY_OP UNARY_NEGATIVE CALL CALL_KW CALL_INTRINSIC_1 BUILD_TUPLE BUILD_LIST UNPACK_SEQUENCE
    GET_ITER FOR_ITER END_FOR POP_ITER JUMP_BACKWARD RETURN_VALUE RETURN_CONST
    """.split()  # noqa: SIM905  # a list of forty strings is harder to read
)
SAYS = {
    "COMPARE_OP": "it compares",
    "IS_OP": "it compares",
    "CONTAINS_OP": "it compares",
    "STORE_GLOBAL": "it writes a global",
    "STORE_ATTR": "it writes an attribute",
    "STORE_SUBSCR": "it writes into a part of an array",
    "BINARY_SUBSCR": "it takes a part of an array",
    "BINARY_SLICE": "it takes a part of an array",
    "LOAD_DEREF": "it reads what another function may write",
    "BUILD_SLICE": "it takes a part of an array",
    "COPY_FREE_VARS": "it reads what another function may write",
    "MAKE_CELL": "another function may write what it reads",
    "MAKE_FUNCTION": "it makes functions",
    "IMPORT_NAME": "it imports",
}
SUBSCRIPT = 26  # what BINARY_OP calls x[i] since Python 3.14
OF_NUMPY = (
    *("add", "subtract", "multiply", "divide", "true_divide", "negative", "positive", "reciprocal", "square", "sqrt"),
    *("zeros_like", "ones_like", "array", "stack", "float32", "float64"),
)
NUMPY = {name: getattr(np, name) for name in OF_NUMPY}
METHODS = frozenset({"append", "copy", "astype", "dtype", "type"})


@dataclass(frozen=True)
class Impure:
    """What makes a function more than plain, and the line where it stands; 0 if it is no function."""

    function: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line} of {self.function}: {self.what}" if self.line else f"{self.function}: {self.what}"


def impure(function: Any) -> Impure | None:
    """The first thing in the function, or in one that it calls, that is not plain; None if there is nothing.

    >>> impure(lambda x: 2 * x), impure(lambda x: 2 if x > 0 else 1).what
    (None, 'it compares')
    """
    return next(_found(function, []), None)


def loops(function: Any) -> int:
    """How many loops the function and those that it calls have."""
    seen: list[FunctionType] = []
    next(_found(function, seen), None)
    return sum(i.opname == "GET_ITER" for f in seen for i in dis.get_instructions(f))


def _found(function: Any, seen: list[FunctionType]) -> Iterator[Impure]:
    if type(function) is not FunctionType:
        kind = type(function)
        yield Impure(
            getattr(function, "__qualname__", kind.__name__), 0, f"it is of type {kind.__name__}, no plain function"
        )
        return
    if any(function is other for other in seen):
        return
    seen.append(function)
    code, name = function.__code__, function.__qualname__
    first = code.co_firstlineno
    if code.co_flags & ~ALLOWED_FLAGS or function.__closure__:
        yield Impure(name, first, "it is a closure, a generator or a coroutine")
    defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    if any(type(value) not in (int, float) for value in defaults):
        yield Impure(name, first, "it has defaults that are no numbers")
    if len(code.co_exceptiontable):
        yield Impure(name, first, "it handles exceptions")
    yield from _instructions(function, code, name, seen)


# Optimised, new locals, nested, annotated, documented, a method; not a generator, no coroutine, no *args.
ALLOWED_FLAGS = 0x01 | 0x02 | 0x10 | 0x1000000 | 0x4000000 | 0x8000000


def _instructions(function: FunctionType, code: CodeType, name: str, seen: list[FunctionType]) -> Iterator[Impure]:
    line, before = code.co_firstlineno, ""
    for at in dis.get_instructions(code):
        line = (at.positions.lineno if at.positions else None) or line
        if at.opname not in PLAIN:
            what = SAYS.get(at.opname, "it branches" if "JUMP" in at.opname else f"it does {at.opname}")
            yield Impure(name, line, what)
        elif at.opname == "BINARY_OP" and (at.arg == SUBSCRIPT or "[" in at.argrepr):
            yield Impure(name, line, SAYS["BINARY_SUBSCR"])
        elif at.opname == "LOAD_CONST" and not _plain_constant(at.argval):
            yield Impure(name, line, f"it holds {at.argval!r}")
        elif at.opname == "LOAD_GLOBAL":
            yield from _global(function, at.argval, Impure(name, line, f"it uses the global {at.argval}"), seen)
        elif at.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            known = NUMPY.get(at.argval) is getattr(np, at.argval, object()) if before == "numpy" else False
            if not known and not (before != "numpy" and at.argval in METHODS):
                yield Impure(name, line, f"it uses .{at.argval}")
        if at.opname in ("EXTENDED_ARG", "CACHE"):
            continue
        is_numpy = at.opname == "LOAD_GLOBAL" and function.__globals__.get(at.argval) is np
        before = "numpy" if is_numpy else ""


def _global(function: FunctionType, name: str, refusal: Impure, seen: list[FunctionType]) -> Iterator[Impure]:
    """What is not NumPy, a number, or another plain function."""
    value = function.__globals__.get(name, getattr(builtins, name, None))
    if value is np or type(value) in (int, float):
        return
    if type(value) is FunctionType:
        yield from _found(value, seen)
    else:
        yield refusal


def _plain_constant(value: Any) -> bool:
    if type(value) is tuple:
        return all(type(part) is str for part in value)
    return value is None or type(value) in (int, float, str)
