"""Mathematics that is typed into plain text: where a formula begins and ends among the words of a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase

from rmsprop_sym.claims.expressions.formula import formula_in, parse_formula
from rmsprop_sym.claims.expressions.passage import Line, Passage, join
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Literal, Name, has_letters, walk
from rmsprop_sym.claims.expressions.tokens import FUNCTIONS, GREEK, LOWERED, RAISED, RELATION
from rmsprop_sym.claims.expressions.tree import heads_in
from rmsprop_sym.claims.read.stated import Script, begun, indexed

LONGEST = 300  # characters of a formula
MOST_NAMED = 2  # a name and its value
KNOWN = (
    "lr", "alpha", "beta", "rho", "gamma", "eps", "epsilon", "eta", "mu", "nu", "lambda", "delta", "kappa", "sigma",
    "tau", "omega", "theta", "decay", "pi", "vhat", "mhat",
)  # fmt: skip
_WORDS = "|".join(sorted(KNOWN, key=len, reverse=True))
_NUMBERED = r"(?:[A-Za-z]|theta|θ)(?:_\{?\d+\}?|[₀-₉]+)"
_SIGNED = r"[-−]?\d+(?:\.\d+)?"
_GREEK = "".join(GREEK)
_SHIFTED = r"(?:[tikn]|\d+)\s*(?:[-+−]\s*(?:\d+|[tikn]))?"
_INDEX = rf"\[\s*{_SHIFTED}\s*\]|_\{{[^{{}}$]{{1,20}}\}}|_\({_SHIFTED}\)|_(?:∞|[tikn](?![A-Za-z0-9])|\d+)|{LOWERED}"
_MEAN = r"(?<![A-Za-z])E\[\s?g\s?(?:\^\{?2\}?|²)\s?\](?=_|ₜ|[₀-₉])"
_DELTA = r"(?:(?<![A-Za-z])[Δ∆]\s?(?=(?:w|x|theta|θ)(?![A-Za-z])))?"
NAME = (
    rf"{_DELTA}(?:{_MEAN}|[Δ∆](?=[ₜ₀-₉\[]|_[t\d{{(])|(?:(?<![A-Za-z])|(?<=[Δ∆]))(?:{_WORDS}|[A-Za-z{_GREEK}])[\u0302\u0304]?\d{{0,2}}(?![A-Za-z])|∞)"
    rf"(?:{_INDEX})?"
)
CALLS = "|".join(FUNCTIONS)
_BOUND = r"(?:\{[^{}$]{1,20}\}|\([^()$]{1,20}\)|∞|oo|\w)"
_SUM = rf"[∑Σ][ᵢⱼₖ]₌[₀-₉][ᵗⁿ]|(?:[∑Σ]|sum(?=_))(?:\s?[_^]{_BOUND}){{0,2}}"
_ATOM = re.compile(
    rf"(?P<space>\s+)|(?P<call>(?:{CALLS})(?![A-Za-z_]))|(?P<name>{NAME})"
    r"|(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+−]?\d+)?|\.\d+|[½⅓⅔¼¾⅕⅛⅒])"
    rf"|(?P<raised>{RAISED})|(?P<dots>…|⋯|\.\.\.)|(?P<root>√|{_SUM})"
    r"|(?P<relation>→|←|:=|(?<=\s)<-(?=\s)|->(?!>)|≈|≠|≤|≥|!=|<=(?!>)|>=|==(?!=)|<(?![-=|<])|>(?![>=])|=(?![=>]))"
    r"|(?P<sign>\*\*|[-+−×·⋅∙*/÷^%])|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<bar>\|)|(?P<comma>,)"
    r"|(?P<word>=>|<=>|[^\W\d_](?:[\w'’]|-(?=\w))*|.)"
)
OUTSIDE = re.compile(
    rf"`[^`]*`|\$[^$]*\$|(?<!\S)\S*(?:://|@|\\)\S*|\b(?!(?:{CALLS})\()(?!sum_)[A-Za-z_][\w.]{{2,}}\([^()]*\)"
    r"|(?<!\S)--\w[\w-]*(?:[= ]\S+)?|(?<!\w)[a-z](?:\.[a-z]){1,2}\.|(?:^|(?<=\u2028))\s*\(?[a-z]\)(?=\s)"
)
_SUMMED = re.compile(rf"(?:[∑Σ]|sum(?=_))((?:\s?[_^]{_BOUND}){{1,2}}) ?")
_SPOKEN = re.compile(
    r"(?:\bsum|[∑Σ])(?:\s+(?:over|for|from|of))?\s*[(\[{]?\s*(?P<index>[ijks])\s*(?:=|from)\s*(?P<first>\d)"
    r"\s*(?:\.{2,3}|…|to)\s*(?P<last>[tnT]|\d+|∞)\s*[)\]}]?(?:\s*(?:of\b|:))?(?=\s|[(A-Za-z])"
)
_RANGED = re.compile(r"\{(?P<first>\w\s?=\s?\w)\s?(?:\.{2,3}|…)\s?(?P<last>[^{}]+?)\s?\}")
_POWER = re.compile(
    rf"((?:(?<![A-Za-z])[abcdq]|{_WORDS.replace('|theta', '')}|[{_GREEK.replace('θ', '')}]|\d|[)\]}}])\^)\(([^()]*)\)"
)
_BRACKETED = re.compile(rf"(?<=[A-Za-zθ])\[\s*({_SHIFTED})\s*\]")
_SUBSCRIPT = re.compile(rf"(?<=[\w\]]_)\(({_SHIFTED})\)")
_LOWERED = str.maketrans("0123456789-−+tikn", "₀₁₂₃₄₅₆₇₈₉₋₋₊ₜᵢₖₙ")
_BRACED = str.maketrans("()", "{}")
_BEFORE = re.compile(r"(?<=[A-Za-zθ])_t[-−]1(?!\w|\.\d|\{)")
_MEANS_BEFORE = re.compile(rf"([A-Za-z]|theta|θ)(?:_t|ₜ)\s*:?=[^=\n]*(?<![^\W_])\1{_BEFORE.pattern}")
AMBIGUOUS = re.compile(r"_[A-Za-z][-+−]\d|_\d+[-+−]\d")
_OPERATED_AFTER = re.compile(
    r"\s*(?:times|plus|minus|squared|cubed|percent|per|of|divided|over|mod|half|twice)\b|\(|[A-Za-z0-9_@#%&'’\\\"]|-\w|\s*[~∼≪≫∝±]|\s?\0"
    r"|\s?[A-Za-z]+[_\d]|\.[.\d]|…|\s*,\s*(?:[-−]?\d|\.\.\.|…)"
)
_OPERATED_BEFORE = re.compile(
    r"(?:\b(?:times|plus|minus|twice|half|root|square|squared|by)\s+|[\w@#&'’\\\"°.]|\w-|[~∼≪≫∝±]\s*|\0\s?|[A-Za-z]_\w*\s|…)$"
)
_GAP = re.compile(r"\s{2}|\t|\u2028")
_COMPUTES = re.compile(rf"\s?(?:{RELATION}|[+*·×/^²])")
_OPERANDS = {"name", "number", "raised", "close", "dots", "bar"}
_BEGINNINGS = {"name", "number", "call", "root", "open", "bar"}
_ENDS = {"name", "number", "raised", "close", "bar"}
_BRACKET_BEFORE = re.compile(r"\(([^()]*)\)\s?$")
_BRACKET_AFTER = re.compile(r"\s?\(([^()]*)")
_COMPUTED = re.compile(r"[-+−*/·^]")
_LISTED = re.compile(
    rf"(?P<names>(?:{_NUMBERED}\s*,\s*)+(?:and\s+)?(?:(?:…|\.\.\.)\s*,\s*)?{_NUMBERED})\s*(?P<relation>[=≈])\s*(?P<values>{_SIGNED}(?:\s*,\s*(?:and\s+)?{_SIGNED})+)(?![\w%])(?!\.\d)"
)
_TWO = re.compile(rf"\s*(?:{_WORDS}|[A-Za-z{_GREEK}])\s*=\s*[\d.]+\s+[^\s\d][^=]*[=≈]")  # beta = 0.9 eta/2 = 1
_NUMBER_BEHIND = re.compile(r"\s+\d")
_UNIT = re.compile(r"\s[b-zB-HJ-Z](?![A-Za-z'’])")
_WORD = re.compile(r"[^\W\d_]{2}")
_ARROWS = {"→", "->"}
_ARTICLES = {"a", "A", "I"}


@dataclass(frozen=True)
class Token:
    """A piece of a line that may belong to a formula."""

    kind: str
    text: str
    start: int
    end: int


def with_steps(text: str) -> str:
    """The text, as long as before, with v_t-1 as the v of the step before, if its own definitions use it so.

    >>> with_steps("v_t = b*v_t-1 + (1-b)*g_t^2"), with_steps("v_t-1 >= 0")
    ('v_t = b*vₜ₋₁  + (1-b)*g_t^2', 'v_t-1 >= 0')
    """
    return _BEFORE.sub("ₜ₋₁ ", text) if _MEANS_BEFORE.search(text) else text


def typed(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the formulas of a line stand, and each as the grammar knows it, as long as before.

    >>> [said for _, _, said in typed("So a mean r_t goes up when g_t² > r_{t−1}, as said")]
    ['r_t', 'g_t² > r_{t−1}']
    """
    hidden = OUTSIDE.sub(lambda match: "\0" * len(match[0]), text)
    for start, end, said in [*begun(hidden), *_listed(hidden)]:
        yield start, end, said
        hidden = hidden[:start] + "\1" * (end - start) + hidden[end:]
    for run in _runs(hidden):
        for tokens in _balanced(run):
            start, end = tokens[0].start, tokens[-1].end
            said = as_formula(text[start:end])
            if _stands_alone(hidden, start, end) and is_formula(said):
                yield start, end, said


def with_sums(text: str) -> str:
    """The text, as long as before, with the sign of a sum, and its ends, for what words say of them.

    >>> with_sums("d * sum over k = 1..t of g_k")
    'd * ∑_{k=1}^t            g_k'
    """

    def change(match: re.Match[str]) -> str:
        last = match["last"] if len(match["last"]) == 1 else f"{{{match['last']}}}"
        said = f"∑_{{{match['index']}={match['first']}}}^{last}".ljust(len(match[0]))
        return said if len(said) == len(match[0]) else match[0]

    return _SPOKEN.sub(change, text) if re.search(r"\bsum\b|[∑Σ]", text) else text


def as_formula(text: str) -> str:
    """The formula, as long as before, with lowered indices, braces around exponents, and arrows of one sign.

    >>> as_formula("1 - beta^(t-1) -> r[t-1]")
    '1 - beta^{t-1} →  rₜ₋₁  '
    """
    text = _SUMMED.sub(_summed, indexed(text))
    text = _POWER.sub(r"\1{\2}", text).replace("->", "→ ").replace("<-", "← ")
    text = _SUBSCRIPT.sub(r"{\1}", text).replace("∆", "Δ")
    return _BRACKETED.sub(lambda match: "".join(match[1].split()).translate(_LOWERED).ljust(len(match[0])), text)


def _summed(match: re.Match[str]) -> str:
    """The sign of a sum with its ends, as long as before: sum_{i=1..t} runs from 1 to t."""
    said = f"∑{_RANGED.sub(_ends, match[1].translate(_BRACED))}"
    return said.ljust(len(match[0])) if len(said) <= len(match[0]) else match[0]


def _ends(match: re.Match[str]) -> str:
    """The two ends of a range."""
    last = match["last"]
    return f"{{{match['first']}}}^{last if len(last) == 1 else f'{{{last}}}'}"


def is_formula(text: str) -> bool:
    """Whether the text can be read as mathematics with letters, and no index in it is doubtful.

    >>> is_formula("v_t >= 0"), is_formula("v_t-1 >= 0"), is_formula("2 + 2 = 4")
    (True, False, False)
    """
    if len(text) > LONGEST or AMBIGUOUS.search(text) or _TWO.match(text):
        return False
    chain = formula_in(text.replace("→", "="))  # what it tends to need not be read, as of gamma → 0
    if chain is None:
        return False
    alone = text == "decay" or (len(text) == 1 and text in ascii_uppercase)
    computed = _is_computed(chain) and not isinstance(chain.members[0], Name | Apply)
    wrong = alone or computed or _is_assigned(chain) or _ends_a_range(chain)
    return any(map(has_letters, chain.members)) and not wrong


def _is_computed(chain: Chain) -> bool:
    """Whether the chain computes with numbers alone behind what stands on its left, which prose may do as well."""
    return len(chain.members) > MOST_NAMED and not any(map(has_letters, chain.members[1:]))


def _ends_a_range(chain: Chain) -> bool:
    """Whether an equation begins with the end of a range: what is summed over k < 5 = 4.1."""
    ranged = chain.relations[:1] in {("<",), ("<=",)} and chain.relations[1:2] in {("=",), ("≈",)}
    return ranged and isinstance(chain.members[1], Literal)


def _is_assigned(chain: Chain) -> bool:
    """Whether the chain gives a state a new value by its old one at the same step, as programs do."""
    first, *others = chain.members
    return isinstance(first, Apply) and chain.relations[:1] == ("=",) and first in walk(*others)


def _runs(text: str) -> Iterator[list[Token]]:
    """The longest stretches of the text that may be formulas."""
    run: list[Token] = []
    depth, gap = 0, False
    for match in _ATOM.finditer(text):
        token = Token(str(match.lastgroup), match[0], match.start(), match.end())
        if token.kind == "space":
            gap = _GAP.search(token.text) is not None
            continue
        spaced = token.start > 0 and text[token.start - 1].isspace()
        gap = gap or (spaced and token.kind == "number" and bool(run) and _is_lone(run[-1]))
        unit = spaced and bool(run) and run[-1].kind == "number" and _is_lone(token)
        apart = gap and bool(run) and run[-1].kind in _OPERANDS and token.kind in _BEGINNINGS
        ended = unit or token.kind == "word" or (token.kind == "comma" and depth <= 0) or _is_article(token, run, text)
        ended = ended or (token.text in _ARROWS and _is_value(run))
        if apart or ended:
            yield run
            run, depth = [], 0
        if not ended:
            run.append(token)
            depth += (token.kind == "open") - (token.kind == "close")
        gap = False
    yield run


def _is_value(run: Sequence[Token]) -> bool:
    """Whether a letter is given a number, so that an arrow behind it says what follows: b = 0.9 -> h = 6.58."""
    return [token.kind for token in run] == ["name", "relation", "number"] and run[1].text == "="


def _is_lone(token: Token) -> bool:
    """Whether the token is a bare letter, which stands for a unit behind a number, and is no factor before one."""
    return re.fullmatch(r"[A-Za-z]", token.text) is not None


def _is_article(token: Token, run: Sequence[Token], text: str) -> bool:
    """Whether the letter is a word: nothing beside it computes with it."""
    computed = (run and run[-1].kind in {"sign", "relation", "open", "root"}) or _COMPUTES.match(text, token.end)
    return token.text in _ARTICLES and not computed


def _balanced(run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The parts of a stretch between brackets that have no partner; none of which an end is wanting."""
    partners, opened = dict[int, int](), list[int]()
    for k, token in enumerate(run):
        if token.kind == "open":
            opened.append(k)
        elif token.kind == "close" and opened:
            partners[k] = opened.pop()
            partners[partners[k]] = k
    alone = [k for k, token in enumerate(run) if token.kind in {"open", "close"} and k not in partners]
    for start, end in pairwise([-1, *alone, len(run)]):
        part = run[start + 1 : end]
        if part and partners.get(start + 1) == end - 1 and _relates(part):
            part = part[1:-1]
        if part and _begins(part) and part[-1].kind in _ENDS and _is_even(part):
            yield part


def _relates(part: Sequence[Token]) -> bool:
    return any(token.kind == "relation" for token in part)


def _begins(part: Sequence[Token]) -> bool:
    """Whether a formula may begin so: with an operand, or with a sign that stands at one."""
    first, tight = part[0], len(part) > 1 and part[0].end == part[1].start
    return first.kind in _BEGINNINGS or (first.text in {"-", "−", "+"} and tight)


def _is_even(part: Sequence[Token]) -> bool:
    return sum(token.kind == "bar" for token in part) % 2 == 0


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing beside the stretch computes with it: r_t times 2, (1 + noise) r_t."""
    before = text[max(start - LONGEST, 0) : start].rstrip("\u2028")
    brackets = filter(None, (_BRACKET_BEFORE.search(before), _BRACKET_AFTER.match(text, end)))
    computed = any(_COMPUTED.search(bracket[1]) for bracket in brackets)
    computed = computed or (text[end - 1].isdigit() and _UNIT.match(text, end) is not None)
    return not (computed or _OPERATED_AFTER.match(text, end) or _OPERATED_BEFORE.search(before))


def _listed(text: str) -> Iterator[tuple[int, int, str]]:
    """What values in a row say of the names in a row before them, each at its own place: r_1, r_2 = 1, 2."""
    for match in _LISTED.finditer(text):
        names = re.findall(rf"{_NUMBERED}|…|\.\.\.", match["names"])
        values = list(re.finditer(_SIGNED, match["values"]))
        if len(names) == len(values) and not {"…", "..."} & {*names}:
            yield match.start(), match.start("values"), ""
            for name, value in zip(names, values, strict=True):
                start = match.start("values") + value.start()
                yield start, start + len(value[0]), f"{name} {match['relation']} {value[0]}"


def stated(text: str) -> list[Chain]:
    """The statements that a text is wholly, with nothing but commas between them; none if it is something else.

    >>> [str(chain) for chain in stated("v_t >= 0, v_0 = 0")], stated("v_t >= 0 for all t"), stated("g_t^2")
    (['v(t) >= 0', 'v(0) = 0'], [], [])
    """
    found = list(typed(text))
    chains = [parse_formula(said) for _, _, said in found if "→" not in said]
    whole = not _without(text, found).strip(" ,;") and len(chains) == len(found)
    whole = whole and not all(map(_is_of_gradients, chains)) and not any(map(_is_computed, chains))
    return chains if whole and all(chain.relations for chain in chains) else []


def _is_of_gradients(chain: Chain) -> bool:
    """Whether the letters with an index in a chain are gradients, and there are such."""
    return heads_in(chain) == {"g"}


def dollared(passage: Passage) -> Passage:
    """The prose with dollars around its formulas.

    >>> dollared(join([Line(1, 1, "Here v_t >= 0, as is g_t^2.")])).text
    'Here  $v_t >= 0$ , as is  $g_t^2$ .'
    """
    found = sorted(typed(passage.broken))
    wordless = not _WORD.search(_without(passage.text, found))
    if wordless and all(re.fullmatch(r"[^→]*", said) and _is_of_gradients(parse_formula(said)) for *_, said in found):
        return passage  # nobody says whether that is supposed or claimed
    ends = [end for _, end, _ in found]
    pieces = list[Line]()
    for start, line in zip(passage.starts, passage.lines, strict=True):
        first, last = bisect_right(ends, start), bisect_left(ends, start + len(line.text))
        pieces += _in_dollars(
            line, start, found[first : last + 1], {end for end in ends if ends_a_value(passage.text, end)}
        )
    return join(pieces)


def _without(text: str, found: Iterable[tuple[int, int, str]]) -> str:
    """The text, as long as before, without the formulas that were found."""
    rest = list(text)
    for start, end, _ in found:
        rest[start:end] = " " * (end - start)
    return "".join(rest)


def ends_a_value(text: str, end: int) -> bool:
    """Whether a value ends there, and another number begins behind it, which is no factor of it.

    >>> ends_a_value("at t = 9 0.5^9 is small", 8), ends_a_value("at t = 9 it is small", 8)
    (True, False)
    """
    return text[end - 1].isdigit() and _NUMBER_BEHIND.match(text, end) is not None


def _in_dollars(
    line: Line, start: int, found: Sequence[tuple[int, int, str]], parted: AbstractSet[int]
) -> Iterator[Line]:
    """The line in pieces, with the formulas of its passage, which may begin above it or end below it."""
    done, stop = 0, start + len(line.text)
    for first, last, said in found:
        low, high = max(first, start), min(last, stop)
        if low < high:
            yield Line(line.number, line.column + done, line.text[done : low - start])
            opening, closing = "$" * (first == low), ("$," if last in parted else "$") * (last == high)
            if len(said) == last - first:
                formula = f"{opening}{said[low - first : high - first].rstrip()}{closing}"
                yield Line(line.number, line.column + low - start - len(opening), formula)
            else:
                yield Line(
                    line.number, line.column + low - start, f"{opening}{said}{closing}" if said else "", high - low
                )
            done = high - start
    yield Line(line.number, line.column + done, line.text[done:])


def _behind(line: Line) -> Iterator[Line]:
    """The words behind a formula, with dollars around what is mathematics."""
    yield from dollared(join([line])).lines


PLAIN = Script(stated, _behind, as_formula)
