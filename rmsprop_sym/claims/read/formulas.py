r"""Where mathematics stands in a line of prose: between dollars, in `\(` and `\[`, in an environment, in a role."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from rmsprop_sym.claims.expressions.numeral import PLAIN
from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.read.macros import DEFINITION, OPERATOR

DISPLAYED = (
    r"(?:equation|align|gather|multline|eqnarray|alignat|flalign|dmath|dgroup|darray|displaymath|math|IEEEeqnarray)\*?"
)
ENDS = {"\\(": "\\)", "\\[": "\\]"}

NEAR = 300

_GROUP = r"\{[^{}]*\}"
SILENT = re.compile(
    rf"\\(?:label|tag\*?|hspace\*?|vspace|phantom|[hv]phantom|color|intertext|cite|ref|eqref|footnote){_GROUP}"
    rf"|\\(?:begin|end)\{{(?:{DISPLAYED}|aligned(?:at)?|split|gathered|multlined|subequations)\}}(?:{_GROUP})?(?:\[[a-z]\])?"
    rf"|{DEFINITION.pattern}|{OPERATOR.pattern}"
    r"|\\(?:nonumber|notag|displaystyle|textstyle|left|right|[Bb]igg?[lrm]?|limits|allowbreak|hline)(?![A-Za-z])"
)
_WRAPPER = re.compile(
    r"\\(?:boxed|ensuremath|textcolor\{[^{}]*\}|num|(?P<brace>(?:under|over)brace)|(?P<font>math(?:bf|rm)|bm|boldsymbol))\{"
)
_NUMBER = re.compile(PLAIN)
_BELOW = re.compile(r"\s*[_^]\s*\{")
ROW_BREAK = re.compile(r"\\\\(?:\[[^\]]{0,300}\])?")
_WORDS = re.compile(
    rf"\\(?:text(?:rm|bf|it|sf|tt)?|mbox)\{{(?!\\?[A-Za-z]+\}}\s*(?:[_^(&]|{RELATION}))(?P<words>[^{{}}]*)\}}"
)
_QUALIFIED = re.compile(  # for which steps it holds: at its beginning, at its end, and in brackets behind it
    r"^\s*(?:\\forall(?![A-Za-z])|∀)[^:;$]{1,40}:|(?:\\forall(?![A-Za-z])|∀)[^:;,$]{1,40}$"
    r"|(?<=quad)\s*\([^()]*(?:[=<>≤≥≠→]|\\(?:leq?|geq?|neq?|equiv|to|rightarrow)(?![a-z]))[^()]*\)(?=\s*[.,;]?\s*$)"
)
_LETTERS = {"lr", "decay", "eps"}  # words that stand for a number in a formula, and say nothing about it
_COUNTED = re.compile(r"\d(?:\\[,;: ]|[~\s])*$")
_PART = re.compile(
    r"\b(?:of|percent|per|hundred|thousand|[mbtr]illion|dozen|times|plus|minus|over|by|half|twice|squared|cubed)\b|\d"
    r"|^\W*[kKMGTmµun]\W*$"
)
_GOES_ON_WITH = re.compile(rf"[\s&]*(?:{RELATION}|[-+−*/^×·)}}]|\\(?:cdot|times|d?frac|sqrt)(?![A-Za-z]))")
_ENDED = re.compile(r"\s*(?:$|\\\\|\\q?quad(?![A-Za-z])|[,;.](?!\d))")
_BEGUN = re.compile(r"(?:^|\\\\|\\q?quad|[,;])[\s&]*$")
_COMPUTED = re.compile(r"[-+−*/^×·÷√]|\\(?:frac|[td]frac|cdot|times|sqrt|ln|log|exp)")
_CUT = re.compile(
    r"[()\[\]{}]|\\\\(?:\[-?[\d.]+\s*[a-z]{2}\])?|\\q?quad(?![A-Za-z])|(?<!\\);|(?<!\\),(?=\s|\\q)"
    r"|\\(?:implies|iff|therefore|because)(?![A-Za-z])|\\(?:Long)?(?:Right|Leftright)arrow(?![A-Za-z])|\\Longleftrightarrow(?![A-Za-z])|[⇒⇔⟹⟺]"
)
_GOES_ON = re.compile(rf"[\s&]*(?:{RELATION})")
_PARTS = re.compile(r"[()\[\]{}=≈→]|\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])")
_LEADING = re.compile(rf"[\s&]*(?:{RELATION})\s*|\s+")
_SIGN = re.compile(
    rf"(?<!\\)(?:(?P<dollars>\$\$?)|(?P<open>\\[(\[])|(?P<close>\\[)\]])"
    rf"|\\begin\{{(?P<begin>{DISPLAYED})\}}|\\end\{{(?P<end>{DISPLAYED})\}})"
)


def formulas(text: str) -> Iterator[tuple[int, int]]:
    """Where the formulas stand, without their signs; `$5 and $10` is money.

    >>> [("it is $x = 2$ or $5 and $10")[start:end] for start, end in formulas("it is $x = 2$ or $5 and $10")]
    ['x = 2']
    """
    opened: re.Match[str] | None = None
    for sign in _SIGN.finditer(text):
        if opened and _closes(text, opened, sign):
            yield opened.end(), sign.start()
            opened = None
        elif _opens(text, sign) and (opened is None or _gives_way(opened, sign)):
            opened = sign
        elif opened and sign["dollars"] and opened["dollars"] == "$":
            opened = None


def _opens(text: str, sign: re.Match[str]) -> bool:
    """Whether a formula may begin here."""
    return bool(
        sign["open"]
        or sign["begin"]
        or sign["dollars"] == "$$"
        or (sign["dollars"] and not text[sign.end() : sign.end() + 1].isspace())
    )


def _gives_way(opened: re.Match[str], sign: re.Match[str]) -> bool:
    """Whether what was opened was no formula if another one begins: a single dollar may be money."""
    return opened["dollars"] == "$" or (sign["open"] is not None and opened["dollars"] is None)


def _closes(text: str, opened: re.Match[str], sign: re.Match[str]) -> bool:
    """Whether the sign ends what the opened one began."""
    if opened["dollars"] == "$" and sign["dollars"] == "$":
        before, after = text[sign.start() - 1], text[sign.end() : sign.end() + 1]
        return not (before.isspace() or after.isdigit())
    if opened["begin"]:
        return sign["end"] == opened["begin"]
    return (opened["dollars"] or ENDS.get(opened["open"] or "")) == (sign["dollars"] or sign["close"])


def statements(formula: str) -> Iterator[tuple[int, str]]:
    r"""The rows of a formula, each with the place where it begins; what is no mathematics is made space.

    A row that begins with a relation goes on with the one above.

    >>> list(statements(r"a = 1, \quad \boxed{b} &= 2 \\[4pt] &= 3. \tag{1}"))
    [(0, 'a = 1'), (19, '{b}  = 2          = 3')]
    """
    text = _QUALIFIED.sub(space, _without_wrappers(SILENT.sub(space, formula)))
    text = _WORDS.sub(_words, text)
    for start, end in _rows(text):
        row = ROW_BREAK.sub(space, text[start:end]).replace("&", " ")
        lead = _LEADING.match(row)
        yield from _parted(start + (lead.end() if lead else 0), row[lead.end() if lead else 0 :])


def _parted(start: int, row: str) -> Iterator[tuple[int, str]]:
    r"""A row with the place where it begins; where equations go on with an arrow, each of them and the limit apart.

    >>> list(_parted(0, r"v_t = (1-b^t) g^2 \to g^2")), list(_parted(0, r"v_t \to g^2"))
    ([(0, 'v_t = (1-b^t) g^2'), (6, '(1-b^t) g^2 \\to g^2')], [(0, 'v_t \\to g^2')])
    """
    signs, depth = list[re.Match[str]](), 0
    for match in _PARTS.finditer(row):
        depth += (match[0] in "([{") - (match[0] in ")]}")
        if depth == 0 and match[0] not in "()[]{}":
            signs.append(match)
    arrows = [k for k, sign in enumerate(signs) if sign[0] not in "=≈"]
    if len(arrows) != 1 or len(signs) == 1:
        yield start, row
        return
    k, last = arrows[0], len(signs) - 1
    cuts = [
        *([(0, signs[k].start())] if k else []),
        (signs[k - 1].end() if k else 0, signs[k + 1].start() if k < last else len(row)),
        *([(signs[k].end(), len(row))] if k < last else []),
    ]
    for first, stop in cuts:
        part = row[first:stop].rstrip()
        yield start + first + len(part) - len(part.lstrip()), part.lstrip()


def space(match: re.Match[str]) -> str:
    """As many spaces as the match has characters."""
    return " " * len(match[0])


def _words(match: re.Match[str]) -> str:
    """What becomes of words in a formula: a space for a unit at the end, a letter, a cut, or themselves, not read."""
    text, end = match.string, match.end()
    before = text[max(match.start() - NEAR, 0) : match.start()]
    ends, counts = _ENDED.match(text, end), before.rstrip()[-1:].isdigit()
    alone = counts and not _COMPUTED.search(re.split(r"[,;]|\\\\", before)[-1])
    name = match["words"].strip()
    if name in _LETTERS and not (ends and _COUNTED.search(before) and text.count(f"{{{name}}}") == 1):
        return f"{name} ".rjust(len(match[0]))
    if _PART.search(match["words"]) or (counts and _GOES_ON_WITH.match(text, end)) or (ends and alone):
        return match[0]
    return (" " if ends or _BEGUN.search(before) else ";").ljust(len(match[0]))


def _without_wrappers(text: str) -> str:
    """The text without frames and fonts around its numbers, and without what is written below a brace."""
    if not _WRAPPER.search(text):
        return text
    holes, pairs = list(text), _pairs(text)
    relations = [relation.start() for relation in re.finditer(RELATION, text)]
    for match in _WRAPPER.finditer(text):
        opening, closing = match.end() - 1, pairs.get(match.end() - 1)
        if closing is None:
            continue
        number = _NUMBER.fullmatch(text, opening + 1, closing) is not None
        if match["font"] and not number:
            continue
        bare = number or bisect(relations, opening) < bisect(relations, closing)
        kept = opening + bare
        holes[match.start() : kept] = " " * (kept - match.start())
        if bare:
            holes[closing] = " "
        remark = _BELOW.match(text, closing + 1) if match["brace"] else None
        end = pairs.get(remark.end() - 1) if remark else None
        if end is not None:
            holes[closing + 1 : end + 1] = " " * (end - closing)
    return "".join(holes)


def _pairs(text: str) -> dict[int, int]:
    """Which brace closes each brace that opens."""
    pairs, opened = {}, list[int]()
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            pairs[opened.pop()] = match.start()
    return pairs


def _rows(text: str) -> Iterator[tuple[int, int]]:
    """The statements of a formula: between commas, wide spaces, words, and line breaks outside brackets."""
    depth, start = 0, 0
    for match in _CUT.finditer(text):
        if match[0] in "([{":
            depth += 1
        elif match[0] in ")]}":
            depth -= 1
        elif depth == 0 and not (match[0].startswith("\\\\") and _GOES_ON.match(text, match.end())):
            yield from _trimmed(text, start, match.start())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without spaces and a full stop at its ends, if anything is left."""
    row = text[start:end]
    kept = row[: _end(row)]
    if kept.strip():
        yield start + len(row) - len(row.lstrip()), start + len(kept)


def _end(row: str) -> int:
    """Where the row ends without the spaces and the full stop behind it; three dots are no full stop."""
    end = len(row)
    while end:
        if row[end - 1].isspace():
            end -= 1
        elif row[max(end - 2, 0) : end] in {"\\,", "\\;", "\\:", "\\!"}:
            end -= 2
        elif row[end - 1] in ".;," and row[max(end - 2, 0) : end - 1] not in {".", "\\"}:
            end -= 1
        else:
            break
    return end
