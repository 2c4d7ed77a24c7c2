"""Numbers that are exactly what a quantity is worth, or what a slip makes of it, in a clause that names the quantity.

Three digits that agree are evidence of what a sentence means, however its words run. A round number agrees easily,
and counts only where each word of its clause is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice, product

from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived
from rmsprop_sym.claims.quantities.known_words import is_understood
from rmsprop_sym.claims.quantities.mentioned import Mention, counts, divisors, mentions, numbers, shares
from rmsprop_sym.claims.quantities.worths import Worth
from rmsprop_sym.claims.quantities.worths_of_memory import MEMORY
from rmsprop_sym.claims.quantities.worths_of_steps import STEPPING
from rmsprop_sym.claims.verdict import Grade

_BREAK = re.compile(
    r"; |, (?:and|but|while|whereas|so|hence|thus|which|because|since|where|or)\b| (?:while|whereas|because"
    r"|since|but) | - (?![\d(])|, as "
)
_ALLOWED = re.compile(
    r"\b(?:if|when|while|as long as|once) (?:all |the |every |its )*(?:gradients?|g(?:_t)?)(?: \w+)? (?:is|are"
    r"|stays?|vanish\w*|were|remains?)"
    r"(?: all)?(?: (?:constant|zero|0|equal))?|\bwith(?:out)? (?:any |the |a )*(?:zero |constant "
    r"|equal )*gradients?\b|\bwithout (?:the |a |any )*(?:bias )?correction"
    r"|\bno (?:single |other )?(?:step|update|move)\b|\b(?:is|be|are) (?:never|ever)\b|\bat most\b|, not 1\b"
    r"|\b(?:longer|larger|bigger) than\b"
    r"|\bthan (?:the |our )?(?:nominal |learning |base )*(?:rate|lr|eta|alpha)\b|\bolder than\b"
    r"|\bif g(?:_t)? is constant|\bthan 1\b|\buntil\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:not|never|cannot|no|nor|would|could|might|if|unless|instead|rather|suppose\w*|had|wrong\w*|mistak\w*"
    r"|naive\w*|forgot\w*|without|than|other"
    r"|another|compared|relative|ratio|almost|nearly|until|want\w*|should|choose\w*|exercise|adam\w*|adagrad"
    r"|momentum|nesterov|velocity"
    r"|buffer|sgd|heavy|centred|centered|adadelta|restart\w*|respectively|counted from|rule of thumb"
    r"|train\w*|network\w*|loss\w*|accuracy|parameters?|epochs?"
    r"|gpus?|schedules?|score|errors?|rate decay|claim\w*|said|says|tempt\w*|between|versus|vs|seems?"
    r"|one might|(?:larg|small|bigg|high|low)er (?:lr|(?:learning )?rate|eta|alpha|decay|beta|eps\w*))\b|\?",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^\W*(?:it|this|that|they|so it|so this|here it|then it|in numbers|numerically|for our|with our)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:adagrad|momentum|velocity|heavy[- ]ball|nesterov|adadelta|sgd|plus (?:one|1))\b", re.IGNORECASE
)
_SHOWN = re.compile(r"(?<![\d.])(0?\.\d+) ?\^|\b(?:log|ln) ?\(?(0?\.\d+)")
_BARE = re.compile(r"(?<![\d.])0?\.\d+(?![\d%]| ?%)")
_AT_MOST = re.compile(
    r"\b(?:at most|up to|never|no (?:single |other )?(?:step|update|move))\b", re.IGNORECASE
)  # a bound that is not sharp holds, too
_MOST = 24  # choices of values
_LEAST = Fraction(1, 2)  # no decay is less
_KNOWN = frozenset(
    re.findall(
        r"\w+",
        """
accumulated add adds age ago alpha amount any approach approaches arithmetic base behind beta bias bound by
called carry change changes code coefficient comes constant constants contribution converge converges correct
corrected correcting correction corrects counted cut cuts delta deviation divide divided divides dividing
divisor e effective effectively ends enlarges entered equal equals equivalent eta ever exceed exceeds factor
faster find finds form g gamma greater grow growing grown grows half half-life i identical if independent
infinity initial keep kept know knows larger learning length lengthen lengthens lengths lies life lives look
looks lr magnitude maximal maximum means measured move moves moving mu multiplied multiplies multiply
multiplying name no noise noisy nominal normal not number numbers numerically obtain obtains parameter passed pm
percent plateau pointwise possible quantity rate ratio raw recall relevant result rho right rule same sampled
samples say says sees settle settled settles shows sigma simple single solve solving span spans standard
stationary statistically sure swing table tell tells tend tends therefore theta thumb too twice typical unit
units unless vanish vanishes variance very weighted whatever whole window windows without worth you zero zeros
""",
    )
)


@dataclass(frozen=True)
class Reader:
    """A sentence with what its letters may be worth."""

    clause: Clause

    @cached_property
    def decays(self) -> list[str]:
        """What the decay is worth here; more than one if that is not certain."""
        text, averages = self.clause.text, self.clause.averages
        if (
            len(shown := {each for pair in _SHOWN.findall(text) for each in pair if each and Fraction(each) >= _LEAST})
            == 1
        ):
            return [*shown]
        own = [name for name in averages.decays if re.search(rf"(?<![A-Za-z]){name}(?![a-z])", text.replace("_", ""))]
        means = [each for name, each in averages.kept.items() if re.search(rf"(?<![A-Za-z]){name}(?:hat)?_", text)]
        own = own or list(dict.fromkeys(each.decay for each in means if each.decay))
        near = [value for name in own or averages.decays for value in self.clause.values(name, len(text))[0]]
        return list(dict.fromkeys(near))

    @cached_property
    def other_decays(self) -> list[str]:
        """What else it may be worth."""
        said = [value for name in self.clause.averages.decays for value in self.clause.averages.values.get(name, ())]
        near = " ".join((self.clause.text, self.clause.above, self.clause.title, *self.clause.texts))
        said += [each for each in _BARE.findall(near) if Fraction(each) >= _LEAST]
        return [each for each in dict.fromkeys(said) if each not in self.decays]

    @cached_property
    def letters(self) -> set[str]:
        """The letters that stand for a value or a state in the note."""
        return {*self.clause.averages.values, *self.clause.averages.kept, "g", "theta"}

    @cached_property
    def rates(self) -> list[str]:
        """What the rate is worth."""
        names = {"eta", "lr", "alpha"} - {*self.clause.averages.decays}
        return [value for name in names for value in self.clause.averages.values.get(name, ())]

    def choices(self, formulas: str, text: str, decays: Sequence[str]) -> Iterator[dict[str, str]]:
        """Each way to give the letters of formulas one of the values that they may have."""
        ways = {"b": decays, "n": counts(text), "x": shares(text), "a": self.rates}
        needed = {name: values for name, values in ways.items() if f"{{{name}}}" in formulas}
        for values in islice(product(*needed.values()), _MOST):
            yield dict(zip(needed, values, strict=True))

    def understands(self, mention: Mention, text: str) -> bool:
        """Whether each word of a clause is known, and no other number there may be what it says."""
        others = [each for each in mentions(text, 0, len(text), self.letters) if each.text != mention.text]
        counted = {*counts(mention.without(text))}
        others = [
            each
            for each in others
            if each.text not in counted and not shares(f"{each.text} %" if each.percent else each.text)
        ]
        return not others and is_understood(text, {*self.clause.averages.kept, *_KNOWN})

    def named(self, mention: Mention, start: int, stop: int) -> tuple[str, list[Worth]]:
        """The quantities that a stretch names, or the sentence before or around it, and the words that do so."""
        text, sentence = self.clause.text[start:stop], self.clause.text
        here = f"{' ' * start}{text}"
        if found := _called(mention, here):
            return here, found
        if _PRONOUN.search(text):
            more = f"{here} . {self.clause.before}"
            return more, _called(mention, more)
        if len(list(mentions(sentence, 0, len(sentence), self.letters))) == 1:
            return sentence, _called(mention, sentence)
        return here, []


def _called(mention: Mention, text: str) -> list[Worth]:
    """The quantities that a text names and that are written as a number is."""
    return [each for each in (*MEMORY, *STEPPING) if mention.may_be(each.unit) and each.is_named(text)]


def coinciding(clause: Clause) -> Iterator[Remarked]:
    """The numbers of a clause that are what a quantity is worth that it names, or what a slip makes of it."""
    if clause.starts_elsewhere or clause.of_a_sum or _OTHERS.search(clause.text):
        return
    reader = Reader(clause)
    if not reader.decays:
        return
    for start, stop in _segments(clause.text):
        for mention in (
            *mentions(clause.text, start, stop, reader.letters),
            *divisors(clause.text, start, stop),
        ):
            if said := _judged(reader, mention, start, stop):
                yield said


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Where each clause of a sentence begins and ends."""
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.start() + 1
    yield start, len(text)


def _judged(reader: Reader, mention: Mention, start: int, stop: int) -> Remarked | None:
    """What is to be said about a number in a stretch of its sentence."""
    text, rows = reader.named(mention, start, stop)
    if not rows or mention.text in reader.decays or (mention.is_round and not reader.understands(mention, text)):
        return None
    right = [said for row in rows for said in _right(reader, mention, row)]
    wrong = [said for row in rows for said in _slips(reader, mention, row, text)] if len(reader.decays) == 1 else []
    if right and not wrong and not mention.worked:
        return right[0]
    if wrong and not right and not _is_doubtful(text) and not _has_right(reader, mention, rows):
        return wrong[0]
    return None


def _is_doubtful(text: str) -> bool:
    """Whether a clause may suppose, deny, compare, or speak of something else."""
    return _DOUBT.search(_ALLOWED.sub(" ", text)) is not None


def _has_right(reader: Reader, mention: Mention, rows: Sequence[Worth]) -> bool:
    """Whether another number of the sentence is what the quantity is worth, so that this one is something else."""
    others = [each for each in numbers(reader.clause.text) if each.end <= mention.start or each.start >= mention.end]
    return any(next(_right(reader, each, row), None) for each in others for row in rows if not each.is_round)


def _right(reader: Reader, mention: Mention, row: Worth) -> Iterator[Remarked]:
    """The formulas of a quantity that a number is, by what its sentence and the one before say."""
    wide = f"{reader.clause.before} . {mention.without(reader.clause.text)}"
    for formula in row.right:
        for values in reader.choices(formula, wide, reader.decays):
            if found := mention.fits(formula.format(**values)):
                yield mention.remark(found[0], Derived(row.says(), found[1]), values)


def _slips(reader: Reader, mention: Mention, row: Worth, text: str) -> Iterator[Remarked]:
    """The slips that a number comes of, unless it is near what the quantity may be worth with other values."""
    wide = f"{reader.clause.before} . {mention.without(reader.clause.text)}"
    everything = [*reader.decays, *reader.other_decays]
    for formula in row.right:
        for values in reader.choices(formula, wide, everything):
            if mention.is_near(formula.format(**values)):
                return
    own = mention.without(text)
    own = own if counts(own) else mention.without(reader.clause.text)
    for slipped, kind in row.slips.items():
        for values in reader.choices(f"{row.right[0]} {slipped}", own, reader.decays):
            said, value = mention.against(row.right[0].format(**values))
            loose = value is not None and value.printed.value > value.high and _AT_MOST.search(text)
            if mention.fits(slipped.format(**values)) and value and value.grade is Grade.REFUTED and not loose:
                yield mention.remark(said, Derived(f"{row.says()}; {kind}", value), values)
