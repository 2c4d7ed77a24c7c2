r"""Prose in plain words: formulas without their marks, numbers in digits, and where each character stood.

What says the same in Markdown, in LaTeX and in plain text reads the same here: `$10\,000$` and (
    "ten thousand"
) are 10000.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rmsprop_sym.claims.expressions.tokens import GREEK
from rmsprop_sym.claims.words.prose import HOLE, mask
from rmsprop_sym.claims.words.sentences import SENTENCE

_SMALL = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_WORDS = {word: k for k, word in enumerate((*_SMALL, *_TEENS), 1)} | _TENS
_WORDS |= {f"{ten}-{one}": k + n for ten, k in _TENS.items() for n, one in enumerate(_SMALL[:9], 1)}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_COUNT = re.compile(
    rf"\b(?:(?P<word>an?|{'|'.join(sorted(_WORDS, key=len, reverse=True))}|\d+)["
    rf" -]+)?(?P<large>{'|'.join(_LARGE)})(?:[ -](?=fold\b)|(?=fold\b)|\b)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(set(_WORDS) - {'one'}, key=len, reverse=True))})(?:\b|(?=fold\b))", re.IGNORECASE
)
_NAMES = {"varepsilon": "eps", "epsilon": "eps"} | {name: name for name in GREEK.values()}
_GREEKS = {letter: name for letter, name in GREEK.items() if len(letter) == 1}
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵗ", "0123456789-t", strict=True))
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₜ", "0123456789t", strict=True))

To = str | Callable[[re.Match[str]], str]


def _raised(match: re.Match[str]) -> str:
    return "^" + "".join(_RAISED[each] for each in match[0])


def _lowered(match: re.Match[str]) -> str:
    return "_" + "".join(_LOWERED[each] for each in match[0])


def _counted(match: re.Match[str]) -> str:
    word = (match["word"] or "a").lower()
    many = 1 if word in {"a", "an"} else _WORDS.get(word) or int(word)
    return str(many * _LARGE[match["large"].lower()])


_MARKS: tuple[tuple[re.Pattern[str], To], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=[A-Za-z])\\(?=[A-Za-z])", " \\"),
        (r"\\(?:left|right|big|Big|displaystyle)(?![A-Za-z])|\$|\\\(|\\\)|\\\[|\\\]|`|\\noindent(?![A-Za-z])", ""),
        (r"\*\*(?=\S)([^*]+)(?<=\S)\*\*", lambda match: match[1]),
        (r"(?<=\d)(?:\\,|\{,\}|[\u2009\u202f\xa0])(?=\d{3}(?!\d))|(?<=\d),(?=\d{3}(?![\d.]))", ""),
        (
            r"(?<![\d.,] )(?<![\d.,])([1-9]\d{0,2}) (\d{3})(?!\d|\.\d| \d)",
            lambda match: match[1] + match[2],
        ),
        (r"\\(?:emph|text\w*|mathrm|mathit|mathbf|operatorname|mbox)\*?\s*\{([^{}]*)\}", lambda match: match[1]),
        (r"\\(?:widehat|hat|overline|bar)\s*(?:\{([^{}]*)\}|([A-Za-z]))", lambda match: f"{match[1] or match[2]}hat"),
        (r"\\q?quad(?![A-Za-z])|\\[,;:! ]|~(?=\S)|\n", " "),
        (r"\\sqrt\s*\{((?:[^{}]|\{[^{}]*\})*)\}", lambda match: f"sqrt({match[1]})"),
        (r"\\[tds]?frac\s*(\d)\s*(\d)", lambda match: f"{match[1]}/{match[2]}"),
        (r"\\[tds]?frac\s*(\d)\s*\{(\d+)\}", lambda match: f"{match[1]}/{match[2]}"),
        (
            r"\\[tds]?frac\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}",
            lambda match: f"({match[1]})/({match[2]})",
        ),
        (r"\\sqrt\s*([A-Za-z0-9])", lambda match: f"sqrt({match[1]})"),
        (r"√\s*\(", "sqrt("),
        (r"√\s*([A-Za-z](?:_\w|[₀-₉ₜ])?|[\d.]*\d)", lambda match: f"sqrt({match[1]})"),
        (r"\\(?:cdot|times)(?![A-Za-z])|×|·", "*"),
        (r"\\(?:approx|simeq)(?![A-Za-z])", "≈"),
        (r"\\(?:le|leq|leqslant)(?![A-Za-z])", "<="),
        (r"\\(?:ge|geq|geqslant)(?![A-Za-z])", ">= "),
        (r"\\(?:to|rightarrow|longrightarrow)(?![A-Za-z])", "->"),
        (r"\\(?:leftarrow|gets)(?![A-Za-z])|←", "="),
        (r"\\(ln|log|exp|sum|lim)(?![A-Za-z])", lambda match: match[1]),
        (r"\\([A-Za-z]+)", lambda match: _NAMES.get(match[1], match[0])),
        (rf"[{''.join(_GREEKS)}]", lambda match: _GREEKS[match[0]]),
        (rf"[{''.join(_RAISED)}]+", _raised),
        (r"²", "^2"),
        (rf"[{''.join(_LOWERED)}]+", _lowered),
        (r"−|–(?=\d)", "-"),
        (r"\*\*", "^"),
        (
            r"([_^])\{([^{}]*)\}",
            lambda match: match[1] + (match[2] if re.fullmatch(r"-?\w+", match[2]) else f"({match[2]})"),
        ),
        (r"\b[Oo]ne (?=\\?%|per[ -]?cent)", "1 "),
        (r"\bhalf a (?=\\?%|per[ -]?cent)", "0.5 "),
        (r"\\?%|\bper[ -]?cent\b|\bpercent\b", "%"),
        (r"(?<=\d) ?\*? ?10\^(-?\d+)", lambda match: f"e{match[1]}"),
        (r"\b10\^(-?\d{1,2})\b", lambda match: f"1e{match[1]}"),
        (r"\borders? of magnitude\b", "orders of 10"),
        (_COUNT.pattern, _counted),
        (f"(?i:{_ALONE.pattern})", lambda match: str(_WORDS[match["word"].lower()])),
        (r"\b[Tt]wice\b", "2 times"),
        (r"\b[Tt]hrice\b", "3 times"),
        (r"[ \t]{2,}", " "),
    )
)


DIGITS = r"\d+(?:\.\d+)?(?:e-?\d+)?"  # a number in plain words


@dataclass(frozen=True)
class Plain:
    """A text in plain words, and where in the original each of its characters stood."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where in the original a stretch of the plain words stands."""
        return self.starts[first], self.ends[last - 1]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where each sentence begins and ends, without its stop.

        >>> plain = plainly("It is 1.5. So be it.")
        >>> [plain.text[start:stop] for start, stop in plain.sentences()]
        ['It is 1.5', ' So be it']
        """
        start = 0
        for stop in [*SENTENCE.finditer(self.text), None]:
            end = stop.start() if stop else len(self.text)
            if self.text[start:end].strip():
                yield start, end
            start = stop.end() if stop else end


def plainly(text: str) -> Plain:
    r"""The text in plain words; what is struck out or a comment is left out.

    >>> plainly(r"After $10\,000$ steps $\sqrt{v_t}$ is about ten per cent, and twice $\hat m$.").text
    'After 10000 steps sqrt(v_t) is about 10 %, and 2 times mhat.'
    """
    masked = "".join(raw if new == HOLE else new for raw, new in zip(text, mask(text), strict=True))
    plain = Plain(masked, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    for pattern, to in _MARKS:
        plain = _replaced(plain, pattern, to)
    return plain


def _replaced(plain: Plain, pattern: re.Pattern[str], to: To) -> Plain:
    """The words with what matches replaced; new characters stand where all of the old ones stood."""
    done, text, starts, ends = 0, "", list[int](), list[int]()
    for match in pattern.finditer(plain.text):
        if not match[0]:
            continue
        new = to if isinstance(to, str) else to(match)
        first, last = match.span()
        text += plain.text[done:first] + new
        starts += [*plain.starts[done:first], *[plain.starts[first]] * len(new)]
        ends += [*plain.ends[done:first], *[plain.ends[last - 1]] * len(new)]
        done = last
    if not done:
        return plain
    return Plain(text + plain.text[done:], (*starts, *plain.starts[done:]), (*ends, *plain.ends[done:]))
