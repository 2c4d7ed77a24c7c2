"""Tables of a run: the rule is run again from its inputs, and every computed cell is judged on its own digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial

from rmsprop_sym.claims.arithmetic.comparison import ENGINE
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded
from rmsprop_sym.claims.expressions.notation import CORRECTED, DERIVED, Head, is_harmless, read_head
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.real import Undefined, bounds, evaluate
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.symbolic.settings import Setting
from rmsprop_sym.claims.symbolic.supposed import values_in
from rmsprop_sym.claims.traces.cells import Cell, input_in, is_blank, printed_in, whole_in
from rmsprop_sym.claims.traces.columns import in_units_of_eta, read_column, shows_moves, shows_theta, worded
from rmsprop_sym.claims.traces.origins import Origin
from rmsprop_sym.claims.traces.running import Known, Quantity, quantity
from rmsprop_sym.claims.traces.shown import agrees, defined, printable, settled, shown, terms
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Unread
from rmsprop_sym.numbers.ball import precision
from rmsprop_sym.rules import RULES, Rule, State

PRECISIONS = (64, 256, 1024)
MOST_STEPS = 10_000
MOST_IN_COLUMN, LEAST = 40, 2  # cells that tell what a column is
STEP = Head("step")
MOST_CARRIED = 2  # units of the last digit that may come from rounded numbers above
CARRIED = "it follows from digits that are printed and rounded, and not from all digits"
MOST_EXACT = 3  # from so many places on, what a script prints is taken for rounded
MEANS = {"adam": "beta1"}  # a rule that steps along a corrected mean, and the decay of that mean

Row = Mapping[Head, Line]


@dataclass(frozen=True)
class Trace:
    """A table whose columns are letters of a rule, and what the note fixes beside it."""

    table: Table
    rule: Rule
    context: Context = field(default_factory=Context)
    gradients: tuple[Setting, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    chosen: Mapping[int, int] = field(default_factory=dict)
    explained: frozenset[int] = frozenset()

    @cached_property
    def readings(self) -> tuple[tuple[Head, ...], ...]:
        """What each column may be, in order, the likeliest first; a second column called step is no number of steps."""
        rule, profile = self.rule, self.context.profile
        found = [read_column(cell.text, rule, profile, self.named) for cell in self.table.head]
        first = next((k for k, heads in enumerate(found) if STEP in heads), None)
        return tuple(
            worded(self.table.head[k].text, rule, profile, self.named) if STEP in heads and k != first else heads
            for k, heads in enumerate(found)
        )

    @cached_property
    def heads(self) -> tuple[Head | None, ...]:
        """What each column is, in order; None for a column that is passed over."""
        return tuple(heads[self.chosen.get(k, 0)] if heads else None for k, heads in enumerate(self.readings))

    @cached_property
    def fitted(self) -> Trace:
        """The trace with each column that may be several things read as that which most of its cells fit."""
        several = [(k, range(len(heads))) for k, heads in enumerate(self.readings) if len(heads) > 1]
        return replace(self, chosen={k: max(each, key=partial(self._fit, k)) for k, each in several})

    def _fit(self, k: int, n: int) -> int:
        """How many cells of a column fit one of the things that it may be; fewer than two tell nothing."""
        held = replace(self, chosen={k: n}).held(self.readings[k][n])
        return held if held >= LEAST else 0

    @cached_property
    def computed(self) -> tuple[Head, ...]:
        """The columns that can be judged."""
        derived = {name for name, letter in DERIVED.items() if letter in {*self.rule.states, "g"}}
        letters = {*self.rule.states, *CORRECTED.get(self.rule.name, ()), "rate", *derived}
        heads = (head for k, head in enumerate(self.heads) if k not in self.explained)
        return tuple(head for head in heads if head and (head.formula or head.letter in letters))

    @property
    def is_of_the_rule(self) -> bool:
        """Whether every column is a letter of the rule, with gradients or steps among them and something to judge."""
        letters = {head.letter if head else None for head in self.heads}
        return None not in letters and bool(self.computed) and bool(letters & {"g", "step"})

    @property
    def speaks_of_the_rule(self) -> bool:
        """Whether columns are gradients, or steps of a run on given ones, and letters of the rule beside any others."""
        has_gradients = Head("g") in self.heads or (STEP in self.heads and 1 in self.listed)
        return has_gradients and bool({"theta", "rate", *self.rule.states} & {head.letter for head in self.computed})

    @property
    def judged(self) -> frozenset[int]:
        """The columns whose cells are computed."""
        return frozenset(k for k, head in enumerate(self.heads) if head in self.computed)

    @property
    def others(self) -> list[int]:
        """The columns that are no letters of the rule."""
        return [k for k, head in enumerate(self.heads) if head is None]

    @cached_property
    def foreign(self) -> str | None:
        """The head of a column that is not known and may matter to the run."""
        names = (self.table.head[k].text.strip() for k in self.others if k not in self.explained)
        return next((name for name in names if not is_harmless(name)), None)

    @cached_property
    def rows(self) -> list[Row]:
        """The cells of every row by their columns."""
        return [{head: cell for head, cell in zip(self.heads, row, strict=False) if head} for row in self.table.rows]

    @cached_property
    def steps(self) -> list[int | None]:
        """After how many steps each row stands: its `step` column, or its place in the table."""
        if Head("step") not in self.heads:
            return list(range(1, len(self.rows) + 1))
        return [whole_in(row.get(Head("step"))) for row in self.rows]

    @cached_property
    def _row_after(self) -> dict[int, int]:
        """The first row that stands after so many steps."""
        pairs = [(step, i) for i, step in enumerate(self.steps) if step is not None]
        return dict(reversed(pairs))

    @cached_property
    def fixed(self) -> dict[str, Fraction]:
        """The letters that have one value."""
        values = {name: evaluate(node) for name, node in values_in(self.context).items()}
        return {name: value for name, value in values.items() if isinstance(value, Fraction)}

    @cached_property
    def listed(self) -> dict[int, tuple[Fraction, ...]]:
        """The gradients of each parameter that stand outside the table."""
        found = {}
        for each in (*self.context.where, *self.gradients):
            head = read_head(each.name, self.rule, self.context.profile)
            if head and head.letter == "g":
                found[head.index] = terms(each)
        return found

    def cells(self) -> list[Cell]:
        """Every computed cell, row by row."""
        there = ((i, row, head) for i, row in enumerate(self.rows) for head in self.computed if head in row)
        return [self._cell(i, head, row[head]) for i, row, head in there if not is_blank(row[head])]

    def name(self, head: Head) -> str:
        """The column's letter, with the number of its parameter where there are several."""
        several = len({each.index for each in self.heads if each}) > 1
        return f"{head.letter}{head.index}" if several or head.index > 1 else head.letter

    def _cell(self, i: int, head: Head, line: Line) -> Cell:
        """One cell against the run."""
        meaning = f"{self.name(head)} at step {self.steps[i]}"
        try:
            printed = printed_in(line)
        except Unreadable as error:
            reason = error.reason
            return Cell(line, meaning, lambda: Unread(reason))
        own = ", ".join(f"{name} = {float(value):g}" for name, value in sorted(self._hyper_columns(i).items()))
        read_as = f"{meaning} ≈ {printed}{f' at {own}' if own else ''}"
        return Cell(line, read_as, lambda: self._evidence(i, head, printed, meaning), head)

    def held(self, head: Head) -> int:
        """How many cells of a column are as the run has them."""
        return self._grades(head).count(True)

    def fits(self, head: Head) -> bool:
        """Whether most cells of a column are as the run has them, and two at least."""
        held = self.held(head)
        return held >= LEAST and held > self._grades(head).count(False)

    def misses(self, head: Head) -> bool:
        """Whether most cells of a column are not as the run has them."""
        return self._grades(head).count(False) > self.held(head)

    def _grades(self, head: Head) -> list[bool | None]:
        """Whether the first cells of a column hold, and None for what is not decided."""
        if head not in self._graded:
            rows = list(enumerate(self.rows))[:MOST_IN_COLUMN]
            self._graded[head] = [self._holds(i, head, row[head]) if head in row else None for i, row in rows]
        return self._graded[head]

    @cached_property
    def _graded(self) -> dict[Head, list[bool | None]]:
        """Whether the cells of a column hold, for each column that was asked for."""
        return {}

    def _holds(self, i: int, head: Head, cell: Line) -> bool | None:
        """Whether a cell is as the run has it, if that is decided."""
        try:
            grade = guarded(partial(self.compared, i, head, printed_in(cell), "")).grade
        except Unreadable:
            return None
        return grade.holds or (False if grade is Grade.REFUTED else None)

    def _evidence(self, i: int, head: Head, printed: Reading, meaning: str) -> Evidence:
        """What is known about the printed number, unless it may be right in another way."""
        evidence = self.compared(i, head, printed, meaning)
        if evidence.grade is not Grade.REFUTED:
            return evidence
        doubt, origin = self._doubt(i, head, printed), self._origin(i, head)
        assert isinstance(evidence, Rounded)
        off = min(abs(printed.value - each) for each in (evidence.low, evidence.high))
        is_near = not doubt and origin is not None and off <= MOST_CARRIED * printed.numeral.unit
        if is_near and origin and (origin.is_carried(head, printed) or self._fails_above(i, head)):
            doubt = CARRIED
        return Undecided(doubt) if doubt else replace(evidence, remark=origin.said(head, printed) if origin else "")

    def _fails_above(self, i: int, head: Head) -> bool:
        """Whether the cell above is wrong, so that what its row was computed from is not printed."""
        above = self._row_after.get((self.steps[i] or 0) - 1)
        cell = None if above is None else self.rows[above].get(head)
        kept = head.letter in self.rule.states
        return kept and above is not None and cell is not None and self._holds(above, head, cell) is False

    def compared(self, i: int, head: Head, printed: Reading, meaning: str) -> Evidence:
        """The printed number against the run, at a precision that decides if there is one."""
        evidence: Evidence = Undecided("no precision was tried")
        for bits in PRECISIONS:
            with precision(bits):
                value = self._value(i, head, bits)
                try:
                    low, high = bounds(defined(value), bits)
                except Undefined as reason:
                    return Undecided(f"{meaning} has no value: {reason}")
                trusts = (self.rule.name, *(() if isinstance(value, Fraction) else ENGINE))
                evidence = Rounded(low, high, printed, "≈", meaning, engine=trusts)
            if evidence.grade is not Grade.OPEN:
                break
        return evidence

    def _doubt(self, i: int, head: Head, printed: Reading) -> str:
        """Why a cell that does not fit may be right, if there is a reason."""
        if self.foreign and not (self.fits(head) and (self._goes_on(i, head) or self._is_usual(i, head))):
            return f"it does not fit, but the column {self.foreign!r} is not known here and may matter"
        column = self.heads.index(head)
        if head.vague and not self.fits(head):
            return f"it does not fit, but the column {self.table.head[column].text.strip()!r} may mean something else"
        other = self._other(i, column, printed)
        if other:
            return f"it fits if the column is read as {other.letter}"
        if self._may_be_rounded(head.index) and self._fits(i, head, printed):
            return "it fits if the printed gradients are rounded, as a script may print them"
        return ""

    def _goes_on(self, i: int, head: Head) -> bool:
        """Whether a state is right again in a later row, so that nothing unknown has changed it."""
        return head.letter in self.rule.states and True in self._grades(head)[i + 1 :]

    def _is_usual(self, i: int, head: Head) -> bool:
        """Whether what is unknown in a row is numbers such as did not matter where the column holds."""
        rows = [k for k, holds in enumerate(self._grades(head)) if holds]
        for n in (n for n in self.others if n not in self.explained and not is_harmless(self.table.head[n].text)):
            values = [input_in(row[n]) if n < len(row) else None for row in (self.table.rows[k] for k in (i, *rows))]
            known = [self._gradient(head.index, step or 0) for step in (self.steps[k] for k in rows)]
            if None in values or 0 in values[1:] or len({*values[1:]}) < LEAST or values[1:] == known:
                return False
        return True

    def _other(self, i: int, k: int, printed: Reading) -> Head | None:
        """What else a column may be that a cell fits, unless its other cells tell that it is not."""
        chosen = self.heads[k]
        for n, head in enumerate(self.readings[k]):
            other = replace(self, chosen={**self.chosen, k: n})
            alike = chosen is not None and self.held(chosen) - other.held(head) < LEAST
            if head != chosen and alike and other.compared(i, head, printed, "").grade.holds:
                return head
        return None

    def _may_be_rounded(self, index: int) -> bool:
        """Whether a script printed the gradients to so many places each, and they do not end in zeros."""
        texts = [row[Head("g", index)].text.strip() for row in self.rows if Head("g", index) in row]
        places = {len(text.partition(".")[2]) for text in texts}
        full = sum(text[-1:] != "0" for text in texts)
        return self.table.fenced and len(places) == 1 and min(places) >= MOST_EXACT and full > len(texts) / 2

    def _fits(self, i: int, head: Head, printed: Reading) -> bool:
        """Whether the cell may be so printed if each gradient is only as exact as its digits."""
        state = self._start(head.index)
        for step in range(1, (self.steps[i] or 0) + 1):
            row = self._row_after.get(step)
            cell = None if row is None else self.rows[row].get(Head("g", head.index))
            if row is None or cell is None:
                return False
            rounded = self._may_be_rounded(head.index)
            g = Quantity(printable(cell, "g").value, Fraction(1)) if rounded else self._newest(head.index, step)
            state = self._stepped(state, g, self._hyper(row))
        return isinstance(shown(state, head), Undefined) or agrees(state, head, printed)

    def _newest(self, index: int, step: int) -> Quantity:
        """The gradient of a step as what every other number is told apart from."""
        return Quantity(quantity(self._gradient(index, step)).value, Fraction(1))

    def _value(self, i: int, head: Head, bits: int) -> Known:
        """The exact value of the cell."""
        step = self.steps[i]
        if step is None or not 0 <= step <= MOST_STEPS:
            return Undefined(f"the row does not say after which step it stands; at most {MOST_STEPS} are run")
        own = tuple(sorted(self._hyper_columns(i).items())) if self.listed else ()
        states = self._runs.setdefault((head.index, own, bits), [self._start(head.index)])
        while len(states) <= step:
            states.append(self._next(states[-1], head.index, i))
        return shown(states[step], head)

    @cached_property
    def _runs(self) -> dict[tuple[object, ...], list[State]]:
        """The states that have been computed, by parameter, values of the row and precision."""
        return {}

    def _start(self, index: int) -> State:
        """The state before the first step."""
        own, common = f"theta{index}", "theta"
        shown = self.rule.name not in RULES or any(head and shows_theta(head) for head in self.heads)
        missing = Undefined("the start of theta is not given; write theta = 0 in :where:") if shown else Fraction(0)
        row = self._row_after.get(0)
        first = None if row is None else input_in(self.rows[row].get(Head(common, index)))
        known = missing if first is None else first
        return self.rule.begin(quantity(self.fixed.get(own, self.fixed.get(common, known))))

    def _next(self, state: State, index: int, i: int) -> State:
        """The state after one more step of the run that row i belongs to."""
        step = state.t + 1
        row = i if self.listed else self._row_after.get(step, i)
        return self._stepped(state, self._newest(index, step), self._hyper(row))

    def _stepped(self, state: State, g: Quantity, hyper: Mapping[str, Quantity]) -> State:
        """The state after a step, with everything that a column may show of it."""
        old = settled(state)
        new = self.rule.step(old, g, **hyper)
        new.before, new.hyper, new.g = old, hyper, g
        new.change = quantity(new.theta) - quantity(old.theta)
        setattr(new, "g^2", g * g)
        if self.rule.name in MEANS:  # its rate stands before the corrected mean, not before the gradient
            decay = hyper[MEANS[self.rule.name]]
            new.share = (1 - decay) / (1 - decay**new.t)
        for name, (mean, forgetting) in CORRECTED.get(self.rule.name, {}).items():
            setattr(new, name, getattr(new, mean) / (1 - hyper[forgetting] ** new.t))
        return new

    def _gradient(self, index: int, step: int) -> Fraction | Undefined:
        """The gradient of a step, from the options or from its row."""
        missing = Undefined(f"the gradient g{index} of step {step} is not given")
        if index in self.listed:
            values = self.listed[index]
            return values[step - 1] if step <= len(values) else missing
        row = self._row_after.get(step)
        given = None if row is None else input_in(self.rows[row].get(Head("g", index)))
        return missing if given is None else given

    def _hyper(self, i: int) -> dict[str, Quantity]:
        """The hyper-parameters of a row: its own columns, then what the note fixes."""
        own = {**self._any_rate, **self.fixed, **self._hyper_columns(i)}
        known = {name: own.get(name) for name in self.rule.hyper}
        return {
            name: quantity(Undefined(f"{name} has no value; write {name} = ... in :where:") if value is None else value)
            for name, value in known.items()
        }

    @property
    def shows_theta(self) -> bool:
        """Whether a column depends on theta or its steps."""
        return any(shows_moves(head) for head in self.heads if head)

    @cached_property
    def _any_rate(self) -> dict[str, Fraction]:
        """Eta as 1 if each column that depends on it is a change of theta over eta."""
        moved = [head for head in self.heads if head and shows_moves(head)]
        return {"eta": Fraction(1)} if moved and all(in_units_of_eta(head.formula) for head in moved) else {}

    def _hyper_columns(self, i: int) -> dict[str, Fraction]:
        """The hyper-parameters that stand in the row itself."""
        inputs = {head.letter: input_in(cell) for head, cell in self.rows[i].items() if head.letter in self.rule.hyper}
        return {name: value for name, value in inputs.items() if value is not None}

    def _origin(self, i: int, head: Head) -> Origin | None:
        """What a cell may come from beside the run, if the row above is printed, too."""
        above = self._row_after.get((self.steps[i] or 0) - 1)
        if above is None or self.listed:
            return None
        before, hyper = self.steps[above] or 0, self._hyper(i)
        g = Quantity(quantity(self._gradient(head.index, before + 1)).value, Fraction(1))
        run = partial(self._stepped, g=g, hyper=hyper)
        return Origin(self.rule, self.rows[above], self.rows[i], before, g, hyper, run)
