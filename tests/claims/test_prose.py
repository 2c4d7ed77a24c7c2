"""Which chains are found in prose, which are left alone, and where they stand."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.expressions.passage import BREAK, Passage
from rmsprop_sym.claims.read.block import Directive, Table
from rmsprop_sym.claims.read.formulas import formulas
from rmsprop_sym.claims.read.markdown import blocks
from rmsprop_sym.claims.words.prose import Found, Lettered, find


def found(text):
    """The chains of a text, as they were read."""
    return [str(each.chain) for each in find(text) if isinstance(each, Found) and not isinstance(each, Lettered)]


@pytest.mark.parametrize(
    "text, chains",
    [
        ("so E₁ = 0.9×0 + 0.1×0.25 = 0.025, as said", ["0.9*0 + 0.1*0.25 = 0.025"]),
        ("lr₁ = 0.1/√0.025 = 0.632", ["0.1/sqrt(0.025) = 0.632"]),
        ("w₁ = 0 − 0.632 × 0.5 = −0.316 (AdaGrad gave −0.100)", ["0 - 0.632*0.5 = -0.316"]),
        ("gives −0.1×2 = −0.2.", ["-0.1*2 = -0.2"]),
        ("(AdaGrad gave 0.5 + 0.5 = 1)", ["0.5 + 0.5 = 1"]),
        ("2 + 2 = 4 (half up)", ["2 + 2 = 4"]),
        ("**0.9×0.5 = 0.45** and *0.5 + 0.5 = 1* and _1 + 1 = 2_", ["0.9*0.5 = 0.45", "0.5 + 0.5 = 1", "1 + 1 = 2"]),
        ("the weight 0.035 = 0.1·0.9¹⁰", ["0.035 = 0.1*0.9^10"]),
        (f"v₁ = 0.01·0.1² = 0.0001{BREAK}v₂ = 1 + 1 = 2", ["0.01*0.1^2 = 0.0001", "1 + 1 = 2"]),
        ("v₁ = 0.01·0.1² = 0.0001 v₂ = 1 + 1 = 2", ["1 + 1 = 2"]),
        ("Step 3 = 0.9×0.5 = 0.45", ["0.9*0.5 = 0.45"]),
        ("AdaGrad's 0.1/√0.91 = 0.105: more", ["0.1/sqrt(0.91) = 0.105"]),
        ("longer by 0.316/0.100 ≈ 3×.", ["0.316/0.100 ≈ 3"]),
        ("0.319/0.105 = 3.0× larger", ["0.319/0.105 = 3.0"]),
        ("0.41/0.0385 ≈ 11 times as much", ["0.41/0.0385 ≈ 11"]),
        ("left is 1/√10,000 = 1 % of it", ["1/sqrt(10,000) = 1 %"]),
        ("the sum of 0.25 + 0.16 = 0.41", ["0.25 + 0.16 = 0.41"]),
        ("e^0.5 = 1.649; 2**3 = 8; 2^3 = 8", ["exp(0.5) = 1.649", "2^3 = 8", "2^3 = 8"]),
        ("a) 0.5+0.5 = 1 and (b) 1+1 = 2", ["0.5 + 0.5 = 1"]),
        ("2+2 = 4 => 5; 1+1 = 2 → 3", ["2 + 2 = 4", "1 + 1 = 2"]),
        ("<b>2+2 = 4</b>", ["2 + 2 = 4"]),
        ("see [1+1 = 2](http://x=1.com/2=3)", ["1 + 1 = 2"]),
        ("0.5·(1+1) = 1 = 2/2", ["0.5*(1 + 1) = 1 = 2/2"]),
        (r"$0.1 \cdot 0.9^{10} = 0.035$", ["0.1*0.9^10 = 0.035"]),
        (r"$$\frac{1}{\sqrt{1-0.9}} \approx 3.16$$", ["1/sqrt(1 - 0.9) ≈ 3.16"]),
        (r"$E_1 = 0.1\times 0.25 = 0.025$", ["0.1*0.25 = 0.025"]),
        ("it costs $5 and 2+2 = 4", ["2 + 2 = 4"]),
        (r"$$\sqrt{4} = 2, \quad \frac{1}{4} = 0.25.$$", ["sqrt(4) = 2", "1/4 = 0.25"]),
        (r"$$0.9\times 0.5 &= 0.45 \\ &= 0.450 \\ 1+1 &= 2$$", ["0.9*0.5 = 0.45 = 0.450", "1 + 1 = 2"]),
        (r"$\eta = 0.1, \beta = 0.9$ and $\max(1, 2) = 2$", ["max(1, 2) = 2"]),
        ("$1/3 = 0.333...$", ["1/3 = 0.333..."]),
        (
            r"bare 1/\sqrt{1-0.9} \approx 3.16 and 0.1·0.9^{10} = 0.035",
            ["1/sqrt(1 - 0.9) ≈ 3.16", "0.1*0.9^10 = 0.035"],
        ),
        (
            r"10^{-8} = 1e-8, 1{,}000 = 10³, 1\,000 = 10³, 1_000 = 10³",
            ["10^-8 = 1e-8", "1{,}000 = 10^3", r"1\,000 = 10^3", "1_000 = 10^3"],
        ),
        ("**Result:** 2+2 = 4 **(see below)**", ["2 + 2 = 4"]),
        ("**Step 1.** 2+2 = 4", ["2 + 2 = 4"]),
        ("**Result** 2+2 = 4", ["2 + 2 = 4"]),
        ("the last weights hold 1 − 0.9¹⁰ = 65 % of it", ["1 - 0.9^10 = 65 %"]),
        ("1-0.9 = 0.1", ["1 - 0.9 = 0.1"]),
        ("√0.01 = 0.1, √0.04 = 0.2 and √0.09 = 0.3.", ["sqrt(0.01) = 0.1", "sqrt(0.04) = 0.2", "sqrt(0.09) = 0.3"]),
        ("half of it in ln 0.5 / ln 0.9 ≈ 6.58 steps", ["log(0.5)/log(0.9) ≈ 6.58"]),
    ],
)
def test_a_chain_of_numbers_is_found(text, chains):
    """Names to the left, units and remarks to the right, and marks around it are no part of it."""
    assert chains == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 epoch = 391 steps",
        "L3 (1e7 = 120 MB partly cached)",
        r"$\mathbf{v}^{(0)} = \mathbf{0}$",
        r"$E[g^2]_t = \beta E[g^2]_{t-1} + (1-\beta) g_t^2$",
        "η = 0.1, β = 0.9, ε = 1e-8",
        "E₁ = 0.025",
        "β·0.5 + 0.1×0.4 = 0.04",
        "β 0.5 + 0.1 = 0.55",
        "w −0.5 + 1 = 0.5",
        "0.5 × η = 0.05",
        "0.5 × lr = 0.05",
        "2×3 = 6 η",
        "2×3 = 6x",
        "f(2) = 4",
        "g (0.5+0.5) = 1",
        "14 = 2 (3+4)",
        "half of 0.5 + 0.5 = 0.5",
        "33 % of 90 = 30",
        "twice 0.5 + 0.5 = 1.5",
        "1 divided by 0.5 + 0.5 = 1",
        "1 + 2 + … + 16 = 31",
        "5! = 120",
        "2+2 = 4!",
        "it costs $5 + $5 = $10",
        "€1 = $1.10",
        "0,025 + 0,5 = 0,525",
        "16:9 = 1.78",
        "at 12:30 = noon",
        "2026-07-01 = 5",
        "0.5 – 0.2×1 = 0.3",
        "version 1.14.0 >= 1.9.0",
        "python >= 3.11, < 3.14",
        "3.2×0.5 = 1.6 steps + 2",
        "1+1 = 2 million",
        "1+1 = 3<sup>2</sup>",
        "x<sup>2</sup> + 1 = 2",
        "about ~1/2 = 0.6",
        "`2+2 = 5`",
        "``a ` 2+2 = 5``",
        "http://a.b/2+2=5",
        "<a href='2+2 = 5'>",
        "<!-- 1 = 2 -->",
        "[x](<1+1=3>)",
        r"$v_t = \beta v_{t-1} + (1-\beta) g_t^2$",
        r"$\beta = 0.9$ and $\eta$",
        "from 5-10 = a range",
        "x = 2 y",
        "sin 0.5 = 0.479",
        "sin 0.5 + 0.5 = 0.98",
        "Step 2 - 0.5+0.5 = 1",
        "case 3 − 2+2 = 4",
        "0.1/√0.09 ≈ 0.3-0.4",
        "0.5 log 2 = 0.347",
        "w** 2 = 4",
        "the loss is 0.1 = 20 % of it",
    ],
)
def test_what_is_no_chain_of_numbers_is_left_alone(text):
    """A member that touches a letter, a unit conversion, a date, a price, an address: nothing is said."""
    assert [] == [each for each in find(text) if not isinstance(each, Lettered)]


def test_a_formula_that_cannot_be_read_is_counted():
    """What states something between dollars and is no mathematics here is UNREAD, not passed over."""
    [unclear] = find(r"so $\sum_i x_i = 1$")
    assert "of the formula" in unclear.reason
    [formula] = find(r"so $2\beta = \beta + \beta$")
    assert "2*beta = beta + beta" == str(formula.chain)


def test_dollars_follow_pandoc():
    """No space inside, no digit after: money is no formula."""
    text = "$x$ costs $5 and $10, $y = 2$; $ z $"
    assert ["x", "y = 2"] == [text[start:end] for start, end in formulas(text)]


@pytest.mark.parametrize(
    "text, grades",
    [
        ("2^-149 = 1.4e-45\nexp(-1) = 0.368", ["ROUNDS", "ROUNDS"]),
        ("3·4 = 12\n√16 = 4", ["PROVED", "PROVED"]),
        ("90·60 = 5400 s\n2^10 = 1024", ["PROVED", "PROVED"]),
        ("2·3 = 6\n(1 + 1)·2 = 4", ["PROVED", "PROVED"]),
        ("0.5 + 0.25 +\n0.25 = 1", ["PROVED"]),
        ("this is the rate times\n0.2/2 = 0.2", []),
    ],
)
def test_what_stands_side_by_side_on_two_lines_is_no_product(judge, text, grades):
    """A sum goes on over the end of a line only with a sign; a word before it still belongs to it."""
    assert grades == judge(text, "note.txt").grades


def places(text):
    """(line, column, end line, end column) of every verdict, with its text."""
    from rmsprop_sym.claims.files import Note

    return [
        (verdict.place.line, verdict.place.column, verdict.place.end_line, verdict.place.end_column, verdict.text)
        for verdict in Note("n.md").verdicts(text)
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2+2 = 5", [(1, 7, 1, 8, "5")]),
        ("\n\n  x: 2+2 = 5", [(3, 12, 3, 13, "5")]),
        ("# β² and 2+2 = 5 #", [(1, 16, 1, 17, "5")]),
        ("- item 1/2 = 2/3 = 0.5", [(1, 14, 1, 17, "2/3"), (1, 20, 1, 23, "0.5")]),
        ("> quote\n> 2+2 = 5", [(2, 9, 2, 10, "5")]),
        ("1. one\n2. 2+2 =\n   5", [(3, 4, 3, 5, "5")]),
        ("2+2 =\r\n4 +\r\n1", [(2, 1, 3, 2, "4 + 1")]),
        (
            "| a | 2+2 = 5 |\n|---|---|\n| 2+2 = 6 | 2+2 = 7 |",
            [(1, 13, 1, 14, "5"), (3, 9, 3, 10, "6"), (3, 19, 3, 20, "7")],
        ),
        ("$2+2 = 5$", [(1, 8, 1, 9, "5")]),
        (
            "$$\n1+1 = 2, \\quad 2+2 = 5\n$$ and 1/2 = 2/3",
            [(2, 7, 2, 8, "2"), (2, 22, 2, 23, "5"), (3, 14, 3, 17, "2/3")],
        ),
        ("```{claim} a\n1/2 = 2/4 = 3/7\n```", [(2, 7, 2, 10, "2/4"), (2, 13, 2, 16, "3/7")]),
        ("$$\n\\sum_i x = 1\n$$", [(2, 1, 2, 13, r"\sum_i x = 1")]),
        ("```{claim} a\n  1/2 = 2/3\n```", [(2, 3, 2, 12, "1/2 = 2/3")]),
        ("- x\n\n  ```{claim} a\n  1/2 = 2/3\n  ```", [(4, 3, 4, 12, "1/2 = 2/3")]),
        ("3.17 ≈ √10", [(1, 1, 1, 5, "3.17")]),
        ("3.17 ≈ 3.162 ≈ √10", [(1, 1, 1, 5, "3.17"), (1, 8, 1, 13, "3.162")]),
    ],
)
def test_each_link_stands_where_it_says(text, expected):
    """Lines and columns count from 1 in code points, ends exclusive, also across a line break."""
    assert expected == places(text)


def test_blocks_come_in_the_order_of_the_file():
    """Prose, tables and directives, by their first lines."""
    text = "a\n\n```{claim} x\n1 = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nb"
    assert [Passage, Directive, Table, Passage] == [type(block) for block in blocks(text)]


def test_options_are_told_from_statements():
    """The options stand first, each with the column of its value."""
    [block] = blocks("```{claim} x\n:rule: rmsprop\n:given: v(0) = 0\nv(t) = 1\n```")
    assert [("rule", 2, 8, "rmsprop"), ("given", 3, 9, "v(0) = 0")] == [
        (key, line.number, line.column, line.text) for key, line in block.options
    ]
    assert ["v(t) = 1"] == [line.text for line in block.body]
