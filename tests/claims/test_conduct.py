"""What a run does otherwise than its rule, and what a number is called that it is not."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.words.conduct import begun_before, otherwise

RULE = r"""# Notes

$$s_t = \rho s_{t-1} + (1-\rho) g_t^2, \qquad s_0 = 0$$
$$w_t = w_{t-1} - \eta\, g_t/\sqrt{s_t}$$

Here $\rho = 0.8$ and $\eta = 0.1$.

"""
TABLE = """| t | $g_t$ | $s_t$ | $\\sqrt{{s_t}}$ |
|---|---|---|---|
| 1 | 2 | {} | {} |
| 2 | 1 | {} | {} |
| 3 | -1 | {} | {} |
| 4 | 3 | {} | {} |
"""
KEPT = TABLE.format("4.0000", "2.0000", "3.4000", "1.8439", "2.9200", "1.7088", "4.1360", "2.0337")
ANEW = TABLE.format("0.8000", "0.8944", "0.8400", "0.9165", "0.8720", "0.9338", "2.9476", "1.7169")

BEGUN = [
    "The run was warm-started.", "We resumed it from a checkpoint.", "The log of the resumed job:",
    "The state was restored from disk.", "The average is kept from an earlier run.",
    "The accumulator carries over from the previous task.", "We pick up where the last run stopped.",
    "Continued from yesterday's run.", "The mean was initialised at 4.", "It goes on from the previous epoch.",
    "The second moment was not reset.", "Optimiser state loaded from the snapshot.",
]  # fmt: skip


@pytest.mark.parametrize("words", BEGUN)
def test_a_run_that_goes_on_from_an_earlier_one_is_not_accused(judge, words):
    """What its means held before is not known, whether that is said above the table or below."""
    assert begun_before(words)
    assert "REFUTED" not in judge(f"{RULE}{words}\n\n{KEPT}").grades
    assert "REFUTED" not in judge(f"{RULE}{KEPT}\n{words}\n").grades


def test_a_run_that_starts_at_0_is_judged_whatever_is_said_of_another(judge):
    """Most cells of the mean are as from 0, so that the words are not for this run."""
    wrong = judge(f"{RULE}Tomorrow we resume it from a checkpoint.\n\n{ANEW}")
    assert ["2.9476", "1.7169"] == [verdict.text for verdict in wrong.verdicts if verdict.grade == "REFUTED"]


def test_a_run_from_nothing_that_cannot_be_is_accused(judge):
    """Without such words the rule's own start counts."""
    assert "REFUTED" in judge(f"{RULE}The run:\n\n{KEPT}").grades


@pytest.mark.parametrize(
    "words",
    [
        "Gradients beyond 1 are cut to 1.", "The norm is limited to 2.", "Weights are shrunk in each step.",
        "An L2 penalty is part of the loss.", "In even steps the mean is frozen.",
        "The rate is halved after every step.", "From step 4 on we use another decay.", "The old average is used.",
        "The weights are projected onto a box.", "Gradient ascent this time.",
        "Three significant digits are carried along.",
        "It is updated in every second step.",
    ],
)  # fmt: skip
def test_a_run_that_does_otherwise_is_not_accused(judge, words):
    """The words around its table may explain what does not fit."""
    assert otherwise(words)
    assert "REFUTED" not in judge(f"{RULE}{words}\n\n{ANEW}").grades


@pytest.mark.parametrize(
    "words",
    ["It starts at 0.", "The mean decays.", "We begin with a warm-up exercise.", "With more digits kept, the run is",
     "The average of the squares forgets.", "The first steps are long."],
)  # fmt: skip
def test_ordinary_words_excuse_no_table(words):
    """They tell of no other conduct."""
    assert begun_before(words) is None
    assert otherwise(words) is None


@pytest.mark.parametrize(
    "text",
    [
        "If $g_1=0.1$ and $s_1=1$ (kept from an earlier run), the first step is 0.1·0.1=0.01.",
        "Resumed from a checkpoint, the first step has length 0.1.",
        "With the accumulator initialised at 1 and a gradient of 1 the first step is 0.1 long.",
        "With the time constant halved, the first step is shorter by a factor of 1.41.",
    ],
)
def test_a_first_step_from_elsewhere_is_not_the_first_step_from_0(judge, text):
    """It depends on what was kept."""
    assert "REFUTED" not in judge(RULE + text).grades


MISCALLED = [
    r"With $g_1=3$ we get $s_1=0.8\cdot 9=7.2$.",
    r"Let $s=1$ and let $g=10$ arrive; then $s=0.8+0.2\cdot 10=2.8$.",
    r"The half-life is $1/(-\ln 0.8)=4.48$ steps.",
    r"The relative standard deviation of $s$ for Gaussian gradients is $2\cdot 0.2/1.8=22.2\,\%$.",
    r"While the gradient is zero the root grows by a factor of $1/0.8=1.25$ per step.",
    r"The effective rate grows by a factor of $1/0.8=1.25$ in each step with $g=0$.",
    r"The weight of the gradient five steps back is $0.8^5=0.32768$.",
    r"After 10 steps of a constant gradient the average has reached $0.8^{10}=0.107$ of $g^2$.",
    r"The step for $g=2$ and $s=4$ is $0.1\cdot 2/4=0.05$.",
    r"With bias correction $\hat s_1=0.2\cdot 4/0.8=1.00$ for $g_1=2$.",
    r"The time constant is $1/0.2^2=25.0$ steps.",
]
CALLED = [
    r"With $g_1=3$ we get $s_1=0.2\cdot 9=1.8$.",
    r"Let $s=1$ and let $g=10$ arrive; then $s=0.8+0.2\cdot 100=20.8$.",
    r"The half-life is $\ln 2/(-\ln 0.8)=3.11$ steps.",
    r"The relative standard deviation of $s$ for Gaussian gradients is $\sqrt{2\cdot 0.2/1.8}=47.1\,\%$.",
    r"The variance of $s$ for Gaussian gradients is $2\cdot 0.2/1.8=22.2\,\%$ of the square of its mean.",
    r"While the gradient is zero the mean of squares shrinks by a factor of $1/0.8=1.25$ per step.",
    r"While the gradient is zero the effective rate grows by a factor of $1/\sqrt{0.8}=1.118$ per step.",
    r"The weight of the gradient five steps back is $0.2\cdot 0.8^5=0.065536$.",
    r"The weight of the gradient five steps back, relative to the newest, is $0.8^5=0.32768$.",
    r"After 10 steps of a constant gradient the average has reached $1-0.8^{10}=0.893$ of $g^2$.",
    r"The step for $g=2$ and $s=4$ is $0.1\cdot 2/2=0.1$.",
    r"With bias correction $\hat s_1=0.2\cdot 4/0.2=4.00$ for $g_1=2$.",
    r"The time constant is $1/0.2=5.0$ steps.",
]


@pytest.mark.parametrize("text", MISCALLED)
def test_a_number_that_is_called_what_it_is_not_is_not_blessed(judge, text):
    """Its arithmetic is right, and it is another quantity."""
    found = {*judge(RULE + text).grades}
    assert "REFUTED" in found or not {"PROVED", "ROUNDS", "ENCLOSED"} & found


@pytest.mark.parametrize("text", CALLED)
def test_a_number_that_is_what_it_is_called_is_right(judge, text):
    """Nothing is held against it."""
    grades = judge(RULE + text).grades
    assert {"PROVED", "ROUNDS"} & {*grades}
    assert "REFUTED" not in grades


BARE = RULE.replace(
    "$$w_t = w_{t-1} - \\eta\\, g_t/\\sqrt{s_t}$$", "$$w_t = w_{t-1} - \\eta g_t/(\\sqrt{s_t}+\\epsilon)$$"
)


@pytest.mark.parametrize(
    "text",
    [
        r"For a constant gradient $|w_t - w_{t-1}| = \eta/\sqrt{1-\rho^t}$ for every $t$.",
        r"When the gradient is constant, $|w_t - w_{t-1}| \ge \eta$.",
        r"We have $|w_t - w_{t-1}| \le 3\eta$ for every $t$.",
        r"With $\epsilon = 0.1$ and $g_1=1$ the first step has the length $0.1/(0.447+0.1)=0.183$.",
    ],
)
@pytest.mark.parametrize("small", ["", r"We neglect $\epsilon$.", r"Here $\epsilon=10^{-8}$ is neglected."])
def test_what_holds_without_eps_is_not_accused_for_its_sake(judge, text, small):
    """A note may leave it out without a word; where it is large, the sentence says so."""
    assert "REFUTED" not in judge(f"{BARE}{small}\n\n{text}").grades


def test_what_fails_without_eps_is_accused(judge):
    """The constant gradient does not help either."""
    assert "REFUTED" in judge(BARE + r"For a constant gradient $|w_t - w_{t-1}| = \eta/(1-\rho^t)$.").grades


def test_a_section_without_the_root_has_other_scales(judge):
    """What its heading and first words say holds for the sentences below."""
    text = (
        "## Without the root\n\nWe divide by $s_t$ itself.\n\nIf all gradients are multiplied by 10, the steps are {}."
    )
    assert "REFUTED" not in judge(RULE + text.format("divided by 10")).grades


def test_steps_of_rows_that_count_from_0_are_those_of_the_next_row(judge):
    """A run whose mean does not fit where the rows say is not accused for its steps."""
    table = """| t | $g_t$ | $s_t$ | step | $w_t$ |
|---|---|---|---|---|
| 0 | 1 | 0.2000 | 0.2236 | 0.7764 |
| 1 | 2 | 0.9600 | 0.2041 | 0.5723 |
| 2 | -0.3 | 0.7860 | -0.0338 | 0.6061 |
| 3 | -2 | 1.4288 | -0.1673 | 0.7734 |
| 4 | -0.5 | 1.1930 | -0.0458 | 0.8192 |
"""
    assert "REFUTED" not in judge(f"{RULE}From $w_0=1$:\n\n{table}").grades
