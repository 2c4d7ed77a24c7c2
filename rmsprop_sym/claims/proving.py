"""Proofs that the checker looks for itself: by induction on a step, and of limits by a closed form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache

from rmsprop_sym.alphabet import DOMAINS, t
from rmsprop_sym.board import in_the_limit
from rmsprop_sym.claims.inequalities import compared, from_the_first
from rmsprop_sym.claims.known import equations, granted, same, used
from rmsprop_sym.claims.letters import Reading, states_in
from rmsprop_sym.claims.places import fails_somewhere
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    POWER,
    SUM,
    ZERO,
    Apply,
    Lambda,
    Letter,
    Term,
    free,
    substitute,
    summed,
    term,
)
from rmsprop_sym.kernel.theorem import Gap, Theorem, induction, instance, reverse, specialise, split
from rmsprop_sym.library import ledger
from rmsprop_sym.rules.run import RunState, letter
from rmsprop_sym.search import eliminated, prove_by_elimination, term_of, walk


def proved(claim: Claim, facts: Sequence[Theorem]) -> Theorem | None:
    """The claim from the facts, if a certificate is found."""
    try:
        return prove_by_elimination(claim, facts)
    except (Gap, OverflowError):
        return None


def found_out(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The claim by induction, by what is known of signs, by sums from their other end, or by a closed form."""
    if claim.relation == "->":
        return limit_by_powers(claim, reading, supposed)
    return (
        by_induction(claim, reading, supposed)
        or _by_signs(claim, reading, supposed)
        or _reversed(claim, reading, supposed)
        or _by_comparison(claim, reading, supposed)
    )


def by_induction(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The claim for every step, from the first one and from each to the next."""
    if claim.relation == "->" or claim.within:
        return None
    for step in sorted((x for x in claim.free() if isinstance(x, Letter) and x.natural), key=lambda x: x.name):
        about = [h for h in supposed if step in h.free()]
        low = max((_lowest(h, step) or 0 for h in about), default=0)
        if all(_lowest(h, step) is not None for h in about):
            found = _induced(claim, step, low, reading, [h for h in supposed if h not in about])
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
    found = compared(claim, known)
    if found is not None:
        return found
    for step in sorted((x for x in claim.free() if isinstance(x, Letter) and x.natural), key=lambda x: x.name):
        low = max((_lowest(h, step) or 0 for h in supposed if step in h.free()), default=0)
        later = from_the_first(claim, step, low, known) if low else None
        if later is not None:
            return later
    return None


def surroundings(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> list[Theorem]:
    """What is supposed, the equations of the rule and the signs of its states, where a claim speaks of them."""
    facts = [granted(h) for h in supposed]
    return [*facts, *_firsts(facts), *equations(reading, claim, facts), *_signs(claim, reading, supposed)]


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


def _induced(claim: Claim, letter: Letter, low: int, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The claim from its first step, and from the passage to the next."""
    stated = claim.at({letter: letter + low}) if low else claim
    base = _with_equations(stated.at({letter: ZERO}), reading, supposed)
    step = base and _with_equations(stated.at({letter: letter + 1}), reading, supposed, stated)
    if not base or not step:
        return None
    try:
        whole = induction(letter, stated, base, step)
        if not low:
            return whole
        return same(instance(whole, {letter: letter - low}, granted(Claim(term(low), "<=", letter))), claim)
    except Gap:
        return None


def _with_equations(claim: Claim, reading: Reading, supposed: Sequence[Claim], *hypotheses: Claim) -> Theorem | None:
    """The claim from what is supposed, the hypotheses of an induction, and the equations of the rule."""
    facts = [granted(h) for h in (*supposed, *hypotheses)]
    known = [*facts, *_firsts(facts), *equations(reading, claim, facts)]
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


def _geometric_sums(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Iterator[Theorem]:
    """The geometric sums of a claim: (1 - r)*sum(r**k) = 1 - r*r**n, and the sum alone."""
    for part in dict.fromkeys(p for side in (claim.left, claim.right) for p in walk(side)):
        match part:
            case Apply(head, (Lambda(index, body), low, high)) if head == SUM and isinstance(high, Letter):
                last = term_of(normal(high - low))
                for ratio in _ratios(index, body):
                    whole = summed(ratio**index, index, ZERO, last)
                    cleared = Claim(whole * (1 - ratio), "=", 1 - ratio * ratio**last)
                    theorem = by_induction(cleared, reading, supposed)
                    if theorem is not None:
                        yield theorem
                        alone = Claim(whole, "=", cleared.right / (1 - ratio))
                        yield from filter(None, [proved(alone, [*map(granted, supposed), theorem])])


def _ratios(index: Letter, body: Term) -> Iterator[Term]:
    """By what each term of the sum may be a multiple of the one before it."""
    bases = {p.args[0] for p in walk(body) if isinstance(p, Apply) and p.head == POWER and index in free(p.args[1])}
    following = substitute(body, {index: index + 1})
    for base in sorted(bases, key=str):
        with suppress(OverflowError):
            if index not in free(base) and normal(following) == normal(base * body):
                yield base


def limit_by_powers(claim: Claim, reading: Reading, supposed: Sequence[Claim]) -> Theorem | None:
    """The limit of what differs from it by a multiple of ratio**n, which vanishes."""
    if not isinstance(claim.left, Lambda):
        return None
    n, body = claim.left.index, claim.left.body
    facts = [granted(h) for h in supposed]
    sums = list(_geometric_sums(Claim(body, "=", ZERO), reading, supposed))
    decays = [x for x in DOMAINS if x.name != "eta" and x in claim.free() | set(_owners(reading))]
    ratios = [base for closed in sums for base in _bases_at(closed.claim.right, n)]
    for ratio in dict.fromkeys([*ratios, *decays]):
        away = Claim(body, "=", claim.right + (substitute(body, {n: ZERO}) - claim.right) * ratio**n)
        if fails_somewhere(away, reading, supposed):
            continue
        equation = _from_each(away, sums, facts) or by_induction(away, reading, supposed)
        found = _in_the_limit(claim, equation, n, ratio, facts) if equation else None
        if found is not None:
            return found
    return None


def _from_each(claim: Claim, sums: Sequence[Theorem], facts: Sequence[Theorem]) -> Theorem | None:
    """The claim from one of the sums."""
    return next(filter(None, (proved(claim, [*facts, each]) for each in sums)), None)


def _owners(reading: Reading) -> list[Letter]:
    return [letter(name) for name in reading.run.rule.hyper] if reading.run else []


def _bases_at(whole: Term, n: Letter) -> Iterator[Term]:
    """What is raised to a power with the letter."""
    for part in walk(whole):
        if isinstance(part, Apply) and part.head == POWER and n in free(part.args[1]):
            yield part.args[0]


def _in_the_limit(claim: Claim, equation: Theorem, n: Letter, ratio: Term, facts: Sequence[Theorem]) -> Theorem | None:
    """The limit of what equals a rational function of ratio**n."""
    vanish = next(axiom for axiom in ledger() if axiom.data[0] == "powers_vanish")
    power = used(vanish, {next(x for x in vanish.claim.free() if isinstance(x, Letter)): ratio}, facts)
    plain = power and same(power, Claim(Lambda(n, ratio**n), "->", ZERO))
    if not plain:
        return None
    try:
        return in_the_limit(claim, equation, plain).theorem
    except (Gap, AssertionError):
        return None


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
