"""What happens without a gradient, in words: v shrinks by 0.9 a step, its root by 0.949, and the rate grows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from rmsprop_sym.claims.quantities.clause import HALF, Clause, Remarked, Subject
from rmsprop_sym.claims.quantities.derived import Derived, Printed, judged, related
from rmsprop_sym.claims.quantities.factors import Factor, factors

_IS = r"(?:is|are|stays?|remains?|becomes?|of) (?:all |then |now |exactly |again )?"
_NOUGHT = r"(?:zero|0)\b(?![- ]mean|-|\.\d| on average| in (?:the )?mean| in expectation)"
NO_GRADIENT = re.compile(
    rf"\bgradients? (?:\w+ )?(?:vanish(?:es)?\b(?! (?:on|in))|{_IS}(?:{_NOUGHT}|absent\b|missing\b))"
    r"|\b(?:zero|vanishing|missing|absent) gradients?\b|\b(?:no|without(?: any| a)?) (?:new |further |more"
    r" )?gradients?\b"
    r"(?! (?:descent|steps?|clipping|noise|norm|scal\w+|accum\w+|checks?|comput\w+|is|are|can|has|was|will|ever"
    r"|exceeds?|larger|bigger|in|sequence))"
    r"|\bg(?:_t)? ?= ?0(?![.\d])|\bif nothing (?:arrives|comes in)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:if|when|suppose|otherwise|non-?zero|not zero|constant gradient|returns?|comes? back|again (?:a|the)"
    r" gradient|with a gradient|first step|spike|gradients? g_?\w? ?= ?[1-9])\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:adagrad|sgd|bias[- ]corrected|with the correction|mhat|vhat|rhat|weight decay|learning rate schedule)\b",
    re.IGNORECASE,
)
_PER_STEP = re.compile(
    r"\b(?:per|each|every|in (?:every|each|1|one)|a|with each|at each|at every|for each) (?:such |further "
    r"|empty |idle )?(?:step|update|iteration)\b",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:after|over|within|in|during) (?:the next |another |about |some )?(?P<k>\d+) (?:\w+ ){0,2}?(?:steps"
    r"|updates|iterations)\b",
    re.IGNORECASE,
)
_NAMED_STEP = re.compile(r"\b(?:in|at) (?:this |that |the same )?step(?: (?:number |t ?= ?)?\d+)?\b", re.IGNORECASE)
_PART = re.compile(r"[,;:]|\b(?:and|but|while|whereas|so)\b")
_HALVING = re.compile(
    r"\b(?:after|in|within|every|for|during|over) (?:the next )?(?:(?:about|roughly|approximately|around|some)"
    r" )?(?P<k>\d+(?:\.\d+)?) (?:\w+"
    r" ){0,2}?(?:steps|updates|iterations)\b",
    re.IGNORECASE,
)


_ONE_STEP = re.compile(f"{_PER_STEP.pattern}|{_NAMED_STEP.pattern}", re.IGNORECASE)


def fading(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of means, their roots and the rate while gradients are zero, judged."""
    told = list(parted(clause.text))
    here = NO_GRADIENT.search(clause.text) if told else None
    if not told or not (here or _goes_on(clause)) or _OTHERS.search(clause.text):
        return
    lone, first = f"{clause.before} {clause.text}", here.end() if here else 0
    for factor, words in told:
        subject = clause.subject(words) or _meant(clause, words)
        if (
            subject is None
            or subject.average.is_sum
            or _ENDS.search(clause.text[min(first, factor.start) : factor.start])
        ):
            continue
        segment = _segment(clause.text, factor)
        many = _counted_in(clause.text, segment)
        one = _PER_STEP.search(segment) or (_ONE_STEP.search(lone) and not _HALVING.search(clause.text))
        if (many or one) and (said := _judged(clause, subject, factor, many)):
            yield said if not many or many[0] in segment else replace(said, start=factor.start)


def parted(text: str) -> Iterator[tuple[Factor, str]]:
    """The factors of a text, each with the words before it that may name what changes by it.

    >>> [(each.value, words) for each, words in parted("v shrinks by 0.9 and its root by the factor 0.95")]
    [('0.9', ' v  '), ('0.95', '  its root ')]
    """
    done, verb = 0, "shrinks"
    for each in [*factors(text)]:
        yield each, _named(text[done : each.start])
        verb = re.split(r" by | to | with | like ", text[each.start : each.end])[0].split()[-1] or verb
        done = each.end
        again = _AGAIN.match(text, done)
        if again and not _OWN_VERB.search(again["what"]):
            link = "with" if verb.startswith("scale") else "by"
            shorter = f"{verb} {link} {again['rest']}"
            for other in [*factors(shorter)][:1]:
                end = again.end("rest")
                yield (
                    Factor(again.start("rest"), end, other.kind, other.value, other.digits, other.about),
                    _named(again["what"]),
                )
                done = end


_OWN_VERB = re.compile(
    r"\b(?:grow|rise|increase|climb|shrink|fall|drop|decrease|decay|fade|decline|lose|gain|go|get|become|change|scale)(?:s|es)?\b"
)
_AGAIN = re.compile(
    r"(?:,|;)?(?P<what> ?(?:and|but|while|whereas)? (?:only )?[^.;]{1,60}?) (?:only )?(?:by|with|like)"
    r" (?P<rest>(?:(?:a|the) factor (?:of )?)?(?:about |roughly |only )?(?:sqrt\([\d.]+\)|1/sqrt\([\d.]+\)"
    r"|[ckas](?:\^2)?\b|sqrt\([ckas]\)|\d+(?:\.\d+)?)(?: ?%)?)(?! ?[*/^\d])"
)


def _meant(clause: Clause, words: str) -> Subject | None:
    """What is meant by it, if the sentence before says one thing only."""
    told = list(parted(clause.before)) if re.fullmatch(r"\W*(?:[\w ]*steps?,? )?(?:it|this)\W*", words) else []
    return clause.subject(told[0][1]) if len(told) == 1 else None


def _segment(text: str, factor: Factor) -> str:
    """The part of a sentence in which a factor stands."""
    before = [match.end() for match in _PART.finditer(text, 0, factor.start)]
    after = _PART.search(text, factor.end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _counted_in(text: str, segment: str) -> re.Match[str] | None:
    """The number of steps that a part of a sentence speaks of; that of the sentence, if it says only one thing."""
    found = list(_HALVING.finditer(text))
    if len(found) != 1 or _PER_STEP.search(segment):
        return None
    alone = len(list(factors(text))) == 1
    leads = not re.sub(r"\b(?:then|so|thus|and|now)\b|\W", "", text[: found[0].start()])
    return found[0] if alone or leads or found[0][0] in segment else None


def _named(words: str) -> str:
    """The last part of the words before a factor that names something."""
    parts = [part for part in _PART.split(words) if len(re.findall(r"[A-Za-z]+", part)) > 0]
    return f" {parts[-1]} " if parts else words


def _goes_on(clause: Clause) -> bool:
    """Whether the sentence goes on with one without a gradient."""
    if _ENDS.search(clause.text):
        return False
    above = f"{clause.title} . {clause.above}"
    met = list(NO_GRADIENT.finditer(above))
    return bool(met) and not _ENDS.search(above[met[-1].end() :])


def _judged(clause: Clause, subject: Subject, said: Factor, many: re.Match[str] | None) -> Remarked | None:
    """A factor against the one by which the mean, its root, or the rate changes in so many steps."""
    decay = subject.average.decay
    near, others = clause.values(decay, said.start)
    if not near:
        return None
    law = {
        Fraction(1): "without a gradient {} shrinks by beta a step",
        Fraction(1, 2): "without a gradient the root of {} shrinks by sqrt(beta) a step",
        Fraction(-1, 2): "without a gradient the rate over the root of {} grows by 1/sqrt(beta) a step",
    }[subject.power].format(subject.average.name)
    count = many["k"] if many else "1"
    found: tuple[str, Derived] | None
    if many and said.about and said.kind == "said":
        return None
    if many and said.kind in {"said", "part"} and said.value != "1":
        times = Fraction(1) / subject.power
        forms = [f"({times})*log({said.value})/log({value})" for value in [*near, *others]]
        about = re.search(r"about|roughly|approx|around|some", many[0]) is not None
        found = _counted(law, forms, len(near), Printed(count, about=about, counts=True))
    else:
        if "." in count:
            return None
        ratios = [ratio(value, subject.power, count) for value in [*near, *others]]
        found = said.against(law, ratios[0], tuple(ratios[1:]))
        if said.value in near and subject.power == HALF and not many:  # 0.999 is no rounding of its root
            found = None if said.about else related(law, ratios[0], "=", said.value)
    given = f"{decay} = {near[0]}" if decay[:1].isalpha() else f"decay = {near[0]}"
    first = min(said.start, many.start()) if many else said.start
    return Remarked(first, said.end, *found, (given,)) if found else None


def _counted(law: str, forms: list[str], near: int, printed: Printed) -> tuple[str, Derived] | None:
    """A number of steps against what it takes; a half-life that is negative is none."""
    if any("-" in form[:3] and "log(1/" in form for form in forms) or any(
        "log(2)" in form and "(-" not in form for form in forms
    ):
        return None
    return judged(law, forms[:near], printed, forms[near:])


def ratio(base: str, power: Fraction, count: str = "1") -> str:
    """The base to a power that is a half or a whole one, so many times.

    >>> ratio("0.9", Fraction(1, 2)), ratio("0.9", Fraction(-1, 2), "3"), ratio("10", Fraction(2))
    ('sqrt(0.9)', '(1/sqrt(0.9))^3', '10^2')
    """
    root = f"sqrt({base})" if power.denominator == 2 else base
    whole = abs(power.numerator)
    plain = "1" if not whole else root if whole == 1 else f"{root}^{whole}"
    plain = f"1/{plain}" if power < 0 else plain
    return plain if count == "1" else f"({plain})^{count}"
