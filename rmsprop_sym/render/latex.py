r"""Theorems in LaTeX: a derivation to \input, a handout that compiles, and a macro for each statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module

from rmsprop_sym.library import PACKAGE, Entry, Standing
from rmsprop_sym.render.formula import RELATIONS
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.sheet import Block, Name, Row, Sheet, Words, by_file, labelled

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
_INVISIBLE, _COMMAND = r"\\(?:left|right|text|sqrt|mathrm|mathbb|quad)(?![A-Za-z])", r"\\[A-Za-z]+"
WIDEST = 78  # signs of a line of a board and its reason that stand beside each other on a page


def derivations(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    r"""The derivations one after the other, to be \input where a course needs them."""
    return NEEDS + "\n".join(_theorem(Sheet(entry, notation)) for entry in entries)


def handout(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    """A document of its own: a section for each derivation file, opened by what the file says it answers."""
    pieces = [PREAMBLE % TITLE]
    for file, inside in by_file(entries).items():
        says = (import_module(f"{PACKAGE}.{file}").__doc__ or "").strip()
        pieces.append(f"\\section*{{{_text(_title(file))}}}\n{_text(says)}\n")
        pieces += [_theorem(Sheet(entry, notation)) for entry in inside]
    return "\n".join([*pieces, "\\end{document}\n"])


def macros(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    r"""A \newcommand for each statement that is proved, and one for what it supposes."""
    rows = [r"% \rmsFirstStep is what first_step states, \rmsFirstStepGiven what it supposes; needs amsmath, amssymb."]
    for entry in entries:
        if entry.grade is Standing.PROVED:
            sheet = Sheet(entry, notation)
            rows.append(rf"\newcommand{{\{macro_name(entry.name)}}}{{\ensuremath{{{sheet.statement}}}}}")
            supposed = [*sheet.given, *sheet.domains, *sheet.where]
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
    pieces += [rf"\begin{{equation*}}{chr(10)}  {sheet.statement}{chr(10)}\end{{equation*}}"]
    pieces += [*_suppositions(sheet)]
    for block in sheet.blocks:
        pieces += [rf"\emph{{{_words(block.title)}}}"] * bool(block.title) + [_board(block)]
    if not sheet.blocks and sheet.sources:
        pieces += [f"It follows {_words(sheet.sources)}."]
    trusts = ", ".join(_words((name,)) for name in sheet.trusts) or "nothing but the laws of the real numbers"
    open_ = "" if sheet.entry.grade is Standing.PROVED else " OPEN: this is not proved."
    return "\n\n".join([*filter(None, pieces), f"Rests on: {trusts}.{open_}", ""])


def _suppositions(sheet: Sheet) -> Iterable[str]:
    given = [f"{label} ${h}$".strip() for label, h in zip(labelled(sheet.given), sheet.given, strict=True)]
    for word, claims in (
        ("Given", given),
        ("For", [f"${domain}$" for domain in sheet.domains]),
        ("Where", [f"${condition}$" for condition in sheet.where]),
    ):
        if claims:
            yield f"{word} {', '.join(claims)}."
    for mark, words in sheet.marks:
        yield f"The superscript $({mark})$ marks {_words(words)} with ${mark}$."


def _board(block: Block) -> str:
    rows = list(block.rows)
    first = rows.pop(0)
    lines = [_line(first.formula + (" &" if rows else ""), rows.pop(0)) if rows else first.formula]
    lines += [_line("&", row) for row in rows]
    return "\\begin{align*}\n  " + " \\\\\n  ".join(lines) + "\n\\end{align*}"


def _line(start: str, row: Row) -> str:
    written = f"{start}{RELATIONS[row.relation]} {row.formula}"
    if not row.why:
        return written
    below = width(written) + sum(len(str(getattr(piece, "name", piece))) for piece in row.why) > WIDEST
    return written + (" \\\\\n  &\\qquad " if below else " && ") + rf"\text{{{_words(row.why)}}}"


def width(formula: str) -> int:
    r"""About how many signs wide a formula is on paper: a fraction is as wide as the wider of its two parts.

    >>> width(r"\frac{\beta}{1 - \beta}"), width(r"\beta v_{t + 1}")
    (3, 5)
    """
    while match := re.search(r"\\frac\{((?:[^{}]|\{[^{}]*\})*)\}\{((?:[^{}]|\{[^{}]*\})*)\}", formula):
        formula = formula[: match.start()] + max(match[1], match[2], key=width) + formula[match.end() :]
    return len(re.sub(r"[{}_^\s&]", "", re.sub(_COMMAND, "x", re.sub(_INVISIBLE, "", formula))))


# --- text ---------------------------------------------------------------------------------------------


def _title(file: str) -> str:
    return file.replace("_", " ").capitalize()


def _text(words: str) -> str:
    """Plain text, as LaTeX wants it."""
    return "".join(SPECIAL.get(character, character) for character in words)


def _words(words: Words | Sequence[str | Name]) -> str:
    return "".join(rf"\texttt{{{_text(w.name)}}}" if isinstance(w, Name) else _text(w) for w in words)
