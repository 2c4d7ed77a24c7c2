"""What prose says in numbers of what follows from a note's means, sentence by sentence, judged with its own values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rmsprop_sym.claims.quantities.averages import OTHER_DECAY, Averages, settings_in
from rmsprop_sym.claims.quantities.changes import changes
from rmsprop_sym.claims.quantities.clause import Around, Clause, Remarked
from rmsprop_sym.claims.quantities.coinciding import coinciding
from rmsprop_sym.claims.quantities.comparing import comparing
from rmsprop_sym.claims.quantities.fading import fading
from rmsprop_sym.claims.quantities.figures import decibels, figures
from rmsprop_sym.claims.quantities.growing import growing
from rmsprop_sym.claims.quantities.growth_said import growth_said
from rmsprop_sym.claims.quantities.memories import memories
from rmsprop_sym.claims.quantities.memory_said import memory_said
from rmsprop_sym.claims.quantities.openings import openings
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.spans import spans
from rmsprop_sym.claims.quantities.steps_said import BOUND, steps_said
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.plainly import Plain, plainly

_SAME = re.compile(r"\b(?:do|does|did) not (?:change|matter|show)\b|\bnot (?:changed|affected)\b|\bnot zero\b")
_ALTERED = re.compile(  # another method than the note's own, or another case
    r"\b(?:instead of|rather than|drop(?:s|ped|ping)? the|(?:without|no) (?:the |a |any )?(?:square )?root"
    r"|divid\w+ by (?:the )?(?:mean|itself|[vsrG](?:_\w+)?|its|average)\b(?! (?:root|of (?:the )?root))|warm\w*"
    r"|smoothed|averaged gradient\w*|gradient is averaged|schedules?|had (?:we|one|you|it)|imagin\w*|pretend\w*"
    r"|versions?|variants?|old code|some (?:code|people|implementations?|libraries)|restart\w*|reset|buffer"
    r"|velocity|hypothetical\w*|alternative\w*|modified|clipp\w*|someone|students?|forgot\w*|mistak\w*|wrong\w*)\b",
    re.IGNORECASE,
)
_WARMED = re.compile(r"\b(?:once|after) (?:\w+ ){1,3}(?:has|have|is|are) (?:warmed up|settled)", re.IGNORECASE)
_ROOTLESS = re.compile(  # said of a whole section
    r"\b(?:(?:without|no|forget\w*|drop\w*|leav\w+ out) (?:the |a |any )?(?:square )?root"
    r"|divid\w+ by (?:the )?(?:mean|average)"
    r" (?:of squares |square )?itself|divid\w+ by [vsrG](?:_\w+)? itself)\b",
    re.IGNORECASE,
)
MOST_TEXTS = 4  # before a passage, of which the results still count
_OF_OTHERS = re.compile(
    r"^\W*[\"“„]|\b(?:blogs?|says|said|wrote|according to|measured|observed|estimated)\b", re.IGNORECASE
)
_AFTERTHOUGHT = re.compile(  # what follows from a claim, or is thought of it, denies nothing
    r", (?:so|and so|hence|therefore|that is why)\b(?![^,;]*\b(?:wrong|false|true|right|correct|incorrect|case"
    r"|mistake\w*)\b)[^,;:\d]*$"
    r"|, which (?:I|we) (?:think|find|believe|guess) (?:is |to be )?(?:too|very|quite|rather|a bit|fine|good|long"
    r"|short|slow)\b[^,;:\d]*$",
)
_INDEED = re.compile(
    r"\b(?:people|they|some|many|you)\b[^,.;\"“”]{0,30}[\"“][^\"“”]{1,80}[\"”],? and indeed\b", re.IGNORECASE
)
FOLLOWING = 3  # sentences behind one that may take it back
MOST_WORDS = 12  # of a line that may be a heading
_BOUNDING = re.compile(  # what is bounded is claimed, and not denied
    r"\b[Nn]o (?:single |later |other )*(?:step|update|move)s?\b|\bNor\b"
    r"|\b(?:(?:can|will|may) )?(?:never|not)(?: ever)?(?= (?:be |become |get |depend |longer|larger|exceed"
    r"|increase|decrease"
    r"|grow|fall|shrink|rise|bounded|finite))|\bcannot\b",
)
Family = Callable[[Clause], Iterator[Remarked]]
FAMILIES: tuple[Family, ...] = (
    memories,
    spans,
    fading,
    changes,
    growing,
    openings,
    figures,
    decibels,
)
FRAMED: tuple[Family, ...] = (steps_said, growth_said, memory_said)


@dataclass
class Tellings:
    """What a note has said so far: its means, and the values of decays in the section at hand."""

    averages: Averages = field(default_factory=Averages)
    title: str = ""
    section: list[tuple[str, str]] = field(default_factory=list)
    around: Around = field(default_factory=Around)
    last: str = ""
    heard: int = 0
    pending: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def hears(self, texts: Sequence[str], title: str) -> None:
        """Takes over what was said since, which stands below a title."""
        for plain in self.pending:
            self.texts.append(plain)
            self.section += settings_in(plain)
            self.around.texts.append(plain)
        if title != self.title:
            nested = self.title and title.startswith(self.title)
            self.title = title
            self.section, self.around = (self.section, self.around) if nested else ([], Around())
        new = [plainly(text).text for text in texts[self.heard :]]
        for plain in new:
            self.averages.hears(plain)
        for plain in new[:-1]:
            self.texts.append(plain)
            self.section += settings_in(plain)
            self.around.texts.append(plain)
        self.pending, self.heard = new[-1:], len(texts)

    def remarks(self, text: str, title: str) -> Iterator[Remark]:
        """What is to be said about the sentences of a passage below a title."""
        if disowned_below(title):
            return
        plain, before = plainly(text), ""
        heading = f"{plainly(title).text} . {self.last if len(self.last.split()) <= MOST_WORDS else ''} "
        spans = list(plain.sentences())
        for k, (start, stop) in enumerate(spans):
            sentence = plain.text[start:stop]
            after = plain.text[stop : spans[min(k + FOLLOWING, len(spans) - 1)][1] + 1]
            if not _is_denied(_BOUNDING.sub("each", sentence), after):
                clause = Clause(
                    sentence,
                    plain.text[:start],
                    self.averages,
                    self.section,
                    heading,
                    self.around,
                    before,
                    self.texts[-MOST_TEXTS:],
                )
                yield from self._said(clause, plain, start, () if _is_denied(sentence, after) else FAMILIES)
            before = sentence
        self.last = plain.text

    def _said(self, clause: Clause, plain: Plain, start: int, families: Sequence[Family]) -> Iterator[Remark]:
        """What a sentence says by some families and by frames, where it stands in the original; nothing twice."""
        done: set[int] = set()
        found = [each for family in families for each in family(clause)]
        for more in (*([comparing] if families else []), *FRAMED, coinciding):
            found += [each for each in more(clause) if not any(_meet(each, other) for other in found)]
        for each in sorted(found, key=lambda each: each.start):
            if each.end not in done and not (each.evidence.grade is Grade.REFUTED and _is_of_another(clause, each)):
                done.add(each.end)
                first, last = plain.span(start + each.start, start + each.end)
                yield Remark(first, last, "arithmetic", each.read_as, each.evidence, each.given)


def _meet(one: Remarked, other: Remarked) -> bool:
    """Whether two stretches have something in common."""
    return one.start < other.end and other.start < one.end


def _is_of_another(clause: Clause, said: Remarked) -> bool:
    """Whether a sentence may be about another method than the note's own, or its section about steps without a root."""
    text = _WARMED.sub(" ", clause.text) if said.evidence.law == BOUND else clause.text  # a bound holds at all times
    own = any(each.search(text) for each in (_ALTERED, OTHER_DECAY))
    return own or _ROOTLESS.search(f"{clause.title} . {clause.above}") is not None or clause.around.says(_ROOTLESS)


def _is_denied(sentence: str, after: str) -> bool:
    """Whether the note asks, quotes or denies a sentence, which its stop and some more sentences follow."""
    sentence = _AFTERTHOUGHT.sub("", _INDEED.sub("indeed", sentence))
    if after[:1] == "?" or _OF_OTHERS.search(sentence):
        return True
    return disowned(_SAME.sub("stay", sentence), _SAME.sub("stay", after)) is not None
