"""A note against itself: its formulas, its code and its tables."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims import check
from rmsprop_sym.claims.conventions.model import recurrence
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.conventions.program import programs
from rmsprop_sym.claims.expressions.formula import parse_formula

INSIDE = (
    r"We keep $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ and move by "
    r"$\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{v_t + \epsilon}} g_t$."
    "\n"
)
CODE = """
```python
eta, beta, eps = 0.1, 0.9, 1e-2
for g in gradients:
    v = beta * v + (1 - beta) * g**2
    rate = eta / {divisor}
    w -= rate * g
```
"""
TABLE = """
| step | g | v | rate |
|---|---|---|---|
| 1 | 0.5 | 0.025 | {one} |
| 2 | 0.4 | 0.0385 | {two} |
"""
OUTSIDE = {"divisor": "(np.sqrt(v) + eps)"}
RATES = {"outside": {"one": "0.5948", "two": "0.4849"}, "inside": {"one": "0.5345", "two": "0.4541"}}


def remarks(tmp_path, text):
    """What is said about the note as a whole."""
    path = tmp_path / "note.md"
    path.write_text(text, encoding="utf-8")
    return [note.text for note in check([path]).notes]


def test_formula_and_code_of_two_rules_are_told_apart(tmp_path):
    """The formula has eps inside the root, the code outside."""
    [remark] = [each for each in remarks(tmp_path, INSIDE + CODE.format(**OUTSIDE)) if "step" in each]
    assert "its formula in line 1 is the step of rmsprop_eps_inside, its code in line 4 that of rmsprop" == remark


def test_a_remark_says_at_which_line_it_is_seen(tmp_path):
    """Programs get the line beside the words; a remark that is about no line has none."""
    path = tmp_path / "note.md"
    path.write_text(INSIDE + CODE.format(**OUTSIDE), encoding="utf-8")
    report = check([path])
    [remark] = [each for each in report.json()["remarks"] if "step" in each["text"]]
    assert (str(path), None, 4) == (remark["path"], remark["cell"], remark["line"])
    path.write_text("Nothing.\n", encoding="utf-8")
    assert [None] == [each["line"] for each in check([path]).json()["remarks"]]


def test_formula_and_code_of_one_rule_are_not_accused(tmp_path):
    """Nothing is said where they agree."""
    assert not any("step" in each for each in remarks(tmp_path, INSIDE + CODE.format(divisor="np.sqrt(v + eps)")))


@pytest.mark.parametrize("rates, followed", [("outside", "rmsprop"), ("inside", "rmsprop_eps_inside")])
def test_a_table_follows_one_of_them(tmp_path, rates, followed):
    """The printed numbers say which of the two was run."""
    found = remarks(tmp_path, INSIDE + CODE.format(**OUTSIDE) + TABLE.format(**RATES[rates]))
    assert any(f"follow {followed}, not " in each for each in found)


def test_a_table_that_follows_neither_is_told_so(tmp_path):
    """The nearest rule is named with the cells that it does not give."""
    found = remarks(tmp_path, INSIDE + CODE.format(**OUTSIDE) + TABLE.format(one="0.5948", two="0.6666"))
    assert any("follow none of" in each and "rate at step 2" in each for each in found)


def test_code_is_never_run(tmp_path):
    """A program with an effect has none here."""
    target = tmp_path / "made"
    code = (
        f"```python\nopen({str(target)!r}, 'w')\nfor g in gs:\n    v = v + open({str(target)!r}, 'w').write('x')\n```\n"
    )
    remarks(tmp_path, code)
    assert not target.exists()


@pytest.mark.parametrize(
    "lines, updates",
    [
        (["for g in gs:", "  v = v + g**2", "  x = x - eta*g/np.sqrt(v + eps)"], 2),
        (["while True:", "  m = beta*m + (1-beta)*grad", "  w = w - lr*m"], 2),
        (["for i in gs:", "  print(i)"], 0),
        (["for g in gs:", "  v = v + f(g, 1)[0]"], 0),
        (["for g in gs", "  v = v + g"], 0),
    ],
)
def test_programs_are_read_as_updates(lines, updates):
    """What is no formula of numbers is left out, and what is no Python is nothing."""
    assert updates == sum(len(program.updates) for program in programs(lines))


@pytest.mark.parametrize(
    "formulas, rule",
    [
        (
            [r"s \leftarrow \rho s + (1-\rho) g \odot g", r"w \leftarrow w - \frac{\alpha}{\sqrt{s}+\delta} g"],
            "rmsprop",
        ),
        ([r"G_t = G_{t-1} + g_t^2", r"w_t = w_{t-1} - \alpha g_t/\sqrt{G_t + \epsilon}"], "adagrad_eps_inside"),
        (
            [
                r"m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t",
                r"v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2",
                r"\theta_t = \theta_{t-1} - \eta \frac{\hat{m}_t}{\sqrt{\hat{v}_t} + \epsilon}",
            ],
            "adam",
        ),
        ([r"v_{t+1} = \beta v_t + (1-\beta) g_t^2", r"x_{t+1} = x_t - \eta g_t/\sqrt{v_{t+1}}"], "rmsprop_no_eps"),
        ([r"v_t = \beta v_{t-1} + (1-\beta) g_t^2", r"\theta_{t+1} = \theta_t - \frac{\eta}{v_t} g_t"], None),
    ],
)
def test_definitions_are_matched_with_the_rules(formulas, rule):
    """Whatever the letters are called and from whichever step they count; a root that is missing matches none."""
    models = Models()
    for formula in formulas:
        found = models.define(recurrence(parse_formula(formula)))
    assert rule == (found[0].rule.name if found else None)


def test_a_program_in_plain_text_needs_no_fence(tmp_path):
    """Code that was copied into a text is found by its lines."""
    path = tmp_path / "note.txt"
    code = CODE.format(**OUTSIDE).replace("```python\n", "").replace("```\n", "")
    text = (
        "v_t = β·v_{t-1} + (1−β)·g_t²\n\nθ ← θ − (η / √(v_t + ε)) · g_t\n\nSo it says.\n\nimport numpy as np\n" + code
    )
    path.write_text(text + "\nAnd that is all.\n", encoding="utf-8")
    assert any("formula in line 3" in note.text and "code in line 7" in note.text for note in check([path]).notes)
