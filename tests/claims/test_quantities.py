"""Quantities that prose calls by name are computed, and accused only if no meaning of the name fits."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.quantities.named import Reader
from rmsprop_sym.claims.words.said import said_in

READER = Reader({"beta", "rho", "gamma"}.__contains__, steps=True, is_rate={"eta", "alpha"}.__contains__)
RIGHT = [
    r"With $\beta = 0.9$ the half-life of a squared gradient is 6.6 steps.",
    r"With $\rho = 0.8$ and a constant gradient, after 10 steps $r$ has reached 89.3 % of $c^2$.",
    r"For $\beta=0.9$ the half-life is about 6.6 steps.",
    r"For $\beta=0.9$ the half-life is 7 steps.",
    r"With $\rho=0.99$ the weight of an old squared gradient halves every 69 steps or so.",
    "Half-life for γ = 0.8: 3.11 steps.",
    r"The time constant for $\beta = 0.95$ is $20$ steps.",
    r"The time constant for $\beta = 0.95$ is $19.5$ steps.",  # the other meaning, -1/log(beta)
    r"For $\beta=0.9$ the first step has length $3.16\,\eta$.",
    r"With $\rho = 0.95$ no step is longer than $4.48\,\alpha$.",
]
WRONG = {
    r"With $\rho = 0.8$ and constant $c$, after 10 steps $r$ has reached 98.3 % of $c^2$.": "100*(1 - 0.8^10) ≈ 89.3",
    r"For $\beta=0.9$ the half-life is about 66 steps.": "log(1/2)/log(0.9) ≈ 7",
    r"The half-life for $\rho = 0.999$ is $629.8$.": "log(1/2)/log(0.999) ≈ 692.8",
    "Half-life for γ = 0.75: 2.14 steps.": "log(1/2)/log(0.75) ≈ 2.41",
    r"The time constant for $\beta = 0.99$ is $10$.": "1/(1 - 0.99) ≈ 100",
    r"For $\beta=0.99$ the first step is about $100\,\eta$.": "1/sqrt(1 - 0.99) ≈ 10",
    r"With $\rho = 0.99$ no step is longer than $9\,\alpha$.": "1/sqrt(1 - 0.99) > 9",
}
LEFT_ALONE = [
    r"In our experiment with $\beta = 0.9$ the half-life of the loss is 20 steps.",
    r"For $\beta=0.9$ the first step is $100\,c$.",  # no multiple of the rate
    r"For $\beta=0.9$ and $\epsilon = 0.1$ the first step is about $100\,\eta$.",
    r"For $\beta=0.9$ the first step is $100\,\eta$ when the gradient is tiny.",
    r"With $\rho = 0.8$, after 10 steps the root has reached 98.3 % of $c^2$.",
    r"For $\beta=0.99$ the half-life is about 70 steps.",  # 68.97, and only about it
    "The half-life is about 66 steps.",  # for what decay, nobody says
    r"For $\beta=0.9$ the half-life is not 66 steps.",
    r"If $\beta=0.9$ the half-life is 66 steps.",
    r"For $\beta=0.9$ the half-life of the root is 66 steps.",
    r"Is the half-life for $\beta=0.9$ about 66 steps?",
    r"For $\beta=0.9$ the first step of Adam is $100\,\eta$.",
    r"For $\beta=0.9$ the half-life is 50 % longer.",
    r"Choose $\beta=0.9$ such that the half-life is 66 steps.",
]


def grades(text, reader=READER):
    """The grades of what the text says of quantities."""
    return [str(each.evidence.grade) for each in reader.remarks(text)]


@pytest.mark.parametrize("text", RIGHT)
def test_a_number_that_fits_a_meaning_is_right(text):
    """It is blessed in that meaning."""
    (grade,) = grades(text)
    assert grade in {"PROVED", "ROUNDS", "ENCLOSED"}


@pytest.mark.parametrize("text", WRONG)
def test_a_number_that_fits_none_is_accused_and_the_right_one_offered(text):
    """The nearest truth has as many digits."""
    (said,) = READER.remarks(text)
    assert (str(said.evidence.grade), said.evidence.attempt) == ("REFUTED", WRONG[text])


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_not_certain_is_left_alone(text):
    """Nothing is said of it."""
    assert not grades(text)


def test_the_same_is_said_again_for_another_decay():
    """The second number belongs to the second decay."""
    assert grades(r"For $\beta=0.9$ the half-life is $6.58$, and for $\beta=0.999$ it is $629.8$.") == [
        "ROUNDS",
        "REFUTED",
    ]


def test_the_only_decay_of_the_note_is_taken():
    """Two would not be certain."""
    one, two = said_in(r"$\beta = 0.9$"), said_in(r"$\beta = 0.9$, $\beta = 0.99$")
    text = "The half-life is about 66 steps."
    assert grades(text, Reader({"beta"}.__contains__, one)) == ["REFUTED"]
    assert not grades(text, Reader({"beta"}.__contains__, two))


@pytest.mark.parametrize("start, found", [("$v_0 = 0$", ["REFUTED"]), ("$v_0 = 1$", [])])
def test_the_first_step_is_that_of_the_rule_of_the_note(start, found):
    """A mean that starts at 1 makes other steps."""
    rule = r"$v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with " + start + r" and $w_t = w_{t-1} - \eta g_t/\sqrt{v_t}$."
    note = rule + "\n\n" + r"For $\beta=0.99$ the first step is $100\,\eta$."
    said = [
        str(each.grade) for each in Note("n.md").verdicts(note) if each.read_as and "sqrt(1 - 0.99)" in each.read_as
    ]
    assert said == found


def test_the_length_of_a_first_step_is_told_with_the_eps_that_it_leaves_out():
    """With eps it is shorter; a bound on steps and a half-life need no such condition."""
    texts = (
        r"For $\beta=0.9$ the first step has length $3.16\,\eta$.",
        r"With $\rho = 0.95$ no step is longer than $4.48\,\alpha$.",
        r"For $\beta=0.9$ the half-life is $6.58$.",
    )
    given = [said.given for text in texts for said in READER.remarks(text)]
    assert given == [("beta = 0.9", "eps = 0"), ("beta = 0.95",), ("beta = 0.9",)]


def test_a_number_that_fits_another_decay_of_the_note_is_left_alone_where_others_stand_between():
    """Which decay is meant is certain only right beside it."""
    reader = Reader({"beta"}.__contains__, said_in(r"$\beta = 0.99$"))
    text = r"For $\beta=0.999$ the window is 1000, and after 100 steps a weight has fallen to {} % of its first value."
    assert not grades(text.format("37"), reader)
    assert grades(text.format("73"), reader) == ["REFUTED"]
