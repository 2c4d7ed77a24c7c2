"""What the words around a formula suppose, bring along or disown, and beside each the near miss that they must not."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"
PARAGRAPH = "\n\n"
STEP = r"|\theta_t - \theta_{t-1}|"


def found(text):
    """The verdicts of a note about RMSProp."""
    return list(Note("n.md").verdicts(HEAD + text))


def judged(text):
    """Their grades, in order."""
    return [str(verdict.grade) for verdict in found(text)]


CARRIED = [
    r"Let $|g_i| \le M$ for all $i$.",
    r"If $|g_i| \le M$ for all $i$, then $v_t \le M^2$.",
    r"Assume that $|g_t| \le M$ for every $t \ge 1$.",
    r"**Exercise 3.** Let $|g_i| \le M$ for all $i$. Find a bound.",
    r"Suppose the gradients are bounded, that is, $|g_t| \le M$ for all $t$.",
]


@pytest.mark.parametrize("text", CARRIED)
def test_a_letter_brings_along_what_was_supposed_where_it_was_named(text):
    """In a later paragraph, too: what follows from that is proved, what fails all the same is refuted."""
    assert ["PROVED", "REFUTED"] == judged(text + PARAGRAPH + r"So $v_t \le M^2$. Also $v_t \le (1-\beta) M^2$.")[-2:]


NOT_CARRIED = [
    r"Let $|g_i| \le M$ for all odd $i$.",
    r"Let $|g_i| \le M$ for all $i \ge 5$.",
    r"Let $|g_1| \le M$.",
    r"**Odd steps.** Let $|g_i| \le M$ for all $i$.",
    r"Let $|g_i| \le M$ for all $i$." + "\n\n" + r"Let $M$ be the largest weight.",
    r"Let $|g_i| \le M$ for all $i$." + "\n\n## Another section\n",
]


@pytest.mark.parametrize("text", NOT_CARRIED)
def test_what_is_supposed_in_part_or_taken_back_proves_and_refutes_nothing(text):
    """Of some steps only, in words that name the letter anew, or in another section."""
    assert {"PROVED", "REFUTED"}.isdisjoint(judged(text + PARAGRAPH + r"So $v_t \le M^2$."))


def test_a_law_of_the_gradients_is_neither_followed_nor_forgotten():
    """What a letter was before is not carried past it, and nothing that may hold by it is refuted."""
    before = r"Let $g_t = c$ for all $t$." + "\n\n"
    text = r"If the gradient alternates, $g_t = (-1)^t c$, then $v_1 = (1-\beta) c^2$ and $v_2 = (1-\beta^2) c^2$."
    assert ["OPEN", "OPEN"] == judged(before + text)


@pytest.mark.parametrize(
    "lead",
    [
        r"For bounded gradients, $|g_t| \le M$, we get ",
        r"If the gradients are bounded, i.e. $|g_t| \le M$, then ",
        r"As long as all gradients are small, say $|g_t| \le M$, we have ",
    ],
)
def test_a_formula_in_apposition_says_what_the_words_before_it_suppose(lead):
    """It is supposed for every step, and is no claim."""
    assert ["PROVED"] == judged(rf"{lead}$v_t \le M^2$.")
    assert "PROVED" not in judged(rf"{lead}$v_t \le (1-\beta) M^2$.")
    assert ["OPEN"] == judged(rf"{lead.replace('gradients', 'late gradients')}$v_t \le M^2$.")


def test_a_condition_on_one_gradient_is_one_on_no_other():
    """The next step is not accused, and not proved."""
    lead = r"If the newest gradient is zero, $g_t = 0$, then "
    assert ["PROVED", "OPEN"] == judged(rf"{lead}$v_t = \beta v_{{t-1}}$ and $v_{{t+1}} = \beta v_t$.")


THROUGHOUT = r"Throughout, let $\epsilon = 0$ and $g_t \ne 0$." + "\n\n"


def test_what_is_supposed_throughout_stands_until_the_next_heading():
    """It proves what holds under it, and excuses nothing that fails under it."""
    text = rf"A step obeys ${STEP} \le \eta/\sqrt{{1-\beta}}$, and the first $|\theta_1 - \theta_0| = {{}}$."
    right, wrong = text.replace("{}", r"\eta/\sqrt{1-\beta}"), text.replace("{}", r"\eta")
    assert ["PROVED", "PROVED"] == judged(THROUGHOUT + right)
    assert ["PROVED", "REFUTED"] == judged(THROUGHOUT + wrong)
    assert ["PROVED", "OPEN"] == judged(f"{THROUGHOUT}## Any step\n\n{right}")


@pytest.mark.parametrize("words", ["Throughout, the gradients are small.", r"From now on the noise is negligible."])
def test_what_is_supposed_throughout_in_words_that_are_not_understood_is_a_doubt(words):
    """It may be what makes the formula true."""
    assert ["OPEN"] == judged(f"{words}\n\n" + r"The first step is $|\theta_1 - \theta_0| = \eta$.")


FALSE = r"$v_t \ge v_{t-1}$"


@pytest.mark.parametrize(
    "words",
    [
        "It should be noted that {}.",
        "One immediately recognises that {}.",
        "Finally, we get {}.",
        "Put differently, {}.",
        "As is well known, {}.",
        "By the same reasoning, {}.",
        "The squared error decreases, and {}.",
        "On the contrary, {}.",
        "Without any assumption {}.",
        "It holds {}. Now suppose that all is well.",
        "To summarise, {}.",
    ],
)
def test_words_that_suppose_nothing_excuse_nothing(words):
    """What is false under them is refuted."""
    assert ["REFUTED"] == judged(words.format(FALSE))


@pytest.mark.parametrize(
    "words",
    [
        "Finally {}.",
        "Under this assumption {}.",
        r"For $\beta$ close to one, {}.",
        "Roughly, {}.",
        "If the gradient does not change sign, {}.",
        "Here {}. We assumed that the sizes grow.",
        "Without correction {}.",
        "For large steps {}.",
        "It holds {} only if the sizes grow.",
    ],
)
def test_words_that_may_suppose_something_excuse_what_may_hold_under_it(words):
    """They stay a doubt."""
    assert ["OPEN"] == judged(words.format(FALSE))


DISOWNED = [
    "A common slip is {}.",
    "Some people claim {}.",
    "It does not follow that {}.",
    "It is sometimes said that {}.",
    "One must not conclude that {}.",
    "Is {}?",
    "It is certainly not true that {}.",
    "One sometimes reads {}.",
]


@pytest.mark.parametrize("words", DISOWNED)
def test_what_a_note_does_not_claim_is_said_not_to_be_claimed(words):
    """Not that a condition was not read."""
    [verdict] = found(words.format(FALSE))
    assert "OPEN" == str(verdict.grade)
    assert "the note itself does not claim it" in verdict.evidence.reason


def test_what_holds_and_is_called_wrong_is_told():
    """The statement is not blessed in a sentence that denies it."""
    [verdict] = found(r"It is not true that $v_t \ge 0$.")
    assert ("OPEN", "the note calls it wrong, and it holds") == (str(verdict.grade), verdict.evidence.reason)
    assert ["PROVED"] == judged(r"It is true that $v_t \ge 0$.")
    assert ["PROVED"] == judged(r"It is not true of the mean, but $v_t \ge 0$.")


def test_a_list_item_is_no_heading():
    """What stands above the list still stands for its next item."""
    text = "# Constant gradients\n\n- the gap is $g^2 - v_t = {}$\n- we have $v_t \\to (1-\\beta) g^2$\n"
    assert ["PROVED", "REFUTED"] == judged(text.replace("{}", r"\beta^t g^2"))
    assert ["REFUTED", "REFUTED"] == judged(text.replace("{}", r"\beta^{t-1} g^2"))


def test_if_and_only_if_supposes_nothing():
    """What is said after it does not excuse the next formula."""
    text = r"It is zero if and only if $g_t = 0$. As a check, $v_2 - \beta v_1 = (1-\beta) g_1^2$."
    assert ["REFUTED"] == judged(text)


def test_words_that_go_on_below_a_formula_have_the_conditions_of_their_sentence(judge):
    """What is corrected above a formula is so below it, where the sentence goes on."""
    rule = "v[t] = 0.99*v[t-1] + 0.01*g[t]^2\nw[t] = w[t-1] - lr*g[t]/sqrt(v[t])\n\nv starts at 0.\n\n"
    above = "With the division, the corrected first estimate is\n    v_1/(1 - 0.99) = g_1^2\n"
    assert "REFUTED" not in judge(f"{rule}{above}and the first step has length lr.", "n.txt").grades
    assert "REFUTED" in judge(f"{rule}The first step has length lr.", "n.txt").grades
