r"""The largest and the smallest of the gradients so far: `\max_{i \le t} g_i^2`."""

import pytest

RULE = r"""RMSProp keeps $v_t=\beta v_{t-1}+(1-\beta)g_t^2$ with $v_0=0$.

"""


@pytest.mark.parametrize(
    "formula, grade",
    [
        (r"v_t\le\max_{i\le t} g_i^2", "PROVED"),
        (r"v_t\le(1-\beta^t)\max_{1\le i\le t} g_i^2", "PROVED"),
        (r"v_t\le(1-\beta)\max_{i\le t} g_i^2", "REFUTED"),
        (r"\sqrt{v_t}\le\max_{i=1,\dots,t}|g_i|", "PROVED"),
        (r"v_t\ge(1-\beta^t)\min_{s\le t} g_s^2", "PROVED"),
        (r"v_t\ge\min_{i\le t} g_i^2", "REFUTED"),
        (r"\max_{i\le t}g_i^2\le v_t", "REFUTED"),
    ],
)
def test_what_holds_for_every_bound_holds_for_the_largest_and_a_run_shows_what_fails(judge, formula, grade):
    """The run is of three steps, with the largest of three numbers."""
    assert [grade] == judge(f"{RULE}We have ${formula}$.").grades


@pytest.mark.parametrize(
    "formula",
    [
        r"v_t\le\max_{i\le t-1} g_i^2",
        r"v_{t+1}\le\max_{i\le t} g_i^2",
        r"v_t<\max_{i\le t} g_i^2",
        r"g_{t+1}^2\le\max_{i\le t} g_i^2",
        r"1\le\max_{i\le t}\beta^{t-i}",
        r"|g_t|\le\max_{i\le t}|g_i|",
    ],
)
def test_nothing_is_proved_of_what_comes_later_or_of_gradients_that_may_all_be_0(judge, formula):
    """Nor of sequences that are no gradients."""
    assert "PROVED" not in judge(f"{RULE}We have ${formula}$.").grades


@pytest.mark.parametrize(
    "formula", [r"v_t<\max_{i\le t} g_i^2", r"|g_t|\le\max_{i\le t}|g_i|", r"1\le\max_{i\le t}\beta^{t-i}"]
)
def test_what_is_right_is_not_accused(judge, formula):
    """Gradients that are all 0 are no reason."""
    assert "REFUTED" not in judge(f"{RULE}We have ${formula}$.").grades
