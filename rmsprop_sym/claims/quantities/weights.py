"""Claims that words make about weights: the square of the gradient k steps back enters with weight (1-beta) beta^k."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.expressions.formula import expression_in
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.claims.words.prose import Told
from rmsprop_sym.claims.words.wording import cut_sentences

_SUBSCRIPT = r"_(?:\{{(?P<{0}>[^{{}}$]+)\}}|(?P<{0}_alone>\w))"
_SQUARE = rf"\$\s*g{_SUBSCRIPT.format('index')}(?P<square>\s*\^\s*(?:2|\{{2\}}))?\s*\$"
_MEAN = rf"(?:\s+in(?:to)?\s+\$\s*[A-Za-z](?:\[[^\]]*\])?{_SUBSCRIPT.format('mean')}\s*\$)?"
_WEIGHT = r"(?:a\s+|the\s+|its\s+|with\s+|only\s+|still\s+)*(?:weight|coefficient)"
_X = r"\s+(?:of\s+)?(?:only\s+|still\s+|just\s+)?\$(?P<formula>[^$]+)\$"
_ENTERS = r"(?:enters?|appears?|occurs?|contributes?|counts?|has|have|gets?|receives?|carr(?:y|ies))"
_INTO = rf"(?:\s+(?:to\s+|in\s+|into\s+)?\$\s*[A-Za-z](?:\[[^\]]*\])?{_SUBSCRIPT.format('mean')}\s*\$)?"
_IS = r"\s+(?:is|equals|becomes|has\s+become)"
_CLAIMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SQUARE}\s+{_ENTERS}{_INTO}\s+{_WEIGHT}{_X}",
        rf"\b(?:weight|coefficient)\s+(?:of|at|on|for)\s+{_SQUARE}{_MEAN}{_IS}{_X}",
    )
)
_DECAYS = {"m": {"beta", "beta1"}, "v": {"beta", "beta2"}}
_MEANS = ("rmsprop", "adam")
_OTHER = re.compile(
    r"\b(?:up\s+to|proportional\w*|relative\w*|normali[sz]\w*|corrected|share|sum|total)\b", re.IGNORECASE
)
_NAMED = re.compile(rf"\$\s*[A-Za-fh-z](?:\[[^\]]*\])?{_SUBSCRIPT.format('mean')}\s*\$")


def weights(text: str, families: Sequence[Sequence[Model]]) -> Iterator[Told]:
    """The claims of a passage, formulas between dollars, about the weights in the mean of the newest rule.

    >>> from rmsprop_sym.rules import RULES
    >>> rules = [[Model(RULES["rmsprop"], {"beta": "beta", "v": "v"})]]
    >>> [str(told.chain) for told in weights("The weight of $g_i^2$ is $1 - β$.", rules)]
    ['(1 - beta)*beta^(t - i) = 1 - beta']
    """
    model = next((family[0] for family in reversed(families)), None)
    if model is None or not model.rule.name.startswith(_MEANS):
        return
    for match in sorted((match for pattern in _CLAIMS for match in pattern.finditer(text)), key=re.Match.start):
        mean = "v" if match["square"] else "m"
        decays = [theirs for theirs, ours in model.letters.items() if ours in _DECAYS[mean]]
        name = decays[0] if decays and mean in model.letters.values() else None
        before, after = cut_sentences(text[: match.start()])[-1], cut_sentences(text[match.end() :])[0]
        told = _told(match, before, f"\\{name}" if name in GREEK.values() else name) if name else None
        if told and not _OTHER.search(before + match[0] + after):
            yield told


def _told(match: re.Match[str], before: str, decay: str) -> Told | None:
    """The claim, if both sides can be read, the weight is one formula, and it is clear in which mean it counts."""
    index = match["index"] or match["index_alone"]
    named = [each["mean"] or each["mean_alone"] for each in (match, *_NAMED.finditer(before))]
    means = set(filter(None, named)) or ({"t"} if not index.isdecimal() else set())
    if len(means) != 1:
        return None
    left = expression_in(rf"(1-{decay}) {decay}^{{{means.pop()}-({index})}}")
    right = expression_in(match["formula"])
    if left is None or right is None:
        return None
    return Told(Chain((left, right), ("=",)), match.start("formula"), match["formula"], match.start())
