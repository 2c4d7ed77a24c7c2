"""Formulas that are typed into plain text: among words, in letters of any kind, over two lines, and what is none."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.read.typed import typed

BOARD = (
    "On the board:\n\n    r_t = γ·r_{t−1} + (1−γ)·g_t²        with r_0 = 0\n    w_t = w_{t−1} − α·g_t/√(r_t + ε)\n\n"
)
MAIL = "Hi,\n\n  v_t = beta*v_{t-1} + (1 - beta)*g_t^2,   v_0 = 0\n  theta_t = theta_{t-1} - eta*g_t/sqrt(v_t)\n\n"
PYTHONIC = "def:\n    s[t] = ρ s[t-1] + (1-ρ) g[t]²      (s[0] = 0)\n    x[t] = x[t-1] - η g[t] / (√s[t] + ε)\n\n"
CARELESS = "rule: v_t = beta*v_t-1 + (1-beta)*g_t^2, v_0 = 0\n\n"


@pytest.mark.parametrize(
    "text, found",
    [
        ("So a mean r_t goes up when g_t² > r_{t−1}, as said.", ["r_t", "g_t² > r_{t−1}"]),
        ("0 < γ < 1, α > 0.", ["0 < γ < 1", "α > 0"]),
        ("(that is r_t ≥ 0)", ["r_t ≥ 0"]),
        ("(r_t ≥ 0)", ["r_t ≥ 0"]),
        ("|w_1 − w_0| = α·|g_1| / √((1−γ)·g_1² + ε)", ["|w_1 − w_0| = α·|g_1| / √((1−γ)·g_1² + ε)"]),
        ("v[t-1] <= v[t] and 1 - beta^(t-1) -> 1", ["vₜ₋₁   <= vₜ  ", "1 - beta^{t-1} →  1"]),
        ("v_t = (1-b) sum_{i=1}^t b^(t-i) g_i^2", ["v_t = (1-b) ∑_{i=1}^t   b^{t-i} g_i^2"]),
        ("r_1, r_2 = 0.5, 0.75 there", ["", "r_1 = 0.5", "r_2 = 0.75"]),
        ("a good c", ["c"]),
        ("with a = 0.9", ["a = 0.9"]),
        ("for γ = 0.5 v starts at 0.", ["γ = 0.5", "v_0 = 0"]),
    ],
)
def test_formulas_are_found_among_words(text, found):
    """From the first sign to the last, without the words and the brackets around them."""
    assert found == [said for _, _, said in sorted(typed(text))]


@pytest.mark.parametrize(
    "text",
    [
        "v_t >= g_t^2 + noise",  # what is left out may matter
        "noise + v_t >= g_t^2",
        "v_t >= (1 + noise) g_t^2",
        "(1 + noise) v_t >= 0",
        "v_t >= beta (noise + 1)",
        "v_t >= run(x) g_t^2",
        "v_t >= 2 of g_t",
        "v_t = 5 % of it",
        "twice v_t >= 0",
        "v_t ~ g_t^2",
        "v_t >= 3 m",
        "v_t >= g_sq + 1",
        "v_t-1 >= 0",
        "v_t = v_t + g_t^2",
        "t = 1, 2, 3, ...",
        "e.g. the x-axis, a t-test, plan B, don't",
        "see http://a.org/?v_t=1 or `v_t >= 0` or run(lr=0.1, k=2) or --lr=0.1",
        "0.9*0.4 = 0.36",
        "90·60 = 5400 s",
        "1/(1 - b2) = 1/(1 - 0.999) = 1000",  # numbers, which prose may have as well
    ],
)
def test_what_goes_on_in_words_is_no_formula(text):
    """A formula is never cut short: where something beside it may belong to it, there is none."""
    assert not [said for _, _, said in typed(text) if len(said) > len("v_t^2")]


@pytest.mark.parametrize(
    "text, grades",
    [
        (BOARD + "    r_t = (1−γ)·(g_t² + γ·g_{t−1}² + γ²·g_{t−2}² + … + γ^(t−1)·g_1²)", ["PROVED"]),
        (BOARD + "    r_t = γ·(g_t² + γ·g_{t−1}² + γ²·g_{t−2}² + … + γ^(t−1)·g_1²)", ["REFUTED"]),
        (BOARD + "Always true: r_t ≥ (1−γ)·g_t².", ["PROVED"]),
        (BOARD + "Always true: r_t ≥ γ·g_t².", ["REFUTED"]),
        (BOARD + "We know that r_t − r_{t−1} = (1−γ)·(g_t² − r_{t−1}).", ["PROVED"]),
        (BOARD + "We know that r_t − r_{t−1} = γ·(g_t² − r_{t−1}).", ["REFUTED"]),
        (BOARD + "With ε > 0 we have\n\n  |w_1 − w_0| = α·|g_1| / √((1−γ)·g_1² + ε)", ["PROVED"]),
        (BOARD + "With ε > 0 we have\n\n  |w_1 − w_0| = α·|g_1| / (√((1−γ)·g_1²) + ε)", ["REFUTED"]),
        (MAIL + "* All steps are bounded: |theta_t - theta_{t-1}| <= eta/sqrt(1-beta).", ["PROVED"]),
        (MAIL + "* v_t >= beta*v_{t-1}, and also v_t >= g_t^2.", ["PROVED", "REFUTED"]),
        (MAIL + "> Is it so that v_t >= g_t^2?\n\nNo, but v_t >= (1-beta)*g_t^2.", ["OPEN", "PROVED"]),
        (MAIL + "* v_t = beta*v_{t-1} if g_t = 0.", ["PROVED"]),
        (MAIL + "Then we know that v_t >=\n(1-beta)*g_t^2 and that v_t >=\ng_t^2.", ["PROVED", "REFUTED"]),
        (
            PYTHONIC + "1. s[t] ≥ 0 always\n2. s[t] ≤ max(s[t-1], g[t]²)\n3. s[1] = ρ g[1]²",
            ["PROVED"] * 2 + ["REFUTED"],
        ),
        (PYTHONIC + "If |g[t]| ≤ M for all t then s[t] ≤ M².", ["PROVED"]),
        (PYTHONIC + "constant gradient g:\n   s[t] = (1-ρ^t) g²\n   s[t] → g²", ["PROVED", "PROVED"]),
        (PYTHONIC + "constant gradient g:\n   s[t] = (1-ρ^(t-1)) g²", ["REFUTED"]),
        (CARELESS + "So v_t >= beta*v_t-1 and v_t <= v_t-1.", ["PROVED", "REFUTED"]),
        (MAIL.replace("{t-1}", "t-1") + "Hence v_t >= beta*v_t-1.", ["PROVED"]),
        (MAIL + "If v_t-1 >= g_t^2 then v_t <= v_t-1.", []),
    ],
)
def test_plain_text_is_judged_as_if_its_formulas_stood_between_dollars(judge, text, grades):
    """Whatever the letters of its rule are, and in a line of its own, in a sentence or over two lines."""
    assert grades == judge(f"{text}\n", "n.txt").grades


@pytest.mark.parametrize("name, dollar", [("n.txt", ""), ("n.md", "$")])
@pytest.mark.parametrize(
    "between, grades",
    [(" or ", ["OPEN", "OPEN"]), (" => ", ["OPEN", "REFUTED"]), (" and ", ["REFUTED", "REFUTED"])],
)
def test_what_is_stated_of_two_formulas_together_accuses_what_it_concludes(judge, name, dollar, between, grades):
    """One of the two may hold where the other does not; a conclusion has to hold where its condition does."""
    claims = between.join(f"{dollar}{claim}{dollar}" for claim in ("v_t >= g_t^2", "v_t <= g_t^2"))
    definition = "".join(f"{dollar}{part}{dollar}\n\n" for part in ("v_t = b v_{t-1} + (1-b) g_t^2", "v_0 = 0"))
    assert grades == judge(f"{definition}We have {claims} here.\n", name).grades


def test_a_formula_in_a_sentence_stands_where_it_stands_in_the_file(judge):
    """Its columns count the characters of the file, and its second statement has a place of its own."""
    found = judge(f"{MAIL}Hence v_t >= 0, so we see: v_t >= g_t^2; v_1 <= g_1^2.\n", "n.txt").verdicts
    assert [(6, 7, 15), (6, 28, 40), (6, 42, 54)] == [
        (each.place.line, each.place.column, each.place.end_column) for each in found
    ]


def test_lines_that_look_like_mathematics_and_are_passed_over_are_counted(judge):
    """The first few are named, each with the reason; programs and what was read are not among them."""
    text = (
        "    v_t = b*v_{t-1} + (1-b)*g_t^2\n\nThen v_t-1 >= 0.\n\nAnd v_t >= b*noise holds.\n\nAnd v_t >= 0.\n\n"
        "for g in gs:\n    v = b*v + g*noise\n    w = w - v\n"
    )
    said = [note.text for note in judge(text, "n.txt").notes]
    counted = (
        "2 lines look like mathematics and are passed over: line 3 (v_t-1 may be an index or a difference: write "
        "_{t-1}); line 5 ('noise' is no letter that is known)"
    )
    assert counted in said
    assert not judge(text.replace("b*noise", "0").replace("t-1 >=", "t >="), "n.txt").notes


SHEET = """RMSProp
    v_t = b*v_{t-1} + (1-b)*g_t^2          v_0 = 0
    w_t = w_{t-1} - lr * g_t / (sqrt(v_t) + eps)

"""
LINES = {
    "    v_t = (1-b) * sum_{i=1..t} b^(t-i) * g_i^2": "PROVED",
    "    v_t = (1-b) * sum_{i=1..t} b^(t-i-1) * g_i^2": "REFUTED",
    "    v_t = (1-b) * Σ_{k=0..t-1} b^k * g_{t-k}^2": "PROVED",
    "    |Δw_t| <= lr / sqrt(1-b)": "PROVED",
    "    |∆w_t| <= lr": "REFUTED",
    "half-life h = ln 2 / (-ln b)\n    b = 0.99  ->  h = 69.0 steps": "ROUNDS",
    "half-life h = ln 2 / (-ln b)\n    b = 0.99  ->  h = 96.0 steps": "REFUTED",
}


@pytest.mark.parametrize("line", LINES)
def test_a_cheat_sheet_is_read_line_by_line(judge, line):
    """Only blanks part a start from its recurrence, two dots a sum from its end, an arrow a value from what follows."""
    assert [LINES[line]] == judge(f"{SHEET}{line}\n", "n.txt").grades
