"""How long a mean remembers, in words: its half-life is 6.6 steps, to forget 90 per cent of a spike takes 230 steps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.clause import ABOUT, NUMBER, STEPS, Clause, Remarked

N = ABOUT + NUMBER
_SHARE = r"(?P<share>\d+(?:\.\d+)?) ?%"
_OLD = (
    r"(?:weights?|contributions?|influence|memory|spikes?|old gradients?|squared gradients?|gradients?|initial"
    r" value|start value|mass|past|history)"
)
_END = rf"(?:{STEPS}|(?= ?(?:$|[,;)]| (?:and|but|while|for|with)\b)))"
_HALF_LIFE = re.compile(
    rf"\bhalf-?li(?:fe|ves)\b(?P<whose>(?: of [^.,;:=≈\d]{{1,40}}?)?)(?: (?:is|becomes|equals|amounts to|comes"
    rf" to|(?:drops|falls|rises|grows|shrinks) to)"
    rf" (?:[^.;]{{0,60}}?[=≈] ?)??| ?[=≈:] ?){N}{_END}",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"\b(?:that|the one) (?P<whose>of [^.,;:=≈]{{1,30}}?) (?:is|equals|becomes) {N}{_END}",
    re.IGNORECASE,
)
_WITH = re.compile(
    rf"(?P<whose>[^.;:]{{1,60}}?) (?:therefore |thus |then |so |hence |only |in fact |itself ){{0,3}}(?:forgets|decays"
    rf"|fades|shrinks) (?:\w+ )?with a half-?life of {N}{STEPS}",
    re.IGNORECASE,
)
_IT = re.compile(
    rf"\b(?:with|for|at) [a-z_0-9]+ ?= ?0?\.\d+,? (?:it|this|that) (?:becomes|is|equals|rises to|grows to|falls"
    rf" to|drops to|would be) {N}{STEPS}",
    re.IGNORECASE,
)
_HALVES = re.compile(
    rf"(?P<whose>\b{_OLD}\b[^.;]{{0,40}}?) (?:halves?|(?:is|are|has|have) halved|loses? half[^.;,]{{0,25}}?"
    rf"|(?:has|have) lost half[^.;,]{{0,25}}?|drops? to half[^.;,]{{0,25}}?)"
    rf" (?:in|after|within|every|about every|once every|over) {N}{STEPS}",
    re.IGNORECASE,
)
_HALVES_AGAIN = re.compile(
    rf"(?:,|;| and| while)+ (?P<whose>(?:a|an|the|one|that)? ?\b{_OLD}\b[^.;,]{{0,40}}?) (?:in|after|within"
    rf"|every) {N}{STEPS}",
    re.IGNORECASE,
)
_NEEDS = (
    r"(?:you need|we need|one needs|you have to wait|we have to wait|one has to wait|takes?|it takes|needs?"
    r"|requires?|are needed after)"
)
_COLLECT = r"(?:collect|gather|accumulate|reach|capture|cover|contain|build up|fill up|get|see|hold)"
_FORGET = r"(?:forget|lose|shed|get rid of|clear|drop|erase|wash out|flush)"
_UNTIL = re.compile(
    rf"\bto (?:have )?(?:{_COLLECT}|{_FORGET})(?:ed|ten)? {_SHARE}(?P<what>[^.;:]{{0,60}}?),? {_NEEDS}"
    rf" {N}(?:{STEPS}|(?= ?$|[,;)]))",
    re.IGNORECASE,
)
_ENOUGH = re.compile(
    rf"{N}{STEPS} (?:suffice|are enough|are needed|are necessary) to (?:{_COLLECT}|{_FORGET})"
    rf" {_SHARE}(?P<what>[^.;:]{{0,50}})",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"\bthe (?:last|latest|newest|most recent) (?P<k>\d+)(?:{STEPS}|(?: squared)? gradients?|(?: squared)?"
    rf" values?) (?:carry|carries|contain|hold|account for|make up|have|get|receive) "
    rf"{ABOUT}{NUMBER} ?% of (?P<what>the (?:total |whole |entire )?(?:weights?|mass))",
    re.IGNORECASE,
)
_AFTER = rf"\bafter {ABOUT.replace('about', 'ago')}(?P<k>\d+){STEPS},? "
_HAS = r"(?:has|have|will have|is|are)? ?(?:already |only |thus |therefore |still )*"
_LEFT = re.compile(
    rf"{_AFTER}(?P<what>(?:[^.;:,%]{{0,50}}?\b)?{_OLD}\b[^.;:,%]{{0,40}}?) (?:{_HAS}(?:dropped|fallen|decayed"
    rf"|shrunk|faded|come down|gone down|reduced|down)|drops|falls|decays|shrinks|fades) to {N} ?%"
    r"(?! (?:of (?:the )?(?:loss|objective|rate|step)))",
    re.IGNORECASE,
)
_LOST = re.compile(
    rf"{_AFTER}(?P<what>(?:[^.;:,%]{{0,50}}?\b)?{_OLD}\b[^.;:,%]{{0,40}}?) (?:{_HAS}lost|loses"
    rf"|(?:{_HAS}(?:dropped|fallen|decayed|shrunk|gone down|decreased)|drops|falls|decays|shrinks) by) {N} ?%",
    re.IGNORECASE,
)
_REMAINS = re.compile(
    rf"{_AFTER}(?:there (?:is|are) )?{N} ?% of (?P<what>[^.;:,%]{{0,40}}?\b{_OLD}\b[^.;:,%]{{0,30}}?) (?:is|are"
    rf"|remains?|is still)? ?(?:left|remaining|still there|present|remain|remains)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"{_AFTER}{N} ?% of (?P<what>[^.;:,%]{{0,40}}?\b{_OLD}\b[^.;:,%]{{0,30}}?) (?:is|are|has been|have been)"
    rf" (?:gone|lost|forgotten)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    rf"{_AFTER}(?P<what>[^.;:,%]{{1,50}}?) {_HAS}(?:reached|reaches|at|stands at|arrived at|attained) {N} ?% of"
    rf" (?:its|the|their) (?:limit|final value|stationary value|steady[ -]state value)",
    re.IGNORECASE,
)
_LONGER = re.compile(
    rf"(?P<one>\b[A-Za-z]\w*)(?:_t)? (?:thus |therefore |hence |then |so )?(?:remembers|has a memory(?: that"
    rf" is)?|looks back) {N} times (?:as long as|longer than|as far as|as long as that of|as far back as)"
    rf" (?P<two>[A-Za-z]\w*)\b",
    re.IGNORECASE,
)
_SAMPLES = re.compile(
    rf"\b(?:like|worth|equivalent to|corresponds to|as good as|as noisy as|equals|amounts to)(?: that of|"
    rf" the)?(?: an?)?(?: plain| ordinary| simple| arithmetic| flat)*(?: (?:mean|average|averaging))?(?: over|"
    rf" of| with)? {N}"
    r"(?: independent| plain| equally weighted| uncorrelated)* (?:samples|gradients|values|observations|draws)\b",
    re.IGNORECASE,
)
_NOT_HERE = re.compile(
    r"\b(?:if|unless|want\w*|wish\w*|choose|solve|suppose|instead|would need|asked|which|such that|sampled"
    r"|every \d+(?:th|nd|rd)|learning rate schedule|loss|epochs?)\b",
    re.IGNORECASE,
)
_LEFT_NEARBY = (
    "100*{{b}}^({k} - 1)",
    "100*{{b}}^({k} + 1)",
    "100*(1 - {{b}})*{{b}}^{k}",
    "100*(1 - {{b}})*{{b}}^({k} - 1)",
)
_GONE_NEARBY = ("100*(1 - {{b}}^({k} + 1))", "100*(1 - {{b}}^({k} - 1))")
HALF_LIFE = "log(1/2)/log({b})"
ROOT_HALF_LIFE = "2*log(1/2)/log({b})"
MEMORIES = ("1/(1 - {b})", "-1/log({b})", "(1 + {b})/(1 - {b})", "2/(1 - {b})")


def spans(clause: Clause) -> Iterator[Remarked]:
    """What a sentence says of how long means remember, judged."""
    if _NOT_HERE.search(clause.text):
        return
    yield from _half_lives(clause)
    yield from _shares(clause)
    yield from _left(clause)
    yield from _compared(clause)


def _half_lives(clause: Clause) -> Iterator[Remarked]:
    """Half-lives, of a mean or of its root."""
    text = clause.text
    found = [*_HALF_LIFE.finditer(text), *_WITH.finditer(text)]
    if found:
        found += _THAT.finditer(text, found[0].end())
    halves = list(_HALVES.finditer(text))
    if halves:
        found += [*halves, *_HALVES_AGAIN.finditer(text, halves[0].end())]
    for match in found:
        yield from _half_life(clause, match, match["whose"])
    lone = f"{clause.before} {text}"
    if re.search(r"\bhalf-?life\b", lone, re.IGNORECASE) and "constant" not in lone:
        for match in _IT.finditer(text):
            yield from _half_life(clause, match, "")


def _half_life(clause: Clause, match: re.Match[str], whose: str) -> Iterator[Remarked]:
    """A half-life: of what is named, or of the weights."""
    subject = clause.subject(whose)
    rooted = subject is not None and abs(subject.power) != 1
    if re.search(r"\broot|rms\b|denominator|rate\b", whose, re.IGNORECASE) and not rooted:
        return
    if subject is None and clause.names_another(whose):
        return
    decay = subject.average.decay if subject else clause.alone()
    law = (
        "the root of what fades by beta a step fades by sqrt(beta), so that it takes twice as long to halve"
        if rooted
        else "a weight halves when beta^n = 1/2"
    )
    said = clause.number(match, law, [ROOT_HALF_LIFE if rooted else HALF_LIFE], decay or None, counts=True)
    if said:
        yield said


def _shares(clause: Clause) -> Iterator[Remarked]:
    """How many steps hold, or forget, a share of the weights."""
    for match in (*_UNTIL.finditer(clause.text), *_ENOUGH.finditer(clause.text)):
        share = float(match["share"])
        what = match["what"]
        if not what.strip() and not re.search(r"\b(?:collect|gather|accumulate|forget)", match[0], re.IGNORECASE):
            continue
        if not 0 < share < 100 or (
            what.strip() and not re.search(rf"\b(?:{_OLD}|total|limit|final value|sum)\b", what, re.IGNORECASE)
        ):
            continue
        subject = clause.subject(what)
        if subject is None and clause.names_another(what):
            continue
        decay = subject.average.decay if subject else clause.alone()
        if subject is None or subject.power == 1:
            law = "the weights of n steps hold the share 1 - beta^n"
            said = clause.number(match, law, [f"log(1 - {match['share']}/100)/log({{b}})"], decay or None, counts=True)
            if said:
                yield said
    for match in _LAST.finditer(clause.text):
        said = clause.number(
            match, "the weights of n steps hold the share 1 - beta^n", [f"100*(1 - {{b}}^{match['k']})"], clause.alone()
        )
        if said:
            yield said


def _left(clause: Clause) -> Iterator[Remarked]:
    """What is left, or gone, or reached after some steps, in per cent."""
    left, gone = "100*{{b}}^{k}", "100*(1 - {{b}}^{k})"
    kinds = (
        (_LEFT, left, "after n steps the share beta^n of it is left"),
        (_REMAINS, left, "after n steps the share beta^n of it is left"),
        (_LOST, gone, "after n steps the share 1 - beta^n of it is gone"),
        (_GONE, gone, "after n steps the share 1 - beta^n of it is gone"),
    )
    for pattern, form, law in kinds:
        for match in pattern.finditer(clause.text):
            subject = clause.subject(match["what"])
            if subject is None and clause.names_another(match["what"]):
                continue
            decay = subject.average.decay if subject else clause.alone()
            spare = [each.format(k=match["k"]) for each in (_LEFT_NEARBY if form is left else _GONE_NEARBY)]
            said = clause.number(match, law, [form.format(k=match["k"])], decay or None, spare=spare)
            if said and (subject is None or subject.power == 1):
                yield said
    for match in _REACHED.finditer(clause.text):
        subject = clause.subject(match["what"])
        if subject and subject.power > 0 and subject.average.decay:
            form = gone if subject.power == 1 else "100*sqrt(1 - {{b}}^{k})"
            law = "from 0 and under a constant gradient the mean has the share 1 - beta^n of its limit after n steps"
            if said := clause.number(match, law, [form.format(k=match["k"])], subject.average.decay):
                yield said


def _compared(clause: Clause) -> Iterator[Remarked]:
    """How much longer one mean remembers than another, and how many samples a mean is worth."""
    kept = clause.averages.kept
    for match in _LONGER.finditer(clause.text):
        one, two = (kept.get(match[name].split("_")[0]) for name in ("one", "two"))
        if one and two and one.decay and two.decay:
            short, _ = clause.values(two.decay, match.start())
            forms = [f"log({b})/log({{b}})" for b in short] + [f"(1 - {b})/(1 - {{b}})" for b in short]
            law = f"{one.name} remembers as many times as long as {two.name} as their half-lives are to each other"
            if said := clause.number(match, law, forms, one.decay):
                yield said
    for match in _SAMPLES.finditer(clause.text):
        near = re.split(r"[,;:]|\b(?:and|but|while)\b", clause.text[: match.start()])[-1]
        subject = clause.subject(near) or clause.subject(clause.before)
        if subject is None and clause.names_another(clause.text):
            continue
        law = "the squares of the weights add up to (1 - beta)/(1 + beta)"
        decay = subject.average.decay if subject else clause.alone()
        if said := clause.number(match, law, ["(1 + {b})/(1 - {b})"], decay or None, spare=MEMORIES):
            yield said
