r"""What a column of constants may list for each decay, by the words of its head or by its numbers alone.

A head such as `$n_{1/2}$ (samples)` or "steps to 95 %" names a few formulas, of which the numbers tell the one meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

HALF_LIFE = "log(2)/log(1/({b}))"
WINDOW, TIME, SPAN = "1/(1 - {b})", "1/log(1/({b}))", "(1 + {b})/(1 - {b})"
FIRST, NEW = "1/sqrt(1 - {b})", "1 - {b}"
NOISE = "(1 - {b})/(1 + {b})"
AGE = "({b})/(1 - {b})"
LENGTHS = (WINDOW, TIME, SPAN, AGE, HALF_LIFE)
_COUNT = r"(?P<n>\d{1,4})"
_SHARE = r"(?P<p>\d{1,2}(?:\.\d+)?) ?(?:\\?%|per ?cent)"
NAMED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"half[- ]?(?:li(?:fe|ves)|value|time)|_\{?\(?(?:1/2|\\[td]?frac\{?1\}?\{?2\}?|half)|50 ?%|\bHL\b", (HALF_LIFE,)),
    (rf"{_SHARE}|\b(?P<d>tenth|hundredth|thousandth)\b", ("log({p})/log({b})", "log(1 - {p})/log({b})")),
    *(
        (words, ("({b})^{n}", "1 - ({b})^{n}", "(1 - {b})*({b})^{n}", "(1 - {b})*({b})^({n} - 1)"))
        for words in (
            rf"(?:last|newest|latest|first|after|past|oldest|recent|from) {_COUNT}\b",
            rf"\b{_COUNT}[- ](?:steps?|updates?|samples)",
            rf"[\^_]\(?{_COUNT}\)?$",
        )
    ),
    (
        r"\bcap\b|\bbound|\bmax(?:imum)?\b[^|]*(?:step|move)|(?:first|longest|largest) (?:step|move|update)|step 1\b",
        (FIRST,),
    ),
    (r"\\?tau\b|τ|time[- ]const|memory|window|horizon|averag|effective|length|samples|span|\bN_?", LENGTHS),
    (r"variance|noise|std|deviation|spread", (NOISE, f"sqrt({NOISE})", SPAN, f"sqrt({SPAN})")),
    (r"\bage\b|delay|\blag\b|cent(?:re|er) of|mean time", (AGE, WINDOW)),
    (r"weight|newest|new share|gain", (NEW,)),
)
_LEFT = tuple(f"log({p})/log({{b}})" for p in ("1/10", "1/20", "1/100", "1/1000"))
ANY = (
    *(HALF_LIFE, WINDOW, TIME, SPAN, AGE, FIRST, NEW, NOISE),
    *(f"sqrt({NOISE})", f"sqrt({SPAN})", "sqrt({b})"),
    *_LEFT,
)
_PARTS = {"tenth": "0.1", "hundredth": "0.01", "thousandth": "0.001"}
_PERCENT = re.compile(r"\\?%|\bper ?cent\b")
_DECAY = re.compile(
    r"(?:the |our )?(?:decay|smoothing|forgetting|averaging)?(?: (?:rate|factor|constant|coefficient|parameter))?",
    re.IGNORECASE,
)
TURNS = ("({f})*10", "({f})/10", "({f})*100", "({f})/100", "1 - ({f})", "({f})^2", "sqrt({f})")
FACTORS = ("1/({f})", "({f})*2", "({f})/2")
OTHERS = re.compile(
    r"\b(?:clip\w*|capped|measured|observed|empirical\w*|estimate[ds]?|corrected|cent(?:re|er)ed|momentum|simulat\w*|actual"
    r"|loss|error|accuracy|warm\w*|without)\b",
    re.IGNORECASE,
)


COUNTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"correct|factor|bias|divisor", ("1/(1 - {d}^{b})", "1 - {d}^{b}", "1/sqrt(1 - {d}^{b})", "sqrt(1 - {d}^{b})")),
    (
        r"weight|share|remain|left|contribut|fraction|reach|filled|gone|part\b",
        ("(1 - {d})*{d}^{b}", "(1 - {d})*{d}^({b} - 1)", "{d}^{b}", "1 - {d}^{b}"),
    ),
    (r"step|rate|length|move|root|rms", ("1/sqrt(1 - {d}^{b})", "sqrt(1 - {d}^{b})", "1/sqrt({b})", "sqrt({b})")),
)
COUNTERS = re.compile(
    r"[tknj]|(?:number of )?(?:steps?|updates?|iterations?)(?: [tknj])?(?: (?:back|ago|later))?|age|lag",
    re.IGNORECASE,
)


def counted(head: str, decays: Sequence[str]) -> tuple[str, ...]:
    """The formulas in a number of steps `{b}`, for these decays, of which the head of a column may speak.

    >>> counted("share left", ["0.9"])[2]
    '0.9^{b}'
    """
    forms = [form for words, of in COUNTED if re.search(words, head, re.IGNORECASE) for form in of]
    found = [form.replace("{d}", d) for form in forms for d in (decays if "{d}" in form else ("",))]
    unique = tuple(dict.fromkeys(found))
    return (*unique, *(f"100*({form})" for form in unique)) if _PERCENT.search(head) else unique


def is_decay(head: str) -> bool:
    """Whether the head of a column calls its numbers decays.

    >>> is_decay("decay rate"), is_decay("rate"), is_decay("steps")
    (True, False, False)
    """
    said = head.strip(" *`_$")
    return bool(said) and _DECAY.fullmatch(said) is not None and said.split()[0].lower() not in {"rate", "factor"}


def named(head: str) -> tuple[str, ...]:
    r"""The formulas in a decay `{b}` of which the head of a column may speak.

    >>> named("half-life (steps)")
    ('log(2)/log(1/({b}))',)
    >>> named("steps to 95 %")[0]
    'log(0.95)/log({b})'
    """
    forms: list[str] = []
    for words, of in NAMED:
        for match in re.finditer(words, head, re.IGNORECASE):
            said = {name: value for name, value in match.groupdict().items() if value}
            part = _PARTS.get((said.get("d") or "").lower()) or (
                str(float(Fraction(said["p"]) / 100)) if "p" in said else ""
            )
            forms += [
                form.replace("{p}", part).replace("{n}", said.get("n", ""))
                for form in of
                if "{n}" not in form or "n" in said
            ]
    unique = tuple(dict.fromkeys(forms))
    return (*unique, *(f"100*({form})" for form in unique)) if _PERCENT.search(head) else unique
