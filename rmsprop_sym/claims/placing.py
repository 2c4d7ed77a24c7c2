"""A formula of a note among its words: its sentence, what stands above and below it, and its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rmsprop_sym.claims.expressions.passage import Passage
from rmsprop_sym.claims.read.outside import opened, said_after, said_before, within_after, within_before
from rmsprop_sym.claims.words.background import concludes
from rmsprop_sym.claims.words.disowning import disowned_below
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.outline import BRACED, title
from rmsprop_sym.claims.words.prose import Lettered, Told, in_dollars, leading_to
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.stretch import stretch
from rmsprop_sym.claims.words.wording import following, sentences, words

if TYPE_CHECKING:
    from rmsprop_sym.claims.files import Note


def placed(note: Note, passage: Passage, found: Lettered, apart: tuple[int, str] | None = None) -> Formula:
    """A formula with letters among its words, its shorthands written out."""
    start, end, text = found.offset, found.offset + len(found.text), in_dollars(passage.text)
    where = note.spot(passage.place(note.path, start, end).line)
    begins = found.begins if isinstance(found, Told) else start
    near = stretch(text, begins, end)
    at, stop, line = begins - near.start, end - near.start, passage.lines[0].number
    before = within_before(near.text, at, BRACED.sub("", opened(leading_to(near.text, at))))
    alone = "$" in text and words(near.text).strip() and not concludes(text, note.above[1])
    above = apart or (None if alone else note.above)
    if above:  # a formula set apart goes on with the prose above and below it
        line, before = above[0], f"{above[1]} {before if '$' in text else said_before(text, begins)}"
    heard = apart is not None and note.intro.endswith(":") and words(note.intro).strip() == words(apart[1]).strip()
    rest = within_after(near.text, stop, opened(following(near.text, stop)))
    rest = rest if words(rest).strip() and "$" in text else said_after(text, end, note.below)
    under = note.outline.above(where.line)
    earlier = (said for headings, said in note.said if under[: len(headings)] == headings)
    return Formula(
        note.shorthands.heeding(near.text).written_out(found.chain, note.is_state),
        found.text,
        before,
        rest,
        where,
        (line, near.sentences + sentences(words(before))),
        title(note.headings),
        "" if heard or _is_repeated(note.intro, before) else note.intro,
        (*earlier, near.text[:at]),
        note.lasting,
        texts=note.heard.texts,
        told=isinstance(found, Told),
    )


def _is_repeated(intro: str, before: str) -> bool:
    """Whether what stands above a formula only leads to it, and asks or quotes nothing."""
    said = words(intro).strip()
    leads = intro.endswith(":") and bool(said) and words(before).strip().endswith(said)
    return leads and disowned_below(said) is None and excuse("", "", said) is None
