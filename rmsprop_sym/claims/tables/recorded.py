"""Tables below a note's own definitions: which rule they are runs of, and the values that the words before them say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice, product

from rmsprop_sym.claims.context.formulas import Formulas
from rmsprop_sym.claims.conventions.model import HYPER, PARAMETER, Model
from rmsprop_sym.claims.expressions.notation import Head
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.read.block import Directive, Table
from rmsprop_sym.claims.read.tables import tables
from rmsprop_sym.claims.symbolic.settings import Setting, Value, Values, read_settings
from rmsprop_sym.claims.traces.cells import Cell
from rmsprop_sym.claims.traces.trace import LEAST, Trace
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided
from rmsprop_sym.claims.words.excuses import excuse
from rmsprop_sym.claims.words.heard import Heard
from rmsprop_sym.claims.words.said import Said, said_in
from rmsprop_sym.claims.words.wording import is_mistaken
from rmsprop_sym.rules import RULES

USUAL = "rmsprop"
MOST_CELLS = 400
MOST_RULES, MOST_FAMILIES = 8, 20
MOST_CHOICES = 8  # of values, where letters are given several
ELSEWHERE = "it does not fit, but what {} may be is said elsewhere in the note, and may not be meant here"
BESIDE = "it does not fit, but the words before it speak of {}"
STRANGE = "nothing of it fits the rule that the note defines; it may record something else"
_OTHERS = re.compile(
    r"\b(?:momentum|ada(?:m\w*|grad|delta|belief|bound|factor)"
    r"|nesterov|sgd|gradient descent|lion|rprop|bias[- ]correct\w*|cent(?:er|re)d"
    r"|decoupled)\b",
    re.IGNORECASE,
)
_FLOATS = re.compile(r"\b(?:float\w*|bfloat16)\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:coordinates?|components?|dimensions?|entries|vectors?|directions?|layers?)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"\b(?:for|with|at|if|take|let|say|from|try|between|of|than|to|either|when)"
    r"\s+[^\w=]*\w+(?:_\w+)?\s*=\s*$",
    re.IGNORECASE,
)
_NO_EPS = re.compile(  # a number that does not matter is no mistake
    r"\(?\s*\$?\s*\\?(?:(?:var)?eps(?:ilon)?|ε)\s*\$?\s+(?:does\s+not|doesn['’]t|is\s+not|never|has\s+no|plays\s+no)\b[^.;:()]*\)?"
)
SEVERAL = "it does not fit {}, but the note may mean {}"


@dataclass(frozen=True)
class Run:
    """A table as the record of a run of one rule, also with no more values than those said before it.

    `named` says that the note names the rule on top, `far` are the letters whose values it says elsewhere.
    """

    trace: Trace
    alone: Trace
    named: bool
    far: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many of its columns are letters of the rule."""
        return len(self.trace.heads) - len(self.trace.others)

    @cached_property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """Its computed cells by where they stand."""
        return _by_place(self.trace)

    @cached_property
    def sure(self) -> dict[tuple[int, int], Cell]:
        """Its computed cells without what was said elsewhere."""
        return _by_place(self.alone)

    @cached_property
    def wrong(self) -> int:
        """How many of its cells do not fit."""
        return sum(grade is Grade.REFUTED for grade in self.grades)

    @cached_property
    def right(self) -> int:
        """How many of its cells fit."""
        return sum(grade.holds for grade in self.grades)

    @cached_property
    def grades(self) -> list[Grade]:
        """What is known about each of its cells."""
        return [guarded(lambda cell=cell: cell.evidence).grade for cell in self.cells.values()]  # type: ignore[misc]


def runs(table: Table, formulas: Formulas, heard: Heard, named: Mapping[str, str]) -> list[list[Run]]:
    """The runs that the table may record, by the newest rules of the note that know most of its columns.

    There is a list for each rule; the columns of one may not be known to the others.
    """
    far, families = list(heard.values), []
    for models in _families(formulas):
        traces = [(Trace(table, model.rule, _context(formulas, model), named=named), model) for model in models]
        traces = [(trace, model) for trace, model in traces if formulas.own.moves(model) or not trace.shows_theta]
        found = [run for trace, model in traces[:MOST_RULES] for run in _runs(trace, model, heard.near, far)]
        fitting = [run for run in found if _is_known(run.trace)]
        width = max((run.width for run in fitting), default=0)
        families.append([run for run in fitting if run.width == width])
    chosen, covered = list[list[Run]](), frozenset[int]()
    while best := max(families, key=lambda some: _news(some, covered), default=[]):
        if not _news(best, covered)[0]:
            break
        chosen.append(best)
        covered |= best[0].trace.judged
    return [[_beside(run, covered) for run in some] for some in chosen]


def _news(some: Sequence[Run], covered: frozenset[int]) -> tuple[bool, int]:
    """Whether the runs have columns that no other has so far, and how many they know."""
    return (bool(some[0].trace.judged - covered), some[0].width) if some else (False, 0)


def _beside(run: Run, covered: frozenset[int]) -> Run:
    """The run with the columns told of that are other rules'."""
    explained = covered - run.trace.judged
    return replace(run, trace=replace(run.trace, explained=explained), alone=replace(run.alone, explained=explained))


def _is_known(trace: Trace) -> bool:
    """Whether the table is a record of a run of the rule, with a column for each letter."""
    heads = [head for head in trace.heads if head]
    if len({*heads}) < len(heads):
        return False
    return trace.is_of_the_rule or (trace.speaks_of_the_rule and not trace.table.fenced)


def _by_place(trace: Trace) -> dict[tuple[int, int], Cell]:
    """The computed cells by where they stand."""
    return {(cell.line.number, cell.line.column): cell for cell in trace.cells()}


def looks_recorded(table: Table, context: Context) -> bool:
    """Whether a table that is no run of a known rule may be the record of a run."""
    trace = Trace(table, RULES[USUAL], context)
    known = trace.speaks_of_the_rule or (trace.is_of_the_rule and not table.fenced)
    return context.rule is None and known


def cells(found: Sequence[Sequence[Run]], words: str) -> Iterator[tuple[Trace, Cell]]:
    """The cells, row by row, each under the rule that most of them fit; one is accused only if it fits no rule.

    >>> list(cells([], ""))
    []
    """
    judged: dict[tuple[int, int], tuple[Trace, Cell]] = {}
    stems = {some[0].trace.rule.name.split("_")[0] for some in found}
    words = " ".join(word for word in _NO_EPS.sub(" ", words).split() if word.strip(".,:;()").lower() not in stems)
    for some in found:
        small = all(len(run.cells) <= MOST_CELLS for run in some)
        ordered = sorted(some, key=lambda run: run.wrong - run.right) if len(some) > 1 and small else list(some)
        rivals = [run for others in found if others is not some for run in others]
        for place, cell in ordered[0].cells.items():
            evidence = partial(_evidence, cell, place, ordered, [run for run in rivals if place in run.cells], words)
            judged.setdefault(place, (ordered[0].trace, replace(cell, judgement=evidence)))
    yield from (judged[place] for place in sorted(judged))


def _evidence(cell: Cell, place: tuple[int, int], found: Sequence[Run], rivals: Sequence[Run], words: str) -> Evidence:
    """What is known about a cell under the first rule, unless something else may be meant."""
    doubt = _doubt(place, found, rivals, words) if cell.evidence.grade is Grade.REFUTED else ""
    return Undecided(doubt) if doubt else cell.evidence


def _doubt(place: tuple[int, int], found: Sequence[Run], rivals: Sequence[Run], words: str) -> str:
    """Why a cell that does not fit the first rule may be meant for another one, or for another value, if it may."""
    best, *others = found
    cell = best.cells[place]
    column = cell.column or Head("")
    fits = best.trace.fits(column)
    for other in (*others, *rivals):
        far_off = fits and place in other.cells and other.trace.misses(other.cells[place].column or column)
        far_off = far_off or _belies(best.trace, other.trace)
        if not far_off and (place not in other.cells or other.cells[place].evidence.grade is not Grade.REFUTED):
            return SEVERAL.format(best.trace.rule.name, other.trace.rule.name)
    if best.far and best.sure[place].evidence.grade is not Grade.REFUTED and not fits:
        return ELSEWHERE.format(" and ".join(best.far))
    if best.named:
        return ""
    sure = fits and best.trace.held(column) > LEAST
    subject = _FLOATS.search(words) or (None if sure else _OTHERS.search(words))
    if subject and subject[0].lower() not in best.trace.rule.name:
        return BESIDE.format(subject[0])
    if is_mistaken(words, "") or excuse(words, ""):
        return "it does not fit, but the words before it may say so"
    return STRANGE if best.wrong == len(best.cells) else ""


def _belies(trace: Trace, other: Trace) -> bool:
    """Whether a column that both have is as the one has it, so that the table is no run of the other."""
    shared = {head for head in trace.computed if head in other.computed and not head.vague}
    return any(trace.fits(head) and other.misses(head) and trace.held(head) > LEAST for head in shared)


def sequences(text: str, formulas: Formulas, far: Sequence[Said]) -> Iterator[Run]:
    """The sequences of values of a state that a text prints behind those of the gradient, each as a column of its own.

    The lines of their cells count columns in the text.
    """
    here = said_in(text)
    for said in here if not _SEVERAL.search(text) else ():
        if len(said.values) < 2 or said.start or not said.printed or _CONDITION.search(text[: said.spans[0][0]]):
            continue
        near = list(_nearest(said, here, text))
        columns = (_column(said, model, formulas, near, far) for models in _families(formulas) for model in models)
        yield from (run for run in islice(filter(None, columns), 1) if not _is_something_else(run, said))


def _nearest(said: Said, here: Sequence[Said], text: str) -> Iterator[Said]:
    """What is said of each other letter last before a sequence, or else behind it in its sentence."""
    start, end = said.spans[0][0], said.spans[-1][1]
    stop = re.search(r"[.!?;](?=\s|\$|$)", text[end:])
    before = {each.name: each for each in here if each.spans[-1][1] < start}
    after = [each for each in here if end < each.spans[0][0] < end + (stop.start() if stop else len(text))]
    yield from before.values()
    yield from (each for each in after if each.name != said.name)


def _column(said: Said, model: Model, formulas: Formulas, near: Sequence[Said], far: Sequence[Said]) -> Run | None:
    """The sequence as the only column of a table, if it is a state of the rule."""
    if model.called(said.name) not in model.rule.start:
        return None
    rows = tuple((Line(1, start + 1, text),) for (start, _), text in zip(said.spans, said.texts, strict=True))
    trace = Trace(Table((Line(1, 1, said.name),), rows), model.rule, _context(formulas, model))
    told = {_letter(each, model) for each in near}
    found = list(_runs(trace, model, near, [each for each in far if _letter(each, model) not in told]))
    return found[0] if len(found) == 1 and found[0].trace.computed else None


def _is_something_else(run: Run, said: Said) -> bool:
    """Whether the sequence may begin before the first step, is not as long as that of the gradients, or is a vector."""
    trace, gradients = run.trace, run.trace.listed.get(1, ())
    begins = said.values[0] == trace.rule.start[trace.computed[0].letter] and any(gradients[:1])
    return begins or len(gradients) != len(said.values) or all(map(partial(_fits_alone, trace), range(len(gradients))))


def _fits_alone(trace: Trace, k: int) -> bool:
    """Whether a value may be that of a coordinate of its own after one step."""
    where = (each for each in trace.context.where if each.name != "g")
    gradient = trace.listed[1][k]
    context = replace(trace.context, where=(*where, Values("g", (gradient,), str(gradient))))
    [cell] = replace(trace, table=Table(trace.table.head, trace.table.rows[k : k + 1]), context=context).cells()
    return guarded(lambda: cell.evidence).grade is not Grade.REFUTED


def _families(formulas: Formulas) -> Iterator[Sequence[Model]]:
    """The rules that the note has defined with all their states, the newest first, and those without a name last."""
    if formulas.context.rule:
        yield [Model(formulas.context.rule)]
        return
    for n in list(reversed(range(len(formulas.models.families))))[:MOST_FAMILIES]:
        models = (formulas.models.with_letters(model, n) for model in formulas.models.families[n])
        yield [model for model in models if model.complete]
    for own in (formulas.own.later, formulas.own):
        found = (own.model({name}) for name in reversed(own.said))
        yield from ([model] for model in found if model)


def _context(formulas: Formulas, model: Model) -> Context:
    """What holds in the note, with its letters and its numbers for the rule."""
    where = (*formulas.context.where, *model.settings())
    return replace(formulas.context, where=where, profile={**formulas.context.profile, **model.letters})


def _runs(trace: Trace, model: Model, near: Sequence[Said], far: Sequence[Said]) -> Iterator[Run]:
    """The table as runs of the rule, one for each choice of the values said; none if a state starts elsewhere."""
    for said in (*near, *far):
        state = model.called(said.name)
        starts = said.start or (said in near and len(said.values) == 1)
        if starts and state in model.rule.start and said.values != (Fraction(model.rule.start[state]),):
            return
    fixed = {each.name for each in trace.context.where}
    here, there = ({k: v for k, v in _settings(some, model).items() if k not in fixed} for some in (near, far[::-1]))
    alone = _valued(trace, [some[0] for some in here.values() if len(some) == 1])
    known = {each.name for each in alone.context.where}
    said_of = {name: list(dict.fromkeys([*here.get(name, []), *there.get(name, [])])) for name in here | there}
    if "eps" in model.rule.hyper and "eps" not in fixed:
        none = Value("eps", Fraction(0), "0")
        said_of["eps"] = [*said_of.get("eps", [none]), *([none] if trace.table.told else [])]  # a hand leaves it out
    for chosen in islice(product(*said_of.values()), MOST_CHOICES):
        whole = _valued(trace, chosen)
        far_from = sorted(each.name for each in whole.context.where if each.name not in known)
        whole = whole.fitted
        yield Run(whole, replace(alone, chosen=whole.chosen), trace.context.rule is not None, tuple(far_from))


def _valued(trace: Trace, settings: Iterable[Setting]) -> Trace:
    """The trace with these values; gradients outside the table count where it has none."""
    shown = any(head and head.letter == "g" for head in trace.heads)
    kept = (each for each in settings if not (shown and each.name == "g"))
    return replace(trace, context=replace(trace.context, where=(*trace.context.where, *kept)))


def _settings(said: Sequence[Said], model: Model) -> dict[str, list[Setting]]:
    """The values of each letter of the rule, those said first before the others."""
    found: dict[str, list[Setting]] = {}
    for each in said:
        name = _letter(each, model)
        text, numbers = ", ".join(each.texts), each.values
        if name == "g":
            found.setdefault(name, []).append(Values(name, numbers, text))
        elif name and len(numbers) == 1:
            found.setdefault(name, []).append(Value(name, numbers[0], text))
    return {name: list(dict.fromkeys(settings)) for name, settings in found.items()}


def _letter(said: Said, model: Model) -> str | None:
    """What the rule calls the letter, if it is a constant, the start of theta, or the sequence of gradients."""
    ours = model.called(said.name)
    if said.start and ours in model.rule.states:
        return PARAMETER if ours == PARAMETER else None
    if ours == "g" and (len(said.values) > 1):
        return "g"
    name = model.letters.get(said.name, HYPER.get(said.name, said.name))
    name = "eta" if name == "alpha" else name
    return name if name in model.rule.hyper else None


def declared(block: Directive, context: Context) -> Trace:
    """The table of a `{trace}` with the rule that it is a run of.

    Raises Unreadable if there is no rule, no table, or nothing in it to judge.
    """
    if context.rule is None:
        raise Unreadable("no rule is named; write :rule: rmsprop", 1)
    gradients = read_settings(next((line.text for key, line in block.options if key == "gradients"), ""))
    table = next(tables(block.body, fenced=False), None)
    if table is None:
        raise Unreadable("there is no table in this trace", 1)
    trace = Trace(table, context.rule, context, gradients).fitted
    if not trace.computed:
        raise Unreadable(f"no column of this table is a state of {context.rule.name} or its rate", 1)
    return trace
