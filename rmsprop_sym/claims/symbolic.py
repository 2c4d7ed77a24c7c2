"""A statement with letters, judged: proved by the kernel, or refuted by an exact instance, or left open.

It is proved only together with an instance that meets everything supposed; what is supposed and contradicts
itself says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.catalogue import Topic
from rmsprop_sym.claims.digits import Reading as Digits
from rmsprop_sym.claims.digits import Rounded
from rmsprop_sym.claims.digits import reading as digits_of
from rmsprop_sym.claims.evidence import ByTheorem, Contrary, Counterexample, Enclosed, ExactRun, Judged, Survived
from rmsprop_sym.claims.known import determined, equations, mappings, same, used
from rmsprop_sym.claims.letters import OutsideDomain, Reading, read, said, stated, states_in
from rmsprop_sym.claims.settings import Hypothesis, Setting
from rmsprop_sym.claims.solving import solutions
from rmsprop_sym.claims.syntax import Chain
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.deadline import TookTooLong, time_limit, uncounted
from rmsprop_sym.evaluate import Beyond, Point, Undefined, conditions, evaluate, holds
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Apply, Head, Letter
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume
from rmsprop_sym.library import Entry, theorems_about
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import Rule
from rmsprop_sym.sampling import met, points
from rmsprop_sym.search import X, Y, eliminated, prove_by_elimination, size_from_square, walk

SAMPLES, LIKELY = 40, 12
SECONDS, REPAIR = 0.5, 0.6  # of work: for samples, and for the nearest truth
NEAR = 6


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
    rounded = chain.relations == ("≈",)
    exact = Chain(chain.members, ("=",)) if rounded else chain
    try:
        reading = read(exact, rule=rule, given=given, where=where, options=options or {})
    except OutsideDomain as error:
        return Undecided(str(error))
    if rounded:
        return Judged(reading, (_rounded(reading, digits_of(chain.members[1])),), str(chain))
    return Judged(reading, tuple(_Case(reading, claim).decided() for claim in reading.claims), reading.text)


@dataclass(frozen=True, eq=False)
class _Case:
    """One claim of a statement, and what is supposed about it."""

    reading: Reading
    claim: Claim

    def decided(self) -> Evidence:
        """The strongest evidence that is found."""
        try:
            return self._determined() or self._decided()
        except OverflowError:
            return Undecided("a product in it has more terms than are multiplied out here")
        except RecursionError:
            return Undecided("it is nested too deeply to be worked out here")

    def _determined(self) -> Evidence | None:
        """The value of both sides, where everything has one."""
        point = determined(self.reading)
        if point is None or self.claim.relation == "->":
            return None
        run = ExactRun(self.claim, point)
        with suppress(Undefined):
            return run if run.grade is not Grade.OPEN else None
        return None

    def _decided(self) -> Evidence:
        theorem = self._at_once()
        instance = next(self._points(), None)
        if instance is None:
            return Undecided(self._no_instance())
        meaningless = self._meaningless()
        if meaningless:
            return Undecided(meaningless)
        if theorem is None and self.claim.relation != "->":
            refuted = self._counterexample()
            if refuted is not None:
                return refuted
            theorem = self._worked_out()
        if theorem is not None:
            return ByTheorem(self.claim, theorem, self.supposed, instance)
        return self._contrary() or self._enclosed(instance) or self._survived()

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
        return [*supposed, *equations(self.reading, self.claim, supposed)]

    def _points(self, *more: Claim) -> Iterator[Point]:
        hypotheses = (*self.supposed, *more)
        symbols = self.claim.free()
        rules = {self.reading.run.rule.name: self.reading.run.rule} if self.reading.run else {}
        return points(hypotheses, symbols, rules, seconds=SECONDS, free_start=self.reading.free_start)

    def _no_instance(self) -> str:
        facts = self._facts
        for k, hypothesis in enumerate(self.reading.hypotheses):
            others = facts[:k] + facts[k + 1 :]
            if _refuted(hypothesis, others):
                return f"what is supposed contradicts itself at {stated(hypothesis)}; the statement says nothing"
        return "no instance known that meets everything supposed; it may say nothing"

    def _meaningless(self) -> str:
        """Why the two sides have a value at none of the samples; nothing if they have one somewhere."""
        if self.claim.relation == "->":
            return ""
        beyond = ""
        for point in islice(self._points(), SAMPLES):
            try:
                for side in (self.claim.left, self.claim.right):
                    evaluate(side, point)
            except Beyond as error:
                beyond = str(error)
            except Undefined:
                continue
            else:
                return ""
        return beyond or "no instance known at which both sides mean something; it says nothing"

    # Proofs.

    @cached_property
    def _topic(self) -> Topic:
        return Topic.of(self.claim, [self.reading.run.rule.name] if self.reading.run else [])

    def _on_topic(self, fits: Callable[[Topic, Topic], bool]) -> list[Entry]:
        """The theorems of the library whose topic fits that of the claim, those with the same words first."""
        values = frozenset(str(x.name) for x in self.reading.fixed)
        with uncounted():
            found = list(theorems_about(lambda topic: fits(topic.without(values), self._topic)))
        return sorted(found, key=lambda entry: entry.topic.without(values).distance(self._topic))

    @cached_property
    def _instances(self) -> tuple[Theorem, ...]:
        """Theorems of the library at the letters of this claim, as far as what they suppose is supposed here."""
        return tuple(self._placed(self._on_topic(Topic.may_say)))

    def _near(self) -> Iterator[Theorem]:
        """Theorems about the states that the claim speaks of."""
        placed = self._placed(self._on_topic(Topic.may_help))
        return (theorem for theorem in placed if _shares(theorem.claim, self.claim))

    def _placed(self, entries: Iterable[Entry]) -> Iterator[Theorem]:
        supposed = [assume(h) for h in self.supposed]
        for entry in entries:
            if self._about_this_run(entry.theorem):
                for by in mappings(entry.theorem, self.claim, self.reading):
                    theorem = used(entry.theorem, by, supposed)
                    if theorem is not None and theorem.hypotheses <= set(self.supposed):
                        yield theorem

    def _about_this_run(self, theorem: Theorem) -> bool:
        rule = self.reading.run.rule.name if self.reading.run else ""
        starts = any(t.rule == "definition" and t.data[-1] == "start" for t in theorem.ancestry())
        return {r.rule for r in theorem.recursions} <= {rule} and not (starts and self.reading.free_start)

    def _at_once(self) -> Theorem | None:
        """The claim from algebra alone, or from one theorem of the library."""
        if self.claim.relation != "->" and (plain := _proved(self.claim, ())) is not None:
            return plain
        for theorem in self._instances:
            found = same(theorem, self.claim)
            if found is not None:
                return found
        return None

    def _by_equations(self) -> Theorem | None:
        """The claim from the equations of the rule and what is supposed."""
        return _proved(self.claim, self._facts) or _sized(self.claim, self._facts)

    def _worked_out(self) -> Theorem | None:
        """The claim from the equations of the rule, and then from the library as well."""
        found = self._by_equations()
        near = list(islice(self._near(), NEAR)) if found is None else []
        return _proved(self.claim, [*self._facts, *near]) if near else found

    # Refutations.

    def _counterexample(self) -> Evidence | None:
        for point in islice(self._points(), SAMPLES):
            try:
                failed = holds(self.claim, point) is False
            except Undefined:
                continue
            if failed:
                if self._asks_for_a_value():
                    return self._equation_to_solve(point)
                return Counterexample(self.claim, self.supposed, point, self._repaired(point))
        return None

    def _asks_for_a_value(self) -> bool:
        """Whether this is an equation between hyper-parameters and numbers, which asks for a value."""
        return self.claim.relation == "=" and bool(self.claim.free()) and self.claim.free() <= set(DOMAINS)

    def _equation_to_solve(self, point: Point) -> Evidence:
        """Open where some value solves it; refuted where none does that is supposed."""
        values = solutions(self.claim, self.supposed)
        if values == [] or _proved(Claim(self.claim.left, "!=", self.claim.right), self._facts) is not None:
            return Counterexample(self.claim, self.supposed, point)
        said = f"it holds iff {' or '.join(values)}" if values else "it may hold for some values and not for others"
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

    def _enclosed(self, instance: Point) -> Evidence | None:
        """The whole box, where all letters of an inequality lie in one."""
        box = {x: ends for x, ends in self.reading.box.items() if x in self.claim.free()}
        if self.claim.relation == "->" or not box or self.claim.free() - set(box):
            return None
        enclosed = Enclosed(self.claim, box, instance)
        return enclosed if enclosed.grade is Grade.ENCLOSED else None

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
        """The nearest truth; looking for it must not cost the verdict."""
        try:
            with time_limit(REPAIR):
                return self._nearest_truth(point)
        except TookTooLong:
            return None

    def _nearest_truth(self, point: Point) -> tuple[str, ByTheorem] | None:
        """Another right side, or a missing hypothesis; itself proved."""
        for candidate, more in self._candidates():
            case = _Case(replace(self.reading, given=(*self.reading.given, *more)), candidate)
            if not case._likely():
                continue
            instance = point if all(met(h, point) for h in case.supposed) else next(case._points(), None)
            theorem = (case._at_once() or case._by_equations()) if instance else None
            if theorem is not None and instance is not None:
                evidence = ByTheorem(candidate, theorem, case.supposed, instance)
                if evidence.grade is Grade.PROVED:
                    given = f" given {', '.join(map(stated, more))}" if more else ""
                    return f"{stated(candidate)}{given}", evidence
        return None

    def _likely(self) -> bool:
        """Whether the claim fails at none of a few points; a proof would be looked for in vain otherwise."""
        for point in islice(self._points(), LIKELY):
            try:
                if holds(self.claim, point) is False:
                    return False
            except Undefined:
                continue
        return True

    def _candidates(self) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
        claim, known = self.claim, []
        for theorem in self._instances if claim.relation == "=" else ():
            t = theorem.claim
            if t.relation == "=" and not t.within:
                sides = ((t.left, t.right), (t.right, t.left))
                known += [Claim(claim.left, "=", b) for a, b in sides if normal(a) == normal(claim.left) != normal(b)]
        eps, beta = (next(x for x in DOMAINS if x.name == name) for name in ("eps", "beta"))
        if eps in claim.free():
            yield claim, (Claim(eps, "=", ZERO),)
        yield from ((candidate, ()) for candidate in sorted(known, key=lambda c: len(list(walk(c.right)))))
        if claim.relation == "=":
            factors = [p for p in walk(claim.right) if isinstance(p, Letter) and p in DOMAINS]
            near = [*factors, abs(claim.right), claim.right.sqrt(), claim.right**2, claim.right / (1 - beta).sqrt()]
            yield from ((Claim(claim.left, "=", right), ()) for right in dict.fromkeys(near))
        if claim.relation in ("<", "<="):
            yield Claim(claim.right, claim.relation, claim.left), ()


def _refuted(hypothesis: Claim, others: Sequence[Theorem]) -> bool:
    """Whether the others imply that a hypothesis is false."""
    if hypothesis.within or hypothesis.relation == "->":
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
        return prove_by_elimination(claim, facts)
    except (Gap, OverflowError):
        return None


def _sized(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """abs(a) = b, because a**2 = b**2 and 0 <= b."""
    match claim:
        case Claim(Apply(Head("abs"), (inside,)), "=", size):
            theorem = used(size_from_square(), {X: inside, Y: size}, facts)
            supposed = {h for f in facts for h in f.hypotheses}
            return theorem if theorem is not None and theorem.hypotheses <= supposed else None
    return None


def _rounded(reading: Reading, printed: Digits | None) -> Evidence:
    """Whether printed digits are those of a value that everything supposed determines."""
    point = determined(reading)
    if printed is None or point is None:
        return Undecided("≈ between letters needs a printed number on the right, and a value for every letter")
    left = reading.claims[0].left
    try:
        value = evaluate(left, point)
    except Undefined as error:
        return Undecided(f"it has no value here: {error}")
    ends = (value.fraction, value.fraction) if isinstance(value, Exact) else (value.lower(), value.upper())
    return Rounded(*ends, printed, "≈", said(left))
