"""Relations that are said in words between two formulas are judged like those that are written with a sign."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

HEAD = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"


def judged(text):
    """The verdicts of a note about RMSProp, in order."""
    return list(Note("n.md").verdicts(HEAD + text))


SAID = [
    (r"If $|g_i| \le G$ for all $i$, then $v_t$ never exceeds ${}$.", "G^2", r"(1-\beta) G^2"),
    (r"If $|g_i| \le G$ for all $i$, the mean $v_t$ is at most ${}$.", "G^2", r"(1-\beta) G^2"),
    (r"We see that $v_t$ is at least ${}$.", r"(1-\beta) g_t^2", "g_t^2"),
    (r"For a constant gradient $c$ the mean $v_t$ tends to ${}$ as $t \to \infty$.", "c^2", "c"),
    (r"For a constant gradient $c$, $v_t$ converges to ${}$.", "c^2", "c"),
    (r"For a constant gradient $c$, $v_t$ equals ${}$.", r"(1-\beta^t) c^2", r"(1-\beta)^t c^2"),
    (r"For a constant gradient $c \ne 0$, $v_t$ is smaller than ${}$.", "c^2", r"(1-\beta) c^2"),
]


@pytest.mark.parametrize("text, right, wrong", SAID)
def test_words_between_formulas_are_judged_as_their_sign(text, right, wrong):
    """What is right is proved, and what is wrong refuted, at the place of both formulas."""
    assert ["PROVED"] == [str(verdict.grade) for verdict in judged(text.format(right))]
    [verdict] = judged(text.format(wrong))
    assert ("REFUTED", text.index("$v_t") + 2) == (str(verdict.grade), verdict.place.column)


@pytest.mark.parametrize(
    "text",
    [
        r"The ratio of $v_t$ to $g_t^2$ is at most $1$.",
        r"The sum of $v_{t-1}$ and $v_t$ equals $g_t^2$.",
        r"Twice $v_t$ is at least $g_t^2$.",
        r"As $\beta \to 1$, $v_t$ tends to $0$.",
        r"Both $v_t$ and $v_{t-1}$ tend to $g_t^2$ and $0$, respectively.",
        r"Then $v_t$ is at most $g_t$ squared.",
        r"Then $v_t$ is usually at most $g_t^2$.",
    ],
)
def test_words_that_relate_something_else_are_passed_over(text):
    """A ratio, a sum, another limit, a unit, a hedge."""
    assert [] == judged(text)


def test_a_relation_in_words_may_be_a_condition():
    """What follows from it is judged under it."""
    text = "Suppose $|g_t|$ never exceeds $M$ for all $t$. Then $v_t \\le {}$."
    assert ["PROVED"] == [str(verdict.grade) for verdict in judged(text.format("M^2"))]
    assert "PROVED" not in [str(verdict.grade) for verdict in judged(text.format("M"))]
