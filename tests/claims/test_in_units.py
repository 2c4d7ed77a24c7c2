"""What prose says of units is judged by the units of the note's rule, and left alone where these are not certain."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"""
$$s_t = \rho s_{t-1} + (1-\rho) g_t^2, \qquad w_t = w_{t-1} - \gamma \frac{g_t}{\sqrt{s_t} + \varepsilon},$$ $s_0 = 0$.

"""
MEASURED = "Suppose that $w$ is measured in metres and the loss in joules. "
RIGHT = [
    "$s_t$ has the same unit as $g_t^2$.",
    r"$\varepsilon$ and $\sqrt{s_t}$ have the same units.",
    r"Hence $g_t/\sqrt{s_t}$ is dimensionless.",
    r"The decay $\rho$ has no unit.",
    r"The unit of $\gamma$ is that of $w_t$.",
    MEASURED + "Then $g_t$ has the unit J/m.",
    MEASURED + "Then $s_t$ is measured in J²/m².",
    MEASURED + r"Then $\gamma$ has the unit $\mathrm{m}$.",
    "$w$ is measured in meters and the cost in dollars. Then $s_t$ is measured in dollars squared per meter squared.",
]
WRONG = [
    "$s_t$ has the same unit as $g_t$.",
    r"$\varepsilon$ has the unit of $s_t$.",
    r"The learning rate $\gamma$ is dimensionless.",
    r"The unit of $\gamma$ is that of $w_t^2$.",
    MEASURED + "Then $s_t$ has the unit J/m.",
    MEASURED + r"The constant $\varepsilon$ must have the unit J²/m² as well.",
    MEASURED + r"Then $\gamma$ is measured in joules.",
]
LEFT_ALONE = [
    r"$\varepsilon$ does not have the unit of $s_t$.",
    r"Would $\gamma$ be dimensionless? The rate $\gamma$ is dimensionless?",
    "$s_t$ has the unit J/m.",  # of what, nobody says
    "$q_t$ has the same unit as $g_t$.",
    r"$\gamma$ has the unit $m$.",  # a letter, or a metre
    r"For plain gradient descent $\gamma$ is dimensionless.",
]


def grades(text, rule=RULE):
    """The grades of what a note with that rule says of units."""
    found = Note("n.md").verdicts(f"{rule}{text}")
    return [str(verdict.grade) for verdict in found if verdict.kind == "dimension"]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_rule_gives_is_right(text):
    """A right remark is blessed."""
    assert grades(text) == ["PROVED"]


@pytest.mark.parametrize("text", WRONG)
def test_another_unit_is_accused(text):
    """A wrong remark is accused."""
    assert grades(text) == ["REFUTED"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_certain_is_left_alone(text):
    """Nothing is said of it."""
    assert not grades(text)


def test_without_a_rule_nothing_is_said():
    """There are no letters to measure."""
    assert not grades("$s_t$ has the same unit as $g_t$.", rule="")


def test_a_letter_of_a_state_alone_is_not_taken_for_the_rate():
    """The mean alone does not say what gamma is."""
    mean = r"$s_t = \rho s_{t-1} + (1-\rho) g_t^2$." + "\n\n"
    assert not grades(r"The learning rate $\gamma$ is dimensionless.", rule=mean)
    assert grades("$s_t$ has the same unit as $g_t^2$.", rule=mean) == ["PROVED"]


def test_eps_inside_the_root_has_the_unit_of_the_mean():
    """The place of eps decides."""
    inside = RULE.replace(r"\sqrt{s_t} + \varepsilon", r"\sqrt{s_t + \varepsilon}")
    assert grades(r"$\varepsilon$ has the unit of $s_t$.", rule=inside) == ["PROVED"]


@pytest.mark.parametrize(
    "text, grade",
    [
        (MEASURED + "The square root of $s_t$ is in J/m.", []),
        (MEASURED + r"Since $\varepsilon$ is added to $\sqrt{s_t}$, it must be given in J/m.", ["PROVED"]),
        (MEASURED + r"Since $\varepsilon$ is added to $\sqrt{s_t}$, it has the unit J²/m².", ["REFUTED"]),
        (MEASURED + r"Were $\varepsilon$ added to $s_t$, it would have the unit J²/m².", []),
        ("Loss in J, parameter in m. Here $s_t$ is measured in J/m.", ["REFUTED"]),
    ],
)
def test_a_root_of_it_is_another_thing_and_it_is_what_was_named(text, grade):
    """A root of a letter is not the letter, and a clause may come between a letter and what it has."""
    assert grade == grades(text)


UNITS = "\n\n| quantity | unit |\n|---|---|\n| $g$ | J/m |\n| $s_t$ | {} |\n| `lr` | - |\n| $\\varepsilon$ | {} |\n"


@pytest.mark.parametrize(
    "units, wrong",
    [
        (("J²/m²", "J/m, as the gradient"), []),
        ((r"$\mathrm{J^2/m^2}$", "dimensionless"), ["dimensionless"]),
        (("J/m", "J$^2$/m$^2$"), ["J/m", "J$^2$/m$^2$"]),
    ],
)
def test_a_table_of_units_is_read_row_by_row(units, wrong):
    """Each row says what a quantity is measured in."""
    found = Note("n.md").verdicts(RULE + MEASURED + UNITS.replace("| `lr` | - |\n", "").format(*units))
    assert wrong == [each.text for each in found if str(each.grade) == "REFUTED"]


def test_a_row_may_say_where_eps_stands_or_speak_of_another_method():
    """Under the root eps has the unit of the square, whatever the rule of the note."""
    rows = "| $\\varepsilon$ (inside the root) | {} |\n| $\\gamma$ of gradient descent | m²/J |\n"
    table = "\n\n| quantity | unit |\n|---|---|\n| $g$ | J/m |\n" + rows
    found = [Note("n.md").verdicts(RULE + MEASURED + table.format(unit)) for unit in ("J²/m²", "J/m")]
    assert [[], ["J/m"]] == [[each.text for each in note if str(each.grade) == "REFUTED"] for note in found]


PROGRAM = """
```python
class Opt:
    def step(self, w, g):
        self.acc = self.d * self.acc + (1 - self.d) * g * g
        return w - self.lr * g / (math.sqrt(self.acc) + self.eps)
```

The loss is in joules and `w` in metres. """


@pytest.mark.parametrize(
    "text, grade",
    [
        ("`eps` is dimensionless.", "REFUTED"),
        ("`eps` is in J/m.", "PROVED"),
        ("`acc` is in J/m.", "REFUTED"),
        ("`g / sqrt(acc)` is a pure number.", "PROVED"),
        ("`lr` is in metres.", "PROVED"),
    ],
)
def test_a_program_says_what_is_added_to_what(text, grade):
    """Where no formula defines a rule, the root of a program tells the units."""
    assert [grade] == grades(text, PROGRAM)
