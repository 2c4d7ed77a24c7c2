"""What prose says of units: `$v_t$ has the unit of $g_t^2$`, and, where it names units, `$v_t$ has the unit J²/m²`.

The unit of the gradient is that of the loss over that of the parameter.  A sentence that denies, asks or doubts is left
alone, and so is a letter that the note's rule does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rmsprop_sym.claims.conventions.model import EPS, GRADIENT, PARAMETER, Model
from rmsprop_sym.claims.expressions.formula import expression_in, parse_formula
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Chain,
    Literal,
    Name,
    Node,
    parse_statement,
    walk,
)
from rmsprop_sym.claims.expressions.tree import applied_in
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.subjects import stepping
from rmsprop_sym.claims.symbolic.measured import Measured, unit_of
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.sentences import sentences
from rmsprop_sym.claims.words.wording import words
from rmsprop_sym.numbers.dimension import ONE, Clash, Unit
from rmsprop_sym.rules import RULES
from rmsprop_sym.rules.units import units

LOSS = "loss"
_SYMBOLS = ("m", "s", "kg", "J", "N", "V", "A", "W", "K", "Hz", "Pa", "eV", "cm", "mm", "km", "nat")
_PHYSICAL = {name: Unit.of(name) for name in (*_SYMBOLS, "euro", "dollar")}
_SPELLED = {
    "metre": "m", "meter": "m", "second": "s", "kilogram": "kg", "joule": "J", "newton": "N", "volt": "V",
    "ampere": "A", "watt": "W", "kelvin": "K", "hertz": "Hz", "pascal": "Pa", "euro": "euro", "dollar": "dollar",
    "millimetre": "mm", "millimeter": "mm", "centimetre": "cm", "centimeter": "cm", "nat": "nat",
}  # fmt: skip
_WORD = rf"(?:{'|'.join(_SPELLED)})s?|{'|'.join(_SYMBOLS)}"
_POWER = r"(?:\^\{?[-−]?\d+\}?|[⁻²³¹]+|\s+squared\b|\s+cubed\b)?"
_MORE = rf"(?:\s+per\s+|\s*[/·*]\s*)(?:square\s+)?(?:{_WORD})(?![A-Za-z]){_POWER}"
_PLAIN = rf"(?:1\s*/\s*)?(?:square\s+)?\b(?:{_WORD})(?![A-Za-z]){_POWER}(?:{_MORE})*"
_SQUARE = Binary("^", Name(GRADIENT), Literal("2"))
_OPEN, _CLOSE = "\ue000", "\ue001"
_SIGNS = re.compile(rf"\s*(?:{'|'.join(_SYMBOLS)})(?:\^\{{?\d\}}?)?\s*/\s*(?:{'|'.join(_SYMBOLS)})(?:\^\{{?\d\}}?)?\s*")
_BODY = re.compile(r"\\(?:mathrm|text|textrm|rm)\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_UPRIGHT = re.compile(r"\\(?:mathrm|text|textrm|operatorname|rm)\b")
_DOLLARS = re.compile(r"\$([^$]+)\$")
_WORDED: dict[str, Node] = {
    r"(?:[Tt]he\s+|[Oo]ur\s+)?(?:learning\s+rate|step\s+size)": Name("eta"),
    r"[Tt]he\s+(?:squared\s+gradient|square\s+of\s+the\s+gradient|gradient\s+squared)": _SQUARE,
    r"[Tt]he\s+gradients?": Name(GRADIENT),
    r"(?:[Tt]he\s+|[Oo]ur\s+)?(?:parameters?|weights?)": Name(PARAMETER),
    r"(?:eps|epsilon)(?=\s|,|$)": Name(EPS),
}
_CALLED = "|".join(_WORDED)
_E, _B = (rf"(?:{_OPEN}(?P<{n}>[^{_CLOSE}]+){_CLOSE}|(?<![\w{_OPEN}])(?P<{n}_word>{_CALLED}))" for n in "ab")
_X = rf"(?:{_B}|(?P<plain>{_PLAIN}))"
_ROOT = r"(?:outside|inside|under(?:neath)?)\s+(?:of\s+)?the\s+(?:square\s+)?root"
_THEN = r"(?:\s*,?\s+and(?:\s+(?:so|therefore|thus|hence))?)?"
_PLACED = rf"\s+(?:is\s+(?:added\s+)?|stands\s+|sits\s+)?{_ROOT}{_THEN}"
_ADDED = rf"\s+is\s+added\s+to\s+(?:{_OPEN}[^{_CLOSE}]+{_CLOSE}|the\s+root)\s*,\s+(?:so\s+)?it"
_ASIDE = rf"(?:\s*,[^{_OPEN},.;:]{{3,60}},|\s*\([^(){_OPEN}]{{3,60}}\)|{_PLACED}|{_ADDED})?"
_UNIT = r"(?:physical\s+)?(?:units?|dimensions?)"
_ALSO = r"(?:(?:also|therefore|then|thus|again|indeed|itself|hence|always)\s+)?"
_HAS = rf"(?:must\s+{_ALSO})?{_ALSO}(?:has|have|carr(?:y|ies)|gets?)\s+{_ALSO}"
_BE = rf"(?:is|are|must\s+be|comes\s+out)\s+{_ALSO}"
_IN = rf"{_BE}(?:measured|given|expressed|stated|quoted)\s+in\s+(?:units\s+of\s+)?"
_MEASURED = re.compile(rf"{_E}{_ASIDE}\s+{_IN}{_X}")
_STANDS = re.compile(rf"{_E}{_ASIDE}\s+{_BE}in\s+{_X}(?!\w)")  # a unit, and no set
_MORE_OF = re.compile(rf"(?:\band|,)\s+(?:the\s+\w+\s+)?{_E}{_ASIDE}\s+in\s+{_X}(?!\w)")
_CARRIES = re.compile(rf"{_E}{_ASIDE}\s+{_HAS}{_X}(?!\w)")
_PURE = r"(?:dimensionless|unitless|without\s+(?:a\s+)?unit|(?:a\s+)?pure\s+numbers?)"
_NONE = rf"(?:(?:is|are)\s+{_ALSO}{_PURE}|{_HAS}no\s+{_UNIT})\b"
_SAYS = (
    re.compile(rf"{_E}{_ASIDE}\s+{_HAS}the\s+same\s+{_UNIT}\s+as\s+{_B}"),
    re.compile(rf"{_E}\s+and\s+{_B}\s+have\s+the\s+same\s+{_UNIT}"),
    re.compile(rf"{_E}{_ASIDE}\s+(?P<none>{_NONE})"),
    re.compile(rf"{_E}{_ASIDE}\s+{_HAS}(?:the\s+)?{_UNIT}\s+(?:of\s+)?{_X}"),
    _MEASURED,
    _STANDS,
    _MORE_OF,
    _CARRIES,
    re.compile(rf"\b[Tt]he\s+{_UNIT}\s+of\s+{_E}\s+(?:is|are|must\s+be)\s+(?:that\s+of\s+|those\s+of\s+)?{_X}"),
)
_LONE = re.compile(
    rf"(?:{'|'.join(each for each in _SYMBOLS if len(each) == 1)})"
)  # a letter of the note, or an article
_BY_NAME = {_STANDS, _MORE_OF, _CARRIES}  # what is said here must be a physical unit
_WHAT = r"(?:[Ll]oss|[Cc]ost|[Oo]bjective|[Ee]nergy)(?:\s+function)?"
_LOSS = (
    re.compile(rf"\b{_WHAT}(?:\s+{_E})?\s+(?:(?:is|has)\s+)?(?:measured\s+|given\s+)?(?:in\s+|the\s+{_UNIT}\s+){_X}"),
    re.compile(rf"{_E}\s+{_IN}[^{_OPEN},.;]*?\s+and\s+{_OPEN}[A-Za-z]{_CLOSE}\s+in\s+{_X}"),
)
_GIVING = (_MEASURED, _STANDS, _MORE_OF, re.compile(rf"\b[Ww]ith\s+(?:the\s+\w+\s+)?{_E}\s+in\s+{_X}"))
_LONE_UNIT = re.compile(rf"(?<=\bin)\s+{_OPEN}(?P<unit>{'|'.join(_SYMBOLS)}){_CLOSE}")
_NAME = r"(?:self\.)?[A-Za-z]\w*"
_DIVISOR = re.compile(
    rf"sqrt\(\s*(?P<state>{_NAME})(?P<inner>\s*\+\s*(?:self\.)?eps\w*\s*\))?(?(inner)|\s*\)\s*\+\s*(?:self\.)?eps)"
)
_WITHIN = re.compile(r"\badded\s+(?:inside|under|within)\s+(?:of\s+)?the\s+(?:square\s+)?root", re.IGNORECASE)
_WITHOUT = re.compile(r"\badded\s+(?:after|outside|behind|to)\s+(?:of\s+)?the\s+(?:square\s+)?root", re.IGNORECASE)
_CENTRED = re.compile(r"\bcent(?:red|ered)\b|\badam\b", re.IGNORECASE)
NEAR = 3  # passages above in which another rule may be spoken of
_NO = re.compile(rf"\bno\s+{_UNIT}\b")  # denies nothing
_INSIDE = re.compile(
    r"\b(?:inside|under(?:neath)?|within|beneath|in)\s+(?:the|a)\s+(?:square\s+)?root|\bradicand\b", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"\b(?:outside|next\s+to|beside|behind|after|to)\s+(?:of\s+)?(?:the|a)\s+(?:square\s+)?root\b", re.IGNORECASE
)
_SIDES = (
    (_INSIDE, re.compile(rf"added\s+to\s+{_OPEN}\s*[A-Za-z]")),
    (_OUTSIDE, re.compile(rf"added\s+to\s+{_OPEN}\s*(?:\\sqrt|sqrt|√)")),
)
_OF = re.compile(
    r"\b(?:root|rms|squares?|logarithm|inverse|reciprocal|ratio|quotient|product|sum|power)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:not|never|would|could|might|unlike|unless|plain|momentum|sgd|descent|without|instead|if\s+(?:one|we|you))\b"
    r"|n[’']t\b|\?",
    re.IGNORECASE,
)


@dataclass
class Units:
    """The units that a note gives to what it minimises and to its parameter, while it is read, and its programs."""

    given: dict[str, Unit] = field(default_factory=dict)
    programs: list[str] = field(default_factory=list)

    def supposing(self, text: str, above: Sequence[str]) -> Iterator[Remark]:
        """What a passage says of units where the note has no rule but a root in what stands above: sqrt(cache) + eps.

        >>> said = Units().supposing("eps is dimensionless.", ["return w - lr * g / (sqrt(cache) + eps)"])
        >>> [str(each.evidence.grade) for each in said]
        ['REFUTED']
        """
        found = [match for each in self.programs or above for match in _DIVISOR.finditer(each)]
        sides = {match["inner"] is not None for match in found} | {True for each in above if _WITHIN.search(each)}
        sides |= {False for each in above if _WITHOUT.search(each)}
        if len(sides) != 1 or any(_CENTRED.search(each) for each in above[-NEAR:]):
            return
        rule = RULES["rmsprop_eps_inside" if sides.pop() else "rmsprop"]
        for state in {match["state"].removeprefix("self.") for match in found}:
            text = re.sub(rf"(?<!\w)(?:self\.)?{re.escape(state)}(?!\w)", lambda match: f"{'v':{len(match[0])}}", text)
        yield from self.remarks(text, [[Model(rule, dict.fromkeys(("x", "w", PARAMETER), PARAMETER))]])

    def remarks(self, text: str, families: Sequence[Sequence[Model]]) -> Iterator[Remark]:
        """What a passage says of the units of the letters of these rules; each has its dialects, the newest is last.

        Its formulas stand between dollars.

        >>> from rmsprop_sym.rules import RULES
        >>> said = Units().remarks("$v_t$ has the unit of $g_t$.", [[Model(RULES["rmsprop"])]])
        >>> [str(each.evidence.grade) for each in said]
        ['REFUTED']
        """
        for start, stop in sentences(text):
            sentence = _DOLLARS.sub(lambda match: f"{_OPEN}{match[1]}{_CLOSE}", text[start:stop])
            self._hear(sentence, families)
            said = _NO.sub("unitless", words(text[start:stop]))
            if not _DOUBT.search(said) and not disowned("", said):
                yield from self._said(sentence, start, families)

    def _hear(self, sentence: str, families: Sequence[Sequence[Model]]) -> None:
        """Takes over the units of the loss, and of the parameter."""
        sentence = _LONE_UNIT.sub(lambda match: f" {match['unit']}", sentence)
        for pattern in _LOSS:
            for match in pattern.finditer(sentence):
                self._give(LOSS, match)
        for match in (each for pattern in _GIVING for each in pattern.finditer(sentence)):
            node = _subject(match, "a")
            if node and any(_is_parameter(node, model) for family in families for model in family):
                self._give(PARAMETER, match)

    def _give(self, name: str, match: re.Match[str]) -> None:
        """Keeps a unit that is named."""
        unit = _named(match)
        if unit is not None:
            self.given[name] = unit

    def _said(self, sentence: str, offset: int, families: Sequence[Sequence[Model]]) -> Iterator[Remark]:
        """What the sentence says of units, each stretch once."""
        done = 0
        side = tuple(bool(each.search(sentence) or to.search(sentence)) for each, to in _SIDES)
        found = sorted((match for pattern in _SAYS for match in pattern.finditer(sentence)), key=re.Match.start)
        for match in found:
            meant = families
            if any(side) and _is_misplaced(match, families, side):
                meant = _with_eps(families, inside=side[0]) if side[0] != side[1] else ()
            if _OF.search(sentence[: match.start()]):
                continue
            remark = self._remark(match, offset, meant) if match.start() >= done else None
            if remark:
                yield remark
                done = match.end()

    def _remark(self, match: re.Match[str], offset: int, families: Sequence[Sequence[Model]]) -> Remark | None:
        """What is so about one of these, by the newest rule that has its letters, if all its dialects agree on it."""
        for family in reversed(families):
            found = {measured for model in family if (measured := self._measured(match, model))}
            units = {(each.left, each.right) for each in found}
            if len(units) == 1:
                evidence = found.pop()
                read_as = f"{evidence.said} = {evidence.right}"
                rule = evidence.rule.name if evidence.rule else None
                start, end = match.span()
                return Remark(offset + start, offset + end, "dimension", read_as, evidence, rule=rule)
            if units:
                return None
        return None

    def _measured(self, match: re.Match[str], model: Model) -> Measured | None:
        """Both units in one dialect; none where a letter has none, or the unit of a letter is only given."""
        groups, node = match.groupdict(), _subject(match, "a")
        if node is None or (match.re in _GIVING and _is_parameter(node, model)):
            return None
        try:
            of = units(model.rule).of
            left, physical = unit_of(_translated(node, model), of), _named(match)
            if match.re in _BY_NAME and _LONE.fullmatch(match["plain"] or ""):
                return None
            if groups.get("none"):
                right = ONE
            elif physical is not None:
                left, right = self._physical(left), physical
            elif (other := _subject(match, "b")) and match.re not in _BY_NAME:
                right = unit_of(_translated(other, model), of)
            else:
                return None
        except (Unreadable, Clash):
            return None
        return Measured(left, right, f"unit({(match['a'] or str(node)).strip()})", model.rule)

    def _physical(self, unit: Unit) -> Unit:
        """A unit of theta and g in those that the note gives.

        Raises Unreadable where it gives none.
        """
        theta, loss = self.given.get(PARAMETER), self.given.get(LOSS)
        if theta is None or loss is None or not unit.letters <= {PARAMETER, GRADIENT}:
            raise Unreadable("the units of the parameter and of the loss are not given", 1)
        return theta ** unit.power_of(PARAMETER) * (loss / theta) ** unit.power_of(GRADIENT)


def _is_parameter(node: Node, model: Model) -> bool:
    """Whether it is the parameter, with or without its step."""
    return isinstance(node, Name | Apply) and model.called(node.name) == PARAMETER


def _translated(node: Node, model: Model) -> Node:
    """The expression in the letters of the rule.

    Raises Unreadable for a letter without a step, if the note has not said how the rule moves its parameter.
    """
    if isinstance(node, Name) and _is_parameter(node, model):
        return Name(PARAMETER)
    if isinstance(node, Name) and model.called(node.name) in model.rule.start:
        return Name(model.called(node.name))
    alone = next((part for part in walk(node) if isinstance(part, Name) and not _is_index(part, node)), None)
    if alone and PARAMETER not in model.letters.values():
        raise Unreadable(f"{alone} is not known to be a letter of {model.rule.name}", 1)
    return model.translated(Chain((node,), ())).members[0]


def _is_index(part: Name, node: Node) -> bool:
    """Whether the letter stands for a step."""
    applied = applied_in(node)
    return any(part is inner for each in applied for inner in walk(*each.arguments))


def _subject(match: re.Match[str], name: str) -> Node | None:
    """The expression that a formula or a word of the sentence stands for."""
    groups = match.groupdict()
    if groups.get(name):
        return expression_in(groups[name])
    word = groups.get(f"{name}_word") or ""
    found: list[Node] = [node for pattern, node in _WORDED.items() if re.match(rf"{pattern}$", word)]
    return found[0] if found else None


def _is_misplaced(match: re.Match[str], families: Sequence[Sequence[Model]], side: tuple[bool, ...]) -> bool:
    """Whether the sentence has eps elsewhere than the rule of the note, or on both sides."""
    node = _subject(match, "a")
    if not isinstance(node, Name) or all(side):
        return isinstance(node, Name)
    inside = {"inside" in model.rule.name for model in stepping(families)}
    return inside != {side[0]}


def _with_eps(families: Sequence[Sequence[Model]], *, inside: bool) -> list[list[Model]]:
    """The newest rule with a step, if it is RMSProp, with eps under the root or outside of it."""
    name = "rmsprop_eps_inside" if inside else "rmsprop"
    rules = {model.rule.name for model in stepping(families)}
    return [[replace(stepping(families)[0], rule=RULES[name])]] if rules & {"rmsprop", "rmsprop_eps_inside"} else []


def _named(match: re.Match[str]) -> Unit | None:
    """The physical unit that is named: J/m, joules per metre; None if it is none."""
    groups = match.groupdict()
    text = groups.get("plain") or ""
    for word, symbol in _SPELLED.items():
        text = re.sub(rf"\b{word}s?\b", symbol, text)
    text = re.sub(r"\bsquare\s+(\w+)", r"\1^2", text).replace(" per ", "/").replace("·", "*")
    text = re.sub(r"\s+squared\b", "^2", re.sub(r"\s+cubed\b", "^3", text))
    try:
        formula = groups.get("b") or ""
        if not text and not (_UPRIGHT.search(formula) or _SIGNS.fullmatch(formula)):
            return None
        whole = _BODY.fullmatch(formula.strip())
        text = text or (re.sub(r"\\[,;:! ]|\\cdot", "*", whole[1]) if whole else "")
        chain = parse_statement(text) if text else parse_formula(formula)
        return None if chain.relations else unit_of(chain.members[0], _PHYSICAL)
    except Unreadable:
        return None
