"""Whether code computes a rule over the reals: read as mathematics and proved by the kernel, or refuted at a point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np

from rmsprop_sym.alphabet import DOMAINS, show
from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.target import Returned, Target
from rmsprop_sym.crosscheck.trace import traced
from rmsprop_sym.crosscheck.traced import Node, Step, Untraceable, as_term, computed, meant
from rmsprop_sym.deadline import TookTooLong, time_limit
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import POWER, ZERO, Apply, Head, Letter, Number, Term, free, parts, term
from rmsprop_sym.kernel.theorem import Gap, Theorem, assume
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.rules import Rule, State
from rmsprop_sym.search import prove

Evaluate = Callable[[Node, Mapping[Node, Any]], Any]

PATIENCE = 10.0  # seconds of the processor for all proofs
BITS = 200
SMALL = Fraction(1, 10**9)  # what the literals of code may be off by, for they are doubles

# Exact points to look for a difference at: theta, v and four gradients; then every hyper-parameter.
POINTS = (
    (("1/2", "1/3"), ("2/3", "-5/4", "3/7", "1/9"), {"eta": "1/10", "beta": "3/4", "eps": "1/50", "mu": "1/3"}),
    (("-3", "2"), ("1/100", "1/300", "-1/70", "2"), {"eta": "1/3", "beta": "9/10", "eps": "1/7", "mu": "2/3"}),
)


@dataclass(frozen=True)
class Equality:
    """PROVED, REFUTED or OPEN, and why; `theorems` are the kernel's, one for theta and for each state."""

    grade: str
    reason: str
    theorems: tuple[Theorem, ...] = ()


def equal_over_reals(target: Target, rule: Rule, data: Sequence[Family], returned: Sequence[Returned]) -> Equality:
    """Whether the target is the rule over the reals, given what it returned for each family of gradients.

    PROVED: the code is plain, one look at it tells what every step does, this is by the kernel what the rule does
    wherever the rule is defined, and each float that it returned is the one that the operations seen give.
    REFUTED: the same, but at an exact point the two surely differ.
    """
    if set(target.passed(rule)) != set(rule.hyper):
        return Equality("OPEN", "it takes other hyper-parameters than the rule")
    if target.is_library:
        return Equality(
            "OPEN", "a library is run, not read; a step of your own around it, compiled by jax.jit, is read"
        )
    try:
        step = traced(target, rule.hyper, data[0])
    except Exception as error:  # noqa: BLE001  # any failure of the user's code on traced numbers leaves it open
        told = str(error) if isinstance(error, Untraceable) else f"{type(error).__name__}: {error}"
        return Equality("OPEN", f"the code cannot be traced: {' '.join(told.split())}")
    if not _replays(step, rule, data, returned):
        return Equality("OPEN", "on floats the code does not do what it did when it was traced")
    try:
        with time_limit(PATIENCE):
            return _proved(step, rule)
    except (Gap, TookTooLong) as gap:
        return _differing(step, rule) or Equality("OPEN", _without_proof(gap))


def _without_proof(gap: BaseException) -> str:
    why = "in the time that there is"
    if isinstance(gap, Gap):
        why = f"not shown: {show(gap.claim)}" if gap.claim else gap.reason
    return f"no proof and no difference was found; {why}"


# --- the floats ------------------------------------------------------------------------------------------------


def _replays(step: Step, rule: Rule, data: Sequence[Family], returned: Sequence[Returned]) -> bool:
    """Whether the operations that were seen give every float that the code returned, bit for bit."""
    return all(_replays_family(step, rule, *pair) for pair in zip(data, returned, strict=True))


def _replays_family(step: Step, rule: Rule, family: Family, returned: Returned) -> bool:
    letters: dict[str, Any] = {name: float(family.hyper[name]) for name in rule.hyper}
    if step.compiled:
        return _runs_again(step.compiled, letters, family, returned)
    letters |= {"v": np.full_like(family.theta, next(iter(rule.start.values()), 0)), "theta": family.theta}
    letters |= {"theta0": family.theta}
    with np.errstate(all="ignore"):
        run = _run(step, _with_rates(family, letters), lambda node, known: computed(node, known, letters))
        for k, now in enumerate(run, 1):
            shown = [(returned.theta[k], now[step.theta])]
            shown += [] if returned.state is None else [(returned.state[k], now["v"])]
            if not all(np.array_equal(np.asarray(a, b.dtype), b, equal_nan=True) for a, b in shown):
                return False
    return True


def _runs_again(
    compiled: Callable[..., tuple[Any, ...]], hyper: Mapping[str, float], family: Family, returned: Returned
) -> bool:
    """The same of a compiled step, which is done as a whole from each state that was returned."""
    rows, letters = [x for x in (returned.theta, returned.state) if x is not None], dict(hyper)
    return all(
        np.array_equal(x, row[k + 1], equal_nan=True)
        for k, g in enumerate(_with_rates(family, letters))
        for x, row in zip(compiled(*(row[k].astype(g.dtype) for row in rows), g, **letters), rows, strict=True)
    )


def _with_rates(family: Family, letters: dict[str, Any]) -> Iterator[Any]:
    """The gradients one by one, and among the letters the rate of the step that takes each."""
    for k, g in enumerate(family.gradients, 1):
        if "eta" in letters:
            letters["eta"] = float(family.hyper_at(k)["eta"])
        yield g


def _run(step: Step, gradients: Iterable[Any], evaluate: Evaluate) -> Iterator[dict[str, Any]]:
    """What the code holds after each step, in any kind of number."""
    held = {name: evaluate(node, {}) for name, node in step.first.items()}
    before, after, leaf = step.first, step.second, step.first_g
    for g in gradients:
        known = {before[name]: value for name, value in held.items() if name in before} | {leaf: g}
        held = {name: evaluate(after[name], known) for name in step.new}
        yield held
        before, after, leaf = step.old, step.new, step.g


# --- the proof -------------------------------------------------------------------------------------------------


def _proved(step: Step, rule: Rule) -> Equality:
    """The code's step, by the kernel, as the rule's.  Raises Gap."""
    refused: Gap | None = None
    for names in _namings(step, rule):
        try:
            begins = _begins(step, rule, names) if step.loops else ()
            theorems = _goes_on(step, rule, names)
        except Gap as gap:
            refused = refused or gap
        else:
            return Equality("PROVED", _says(step, rule), (*begins, *theorems))
    raise refused or Gap("no local of the code starts where a state of the rule does")


def _says(step: Step, rule: Rule) -> str:
    domain = ", ".join(show(claim) for name in rule.hyper for claim in _domain(name))
    start = f"it starts as {rule.name} and " if step.loops and rule.start else ""
    compiled = "as it is compiled for arrays of this shape and dtype, " * (step.compiled is not None)
    return f"{start}{compiled}every step is one of {rule.name}, wherever that is defined, for {domain}"


def _namings(step: Step, rule: Rule) -> Iterator[dict[str, str]]:
    """For each letter of the rule, the code's name for it; every way that fits the start."""
    if not step.loops:
        yield dict(zip(rule.states, ("v", "theta"), strict=True))
        return
    fitting = {
        letter: [n for n in step.old if n in step.first and _is_number(step.first[n], value)]
        for letter, value in rule.start.items()
    }
    for names in permutations({n for ns in fitting.values() for n in ns}, len(rule.start)):
        pairs = dict(zip(rule.start, names, strict=True))
        if all(name in fitting[letter] for letter, name in pairs.items()):
            yield {**pairs, "theta": step.theta}


def _is_number(node: Node, value: int) -> bool:
    try:
        prove(Claim(as_term(node, {}), "=", term(value)))
    except Gap:
        return False
    return True


def _begins(step: Step, rule: Rule, names: Mapping[str, str]) -> tuple[Theorem, ...]:
    """The first turn of the loop, from where the states start."""
    starts = {letter: term(value) for letter, value in rule.start.items()}
    known: dict[Node, Term] = {step.start: Letter("theta"), step.first_g: Letter("g")}
    return _shown(known, {letter: step.second[name] for letter, name in names.items()}, rule, starts)


def _goes_on(step: Step, rule: Rule, names: Mapping[str, str]) -> tuple[Theorem, ...]:
    """Every step, from any state; what else the code holds is a letter that the rule does not have."""
    known: dict[Node, Term] = {node: Letter(f"the local {name}") for name, node in step.old.items()}
    known |= {step.old[name]: Letter(letter) for letter, name in names.items()} | {step.g: Letter("g")}
    return _shown(known, {letter: step.new[name] for letter, name in names.items()}, rule, {})


def _shown(
    known: Mapping[Node, Term], new: Mapping[str, Node], rule: Rule, starts: Mapping[str, Term]
) -> tuple[Theorem, ...]:
    """Each state after the step and then theta, as the rule has it, and no condition but those of the rule."""
    known, theorems = dict(known), list[Theorem]()
    facts = [assume(claim) for name in rule.hyper for claim in _domain(name)]
    for letter, body in _bodies(rule, starts).items():
        facts += [assume(claim) for claim in conditions(body)]
        code = as_term(new[letter], known)
        _spoken(code, rule)
        for condition in conditions(code):
            prove(condition, facts)
        theorems.append(prove(Claim(code, "=", body), facts))
        if letter != "theta":
            known[new[letter]] = Letter(f"{letter}_new")
            facts.append(assume(Claim(Letter(f"{letter}_new"), "=", body)))
    return tuple(theorems)


def _bodies(rule: Rule, starts: Mapping[str, Term]) -> dict[str, Term]:
    """What the rule assigns to each of its letters, in order; a new state that is read is a letter of its own."""
    old = State(t=Letter("t", natural=True), **{s: starts.get(s, Letter(s)) for s in rule.states})
    new = _Writing()
    rule.body(old, new, Letter("g"), **{name: Letter(name) for name in rule.hyper})
    return new.bodies


class _Writing:
    """The new state of a rule: it keeps what is assigned, and hands back a letter."""

    def __init__(self) -> None:
        vars(self)["bodies"] = {}

    bodies: dict[str, Term]

    def __setattr__(self, letter: str, value: Any) -> None:
        self.bodies[letter] = term(value)

    def __getattr__(self, letter: str) -> Term:
        return Letter(f"{letter}_new")


def _domain(name: str) -> Iterator[Claim]:
    """The domain of a hyper-parameter; eps is positive here, or code would divide 0 by 0."""
    if name == "eps":
        yield Claim(ZERO, "<", Letter(name))
    else:
        yield from DOMAINS.get(Letter(name), ())


def conditions(whole: Term) -> Iterator[Claim]:
    """What has to hold for the term to be defined: what is divided by is not 0, and what has a root not negative."""
    for part in parts(whole):
        yield from conditions(part)
    match whole:
        case Apply(head, (base, Number(n))) if head == POWER and n < 0:
            yield Claim(base, "!=", ZERO)
        case Apply(Head("sqrt"), (x,)):
            yield Claim(ZERO, "<=", x)
        case Apply(head, (base, exponent)) if head == POWER and not isinstance(exponent, Number):
            raise Gap("a power with a letter in it is not read")


def _spoken(code: Term, rule: Rule) -> None:
    """Refuses what speaks of more than the step that it is about."""
    letters = {*rule.states, *(f"{s}_new" for s in rule.states), *rule.hyper, "g"}
    if {x for x in free(code) if isinstance(x, Letter) and x.name not in letters}:
        raise Gap("it remembers more than the states of the rule")


# --- a difference ----------------------------------------------------------------------------------------------


def _differing(step: Step, rule: Rule) -> Equality | None:
    """An exact point at which code and rule surely differ: a step from any state, or a run from the start."""
    with precision(BITS):
        for (theta, v), gradients, values in POINTS:
            hyper = {name: values.get(name, "4/5") for name in rule.hyper}
            given = {"theta": theta} if step.loops or not rule.start else {"theta": theta, "v": v}
            found = _first_difference(step, rule, given, gradients, hyper)
            if found:
                at = ", ".join(f"{name} = {value}" for name, value in (given | hyper).items())
                return Equality("REFUTED", f"at {at}, {found}")
    return None


def _first_difference(
    step: Step, rule: Rule, given: Mapping[str, str], gradients: Sequence[str], hyper: Mapping[str, str]
) -> str | None:
    letters: dict[str, Any] = {name: Ball(value) for name, value in {**hyper, **given}.items()}
    letters["theta0"] = letters["theta"]
    state = rule.begin(letters["theta"])
    names = {"theta": step.theta} if step.loops else dict(zip(rule.states, ("v", "theta"), strict=True))
    if not step.loops:
        setattr(state, rule.states[0], letters["v"])
    balls = [Ball(g) for g in gradients]
    run = _run(step, balls, lambda node, known: meant(node, known, letters.__getitem__, lambda x: x))
    for k, (held, g) in enumerate(zip(run, balls, strict=True), 1):
        state = rule.step(state, g, **{name: letters[name] for name in rule.hyper})
        for letter, name in names.items():
            code, wanted = held[name], getattr(state, letter)
            if _apart(code, wanted):
                near = f"{float(code.arb):.9g}, by the rule {float(wanted.arb):.9g}"
                return f"g = {', '.join(gradients[:k])}: {letter} after step {k} is {near}"
    return None


def _apart(code: Any, wanted: Ball) -> bool:
    """Whether the two surely differ, by more than the literals of code may be off."""
    if not isinstance(code, Ball) or not code.surely_differs(wanted):
        return False
    apart = abs(code - wanted)
    return (abs(wanted) * Ball(SMALL)).surely_less(apart) and Ball(SMALL * SMALL).surely_less(apart)
