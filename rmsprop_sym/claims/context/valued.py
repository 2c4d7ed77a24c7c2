"""Whether a link holds with the values that a note says, and whether it may be called wrong if it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.context.choices import Choice, Choices
from rmsprop_sym.claims.context.links import prints_digits
from rmsprop_sym.claims.context.worked import Unrounded
from rmsprop_sym.claims.context.worth import ELSEWHERE, SECTION, SENTENCE, Worth, value_of
from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER, PARAMETERS, Model
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal, Name, walk
from rmsprop_sym.claims.expressions.tree import heads_in, letters_in, names_in
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Verdict
from rmsprop_sym.claims.words.conduct import begun_before, otherwise
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.hypotheses import afterwards
from rmsprop_sym.claims.words.sentence import Formula, behind
from rmsprop_sym.claims.words.vocabulary import strange
from rmsprop_sym.claims.words.wording import cut_sentences, without_idioms, words

LEAST_DIGITS = 2
MOST_NEAR, MOST, MOST_RULES = 8, 64, 8  # what is tried
HOLDS_THERE = "it holds with {}, and may be meant for these values only"
FITS_ELSEWHERE = "it does not fit with {}, but it does with what the note says elsewhere"
NOT_MEANT = "it does not fit with {}, but {} beside it may say that other values are meant"
TOO_FAR = "it does not fit with {}, which is said too far from it to be certain"
_OTHERWISE = re.compile(
    r"\b(?:if|unless|would|had|without|suppos\w*|were|instead|skip\w*|ignor\w*|neglect\w*|omit\w*|forg\w*|drop\w*"
    r"|approximat\w*|other|another|wrong\w*|bug|float\w*|until|iff|solve\w*|want\w*|need\w*|requir\w*|choose|choosing"
    r"|equation|so\s+that|such\s+that|to\s+get|to\s+have|for\s+which|means|corrupt\w*|noisy|rescal\w*|replac\w*|doubl\w*"
    r"|bias|clip\w*|nesterov|momentum|warm\w*|halv\w*|restart\w*|per\s+cent|chang\w*)\b",
    re.IGNORECASE,
)
_VALUES = re.compile(
    r"\b(?:if|when|for|with|at|by|and|using|from|taking|setting|once)\s+(?:also\s+)?\$[^$<>≤≥]*=[^$<>≤≥]*\$,?",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"{_VALUES.pattern}|\bgradients?\b[^.;\d]{{0,20}}\d(?:[^.;a-z]|\.\d|\band\b)*", re.IGNORECASE)
_DIFFERENT = re.compile(
    r"\b(?:gradients?|inputs?|constant|order|coordinates?|components?|entr(?:y|ies)|directions?|layers?|reset\w*|resum\w*"
    r"|revers\w*|clip\w*|momentum|weights?|ada\w*|nesterov|sgd|corrected|unbiased|centred|centered|again)\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:iterates?|points?|parameters?|roughly|about|approximately|nearly|around|almost|still|already|digits?|decimals?"
    r"|places?|carrying|rounded|calculator|numerically|hand|slides?|puts?|lands?|arrives?)\b",
    re.IGNORECASE,
)
_ANOTHER_RUN = re.compile(  # said before a list, or further above in a paragraph, of the whole run
    r"\b(?:bugg?\w*|forg\w*|without|omit\w*|drop\w*|skip\w*|missing|wrong\w*|clip\w*|momentum|nesterov|ada(?:grad|delta)|adam\w*|sgd"
    r"|centred|centered|bias|corrected|warm\w*|schedul\w*|anneal\w*|halv\w*|inside|within|under\s+the|negated|scaled|rescal\w*"
    r"|student\w*|other|another|second|instead|noise|noisy|float\w*|coordinate|unsquared|square\s+is\s+not|does\s+not\s+square)\b",
    re.IGNORECASE,
)
_SAID_VALUE = re.compile(
    r"\b(?:rate|lr|decay|eps\w*|constant)\b(?:\s+(?:of|is|to|at|was|now|with|=))*\s*\$?(\d+(?:\.\d+)?(?:e-?\d+)?)",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"\b(?:in\s+general|generally|always|arbitrary|any|(?:for|of|in)\s+(?:all|every|each)|every|whatever|no\s+matter)\b",
    re.IGNORECASE,
)
Found = tuple[Evidence, Sequence[str]]


class OnlyThere(Undecided):
    """A link that holds with the values of an example, which may be what is meant."""


@dataclass(frozen=True)
class Valued:
    """A link of a formula by its number, the rules that it may speak of, the likeliest first, and what is supposed."""

    worth: Worth
    formula: Formula
    number: int
    models: Sequence[Model]
    supposed: Sequence[Hypothesis]

    @property
    def link(self) -> Chain:
        """The link itself."""
        return self.formula.chain.link(self.number)

    @cached_property
    def given(self) -> dict[str, Fraction]:
        """The values that its sentence and its paragraph suppose."""
        found: dict[str, Fraction] = {}
        for each in (*self.supposed, *afterwards(self.formula.rest)[0], *behind(self.formula.rest)):
            match each:
                case Chain((Name(name=name), node), ("=",)) if values := value_of(node):
                    found[name] = values[0]
        return found

    def judged(self) -> Found | None:
        """What is known about the link, and the values that tell it; None if not all values were said.

        It holds if it does with the nearest values; it fails if it does so with all of the note, for every rule.
        """
        if self._holds_from_a_step_on or not self._is_in_numbers:
            return None
        tried = list(self._tried(self.models[:1], far=False))
        found = min(tried, key=lambda each: (not each[0].grade.holds, each[0].grade is Grade.REFUTED), default=None)
        if found and found[0].grade.holds and min((each.nearness for each in found[1]), default=SENTENCE) < SENTENCE:
            if self._is_for_all:
                return None
            if (
                self.link.relations[0] not in ("=", "≈")
                and min((each.nearness for each in found[1]), default=SENTENCE) < SECTION
            ):
                return OnlyThere(HOLDS_THERE.format(", ".join(map(str, found[1])))), []
        if found is None or found[0].grade is not Grade.REFUTED:
            return found and (found[0], list(map(str, found[1])))
        told = ", ".join(map(str, found[1]))
        reason = self._doubt(found[1], told)
        if not reason and any(each.grade is not Grade.REFUTED for each, _ in self._tried(self.models, far=True)):
            reason = FITS_ELSEWHERE.format(told)
        return (Undecided(reason) if reason else found[0]), list(map(str, found[1]))

    @property
    def _is_for_all(self) -> bool:
        """Whether its sentence says that it is meant for all values."""
        before, after = words(self.formula.leading), words(self.formula.rest)
        return _FOR_ALL.search(f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}") is not None

    @property
    def _is_in_numbers(self) -> bool:
        """Whether its right side is a number, or so many times one letter: what has more letters is meant for all."""
        return len(letters_in(self.link.members[1])) <= 1

    @property
    def _holds_from_a_step_on(self) -> bool:
        """Whether it is an inequality with a step in it, of which one value tells nothing."""
        named = names_in(self.link)
        return self.link.relations[0] not in ("=", "≈") and not named.isdisjoint(NATURALS)

    def _tried(self, models: Sequence[Model], *, far: bool) -> Iterator[tuple[Evidence, Sequence[Choice]]]:
        """The link with each choice of values that decides it, or does but for the rounding of its numbers."""
        link = self.worth.spelled_out(self.link)
        for model in models[:MOST_RULES] or (None,):
            with suppress(Unreadable):
                choices = Choices(self.worth, self.formula, link, model, self.given)
                for example, chosen in islice(choices.examples(far=far), MOST if far else MOST_NEAR):
                    evidence = guarded(partial(example.judged, choices.translated))
                    if evidence.grade is not Grade.OPEN or isinstance(evidence, Unrounded):
                        yield evidence, chosen

    def _doubt(self, chosen: Sequence[Choice], told: str) -> str:
        """Why other values may be meant; nothing if it is certain that these are."""
        said = {each.letter: each.nearness for each in chosen}
        if GRADIENT in said:
            if said[GRADIENT] == ELSEWHERE:
                return TOO_FAR.format(told)
        elif min(said.values(), default=SENTENCE) < SENTENCE and not (self._is_worked_out or self._puts_in(chosen)):
            return TOO_FAR.format(told)
        before, after = (words(_LISTED.sub(" ", x)) for x in (self.formula.leading, self.formula.rest))
        word = excuse(before, after, self.formula.heading) or disowned(before, after)
        word = word or next(filter(None, map(_beginning, self.supposed)), None) or self._of_another_run(chosen)
        if not word:
            sentence = f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}"
            found = _OTHERWISE.search(sentence) or (_DIFFERENT.search(sentence) if GRADIENT in said else None)
            word = found[0] if found else strange(without_idioms(_PLAIN.sub(" ", sentence)))
        return NOT_MEANT.format(told, word) if word else ""

    def _of_another_run(self, chosen: Sequence[Choice]) -> str | None:
        """The word before its list, or in its paragraph, that says that what is run is not the rule as it stands."""
        leading = " ".join(cut_sentences(words(self.formula.leading))[:-1])
        last = next((words(each) for each in reversed(self.formula.texts[-2:]) if self.formula.text not in each), "")
        above = f"{words(self.formula.intro)} . {last} . {leading}"
        rule = self.models[0].rule.name if self.models else ""
        found = (word for word in _ANOTHER_RUN.findall(above) if word.lower().replace("er", "r") not in rule)
        if said := next(found, None) or otherwise(above) or begun_before(above):
            return said
        values = {each.value for each in chosen}
        others = (each for each in _SAID_VALUE.findall(above) if Fraction(each) not in values)
        return next(others, None)

    @property
    def _is_worked_out(self) -> bool:
        """Whether the right side prints digits as a calculation does, and not the round number of a wish."""
        printed = (part for part in walk(self.link.members[1]) if isinstance(part, Literal))
        return any(not each.numeral.integer and len(each.text.strip("0.")) > LEAST_DIGITS for each in printed)

    def _puts_in(self, chosen: Sequence[Choice]) -> bool:
        """Whether the right side is a calculation with all the values that were chosen, broken ones among them."""
        right = self.link.members[1]
        printed = {each.value for each in walk(right) if isinstance(each, Literal)}
        values = {each.value for each in chosen}
        is_broken = any(each and each.denominator > 1 for each in values)
        return not isinstance(right, Literal) and values <= printed and is_broken


def _beginning(supposed: Hypothesis) -> str | None:
    """What is supposed of a state itself, which a run does not follow, but for its start at 0."""
    match supposed:
        case Chain((Apply(arguments=(Literal("0"),)), Literal("0")), ("=",)):
            return None
        case Chain((Apply(name=name), *_), _) if name not in {GRADIENT, *PARAMETERS}:
            return str(supposed)
    return None


def rules_of(chain: Chain, first: Model | None, models: Models) -> list[Model]:
    """Every rule to which every letter with an index belongs: the first one, then the newest before the others."""
    names = heads_in(chain)
    if first is None or not names:
        return []
    moving = {PARAMETER} & {*first.letters.values()}
    known = [model for family in reversed(models.families) for model in family if all(map(model.knows, names))]
    return [first, *(each for each in known if each != first and moving <= {*each.letters.values()})]


def with_values(verdict: Verdict, valued: Valued) -> Verdict:
    """The verdict with what the values said of its letters tell, where nothing tells without them that it holds."""
    if verdict.grade.holds or verdict.grade is Grade.SURVIVED:
        return verdict
    if verdict.grade is Grade.REFUTED and (head := _of_the_head(valued)):
        return replace(verdict, evidence=head[0], given=tuple(head[1]) or verdict.given)
    found = valued.judged()
    sure = found is not None and (found[0].grade.holds or isinstance(found[0], OnlyThere))
    told = sure or verdict.grade is not Grade.REFUTED
    if found is None or not told or (found[0].grade is Grade.OPEN and verdict.grade is Grade.OPEN):
        return verdict
    return replace(verdict, evidence=found[0], given=tuple(found[1]) or verdict.given, kind="arithmetic")


def _of_the_head(valued: Valued) -> Found | None:
    """What tells that digits are those of the first member, though the numbers before them, rounded, give others."""
    chain, k = valued.formula.chain, valued.number
    if not k or {*chain.relations[:k]} != {"="} or chain.relations[k] not in ("=", "≈"):
        return None
    if not heads_in(chain.members[0]) or reading(chain.members[k + 1]) is None or not prints_digits(chain.members[k]):
        return None
    shown, before = (
        replace(valued, formula=replace(valued.formula, chain=Chain((chain.members[0], each), ("=",))), number=0)
        for each in (chain.members[k + 1], chain.members[k])
    )
    found = shown.judged()
    if found is None or not found[0].grade.holds:
        return None
    rounded = before.judged()
    return None if rounded and rounded[0].grade is Grade.REFUTED else found
