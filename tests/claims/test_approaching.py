"""Words say from which side, and whether all the way down, something goes to its limit."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

LIMIT = r"""For a constant gradient the step is

$$ \frac{\eta}{\sqrt{1-\beta^t}} \longrightarrow \eta \qquad (t\to\infty). $$

"""
FACTOR = r"""Let $\beta_1 = 0.9$ and $\beta_2 = 0.999$. The step is multiplied by

$$ q_t = \frac{1-\beta_1^t}{\sqrt{1-\beta_2^t}} . $$

"""
SIDES = {
    "The limit is approached from above.": "PROVED",
    "The limit is approached from below, and quickly.": "REFUTED",
}


@pytest.mark.parametrize("text", SIDES)
def test_the_side_from_which_a_limit_is_approached_is_judged(judge, text):
    """It is the sign of the difference."""
    assert judge(LIMIT + text).grades[-1] == SIDES[text]


def test_a_letter_that_rises_first_does_not_fall_all_the_way(judge):
    """The first steps refute it."""
    assert judge(FACTOR + "From $t = 1$ on, $q_t$ decreases steadily towards its limit.").grades[-1] == "REFUTED"


@pytest.mark.parametrize(
    "text",
    [
        "From $t = 60$ on, $q_t$ decreases steadily towards its limit.",
        "After step 60, $q_t$ decreases steadily towards its limit.",
        "Finally $q_t$ decreases steadily towards its limit.",
        "It is not true that $q_t$ decreases steadily.",
        "Does it hold that $q_t$ decreases steadily?",
    ],
)
def test_what_holds_later_or_is_denied_is_left_alone(judge, text):
    """A fall from some step on is another claim."""
    assert "REFUTED" not in judge(FACTOR + text).grades


def test_an_equation_that_goes_on_with_its_limit_is_one_at_each_step():
    """The sides before an arrow are equal at every step, and the last of them tends to what stands behind."""
    rule = r"We run $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$. For a constant gradient $g$ "
    chains = {
        r"$v_t = (1-\beta^t) g^2 \to g^2$": ["PROVED", "PROVED"],
        r"$v_t = (1-\beta^{t-1}) g^2 \to g^2$": ["REFUTED", "PROVED"],
        r"$v_t = (1-\beta^t) g^2 \to g$": ["PROVED", "REFUTED"],
    }
    for chain, grades in chains.items():
        assert [str(each.grade) for each in Note("n.md").verdicts(f"{rule}{chain}.")] == grades
