"""The formats that notes are written in: what is found in each, where it stands, and what is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsprop_sym.claims import check
from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.read import sheets


def found(text, name="note.md"):
    """The verdicts about a text in the format of the name: grade, text, line, column, and cell if there is one."""
    note = Note(name)
    verdicts = [verdict for sheet in sheets(text, Path(name)) for verdict in note.on_sheet(sheet)]
    return [
        (str(v.grade), v.text, v.place.line, v.place.column, *([v.place.cell] if v.place.cell is not None else []))
        for v in verdicts
    ]


def notebook(*cells):
    """A notebook of (kind, source) cells; a code cell's source is what it printed."""
    made = []
    for kind, text in cells:
        if kind == "code":
            outputs = [{"output_type": "stream", "name": "stdout", "text": text.splitlines(keepends=True)}]
            made.append({"cell_type": "code", "source": ["print(1+1 == 3)"], "outputs": outputs})
        else:
            made.append({"cell_type": kind, "source": text.splitlines(keepends=True)})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made})


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"so $1+1 = 3$ and", [("REFUTED", "3", 1, 11)]),
        (r"so \(1+1 = 3\) and", [("REFUTED", "3", 1, 12)]),
        (r"so \[1+1 = 3\] and", [("REFUTED", "3", 1, 12)]),
        (r"so $$1+1 = 3$$ and", [("REFUTED", "3", 1, 12)]),
        (r"so $`1+1 = 3`$ and", [("REFUTED", "3", 1, 12)]),
        (r"so {math}`1+1 = 3` and", [("REFUTED", "3", 1, 17)]),
        ("$$\n1+1\n=\n3\n$$", [("REFUTED", "3", 4, 1)]),
        ("$$\n0.5\n- 0.1 = 0.3\n$$", [("REFUTED", "0.3", 3, 9)]),
        ("text\n$$\n1+1 = 3\n$$ (eq-one)\ntext", [("REFUTED", "3", 3, 7)]),
        ("$$ 1+1 = 3 $$\n\n2+2 = 5", [("REFUTED", "3", 1, 10), ("REFUTED", "5", 3, 7)]),
        ("\\[\n1+1 = 3\n\\]", [("REFUTED", "3", 2, 7)]),
        ("> $$\n> 1+1 = 3\n> $$", [("REFUTED", "3", 2, 9)]),
        ("- item\n\n  $$\n  1+1 = 3\n  $$\n", [("REFUTED", "3", 4, 9)]),
        ("```math\n1+1 = 3\n```", [("REFUTED", "3", 2, 7)]),
        ("```{math}\n:label: one\n1+1 = 3\n```", [("REFUTED", "3", 3, 7)]),
        ("\\begin{equation*}\n1+1 = 3\n\\end{equation*}", [("REFUTED", "3", 2, 7)]),
        (
            "\\begin{align}\n1+1 &= 2 \\\\\n &= 3 \\label{a} \\\\\n2+2 &= 5\n\\end{align}",
            [("PROVED", "2", 2, 8), ("REFUTED", "3", 3, 5), ("REFUTED", "5", 4, 8)],
        ),
        (
            "$$\\begin{aligned}1+1 &= 2 \\\\[4pt] 2+2 &= 5\\end{aligned}$$",
            [("PROVED", "2", 1, 25), ("REFUTED", "5", 1, 42)],
        ),
        (r"$1+1 = 3 \implies 2+2 = 4$", [("REFUTED", "3", 1, 8), ("PROVED", "4", 1, 25)]),
        (r"$1+1 = 3 \text{ and so } 2+2 = 4$", [("REFUTED", "3", 1, 8), ("PROVED", "4", 1, 32)]),
        (r"$\text{the rate} = 0.1/0.2 = 0.6$", [("REFUTED", "0.6", 1, 30)]),
        (r"$\boxed{1+1 = 3}$", [("REFUTED", "3", 1, 15)]),
        (r"$\underbrace{1+1}_{\text{two}} = 3$", [("REFUTED", "3", 1, 34)]),
        (r"$\newcommand{\h}{0.5} \h + \h = 1.5$", [("REFUTED", "1.5", 1, 33)]),
        ("$a < b$ and 1+1 = 3, $c > d$", [("REFUTED", "3", 1, 19)]),
        ("~~1+1 = 3~~", []),
        (
            "````{note} Mind\n1+1 = 3\n```{claim} a\n1/2 = 1\n```\n````\n",
            [("REFUTED", "3", 2, 7), ("REFUTED", "1/2 = 1", 4, 1)],
        ),
        ("```text\n```{note}\n```\n1+1 = 3", [("REFUTED", "3", 4, 7)]),
        (":::{tip}\n1+1 = 3\n:::", [("REFUTED", "3", 2, 7)]),
    ],
)
def test_a_formula_in_markdown_is_found(text, expected):
    """Dollars, brackets, environments, fences and roles, each with the place of the link."""
    assert expected == [each for each in found(text) if each[0] != "UNREAD"]


@pytest.mark.parametrize(
    "text",
    [
        "costs $5 and $10 = much",
        "`1+1 = 3` and ``2+2 = 5``",
        "```\n1+1 = 3\n```",
        "    1+1 = 3",
        "[1+1](http://x.org/1+1=3) or <http://x.org/?a=1+1=3>",
        "<!-- 1+1 = 3 -->",
        "a \\$1+1 = x\\$",
        "$$\n1+1 = 3",
        "on 2024-01-05 = day 5, v1.2 = v1.3, pages 3-5 = three",
        "Figure 3 = 4 of 5",
        "```{code-cell}\n1+1 == 3\n```",
    ],
)
def test_what_is_no_claim_in_markdown_is_left_alone(text):
    """Money, code, addresses, comments, dates, versions and ranges are not judged."""
    assert [] == [each for each in found(text) if each[0] == "REFUTED"]


LATEX = r"""\documentclass{article} % 1+1 = 3
% rmsprop_sym: rule: rmsprop
% rmsprop_sym:
%   where: eta = 0.1; beta = 0.9; eps = 1e-8; theta = 0
\newcommand{\half}{\frac{1}{2}}
\newcommand\more{\half + 0.1}
\newcommand{\of}[1]{#1 = 3}
\DeclareMathOperator{\sgn}{sign}
\begin{document}
\section{One} 1+1 = 3. % 1+1 = 4
100\% of it: \(\half = 0.6\), and $\more = 0.7$.
\begin{align*}
  0.5 + 0.25 &= 0.75 \\
             &= 0.85 \label{eq:1}
\end{align*}
\begin{verbatim}
1+1 = 3
Step | g1 | E1
   1 | 0.5 | 0.0251
\end{verbatim}
\begin{tabular}{lr@{}r}
\toprule
step & $g$ & $E_1$ \\ \midrule
1 & 0.5 & $0.026$ \\
\bottomrule
\end{tabular}
\begin{lstlisting}
1+1 = 3
\end{lstlisting}
\verb|1+1 = 3| \cite[p.~1=2]{x} \url{http://x/1+1=3} \input{1+1=3}
``2+2 = 5'' and \emph{3+3 = 7}
\end{document}
1+1 = 3
"""


def test_a_latex_source_is_read():
    """Sections, inline and displayed formulas, macros, tables and quotations; no comments and no code."""
    assert [
        ("REFUTED", "3", 10, 21),
        ("REFUTED", "0.6", 11, 24),
        ("REFUTED", "0.7", 11, 44),
        ("PROVED", "0.75", 13, 17),
        ("REFUTED", "0.85", 14, 17),
        ("REFUTED", "0.0251", 19, 14),
        ("REFUTED", "0.026", 24, 12),
        ("REFUTED", "5", 31, 9),
        ("REFUTED", "7", 31, 29),
    ] == found(LATEX, "note.tex")


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"\def\x{0.5} \x + \x = 2 so $\x+\x = 2$", [("REFUTED", "2", 1, 37)]),
        (r"\newcommand{\a}{\b}\newcommand{\b}{\a} $1+1 = 3$", [("REFUTED", "3", 1, 47)]),
        (r"\[ 1+1 = 3 \] \begin{align} 1+1", [("REFUTED", "3", 1, 10)]),
        ("one 1+1 =\n 3 % = 4\n\n= 5", [("REFUTED", "3", 2, 2)]),
        ("\\begin{tabular}{c}1 \\\\ 1+1 = 3 \\end{tabular}", [("REFUTED", "3", 1, 30)]),
        (r"\(1~+~1 = 3\)", [("REFUTED", "3", 1, 11)]),
        (r"\begin{itemize}\item 1+1 = 3 \item 2 \end{itemize}", [("REFUTED", "3", 1, 28)]),
    ],
)
def test_a_piece_of_latex_is_read(text, expected):
    """Macros that never end, environments that are never closed, and lists stop nothing."""
    assert expected == [each for each in found(text, "piece.tex") if each[0] not in {"UNREAD", "OPEN"}]


ARGUED = r"""\newcommand{\sq}[1]{#1^{2}}\newcommand{\piece}[2][1]{\frac{#1}{#2}}\def\sum2#1{#1 + #1}
\DeclarePairedDelimiter{\abs}{\lvert}{\rvert} \NewDocumentCommand{\of}{m m}{#1 \cdot #2}
"""


@pytest.mark.parametrize(
    "formula, expected",
    [
        (r"$\sq{3} = 8$", ["8"]),
        (r"$\sq 3 = 9$", []),
        (r"$\piece{4} = 0.5$ and $\piece[3]{4} = 0.75$", ["0.5"]),
        (r"$\abs{-2} = 3$ and $\abs*{-2} = 2$", ["3"]),
        (r"$\of{2}{\sq{\of{1}{3}}} = 18$ and $\of{2}{\sq{3}} = 12$", ["12"]),
        (r"$\of{2} = 3$", []),
    ],
)
def test_macros_with_arguments_are_written_out(formula, expected):
    """Optional arguments, single letters, pairs of bars, and macros in arguments; what lacks one is left alone."""
    assert expected == [text for grade, text, *_ in found(ARGUED + formula, "n.tex") if grade == "REFUTED"]


def test_macros_that_open_environments_are_known():
    """They stand alone on their line."""
    text = "\\newcommand{\\be}{\\begin{equation}}\n\\def\\ee{\\end{equation}}\n\\be\n  1+1 = 3\n\\ee\n"
    assert [("REFUTED", "3", 4, 9)] == found(text, "n.tex")


def test_what_is_input_is_named(judge):
    """The report says which files belong to the note and were not read."""
    [note] = judge("\\input{one} % \\input{two}\n\\include{three} 1+1 = 3", "n.tex").notes
    assert "what it inputs is not read with it: one, three; name these files, too" == note.text


def test_a_macro_in_a_link_keeps_its_place():
    """The place of what a macro stands for is that of the macro."""
    [sheet] = sheets(r"\newcommand{\w}{0.75} $0.5 + 0.5 = \w$", Path("n.tex"))
    [verdict] = Note("n.tex").on_sheet(sheet)
    assert ("0.75", 36, 38) == (verdict.text, verdict.place.column, verdict.place.end_column)


def test_a_notebook_is_read():
    """Markdown cells, with the cell from 0 and the line in it; of code cells only the tables that they printed."""
    text = notebook(
        ("markdown", "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9\n---\n1+1 = 3"),
        ("code", "1+1 = 3\nStep | g | v\n-----------\n1 | 0.5 | 0.0251"),
        ("markdown", "---\n\nso\n\n$2+2 = 5$"),
        ("raw", "1+1 = 3"),
    )
    assert [
        ("REFUTED", "3", 6, 7, 0),
        ("REFUTED", "0.0251", 4, 11, 1),
        ("REFUTED", "5", 5, 8, 2),
    ] == found(text, "n.ipynb")


def test_macros_hold_for_the_cells_below():
    """A notebook defines its macros in one cell and uses them in others."""
    text = notebook(("markdown", r"$\newcommand{\h}{0.5}$"), ("markdown", r"$\h + \h = 2$"))
    assert [("REFUTED", "2", 1, 12, 1)] == found(text, "n.ipynb")


@pytest.mark.parametrize(
    "text, reason",
    [
        ("{", "this is no notebook, for it is no JSON"),
        ("[" * 100_000, "this is no notebook, for it is no JSON"),
        ("[]", "it has no list of cells"),
        ('{"cells": 1}', "it has no list of cells"),
        ('{"cells": [1]}', "it has no list of cells"),
        ('{"worksheets": []}', "a notebook of format 3"),
    ],
)
def test_what_is_no_notebook_is_a_complaint(judge, text, reason):
    """The reason is one line, and nothing is raised."""
    assert reason in judge(text, "n.ipynb").reasons[0]


@pytest.mark.parametrize("cell", [{}, {"cell_type": 1}, {"cell_type": "markdown", "source": [1, {"a": []}]},
                                  {"cell_type": "code", "outputs": [1, {"data": 3}, {"text": 4}]}])  # fmt: skip
def test_a_strange_cell_is_passed_over(cell):
    """What a cell does not have is not asked for."""
    assert [] == found(json.dumps({"cells": [cell]}), "n.ipynb")


def test_plain_text_has_no_code_blocks():
    """Indentation and rules below lines mean nothing; a table is known by the rule below its head."""
    text = (
        "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9\n---\n"
        "Title\n=====\n    1+1 = 3\nprinted:\n Step |  g  |  E\n----------------\n  1 | 0.5 | 0.0251\n\nmore 2+2 = 5\n"
    )
    assert [("REFUTED", "3", 8, 11), ("REFUTED", "0.0251", 12, 13), ("REFUTED", "5", 14, 12)] == found(text, "n.txt")


def test_standard_input_is_read(monkeypatch):
    """The format is told by how the text begins."""
    import io
    import sys
    from types import SimpleNamespace

    for text in ("1+1 = 3", notebook(("markdown", "1+1 = 3")), "\\begin{document}1+1 = 3\\end{document}"):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        assert [("REFUTED", "-")] == [(str(v.grade), v.place.path) for v in check(["-"]).verdicts]


@pytest.mark.parametrize("name, format_", [("x.rst", "reStructuredText"), ("x.html", "HTML"), ("x.PDF", "PDF")])
def test_formats_that_are_not_read_say_so(judge, name, format_):
    """What is no note is not taken for Markdown."""
    assert f"{format_} is not read" in judge("2+2 = 5", name).reasons[0]


SIGNS = r"$ $$ \( \) \[ \] \begin{align} \end{align} \begin{tabular}{c} \end{tabular} & \\ % \newcommand{\a}{\a} \a { }"
MARKS = "| ` ``` > --- ```{trace} \\boxed{ \\text{if ~ … − √ ^ _ ( ) [ ] 0.5 × + ≈ ~~ <b> \\label{"
FRAGMENTS = st.lists(
    st.sampled_from(
        [*SIGNS.split(), *MARKS.split(), "1+1 = 3", " = ", "\n", "\n\n", "- ", "```{claim} x\n", ":rule: rmsprop\n"]
    )
).map("".join)


@given(FRAGMENTS, st.sampled_from(["n.md", "n.tex", "n.txt", "n.ipynb"]))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_read_or_complained_about(text, name):
    """Every text gives verdicts, and every verdict stands in a line that the text has."""
    source = notebook(("markdown", text)) if name == "n.ipynb" else text
    note = Note(name)
    for sheet in sheets(source, Path(name)):
        lines = sheet.text.split("\n")
        for verdict in note.on_sheet(sheet):
            place = verdict.place
            assert 1 <= place.line <= place.end_line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
            assert place.end_column <= len(lines[place.end_line - 1]) + 1
