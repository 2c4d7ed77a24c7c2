"""What words that suppose something would be in formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from rmsprop_sym.claims.conventions.model import GRADIENT, Model
from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Constant, Literal, Name, parse_hypothesis
from rmsprop_sym.claims.expressions.tree import applied_in
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.background import is_example, supposing
from rmsprop_sym.claims.words.hypotheses import unsaid
from rmsprop_sym.claims.words.neglected import without_neglected
from rmsprop_sym.claims.words.sentence import Formula, is_for_part
from rmsprop_sym.claims.words.spoken import spoken
from rmsprop_sym.claims.words.steady import without_steady
from rmsprop_sym.claims.words.wording import cut_sentences
from rmsprop_sym.rules import Rule

MOST_VALUES = 3
_DOLLARS = re.compile(r"\$\$?([^$]+)\$")
_ABOUT_GRADIENTS = re.compile(r"gradient|\bg\b|\bg_|\\nabla|∇|ₜ", re.IGNORECASE)
_UNTOLD = re.compile(r"\b(?:alternat\w*|flip\w*|signs?|random\w*|(?:de|in)creas\w*|shrink\w*|grow\w*)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w_^{.])\d+(?:\.\d+)?")
_SECTION = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s+(?=[A-Z])")
_ONE = re.compile(
    r"\bone\s+(?:gets|has|finds|obtains|sees|can|could|may|might|must|should|also|easily|shows|concludes|computes|checks|arrives"
    r"|recogni[sz]es|deduces|notices|observes|reads|verifies|infers|derives|writes|knows|proves|needs|takes|uses|would)\b"
)
_WORDS = {"zero": "0", "vanish": "0", "vanishes": "0", "one": "1", "unit": "1", "two": "2", "three": "3", "half": "1/2"}


def named_constant(formula: Formula) -> list[Every]:
    """What a gradient is called that the words of its sentence have as a constant one: a constant gradient g_t = c."""
    match formula.chain:
        case Chain((Apply("g", (Name(step),)), Name(value)), ("=",)) if value != GRADIENT:
            steady = Constant(GRADIENT) in spoken(cut_sentences(formula.leading)[-1])[1]
            return [Every(formula.chain, step)] if steady and not is_for_part(formula.rest) else []
    return []


def above(
    formula: Formula, rule: Rule | None, said: Sequence[Hypothesis], left_out: Sequence[Hypothesis]
) -> Iterator[Sequence[Hypothesis]]:
    """What the prose above a formula may suppose, but for what is left out of it anyway, and what is said anew."""
    *texts, own = formula.earlier
    texts = [without_neglected(each) for each in texts] if left_out else texts
    return (unsaid(each, said) for each in backgrounds([*texts, without_steady(own, ())], rule))


def of_the_gradient(texts: Sequence[str]) -> list[Hypothesis]:
    r"""What formulas of the prose above say of a gradient without its step: g > 0.

    >>> [str(each) for each in of_the_gradient([r"Let $g_t = g \ne 0$ for all $t$."])]
    ['g != 0']
    """
    found: list[Hypothesis] = []
    for match in (match for text in texts for match in _DOLLARS.finditer(text)):
        with suppress(Unreadable):
            chain = parse_formula(match[1])
            for k, relation in enumerate(chain.relations):
                link = chain.members[k : k + 2]
                if Name(GRADIENT) in link and all(isinstance(each, Name | Literal) for each in link):
                    found.append(Chain(link, (relation,)))
    return found


def is_of_example(chain: Chain, texts: Sequence[str]) -> bool:
    """Whether a claim speaks of steps that it numbers, and of no gradient, where the prose gives gradients values.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> is_of_example(parse_statement("v(3) = 1"), ["Take the gradients 4, 2."])
    True
    >>> is_of_example(parse_statement("v(t) = 1"), ["Take the gradients 4, 2."])
    False
    """
    applied = applied_in(chain)
    numbered = all(part.name != GRADIENT and isinstance(part.arguments[0], Literal) for part in applied)
    return bool(applied) and numbered and any(map(is_example, texts))


def backgrounds(texts: Sequence[str], rule: Rule | None) -> Iterator[Sequence[Hypothesis]]:
    """The least that each sentence which supposes something may mean, as hypotheses in the letters of the rule.

    >>> from rmsprop_sym.rules import RULES
    >>> [[*map(str, each)] for each in backgrounds(["We ignore it from now on."], RULES["rmsprop"])]
    [['eps = 0']]
    >>> [[*map(str, each)] for each in backgrounds(["The gradient is always two."], RULES["sgd"])]
    [['constant g', 'g = 2']]

    What cannot be said in such formulas becomes a contradiction, under which nothing is refuted.  The last text is the
    paragraph of the claim itself, whose words count only as far as they are not understood.
    """
    *above, own = texts
    said = [sentence for text in above for sentence in supposing(text)]
    said += [sentence for sentence in supposing(own) if supposing(spoken(sentence)[0])]
    if rule is None or not said:
        return
    small = [parse_hypothesis("eps = 0")] if "eps" in rule.hyper else []
    told = [sentence for sentence in said if _ABOUT_GRADIENTS.search(sentence)]
    if not told:
        yield small
    elif any(map(_UNTOLD.search, told)):
        yield [parse_hypothesis("eta = 1"), parse_hypothesis("eta = 2")]
    else:
        values = [[parse_hypothesis(f"g = {value}")] for value in _values(told)]
        for valued in values or [[]]:
            yield [*small, Constant("g"), *valued]


def _values(sentences: Sequence[str]) -> list[str]:
    """What the gradient may be worth: the numbers of the sentences."""
    found = [
        number for sentence in sentences for number in _NUMBER.findall(_SECTION.sub("", sentence)) if float(number)
    ]
    words = [word for sentence in sentences for word in re.findall(r"[a-z]+", _ONE.sub(" ", sentence.lower()))]
    found += [_WORDS[word] for word in words if word in _WORDS]
    return list(dict.fromkeys(found))[:MOST_VALUES]


def in_letters_of(model: Model | None, hypothesis: Hypothesis) -> Hypothesis:
    """A condition in the letters of a rule, if there is one."""
    match hypothesis:
        case Chain() if model:
            return model.translated(hypothesis)
        case Every(chain=chain) if model:
            return replace(hypothesis, chain=model.translated(chain))
    return hypothesis
