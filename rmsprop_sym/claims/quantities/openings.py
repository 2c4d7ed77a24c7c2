"""The first steps in words: the first one is 3.16 eta, without the correction they are too long by sqrt(10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.comparison import round_against
from rmsprop_sym.claims.arithmetic.digits import Reading
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived, related
from rmsprop_sym.claims.quantities.growing import CONSTANT
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.hedges import ABOUT
from rmsprop_sym.claims.words.plainly import DIGITS

_RATE = r"(?:eta|lr|alpha)"
_CHAIN = (
    rf"(?P<chain>(?:[^.;,=≈ ](?:[^.;,=≈]|\.(?=\d)){{0,40}}[=≈] ?){{0,3}}){ABOUT}(?P<n>{DIGITS})(?: ?\*?"
    rf" ?(?P<unit>{_RATE})\b| times (?P<times>(?:the )?(?:{_RATE}|learning rate)))?(?![\w%^]|\.\d| ?[*/^+])"
)
_IS = (
    r"(?:is|has|had|would (?:only |just )?(?:be|have(?: been)?)|becomes|gets|of|comes to|amounts to|makes"
    r"|covers|moves the \w+ by)"
)
_LONG = r"(?:(?:a |the )?(?:length|size) (?:of )?|exactly |then |therefore |thus |already |still |of (?:length|size) )*"
_FIRST = re.compile(
    rf"\b(?:very )?first (?:step|update)(?: length| size)?(?: (?:of|in|with|for) [^.;,]{{1,30}})?,? {_IS}"
    rf" {_LONG}{_CHAIN}",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\bat (?:t ?= ?|step )(?P<t>\d+)\b(?:[^.;]|\.(?=\d)){{0,100}}?\b(?:the step(?: length| size)? (?:is|has"
    rf"|becomes|equals)|makes? (?:a )?steps? of|(?:the )?steps? (?:is|are) of) {_LONG}{_CHAIN}",
    re.IGNORECASE,
)
_ON = re.compile(
    rf"\b(?:on|in|at|with) the (?:very )?first (?:step|update)\b(?:[^.;]|\.(?=\d)){{0,100}}?\b(?:the|its|our)"
    rf" (?:step|update)(?: length| size)? {_IS} {_LONG}{_CHAIN}",
    re.IGNORECASE,
)
_MORE = re.compile(
    rf"^,? ?(?:(?:i ?\.e\.|that is|or|so),? )?{ABOUT}(?P<n>{DIGITS}) times (?:the )?(?:{_RATE}|learning rate)\b"
)
_OTHERS = re.compile(
    r"\b(?:adam|adagrad|pytorch|tensorflow|keras|optax|jax|library"
    r"|cent(?:er|re)d|momentum|nesterov|sgd|gradient descent|decoupled|weight decay|clip\w*"
    r"|warm-?up|eps (?:is|=|inside|dominates)|second|with (?:the )?(?:bias )?corrections?|(?<!un)corrected|norm"
    r"|vectors?|coordinates|components|dimensions?|both|without (?:the |a |any )?(?:square )?roots?"
    r"|roots? (?:is|was|were|are) (?:missing|left out|forgotten|dropped)|no (?:square )?root"
    r"|(?:drops?|omits?|forgets?|skips?|leaves? out) the (?:square )?root|mean square itself|had (?:we|one|you|I|it)"
    r"|instead of (?:by )?(?:its|the) (?:square )?root)\b"
    r"|\b(?!what|that|chat)[a-z]{1,2}hat\b|\beps ?= ?(?:0?\.0?0?[1-9]|[1-9](?![\d.]*(?:e-|\*10\^| ?\* ?10)|0\^))"
    r"|\beps\b.{0,20}\b(?:large|compar)",
    re.IGNORECASE,
)
_UNCORRECTED = re.compile(
    r"\b(?:without|leaving out|leave out|omitting|omit|dropping|drop|skipping|skip|lacking|no|forgetting|if we"
    r" omit)\b[^.;,]{0,20}?\b(?:bias[- ])?corrections?\b(?: out)?|\bleaving (?:the |both )?(?:\d )?(?:bias"
    r" )?corrections? out\b|\bthe corrections? out\b|\buncorrected\b",
    re.IGNORECASE,
)
_ORDINAL = r"(?:(?:very )?first|early|initial|earliest)"
_TOO = re.compile(
    rf"\b(?P<what>{_ORDINAL} (?:few |\d+ )?(?P<noun>steps?|updates?|denominators?|roots?|averages?|means?)(?: of"
    rf" [A-Za-z]+)?|steps at the (?:start|beginning)) (?:would )?(?:come out|comes out|turn out|turns out|are|is"
    rf"|be|become|becomes|get|gets)? ?(?:much |far |clearly |by far )?too (?P<how>small|short|large|long"
    rf"|big)\b(?! by)",
    re.IGNORECASE,
)
_PART_OF = re.compile(  # what stands before the first step, and is another quantity
    r"\b(?:half|third|quarter|fifth|tenth|part|share|multiple|times|rate|step size|denominator|root|gradient|%)"
    r"(?: (?:of|at|in|as|than|after|before|by|on|for))*(?: the| a| its| our)? ?$",
    re.IGNORECASE,
)
_FOR_BARE = re.compile(r"[^.,;]{0,30}\b(?:at|for|with) 0?\.\d")  # a decay that is not called by its letter
_LARGE = {"large", "long", "big"}
_MEASURED = re.compile(r"\b(?:length|size|long|far)\b", re.IGNORECASE)
_ONLY = {"eta", "lr", "alpha", "beta", "beta1", "beta2", "rho", "gamma", "decay", "sqrt", "g", "e"}
_FIRST_MEAN = re.compile(r"\b(?:first[- ]moments?|momentum|mean of (?:the )?gradients|of m)\b", re.IGNORECASE)
FIRST_LAW = "the first mean of squares is (1 - beta) g^2, so that the first step is eta/sqrt(1 - beta)"
AT_LAW = "under a constant gradient the mean of squares is (1 - beta^t) g^2, so that step t is eta/sqrt(1 - beta^t)"


def openings(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of the first steps from 0, or of those under a constant gradient, judged."""
    if _UNCORRECTED.search(clause.text):
        yield from _too(clause)
    first, later = [*_FIRST.finditer(clause.text), *_ON.finditer(clause.text)], [*_AT.finditer(clause.text)]
    if not (first or later) or _decay(clause) is None:
        return
    for match in first:
        yield from _length(clause, match, "1 - {b}", FIRST_LAW)
    if later and CONSTANT.search(f"{clause.title} . {clause.above} {clause.text}"):
        for match in later:
            yield from _length(clause, match, f"1 - {{b}}^{match['t']}", AT_LAW)


def _decay(clause: Clause) -> str | None:
    """The decay of the mean of squares over whose root the steps go, if the rule is plain RMSProp."""
    squares = clause.averages.squares
    above = (
        clause.text
        if re.search(r"\brmsprop\b", clause.text, re.IGNORECASE)
        else f"{clause.title} {clause.above} {clause.text}"
    )
    plain = re.search(r"\b(?:uncorrected )?rmsprop\b", clause.text, re.IGNORECASE)
    mixed = clause.averages.altered or any(each.order == 1 for each in clause.averages.kept.values())
    if len(squares) != 1 or (mixed and not plain) or _OTHERS.search(above) or clause.counts_eps:
        return None
    if clause.starts_elsewhere or clause.of_a_sum:
        return None
    return squares[0].decay


def _length(clause: Clause, match: re.Match[str], under: str, law: str) -> Iterator[Remarked]:
    """The length of a step, in rates or by itself, and the number of rates that is said behind it."""
    decay = _decay(clause)
    decays = {each.decay for each in clause.averages.kept.values()}
    named = (name for name in clause.averages.values if re.fullmatch(_RATE, name) and name not in decays)
    rates = {value for name in named for value in clause.averages.values[name]}
    unit = match["unit"] or match["times"]
    if not (unit or match["chain"] or _MEASURED.search(match[0])) or not _is_plain(match["chain"]):
        return
    if _PART_OF.search(clause.text[: match.start()]) or _FOR_BARE.match(clause.text, match.end()):
        return
    if re.search(r"\bgradients?\b", re.sub(r"constant gradients?", "", match[0]), re.IGNORECASE):
        return
    if (
        decay is None
        or (not unit and len(rates) != 1)
        or (not unit and clause.text[match.end() :].lstrip().startswith(("times", "%", "steps", "*", "g")))
    ):
        return
    form = f"1/sqrt({under})" if unit else f"{next(iter(rates))}/sqrt({under})"
    said = clause.number(match, law, [form], decay)
    if said and not _is_carried(match, said):
        step = max(
            match[0].lower().rfind(word, 0, match.start("chain" if match["chain"] else "n") - match.start())
            for word in ("step", "update")
        )
        yield replace(said, start=match.start() + max(step, 0))
    more = _MORE.match(clause.text[match.end() :])
    if more and (told := clause.number(more, law, [f"1/sqrt({under})"], decay)):
        yield Remarked(match.end() + told.start, match.end() + told.end, told.read_as, told.evidence, told.given)


def _is_carried(match: re.Match[str], said: Remarked) -> bool:
    """Whether the digits follow from a rounded number in the chain before them, which is near the length itself."""
    head, value = re.split("[=≈]", match["chain"])[0].strip(), said.evidence.value
    if said.evidence.grade is not Grade.REFUTED or not value or not head:
        return False
    try:
        low = Fraction(value)
        [node] = parse_statement(head).members
        printed = round_against(node, "≈", Reading(match["n"]))
        return printed.grade.holds and abs(printed.low - low) <= abs(low) / 100
    except (Unreadable, Undefined, ValueError):
        return False


def _is_plain(chain: str) -> bool:
    """Whether a chain has no more than a rate, a decay and numbers, and no difference: it is no new place."""
    outside = chain
    while (inner := re.sub(r"\([^()]*\)", "", outside)) != outside:
        outside = inner
    return {*re.findall(r"[A-Za-z]+\d?", chain.replace("_", ""))} <= _ONLY and not re.search(
        r"[+-]", outside.replace("e-", "")
    )


def _bias(clause: Clause, first: bool) -> tuple[str, str, str] | None:  # noqa: FBT001 - a fact of the sentence
    """The share of its limit that the first mean of squares has, what steps are multiplied by, and the law."""
    squares = clause.averages.squares
    plural = re.search(r"\b(?:corrections|both)\b", clause.text, re.IGNORECASE)
    named = re.search(r"\brmsprop\b", clause.text, re.IGNORECASE)
    signals = [] if named else [each for each in clause.averages.kept.values() if each.order == 1]
    if clause.starts_elsewhere or clause.of_a_sum or _FIRST_MEAN.search(clause.text) or (signals and not plural):
        return None
    if (
        len(squares) != 1
        or len(signals) > 1
        or re.search(r"\bcent(?:er|re)d\b", f"{clause.title} {clause.above} {clause.text}", re.IGNORECASE)
    ):
        return None
    near, _ = clause.values(squares[0].decay, len(clause.text))
    if not near:
        return None
    share = f"1 - {near[0]}"
    if not signals:
        return (
            share,
            f"1/sqrt({share})",
            "the first mean of squares is (1 - beta) g^2, and a smaller denominator makes a longer step",
        )
    signal, _ = clause.values(signals[0].decay, len(clause.text))
    if not signal or not first or signals[0].decay == squares[0].decay:
        return None
    return (
        share,
        f"(1 - {signal[0]})/sqrt({share})",
        "without corrections the first step is (1 - beta1)/sqrt(1 - beta2) rates",
    )


def _too(clause: Clause) -> Iterator[Remarked]:
    """Whether the first steps, or what they are divided by, come out too large or too small."""
    made = re.search(
        r"\bmakes? the (?P<what>(?:very )?first (?P<noun>step|update)|early (?:steps|updates)) too"
        r" (?P<how>small|short|large|long|big)\b(?! by)",
        clause.text,
        re.IGNORECASE,
    )
    for match in filter(None, [*_TOO.finditer(clause.text), made]):
        bias = _bias(clause, first="first" in match["what"].lower())
        if bias is None:
            continue
        share, factor, law = bias
        steps = re.search(r"step|update", match["what"], re.IGNORECASE)
        left = factor if steps else f"sqrt({share})" if re.search("denom|root", match["what"], re.IGNORECASE) else share
        yield Remarked(*match.span(), *_told(law, left, match["how"].lower() in _LARGE))


def _told(law: str, left: str, large: bool) -> tuple[str, Derived]:  # noqa: FBT001 - what the sentence says
    """Whether a factor is above or below one."""
    return related(law, left, ">" if large else "<", "1")
