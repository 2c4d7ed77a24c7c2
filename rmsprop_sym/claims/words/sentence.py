"""A formula among its words: what its sentence and its paragraph suppose beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rmsprop_sym.claims.conventions.model import GRADIENT
from rmsprop_sym.claims.expressions.formula import NATURALS, formula_in
from rmsprop_sym.claims.expressions.passage import Spot
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Chain,
    Constant,
    Limit,
    Literal,
    Name,
    parse_hypothesis,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in, heads_in, names_in
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of
from rmsprop_sym.claims.words.expecting import says_mean
from rmsprop_sym.claims.words.hypotheses import for_every, hypotheses, value_of
from rmsprop_sym.claims.words.in_words import without_endless
from rmsprop_sym.claims.words.naming import Names, Naming, chain_letters, is_law
from rmsprop_sym.claims.words.neglected import neglected, speaks_of_it
from rmsprop_sym.claims.words.scope import for_all, is_freed, is_throughout, of_each
from rmsprop_sym.claims.words.spoken import unheard_with
from rmsprop_sym.claims.words.steady import bounds, is_given, steady, without_steady
from rmsprop_sym.claims.words.wording import (
    cut_sentences,
    is_condition,
    is_conditional,
    is_for_some,
    is_lasting,
    is_named_only,
    is_released,
    is_supposed,
    lead,
    supposes,
    words,
)

_WHILE = re.compile(r"(?P<while>\s*,?\s*while)\s+\$(?P<formula>[^$]+)\$", re.IGNORECASE)
_SET_AGAINST = re.compile(r"(?:\s{2}|^\s*),\s*while\s*$", re.IGNORECASE)
_BESIDE = re.compile(r"\s*,?\s*(?:and(?:\s+(?:with|for|if|when))?|with|where|but)\s*", re.IGNORECASE)
_SETTLED = re.compile(
    r"\s*,?\s*(?:being|is)\s+(?:\w+ly\s+)?(?:clear|trivial|obvious|evident|immediate|easy)\b", re.IGNORECASE
)
_BEHIND = re.compile(r"\s*(?:for|when|if|at|with)\s+\$([^$]+)\$", re.IGNORECASE)
_PARTLY = re.compile(
    r"\s*,?\s*(?:(?:only|until|except|but|during|from|on|up\s+to|if|when|while|whenever|unless)\b"
    r"|(?:for|at)\s+(?:odd|even|some|most|large|small|the\s+(?:first|last)|\d"
    r"|\$[^$]*(?:\\leq?(?![a-z])|[<≤TN]|\\in(?![a-z])|(?:>|\\geq?(?![a-z])|≥)\s*(?:[2-9]|1\d|[A-Za-z])|>\s*1)[^$]*\$))"
)


@dataclass(frozen=True)
class Formula:
    """A chain with letters, its text, and what leads to it and follows it, formulas between dollars.

    `earlier` has the paragraphs before it, and its own, that may suppose something in words, and `lasting` those that
    say that what they suppose stands from there on. One that is `standing` is written without steps.
    `texts` are all passages so far. Where its left side is `told` in words, these leave out epsilon. Its steps are
    counted from one after which the gradients vanish where it has them `silent`.
    """

    chain: Chain
    text: str
    leading: str
    rest: str
    where: Spot = field(default=Spot(1))
    sentence: tuple[int, int] = (0, 0)
    heading: str = ""
    intro: str = ""
    earlier: tuple[str, ...] = ()
    lasting: str = ""
    standing: bool = False
    texts: Sequence[str] = field(default=(), compare=False, repr=False)
    told: bool = False
    silent: tuple[Hypothesis, ...] = ()

    @cached_property
    def before(self) -> str:
        """The words before it."""
        return words(self.leading)

    @property
    def names_eps(self) -> bool:
        """Whether its text has a letter for the small constant."""
        return re.search(r"epsilon|\beps|[εϵ]|\\delta|δ|\bdelta", self.text) is not None

    @cached_property
    def said(self) -> str:
        """What leads to it, and its sentence, formulas between dollars."""
        return f"{self.leading.rstrip('$')} ${self.text}$ {cut_sentences(self.rest)[0]}"

    @cached_property
    def supposing(self) -> str:
        """Its sentence, formulas between dollars."""
        return f"{cut_sentences(self.leading)[-1].rstrip('$')} ${self.text}$ {cut_sentences(self.rest)[0]}"


@dataclass
class Conditions:
    """What is supposed in formulas before something is stated: in its sentence, or for the paragraph.

    `heard` is everything that was supposed in the paragraph so far, whether or not it still stands, and the words that
    led to it.
    """

    sentence: tuple[int, int] = (0, 0)
    read: list[Hypothesis] = field(default_factory=list)
    standing: list[Hypothesis] = field(default_factory=list)
    heard: list[Hypothesis] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    before: str = ""
    seen: str = ""
    unkept: str | None = None
    lasting: list[Hypothesis] = field(default_factory=list)
    throughout: list[Naming] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    steady: dict[str, Sequence[Hypothesis]] = field(default_factory=dict)
    neglected: dict[tuple[Hypothesis, str | None], None] = field(default_factory=dict)
    heading: str = ""
    partly: bool = False

    def ties(self, text: str, heading: str) -> None:
        """Keeps what a text, formulas between dollars, calls a gradient that stays the same, and what it leaves out."""
        self._stands_below(heading)
        self.neglected |= {(each, None if far else heading): None for each, far in neglected(text)}
        self.steady |= {each.letter: each.supposed for each in steady(text) if not bounds(each.supposed[0])}

    def left_out(self, heading: str) -> list[Hypothesis]:
        """What is left out below a heading, which is not about that."""
        said = (
            each for each, top in self.neglected if top is None or top == heading or (top and heading.startswith(top))
        )
        return [] if speaks_of_it(heading) else list(said)

    def left_out_of(self, formula: Formula) -> list[Hypothesis]:
        """What is left out where a formula stands, or by the words that tell its left side."""
        return [*self.left_out(formula.heading), *([parse_hypothesis("eps = 0")] if formula.told else [])]

    def names_steady(self, formula: Formula) -> bool:
        """Whether the formula only says what a gradient that stays the same is called."""
        place = len(formula.leading.rstrip("$")) + 1
        spans = (each.span for each in steady(formula.said) if not bounds(each.supposed[0]))
        return any(start <= place < end for start, end in spans)

    def tied(self, formula: Formula, chain: Chain, given: Sequence[Hypothesis]) -> dict[str, Sequence[Hypothesis]]:
        """What letters of a claim bring along that are gradients which stay the same, if nothing else gives these."""
        names = names_in(chain)
        above = [each for each in steady(formula.leading) if each.stands]
        here = {each.letter: each.supposed for each in (*above, *steady(formula.supposing))}
        found = {name: each for name, each in self.steady.items() if name in names} | here
        ours = [each for some in found.values() for each in some]
        ours += [each.chain for each in ours if isinstance(each, Every)]
        freed = is_freed(self.unread(words(formula.supposing))) and not steady(formula.supposing)
        return {} if freed or any(is_given(each) and each not in ours for each in given) else found

    def _stands_below(self, heading: str) -> None:
        """Drops what was supposed for longer below another heading."""
        if heading == self.heading:
            return
        self.lasting, self.throughout, self.names = [], [], Names()
        if not heading.startswith(self.heading):
            self.steady = {}
        self.heading = heading

    def takes(self, formula: Formula) -> bool:
        """Whether the formula is one of the conditions; it is kept if it can be."""
        self.begins(formula)
        self.seen = formula.before
        between = formula.before.removeprefix(self.before).strip(" ,").lower() if self.before else "?"
        condition = is_condition(formula.before) or supposes(formula.before) is not None or _is_beside(formula)
        condition = (condition and not _is_set_against(formula)) or says_mean(formula.chain)
        if not (condition or between == "and"):
            return False
        if (condition or self.read) and not (is_named_only(formula.before) or _SETTLED.match(formula.rest)):
            self._keep(formula, hypotheses(formula.chain), lead(formula.before))
        self.before = formula.before
        return True

    def apposes(self, formula: Formula, clause: str) -> None:
        """Keeps a formula that says what the words before it suppose: for bounded gradients, `|g_t| <= M`."""
        self.begins(formula)
        every = of_each(clause) or for_all(cut_sentences(words(formula.rest))[0])
        found = [for_every(each) if every else each for each in hypotheses(formula.chain)]
        first, _, more = clause.partition(" ")
        self._keep(formula, found, [first.lower(), more])
        self.seen = self.before = formula.before

    def drops(self, chain: Chain) -> None:
        """Supposes nothing of an equation that only says what a letter is short for, which is written out."""
        kept = ([each for each in some if each != chain] for some in (self.read, self.standing, self.heard))
        self.read, self.standing, self.heard = kept

    def hears(self, formula: Formula) -> None:
        """Keeps in mind what a formula says that is neither a condition nor a claim; it may be a condition yet."""
        if "=" in formula.chain.relations:
            self.names.forgets(formula.chain)
        self._hear(formula, hypotheses(formula.chain))

    def _hear(self, formula: Formula, found: list[Hypothesis]) -> None:
        found = [each for each in found if not _is_of_function(each)]
        self.heard += found
        for each in found:
            if not isinstance(each, Constant) and is_law(each):
                self.steady.clear()
        if is_lasting(formula.before, words(formula.rest)):
            named = {value_of(each) for each in found} - {None}
            self.lasting = [each for each in self.lasting if value_of(each) not in named] + found

    def is_conditional(self, formula: Formula) -> bool:
        """Whether the formula's own sentence has supposed something with if or when."""
        return formula.sentence == self.sentence and bool(self.read) and is_conditional(self.words)

    def are_for(self, formula: Formula) -> bool:
        """Whether an equation holds under something that is supposed, so that it says of no letter what it is."""
        supposed = formula.sentence == self.sentence and bool(self.standing)
        return (supposed or is_for_some(formula.before)) and not is_condition(formula.before)

    def begins(self, formula: Formula) -> None:
        """Begins a sentence: what was supposed stands until the paragraph ends, or words take it back."""
        if formula.sentence == self.sentence:
            return
        same = formula.sentence[0] == self.sentence[0]
        self._stands_below(formula.heading)
        if not same:
            self.heard, self.words, self.unkept, self.partly = list(self.lasting), [], None, False
        if not same or is_released(formula.before.removeprefix(self.seen)):
            self.standing = []
        self.sentence, self.before = formula.sentence, ""
        self.read = list(self.standing)

    def _keep(self, formula: Formula, found: list[Hypothesis], leading: list[str]) -> None:
        if Constant(GRADIENT) in found and is_for_part(formula.rest):
            found, self.partly = [], True
        self.words += leading if found else []
        if not found:
            self.unkept = formula.text.strip()
            self.names.forgets(formula.chain)
        self._hear(formula, found)
        for hypothesis in found:
            named = value_of(hypothesis)
            self.read = [each for each in self.read if named is None or value_of(each) != named] + [hypothesis]
            if is_supposed(leading) or supposes(formula.before):
                self.standing.append(hypothesis)
        naming = Naming(formula.sentence, tuple(self.read), formula.supposing, unheard_with(formula.supposing))
        self.names.hears(naming, found)
        if is_supposed(leading) or supposes(formula.before):
            self.names.introduces(naming, found)
        if found and is_throughout(formula.before, words(formula.rest)):
            self.throughout.append(naming)

    def is_of_numbers(self, chain: Chain, states: Collection[str]) -> bool:
        """Whether a formula speaks of no step, and the letter of a state in it stands for a number: let v >= 0."""
        bare = names_in(chain).intersection(states)
        supposed = {*self.names.named, *chain_letters([each for each in self.read if isinstance(each, Chain)])}
        return bool(bare) and bare <= supposed and not applied_in(chain)

    def unread(self, text: str) -> str:
        """The text without the words that only led to the conditions that were read."""
        for word in self.words:
            led = rf"\b{re.escape(word)}\b(?:\s+instead\b)?"
            before = rf"{led}(?=\s{{2}})" if re.search(rf"{led}\s{{2}}", text, re.IGNORECASE) else led
            text = re.sub(before, "", text, count=1, flags=re.IGNORECASE)
        return text


def _is_set_against(formula: Formula) -> bool:
    """Whether a while leads to it and it speaks of states, so that it is a claim beside another."""
    return (
        not heads_in(formula.chain) <= {GRADIENT} and _SET_AGAINST.search(cut_sentences(formula.before)[-1]) is not None
    )


def _is_beside(formula: Formula) -> bool:
    """Whether it goes on with what its sentence calls a gradient: for a constant gradient $c$ and $|c| < 1$."""
    between = (formula.leading[each.span[1] :].rstrip("$") for each in steady(formula.leading))
    return (heads_in(formula.chain) <= {GRADIENT} or _is_start(formula.chain)) and any(map(_BESIDE.fullmatch, between))


def _is_of_function(hypothesis: Hypothesis) -> bool:
    """Whether it says what a function of something else than a step is: f(w) = w^2."""
    chain = formula_of(hypothesis)
    inner = [each for part in (applied_in(chain) if chain else ()) for each in part.arguments]
    return any(isinstance(each, Name) and each.name not in NATURALS for each in inner)


def _is_start(chain: Chain) -> bool:
    """Whether it says where a state starts."""
    match chain:
        case Chain((Apply(arguments=(Literal(text="0"),)), _), ("=",)):
            return True
    return False


def is_for_part(rest: str) -> bool:
    r"""Whether the words after a condition say that it is meant for some steps only.

    >>> is_for_part(r" for $t \le T$, then"), is_for_part(" for all $t$."), is_for_part(r" for $t \ge 1$.")
    (True, False, False)
    """
    return _PARTLY.match(rest) is not None


def behind(rest: str) -> list[Hypothesis]:
    r"""The value that words at once behind a formula give to a letter, whatever comes after it.

    >>> [str(each) for each in behind(r" for $\beta = 0.9$ and")], behind(r", for $\beta = 0.9$ it is")
    (['beta = 0.9'], [])
    """
    match = _BEHIND.match(rest)
    chain = formula_in(match[1]) if match else None
    return [each for each in hypotheses(chain) if value_of(each)] if chain else []


def around(formula: Formula, rest: str, letters: Collection[str]) -> tuple[str, str, str]:
    """What leads to a formula, follows it and stands above it, without what it calls gradients that stay the same."""
    leading, after, intro = (without_steady(each, letters) for each in (formula.leading, rest, formula.intro))
    if any(isinstance(part, Limit) for part in walk(formula.chain)):
        leading, after = without_endless(leading), without_endless(after)
    return leading, set_against(after), intro


def set_against(rest: str) -> str:
    """The words after a formula, where a while that leads to another claim, and to no condition, is a whereas.

    >>> set_against(", while $v_t = 1$."), set_against(", while $g_t = 0$.")
    (', whereas $v_t = 1$.', ', while $g_t = 0$.')
    """
    found = _WHILE.match(rest)
    chain = formula_in(found["formula"]) if found else None
    claims = chain and chain.relations and heads_in(chain) - {GRADIENT}
    return f", whereas{rest[found.end('while') :]}" if found and claims else rest
