"""A second engine: it walks a proof and redoes each step by its own means, with polynomials of python-flint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from rmsprop_sym.kernel.term import Head, Letter
from rmsprop_sym.referee.forms import ATOMS, ONE, ZERO, Desk, Form, NotReplayed, add, form, replaced, require
from rmsprop_sym.referee.steps import STEPS, Made, Said, Step, said


@dataclass(eq=False)
class Referee:
    """Replays proofs against the axioms and the update rules that it is given; each step is redone once."""

    axioms: Sequence[Any] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    _read: dict[int, tuple[Any, Step]] = field(default_factory=dict)
    _faults: dict[int, str | None] = field(default_factory=dict)

    def fault(self, proof: Any) -> str | None:
        """Why the proof is not replayed, or None if every step of it is."""
        recursions: dict[str, object] = {}
        try:
            steps = self._steps(proof)
        except NotReplayed as why:
            return str(why)
        for step in steps:
            own = self._fault(step)
            if own is None and step.rule == "definition":
                known = recursions.setdefault(step.data[0], step.data[1])
                own = None if known == step.data[1] else f"definition: {step.data[0]} is defined twice"
            if own is not None:
                return own
        return None

    def _steps(self, proof: Any) -> list[Step]:
        """The steps of the proof, premises first, each once."""
        order: dict[int, Step] = {}
        ahead, begun = [(proof, False)], set[int]()
        while ahead:
            node, ready = ahead.pop()
            if id(node) in order:
                continue
            if ready:
                order[id(node)] = self._step(node)
            else:
                require(id(node) not in begun, "the proof rests on itself")
                begun.add(id(node))
                ahead += [(node, True), *((p, False) for p in node.premises)]
        return list(order.values())

    def _step(self, node: Any) -> Step:
        if id(node) not in self._read:
            premises = tuple(self._read[id(p)][1] for p in node.premises)
            step = Step(said(node.claim), frozenset(map(said, node.hypotheses)), node.rule, premises, node.data)
            self._read[id(node)] = node, step
        return self._read[id(node)][1]

    def _fault(self, step: Step) -> str | None:
        if id(step) not in self._faults:
            self._faults[id(step)] = self._redo(step)
        return self._faults[id(step)]

    def _redo(self, step: Step) -> str | None:
        for room in ATOMS:
            try:
                claim, hypotheses = self._made(step, Desk(room))
                require(claim == step.claim, "the step shows another claim")
                require(hypotheses <= step.hypotheses, "a hypothesis was dropped")
            except NotReplayed as why:
                reason = f"{step.rule}: {why}"
            except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError) as error:
                reason = f"{step.rule}: the step is malformed ({error})"
            else:
                return None
            if "too many atoms" not in reason:
                break
        return reason

    def _made(self, step: Step, desk: Desk) -> Made:
        if step.rule == "axiom":
            return self._axiom(step)
        if step.rule == "definition":
            return self._definition(step)
        require(step.rule in STEPS, "the referee does not know this rule")
        return STEPS[step.rule](step, desk)

    def _axiom(self, step: Step) -> Made:
        known = [a for a in self.axioms if a.data == step.data]
        require(known, "this axiom is not in the ledger")
        return said(known[0].claim), set(map(said, known[0].hypotheses))

    def _definition(self, step: Step) -> Made:
        name, recursion, state, which = step.data
        require(name in self.rules and recursion.rule == name, "the referee does not know this update rule")
        rule, (gradients, *letters) = self.rules[name], recursion.owners
        t = form(recursion.step)
        held = len({*letters, recursion.step}) == len(letters) + 1 and recursion.step.natural
        names = [x.name for x in letters] == list(rule.hyper) and not any(x.natural for x in letters)
        require(held and names and gradients.kind == "sequence", "the run has other owners than the rule")
        owners = (("lambda", (gradients, ("bound", 0))), *map(form, letters))

        def at(which: str, index: Form) -> Form:
            return (Head(which, "state", name), *owners, index)

        if which == "start":
            return Said(at(state, ZERO), "=", form(rule.start[state])), set()
        bodies = executed(rule, recursion.step, letters)
        placed = {form(Letter(f"old {s}")): at(s, t) for s in rule.states}
        placed |= {form(Letter(f"new {s}")): at(s, add(t, ONE)) for s in bodies}
        placed[form(Letter("the gradient"))] = (gradients, add(t, ONE))
        return Said(at(state, add(t, ONE)), "=", replaced(form(bodies[state]), placed)), set()


class _Ink(SimpleNamespace):
    """A new state that remembers what was assigned, and is read as a letter."""

    def __getattribute__(self, name: str) -> Any:
        assigned = super().__getattribute__("__dict__")
        return Letter(f"new {name}") if name in assigned else super().__getattribute__(name)


def executed(rule: Any, step: Letter, letters: Sequence[Letter]) -> Mapping[str, Any]:
    """What the body of the update rule assigns to each state, executed afresh."""
    old = SimpleNamespace(t=step, **{name: Letter(f"old {name}") for name in rule.states})
    new = _Ink()
    rule.body(old, new, Letter("the gradient"), **dict(zip(rule.hyper, letters, strict=True)))
    return dict(object.__getattribute__(new, "__dict__"))
