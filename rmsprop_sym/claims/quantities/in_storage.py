"""What prose says that storing or rounding makes of a number: 1e-23 squares to 1e-46, which rounding turns into 0.

Only a number that is itself the subject is taken, and a letter in a sum only if the sentence gives its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.syntax import Binary, Chain, Name, Node, has_letters
from rmsprop_sym.claims.quantities.in_formats import (
    DOUBT,
    FIRST,
    FORMAT_MARK,
    InFormat,
    Sentence,
    alone,
    computed,
    exact_value,
    marked,
    once,
    sentences,
)
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.format import Format
from rmsprop_sym.claims.words.wording import words

SMALL, LARGE = 1e-3, 100.0  # what may be said to vanish, or to overflow
FACTOR, CLOSE = 20, 1.1  # how far from the smallest number what is rounded to it may be, and how far from any other
NEAR = 30  # characters behind a statement, in which another format may be its own
COUNTS = {"t", "k", "n", "i", "T", "N"}
ANY = f"[{chr(FIRST)}-\uf8ff]"
_E = f"(?P<this>{ANY})"
_OWN = (
    r"(?:^|[,:;(*]|\b(?:the|its|square|sum|difference|decay|eps|epsilon|gradient|value|number|factor|constant|so|and|but"
    r"|hence|then|therefore|that|since|because|squares\s+to|(?:gradient|value|eps|epsilon|decay|number|factor|constant)\s+of))\s*"
)
_BY = r"(?:\w+ly\s+|already\s+|even\s+|also\s+|then\s+|thus\s+|hence\s+|therefore\s+|again\s+|still\s+|in\s+turn\s+)*"
_JUST = r"(?:exactly\s+|just\s+|simply\s+|plain\s+)?(?:the\s+(?:number|value)\s+|an?\s+)?"
_SMALL = r"the\s+(?:smallest|least|tiniest)\s+(?:positive\s+)?(?:subnormal|denormal(?:i[sz]ed)?)(?:\s+number)?"
_AFTER = r"in|and|so|by|as|on|which|but|there|here|under|with|again|then|exactly|too|instead"
_GO_ON = rf"(?=\s*(?:[,.;:)!—–(*]|$|(?:{_AFTER})\b|{FORMAT_MARK}))"
_GOAL = rf"{_JUST}(?P<to>{ANY}|zero|one|infinity|inf\b|{_SMALL}){_GO_ON}"
_TINY = (
    rf"(?:\s+(?:lies|is|falls)\s+(?:far\s+|well\s+)?below\s+the\s+(?:smallest|least)\s+(?:[a-z]+\s+){{0,2}}"
    rf"(?:{FORMAT_MARK}\s*)?(?:number|value|float)?(?:\s+(?:of|in)\s+{FORMAT_MARK})?\s*,?\s*(?:and|so\s+(?:it|that\s+it))"
    r"|\s*,\s*(?:and\s+)?(?:which|that|this|it|and))?"
)
_TURNS = (
    r"(?:becomes|turns\s+(?:in)?to|underflows\s+to|overflows\s+to|(?:is|gets)\s+(?:flushed|rounded\s+back|rounded|turned)\s+"
    r"(?:in)?to|rounds\s+(?:back\s+)?to|is\s+(?:stored|represented)\s+as|stays|remains"
    r"|(?:ieee\s+)?(?:rounding|storing|storage)\s+(?:turns|makes)\s+(?:it\s+)?(?:in)?to)"
)
_NOUN = r"(?:the\s+|an?\s+)?(?:decay|value|number|constant|factor|eps|epsilon)(?:\s+of)?"
_STORED = rf"(?:stored|rounded|represented|kept|held|written|cast|converted)\s+(?:in|to|as|into)\s+{FORMAT_MARK}"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OWN}{_E}{_TINY}\s+{_BY}{_TURNS}\s+{_GOAL}",
        rf"\b{_STORED}\s*,?\s*(?:{_NOUN}\s+)?{_E}\s+(?:is|becomes|equals)\s+{_BY}{_GOAL}",
        rf"{_OWN}{_E}\s*,?\s*{_STORED}\s*,?\s*(?:is|becomes|equals)\s+{_BY}{_GOAL}",
        rf"{_OWN}{_E}\s+is\s+{_BY}(?=exactly|simply|just){_GOAL}",
    )
)
_OF_ANOTHER = re.compile(  # the square of a gradient of 1e-4 is another number
    r"\b(?:squares?|squared|cubes?|roots?|products?|sums?|ratios?|quotients?|differences?|reciprocals?|half|twice|powers?"
    r"|squaring|multiplying|dividing|adding|subtracting)\s+(?:[^\s,;.:]+\s+){0,3}?of\s+(?:[^\s,;.:]+\s+){0,4}$",
    re.IGNORECASE,
)
_WORDS = {"zero": Fraction(0), "one": Fraction(1)}


def stored(text: str, lead: str = "") -> Iterator[Remark]:
    """What a passage says that a format makes of numbers; `lead` may name the format for all of it.

    >>> [str(each.evidence.grade) for each in stored("Stored in bfloat16, `decay = 0.999` is therefore exactly 1.")]
    ['PROVED']
    >>> [str(each.evidence.grade) for each in stored("The square 1e-40 becomes 0.", "**float32.** So it goes.")]
    ['REFUTED']
    """
    for sentence in sentences(text, led(lead)):
        if not DOUBT.search(sentence.text):
            yield from _said(sentence)


def led(lead: str) -> tuple[tuple[int, Format], ...]:
    """The format that a passage has as its label, for the items below it.

    >>> [form.name for _, form in led("**float16.** It is small.")], led("We use float16.")
    (['binary16'], ())
    """
    label = re.match(r"\s*(?:\*\*|__|#+\s*)?(?P<said>[^.:*]{3,40}?)(?:\*\*|__)?\s*(?:[.:]|$)", lead)
    forms = marked(label["said"], 0, len(label["said"]), ()) if label else None
    alone = forms is not None and len(forms.forms) == 1 and len(words(forms.text).split()) <= 2
    return ((-1, forms.forms[0][1]),) if forms and alone else ()


def _said(sentence: Sentence) -> Iterator[Remark]:
    """What the sentence says that becomes of its numbers."""
    done = list[int]()
    for match in (match for pattern in _PATTERNS for match in pattern.finditer(sentence.text)):
        form, node = sentence.form_at(match.end("this")), _subject(sentence, match["this"])
        other = any(match.start() < k < match.end() + NEAR and each != form for k, each in sentence.forms)
        other = other or _OF_ANOTHER.search(sentence.text[: match.start("this")]) is not None
        if form is None or node is None or other or match.start("this") in done or sentence.denies(*match.span()):
            continue
        goal = _goal(match["to"], sentence, form)
        found = tuple(value for value in (computed(node, form), once(node, form)) if value is not None)
        if goal is not None and found and _is_of_rounding(node, goal[0], form):
            done.append(match.start("this"))
            start, end = sentence.spans[match.start("this")][0], sentence.spans[match.end() - 1][1]
            value, end_node = goal
            printed = reading(end_node) if end_node else None
            printed = None if printed and printed.numeral.integer else printed
            evidence = InFormat(form, str(node), found, value, printed)
            yield Remark(start, end, "float", f"{node} = {printed or f'{value:g}'}", evidence, over=form.name)


def _goal(said: str, sentence: Sentence, form: Format) -> tuple[float, Node | None] | None:
    """The number that it is said to become, with its digits if it has any."""
    if said.lower() in {"infinity", "inf"}:
        return inf, None
    if said in sentence.chains:
        node = alone(sentence.chains[said])
        value = exact_value(node) if node else None
        return None if value is None else (float(value), node)
    smallest = Fraction(2) ** (form.least + 1 - form.bits)
    return float(_WORDS.get(said.lower(), smallest)), None


def _is_of_rounding(node: Node, goal: float, form: Format) -> bool:
    """Whether the number may be said to be rounded to the goal, and not to change in another way."""
    value, step = exact_value(node), float(Fraction(2) ** (form.least + 1 - form.bits))
    if not value or float(value) == goal:
        return False  # of what stays what it is, nobody says that it is rounded
    size = float(abs(value))
    if goal in {0, inf}:
        return 0 < size < SMALL if goal == 0 else size > LARGE
    near = FACTOR if abs(goal) <= step else CLOSE
    return abs(goal) / near < size < near * abs(goal)


def _subject(sentence: Sentence, mark: str) -> Node | None:
    """The number of which it is said; what it counts is none, and a letter in a sum has a value in the sentence."""
    chain = sentence.chains[mark]
    first = chain.members[0] if chain.members else None
    if isinstance(first, Name) and first.name in COUNTS:
        return None
    return alone(chain) or _with_values(chain, list(sentence.chains.values()))


def _with_values(chain: Chain, chains: Sequence[Chain]) -> Node | None:
    """A sum of a letter and a number, with the value that the letter has in the sentence."""
    node = chain.members[0] if len(chain.members) == 1 else None
    if not isinstance(node, Binary) or node.op != "+" or not has_letters(node.left) or has_letters(node.right):
        return None
    values = [
        each.members[1]
        for each in chains
        if each.relations == ("=",) and each.members[0] == node.left and not has_letters(each.members[1])
    ]
    return Binary("+", values[0], node.right) if len(values) == 1 else None
