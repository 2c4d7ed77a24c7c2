"""Special cases that words claim, judged as statements about two rules in every dialect that may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.conventions.model import PARAMETER, Model
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement, judge, lettered
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.special_cases import SIGN, Case, cases
from rmsprop_sym.claims.quantities.subjects import nameless
from rmsprop_sym.claims.verdict import Grade, Verdict
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.wording import words
from rmsprop_sym.rules import RULES

_DOUBT = re.compile(
    r"\b(?:if|unless|would|could|might|whether|almost|nearly|essentially|roughly|basically|like|similar|in\s+the\s+limit"
    r"|without|except|apart|up\s+to|when|provided|believ\w*|claim\w*|then\s+also)\b|\?|[\"“”]",
    re.IGNORECASE,
)
_REASON = re.compile(r"^,?\s+(?:since|because|as)\b[^.;?]*", re.IGNORECASE)
_LENGTH = "abs(theta(t) - theta(t - 1)) = eta"


def special_cases(text: str, headings: Sequence[str], families: Sequence[Sequence[Model]] = ()) -> Iterator[Remark]:
    """What is to be said about the special cases of which a passage speaks, formulas between dollars.

    What is meant strictly is meant of the rules of the note.
    """
    own = {model.rule.name for family in families for model in family if PARAMETER in model.letters.values()}
    for each in cases(text):
        loose = each.strict and len(each.targets) > 1
        plain = loose and own & {"rmsprop", "rmsprop_eps_inside"} and "rmsprop_bias_corrected" not in own
        case = each.uncorrected() if plain else each
        (start, stop), (first, last) = case.sentence, case.span
        before, after = words(text[:first]), _REASON.sub("", words(text[last:]), count=1)
        beside = nameless(f"{text[start:first]} {_REASON.sub('', text[last:stop])}")
        if disowned(before, after) or disowned_below(" . ".join(headings)) or _DOUBT.search(words(beside)):
            continue
        found = list(_verdicts(case))
        best = next((each for each in found if each.grade.holds), None)
        if best is None and found and all(each.grade is Grade.REFUTED for each in found):
            best = found[0]
        if loose and not plain:
            continue
        if best and not (case.is_plain and "corrected" in (best.read_as or "")):
            yield Remark(first, last, best.kind, best.read_as or "", best.evidence, tuple(best.given), best.rule)


def _verdicts(case: Case) -> Iterator[Verdict]:
    """The verdicts about a case, in every dialect that may be meant, up to one that holds."""
    if case.targets == (SIGN,):
        yield _sign(case)
        return
    for text in case.statements():
        for verdict in judge(Statement("", Line(1, 1, text), None, Context(), {})):
            yield verdict
            if verdict.grade.holds:
                return


def _sign(case: Case) -> Verdict:
    """Whether every step of the rule is as long as the rate, which is what sign descent does."""
    settings = [f"{name} = {value}" for name, value in case.at]
    given = tuple(map(parse_statement, [*settings, "eps = 0", "g(t) != 0", "t >= 1"]))
    context = Context(rule=RULES[case.rule], given=given)
    return lettered(Statement("", Line(1, 1, _LENGTH), None, context, {}), parse_statement(_LENGTH))
