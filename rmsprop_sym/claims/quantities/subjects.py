"""Of which rule a sentence speaks: the one that it names, or the only one of its heading or of the note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rmsprop_sym.claims.conventions.model import BY_ROOT, PARAMETER, Model
from rmsprop_sym.rules import RULES, Rule

UNKNOWN = ""
_CORRECTION = r"(?:the\s+|its\s+|any\s+|both\s+)?(?:bias[- ]?)?corrections?"
_WITHOUT = rf"without\s+(?:momentum\s+(?:and|or)\s+(?:without\s+)?)?{_CORRECTION}"
_CENTRED = r"cent(?:re|er)e?d"
_ANOTHER = (
    r"\b(?:sign(?:ed|um)?|normali[sz]ed|clipped|scaled|preconditioned|adaptive|proximal|accelerated|natural|conjugate)[\s-]+"
    r"(?:stochastic\s+)?(?:sgd|gradient\s+descent|momentum|descent)\b"
    r"|\b(?:sgd|gradient\s+descent|momentum|adam|ada-?grad|rms-?prop)\s+with\s+(?:gradient\s+)?"
    r"(?:clip|normal|sign|trust|line)\w*"
)
_NAMED = (
    (UNKNOWN, rf"\b(?:adam|rms-?prop)\s+(?:{_WITHOUT}|with(?:\s+nesterov|\s+weight|\s+decoupled|\s+warm))"),
    ("rmsprop_momentum", r"\brms-?prop\s+with\s+(?:heavy[- ]ball\s+)?momentum"),
    ("rmsprop_centred", rf"\b{_CENTRED}\s+rms-?prop|\brms-?prop\s+with\s+(?:the\s+)?cent(?:er|r)ing"),
    (
        "rmsprop_bias_corrected",
        r"\b(?:bias[- ])?corrected\s+rms-?prop|\brms-?prop\s+with\s+(?:the\s+|a\s+)?(?:bias[- ]?)?correction",
    ),
    (UNKNOWN, _ANOTHER),
    (
        UNKNOWN,
        (
            r"\b(?:ada-?delta|adamax|adamw|nadam|amsgrad|adabelief|adafactor|lion|nesterov\w*|newton\w*"
            r"|rprop|sign(?:um|[- ](?:descent|update)s?)|lamb|lars|adabound|shampoo|l-?bfgs)\b"
        ),
    ),
    ("adagrad", r"\bada-?grad\b"),
    ("rmsprop", r"\brms-?prop\b"),
    ("adam", r"\badam\b"),
    (
        "momentum",
        r"\b(?:sgd|gradient\s+descent)\s+with\s+(?:heavy[- ]ball\s+)?momentum\b|\bheavy[- ]ball\b|\bmomentum\b",
    ),
    ("sgd", r"\b(?:plain\s+|ordinary\s+|stochastic\s+)*(?:sgd|gradient\s+descent)\b"),
)
NAME = re.compile("|".join(f"(?P<n{k}>{pattern})" for k, (_, pattern) in enumerate(_NAMED)), re.IGNORECASE)
RULE = rf"(?:{re.sub(r'[?]P<n[0-9]+>', '?:', NAME.pattern)})"
_POSSESSIVE = re.compile(rf"{RULE}(?:['’]s?)?", re.IGNORECASE)
_OWNS = re.compile(r"(?:['’]s)?\s*$")
_VARIANT = re.compile(rf"\b{_CENTRED}\b|\bcent(?:er|r)ing\b|\bcorrect(?:ed|ions?)\b", re.IGNORECASE)


def named_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a text names rules, and which; a variety that is none of ours is called nothing.

    >>> [name for _, _, name in named_in("RMSProp with bias correction is Adam with no momentum, not Nadam.")]
    ['rmsprop_bias_corrected', 'adam', 'momentum', '']
    """
    for match in NAME.finditer(text):
        k = next(k for k in range(len(_NAMED)) if match[f"n{k}"] is not None)
        yield match.start(), match.end(), _NAMED[k][0]


def nameless(text: str) -> str:
    """The text without the names of rules.

    >>> nameless("AdaGrad's sum")
    '  sum'
    """
    return _POSSESSIVE.sub(" ", text)


@dataclass(frozen=True)
class Subjects:
    """The rules of which a note has spoken so far, the newest last, and the headings above, the outermost first."""

    families: Sequence[Sequence[Model]]
    headings: Sequence[str]

    def of(self, sentence: str, start: int, end: int, before: str = "") -> list[str]:
        """The names of the rules of which a stretch of a sentence may speak; none if it may speak of any.

        Without a name in it, the sentences `before` it may say which.

        >>> Subjects((), ()).of("Unlike RMSProp, AdaGrad's accumulator never falls.", 26, 49)
        ['adagrad']
        >>> Subjects((), ("AdaGrad",)).of("It never falls.", 3, 14), Subjects((), ()).of("It never falls.", 3, 14)
        (['adagrad'], [])
        """
        found = list(named_in(sentence))
        near = [name for first, last, name in found if start <= first < end or _owns(sentence, last, start)]
        names = {near[-1]} if near else {name for _, _, name in found}
        if not near and _VARIANT.search(nameless(f"{sentence[:start]} {sentence[end:]}")):
            return []
        if not names:
            titled = ({name for *_, name in named_in(each)} for each in reversed(self.headings[1:]))
            names = next(filter(None, titled), set())
            names = set() if len(names) > 1 else names
        if not names and not _VARIANT.search(" ".join(self.headings[-1:])):
            names = {stem(family[0].rule.name) for family in moving(self.families)}
            over = {name for each in self.headings[:1] for *_, name in named_in(each)}
            if names and over and not names & over:
                return []
            names |= {name for *_, name in [*named_in(before)][-1:]} if names else set()
        if not names:
            names = {name for each in self.headings for *_, name in named_in(each)}
        return [] if UNKNOWN in names else sorted(names)

    def rule(self, name: str) -> Rule | None:
        """The rule that the note calls by a name: as it defined it last, or else as most do.

        >>> Subjects((), ()).rule("adam").name
        'adam'
        """
        own = [family[0].rule for family in moving(self.families) if stem(family[0].rule.name) == name]
        return own[-1] if own else RULES.get(name)


def moving(families: Sequence[Sequence[Model]]) -> list[Sequence[Model]]:
    """The rules of which a note has said how they step."""
    return [family for family in families if PARAMETER in family[0].letters.values()]


def stepping(families: Sequence[Sequence[Model]]) -> Sequence[Model]:
    """The newest rule of which a note has said how it steps, in its dialects; nothing if there is none."""
    return moving(families)[-1] if moving(families) else ()


def _owns(sentence: str, name: int, start: int) -> bool:
    """Whether a stretch belongs to the rule whose name ends before it: AdaGrad's accumulator."""
    return name <= start and _OWNS.match(sentence[name:start]) is not None


def stem(name: str) -> str:
    """What notes call a rule in all its dialects: they differ in where eps stands, or in a start.

    >>> stem("rmsprop_eps_inside"), stem("adam_eps_hat")
    ('rmsprop', 'adam')
    """
    if name in BY_ROOT:
        return "rmsprop"
    return re.sub(r"_(?:eps_(?:inside|hat|outside_ones)|tf1(?!_)|no_eps|max_eps)$", "", name)
