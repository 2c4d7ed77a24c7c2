"""A step that JAX compiled: its jaxpr, read as the nodes of mathematics.

A jaxpr is a list of operations, without branches and without anything to remember; JAX runs the one that it made for
a shape and a dtype in every call with such arrays.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.target import Target
from rmsprop_sym.crosscheck.traced import Node, Step, Untraceable, power
from rmsprop_sym.kernel.term import Term

GIVEN = ("theta", "v", "g")
MEANING: dict[str, Callable[..., Term]] = {
    "add": operator.add,
    "add_any": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "square": lambda x: x * x,
    "sqrt": lambda x: x.sqrt(),
    "rsqrt": lambda x: 1 / x.sqrt(),
    "copy": lambda x: x,
}


def is_compiled(function: Any) -> bool:
    """Whether the function was made by jax.jit.

    >>> is_compiled(len)
    False
    """
    return type(function).__module__.partition(".")[0] == "jaxlib"


def compiled_step(target: Target, names: Sequence[str], family: Family) -> Step:
    """The step that the target takes on arrays like those of the family.  Raises Untraceable."""
    if target.is_trajectory:
        raise Untraceable("it is a trajectory that JAX compiled, and of such code a step alone is read")
    jax, inner = import_module("jax"), sorted(names)  # JAX too orders arguments by their names
    arrays = [np.zeros_like(family.theta) for _ in GIVEN]
    closed = jax.make_jaxpr(target.function)(*arrays, **dict.fromkeys(inner, 0.5))
    if closed.effects:
        raise Untraceable("it does more than return something")
    leaves = {name: Node(letter=name) for name in (*GIVEN, *inner)}
    results = _results(closed, list(leaves.values()))
    if len(results) != 2:
        raise Untraceable("it returns no pair of arrays")
    again = jax.jit(import_module("jax.extend.core").jaxpr_as_fun(closed))

    def floats(*given: Any, **hyper: float) -> tuple[Any, ...]:
        return tuple(map(np.asarray, again(*given, *(hyper[name] for name in inner))))

    old = {name: leaves[name] for name in ("theta", "v")}
    new = dict(zip(old, results, strict=True))
    return Step("theta", leaves["g"], old, new, old, new, leaves["g"], leaves["theta"], floats)


def _results(closed: Any, arguments: Sequence[Node]) -> list[Node]:
    """The nodes that a jaxpr makes of its arguments."""
    jaxpr = closed.jaxpr
    found: dict[Any, Node] = dict(zip(jaxpr.invars, arguments, strict=True))
    found |= {name: _constant(value) for name, value in zip(jaxpr.constvars, closed.consts, strict=True)}
    for equation in jaxpr.eqns:
        operands = [_operand(x, found) for x in equation.invars]
        found |= dict(zip(equation.outvars, _made(equation, operands), strict=True))
    return [_operand(x, found) for x in jaxpr.outvars]


def _operand(x: Any, found: Mapping[Any, Node]) -> Node:
    return _constant(x.val) if hasattr(x, "val") else found[x]


def _constant(value: Any) -> Node:
    """A number that is written in the code: the decimal that it prints in its own dtype."""
    number = np.asarray(value)
    if number.shape != () or number.dtype.kind not in "fiu":
        raise Untraceable("it holds an array of its own")
    if not np.isfinite(number):
        raise Untraceable(f"it holds the number {number}")
    return Node(literal=float(str(number[()])))


def _made(equation: Any, operands: Sequence[Node]) -> list[Node]:
    name, asked = equation.primitive.name, equation.params
    if any(x.aval.dtype.kind != "f" for x in equation.outvars):  # whole numbers are divided otherwise
        raise Untraceable(f"it has JAX's operation {name} on numbers that are no floats")
    if name in {"jit", "pjit"}:
        return _results(asked["jaxpr"], operands)
    return [Node(None, _meaning(name, asked, equation.invars), tuple(operands[: 1 if name == "pow" else None]))]


def _meaning(name: str, asked: Mapping[str, Any], operands: Sequence[Any]) -> Callable[..., Term]:
    if name in MEANING:
        return MEANING[name]
    if name == "integer_pow":
        return power(asked["y"])
    if name == "pow" and hasattr(operands[1], "val"):
        return power(float(operands[1].val))
    if name == "convert_element_type" and np.dtype(asked["new_dtype"]).kind == "f":
        return lambda x: x
    if name == "broadcast_in_dim" and operands[0].aval.shape == ():
        return lambda x: x
    raise Untraceable(f"it has JAX's operation {name}")
