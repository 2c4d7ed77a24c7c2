"""Proofs that the checker looks for itself: by induction on a step, by signs, and by sums from their other end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache, lru_cache

from rmsprop_sym.alphabet import g, t
from rmsprop_sym.claims.symbolic.inequalities import compared, divided, from_the_first
from rmsprop_sym.claims.symbolic.known import equations, granted, same, used
from rmsprop_sym.claims.symbolic.letters import Reading, states_in
from rmsprop_sym.claims.symbolic.places import fails_somewhere
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    SUM,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Term,
    free,
    substitute,
    term,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    cases,
    follows,
    induction,
    instance,
    law,
    reverse,
    specialise,
    split,
)
from rmsprop_sym.rules.run import RunState
from rmsprop_sym.search import X, Y, eliminated, prove_by_elimination, term_of, walk
from rmsprop_sym.search.lemmas import by_lemma, square_positive


def proved(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """The claim from the facts, if a certificate is found."""
    try:
        return prove_by_elimination(claim, facts)
    except (Gap, OverflowError):
        return None


def found_out(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The claim by induction, by what is known of signs, or by sums from their other end; no limit."""
    if claim.relation == "->":
        return None
    return (
        by_induction(claim, reading, supposed)
        or _by_induction_and_signs(claim, reading, supposed)
        or _by_signs(claim, reading, supposed)
        or _reversed(claim, reading, supposed)
        or _by_comparison(claim, reading, supposed)
    )


def _by_induction_and_signs(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """An inequality about states by induction, where it takes that they are not negative."""
    spoken = {name for name, _ in states_in([claim])}
    if claim.relation not in ("<=", "<") or not spoken or "theta" in spoken:
        return None
    return by_induction(claim, reading, supposed, lambda stated: _signs(stated, reading, supposed))


def _no_signs(_: Claim) -> Iterator[Theorem]:
    return iter(())


def by_induction(
    claim: Claim,
    reading: Reading,
    supposed: Sequence[Claim],
    signs: Callable[[Claim], Iterator[Theorem]] = _no_signs,
) -> Theorem | None:
    """The claim for every step, from the first one and from each to the next."""
    if claim.relation == "->" or claim.within:
        return None
    for step in sorted((x for x in claim.free() if isinstance(x, Letter) and x.natural), key=lambda x: x.name):
        about = [h for h in supposed if step in h.free()]
        low = max((_lowest(h, step) or 0 for h in about), default=0)
        if all(_lowest(h, step) is not None for h in about):
            found = _induced(claim, step, low, reading, [h for h in supposed if h not in about], signs)
            if found is not None:
                return found
    return None


def _by_signs(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The claim from the equations of the rule, and its states not being negative."""
    if claim.relation == "=" or not states_in([claim]) or reading.run is None:
        return None
    facts = [granted(h) for h in supposed]
    signs = list(_signs(claim, reading, supposed))
    return proved(claim, [*facts, *signs, *equations(reading, claim, facts)]) if signs else None


def _signs(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Iterator[Theorem]:
    """That the states spoken of are not negative, now and the step before."""
    spoken = states_in([claim])
    rule = reading.run.rule if reading.run else None
    names = {name for name, _ in spoken} | ({*rule.start} if rule and any(n == "theta" for n, _ in spoken) else set())
    indices = dict.fromkeys(term_of(normal(each)) for _, i in spoken for each in (i, i - 1))
    for name in sorted(names):
        for index in indices:
            sign = _not_negative(name, index, reading, tuple(supposed))
            if sign is not None:
                yield sign


def _by_comparison(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """An inequality worked out from the equations of the rule, what is supposed, and the signs of the states."""
    if claim.relation not in ("<=", "<") or claim.within:
        return None
    known = surroundings(claim, reading, supposed)
    found = compared(claim, known) or divided(claim, known) or _with_and_without(claim, known)
    if found is not None:
        return found
    for step in sorted((x for x in claim.free() if isinstance(x, Letter) and x.natural), key=lambda x: x.name):
        low = max((_lowest(h, step) or 0 for h in supposed if step in h.free()), default=0)
        later = from_the_first(claim, step, low, known) if low else None
        if later is not None:
            return later
    return None


def _with_and_without(claim: Claim, known: Sequence[Theorem]) -> Theorem | None:
    """What is said of a step where its gradient is 0, and where it is not: without one, eps may be all that divides."""
    steps = [f.claim for f in known if f.claim.relation == "=" and _is_parameter(f.claim.left)]
    parts = (part for step in steps for part in walk(step.right) if free(part) <= step.free())
    taken = {part for part in parts if isinstance(part, Apply) and part.head == g.head}
    if len(taken) != 1 or not any(name == "theta" for name, _ in states_in([claim])):
        return None
    none = Claim(taken.pop(), "=", ZERO)
    some = compared(claim, [*known, granted(Claim(none.left, "!=", ZERO))])
    rest = some and compared(claim, [*known, granted(none)])
    return cases(none, rest, some) if some and rest else None


def _is_parameter(whole: Term) -> bool:
    return isinstance(whole, Apply) and whole.head.kind == "state" and whole.head.name == "theta"


def surroundings(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> list[Theorem]:
    """What is supposed, the equations of the rule and the signs of its states, where a claim speaks of them."""
    facts = [granted(h) for h in supposed]
    positive = [p for f in facts if (p := _positive(f, facts)) is not None]
    return [*facts, *positive, *_firsts(facts), *equations(reading, claim, facts), *_signs(claim, reading, supposed)]


def _positive(fact: Theorem, facts: Sequence[Theorem]) -> Theorem | None:
    """That a letter is positive, because it is not negative and neither it nor its root is 0."""
    match fact.claim:
        case Claim(Letter() as x, "!=", zero) if zero == ZERO:
            found = used(law("strict"), {X: ZERO, Y: x}, facts)
        case Claim(Apply(Head("sqrt", "function"), (Letter() as x,)), "!=", zero) if zero == ZERO:
            found = used(_above_root(), {X: x}, facts)
        case _:
            return None
    return found if found is not None and found.hypotheses <= {h for f in facts for h in f.hypotheses} else None


@cache
def _above_root() -> Theorem:
    """0 < x, from sqrt(x) != 0 and 0 <= x."""
    square = by_lemma(square_positive(), {X: X.sqrt()}, [])
    return follows(Claim(ZERO, "<", X), [square, law("root squared")], [1, 1])


def _firsts(facts: Sequence[Theorem]) -> list[Theorem]:
    """What is supposed of every gradient, of the first one."""
    return [first for fact in facts if fact.claim.within if (first := _at_first(fact, facts)) is not None]


def _at_first(fact: Theorem, facts: Sequence[Theorem]) -> Theorem | None:
    """What is supposed of every gradient, of the first one."""
    try:
        return specialise(fact, ONE, *(f for f in facts if f.claim.relation == "<=" and not f.claim.within))
    except Gap:
        return None


@lru_cache(maxsize=256)
def _not_negative(name: str, index: Term, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """That a state is not negative after so many steps, if an induction shows it."""
    if reading.run is None or name == "theta":
        return None
    every = Claim(ZERO, "<=", substitute(RunState(reading.run, name)(t), dict(reading.fixed)))
    others = [h for h in supposed if t not in h.free()]
    theorem = None if fails_somewhere(every, reading, others) else by_induction(every, reading, others)
    return theorem and used(theorem, {t: index}, [granted(h) for h in supposed])


def _reversed(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The claim with a sum from its other end."""
    for part in dict.fromkeys(p for side in (claim.left, claim.right) for p in walk(side)):
        if isinstance(part, Apply) and part.head == SUM:
            with suppress(Gap):
                turned = reverse(part)
                sides = [_with(side, part, turned.claim.right) for side in (claim.left, claim.right)]
                other = by_induction(Claim(sides[0], claim.relation, sides[1]), reading, supposed)
                if other is not None:
                    return proved(claim, [other, turned])
    return None


def _with(whole: Term, part: Term, other: Term) -> Term:
    """The term with another one in place of a part."""
    if whole == part:
        return other
    if isinstance(whole, Apply) and whole.head.kind != "state":
        return Apply(whole.head, tuple(_with(arg, part, other) for arg in whole.args))
    return whole


def _lowest(hypothesis: Claim, letter: Letter) -> int | None:
    """From where on a letter counts, if the hypothesis says no more than that."""
    if hypothesis.within or hypothesis.relation not in ("<=", "<"):
        return None
    rest = normal(hypothesis.left - hypothesis.right + letter)
    low = rest.get(UNIT, Fraction(0))
    if rest.keys() - {UNIT} or low.denominator != 1:
        return None
    return max(int(low) + (hypothesis.relation == "<"), 0)


def _induced(  # noqa: PLR0917 - all of them are what a step may take
    claim: Claim,
    letter: Letter,
    low: int,
    reading: Reading,
    supposed: Sequence[Claim],
    signs: Callable[[Claim], Iterator[Theorem]],
) -> Theorem | None:
    """The claim from its first step, and from the passage to the next."""
    stated = claim.at({letter: letter + low}) if low else claim
    base = _with_equations(stated.at({letter: ZERO}), reading, supposed, signs)
    step = base and _with_equations(stated.at({letter: letter + 1}), reading, supposed, signs, stated)
    if not base or not step:
        return None
    try:
        whole = induction(letter, stated, base, step)
        if not low:
            return whole
        return same(instance(whole, {letter: letter - low}, granted(Claim(term(low), "<=", letter))), claim)
    except Gap:
        return None


def _with_equations(
    claim: Claim,
    reading: Reading,
    supposed: Sequence[Claim],
    signs: Callable[[Claim], Iterator[Theorem]],
    *hypotheses: Claim,
) -> Theorem | None:
    """The claim from what is supposed, the hypotheses of an induction, and the equations of the rule."""
    facts = [granted(h) for h in (*supposed, *hypotheses)]
    known = [*facts, *_firsts(facts), *equations(reading, claim, facts), *signs(claim)]
    lasts = list(_last_terms(claim, facts))
    plain = (proved(claim, [*known, *lasts]) if lasts else None) or proved(claim, known)
    summed_up = any(name == "theta" for name, _ in states_in([claim]))
    return plain if plain is not None or summed_up else compared(claim, known)


def _last_terms(claim: Claim, facts: Sequence[Theorem]) -> Iterator[Theorem]:
    """The sums of a claim without their last term, and with it."""
    for part in dict.fromkeys(p for side in (claim.left, claim.right) for p in walk(side)):
        match part:
            case Apply(head, (Lambda(), _, high)) if head == SUM:
                with suppress(Gap):
                    yield split(part, high - 1, *facts)


def refuted(hypothesis: Claim, others: Sequence[Theorem]) -> bool:
    """Whether the others imply that a hypothesis is false."""
    if hypothesis.within or hypothesis.relation == "->":
        return False
    equations = [f for f in others if f.claim.relation == "=" and not f.claim.within]
    rest = eliminated(normal(hypothesis.right - hypothesis.left), equations).rest
    impossible = hypothesis.relation == "=" and rest and not rest.keys() - {UNIT}
    return bool(impossible) or proved(_denial(hypothesis), others) is not None


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
