"""Whether a formula that fails as it stands may be called wrong: not if its words or its paragraph may save it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rmsprop_sym.claims.context.anyway import concerns, fails_anyway, is_of_weights, is_plain
from rmsprop_sym.claims.context.links import STEPS, is_between_numbers, links, prints_digits, without_factor
from rmsprop_sym.claims.context.never import doubt_of_weights, holds_nowhere
from rmsprop_sym.claims.context.senses import LEFT_OUT, has_signed_change, senses
from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.formula import ARROW, NATURALS
from rmsprop_sym.claims.expressions.syntax import (
    Binary,
    Chain,
    Constant,
    Limit,
    Literal,
    Name,
    Node,
    Sum,
    has_letters,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in, bound_in, names_in
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import GENERAL, Statement
from rmsprop_sym.claims.symbolic.contrary import Contrary
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of
from rmsprop_sym.claims.symbolic.supposed import in_numbers, values_in
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Verdict
from rmsprop_sym.claims.words.contrast import own_part, without_consequence, without_result
from rmsprop_sym.claims.words.discourse import without_discourse
from rmsprop_sym.claims.words.disowning import DISOWNED, disowned, disowned_below, is_called_wrong, without_other_value
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.hypotheses import value_of
from rmsprop_sym.claims.words.naming import is_law
from rmsprop_sym.claims.words.scope import for_all, is_freed, without_references
from rmsprop_sym.claims.words.spoken import at_the_first, spoken
from rmsprop_sym.claims.words.vocabulary import strangers
from rmsprop_sym.claims.words.wording import cut_sentences, doubt, titled, without_idioms

RATES = ("beta", "eta", "mu", "beta1", "beta2")
DECAYS = (*RATES, "eps")
LAW = "what is supposed of the gradient at each step is not followed here"
SIGNED = "a change may be counted with the other sign, or from the step before"
EQUATION = "it may be an equation to be solved"
EXAMPLE = "its numbers may be those of an example; give its values in the front matter"
DROPPED = "what was supposed before it in the paragraph may be meant to stand"
SAID = "its words may suppose something more: {}"
STEADY = "a gradient without its step was taken for a constant one"
UNREAD = "{!r} beside it may be a condition that is not read"
GROWING = "it holds as the steps go on, but {!r} beside it may be the limit that is meant"
CALLED_WRONG = "the note calls it wrong, and it holds"
_REST = re.compile(
    r"(?:\b(?:in|at|of|for)\s+)?(?:\b(?:the|an?|its|this|every|only|unique|so-called)\s+)*\b(?:fixed\s+points?"
    r"|steady[\s-]+states?|stationary\s+(?:states?|points?|values?)|equilibri(?:um|a))\b"
    r"(?:\s+of\s+(?:the|this)\s+(?:recursion|recurrence|iteration|update|mean|average|rule)\b)?",
    re.IGNORECASE,
)
_OTHER_VALUES = re.compile(
    r"\b(?:if|when\w*|unless|until|would|could|might|may|should|instead|other\w*|suppos\w*|assum\w*|only|equation|solv\w*"
    r"|want\w*|need\w*|requir\w*|choos\w*|such|after|from)\b|\?",
    re.IGNORECASE,
)
_LATE = re.compile(
    r"\b(?:for|at)\s+(?:(?:very|sufficiently)\s+)?(?:large|late|long)\s+(?:times?|steps?)\b|\bfor\s+(?:(?:very|sufficiently)\s+)?large(?=\s{2})"
    r"|\b(?:in|on)\s+the\s+(?:long\s+(?:run|term)|limit)\b(?:\s+of\s+(?:many|infinitely\s+many|large)\s+(?:steps?|times?))?"
    r"|\b(?:as|when|while)\s+(?:time|the\s+(?:step|time|iteration)(?:\s+(?:count|index|number))?)?\s*(?:grows?|passes|goes\s+(?:on|by)|increases)\b"
    r"|\b(?:eventually|asymptotically|finally|ultimately|in\s+the\s+end|with\s+time|over\s+time|after\s+many\s+steps"
    r"|long\s+after\s+the\s+start|sooner\s+or\s+later)\b",
    re.IGNORECASE,
)
_STEADY = re.compile(r"\b(?:constant|steady|stationary)\b", re.IGNORECASE)
_CONCLUDES = re.compile(r"\W*(?:then|hence|so|thus|therefore|in\s+(?:this|that)\s+case|it\s+follows)\b", re.IGNORECASE)
_BETTER = {Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS}


@dataclass(frozen=True)
class Unconditional(Evidence):
    """A statement that fails as it stands, beside a word that may be a condition on it."""

    failing: Evidence
    why: str

    @property
    def grade(self) -> Grade:
        """It promises nothing: the condition was not read."""
        return Grade.OPEN

    @property
    def reason(self) -> str:
        """What was not read."""
        witness = f" ({self.failing.witness})" if self.failing.witness else ""
        return f"it does not hold in general{witness}, but {self.why}"

    @property
    def attempt(self) -> str | None:
        """The nearest truth."""
        return self.failing.attempt

    @property
    def attempt_grade(self) -> Grade | None:
        """What is promised about the nearest truth."""
        return self.failing.attempt_grade


@dataclass(frozen=True)
class Beside:
    """What stands beside a formula.

    `written` is the formula in the note's own letters, `heard` what formulas of its paragraph suppose, `unheard` a
    word among them that is not understood, `assumed` says that its gradient was taken for a constant one, and `title`
    is what it stands below: a heading, or the words before a list.  `throughout` is supposed from some line above on,
    in words that are understood, which `lasting` has.  `singled` says that its sentence points at one gradient,
    `names_eps` that its own text has eps, and not only what its letters are short for.
    """

    written: Chain

    before: str
    after: str
    heard: Sequence[Hypothesis]
    unheard: str | None
    assumed: bool
    title: str
    lasting: str = ""
    throughout: Sequence[Hypothesis] = ()
    singled: bool = False
    names_eps: bool = True

    @property
    def tends(self) -> bool:
        """Whether it speaks of a limit."""
        return any(isinstance(part, Limit) for part in walk(self.written))

    @property
    def sentence(self) -> str:
        """The words of its own sentence."""
        return f"{cut_sentences(self.before)[-1]} . {cut_sentences(self.after)[0]}"

    @property
    def supposed(self) -> list[Hypothesis]:
        """What words suppose in its own sentence, and in the one that this concludes from."""
        *_, previous, last = ["", *cut_sentences(self.before)]
        return [*spoken(self.sentence)[1], *(spoken(previous)[1] if _CONCLUDES.match(last) else [])]

    @property
    def said(self) -> list[Hypothesis]:
        """What words suppose in the whole paragraph."""
        return [*spoken(self.title)[1], *spoken(self.lasting)[1], *spoken(self.before)[1], *spoken(self.after)[1]]

    @property
    def disowned(self) -> str:
        """Why the note itself may not claim it; nothing if it does."""
        word = disowned(spoken(self.before)[0], spoken(self.after)[0]) or disowned_below(self.title)
        return DISOWNED.format(word) if word else ""

    @property
    def doubt(self) -> str:
        """Why it may not be meant as it stands; nothing if every word of it is understood."""
        if self.disowned:
            return self.disowned
        if word := self.narrowing or next(iter(self.strangers), None):
            return UNREAD.format(word)
        return STEADY if self.assumed and Constant(GRADIENT) not in (*self.said, *self.heard) else ""

    @property
    def narrowing(self) -> str | None:
        """The word that is known for a condition, or that none can be told from."""
        return doubt(*self._plainly) or self.unheard or titled(spoken(self.title)[0])

    @property
    def strangers(self) -> list[str]:
        """The words of its sentence that are not known, and may suppose something."""
        before, after = self._plainly
        rest = own_part(without_other_value(cut_sentences(after)[0]))
        return strangers(without_idioms(f"{cut_sentences(before)[-1]} . {rest}"))

    @property
    def _plainly(self) -> tuple[str, str]:
        """The words before and after it that suppose nothing which is understood."""
        said = (self.before, without_result(self.after))
        before, after = (without_discourse(spoken(each)[0]) for each in said)
        if Constant(GRADIENT) in (*self.supposed, *self.heard):
            before = _STEADY.sub(" ", before)
        return (without_references(before), without_references(after)) if self.heard else (before, after)

    def doubt_of(self, statement: Statement, chain: Chain, k: int) -> str:
        """Why a link that fails may not be meant as it stands; nothing if it fails whatever its words may suppose."""
        link = chain.link(k)
        doubt = self.doubt
        return "" if doubt and self._is_plain(statement, link) and fails_anyway(statement, chain, k) else doubt

    @property
    def is_excused(self) -> bool:
        """Whether the note does not claim it, or says why it may be wrong."""
        return bool(self.disowned or excuse(self.before, self.after, self.title))

    def cannot_save(self, statement: Statement, link: Chain) -> bool:
        """Whether a link holds for no decay and no step, and the note claims it: `0.9^n = 0.5` may be solved for n."""
        if link.relations == ("=",) and not all(map(has_letters, link.members)) and not applied_in(link):
            return False
        return not self.is_excused and holds_nowhere(statement, link, self.sentence)

    def _is_plain(self, statement: Statement, link: Chain) -> bool:
        """Whether nothing beside a link is known to narrow it, to deny it, or to name something else."""
        words = [doubt_of_weights(*self._plainly)] if is_of_weights(statement, link) else [self.narrowing]
        if self.is_excused or any(words) or (self.assumed and Constant(GRADIENT) not in (*self.said, *self.heard)):
            return False
        return all(is_plain(word, self.sentence) for word in self.strangers)


def in_its_words(verdict: Verdict, chain: Chain, k: int, statement: Statement, beside: Beside) -> Verdict:
    """The verdict about a link; it accuses only what fails under everything that the words may suppose.

    What holds under what its own sentence supposes in words is said to hold under that.
    """
    if beside.tends:
        beside = _at_rest(beside)
    if verdict.grade in (*_BETTER, Grade.SURVIVED) and (reason := _withheld(beside)):
        return replace(verdict, evidence=Undecided(reason))
    if verdict.grade is Grade.OPEN and beside.throughout and not is_freed(beside.sentence):
        held = under(statement, chain, k, _new(beside.throughout, statement.context))
        return held if held.grade in _BETTER else verdict
    here = _new(beside.supposed, statement.context) if verdict.grade in (Grade.OPEN, Grade.REFUTED) else []
    if here and (held := under(statement, chain, k, here)).grade in _BETTER:
        return held
    link = chain.link(k)
    if verdict.grade is not Grade.REFUTED or beside.cannot_save(statement, link):
        return verdict
    if beside.throughout and not is_freed(beside.sentence):
        held = under(statement, chain, k, [*here, *_new(beside.throughout, statement.context)])
        if held.grade in _BETTER:
            return held
    named = names_in(chain)
    first = at_the_first(beside.sentence, [step for step in STEPS if step in named])
    valued = {*values_in(statement.context), *(RATES if "in general" in beside.sentence.lower() else ())}
    more = _new([*beside.said, *first, *_strongest(beside.heard), *beside.throughout], statement.context)
    more = [each for each in more if value_of(each) not in valued and concerns(statement, link, each)]
    supposed = replace(statement.context, given=(*statement.context.given, *more))
    signed = SIGNED if any(map(has_signed_change, beside.written.members)) else ""
    law = LAW if any(is_law(each) and _step_of(each) for each in supposed.given if isinstance(each, Chain)) else ""
    if is_between_numbers(chain, k) or _is_bare(verdict, link):
        doubt = beside.disowned or excuse(beside.before, beside.after, beside.title) or ""
    elif verdict.kind == "arithmetic" and in_numbers(link, values_in(statement.context)):
        doubt = beside.disowned or excuse(beside.before, beside.after, beside.title) or _conditional(beside)
    else:
        doubt = beside.doubt_of(statement, chain, k)
    reason = doubt or signed or law or _ranges(supposed.given)
    held = under(statement, chain, k, more) if more and not reason else verdict
    reason = reason or _special(verdict if _varies(held) else held, chain, supposed)
    if held.grade is not Grade.REFUTED:
        reason = DROPPED if beside.heard else SAID.format("; ".join(map(str, more)))
    if reason:
        return replace(verdict, evidence=Unconditional(verdict.evidence, reason))
    failing = held if _new(beside.heard, statement.context) else verdict
    return _in_another_sense(failing, replace(statement, context=supposed), chain, k, beside)


def _in_another_sense(failing: Verdict, statement: Statement, chain: Chain, k: int, beside: Beside) -> Verdict:
    """The verdict about a link that fails: what holds in another sense of its words is said to hold in that."""
    link = chain.link(k)
    for meant in senses(statement, link, names_eps=beside.names_eps):
        other = list(links(meant.under, chain))[k]
        if other.grade is not Grade.REFUTED:
            better = other.grade in _BETTER and not beside.singled and meant.why != LEFT_OUT
            return other if better else replace(failing, evidence=Unconditional(failing.evidence, meant.why))
    return failing


def _withheld(beside: Beside) -> str:
    """Why what holds may not be what is claimed; nothing if it is."""
    if is_called_wrong(beside.before, beside.after):
        return CALLED_WRONG
    return GROWING.format(beside.unheard) if beside.tends and ARROW.search(beside.unheard or "") else ""


def _is_bare(verdict: Verdict, link: Chain) -> bool:
    """Whether a link is of digits for multiples of one letter, so that no condition changes it."""
    return verdict.kind == "arithmetic" and not any(map(has_letters, without_factor(link).members))


def _conditional(beside: Beside) -> str:
    """Why other values may be meant than those that were said; nothing if the sentence supposes nothing."""
    before, after = cut_sentences(beside.before)[-1], cut_sentences(beside.after)[0]
    found = _OTHER_VALUES.search(f"{before} . {without_consequence(after)}")
    return UNREAD.format(found[0]) if found else ""


def _at_rest(beside: Beside) -> Beside:
    """The words beside a limit, which is about late steps; a state at rest is one under a constant gradient."""
    before, after, title = (
        _LATE.sub(" ", _REST.sub(" for a constant gradient ", x)) for x in (beside.before, beside.after, beside.title)
    )
    return replace(beside, before=before, after=after, title=title)


def _ranges(given: Sequence[Hypothesis]) -> str:
    """Why an equation on a gradient may be meant for many steps: something is supposed of the letter of its step."""
    chains = [each for each in given if isinstance(each, Chain)]
    steps = {_step_of(each) for each in chains if "=" in each.relations} - {""}
    return GENERAL if steps & _letters_of([each for each in chains if not _step_of(each)]) else ""


def _new(more: Sequence[Hypothesis], context: Context) -> list[Hypothesis]:
    """What is not supposed yet, once."""
    return [each for each in dict.fromkeys(more) if each not in context.given]


def under(statement: Statement, chain: Chain, k: int, more: Sequence[Hypothesis]) -> Verdict:
    """The verdict about the link with this index where more is supposed."""
    held = replace(statement.context, given=(*statement.context.given, *more))
    return list(links(replace(statement, context=held), chain))[k]


def _strongest(heard: Sequence[Hypothesis]) -> list[Hypothesis]:
    """The conditions, a bound on a gradient for every step also where it may be meant for one."""
    return [
        Every(each, step) if isinstance(each, Chain) and each.relations != ("=",) and (step := _step_of(each)) else each
        for each in heard
    ]


def for_every_step(read: Sequence[Hypothesis], before: str) -> list[Hypothesis]:
    """The conditions, those on a gradient for every step if the words say so: `|g_t| <= M` for all t."""
    if not for_all(before):
        return list(read)
    bounded = {step for each in read if isinstance(each, Chain) and (step := _bounded(each))}
    return [
        Every(each, step)
        if isinstance(each, Chain) and (step := _step_of(each)) and step not in bounded and not is_law(each)
        else each
        for each in read
    ]


def _bounded(condition: Chain) -> str:
    """The letter that a condition bounds by itself, if not only from the first step on: 5 <= t, but not 1 <= t."""
    first = any(isinstance(member, Literal) and member.value <= 1 for member in condition.members)
    letters = [part.name for part in walk(condition) if isinstance(part, Name)]
    return (
        letters[0] if len(letters) == 1 and letters[0] in NATURALS and not applied_in(condition) and not first else ""
    )


def _step_of(condition: Chain) -> str:
    """The letter of the step, if a condition speaks of gradients at one step only."""
    applied = applied_in(condition)
    steps = {part.arguments[0].name for part in applied if isinstance(part.arguments[0], Name)}
    plain = all(part.name == GRADIENT and isinstance(part.arguments[0], Name) for part in applied)
    return steps.pop() if plain and len(steps) == 1 else ""


def _special(verdict: Verdict, chain: Chain, context: Context) -> str:
    """Why a formula may speak of something special, so that it cannot be refuted in general; nothing if it does not."""
    if not any(getattr(piece, "general", False) for piece in getattr(verdict.evidence, "links", ())):
        return ""
    parts = list(walk(chain))
    known = {*NATURALS, GRADIENT, "pi", *(context.rule.hyper if context.rule else DECAYS)}
    indexed = bool(applied_in(chain))
    supposed = _letters_of([each for each in context.given if not indexed or _says_what(each)])
    if names_in(chain) - known - bound_in(chain) - supposed:
        return "its letters may stand for something that is not said here"
    worth = "=" in chain.relations and not all(map(has_letters, chain.members))
    if worth and not indexed and not any(isinstance(part, Sum | Limit) for part in parts):
        return EQUATION
    decays = {name for name in known if name.startswith(("beta", "mu"))}
    valued = worth or not decays <= {*values_in(context)}
    if indexed and (worth or any(map(prints_digits, chain.members)) or any(map(_is_many_rates, parts))) and valued:
        return EXAMPLE
    return ""


def _is_many_rates(part: Node) -> bool:
    """Whether it is so many times the rate, as a bound by the values of an example is."""
    match part:
        case Binary(op="*", left=Literal() as times, right=Name(name="eta")):
            return times.value > 1
    return False


def _varies(verdict: Verdict) -> bool:
    """Whether another value of a letter may make a link right: all but a limit that is a number whatever they are."""
    found = [piece for piece in getattr(verdict.evidence, "links", ()) if isinstance(piece, Contrary)]
    return verdict.grade is not Grade.REFUTED or not found or any(piece.varies for piece in found)


def _says_what(hypothesis: Hypothesis) -> bool:
    """Whether a condition ties its letters to something, and does not only give one a value or a bound."""
    chain = formula_of(hypothesis)
    return chain is not None and (bool(applied_in(chain)) or ("=" in chain.relations and value_of(hypothesis) is None))


def _letters_of(given: Sequence[Hypothesis]) -> set[str]:
    """The letters of which something is supposed."""
    return names_in(*filter(None, map(formula_of, given)))
