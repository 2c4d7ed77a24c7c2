r"""Numbers in a row are held against the formula that gives all of them, or all but one."""

import pytest

HEAD = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$.

Take $\beta = 0.8$ in what follows.

"""


def grades(judge, line):
    """The grades of what is said in a line below the definition and its numbers."""
    return [each.grade.name for each in judge(HEAD + line).verdicts if each.place.line > 4]


@pytest.mark.parametrize(
    "line, right, wrong",
    [
        (r"The weights $(1-\beta)\beta^k$ are @.", "0.2, 0.16, 0.128, 0.1024", "0.2, 0.16, 0.182, 0.1024"),
        (r"The factors $1-\beta^t$ are @.", "$0.2, 0.36, 0.488, 0.5904$", "$0.2, 0.36, 0.488, 0.5094$"),
        (r"What is left: @, ...", "0.8, 0.64, 0.512, 0.4096", "0.8, 0.64, 0.521, 0.4096"),
        (
            r"$1/\sqrt{1-\beta^t}$ for $t=1,2,5$ is @.",
            r"$2.236,\ 1.667,\ 1.219$",
            r"$2.236,\ 1.667,\ 1.129$",
        ),
        (r"The correction $1/(1-\beta^t)$ falls over @.", "2.778 and 2.049 to 1.694", "2.778 and 2.094 to 1.694"),
    ],
)
def test_a_number_that_breaks_its_row_is_wrong(judge, line, right, wrong):
    """All the others are what the formula gives at steps that follow each other, or that are said."""
    assert "REFUTED" not in grades(judge, line.replace("@", right))
    assert {"PROVED", "ROUNDS"} & {*grades(judge, line.replace("@", right))}
    assert "REFUTED" in grades(judge, line.replace("@", wrong))


@pytest.mark.parametrize(
    "line",
    [
        "The gradients are 0.5, 0.4, 0.3 and 0.2.",
        "The powers are not 0.8, 0.64, 0.521, 0.4096.",
        r"The powers $\beta^k$ for $k = 1, 2, 3, 5$ are 0.8, 0.64, 0.512, 0.32768.",
        "The weights of three gradients and of the start are 0.2, 0.16, 0.128, 0.512.",
        "With the gradients 1, 1, 1, 0 the state is 0.2, 0.36, 0.488, 0.3904.",
        r"With rounded numbers $\beta^k$ is 0.8, 0.64, 0.51, 0.408, 0.328.",
        "We tried the decays 0.8, 0.9, 0.99 and 0.999.",
    ],
)
def test_numbers_that_may_be_something_else_are_left_alone(judge, line):
    """Inputs, denials, other steps, a run that ends with another gradient, and numbers computed from rounded ones."""
    assert "REFUTED" not in grades(judge, line)
