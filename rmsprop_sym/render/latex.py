r"""Theorems in LaTeX: a derivation to \input, a handout that compiles, and a macro for each statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise

from rmsprop_sym.library import PACKAGE, Entry, Standing
from rmsprop_sym.render.formula import RELATIONS
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.sheet import Block, Name, Row, Sheet, Words, by_file, labelled, title

NEEDS = r"""% needs \usepackage{amsmath, amssymb}
"""
PREAMBLE = r"""\documentclass[11pt, a4paper, fleqn]{article}
\usepackage[margin=22mm]{geometry}
\usepackage{amsmath, amssymb}
\setlength{\parindent}{0pt}
\setlength{\parskip}{3pt plus 1pt}
\setlength{\mathindent}{2em}
\sloppy
\allowdisplaybreaks
\title{%s}
\author{}
\date{}
\begin{document}
\maketitle
"""
TITLE = "RMSProp, derived line by line"
SPECIAL = {character: rf"\{character}" for character in "#$%&_{}"} | {
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip
DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
_SUM, _SCRIPT = r"\\sum_\{[^{}]*\}\^(?:\{[^{}]*\}|.)", r"[_^](?:\{[^{}]*\}|.)"
_INVISIBLE, _COMMAND = r"\\(?:left|right|text|sqrt|mathrm|mathbb|quad)(?![A-Za-z])", r"\\[A-Za-z]+"
BREAK = " \\\\\n  "
BREAKS = (" = ", " + ", " - ", r" \left(", " (")
WIDEST = 53  # signs of a formula that have room beside each other on a page of the handout


def derivations(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    r"""The derivations one after the other, to be \input where a course needs them."""
    return NEEDS + "\n".join(_theorem(Sheet(entry, notation)) for entry in entries)


def handout(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    """A document of its own: a section for each derivation file, opened by what the file says it answers."""
    pieces = [PREAMBLE % TITLE]
    for file, inside in by_file(entries).items():
        says = (import_module(f"{PACKAGE}.{file}").__doc__ or "").strip()
        pieces.append(f"\\section*{{{title(file)}}}\n{_text(says)}\n")
        pieces += [_theorem(Sheet(entry, notation)) for entry in inside]
    return "\n".join([*pieces, "\\end{document}\n"])


def macros(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    r"""A \newcommand for each statement that is proved, and one for what it supposes."""
    rows = [r"% \rmsFirstStep is what first_step states, \rmsFirstStepGiven what it supposes; needs amsmath, amssymb."]
    for entry in entries:
        if entry.grade is Standing.PROVED:
            sheet = Sheet(entry, notation)
            rows.append(rf"\newcommand{{\{macro_name(entry.name)}}}{{\ensuremath{{{sheet.statement}}}}}")
            runs = [rf"\text{{({mark}): {_words((rule,))}}}\ {made}".strip() for mark, rule, made in sheet.marks]
            supposed = [*sheet.given, *sheet.domains, *sheet.where, *(run.replace("$", "") for run in runs)]
            if supposed:
                listed = r",\ ".join(supposed)
                rows.append(rf"\newcommand{{\{macro_name(entry.name)}Given}}{{\ensuremath{{{listed}}}}}")
    return "\n".join([*rows, ""])


def macro_name(name: str) -> str:
    """A name that LaTeX takes: letters alone, and none that LaTeX has already.

    >>> macro_name("mean_age_2")
    'rmsMeanAgeTwo'
    """
    spelled = re.sub(r"\d", lambda digit: f"_{DIGITS[int(digit[0])]}_", name)
    return "rms" + "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z]+", spelled))


# --- a theorem ----------------------------------------------------------------------------------------


def _theorem(sheet: Sheet) -> str:
    pieces = [rf"\subsection*{{\texttt{{{_text(sheet.entry.name)}}}}}", _text(sheet.entry.derivation.says)]
    lines = _broken(sheet.statement, WIDEST)
    environment = "equation*" if len(lines) == 1 else "multline*"
    pieces += [f"\\begin{{{environment}}}\n  {BREAK.join(lines)}\n\\end{{{environment}}}"]
    pieces += [*_suppositions(sheet)]
    for block in sheet.blocks:
        pieces += [rf"\emph{{{_words(block.title)}}}"] * bool(block.title) + [_board(block)]
    if not sheet.blocks and sheet.sources:
        pieces += [f"It follows {_words(sheet.sources)}."]
    trusts = ", ".join(map(_words, sheet.trusts)) or "nothing but the laws of the real numbers"
    open_ = "" if sheet.entry.grade is Standing.PROVED else " OPEN: this is not proved."
    return _set([*filter(None, pieces), f"Rests on: {trusts}.{open_}"])


def _set(pieces: Sequence[str]) -> str:
    """Paragraphs, and formulas that follow theirs without a gap."""
    return "".join(("\n" if piece.startswith(r"\begin") else "\n\n") + piece for piece in pieces).lstrip() + "\n"


def _suppositions(sheet: Sheet) -> Iterable[str]:
    given = [f"{label} ${h}$".strip() for label, h in zip(labelled(sheet.given), sheet.given, strict=True)]
    for word, claims in (
        ("Given", given),
        ("For", [f"${domain}$" for domain in sheet.domains]),
        ("Where", [f"${condition}$" for condition in sheet.where]),
    ):
        if claims:
            yield f"{word} {', '.join(claims)}."
    for mark, rule, details in sheet.marks:
        made = f" with ${details}$" if details else ""
        yield f"The superscript $({mark})$ marks the run of {_words((rule,))}{made}."


def _board(block: Block) -> str:
    """The lines, each reason beside its own where all have room in one column, and below it where it has none."""
    first, *rows = block.rows
    room = WIDEST - width(first.formula)
    column = max((w for row in rows if (w := width(row.formula)) + _needs(row) < room), default=0)
    lines = [
        _beside(row) if column + _needs(row) < room and width(row.formula) <= column else _below(row, room)
        for row in rows
    ]
    lines[:1] = [f"{first.formula} {lines[0]}"] if lines else [first.formula]
    return f"\\begin{{align*}}\n  {BREAK.join(lines)}\n\\end{{align*}}"


def _needs(row: Row) -> float:
    """The room that a reason needs beside a line; letters of text are smaller than signs of a formula."""
    return 3 + 3 / 4 * sum(len(piece.name if isinstance(piece, Name) else piece) for piece in row.why)


def _beside(row: Row) -> str:
    return f"&{RELATIONS[row.relation]} {row.formula}" + rf" && \text{{{_words(row.why)}}}" * bool(row.why)


def _below(row: Row, room: int) -> str:
    """The line as if it had no width, so that it does not push the column of the reasons off the page."""
    start, *more = _broken(row.formula, room)
    lines = [rf"&{RELATIONS[row.relation]} {_rlap(start)}", *(rf"&\qquad {_rlap(piece)}" for piece in more)]
    return BREAK.join(lines + [rf"&\qquad \rlap{{{_words(row.why)}}}"] * bool(row.why))


def _rlap(formula: str) -> str:
    return rf"\rlap{{$\displaystyle {formula}$}}"


def _broken(formula: str, room: int) -> list[str]:
    """The formula in pieces that fit on a line, broken at plus, minus or a bracket that stands in no other."""
    places = [0, *(k for k in _open_places(formula) if formula.startswith(BREAKS, k)), len(formula)]
    pieces = [""]
    for low, high in pairwise(places):
        if (
            pieces[-1]
            and not re.search(rf"{_SUM}$", pieces[-1])
            and width(pieces[-1]) + width(formula[low:high]) > room
        ):
            pieces.append(r"\cdot" * formula.startswith(BREAKS[3:], low))
        pieces[-1] += formula[low:high]
    return [piece.strip() for piece in pieces]


def _open_places(formula: str) -> Iterable[int]:
    """The positions that stand in no bracket."""
    depth = 0
    for k, character in enumerate(formula):
        depth -= character in ")}"
        if depth == 0:
            yield k
        depth += character in "({"


def width(formula: str) -> int:
    r"""About how many signs wide a formula is on paper: a fraction is as wide as the wider of its two parts.

    >>> width(r"\frac{\beta}{1 - \beta}"), width(r"\beta v_{t + 1}")
    (4, 4)
    """
    head, fraction, rest = formula.partition(r"\frac")
    if not fraction:
        plain = re.sub(_COMMAND, "x", re.sub(_INVISIBLE, "", re.sub(_SUM, "xx", formula)))
        signs = re.sub(
            r"[{}\s&]", "", re.sub(_SCRIPT, lambda script: "x" * (len(script[0].replace(" ", "")) // 3), plain)
        )
        return len(signs) + sum(map(signs.count, "+-=<"))  # the space around them
    above, below, *_ = (k for k in _open_places(rest) if rest[k] == "}")
    return width(head) + max(width(rest[: above + 1]), width(rest[above + 1 : below + 1])) + width(rest[below + 1 :])


# --- text ---------------------------------------------------------------------------------------------


def _text(words: str) -> str:
    """Plain text, as LaTeX wants it."""
    return "".join(SPECIAL.get(character, character) for character in words)


def _words(words: Words | Sequence[str | Name]) -> str:
    return "".join(rf"\texttt{{{_text(w.name)}}}" if isinstance(w, Name) else _text(w) for w in words)
