"""What prose says that storing and rounding make of numbers is judged in the format that it names."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.quantities.in_ranges import ranges
from rmsprop_sym.claims.quantities.in_storage import stored

RIGHT = [
    "In float16 the constant `1e-8` becomes zero.",
    "Rounding in float32: with $r = 1$ the sum $r + 10^{-8}$ is rounded back to 1.",
    "In float32 the value 1e-23 squares to $10^{-46}$, which rounding turns into exactly 0.",
    "Its square 1e-46 lies far below the smallest subnormal float32 number and underflows to 0.",
    "Stored in bfloat16, `rho = 0.999` is therefore exactly 1.",
    "Written as bfloat16 the decay 0.9985 is just one.",
    "In bf16 the decay of 0.99 becomes 0.98828125.",
    "The number 65520, stored in float16, becomes infinity.",
    "In float16 the constant 5e-8 is stored as the smallest subnormal number.",
    "The number 70000 overflows to infinity in half precision.",
]
WRONG = [
    "In float16 the constant `1e-7` becomes zero.",
    "Rounding in float32: with $r = 1$ the sum $r + 10^{-6}$ is rounded back to 1.",
    "In float32 the value 1e-20 squares to $10^{-40}$, which rounding turns into exactly 0.",
    "Its square 1e-42 lies far below the smallest float32 number and underflows to 0.",
    "Stored in bfloat16, `rho = 0.99` is therefore exactly 1.",
    "Written as float16 the decay 0.998 is just one.",
    "In bf16 the decay of 0.99 becomes 0.98046875.",
    "The number 65500, stored in float16, becomes infinity.",
    "In float16 the constant 1e-8 is stored as the smallest subnormal number.",
    "The number 60000 overflows to infinity in half precision.",
]
LEFT_ALONE = [
    "In float32 the correction at $t = 10$ becomes 1.",  # not the number does
    "In float16 a gradient of 2 becomes 0 in the end.",  # nobody rounds it
    "In float32 the gradient 0.3 becomes 0.09, its square.",
    "In float32 the learning rate 0.1 becomes 0.01.",
    "In float32 the constant 1e-8 stays 1e-8.",
    "In bfloat16 the decay 0.99 does not become 1.",
    "If stored in bfloat16, 0.99 becomes 1.",
    "Some believe that in bfloat16 the decay 0.99 becomes 1.",
    "Unlike in bfloat16 the decay 0.99 becomes 1 in nothing else.",
    "In bfloat16 the number 0.99 becomes 1 in no float16 program.",
    "The decay 0.99 becomes 1.",  # in no format
    "Is it so that in bfloat16 the decay 0.99 becomes 1?",
    "When weights flush to zero, the number 1e-40 becomes 0 in float32.",
]


def words(text, lead=""):
    """The grades of what the text says of stored numbers."""
    return [str(each.evidence.grade) for each in stored(text, lead)]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_proved(text):
    """The format makes of the number what is said."""
    assert words(text) == ["PROVED"]


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_refuted(text):
    """The format makes something else of the number."""
    assert words(text) == ["REFUTED"]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_may_mean_something_else_is_left_alone(text):
    """Denials, doubts, other causes and other subjects are not judged."""
    assert words(text) == []


@pytest.mark.parametrize("lead", ["**bfloat16.** It has 8 bits.", "bfloat16:", "In bfloat16."])
def test_the_label_of_a_list_names_the_format(lead):
    """A format that leads a list holds for its items."""
    assert words("The decay 0.99 becomes 1.", lead) == ["REFUTED"]


def test_a_format_in_passing_leads_nothing():
    """A sentence that names a format leads no list."""
    assert words("The decay 0.99 becomes 1.", "We trained the second network in bfloat16 last week.") == []


def test_items_stand_below_their_label(judge):
    """An item is judged in the format of its label, and no longer below another paragraph."""
    text = (
        "# Floats\n\n**float16:**\n\n* The constant `1e-7` becomes 0.\n\nSo much.\n\n* The constant `1e-7` becomes 0.\n"
    )
    assert [(5, "REFUTED")] == [(each.place.line, str(each.grade)) for each in judge(text).verdicts]


def test_a_root_may_name_its_format():
    """What is added to a float of a format is held against the gaps there."""
    said = [
        "Adding `1e-8` to a float32 root of size 1 changes nothing at all.",
        "Adding `1e-6` to a float32 sum of size 1 does nothing.",
    ]
    assert [["PROVED"], ["REFUTED"]] == [[str(each.evidence.grade) for each in ranges(text)] for text in said]
