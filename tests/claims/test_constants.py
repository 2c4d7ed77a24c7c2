"""Tables that list constants by a decay, or by a number of steps."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.files import Note

RULE = r"We keep $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ from $s_0 = 0$." + "\n\n"


def grades(text):
    """What is known of each cell, by its text."""
    return {each.text: str(each.grade) for each in Note("n.md").verdicts(text) if each.kind == "trace"}


def wrong(text):
    """The cells that are accused."""
    return [text for text, grade in grades(text).items() if grade == "REFUTED"]


def table(*rows):
    """A table in Markdown, of rows of cells."""
    head, *others = [f"| {' | '.join(row)} |" for row in rows]
    return RULE + "\n".join([head, "|---" * len(rows[0]) + "|", *others]) + "\n"


@pytest.mark.parametrize(
    "head", ["half-life", r"$t_{1/2}$", r"$h_{1/2}$ (steps)", "half-life of a gradient", "50 % after"]
)
def test_a_half_life_off_by_ten_is_found_whatever_its_head(head):
    """Two rows tell what the column is, and the third is ten times too small."""
    text = table((r"$\rho$", head), ("0.8", "3.11"), ("0.98", "34.3"), ("0.995", "13.8"), ("0.9", "6.58"))
    assert wrong(text) == ["13.8"]
    assert grades(text)["34.3"] == "ROUNDS"


@pytest.mark.parametrize("head", [r"$\tau$", "time constant", "memory (steps)", "window", "averaging length"])
def test_either_sense_of_a_time_is_right(head):
    """1/(1-rho) and -1/ln(rho) are both called so, and a column may round one to the other."""
    one = table((r"$\rho$", head), ("0.9", "10"), ("0.99", "100"), ("0.999", "1000"))
    two = table((r"$\rho$", head), ("0.9", "9.49"), ("0.99", "99.5"), ("0.999", "1000"))
    assert not wrong(one)
    assert not wrong(two)
    assert wrong(one.replace("| 100 |", "| 300 |")) == ["300"]


def test_a_column_without_a_name_is_known_by_its_numbers():
    """Three of four are (1+rho)/(1-rho), and the fourth has two digits exchanged."""
    text = table((r"$\rho$", "$K$"), ("0.8", "9.00"), ("0.95", "39.0"), ("0.99", "199.0"), ("0.96", "94.0"))
    assert wrong(text) == ["94.0"]


def test_a_column_of_something_else_is_left_alone():
    """Losses that were measured are no constants, though a single one is like one."""
    text = table((r"$\rho$", "final loss"), ("0.9", "0.53"), ("0.99", "0.1"), ("0.999", "0.47"), ("0.5", "0.5"))
    assert not grades(text)
    root = table((r"$\rho$", "half-life of the root"), ("0.8", "6.21"), ("0.9", "13.16"), ("0.95", "27.03"))
    assert not wrong(root)


def test_what_is_left_is_not_what_is_gathered():
    """The head has 1 - rho^20, and one cell rho^20."""
    text = table((r"$\rho$", r"$1-\rho^{20}$"), ("0.9", "0.878"), ("0.95", "0.642"), ("0.99", "0.818"))
    assert wrong(text) == ["0.818"]
    letter = r"$k_{20} = 1-\rho^{20}$ is what is gathered." + "\n\n"
    text = letter + table((r"$\rho$", r"$k_{20}$"), ("0.9", "0.878"), ("0.95", "0.642"), ("0.99", "0.818"))
    assert wrong(text) == ["0.818"]


def test_steps_to_a_share_may_be_the_first_whole_ones():
    """log(0.05)/log(0.9) is 28.4, of which 28 and 29 are made."""
    for number in ("28", "29", "28.4"):
        text = table((r"$\rho$", "steps to 95 %"), ("0.9", number), ("0.99", "299"), ("0.999", "2995"))
        assert not wrong(text)
    assert wrong(table((r"$\rho$", "steps to 95 %"), ("0.9", "51"), ("0.99", "299"), ("0.999", "2995"))) == ["51"]


def test_a_table_may_have_its_decays_in_its_head():
    """Then each row is a quantity."""
    text = table(
        (r"$\beta$", "0.9", "0.99", "0.999"), ("half-life", "6.6", "69", "639"), ("longest step", "3.16", "10", "31.6")
    )
    assert wrong(text) == ["639"]
    one = table(("quantity", r"value for $\rho = 0.99$"), ("first step", "100 lr"), ("half-life", "69.0 steps"))
    assert wrong(one) == ["100 lr"]
    assert grades(one)["69.0 steps"] == "ROUNDS"


def test_a_correction_is_told_by_the_decay_of_the_note():
    """1/(1 - 0.999^1000) is 1.58, and 2.72 is 1/0.999^1000."""
    text = r"With $\beta_2 = 0.999$:" + "\n\n"
    text += table(("$t$", "correction"), ("1", "1000"), ("10", "100.5"), ("100", "10.5"), ("1000", "2.72"))
    assert wrong(text) == ["2.72"]


def test_a_word_at_the_head_stands_for_what_the_note_says():
    """The factor is rms/(rms + eps), which is 1/11 and not 1/10 at a tenth of eps."""
    text = "We set `eps = 1e-6`.\n\nThe factor by which `eps` shortens a step is `rms / (rms + eps)`:\n\n"
    text += "| rms | factor |\n|---|---|\n| 1e-6 | 0.500 |\n| 1e-7 | 0.100 |\n"
    assert wrong(text) == ["0.100"]
    assert wrong(text.replace("0.100", "0.0909")) == []


def test_a_tabular_of_latex_is_read_too(judge):
    """What stands between the signs of a tabular are cells."""
    text = r"""\documentclass{article}\begin{document}
Let $s[n]=\rho s[n-1]+(1-\rho)x[n]$.
\begin{tabular}{r|r|r}
$\rho$ & $\tau$ (samples) & $n_{1/2}$ (samples)\\ \hline
0.8   & 4.48  & 3.11 \\
0.95   & 19.5  & 15.3 \\
0.98 & 49.5 & 34.3 \\
\end{tabular}
\end{document}
"""
    report = judge(text, "n.tex")
    assert [each.text for each in report.verdicts if str(each.grade) == "REFUTED"] == ["15.3"]


def test_what_is_about_so_or_of_another_method_is_left_alone():
    """A number that is about the value, a step that is clipped, and a half-life of seconds."""
    about = table((r"$\rho$", "half-life"), ("0.5", "1.0"), ("0.9", "6.6"), ("0.99", "about 70"))
    assert not wrong(about)
    clipped = table((r"$\rho$", "longest step, clipped at 5"), ("0.9", "3.16"), ("0.99", "5"), ("0.999", "5"))
    assert not wrong(clipped)
    timed = table((r"$\rho$", "half-life (s)"), ("0.9", "0.329"), ("0.99", "3.45"), ("0.999", "34.6"))
    assert not wrong(timed)
