"""Python code in a note, read as updates of states; it is parsed, never run."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rmsprop_sym.claims.conventions.model import GRADIENT, Recurrence, recurrence
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Chain, Literal, Name, Negate, Node, walk

LONGEST, MOST_NODES, LARGEST = 20_000, 4_000, 1e300
GRADIENTS = {"g", "grad", "grads", "gradient", "gradients", "g_t", "gt", "dw", "dx", "dtheta", "d_p"}
HYPER = {
    "eta": "eta", "lr": "eta", "learning_rate": "eta", "alpha": "eta", "step_size": "eta", "beta": "beta",
    "rho": "beta", "gamma": "beta", "decay": "beta", "decay_rate": "beta", "beta1": "beta1", "beta2": "beta2",
    "beta_1": "beta1", "beta_2": "beta2", "eps": "eps", "epsilon": "eps", "mu": "mu",
}  # fmt: skip
PARAMETERS = {"theta", "w", "x", "param", "params", "weights", "p", "W"}
ROOTS, SQUARES, PLAIN = {"sqrt"}, {"square"}, {"asarray", "array", "copy", "float"}
_OPERATORS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "^",
}


class NoFormula(Exception):
    """An expression that is no formula of numbers."""


@dataclass(frozen=True)
class Program:
    """What a piece of code does to its states at each step, and the constants that it sets before."""

    updates: tuple[Recurrence, ...]
    constants: Mapping[str, Fraction]


@dataclass
class _Loop:
    """The body of a loop while it is read: what was assigned, and what is still that of the step before."""

    names: dict[str, Node] = field(default_factory=dict)


def programs(lines: Sequence[str]) -> Iterator[Program]:
    """The loops of the code in which states are updated.

    >>> [program] = programs(["for g in gs:", "    v = beta*v + (1 - beta)*g**2", "    w -= eta*g/(np.sqrt(v) + eps)"])
    >>> for update in program.updates: print(update.chain)
    v(t) = beta*v(t - 1) + (1 - beta)*g(t)^2
    theta(t) = theta(t - 1) - eta*g(t)/(sqrt(v(t)) + eps)
    """
    nodes = _nodes(lines)
    constants = {HYPER.get(name, name): value for name, value in _values(nodes)}
    for node in nodes:
        if isinstance(node, ast.For | ast.While):
            updates = tuple(map(in_usual_letters, _updates(node)))
            if updates:
                yield Program(updates, constants)


def starts(lines: Sequence[str]) -> Iterator[Fraction]:
    """The numbers at which the parameters of the code start.

    >>> [str(each) for each in starts(["w, v = 0.5, 0.0", "def f(x, lr=0.1): return x", "f(-2)"])]
    ['1/2', '-2']
    """
    yield from (value for name, value in _values(_nodes(lines)) if name in PARAMETERS)


def _nodes(lines: Sequence[str]) -> list[ast.AST]:
    """The parts of the code; none if it is no Python, or too much of it."""
    source = textwrap.dedent("\n".join(lines))
    if len(source) > LONGEST:
        return []
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    nodes = list(ast.walk(tree))
    return nodes if len(nodes) <= MOST_NODES else []


def _values(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, Fraction]]:
    """The numbers that names are set to."""
    for name, node in _set(nodes):
        value = _number(node)
        if value is not None:
            yield name, value


def _set(nodes: Sequence[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """What names are set to: by assignments, by default, and by calls of the functions of a program."""
    functions = {node.name: node.args for node in nodes if isinstance(node, ast.FunctionDef)}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                yield from (
                    (left.id, right) for left, right in zip(names, values, strict=False) if isinstance(left, ast.Name)
                )
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.FunctionDef(args=ast.arguments(args=names, defaults=[_, *_] as values)):
                yield from ((each.arg, value) for each, value in zip(names[-len(values) :], values, strict=True))
            case ast.Call(func=ast.Name(id=name), args=given, keywords=named) if name in functions:
                yield from ((each.arg, value) for each, value in zip(functions[name].args, given, strict=False))
                yield from ((each.arg, each.value) for each in named if each.arg)


def _number(node: ast.expr) -> Fraction | None:
    """The number that an expression is, if it is one."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool) and abs(value) < LARGEST:
            return Fraction(repr(value))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            number = _number(operand)
            return None if number is None else -number
        case ast.Call(func=ast.Attribute(attr=made), args=[inside]) if made in PLAIN:
            return _number(inside)
        case ast.List(elts=[inside]):
            return _number(inside)
    return None


def _updates(whole: ast.For | ast.While) -> Iterator[Recurrence]:
    """The states that the body of a loop moves on, in order."""
    body = whole.body
    known = {name for statement in body for name in _assigned(statement)}
    loop = _Loop(_counter(whole))
    for statement in body:
        target, value = _assignment(statement)
        if target is None or value is None:
            continue
        try:
            node = _read(value, loop, known)
        except NoFormula:
            loop.names.pop(target, None)
            continue
        if any(part == Apply(target, (_step(-1),)) for part in walk(node)):
            chain = Chain((Apply(target, (_step(0),)), node), ("=",))
            loop.names[target] = Apply(target, (_step(0),))
            found = recurrence(chain)
            if found is not None:
                yield found
        else:
            loop.names[target] = node


def _counter(whole: ast.For | ast.While) -> dict[str, Node]:
    """The counter of a loop as a step: `range(n)` begins before the first one, `range(1, n)` with it."""
    match whole:
        case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=[_])):
            return {name: _step(-1)}
        case ast.For(
            target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=1), _])
        ):
            return {name: _step(0)}
    return {}


def _assigned(statement: ast.stmt) -> Iterator[str]:
    target, _ = _assignment(statement)
    if target is not None:
        yield target


def _assignment(statement: ast.stmt) -> tuple[str | None, ast.expr | None]:
    """The name that a statement assigns to, and the expression."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, value
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
            return name, ast.BinOp(left=ast.Name(id=name, ctx=ast.Load()), op=op, right=value)
    return None, None


def _step(by: int) -> Node:
    return Name("t") if by == 0 else Binary("-", Name("t"), Literal(str(-by)))


def _read(node: ast.expr, loop: _Loop, known: set[str]) -> Node:
    """The expression as a formula, with what was assigned before in place of its name."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Literal(repr(value))
        case ast.Name(id=name):
            return _name(name, loop, known)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return Binary(_OPERATORS[type(op)], _read(left, loop, known), _read(right, loop, known))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negate(_read(operand, loop, known))
        case ast.Call(func=ast.Name(id=function) | ast.Attribute(attr=function), args=[argument, *rest]):
            return _call(function, [_read(part, loop, known) for part in (argument, *rest)])
    raise NoFormula


def _name(name: str, loop: _Loop, known: set[str]) -> Node:
    if name in GRADIENTS:
        return Apply(GRADIENT, (_step(0),))
    if name in loop.names:
        return loop.names[name]
    if name in known:
        return Apply(name, (_step(-1),))
    return Name(HYPER.get(name, name))


def _call(function: str, arguments: list[Node]) -> Node:
    if function in ROOTS and len(arguments) == 1:
        return Call("sqrt", (arguments[0],))
    if function in SQUARES and len(arguments) == 1:
        return Binary("^", arguments[0], Literal("2"))
    if function in PLAIN:
        return arguments[0]
    if function in {"maximum", "max"} and len(arguments) == 2:
        return Call("max", (arguments[0], arguments[1]))
    raise NoFormula


def in_usual_letters(update: Recurrence) -> Recurrence:
    """The update with theta for what is plainly the parameter."""
    if update.name not in PARAMETERS:
        return update

    def change(node: Node) -> Node | None:
        return Apply("theta", node.arguments) if isinstance(node, Apply) and node.name == update.name else None

    chain = update.chain.rebuilt(change)
    return recurrence(chain) or update
