"""A statement with letters, turned into claims of the kernel and the hypotheses under which it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym import alphabet
from rmsprop_sym.alphabet import DOMAINS, is_state, show
from rmsprop_sym.claims.expressions import syntax
from rmsprop_sym.claims.expressions.dots import with_partial_sums
from rmsprop_sym.claims.expressions.syntax import Chain, Constant, Node
from rmsprop_sym.claims.symbolic.everywhere import counted_from_one, for_every, general
from rmsprop_sym.claims.symbolic.settings import Box, Every, Hypothesis, Setting, Value, Values
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.kernel.certificate import NOTHING, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Symbol,
    Term,
    free,
    term,
)
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import Run, RunState, letter
from rmsprop_sym.search import walk

NATURAL = "tnkijT"
FREE = ("c", "x", "y", "m", "M", "s", "alpha", "mhat", "vhat", "rate", "sigma", *"ABCDKLQRUabqr")
FREE += ("lambda", "kappa", "delta", "tau", "gamma", "rho", "omega", "nu", *"Spvwz")
FLIPPED = {">": "<", ">=": "<="}
FAMILIAR = {"=", "!=", "<=", "<", ">", ">="}


class OutsideDomain(Exception):
    """A hyper-parameter is given a value for which no rule is meant."""


@dataclass(frozen=True)
class Reading:
    """What a statement says: its claims, under hypotheses, about a run."""

    claims: tuple[Claim, ...]
    given: tuple[Claim, ...]
    domains: tuple[Claim, ...]
    steps: tuple[Claim, ...]
    run: Run | None
    fixed: Mapping[Symbol, Term]
    free_start: bool
    box: Mapping[Letter, tuple[Fraction, Fraction]]

    def __hash__(self) -> int:
        """By what is stated and supposed: a mapping has no hash."""
        return hash((self.claims, self.given, self.steps))

    @property
    def hypotheses(self) -> tuple[Claim, ...]:
        """Everything that is supposed."""
        return (*self.given, *self.steps, *self.domains)

    @property
    def text(self) -> str:
        """The statement as it was understood, without what is supposed."""
        return " and ".join(map(stated, self.claims))


def stated(claim: Claim) -> str:
    """The claim as a note would state it."""
    claim = bare(claim)
    if claim.relation == "->" and isinstance(claim.left, Lambda):
        left, right = show(claim.left.body, claim.right).split("; ")
        return f"limit({left}, {claim.left.index.name}, oo) = {right}"
    return show(claim)


def said(whole: Term) -> str:
    """The term as a note would write it."""
    return show(bare(Claim(whole, "=", whole)).left)


def bare(claim: Claim) -> Claim:
    """The claim with the states of its only run as plain sequences; values are in their letters' places already."""
    sides = (claim.left, claim.right, *claim.within)
    owners = {(p.head.rule, p.args[:-1]) for side in sides for p in walk(side) if is_state(p)}
    if len(owners) > 1:
        return claim
    left, right, *within = map(_bare, sides)
    return Claim(left, claim.relation, right, tuple(within))


def _bare(whole: Term) -> Term:
    match whole:
        case Apply(
            Head("*"), (Number(Fraction(numerator=-1)), Apply(Head("max"), (Apply(_, (_, a)), Apply(_, (_, b)))))
        ):
            return Apply(Head("min"), (_bare(a), _bare(b)))
        case Apply(Head(name, "state"), (*_, index)):
            return Apply(Head(name, "sequence"), (_bare(index),))
        case Apply(head, args):
            return Apply(head, tuple(map(_bare, args)))
        case Lambda(index, body):
            return Lambda(index, _bare(body))
    return whole


def read(
    chain: Chain,
    *,
    rule: Rule | None,
    given: Sequence[Hypothesis],
    where: Sequence[Setting],
    options: Mapping[str, str],
) -> Reading:
    """The statement in letters of the kernel.

    Raises Unreadable for a letter or a form that means nothing here.
    """
    letters = _Letters(rule, constants={h.name for h in given if isinstance(h, Constant)})
    start = options.get("start", "")
    if start not in ("", "any"):
        raise Unreadable(f"start: {start} is not known; write any, or a hypothesis such as v(0) = 1", 1)
    claims = tuple(letters.along(options.get("for", ""), claim) for claim in _links(chain, letters))
    hypotheses = general([claim for h in given for claim in letters.hypotheses(h)], claims)
    hypotheses += [claim for setting in where for claim in letters.settings(setting)]
    fixed: dict[Symbol, Term] = dict(letters.fixed)
    claims = tuple(claim.at(fixed) for claim in claims)
    hypotheses = [h for h in (h.at(fixed) for h in hypotheses) if h.relation not in ("=", "<=") or h.left != h.right]
    spoken = {x for claim in (*claims, *hypotheses) for x in claim.free()} | set(letters.owners())
    domains = [d for x in DOMAINS if x in spoken for d in _domain(x, fixed.get(x), hypotheses)]
    steps = tuple(dict.fromkeys(s for claim in (*claims, *hypotheses) for s in _steps(claim)))
    return Reading(
        claims,
        tuple(hypotheses),
        tuple(domains),
        tuple(s for s in steps if s not in hypotheses),
        letters.run,
        fixed,
        start == "any",
        letters.box,
    )


def _links(chain: Chain, letters: _Letters) -> Iterable[Claim]:
    """Each member of the chain against the one before it."""
    for left, relation, right in zip(chain.members, chain.relations, chain.members[1:], strict=False):
        if relation not in FAMILIAR:
            raise Unreadable(
                f"{relation} between letters may mean several things; write =, limit(a/b, t, oo) = 1, or fix letters",
                1,
            )
        yield letters.claim(left, relation, right)


def _domain(x: Letter, value: Term | None, hypotheses: Sequence[Claim]) -> list[Claim]:
    """The domain of a hyper-parameter; a value on its border is taken at its word.

    Raises OutsideDomain for a value beyond it.
    """
    said = [h.right for h in hypotheses if h.relation == "=" and h.left == x and isinstance(h.right, Number)]
    number = value if isinstance(value, Number) else said[0] if said else None
    if number is None:
        return list(DOMAINS[x])
    _refuse_outside(x, number)
    return []


def _refuse_outside(x: Letter, number: Number) -> None:
    """Raises OutsideDomain for a value that is not even on the border of a hyper-parameter's domain."""
    closed = [Claim(c.left, "<=", c.right).at({x: number}) for c in DOMAINS.get(x, ())]
    if not all(_true(c) for c in closed):
        domain = ", ".join(map(show, DOMAINS[x]))
        raise OutsideDomain(f"{x.name} = {show(number)} lies outside its domain, {domain}")


def _true(claim: Claim) -> bool:
    match claim:
        case Claim(Number(a), "<=", Number(b)):
            return a <= b
    return False


def _steps(claim: Claim) -> Iterable[Claim]:
    """What must hold for the indices to be steps: gradients count from 1, states from 0."""
    if claim.within or claim.relation == "->":
        return
    for side in (claim.left, claim.right):
        for head, index, low in _indices(side, frozenset()):
            if not NOTHING.natural(normal(index - low)) and free(index):
                yield _tidy(Claim(term(low), "<=", index), head)
        yield from (Claim(ONE, "<=", x) for x in counted_from_one(side))


def _tidy(claim: Claim, _head: Head) -> Claim:
    """1 <= t for 0 <= t - 1."""
    shifted = normal(claim.right - claim.left)
    number = shifted.get(frozenset(), Fraction(0))
    letters = [x for x in free(claim.right) if isinstance(x, Letter)]
    if len(letters) == 1 and normal(letters[0] - -number) == shifted:
        return Claim(term(-number), "<=", letters[0])
    return claim


def _indices(whole: Term, bound: frozenset[Letter]) -> Iterable[tuple[Head, Term, int]]:
    match whole:
        case Apply(Head(_, "state") as head, (*_, index)):
            if not free(index) & bound:
                yield head, index, 0
            return
        case Apply(Head(_, "sequence") as head, (index,)):
            if not free(index) & bound:
                yield head, index, 1
        case Lambda(index, body):
            yield from _indices(body, bound | {index})
            return
        case Apply(_, args):
            for arg in args:
                yield from _indices(arg, bound)


class _Letters:
    """The letters of one statement: those of the run, those that values fix, those that are free."""

    def __init__(self, rule: Rule | None, constants: set[str]) -> None:
        self.rule, self.constants = rule, constants
        self.run = rule.run() if rule else None
        self.fixed: dict[Symbol, Term] = {}
        self.box: dict[Letter, tuple[Fraction, Fraction]] = {}

    def owners(self) -> list[Letter]:
        """The hyper-parameters of the rule."""
        return [letter(name) for name in self.rule.hyper] if self.rule else []

    def claim(self, left: Node, relation: str, right: Node) -> Claim:
        """One link; `limit(...) = L` becomes a claim about what a sequence tends to."""
        left, right = with_partial_sums(left, right), with_partial_sums(right, left)
        if isinstance(left, syntax.Limit) or isinstance(right, syntax.Limit):
            return self._limit(left, relation, right)
        sides = self.term(left), self.term(right)
        if relation in FLIPPED:
            return Claim(sides[1], FLIPPED[relation], sides[0])
        return Claim(sides[0], relation, sides[1])

    def along(self, where: str, claim: Claim) -> Claim:
        """The claim where `:for:` says: for all steps, or as a step grows, when two sides are equal in the limit."""
        words = where.replace("→", "->").replace("∞", "oo").split()
        match words:
            case [] | ["all", _]:
                return claim
            case [name, "->", "oo"] if claim.relation == "=" and not claim.within:
                n = self._natural(name)
                if n not in free(claim.right):
                    return Claim(Lambda(n, claim.left), "->", claim.right)
                if n not in free(claim.left):
                    return Claim(Lambda(n, claim.right), "->", claim.left)
                return Claim(Lambda(n, claim.left - claim.right), "->", ZERO)
        raise Unreadable(f"for: {where} is not read; write all t, or t -> oo beside an equation", 1)

    def _limit(self, left: Node, relation: str, right: Node) -> Claim:
        if not isinstance(left, syntax.Limit):
            left, right = right, left
        if isinstance(right, syntax.Limit) or relation != "=" or not isinstance(left, syntax.Limit):
            raise Unreadable("a limit is read as limit(...) = value", 1)
        variable = self._natural(left.variable)
        if not isinstance(left.point, syntax.Infinity) or left.point.negative:
            raise Unreadable(f"a limit in which {left.variable} tends to {left.point} is not read yet", 1)
        if isinstance(right, syntax.Infinity):
            raise Unreadable("an infinite limit is not read yet", 1)
        body, limit = self.term(left.body), self.term(right)
        if variable in free(limit):
            raise Unreadable(f"a limit does not hold {variable.name}; write :for: {variable.name} -> oo beside =", 1)
        return Claim(Lambda(variable, body), "->", limit)

    def hypotheses(self, hypothesis: Hypothesis) -> list[Claim]:
        """What a `:given:` supposes."""
        if isinstance(hypothesis, Constant):
            if hypothesis.name != "g":
                raise Unreadable(f"constant {hypothesis.name} is not known; gradients are constant g", 1)
            i = alphabet.i
            return [Claim(Lambda(i, alphabet.g(i)), "=", Lambda(i, Letter("g")), (ONE,))]
        if isinstance(hypothesis, Every):
            step = self._natural(hypothesis.step)
            return [for_every(claim, step) or claim for claim in _links(hypothesis.chain, self)]
        return list(_links(hypothesis, self))

    def settings(self, setting: Setting) -> list[Claim]:
        """What a `:where:` supposes; a hyper-parameter's value is put in its place."""
        match setting:
            case Value(name=name, value=value, index=None) if not self._is_state(name) and (
                name != "g" or name in self.constants
            ):
                x = self._letter(name)
                if x.natural and (value < 0 or value.denominator != 1):
                    raise OutsideDomain(f"{name} = {value} is not one of 0, 1, 2, ...")
                self.fixed[x] = Number(value)
                return []
            case Value(name=name, value=value, index=index):
                return [Claim(self._applied(name, term(self._first(name, index))), "=", Number(value))]
            case Values(name=name, values=values):
                return [Claim(self._applied(name, term(k)), "=", Number(v)) for k, v in enumerate(values, 1)]
            case Box(name=name, low=low, high=high):
                x = self._letter(name)
                for end in (low, high):
                    _refuse_outside(x, Number(end))
                self.box[x] = (low, high)
                return [Claim(Number(low), "<=", x), Claim(x, "<=", Number(high))]
        raise Unreadable(f"{setting} cannot be read", 1)

    def _first(self, name: str, index: int | None) -> int:
        """The index that a value is for: gradients count from 1, states from 0."""
        if name == "g" and index == 0:
            raise Unreadable("there is no g(0); gradients count from 1", 1)
        return index if index is not None else int(name == "g")

    def term(self, node: Node) -> Term:
        """The node as a term."""
        match node:
            case syntax.Literal():
                return Number(node.value)
            case syntax.Name(name=name):
                return self._name(name)
            case syntax.Negate(operand=operand):
                return -self.term(operand)
            case syntax.Binary(op=op, left=left, right=right):
                a, b = self.term(left), self.term(right)
                return {"+": a + b, "-": a - b, "*": a * b, "/": a / b, "^": a**b}[op]
            case syntax.Call(function="min", arguments=(first, second)):
                return -(-self.term(first)).maximum(-self.term(second))
            case syntax.Call(function=function, arguments=arguments):
                return Apply(Head(function), tuple(map(self.term, arguments)))
            case syntax.Apply(name=name, arguments=(index,)):
                return self._applied(name, self.term(index))
            case syntax.Sum(body=body, index=index, lower=lower, upper=upper):
                if isinstance(upper, syntax.Infinity):
                    raise Unreadable("an infinite sum is not read yet; write the limit of sum(..., 1, t)", 1)
                return alphabet.total(self.term(body), self._natural(index), self.term(lower), self.term(upper))
            case syntax.Infinity():
                raise Unreadable("infinity is no number", 1)
        raise Unreadable(f"{node} is not read here", 1)

    def _name(self, name: str) -> Term:
        if name == "g" and "g" not in self.constants:
            raise Unreadable("g stands alone; write g(t), or suppose `constant g`", 1)
        if self._is_state(name):
            raise Unreadable(f"{name} stands alone; write {name}(t), after t steps", 1)
        return self._letter(name)

    def _letter(self, name: str) -> Letter:
        if name in NATURAL:
            return alphabet.natural(name)
        hyper = {x.name: x for x in (*DOMAINS, *self.owners())}
        if name in hyper:
            return hyper[name]
        if name in FREE or (name == "g" and "g" in self.constants) or name == "G":
            return Letter(name)
        raise Unreadable(f"{name} is no letter known here", 1)

    def _natural(self, name: str) -> Letter:
        if name not in NATURAL:
            raise Unreadable(f"{name} is no index; write one of {', '.join(NATURAL)}", 1)
        return alphabet.natural(name)

    def _is_state(self, name: str) -> bool:
        return self.rule is not None and name in self.rule.states

    def _applied(self, name: str, index: Term) -> Term:
        if name == "g":
            return alphabet.g(index)
        if self.run is not None and self._is_state(name):
            return RunState(self.run, name)(index)
        rule = f"the rule {self.rule.name} has no state {name}" if self.rule else "no rule is named; add :rule:"
        raise Unreadable(f"{name}({show(index)}) means nothing here: {rule}", 1)


def states_in(claims: Iterable[Claim]) -> set[tuple[str, Term]]:
    """The states that the claims speak of, each with its index."""
    found = set()
    for claim in claims:
        for side in (claim.left, claim.right):
            for part in walk(side):
                if is_state(part):
                    found.add((part.head.name, part.args[-1]))
    return found
