r"""Letters of a note's own: those that are short for an expression, and those that are introduced with a domain."""

import pytest

RULE = r"""RMSProp: $s_t = \rho s_{t-1} + (1-\rho) g_t^2$, $s_0 = 0$ and
$\theta_t = \theta_{t-1} - \eta g_t/\sqrt{s_t}$. We write $\Delta_t = \theta_t - \theta_{t-1}$.

"""
STEPS = r"""RMSProp divides by a root: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$, $d_t = g_t/\sqrt{v_t}$ and
$w_t = w_{t-1} - \eta d_t$.

"""
NUMBERS = r"""Let $v \ge 0$ and $\epsilon > 0$.

"""


@pytest.mark.parametrize(
    "text, grade",
    [
        (RULE + r"For every $t$, $|\Delta_t| \le \eta/\sqrt{1-\rho}$.", "PROVED"),
        (RULE + r"For every $t$, $|\Delta_t| \le \eta\sqrt{1-\rho}$.", "REFUTED"),
        (RULE + r"If $g_1 \ne 0$, then $|\Delta_1| = \eta/\sqrt{1-\rho}$.", "PROVED"),
        (RULE + r"If $g_1 \ne 0$, then $|\Delta_1| = \eta\sqrt{1-\rho}$.", "REFUTED"),
        (STEPS + r"It is $|d_t| \le 1/\sqrt{1-\beta}$.", "PROVED"),
        (STEPS + r"It is $|d_t| \le \sqrt{1-\beta}$.", "REFUTED"),
        (STEPS + r"It is $|w_t - w_{t-1}| \le \eta/\sqrt{1-\beta}$.", "PROVED"),
        (STEPS + r"It is $|w_t - w_{t-1}| \le \eta/(1+\beta)$.", "REFUTED"),
    ],
)
def test_a_letter_that_is_short_for_an_expression_is_written_out(judge, text, grade):
    """Also in the definition of the rule itself."""
    assert [grade] == judge(text).grades


@pytest.mark.parametrize(
    "text",
    [
        RULE.replace(r"We write $\Delta_t = \theta_t - \theta_{t-1}$.", "") + r"It is $|\Delta_t| \le \sqrt{1-\rho}$.",
        RULE + r"It is $|\Delta v_t| \le \eta\sqrt{1-\rho}$.",
    ],
)
def test_a_letter_that_is_short_for_nothing_is_not_judged(judge, text):
    """Without a definition nothing is known of the letter."""
    assert not {"PROVED", "REFUTED"} & {*judge(text).grades}


def test_the_last_definition_of_a_letter_counts(judge):
    """It is then a claim about gradients, which may be of any size."""
    [verdict] = judge(RULE + r"Now let $\Delta_t = g_t$. Then $|\Delta_t| \le \eta/\sqrt{1-\rho}$.").verdicts
    assert ("REFUTED", "abs(g(t)) <= eta/sqrt(1 - beta)") == (str(verdict.grade), verdict.read_as)


@pytest.mark.parametrize(
    "text, grade",
    [
        (r"$\sqrt{v + \epsilon} \le \sqrt{v} + \sqrt{\epsilon}$ for all such $v$, $\epsilon$.", "PROVED"),
        (r"$\sqrt{v + \epsilon} \le \sqrt{v} + \epsilon$ for all such $v$, $\epsilon$.", "REFUTED"),
        (r"Then $\sqrt{v + \epsilon} \ge \sqrt{v}$.", "PROVED"),
        (r"Then $\sqrt{v + \epsilon} \ge \sqrt{v} + \sqrt{\epsilon}$.", "REFUTED"),
    ],
)
@pytest.mark.parametrize("rule", ["", RULE.replace("s_", "v_")])
def test_the_letter_of_a_state_is_a_number_where_a_domain_is_given_to_it(judge, rule, text, grade):
    """Whether or not the note has a rule with such a state."""
    assert [grade] == judge(rule + NUMBERS + text).grades


def test_the_letter_of_a_state_without_a_domain_is_no_number(judge):
    """It may be the state at some step, of which nothing was said."""
    text = RULE.replace("s_", "v_") + r"Then $\sqrt{v + \epsilon} \ge \sqrt{v} + \epsilon$."
    assert {"UNREAD", "OPEN"} >= {*judge(text).grades}


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"It is $\sum_{t=1}^{T} \frac1{\sqrt t} \le 2\sqrt{T}$.", {"PROVED"}),
        (r"It is $2\sqrt{T+1} - 2 \le \sum_{t=1}^{T} \frac1{\sqrt t}$.", {"PROVED"}),
        (r"It is $\sum_{t=1}^{T} \frac1{\sqrt t} \le \sqrt{T}$.", {"REFUTED"}),
        (RULE + r"It is $s_T \ge (1-\rho) g_T^2$.", {"PROVED"}),
        (RULE + r"It is $s_T \ge g_T^2$.", {"REFUTED"}),
        (
            RULE + r"If $g_t = c$ for all $t$, then $\sum_{t=1}^{T} s_t = c^2(T - \frac{1-\rho^T}{1-\rho})$.",
            {"REFUTED"},
        ),
    ],
)
def test_a_horizon_is_a_step(judge, text, grades):
    """T counts steps, as the end of a sum and as an index."""
    assert {*judge(text).grades} <= grades
    assert len(judge(text).grades) == 1


def test_a_case_that_is_called_clear_is_no_condition_on_what_follows(judge):
    """Otherwise what is true of the first step only would be proved."""
    text = r"By induction, the case $t=1$ being clear: $s_t = (1-\rho) g_t^2$."
    assert "PROVED" not in judge(RULE + text).grades


def test_a_macro_stays_apart_from_the_command_before_it(judge):
    r"""`\le\vhat_t` is an inequality, whatever the macro stands for."""
    text = r"\newcommand{\vhat}{\hat v}" "\n" r"Let $\epsilon > 0$. It is $0\le\vhat_t$." "\n"
    assert not any("levhat" in (reason or "") for reason in judge(text, "note.tex").reasons)
