"""What prose says of scales: the steps stay the same if gradients are multiplied by `$k$`, and eps by `$k^2$`.

A constant that is added to a quantity goes with its unit, so that eps takes the power of the factor that its unit has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction

from rmsprop_sym.claims.conventions.model import EPS, GRADIENT, Model
from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Literal, Name, Node
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.subjects import stepping
from rmsprop_sym.claims.symbolic.measured import Measured
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.sentences import sentences
from rmsprop_sym.claims.words.wording import words
from rmsprop_sym.numbers.dimension import Clash, Unit
from rmsprop_sym.rules.units import units

_F = r"\$(?P<{}>[^$]+)\$"
_MADE = r"(?:multipl\w+|scal\w+|rescal\w+)"
_FACTOR = re.compile(
    rf"\b(?:gradients?|loss|objective|cost)\b(?:(?!parameter|weight|theta)[^.;$]|\$g[^$]*\$){{0,40}}?\b{_MADE}\s+(?:by|with)"
    rf"(?:\s+(?:a|the)\s+(?:\w+\s+)?(?:factor|number|constant))?(?:\s+of)?\s+{_F.format('factor')}"
    rf"|\b{_MADE}\s+(?:all\s+|the\s+|every\s+)*(?:gradients?|loss)\s+(?:by|with)\s+{_F.format('other')}",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"\brepla\w+\s+(?:the\s+)?(?:loss\s+|objective\s+|function\s+)?\$\s*(?P<loss>[A-Za-z])\s*\$\s+(?:by|with)\s+"
    r"\$\s*(?P<by>[^$]+?)\s*(?:\\,|\\cdot|\*)?\s*(?P=loss)\s*\$",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\bnot\s+changed?\b", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:steps?|updates?|runs?|iterates?|trajector\w+|path)\b[^.]*\b(?:same|unchanged|invariant|unaffected|restored"
    r"|undone|(?:do|does|will)\s+not\s+change)\b",
    re.IGNORECASE,
)
_EPS = r"\$\s*(?P<eps>\\(?:var)?epsilon|\\eps|eps|ε|\\delta)\s*\$"
_BECOMES = (
    re.compile(rf"\brepla\w+\s+{_EPS}\s+(?:by|with)\s+{_F.format('new')}"),
    re.compile(
        rf"{_EPS}\s+(?:is|was|be|gets?|becomes|has\s+become)\s+(?:also\s+)?(?:replaced\s+by\s+)?{_F.format('new')}"
    ),
    re.compile(
        rf"{_EPS}\s+(?:is|be|gets?|(?:has|needs)\s+to\s+be|must\s+be)\s+(?:also\s+|then\s+)?{_MADE}\s+by\s+"
        rf"{_F.format('times')}"
    ),
    re.compile(rf"\b{_MADE}\s+{_EPS}\s+(?:also\s+)?by\s+{_F.format('times')}"),
)
_DOUBT = re.compile(r"\b(?:never|would|could|might|unlike|unless|inside|outside|under)\b|\?", re.IGNORECASE)


def scales(text: str, families: Sequence[Sequence[Model]], above: str = "") -> Iterator[Remark]:
    """What a passage, formulas between dollars, says that eps becomes where gradients are multiplied by a factor.

    The factor may stand in what is said above.
    """
    for start, stop in sentences(text):
        sentence = text[start:stop]
        if not _SAME.search(sentence) or _DOUBT.search(words(sentence)):
            continue
        if disowned("", _CHANGED.sub(" ", _SAME.sub(" ", words(sentence)))):
            continue
        factor, first = _factor(sentence, f"{above} {text[:start]}")
        found = [match for pattern in _BECOMES for match in pattern.finditer(sentence) if match.start() >= first]
        for match in found[:1] if factor else ():
            if evidence := _judged(factor, match, families):
                read_as, rule = f"unit(eps) = {evidence.right}", evidence.rule.name if evidence.rule else None
                yield Remark(start + match.start(), start + match.end(), "dimension", read_as, evidence, rule=rule)


def _factor(sentence: str, above: str) -> tuple[str, int]:
    """The factor of all gradients, the last one above if the sentence has none, and from where on it is known there."""
    within = _FACTOR.search(sentence) or _REPLACED.search(sentence)
    found = within or next(reversed([*_FACTOR.finditer(above), *_REPLACED.finditer(above)]), None)
    if found is None:
        return "", 0
    groups = found.groupdict()
    return groups.get("factor") or groups.get("other") or groups["by"], within.end() if within else 0


def _judged(factor: str, match: re.Match[str], families: Sequence[Sequence[Model]]) -> Measured | None:
    """The unit of eps in the newest rule with a step, against the power of the factor that eps takes."""
    power = _power(factor, match)
    found = []
    for model in stepping(families):
        with suppress(Clash):
            if EPS in (of := units(model.rule).of):
                found.append((of[EPS], model.rule))
    if power is None or len({unit for unit, _ in found}) != 1:
        return None
    unit, rule = found[0]
    return Measured(unit, Unit.of(GRADIENT) ** power, "unit(eps)", rule)


def _power(factor: str, match: re.Match[str]) -> Fraction | None:
    """The power of the factor that stands before eps, or is said to."""
    groups = match.groupdict()
    with suppress(Unreadable):
        by, eps = _alone(factor), _alone(groups["eps"])
        new = _alone(groups.get("times") or groups["new"])
        if by is None or new is None:
            return None
        if groups.get("times"):
            return _exponent(new, by)
        match new:
            case Binary(op="*", left=left, right=right) if right == eps:
                return _exponent(left, by)
            case Binary(op="/", left=left, right=right) if left == eps:
                power = _exponent(right, by)
                return None if power is None else -power
            case Binary(op="*", left=left, right=right) if left == eps:
                return _exponent(right, by)
    return None


def _exponent(node: Node, by: Node) -> Fraction | None:
    """The power of the factor that an expression is."""
    if node == by:
        return Fraction(1)
    match node, by:
        case Binary(op="^", left=left, right=Literal() as power), Name() if left == by:
            return power.value
        case Literal(), Literal() if by.value > 1:
            return next((Fraction(k) for k in range(1, 5) if by.value**k == node.value), None)
        case Call(function="sqrt", arguments=(inner,)), _ if inner == by:
            return Fraction(1, 2)
    return None


def _alone(text: str) -> Node | None:
    chain = parse_formula(text)
    return None if chain.relations and not isinstance(chain.members[0], Name) else chain.members[0]
