"""Formulas with letters, as prose prints them: definitions are taken over, conditions passed by, claims judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import perf_counter

from rmsprop_sym.claims.arithmetic import judge_as_printed
from rmsprop_sym.claims.background import backgrounds
from rmsprop_sym.claims.dialects import Dialects
from rmsprop_sym.claims.digits import reading
from rmsprop_sym.claims.excuses import Unconditional
from rmsprop_sym.claims.formula import DEFINES, NATURALS, parse_formula
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement, lettered, supposing
from rmsprop_sym.claims.limits import guarded, is_skimming
from rmsprop_sym.claims.model import GRADIENT, PARAMETER, Model, Models, Recurrence, recurrence, usual_letters
from rmsprop_sym.claims.notation import PROFILES
from rmsprop_sym.claims.own import UNSET, Own
from rmsprop_sym.claims.passage import Line, Spot
from rmsprop_sym.claims.sentence import Conditions, Formula, afterwards, value_of
from rmsprop_sym.claims.settings import Every, Hypothesis
from rmsprop_sym.claims.supposed import in_numbers, values_in
from rmsprop_sym.claims.syntax import (
    Apply,
    Call,
    Chain,
    Constant,
    Infinity,
    Limit,
    Literal,
    Name,
    Node,
    Span,
    Sum,
    has_letters,
    walk,
)
from rmsprop_sym.claims.tokens import CHANGED
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Undecided, Unread, Verdict
from rmsprop_sym.claims.wording import doubt, is_conditional, is_mistaken, may_define, without_constant, words
from rmsprop_sym.rules import Rule

STEPS = ("t", "n")  # what prose counts from 1
DECAYS = ("beta", "eta", "eps", "mu", "beta1", "beta2")
SIGNED = "a change may be counted with the other sign, or from the step before"
_EVERY = re.compile(r"\b(?:for|at)\s+(?:all|every|each|any)\b")
DROPPED = "what was supposed before it may be meant to stand"
DEFINED_TWICE = "one of its letters meant something else before, and then it may hold"
STEADY = "a gradient without its step was taken for a constant one"
ROUNDED = "the numbers in it may be rounded; with exact ones it does not hold"


@dataclass
class Formulas:
    """The formulas of a note while it is read, and the rules that they speak of so far."""

    path: str
    context: Context
    models: Models = field(default_factory=Models)
    dialects: Dialects = field(init=False)
    started: dict[tuple[str, str], Chain] = field(default_factory=dict)
    conditions: Conditions = field(default_factory=Conditions)
    own: Own = field(default_factory=Own)

    def __post_init__(self) -> None:
        """Takes the rule of the front matter at its word."""
        self.dialects = Dialects(self.context)
        if self.context.rule:
            self.models.declare(self._declared(self.context.rule))

    def _declared(self, rule: Rule) -> Model:
        chosen = self.context.profile is not PROFILES["default"]
        return Model(rule, usual_letters(self.context.profile, rule) if chosen else {})

    def verdicts(self, formula: Formula) -> Iterator[Verdict]:
        """What is to be said about a formula, a verdict for each link; its places count columns in its text."""
        found = recurrence(formula.chain)
        if found and self._is_definition(found, formula):
            return
        self._hear_start(formula)
        if self.conditions.takes(formula) or self._introduces(formula.chain):
            return
        if is_skimming():
            yield Statement(self.path, Line(1, 1, formula.text), None, self.context, {}).empty
        else:
            yield from self._judged(formula)

    def overhear(self, text: str, where: Spot) -> None:
        """Takes over a definition that prose spells out in plain characters, without judging it."""
        for part in text.split(": ")[-1:]:
            plain = re.split(r"\s+\((?=[a-z]{3})|\s{2,}", part.strip().rstrip(".,;"))[0]
            if self.context.rule or not may_define(plain):
                continue
            with suppress(Unreadable):
                found = recurrence(parse_formula(plain))
                models = self.models.define(found) if found else []
                if found and found.of_parameter:
                    self.dialects.formula(where, models)

    def _is_definition(self, found: Recurrence, formula: Formula) -> bool:
        """Whether the formula says what a rule is; what a declared rule's own letter does is a claim."""
        declared = self.context.rule
        if is_mistaken(formula.before, formula.after) and self.models.of(formula.chain):
            return False
        models = self.models.define(found)
        if found.of_parameter:
            self.dialects.formula(formula.where, models)
        if declared is None:
            if not is_conditional(formula.before):
                self.own.define(found)
            return True
        own = [model for model in models if model.rule is declared]
        if own:
            self.models.declare(own[0])
            return False
        self.models.families = [family for family in self.models.families if family is not models]
        current = self._declared(declared)
        if current.knows(found.name) and not (models and doubt(formula.before, formula.after)):
            return False
        if models:
            self.models.families.append(models)
        return True

    def _introduces(self, chain: Chain) -> bool:
        """Whether the formula says what something is called, or what it is worth here."""
        if DEFINES in chain.relations:
            return True
        first = chain.members[0]
        if all(isinstance(member, Name | Literal | Infinity) for member in chain.members):
            return True
        if any(isinstance(member, Infinity) for member in chain.members):
            return isinstance(first, Limit) and isinstance(first.body, Name)
        match first:
            case Name():
                return chain.relations[0] != "≈" or len(chain.members) == 2
            case Apply(name=name) if name == GRADIENT:
                return len(chain.members) == 2
            case Apply(arguments=(Literal() as index, *_)) if index.value == 0:
                return self._model(chain) is None or not self.context.rule
            case Apply():
                return self._model(Chain((first, first), ("=",))) is None and chain.relations[0] == "="
        return False

    def _model(self, chain: Chain) -> Model | None:
        """The rule that a formula speaks of: one with a name, or one that the note itself defines."""
        found = self.models.of(chain)
        return found if found or self.context.rule else self.own.speaking(chain)

    def _hear_start(self, formula: Formula) -> None:
        """Takes over where states start, also from words that lead to a condition: "from", "with"."""
        *firsts, value = formula.chain.members
        for first in firsts if {*formula.chain.relations} == {"="} else ():
            match first:
                case Apply(name=name, arguments=(Literal() as index, *_)) if index.value == 0:
                    chain = Chain((first, value), ("=",))
                    self.own.hear(chain)
                    if not is_conditional(formula.before):
                        self._starts(name, chain)

    def _starts(self, name: str, chain: Chain) -> None:
        """Takes over where a state starts, unless a rule was declared that says so; none says where theta does."""
        model = self._model(chain)
        if model is None or self.context.rule or self.own.makes(model) or model.called(name) == PARAMETER:
            return
        state, value = model.called(name), chain.members[1]
        family = next(f for f in reversed(self.models.families) if model in f)
        fitting = [each for each in family if isinstance(value, Literal) and each.rule.start.get(state) == value.value]
        for each in family:
            self.started.pop((each.rule.name, state), None)
        if fitting:
            self.models.families.append(fitting)
        else:
            self.started[model.rule.name, state] = chain

    def _judged(self, formula: Formula) -> Iterator[Verdict]:
        """The links of a claim, each in the letters of the rule that it speaks of."""
        model = self._model(formula.chain)
        unset = model is not None and self.own.unset(model)
        starts = [chain for (rule, _), chain in self.started.items() if model and rule == model.rule.name]
        options = {"start": "any"} if unset or starts else {}
        statement = Statement(self.path, Line(1, 1, formula.text), None, self.context, options)
        steady = Constant(GRADIENT)
        try:
            chain = model.translated(formula.chain) if model else formula.chain
            later, rest = afterwards(formula.rest)
            read = (*starts, *(each for each in self.conditions.read if each not in starts), *later)
            given = [self._translated(each, model) for each in _for_every_step(read, formula.before)]
            heard = [self._translated(each, model) for each in _for_every_step(self.conditions.heard, formula.before)]
        except Unreadable as error:
            yield replace(statement.empty, evidence=Unread(error.reason))
            return
        assumed = model is not None and _stands_alone(chain) and steady not in (*given, *self.context.given)
        context = replace(
            self.context,
            rule=model.rule if model else self.context.rule,
            where=tuple(each for each in self.context.where if each.name not in set(map(value_of, given))),
            given=(*self.context.given, *given, *([steady] if assumed else [])),
        )
        statement = replace(statement, context=context)
        before, after = self.conditions.unread(formula.before), words(rest)
        plain, said = without_constant(before)
        word = doubt(plain if assumed else before, after)
        steadily = said and not assumed and not doubt(plain, after)
        why = (
            f"{word!r} beside it may be a condition that is not read"
            if word
            else STEADY
            if assumed and not said
            else ""
        )
        dropped = [each for each in heard if each not in context.given]
        above = list(self.conditions.set_above(formula, context, lambda each: self._everywhere(each, model)))
        signed = SIGNED if any(map(_has_signed_change, formula.chain.members)) else ""
        for k, verdict in enumerate(_links(statement, chain)):
            reason = ""
            if verdict.grade is Grade.REFUTED:
                unless = why and not (steadily and _fails(statement, chain, k, [steady]))
                reason = (
                    (why if unless else "") or (UNSET if unset else "") or signed or _special(verdict, chain, context)
                )
                earlier = (dropped, above, *backgrounds(formula.earlier, context.rule))
                if not reason and any(more and not _fails(statement, chain, k, more) for more in earlier):
                    reason = DROPPED
                if not reason and self._held_before(statement, formula, model, k):
                    reason = DEFINED_TWICE
            yield replace(verdict, evidence=Unconditional(verdict.evidence, reason)) if reason else verdict

    def _everywhere(self, hypothesis: Hypothesis, model: Model | None) -> Hypothesis:
        """A condition in the letters of the rule, for every step."""
        return _for_every_step([self._translated(hypothesis, model)], "for all")[0]

    def _held_before(self, statement: Statement, formula: Formula, model: Model | None, k: int) -> bool:
        """Whether the link holds by what one of its letters meant before it was defined anew."""
        old, links = self.models.before(formula.chain, model) if model else None, []
        if old is not None:
            with suppress(Unreadable):
                earlier = replace(statement, context=replace(statement.context, rule=old.rule))
                links = list(_links(earlier, old.translated(formula.chain)))
        return bool(links) and links[k].grade not in (Grade.REFUTED, Grade.UNREAD)

    def _translated(self, hypothesis: Hypothesis, model: Model | None) -> Hypothesis:
        """A condition in the letters of the rule."""
        match hypothesis:
            case Chain() if model:
                return model.translated(hypothesis)
            case Every(chain=chain) if model:
                return replace(hypothesis, chain=model.translated(chain))
        return hypothesis


def _for_every_step(read: Sequence[Hypothesis], before: str) -> list[Hypothesis]:
    """The conditions, those on a gradient for every step if the words say so: `|g_t| <= M` for all t."""
    if not _EVERY.search(before):
        return list(read)
    return [Every(each, step) if isinstance(each, Chain) and (step := _step_of(each)) else each for each in read]


def _step_of(condition: Chain) -> str:
    """The letter of the step, if a condition speaks of gradients at one step only."""
    applied = [part for member in condition.members for part in walk(member) if isinstance(part, Apply)]
    steps = {part.arguments[0].name for part in applied if isinstance(part.arguments[0], Name)}
    plain = all(part.name == GRADIENT and isinstance(part.arguments[0], Name) for part in applied)
    return steps.pop() if plain and len(steps) == 1 else ""


def _fails(statement: Statement, chain: Chain, k: int, more: Sequence[Hypothesis]) -> bool:
    """Whether the link with this index is refuted also where more is supposed."""
    held = replace(statement.context, given=(*statement.context.given, *more))
    return list(_links(replace(statement, context=held), chain))[k].grade is Grade.REFUTED


def _special(verdict: Verdict, chain: Chain, context: Context) -> str:
    """Why a formula may speak of something special, so that it cannot be refuted in general; nothing if it does not."""
    if not any(getattr(piece, "general", False) for piece in getattr(verdict.evidence, "links", ())):
        return ""
    parts = [part for member in chain.members for part in walk(member)]
    known = {*NATURALS, GRADIENT, "pi", *(context.rule.hyper if context.rule else DECAYS)}
    bound = {part.index for part in parts if isinstance(part, Sum)}
    if any(isinstance(part, Name) and part.name not in known | bound for part in parts):
        return "its letters may stand for something that is not said here"
    spoken = any(isinstance(part, Apply) for part in parts)
    worth = "=" in chain.relations and not all(map(has_letters, chain.members))
    if worth and not spoken and not any(isinstance(part, Sum | Limit) for part in parts):
        return "it may be an equation to be solved"
    if spoken and (worth or any(map(_prints_digits, chain.members))):
        return "its numbers may be those of an example; give its values in the front matter"
    return ""


def _has_signed_change(node: Node) -> bool:
    r"""Whether it speaks of what a step adds to a parameter, and not only of the size of that.

    >>> [_has_signed_change(parse_formula(rf"{side} > 0").members[0]) for side in (r"\Delta w_t", r"|\Delta w_t|")]
    [True, False]
    """
    match node:
        case Call(function="abs"):
            return False
        case Apply(name=name) if name.startswith(CHANGED):
            return True
    return any(map(_has_signed_change, node.parts))


def _stands_alone(chain: Chain) -> bool:
    """Whether the gradient is written without a step, as one that does not change."""
    return any(part == Name(GRADIENT) for member in chain.members for part in walk(member))


def _links(statement: Statement, chain: Chain) -> Iterator[Verdict]:
    """A verdict for each link: numbers as they are printed, letters against the member before."""
    numbers = in_numbers(chain, values_in(statement.context))
    if numbers:
        yield from _numbers(statement, chain.members, numbers)
        return
    k, last = 0, len(chain.relations)
    while k < last:
        end = k
        while end < last and not (has_letters(chain.members[k]) or has_letters(chain.members[end + 1])):
            end += 1
        if end > k:
            run = Chain(chain.members[k : end + 1], chain.relations[k:end])
            yield from _numbers(statement, run.members, run)
        else:
            yield _link(statement, Chain(chain.members[k : k + 2], (chain.relations[k],)), whole=last == 1)
        k = max(end, k + 1)


def _numbers(statement: Statement, members: tuple[Node, ...], numbers: Chain) -> Iterator[Verdict]:
    """The links between numbers, as in arithmetic."""
    for link in judge_as_printed(numbers):
        started = perf_counter()
        evidence = guarded(lambda link=link: supposing(statement.context, link))  # type: ignore[misc]
        yield _at(
            statement,
            members[link.member].span,
            replace(
                statement.empty,
                kind="arithmetic",
                evidence=evidence,
                read_as=link.read_as,
                seconds=perf_counter() - started,
            ),
        )


def _link(statement: Statement, link: Chain, *, whole: bool) -> Verdict:
    """A link with letters; digits that are printed are judged as such."""
    started = perf_counter()
    verdict = _as_printed(statement, link) or _from_the_first_step(statement, link)
    verdict = replace(verdict, seconds=perf_counter() - started)
    return verdict if whole else _at(statement, link.members[1].span, verdict)


def _from_the_first_step(statement: Statement, link: Chain) -> Verdict:
    """The verdict about a link; prose that fails before the first step only speaks of what comes from it on."""
    verdict = lettered(statement, link)
    steps = [name for name in STEPS if name in _noughts(verdict)]
    if not steps:
        return verdict
    later = tuple(Chain((Literal("1"), Name(name)), ("<=",)) for name in steps)
    context = replace(statement.context, given=(*statement.context.given, *later))
    return lettered(replace(statement, context=context), link)


def _noughts(verdict: Verdict) -> set[str]:
    """The letters that are 0 where a statement fails."""
    points = [getattr(each, "point", None) for each in getattr(verdict.evidence, "links", ())]
    found = {x.name for point in points if point for x, value in point.letters.items() if x.natural and value == 0}
    return found if verdict.grade is Grade.REFUTED else set()


def _as_printed(statement: Statement, link: Chain) -> Verdict | None:
    """The verdict about a link whose right side prints digits, if they decide it."""
    right = link.members[1]
    if link.relations != ("=",) or has_letters(right) or not _prints_digits(right):
        return None
    if reading(right) is not None:
        rounded = lettered(statement, replace(link, relations=("≈",)))
        return rounded if rounded.grade is not Grade.OPEN else None
    exact = lettered(statement, link)
    return replace(exact, evidence=Undecided(ROUNDED)) if exact.grade is Grade.REFUTED else exact


def _prints_digits(node: Node) -> bool:
    """Whether a number in it may be rounded."""
    return any(isinstance(part, Literal) and not part.numeral.integer for part in walk(node))


def _at(statement: Statement, span: Span, verdict: Verdict) -> Verdict:
    """The verdict at a part of the statement."""
    text = statement.line.text[span.start : span.end]
    return replace(verdict, place=statement.at(span), text=text)
