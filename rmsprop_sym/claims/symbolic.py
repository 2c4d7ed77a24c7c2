"""A statement with letters, judged: proved by the kernel, or refuted by an exact instance, or left open.

It is proved only together with an instance that meets everything supposed; what is supposed and contradicts
itself says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice

from rmsprop_sym.alphabet import DOMAINS, show
from rmsprop_sym.claims.digits import Reading as Digits
from rmsprop_sym.claims.digits import reading as digits_of
from rmsprop_sym.claims.letters import OutsideDomain, Reading, read, stated, states_in
from rmsprop_sym.claims.settings import Hypothesis, Setting
from rmsprop_sym.claims.syntax import Chain
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, weakest
from rmsprop_sym.evaluate import Point, Undefined, conditions, evaluate, holds
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Apply, Head, Lambda, Letter, Number, Symbol, Term, substitute, term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume, follows, limit_of_equal, specialise
from rmsprop_sym.library import Entry, reason_name, theorems, unknown_axioms
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import RunState
from rmsprop_sym.sampling import met, points
from rmsprop_sym.search import X, Y, prove, eliminated, size_from_square, use, walk

SAMPLES = 40
UNROLLED = 6
LIBRARY: Mapping[str, Entry] = theorems()


def judge(
    chain: Chain,
    *,
    rule: Rule | None,
    given: Sequence[Hypothesis] = (),
    where: Sequence[Setting] = (),
    options: Mapping[str, str] | None = None,
) -> Evidence:
    """What is known about a statement with letters.

    Raises Unreadable if it means nothing here.
    """
    if chain.relations == ("≈",):
        printed = digits_of(chain.members[1])
        exact = Chain(chain.members, ("=",))
        reading = read(exact, rule=rule, given=given, where=where, options=options or {})
        return Judged(reading, (_rounded(reading, printed),))
    try:
        reading = read(chain, rule=rule, given=given, where=where, options=options or {})
    except OutsideDomain as error:
        return Undecided(str(error))
    return Judged(reading, tuple(_Case(reading, claim).decided() for claim in reading.claims))


# --- evidence -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged(Evidence):
    """The evidence for a statement, which is that for the weakest of its links, and how it was read."""

    reading: Reading
    links: tuple[Evidence, ...]

    @property
    def _weakest(self) -> Evidence:
        worst = weakest(link.grade for link in self.links)
        return next(link for link in self.links if link.grade is worst)

    @property
    def grade(self) -> Grade:
        """That of the weakest link."""
        return self._weakest.grade

    @property
    def kind(self) -> str:
        """What sort of statement it is."""
        relations = {claim.relation for claim in self.reading.claims}
        return "limit" if "->" in relations else "identity" if relations <= {"="} else "inequality"

    @property
    def read_as(self) -> str:
        """The statement as it was understood."""
        return self.reading.text

    @property
    def given(self) -> tuple[str, ...]:
        """What was supposed."""
        return tuple(map(stated, (*self.reading.given, *self.reading.steps)))

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains of the letters."""
        return tuple(map(show, self.reading.domains))

    def __getattribute__(self, name: str) -> object:
        """What a verdict asks for and this class does not answer itself is asked of the weakest link."""
        if name in (
            "because",
            "witness",
            "trusts",
            "value",
            "exact",
            "tie",
            "samples",
            "reason",
            "attempt",
            "attempt_grade",
        ):
            return getattr(self._weakest, name)
        return super().__getattribute__(name)


@dataclass(frozen=True)
class ByTheorem(Evidence):
    """A theorem that says just this, under hypotheses that are supposed, and an instance that meets them all."""

    claim: Claim
    theorem: Theorem
    supposed: tuple[Claim, ...]
    instance: Point

    @property
    def grade(self) -> Grade:
        """PROVED, if all of this is so."""
        says = self.theorem.claim == self.claim and self.theorem.hypotheses <= set(self.supposed)
        sound = not unknown_axioms(self.theorem) and all(met(h, self.instance) for h in self.supposed)
        return Grade.PROVED if says and sound else Grade.OPEN

    @property
    def because(self) -> str:
        """The theorems of the library that it rests on."""
        names = (reason_name(t) for t in self.theorem.ancestry())
        return ", ".join(dict.fromkeys(name for name in names if name in LIBRARY)) or "the equations of the rule"

    @property
    def trusts(self) -> tuple[str, ...]:
        """The definitions and axioms below."""
        return self.theorem.trusts()


@dataclass(frozen=True)
class Counterexample(Evidence):
    """An exact instance of everything supposed at which the claim fails, and perhaps what is true instead."""

    claim: Claim
    supposed: tuple[Claim, ...]
    point: Point
    nearest: tuple[str, ByTheorem] | None = None

    @property
    def grade(self) -> Grade:
        """REFUTED, if the instance is one."""
        fails = holds(self.claim, self.point) is False and all(met(h, self.point) for h in self.supposed)
        return Grade.REFUTED if fails else Grade.OPEN

    @property
    def because(self) -> str | None:
        """What the true statement rests on."""
        return f"{self.nearest[1].because}: {self.nearest[0]}" if self.nearest else None

    @property
    def witness(self) -> str:
        """The instance, and what both sides are worth there."""
        left, right = (_shown(evaluate(side, self.point)) for side in (self.claim.left, self.claim.right))
        values = ", ".join(_coordinates(self.claim, self.point))
        return f"{values}: {left} {_NOT[self.claim.relation]} {right}" if values else f"{left}, not {right}"

    @property
    def attempt(self) -> str | None:
        """The nearest truth."""
        return self.nearest[0] if self.nearest else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return self.nearest[1].grade if self.nearest else None

    @property
    def trusts(self) -> tuple[str, ...]:
        """The rules that were run."""
        return tuple(sorted({s.head.rule for side in (self.claim.left, self.claim.right) for s in _states(side)}))


_NOT = {"=": "is not", "!=": "is", "<=": "is more than", "<": "is not less than"}


@dataclass(frozen=True)
class Contrary(Evidence):
    """A theorem with the true limit, and an exact instance at which that is another number."""

    claim: Claim
    theorem: Theorem
    supposed: tuple[Claim, ...]
    instance: Point

    @property
    def grade(self) -> Grade:
        """REFUTED: a sequence has one limit."""
        true, said = self.theorem.claim, self.claim
        same = said.relation == true.relation == "->" and normal(true.left) == normal(said.left)
        other = holds(Claim(true.right, "!=", said.right), self.instance) is True
        known = self.theorem.hypotheses <= set(self.supposed) and not unknown_axioms(self.theorem)
        sound = same and other and known and all(met(h, self.instance) for h in self.supposed)
        return Grade.REFUTED if sound else Grade.OPEN

    @property
    def witness(self) -> str:
        """The instance, and the two limits there."""
        values = ", ".join(_coordinates(Claim(self.theorem.claim.right, "=", self.claim.right), self.instance))
        true, said = (_shown(evaluate(side, self.instance)) for side in (self.theorem.claim.right, self.claim.right))
        return f"{values}: it tends to {true}, not to {said}" if values else f"it tends to {true}, not to {said}"

    @property
    def because(self) -> str:
        """The true limit."""
        return f"{reason_name(self.theorem)}: {stated(self.theorem.claim)}"

    @property
    def trusts(self) -> tuple[str, ...]:
        """The definitions and axioms below."""
        return self.theorem.trusts()

    @property
    def attempt(self) -> str:
        """The true limit."""
        return stated(self.theorem.claim)

    @property
    def attempt_grade(self) -> Grade:
        """What is promised about it."""
        return ByTheorem(self.theorem.claim, self.theorem, self.supposed, self.instance).grade


@dataclass(frozen=True)
class ExactRun(Evidence):
    """A claim whose every letter has a value, and the point at which it is evaluated."""

    claim: Claim
    point: Point

    @property
    def grade(self) -> Grade:
        """PROVED or REFUTED where both sides are rational or surely apart; OPEN where balls overlap."""
        held = holds(self.claim, self.point)
        if held is None:
            return Grade.OPEN
        sides = [evaluate(side, self.point) for side in (self.claim.left, self.claim.right)]
        sure = Grade.PROVED if all(isinstance(side, Exact) for side in sides) else Grade.ENCLOSED
        return sure if held else Grade.REFUTED

    @property
    def because(self) -> str:
        """What the left side is worth."""
        return f"{show(self.claim.left)} is {_shown(evaluate(self.claim.left, self.point))}"

    @property
    def attempt(self) -> str | None:
        """The true value."""
        value = evaluate(self.claim.left, self.point)
        wrong = self.grade is Grade.REFUTED and self.claim.relation == "=" and isinstance(value, Exact)
        return f"{show(self.claim.left)} = {_shown(value)}" if wrong else None

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about it."""
        return Grade.PROVED if self.attempt else None

    @property
    def reason(self) -> str | None:
        """Why nothing is promised."""
        return "the two sides are too close to tell apart" if self.grade is Grade.OPEN else None


@dataclass(frozen=True)
class Survived(Evidence):
    """Samples that met everything supposed, at none of which the claim fails."""

    claim: Claim
    supposed: tuple[Claim, ...]
    tried: tuple[Point, ...]

    @property
    def grade(self) -> Grade:
        """SURVIVED, if there are samples and the claim holds at each."""
        sound = self.tried and all(all(met(h, p) for h in self.supposed) for p in self.tried)
        return Grade.SURVIVED if sound and all(holds(self.claim, p) is True for p in self.tried) else Grade.OPEN

    @property
    def samples(self) -> int:
        """How many there were."""
        return len(self.tried)

    @property
    def reason(self) -> str:
        """That this is no proof."""
        return f"it holds at {len(self.tried)} exact samples; no theorem here implies it"


# --- deciding -----------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Case:
    """One claim of a statement, and what is supposed about it."""

    reading: Reading
    claim: Claim

    def decided(self) -> Evidence:
        """The strongest evidence that is found."""
        point = _determined(self.reading)
        if point is not None and self.claim.relation != "->":
            try:
                run = ExactRun(self.claim, point)
                if run.grade is not Grade.OPEN:
                    return run
            except Undefined:
                pass
        instance = next(self._points(), None)
        if instance is None:
            return Undecided(self._no_instance())
        if self._meaningless():
            return Undecided("no instance known at which both sides mean something; it says nothing")
        theorem = self._at_once()
        if theorem is None and self.claim.relation != "->":
            refuted = self._counterexample()
            if refuted is not None:
                return refuted
            theorem = self._worked_out()
        if theorem is not None:
            return ByTheorem(self.claim, theorem, self.supposed, instance)
        return self._contrary() or self._survived()

    # What is known.

    @cached_property
    def supposed(self) -> tuple[Claim, ...]:
        """What is supposed, and that both sides mean something."""
        sides = (self.claim.left, self.claim.right) if self.claim.relation != "->" else ()
        plain = (c for side in sides for c in conditions(side) if not c.within and c.free())
        return tuple(dict.fromkeys((*self.reading.hypotheses, *plain)))

    @cached_property
    def _facts(self) -> list[Theorem]:
        supposed = [assume(h) for h in self.supposed]
        return [*supposed, *_equations(self.reading, self.claim, supposed)]

    def _points(self, *more: Claim) -> Iterator[Point]:
        hypotheses = (*self.supposed, *more)
        symbols = self.claim.free()
        rules = {self.reading.run.rule.name: self.reading.run.rule} if self.reading.run else {}
        return points(hypotheses, symbols, rules, free_start=self.reading.free_start)

    def _no_instance(self) -> str:
        facts = self._facts
        for k, hypothesis in enumerate(self.reading.hypotheses):
            others = facts[:k] + facts[k + 1 :]
            if _refuted(hypothesis, others):
                return f"what is supposed contradicts itself at {show(hypothesis)}; the statement says nothing"
        return "no instance known that meets everything supposed; it may say nothing"

    def _meaningless(self) -> bool:
        if self.claim.relation == "->":
            return False
        for point in islice(self._points(), SAMPLES):
            try:
                for side in (self.claim.left, self.claim.right):
                    evaluate(side, point)
            except Undefined:
                continue
            return False
        return True

    # Proofs.

    @cached_property
    def _instances(self) -> tuple[Theorem, ...]:
        """Theorems of the library at the letters of this claim, as far as what they suppose is supposed here."""
        return tuple(self._placed())

    def _placed(self) -> Iterator[Theorem]:
        supposed = [assume(h) for h in self.supposed]
        for entry in LIBRARY.values():
            if self._about_this_run(entry.theorem):
                for by in _mappings(entry.theorem, self.claim, self.reading):
                    theorem = _used(entry.theorem, by, supposed)
                    if theorem is not None and theorem.hypotheses <= set(self.supposed):
                        yield theorem

    def _about_this_run(self, theorem: Theorem) -> bool:
        rule = self.reading.run.rule.name if self.reading.run else ""
        starts = any(t.rule == "definition" and t.data[-1] == "start" for t in theorem.ancestry())
        return {r.rule for r in theorem.recursions} <= {rule} and not (starts and self.reading.free_start)

    def _at_once(self) -> Theorem | None:
        """The claim from one theorem of the library."""
        for theorem in self._instances:
            found = _same(theorem, self.claim)
            if found is not None:
                return found
        return None

    def _by_equations(self) -> Theorem | None:
        """The claim from the equations of the rule and what is supposed."""
        return _proved(self.claim, self._facts) or _sized(self.claim, self._facts)

    def _worked_out(self) -> Theorem | None:
        """The claim from the equations of the rule, and then from the library as well."""
        near = [t for t in self._instances if t.claim.relation != "->" and _shares(t.claim, self.claim)]
        return self._by_equations() or (_proved(self.claim, [*self._facts, *near[:6]]) if near else None)

    # Refutations.

    def _counterexample(self) -> Evidence | None:
        for point in islice(self._points(), SAMPLES):
            try:
                failed = holds(self.claim, point) is False
            except Undefined:
                continue
            if failed:
                if self._holds_somewhere():
                    return self._equation_to_solve()
                return Counterexample(self.claim, self.supposed, point, self._repaired(point))
        return None

    def _holds_somewhere(self) -> bool:
        """Whether this is an equation between hyper-parameters and numbers, which asks for a value."""
        return self.claim.relation == "=" and bool(self.claim.free()) and self.claim.free() <= set(DOMAINS)

    def _equation_to_solve(self) -> Evidence:
        apart = _proved(Claim(self.claim.left, "!=", self.claim.right), self._facts)
        instance = next(self._points(), None)
        if apart is not None and instance is not None:
            return Counterexample(self.claim, self.supposed, instance)
        solutions = _solutions(self.claim)
        said = (
            f"it holds iff {' or '.join(solutions)}" if solutions else "it may hold for some values and not for others"
        )
        return Undecided(f"{said}; fix the letters with :where:")

    def _contrary(self) -> Evidence | None:
        if self.claim.relation != "->":
            return None
        for theorem in self._instances:
            if theorem.claim.relation == "->" and normal(theorem.claim.left) == normal(self.claim.left):
                for point in islice(self._points(), SAMPLES):
                    contrary = Contrary(self.claim, theorem, self.supposed, point)
                    if contrary.grade is Grade.REFUTED:
                        return contrary
        return None

    def _survived(self) -> Evidence:
        if self.claim.relation == "->":
            return Undecided("no theorem here implies this limit, and none contradicts it")
        tried = []
        for point in islice(self._points(), SAMPLES):
            try:
                if holds(self.claim, point) is True:
                    tried.append(point)
            except Undefined:
                continue
        survived = Survived(self.claim, self.supposed, tuple(tried))
        return survived if survived.grade is Grade.SURVIVED else Undecided("nothing here decides it")

    # Repair.

    def _repaired(self, point: Point) -> tuple[str, ByTheorem] | None:
        """The nearest truth: another right side, a missing hypothesis; itself proved."""
        for candidate, more in self._candidates():
            case = _Case(_with(self.reading, more), candidate)
            instance = point if all(met(h, point) for h in case.supposed) else next(case._points(), None)
            theorem = (case._at_once() or case._by_equations()) if instance else None
            if theorem is not None and instance is not None:
                evidence = ByTheorem(candidate, theorem, case.supposed, instance)
                if evidence.grade is Grade.PROVED:
                    given = f" given {', '.join(map(stated, more))}" if more else ""
                    return f"{stated(candidate)}{given}", evidence
        return None

    def _candidates(self) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
        claim, known = self.claim, []
        for theorem in self._instances:
            t = theorem.claim
            if t.relation == "=" and not t.within:
                sides = ((t.left, t.right), (t.right, t.left))
                known += [Claim(claim.left, "=", b) for a, b in sides if normal(a) == normal(claim.left) != normal(b)]
        yield from ((candidate, ()) for candidate in sorted(known, key=lambda c: len(list(walk(c.right)))))
        eps, beta = (next(x for x in DOMAINS if x.name == name) for name in ("eps", "beta"))
        if eps in claim.free():
            yield claim, (Claim(eps, "=", ZERO),)
        if claim.relation == "=":
            factors = [p for p in walk(claim.right) if isinstance(p, Letter) and p in DOMAINS]
            near = [*factors, abs(claim.right), claim.right.sqrt(), claim.right**2, claim.right / (1 - beta).sqrt()]
            yield from ((Claim(claim.left, "=", right), ()) for right in dict.fromkeys(near))
        if claim.relation in ("<", "<="):
            yield Claim(claim.right, claim.relation, claim.left), ()


def _with(reading: Reading, more: tuple[Claim, ...]) -> Reading:
    return Reading(
        reading.claims,
        (*reading.given, *more),
        reading.domains,
        reading.steps,
        reading.run,
        reading.fixed,
        reading.free_start,
    )


def _refuted(hypothesis: Claim, others: Sequence[Theorem]) -> bool:
    """Whether the others imply that a hypothesis is false."""
    if hypothesis.within:
        return False
    equations = [f for f in others if f.claim.relation == "=" and not f.claim.within]
    rest = eliminated(normal(hypothesis.right - hypothesis.left), equations).rest
    impossible = hypothesis.relation == "=" and rest and not rest.keys() - {UNIT}
    return bool(impossible) or _proved(_denial(hypothesis), others) is not None


def _denial(claim: Claim) -> Claim:
    return (
        {
            "=": Claim(claim.left, "!=", claim.right),
            "!=": Claim(claim.left, "=", claim.right),
            "<=": Claim(claim.right, "<", claim.left),
            "<": Claim(claim.right, "<=", claim.left),
        }[claim.relation]
        if not claim.within
        else Claim(ZERO, "<", ZERO)
    )


def _shares(a: Claim, b: Claim) -> bool:
    return bool(states_in([a]) & states_in([b]))


def _proved(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    try:
        return prove(claim, facts)
    except (Gap, OverflowError):
        return None


def _sized(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """abs(a) = b, because a**2 = b**2 and 0 <= b."""
    match claim:
        case Claim(Apply(Head("abs"), (inside,)), "=", size):
            theorem = _used(size_from_square(), {X: inside, Y: size}, facts)
            supposed = {h for f in facts for h in f.hypotheses}
            return theorem if theorem is not None and theorem.hypotheses <= supposed else None
    return None


def _used(theorem: Theorem, by: Mapping[Symbol, Term], facts: Sequence[Theorem]) -> Theorem | None:
    try:
        return use(theorem, by, facts)
    except (Gap, OverflowError):
        return None


def _same(theorem: Theorem, claim: Claim) -> Theorem | None:
    """The claim itself, from a theorem that differs only in how its sides are written."""
    if theorem.claim == claim:
        return theorem
    try:
        if theorem.claim.relation == claim.relation == "->":
            assert isinstance(theorem.claim.left, Lambda) and isinstance(claim.left, Lambda)  # noqa: PT018 - one fact
            body = substitute(claim.left.body, {claim.left.index: theorem.claim.left.index})
            limit = limit_of_equal(theorem, follows(Claim(body, "=", theorem.claim.left.body)), claim.right)
            return limit if limit.claim == claim else None
        for sign in (1, -1) if claim.relation == "=" == theorem.claim.relation else (1,):
            try:
                return follows(claim, [theorem], [sign])
            except Gap:
                continue
    except (Gap, OverflowError):
        pass
    return None


def _mappings(theorem: Theorem, claim: Claim, reading: Reading) -> Iterator[dict[Symbol, Term]]:
    """The letters of a theorem at what this claim has: its indices for t, its constants for free letters."""
    symbols = theorem.claim.free().union(*(h.free() for h in theorem.hypotheses))
    fixed = {x: value for x, value in reading.fixed.items() if x in symbols}
    steps = [x for x in symbols if isinstance(x, Letter) and x.natural]
    others = [x for x in symbols if isinstance(x, Letter) and not x.natural and x not in DOMAINS]
    indices = list(dict.fromkeys(i for _, index in sorted(states_in([claim]), key=str) for i in (index, index - 1)))
    indices = [i for i in indices if not isinstance(i, Number)][:4]
    constants = list(dict.fromkeys(_constants(claim)))[:4]
    first = steps[0] if len(steps) == 1 else None
    for index in dict.fromkeys([first, *indices] if first else [None]):
        by = dict(fixed) if index is None or first is None else {**fixed, first: index}
        if len(others) == 1 and others[0] not in claim.free():
            yield from ({**by, others[0]: constant} for constant in constants)
        else:
            yield by


def _constants(claim: Claim) -> Iterator[Term]:
    """Letters that are no hyper-parameters, and their squares."""
    for x in sorted(claim.free(), key=str):
        if isinstance(x, Letter) and not x.natural and x not in DOMAINS:
            yield x
            yield x**2


def _equations(reading: Reading, claim: Claim, facts: Sequence[Theorem]) -> Iterator[Theorem]:
    """The rule's equations for the states that are spoken of, back to the start if that is near."""
    if reading.run is None:
        return
    rule = reading.run.rule
    run = rule.run(
        **{x.name: value for x, value in reading.fixed.items() if isinstance(x, Letter) and x.name in rule.hyper}
    )
    if not reading.free_start:
        yield from (RunState(run, name).start for name in rule.start)
    indices = {index for _, index in states_in([claim, *reading.given])}
    last = max((int(i.value) for i in indices if isinstance(i, Number)), default=0)
    wanted = [term(k) for k in range(1, min(last, UNROLLED) + 1)] + [i for i in indices if not isinstance(i, Number)]
    for index in wanted:
        yield from (special for fact in facts if fact.claim.within for special in _specialised(fact, index, facts))
        for name in rule.states:
            try:
                yield RunState(run, name).at(index, *facts)
            except Gap:
                continue


def _specialised(fact: Theorem, index: Term, facts: Sequence[Theorem]) -> Iterator[Theorem]:
    try:
        yield specialise(fact, index, *(f for f in facts if f.claim.relation == "<=" and not f.claim.within))
    except Gap:
        return


def _determined(reading: Reading) -> Point | None:
    """The point at which everything spoken of has a value, if what is supposed says so."""
    letters = {x: v.value for x, v in reading.fixed.items() if isinstance(x, Letter) and isinstance(v, Number)}
    members: dict[str, dict[int, Fraction]] = {}
    starts: dict[str, Fraction] = {}
    for h in reading.given:
        match h:
            case Claim(Letter() as x, "=", Number(value)):
                letters[x] = value
            case Claim(Apply(Head(name, "sequence"), (Number(index),)), "=", Number(value)):
                members.setdefault(name, {})[int(index)] = value
            case Claim(Apply(Head(name, "state"), (*_, Number(index))), "=", Number(value)) if index == 0:
                if reading.run and reading.run.rule.start.get(name, value) != value and not reading.free_start:
                    return None
                starts[name] = value
            case _:
                return None
    if reading.run is None or not members:
        return None
    if set(reading.run.rule.states) - set(reading.run.rule.start) - set(starts):
        starts = {"theta": Fraction(0), **starts} if not _speaks_of_theta(reading) else starts
    sequences = {name: values.__getitem__ for name, values in members.items()}
    if _speaks_of_theta(reading) and "theta" not in starts:
        return None
    return Point(
        letters, {n: _partial(f) for n, f in sequences.items()}, {reading.run.rule.name: reading.run.rule}, starts
    )


def _partial(members: object) -> object:
    def member(index: int) -> Fraction:
        try:
            return members(index)  # type: ignore[operator,no-any-return]
        except KeyError:
            raise Undefined(f"g({index}) has no value") from None

    return member


def _speaks_of_theta(reading: Reading) -> bool:
    return any(name == "theta" for name, _ in states_in(reading.claims))


def _rounded(reading: Reading, printed: Digits | None) -> Evidence:
    """Whether printed digits are those of a value that everything supposed determines."""
    from rmsprop_sym.claims.digits import Rounded

    point = _determined(reading)
    if printed is None or point is None:
        return Undecided("≈ between letters needs a printed number on the right, and a value for every letter")
    left = reading.claims[0].left
    try:
        value = evaluate(left, point)
    except Undefined as error:
        return Undecided(f"it has no value here: {error}")
    ends = (value.fraction, value.fraction) if isinstance(value, Exact) else (value.lower(), value.upper())
    return Rounded(*ends, printed, "≈", show(left))


def _solutions(claim: Claim) -> list[str]:
    """The values of a single letter for which an equation holds, as SymPy suggests and evaluation confirms."""
    import sympy

    letters = sorted(claim.free(), key=str)
    if len(letters) != 1 or not isinstance(letters[0], Letter):
        return []
    x = sympy.Symbol(letters[0].name, real=True)
    try:
        found = sympy.solve(sympy.sympify(0) + _sympy(claim.left, x) - _sympy(claim.right, x), x)
    except (NotImplementedError, ValueError, TypeError):
        return []
    rational = [Fraction(int(r.p), int(r.q)) for r in found if isinstance(r, sympy.Rational)]
    confirmed = []
    for value in rational:
        point = Point({letters[0]: value})
        try:
            if holds(claim, point) and all(holds(d, point) for d in DOMAINS[letters[0]]):
                confirmed.append(f"{letters[0].name} = {value}")
        except Undefined:
            continue
    return confirmed


def _sympy(whole: Term, x: object) -> object:
    """A term in one letter, for SymPy to solve."""
    import sympy

    match whole:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Letter():
            return x
        case Apply(Head("+" | "*" | "**" as name), (a, b)):
            left, right = _sympy(a, x), _sympy(b, x)
            return {"+": sympy.Add, "*": sympy.Mul, "**": sympy.Pow}[name](left, right)
        case Apply(Head("sqrt" | "abs" | "exp" | "log" as name), (a,)):
            return {"sqrt": sympy.sqrt, "abs": sympy.Abs, "exp": sympy.exp, "log": sympy.log}[name](_sympy(a, x))
    raise ValueError(f"{whole!r} is not handed to SymPy")


def _states(whole: Term) -> list[Apply]:
    return [part for part in walk(whole) if isinstance(part, Apply) and part.head.kind == "state"]


def _coordinates(claim: Claim, point: Point) -> Iterator[str]:
    """The values of the letters, of the gradients that matter, and of the starts."""
    for x in sorted((s for s in claim.free() if isinstance(s, Letter)), key=lambda s: s.name):
        yield f"{x.name} = {point.letters[x]}"
    last = 1
    for _, index in states_in([claim]):
        try:
            value = evaluate(index, point)
            last = max(last, int(value.fraction)) if isinstance(value, Exact) else last
        except Undefined:
            continue
    for head in sorted((s for s in claim.free() if isinstance(s, Head)), key=lambda s: s.name):
        yield from (f"{head.name}({k}) = {point.sequences[head.name](k)}" for k in range(1, min(last, 4) + 1))


def _shown(value: object) -> str:
    return str(value.fraction) if isinstance(value, Exact) else str(value.arb.str(6, radius=False))  # type: ignore[attr-defined]
