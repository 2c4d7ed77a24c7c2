"""Formulas about numbers alone: letters below roots, weights, and what a display says beside its formula."""

from __future__ import annotations

from pathlib import Path

import pytest

from rmsprop_sym.claims import check

RULE = (
    "$v_t = \\beta v_{t-1} + (1-\\beta) g_t^2$ and "
    "$w_t = w_{t-1} - \\eta g_t/\\sqrt{v_t+\\epsilon}$ with $v_0 = 0$.\n\n"
)


def grades(tmp_path: Path, said: str) -> list[str]:
    """The grades of what a note says after its rule."""
    note = tmp_path / "note.md"
    note.write_text(f"# RMSProp\n\n{RULE}{said}\n")
    return [verdict.grade.name for verdict in check([note]).verdicts]


@pytest.mark.parametrize(
    "said",
    [
        r"For all $v > 0$ it is $\sqrt{v+\epsilon} > \sqrt{v} + \epsilon$.",
        r"Note that $\sqrt{v+\epsilon} \ge \sqrt{v} + \sqrt{\epsilon}$.",
        r"Both forms agree: $\sqrt{v + \epsilon} = \sqrt{v} + \epsilon$.",
        "$$\\sqrt{a+b} \\ge \\sqrt{a} + \\sqrt{b} \\quad\\text{for all } a, b \\ge 0.$$",
        r"I think that $\frac{1}{\sqrt{v}+\epsilon} > \frac{1}{\sqrt{v+\epsilon^2}}$ for every $v > 0$.",
    ],
)
def test_a_wrong_inequality_between_roots_is_refuted(tmp_path: Path, said: str) -> None:
    """It fails for all numbers, or its sentence says that it holds for all."""
    assert grades(tmp_path, said) == ["REFUTED"]


@pytest.mark.parametrize(
    "said",
    [
        r"For small $v$ we have $\sqrt{v+\epsilon} > \sqrt{v} + \epsilon$.",
        r"For every $v \le 1/9$ it is $\sqrt{v+\epsilon} > \sqrt{v} + \epsilon$.",
        r"They agree if $\sqrt{v + \epsilon} = \sqrt{v} + \epsilon$.",
        r"It is wrong that $\sqrt{v + \epsilon} = \sqrt{v} + \epsilon$.",
        r"We have $\sqrt{v+\epsilon} \le \sqrt{v} + \sqrt{\epsilon}$ always.",
        r"For $v \ge 1$ we have $\sqrt{v+\epsilon} \le \sqrt{v} + \epsilon$.",
        r"With $v = 10^{-16}$ and $\epsilon = 10^{-8}$ it is $\sqrt{v} + \epsilon = 2\cdot 10^{-8}$.",
    ],
)
def test_what_holds_for_some_numbers_is_not_accused(tmp_path: Path, said: str) -> None:
    """It says for which, or denies it, or holds."""
    assert "REFUTED" not in grades(tmp_path, said)


@pytest.mark.parametrize(
    "said",
    [
        r"Let $k$ be the age. Its mean is then $\sum_{k=0}^{\infty} (1-\beta)\beta^k k = \frac{1}{1-\beta}$.",
        r"If we start from zero, $(1-\beta)\sum_{i=1}^{t}\beta^{t-i} = 1-\beta^{t+1}$.",
        r"Consider the last ten terms, $\sum_{k=0}^{9} (1-\beta)\beta^k = 1 - \beta^9$.",
        "The mean age is\n\n$$\\sum_{k=0}^{\\infty} k(1-\\beta)\\beta^k = \\frac{1}{1-\\beta}.$$\n\nIt is about 1.",
    ],
)
def test_no_supposition_saves_a_formula_of_weights_that_never_holds(tmp_path: Path, said: str) -> None:
    """What is supposed of gradients changes no weight."""
    assert "REFUTED" in grades(tmp_path, said)


@pytest.mark.parametrize(
    "said",
    [
        r"When $\beta$ is close to one, $\sum_{k=0}^{\infty} k (1-\beta)\beta^{k} = \frac{1}{1-\beta}$.",
        r"Suppose $t$ is large. Then $(1-\beta)\sum_{i=1}^{t}\beta^{t-i} = 1$.",
        r"If we count the newest as one, $\sum_{k=1}^{\infty} k (1-\beta)\beta^{k-1} = \frac{1}{1-\beta}$.",
        r"It is a mistake to write $\sum_{i=0}^{\infty} \beta^i = \frac{\beta}{1-\beta}$.",
        r"There is a decay with $\sum_{k=0}^{\infty} \beta^k = 5$.",
    ],
)
def test_a_rough_or_denied_formula_of_weights_is_not_accused(tmp_path: Path, said: str) -> None:
    """It is meant to be near, or the note does not claim it."""
    assert "REFUTED" not in grades(tmp_path, said)


def test_a_display_supposes_what_its_words_say(tmp_path: Path) -> None:
    """The condition stands in the display, behind the formula."""
    said = "We have\n\n$$|w_t - w_{t-1}| \\le \\eta \\quad\\text{whenever } g_t^2 \\le v_t + \\epsilon$$\n"
    assert "REFUTED" not in grades(tmp_path, said)
    said = "We have\n\n$$v_t \\le G^2 \\quad\\text{if } |g_i| \\le G \\text{ for all } i.$$\n\nThis is a bound."
    assert grades(tmp_path, said) == ["PROVED"]


def test_a_display_with_words_that_suppose_nothing_is_still_wrong(tmp_path: Path) -> None:
    """It is said for every step, and fails at one."""
    assert grades(tmp_path, "We have\n\n$$v_t \\ge v_{t-1} \\quad\\text{for every } t.$$\n") == ["REFUTED"]
