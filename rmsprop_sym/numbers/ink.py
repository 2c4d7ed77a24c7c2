"""Ink: a number that writes down what is done to it, in the order in which it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, NoReturn, TypeAlias


@dataclass(frozen=True, slots=True)
class Letter:
    """A value that has a name; the version counts how often the name was assigned to before."""

    name: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Literal:
    """A Python number that stands in the body of a rule."""

    value: float


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, written as an operator or as the name of a function, on its operands in order."""

    symbol: str
    operands: tuple[Node, ...]


Node: TypeAlias = Letter | Literal | Operation


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A number that is what has been written so far; nothing is evaluated, simplified or put in another order.

    >>> x = Ink(Letter("x"))
    >>> (1 - x).node
    Operation(symbol='-', operands=(Literal(value=1), Letter(name='x', version=0)))
    """

    node: Node

    # NumPy scalars and arrays leave the operation to us, and we refuse it.
    __array_ufunc__: ClassVar[None] = None

    @staticmethod
    def constant(value: float) -> Ink:
        """The literal `value`."""
        return Ink(Literal(value))

    def __add__(self, other: Any) -> Ink:
        return _write("+", self, other)

    def __radd__(self, other: Any) -> Ink:
        return _write("+", other, self)

    def __sub__(self, other: Any) -> Ink:
        return _write("-", self, other)

    def __rsub__(self, other: Any) -> Ink:
        return _write("-", other, self)

    def __mul__(self, other: Any) -> Ink:
        return _write("*", self, other)

    def __rmul__(self, other: Any) -> Ink:
        return _write("*", other, self)

    def __truediv__(self, other: Any) -> Ink:
        return _write("/", self, other)

    def __rtruediv__(self, other: Any) -> Ink:
        return _write("/", other, self)

    def __pow__(self, n: Any) -> Ink:
        return NotImplemented if type(n) is float else _write("**", self, n)

    def __rpow__(self, base: Any) -> Ink:
        return _write("**", base, self)

    def __neg__(self) -> Ink:
        return _write("-", self)

    def __pos__(self) -> Ink:
        return self

    def __abs__(self) -> Ink:
        return _write("abs", self)

    def sqrt(self) -> Ink:
        """The square root, written down."""
        return _write("sqrt", self)

    def sign(self) -> Ink:
        """The sign, written down."""
        return _write("sign", self)

    def maximum(self, other: Any) -> Ink:
        """The larger of the two, written down."""
        written = _write("maximum", self, other)
        if written is NotImplemented:
            raise TypeError(f"maximum of ink and {type(other).__name__} {other!r}; both must be of one kind")
        return written

    def _compared(self, other: object) -> bool:
        """Nothing, for a comparison is there to branch on, and only one branch would be written."""
        raise TypeError(f"ink cannot be compared ({other!r}): a rule that branches cannot be written down as code")

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _compared

    def __bool__(self) -> NoReturn:
        raise TypeError("ink has no truth value: a rule that branches cannot be written down as code")


def node(x: object) -> Node | None:
    """What is written for ink or for a literal; None for anything else.

    >>> node(0.9)
    Literal(value=0.9)
    """
    if isinstance(x, Ink):
        return x.node
    return Literal(x) if type(x) is int or type(x) is float else None


def _write(symbol: str, *operands: object) -> Ink:
    nodes = [node(x) for x in operands]
    written = tuple(x for x in nodes if x is not None)
    return Ink(Operation(symbol, written)) if len(written) == len(nodes) else NotImplemented
