"""Arithmetic as authors write it: signs, sums with dots, what is about equal, and what is better not accused."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note


def judged(text, name="n.md"):
    """The verdicts about a text: grade and text of the link."""
    return [(str(verdict.grade), verdict.text) for verdict in Note(name).verdicts(text)]


def because(text):
    """What is said of the last link of a text."""
    evidence = list(Note("n.md").verdicts(text))[-1].evidence
    return evidence.because if evidence.grade == "REFUTED" else evidence.reason


@pytest.mark.parametrize(
    "text, grade",
    [
        ("0.9¹⁰ ≃ 0.35", "ROUNDS"),
        ("0.9¹⁰ ≅ 0.35", "ROUNDS"),
        ("0.9¹⁰ ≐ 0.36", "REFUTED"),
        ("0.9^10 ~ 0.35", "ROUNDS"),
        ("0.9^10 = ~0.35", "ROUNDS"),
        (r"$0.9^{10} \simeq 0.35$", "ROUNDS"),
        (r"$0.9^{10} \sim 0.35$", "ROUNDS"),
        ("0.9⁵⁰ ⩽ 0.0052", "PROVED"),
        (r"$0.9^{50} \geqslant 0.0052$", "REFUTED"),
        ("0.479/0.141 = 3.4×", "ROUNDS"),
        ("0.41/0.0385 ≈ 12× smaller", "REFUTED"),
        ("1/e ≈ 0.368", "ROUNDS"),
        (r"$\frac12 = 0.5$", "PROVED"),
        (r"$\frac1{10} = 0.2$", "REFUTED"),
        (r"$\tfrac12 \cdot 3 = 1.5$", "PROVED"),
        (r"$\sqrt2 \approx 1.414$", "ROUNDS"),
        (r"$\sqrt 3 \cdot 2 \approx 3.46$", "ROUNDS"),
        (r"$\ln 2 \approx 0.693$", "ROUNDS"),
        (r"$\ln 0.5/\ln 0.9 \approx 6.58$", "ROUNDS"),
        (r"$-\ln 0.5 = 0.683$", "REFUTED"),
        (r"$\ln 2/\ln(1/0.9) \approx 6.58$", "ROUNDS"),
        ("10/3 = 3.33 s.", "ROUNDS"),
        (r"$10/3 = 3.34\,.$", "REFUTED"),
        (r"$10/3 = 3.33...$", "ROUNDS"),
        (r"$10/3 = 3.34 \text{ steps}$", "REFUTED"),
        (r"$\text{rate: } 10/3 = 3.33 \text{ (rounded), and so on}$", "ROUNDS"),
        ("that is 10/3 = 3.34 m", "REFUTED"),
        ("with root √0.08824 ≈ 0.297 and", "ROUNDS"),
        (r"$2 \cdot \ln 2 = 1.386$", "ROUNDS"),
        (r"$0.00515 = 5.2\times10^{-3}$", "ROUNDS"),
        (r"$0.00515 = 5.3\cdot10^{-3}$", "REFUTED"),
        ("0.9×0 + 0.1×0.5² = 0.1×0.26", "REFUTED"),
        ("0.9×0 + 0.1/3 = 0.033 + 0", "ROUNDS"),
    ],
)
def test_what_authors_write_is_read(text, grade):
    """Signs for about equal, fractions and roots without braces, logarithms without brackets, times larger."""
    assert [grade] == [found for found, _ in judged(text)]


@pytest.mark.parametrize(
    "text, grade",
    [
        ("1 + 0.9 + 0.9² + … = 10", "PROVED"),
        ("1 + 0.9 + 0.81 + ... = 10", "PROVED"),
        ("1 + 1/2 + 1/4 + ⋯ = 2", "PROVED"),
        ("1 + 1/2 + 1/4 + ⋯ = 3", "REFUTED"),
        ("0.1 × (1 + 0.9 + 0.9² + …) = 1", "PROVED"),
        ("0.1 × (1 + 0.9 + 0.9² + …) = 0.1 × 1/(1 − 0.9) = 1", "PROVED"),
        ("1 + 0.9 + 0.9² + ... + 0.9^9 ≈ 6.51", "ROUNDS"),
        ("0.9 + 0.81 + ... + 0.9^10 ≈ 5.86", "ROUNDS"),
        ("1 + 2 + 3 + … + 100 = 5050", "PROVED"),
        ("1 + 2 + … + 10 = 55", "PROVED"),
        (r"$1 + 0.9 + 0.9^2 + \cdots = 9$", "REFUTED"),
        (r"$\sum_{k=0}^{\infty} 0.9^k = 10$", "PROVED"),
        (r"$\sum_{k=1}^{\infty} 0.9^k = 10$", "REFUTED"),
        (r"$\sum_{k=0}^{\infty} 0.1 \cdot 0.9^{2k+1} \approx 0.474$", "ROUNDS"),
    ],
)
def test_a_sum_with_dots_is_added(text, grade):
    """The pattern is that of the terms which are printed, and a geometric series needs no end."""
    assert {grade} == {found for found, _ in judged(text)}


@pytest.mark.parametrize(
    "text",
    [
        "1 + 2 + … + 16 = 31",  # doubled, not counted
        "1 + 4 + 9 + … + 100 = 5",
        "1 + 1/2 + 1/3 + … = 2",
        "1 + 2 + 4 + … = 0",
        "1 + 0.9 + … = 2",
        r"$\sum_{k=0}^{\infty} 1.1^k = 3$",
        r"$\sum_{k=1}^{\infty} 1/k = 3$",
    ],
)
def test_a_sum_whose_pattern_is_not_plain_is_not_judged(text):
    """Several patterns fit, or none, or the sum has no value."""
    assert not {"PROVED", "ROUNDS", "REFUTED"} & {found for found, _ in judged(text)}


def test_a_power_series_without_an_end_has_its_value():
    """Its terms are a power of the index times one of a number."""
    text = r"$\sum_{k=1}^{\infty} k \cdot 0.5^k = 2$ and $\sum_{k=1}^{\infty} k \cdot 0.5^k = 3$"
    assert ["PROVED", "REFUTED"] == [found for found, _ in judged(text)]


@pytest.mark.parametrize(
    "text, reason",
    [
        ("0.9 × 0.9 ~ 0.9", "~ between numbers may also mean"),
        ("log(1000) = 3", "to base 10 it may be right"),
        ("log(8) = 3", "to base 2 it may be right"),
        ("0.632/0.2 = 3.16 = √10", "is 3.16 to the digits printed"),
        ("In float32, 16777216 + 1 = 16777216 holds", "speaks of floats"),
        ("Python prints 0.1 + 0.2 = 0.31", "speaks of floats"),
        ("Adding, 0.1 + 0.2 = 0.30000000000000004", "a computer prints these digits"),
        ("5/2 = 2 in integer arithmetic", "speaks of floats"),
        ("7/2 = 3 (int)", "speaks of floats"),
        ("-2² = 4 is a common misconception", "says that something is wrong"),
        ("0.75 × 100 = 75 %", "counted in per cent it is right"),
        (r"$\frac{1.5 - 1}{1} \cdot 100 = 50\%$", "counted in per cent it is right"),
        ("100 + 10 % = 110", "of the number before it"),
        (r"$100 - 5\% = 95$", "of the number before it"),
        ("1.000 + 1 = 1.001", "may separate thousands"),
        (r"$\sqrt{1{,}6} = 1{,}265$", "may be that of decimals"),
        ("√9+16 = 5", "may reach further"),
        ("0.9 · 0.9 = 0.81 = −19 %", "as a change of the whole"),
        (r"$1.1 \cdot 1.1 = 21\%$", "as a change of the whole"),
        ("A common mistake is 0.5² = 0.1", "says that something is wrong"),
        (r"$3\frac12 = 3.5$", "is this 3 times 1/2, or 3 and 1/2"),
        (r"$\ln 2 \cdot 3 = 1.79$", "not expected here"),
        (r"$10\% \text{ of } 50 = 5$", "not"),
        (r"$5 \text{ ms} = 0.005 \text{ s}$", "not"),
        (r"$0.1 \times 5 = 50 \text{ percent}$", "not"),
        (r"$5000 = 5 \text{ thousand}$", "not"),
        (r"$3 \text{ dozen} = 36$", "not"),
        (r"$5 \text{ mA} + 3 = 8 \text{ mA}$", "not"),
        (r"$\begin{pmatrix} 1 \\ 4 \end{pmatrix} = 11$", "not read here"),
    ],
)
def test_what_may_be_meant_otherwise_is_not_accused(text, reason):
    """It is OPEN or UNREAD, with the other meaning as the reason."""
    assert reason in because(text)


@pytest.mark.parametrize(
    "text",
    [
        "0.1 + 0.2 = 0.31000000000000004",
        "5/2 = 2",
        "-2² = 4",
        "0.75 × 100 = 74 %",
        "0.75 × 10 = 75 %",
        "100 + 10 % = 111",
        "100 × 10 % = 11",
        "1.000 + 1 = 1.002",
        r"$\sqrt{1{,}6} = 1{,}266$",
        "√9+16 = 6",
        "0.9 · 0.9 = −18 %",
        "0.9 · 0.9 = 18 %",
        "√(9)+16 = 5",
        r"$\sqrt{9}+16 = 5$",
        "16^(1/4) = 3",
        r"$0{,}9 \cdot 0{,}5 = 0{,}46$",
        r"$1 - 0.9^{10} = 66.1\,\%$",
    ],
)
def test_what_holds_in_no_sense_is_accused(text):
    """Beside each other meaning, the near miss that it does not save."""
    assert "REFUTED" in {grade for grade, _ in judged(text)}


@pytest.mark.parametrize(
    "text, grade",
    [
        ("16^(1/4) = 2", "PROVED"),
        (r"$(8/27)^{2/3} = 4/9$", "PROVED"),
        (r"$0{,}9 \cdot 0{,}5 = 0{,}45$", "PROVED"),
        (r"$1{,}000 \cdot 0{,}5 = 500$", "PROVED"),
        (r"$0.5\,\% = 0.005$", "PROVED"),
        (r"$\frac1e \approx 0.368$", "ROUNDS"),
        (r"$\frac{1}{e} \approx 0.376$", "REFUTED"),
        (r"$1 - 0.9^{10} = 65.1\,\%$", "ROUNDS"),
    ],
)
def test_roots_decimal_commas_and_spaced_per_cents_are_read(text, grade):
    """Roots of any degree are exact where they are rational, and a comma in braces is one of decimals."""
    assert [grade] == [found for found, _ in judged(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Σ 0.9ᵏ for k = 0..4 = 1 + 0.9 + 0.81 + 0.729 + 0.6561",
        "Σ 0.9ᵏ for k = 0, ..., 4 = 1 + 0.9 + 0.81 + 0.729 + 0.6561",
        "Σ 0.9ᵏ for k = 0 … 4 = 1 + 0.9 + 0.81 + 0.729 + 0.6561",
        "the sum of 0.9^k over k < 5 = 1 + 0.9 + 0.81 + 0.729 + 0.6561",
        "the sum over k <= 4 = 4.0951",
        "epochs 1..10 = 0.1, 11..20 = 0.01",
        "3 : 4 = 0.75",
        "3 : 4.5 = 0.667",
        "the mean of 1, 2, 3 = 2",
        "the mean of 0.1, 0.2 = 0.15",
        "Eq. (3) = 0.5",
        "Fig. 3 = 0.5 · 2 = 1",
        "1—3 = 2",
        "7e9 · 2 = 14e9 = 14 GB",
        "0.01 · 2 = 0.02 = 20 ms",
        "12'345 + 1 = 12'346",
        "1/3 = 0.(3)",
    ],
)
def test_the_end_of_a_range_is_no_member(text):
    """The number before the sign ends a range, a ratio or a longer number."""
    assert "REFUTED" not in {grade for grade, _ in judged(text)}


def test_what_follows_a_range_is_judged():
    """The sum behind it is, and a wrong one is found."""
    assert ["REFUTED"] == [grade for grade, _ in judged("for k = 0..2 = 1 + 0.9 + 0.81 = 2.72")]
    assert ["REFUTED"] == [grade for grade, _ in judged("v < 0.9·0.5 = 0.46")]
    assert ["REFUTED"] == [grade for grade, _ in judged("7e9 · 2 = 15e9 = 14 GB")]
    assert ["REFUTED"] == [grade for grade, _ in judged("8 · 3 = 25 GB")]
    assert ["REFUTED"] == [grade for grade, _ in judged("step 1: 0.5 = 0.1·4")]


@pytest.mark.parametrize(
    "text",
    ["<≈", "_1_800 = 1<<800", "at x:5\n==4401== by", "n & 7 == 1", "|a|**2 <= 1/4 + 1/4", "j1,2=3>", "10/3 = 3 m + 1"],
)
def test_what_belongs_to_code_is_left_alone(text):
    """Shifts, masks, powers of bars, indices, and the marks that programs print."""
    assert [] == judged(text)


@pytest.mark.parametrize("text", ["β from 0.9 ~ 0.99", "about ~1/2 = 0.6", "$0.1~=~0.1$ and 0.5~0.9"])
def test_a_tilde_that_is_no_relation_is_passed_over(text):
    """A range, a rough figure, and a space of LaTeX."""
    assert [] == [found for found, _ in judged(text) if found not in {"PROVED", "ROUNDS"}]


@pytest.mark.parametrize(
    "text, words",
    [
        ("2/3 = 0.666", "truncated"),
        ("1/8 ≈ 0.152", "transposed"),
        ("0.1·0.9⁵⁰ = 5.15×10⁻³", "the power of ten is off by 10^1"),
        ("0.5 − 0.9 = 0.4", "the sign is turned"),
        ("0.5/0.3 = 0.5/0.3 = 1.6", "truncated"),
        ("0.1/√0.025 = 0.1/0.158 = 0.633", "a carried intermediate"),
        ("5/2 = 3", "a whole number after = is exact"),
    ],
)
def test_a_wrong_number_is_told_by_what_it_looks_like(text, words):
    """Truncation, transposed digits, a wrong exponent or sign, and a rounded intermediate carried on have names."""
    assert words in because(text)


@pytest.mark.parametrize("text", ["0.125 ≈ 0.13", "0.125 ≈ 0.12", "−0.125 ≈ −0.13", "2.5 ≈ 3", "2.5 ≈ 2"])
def test_a_tie_may_go_either_way_and_is_said(text):
    """Half up and half even are both in use."""
    [verdict] = Note("n.md").verdicts(text)
    assert ("ROUNDS", True) == (verdict.grade, verdict.evidence.tie)
    assert "half up and half even" in verdict.evidence.because


WRONG = "0.1 · 4 = 0.04"


@pytest.mark.parametrize(
    "text",
    [
        f"Do not write {WRONG}.",
        f"Is {WRONG}?",
        f"{WRONG}? No, 0.4.",
        f"Which is right, {WRONG} or 0.1 · 4 = 0.4?",
        f"If {WRONG} then pigs fly.",
        f"p. 3: {WRONG} should read 0.1 · 4 = 0.4.",
        f"Replace {WRONG} by 0.1 · 4 = 0.4.",
        f"{WRONG} (sic)",
        f"❌ {WRONG}",
        f"BAD: {WRONG}",
        f"## Common mistakes\n\n- {WRONG}",
        f"Common mistakes:\n\n- {WRONG}",
        f"| wrong | right |\n|---|---|\n| {WRONG} | 0.1 · 4 = 0.4 |",
        f"| claim | right? |\n|---|---|\n| {WRONG} | no |",
        f"~~{WRONG}~~",
        f"<s>{WRONG}</s>",
        f"<del>so {WRONG}</del>",
    ],
)
def test_a_mistake_that_is_quoted_as_one_is_not_accused(text):
    """By a question, a negation, a heading, a column, a mark in the row, or a line through it."""
    assert "REFUTED" not in {grade for grade, _ in judged(text)}


@pytest.mark.parametrize(
    "text",
    [
        f"Then {WRONG}. Is that so?",
        f"If the rate is small then {WRONG}.",
        f"## Common mistakes\n\nNone.\n\n## Example\n\n{WRONG}",
        f"| claim | right? |\n|---|---|\n| {WRONG} | yes |\n| 1 + 1 = 3 | no |",
        f"| left | right |\n|---|---|\n| {WRONG} | 0.1 · 4 = 0.4 |",
        f"~~old~~ {WRONG} ~~older~~",
        f"<s>old</s> {WRONG} <s>older</s>",
    ],
)
def test_a_mistake_that_stands_near_such_words_is_accused(text):
    """The words belong to another sentence, another section, another row."""
    assert "REFUTED" in {grade for grade, _ in judged(text)}


@pytest.mark.parametrize(
    "text, grade",
    [
        (r"$\Delta_1 = \frac{0.01 \cdot 4}{\sqrt{1.6}} \approx 0.0316$", "ROUNDS"),
        (r"$\Delta_1 = \frac{0.01 \cdot 4}{\sqrt{1.6}} \approx 0.316$", "REFUTED"),
        (r"$\|g\| = \sqrt{3^2 + 4^2} = 5$", "PROVED"),
        (r"$\text{loss} = 0.5 \cdot 2^2 = 1$", "REFUTED"),
        (r"$g' \approx 0.2 + 0.01 \cdot 5 = 0.25$", "PROVED"),
    ],
)
def test_what_is_computed_behind_an_unread_name_is_judged(text, grade):
    """Whatever it is called, the numbers behind the sign must agree."""
    assert [grade] == [found for found, _ in judged(text)]


@pytest.mark.parametrize(
    "text",
    [
        r"$\sum_{k=0}^{4} \foo = 4.0951 = 4$",
        r"$7 \equiv 2 + 2 = 1$",
        r"$\|g\| \ne 2 + 2 = 5$",
        r"$\|g\| = 3\,\mathrm{m} = 3000\,\mathrm{mm}$",
        r"$\|g\| = 4$",
    ],
)
def test_what_is_not_computed_behind_an_unread_name_is_not_judged(text):
    """Lone numbers, units, another relation, or nothing but a value."""
    assert not {"PROVED", "ROUNDS", "REFUTED"} & {found for found, _ in judged(text)}
