r"""Theorems in LaTeX: a derivation to \input, a handout that compiles, and a macro for each statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rmsprop_sym.library import Entry, Standing
from rmsprop_sym.render.breaking import broken, width
from rmsprop_sym.render.formula import RELATIONS, Formulas
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.prose import Formula, set_out
from rmsprop_sym.render.sheet import (
    Block,
    Name,
    Row,
    Sheet,
    Words,
    by_file,
    equations,
    question,
    rules_below,
    title,
)
from rmsprop_sym.rules import Rule

NEEDS = r"""% needs \usepackage{amsmath, amssymb}
\providecommand{\rmsname}[1]{\texttt{\detokenize{#1}}}
\providecommand{\rmshead}[1]{\subsection*{\texttt{\detokenize{#1}}}}

"""
PREAMBLE = r"""\documentclass[11pt, a4paper, fleqn]{article}
\usepackage[margin=22mm]{geometry}
\usepackage{amsmath, amssymb}
\usepackage[hidelinks]{hyperref}
\setlength{\parindent}{0pt}
\setlength{\parskip}{3pt plus 1pt}
\setlength{\mathindent}{2em}
\setcounter{tocdepth}{1}
\makeatletter
\renewcommand*\l@section{\@dottedtocline{1}{0em}{2.3em}}
\makeatother
\newcommand{\rmsasks}[1]{#1\par\nopagebreak\medskip\csname @nobreaktrue\endcsname}
\newcommand{\rmsroom}{\vskip 0pt plus 9\baselineskip\penalty-250\vskip 0pt plus -9\baselineskip}
\sloppy
\allowdisplaybreaks
\newcommand{\rmsname}[1]{\hyperlink{#1}{\texttt{\detokenize{#1}}}}
\newcommand{\rmshead}[1]{\subsection*{\raisebox{1em}[0pt][0pt]{\hypertarget{#1}{}}\texttt{\detokenize{#1}}}}
\title{%s}
\author{}
\date{}
\begin{document}
\maketitle
\tableofcontents
"""
TITLE = "RMSProp, derived line by line"
SPECIAL = {character: rf"\{character}" for character in "#$%&_{}"} | {
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}",
}  # fmt: skip
DIGITS = ("Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
BREAK, KEPT = " \\\\\n  ", " \\\\*\n  "  # behind a kept line no page ends
WIDEST = 53  # signs of a formula that have room beside each other on a page of the handout
INDENT = 4  # of what goes on in the next line


def derivations(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    r"""The derivations one after the other, to be \input where a course needs them, and the rules below them."""
    sheets = [Sheet(entry, notation) for entry in entries]
    return NEEDS + "\n".join([*map(_theorem, sheets), *(_rule(rule, notation) for rule in rules_below(sheets))])


def handout(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    """A document of its own: the rules, and a section for each file, opened by what the file says it answers."""
    files = {file: [Sheet(entry, notation) for entry in inside] for file, inside in by_file(entries).items()}
    rules = rules_below(sheet for sheets in files.values() for sheet in sheets)
    pieces = [PREAMBLE % TITLE, "\\section{The rules}\n", *(_rule(rule, notation) for rule in rules)]
    for file, sheets in files.items():
        pieces.append(
            f"\\rmsroom\n\\section{{{_text(title(file))}}}\n\\rmsasks{{{_words(question(file, notation))}}}\n"
        )
        pieces += map(_theorem, sheets)
    return "\n".join([*pieces, "\\end{document}\n"])


def macros(entries: Iterable[Entry], notation: Notation = STANDARD) -> str:
    r"""A \newcommand for each statement that is proved, and one for what it supposes."""
    rows = [r"% \rmsFirstStep is what first_step states, \rmsFirstStepGiven what it supposes; needs amsmath, amssymb."]
    for entry in entries:
        if entry.grade is Standing.PROVED:
            sheet = Sheet(entry, notation)
            rows.append(rf"\newcommand{{\{macro_name(entry.name)}}}{{\ensuremath{{{sheet.statement}}}}}")
            supposed = [*sheet.given, *sheet.domains, *sheet.where, *_marked(sheet)]
            if supposed:
                listed = r",\ ".join(supposed)
                rows.append(rf"\newcommand{{\{macro_name(entry.name)}Given}}{{\ensuremath{{{listed}}}}}")
    return "\n".join([*rows, ""])


def _marked(sheet: Sheet) -> Iterable[str]:
    """The runs that superscripts tell apart, as a formula says it."""
    for mark, rule, made in sheet.marks:
        yield rf"({mark}):\ \texttt{{{_text(rule.name)}}}" + rf"\ \text{{with}}\ {made}" * bool(made)


def macro_name(name: str) -> str:
    """A name that LaTeX takes: letters alone, and none that LaTeX has already.

    >>> macro_name("mean_age_2")
    'rmsMeanAgeTwo'
    """
    spelled = re.sub(r"\d", lambda digit: f"_{DIGITS[int(digit[0])]}_", name)
    return "rms" + "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z]+", spelled))


# --- a theorem ----------------------------------------------------------------------------------------


def _theorem(sheet: Sheet) -> str:
    pieces = [
        f"{_words(sheet.says)}\n{_displayed(sheet.statement)}".lstrip(),
        " ".join(map(_words, sheet.suppositions)),
    ]
    for block in sheet.blocks:
        pieces += [rf"\emph{{{_words(block.title)}}}" * bool(block.title) + f"\n{_board(block)}"]
    follows = f"It follows {_words(sheet.sources)}. " if not sheet.blocks and sheet.sources else ""
    open_ = "" if sheet.entry.grade is Standing.PROVED else " OPEN: this is not proved."
    pieces += [f"{follows}Rests on {_words(sheet.rests)}.{open_}"]
    return _set([f"\\rmshead{{{sheet.entry.name}}}", *(piece.strip() for piece in pieces if piece)])


def _set(pieces: Sequence[str]) -> str:
    """Paragraphs, and formulas that follow theirs without a gap."""
    return "".join(("\n" if piece.startswith(r"\begin") else "\n\n") + piece for piece in pieces).lstrip() + "\n"


def _rule(rule: Rule, notation: Notation) -> str:
    """The rule: what it is, its source, and its equations."""
    said = _words(set_out((rule.body.__doc__ or "").partition("\n")[0], Formulas(notation)))
    source = f"Source: {_text(rule.source)}." if rule.source else ""
    board = _aligned(equation.replace(" = ", " &= ", 1) for equation in equations(rule, notation))
    return "\n".join(filter(None, [f"\\rmshead{{{rule.name}}}\n", said, board, source, ""])) + "\n"


def _displayed(formula: str) -> str:
    first, *more = broken(formula, WIDEST)
    if not more:
        return f"\\begin{{equation*}}\n  {first}\n\\end{{equation*}}"
    return _aligned([f"&{first}", *(rf"&\quad {line}" for line in more)])


def _aligned(lines: Iterable[str]) -> str:
    return f"\\begin{{align*}}\n  {BREAK.join(lines)}\n\\end{{align*}}"


def _board(block: Block) -> str:
    """The lines, each reason beside its own where all have room in one column, and below it where it has none.

    What the lines begin with has a line of its own if it is wide.
    """
    first, *rows = block.rows
    wide = width(first.formula) > WIDEST / 3
    lead = r"&\quad " if wide else "&"
    room = WIDEST - INDENT - (0 if wide else width(first.formula))
    column = max((w for row in rows if (w := width(row.formula)) + _needs(row.why) < room), default=0)
    lines = [
        lead + (_beside(row) if width(row.formula) <= column < room - _needs(row.why) else _below(row, room))
        for row in rows
    ]
    if wide or not lines:
        lines[:1] = [KEPT.join([*(f"&{_rlap(piece)}" for piece in broken(first.formula, WIDEST)), *lines[:1]])]
    else:
        lines[0] = f"{first.formula} {lines[0]}"
    return _aligned(lines)


def _needs(why: Words) -> float:
    """The room that a reason needs beside a line; letters of text are smaller than signs of a formula."""
    return 3 + 3 / 4 * sum(len(piece.name if isinstance(piece, Name) else str(piece)) for piece in why)


def _beside(row: Row) -> str:
    return f"{RELATIONS[row.relation]} {row.formula}" + rf" && \text{{{_words(row.why)}}}" * bool(row.why)


def _below(row: Row, room: int) -> str:
    """The line as if it had no width, so that it does not push the column of the reasons off the page."""
    start, *more = broken(row.formula, room - INDENT)
    lines = [rf"{RELATIONS[row.relation]} {_rlap(start)}", *(rf"&\qquad {_rlap(piece)}" for piece in more)]
    return KEPT.join(lines + [rf"&\qquad {_reason(row.why, room - INDENT)}"] * bool(row.why))


def _reason(why: Words, room: float) -> str:
    """The reason on one line, or on several if it needs more room."""
    if _needs(why) < room:
        return rf"\rlap{{{_words(why)}}}"
    return rf"\rlap{{\parbox[t]{{{3 * room / 4:.0f}em}}{{\raggedright {_words(why)}}}}}"


def _rlap(formula: str) -> str:
    return rf"\rlap{{$\displaystyle {formula}$}}"


# --- text ---------------------------------------------------------------------------------------------


def _text(words: str) -> str:
    """Plain text, as LaTeX wants it."""
    return "".join(SPECIAL.get(character, character) for character in words)


def _words(words: Words) -> str:
    return "".join(map(_piece, words))


def _piece(piece: str | Name | Formula) -> str:
    match piece:
        case Name(name):
            return rf"\rmsname{{{name}}}"
        case Formula(latex):
            return f"${latex}$"
    return _text(piece)
