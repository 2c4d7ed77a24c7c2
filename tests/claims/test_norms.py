"""Norms, steps by other letters, limits in numbers, and means of roots, as lectures write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rmsprop_sym.claims import check

RULE = "$v_t = \\beta v_{t-1} + (1-\\beta) g_t^2$, $w_t = w_{t-1} - \\eta g_t/\\sqrt{v_t+\\epsilon}$, $v_0 = 0$.\n\n"
SUMS = "$G_t = G_{t-1} + g_t^2$, $w_t = w_{t-1} - \\eta g_t/\\sqrt{G_t}$, $G_0 = 0$.\n\n"


def grades(tmp_path: Path, said: str, rule: str = RULE) -> list[str]:
    """The grades of what a note says after its rule."""
    note = tmp_path / "note.md"
    note.write_text(f"# Notes\n\n{rule}{said}\n")
    return [verdict.grade.name for verdict in check([note]).verdicts]


@pytest.mark.parametrize(
    "said, grade",
    [
        (r"We have $\|w_t - w_{t-1}\|_2 \le \eta\sqrt{d/(1-\beta)}$.", "PROVED"),
        (r"We have $\|w_t - w_{t-1}\| \le \eta/\sqrt{d(1-\beta)}$.", "REFUTED"),
        (r"We have $\lVert w_t - w_{t-1}\rVert_\infty \le \eta/\sqrt{1-\beta}$.", "PROVED"),
        (r"We have $\|w_t - w_{t-1}\|_\infty \le \eta$.", "REFUTED"),
        (r"We have $\|w_t - w_{t-1}\|_1 \le d\eta/\sqrt{1-\beta}$.", "PROVED"),
        (r"We have $\|w_t - w_{t-1}\|_2 \le \eta/\sqrt{1-\beta}$.", "UNREAD"),
        (r"We have $\|w_t - w_{t-1}\|_2 \le \eta\|g_t\|_2/\sqrt{\epsilon}$.", "UNREAD"),
    ],
)
def test_a_bound_on_a_norm_is_one_on_each_entry(tmp_path: Path, said: str, grade: str) -> None:
    """All entries may be alike, so that the root of their number stands before the bound."""
    assert grades(tmp_path, said) == [grade]


@pytest.mark.parametrize(
    "said, found",
    [
        (r"With any $g_1, \dots, g_K$ it is $\sum_{k=1}^{K} \frac{g_k^2}{\sqrt{G_k}} \le \sqrt{G_K}$.", True),
        (r"With any $g_1, \dots, g_K$ it is $\sum_{k=1}^{K} \frac{g_k^2}{\sqrt{G_k}} \le 2\sqrt{G_K}$.", False),
        (r"We have $G_N \ge G_{N-1}$.", False),
    ],
)
def test_sums_up_to_a_capital_letter_are_read(tmp_path: Path, said: str, found: bool) -> None:  # noqa: FBT001
    """The letter counts steps where it ends a sum or stands in an index."""
    assert ("REFUTED" in grades(tmp_path, said, SUMS)) is found


@pytest.mark.parametrize(
    "said, grade",
    [
        (r"One gets $\lim_{A\to\infty} \frac{A}{\sqrt{\beta + (1-\beta) A^2}} = \frac{1}{1-\beta}$.", "REFUTED"),
        (r"One gets $\lim_{A\to\infty} \frac{A}{\sqrt{\beta + (1-\beta) A^2}} = \frac{1}{\sqrt{1-\beta}}$.", "PROVED"),
    ],
)
def test_a_limit_in_a_number_that_grows_is_read(tmp_path: Path, said: str, grade: str) -> None:
    """It is the limit along the whole numbers."""
    assert grades(tmp_path, said)[-1] == grade


@pytest.mark.parametrize(
    "said, grade",
    [
        (r"Jensen gives $\mathbb{E}\bigl[v_t^{-1/2}\bigr] \le \bigl(\mathbb{E}[v_t]\bigr)^{-1/2}$.", "REFUTED"),
        (r"Jensen gives $\mathbb{E}\bigl[v_t^{-1/2}\bigr] \ge \bigl(\mathbb{E}[v_t]\bigr)^{-1/2}$.", "SURVIVED"),
        (r"It is $\operatorname{Var}(g_i^2) = 2\sigma^4$.", "SURVIVED"),
        (r"It is $\operatorname{Var}(g_i^2) = 3\sigma^4$.", "REFUTED"),
    ],
)
def test_means_of_roots_and_variances_of_squares_are_judged(tmp_path: Path, said: str, grade: str) -> None:
    """An index of a gradient alone says nothing, for all have one law."""
    law = "Let the $g_i$ be independent, Gaussian with mean $0$ and variance $\\sigma^2$.\n\n"
    assert grades(tmp_path, law + said)[-1] == grade


def test_a_mean_that_does_not_vanish_is_no_centred_one(tmp_path: Path) -> None:
    """The variance alone is the limit only without a mean."""
    law = "The $g_i$ are independent with mean $\\mu \\ne 0$ and variance $\\sigma^2$.\n\n"
    assert grades(tmp_path, f"{law}In the long run, $E[v_t] \\to \\sigma^2$.")[-1] == "REFUTED"
    assert grades(tmp_path, f"{law}In the long run, $E[v_t] \\to \\sigma^2 + \\mu^2$.")[-1] == "SURVIVED"


def test_what_the_sentence_before_supposes_holds_for_its_conclusion(tmp_path: Path) -> None:
    """Epsilon is neglected there."""
    said = "Suppose $g_i = g \\ne 0$ for all $i$, and neglect $\\epsilon$. Then\n\n"
    shown = "$$w_t - w_{t-1} = -\\frac{\\eta\\operatorname{sign}(g)}{\\sqrt{1-\\beta^t}}.$$"
    assert grades(tmp_path, said + shown) == ["PROVED"]


def test_a_rule_in_an_indented_program_of_a_plain_note_is_read(tmp_path: Path) -> None:
    """Its lines have their steps in plain characters."""
    note = tmp_path / "note.md"
    note.write_text("# RMSProp\n\nRule:\n\n    vₜ = γ·vₜ₋₁ + (1−γ)·gₜ²\n\nSo vₜ ≥ (1−γ)gₜ² always, and vₜ ≥ vₜ₋₁.\n")
    assert next(verdict.grade.name for verdict in check([note]).verdicts) == "PROVED"


def test_what_follows_from_a_value_does_not_suppose_another(tmp_path: Path) -> None:
    """The number is wrong for the decay that its sentence has; what it may lead to changes nothing."""
    said = "For $\\beta = 0.999$ the factor is $1/\\sqrt{1-\\beta} = 100$, "
    assert grades(tmp_path, f"{said}so an entry may move far.") == ["REFUTED"]
    assert "REFUTED" not in grades(tmp_path, f"{said}so we would choose another decay.")


def test_a_fraction_of_a_letter_and_a_digit_is_read(tmp_path: Path) -> None:
    """No name is made of both."""
    assert grades(tmp_path, r"It is $\frac\beta2 + \frac\beta2 = \beta$.") == ["PROVED"]
