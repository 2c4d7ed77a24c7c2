"""Formulas that hold where others do: by words between two of them, by signs, and by words inside of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rmsprop_sym.claims import check

RULE = (
    "$$v_t = \\beta v_{t-1} + (1-\\beta) g_t^2,\\qquad w_t = w_{t-1} - \\eta \\frac{g_t}{\\sqrt{v_t}+\\epsilon}$$\n\n"
    "with $v_0 = 0$.\n\n"
)


def grades(tmp_path: Path, said: str) -> list[str]:
    """The grades of what a note says after its rule."""
    note = tmp_path / "note.md"
    note.write_text(f"# Notes\n\n{RULE}{said}\n")
    return [verdict.grade.name for verdict in check([note]).verdicts]


@pytest.mark.parametrize(
    "between",
    ["$ if and only if $", "$ iff $", "$ exactly when $", "$ is equivalent to $", r" \iff ", r" \Leftrightarrow "],
)
def test_two_formulas_that_are_said_to_mean_the_same_are_judged_both_ways(tmp_path: Path, between: str) -> None:
    """Neither is claimed alone; one of them fails where the other holds if they do not mean the same."""
    assert grades(tmp_path, rf"Here $v_t < v_{{t-1}}{between}g_t^2 < v_{{t-1}}$.") == ["PROVED"]
    assert grades(tmp_path, rf"Here $v_t < v_{{t-1}}{between}g_t^2 > v_{{t-1}}$.") == ["REFUTED"]
    assert grades(tmp_path, rf"Here $v_t > v_{{t-1}}{between}g_t^2 > 2 v_{{t-1}}$.") == ["REFUTED"]


@pytest.mark.parametrize(
    "said, grade",
    [
        (r"We see $g_t^2 \le v_{t-1} \implies v_t \le v_{t-1}$.", "PROVED"),
        (r"We see $g_t^2 \le v_{t-1} \implies v_t \ge v_{t-1}$.", "REFUTED"),
        (r"We see $g_t = 0 \implies v_t = \beta v_{t-1}$.", "PROVED"),
        (r"We see $g_t = 0 \implies v_t = (1-\beta) v_{t-1}$.", "REFUTED"),
        (r"We see $g_t \equiv c \Rightarrow v_t = (1-\beta^t)\,c^2$.", "PROVED"),
        (r"We see $g_t \equiv c \Rightarrow v_t = (1-\beta^{t+1})\,c^2$.", "REFUTED"),
    ],
)
def test_what_follows_is_judged_where_that_holds_from_which_it_follows(tmp_path: Path, said: str, grade: str) -> None:
    """The condition itself is no claim."""
    found = grades(tmp_path, said)
    assert grade in found
    assert grade == "REFUTED" or "REFUTED" not in found


def test_a_line_of_a_calculation_is_claimed_where_another_follows_from_it(tmp_path: Path) -> None:
    """It says what a state is, and the next line goes on with that."""
    assert "REFUTED" in grades(tmp_path, r"So $v_1 = \beta g_1^2 \implies \sqrt{v_1} = \sqrt{\beta}\,|g_1|$.")
    assert "REFUTED" not in grades(tmp_path, r"So $v_{t-1} = c^2 \implies v_t = \beta c^2 + (1-\beta) g_t^2$.")


def test_an_unknown_exponent_is_what_it_is_said_to_be(tmp_path: Path) -> None:
    """It is put in for its letter."""
    assert grades(tmp_path, r"Here $\beta^h = \frac12 \iff h = \frac{\ln 2}{-\ln\beta}$.") == ["PROVED"]
    assert grades(tmp_path, r"Here $\beta^h = \frac14 \implies h = \frac{\ln 2}{-\ln\beta}$.") == ["REFUTED"]
    assert "REFUTED" not in grades(tmp_path, r"Here $h = 3$ and $\beta^h = \frac12$.")


@pytest.mark.parametrize(
    "said",
    [
        r"If $g_t = c \text{ for all } t$, then $@$.",
        r"With $g_t = c \;\; \forall t$ we get $@$.",
        r"We have $@ \quad\text{if } g_t \equiv c$.",
        r"We have $@ \qquad (g_t \equiv c)$.",
        "We have\n$$@$$\nif $g_t = c$ for all $t$.",
        r"Setting $g_t \equiv c$ in the recursion yields, as expected, $@$.",
    ],
)
def test_words_inside_of_formulas_are_heard(tmp_path: Path, said: str) -> None:
    """They may stand on either side of the dollars, before the claim or behind it."""
    assert "PROVED" in grades(tmp_path, said.replace("@", r"v_t = (1-\beta^t)\,c^2"))
    found = grades(tmp_path, said.replace("@", r"v_t = (1-\beta^{t-1})\,c^2"))
    assert "REFUTED" in found
    assert "PROVED" not in found


def test_conditions_inside_of_formulas_are_no_claims(tmp_path: Path) -> None:
    """What holds for vanishing gradients only is not accused, and not for a part of the steps either."""
    assert grades(tmp_path, r"So $v_{t+k} = \beta^k v_t \qquad\text{if } g_i = 0 \text{ for all } i > t$.") == [
        "PROVED"
    ]
    assert "REFUTED" not in grades(
        tmp_path, r"So $v_t = \beta v_{t-1} \qquad\text{for all } t \in Z \text{ of that kind}$."
    )
    assert "REFUTED" not in grades(tmp_path, r"So $v_t \ge g_t^2 \quad (g_t^2 \le v_{t-1})$.")


def test_a_right_end_of_a_chain_with_a_wrong_middle_is_not_accused(tmp_path: Path) -> None:
    """It is equal to the beginning, and only the middle is not."""
    rows = (
        r"v_2 &= \beta v_1 + (1-\beta) g_2^2 \\ &= \beta^2 g_1^2 + (1-\beta) g_2^2 \\ &= (1-\beta)(\beta g_1^2 + g_2^2)"
    )
    assert grades(tmp_path, rf"$$\begin{{aligned}} {rows} \end{{aligned}}$$") == ["PROVED", "REFUTED", "PROVED"]


def test_letters_for_moments_of_squares_are_no_moments_of_gradients(tmp_path: Path) -> None:
    """The variance of the squares is what a sentence about squares gives a letter to."""
    claim = r"$\operatorname{Var}(v_t) = \frac{(1-\beta)(1-\beta^{2t})}{1+\beta}\,q$"
    assert "REFUTED" not in grades(tmp_path, f"For independent squares $g_t^2$ with variance $q$ we have {claim}.")
    assert "REFUTED" in grades(tmp_path, f"For independent gradients of zero mean with variance $q$ we have {claim}.")


def test_a_paragraph_may_conclude_from_what_the_one_above_supposes(tmp_path: Path) -> None:
    """What begins with then goes on with a supposition that ends the paragraph above, and with nothing else."""
    supposed = "Suppose that $g_t^2 > v_{t-1}$."
    assert grades(tmp_path, f"{supposed}\n\nThen $v_t > v_{{t-1}}$.") == ["PROVED"]
    assert grades(tmp_path, f"{supposed}\n\nThen $v_t < v_{{t-1}}$.") == ["REFUTED"]
    assert "PROVED" not in grades(tmp_path, f"{supposed}\n\nWe look at another thing. Always $v_t > v_{{t-1}}$.")


def test_what_becomes_of_a_mean_is_told_by_an_arrow(tmp_path: Path) -> None:
    """A mean of squares grows by the square of the factor of all gradients."""
    for said in (
        "Replace every $g_t$ by $c\\,g_t$ with $c > 0$. Then",
        "If all gradients are multiplied by $c > 0$, then",
    ):
        assert "PROVED" in grades(tmp_path, rf"{said} $v_t \to c^2 v_t$.")
        assert "REFUTED" in grades(tmp_path, rf"{said} $v_t \mapsto c\,v_t$.")
    assert "REFUTED" not in grades(
        tmp_path, r"If only the newest gradient is multiplied by $c$, then $v_t \to c\,v_t$."
    )


def test_means_are_added_up_over_steps(tmp_path: Path) -> None:
    """Each term has the mean of the law."""
    law = r"Let the gradients be independent with $E[g_i^2] = q$ for all $i$. Then "
    rows = r"$$E[v_t] = (1-\beta)\sum_{i=1}^t \beta^{t-i} E[g_i^2] = (1-\beta^{@})\,q.$$"
    assert grades(tmp_path, law + rows.replace("@", "t")) == ["SURVIVED", "SURVIVED"]
    assert "REFUTED" in grades(tmp_path, law + rows.replace("@", "t+1"))


def test_the_sign_has_another_name(tmp_path: Path) -> None:
    """Lectures write sgn, upright or as an operator."""
    for name in (r"\operatorname{sgn}", r"\mathrm{sgn}", r"\sgn", r"\text{sign}"):
        claim = rf"With $\epsilon = 0$ and $g_1 \ne 0$ we get $w_1 = w_0 - \frac{{\eta}}{{@}}\,{name}(g_1)$."
        assert "PROVED" in grades(tmp_path, claim.replace("@", r"\sqrt{1-\beta}"))
        assert "REFUTED" in grades(tmp_path, claim.replace("@", r"1-\beta"))


def test_the_smallest_of_all_squares_is_no_bound_from_the_first_step_on(tmp_path: Path) -> None:
    """Its last step may have any letter; where more is supposed of that, nothing is said."""
    assert grades(tmp_path, r"It is $v_k \ge \min_{i\le k} g_i^2$ for every $k \ge 1$.") == ["REFUTED"]
    assert grades(tmp_path, r"It is $v_k \ge \min_{i\le k} g_i^2/2$ for every $k \ge 900$.") == ["OPEN"]


@pytest.mark.parametrize(
    "said",
    [
        "It is $v_t = 0$ if and only if $g_t = 0$ and $v_{t-1} = 0$.",
        r"It is $v_t = 0 \iff g_t = 0 \text{ and } v_{t-1} = 0$.",
        "It is $g_t = 0$ and $v_{t-1} = 0$ if and only if $v_t = 0$.",
        r"We see $g_t = c \text{ and } v_{t-1} = c^2 \implies v_t = c^2$.",
        r"For $g_t = c$: $v_{t-1} = c^2 \implies v_t = c^2$.",
        r"Is $v_t > v_{t-1} \iff g_t^2 < v_{t-1}$? No.",
        r"It is wrong that $v_t > v_{t-1} \iff g_t^2 < v_{t-1}$.",
    ],
)
def test_a_side_of_several_formulas_is_not_taken_for_one_of_them(tmp_path: Path, said: str) -> None:
    """All of them are supposed together, and what a note denies is not claimed."""
    assert "REFUTED" not in grades(tmp_path, said)


def test_both_ways_are_worth_what_the_weaker_one_is(tmp_path: Path) -> None:
    """The second one is divided by 1 - beta; a condition that is one way only is refuted."""
    assert grades(tmp_path, r"Here $v_t \le v_{t-1} \iff g_t^2 \le v_{t-1}$.") == ["PROVED"]
    assert grades(tmp_path, r"Here $v_t > v_{t-1} \iff g_t^2 > v_t$.")[0] != "PROVED"
    assert grades(tmp_path, r"Here $v_t = 0 \iff g_t = 0$.") != ["PROVED"]


@pytest.mark.parametrize(
    "said",
    [
        r"Here $\beta^h \le \frac12 \iff h = \frac{\ln 2}{-\ln\beta}$.",
        r"Here $(\beta^h - 1)^2 = \frac14 \iff h = \frac{\ln 2}{-\ln\beta}$.",
        r"Here $|\beta^h - 1| = \frac12 \iff h = \frac{\ln 2}{-\ln\beta}$.",
    ],
)
def test_what_has_other_solutions_is_not_solved_by_one(tmp_path: Path, said: str) -> None:
    """A bound holds for more than its edge, and a square for both signs."""
    assert "PROVED" not in grades(tmp_path, said)
