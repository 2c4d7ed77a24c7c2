"""Means over what is random: a state that is linear in the squares of the gradients has the mean that these give it.

A claim about `E[v_t]` where `E[g_i^2] = s^2` holds if and only if it holds for v where every square is s^2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rmsprop_sym.claims.conventions.model import GRADIENT, Model
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Node, walk
from rmsprop_sym.claims.expressions.tree import applied_in
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Verdict

MEAN = "E"
_RANDOM = re.compile(
    r"\b(?:let|suppose|assume|if|when|for|with|consider)\b(?:\s+(?:that|the|all))*\s*(?:\$[^$]*\$|[\s,]|\b(?:gradients?|squares?|be|are|and)\b)*"
    r"\b(?:(?:independent|identically\s+distributed|i\.?\s?i\.?\s?d\.?|random(?:\s+variables?)?|uncorrelated|stationary|stochastic)"
    r"(?:\s+and\s+|,?\s*))+(?:gradients?\b)?(?:\s*\bwith(?=\s))?",
    re.IGNORECASE,
)
POWERS = {"v": 2, "G": 2, "m": 1}  # the power of the gradient in which a state of a named rule is linear


@dataclass(frozen=True)
class Mean:
    """A claim, without the signs for means, and whether it had some."""

    chain: Chain
    is_mean: bool

    def heard(self, leading: str) -> str:
        """The words before the claim, without those by which gradients are random, which restricts no mean."""
        return _RANDOM.sub(" ", leading) if self.is_mean else leading

    def _power(self, model: Model | None) -> int:
        """The power of the gradient in which all states are linear.

        Raises Unreadable if there is none.
        """
        parts = applied_in(self.chain)
        powers = {POWERS.get(model.called(part.name.removesuffix("hat")), 0) for part in parts} if model else {0}
        if len(powers) > 1 or 0 in powers:
            raise Unreadable("a mean is read where it is that of a state which is linear in what is averaged", 1)
        return powers.pop()

    def supposing(self, given: Sequence[Hypothesis], model: Model | None) -> list[Hypothesis]:
        """What is supposed beside the claim: of a mean only beside means, and then of every gradient."""
        if not self.is_mean:
            return [each for each in given if not _is_of_mean(each)]
        power = self._power(model)
        found = [(each, _each_gradient(each, power)) for each in given]
        return [made or each for each, made in found if made or not _is_of_mean(each)]

    def told(self, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
        """The verdicts, which say that they are about means."""
        for verdict in verdicts:
            said = f"on average, {verdict.read_as}" if verdict.read_as else None
            yield (replace(verdict, read_as=said, evidence=OnAverage(verdict.evidence)) if self.is_mean else verdict)


@dataclass(frozen=True)
class OnAverage(Evidence):
    """What is known of a mean, from what is known where every gradient has that mean."""

    single: Evidence

    @property
    def grade(self) -> Grade:
        """That of the claim without means: both hold, or neither."""
        return self.single.grade

    @property
    def because(self) -> str | None:
        """The fact that decides."""
        said = self.single.because
        return f"means are linear; {said}" if said and self.grade.holds else said

    @property
    def witness(self) -> str | None:
        """Gradients that are certain, for which it fails."""
        return self.single.witness

    @property
    def trusts(self) -> tuple[str, ...]:
        """What is below it."""
        return self.single.trusts

    @property
    def samples(self) -> int | None:
        """How many samples there were."""
        return self.single.samples

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return self.single.reason

    @property
    def attempt(self) -> str | None:
        """The nearest truth."""
        return f"on average, {self.single.attempt}" if self.single.attempt else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about that."""
        return self.single.attempt_grade


def mean_of(chain: Chain) -> Mean:
    """The chain without the signs for means, if each is about one state: `E[v_t] = x` is `v_t = x`.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> print(mean_of(parse_formula("E[v_t] = s")).chain, mean_of(parse_formula("E[v_t^2] = s")).is_mean)
    v(t) = s False
    """
    bare = chain.rebuilt(_of_state)
    outside = [part for each in chain.members for part in _outside(each)]
    is_mean = bare != chain and not any(isinstance(part, Apply) for part in outside)
    return Mean(bare, is_mean=True) if is_mean else Mean(chain, is_mean=False)


def _of_state(node: Node) -> Node | None:
    match node:
        case Apply(name="E", arguments=(Apply(name=name) as state,)) if name != GRADIENT:
            return replace(state, span=node.span)
    return None


def _outside(node: Node) -> Iterator[Node]:
    """The parts that do not stand in the mean of a state."""
    if _of_state(node) is None:
        yield node
        for part in node.parts:
            yield from _outside(part)


def _is_of_mean(hypothesis: Hypothesis) -> bool:
    """Whether something is supposed of the mean of a gradient, or of a power of it."""
    chain = formula_of(hypothesis)
    return chain is not None and any(map(_of_gradient, walk(chain)))


def says_mean(chain: Chain) -> bool:
    """Whether a formula says what the mean of a gradient or of its square is, which is supposed wherever it stands.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [says_mean(parse_formula(text)) for text in ("E[g_i^2] = s", "E[v_i] = s")]
    [True, False]
    """
    return _of_gradient(chain.members[0]) is not None and chain.relations == ("=",)


def _of_gradient(node: Node) -> tuple[str, int] | None:
    """The step and the power of the gradient of which the node is the mean."""
    match node:
        case Apply(name="E", arguments=(Apply(name="g", arguments=(Name(name=step),)),)):
            return step, 1
        case Apply(
            name="E",
            arguments=(Binary(op="^", left=Apply(name="g", arguments=(Name(name=step),)), right=Literal() as k),),
        ):
            return step, int(k.value)
    return None


def _each_gradient(hypothesis: Hypothesis, power: int) -> Hypothesis | None:
    """What is supposed of the mean of each gradient's power, as what each gradient is."""
    match formula_of(hypothesis):
        case Chain((left, value), ("=",)) if (found := _of_gradient(left)) and found[1] == power:
            single = Apply(GRADIENT, (Name(found[0]),), span=left.span)
            raised = single if power == 1 else Binary("^", single, Literal(str(power)), span=left.span)
            return Every(Chain((raised, value), ("=",)), found[0])
    return None
