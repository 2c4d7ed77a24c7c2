"""Long paragraphs are read piece by piece, and say the same as short ones."""

from __future__ import annotations

from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.words.stretch import SHORT, stretch

RULE = r"""$$v_t = \beta v_{t-1} + (1-\beta) g_t^2, \qquad v_0 = 0$$

"""
FILLING = "The mean is kept for every weight of the network,\n" * 60


def grades(text):
    """The grades of a note, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(text)]


def test_a_claim_far_down_a_paragraph_is_judged_in_its_own_sentence():
    """What is supposed in its sentence stands, and what fails without a condition is found."""
    long = (FILLING + "and so on.\n") * 8
    assert len(long) > 2 * SHORT
    assert ["PROVED"] == grades(f"{RULE}{long} If $g_t = 0$, then $v_t = \\beta v_{{t-1}}$. {long}")
    assert ["REFUTED"] == grades(f"{RULE}{long} Then $v_t \\le g_t^2$. {long}")


def test_a_stretch_has_whole_sentences_and_counts_those_before_it():
    """It begins and ends where sentences do, outside of formulas."""
    text = "We have $a . b$ here. " * 2000
    around = stretch(text, 22_000, 22_010)
    assert (" We have", "here.") == (around.text[:8], around.text[-5:])
    assert around.start // 22 + 1 == around.sentences


def test_many_products_in_one_paragraph_are_all_judged():
    """Each finds its own sentence."""
    text = "So 0.2*0.4 = 0.08 holds.\n" * 300 + "Somebody wrote 0.2*0.4 = 0.8 there. So 0.2*0.4 = 0.8 holds."
    assert ["OPEN", "REFUTED"] == grades(text)[-2:]


def test_a_claim_at_the_head_of_a_list_item_in_plain_text_is_kept():
    """Nothing stands before its first letter, and its place is the formula's."""
    means = "We keep v = 0.9*v + 0.1*g*g and m = 0.9*m + 0.1*g, both from 0."
    text = f"{means}\n\n- v - m*m can turn negative even in exact arithmetic.\n"
    assert ["REFUTED"] == [str(verdict.grade) for verdict in Note("n.txt").verdicts(text)]
