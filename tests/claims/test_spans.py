"""Code between backticks that computes is read with the number beside it, and a class is the rule of its note."""

from pathlib import Path

import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.verdict import Grade

CLASS = """# Optimizer

```python
class Scaled:
    def __init__(self, lr=2e-3, rho=0.96, eps=1e-8):
        self.lr, self.rho, self.eps = lr, rho, eps
        self.mean_sq = 0.0

    def update(self, w, g):
        self.mean_sq = self.rho * self.mean_sq + (1 - self.rho) * g**2
        return w - self.lr * g / (math.sqrt(self.mean_sq) + self.eps)
```

`eps` is left out below.

"""


def judged(text, name="note.md"):
    """What is refuted in a note, and how many statements of it hold."""
    found = list(Note("n").on(sheets(text, Path(name))))
    return [each.text for each in found if each.grade is Grade.REFUTED], sum(each.grade.holds for each in found)


@pytest.mark.parametrize("name", ["note.md", "note.txt"])
@pytest.mark.parametrize(
    "said, wrong",
    [
        ("`0.96**10` = 0.665", "`0.96**10` = 0.656"),
        ("`0.96 ** 10` is about 0.66", "`0.96 ** 10` is about 0.76"),
        ("`math.log(0.5) / math.log(0.96)` = 17 steps", "`math.log(0.5) / math.log(0.96)` = 71 steps"),
        ("`1/(1-0.96)` gives `25`", "`1/(1-0.96)` gives `52`"),
        ("`np.sqrt(0.04)` -> 0.2", "`np.sqrt(0.04)` -> 0.02"),
        ("`0.96**2 = 0.9216`", "`0.96**2 = 0.9261`"),
        ("`2e-3 / 64`, about 3.1e-5", "`2e-3 / 64`, about 3.1e-4"),
    ],
)
def test_a_number_beside_code_is_judged(said, wrong, name):
    """The right number holds, and the wrong one is refuted."""
    assert judged(f"So {said}, as you see.\n", name) == ([], 1)
    assert len(judged(f"So {wrong}, as you see.\n", name)[0]) == 1


@pytest.mark.parametrize(
    "said",
    [
        "`0.1 + 0.2` gives 0.30000000000000004",
        "`1 + 1e-17` gives `1`",
        "`1e-200**2` is 0",
        "`100 % 7` = 2",
        "the directory `opt/v2` is 3.25 MB",
        "pass `--steps 10` = 12.5",
        "`0.96` is 10.25 times the other",
        "`0.5**2` is 3.14 times as slow",
        "`step(3)` = 4.25",
    ],
)
def test_what_is_no_claim_about_numbers_is_left_alone(said):
    """Floats, paths, options, calls and comparisons are not accused."""
    assert not judged(f"Here {said}.\n")[0]


@pytest.mark.parametrize(
    "said, wrong",
    [
        ("The first step has length `lr / sqrt(1 - rho)` = 0.01.", "The first step has length `lr / (1 - rho)`."),
        ("The first step is 5 times `lr` long.", "The first step is 25 times `lr` long."),
        ("`mean_sq >= (1 - rho) * g**2` after each step.", "`mean_sq >= g**2` after each step."),
        ("So `lr / sqrt(1 - rho)` = 0.0100.", "So `lr / sqrt(1 - rho)` = 0.0131."),
    ],
)
def test_a_class_is_the_rule_of_its_note(said, wrong):
    """Its names are letters in the spans, and its defaults are their values."""
    refuted, held = judged(CLASS + said + "\n")
    assert not refuted
    assert held >= 1
    assert judged(CLASS + wrong + "\n")[0]


def test_columns_are_those_of_the_file():
    """A number stands where the note has it."""
    text = "Well, `0.96**10` = 0.656, and `0.96**2` = 0.9261."
    found = [each.place for each in Note("n").on(sheets(text, Path("note.md")))]
    assert [text[place.column - 1 : place.end_column - 1] for place in found] == ["0.656", "0.9261"]
