"""A statement with letters, judged: proved by the kernel, or refuted by an exact instance, or left open.

It is proved only together with an instance that meets everything supposed; what is supposed and contradicts
itself says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.catalogue import Topic
from rmsprop_sym.claims.arithmetic.digits import Reading as Digits
from rmsprop_sym.claims.arithmetic.digits import Rounded
from rmsprop_sym.claims.arithmetic.digits import reading as digits_of
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.symbolic.consequences import WORDS, consequences, signs_known, squares_bounded
from rmsprop_sym.claims.symbolic.contrary import Contrary
from rmsprop_sym.claims.symbolic.defined import divisors, some_gradient
from rmsprop_sym.claims.symbolic.evidence import ByTheorem, Counterexample, Enclosed, ExactRun, Judged, Survived
from rmsprop_sym.claims.symbolic.inequalities import compared, left_to_show, sized, turned
from rmsprop_sym.claims.symbolic.known import derived, determined, equations, granted, mappings, same, used
from rmsprop_sym.claims.symbolic.letters import OutsideDomain, Reading, read, said, stated, states_in
from rmsprop_sym.claims.symbolic.limiting import judged, meant
from rmsprop_sym.claims.symbolic.parts import from_parts
from rmsprop_sym.claims.symbolic.places import Drawn, drawn
from rmsprop_sym.claims.symbolic.proving import found_out, proved, refuted
from rmsprop_sym.claims.symbolic.repair import repaired
from rmsprop_sym.claims.symbolic.settings import Hypothesis, Setting
from rmsprop_sym.claims.symbolic.solving import solutions
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.deadline import uncounted
from rmsprop_sym.evaluate import Beyond, Point, Undefined, conditions, evaluate, holds
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.theorem import Theorem, follows
from rmsprop_sym.library import Entry, theorems_about
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import RULES, Rule

SAMPLES, MOST, LIKELY = 40, 120, 30  # to survive; to be refuted, at most and before a proof is tried
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
    between = all(map(names_in, chain.members))  # letters, and said of them all, so that it asks for none of them
    says = between and (options or {}).get("says") == "all"
    return Judged(reading, tuple(Case(reading, claim, says).decided() for claim in reading.claims), reading.text)


@dataclass(frozen=True, eq=False)
class Case:
    """One claim of a statement, and what is supposed about it; one that `says` it of all letters asks for no value."""

    reading: Reading
    claim: Claim
    says: bool = False

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
        theorem = self.at_once()
        instance = next(iter(self.places), None)
        if instance is None:
            return Undecided(self._no_instance())
        meaningless = self._meaningless()
        if meaningless:
            return Undecided(meaningless)
        if theorem is None and self.claim.relation == "->":
            return judged(self)
        if theorem is None:
            refuted = self._counterexample(0, LIKELY)
            theorem = None if refuted else self.by_equations
            refuted = refuted or (None if theorem else self._counterexample(LIKELY, MOST))
            if refuted is not None:
                return refuted
        theorem = theorem or self.worked_out()
        if theorem is not None:
            return ByTheorem(self.claim, theorem, self.supposed, instance)
        return self._enclosed(instance) or self._survived()

    # What is known.

    @cached_property
    def supposed(self) -> tuple[Claim, ...]:
        """What is supposed, and that both sides mean something."""
        if self.claim.relation == "->":
            return tuple(dict.fromkeys((*self.reading.hypotheses, *meant(self.claim))))
        sides = (self.claim.left, self.claim.right)
        plain = (c for side in sides for c in conditions(side) if not c.within and c.free())
        return tuple(dict.fromkeys((*self.reading.hypotheses, *plain, *divisors(self.claim, self.reading))))

    @cached_property
    def _signs(self) -> list[Theorem]:
        """What is known of signs and squares, because it is supposed, or because nothing is divided by 0."""
        divided = list(divisors(self.claim, self.reading))
        known = [*signs_known(self.supposed), *squares_bounded(self.supposed)]
        return [*known, *some_gradient(divided, self.reading)]

    @cached_property
    def _facts(self) -> list[Theorem]:
        supposed = [granted(h) for h in self.supposed]
        return [*supposed, *equations(self.reading, self.claim, supposed)]

    @cached_property
    def places(self) -> Drawn:
        """Places that meet everything supposed."""
        return drawn(self.supposed, self.claim.free(), self.reading)

    def _no_instance(self) -> str:
        facts = self._facts
        for k, hypothesis in enumerate(self.reading.hypotheses):
            others = facts[:k] + facts[k + 1 :]
            if refuted(hypothesis, others):
                return f"what is supposed contradicts itself at {stated(hypothesis)}; the statement says nothing"
        return "no instance known that meets everything supposed; it may say nothing"

    def _meaningless(self) -> str:
        """Why the two sides have a value at none of the samples; nothing if they have one somewhere."""
        if self.claim.relation == "->":
            return ""
        beyond = ""
        for point in islice(self.places, SAMPLES):
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
    def instances(self) -> tuple[Theorem, ...]:
        """Theorems of the library at the letters of this claim, as far as what they suppose is supposed here."""
        return tuple(self._placed(self._on_topic(Topic.may_say)))

    def _near(self) -> Iterator[Theorem]:
        """Theorems about the states that the claim speaks of."""
        placed = self._placed(self._on_topic(Topic.may_help))
        return (theorem for theorem in placed if _shares(theorem.claim, self.claim))

    def _placed(self, entries: Iterable[Entry]) -> Iterator[Theorem]:
        supposed = [*map(granted, self.supposed), *self._signs]
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

    def at_once(self) -> Theorem | None:
        """The claim from algebra alone, or from one theorem of the library, perhaps in other words."""
        if self.claim.relation != "->" and (plain := proved(self.claim, ())) is not None:
            return plain
        found = self._said_by(self.instances) or self._said_by(self._implied())
        return found or from_parts(self, lambda case: case.by_equations or case.at_once())

    def _implied(self) -> Iterator[Theorem]:
        """What theorems about sizes and signs say of numbers whose signs are known, or that lie between bounds."""
        if self.claim.relation in ("->", "!="):
            return
        signs = [sign for sign in self._signs if sign.claim.relation == "="]
        if signs or self.claim.relation != "=":
            found = self._on_topic(lambda said, claim: said.without(WORDS).may_say(claim.without(WORDS)))
            for theorem in self._placed(found):
                yield from consequences(theorem, signs)

    def _said_by(self, theorems: Iterable[Theorem]) -> Theorem | None:
        """The claim from one of the theorems alone."""
        return next(filter(None, (same(theorem, self.claim) for theorem in theorems)), None)

    def _derived(self, fits: Callable[[Topic, Topic], bool]) -> Iterator[Theorem]:
        """What the machine derives about the rule, at the letters of this claim."""
        if self.reading.run is None:
            return
        rule = self.reading.run.rule
        with uncounted() if rule.name in RULES else nullcontext():
            entries = derived(rule)
        values = frozenset(str(x.name) for x in self.reading.fixed)
        yield from self._placed(entry for entry in entries if fits(entry.topic.without(values), self._topic))

    def bounds(self) -> Iterator[Theorem]:
        """Inequalities that the machine derives about the rule, with one side in the words of this claim's."""
        yield from self._derived(
            lambda topic, claim: topic.relation != "=" and (topic.left == claim.left or topic.right == claim.right)
        )

    @cached_property
    def by_equations(self) -> Theorem | None:
        """The claim from the equations of the rule and what is supposed."""
        return proved(self.claim, self._facts) or sized(self.claim, self._facts)

    def proof(self) -> Theorem | None:
        """The claim by whatever is quick."""
        return self.at_once() or self._by_itself() or self._in_parts()

    def _by_itself(self) -> Theorem | None:
        """The claim from the rule alone: its equations, an induction, what is derived about it; the likeliest first."""
        equations = self.by_equations if self.claim.relation != "->" else None
        if equations is not None:
            return equations
        if self.claim.relation == "=":
            return self._in_parts() or self._found_out() or self._said_by(self._derived(Topic.may_say))
        return self._said_by(self._derived(Topic.may_say)) or self._found_out()

    def _in_parts(self) -> Theorem | None:
        """The claim from its parts, each by whatever finds it."""
        return from_parts(self, lambda case: case.proof() or case._by_closed_forms())  # noqa: SLF001 - a case like this

    def _from_bounds(self) -> Theorem | None:
        """An inequality from a sharper one, or from what one of its sides is."""
        claim = self.claim
        if claim.relation not in ("<=", "<") or not states_in([claim]):
            return None
        supposed = [granted(h) for h in self.supposed]
        for theorem in (*self._near(), *self._derived(Topic.may_help)):
            rest = left_to_show(theorem.claim, claim)
            other = None if rest is None else compared(rest, supposed)
            if other is not None:
                return follows(claim, [theorem, other], [turned(theorem.claim, claim), 1])
        return None

    def _by_closed_forms(self) -> Theorem | None:
        """The claim from what the states in it have become."""
        if self.reading.run is None or self.claim.relation == "->":
            return None
        states = {f"{name}()" for name in self.reading.run.rule.start}

        def closed(topic: Topic, claim: Topic) -> bool:
            known = topic.relation == "=" and topic.rules <= claim.rules and topic.left <= states
            return known and len(topic.left) == 1 and not topic.right & states

        placed = [*self._placed(self._on_topic(closed)), *self._derived(closed)]
        forms = [theorem for theorem in placed if "sum" not in Topic.of(theorem.claim).right]
        facts = [*self._facts, *forms[:NEAR]]
        if not forms:
            return None
        if self.claim.relation == "=":
            return proved(self.claim, facts) or sized(self.claim, facts)
        return compared(self.claim, facts)

    def _found_out(self) -> Theorem | None:
        return found_out(self.claim, self.reading, self.supposed)

    def worked_out(self) -> Theorem | None:
        """The claim from the equations of the rule, and then from the library as well."""
        found = self._by_itself()
        if found is not None or self.claim.relation == "->":
            return found
        near = [*islice(self._near(), NEAR), *islice(self._derived(Topic.may_help), NEAR)]
        found = proved(self.claim, [*self._facts, *near]) if near else None
        return found or self._in_parts() or self._by_closed_forms() or self._from_bounds()

    # Refutations.

    def _counterexample(self, first: int, last: int) -> Evidence | None:
        for point in islice(self.places, first, last):
            try:
                failed = holds(self.claim, point) is False
            except Undefined:
                continue
            if failed:
                if self._asks_for_a_value():
                    return self._equation_to_solve(point)
                return Counterexample(self.claim, self.supposed, point, repaired(self, point))
        return None

    def _asks_for_a_value(self) -> bool:
        """Whether this is an equation between hyper-parameters and numbers, which asks for a value."""
        plain = bool(self.claim.free()) and self.claim.free() <= set(DOMAINS)
        return self.claim.relation == "=" and plain and not self.says

    def _equation_to_solve(self, point: Point) -> Evidence:
        """Open where some value solves it; refuted where none does that is supposed."""
        values = solutions(self.claim, self.supposed)
        if values == [] or proved(Claim(self.claim.left, "!=", self.claim.right), self._facts) is not None:
            return Counterexample(self.claim, self.supposed, point)
        said = f"it holds iff {' or '.join(values)}" if values else "it may hold for some values and not for others"
        return Undecided(f"{said}; fix the letters with :where:")

    def contrary(self) -> Evidence | None:
        """A theorem of the library with another limit."""
        for theorem in self.instances:
            if theorem.claim.relation == "->" and normal(theorem.claim.left) == normal(self.claim.left):
                for point in islice(self.places, SAMPLES):
                    contrary = Contrary(self.claim, theorem, granted(self.claim), self.supposed, point)
                    if contrary.grade is Grade.REFUTED:
                        return contrary
        return None

    def _enclosed(self, instance: Point) -> Evidence | None:
        """The whole box, where all letters of an inequality lie in one."""
        box = {x: ends for x, ends in self.reading.box.items() if x in self.claim.free()}
        if not box or self.claim.free() - set(box):
            return None
        enclosed = Enclosed(self.claim, box, instance)
        return enclosed if enclosed.grade is Grade.ENCLOSED else None

    def _survived(self) -> Evidence:
        tried = []
        for point in islice(self.places, SAMPLES):
            try:
                if holds(self.claim, point) is True:
                    tried.append(point)
            except Undefined:
                continue
        survived = Survived(self.claim, self.supposed, tuple(tried))
        return survived if survived.grade is Grade.SURVIVED else Undecided("nothing here decides it")


def _shares(a: Claim, b: Claim) -> bool:
    return bool(states_in([a]) & states_in([b]))


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
