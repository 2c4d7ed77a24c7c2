"""What is read beside a sentence or a chain does not grow with its paragraph, and nothing is judged twice for that."""

from __future__ import annotations

from itertools import pairwise

from rmsprop_sym.claims import asides
from rmsprop_sym.claims.context import in_place
from rmsprop_sym.claims.expressions.passage import Line, join
from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.quantities import telling
from rmsprop_sym.claims.quantities.clause import Around
from rmsprop_sym.claims.words.stretch import SHORT, parts, stretch

RULE = "We use $v_t = \\beta v_{t-1} + (1-\\beta) g_t^2$ with $v_0 = 0$ and $\\beta = 0.9$.\n\n"
SAID = "The old average fades in about 10 steps, and its root shrinks by 0.95 a step without a gradient.\n"
PRODUCT = "Here 0.3*0.5 = 0.15 comes out.\n"
BOTH = "Here $0.3 \\cdot 0.5 = 0.15$ comes out, and $v_t \\ge 0$.\n"


LONG = 3 * SHORT  # characters of a paragraph


def verdicts(text):
    """The verdicts about a note."""
    return list(Note("n.md").verdicts(text))


def test_a_chain_is_read_with_what_is_near(monkeypatch):
    """Not with all of its paragraph."""
    seen = []
    monkeypatch.setattr(asides, "slips", lambda _, stand, __: seen.append(len(stand.before) + len(stand.after)) or ())
    verdicts(RULE + PRODUCT * (LONG // len(PRODUCT)))
    assert len(seen) > LONG // len(PRODUCT)
    assert SHORT / 2 < max(seen) < 2 * SHORT


def test_a_doubt_is_looked_for_only_where_a_slip_is_found(monkeypatch):
    """A product that says nothing of the rule costs no look at the words around it."""
    seen = []
    monkeypatch.setattr(in_place, "disowned", lambda *said: seen.append(said))
    verdicts(RULE + PRODUCT * 20)
    assert not seen


def test_a_sentence_is_read_with_what_is_near(monkeypatch):
    """What stands above it in its paragraph is a part of that, and two sentences tell whether it is taken back."""
    above, after = [], []
    monkeypatch.setattr(telling, "FAMILIES", (lambda clause: above.append(len(clause.above)) or iter(()),))
    monkeypatch.setattr(telling, "disowned", lambda _, rest: after.append(len(rest)))
    verdicts(RULE + SAID * (LONG // len(SAID)))
    assert SHORT / 2 < max(above) < 2 * SHORT
    assert max(after) < 4 * len(SAID)


def test_every_line_of_a_long_passage_is_the_own_of_one_part():
    """And no part is long."""
    passage = join(Line(k, 1, BOTH.strip()) for k in range(1, 1001))
    found = list(parts(passage, passage.text))
    own = [[line.number for line in each.passage.lines if each.has(each.passage.place("", at, at + 1))]
           for each in found for at in [each.first]]  # fmt: skip
    assert len(own) == len(found) > 1
    spans = [(each.passage.lines[0].number, each.passage.text[each.first : each.last]) for each in found]
    assert passage.text == "".join(text for _, text in spans)
    assert max(len(each.passage.text) for each in found) < 2 * SHORT
    assert all(one < other for (one, _), (other, _) in pairwise(spans[1:]))


def test_a_part_begins_in_no_formula():
    """A formula over several lines stays whole."""
    lines = ["So", "$v_t", "\\ge 0$", "holds and a word or two follow it here."] * 500
    passage = join(Line(k, 1, text) for k, text in enumerate(lines, 1))
    assert all(each.passage.text.count("$") % 2 == 0 for each in parts(passage, passage.text))


def test_what_stands_in_any_part_is_judged_once():
    """Also where one part ends and another begins."""
    told = "With a constant gradient the half-life for beta = 0.9 is 6.6 steps.\n"
    wrong = "With a constant gradient the half-life for beta = 0.9 is 9.6 steps.\n"
    lines = [told] * 500
    lines[123] = lines[370] = wrong
    found = [each for each in Note("n.md").verdicts(RULE + "".join(lines)) if each.kind == "arithmetic"]
    assert len({each.place for each in found}) == len(found) == 500
    assert [126, 373] == [each.place.line for each in found if str(each.grade) == "REFUTED"]


def test_a_section_is_searched_once_for_a_pattern():
    """However many sentences ask."""

    class Counting:
        searched = 0

        def search(self, text):
            self.searched += len(text)

    around, pattern = Around(), Counting()
    for _ in range(100):
        around.texts.append("0123456789")
        assert not around.says(pattern)
    assert 1000 == pattern.searched


def test_an_endless_sentence_is_read_in_parts():
    """There may be no full stop in a note at all."""
    text = RULE + "and 0.3*0.5 = 0.15 and so on\n" * 480
    near = [len(stretch(text, at, at + 9).text) for at in range(0, len(text), SHORT)]
    assert max(near) < 2 * SHORT
    assert 480 == sum(str(each.grade) == "PROVED" for each in verdicts(text))
