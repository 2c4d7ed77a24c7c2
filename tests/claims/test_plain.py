"""Plain text: formulas in lines of their own, tables below a definition, values that stand in a row."""

from __future__ import annotations

import pytest

DEFINED = "    v = beta*v + (1-beta)*g**2\n    w = w - lr*g/(sqrt(v) + eps)\n\nv starts at 0.\n\n"
IN_DOLLARS = r"$$v_t = \beta v_{t-1} + (1-\beta) g_t^2, \quad v_0 = 0$$" + "\n\n"
TABLE = "\n\n| t | g | v |\n|---|---|---|\n| 1 | 2 | 0.4 |\n| 2 | 1 | 0.46 |\n"


@pytest.mark.parametrize("name", ["n.txt", "n.md"])
@pytest.mark.parametrize(
    "text, grades",
    [
        ("v1 = (1-beta)*g1^2", ["PROVED"]),
        ("v1 = beta*g1^2", ["REFUTED"]),
        ("vₜ <= max(vₜ₋₁, gₜ²)", ["PROVED"]),
        ("vₜ ≤ gₜ²", ["REFUTED"]),
        ("sqrt(v̂ₜ) >= 0", ["PROVED"]),
        ("- v_t >= 0\n- v_t >= g_t^2", ["PROVED", "REFUTED"]),
        ("(a) v_t >= 0\n(b) v_t >= g_t^2", ["PROVED", "REFUTED"]),
        ("Claim: v[t] <= v[t-1] + g[t]^2", ["PROVED"]),
        ("|w_t - w_{t-1}| <= lr*sqrt(1-beta)", ["REFUTED"]),
        ("v_t <= g_t^2 for all t", ["REFUTED"]),
        ("v_t < v_{t-1} if g_t = 0 and v_{t-1} > 0", ["PROVED"]),
        ("v_t = beta*v_{t-1} if g_t = 0", ["PROVED"]),
        ("with beta = 0.9:\n\nv1 = 0.1*g1^2\nv1 = 0.9*g1^2", ["PROVED", "REFUTED"]),
        ("at t = 1\n\nv_t = (1-beta)*g_t^2", ["PROVED"]),
    ],
)
def test_a_line_that_is_a_formula_is_judged(judge, name, text, grades):
    """As the same formula between dollars would be, whatever its mark, and in other characters."""
    assert grades == judge(f"{DEFINED.replace('    ', '')}{text}\n", name).grades


@pytest.mark.parametrize(
    "text",
    [
        "v_t = (1-beta)*g_t^2\n      + beta*v_{t-1}",  # it goes on
        "v_t-1 <= v_t",  # of which step?
        "v_t = v_t + g_t^2",  # an assignment
        "v = g^2",
        "lr = lr/2",
        "w_new = w_t",  # a name that is not known
        "|g_t| <= 1",  # a condition
        "~~v_t >= g_t^2~~",
        "NOT v_t >= g_t^2",
        "v_t ~ g_t^2",
        "x = 5 m",
        "for g in gs:\n    v = v + g**2\n    v1 = g*g",
    ],
)
def test_what_is_no_formula_in_a_line_of_its_own_is_left_alone(judge, text):
    """Prose, assignments, pieces of longer formulas, and names that are not known."""
    assert [] == judge(f"{DEFINED}{text}\n", "n.txt").grades


@pytest.mark.parametrize(
    "text",
    [
        "wrong: v_t <= g_t^2",
        "v_t <= g_t^2   (this is false!)",
        "v_t <= g_t^2 # no!",
        "v_t <= g_t^2 unless g_t = 0",
        "v_t <= g_t^2 only at t = 1",
        "It is not true that\nv_t <= g_t^2",
        "v_t <= g_t^2\nThis is wrong.",
        "v_t <= g_t^2\n\nNo! That is false.",
        "Which of these hold?\n\na) v_t <= g_t^2",
        "Common mistakes:\n\nv_t <= g_t^2",
        "FALSE CLAIMS\n\nv_t <= g_t^2",
        "If the memory is empty:\n\nv_t = (1-beta)*g_t^2",
        "At the first step\nv_t = (1-beta)*g_t^2",
        "first step: v_t = (1-beta)*g_t^2",
        "t = 1:\nv_t = (1-beta)*g_t^2",
        "g_1 = g_2\n\nv_2 = (1-beta^2)*g_1^2",
        "g = g/|g|\nv_t = 1 - beta^t",
        "|g_t| <= 1\nv_t <= 1",
        "1) Suppose |g_t| <= 1.\n\n2) v_t <= 1",
        "beta = 0.5\n\nv1 = 0.5*g1^2",
        "v1 = 0.1*g1^2 (beta = 0.9)",
        "start: v0 = 1\n\nv_1 = (1-beta)*g_1^2",
    ],
)
def test_what_words_beside_a_line_may_suppose_keeps_it_from_being_accused(judge, text):
    """What is supposed, asked or denied above a line, before it and behind it is heard, or leaves it open."""
    grades = judge(f"{DEFINED}{text}\n", "n.txt").grades
    assert grades
    assert {*grades} <= {"OPEN", "PROVED"}


def test_where_a_state_starts_may_be_said_in_words(judge):
    """A mean that starts at one is no mean that starts at zero."""
    line = "v1 = (1-beta)*g1^2\n"
    for said, grade in (("v starts at 0.", "PROVED"), ("v is initialised with one.", "REFUTED")):
        assert [grade] == judge(DEFINED.replace("v starts at 0.", said) + line, "n.txt").grades


def test_a_line_stands_where_it_stands_in_the_file(judge):
    """Its place and its text are those of the file, whatever it is read as."""
    [verdict] = judge(DEFINED + "5) Claim: v1 = (1-beta)*g1^2\n", "n.txt").verdicts
    assert (6, 11, 6, 29) == (
        verdict.place.line,
        verdict.place.column,
        verdict.place.end_line,
        verdict.place.end_column,
    )
    assert ("v1 = (1-beta)*g1^2", "v(1) = (1 - beta)*g(1)**2") == (verdict.text, verdict.read_as)


def test_a_definition_that_is_changed_in_between_is_none(judge):
    """Where a line changes the gradient in a way that is not read, the lines beside it name no rule."""
    text = "    g = g + wd*w\n    v = beta*v + (1-beta)*g**2\n    w = w - lr*g/(sqrt(v) + eps)\n\nv1 = (1-beta)*g1^2\n"
    assert [] == judge(text, "n.txt").grades
    assert ["PROVED"] == judge(text.replace("    g = g + wd*w\n", ""), "n.txt").grades


@pytest.mark.parametrize(
    "said, grades",
    [
        ("With $\\beta = 0.9$:", ["PROVED", "PROVED"]),
        ("With beta = 0.9:", ["PROVED", "PROVED"]),
        ("With $\\beta = 0.5$:", ["OPEN", "OPEN"]),  # nothing fits: it may be another run
        ("With $\\beta = 0.9$ or $\\beta = 0.99$:", ["PROVED", "PROVED"]),  # the table fits one of them
        ("With $\\beta = 0.9$ and $v_0 = 1$:", ["OPEN", "OPEN"]),
        ("The default is $\\beta = 0.9$.\n\nBy hand:", ["PROVED", "PROVED"]),
        ("Take $1-\\beta = 0.9$:", ["OPEN", "OPEN"]),
    ],
)
def test_the_words_before_a_table_say_its_values(judge, said, grades):
    """The rule is the note's own, and of values that are said those that fit, but not of something else."""
    assert grades == judge(IN_DOLLARS + said + TABLE).grades


@pytest.mark.parametrize(
    "said, grade",
    [
        ("With $\\beta = 0.9$:", "REFUTED"),
        ("The default is $\\beta = 0.9$.\n\nBy hand:", "OPEN"),
        ("With $\\beta = 0.9$ Adam gives:", "OPEN"),
        ("This is wrong, with $\\beta = 0.9$:", "OPEN"),
        ("With $\\beta = 0.9$ in float16:", "OPEN"),
    ],
)
def test_a_wrong_cell_is_accused_where_nothing_else_may_be_meant(judge, said, grade):
    """A value from elsewhere, another optimizer, and words that call it wrong are doubts."""
    assert ["PROVED", grade] == judge(IN_DOLLARS + said + TABLE.replace("0.46", "0.47")).grades


def test_the_columns_tell_which_rule_a_table_records(judge):
    """A note that defines two rules has tables of both; two columns for one letter are none."""
    adagrad = (
        r"$$G_t = G_{t-1} + g_t^2, \quad G_0 = 0, \quad w_t = w_{t-1} - \eta g_t/(\sqrt{G_t} + \epsilon)$$" + "\n\n"
    )
    table = "Numbers:\n\n| t | $g_t$ | $G_t$ |\n|---|---|---|\n| 1 | 3 | 9 |\n| 2 | 4 | 26 |\n"
    verdicts = judge(adagrad + IN_DOLLARS + table).verdicts
    assert [("adagrad", "PROVED"), ("adagrad", "REFUTED")] == [(each.rule, str(each.grade)) for each in verdicts]


@pytest.mark.parametrize(
    "text, grades",
    [
        ("With $\\beta = 0.9$, $g = 2, 1$ we get $v = 0.4, 0.46$.", ["PROVED", "PROVED"]),
        ("With $\\beta = 0.9$, $g = 2, 1$ we get $v = 0.4, 0.47$.", ["PROVED", "REFUTED"]),
        ("$g = 2, 1$: $v = 0.4, 0.46$ for $\\beta = 0.9$.", ["PROVED", "PROVED"]),
        ("With beta = 0.9, g = 2, 1 and so v = 0.4, 0.46.", ["PROVED", "PROVED"]),
        ("With $\\beta = 0.9$, $g = 2, 1$ we get $v = 4, 7$.", ["OPEN", "OPEN"]),
        ("With $\\beta = 0.9$, $g = 2, 1$ it is wrong that $v = 0.4, 0.47$.", ["PROVED", "OPEN"]),
        ("With $\\beta = 0.9$, $g = 2, 1$, $v = 0, 0.4$.", []),  # from the start
        ("With $\\beta = 0.9$, $g = 2, 1, 3$, $v = 0.4, 0.47$.", []),
        ("With $\\beta = 0.9$, $g = 2, 1$, $v = 0.4, 0.1$.", []),  # two parameters
        ("With $\\beta = 0.9$ for $v = 1, 2$ and $g = 2, 1$.", []),
    ],
)
def test_values_of_a_state_that_stand_in_a_row_are_judged(judge, text, grades):
    """Beside as many gradients; not those that begin before the first step, and no vectors."""
    assert grades == judge(f"{IN_DOLLARS}{text}\n").grades


def test_values_in_a_row_stand_where_they_stand(judge):
    """Each value is a place of its own, also in the second line of its paragraph."""
    text = "With $\\beta = 0.9$\nand $g = 2, 1$ we get $v = 0.4, 0.46$.\n"
    assert [(4, 28, 31), (4, 33, 37)] == [
        (each.place.line, each.place.column, each.place.end_column) for each in judge(IN_DOLLARS + text).verdicts
    ]


@pytest.mark.parametrize(
    "text, grades",
    [
        ("5% of 0.02 = 0.001", ["PROVED"]),
        ("5% of 0.02 = 0.002", ["REFUTED"]),
        ("33% of 90 = 30", []),  # a third may be meant
        ("5% of 0.02 + 1 = 1.001", []),
        ("0.1/√0.1 = 0.316 (3 digits)", ["ROUNDS"]),
        ("0.1/√0.1 = 0.317 (3 digits)", ["REFUTED"]),
        ("0.1/√0.1 = 0.317 (3 times)", []),
        ("0.9^7 = 0.478, 0.9^6 = 0.531\neps: 1+1 = 2", ["ROUNDS", "ROUNDS", "PROVED"]),
        ("0.9^7 = 0.478, 0.9^6 = 0.53\neps", ["ROUNDS"]),  # times eps
    ],
)
def test_numbers_among_words(judge, text, grades):
    """Percentages of a number, remarks on its digits, and labels that begin a line."""
    assert grades == judge(f"{text}\n", "n.txt").grades
