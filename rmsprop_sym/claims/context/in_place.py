"""What a chain of numbers works out in its place: a step, a weight, or a state of the rule at a step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from rmsprop_sym.claims.conventions.model import PARAMETER
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.formula import expression_in
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Literal, Name, Node, has_letters
from rmsprop_sym.claims.expressions.tree import letters_in, names_in, rebuilt
from rmsprop_sym.claims.quantities.beside import bare, sentence_at, values_beside
from rmsprop_sym.claims.quantities.called import CALLED
from rmsprop_sym.claims.quantities.chosen import chosen
from rmsprop_sym.claims.quantities.in_place import STEADY, Setting, misplaced
from rmsprop_sym.claims.quantities.quantity import Quantity, Values, named
from rmsprop_sym.claims.quantities.slips import TOO_EARLY, TOO_LATE, Slip, is_right, slip
from rmsprop_sym.claims.quantities.subjects import Subjects
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
_STATE = re.compile(
    r"(?<![\w^])([A-Za-z]\w*?)(?:\[g\^2\])?(?:_\(?[\w+-]+\)?)? ?(?:=|≈|is) ?(\d+(?:\.\d+)?(?:e-?\d+)?)"
    r"(?![\d.]*\d| ?[*/+^-])"
)
_POSSIBLE = re.compile(r"(?<=largest|longest|highest|biggest)\s+possible\b", re.IGNORECASE)
_AGES = re.compile(r"\b\d+\s+steps\s+(?:old|ago|back|earlier)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:relative\w*|un-?normali[sz]ed|more|further|later|ago|coordinates?|components?|weights|squares|squared\s+gradients?"
    r"|suppos\w*|assum\w*|imagin\w*|let|counting|warm\w*|schedule|restart\w*|buffer|velocity|averaged|smoothed|phase|spike"
    r"|had\s+(?:we|one|you|I|it|the))\b"
    r"|\^\{?2\}?\s*=\s*\d[\d.]*(?![\d.]*(?:\\,|\s)*[A-Za-z\\])|_\{?0\}?\b(?!\s*=\s*0)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![\w.])(?:\b[tn]\s*=\s*)?\d[\d.\s^*/()+·-]*(?:[=≈]\s*\d[\d.]*)+|\b(?:at|for)\s+[tn]\s*=\s*\d+\b"
)
_DECAY = re.compile(
    r"\bdecay\s+(?:would\s+have\s+to\s+be|has\s+to\s+be|must\s+be|should\s+be|would\s+be|is|becomes)\s*$", re.IGNORECASE
)
_WEIGHTED = re.compile(
    r"(?<![\w.])(0?\.\d+)\s*(?:\*|·|×|\\cdot|\\times)\s*-?[\d.]{1,9}\s*\+\s*(0?\.\d+)\s*(?:\*|·|×|\\cdot|\\times)"
)
_WEIGHTS = "1 - beta^n"
_OTHER_WEIGHTS = {
    "1 - beta^(n - 1)": TOO_EARLY,
    "1 - beta^(n + 1)": TOO_LATE,
    "1 - beta": "the exponent is missing",
    "beta^n": "it is the weight of the start that stands there",
}
MISCALLED = "it is right as a number, but the words before it call it {}; {}"
_DENIED = re.compile(r"\b(?:forg\w+|omit\w*|wrong\w*|mistak\w*|instead|tempt\w*|naive\w*|without)\b|\?", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:if|unless|would|could|suppose|another|other|differ\w*|version|variant)\b", re.IGNORECASE)
MOST = 6
BY_NAME = {"rmsprop", "adam", "adagrad", "momentum"}  # what is no dialect has to be named
SCALES = {"sigma", "c", "G"}  # letters in whose units a number may be given


@dataclass(frozen=True)
class Stand:
    """Where a chain stands: the text before and after it, formulas between dollars, headings, and what was said."""

    before: str
    after: str
    headings: Sequence[str] = ()
    heard: Sequence[Said] = ()
    above: str = ""

    @cached_property
    def _words(self) -> tuple[str, str]:
        return sentence_at(self.before, self.after)

    @property
    def sentence(self) -> str:
        """The plain words of its sentence, in which a sign stands for it."""
        return self._words[0]

    @property
    def around(self) -> str:
        """The plain words before its sentence."""
        return f"{self.above} {self._words[1]}".strip()


def slips(chain: Chain, stand: Stand, models: Models) -> Iterator[tuple[Node, Slip]]:
    """The expression of a chain that is not what its place makes it, and why.

    A chain has one at most: its first expression without letters, but for a rate.
    """
    head = _head(chain, models)
    if head is None or not {*chain.relations} <= {"=", "≈"}:
        return
    first = chain.members[0]
    symbol = _symbol(first) or (_before(stand.before) if first is head else None)
    decay = isinstance(symbol, Name) and is_decay(symbol.name, models)
    found = None
    if decay or (symbol is None and first is head and _DECAY.search(stand.before)):
        found = chosen(head, stand.before, _decays(stand, models))
    elif symbol is not None:
        corrected = _of_corrected(symbol, head, stand, models)
        found = None if corrected and _is_of_another(stand) else corrected
    elif first is head:
        found = _certain(_of_words(head, stand, models), stand)
    found = found or _of_name(head, stand, models)
    if found and not is_disowned(stand):
        yield head, found


def _head(chain: Chain, models: Models) -> Node | None:
    """The first expression without letters but units, or else the number at the end of what has some."""
    first = next((each for each in chain.members if isinstance(each, Binary) and not _letters(each, models)), None)
    last = chain.members[-1]
    return last if first is None and isinstance(last, Literal) and isinstance(chain.members[0], Binary) else first


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


def _is_of_another(stand: Stand) -> bool:
    """Whether the sentence may deny what it writes, or write it of another rule or decay."""
    sentence = f"{cut_sentences(stand.before)[-1]} {cut_sentences(stand.after)[0]}"
    return _DENIED.search(sentence) is not None or _ANOTHER.search(sentence) is not None


def _is_doubtful(stand: Stand) -> bool:
    """Whether words of the sentence may make of a number something else than they call it, or suppose something."""
    sentence = cut_sentences(stand.before)[-1]
    sentence = sentence[: sentence.rfind("$")] if sentence.count("$") % 2 else sentence
    sentence = _POSSIBLE.sub("", sentence)
    before = _NUMBERS.sub(" ", _WITH_WEIGHT.sub(" ", spoken(words(_VALUED.sub(" ", sentence)))[0]))
    after = spoken(_ASIDE.sub(" ", words(cut_sentences(stand.after)[0])))[0]
    known = without_idioms(f"{before} . {after}")
    return bool(doubt(before, after) or strange(known) or _OTHERS.search(_AGES.sub(" ", sentence)))


def _weighted(text: str) -> list[Fraction]:
    """The decays that a text works with: 0.9 in `0.9*0.3 + 0.1*4`.

    >>> [str(each) for each in _weighted("so m = 0.9*0.3 + 0.1*4 and n = 0.5*3 + 0.6*4")]
    ['9/10']
    """
    pairs = ((Fraction(one), Fraction(other)) for one, other in _WEIGHTED.findall(text))
    return [one for one, other in pairs if one + other == 1]


def _decays(stand: Stand, models: Models) -> list[Fraction]:
    """The decays of which the note has spoken."""
    named = (each for each in stand.heard if len(each.values) == 1)
    found = (each.values[0] for each in named if models.is_decay(each.name) or each.name in ("beta1", "beta2"))
    return list(dict.fromkeys(found))


def _before(text: str) -> Node | None:
    """The letter that an equation has on its left, of which a chain of numbers is the right side."""
    match = _SYMBOL.search(text)
    return expression_in(match[1]) if match else None


def _letters(node: Node, models: Models) -> set[str]:
    """The letters of an expression, but for the rate."""
    units = {name for name in names_in(node) if name in SCALES or is_rate(name, models)}
    return letters_in(node) - units if has_letters(node) else set()


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
    for each, said, values in called(head, stand, models):
        found = each.slip(said, values)
        if found and not each.doubts.search(stand.sentence):
            return _certain(found, stand) if each.rules else found
    return None


def miscalled(chain: Chain, stand: Stand, models: Models) -> str:
    """Why a chain that is right as numbers is something else than the words around it call it; empty if it is not."""
    head = _head(chain, models)
    for each, said, values in called(head, stand, models) if head is not None else ():
        doubtful = each.doubts.search(stand.sentence) is not None
        slipped = each.slip(said, values)
        if slipped and not _DENIED.search(stand.sentence):
            return MISCALLED.format(each.name, slipped.kind)
        if not slipped and not doubtful and (reason := each.unfit(said, values)):
            return reason
    return ""


def called(head: Node, stand: Stand, models: Models) -> Iterator[tuple[Quantity, Node, Values]]:
    """The quantities that the words around a chain call it, with what it is in numbers and what letters are worth."""
    sentence, around = stand.sentence, stand.around
    found = named(bare(sentence), around, CALLED)
    if not found:
        return
    scale = {name for name in names_in(head) if models.is_ever_rate(name) or name in SCALES}
    said = rebuilt(head, lambda part: Literal("1") if isinstance(part, Name) and part.name in scale else None)
    names = _rules(stand, models)
    values = {**values_beside(said, sentence, around), **_settings(stand, models)}
    values |= {"eta": [Fraction(1)] if scale else [*values["eta"], Fraction(1)]}
    if not has_letters(said):
        yield from ((each, said, values) for each in found if not each.rules or each.rules & names)


def _rules(stand: Stand, models: Models) -> set[str]:
    """The one rule of which a sentence speaks, by its own name and by that of its dialect."""
    sentence = f"{cut_sentences(stand.before)[-1]} {cut_sentences(stand.after)[0]}"
    names = Subjects(models.families, stand.headings).of(words(sentence), 0, 0)
    moving = (model for family in models.families for model in family if PARAMETER in model.letters.values())
    dialects = {model.rule.name for model in moving}
    return {*(names if len(names) == 1 else ()), *(dialects - BY_NAME if len(dialects) == 1 else ())}


def _settings(stand: Stand, models: Models) -> Values:
    """What the decays, the rates, the small constant and the states are said to be worth."""
    alone = list(_single(each for each in (*stand.heard, *said_in(stand.before))))
    here = [value for name, value in _single(said_in(stand.sentence)) if is_decay(name, models)]
    states = ((match[1], Fraction(match[2])) for match in _STATE.finditer(f"{stand.around} {stand.sentence}"))
    found = {
        "beta": here or [value for name, value in alone if is_decay(name, models) or name in ("beta1", "beta2")],
        "eta": [value for name, value in alone if models.is_ever_rate(name)],
        "eps": [value for name, value in alone if name in ("eps", "delta")],
        "mu": [value for name, value in alone if name == "mu"],
        "v": [value for name, value in states if value > 0 and models.is_square(name)],
    }
    return {name: list(dict.fromkeys(numbers)) for name, numbers in found.items()}


def _single(said: Iterable[Said]) -> Iterator[tuple[str, Fraction]]:
    """The letters that are said to be one number, each with it."""
    return ((each.name, each.values[0]) for each in said if len(each.values) == 1)


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
    worked = _weighted(cut_sentences(stand.before)[-1])
    values = [{"beta": decay, "n": Fraction(step)} for decay in dict.fromkeys([*_decays(stand, models), *worked])]
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
