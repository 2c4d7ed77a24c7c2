"""Numbers that are what a quantity is worth, or what a slip makes of it, however the words around them run."""

import pytest

from rmsprop_sym.claims.files import Note

_HEAD = (
    "# A mean of squares\n\nLet $s_t = \\rho s_{t-1} + (1-\\rho) g_t^2$ with $s_0 = 0$, and"
    " $w_t = w_{t-1} - \\alpha\\, g_t/\\sqrt{s_t}$.\nHere $\\rho = 0.8$ and $\\alpha = 0.05$.\n\n"
)
_RIGHT = {"PROVED", "ROUNDS", "SURVIVED"}


def _grades(sentence: str) -> set[str]:
    """The grades of what a note says in its last line."""
    text = f"{_HEAD}{sentence}\n"
    line = len(text.rstrip().split("\n"))
    return {str(each.grade) for each in Note("n.md").verdicts(text) if each.place.line == line}


@pytest.mark.parametrize(
    "sentence, right, wrong",
    [
        ("Seven steps on, all the weights together come to a sum of {}.", "0.790", "0.210"),
        ("A square has kept {} of its first weight 7 steps further on.", "$0.210$", "$0.790$"),
        ("The square seen 7 steps ago is counted with a weight of {}.", "0.0419", "0.0000102"),
        ("Whatever $g$ may be, the opening step comes to `{}`.", "0.1118", "0.0224"),
        ("Held against $\\alpha$, the longest step is {} times as long.", "2.236", "0.4472"),
        ("Once gradients are zero, the root $\\sqrt{{s_t}}$ is halved in {} steps.", "6.21", "3.106"),
        ("Noise: the standard deviation of the average is {} of that of a lone square.", "0.333", "0.111"),
        ("At $t = 7$ correcting the bias multiplies $s_7$ by {}.", "1.265", "4.768"),
    ],
)
def test_a_number_that_is_a_quantity_to_its_last_digit_is_right_and_one_of_a_slip_is_wrong(
    sentence: str, right: str, wrong: str
) -> None:
    """The words in between may run as they like."""
    assert _grades(sentence.format(right)) & _RIGHT
    assert "REFUTED" not in _grades(sentence.format(right))
    assert "REFUTED" in _grades(sentence.format(wrong))


def test_right_arithmetic_of_the_wrong_quantity_is_accused() -> None:
    """A chain may be right and yet not be what its sentence says that it is."""
    grown = "Without gradients the effective rate grows."
    assert "REFUTED" in _grades(f"{grown} It has doubled after $k = \\ln 2/\\ln(1/0.8) \\approx 3.106$ steps.")
    assert "REFUTED" in _grades("After 7 steps the weights sum to $0.8^7 = 0.210$.")


@pytest.mark.parametrize(
    "sentence",
    [
        "After 7 steps the weights add up to 0.790, so that 0.210 is still to come.",
        "The weights of all squares older than 7 steps sum to 0.210.",
        "After 7 steps 0.790 of an old weight has been lost.",
        "If the decay were 0.9 instead, seven steps would sum to 0.522.",
        "The half-life of the root is 6.21 steps, that of the mean 3.106.",
        "A square of 7 steps ago has 0.210 times the weight of the newest.",
        "The step settles at 0.447 of the first one.",
        "A blog says that after 7 steps the weights add up to 0.210, which is wrong.",
        "Since $0.8^7 = 0.210$, the weights of 7 steps add up to 0.790.",
        "The loss has reached 0.210 of its limit after 7 steps.",
        "The squared first step is 5.00 times $\\alpha^2$.",
        "At the first step $\\sqrt{s_1}$ is 0.447 of the gradient.",
    ],
)
def test_the_number_of_a_slip_that_is_something_else_is_left_alone(sentence: str) -> None:
    """Words that name the other quantity, suppose, deny or compare spare it."""
    assert "REFUTED" not in _grades(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The third corrected value is $1.22/0.36 = 3.39$.",
        "For constant gradients the mean settles, and the step tends to $\\alpha(1-\\rho) = 0.01$.",
        "With batches 4 times as large $\\rho$ has to become $0.8^{1/4} = 0.946$ for the same memory in samples.",
        "The average has total weight $0.8^{7} = 0.210$, so it stands at 21.0 per cent of the true level.",
    ],
)
def test_divisors_limits_and_decays_are_held_against_their_slips(sentence: str) -> None:
    """The divisor of a corrected value, the limit of the steps, and the decay for larger batches have slips too."""
    assert "REFUTED" in _grades(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The third corrected value is $1.22/0.488 = 2.5$.",
        "The first corrected value is $0.2/(1 - 0.8) = 1$.",
        "With a constant gradient the step tends to 0.05.",
        "With batches 4 times smaller $\\rho$ becomes $0.8^{1/4} = 0.946$ for the same memory in samples.",
        "The sum of the weights of all older squares is $0.8^{7} = 0.210$.",
    ],
)
def test_right_divisors_limits_and_decays_are_left_alone(sentence: str) -> None:
    """What belongs there is not accused."""
    assert "REFUTED" not in _grades(sentence)


@pytest.mark.parametrize("text", ["Two weights with beta = 0.5.", "Two squares, and `rho = 1/2`, from the mean 0."])
def test_a_decay_of_a_half_names_no_half_life(judge, text):
    """What a letter is set to is not what becomes of a weight."""
    assert "REFUTED" not in judge(text).grades


@pytest.mark.parametrize(
    "text",
    [
        "After 10 steps the weights add up to 0.651, and 0.349 is missing.",
        "The half-life is 0.693 times 9.49 steps.",
        "For the same gradients a ten times larger lr gives ten times larger steps.",
    ],
)
def test_a_number_is_not_taken_for_what_the_one_beside_it_is(judge, text):
    """What is there and what is missing, a factor of a product, and a change of the rate."""
    rule = "# EMA\n\n$$v_t = \\beta v_{t-1} + (1-\\beta) g_t^2$$ with $v_0 = 0$ and $\\beta = 0.9$.\n\n"
    assert "REFUTED" not in judge(rule + text).grades


def test_a_state_of_a_program_may_be_set_to_nothing(judge):
    """What a program changes has no definition by that change."""
    program = "    n = gamma*n + (1-gamma)*g**2\n    p = p - lr*g/sqrt(n)\n\n"
    text = "By hand\n\n" + program + "We take gamma = 0.9, lr = 0.1, n = 0 and p = 5.\n"
    assert "REFUTED" not in judge(text, "n.txt").grades
