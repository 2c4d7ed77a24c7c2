"""A claim about means and variances on laws of the gradients: both sides are numbers there, exactly.

A law on which a claim fails is a witness; one that holds on all of them has survived.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from rmsprop_sym.claims.arithmetic.comparison import Difference, compare
from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.expressions.moments import MEAN, SIGNS, VARIANCE, is_moment
from rmsprop_sym.claims.expressions.printing import decimal
from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Call,
    Chain,
    Infinity,
    Limit,
    Literal,
    Name,
    Negate,
    Node,
    Sum,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in, bound_in, heads_in, rebuilt, with_parts
from rmsprop_sym.claims.symbolic.expected import GRADIENT, Beyond, Discrete, Law, Polynomial, Run
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade
from rmsprop_sym.rules import RULES

UNBOUND = "what {} stands for is not said"
DECAYS = tuple(map(Fraction, ("1/2", "9/10", "99/100", "999/1000", "4/5", "19/20")))
MOST_STEPS, MOST_DRAWS = 3, 2
FALLING = 9  # terms that have one ratio
COUNTS = set("tnkT")
_TURNED = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "!=": "!="}
_NOT = {"=": "is not", "<=": "is more than", "<": "is not less than", ">=": "is less than", ">": "is not more than"}


@dataclass(frozen=True)
class Expected(Evidence):
    """How a claim about moments compares on each of some laws."""

    found: tuple[tuple[str, Difference], ...]

    @property
    def grade(self) -> Grade:
        """REFUTED by one law, SURVIVED if it holds on all."""
        if self._against:
            return Grade.REFUTED
        holds = self.found and all(each.grade.holds for _, each in self.found)
        return Grade.SURVIVED if holds else Grade.OPEN

    @property
    def _against(self) -> tuple[str, Difference] | None:
        return next((each for each in self.found if each[1].grade is Grade.REFUTED), None)

    @property
    def because(self) -> str | None:
        """That there is such a law."""
        return "it fails for a law of the gradients that is allowed here" if self._against else None

    @property
    def witness(self) -> str | None:
        """The law on which it fails, and both sides."""
        if not self._against:
            return None
        where, each = self._against
        low, high = each.left_bounds or (Fraction(0), Fraction(0))
        sides = decimal(low, high, 6), decimal(low - each.high, high - each.low, 6)
        return f"{where}: {sides[0]} {_NOT[each.relation]} {sides[1]}"

    @property
    def samples(self) -> int | None:
        """On how many laws, decays and steps it was held."""
        return len(self.found)

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "no law was found on which it could be decided" if self.grade is Grade.OPEN else None


@dataclass(frozen=True)
class Claim:
    """One link about moments, in the letters of a rule, and what the letters of the law stand for.

    A `late` one is about what holds in the limit.
    """

    chain: Chain
    model: Model | None
    meanings: Mapping[Node, Node]
    late: bool = False

    @property
    def _parts(self) -> list[Node]:
        return list(walk(self.chain))

    @property
    def steps(self) -> str | None:
        """The letter that counts the steps, if there is one."""
        free = walk(self.chain.rebuilt(_without_limit))
        counts = COUNTS - bound_in(self.chain)
        return next((part.name for part in free if isinstance(part, Name) and part.name in counts), None)

    @property
    def counts_steps(self) -> bool:
        """Whether a power outside of every mean counts the steps."""
        powers = [part for part in self._parts if isinstance(part, Binary) and part.op == "^"]
        return any(isinstance(part, Name) and part.name in COUNTS for each in powers for part in walk(each.right))

    @property
    def _times(self) -> Sequence[int | None]:
        return range(1, MOST_STEPS + 1) if self.steps and not self.late else (None,)

    @property
    def has_decay(self) -> bool:
        """Whether a decay stands in it."""
        hyper = self.model.rule.hyper if self.model else ()
        return any(isinstance(part, Name) and part.name in hyper for part in self._parts)

    @property
    def is_unscaled(self) -> bool:
        """Whether a side other than 0 has neither a moment nor a letter for one, so that it has no scale."""
        return any(
            each != Literal("0") and not any(is_moment(part) or part in self.meanings for part in walk(each))
            for each in self.chain.members
        )

    @property
    def is_endless(self) -> bool:
        """Whether a sum without an end stands in it."""
        return any(isinstance(part, Sum) and isinstance(part.upper, Infinity) for part in self._parts)

    @property
    def is_nonlinear(self) -> bool:
        """Whether it is about the spread of a state, or its powers, for which gradients must be independent."""
        spreads = [part for part in self._parts if isinstance(part, Apply) and part.name == VARIANCE]
        powers = [part for part in self._parts if isinstance(part, Binary) and part.op == "^"]
        nonlinear: list[Node] = [*spreads, *powers]
        inside = applied_in(*nonlinear)
        return any(part.name not in {GRADIENT, *SIGNS} for part in inside)

    def samples(self, laws: Sequence[Law], decay: Fraction) -> Iterator[tuple[str, Difference]]:
        """How it compares on each of the laws, where hyper-parameters are near a decay."""
        hyper = self.model.rule.hyper if self.model else ()
        values = dict(zip(hyper, _spread(decay), strict=False)) | dict(self.model.values if self.model else {})
        for t, law in product(self._times, laws):
            try:
                found = _At(self, law, values, t).difference()
            except Undefined:
                continue
            yield f"{law}{_told(values, self, t)}", found
            if found.grade is Grade.REFUTED:
                return


def _spread(decay: Fraction) -> tuple[Fraction, ...]:
    """Different numbers for the hyper-parameters, each between 0 and 1."""
    return decay, (decay + 1) / 2, (decay + 2) / 3, (decay + 3) / 4, decay / 2


def _told(values: Mapping[str, Fraction], claim: Claim, t: int | None) -> str:
    """The decay and the step of a sample."""
    said = [f"{name} = {value}" for name, value in values.items() if name.startswith(("beta", "mu"))]
    return "".join(f", {each}" for each in [*said, *([f"{claim.steps} = {t}"] if t else [])])


@dataclass(frozen=True)
class _At:
    """A claim on one law, with numbers for its hyper-parameters and its step."""

    claim: Claim
    law: Law
    values: Mapping[str, Fraction]
    t: int | None

    def difference(self) -> Difference:
        """The two sides, compared."""
        (left, right), relation = self.claim.chain.members, self.claim.chain.relations[0]
        for root, other, said in ((left, right, relation), (right, left, _TURNED[relation])):
            most = self._most(root)
            if most is not None:
                return _at_most(most, said, self.number(other))
        return compare(self.number(left), relation, self.number(right))

    def _most(self, node: Node) -> Node | None:
        """A number that the mean of a root does not exceed in the limit, by three moments of what stands below it.

        For u = x/m - 1, the root of x is at most (1 + u/2 - u^2/8 + u^3/16) times that of m, wherever x >= 0.
        """
        t = None if isinstance(node, Limit) else self.t
        match node.body if isinstance(node, Limit) else node:
            case Apply(name=name, arguments=(Call(function="sqrt", arguments=(inner,)),)) if name == MEAN and t is None:
                first, second, third = (self.mean(_power(inner, k), None) for k in (1, 2, 3))
                m, square, cube = map(evaluate, (first, second, third))
                if (
                    not (isinstance(m, Fraction) and isinstance(square, Fraction) and isinstance(cube, Fraction))
                    or m <= 0
                ):
                    return None
                spread, skew = square / m**2 - 1, cube / m**3 - 3 * square / m**2 + 2
                return Binary("*", _literal(1 - spread / 8 + skew / 16), Call("sqrt", (first,)))
        return None

    def number(self, node: Node, t: int | None = -1) -> Node:
        """The node with a number for each moment and each letter."""
        t = self.t if t == -1 else t
        match node:
            case Limit(body=body, point=Infinity(negative=False)):
                return self.number(body, None)
            case Apply(name=name, arguments=(inner,)) if is_moment(node):
                mean = self.mean(inner, t)
                return mean if name != VARIANCE else Binary("-", self.mean(_squared(inner), t), _squared(mean))
            case Name() | Apply() if node in self.claim.meanings:
                return self.number(self.claim.meanings[node], t)
            case Sum(upper=Infinity()):
                return self._endless(node, t)
            case Sum() if t is not None:
                return self._summed(node, t)
            case Binary(op="^", left=base, right=power) if t is None and self._counts(power):
                if not _between(self.number(base, t)):
                    raise Undefined("it has no limit")
                return Literal("0")
            case Name(name=name) if name in self.values:
                return _literal(self.values[name])
            case Name(name=name) if name == self.claim.steps and t is not None:
                return Literal(str(t))
            case Name(name=name) if name != "pi":
                raise Unreadable(UNBOUND.format(name), 1)
            case Apply():
                raise Unreadable(f"{node} stands outside of every mean", 1)
        return with_parts(node, lambda part: self.number(part, t))

    def _summed(self, node: Sum, t: int) -> Node:
        """A sum over steps, term by term."""
        first, last = (evaluate(self.number(end, t)) for end in (node.lower, node.upper))
        if not (isinstance(first, Fraction) and isinstance(last, Fraction) and last - first <= MOST_STEPS):
            raise Undefined("its terms are not added here")
        total: Node = Literal("0")
        for step in range(int(first), int(last) + 1):
            total = Binary("+", total, self.number(_term(node, step), t))
        return total

    def _endless(self, node: Sum, t: int | None) -> Node:
        """A sum without an end, if its terms fall by one ratio."""
        first = evaluate(self.number(node.lower, t))
        if not isinstance(first, Fraction):
            raise Undefined("its terms are not added here")
        terms: list[Fraction] = []
        for step in range(int(first), int(first) + FALLING):
            value = evaluate(self.number(_term(node, step), t))
            if not isinstance(value, Fraction) or not value:
                raise Undefined("its terms are not added here")
            terms.append(value)
        ratios = {after / term for term, after in pairwise(terms)}
        if len(ratios) != 1 or not abs(ratio := ratios.pop()) < 1:
            raise Undefined("its terms are not added here")
        return _literal(terms[0] / (1 - ratio))

    @staticmethod
    def _counts(node: Node) -> bool:
        return any(part.name in COUNTS for part in walk(node) if isinstance(part, Name))

    def mean(self, inner: Node, t: int | None) -> Node:
        """The mean of an expression: by its moments, or else over everything that can happen."""
        states = heads_in(inner) - {GRADIENT}
        times = {str(part.arguments[0]) for part in walk(inner) if isinstance(part, Apply)}
        if len(times) > 1 or not (times <= COUNTS or _is_step(times) or not states):
            raise Unreadable("the mean is of letters at different steps", 1)
        if any(isinstance(part, Sum) for part in walk(inner)):
            raise Unreadable("the mean is of a sum over steps", 1)
        at = int(times.pop()) if _is_step(times) else t
        if states and self.claim.model is None:
            raise Unreadable(f"{min(states)} is not known here", 1)
        rule = self.claim.model.rule if self.claim.model and states else RULES["sgd"]
        hyper = {name: self.values.get(name, Fraction(1, 2)) for name in rule.hyper}
        run = Run(rule, hyper, self.law)
        what = self._polynomial(inner, t)
        if isinstance(what, Polynomial):
            return _literal(run.mean(what, at if states else 1))
        steps = at if states else 1
        if steps is None or steps > MOST_DRAWS or not isinstance(self.law, Discrete):
            raise Undefined("no sample of this is drawn")
        total: Node = Literal("0")
        for weight, seen in run.outcomes(steps):
            value = rebuilt(inner, lambda part, seen=seen: _seen(part, seen))  # type: ignore[misc]
            total = Binary("+", total, Binary("*", _literal(weight), self.number(value, t)))
        return total

    def _polynomial(self, node: Node, t: int | None) -> object:
        """The expression as a polynomial in the states and the gradient, if it is one."""
        match node:
            case Apply(name=name, arguments=(_,)) if not is_moment(node):
                return Polynomial.letter(name)
            case Name(name=name) if name == GRADIENT:
                return Polynomial.letter(name)
            case Negate(operand=operand):
                return -self._polynomial(operand, t)  # type: ignore[operator]
            case Binary(op="^", left=left, right=Literal() as power) if power.numeral.integer:
                return self._polynomial(left, t) ** int(power.value)  # type: ignore[operator]
            case Binary(op=op, left=left, right=right) if op in "+-*/":
                return _combined(op, self._polynomial(left, t), self._polynomial(right, t))
            case Call():
                return Beyond()
            case Binary(op="^", left=left) if _is_drawn(left):
                return Beyond()
        value = evaluate(self.number(node, t))
        return Polynomial.number(value) if isinstance(value, Fraction) else Beyond()


def _at_most(most: Node, relation: str, other: Node) -> Difference:
    """How what is at most a number compares with another one, where that is more."""
    less = relation in ("<", "<=", "!=")
    found = compare(most, {"<=": "<="}.get(relation, "<") if less else ">=", other)
    if not (found.grade.holds if less else found.grade is Grade.REFUTED):
        raise Undefined("no sample of this is drawn")
    return found


def _power(node: Node, k: int) -> Node:
    return node if k == 1 else Binary("^", node, Literal(str(k)))


def _is_drawn(node: Node) -> bool:
    """Whether it has a state, or a gradient, so that it is random."""
    return any(part == Name(GRADIENT) or (isinstance(part, Apply) and not is_moment(part)) for part in walk(node))


def _combined(op: str, left: object, right: object) -> object:
    """A sum, difference, product or quotient."""
    if isinstance(left, Beyond) or isinstance(right, Beyond):
        return Beyond()
    assert isinstance(left, Polynomial)
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[op](right)


def _seen(part: Node, seen: Mapping[str, Fraction]) -> Node | None:
    """The value of a state or of the gradient in one course of things."""
    match part:
        case Apply(name=name) | Name(name=name) if name in seen and not is_moment(part):
            return _literal(seen[name])
    return None


def _without_limit(node: Node) -> Node | None:
    return Literal("0") if isinstance(node, Limit) else None


def _squared(node: Node) -> Node:
    return Binary("^", node, Literal("2"))


def _term(node: Sum, step: int) -> Node:
    """The term of a sum at a step."""
    at = _literal(Fraction(step))
    return rebuilt(node.body, lambda part: at if part == Name(node.index) else None)


def _literal(value: Fraction) -> Node:
    """A number as a node."""
    whole: Node = Literal(str(abs(value.numerator)))
    size = whole if value.denominator == 1 else Binary("/", whole, Literal(str(value.denominator)))
    return Negate(size) if value < 0 else size


def _is_step(times: set[str]) -> bool:
    return len(times) == 1 and all(each.isdigit() and each != "0" for each in times)


def _between(node: Node) -> bool:
    value = evaluate(node)
    return isinstance(value, Fraction) and abs(value) < 1
