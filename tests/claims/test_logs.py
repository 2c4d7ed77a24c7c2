"""Logs whose lines name their numbers are read as tables, and a slip in one is found at its cell."""

import json
from pathlib import Path

import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.read import sheets
from rmsprop_sym.claims.verdict import Grade

RULE = """My code does

    v = beta*v + (1-beta)*g^2
    w = w - lr*g/(sqrt(v) + eps)

with beta = 0.8, lr = 0.5, and v = 0, w = 4 at the start, eps left out. {}

"""
SQUARE = "I minimise (w - 1)^2, so g = 2*(w - 1)."


def judged(text, name="note.txt"):
    """What is refuted in a note, and how many numbers of it hold."""
    found = list(Note("n").on(sheets(text, Path(name))))
    return [each.text for each in found if each.grade is Grade.REFUTED], sum(each.grade.holds for each in found)


def run(steps=4):
    """The true run on the square, step by step."""
    w, v = 4.0, 0.0
    for t in range(1, steps + 1):
        g = 2 * (w - 1)
        v = 0.8 * v + 0.2 * g * g
        w -= 0.5 * g / v**0.5
        yield t, g, v, w


STYLES = [
    "t={}  g={:.4f}  v={:.4f}  w={:.4f}",
    "step {}: g={:.4f} v={:.4f} w={:.4f}",
    "it {} | g: {:.4f} | v: {:.4f} | w: {:.4f}",
    "[{}] g = {:.4f}, v = {:.4f}, w = {:.4f}",
    "{}: grad={:.4f}, v={:.4f}, w={:.4f}",
]


@pytest.mark.parametrize("style", STYLES)
def test_a_right_log_holds_in_every_style(style):
    """Every number of it is decided, and none is accused."""
    log = "\n".join(style.format(*row) for row in run())
    wrong, held = judged(RULE.format(SQUARE) + log + "\n")
    assert not wrong
    assert held >= 8


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", [2, 3])
def test_a_slip_in_a_log_is_found_at_its_cell(style, place):
    """A number typed with a wrong digit is refuted, and nothing else is."""
    rows = [list(row) for row in run()]
    rows[2][place] += 0.09
    spoiled = f"{rows[2][place]:.4f}"
    wrong, _ = judged(RULE.format(SQUARE) + "\n".join(style.format(*row) for row in rows) + "\n")
    assert wrong == [spoiled]


def test_a_printed_gradient_is_judged_by_the_loss():
    """A gradient that is not the slope at its weight is refuted, and what follows from the true one is not."""
    rows = [list(row) for row in run()]
    rows[2][1] += 0.09
    wrong, _ = judged(RULE.format(SQUARE) + "\n".join(STYLES[0].format(*row) for row in rows) + "\n")
    assert wrong == [f"{rows[2][1]:.4f}"]


def test_noisy_gradients_are_taken_as_they_are_printed():
    """Gradients that do not follow from the weight are inputs."""
    w, v, lines = 4.0, 0.0, []
    for t, g in enumerate((3.0, -1.5, 2.25, 0.75), 1):
        v = 0.8 * v + 0.2 * g * g
        w -= 0.5 * g / v**0.5
        lines.append(STYLES[0].format(t, g, v, w))
    wrong, held = judged(RULE.format(SQUARE) + "\n".join(lines) + "\n")
    assert not wrong
    assert held >= 8


def test_a_log_of_weights_alone_is_judged_by_the_loss():
    """Where no gradient is printed, it follows from the weights."""
    lines = [f"t={t}  v={v:.4f}  w={w:.4f}" for t, _, v, w in run()]
    assert judged(RULE.format(SQUARE) + "\n".join(lines))[0] == []
    lines[2] = lines[2].replace("v=", "v=1")
    assert len(judged(RULE.format(SQUARE) + "\n".join(lines))[0]) == 1


def test_gradients_that_are_printed_after_the_step_accuse_nothing():
    """A run that may begin otherwise than is known is not held against its start."""
    lines = [f"t={t} w={w:.4f} v={v:.4f} g={2 * (w - 1):.4f}" for t, _, v, w in run(6)]
    assert judged(RULE.format(SQUARE) + "\n".join(lines))[0] == []


def test_a_log_may_show_its_steps_as_well():
    """The number of a line and the length of a step are two things."""
    rows = list(run())
    moves = [
        before - after
        for before, after in zip([4.0, *(row[3] for row in rows)], [row[3] for row in rows], strict=False)
    ]
    lines = [f"t={t} g={g:.4f} v={v:.4f} step={s:.4f}" for (t, g, v, _), s in zip(rows, moves, strict=True)]
    wrong, held = judged(RULE.format(SQUARE) + "\n".join(lines))
    assert not wrong
    assert held >= 8
    lines[2] = lines[2].replace("step=", "step=1")
    assert len(judged(RULE.format(SQUARE) + "\n".join(lines))[0]) == 1


def notebook(code, printed, said="Here $v \\leftarrow 0.8 v + 0.2 g^2$ from $v = 0$."):
    """A notebook with a remark, and a program with what it printed."""
    cells = [
        {"cell_type": "markdown", "source": said},
        {"cell_type": "code", "source": code, "outputs": [{"output_type": "stream", "text": printed}]},
    ]
    return json.dumps({"nbformat": 4, "cells": cells})


CODE = """w, v = 4.0, 0.0
for t in range(1, 5):
    g = 2 * (w - 1)
    v = 0.8 * v + 0.2 * g**2
    w -= 0.5 * g / v**0.5
    print(t, round(g, 4), round(v, 4), round(w, 4))
"""


def test_numbers_without_names_are_called_as_the_program_prints_them():
    """What a program prints is named by its call of print."""
    lines = [" ".join([str(t), *(str(round(each, 4)) for each in rest)]) for t, *rest in run()]
    wrong, held = judged(notebook(CODE, "\n".join(lines)), "n.ipynb")
    assert not wrong
    assert held >= 8
    lines[2] = lines[2].replace(".", ".9", 1)
    assert judged(notebook(CODE, "\n".join(lines)), "n.ipynb")[0]


def test_all_the_digits_of_a_float_are_no_rounding():
    """The last digits of a number that is printed in full are those of its float."""
    lines = [f"t={t} g={g} v={v} w={w}" for t, g, v, w in run()]
    assert judged(RULE.format(SQUARE) + "\n".join(lines))[0] == []


def test_words_with_colons_are_no_log():
    """Settings and losses of which nothing is known are left alone."""
    text = RULE.format("") + "run 1: loss=0.31 acc=0.9\nrun 2: loss=0.29 acc=0.91\nrun 3: loss=0.31 acc=0.92\n"
    assert judged(text)[0] == []


def test_a_wrong_number_beside_another_is_not_the_others_fault():
    """Where the start is not said, a weight is not accused for the mean beside it."""
    text = RULE.replace(", and v = 0, w = 4 at the start", "").format("")
    rows = [list(row) for row in run()]
    rows[2][2] += 0.09
    wrong, _ = judged(text + "\n".join(STYLES[1].format(*row) for row in rows) + "\n")
    assert wrong == [f"{rows[2][2]:.4f}"]


STEPS = [(2, 4, "0.0500"), (1, 5, "0.0224"), (-2, 9, "{}"), (3, 18, "0.0354")]


@pytest.mark.parametrize(
    "head, printed, wrong",
    [
        ("lr*g_t/sqrt(G_t)", "0.0333", ["0.0333"]),
        ("lr*g_t/sqrt(G_t)", "-0.0333", []),
        ("lr*|g_t|/sqrt(G_t)", "0.0333", []),
        ("length", "0.0333", []),
        ("$\\frac{\\eta g_t}{\\sqrt{G_t}}$", "0.0333", ["0.0333"]),
    ],
)
def test_a_formula_in_the_gradient_has_its_sign(head, printed, wrong):
    """A step along a negative gradient that is printed as positive is refuted, and a length is not."""
    rows = "\n".join(f"| {t} | {g} | {G} | {step.format(printed)} |" for t, (g, G, step) in enumerate(STEPS, 1))
    text = f"AdaGrad sums the squares; the rate is 0.05.\n\n| t | g_t | G_t | {head} |\n|---|---|---|---|\n{rows}\n"
    assert judged(text.replace("|g_t|", "\\|g_t\\|"), "note.md")[0] == wrong
