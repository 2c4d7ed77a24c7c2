r"""A note that defines a rule without a name is judged by what it defines."""

import pytest

HEAVY = r"""Heavy ball: $u_t = \mu u_{t-1} + g_t$ with $u_0 = 0$, and $x_t = x_{t-1} - \eta u_t$.

"""
SIGNAL = r"""An average of a signal is $a_t = \lambda a_{t-1} + (1-\lambda) x_t$, $a_0 = 0$.

"""
SUMS = r"""The sum is $G_t = G_{t-1} + g_t^2$, $G_0 = 0$, the mean $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$.

"""


@pytest.mark.parametrize(
    "text, grade",
    [
        (HEAVY + r"$u_2 = g_2 + \mu g_1$", "PROVED"),
        (HEAVY + r"$u_t = \sum_{i=1}^{t} \mu^{t-i} g_i$", "PROVED"),
        (HEAVY + r"$u_t = \sum_{i=1}^{t} \mu^{i} g_i$", "REFUTED"),
        (HEAVY + r"$x_2 = x_0 - \eta ((1+\mu) g_1 + g_2)$", "PROVED"),
        (HEAVY + r"$x_2 = x_0 - \eta (g_1 + g_2)$", "REFUTED"),
        (SIGNAL + r"$x_t - a_t = \lambda (x_t - a_{t-1})$", "PROVED"),
        (SIGNAL + r"$x_t - a_t = (1-\lambda) (x_t - a_{t-1})$", "REFUTED"),
        (SIGNAL + r"If $x_t \ge a_{t-1}$ then $a_t \ge a_{t-1}$", "PROVED"),
        (SIGNAL + r"$a_t = (1-\lambda) \sum_{i=1}^{t} \lambda^{t-i} x_i$", "PROVED"),
        (SIGNAL + r"$1 + \lambda = \frac{1-\lambda^2}{1-\lambda}$", "PROVED"),
        (SUMS + r"$v_1 = (1-\beta) G_1$", "PROVED"),
        (SUMS + r"$v_2 = (1-\beta) G_2$", "REFUTED"),
    ],
)
def test_what_a_note_defines_is_what_it_is_judged_by(judge, text, grade):
    """States that no named rule has, signals by another letter, and states of two rules on the same gradients."""
    assert [grade] == judge(f"{text}.\n").grades


@pytest.mark.parametrize(
    "defined",
    [
        r"Let $u_t = \kappa^2 u_{t-1} + g_t$ with $u_0 = 0$.",  # what the factor is, is not known
        r"Let $u_t = 2 u_{t-1} + g_t$ with $u_0 = 0$.",
        r"Let $u_t = \kappa u_{t-1} + \sqrt{g_t}$ with $u_0 = 0$.",
        r"Let $u_t = \kappa u_{t-1} + g_t x_t$ with $u_0 = 0$.",
        r"Let $u_t = \kappa u_{t-1}$ with $u_0 = 0$.",
        r"If all is still, then $u_t = \kappa u_{t-1} + g_t$. Let $u_0 = 0$.",
        r"It is wrong that $u_t = \kappa u_{t-1} + g_t$.",
    ],
)
def test_what_defines_no_such_rule_makes_none(judge, defined):
    """A factor that may be no decay, a form too rich, a condition or a mistake: nothing is judged by it."""
    assert not {"PROVED", "REFUTED"} & {*judge(f"{defined}\n\nIt is $u_1 = g_1$.\n").grades}


def test_a_start_that_is_not_said_accuses_nobody(judge):
    """Without a start only what holds from every start is proved, and nothing is refuted."""
    text = HEAVY.replace("with $u_0 = 0$", "")
    assert ["PROVED", "OPEN"] == judge(rf"{text}$u_t - \mu u_{{t-1}} = g_t$, $u_1 = 2 g_1$.").grades


def test_the_start_of_theta_frees_no_other_state(judge):
    """A note that says where the parameter begins still starts its accumulator at zero."""
    text = r"""$v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$,
$w_t = w_{t-1} - \eta \frac{g_t}{\sqrt{v_t} + \epsilon}$.

We begin at $w_0 = 1$.

It is $v_1 = (1-\beta) g_1^2$, and $v_1 = g_1^2$.
"""
    assert ["PROVED", "REFUTED"] == judge(text).grades


@pytest.mark.parametrize("words", ["start from", "begin with", "put", "have"])
@pytest.mark.parametrize("value", ["3", "g_1^2", r"\epsilon"])
def test_a_start_of_the_notes_own_is_taken_at_its_word(judge, words, value):
    """What is true from zero is not blessed, and what is true from the start that is said is not accused."""
    text = rf"""Let $v_t = \beta v_{{t-1}} + (1-\beta) g_t^2$. We {words} $v_0 = {value}$.

It is $v_1 = \beta {value} + (1-\beta) g_1^2$, and $v_1 = (1-\beta) g_1^2$.
"""
    assert ["PROVED", "REFUTED"] == judge(text).grades


def test_a_letter_that_the_note_defines_is_that_of_no_rule(judge):
    """Centred RMSProp has an m and a v, but this v is a heavy ball's."""
    text = r"""Heavy ball: $v_t = \mu v_{t-1} + g_t$ with $v_0 = 0$.

Its mean: $m_t = \beta m_{t-1} + (1-\beta) g_t$ with $m_0 = 0$. Then $m_t = (1-\beta) v_t$ when $\mu = \beta$.
"""
    assert ["PROVED"] == judge(text).grades


def test_a_step_is_that_of_every_rule_that_the_note_speaks_of(judge):
    """Theta moves as before where only the memory is defined anew."""
    text = r"""AdaGrad: $r_t = \sum_{i=1}^t g_i^2$ and $\theta_t = \theta_{t-1} - \alpha g_t/(\sqrt{r_t} + \epsilon)$.

RMSProp has $r_t = \rho r_{t-1} + (1-\rho) g_t^2$ instead, $r_0 = 0$.
Then $|\theta_t - \theta_{t-1}| \le \alpha/\sqrt{1-\rho}$.
"""
    assert ["PROVED"] == judge(text).grades


@pytest.mark.parametrize("root", [r"\sqrt{v_t}", r"(\sqrt{v_t} + \epsilon)"])
def test_a_start_stands_though_no_rule_with_that_step_has_it(judge, root):
    """The step is looked up after the start was said, and does not take it back."""
    text = rf"""$v_t = \beta v_{{t-1}} + (1-\beta) g_t^2$ with $v_0 = 1$ and $w_t = w_{{t-1}} - \eta g_t/{root}$.

Then $v_1 = \beta + (1-\beta) g_1^2$ and $v_1 = (1-\beta) g_1^2$.
"""
    assert ["PROVED", "REFUTED"] == judge(text).grades


def test_a_start_of_one_rule_says_nothing_of_another(judge):
    """What AdaGrad's sum starts from is no start of RMSProp's mean."""
    text = r"""AdaGrad: $n_t = n_{t-1} + g_t^2$, $n_0 = 0$ and $w_t = w_{t-1} - \eta g_t/\sqrt{n_t}$.

RMSProp: $s_t = \rho s_{t-1} + (1-\rho) g_t^2$, $s_0 = 0$ and $w_t = w_{t-1} - \eta g_t/\sqrt{s_t}$.

Then $s_1 = (1-\rho) g_1^2$, and $n_2 = g_1^2 + g_2^2$.
"""
    assert ["PROVED", "PROVED"] == judge(text).grades


def test_the_sign_that_was_said_of_a_constant_gradient_is_not_dropped(judge):
    """What holds for g > 0 is not accused further below, and what fails for it is."""
    text = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$, $w_t = w_{t-1} - \eta g_t/\sqrt{v_t}$.

Let $g_t = g > 0$ for all $t$. Then $v_t = g^2 (1 - \beta^t)$.

For the steps, $\lim_{t\to\infty} \eta g/\sqrt{v_t} = \eta$. And $\lim_{t\to\infty} \eta g/\sqrt{v_t} = 2\eta$.
"""
    assert "REFUTED" not in judge(text).grades[:2]
