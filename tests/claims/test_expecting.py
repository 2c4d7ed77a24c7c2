r"""Means over what is random: `\mathbb{E}[v_t]` is judged by what the mean of the squares of the gradients gives."""

import pytest

RULE = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$ and
$\theta_t = \theta_{t-1} - \eta g_t/(\sqrt{v_t} + \epsilon)$.

"""
ADAM = r"""Adam: $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$,
$m_0 = v_0 = 0$, $\hat m_t = m_t/(1-\beta_1^t)$, $\hat v_t = v_t/(1-\beta_2^t)$,
$\theta_t = \theta_{t-1} - \alpha \hat m_t/(\sqrt{\hat v_t} + \epsilon)$.

"""
SQUARES = r"Suppose that $\mathbb{E}[g_t^2] = \sigma^2$ for all $t$. Then "


@pytest.mark.parametrize("sign", [r"\mathbb{E}", r"\mathbb E", r"\mathbf{E}", r"\operatorname{E}", r"\mathrm{E}", "E"])
@pytest.mark.parametrize("brackets", ["[{0}]", r"\left[{0}\right]", "({0})"])
def test_a_mean_is_read_in_every_dress(judge, sign, brackets):
    """The true value is proved, and that with the exponent of the step before is refuted and mended."""
    square, state = (f"{sign}{brackets.format(each)}" for each in ("g_t^2", "v_t"))
    supposed = rf"{RULE}Suppose that ${square} = \sigma^2$ for all $t$. Then "
    assert ["PROVED"] == judge(rf"{supposed}${state} = (1-\beta^t) \sigma^2$.").grades
    wrong = judge(rf"{supposed}${state} = (1-\beta^{{t-1}}) \sigma^2$.").verdicts
    assert ["REFUTED"] == [str(each.grade) for each in wrong]
    assert "on average, v(t) = (1 - beta**t)*sigma**2" == wrong[0].evidence.attempt
    assert wrong[0].evidence.attempt_grade.holds


@pytest.mark.parametrize(
    "text, grade",
    [
        (RULE + SQUARES + r"$\mathbb{E}[v_t] = \beta \mathbb{E}[v_{t-1}] + (1-\beta) \sigma^2$", "PROVED"),
        (RULE + SQUARES + r"$\lim_{t\to\infty} \mathbb{E}[v_t] = \sigma^2$", "PROVED"),
        (RULE + SQUARES + r"$\mathbb{E}[v_t] = \sigma^2$", "REFUTED"),
        (ADAM + SQUARES + r"$\mathbb{E}[v_t] = (1-\beta_2^t) \sigma^2$", "PROVED"),
        (ADAM + SQUARES + r"$\mathbb{E}[\hat v_t] = \sigma^2$", "PROVED"),
        (ADAM + SQUARES + r"$\mathbb{E}[\hat v_t] = (1-\beta_2^t) \sigma^2$", "REFUTED"),
        (ADAM + r"Suppose that $\mathbb{E}[g_t] = c$ for all $t$. Then $\mathbb{E}[m_t] = (1-\beta_1^t) c$", "PROVED"),
        (ADAM + r"Suppose that $\mathbb{E}[g_t] = c$ for all $t$. Then $\mathbb{E}[m_t] = c$", "REFUTED"),
    ],
)
def test_what_is_linear_has_the_mean_of_what_goes_in(judge, text, grade):
    """Means of first powers for the mean of gradients, of squares for that of squares."""
    assert grade == judge(f"{text}.\n").grades[-1]


def test_independent_gradients_restrict_no_mean(judge):
    """A distribution is no condition on a mean beside that of the squares."""
    text = (
        rf"{RULE}Let $g_1, g_2, \dots$ be independent and identically distributed with $\mathbb E[g_i^2] = \sigma^2$. "
        r"Then $\mathbb E[v_t] = {0}\sigma^2$."
    )
    assert ["PROVED"] == judge(text.replace("{0}", r"(1-\beta^t)")).grades
    assert ["REFUTED"] == judge(text.replace("{0}", r"(1-\beta^{t+1})")).grades


@pytest.mark.parametrize(
    "claim",
    [
        r"$v_t = (1-\beta^t) \sigma^2$",  # what holds on average holds of no one run
        r"$v_t = \sigma^2$",
        r"$\mathbb{E}[v_t] = v_t$",
        r"$\mathbb{E}[\theta_t] = \theta_0$",
        r"$\mathbb{E}[v_t] = (1-\beta^t) s$",
    ],
)
def test_what_is_not_linear_or_no_mean_is_not_decided(judge, claim):
    """Nothing that is known of means says anything of single runs, or of parameters."""
    assert not {"PROVED", "REFUTED", "SURVIVED"} & {*judge(f"{RULE}{SQUARES}{claim}.\n").grades}


def test_the_mean_of_the_gradient_says_nothing_of_that_of_its_square(judge):
    """With a variance the mean of the squares is more than the square of the mean, and some law shows it."""
    text = rf"{RULE}Suppose that $\mathbb{{E}}[g_t] = c$ for all $t$. Then $\mathbb{{E}}[v_t] = (1-\beta^t) c^2$."
    assert ["REFUTED"] == judge(text).grades


@pytest.mark.parametrize(
    "claim", [r"\mathbb{E}[\sqrt{v_t}] = \sigma \sqrt{1-\beta^t}", r"\mathbb{E}[v_t^2] = (1-\beta^t)^2 \sigma^4"]
)
def test_the_mean_of_a_root_or_of_a_power_is_refuted_by_a_law(judge, claim):
    """The mean of the squares decides neither."""
    assert ["REFUTED"] == judge(f"{RULE}{SQUARES}${claim}$.\n").grades


def test_what_the_mean_of_a_square_is_is_supposed_wherever_it_stands(judge):
    """Also behind words that say it already."""
    text = (
        rf"{RULE}If the $g_i$ are independent with the same second moment, $\mathbb{{E}}[g_i^2] = \sigma^2$, "
        r"then $\mathbb{E}[v_t] = (1-\beta^t) \sigma^2$."
    )
    assert ["PROVED"] == judge(text).grades
