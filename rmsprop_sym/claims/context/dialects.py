"""A note against itself: which rule its formulas, its code and its printed numbers follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

from rmsprop_sym.claims.conventions.model import Model
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.conventions.program import programs, starts
from rmsprop_sym.claims.expressions.passage import Line, Spot
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.read.block import Table
from rmsprop_sym.claims.symbolic.letters import bare
from rmsprop_sym.claims.symbolic.settings import Value
from rmsprop_sym.claims.traces.trace import Trace
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.rules.run import recursion

MOST_CELLS = 400
MOST_NAMED = 3


@dataclass(frozen=True)
class Sighting:
    """A place in a note that says, in formulas or in code, what the step of a rule is."""

    what: str
    where: Spot
    models: tuple[Model, ...]

    @property
    def names(self) -> set[str]:
        """The rules that it may be."""
        return {model.rule.name for model in self.models}

    @property
    def called(self) -> str:
        """The first of the rules."""
        return self.models[0].rule.name


@dataclass
class Dialects:
    """What a note says about rules while it is read."""

    context: Context
    seen: list[Sighting] = field(default_factory=list)
    tables: list[tuple[Spot, Table]] = field(default_factory=list)
    constants: dict[str, Fraction] = field(default_factory=dict)
    starts: tuple[Fraction, ...] = ()
    sources: list[str] = field(default_factory=list)

    def formula(self, where: Spot, models: Sequence[Model]) -> None:
        """A formula that is the step of these rules."""
        if models:
            self.seen.append(Sighting("formula", where, tuple(models)))

    def code(self, where: Spot, lines: Sequence[Line]) -> None:
        """A program, read as updates."""
        self.sources.append("\n".join(line.text for line in lines))
        self.starts += tuple(starts([line.text for line in lines]))
        for program in programs([line.text for line in lines]):
            models = Models()
            found = [(update, models.define(update)) for update in program.updates]
            steps = [models for update, models in found if update.of_parameter and models]
            if steps:
                self.seen.append(Sighting("code", where, tuple(steps[-1])))
                self.constants |= program.constants

    def table(self, where: Spot, table: Table) -> None:
        """A table whose heads may be letters of a rule."""
        self.tables.append((where, table))

    def remarks(self) -> Iterator[tuple[Spot, str]]:
        """What does not go together, and where it is seen."""
        for one, other in combinations(_first_of_each(self.seen), 2):
            if not one.names & other.names and _akin(one.models[0].rule, other.models[0].rule):
                step = f"its {one.what} {one.where} is the step of {one.called}"
                yield other.where, f"{step}, its {other.what} {other.where} that of {other.called}"
        yield from self._numbers()

    def _numbers(self) -> Iterator[tuple[Spot, str]]:
        """Which rules the tables follow, where the note speaks of more than one that could be meant."""
        models = {model.rule.name: model for sighting in self.seen for model in sighting.models[:1]}
        if self.context.rule:
            models.setdefault(self.context.rule.name, Model(self.context.rule))
        if len(models) < 2 and not self.seen:
            return
        for where, table in self.tables:
            wrong = dict(self._misfits(table, models))
            if not wrong or all(cells is None for cells in wrong.values()):
                continue
            fitting = [name for name, cells in wrong.items() if not cells]
            if fitting and len(fitting) < len(wrong):
                others = _others(wrong, fitting)
                yield where, f"the numbers of its table {where} follow {' and '.join(fitting)}, not {others}"
            elif not fitting:
                best = min(wrong, key=lambda name: len(wrong[name] or ()))
                cells = wrong[best] or []
                more = f" and {len(cells) - MOST_NAMED} more" if len(cells) > MOST_NAMED else ""
                none = f"the numbers of its table {where} follow none of {', '.join(wrong)}"
                yield where, f"{none}; nearest is {best}, but for {'; '.join(cells[:MOST_NAMED])}{more}"

    def _misfits(self, table: Table, models: Mapping[str, Model]) -> Iterator[tuple[str, list[str] | None]]:
        """For each rule whose letters the heads are, the cells that it does not give."""
        for name, model in models.items():
            if not set(model.rule.hyper) <= set(self._values(model)):
                continue
            where = tuple(Value(key, value, str(value)) for key, value in self._values(model).items())
            context = replace(self.context, where=where, profile={**self.context.profile, **model.letters})
            trace = Trace(table, model.rule, context)
            if trace.is_of_the_rule and len(trace.rows) * len(trace.heads) <= MOST_CELLS:
                judged = [cell for cell in trace.cells() if cell.evidence.grade is Grade.REFUTED]
                yield name, [cell.read_as for cell in judged]

    def _values(self, model: Model) -> dict[str, Fraction]:
        """The constants that the note sets, and a start of theta."""
        said = {s.name: s.value for s in self.context.where if isinstance(s, Value) and s.index is None}
        known = {**self.constants, **said}
        return {
            "theta": Fraction(0),
            **{name: value for name, value in known.items() if name in {*model.rule.hyper, "theta"}},
        }


def _others(all_of: Mapping[str, object], fitting: Sequence[str]) -> str:
    return " nor ".join(name for name in all_of if name not in fitting)


def _first_of_each(seen: Sequence[Sighting]) -> list[Sighting]:
    """The sightings, one for each kind and set of rules."""
    first: dict[tuple[str, frozenset[str]], Sighting] = {}
    for sighting in seen:
        first.setdefault((sighting.what, frozenset(sighting.names)), sighting)
    return list(first.values())


def _akin(one: Rule, other: Rule) -> bool:
    """Whether two rules remember the same, so that they differ in the step only."""
    return one.name in RULES and other.name in RULES and _memory(one) == _memory(other)


def _memory(rule: Rule) -> dict[str, frozenset[object]]:
    """What each state of a rule becomes at a step, but for theta, whatever the rule is called."""
    bodies = {name: body for name, _, body in recursion(rule).states if name != "theta"}
    return {name: frozenset(normal(bare(Claim(body, "=", body)).left).items()) for name, body in bodies.items()}
