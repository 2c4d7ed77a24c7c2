"""How much longer one mean remembers than another, in words, and how many samples it is worth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rmsprop_sym.claims.quantities.clause import ABOUT, NUMBER, Clause, Remarked

N = ABOUT + NUMBER
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
MEMORIES = ("1/(1 - {b})", "-1/log({b})", "(1 + {b})/(1 - {b})", "2/(1 - {b})")


def spans(clause: Clause) -> Iterator[Remarked]:
    """How much longer one mean remembers than another, and how many samples a mean is worth, judged."""
    if _NOT_HERE.search(clause.text):
        return
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
