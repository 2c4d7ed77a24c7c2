r"""What was said earlier in a note, in another paragraph or of another rule, may excuse a later formula."""

import pytest

START = r"""Let $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ with $s_0 = 0$, and
$w_t = w_{t-1} - \alpha \frac{g_t}{\sqrt{s_t} + \epsilon}$.

"""
LEFT_OUT = "which may be left out without a word"
UNROLLED = r"We have $s_t = (1-\rho)\sum_{k=1}^{t} \rho^{t-k} g_k^2$."
FIRST = r"- On the first step $|w_1 - w_0| = \frac{\alpha}{\sqrt{1-\rho}}$." + "\n"


@pytest.mark.parametrize(
    "slip",
    [
        r"A common slip is to forget the square, $s_t = \rho s_{t-1} + (1-\rho) g_t$.",
        r"It is wrong that $s_t = s_{t-1} + g_t^2$.",
    ],
)
def test_a_mistake_that_is_called_one_defines_nothing(judge, slip):
    """After a quoted mistake the letters still mean what they did, and the author is not accused of it."""
    assert ["OPEN", "PROVED"] == judge(START + slip + "\n" + UNROLLED).grades


def test_a_second_definition_that_is_no_mistake_counts(judge):
    """A letter defined anew means the new thing, which is what the formulas after it are about."""
    text = r"AdaGrad keeps the sum: $s_t = s_{t-1} + g_t^2$. It is $s_t = \sum_{k=1}^{t} g_k^2$."
    assert ["PROVED"] == judge(START + text).grades


def test_what_holds_by_the_definition_before_is_not_refuted_by_the_next(judge):
    """A formula that is true of the first meaning of its letter and false of the second is left open."""
    found = judge(rf"{START}Some write $s_t = \rho s_{{t-1}} + (1-\rho) g_t$. {UNROLLED} And $(s_t)^2 \le -1$.")
    assert ["OPEN", "REFUTED"] == found.grades
    assert "meant something else before" in found.reasons[0]


@pytest.mark.parametrize(
    "words", ["Drop it for now (set $\\epsilon = 0$) and suppose", "Set $\\epsilon = 0$. Assume that"]
)
def test_what_a_paragraph_supposes_may_be_meant_for_the_list_below_it(judge, words):
    """A formula that holds under what stands above the list is not accused; one that fails all the same is."""
    above = f"{words} $g_t \\ne 0$.\n\n"
    assert ["OPEN"] == judge(START + above + FIRST).grades
    assert ["REFUTED"] == judge(START + above + FIRST.replace(r"\sqrt", "")).grades
    assert LEFT_OUT in judge(START + FIRST).reasons[0]


def test_what_is_supposed_under_a_heading_ends_with_it(judge):
    """A supposition of one section says nothing in the next, and a title stands above all sections."""
    said = "Set $\\epsilon = 0$ and suppose $g_t \\ne 0$.\n\n"
    assert LEFT_OUT in judge(f"# Title\n\n{START}## First step\n\n{said}## The step\n\n{FIRST}").reasons[0]
    assert ["OPEN"] == judge(
        f"# Title\n\n{START}{said}## First step\n\n```python\n# nothing\n```\n\n## The step\n\n{FIRST}"
    ).grades
    assert ["OPEN"] == judge(f"# Title\n\n{START}## First step\n\n{said}### Its size\n\n{FIRST}").grades


def test_a_supposition_about_another_letter_hides_nothing(judge):
    """What speaks of no letter of the rule leaves a false formula refuted."""
    assert ["REFUTED"] == judge(START + "Let $n = 5$ and suppose $M > 0$.\n\n" + FIRST.replace(r"\sqrt", "")).grades


WORDS = r"""Let $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$,
$\theta_t = \theta_{t-1} - \eta \frac{g_t}{\sqrt{v_t} + \epsilon}$.

"""


@pytest.mark.parametrize(
    "said, held, wrong",
    [
        ("The gradient is always one.", r"v_t = 1-\beta^t", r"v_t = 1+\beta^t"),
        ("All gradients lie in $[-1, 1]$.", r"v_t \le 1", r"v_t \ge 2 v_{t-1} + 1"),
        ("The gradient vanishes at every step.", r"v_t \le 0", r"v_t \ge 1"),
    ],
)
def test_what_the_words_of_a_paragraph_suppose_is_not_accused(judge, said, held, wrong):
    """A supposition in words, in the paragraph above, excuses what holds under the least that it may mean."""
    text = f"{WORDS}{said}\n\nWe have ${held}$, and ${wrong}$.\n"
    assert ["OPEN", "REFUTED"] == judge(text).grades
    assert ["REFUTED", "REFUTED"] == judge(text.replace(said, "And so on.")).grades


def test_words_that_no_formula_says_excuse_everything(judge):
    """Under gradients that alternate in sign nothing is refuted, for what that means is not read."""
    text = f"{WORDS}The gradients alternate in sign.\n\nWe have $v_1 = 2 g_1^2$.\n"
    assert ["OPEN"] == judge(text).grades


ADAGRAD = r"""AdaGrad keeps the sum $s_t = s_{t-1} + g_t^2$.

"""


@pytest.mark.parametrize(
    "words, grade",
    [
        ("For RMSProp,", "REFUTED"),
        ("For AdaGrad,", "PROVED"),
        ("Unlike RMSProp,", "PROVED"),
        ("Hence", "PROVED"),
    ],
)
def test_a_rule_that_a_sentence_names_is_the_one_meant(judge, words, grade):
    """Where a letter belongs to two rules of a note, the name decides; without one the newest is meant."""
    assert [grade] == judge(f"{START}{ADAGRAD}{words} $s_t \\ge s_{{t-1}}$.").grades


def test_a_rule_that_a_heading_names_is_the_one_meant(judge):
    """A section is about the rule of its heading, and one that compares two is about neither."""
    claim = r"$s_t \ge s_{t-1}$."
    assert ["PROVED"] == judge(f"{START}{ADAGRAD}# AdaGrad\n\n{claim}").grades
    assert ["REFUTED"] != judge(f"{START}{ADAGRAD}# RMSProp\n\n{claim}").grades != ["PROVED"]


VELOCITY = r"""# Momentum

Here $s$ is the velocity: $s_t = \mu s_{t-1} + g_t$, $s_0 = 0$.

"""


@pytest.mark.parametrize("claim", [r"$s_1 = g_1$", r"$s_1 = g_1^2$"])
def test_a_letter_that_is_defined_anew_proves_and_refutes_nothing_by_its_old_meaning(judge, claim):
    """Where the two meanings disagree, neither is taken for the one that is meant."""
    found = judge(f"# AdaGrad\n\n{ADAGRAD}{VELOCITY}Then {claim}.")
    assert ["OPEN"] == found.grades
    assert "in another way" in found.reasons[0]


def test_what_is_false_in_both_meanings_is_refuted(judge):
    """A second definition hides nothing that fails by both."""
    assert ["REFUTED"] == judge(f"# AdaGrad\n\n{ADAGRAD}{VELOCITY}Then $s_1 = 2 s_1 + g_1^2$.").grades


def test_a_consequence_in_another_section_defines_nothing(judge):
    """A recurrence in the same letters may be what follows from a condition; what is proved stays proved."""
    said = r"If the gradient vanishes, i.e. $g_t = 0$, then $s_t = \rho s_{t-1}$."
    assert "PROVED" == judge(f"# One\n\n{START}# Two\n\n{said}\n\n{UNROLLED}").grades[-1]


STEP = r"The step is $\alpha/\sqrt{1-\rho} = 0.01/\sqrt{0.1}$."
EXAMPLE = "Take $\\rho = 0.9$ and $\\alpha = 0.01$.\n\n"


def test_a_link_to_numbers_holds_with_the_values_said_last(judge):
    """What letters were said to be worth further above is supposed, and told, where it makes numbers right."""
    found = judge(START + EXAMPLE + r"The step is $\alpha/\sqrt{1-\rho} = 0.01/\sqrt{0.1} = 0.0316$.")
    assert ["PROVED", "ROUNDS"] == found.grades
    assert ("alpha = 0.01", "rho = 0.9") == tuple(found.verdicts[0].given)


@pytest.mark.parametrize(
    "text",
    [
        "Take $\\alpha = 0.01$.\n\nSome take $\\rho = 0.99$.\n\n" + STEP,
        EXAMPLE + r"The step is $\alpha/\sqrt{1-\rho} = 0.01/\sqrt{0.01}$.",
        r"The step is $\alpha/\sqrt{1-\rho} = 0.01/\sqrt{0.1}$.",
    ],
)
def test_a_link_to_numbers_that_does_not_hold_with_them_is_left_open(judge, text):
    """The values may be those of another example: nothing is accused with them."""
    assert ["OPEN"] == judge(START + text).grades


@pytest.mark.parametrize(
    "steps, grade",
    [
        (r" for $t \le T$ and 0 afterwards", "OPEN"),
        (" for odd $t$", "OPEN"),
        (" until step 10", "OPEN"),
        (" for $t > 5$", "OPEN"),
        (r" for $t = 1, \dots, T$", "OPEN"),
        (" only in the first steps", "OPEN"),
        ("", "PROVED"),
        (" for all $t$", "PROVED"),
        (" for every step", "PROVED"),
        (r" for $t \ge 1$", "PROVED"),
    ],
)
def test_a_gradient_that_is_constant_for_some_steps_is_not_taken_for_a_constant_one(judge, steps, grade):
    """What holds of a constant gradient is not proved of one that changes later."""
    assert [grade] == judge(f"{START}Let $g_t = g${steps}. Then $s_t = (1-\\rho^t) g^2$.").grades


def test_steps_that_a_sentence_names_are_not_cut_short(judge):
    """What is claimed from step 0 on is false if it fails there; prose that says nothing counts from 1."""
    assert ["REFUTED"] == judge(r"$\beta^t < 1$ for all $t \ge 0$.").grades
    assert ["PROVED"] == judge(r"$\beta^t < 1$ for all $t \ge 1$.").grades
    assert ["PROVED"] == judge(r"$\beta^t < 1$.").grades
