"""What a passage tells besides its chains: of states in a row, of a formula, of quantities, units, and floats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, takewhile
from time import perf_counter
from typing import TYPE_CHECKING

from rmsprop_sym.claims.context.along_run import along_run, can_be_run, carried
from rmsprop_sym.claims.context.approaching import approaching
from rmsprop_sym.claims.context.in_place import Stand, is_disowned, miscalled, slips
from rmsprop_sym.claims.context.miscalled import miscalled as of_state
from rmsprop_sym.claims.context.restated import MOST_BACK, Restated, restated
from rmsprop_sym.claims.context.sayings import Around
from rmsprop_sym.claims.context.sayings import remarks as of_rules
from rmsprop_sym.claims.context.special_cases import special_cases
from rmsprop_sym.claims.context.valued import Valued
from rmsprop_sym.claims.context.working import Known, Outcome, known_at, mark_in, worked
from rmsprop_sym.claims.context.worth import Shown
from rmsprop_sym.claims.conventions.model import PARAMETER
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.passage import Passage
from rmsprop_sym.claims.expressions.syntax import Chain, Node, has_letters, parse_statement
from rmsprop_sym.claims.limits import NOT_JUDGED, is_skimming
from rmsprop_sym.claims.placing import placed
from rmsprop_sym.claims.quantities.floors import Floors, side_in, speaks_of_floor, values_of_eps
from rmsprop_sym.claims.quantities.in_calls import calls
from rmsprop_sym.claims.quantities.in_formats import remarks as floats
from rmsprop_sym.claims.quantities.in_limits import limits
from rmsprop_sym.claims.quantities.in_memory import memory
from rmsprop_sym.claims.quantities.in_outcomes import outcomes
from rmsprop_sym.claims.quantities.in_ranges import ranges
from rmsprop_sym.claims.quantities.in_squares import squares
from rmsprop_sym.claims.quantities.in_storage import led, stored
from rmsprop_sym.claims.quantities.in_sums import lost
from rmsprop_sym.claims.quantities.lengths import lengths
from rmsprop_sym.claims.quantities.listing import listings
from rmsprop_sym.claims.quantities.named import Reader
from rmsprop_sym.claims.quantities.remark import Remark
from rmsprop_sym.claims.quantities.scaled import scales
from rmsprop_sym.claims.quantities.scaled_eps import eps_of_scale
from rmsprop_sym.claims.quantities.slips import Slip
from rmsprop_sym.claims.quantities.weights import weights
from rmsprop_sym.claims.quantities.worded import is_averaging, worded
from rmsprop_sym.claims.tables.recorded import cells
from rmsprop_sym.claims.tables.recorded import sequences as in_a_row
from rmsprop_sym.claims.verdict import Evidence, Grade, Place, Undecided, Verdict
from rmsprop_sym.claims.words.excuses import names_a_quantity, speaks_of_floats, speaks_of_units
from rmsprop_sym.claims.words.outline import title
from rmsprop_sym.claims.words.plainly import plainly
from rmsprop_sym.claims.words.prose import Found, Lettered, Told, in_dollars
from rmsprop_sym.claims.words.said import in_code
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.stretch import Part, parts, stretch
from rmsprop_sym.claims.words.wording import cut_sentences, following, words

if TYPE_CHECKING:
    from rmsprop_sym.claims.files import Note

DECAYS = {"beta1", "beta2"}
_SUPPOSES = re.compile(
    r"\b(?:if|when|unless|suppos\w*|assum\w*|without|instead|would|(?:un)?correct\w*|divi\w*|adam\w*|adagrad|centred|centered)\b",
    re.IGNORECASE,
)
_LETTER_IN_CODE = re.compile(r"`([A-Za-z]{1,7}(?:_[a-z0-9])?|[\w ./*^()]{0,30}\bsqrt\([\w. ]{1,20}\)[\w ./*^()]{0,9})`")
SO_NEAR = 4  # passages in which another place of eps may be spoken of
OWN = -1  # what stands behind a number in its sentence says nothing of it, unless it follows at once
NO_VALUE = "a number is given for this formula, and not all of its letters have values"
SMOOTHED = "a mean of the note has a letter for the share of what is new, and words about it are not followed"
BEGUN_ABOVE = "it does not fit, but its sentence begins above it, where {!r} may be a condition"
UNCERTAIN = "it does not fit, but the formula of which it speaks is not known to hold itself"


def everything(note: Note, passage: Passage) -> Iterator[Verdict]:
    """Everything that is to be said about what a passage tells besides its chains, part by part if it is long."""
    for part in parts(passage, in_dollars(passage.text)):
        found = (_followed(note, each) for each in _everything(note, part) if part.has(each.place))
        yield from (_going_on(note, passage, each) for each in found)


def _going_on(note: Note, passage: Passage, verdict: Verdict) -> Verdict:
    """What is told in words that go on with a sentence above a formula set apart, which may suppose something."""
    supposing = passage.text[:1].islower() and _SUPPOSES.search(cut_sentences(note.above[1])[-1])
    if not supposing or verdict.grade is not Grade.REFUTED:
        return verdict
    return replace(verdict, evidence=Undecided(BEGUN_ABOVE.format(supposing[0])))


def _followed(note: Note, verdict: Verdict) -> Verdict:
    """What is told in words, which accuses nothing where a letter of the note is the share of what is new in a mean."""
    doubtful = note.heard.smoothed and verdict.grade is Grade.REFUTED and verdict.kind not in ("float", "units")
    return replace(verdict, evidence=Undecided(SMOOTHED)) if doubtful else verdict


def _everything(note: Note, part: Part) -> Iterator[Verdict]:
    """Everything that a part of a passage tells, and what stands around that; each number once."""
    passage = part.passage
    yield from sequences(note, passage)
    yield from in_lists(note, passage)
    found = list(retold(note, passage))
    yield from found
    if is_skimming():
        return
    text, families = in_dollars(passage.text), note.formulas.models.families
    worded = (
        *lengths(text, families, [each for _, each in note.headings]),
        *weights(text, families),
        *said_in_words(note, text),
    )
    told = [verdict for each in worded if part.holds(each.begins) for verdict in note.formula(passage, each)]
    said = list(_one_of_each(told, list(at_large(note, passage))))
    yield from said
    yield from remarks(
        note, passage, [each.place for each in (*found, *(x for x in said if x.grade is not Grade.OPEN))]
    )
    for way in approaching(text, note.formulas.worth.shown, known_values(note)):
        yield way.verdict(passage, note.path)
    for case in special_cases(text, [heading for _, heading in note.headings], families):
        yield case.verdict(passage, note.path)


def said_in_words(note: Note, text: str) -> Sequence[Told]:
    """The claims of a text about sums of weights and means, if all its states are averages from 0."""
    elsewhere, families = note.shorthands.later or note.formulas.starts.elsewhere, note.formulas.models.families
    return [] if elsewhere or not is_averaging(note.formulas.own.said, families) else [*worded(text, families)]


def _one_of_each(told: Sequence[Verdict], large: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts, of two about one place the one that decides."""
    sure = [each for each in told if each.grade is not Grade.OPEN]
    yield from (each for each in told if each in sure or not any(_meet(each.place, other.place) for other in large))
    yield from (each for each in large if not any(_meet(each.place, other.place) for other in sure))


def _meet(one: Place, other: Place) -> bool:
    """Whether two stretches have something in common."""
    first, last = (one.line, one.column), (one.end_line, one.end_column)
    return first < (other.end_line, other.end_column) and (other.line, other.column) < last


def remarks(note: Note, passage: Passage, done: Sequence[Place]) -> Iterator[Verdict]:
    """What is to be said about quantities, units and floats that prose names, but for what was judged already."""
    text, models = in_dollars(passage.text), note.formulas.models
    if names_a_quantity(passage.text):
        steps = models.steps_by_root and not note.formulas.starts.elsewhere
        known = [*note.heard.values, *in_code(note.heard.written)]
        reader = Reader(lambda name: name == "decay" or models.is_decay(name), known, steps, models.is_rate)
        said = [each.verdict(passage, note.path) for each in reader.remarks(text)]
        said = [each for each in said if not any(_meet(each.place, place) for place in done)]
        yield from said
        done = [*done, *(each.place for each in said)]
    done = [*done, *note.accused]
    tellings = note.formulas.worth.tellings
    tellings.hears(note.heard.written, title(note.headings))
    told = (each.verdict(passage, note.path) for each in tellings.remarks(passage.text, title(note.headings)))
    yield from (each for each in told if not any(_meet(each.place, place) for place in done))
    if speaks_of_units(passage.text):
        plain = in_dollars(_LETTER_IN_CODE.sub(r"$\1$", passage.text))
        units, families = note.formulas.units, models.families
        moves = any(PARAMETER in family[0].letters.values() for family in families)
        measured = units.remarks(plain, families) if moves else units.supposing(plain, note.heard.written)
        yield from (
            each.verdict(passage, note.path) for each in (*measured, *(() if moves else units.remarks(plain, families)))
        )
    above = " ".join(each for each in note.heard.everything[-SO_NEAR:] if each != text)
    scaled = list(scales(text, models.families, above))
    scaled += [] if scaled else eps_of_scale(text, models.families, above)
    yield from (each.verdict(passage, note.path) for each in scaled)
    yield from (each.verdict(passage, note.path) for each in (*_floors(note, passage), *memory(passage.text)))
    lead = note.heard.leads(
        passage.text, note.headings[-1][1] if note.headings else "", item=passage.lines[0].column > 1
    )
    if speaks_of_floats(passage.text) or led(lead):
        eps = {each.values for each in note.heard.values if each.name == "eps"}
        small = next(iter(eps)) if len(eps) == 1 else ()
        yield from (each.verdict(passage, note.path) for each in _of_floats(passage.text, lead, small))


def _floors(note: Note, passage: Passage) -> Iterator[Remark]:
    """What is to be said about the smallest divisor, by what the note has said of eps before a passage."""
    if not speaks_of_floor(passage.text):
        return
    above = [each for each in note.heard.written if passage.text not in each]
    near = plainly(" ".join(above[-SO_NEAR:])).text
    yield from Floors(note.formulas.models.families, values_of_eps(above), near, side_in(above)).remarks(passage.text)


def _of_floats(text: str, lead: str, eps: Sequence[Fraction]) -> Iterator[Remark]:
    """What is to be said about floats in a text below a lead, each stretch of it once."""
    done = list[tuple[int, int]]()
    for each in chain(
        calls(text),
        floats(text),
        limits(text),
        ranges(text, eps),
        lost(text, eps),
        squares(text),
        stored(text, lead),
        outcomes(text),
    ):
        if not any(first < each.end and each.start < last for first, last in done):
            done.append((each.start, each.end))
            yield each


def at_large(note: Note, passage: Passage) -> Iterator[Verdict]:
    """What is to be said about what words claim of a rule as a whole: its accumulator never falls."""
    if note.formulas.starts.elsewhere:
        return
    under = note.outline.above(passage.lines[0].number)
    earlier = [said for headings, said in note.said if under[: len(headings)] == headings]
    around = Around([text for _, text in note.headings], earlier)
    formulas = note.formulas
    for each in of_rules(in_dollars(passage.text), formulas.models, note.context, around, known_values(note)):
        yield each.verdict(passage, note.path)


def in_its_place(note: Note, passage: Passage, found: Found, judged: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts about a chain, and one about its first expression if it is right as such and not in its place.

    A chain whose words call it something else than it is may be right as numbers, and is not blessed.
    """
    text, first, last = in_dollars(passage.text), found.start, found.offset + found.chain.members[-1].span.end
    near = stretch(text, first, last)
    above = note.above[1] if "$" not in near.text and not words(near.text).strip() else ""
    stand = Stand(
        f"{above} {near.text[: first - near.start]}".rstrip().rstrip("$"),
        following(near.text, last - near.start),
        [title for _, title in note.headings],
        list(note.heard.values),
        plainly(" ".join(note.heard.everything[-3:-1])).text,
    )
    models, worth = note.formulas.models, note.formulas.worth
    grades = [each.grade for each in judged]
    known = known_at(stand, worth, models, title(note.headings))
    outcome = worked(found.chain, stand.before, known, wrong=Grade.REFUTED in grades)
    said = outcome.slip or outcome.holds
    said = None if said and is_disowned(stand) else said
    slipped: list[tuple[Node, Evidence]] = [(outcome.head, said)] if outcome.head and said else []
    slipped += [] if slipped else slips(found.chain, stand, models)
    run = [] if slipped else [*_along_run(note, passage, found, outcome, known)]
    run = [] if run and is_disowned(stand) else run
    reason = "" if (said and outcome.slip) or run else outcome.reason or _miscalled(found.chain, stand, models, grades)
    slips_at = list(_slips_at(note, passage, found, slipped)) + run
    judged = judged if slips_at else [*_carried(note, passage, found, stand.before, judged)]
    for each in judged:
        if not any(other.place == each.place and each.grade is Grade.REFUTED for other in slips_at):
            yield replace(each, evidence=Undecided(reason)) if reason and each.grade.holds else each
    yield from slips_at


def _slips_at(
    note: Note, passage: Passage, found: Found, slipped: Iterable[tuple[Node, Evidence]]
) -> Iterator[Verdict]:
    """The verdicts about the expressions of a chain that have a slip in them."""
    for head, slip in slipped:
        start, end = found.offset + head.span.start, found.offset + head.span.end
        place = passage.place(note.path, start, end)
        read_as = f"{slip.what} = {slip.said}" if isinstance(slip, Slip) else passage.text[start:end]
        yield _followed(note, Verdict(place, passage.text[start:end], "arithmetic", slip, read_as=read_as))


def _along_run(note: Note, passage: Passage, found: Found, outcome: Outcome, known: Known) -> Iterator[Verdict]:
    """The verdict about an expression in numbers that is not what a run of the rule makes of the letter before it."""
    mark, head, formulas = outcome.unknown, outcome.head, note.formulas
    if mark is None or head is None or not can_be_run(mark, head, formulas.worth, known.decays):
        return
    start, end = found.offset + head.span.start, found.offset + head.span.end
    formula = placed(note, passage, Lettered(found.chain, start, passage.text[start:end]))
    if told := along_run(mark, head, formula, formulas):
        evidence, given = told
        place = passage.place(note.path, start, end)
        said = passage.text[start:end]
        yield Verdict(place, said, "arithmetic", evidence, read_as=f"{mark} = {head}", given=tuple(given))


def _carried(note: Note, passage: Passage, found: Found, before: str, judged: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts about a chain; digits that fail after rounded ones may be those of its letter."""
    head, number = found.chain.members[-2:] if found.chain.relations else (found.chain.members[0],) * 2
    mark = mark_in(found.chain, head, before, note.formulas.models)
    for each in judged:
        told = None
        if each is judged[-1] and each.grade is Grade.REFUTED and mark and mark.step and not has_letters(head):
            formula = placed(note, passage, Lettered(found.chain, found.start, each.text))
            told = carried(mark, head, number, formula, note.formulas)
        yield replace(each, evidence=told[0], given=tuple(told[1])) if told else each


def _miscalled(said: Chain, stand: Stand, models: Models, grades: Sequence[Grade]) -> str:
    """Why a chain is not said to be right, though its numbers are."""
    if not any(each.holds for each in grades):
        return ""
    return miscalled(said, stand, models) or of_state(said, stand, models)


def known_values(note: Note) -> list[Chain]:
    """The equations that say what letters of rules are worth in the whole note, where it says that once only."""
    found: dict[str, set[Fraction]] = {}
    models = [model for family in note.formulas.models.families for model in family]
    for said in note.heard.values:
        names = {model.letters.get(said.name, said.name) for model in models} or {said.name}
        for name in names if len(said.values) == 1 and not said.start and 0 < said.values[0] < 1 else ():
            found.setdefault(name, set()).add(said.values[0])
    single = {name: values.pop() for name, values in found.items() if len(values) == 1 and name in DECAYS}
    return [parse_statement(f"{name} = {value}") for name, value in single.items()]


def sequences(note: Note, passage: Passage) -> Iterator[Verdict]:
    """What is to be said about the values of a state that stand in a row: g = 8, 4 and so v = 4, 4."""
    if not any(len(said.values) > 1 for said in note.heard.near):
        return
    text = in_dollars(passage.text)
    for run in in_a_row(text, note.formulas, list(note.heard.values)):
        found = ((trace.context, trace.rule.name, cell) for trace, cell in cells([[run]], text))
        for verdict in note.cells(found, None):
            start, end = verdict.place.column - 1, verdict.place.end_column - 1
            yield replace(verdict, place=passage.place(note.path, start, end))


def in_lists(note: Note, passage: Passage) -> Iterator[Verdict]:
    """What is to be said about numbers in a row that a formula of the note gives: 0.9, 0.81, 0.729."""
    text = in_dollars(passage.text)
    values: dict[str, list[Fraction]] = {}
    for said in note.heard.values:
        if len(said.values) == 1 and said.values[0] not in values.setdefault(said.name, []):
            values[said.name].insert(0, said.values[0])
    above = " ".join(each for each in note.heard.written[-SO_NEAR:] if passage.text not in each)
    for each in listings(text, above, values, title(note.headings)):
        yield each.verdict(passage, note.path)


def retold(note: Note, passage: Passage) -> Iterator[Verdict]:
    """What is to be said about numbers that words give for a formula above: so for beta = 0.9 it is 3.16 eta."""
    text = in_dollars(passage.text)
    if "$" not in text:
        return
    earlier, here = _before_and_in(note, passage)
    for each in restated(text, earlier, here):
        started = perf_counter()
        evidence, given = _evidence(note, text, each, passage)
        yield Verdict(
            passage.place(note.path, each.start, each.end),
            text[each.start : each.end],
            "arithmetic",
            evidence,
            read_as=str(each.chain),
            given=given,
            seconds=perf_counter() - started,
        )


def _before_and_in(note: Note, passage: Passage) -> tuple[list[Shown], list[Shown]]:
    """The last formulas above a passage, and those within it."""
    first, last = (note.spot(line.number) for line in (passage.lines[0], passage.lines[-1]))
    shown = note.formulas.worth.shown
    later = list(takewhile(lambda each: each.where.cell == first.cell and each.where.line >= first.line, shown[::-1]))
    here = [each for each in reversed(later) if each.where.line <= last.line]
    above = len(shown) - len(later)
    return shown[max(above - MOST_BACK, 0) : above], here


def _evidence(note: Note, text: str, each: Restated, passage: Passage) -> tuple[Evidence, tuple[str, ...]]:
    """What is known about one of the numbers, and the values that tell it."""
    if is_skimming():
        return NOT_JUDGED, ()
    leading = text[: each.start].rstrip("$")
    formula = Formula(
        each.chain,
        text[each.start : each.end],
        leading,
        following(text, each.end),
        sentence=(passage.lines[0].number, OWN),
        heading=title(note.headings),
    )
    evidence, given = Valued(note.formulas.worth, formula, 0, (), each.supposed).judged() or (Undecided(NO_VALUE), ())
    if evidence.grade is Grade.REFUTED and not each.certain:
        evidence = Undecided(UNCERTAIN)
    return evidence, tuple(given)
