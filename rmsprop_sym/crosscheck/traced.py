"""Numbers that write down what is done to them, in place of NumPy's arrays and of Python's floats.

Like an array, a traced array is changed in place by `x *= y` and by `out=x`, for everyone who holds it.  What it
cannot write down it refuses: a truth value, a comparison, a part, a conversion to a number.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn, Self

import numpy as np

from rmsprop_sym.kernel.term import Letter, Term, term


class Untraceable(Exception):
    """Code asks a traced number for something that it cannot write down."""


@dataclass(frozen=True, eq=False)
class Node:
    """One operation that was done: what is called for floats, what it means for terms, and on which operands.

    A leaf has a letter instead, or a literal.
    """

    floats: Callable[..., Any] | None = None
    reals: Callable[..., Term] | None = None
    operands: tuple[Node, ...] = ()
    letter: str = ""
    literal: float = 0.0


@dataclass(frozen=True, eq=False)
class Step:
    """What one step makes of theta and the states: a node for each, over the nodes that held them before.

    `old` and `new` go by the names that the code has for them, `theta` is the name of the weights.  A loop has a first
    turn of its own: from the weights `start`, `first` are the nodes before it, `second` those after it.
    `compiled` does the whole step on floats, where the operations are not done one by one.
    """

    theta: str
    g: Node
    old: Mapping[str, Node]
    new: Mapping[str, Node]
    first: Mapping[str, Node]
    second: Mapping[str, Node]
    first_g: Node
    start: Node
    compiled: Callable[..., tuple[Any, ...]] | None = None

    @property
    def loops(self) -> bool:
        """Whether it was seen as a turn of a loop."""
        return self.first is not self.old


UFUNCS: dict[Any, Callable[..., Term]] = {
    np.add: operator.add,
    np.subtract: operator.sub,
    np.multiply: operator.mul,
    np.divide: operator.truediv,
    np.negative: operator.neg,
    np.positive: lambda x: x,
    np.reciprocal: lambda x: 1 / x,
    np.square: lambda x: x * x,
    np.sqrt: lambda x: x.sqrt(),
}
STARTS: dict[Any, Callable[..., Any]] = {np.zeros_like: lambda x: 0 * x, np.ones_like: lambda x: 0 * x + 1}
CASTS = (np.float16, np.float32, np.float64)


def _refuse(what: str) -> Callable[..., NoReturn]:
    def refuse(*_: Any) -> NoReturn:
        raise Untraceable(f"it asks for {what}")

    return refuse


def _binary(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    method = getattr(operator, name)

    def left(self: Traced, other: Any) -> Any:
        return self.made(Node(method, method, (self.node, node_of(other))), other)

    def right(self: Traced, other: Any) -> Any:
        return self.made(Node(method, method, (node_of(other), self.node)), other)

    return left, right


class Traced:
    """A number that writes down what is done to it."""

    __slots__ = ("node",)
    __array_priority__ = 1000

    def __init__(self, node: Node) -> None:
        self.node = node

    def made(self, node: Node, *others: Any) -> Traced:
        """The result of an operation with these others: an array if one of them is."""
        whole = any(isinstance(x, TracedArray) for x in (self, *others))
        return (TracedArray if whole else Traced)(node)

    __add__, __radd__ = _binary("add")
    __sub__, __rsub__ = _binary("sub")
    __mul__, __rmul__ = _binary("mul")
    __truediv__, __rtruediv__ = _binary("truediv")

    def __neg__(self) -> Traced:
        return self.made(Node(operator.neg, operator.neg, (self.node,)))

    def __pow__(self, n: Any) -> Traced:
        meaning = power(n)
        return self.made(Node(lambda x: x**n, meaning, (self.node,)))

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, out: Any = None, **options: Any) -> Any:
        if ufunc not in UFUNCS or method != "__call__" or options:
            raise Untraceable(f"it calls np.{ufunc.__name__}{' with options' if options else ''}")
        nodes = tuple(node_of(x) for x in inputs)
        if out is None:
            return self.made(Node(ufunc, UFUNCS[ufunc], nodes), *inputs)
        (target,) = out
        if not isinstance(target, TracedArray):
            raise Untraceable("it writes into an array of its own")
        return target.become(ufunc, nodes)

    def __array_function__(self, function: Any, _: Any, arguments: Sequence[Any], options: Mapping[str, Any]) -> Any:
        if function in STARTS and not options and isinstance(arguments[0], TracedArray):
            return TracedArray(Node(function, STARTS[function], (arguments[0].node,)))
        if function is np.stack and not options and len(arguments) == 1:
            return list(arguments[0])
        raise Untraceable(f"it calls np.{function.__name__}")

    __bool__ = _refuse("a truth value")
    __float__ = _refuse("a float")
    __int__ = _refuse("an int")
    __index__ = _refuse("an index")
    __len__ = _refuse("a length")
    __getitem__ = _refuse("a part of an array")
    __setitem__ = _refuse("a part of an array")
    __iter__ = _refuse("its elements")
    __hash__ = _refuse("a hash")
    __lt__ = __le__ = __gt__ = __ge__ = _refuse("a comparison")
    __eq__ = __ne__ = _refuse("a comparison")

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """A copy, as an array of one object: so np.array puts traced arrays together."""
        if dtype is not None:
            raise Untraceable(f"it makes an array of {dtype}")
        single = np.empty((), dtype=object)
        single[()] = type(self)(self.node)
        return single


class TracedArray(Traced):
    """A traced array: changed in place for everyone who holds it."""

    __slots__ = ()

    def __iadd__(self, other: Any) -> Self:  # type: ignore[misc]
        return self.become(np.add, (self.node, node_of(other)))

    def __isub__(self, other: Any) -> Self:  # type: ignore[misc]
        return self.become(np.subtract, (self.node, node_of(other)))

    def __imul__(self, other: Any) -> Self:  # type: ignore[misc]
        return self.become(np.multiply, (self.node, node_of(other)))

    def __itruediv__(self, other: Any) -> Self:  # type: ignore[misc]
        return self.become(np.divide, (self.node, node_of(other)))

    def become(self, ufunc: Any, operands: tuple[Node, ...]) -> Self:
        """Takes the result of the operation, in its own dtype."""

        def floats(own: Any, *values: Any) -> Any:
            return ufunc(*values, out=np.empty_like(own))

        meaning = UFUNCS[ufunc]
        self.node = Node(floats, lambda _, *values: meaning(*values), (self.node, *operands))
        return self

    @property
    def dtype(self) -> Dtype:
        """The dtype, which says nothing but how to cast to it."""
        return Dtype(self.node)

    def copy(self) -> TracedArray:
        """The same numbers in an array of their own."""
        return TracedArray(self.node)

    def astype(self, dtype: Any) -> TracedArray:
        """The same numbers: over the reals a cast to floats does nothing."""
        if type(dtype) is Dtype:
            return TracedArray(dtype.cast(self.node, lambda own, x: x.astype(own.dtype)))
        if dtype not in CASTS:
            raise Untraceable(f"it casts to {dtype!r}")
        return TracedArray(Node(lambda x: x.astype(dtype), lambda x: x, (self.node,)))


@dataclass(frozen=True, eq=False)
class Dtype:
    """The dtype of a traced array."""

    owner: Node

    def cast(self, node: Node, floats: Callable[[Any, Any], Any]) -> Node:
        """The number of the node in this dtype: over the reals, itself."""
        return Node(floats, lambda _, x: x, (self.owner, node))

    def type(self, x: Any) -> Traced:
        """The number, as a scalar of this dtype."""
        if isinstance(x, TracedArray):
            raise Untraceable("it makes one number of an array")
        return Traced(self.cast(node_of(x), lambda own, x: own.dtype.type(x)))

    __eq__ = __ne__ = _refuse("a comparison of dtypes")
    __hash__ = _refuse("a hash")


class Gradients(TracedArray):
    """The gradients of a run: they can be gone through once, and tell their watcher at each of them."""

    __slots__ = ("rows", "watch")

    def __init__(self, rows: Sequence[TracedArray], watch: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__(Node(letter="grads"))
        self.rows, self.watch = list(rows), watch

    def __iter__(self) -> Iterator[TracedArray]:  # type: ignore[override]
        if not self.rows:
            raise Untraceable("it goes through the gradients twice")
        return _Watched(self)


class _Watched:
    """The gradients one by one; before each, the watcher sees the locals of the loop."""

    def __init__(self, gradients: Gradients) -> None:
        self.left, self.watch = gradients.rows, gradients.watch
        gradients.rows = []

    def __iter__(self) -> _Watched:
        return self

    def __next__(self) -> TracedArray:
        self.watch(dict(sys._getframe(1).f_locals))  # noqa: SLF001  # the locals are the whole state of plain code
        if not self.left:
            raise StopIteration
        return self.left.pop(0)


def node_of(x: Any) -> Node:
    """The node of a traced number, or that of a literal."""
    if isinstance(x, Traced):
        return x.node
    if type(x) in (int, float) and isfinite(x):
        return Node(literal=x)
    if type(x) is float:
        raise Untraceable(f"it calculates with {x}")
    raise Untraceable(f"it calculates with an object of type {type(x).__name__}")


def power(n: Any) -> Callable[[Term], Term]:
    """What the power n means, where it is read.  Raises Untraceable."""
    if type(n) is int and 1 <= n <= 8:
        return lambda x: x**n
    if n == -1 and type(n) in (int, float):
        return lambda x: 1 / x
    if n == 0.5 and type(n) is float:
        return lambda x: x.sqrt()
    raise Untraceable(f"it takes the power {n!r}")


def as_term(node: Node, known: Mapping[Node, Term]) -> Term:
    """What the node means over the reals, in the terms of the nodes that are known."""
    return term(meant(node, known, Letter, term))


def meant(node: Node, known: Mapping[Node, Any], letter: Callable[[str], Any], literal: Callable[[float], Any]) -> Any:
    """What the node means over the reals, in any kind of number."""
    found = dict(known)
    for each in ordered(node, found):
        if each.letter:
            found[each] = letter(each.letter)
        else:
            values = (found[x] for x in each.operands)
            found[each] = each.reals(*values) if each.reals else literal(each.literal)
    return found[node]


def computed(node: Node, known: Mapping[Node, Any], letters: Mapping[str, Any]) -> Any:
    """What the node gives on floats, operation by operation as it was written."""
    found = dict(known)
    for each in ordered(node, found):
        if each.letter:
            found[each] = letters[each.letter]
        else:
            values = (found[x] for x in each.operands)
            found[each] = each.floats(*values) if each.floats else each.literal
    return found[node]


def ordered(node: Node, known: Mapping[Node, Any]) -> list[Node]:
    """The node and all below it that are not known, operands first."""
    done: dict[Node, None] = {}
    waiting = [(node, False)]
    while waiting:
        each, ready = waiting.pop()
        if each in known or each in done:
            continue
        if ready:
            done[each] = None
        else:
            waiting += [(each, True), *((x, False) for x in each.operands)]
    return list(done)
