"""One statement of a directive: read, given its rule and its hypotheses, and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from time import perf_counter

from rmsprop_sym.claims.arithmetic.chains import Link, judge_exactly
from rmsprop_sym.claims.conventions.model import Model, usual_letters
from rmsprop_sym.claims.expressions.formula import NATURALS, parse_formula
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.expressions.syntax import Apply, Chain, Limit, Name, Node, Span, parse_statement, walk
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.frontmatter import Context, rule_named
from rmsprop_sym.claims.limits import guarded, is_skimming
from rmsprop_sym.claims.symbolic.equality import Equality, equality
from rmsprop_sym.claims.symbolic.extremes import at_an_early_step, bounded, has_extremes
from rmsprop_sym.claims.symbolic.floating import judged as over_floats
from rmsprop_sym.claims.symbolic.format import FORMATS
from rmsprop_sym.claims.symbolic.measured import measured, speaks_of_units
from rmsprop_sym.claims.symbolic.settings import Hypothesis, read_hypotheses, read_settings
from rmsprop_sym.claims.symbolic.supposed import in_numbers, objection, values_in
from rmsprop_sym.claims.traces.cells import Cell
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Place, Undecided, Unread, Verdict

OPTIONS = ("rule", "given", "where", "over", "for", "start", "gradients")
_FROM_THE_FIRST = {said.format(step) for step in NATURALS for said in ("1 <= {}", "{} >= 1", "{} > 0", "0 < {}")}
GENERAL = "a hypothesis may be meant for every step, and was supposed for one; say for which"


@dataclass(frozen=True)
class Statement:
    """A line of a directive's body, with what holds for it."""

    path: str
    line: Line
    name: str | None
    context: Context
    options: Mapping[str, str]

    @property
    def place(self) -> Place:
        """Where the whole line stands."""
        return self.at(Span(0, len(self.line.text)))

    def at(self, span: Span) -> Place:
        """Where a part of the line stands."""
        number, column = self.line.number, self.line.column
        return Place(self.path, number, column + span.start, number, column + span.end)

    @property
    def empty(self) -> Verdict:
        """A verdict that promises nothing yet."""
        return Verdict(
            self.place,
            self.line.text,
            "unread",
            Unread("it was not read"),
            id=self.name,
            rule=self.context.rule.name if self.context.rule else None,
            given=tuple(map(str, (*self.context.given, *self.context.where))),
            over=self.options.get("over", "real"),
        )


def with_options(context: Context, options: Mapping[str, str]) -> Context:
    """What holds inside a directive: its rule replaces the file's, its hypotheses and values are added.

    Raises Unreadable for an option that is not known, or says what cannot be read.
    """
    unknown = next((key for key in options if key not in OPTIONS), None)
    if unknown:
        raise Unreadable(f"no option is named {unknown!r}; there are {', '.join(OPTIONS)}", 1)
    if options.get("over", "real") not in ("real", *FORMATS):
        raise Unreadable(f"over: {options['over']!r} is not known; there are real, {', '.join(FORMATS)}", 1)
    return replace(
        context,
        rule=rule_named(options["rule"]) if options.get("rule") else context.rule,
        given=(*context.given, *read_hypotheses(options.get("given", ""))),
        where=(*context.where, *read_settings(options.get("where", ""))),
    )


def judge(statement: Statement) -> Iterator[Verdict]:
    """The verdicts about a statement: one for each link of its chain."""
    started = perf_counter()
    if is_skimming():
        yield statement.empty
        return
    try:
        rules = equality(statement.line.text)
        chain = None if rules else _stated(statement)
    except Unreadable as error:
        yield replace(statement.empty, evidence=Unread(str(error)), seconds=perf_counter() - started)
        return
    if rules or chain is None:
        yield _about_rules(statement, rules)
        return
    numbers = in_numbers(chain, values_in(statement.context))
    if statement.options.get("over", "real") != "real" or speaks_of_units(chain) or numbers is None:
        yield from _links_with_letters(statement, chain)
        return
    yield from _arithmetic(statement, chain, numbers)


def _stated(statement: Statement) -> Chain:
    """The text as a statement, which has a relation; between dollars it is a formula."""
    text, context = statement.line.text, statement.context
    formula = len(text) > 2 and text[0] == text[-1] == "$"
    chain = parse_formula(f" {text[1:-1].strip('$').center(len(text) - 2)} ") if formula else parse_statement(text)
    if not chain.relations:
        raise Unreadable("nothing is stated; a statement has one of = != < <= > >= ~ ≈", 1)
    if context.rule is None or speaks_of_units(chain):
        return chain
    named = usual_letters(context.profile, context.rule)
    return Model(context.rule, named if formula else {**named, "alpha": "alpha"}).translated(chain)


def _about_rules(statement: Statement, said: Equality | None) -> Verdict:
    """The verdict about two rules that are said to be one."""
    started = perf_counter()
    assert said
    evidence = guarded(lambda: _judgement_of_rules()(said))
    return replace(
        statement.empty,
        kind="rules",
        rule=said.one.rule.name,
        evidence=evidence,
        read_as=said.text,
        domains=tuple(getattr(evidence, "domains", ())),
        seconds=perf_counter() - started,
    )


def _arithmetic(statement: Statement, chain: Chain, numbers: Chain) -> Iterator[Verdict]:
    """A verdict for each link of a chain of numbers, where = means equal."""
    for link in judge_exactly(numbers):
        started = perf_counter()
        evidence = guarded(lambda link=link: supposing(statement.context, link))  # type: ignore[misc]
        whole = len(chain.members) == 2
        span = Span(0, len(statement.line.text)) if whole else chain.members[link.member].span
        yield replace(
            statement.empty,
            place=statement.at(span),
            text=statement.line.text[span.start : span.end],
            kind="arithmetic",
            evidence=evidence,
            read_as=link.read_as,
            seconds=perf_counter() - started,
        )


def supposing(context: Context, statement: Link | Cell) -> Evidence:
    """What is known about a link or a cell, if what is supposed beside it can be supposed at all."""
    against = objection(context)
    return Undecided(against) if against else statement.evidence


def _links_with_letters(statement: Statement, chain: Chain) -> Iterator[Verdict]:
    """A verdict for each link, which is judged against the member before it."""
    for k, relation in enumerate(chain.relations):
        started = perf_counter()
        left, right = chain.members[k : k + 2]
        verdict = lettered(statement, Chain((left, right), (relation,)))
        if len(chain.relations) > 1:
            place, text = statement.at(right.span), statement.line.text[right.span.start : right.span.end]
            verdict = replace(verdict, place=place, text=text)
        yield replace(verdict, seconds=perf_counter() - started)


def lettered(statement: Statement, chain: Chain) -> Verdict:
    """The verdict about a statement with letters."""
    other = _of_another_kind(statement, chain)
    if other is not None:
        return other
    if has_extremes(chain):
        return _with_extremes(statement, chain)
    try:
        judgement = _judgement_of_letters()
    except Exception as error:  # noqa: BLE001 - arithmetic can be judged without the theorems
        reason = f"the theorems could not be loaded: {type(error).__name__}: {error}"
        return replace(statement.empty, kind=kind_of(chain), evidence=Undecided(reason), read_as=str(chain))
    context, options = statement.context, statement.options
    evidence = guarded(
        lambda: judgement(chain, rule=context.rule, given=context.given, where=context.where, options=options)
    )
    if evidence.grade is Grade.REFUTED and any(_is_general(each, chain) for each in context.given):
        evidence = Undecided(GENERAL)
    own = statement.empty
    return replace(
        own,
        kind="unread" if isinstance(evidence, Unread) else getattr(evidence, "kind", None) or kind_of(chain),
        evidence=evidence,
        read_as=getattr(evidence, "read_as", None) or str(chain),
        given=tuple(getattr(evidence, "given", own.given)),
        domains=tuple(getattr(evidence, "domains", ())),
    )


def _with_extremes(statement: Statement, chain: Chain) -> Verdict:
    """The verdict about a largest or smallest member: what holds for every bound of the members, or fails early."""
    general, context = bounded(chain), statement.context
    if general:
        under = replace(context, given=(*context.given, *general[1]))
        verdict = lettered(replace(statement, context=under), general[0])
        if verdict.grade is Grade.PROVED:
            return verdict
    chains = [each for each in context.given if isinstance(each, Chain) and str(each) not in _FROM_THE_FIRST]
    said = {name for each in chains for side in each.members for name in names_in(side)}
    early = at_an_early_step(chain, said)
    verdict = lettered(statement, early) if early else replace(statement.empty, kind=kind_of(chain))
    if verdict.grade in (Grade.REFUTED, Grade.UNREAD) and early:
        return verdict
    return replace(verdict, evidence=Undecided("it is neither so for every bound of them, nor wrong after three steps"))


def _is_general(hypothesis: Hypothesis, chain: Chain) -> bool:
    """Whether a hypothesis may be meant for every step: its step is a letter of which the statement says nothing."""
    if not isinstance(hypothesis, Chain):
        return False
    spoken = {part.name for part in _parts(chain) if isinstance(part, Name)}
    applied = [part for part in _parts(hypothesis) if isinstance(part, Apply)]
    steps = names_in(*applied)
    every = len(steps) == 1 and all(each.name == "g" and isinstance(each.arguments[0], Name) for each in applied)
    return bool(steps - spoken) and not (every and "=" not in hypothesis.relations)


def _parts(chain: Chain) -> Iterator[Node]:
    """Every part of every member."""
    for member in chain.members:
        yield from walk(member)


def _of_another_kind(statement: Statement, chain: Chain) -> Verdict | None:
    """The verdict about units, or about floats."""
    context, form = statement.context, FORMATS.get(statement.options.get("over", "real"))
    if speaks_of_units(chain):
        kind, evidence = "dimension", guarded(lambda: measured(chain, context.rule))
    elif form is not None:
        kind = "float"
        evidence = guarded(
            lambda: over_floats(chain, form, rule=context.rule, given=context.given, where=context.where)
        )
    else:
        return None
    read_as = f"{chain}   in {form.name}" if form else str(chain)
    return replace(
        statement.empty, kind="unread" if isinstance(evidence, Unread) else kind, evidence=evidence, read_as=read_as
    )


@cache
def _judgement_of_letters() -> Callable[..., Evidence]:
    """The judge of statements with letters; to load it is no part of a judgement."""
    from rmsprop_sym.claims.symbolic import statements

    return statements.judge


@cache
def _judgement_of_rules() -> Callable[..., Evidence]:
    """The judge of statements about rules; to load it is no part of a judgement."""
    from rmsprop_sym.claims.symbolic import rulewise

    return rulewise.judged


def kind_of(chain: Chain) -> str:
    """What sort of statement it is.

    >>> kind_of(parse_statement("limit(v(t), t, oo) = G")), kind_of(parse_statement("beta < 1"))
    ('limit', 'inequality')
    """
    if any(isinstance(node, Limit) for node in walk(chain)):
        return "limit"
    if "~" in chain.relations:
        return "asymptotic"
    return "identity" if set(chain.relations) <= {"=", "≈"} else "inequality"
