"""What prose says of the floats of a format: `1 + 1e-8` is rounded to 1 in float32, 256 squares to infinity in float16.

Only plain sentences are taken: one that denies, doubts or supposes something is left alone.  A number printed with
digits stands for what rounds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import inf

from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded, reading
from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.expressions.real import Undefined, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Chain, Literal, Node, has_letters, parse_statement
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.symbolic.floating import RELATIONS, in_floats, judged
from rmsprop_sym.claims.symbolic.format import FORMATS, Float, Format, Nowhere, Overflow
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade
from rmsprop_sym.claims.words.sentences import clauses

_NAMES = {
    "binary64": r"float[-_ ]?64|binary64|fp[-_ ]?64|f64|double[- ]precision|doubles?",
    "binary32": r"float[-_ ]?32|binary32|fp[-_ ]?32|f32|single[- ]precision",
    "bfloat16": r"bfloat[-_ ]?16|bf[-_ ]?16",
    "binary16": r"float[-_ ]?16|binary16|fp[-_ ]?16|f16|half[- ]precision",
}
_FORMAT = re.compile("|".join(rf"(?P<{name}>\b(?:{names})\b)" for name, names in _NAMES.items()), re.IGNORECASE)
_NAME = re.compile(rf"[`$]?(?:(?:np|numpy|torch|jnp|tf)\.)?(?:{_FORMAT.pattern})[`$]?", re.IGNORECASE)
_EXPRESSION = re.compile(
    r"\$(?P<formula>[^$]+)\$|`(?P<code>[^`]+)`"
    r"|(?<![\w.^/*+])(?P<number>[-−]?\d+(?:\.\d+)?(?:e[-+−]?\d+)?(?:\s?[×·]\s?10[⁻⁺⁰¹²³⁴-⁹]+)?)(?![\w^/*])(?!\.\d)",
    re.IGNORECASE,
)
DOUBT = re.compile(
    r"\b(?:if|when\w*|unless|would|could|might|may|should|can|almost|nearly|without|except|stochastic\w*|directed"
    r"|truncat\w*|flush\w*|toward|instead|unlike|than|false|wrong\w*|mistak\w*|believ\w*|think\w*|claim\w*|student\w*"
    r"|some|sometimes|often|whether|tempt\w*|until|after)\b|\?",
    re.IGNORECASE,
)
DENIAL = re.compile(r"\b(?:not|never|no\s+longer|neither|nor|cannot)\b|n[’']t\b", re.IGNORECASE)
FORMAT_MARK, FIRST = "\ue000", 0xE001
ANY = f"[{chr(FIRST)}-\uf8ff]"  # the mark of any expression
_E = rf"(?P<this>{ANY})"
_GOES_ON = r"in|and|so|by|as|on|which|but|there|here|under|with|again|then|exactly"
_ENDS = rf"(?=\s*(?:[,.;:)!—–(]|$|(?:{_GOES_ON})\b|{FORMAT_MARK}))"
_JUST = r"(?:exactly\s+|just\s+|simply\s+)?(?:the\s+(?:number|value)\s+)?"
_TO = rf"{_JUST}(?P<to>{ANY}|zero|one|infinity|inf\b){_ENDS}"
_ROUNDS = re.compile(
    rf"{_E}\s*,?\s*(?:(?:is|are|gets?|becomes?|will\s+be)\s+)?(?:\w+ly\s+|already\s+)?"
    rf"(?:rounde?[sd]?(?:\s+(?:up|down|off))?\s+to|evaluates?\s+to|stored\s+as|represented\s+(?:as|by))\s+{_TO}"
    rf"|{_E.replace('this', 'that')}\s+(?:already\s+|even\s+)?squares\s+to\s+{_TO.replace('<to>', '<goal>')}",
    re.IGNORECASE,
)
_FLOWS = re.compile(
    rf"(?P<square>\bthe\s+square\s+of\s+(?:[\w-]+\s+){{0,3}})?(?<!below )(?<!under )(?<!than )(?<!above )"
    rf"{_E}\s+(?:\w+ly\s+|already\s+|even\s+|also\s+)*"
    r"(?P<how>overflows|underflows\s+to\s+zero|vanishes)(?!\s+(?:beside|against|next\s+to|when|if|in\s+a\s+sum))",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    rf"{_E}\s*(?:,\s*)?(?:also\s+|still\s+|already\s+|even\s+)?(?:holds|is\s+(?:\w+ly\s+)?true\b|(?:returns"
    rf"|evaluates\s+to|gives|prints)\s+`?true\b)",
    re.IGNORECASE,
)
_SO = re.compile(
    rf"(?:\b(?:hence|so|thus|therefore|indeed|because|since|that)\s*,?|:)\s*{_E}\s*(?=[.,;:)]|$)", re.IGNORECASE
)
_AS_WELL = re.compile(rf"\bso\s+(?:does|do|is|are)\s+(?:[\w-]+\s+){{0,4}}{_E}", re.IGNORECASE)
_TOGETHER = re.compile(rf"{FORMAT_MARK}\s*(?:,|/|and|or)+\s*(?:in\s+)?{FORMAT_MARK}")
_KIND = r"(?:(?:np|numpy|torch|jnp|tf)\.)?(?:b?float(?:16|32|64))"
_PLAIN = r"[-−]?\d+(?:\.\d+)?(?:e[-+−]?\d+)?"
_CALL = rf"(?:{_KIND}\(\s*{_PLAIN}\s*\)|{_PLAIN})"
_CALLS = re.compile(
    rf"`?(?P<calls>{_KIND}\(\s*{_PLAIN}\s*\)(?:\s*[-+*/]\s*{_CALL})*\s*(?:==|!=)\s*{_CALL})(?![\w(]|\.\d|\s*[-+*/])`?",
    re.IGNORECASE,
)
_WORDS = {"zero": 0.0, "one": 1.0, "infinity": inf, "inf": inf}
_FLOW = {"over": "infinity", "unde": "zero", "vani": "zero"}


@dataclass(frozen=True)
class OfFloats(Evidence):
    """What the floats of a format make of something."""

    form: Format
    kind: str = field(default="float", kw_only=True)

    @property
    def trusts(self) -> tuple[str, ...]:
        """The format."""
        return (f"IEEE 754 {self.form.name}",)


@dataclass(frozen=True)
class InFormat(OfFloats):
    """What floats make of an expression, under each reading of the words, and what is said that they make of it."""

    said: str
    found: tuple[float, ...]
    wanted: float
    printed: Reading | None = None

    @property
    def grade(self) -> Grade:
        """PROVED if a float is what is said, ROUNDS if its digits are; REFUTED if none is."""
        grades = [self._of(value) for value in self.found]
        return min(grades, key=[Grade.PROVED, Grade.ROUNDS, Grade.OPEN, Grade.REFUTED].index)

    def _of(self, value: float) -> Grade:
        """What is said, if the floats make this of it."""
        if value == self.wanted:
            return Grade.PROVED
        if self.printed is None or value in {inf, -inf} or not value:
            return Grade.REFUTED
        exact = Fraction(value)
        return Rounded(exact, exact, self.printed, "≈", self.said).grade

    @property
    def because(self) -> str:
        """What it is in the format."""
        return f"{self.said} is {self.found[0]!r} in {self.form.name}"

    @property
    def witness(self) -> str | None:
        """The two floats."""
        said = self.printed or repr(self.wanted)
        return f"{self.found[0]!r}, and not {said}" if self.grade is Grade.REFUTED else None


@dataclass(frozen=True)
class Sentence:
    """A sentence with a mark for each format and expression in it, and where each mark stood."""

    text: str
    spans: tuple[tuple[int, int], ...]
    chains: dict[str, Chain]
    forms: tuple[tuple[int, Format], ...]
    calls: frozenset[str] = frozenset()

    def form_at(self, end: int) -> Format | None:
        """The format of which something is said here: the last one before it, or else the only one after it."""
        before = [form for k, form in self.forms if k < end]
        after = {form.name: form for k, form in self.forms if k >= end}
        said = before[-1:] or (list(after.values()) if len(after) == 1 else [])
        return said[0] if said and not _TOGETHER.search(self.text) else None

    def denies(self, start: int, end: int) -> bool:
        """Whether the part of the sentence between commas that has this stretch denies something."""
        first = max(self.text.rfind(mark, 0, start) for mark in ",:")
        after = [k for mark in ",:" if (k := self.text.find(mark, end)) >= 0]
        return DENIAL.search(self.text, first + 1, min(after, default=len(self.text))) is not None


def remarks(text: str) -> Iterator[Remark]:
    """What a passage says of floats, sentence by sentence; a format holds on until another is named.

    >>> [str(each.evidence.grade) for each in remarks("In float32, `1 + 1e-8` is rounded to 1, in float64 as well.")]
    ['PROVED']
    >>> [str(each.evidence.grade) for each in remarks("In float16 a gradient of 200 squares to infinity.")]
    ['REFUTED']
    """
    for sentence in sentences(text):
        if not DOUBT.search(sentence.text):
            yield from _said(sentence)


@lru_cache(maxsize=8)  # one passage is read for several kinds of claims
def sentences(text: str, carried: tuple[tuple[int, Format], ...] = ()) -> tuple[Sentence, ...]:
    """The sentences of a passage with their marks; the last format of one is carried on to the next."""
    found = list[Sentence]()
    for start, stop in clauses(text):
        found.append(marked(text, start, stop, carried))
        carried = tuple((-1, form) for _, form in found[-1].forms[-1:])
    return tuple(found)


def marked(text: str, start: int, stop: int, carried: tuple[tuple[int, Format], ...]) -> Sentence:
    """The sentence with marks for its formats and expressions."""
    marked, spans, chains, forms, done = list[str](), list[tuple[int, int]](), dict[str, Chain](), [*carried], start
    calls = set[str]()
    for match in _marks(text, start, stop):
        if match.start() < done:
            continue
        spans += [(k, k + 1) for k in range(done, match.start())]
        marked.append(text[done : match.start()])
        mark = FORMAT_MARK if match.re is _NAME else chr(FIRST + len(chains))
        if match.re is not _EXPRESSION:
            forms += [(len(spans), FORMATS[each.lastgroup or ""]) for each in _FORMAT.finditer(match[0])]
        if match.re is _CALLS:
            calls.add(mark)
        if match.re is not _NAME:
            chains[mark] = _chain(match)
        marked.append(mark)
        spans.append(match.span())
        done = match.end()
    spans += [(k, k + 1) for k in range(done, stop)]
    return Sentence("".join([*marked, text[done:stop]]), tuple(spans), chains, tuple(forms), frozenset(calls))


def _marks(text: str, start: int, stop: int) -> list[re.Match[str]]:
    """The formats and expressions of a stretch, the longer ones first; code that calls a format is no expression."""
    found = [each for pattern in (_NAME, _EXPRESSION, _CALLS) for each in pattern.finditer(text, start, stop)]
    kept = (each for each in found if each.re is not _EXPRESSION or not (each["code"] and _FORMAT.search(each["code"])))
    return sorted(kept, key=lambda match: (match.start(), -match.end()))


def _chain(match: re.Match[str]) -> Chain:
    """The statement, or the number; an empty one if it cannot be read."""
    groups = match.groupdict()
    parse = parse_formula if groups.get("formula") else parse_statement
    said = groups.get("formula") or groups.get("code") or groups.get("number") or re.sub(_KIND, "", groups["calls"])
    try:
        return parse(said)
    except Unreadable:
        return Chain((), ())


def _said(sentence: Sentence) -> Iterator[Remark]:
    """What the sentence says of floats."""
    patterns = (_ROUNDS, _FLOWS, _HOLDS, _SO, _AS_WELL)
    found = (match for pattern in patterns for match in pattern.finditer(sentence.text))
    goal, squares = "", False
    for match in sorted(found, key=lambda each: each.start()):
        form, group = sentence.form_at(match.end()), match.groupdict()
        chain = sentence.chains[group.get("this") or group["that"]]
        if match.re in {_ROUNDS, _FLOWS}:
            goal = (group.get("to") or group.get("goal") or _FLOW[group["how"][:4].lower()]).lower()
            squares = bool(group.get("square") or group.get("that"))
        if form is None or sentence.denies(*match.span()) or (match.re is _AS_WELL and not goal):
            continue
        if match.re is _SO and match["this"] not in sentence.calls:
            continue
        evidence: Evidence | None
        if match.re in {_HOLDS, _SO}:
            evidence, said = _compared(chain, form), str(chain)
        else:
            evidence, said = _becomes(chain, goal, sentence, form, squares=squares)
            squared = None if squares else _becomes(chain, goal, sentence, form, squares=True)[0]
            if match.re is _FLOWS and evidence and squared and evidence.grade is not squared.grade:
                continue  # its square may be meant
        if evidence:
            start, end = sentence.spans[match.start()][0], sentence.spans[match.end() - 1][1]
            yield Remark(start, end, "float", said, evidence, over=form.name)


def _compared(chain: Chain, form: Format) -> Evidence | None:
    """How two expressions compare in floats."""
    numbers = len(chain.members) == 2 and chain.relations[0] in RELATIONS and not any(map(has_letters, chain.members))
    return judged(chain, form, rule=None, given=(), where=()) if numbers else None


def _becomes(
    chain: Chain, goal: str, sentence: Sentence, form: Format, *, squares: bool
) -> tuple[InFormat | None, str]:
    """What floats make of an expression, where they are said to make the goal of it; and how that was read."""
    node, exact = alone(chain), _WORDS.get(goal)
    if node is None or (exact is None and goal not in sentence.chains):
        return None, ""
    printed = None
    if exact is None:
        end = alone(sentence.chains[goal])
        value = exact_value(end) if end else None
        if end is None or value is None:
            return None, ""
        exact, printed = float(value), reading(end)
    node = Binary("^", node, Literal("2")) if squares else node
    found = tuple(value for value in (computed(node, form), once(node, form)) if value is not None)
    printed = None if printed and printed.numeral.integer else printed
    return (InFormat(form, str(node), found, exact, printed) if found else None), f"{node} = {printed or f'{exact:g}'}"


def alone(chain: Chain) -> Node | None:
    """The number or expression that the chain is, or to which a letter is set: g = 10^19."""
    plain = [member for member in chain.members if not has_letters(member)]
    single = len(chain.members) == 1 or (len(chain.members) == 2 and chain.relations == ("=",))
    return plain[0] if len(plain) == 1 and single else None


def lone_value(chain: Chain) -> Fraction | None:
    """The exact value of the number or expression that the chain is, if that is a fraction."""
    node = alone(chain)
    return exact_value(node) if node else None


def exact_value(node: Node) -> Fraction | None:
    """The exact value, if it is a fraction."""
    try:
        value = evaluate(node)
    except (Undefined, Unreadable, ArithmeticError):
        return None
    return value if isinstance(value, Fraction) else None


def once(node: Node, form: Format) -> float | None:
    """The exact value rounded to the format; infinity where it is too large."""
    exact = exact_value(node)
    try:
        return None if exact is None else Float.of(exact, form).value
    except Overflow:
        return inf if exact and exact > 0 else -inf


def computed(node: Node, form: Format) -> float | None:
    """The expression in floats, operation by operation; infinity where only the last one overflows."""
    try:
        return in_floats(node, form).value
    except Overflow:
        finite = all(computed(part, form) not in {None, inf, -inf} for part in node.parts)
        return once(node, form) if finite else None
    except Nowhere:
        return None


def literal(value: Fraction) -> Node:
    """A fraction as a number, or as a quotient of two.

    >>> str(literal(Fraction(1, 3)))
    '1/3'
    """
    top = Literal(str(value.numerator))
    return top if value.denominator == 1 else Binary("/", top, Literal(str(value.denominator)))
