"""One look at plain code: what it does in a step, written down by running it on traced numbers.

A step shows everything in one call.  A trajectory is run over four gradients, and its loop is watched: the locals are
the whole state of plain code, so what one turn of the loop makes of them is what every turn does, once they hold
their numbers in the same way from one turn to the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from rmsprop_sym.crosscheck.compiled import compiled_step, is_compiled
from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.purity import impure, loops
from rmsprop_sym.crosscheck.target import Target
from rmsprop_sym.crosscheck.traced import Gradients, Node, Step, Traced, TracedArray, Untraceable

TURNS = 4
PLAIN_LOCALS = (int, float, type(None))


def traced(target: Target, names: Sequence[str], family: Family) -> Step:
    """The step that the code takes.  Raises Untraceable, or whatever the code does on what it does not expect."""
    if is_compiled(target.function):
        return compiled_step(target, names, family)
    refusal = impure(target.function)
    if refusal:
        raise Untraceable(str(refusal))
    hyper = {name: Traced(Node(letter=name)) for name in names}
    return _trajectory(target, hyper) if target.is_trajectory else _step(target, hyper)


def _step(target: Target, hyper: Mapping[str, Traced]) -> Step:
    if loops(target.function):
        raise Untraceable("it loops inside a step")
    given = {name: TracedArray(Node(letter=name)) for name in ("theta", "v", "g")}
    old = {name: x.node for name, x in given.items()}
    result = target.function(*given.values(), **hyper)
    if not isinstance(result, tuple | list) or len(result) != 2 or any(type(x) is not TracedArray for x in result):
        raise Untraceable("it returns no pair of arrays")
    new = {"theta": result[0].node, "v": result[1].node}
    g = old.pop("g")
    return Step("theta", g, old, new, old, new, g, old["theta"])


def _trajectory(target: Target, hyper: Mapping[str, Traced]) -> Step:
    if loops(target.function) != 1:
        raise Untraceable("it has not exactly one loop")
    rows = [TracedArray(Node(letter=f"g{k}")) for k in range(1, TURNS + 1)]
    leaves, heads = [row.node for row in rows], list[_Head]()
    start = Node(letter="theta0")
    result = target.function(Gradients(rows, lambda seen: heads.append(_Head.of(seen))), TracedArray(start), **hyper)
    if len(heads) != TURNS + 1:
        raise Untraceable("it does not go through the gradients")
    _steady(heads)
    thetas = _rows(result)
    changing = [name for name in heads[2].nodes if heads[1].nodes[name] is not heads[2].nodes[name]]
    weights = [n for n in changing if all(x is h.nodes[n] for x, h in zip(thetas, heads[1:], strict=True))]
    if not weights:
        raise Untraceable("what it returns is not what a local holds after each turn of the loop")
    old, new = ({name: heads[k].nodes[name] for name in changing} for k in (1, 2))
    return Step(weights[0], leaves[1], old, new, heads[0].nodes, heads[1].nodes, leaves[0], start)


def _rows(result: Any) -> list[Node]:
    rows = list(result) if isinstance(result, list | tuple | np.ndarray) else []
    if len(rows) != TURNS or any(type(x) is not TracedArray for x in rows):
        raise Untraceable("it returns no array for each of the gradients")
    return [x.node for x in rows]


@dataclass(frozen=True, eq=False)
class _Head:
    """The locals at the head of the loop: the nodes that they hold, in which boxes, and what else there is."""

    nodes: Mapping[str, Node]
    boxes: Mapping[str, int]
    others: Mapping[str, Any]
    sizes: Mapping[str, int]

    @staticmethod
    def of(seen: Mapping[str, Any]) -> _Head:
        traces = {name: x for name, x in seen.items() if isinstance(x, Traced) and not isinstance(x, Gradients)}
        others = {name: x for name, x in seen.items() if name not in traces and not isinstance(x, Gradients)}
        lists = {name: len(x) for name, x in others.items() if type(x) is list}
        for name, x in others.items():
            if type(x) not in (*PLAIN_LOCALS, list):
                raise Untraceable(f"its local {name} is of type {type(x).__name__}")
        return _Head({n: x.node for n, x in traces.items()}, {n: id(x) for n, x in traces.items()}, others, lists)

    def shared(self) -> tuple[object, ...]:
        """Which locals hold one node, or one box, together."""
        names = sorted(self.nodes)
        nodes, boxes = [id(self.nodes[n]) for n in names], [self.boxes[n] for n in names]
        return tuple(names), tuple(map(nodes.index, nodes)), tuple(map(boxes.index, boxes))


def _steady(heads: Sequence[_Head]) -> None:
    """From the second turn on, every turn finds the locals as the one before did, but for the numbers in them."""
    first = heads[1]
    for before, head in pairwise(heads[1:]):
        if head.shared() != first.shared() or head.others.keys() != first.others.keys():
            raise Untraceable("its locals are not the same in every turn of the loop")
        for name, value in head.others.items():
            if value is not first.others[name]:
                raise Untraceable(f"its local {name} changes in the loop and is no array")
        for name, size in head.sizes.items():
            if size and size != before.sizes[name] + 1:
                raise Untraceable(f"its list {name} does not grow by one in each turn of the loop")
