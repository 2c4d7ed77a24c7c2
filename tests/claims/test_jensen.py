"""Means of roots and inverses against roots and inverses of means, and sums that say only where they end."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = "We run $v_t = \\beta v_{t-1} + (1-\\beta) g_t^2$ with $v_0 = 0$. Write $w_k = (1-\\beta)\\beta^k$.\n\n"
NORMAL = r"Let the $g_t$ be independent and normal with mean $0$ and variance $\sigma^2$." + "\n\n"
SIGNS = r"Let the $g_t$ be independent random signs, $\pm1$ with probability one half." + "\n\n"
STRANGE = "The gradients are random and correlated in a heavy-tailed way.\n\n"


def graded(text):
    """The grade of the last formula of a note."""
    return str(list(Note("n.md").verdicts(RULE + text))[-1].grade)


@pytest.mark.parametrize("law", [NORMAL, STRANGE, ""])
@pytest.mark.parametrize(
    "formula",
    [r"\mathbb{E}\sqrt{v_t} \le \sqrt{\mathbb{E} v_t}", r"\mathbb{E}[1/\sqrt{v_t}] \ge 1/\sqrt{\mathbb{E} v_t}"],
)
def test_jensen_holds_whatever_the_law_is(law, formula):
    """A concave root, and its convex inverse."""
    assert graded(f"{law}By Jensen ${formula}$.") == "SURVIVED"


TURNED = [
    r"\mathbb{E}\sqrt{v_t} \ge \sqrt{\mathbb{E} v_t}",
    r"\mathbb{E}[1/\sqrt{v_t}] \le 1/\sqrt{\mathbb{E}[v_t]}",
    r"\mathbb{E}[1/\sqrt{v_t}] = 1/\sqrt{\mathbb{E}[v_t]}",
]


@pytest.mark.parametrize("formula", TURNED)
def test_jensen_turned_round_fails_for_normal_gradients_and_not_for_those_of_one_size(formula):
    """Signs have squares of one size, for which both sides are the same."""
    assert graded(f"{NORMAL}By Jensen ${formula}$.") == "REFUTED"
    assert graded(f"{SIGNS}By Jensen ${formula}$.") != "REFUTED"
    assert graded(f"{STRANGE}We have ${formula}$.") != "REFUTED"
    assert graded(f"{NORMAL}It is not true that ${formula}$.") != "REFUTED"


@pytest.mark.parametrize("law", [NORMAL, ""])
def test_jensen_without_equality_is_not_accused(law):
    """It is strict for all but gradients of one size."""
    assert graded(rf"{law}By Jensen $\mathbb{{E}}\sqrt{{v_t}} < \sqrt{{\mathbb{{E}} v_t}}$.") != "REFUTED"


@pytest.mark.parametrize(
    "grade, formula",
    [
        ("PROVED", r"v_t = \sum_{k<t} w_k g_{t-k}^2"),
        ("PROVED", r"\sum_{k<t} w_k = 1-\beta^t"),
        ("REFUTED", r"\sum_{k<t} w_k = 1-\beta^{t-1}"),
        ("UNREAD", r"\sum_{k\le t} w_k = 1-\beta^{t+1}"),
        ("UNREAD", r"\sum_{i<t} \beta^{t-i} = \beta"),
    ],
)
def test_a_sum_that_says_only_where_it_ends_begins_where_nothing_else_can_be_meant(grade, formula):
    """Weights by age begin at 0, members of a sequence at 1; where both may be meant it is not read."""
    assert graded(f"We have ${formula}$.") == grade


@pytest.mark.parametrize(
    "grade, formula",
    [
        ("REFUTED", r"\mathbb{E}\sqrt{v_t}\to\sigma"),
        ("REFUTED", r"\lim_{t\to\infty}\mathbb{E}[\sqrt{v_t}]\ge\sigma"),
        ("SURVIVED", r"\lim_{t\to\infty}\mathbb{E}[\sqrt{v_t}]<\sigma"),
        ("SURVIVED", r"\sigma\ne\lim_{t\to\infty}\mathbb{E}[\sqrt{v_t}]"),
    ],
)
def test_the_mean_of_the_root_stays_below_the_root_of_the_mean_in_the_limit(grade, formula):
    """Three moments bound it; gradients of one size are no counterexample, nor is a decay that goes to 1."""
    assert graded(f"{NORMAL}We have ${formula}$.") == grade
    assert graded(f"{SIGNS}We have ${formula}$.") != "REFUTED"
    assert graded(rf"{NORMAL}For $\beta\to1$ we have ${formula}$.") != "REFUTED"


NAMED = [
    r"By Jensen's inequality $E\sqrt{v_t} {} \sqrt{E v_t}$.",
    r"As the root is concave, $E\sqrt{v_t} {} \sqrt{E v_t}=\sigma$.",
    r"By Jensen, in the stationary regime $\mathbb{E}\sqrt{v} {} \sqrt{\mathbb{E} v} = \sigma$.",
]


@pytest.mark.parametrize("text", NAMED)
def test_an_inequality_that_is_named_is_not_claimed_the_other_way_round(text):
    """Whatever the law is, and also of a state at rest that has no step."""
    head = r"RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0=0$. The gradients are independent with "
    head += "$E[g_t^2]=\\sigma^2$ and variance $\\kappa$ of their squares.\n\n"
    right, wrong = ([*Note("n.md").verdicts(head + text.replace("{}", each))] for each in (r"\le", r"\ge"))
    assert "REFUTED" not in {str(each.grade) for each in right[:-1]}
    assert "REFUTED" in {str(each.grade) for each in wrong}


def test_an_inequality_that_is_denied_is_not_accused():
    """Its own direction is what the name stands for."""
    for text in (
        r"Jensen does not give $E\sqrt{v_t} \ge \sqrt{E v_t}$.",
        r"It is tempting to use Jensen as $E\sqrt{v_t} \ge \sqrt{E v_t}$.",
    ):
        head = "RMSProp: $v_t = \\beta v_{t-1} + (1-\\beta) g_t^2$ with $v_0=0$. The gradients are independent.\n\n"
        assert "REFUTED" not in {str(each.grade) for each in Note("n.md").verdicts(head + text)}
