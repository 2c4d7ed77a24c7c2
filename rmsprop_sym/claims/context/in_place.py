"""What a chain of numbers works out in its place: a step, a weight, or a state of the rule at a step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Node, has_letters
from rmsprop_sym.claims.expressions.tree import names_in, rebuilt
from rmsprop_sym.claims.quantities.called import HERE, misnamed
from rmsprop_sym.claims.quantities.chosen import chosen
from rmsprop_sym.claims.quantities.in_place import STEADY, Setting, misplaced
from rmsprop_sym.claims.quantities.slips import Slip, is_right, slip
from rmsprop_sym.claims.quantities.subjects import Subjects
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.said import Said, said_in
from rmsprop_sym.claims.words.spoken import spoken
from rmsprop_sym.claims.words.vocabulary import strange
from rmsprop_sym.claims.words.wording import cut_sentences, doubt, without_idioms, words

_SYMBOL = re.compile(
    r"(?<![\w\\}])((?:\\(?:hat|bar|tilde)\s*\{?\s*)?\\?[A-Za-z]+\}?(?:\[[^\]$]*\])?(?:_(?:\{[^{}$]*\}|\w+))?)\s*:?=\s*$"
)
_VALUED = re.compile(
    r"(?:\b(?:if|with|for|at|when|had|taking|using|in|after|from|starting|and|step|time|we|one|you|I|took|take|chose|choose|used"
    r"|set|put|the|an?|decay|learning|rate|value|of|moment|instead|now|gradient)\s+){0,9}"
    r"\$\s*(?:\\(?:beta|rho|gamma|eta|alpha|mu|lambda)(?:_\d)?|[tnTkg]|g_\{?\w+\}?|lr|[A-Za-z]_\{?0\}?(?=\s*=\s*0\s*\$))"
    r"\s*=\s*-?[\d./^{}]+\s*\$(?:\s+(?:instead|and))?",
    re.IGNORECASE,
)
_WITH_WEIGHT = re.compile(r"\bwith\s+(?:the\s+|a\s+)?(?:weight|coefficient|factor)\b|\bwould\s+be\b", re.IGNORECASE)
_ASIDE = re.compile(
    r",\s*(?:which|so|hence|thus|and|that\s+is|i\.e\.|because|since|or|whatever|just|exactly|about|not)\b.*|\(.*",
    re.DOTALL,
)
_AGES = re.compile(r"\b\d+\s+steps\s+(?:old|ago|back|earlier)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:relative\w*|un-?normali[sz]ed|more|further|later|ago|coordinates?|components?|weights|squares|squared\s+gradients?"
    r"|suppos\w*|assum\w*|imagin\w*|let|counting|warm\w*|schedule|restart\w*|buffer|velocity|averaged|smoothed|phase|spike"
    r"|had\s+(?:we|one|you|I|it|the))\b"
    r"|\^\{?2\}?\s*=\s*\d|_\{?0\}?\b(?!\s*=\s*0)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w.])(?:\b[tn]\s*=\s*)?\d[\d.\s^*/()+·-]*(?:[=≈]\s*\d[\d.]*)+|\b(?:at|for)\s+[tn]\s*=\s*\d+\b"
)
_DECAY = re.compile(
    r"\bdecay\s+(?:would\s+have\s+to\s+be|has\s+to\s+be|must\s+be|should\s+be|would\s+be|is|becomes)\s*$", re.IGNORECASE
)
_WEIGHTS = "1 - beta^n"
_OTHER_WEIGHTS = {
    "1 - beta^(n - 1)": "the exponent is one too small",
    "1 - beta^(n + 1)": "the exponent is one too large",
    "1 - beta": "the exponent is missing",
    "beta^n": "it is the weight of the start that stands there",
}
MOST, BESIDE = 6, 300


@dataclass(frozen=True)
class Stand:
    """Where a chain stands: the text before and after it, formulas between dollars, headings, and what was said."""

    before: str
    after: str
    headings: Sequence[str] = ()
    heard: Sequence[Said] = ()


def slips(chain: Chain, stand: Stand, models: Models) -> Iterator[tuple[Node, Slip]]:
    """The expression of a chain that is not what its place makes it, and why.

    A chain has one at most: its first expression without letters, but for a rate.
    """
    head = next((each for each in chain.members if isinstance(each, Binary) and not _letters(each, models)), None)
    if head is None or not {*chain.relations} <= {"=", "≈"}:
        return
    first = chain.members[0]
    symbol = _symbol(first) or (_before(stand.before) if first is head else None)
    decay = isinstance(symbol, Name) and is_decay(symbol.name, models)
    found = None
    if decay or (symbol is None and first is head and _DECAY.search(stand.before)):
        found = chosen(head, stand.before, _decays(stand, models))
    elif symbol is not None:
        found = _certain(_of_corrected(symbol, head, stand, models), stand)
    elif first is head:
        found = _certain(_of_words(head, stand, models), stand) or _of_name(head, stand, models)
    if found and not is_disowned(stand):
        yield head, found


def _symbol(node: Node) -> Node | None:
    """The letter that an expression is, also of a mean divided by its weights: v(3)/(1 - beta^3) is vhat(3)."""
    match node:
        case Apply() | Name():
            return node
        case Binary(op="/", left=Apply(name=name, arguments=(Literal() as at,)), right=Binary(op="-", right=weights)):
            power = weights.right if isinstance(weights, Binary) and weights.op == "^" else Literal("1")
            return Apply(f"{name}hat", (at,)) if power == at else None
    return None


def is_disowned(stand: Stand) -> bool:
    """Whether the note itself does not claim what the chain says."""
    said = disowned(words(stand.before), words(stand.after)) or disowned_below(" . ".join(stand.headings))
    return said is not None


def _certain(found: Slip | None, stand: Stand) -> Slip | None:
    """The slip, if no word of the sentence makes it doubtful; most chains have none, and need no such look."""
    return None if found is None or _is_doubtful(stand) else found


def _is_doubtful(stand: Stand) -> bool:
    """Whether words of the sentence may make of a number something else than they call it, or suppose something."""
    sentence = cut_sentences(stand.before)[-1]
    sentence = sentence[: sentence.rfind("$")] if sentence.count("$") % 2 else sentence
    before = _NUMBERS.sub(" ", _WITH_WEIGHT.sub(" ", spoken(words(_VALUED.sub(" ", sentence)))[0]))
    after = spoken(_ASIDE.sub(" ", words(cut_sentences(stand.after)[0])))[0]
    known = without_idioms(f"{before} . {after}")
    return bool(doubt(before, after) or strange(known) or _OTHERS.search(_AGES.sub(" ", sentence)))


def _decays(stand: Stand, models: Models) -> list[Fraction]:
    """The decays of which the note has spoken."""
    named = (each for each in stand.heard if len(each.values) == 1)
    found = (each.values[0] for each in named if models.is_decay(each.name) or each.name in ("beta1", "beta2"))
    return list(dict.fromkeys(found))


def _before(text: str) -> Node | None:
    """The letter that an equation has on its left, of which a chain of numbers is the right side."""
    match = _SYMBOL.search(text)
    try:
        return parse_formula(f"{match[1]} = 0").members[0] if match else None
    except Unreadable:
        return None


def _letters(node: Node, models: Models) -> set[str]:
    """The letters of an expression, but for the rate."""
    return {name for name in names_in(node) if not is_rate(name, models)} if has_letters(node) else set()


def is_decay(name: str, models: Models) -> bool:
    """Whether a letter is a decay of the note's rules, or as a rule is one."""
    return name in {"beta", "rho", "gamma", "decay"} or models.is_decay(name)


def is_rate(name: str, models: Models) -> bool:
    """Whether a letter is the rate of the note's rules, or as a rule is one."""
    return name in {"eta", "lr"} or models.is_rate(name)


def _of_words(head: Node, stand: Stand, models: Models) -> Slip | None:
    """The slip in what the words before a chain say that it works out."""
    sentence = f"{cut_sentences(stand.before)[-1]} {cut_sentences(stand.after)[0]}"
    names = Subjects(models.families, stand.headings).of(words(sentence), 0, 0)
    if len(names) != 1:
        return None
    per_rate = has_letters(head)
    said = rebuilt(head, lambda part: Literal("1") if isinstance(part, Name) and is_rate(part.name, models) else None)
    steady = STEADY.search(" ".join([*stand.headings[1:], stand.before])) is not None
    settings = [Setting(names[0], values, steady) for values in _values(sentence, stand, models)]
    return misplaced(said, stand.before, settings, per_rate=per_rate)


def _of_name(head: Node, stand: Stand, models: Models) -> Slip | None:
    """The slip in what the words around a chain call it: a half-life, the share of a step, what a spike adds."""
    before, after = cut_sentences(stand.before)[-1], cut_sentences(stand.after)[0]
    before = before[: before.rfind("$")] if before.count("$") % 2 else before
    decays = [{"beta": each} for each in _decays(stand, models)]
    if has_letters(head) or not decays:
        return None
    return misnamed(head, f"{before[-BESIDE:]}{HERE}{after[:BESIDE]}", decays)


def _values(sentence: str, stand: Stand, models: Models) -> list[dict[str, Fraction]]:
    """The decay and the rate of the sentence, or else each pair that the note has said."""
    found = []
    for letter, called in (("beta", models.is_decay), ("eta", lambda name: is_rate(name, models))):
        alone = [each for each in (*said_in(sentence), *stand.heard) if called(each.name) and len(each.values) == 1]
        here = [each.values[0] for each in said_in(sentence) if called(each.name) and len(each.values) == 1]
        known = here[:1] or list(dict.fromkeys(each.values[0] for each in alone))
        found.append([(letter, value) for value in known] or [("", Fraction(0))])
    return [{name: value for name, value in pair if name} for pair in product(*found)][:MOST]


def _of_corrected(symbol: Node, head: Node, stand: Stand, models: Models) -> Slip | None:
    """The slip in what a mean is divided by, where its bias is corrected at a step."""
    step = _step(symbol)
    if not (_name(symbol).endswith("hat") and step > 1 and isinstance(head, Binary) and head.op == "/"):
        return None
    values = [{"beta": decay, "n": Fraction(step)} for decay in _decays(stand, models)]
    if any(is_right(head.right, _WEIGHTS, each) for each in values):
        return None
    what = f"the sum of the weights at step {step}"
    return next(filter(None, (slip(what, head.right, _WEIGHTS, _OTHER_WEIGHTS, each) for each in values)), None)


def _name(symbol: Node) -> str:
    return symbol.name if isinstance(symbol, Apply | Name) else ""


def _step(symbol: Node) -> int:
    """The step at which a state stands; 0 if that is no number."""
    match symbol:
        case Apply(arguments=(Literal() as index, *_)) if index.numeral.integer:
            return int(index.value)
    return 0
