"""Claims whose left side words tell: sums of weights, means after so many steps, and what the rate tends to."""

import pytest

RULE = r"""RMSProp keeps $v_t=\beta v_{t-1}+(1-\beta)g_t^2$ with $v_0=0$, and
$\theta_t=\theta_{t-1}-\eta g_t/(\sqrt{v_t}+\epsilon)$.

"""


@pytest.mark.parametrize(
    "sentence, grade",
    [
        (r"The weights sum to $1-\beta^t$.", "PROVED"),
        (r"The weights are geometric and add up to $1-\beta^{t-1}$.", "REFUTED"),
        (r"The sum of the weights is $1-\beta^n$.", "PROVED"),
        (r"The weights of the last $k$ squared gradients total $1-\beta^k$.", "PROVED"),
        (r"The weights of the last $k$ squared gradients total $\beta^k$.", "REFUTED"),
        (r"The weights $(1-\beta)\beta^{t-i}$, $i=1,\dots,t$, sum to $1-\beta^t$.", "PROVED"),
        (r"The weights $\beta^{t-i}$ sum to $1-\beta^t$.", "REFUTED"),
        (r"The weights $\beta^k$ of the first $t$ terms sum to $\frac{1-\beta^t}{1-\beta}$.", "PROVED"),
    ],
)
def test_the_sum_of_the_weights_is_worked_out(judge, sentence, grade):
    """Those of the rule, or those that the sentence gives."""
    assert [grade] == judge(RULE + sentence).grades


@pytest.mark.parametrize(
    "sentence",
    [
        r"The bias-corrected weights sum to $1-\beta^{t-1}$.",
        r"The weights of all older gradients sum to $\beta^k$.",
        r"The remaining weights add up to $\beta^t$.",
        r"Counted from $0$, the weights sum to $1-\beta^{t+1}$.",
        r"The weights sum to $1$ in the limit.",
        r"The weights do not sum to $1-\beta^{t-1}$.",
        r"Do the weights sum to $1-\beta^{t-1}$?",
        r"If the weights summed to $\beta^t$, all would be well.",
        r"The weights of the network sum to $1-\beta^t$ by accident.",
    ],
)
def test_other_weights_are_left_alone(judge, sentence):
    """And what is denied, asked, or counted from another step."""
    assert "REFUTED" not in judge(RULE + sentence).grades


@pytest.mark.parametrize(
    "sentence, grade",
    [
        (r"For a constant gradient $c$ the accumulator after $n$ steps is $(1-\beta^n)c^2$.", "PROVED"),
        (r"For a constant gradient $c$ the running average equals $(1-\beta^{t-1})c^2$ after $t$ steps.", "REFUTED"),
        (r"For a constant gradient $g\ne0$ the effective learning rate tends to $\eta/|g|$.", "PROVED"),
        (r"For a constant gradient $c\ne0$ the steps shrink to the limit $\eta\,\mathrm{sign}(c)$.", "PROVED"),
    ],
)
def test_what_words_call_the_mean_or_the_rate_is_what_the_note_has_for_it(judge, sentence, grade):
    """After a number of steps, or in the limit."""
    assert grade in judge(RULE + sentence).grades


@pytest.mark.parametrize(
    "sentence",
    [
        r"For a constant gradient the plain average after $n$ steps is $g^2$.",
        r"For a constant gradient $c$ the corrected accumulator after $n$ steps is $c^2$.",
        r"The running average of the losses is $2^{-n}$ after $n$ steps.",
        r"After $n$ steps without a gradient the accumulator is $\beta^n v_0$.",
        r"With Adam, for a constant gradient the effective rate tends to $\eta$.",
    ],
)
def test_other_averages_are_left_alone(judge, sentence):
    """Those of something else, of another rule, and of other gradients."""
    assert "REFUTED" not in judge(RULE + sentence).grades


@pytest.mark.parametrize(
    "rule",
    [
        r"Heavy ball: $m_t=\beta m_{t-1}+g_t$ with $m_0=0$.",
        r"We keep $u_t=\beta u_{t-1}+g_t^2$ with $u_0=0$.",
        r"AdaGrad sums: $G_t=G_{t-1}+g_t^2$ with $G_0=0$.",
    ],
)
def test_weights_that_do_not_sum_to_one_are_not_taken_for_those_of_an_average(judge, rule):
    """What is new counts in full there."""
    said = r"The weights sum to $\frac{1-\beta^t}{1-\beta}$."
    assert "REFUTED" not in judge(f"{rule}\n\n{said}").grades
    assert "REFUTED" not in judge(f"{RULE}{rule}\n\n{said}").grades
