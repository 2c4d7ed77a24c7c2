"""Rules that words say to be cases of others, as RMSProp with beta = 0 of sign descent: statements about two rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rmsprop_sym.claims.conventions.model import PARAMETER, Model
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement, judge, lettered
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.subjects import RULE, named_in, nameless
from rmsprop_sym.claims.verdict import Grade, Verdict
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.sentences import clauses
from rmsprop_sym.claims.words.wording import words
from rmsprop_sym.rules import RULES

_DOUBT = re.compile(
    r"\b(?:if|unless|would|could|might|whether|almost|nearly|essentially|roughly|basically|like|similar|in\s+the\s+limit"
    r"|without|except|apart|up\s+to|when|provided|believ\w*|claim\w*|then\s+also)\b|\?|[\"“”]",
    re.IGNORECASE,
)
_REASON = re.compile(r"^,?\s+(?:since|because|as)\b[^.;?]*", re.IGNORECASE)
_LENGTH = "abs(theta(t) - theta(t - 1)) = eta"
_RULE = rf"(?:plain\s+|ordinary\s+|pure\s+|usual\s+)?{RULE}"
_DECAY = r"\\?(?:beta|β|rho|ρ|gamma|γ|decay|mu|μ|momentum)(?:_?\{?(?P<index>[12₁₂])\}?)?"
_BARE = re.sub(r"\?P<\w+>", "?:", _DECAY)
_SETTINGS = rf"[$`]?\(?{_BARE}(?:\s*=\s*{_BARE})?\s*=\s*[01](?:\.0)?\)?[$`]?(?![\w.^*/+-])(?!\s*[-+*/−])"
_ALL = rf"{_SETTINGS}(?:\s*(?:,|and)\s*{_SETTINGS})?"
_BECOMES = (
    r"\s*,?\s+(?:(?:then|thus|simply|just|exactly|again|therefore|hence)\s+)*"
    r"(?:is(?:\s+(?:nothing\s+but|the\s+same\s+as|identical\s+to|equal\s+to|again|just|simply|exactly|precisely|plain))*"
    r"|becomes|equals|reduces\s+to|turns\s+into|gives(?:\s+back)?|coincides\s+with|degenerates\s+(?:in)?to|recovers"
    r"|falls\s+back\s+(?:on|to))"
    r"\s+(?:exactly\s+|just\s+|simply\s+|again\s+|back\s+to\s+)*"
)
_SIGN = r"(?:sign(?:ed)?[- ](?:gradient\s+)?(?:descent|sgd)|signsgd)"
_STEP = r"(?:\s+with\s+(?:step(?:\s+(?:size|length))?|rate)\s+\$?\s*(?:\\?(?:eta|η|alpha|α)|lr)\b\s*\$?)?"
_AS_DEFINED = (
    r"(?:\s+(?:steps|updates|iterates|rule)(?:\s+of\s+(?:section\s+\S+|above))?)?"
    r"(?:\s+with\s+\$[^$=]{1,20}=[^$=]{1,20}\$)?"
)
_TARGET = rf"(?P<target>(?:the\s+)?{_RULE}|{_SIGN}){_STEP}{_AS_DEFINED}"
_ENDS = r"(?=\s*(?:[.,;:!)]|$|(?:since|because|as|and|so|again|up\s+to\s+the\s+name)\b))"
_CASES = tuple(
    re.compile(pattern + _ENDS, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<rule>{_RULE})\s+(?:with|at|for)\s+(?P<at>{_ALL}){_BECOMES}{_TARGET}",
        rf"\b(?:with|for|at|setting|if)\s+(?P<at>{_ALL})\s*,?\s+(?P<rule>{_RULE}){_BECOMES}{_TARGET}",
        rf"\b(?:setting|putting|choosing|taking)\s+(?P<at>{_ALL})\s+(?:in\s+(?P<in>{_RULE})\s+(?:gives|yields)|turns\s+(?P<turned>{_RULE})\s+into)\s+{_TARGET}",
    )
)
_ONE = re.compile(rf"{_DECAY}(?:\s*=\s*{_BARE.replace('?:[12', '?P<other>[12')})?\s*=\s*(?P<value>[01])", re.IGNORECASE)
_DIALECTS = {
    "rmsprop": ("rmsprop", "rmsprop_eps_inside", "rmsprop_bias_corrected"),
    "rmsprop_bias_corrected": ("rmsprop_bias_corrected",),
    "rmsprop_centred": ("rmsprop_centred",),
    "rmsprop_momentum": ("rmsprop_momentum",),
    "adagrad": ("adagrad",),
    "adam": ("adam",),
    "momentum": ("momentum",),
    "sgd": ("sgd",),
}
SIGN = "sign descent"
_STRICTLY = re.compile(
    r"\bfrom\s+the\s+(?:very\s+)?(?:first\s+step|start|beginning)\b|\bstep\s+(?:by|for)\s+step\b"
    r"|\bin\s+every\s+single\s+step\b"
)


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


@dataclass(frozen=True)
class Case:
    """Where it is said that a rule is a case of another, the rule, its settings, and the names of what it is then.

    A name is that of a rule in one of its dialects, the likeliest first, or sign descent.  What is said to be so from
    the first step on is meant strictly.
    """

    span: tuple[int, int]
    sentence: tuple[int, int]
    rule: str
    at: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    strict: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it may be said loosely, up to a correction of which nothing is said."""
        return len(self.targets) > 1 and not self.strict

    def uncorrected(self) -> Case:
        """The case without those of its rules that are corrected, of which the note does not speak."""
        return replace(self, targets=tuple(name for name in self.targets if "corrected" not in name))

    def statements(self) -> Iterator[str]:
        """What is stated, in the ways that it may be meant: without eps, and with it."""
        settings = [f"{name} = {value}" for name, value in self.at]
        degenerate = any(value == "1" for _, value in self.at)
        for target in self.targets:
            pairs = [f"{theirs} = {ours}" for theirs, ours in self._same(target)]
            named = f" with {' and '.join(pairs)}" if pairs else ""
            for eps in ([],) if degenerate else (["eps = 0"], []):
                ours = [*settings, *(eps if "eps" in RULES[self.rule].hyper else [])]
                there = eps if "eps" in RULES[target].hyper else []
                at = f" at {' and '.join(there)}" if there else ""
                yield f"{self.rule} at {' and '.join(ours)} equals {target}{at}{named}"

    def _same(self, target: str) -> Iterator[tuple[str, str]]:
        """The letters that both rules have by other names: the decay of the squares."""
        fixed = {name for name, _ in self.at}
        if self.rule == "adam" and target.startswith("rmsprop") and "beta2" not in fixed:
            yield "beta2", "beta"
        if self.rule == "adam" and target == "momentum" and "beta1" not in fixed:
            yield "beta1", "beta"


def cases(text: str) -> Iterator[Case]:
    r"""The special cases of which a text speaks, formulas between dollars.

    >>> [[*case.statements()][0] for case in cases("Adam with $\\beta_1 = 0$ is RMSProp with bias correction.")]
    ['adam at beta1 = 0 and eps = 0 equals rmsprop_bias_corrected at eps = 0 with beta2 = beta']
    """
    for start, stop in clauses(text):
        for pattern in _CASES:
            for match in pattern.finditer(text, start, stop):
                found = _case(match, (start, stop))
                if found:
                    yield replace(found, strict=_STRICTLY.search(text, start, stop) is not None)


def _case(match: re.Match[str], sentence: tuple[int, int]) -> Case | None:
    """The case that a match is, if both rules are known and the first has such letters."""
    group = match.groupdict()
    subject = group.get("rule") or group.get("in") or group.get("turned") or ""
    rule = next((name for *_, name in named_in(subject)), "")
    at = tuple(_settings(group["at"], rule))
    names = [] if re.match(_SIGN, group["target"], re.IGNORECASE) else [x for *_, x in named_in(group["target"])]
    targets = _DIALECTS.get(names[0], ()) if names else (SIGN,)
    known = rule in RULES and bool(at) and all(name in RULES[rule].hyper for name, _ in at)
    return Case(match.span(), sentence, rule, at, targets) if known and targets else None


def _settings(text: str, rule: str) -> Iterator[tuple[str, str]]:
    """The values of the letters of a rule, as it calls them."""
    for match in _ONE.finditer(text):
        for index in filter(None, (match["index"] or "-", match["other"])):
            yield _called(match[0], index.translate(str.maketrans("₁₂-", "12 ")).strip(), rule), match["value"]


def _called(letter: str, index: str, rule: str) -> str:
    """What a rule calls a decay: Adam's have an index, that of momentum beside a mean of squares is mu."""
    if rule == "adam":
        return f"beta{index}"
    if rule == "rmsprop_momentum" and re.match(r"\\?(?:mu|μ|momentum)", letter, re.IGNORECASE):
        return "mu"
    return "beta"
