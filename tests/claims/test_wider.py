"""True statements that look wrong, and wrong ones that look true, as a search for both has found them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rmsprop_sym.claims import check

RULE = (
    "RMSProp keeps\n\n"
    "$$v_t = \\beta v_{t-1} + (1-\\beta) g_t^2,\\qquad w_t = w_{t-1} - \\eta \\frac{g_t}{\\sqrt{v_t}}$$\n\n"
    "with $v_0 = 0$.\n\n"
)
NUMBERS = "Here $\\beta = 0.9$, $\\eta = 0.001$, $w_0 = 1$, $g_1 = 3$, $g_2 = 5$ and $g_3 = 4$.\n\n"


def grades(tmp_path: Path, said: str) -> list[str]:
    """The grades of what a note says after its rule."""
    note = tmp_path / "note.md"
    note.write_text(f"# Notes\n\n{RULE}{said}\n")
    return [verdict.grade.name for verdict in check([note]).verdicts]


@pytest.mark.parametrize(
    "said",
    [
        r"Here $v_t < v_{t-1}$ exactly when $|w_t - w_{t-1}| \le \eta$.",
        r"When $|w_t - w_{t-1}| \le \eta$ we get $|g_t| < \sqrt{v_{t-1}}$.",
    ],
)
def test_what_fails_only_where_the_mean_stands_still_is_refuted(tmp_path: Path, said: str) -> None:
    """Some of the runs that are tried have a mean of squares that does not move, so that both sides are equal."""
    assert ["REFUTED"] == grades(tmp_path, said)


@pytest.mark.parametrize(
    "said", [r"Here $v_t = v_{t-1}$ exactly when $v_t = 0$.", r"We see $g_t^2 = v_{t-1} \iff v_t = 0$."]
)
def test_what_holds_only_from_zero_on_is_not_blessed(tmp_path: Path, said: str) -> None:
    """A mean may stand still elsewhere, too."""
    assert "SURVIVED" not in grades(tmp_path, said)


def test_whatever_a_state_starts_at_it_is_not_taken_for_zero(tmp_path: Path) -> None:
    """What is said of every start has to hold for every start, though the note starts at zero."""
    assert ["REFUTED"] == grades(tmp_path, r"Whatever $v_0$ is, $v_1 = (1-\beta) g_1^2$.")
    assert ["PROVED"] == grades(tmp_path, r"With $v_0 = 0$ we have $v_1 = (1-\beta) g_1^2$.")
    assert ["PROVED"] == grades(
        tmp_path, r"For any initial value $v_0$, $v_2 = \beta^2 v_0 + \beta(1-\beta) g_1^2 + (1-\beta) g_2^2$."
    )
    assert ["PROVED"] == grades(tmp_path, r"For constant $g_t = c$, $v_t \to c^2$ whatever the start.")


def test_a_state_that_stays_is_no_definition(tmp_path: Path) -> None:
    """What is supposed of a parameter for one step does not change its rule."""
    said = r"If $w_t = w_{t-1}$, then $v_t = \beta v_{t-1}$." + "\n\n" + r"Always $v_1 = \beta g_1^2$."
    assert ["SURVIVED", "REFUTED"] == grades(tmp_path, said)
    assert ["REFUTED"] == grades(tmp_path, r"We always have $v_t = v_{t-1}$.")
    assert ["PROVED"] == grades(tmp_path, r"If $g_t = 0$ then $w_t = w_{t-1}$.")


@pytest.mark.parametrize(
    "said",
    [
        r"From $w_t = w_{t-1}$ it follows that $v_t < v_{t-1}$.",
        r"In the steady state $v_t = v_{t-1}$.",
        r"Solve $v_t = v_{t-1}$ for the gradient.",
        r"Converged means $w_t = w_{t-1}$.",
        r"Once converged, $v_t = v_{t-1}$.",
    ],
)
def test_a_state_that_is_said_to_stay_in_one_case_accuses_nobody(tmp_path: Path, said: str) -> None:
    """It is a condition, a task or a case of its own."""
    assert "REFUTED" not in grades(tmp_path, said)


def test_a_formula_that_gives_another_is_a_condition_where_it_begins_its_sentence(tmp_path: Path) -> None:
    """What a bound gives is claimed with the bound."""
    assert ["OPEN", "PROVED"] == grades(tmp_path, r"$g_t^2 > v_{t-1}$ gives $v_t > v_{t-1}$.")
    assert "REFUTED" in grades(tmp_path, r"$g_t^2 > v_{t-1}$ gives $v_t < v_{t-1}$.")
    assert "REFUTED" in grades(
        tmp_path, r"The bound $v_t \ge \beta g_t^2$ gives $|w_t - w_{t-1}| \le \eta/\sqrt\beta$."
    )
    assert "REFUTED" in grades(tmp_path, r"$v_1 = \beta g_1^2$ gives $|w_1 - w_0| = \eta/\sqrt\beta$.")


@pytest.mark.parametrize(
    "said, last",
    [
        (r"$w_3 - w_2 = -0.001\cdot\frac{4}{\sqrt{4.58}} \approx -0.0018693$.", "ROUNDS"),
        (r"$w_3 - w_2 = -0.001\cdot\frac{4}{\sqrt{6.58}} \approx -0.0018693$.", "REFUTED"),
        (r"$v_3 = 0.9\cdot 3.3 + 0.1\cdot 16 \approx 4.58$.", "ROUNDS"),
        (r"$v_3 = 0.9\cdot 3.3 + 0.1\cdot 16 \approx 4.59$.", "REFUTED"),
        (r"$v_3 = 0.9\cdot 2.9 + 0.1\cdot 16 \approx 4.58$.", "REFUTED"),
    ],
)
def test_digits_of_the_first_member_are_right_though_those_between_are_rounded(
    tmp_path: Path, said: str, last: str
) -> None:
    """A number in between may print fewer digits than were used; it may not be another number."""
    assert last == grades(tmp_path, NUMBERS + said)[-1]


TABLE = (
    "# Notes\n\nCentred RMSProp keeps\n\n$$v_t = \\rho v_{t-1} + (1-\\rho) g_t^2,\\quad m_t = \\rho m_{t-1} + "
    "(1-\\rho) g_t,\\quad x_t = x_{t-1} - \\alpha \\frac{g_t}{\\sqrt{v_t-m_t^2}}$$\n\nwith $m_0=v_0=0$.\n\n"
    "Let $\\rho=0.9$, $\\alpha=1$ and $x_0=0$. Then\n\n| $t$ | $g_t$ | $v_t$ | $m_t$ | $x_t$ |\n|---|---|---|---|---|\n"
    "| 1 | 1 | 0.1000 | 0.1000 | -3.3333 |\n| 2 | 1 | 0.1900 | 0.1900 | -5.8824 |\n"
    "| 3 | 1 | 0.2710 | 0.2710 | -8.1322 |\n| 4 | 1 | 0.3439 | 0.3439 | LAST |\n"
)


def test_a_cell_that_goes_on_from_rounded_digits_is_not_accused(tmp_path: Path) -> None:
    """Its last digit is one off, for the row above was taken as it is printed; a larger error is one."""
    note = tmp_path / "note.md"
    for last, grade in (("-10.2375", "ROUNDS"), ("-10.2374", "OPEN"), ("-10.2372", "REFUTED")):
        note.write_text(TABLE.replace("LAST", last))
        assert grade == check([note]).verdicts[-1].grade.name


def test_a_bound_below_which_something_stays_is_not_zero(tmp_path: Path) -> None:
    """Nothing is less than nothing; who bounds gradients has some."""
    assert ["PROVED"] == grades(tmp_path, r"If $|g_i| \le B$ for all $i$, then $v_t < B^2$.")
    assert ["PROVED"] == grades(tmp_path, r"For gradients bounded by $B$ we have $\sqrt{v_t} < B$.")
    assert ["REFUTED"] == grades(tmp_path, r"If $|g_i| \le B$ for all $i$, then $v_t < (1-\beta) B^2$.")
    assert ["REFUTED"] == grades(tmp_path, r"If $|g_i| \le B$ for all $i$, then $v_t < (1-\beta^{t-1}) B^2$.")


def test_what_fails_only_for_gradients_at_their_bound_is_refuted(tmp_path: Path) -> None:
    """Some of the runs that are tried have all gradients at the bound."""
    assert ["REFUTED"] == grades(tmp_path, r"If $|g_i| \le B$ for all $i$, then $|w_1 - w_0| \le \frac{B}{1-\beta}$.")


def test_a_last_digit_below_a_wrong_cell_is_not_accused(tmp_path: Path) -> None:
    """What its row was computed from is not printed; a larger error is one."""
    note = tmp_path / "note.md"
    rows = "-10.2375 |\n| 5 | 1 | 0.4095 | 0.4095 | -12.2810 |\n| 6 | 1 | 0.4686 | 0.4686 | {}"
    for last, grade in (("-14.2750", "ROUNDS"), ("-14.2751", "OPEN"), ("-14.2758", "REFUTED")):
        note.write_text(TABLE.replace("LAST", rows.format(last)))
        found = check([note]).verdicts
        assert ["REFUTED", grade] == [found[-4].grade.name, found[-1].grade.name]
