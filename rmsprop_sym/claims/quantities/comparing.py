"""How long a step is beside another, in words: ten times lr, as long as Adam's, a tenth of the first, 24 % longer.

Nothing is said of a clause of which a word is not understood; where a word may mean two things, it is accused in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rmsprop_sym.claims.quantities.averages import decays_in
from rmsprop_sym.claims.quantities.clause import Clause, Remarked
from rmsprop_sym.claims.quantities.derived import Derived, related
from rmsprop_sym.claims.quantities.growing import CONSTANT
from rmsprop_sym.claims.quantities.mentions import POSSIBLE, Mention, mentioned, rules_in
from rmsprop_sym.claims.quantities.multiples import FORM, Multiple, multiples
from rmsprop_sym.claims.quantities.paces import ALWAYS, LAWS, Moment
from rmsprop_sym.claims.quantities.subjects import RULE
from rmsprop_sym.claims.verdict import Grade

_CUT = re.compile(
    r"[;:—]|(?<!\d),|,(?!\d)|\b(?:because|since|whereas|while|but|which|so that|although|though|when|as soon as|once)\b"
    r"| - | – ",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[;:,—]|\b(?:because|since|whereas|while|but|which|so|although|though|and|if)\b| - | – ", re.IGNORECASE
)
_BESIDE = re.compile(r"^ ?(?:as|than|of|that of|those of|compared (?:to|with)|the|times)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:unless|except|could|might|may|should|suppose|assum\w+|imagin\w*|spikes?|noise|noisy|random\w*|clip\w*|warm-?up"
    r"|schedul\w*|sparse|alternat\w*|outliers?|decoupled|weight decay|nesterov|amsgrad|adamw|nadam"
    r"|eps ?= ?(?!0\b|1?e-)"
    r"|eps (?:dominates|is large|outweighs)|restart\w*|reset|batch|vectors?|coordinates|dimensions?|norm|loss"
    r"|tiny|typical\w*|averaged|on average|sum|total|path|distance|not|never|no longer|nor|neither|were|had)\b|\?"
    r"|\b(?:decaying|declining|falling|growing|adjusted|tuned) (?:learning )?rate"
    r"|\b(?:data|code|versions?|variants?|(?<!long )runs?)\b"
    r"|\b(?:beta|rho|gamma|decay)_?[12]? ?= ?[01](?![.\d])|\b(?:pytorch|tensorflow|keras|optax|jax|library)\b"
    r"|\bg(?:_1)? ?= ?0\b|\bwithout (?:the |a )?(?:square )?root|\bmissing\b|\bsuddenly\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(
    r"\bif\b(?! (?:the gradient (?:is|stays) (?:constant|the same)|(?:we|one|you) (?:leave|omit|drop|skip)"
    r"|(?:beta|rho|gamma|alpha|decay) ?=))",
    re.IGNORECASE,
)
_FALLEN = re.compile(
    r"\b(?:has|have|is|are) (?:\w+ )?(?:shrunk|fallen|dropped|decreased|grown|risen|down|gone)\b"
    r"|\b(?:falls|drops|shrinks)\b",
    re.IGNORECASE,
)
_IN_TIME = re.compile(r"\b(?:per|each|every) (?:step|update|iteration)\b|\bevery \d", re.IGNORECASE)
_TOO = re.compile(r"\btoo (?:long|large|big|great|high|short|small|low)\b")
CONTRAST = re.compile(
    rf"\b(?:unlike|other than|in contrast to|as opposed to|as with|as (?:in|for)|like|instead of|not|contrary to"
    r"|than(?: (?:that|those|the (?:first |same )?(?:ones?|steps?)))?(?: of| in)?)"
    rf" (?:the |in |for |with )?{RULE}(?:['’]s?)?",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:[\s,;:(=≈]|\b(?:that is|i ?\.e\.|or|so|thus|which|is|here|about|only|just|in numbers"
    r"|\d+(?:\.\d+)?(?:e-?\d+)?)\b)*"
)
_AND = re.compile(r"(?: (?:for|with|at) (?:\w+ ?= ?)?0?\.\d+)?,? and (?:already |even |only )?")
_ADAM = re.compile(r"\badam\b", re.IGNORECASE)
_CORRECTED = re.compile(r"\b(?!t?hat\b|what)[a-z]_?hat\b|\b(?!chat|what)[a-z]hat\b|\bcorrect", re.IGNORECASE)
_UNCORRECTED = re.compile(r"\bwithout\b|\buncorrected\b|\bno (?:bias )?correct|\bomit|\bleav\w+|\bdrop", re.IGNORECASE)
_MOMENTUM = re.compile(r"\bmomentum\b|\bbuf", re.IGNORECASE)
_NEVER_CORRECTED = {"adagrad", "sgd", "momentum"}
INSTANCE = "7"  # the step at which a formula in the step is tried: no other plain one is worth the same there
_FIRST_LONGEST = {"rmsprop", "adagrad"}  # no gradients make a longer step of these than the first, up to eps
_ADAM_ONLY = {"beta2", "b2"}


def comparing(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of how many times as long a step is as a rate, or as another step, judged."""
    found = list(multiples(clause.text))
    if not found or _WHETHER.search(clause.text) or clause.starts_elsewhere or clause.counts_eps:
        return
    done, last = 0, Mention()
    for each in found:
        start, subject = _subject(clause, each, done)
        between = clause.text[done : each.start]
        if done and (_GOES_ON.fullmatch(between) or _AND.fullmatch(between)):
            start, subject = each.start, replace(last, decay="" if _AND.fullmatch(between) else last.decay)
        done, last = each.end, subject
        stop = _TAIL.search(clause.text, each.end)
        if _OTHERWISE.search(clause.text[: stop.start() if stop else len(clause.text)]):
            return
        if said := _said(clause, each, start, subject):
            yield said


def _said(clause: Clause, said: Multiple, start: int, subject: Mention) -> Remarked | None:
    """What is to be said about one of the multiples of a sentence, of what is named from a place on."""
    against = _against(clause, said, subject)
    if said.is_worked_out:
        return None
    if said.kind == FORM:
        return _formed(clause, said, start, subject, against)
    if subject.strange or against is None or against.strange or not subject.what:
        return None
    if (not subject.step and subject.what != "half-life") or (said.is_of_rates and subject.what != "step"):
        return None
    return held(clause, said, start, subject, against)


def held(clause: Clause, said: Multiple, start: int, subject: Mention, against: Mention) -> Remarked | None:
    """A multiple against the ratio of two quantities that are named, or of one and a rate."""
    pairs = list(paired(clause, said, subject, against))
    if re.search(POSSIBLE, clause.text) and any(one.corrected or one.rule not in _FIRST_LONGEST for one, _ in pairs):
        return None
    ratios = [ratio for one, two in pairs if (ratio := ratio_of(one, two, subject.what))]
    if not pairs or not ratios or not ratio_of(*pairs[0], subject.what):
        return None
    found = said.against(LAWS[pairs[0][0].rule], ratios[0], tuple(ratios[1:]))
    if found and _is_of_other_decays(said, pairs, subject.what, found[1]):
        return None
    if found is None or not _is_sure(found[1], sure=len(ratios) == len(pairs)):
        return None
    given = () if subject.step == "1" else ("constant g",)
    return Remarked(start, said.end, *found, (*given, "eps = 0"))


def _is_of_other_decays(
    said: Multiple, pairs: list[tuple[Moment, Moment | None]], what: str, evidence: Derived
) -> bool:
    """Whether a multiple would be judged otherwise with other decays of Adam that the note has."""
    first = pairs[0][0]
    known = first.squares, first.mean
    others = [pair for pair in pairs if pair[0].rule == "adam" and (pair[0].squares, pair[0].mean) != known]
    ratios = [ratio for one, two in others if (ratio := ratio_of(one, two, what))]
    return first.rule == "adam" and any(_differs(said, each, evidence) for each in ratios)


def _differs(said: Multiple, ratio: str, evidence: Derived) -> bool:
    """Whether another ratio would be judged otherwise."""
    other = said.against("", ratio)
    return other is None or other[1].grade.holds != evidence.grade.holds


def _is_sure(evidence: Derived, *, sure: bool) -> bool:
    """Whether evidence stands: what may be meant otherwise is not accused."""
    return evidence.grade is not Grade.REFUTED or sure


def _formed(clause: Clause, said: Multiple, start: int, subject: Mention, against: Mention | None) -> Remarked | None:
    """What is to be said about a length that is given by a formula in the step, or in the decay."""
    if subject.strange or against is None or subject.what not in ("", "step"):
        return None
    found = []
    letter = next(iter(re.findall(r"(?<![A-Za-z])[tTkn](?![A-Za-z(])", said.value)), "")
    named = replace(subject, step=INSTANCE if letter else subject.step, decay=against.decay or subject.decay)
    if not named.step or (letter and subject.step) or {subject.letter, against.letter} - {letter, ""}:
        return None
    for one, _ in paired(clause, replace(said, kind="rates"), named, against):
        letters = {each.decay: one.squares for each in clause.averages.squares if one.squares} | {letter: INSTANCE}
        form = said.with_numbers(letters)
        if form is None or one.length is None:
            return None
        law = f"{LAWS[one.rule]}; here for t = {INSTANCE}" if letter else LAWS[one.rule]
        found.append(related(law, f"1/({form.value})", "=", one.length))
    holds = [each for each in found if each[1].grade.holds]
    if not found or (holds and holds[0] is not found[0]):
        return None
    if not holds and any(len(word) > 2 and word.isalpha() for word in mentioned(clause.text[:start]).strange):
        return None
    given = ("constant g",) if letter else ()
    return Remarked(start, said.end, *found[0], (*given, "eps = 0"))


def ratio_of(one: Moment, two: Moment | None, what: str) -> str | None:
    """How many times as large the one is as the other, or as a rate."""
    over = one.of(what)
    under = two.of(what) if two else "1"
    if over is None or under is None:
        return None
    return over if under == "1" else f"({over})/({under})"


def _subject(clause: Clause, said: Multiple, begin: int) -> tuple[int, Mention]:
    """Where the words begin that name of what a multiple is said, and what they name."""
    text = CONTRAST.sub(lambda match: " " * len(match[0]), clause.text[: said.start])
    before = f"{clause.before} {text}"
    squares = "|".join(re.escape(each.name) for each in clause.averages.squares)
    cuts = [match.end() for match in _CUT.finditer(text)]
    cuts += [match.end() for match in re.finditer(r"\band\b", text)] if said.kind == FORM else []
    if begin:  # what stands directly behind a multiple belongs to that
        stop = _TAIL.search(text, begin)
        begin = stop.end() if stop else len(text)
    starts = sorted({begin, *(cut for cut in cuts if cut >= begin)}, reverse=True)
    found = Mention()
    start = begin
    for start in starts:
        found = mentioned(text[start:], before, squares)
        if found.what and (found.step or said.kind == FORM):
            break
    lead = mentioned(text[:start], clause.before)
    whole = found.over(replace(lead, strange=(), what=lead.what if found.pronoun else ""))
    if found.pronoun and not whole.what:
        earlier = mentioned(_head(clause.before))
        whole = whole.over(replace(earlier, strange=(), rule=None, decay="", decays=None))
    return start + len(text[start:]) - len(text[start:].lstrip()), whole


def _head(sentence: str) -> str:
    """The first part of a sentence, which names of what it speaks."""
    return _CUT.split(sentence.strip())[0].split(" is ")[0]


def _against(clause: Clause, said: Multiple, subject: Mention) -> Mention | None:
    """With what a multiple compares: what is named behind it, or else in its clause; None if that is unclear."""
    tail = clause.text[said.end :]
    stop = _TAIL.search(tail)
    behind = tail[: stop.start() if stop else len(tail)]
    if said.is_of_rates:
        rest = mentioned(behind)
        return replace(rest, rule="") if not rest.strange else None
    if said.than or _BESIDE.match(behind):
        words = said.than or _BESIDE.sub("", behind)
        other = mentioned(words, f"{clause.before} {clause.text[: said.start]}")
        named = other.rule is not None or other.step or other.corrected is not None or other.decay
        return other.beside(subject) if named else None
    if behind.strip() and mentioned(behind).strange:
        return None
    if pair := mentioned(clause.text).decays:
        return replace(subject, decay=pair[0], decays=None)
    if _TOO.search(said.words):
        return replace(subject, corrected=True)
    if subject.corrected is not None:
        return replace(subject, corrected=not subject.corrected)
    if subject.step not in ("1", ALWAYS) and _FALLEN.search(f"{clause.text[: said.start]} {said.words}"):
        return None if _IN_TIME.search(clause.text) else replace(subject, step="1", after=False)
    return None


def paired(
    clause: Clause, said: Multiple, subject: Mention, against: Mention
) -> Iterator[tuple[Moment, Moment | None]]:
    """What may be meant by the two, the likeliest first."""
    if pair := mentioned(clause.text).decays:
        subject = replace(subject, decay=pair[1])
    known = {"1", ALWAYS, ""} if said.is_of_rates or subject.what == "half-life" else {"1", ALWAYS}
    if subject.step not in known or against.step not in known:
        near = f"{clause.title} . {clause.above} {clause.text}"
        if not (subject.steady or against.steady or CONSTANT.search(near) or clause.around.says(CONSTANT)):
            return
    if said.is_of_rates:
        named = replace(subject, decay=against.decay or subject.decay)
        yield from ((one, None) for one in moments(clause, named))
        return
    alike = subject.rule == against.rule or against.rule is None
    decays = alike and subject.decay == against.decay
    corrected = alike and subject.corrected is None and against.corrected is None
    for one, two in product(moments(clause, subject), moments(clause, against)):
        if (
            (not alike or one.rule == two.rule)
            and (not decays or (one.squares, one.mean) == (two.squares, two.mean))
            and (not corrected or one.corrected == two.corrected)
        ):
            yield one, two


def moments(clause: Clause, said: Mention) -> Iterator[Moment]:
    """The steps that words may name."""
    later = [str(int(said.step) + 1)] if said.after else []
    for rule in rules_of(clause, said):
        for corrected in _corrected(clause, said, rule):
            for squares, mean in _decays(clause, said, rule, corrected=corrected):
                for step in (said.step, *later):
                    yield Moment(rule, step, corrected, squares, mean)


def rules_of(clause: Clause, said: Mention) -> list[str]:
    """The rules that may be meant, the likeliest first."""
    if said.rule is not None:
        return [_buffered(clause, said.rule)]
    found = _rules_near(clause, said)
    return [each for each in found if each not in _NEVER_CORRECTED] or found if said.decay else found


def _rules_near(clause: Clause, said: Mention) -> list[str]:
    """The rules that are named near a clause, the likeliest first."""
    sentence = list(rules_in(iter([CONTRAST.sub("", clause.text)])))
    if sentence:
        return [_buffered(clause, each) for each in sentence]
    titles = ([*rules_in(iter([each]))] for each in reversed(clause.title.split(" . ")))
    titled = [_buffered(clause, each) for each in next(filter(None, titles), [])]
    above = reversed(re.split(r"[.;!?] ", CONTRAST.sub("", clause.above)))
    named = [_buffered(clause, each) for each in rules_in(above)]
    if named and {*named} <= {*titled}:
        return named
    if len(titled) == 1 and not named:
        return titled
    found = dict.fromkeys([*named, *titled, *_own(clause)])
    alone = said.corrected is None
    return [each for each in found if alone or each not in _NEVER_CORRECTED]


def _own(clause: Clause) -> Iterator[str]:
    """The rules that the means of a note make, the newest first."""
    kept = [each for each in clause.averages.kept.values() if each.order == 2]
    both = any(each.order == 1 for each in clause.averages.kept.values())
    if both and clause.around.says(_ADAM):
        yield "adam"
    alike = len({each.decay for each in clause.averages.kept.values() if each.decay}) == 1
    if both and alike:
        yield "rmsprop_centred"
    yield from ("adagrad" if each.is_sum else "rmsprop" for each in reversed(kept))
    if both:
        yield "adam"
    if both and clause.averages.centred and not alike:
        yield "rmsprop_centred"
    untitled = not any(rules_in(iter([clause.title])))
    if _buffers(clause) and (untitled or _MOMENTUM.search(f"{clause.title} {clause.above} {clause.text}")):
        yield "rmsprop_momentum"


def _buffered(clause: Clause, rule: str) -> str:
    """A rule by its name; momentum is that of RMSProp, where the note has a buffer for its quotients."""
    return "rmsprop_momentum" if rule == "momentum" and _buffers(clause) else rule


def _corrected(clause: Clause, said: Mention, rule: str) -> list[bool]:
    """Whether the correction is meant, the likeliest first."""
    if rule == "rmsprop_bias_corrected":
        return [True]
    if said.corrected is not None:
        return [said.corrected]
    if rule not in ("rmsprop", "adam"):
        return [False]
    near = f"{clause.title} {clause.above} {clause.text}"
    if rule == "adam":
        return [True, False] if _UNCORRECTED.search(near) else [True]
    return [False, True] if _CORRECTED.search(near) or clause.averages.altered else [False]


def _decays(clause: Clause, said: Mention, rule: str, *, corrected: bool) -> Iterator[tuple[str, str]]:
    """The decays of the squares and of the mean that may be meant."""
    averages = [each for each in clause.averages.kept.values() if each.decay]
    signals = [each.decay for each in averages if each.order == 1]
    squares = [each.decay for each in averages if each.order == 2]
    if rule == "rmsprop" and len(squares) > 1 and signals:
        squares = [each for each in squares if each not in _ADAM_ONLY] or squares
    if rule == "adam":
        known = clause.averages.values
        squares = ["beta2"] if "beta2" in known else squares[-1:]
        signals = ["beta1"] if "beta1" in known else signals[-1:]
    ours = [said.decay] if said.decay else [value for name in squares for value in _values(clause, name)]
    means = [value for name in signals for value in _values(clause, name)] if rule == "adam" else [""]
    if rule == "adam" and said.decay and not corrected:
        ours = [""]  # which of the two is not said
    if rule == "rmsprop_momentum":
        means = _buffers(clause)
    if rule == "rmsprop_centred" and len({each.decay for each in averages}) != 1 and not said.decay:
        ours = []  # it has a form only where both means forget alike
    yield from product(dict.fromkeys(ours or [""]), dict.fromkeys(means or [""]))


def _values(clause: Clause, name: str) -> list[str]:
    """What a decay may be worth, the likeliest first."""
    near, others = clause.values(name, len(clause.text))
    others = [value for value in others if (name, value) in clause.averages.lasting or clause.mentions(value)]
    here = [value for each, value in decays_in(clause.text) if each == name]
    return list(dict.fromkeys([*near, *others, *here]))


def _buffers(clause: Clause) -> list[str]:
    """What the buffer of momentum keeps of itself, where the note has said it in a number."""
    texts = [*clause.around.texts, clause.above]
    return [match["keeps"] for text in texts for match in _BUFFER.finditer(text)]


_BUFFER = re.compile(
    r"(?<!\w)(?P<name>[A-Za-z]\w*?)(?:_t)? ?:?= ?(?P<keeps>0?\.\d+) ?\*? ?(?P=name)(?:_\(?t ?- ?1\)?)? ?\+ ?"
    r"(?:(?:eta|lr|alpha) ?\*? ?)?(?:g(?:_t)?|\(g(?:_t)?\)) ?/ ?\(?sqrt"
)
