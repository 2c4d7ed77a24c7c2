"""What a change of all gradients, or of the rate, does in words: if the loss is multiplied by 10, v grows by 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym.claims.quantities.averages import Average
from rmsprop_sym.claims.quantities.clause import HALF, Clause, Remarked, Subject
from rmsprop_sym.claims.quantities.factors import Factor
from rmsprop_sym.claims.quantities.fading import parted, ratio

_K = r"(?P<k>\d+(?:\.\d+)?|[ckas](?= ?>| ?[,.;]|[ ]|$)|lambda)(?![\w./^])"
_WHO = (
    r"(?:(?P<who>(?:all (?:of )?(?:the )?|every |each )g(?:_t)?(?![\w^])"
    r"|(?:(?:all |every |the |our |whole |each of the |entire )*gradients|(?:the|every|our|each"
    r"|whole) gradient|(?:the |our |whole )*loss(?: function)?|(?:the |our |whole )*(?:objective|cost)(?:"
    r" function)?)(?: g(?:_t)?| f)?)|(?P<rate>(?:the |our )?(?<!effective )(?:learning[ -]rate|eta|lr)(?: eta|"
    r" lr| alpha)?))"
)
_BY = r"(?:by|with) (?:(?:a|the|some) )?(?:constant )?(?:factor )?(?:of )?"
_ALL = r"(?:all |now |each |simply )*"
_IS = r"(?:is|are|were|gets?|has been|have been|being)"
_MANY = r"(?!(?:the|every|our|each|whole) gradient\b)"
_LARGER = r"(?:larger|as large|bigger|as big|greater|stronger|steeper)"
_TURNS = (
    r"(?:becomes?|turns into|goes to|changes (?:in)?to|maps to|(?:is|gets) (?:then |now )?replaced by|->|→|↦"
    r"|\\(?:long)?mapsto|\\leadsto)"
)
_CHANGES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("k", rf"\b(?:multipl(?:y|ying|ied)|scal(?:e|ing|ed)|rescal(?:e|ing|ed)) {_WHO} {_BY}{_K}"),
        ("k", rf"\b{_WHO} {_IS} {_ALL}(?:multiplied|scaled|rescaled|scaled up) {_BY}{_K}"),
        ("k", rf"\b{_MANY}{_WHO} (?:grows?|increases?|becomes?|are|is) {_ALL}{_K}(?:[ -]?fold| times {_LARGER})"),
        ("k", rf"\b{_MANY}{_WHO} (?:grows?|increases?|rises?|goes? up) by (?:a|the) factor (?:of )?{_K}"),
        ("k", rf"\b(?P<who>(?:gradients|loss(?:es)?)(?: (?:that|which) are)?) {_K} times {_LARGER}"),
        ("k", rf"\ban? {_K}(?:[- ]times[- ]{_LARGER}|[- ]?fold) (?:(?P<who>gradient|loss)|(?:eta|lr|learning rate))\b"),
        ("k", r"\breplac(?:e|ing) (?:the loss )?(?P<who>[fLJ]) (?:by|with) (?P<k>[ckas]|\d+) ?\*? ?(?P=who)\b"),
        ("k", rf"\b(?P<who>(?:the )?(?:loss|gradients?)) (?:is |are )?(?:times|\*) ?{_K}"),
        (
            "k",
            (
                rf"\b(?P<who>g)(?P<at>_\w)? (?:by|{_TURNS}) "
                r"(?P<k>[ckas]|lambda|\d+) ?\*? ?g(?P=at)?(?![\w^])"
            ),
        ),
        ("k", rf"\b{_K} times (?:the|as large a|as big a|larger|bigger) (?P<who>loss|gradients?)\b"),
        ("k", rf"\bscal(?:e|es|ed|ing) (?:up )?{_WHO} (?:up )?{_K}[ -]?fold\b"),
        ("/", rf"\b(?:divid(?:e|ing|ed)) {_WHO} by {_K}"),
        ("/", rf"\b{_WHO} (?:is|are|were|gets?) {_ALL}divided by {_K}"),
        ("2", rf"\b(?:doubl(?:e|ing)) {_WHO}|\b{_WHO} (?:doubles?|(?:is|are|were) {_ALL}doubled)\b"),
        ("1/2", rf"\b(?:halv(?:e|ing)) {_WHO}|\b{_WHO} (?:halves?|(?:is|are|were) {_ALL}halved)\b"),
    )
    if kind not in {"2", "1/2"}
) + tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, word in (("2", "doubl"), ("1/2", "halv"))
    for pattern in (
        rf"\b{word}(?:e|ing) {_WHO}",
        rf"\b{_WHO} (?:{word}es?|(?:is|are|were) {_ALL}{word}ed)\b",
    )
)  # fmt: skip
_NOT_HERE = re.compile(
    r"\b(?:sgd|gradient descent|momentum|heavy ball|nesterov|weight decay|regulari[sz]\w*|l2|clip\w*|batch"
    r"|variance|noise|decoupled"
    r"|from (?:now|then|here|step)|later|suddenly|newest|latest|current|single|one|first|second|last|at step"
    r"|half[- ]?way|some|most|large eps|small gradients|eps (?:dominates|is large)|float\w*|overflow\w*"
    r"|underflow\w*|units?|measured|schedule)\b"
    r"|_0 ?=(?! ?0)|\beps ?(?:>|≠|!=)",
    re.IGNORECASE,
)
_IN_PROGRAMS = re.compile(
    r"(?<![\w.])(?P<name>avg_sq|sq_avg|square_avg|mean_sq(?:uare)?|ms|cache|acc_sq|grad_sq"
    r"|the (?:running |moving )?(?:mean|average) of (?:the )?squares?|E\[g\^2\]|E|v|s|r)"
    r"(?:_t)?(?![\w^\[]| ?[/*+-])(?:\s+(?:then|also|thus|therefore))*\s*$"
)
_SIZE = r"(?:\d+(?:\.\d+)?|[ckas](?:\^2)?)"
_VALUE = rf"{_SIZE}(?![\w^.]|[*/])"
_COMPENSATED = re.compile(
    r"\b(?:and|while|but) (?:the |our |also )*(?:learning rate|rate|eta|lr|eps|gradients?|loss)\b[^,;.]{0,20}?\b"
    r"(?:by|with|halved|doubled|divided|multiplied|scaled|reduced|raised|lowered|increased|decreased)\b",
    re.IGNORECASE,
)
_MAKES = re.compile(
    rf"\b(?:(?:(?:multipli(?:es|ed)|scales) |(?P<down>divides ))(?P<what>[^.,;]{{1,40}}?) (?:by|with) (?:a"
    rf" factor (?:of )?)?"
    rf"(?:(?P<by>{_VALUE}))|makes? (?P<made>[^.,;]{{1,40}}?) (?P<times>\d+(?:\.\d+)?) times"
    r" (?:as large|larger|bigger|longer|greater|(?P<smaller>smaller|shorter)))"
    r"|(?:leaves?|leaving|keeps?) (?P<kept>[^.,;]{1,40}?) (?:as (?:it was|they were|before|they are|it is)|unchanged"
    r"|the same|untouched|alone|invariant|unaffected)"
    r"|(?:gets?|has|have|sees?|receives?) an? (?P<got>effective (?:learning[ -]rate|step size|rate|lr)|root)"
    r" (?:that is )?(?:only )?(?P<many>\d+(?:\.\d+)?) times"
    r" (?:(?P<less>smaller|lower|shorter)|larger|higher|bigger|as (?:large|high))"
    r"|(?:takes?|makes?|gives?|yields?|leads? to|produces?|stay on) (?:exactly |still |again )*the same"
    r" (?P<same>steps|updates|moves|iterates|trajectory|path)\b"
    r"|(?:gives?|makes?|means?|leads? to|yields?|causes?) (?P<gives>\d+(?:\.\d+)?) times (?:larger|longer"
    r"|as (?:large|long)) (?P<given>steps|updates|moves)"
    rf"|(?<![\w^(])(?P<name>[A-Za-z]\w*?|E\[g\^2\])(?:_[tnk])? (?:then |now |simply )?{_TURNS}"
    rf" (?P<times_of>{_SIZE}) ?\*? ?(?P=name)(?:_[tnk])?(?![\w^])",
    re.IGNORECASE,
)
_PROVIDED = re.compile(r"\b(?:provided|as long as|only if|unless|if (?:we )?also|except)\b", re.IGNORECASE)
_NEGLIGIBLE = re.compile(
    r",? ?\b(?:provided(?: that)?|as long as|if|where|while) (?:eps|epsilon|delta|the (?:small )?constant)"
    r" (?:is|can be|may be|stays) (?:negligible|neglected|ignored|tiny|small|left out|0|zero)(?: enough)?\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:sgd|gradient descent)\b", re.IGNORECASE)
_STEPS = re.compile(
    r"\b(?:the |all |every |each |all the |its )*(?P<what>steps?|updates?|path|iterates?|trajectory|moves?)(?:"
    r" of [^.;,]{0,30}?| lengths?| sizes?)? ?$|\b(?P<to>steps?|updates?|path)\b[^,;.]{0,12}$",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"^ ?(?P<what>(?:the |all |every |each |all the )*(?:steps?|updates?))\b(?! (?:in|of gradients))", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:then|therefore|thus|hence|so|too|also|all gradients|every gradient|the gradients)\b", re.IGNORECASE
)
_STILL = re.compile(
    r"^ ?(?:Still|Yet|But|However)?,? ?the (?:steps?|updates?|iterates?|path) (?:stay|remain|do(?:es)? not change)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Change:
    """By what all gradients, or the rate, are multiplied, and where that is said."""

    end: int
    by: str
    of_rate: bool
    start: int


def changes(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says that a change of all gradients, or of the rate, does, judged."""
    if any(each.search(_NEGLIGIBLE.sub(" ", clause.text)) for each in (_NOT_HERE, _PROVIDED, _COMPENSATED)):
        return
    here = list(changed(clause.text))
    if (
        not here
        and clause.before
        and not _NOT_HERE.search(clause.before)
        and (_THEN.search(clause.text) or _STILL.match(clause.text))
    ):
        here = [Change(0, each.by, each.of_rate, 0) for each in list(changed(clause.before))[-1:]]
    for k, change in enumerate(here):
        stop = here[k + 1].start if k + 1 < len(here) else len(clause.text)
        yield from _effects(clause, change, stop)


def changed(text: str) -> Iterator[Change]:
    """The changes of which a text in plain words speaks, in their order.

    >>> [(each.by, each.of_rate) for each in changed("If we multiply the loss by 10, or double the learning rate")]
    [('10', False), ('2', True)]
    """
    found: dict[int, Change] = {}
    for kind, pattern in _CHANGES:
        for match in pattern.finditer(text):
            by = match.groupdict().get("k") or kind
            by = f"1/{by}" if kind == "/" else by
            found.setdefault(match.end(), Change(match.end(), by, match["who"] is None, match.start()))
    done = 0
    for each in sorted(found.values(), key=lambda each: each.start):
        if each.start >= done:
            yield each
            done = each.end


def _effects(clause: Clause, change: Change, stop: int) -> Iterator[Remarked]:
    """The effects that stand behind a change."""
    part = clause.text[change.end : stop]
    for factor, words in (*parted(part), *_objects(part)):
        after = part[factor.end :]
        degree = _degree(clause, words, after, factor, change)
        if degree is None:
            continue
        power, law = degree
        base = change.by if "/" not in change.by else f"({change.by})"
        if found := factor.against(law, ratio(base, power)):
            end = factor.end + (match.end() if (match := _AFTERWARDS.match(after)) and not words.strip(" ,") else 0)
            yield Remarked(change.end + factor.start, change.end + end, *found, ("eps = 0",))


def _objects(text: str) -> Iterator[tuple[Factor, str]]:
    """The factors of verbs that have what changes as their object: multiplies v by 4, makes the root 2 times larger."""
    for match in _MAKES.finditer(text):
        kind = "down" if match["down"] or match["smaller"] or match["less"] else "up"
        value = next(filter(None, (*(match[each] for each in ("by", "times", "gives", "times_of", "many")), "1")))
        what = next(filter(None, (match[each] for each in ("what", "made", "given", "kept", "name", "same", "got"))))
        yield Factor(*match.span(), "said" if match["kept"] or match["same"] else kind, value), f" {_unhatted(what)} "


def _unhatted(name: str) -> str:
    """The mean that a letter with a hat corrects, which grows by the same factor."""
    return name.removesuffix("hat") if len(name) == len("vhat") else name


def _by_name(clause: Clause, words: str) -> Subject | None:
    """The mean of squares that words name as programs do, where the note has no formula for one."""
    found = None if clause.averages.kept else _IN_PROGRAMS.search(words)
    if found is None:
        return None
    power = HALF if re.search(r"\b(?:root|rms)\b|sqrt\(", words[: found.start()]) else Fraction(1)
    return Subject(Average(found["name"], 2, "decay"), power)


def _degree(clause: Clause, words: str, after: str, factor: Factor, change: Change) -> tuple[Fraction, str] | None:
    """The power of the factor that what is named grows by, and the law that says so."""
    subject = clause.subject(words) or _by_name(clause, words)
    whole = (factor.kind == "said" and _AFTERWARDS.match(after)) or (subject is None and _STEPS.search(words.rstrip()))
    if whole and not (_NEVER.search(clause.title) or clause.around.says(_NEVER)):
        if change.of_rate:
            return Fraction(1), "for given gradients every step is in proportion to the rate"
        return (
            (Fraction(0), "the quotient of a gradient and the root of a mean of squares keeps its size")
            if clause.averages.squares
            else None
        )
    if subject is None or change.of_rate:
        return None
    power = subject.average.order * subject.power
    kind = "a mean of squares" if subject.average.order == 2 else "a mean of gradients"
    root = {HALF: ", and its root by k", -HALF: ", and the rate over its root by 1/k"}.get(subject.power, "")
    grows = "k^2" if subject.average.order == 2 else "k"
    return power, f"if all gradients are multiplied by k, {kind} from 0 is multiplied by {grows}{root}"
