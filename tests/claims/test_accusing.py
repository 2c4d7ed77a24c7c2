"""What prose is accused of: only what fails under everything that its words and its paragraph may suppose."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: {}\n---\n"


def judged(text, rule="rmsprop"):
    """The grades of a note about a rule, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(HEAD.format(rule) + text)]


FALSE = [
    r"It is not hard to see that even $|\theta_t - \theta_{t-1}| \le \eta$.",
    r"If all gradients are equal to $g$, then $v_t = (1-\beta^{t-1}) g^2$.",
    r"If all gradients equal $g$, then $v_t < g^2$.",
    r"When the gradient is constant, $v_t = (1-\beta)^t g^2$.",
    r"If we ignore $\epsilon$, the first step has length $|\theta_1 - \theta_0| = \eta$.",
    r"Suppose the gradients are bounded, $|g_t| \le M$. Then $v_t \le (1-\beta) M^2$.",
    r"Suppose $0 \le g_t \le M$ for all $t$. Then $v_t \le (1-\beta) M^2$.",
    r"Assume that $g_t = g > 0$ for all $t$ and $\epsilon = 0$. Then $\theta_t - \theta_{t-1} = -\eta$.",
    r"Suppose the gradient is the same at every step, $g_t = g$. Then $v_t = \beta^t g^2$.",
    r"Starting from $v_0 = 0$, we get $v_1 = \beta g_1^2$.",
    r"Take $\beta = 0.9$. Then $v_1 = 0.9 g_1^2$.",
    r"For positive gradients $v_t \ge v_{t-1}$.",
    r"If no gradient is zero, then $v_t > g_t^2$.",
    r"As in AdaGrad, the accumulator grows: $v_t \ge v_{t-1}$.",
    r"However large the gradient, the step obeys $|\theta_t - \theta_{t-1}| \le \eta$.",
    r"One could also write $v_t - v_{t-1} = \beta(g_t^2 - v_{t-1})$.",
    r"If $g_t = 0$, then $v_t = (1-\beta) v_{t-1}$.",
]


@pytest.mark.parametrize("text", FALSE)
def test_what_fails_under_every_reading_of_its_words_is_refuted(text):
    """A condition in words that is understood excuses nothing that fails under it, too."""
    assert judged(text)[-1] == "REFUTED"


def test_what_fails_with_a_supposition_and_without_is_refuted():
    """Words that take a supposition back may also leave it standing; the witness meets it."""
    text = r"Suppose that $|g_i| \le M$ for all $i$. Then $v_t \le M^2$. But $v_t \le {} M^2$ is also true."
    first, second = Note("n.md").verdicts(HEAD.format("rmsprop") + text.replace("{}", r"(1-\beta)"))
    assert ("PROVED", "REFUTED") == (str(first.grade), str(second.grade))
    assert ("abs(g(i)) <= M for every i >= 1",) == second.given
    assert ["PROVED", "PROVED"] == judged(text.replace("{}", "2"))


def test_a_letter_of_which_something_is_supposed_is_no_riddle():
    """A bound that the paragraph supposes is what its letter stands for."""
    text = r" $|g_i| \le M$ for all $i$, then $G_t \le M^2$."
    assert ["REFUTED"] == judged(f"If{text}", "adagrad")
    assert ["OPEN"] == judged(r"We have $G_t \le M^2$.", "adagrad")


TRUE = [
    r"If all gradients are equal to $g \ne 0$, then $v_t < g^2$.",
    r"Let all gradients be equal to a nonzero $g$. Then $v_t < g^2$.",
    r"At the first step $v_t = (1-\beta) g_t^2$.",
    r"Suppose that $g_1 \ne 0$ and all other gradients vanish. Then $v_t = (1-\beta)\beta^{t-1} g_1^2$.",
    r"If $g_1 \ne 0$ and the others vanish, then $v_t = (1-\beta)\beta^{t-1} g_1^2$.",
    r"Suppose $|g_t| \le M$. Then $v_t \le M^2$.",
    r"Suppose $g_t = 0$ for $t > 3$. Then $v_t = \beta^{t-3} v_3$.",
    r"Let $g_t = g$. If moreover $\epsilon = 0$, fine. At $t = 1$, $|\theta_1 - \theta_0| = \eta/\sqrt{1-\beta}$.",
    r"Setting the decay to zero gives $v_t = g_t^2$.",
    r"Replace $\beta$ by $0$. Then $v_t = g_t^2$.",
    r"A decay of one half yields $v_1 = \frac{1}{2} g_1^2$.",
    r"A decay of $\frac12$ yields $v_1 = \frac{1}{2} g_1^2$.",
    r"Unit gradients lead to $v_t = 1 - \beta^t$.",
    r"Increasing gradients make $v_t \ge v_{t-1}$.",
    r"A vanishing gradient leaves $\theta_t = \theta_{t-1}$.",
    r"Nothing moves on a plateau: $\theta_t = \theta_{t-1}$.",
    r"A fixed point satisfies $v_t = g_t^2$.",
    r"It can happen that $v_t < v_{t-1}$.",
    r"Sometimes $v_t < v_{t-1}$.",
    r"There are gradients for which $v_t < v_{t-1}$.",
    r"AMSGrad enforces $v_t \ge v_{t-1}$.",
    r"As $\epsilon \to 0$, $|\theta_1 - \theta_0| = \frac{\eta}{\sqrt{1-\beta}}$.",
    r"Assume the gradient is constant in size. Then $v_t \ge v_{t-1}$.",
    "We drop $\\epsilon$ from now on.\n\nThe first step is $|\\theta_1 - \\theta_0| = \\eta/\\sqrt{1-\\beta}$.",
    "In this section $\\epsilon = 0$.\n\nThe first step is $|\\theta_1 - \\theta_0| = \\eta/\\sqrt{1-\\beta}$.",
    "## A constant gradient\n\nThe mean grows, $v_t \\ge v_{t-1}$.",
    "- Constant gradient:\n  - the mean grows, $v_t \\ge v_{t-1}$.",
    "Suppose $g_t = g$ for all $t$:\n\n- the mean grows, $v_t \\ge v_{t-1}$.",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_right_under_its_words_is_not_accused(text):
    """A condition in words, in a heading or before a list may be what makes it true, known or not."""
    assert "REFUTED" not in judged(text)


DENIED = [
    r"It is hard to believe that $v_t \ge v_{t-1}$.",
    r"Is $v_t \ge v_{t-1}$?",
    r"Show or refute: $v_t \ge v_{t-1}$.",
    r"A student claimed that $v_t \ge v_{t-1}$.",
    r"It is tempting to conclude $v_t \ge v_{t-1}$, but this fails.",
    r"Hence $v_t \ge v_{t-1}$. But this is wrong.",
    r"A popular blog says $v_t \ge v_{t-1}$.",
    r"The claim $v_t \ge v_{t-1}$ is refuted by one example.",
    "True or false?\n\n1. $v_t \\ge v_{t-1}$",
    "## Common mistakes\n\n1. $v_t \\ge v_{t-1}$.",
]


@pytest.mark.parametrize("text", DENIED)
def test_what_its_author_does_not_claim_is_not_accused(text):
    """A question, an exercise, a quotation, and what is called wrong."""
    assert ["OPEN"] == judged(text)


def test_the_same_words_without_the_denial_are_accused():
    """The statement that is denied, asked and quoted above is refuted where it is claimed."""
    assert ["REFUTED"] == judged(r"Hence $v_t \ge v_{t-1}$.")
    assert ["REFUTED"] == judged("## Consequences\n\n1. $v_t \\ge v_{t-1}$.")


def test_a_recurrence_after_a_condition_is_a_claim():
    """Without front matter it is judged, too, for the note has defined its rule; a second definition is none."""
    defined = r"Let $v_t = \beta v_{t-1} + (1-\beta) g_t^2$." + "\n\n"
    grades = [
        [str(verdict.grade) for verdict in Note("n.md").verdicts(defined + text)]
        for text in (
            r"If $g_t = 0$, then $v_t = \beta v_{t-1}$.",
            r"If $g_t = 0$, then $v_t = (1 - \beta) v_{t-1}$.",
            r"Then $v_t = \beta v_{t-1} + (1-\beta) g_t^2$.",
        )
    ]
    assert [["PROVED"], ["REFUTED"], []] == grades


def test_a_condition_in_words_may_be_what_proves_a_claim():
    """The verdict says under what it is proved."""
    [verdict] = Note("n.md").verdicts(HEAD.format("momentum") + r"For positive gradients, $m_t \ge 0$.")
    assert ("PROVED", ("0 < g(i) for every i >= 1",)) == (str(verdict.grade), verdict.given)


BOUNDED = [
    (r"If $|g_t| \le 2$ for all $t$, then $v_t \le {}$.", "4", "3"),
    (r"If $|g_i| \le 1$ for all $i$, then $v_t \le {}$.", r"1-\beta^t", r"1-\beta^{t-1}"),
    (r"For a constant gradient $g_t = c$ we get $v_t = {}$.", r"(1-\beta^t) c^2", r"(1-\beta^t) c"),
    (r"If the gradient is constant, $g_t = c$, then $v_t = {}$.", r"(1-\beta^t) c^2", r"(1-\beta)^t c^2"),
]


@pytest.mark.parametrize("text, right, wrong", BOUNDED)
def test_what_a_condition_calls_or_bounds_is_known_to_the_claim(text, right, wrong):
    """A number as a bound, or a letter for a constant gradient."""
    assert (["PROVED"], ["REFUTED"]) == (judged(text.format(right)), judged(text.format(wrong)))


def test_a_gradient_that_is_supposed_without_its_step_is_taken_for_a_constant_one():
    """What fails then is not accused: it may have been meant otherwise."""
    assert ["PROVED", "OPEN"] == judged("If $g > 0$ then $v_{t+1} > v_t$. If $g > 0$ then $v_{t+1} > g^2$.")


def test_shares_of_one_letter_are_compared_as_numbers():
    """As rounded ones, the letter left out."""
    assert ["ROUNDS"] == judged(r"It is $\eta/\sqrt{0.1} \approx 3.16\eta$.")
    assert ["REFUTED"] == judged(r"It is $\eta/\sqrt{0.001} \approx 316\eta$.")
    assert ["OPEN"] == judged(r"It is $\eta/\sqrt{0.1\eta} \approx 3.16\eta$.")


def test_what_is_set_against_a_claim_is_a_claim_too():
    """It is no condition on anything: we have this, while that."""
    text = r"For a constant gradient $g$ we have $v_t \le g^2$, while $v_t = {}$."
    assert ["PROVED", "PROVED"] == judged(text.format(r"(1-\beta^t) g^2"))
    assert ["PROVED", "REFUTED"] == judged(text.format(r"\beta^t g^2"))
    assert ["PROVED"] == judged(r"While $g_t = 0$, we have $v_t = \beta v_{t-1}$.")


def test_an_equation_that_no_whole_number_solves_may_be_solved():
    """It says what its letter is, and the next formula does."""
    assert "REFUTED" not in judged(r"How long? $0.9^n = 0.5$ gives $n = \ln 0.5/\ln 0.9 \approx 6.58$.")
