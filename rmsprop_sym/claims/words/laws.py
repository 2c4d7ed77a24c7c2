r"""What words say of random gradients: that they are independent, centred, Gaussian, and what their moments are called.

`independent with mean $\mu$ and variance $\sigma^2$` supposes nothing but names; `zero mean` is a condition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.expressions.formula import formula_in, parse_formula
from rmsprop_sym.claims.expressions.moments import MEAN, VARIANCE, is_moment
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Chain, Literal, Name, Node
from rmsprop_sym.claims.symbolic.expected import GRADIENT, Discrete, Gaussian, Law, Uniform
from rmsprop_sym.claims.words.noise import Noisy, noisy
from rmsprop_sym.claims.words.wording import cut_sentences, is_heading, words

CENTRED, UNIT, NORMAL, COIN, FLAT, INDEPENDENT, ALIKE, STRANGE = (
    "zero mean", "unit variance", "normal", "signs", "uniform", "independent", "the same at each step",
    "a law that is not known here",
)  # fmt: skip
_M = r"(?:\$|\\,|\s)*"
_ZERO = rf"{_M}(?:zero|0){_M}(?![.\d\w])"
_ONE = rf"{_M}(?:one|1){_M}(?![.\d\w])"
_MEAN_SIGN = r"(?:\\mathbb\s*\{?E\}?|\\E|E)"
_STANDARD = r"standard\s+(?:normal|gaussian)"
_SAYS = {
    CENTRED: (
        r"\bgradients?\s+(?:are|be|is|being)\s+(?:\w+\s+){0,2}?cent(?:re|er)e?d\b|\bmean[- ]free\s+gradients?",
        rf"zero[- ]mean|mean[- ]zero|{_STANDARD}|N\}}?\s*\(\s*0\s*,|pure\s+noise",
        r"\bcent(?:re|er)e?d\s+(?:gaussian|normal|gradients?|random|noise)",
        r"\bwhite\s+(?:\w+\s+)?noise\b|\b(?:nothing\s+but|purely|only|just|all)\s+(?:\w+\s+)?noise\b",
        r"symmetric\w*\s+(?:about|around)\s+(?:zero|the\s+origin|\$?0)",
        (
            r"(?:mean|expectation|mean\s+gradient|average)(?:\s+(?:value|is|are|of|equal\s+to|equals|being|gradient))*"
            rf"{_M}(?:\\mu\s*=|=)?{_ZERO}"
        ),
        r"\\mu\s*=\s*0(?![.\d])|(?:mean|expectation)\s+(?:value\s+)?vanish|vanishing\s+(?:mean|expectation)",
        rf"{_MEAN_SIGN}\s*[\[(]?\s*(?:g|\\xi|\\zeta)(?:_\{{?\w\}}?)?\s*[\])]?\s*=\s*0(?![.\d])",
    ),
    UNIT: (
        rf"unit[- ]variance|{_STANDARD}|N\}}?\s*\([^()]*,\s*1\s*\)",
        rf"variance(?:\s+(?:is|of|equal\s+to|equals))*{_M}(?:\\sigma\^\{{?2\}}?\s*=|=)?{_ONE}",
        r"\\sigma(?:\^\{?2\}?)?\s*=\s*1(?![.\d/])",
        rf"{_MEAN_SIGN}\s*[\[(]?\s*(?:\\xi|\\zeta)(?:_\{{?\w\}}?)?\s*\^\s*\{{?2\}}?\s*[\])]?\s*=\s*1(?![.\d/])",
    ),
    NORMAL: (
        rf"\bgaussian|{_STANDARD}|N\}}?\s*\([^()]*,[^()]*\)",
        r"\bnormal(?:ly\s+distributed|\s+(?:distribut\w+|law|gradients?|random|with|g\b|\$|variables?))",
    ),
    COIN: (
        r"\brademacher|fair\s+coin|random\s+signs?\b",
        r"(?:\\pm|±)\s*1\b[^.]{0,40}\b(?:probability|equally|each|half|random|coin)",
    ),
    INDEPENDENT: (r"\bindependent|\bi\.?\s?i\.?\s?d\b|\bwhite\s+(?:\w+\s+)?noise|\buncorrelated",),
    ALIKE: (
        r"\bidentically\s+distributed|\bthe\s+same\s+(?:distribution|law)\b",
        r"\bstationary\s+(?:\w+\s+)?(?:gradients?|process\w*|noise|distributions?|signals?|sequences?|series|data|settings?)",
        r"\bgradients?\s+(?:are|is)\s+stationary\b",
    ),
    FLAT: (r"\buniform(?:ly)?\b[^.]{0,30}?(?:\[\s*-\s*1\s*,\s*1\s*\])",),
}
_FACTS = {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in _SAYS.items()}
_STRANGE = re.compile(
    r"\b(?:correlat\w+|dependent|poisson|exponential(?:ly)?\s+distribut\w+|laplac\w+|cauchy(?![-\s–]+(?:--\s*)?schwarz)"
    r"|student['’]?s?[- ]t|heavy[- ]tail\w*|log-?normal|positive\s+(?:gradients?|random)|takes?\s+the\s+values?"
    r"|bernoulli|with\s+probabilit\w+|skew\w*|mixture|markov|autoregress\w*|bimodal|degenerate|deterministic|uniform(?:ly)?"
    r"|bounded\s+(?:gradients?|noise)|perfectly\s+(?!good|well|fine|legal|normal|ordinary)|kurtosis|sparse|probabilit\w+"
    r"|non-?negative\s+(?:\w+\s+)?(?:gradients?|random|noise|variables?|values?)|gradients?\s+(?:\w+\s+){0,3}non-?negative|(?:\\pm|±)\s*(?!1\b))\b",
    re.IGNORECASE,
)
_MAY_BE = {
    CENTRED: (
        (
            r"\b(?:mean|expect\w*|average[sd]?|gradients?|noise|drift|bias)\b[^.]{0,40}"
            r"\b(?:zero|vanish\w*|0|origin|cancel\w*|disappear\w*|nothing|none)(?![.\d])"
        ),
        r"\b(?:zero|no|without|vanishing)\s+(?:\w+\s+)?(?:mean|drift|bias|expectation|signal|average)\b",
        r"\bcent(?:re|er)\w*\s+(?:at|around|on)\b|\bsymmetr\w*|\bpure(?:ly)?\s+nois\w*|\bnoise\s+only\b",
        r"\bgradients?\b[^.]{0,60}\bnoise\b|\bnoise\b[^.]{0,60}\bgradients?\b",
        r"\b(?:at|near|around|close\s+to)\s+(?:the|a)\s+(?:minim\w+|optim\w+|saddle|stationary\s+point)",
        r"\bcent(?:re|er)(?:e?d|ing)\b(?!\s+(?:rms|variant|version|rule|step|update|average|second|moment|method|quotient))",
        r"\bmean[- ]free\b|\bno\s+preferred\s+(?:sign|direction)|\beither\s+sign|\bboth\s+signs",
        r"\bunbiased\b|\bmartingale|\bcancel\w*|\baverages?\s+(?:out|to)\b",
    ),
    UNIT: (r"\b(?:unit|normali[sz]ed|standardi[sz]ed|whitened|scaled)\b",),
    NORMAL: (r"\bnormal\b|\bgauss",),
}
_MAYBE = {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in _MAY_BE.items()}
_DRIFTS = re.compile(
    r"(?:\\mu|μ|\bmu)\s*(?:\\neq?(?![A-Za-z])|≠|!=)\s*0(?![.\d])|\bmean\s+(?:is\s+)?(?:not\s+zero|non-?zero)|\bnon-?zero\s+mean",
    re.IGNORECASE,
)
_UNCORRELATED = re.compile(r"\b(?:un|de)correlated\b|\bin-?dependent\b", re.IGNORECASE)
_SUPPOSES = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:let|assume|suppose|consider|take|throughout|model(?:l?ed)?|treat)\b"
    r"|\\sim\b|\bmodel(?:l?ed)?\b|\b(?:are|is)\s+(?:now\s+)?(?:drawn|sampled|modell?ed|independent|i\.?i\.?d)",
    re.IGNORECASE,
)
_TEX = r"\\(?:mu|sigma|kappa|nu|lambda|tau)(?![A-Za-z])|[A-FH-Za-fh-zμσ](?![A-Za-z])"
_FOR_ITSELF = re.compile(
    r"^[\W\d]*(?:[A-Za-z]\)\s*)?(?:for|if|when|with|under|in\s+the\s+case)\b"
    r"(?!.*\b(?:throughout|always|rest|below|following|hereafter|from\s+now|section|sheet|all\s+that)\b)",
    re.IGNORECASE | re.DOTALL,
)
_GOES_ON = re.compile(
    r"^\W*(?:[a-z]|(?:Then|There|In\s+th(?:is|at|ese)|Here|Hence|So|Thus|Therefore|This|That|These|Those|It|Its|They"
    r"|Their|Such|Also|Again|Still|Moreover|Consequently|And|But|However|Likewise|Similarly|Further\w*|Now)\b)"
)
_OF = (
    r"(?:\s+(?:value|gradient|of|the|gradients|each|is|are|be|being|by|equal\s+to|equals|given|denoted"
    r"|\$g(?:_\{?\w\}?)?\$))*\s+"
)
_LETTER = (
    rf"(?:\$\s*(?P<letter>(?:{_TEX})(?:_\{{?\d+\}}?)?)(?:\s*(?:\^\{{?2\}}?|²)(?P<square>))?"
    r"(?:\s*(?:\\neq?(?![A-Za-z])|≠|!=)\s*0)?\s*\$"
    r"|(?P<plain>mu|sigma|μ|σ)(?:\s*(?:\^2|²|\*\*2)(?P<plainly>))?(?![\w\\^_/*+]|\s*\())"
)
_NAMED = (
    (rf"\bmeans?{_OF}{_LETTER}", (MEAN, 1)),
    (rf"\bexpect(?:ations?|ed\s+value){_OF}{_LETTER}", (MEAN, 1)),
    (rf"\bvariances?{_OF}{_LETTER}", (VARIANCE, 1)),
    (rf"\bstandard\s+deviations?{_OF}{_LETTER}", ("root", 1)),
    (rf"\bsecond\s+moments?{_OF}{_LETTER}", (MEAN, 2)),
    (rf"\bmean\s+squares?{_OF}{_LETTER}", (MEAN, 2)),
    (rf"\bfourth\s+moments?{_OF}{_LETTER}", (MEAN, 4)),
    (r"N\}?\s*\(\s*(?P<letter>\\mu|μ|mu)\s*,", (MEAN, 1)),
    (r"N\}?\s*\([^(),]*,\s*(?P<letter>\\sigma|σ|sigma)\s*(?:\^\{?2\}?|²)(?P<square>)", (VARIANCE, 1)),
)
_OF_SQUARES = re.compile(
    r"(?:\bsquares\b|\bsquared\s+gradients\b)(?:\s+of\s+(?:the\s+|all\s+)?gradients\b)?"
    r"(?:(?!\bgradients?\b|[.;]).){0,80}$",
    re.IGNORECASE | re.DOTALL,
)
_THEIR_SQUARES = re.compile(r"\s*\$?\s*of\s+(?:the(?:ir)?|its|all)\s+squares\b", re.IGNORECASE)
_PUTS = re.compile(
    r"\b(?:put|let|write|writing|denotes?|define|with|where|set|call|abbreviat\w+|short|and|as|by)\W*$", re.IGNORECASE
)
_LATE = re.compile(
    r"\blong[- ](?:run|term|time)|\blarge\s+(?:\$?[tnk]\b|times?|steps?)|\beventually\b|\basymptotic"
    r"|\bstationar(?!\w*\s+(?:\w+\s+)?(?:gradient|process|noise|distribution|sequence|signal|series|data|setting))"
    r"|\\to\s*\\infty|\bin\s+the\s+limit|\bafter\s+(?:many|a\s+long|the\s+start)|\bequilibrium\b|\bsteady[- ]state"
    r"|\bgrows\b|\blate\b|\bbias\s+(?:is|has)|\bdied\s+(?:out|away)|\bforgotten\b|\blong\s+(?:enough|after)|\bsettle[sd]?\b"
    r"|\btransient|\bwarm(?:ed)?[- ]?up|\bt\s*\\gg|\bonce\b",
    re.IGNORECASE,
)
_IID = re.compile(r"\bi\.\s?i\.\s?d\.", re.IGNORECASE)
_DOLLARS = re.compile(r"\$+([^$]+)\$+")


@dataclass(frozen=True)
class Chance:
    """What is said of the law of the gradients, the moments for which letters stand, and what may be said too."""

    facts: frozenset[str] = frozenset()
    named: tuple[tuple[Node, Node], ...] = ()
    maybe: frozenset[str] = frozenset()

    @property
    def narrow(self) -> Chance:
        """The same with all that may be meant too."""
        return replace(self, facts=self.facts | self.maybe)

    @property
    def independent(self) -> bool:
        """Whether the gradients are said to be independent."""
        return INDEPENDENT in self.facts

    @property
    def meanings(self) -> dict[Node, Node] | None:
        """What each letter stands for; None where one stands for two things."""
        found: dict[Node, Node] = {}
        for letter, meaning in self.named:
            if found.setdefault(letter, meaning) != meaning:
                return None
        return found

    @property
    def laws(self) -> list[Law]:
        """Laws of which all is so that is said; none where they are not known."""
        if STRANGE in self.facts:
            return []
        return [law for law in _laws(self.facts) if _fits(law, self.facts)]


def chance(texts: Sequence[str]) -> Chance:
    r"""What the texts, formulas between dollars, say of random gradients.

    >>> said = chance([r"Let the gradients be independent with mean $0$ and variance $\sigma^2$."])
    >>> sorted(said.facts), [str(letter) for letter in said.meanings]
    (['independent', 'zero mean'], ['sigma'])
    """
    facts: set[str] = set()
    named: list[tuple[Node, Node]] = []
    said: list[tuple[Node, Node]] = []
    for text in texts:
        facts |= facts_in(text)
        for pattern, (sign, power) in _NAMED:
            named += [_named(match, sign, _power(match, power)) for match in re.finditer(pattern, text)]
        for match in _DOLLARS.finditer(text):
            (named if _PUTS.search(text[: match.start()]) else said).extend(_said(match[1]))
        for each in noisy(text):
            told = _of_noise(each, facts)
            facts, named = told[0], [*named, *told[1]]
    called = {letter for letter, _ in named}
    first = {letter: meaning for letter, meaning in reversed(said) if letter not in called}
    maybe = frozenset(name for name, pattern in _MAYBE.items() if any(map(pattern.search, texts)))
    maybe -= {CENTRED} if any(map(_DRIFTS.search, texts)) else set()
    return Chance(frozenset(facts), tuple(dict.fromkeys([*named, *first.items()])), maybe)


def _of_noise(noise: Noisy, facts: set[str]) -> tuple[set[str], list[tuple[Node, Node]]]:
    """What is left of the facts where they are said of a noise around a mean, and what its letters stand for."""
    known = facts - ({CENTRED} if noise.mean else set()) - ({UNIT} if noise.scale else set())
    named: list[tuple[Node, Node]] = []
    if isinstance(noise.mean, Name) and CENTRED in facts:
        named.append((noise.mean, moment_of(1, MEAN)))
    if noise.scale and UNIT in facts:
        named.append((noise.scale, moment_of(1, "root")))
    return known, named


def facts_in(text: str) -> set[str]:
    """What a text says of the law of the gradients.

    >>> sorted(facts_in("For Gaussian gradients with zero mean"))
    ['normal', 'zero mean']
    """
    found = {name for name, pattern in _FACTS.items() if pattern.search(text)}
    plain = _UNCORRELATED.sub(" ", text)
    for name in (COIN, FLAT):
        plain = _FACTS[name].sub(" ", plain)
    if found & {COIN}:
        plain = re.sub(
            r"(?:each\s+)?with\s+(?:equal\s+)?probability\s*(?:one\s+half|1/2|\$?\\t?d?frac\{?1\}?\{?2\}?\$?|\$1/2\$|½)?",
            " ",
            plain,
        )
    return found | ({STRANGE} if _STRANGE.search(plain) else set())


def near(texts: Sequence[str]) -> list[str]:
    """The sentences of the last section that suppose something for all that follows."""
    section: list[str] = []
    for text in reversed(texts):
        if text.strip() and is_heading(words(text).strip() or "x.") and "$" not in text:
            break
        section.append(text)
    return [each for text in reversed(section) for each in _cut(text) if _SUPPOSES.search(each)]


def _cut(text: str) -> list[str]:
    """The sentences of a text in which i.i.d. ends none."""
    return cut_sentences(_IID.sub("iid", text))


def lasting(texts: Sequence[str], own: str) -> list[str]:
    """The sentences that may suppose something for a passage: what is said "for" or "if" elsewhere is for its own only.

    >>> lasting(["For Gaussian gradients it is so. They are independent."], "By Jensen, it is less.")
    ['For Gaussian gradients it is so', ' They are independent']
    >>> lasting(["For Gaussian gradients it is so. They are independent.", "Now"], "By Jensen, it is less.")
    [' They are independent', 'Now']
    """
    *above, last = texts or [""]
    goes_on = _GOES_ON.match(_cut(own)[-1]) is not None
    kept = [each for text in above for each in _cut(text) if goes_on or not _FOR_ITSELF.match(each)]
    return [each for each in (*kept, *_cut(last)) if each.strip()]


def is_late(text: str) -> bool:
    """Whether a text speaks of what holds after many steps.

    >>> is_late("In the long run"), is_late("At each step")
    (True, False)
    """
    return _LATE.search(text) is not None


def is_pinned(facts: set[str]) -> bool:
    """Whether there is only one law with these facts.

    >>> is_pinned({NORMAL, CENTRED}), is_pinned({COIN})
    (False, True)
    """
    return STRANGE not in facts and (bool(facts & {COIN, FLAT}) or {NORMAL, CENTRED, UNIT} <= facts)


def without_laws(text: str) -> str:
    """The text without what it supposes of the law of the gradients.

    >>> without_laws("If the gradients have zero mean and are independent, it is so.").strip()
    ', it is so.'
    """
    clauses = re.split(r"(?=[,;:.(])", _LATE.sub(" ", text))
    kept = []
    for whole in clauses:
        clause = whole
        supposed = re.search(
            r"\b(?:if|when|where|for|with|assum\w+|suppos\w+|let|take|provided|given|since|as)\b", clause, re.IGNORECASE
        )
        law = [match for pattern in _FACTS.values() for match in pattern.finditer(clause)]
        law += [match for pattern, _ in _NAMED for match in re.finditer(pattern, clause)]
        if supposed and law and supposed.start() < max(match.end() for match in law):
            clause = clause[: supposed.start()] + " " + clause[max(match.end() for match in law) :]
        kept.append(clause)
    return "".join(kept)


def moment_of(power: int, sign: str) -> Node:
    """A moment of a power of the gradient."""
    single: Node = Name(GRADIENT)
    raised = single if power == 1 else Binary("^", single, Literal(str(power)))
    return Call("sqrt", (Apply(VARIANCE, (raised,)),)) if sign == "root" else Apply(sign, (raised,))


def _power(match: re.Match[str], power: int) -> int:
    """The power of the gradient whose moment a letter is: of its square where the squares are what is spoken of."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return 2 if power == 1 and (_OF_SQUARES.search(before) or _THEIR_SQUARES.match(after)) else power


def _named(match: re.Match[str], sign: str, power: int) -> tuple[Node, Node]:
    """The letter, and the moment for which it stands; a square stands for a variance, and its letter for the root."""
    group = match.groupdict()
    letter = parse_formula(group["letter"] or group["plain"]).members[0]
    meaning, squared = moment_of(power, sign), group.get("square", group.get("plainly"))
    squared = group.get("plainly") if squared is None else squared
    return letter, Call("sqrt", (meaning,)) if squared is not None else meaning


def _said(text: str) -> list[tuple[Node, Node]]:
    """The letters to which a formula gives the names of moments of the gradient."""
    chain = formula_in(text)
    return list(named_by(chain)) if chain else []


def named_by(chain: Chain) -> list[tuple[Node, Node]]:
    r"""The letter that an equation calls a moment of the gradient, if it does.

    >>> [[str(part) for part in pair] for pair in named_by(parse_formula(r"\sigma^2 = \operatorname{Var}(g_t^2)"))]
    [['sigma', 'sqrt(Var(g^2))']]
    """
    if len(chain.members) != 2 or chain.relations[0] not in {"=", "←"}:
        return []
    for letter, meaning in (chain.members, chain.members[::-1]):
        if is_moment(meaning) and (bare := _bare(meaning)) is not None:
            match letter:
                case Name() | Apply(name="mu" | "kappa" | "m", arguments=(Literal(),)):
                    return [(letter, bare)]
                case Binary(op="^", left=Name() as base, right=Literal() as two) if two.value == 2:
                    return [(base, Call("sqrt", (bare,)))]
    return []


def _bare(meaning: Node) -> Node | None:
    """The moment of the gradient, written without its step; None for a moment of anything else."""
    assert isinstance(meaning, Apply)
    match meaning.arguments[0]:
        case Apply(name=name) | Name(name=name) if name == GRADIENT:
            return moment_of(1, meaning.name)
        case Binary(op="^", left=Apply(name=name) | Name(name=name), right=Literal() as power) if name == GRADIENT:
            return moment_of(int(power.value), meaning.name) if power.numeral.integer else None
    return None


def _laws(facts: frozenset[str]) -> list[Law]:
    """Laws of many shapes; of those that have a name, that one."""
    half, fifth = Fraction(1, 2), Fraction(1, 5)
    if COIN in facts:
        return [Discrete(((half, Fraction(1)), (half, Fraction(-1))))]
    if FLAT in facts:
        return [Uniform(Fraction(-1), Fraction(1))]
    places = [(Fraction(centre), Fraction(spread)) for centre, spread in ((0, 1), (1, 1), (0, 2), (-2, 1), (3, 2))]
    if NORMAL in facts:
        return [Gaussian(centre, spread) for centre, spread in places]
    shapes = [
        ((fifth, Fraction(2)), (1 - fifth, -half)),
        ((half, Fraction(1)), (half, Fraction(-1))),
        ((Fraction(1, 10), Fraction(3)), (Fraction(9, 10), Fraction(-1, 3))),
    ]
    return [
        Discrete(tuple((weight, centre + spread * value) for weight, value in shape))
        for shape, (centre, spread) in product(shapes, places)
    ]


def _fits(law: Law, facts: frozenset[str]) -> bool:
    """Whether the law is as it is said to be."""
    return (CENTRED not in facts or law.mean == 0) and (UNIT not in facts or law.variance == 1)
