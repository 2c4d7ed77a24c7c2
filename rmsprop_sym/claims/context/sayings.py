"""What words alone claim about a rule, judged with what the note supposes: first with eps left out, then with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rmsprop_sym.claims.context.turned import Contrary, turn
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import Chain, Constant, parse_statement
from rmsprop_sym.claims.expressions.tree import applied_in, letters_in, names_in
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement, lettered
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.saying import CENTRED, CONSTANT, Said
from rmsprop_sym.claims.quantities.sayings import sayings
from rmsprop_sym.claims.quantities.subjects import Subjects, nameless
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, read_hypotheses
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Verdict
from rmsprop_sym.claims.words.background import supposing
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.said import said_in
from rmsprop_sym.claims.words.spoken import spoken
from rmsprop_sym.claims.words.vocabulary import strange
from rmsprop_sym.claims.words.wording import cut_sentences, doubt, titled, without_idioms, words
from rmsprop_sym.rules import Rule

DOUBTED = "it does not hold in general, but {!r} beside it or above it may be a condition that is not read"
_IF = re.compile(
    r"\b(?:if|unless|would|could|might|suppos\w*|imagin\w*|pretend\w*|whether|were|should|often|sometimes|usually|typically"
    r"|most|almost|nearly|hardly|in\s+practice|until|were)\b|[\"“”«»]",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"[\s)]*(?:by|except|but\s+(?:for|not|only)|apart|up\s+to|only|provided|as\s+long|unless)\b", re.IGNORECASE
)
_ASKED = re.compile(r"\b(?:how|why)\s+(?:\w+)\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:since|because)\s+(?:(?!constant|steady|fixed|same|gradient|zero|small|large|sign|positive|equal|correct|$)[^,;.$])*,(?=[^,;.]*$)",
    re.IGNORECASE,
)
_CONSEQUENCE = re.compile(
    r",\s+(?:so|thus|hence|which\s+is\s+why|(?:but\s+)?(?:it|they)\s+(?:only|just|merely)"
    r"|and\s+(?:that|this|it|we|the\s+\w+|our\s+\w+)\s+(?:asserts?|checks?|confirms?|shows?|says|prove[sd]?|relies|rely|uses?|exploits?"
    r"|tests?))\b[^.;$]*"
)
_SAME_INPUT = re.compile(
    r"\b(?:for|on|with|at|under|given)\s+(?:exactly\s+)?(?:the\s+)?(?:same|identical|equal)\s+(?:\w+\s+)?(?:gradients?|history|sequences?|inputs?)\b",
    re.IGNORECASE,
)
_OF_A_RUN = re.compile(
    r"\b(?:in|for|of|during|on)\s+(?:the|this|our|that|these|my|his|her|their)\s+(?:\w+\s+)?(?:examples?|runs?|experiments?|traces?|cases?|tables?"
    r"|figures?|plots?|logs?|problems?|exercises?|data|losse?s?|functions?|numbers)\b|\bin\s+fig"
    r"|\b(?:over|during|in|for|within|throughout)\s+the\s+(?:first|next|last|early|following)\s+\w+",
    re.IGNORECASE,
)
_DOMAIN = re.compile(  # of a letter of the rule, which has it anyway
    r"\$\s*(?:0\s*(?:<|\\leq?|≤)\s*)?\\?(?:alpha|eta|lr|(?:var)?epsilon|eps|delta|beta|rho|gamma|[αηεδβργ])(?:_\{?\d\}?)?\s*"
    r"(?:(?:[<>≤≥]|\\[lg]eq?)\s*[01]|\\in\s*[(\[]\s*0\s*,\s*1\s*[)\]])\s*\$"
)
_STEADY = re.compile(r"\b(?:constant|steady|fixed|same|identical|equal)\b", re.IGNORECASE)
CONSTANT_GRADIENT = Constant("g")
_STATES = re.compile(r"(?:theta|\{v\}|\b[vmG])\(")
_EVERY = re.compile(r"\bg\(i\)")


@dataclass(frozen=True)
class Around:
    """What stands above a passage: the headings, the outermost first, and the paragraphs that may suppose something."""

    headings: Sequence[str] = ()
    earlier: Sequence[str] = ()

    @property
    def is_steady(self) -> bool:
        """Whether it may suppose a gradient that stays the same."""
        return any(map(_STEADY.search, (*self.headings[1:], *self.earlier)))

    @property
    def constant(self) -> list[Hypothesis]:
        """What it supposes of the gradient, if that is in so many words that it stays the same."""
        above = (*self.headings[1:], *self.earlier)
        return (
            [_hypothesis(each) for each in CONSTANT]
            if any(CONSTANT_GRADIENT in spoken(each)[1] for each in above)
            else []
        )


def remarks(
    text: str, models: Models, context: Context, around: Around, values: Sequence[Hypothesis] = ()
) -> Iterator[Remark]:
    """What is to be said about what words of a passage, formulas between dollars, claim about a rule as a whole.

    The values are what the note says that letters are worth.
    """
    subjects = Subjects(models.families, around.headings)
    found = list(sayings(text))
    for said in found:
        before, after = _words_beside(text, said, found)
        rest, given = spoken(without_idioms(f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}"))
        if (
            disowned(before, after)
            or disowned_below(" . ".join(around.headings))
            or _IF.search(rest)
            or _OF_A_RUN.search(rest)
            or _GOES_ON.match(after)
            or (said.saying.about and not said.saying.about.search(f"{text} {' '.join(around.headings)}"))
        ):
            continue
        nearby = _steady(before)
        if said.saying.steady and CONSTANT_GRADIENT not in given and not nearby:
            nearby = around.constant
            if not nearby:
                continue
        understood = [*given, *map(_hypothesis, said.saying.given), *nearby]
        meant = list(_meant(said, text, subjects, context))
        read = _agreed([_read(*each, [*understood, *values]) for each in meant])
        if read is None:
            continue
        doubted = ""
        if _grade(said, read) is Grade.REFUTED:
            law = said.saying.fails  # a law holds whatever is supposed above it
            doubted = _beside(before, after) if law else _doubted(read[0], around, before, after)
        if read[1] is Grade.REFUTED and not (said.saying.fails or doubted or nearby) and around.is_steady:
            again = _agreed([_read(*each, [*understood, *values, *map(_hypothesis, CONSTANT)]) for each in meant])
            doubted = "" if again and again[1] is Grade.REFUTED else "constant"
        yield _remark(said, read[0], doubted)


Read = tuple[Sequence[Verdict], Grade]


def _agreed(readings: Sequence[Read | None]) -> Read | None:
    """What is known under one reading, if it is the same under all."""
    grades = {each and each[1] for each in readings}
    return readings[0] if len(grades) == 1 else None


def _words_beside(text: str, said: Said, found: Sequence[Said]) -> tuple[str, str]:
    """The words before and after a saying, without the other sayings of the passage, which suppose nothing.

    Two steps are compared on the same gradients, and that is no condition on these.
    """
    blank = text
    for start, stop in (each.span for each in found if each is not said):
        blank = f"{blank[:start]}{' ' * (stop - start)}{blank[stop:]}"
    beside = words(blank[: said.span[0]]), words(blank[said.span[1] :])
    if said.saying.rules != CENTRED:
        return beside
    return _SAME_INPUT.sub(" ", beside[0]), _SAME_INPUT.sub(" ", beside[1])


def _grade(said: Said, read: Read) -> Grade:
    """The grade of a saying, which holds where its claims fail if it is meant so."""
    if not said.saying.fails:
        return read[1]
    return {Grade.PROVED: Grade.REFUTED, Grade.REFUTED: Grade.PROVED}.get(read[1], Grade.OPEN)


def _meant(said: Said, text: str, subjects: Subjects, context: Context) -> Iterator[tuple[Sequence[str], Rule]]:
    """The claims of a saying about each rule of which it may speak; none if it may speak of any."""
    (start, stop), (first, last), only = said.sentence, said.span, said.saying.rules
    names = subjects.of(text[start:stop], first - start, last - start, text[:start])
    if len(only) == 1 and {*names} <= {"rmsprop", *only}:
        names = [*only]
    for name in names:
        rule = context.rule or subjects.rule(name)
        if rule is None or (only and name not in only):
            continue
        if any(rule.start.values()) and not any(map(_STATES.search, said.saying.of(name))):
            continue  # what is said in letters alone is of a start from zero
        squares = next((letter for letter in ("G", "v") if letter in rule.start), "")
        said_of = said.saying.of(name)
        if said.formula:
            ways = {1: said_of, -1: said.saying.mirrored}
            said_of = ways.get(turn(said.formula, squares, name, subjects.families) or 0, ())
        claims = [claim.replace("{v}", squares) for claim in said_of]
        if claims and (squares or claims == [*said_of]):
            yield claims, rule


def _doubted(found: Sequence[Verdict], around: Around, before: str, after: str) -> str:
    """The word beside a saying or above it that may be a condition on it; nothing if none is."""
    return (_above(around) if any(each.rule for each in found) else "") or _beside(before, after)


def _read(claims: Sequence[str], rule: Rule, given: Sequence[Hypothesis]) -> Read | None:
    """The verdicts with eps left out, or else with it, whichever decides for the claims; none if nothing decides."""
    grades, found = set[Grade](), []
    valued = {name for each in given if isinstance(each, Chain) for name in names_in(each.members[0])}
    if any("beta1" in claim and "beta2" in claim for claim in claims) and not {"beta1", "beta2"} <= valued:
        return None
    for eps in [[]] if parse_statement("eps > 0") in given else _without_eps(rule):
        found = [_verdict(claim, rule, list(dict.fromkeys([*given, *eps]))) for claim in claims]
        grades.add(grade := max((each.grade for each in found), key=list(Grade).index))
        if grade.holds or grade is Grade.SURVIVED:
            return found, grade
    return (found, Grade.REFUTED) if grades == {Grade.REFUTED} else None


def _hypothesis(text: str) -> Hypothesis:
    """What is understood with a saying, for every step if it speaks of any."""
    return Every(parse_statement(text), "i") if _EVERY.search(text) else read_hypotheses(text)[0]


def _without_eps(rule: Rule) -> list[list[Hypothesis]]:
    """With eps left out, as authors do, and with it."""
    return [[parse_statement("eps = 0")], []] if "eps" in rule.hyper else [[]]


def _steady(before: str) -> list[Hypothesis]:
    """What the sentences before one, in its paragraph, suppose of the gradient: that it stays the same."""
    return [_hypothesis(each) for each in CONSTANT] if CONSTANT_GRADIENT in spoken(before)[1] else []


def _above(around: Around) -> str:
    """The first words above that may suppose something but a constant gradient, values, or a negligible eps."""
    for text in (_ASKED.sub(" ", heading) for heading in around.headings[1:]):
        if not _STEADY.search(text) and (word := titled(nameless(text))):
            return word
    for text in (each for said in around.earlier for each in supposing(said)):
        plain = _without_values(text)
        if not _STEADY.search(plain) and (word := _supposes(plain)):
            return word
    return ""


def _without_values(text: str) -> str:
    """The text without what it says that letters are worth."""
    for said in reversed(said_in(text)):
        start, end = said.spans[0][0], said.spans[-1][1]
        start = max(text.rfind(mark, 0, start) for mark in "$,; ") + 1
        text = f"{text[:start]} {text[end:]}"
    return text


def _supposes(sentence: str) -> str:
    """The word of a sentence that may suppose something besides values and a negligible eps."""
    rest, given = spoken(nameless(_DOMAIN.sub(" ", sentence)))
    formula = re.search(r"\$[^$]*(?:[<>≤≥]|\\[lg]e)[^$]*\$", rest)
    if formula or [each for each in given if str(each) != "eps = 0"]:
        return formula[0] if formula else str(given[0])
    return strange(words(rest)) or ""


def _beside(before: str, after: str) -> str:
    """The word beside a saying that may be a condition on it."""
    before, after = (nameless(spoken(each)[0]) for each in (_REASON.sub(" ", before), _CONSEQUENCE.sub(" ", after)))
    sentence = f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}"
    return doubt(before, after) or strange(without_idioms(sentence)) or ""


def _verdict(claim: str, rule: Rule, given: Sequence[Hypothesis]) -> Verdict:
    """The verdict about a claim in the letters of a rule; letters alone need none of what is supposed of states."""
    chain = parse_statement(claim)
    plain = not applied_in(chain)
    named = names_in(chain)
    kept = tuple(each for each in given if not plain or _is_about(each, named))
    statement = Statement("", Line(1, 1, claim), None, Context(rule=None if plain else rule, given=kept), {})
    return lettered(statement, chain)


def _is_about(hypothesis: Hypothesis, named: set[str]) -> bool:
    """Whether what is supposed is about these letters and no others."""
    return isinstance(hypothesis, Chain) and letters_in(hypothesis) <= named


def _remark(said: Said, found: Sequence[Verdict], doubted: str = "") -> Remark:
    """The remark about the claims of a saying: about the one that decides."""
    verdict = max(found, key=lambda each: list(Grade).index(each.grade))
    evidence: Evidence = Contrary(verdict.evidence) if said.saying.fails else verdict.evidence
    if doubted:
        evidence = Undecided(DOUBTED.format(doubted))
    read_as = "; ".join(each.read_as or "" for each in found)
    read_as = f"not always {read_as}" if said.saying.fails else read_as
    return replace(
        Remark(*said.span, verdict.kind, read_as, evidence, tuple(map(str, verdict.given))), rule=verdict.rule
    )
