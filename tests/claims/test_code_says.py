"""What code says of itself: in comments, below prompts, and of the floats of a format that it calls."""

from pathlib import Path

import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.quantities.in_calls import calls
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.verdict import Grade


def judged(text, name="note.md"):
    """What is refuted in a note, and what of it holds."""
    found = list(Note("n").on(sheets(text, Path(name))))
    return [each.text for each in found if each.grade is Grade.REFUTED], [
        each.text for each in found if each.grade.holds
    ]


@pytest.mark.parametrize(
    "said, wrong",
    [
        ("1 / (1 - b)  # -> 12.5", "1 / (1 - b)  # -> 1.25"),
        (
            "h = math.log(0.5) / math.log(b)  # half-life 8.31 steps",
            "h = math.log(0.5) / math.log(b)  # half-life 3.81 steps",
        ),
        ("lr / math.sqrt(1 - b)  # first step: 0.0177", "lr / math.sqrt(1 - b)  # first step: 0.0625"),
        ("print(round(b**10, 3))  # 0.434", "print(round(b**10, 3))  # 0.566"),
        ("window(0.75)  # = 4", "window(0.75)  # = 3"),
    ],
)
def test_a_comment_is_held_against_its_line(said, wrong):
    """The number behind the sign for a comment is what the line gives."""
    code = "```python\nimport math\nb, lr = 0.92, 0.005\n\ndef window(b):\n    return 1 / (1 - b)\n\n{}\n```\n"
    assert judged(code.format(said))[0] == []
    assert len(judged(code.format(said))[1]) == 1
    assert len(judged(code.format(wrong))[0]) == 1


@pytest.mark.parametrize(
    "line",
    [
        "b = 0.92  # 0.99 in the paper",
        "x = 3 * b  # was 2.85 before",
        "x = 3 * b  # line 12",
        "for t in range(10):  # 3.25",
        "x = unknown * b  # -> 7.25",
        "x = 0.1 + 0.2  # 0.30000000000000004",
        "x = 7 // 2  # -> 3.25",
        "x = f(3)  # -> 1.234",
    ],
)
def test_other_comments_are_left_alone(line):
    """Settings, remarks, and what the program does not tell are not accused."""
    assert judged(f"```python\nb = 0.92\n{line}\n```\n")[0] == []


def test_a_name_that_a_loop_changes_is_not_known_any_more():
    """What a loop does is not followed."""
    text = "```python\nb = 0.5\nfor t in range(3):\n    b = b / 2\n2 * b  # -> 0.125\n```\n"
    assert judged(text) == ([], [])


def test_a_number_below_a_prompt_is_what_the_line_gives():
    """A session is read line by line."""
    text = "```\n>>> b = 0.92\n>>> 1 - b**20\n{}\n>>> b\n0.92\n```\n"
    assert judged(text.format("0.811")) == ([], ["0.811"])
    assert judged(text.format("0.189"))[0] == ["0.189"]
    assert judged(text.format("0.8113200142410614"))[0] == []


@pytest.mark.parametrize(
    "said, grade",
    [
        ("`np.float32(1) + np.float32(3e-8) == 1` is `True`.", "PROVED"),
        ("`np.float32(1) + np.float32(2e-7) == 1` is `True`.", "REFUTED"),
        ("`np.float16(400)**2` gives `inf`, alas.", "PROVED"),
        ("`np.float16(40)**2` gives `inf`.", "REFUTED"),
        ("So `torch.tensor(1e-9, dtype=torch.float16)` is 0.", "PROVED"),
        ("`np.float32(1e-20)**2` returns `0.0`.", "REFUTED"),
        ("`np.float64(1) + 1e-17 > 1` is `False`.", "PROVED"),
    ],
)
def test_code_that_calls_a_format_is_computed_in_it(said, grade):
    """What it gives is proved or refuted."""
    assert [str(each.evidence.grade) for each in calls(said)] == [grade]


@pytest.mark.parametrize(
    "said",
    [
        "`np.float32(0.1) == 0.1` is `True`.",
        "If we flushed subnormal numbers, `np.float32(1e-20)**2` would be: `np.float32(1e-20)**2` is 0.",
        "Do you think that `np.float32(1) + np.float32(2e-7) == 1` is `True`?",
        "It is wrong that `np.float32(1) + np.float32(2e-7) == 1` is `True`.",
        "`np.float32(1) + x == 1` is `True`.",
        "`np.float16(2)` is 2.5 times as long.",
    ],
)
def test_what_depends_on_more_than_the_code_is_left_alone(said):
    """Versions of libraries, conditions, questions and denials decide nothing."""
    assert list(calls(said)) == []


MAIL = """The rule is

    s = beta*s + (1-beta)*g^2
    w = w - lr*g/(sqrt(s) + eps)     <- eps outside
 or w = w - lr*g/sqrt(s + eps)       <- eps inside

with beta = 0.8, lr = 0.5 and s = 0 at first; eps is dropped. The first gradient was 5, so

    s_1 = 0.2*25 = 5

Your next gradients were 1 and -2, so

    s_2 = 0.8*5 + 0.2*1 = 4.2
    s_3 = {}
"""


@pytest.mark.parametrize(
    "said, wrong",
    [
        ("0.8*4.2 + 0.2*4 = 4.16", []),
        ("0.8*4.2 - 0.2*2 = 2.96", ["0.8*4.2 - 0.2*2"]),
        ("0.8*4.2 + 0.2*2 = 3.76", ["0.8*4.2 + 0.2*2"]),
    ],
)
def test_gradients_are_counted_as_words_do(said, wrong):
    """The next ones come after the first, and are not the first themselves."""
    assert judged(MAIL.format(said), "mail.txt")[0] == wrong
