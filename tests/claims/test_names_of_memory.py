"""What is called by the name of one quantity is not right because it is another one."""

from __future__ import annotations

from pathlib import Path

from rmsprop_sym.claims import check

RULE = (
    "RMSProp keeps\n\n"
    "$$v_t = \\beta v_{t-1} + (1-\\beta) g_t^2, \\qquad w_t = w_{t-1} - \\eta \\frac{g_t}{\\sqrt{v_t}}$$\n\n"
)


def grades(tmp_path: Path, said: str) -> list[str]:
    """The grades of what a note says after its rule."""
    note = tmp_path / "note.md"
    note.write_text(f"# Notes\n\n{RULE}with $v_0 = 0$. We use $\\beta = 0.9$ and $\\eta = 0.3$.\n\n{said}\n")
    return [verdict.grade.name for verdict in check([note]).verdicts]


def test_the_sum_of_the_squared_weights_is_not_turned_upside_down(tmp_path: Path) -> None:
    """It is less than 1; by its inverse a variance is reduced."""
    assert ["ROUNDS"] == grades(tmp_path, "The sum of the squared weights tends to 0.0526.")
    assert ["REFUTED"] == grades(tmp_path, "The sum of the squared weights tends to 19.0.")
    assert ["PROVED"] == grades(tmp_path, "The variance of the averaged gradient is reduced by a factor of 19.0.")
    assert ["ROUNDS"] == grades(tmp_path, "The variance of the averaged gradient is reduced to the share 0.0526.")


def test_other_lengths_of_a_memory_are_no_time_constant(tmp_path: Path) -> None:
    """Some call the mean age so; it is neither accused nor blessed."""
    assert ["PROVED"] == grades(tmp_path, "The time constant is 10.0 steps.")
    assert {"PROVED", "REFUTED"}.isdisjoint(grades(tmp_path, "The time constant is 9.00 steps."))
    assert ["REFUTED"] == grades(tmp_path, "The time constant is 19.0 steps.")
    assert ["PROVED"] == grades(tmp_path, "The window is 19.0 steps.")


def test_a_factor_is_no_length(tmp_path: Path) -> None:
    """The first step is 3.162 rates long, and 0.949 in all."""
    assert ["ROUNDS"] == grades(tmp_path, r"The first step is larger than $\eta$ by a factor of 3.162.")
    assert "ROUNDS" not in grades(tmp_path, r"The first step is larger than $\eta$ by a factor of 0.949.")


def test_what_is_said_of_one_more_is_not_what_is_said_of_it(tmp_path: Path) -> None:
    """The mean age is 9 steps, and 10 with one more."""
    assert "REFUTED" not in grades(tmp_path, "The mean age of the weights plus one is 10.00.")


def test_the_index_of_a_start_counts_no_steps(tmp_path: Path) -> None:
    """All of a start is left after no step, and 0.59049 of it after five."""
    assert "PROVED" not in grades(tmp_path, r"What is left of a start $v_0$ after 5 steps is $1.000\,v_0$.")
    assert "REFUTED" not in grades(tmp_path, r"What is left of a start $v_0$ after 5 steps is $0.5905\,v_0$.")
