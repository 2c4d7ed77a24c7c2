r"""The words in formulas as prose around them: `$g_t = c \text{ for all } t$` is `$g_t = c$ for all $t$`."""

from __future__ import annotations

import re

from rmsprop_sym.claims.read.formulas import ROW_BREAK, SILENT, formulas, space

_SPOKEN = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|mbox|intertext)\{([^{}]*)\}(?!\s*[_^])")
_STOPPED = re.compile(r"(?:\s|\\[,;:! ]|\\q?quad(?![A-Za-z]))*\.\s*$")
_SPACED = re.compile(r"\\q?quad(?![A-Za-z])|\\[,;:! ]|~")
_RELATED = r"[^()]*(?:[=<>≤≥≠]|\\(?:leq?|geq?|neq?|equiv)(?![a-z]))[^()]*"
_TENDING = r"[^()]*(?:→|\\(?:to|rightarrow)(?![a-z]))[^()]*"
_APART, _ENDS = r"(?:\\q?quad(?![A-Za-z])|\\[;:])\s*\(\s*", r"\)(?=\s*[.,;]?\s*$)"
_SIGNS = (  # that stand for words
    (re.compile(r"\\forall(?![A-Za-z])|∀"), r"\\text{for all}"),
    (re.compile(r"\\iff(?![A-Za-z])|\\(?:Longl|L|l)eftrightarrow(?![A-Za-z])|[⇔⟺]"), r"\\text{if and only if}"),
    (
        re.compile(r"\\implies(?![A-Za-z])|\\(?:Long)?[Rr]ightarrow(?![A-Za-z])(?<!\\rightarrow)|[⇒⟹]"),
        r"\\text{implies}",
    ),
    (re.compile(rf"{_APART}({_RELATED}){_ENDS}"), r"\\text{for}\1"),
    (re.compile(rf"{_APART}({_TENDING}){_ENDS}"), r"\\text{as}\1"),
)
_RAISED = re.compile(r"(?<![A-Za-z\\])(g)\^\{\s*\(([^(){}]*)\)\s*\}")  # the gradient at a step
_SPEAKS = re.compile(
    r"\\(?:text|mbox|intertext|forall|iff|implies|L(?:ong)?[lr]|Rightarrow)|[∀⇔⟺⇒⟹]|quad\s*\(|\\[;:]\s*\("
)


def opened(text: str) -> str:
    r"""The prose, formulas between dollars, with the words that stand in its formulas outside of them.

    >>> opened(r"Let $g_t = c \text{ for all } t$. Then $x > 0 \iff y > 0$.")
    'Let $g_t = c$ for all $t$. Then $x > 0$ if and only if $y > 0$.'
    """
    if not _SPEAKS.search(text := _RAISED.sub(r"\1_{\2}", text)):
        return text
    pieces, done = list[str](), 0
    for start, end in formulas(text):
        if prose := _as_prose(text[start:end]):
            pieces += [text[done:start].rstrip("$"), prose]
            done = end + (2 if text[end : end + 2] == "$$" else 1)
    return "".join([*pieces, text[done:]])


def within_before(text: str, begins: int, outside: str) -> str:
    r"""The words before one of the formulas between the same dollars, behind what leads to these.

    >>> within_before(r"So $\text{if } x > 0 \text{ then } y > 0$.", 35, "So ")
    'So if $x > 0$ then'
    """
    told = _as_prose(text[text.rfind("$", 0, begins) + 1 : begins]) if "$" in text else ""
    return f"{outside}{told}" if told else outside


def within_after(text: str, end: int, outside: str) -> str:
    r"""The words after one of the formulas between the same dollars, before what follows these.

    >>> within_after(r"So $y > 0 \text{ if } x > 0$ for ever", 9, " for ever")
    ' if $x > 0$ for ever'
    """
    told = _as_prose(text[end : text.find("$", end)]) if "$" in text else ""
    return f" {told}{outside}" if told else outside


def said_before(display: str, start: int) -> str:
    r"""The words in the row of a display that lead to one of its formulas, as prose with mathematics in dollars.

    >>> said_before(r"\text{For } g_t = 0: \quad v_t = \beta v_{t-1}", 21)
    'For $g_t = 0$:'
    """
    first = max((match.end() for match in ROW_BREAK.finditer(display, 0, start)), default=0)
    return _as_prose(display[first:start])


def said_after(display: str, end: int, below: str) -> str:
    r"""What the row of a display says after one of its formulas, and the prose below, which may begin a sentence.

    >>> said_after(r"v_t \le G^2 \quad\text{if } |g_i| \le G \text{ for all } i", 11, "Then it grows.")
    ' if $|g_i| \\le G$ for all $i$. Then it grows.'
    >>> said_after(r"v_t \le G^2, \quad t \ge 1", 11, "for ever")
    'for ever'
    >>> said_after(r"v_t \to c^2. ", 11, "The rate is about 2.")
    '. The rate is about 2.'
    """
    broken = ROW_BREAK.search(display, end)
    told = "" if "$" in display else _as_prose(display[end : broken.start() if broken else len(display)])
    sign = "" if told[-1:] in ",;.:" else "." if below.strip()[:1].isupper() else ","
    if not told and _STOPPED.match(display, end):
        return f". {below}"
    return f" {told}{sign} {below}" if told else below


def _as_prose(part: str) -> str:
    """Words out of their commands, and what stands between them in dollars; nothing where there are no words."""
    for sign, word in _SIGNS:
        part = sign.sub(word, part)
    pieces, done = list[str](), 0
    for match in _SPOKEN.finditer(part):
        pieces += [_in_dollars(part[done : match.start()]), match[1].strip()]
        done = match.end()
    return " ".join(filter(None, [*pieces, _in_dollars(part[done:])])) if pieces else ""


def _in_dollars(part: str) -> str:
    """Mathematics in dollars, the signs of its sentence and brackets without their partners outside of them."""
    text = SILENT.sub(space, part).replace("&", " ")
    text = _SPACED.sub(space, text).strip()
    inside = text.strip(",;.: ")
    opened, closed = inside.count("(") - inside.count(")") > 0, inside.count(")") - inside.count("(") > 0
    before, after = "(" if opened else "", ")" if closed else ""
    inside = inside.removeprefix("(" if opened else "").removesuffix(")" if closed else "").strip(",;.: ")
    sign = text[-1:] if text[-1:] in ",;.:" else ""
    return f"{before}{f'${inside}$' if inside else ''}{after}{sign}"
