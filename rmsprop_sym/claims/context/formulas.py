"""Formulas with letters, as prose prints them: definitions are taken over, conditions passed by, claims judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from rmsprop_sym.claims.context.accusing import EXAMPLE, Beside, Unconditional, for_every_step, under
from rmsprop_sym.claims.context.brought import brought_along, freed, lasting, supposed_by
from rmsprop_sym.claims.context.chance import at_rest, is_of_chance, of_states, states_a_moment, verdicts
from rmsprop_sym.claims.context.dialects import Dialects
from rmsprop_sym.claims.context.elsewhere import (
    DEFINED_ANEW,
    DEFINED_TWICE,
    STARTS,
    held_before,
    holds_from,
    is_otherwise,
)
from rmsprop_sym.claims.context.freely import is_size, judged_freely, stands_freely
from rmsprop_sym.claims.context.joined import equivalence, implied, is_second, joint, meant_from, said_of_all, worse
from rmsprop_sym.claims.context.links import is_between_numbers
from rmsprop_sym.claims.context.nearby import along
from rmsprop_sym.claims.context.regained import weighed
from rmsprop_sym.claims.context.rescaled import becomes, is_arrow
from rmsprop_sym.claims.context.stepless import at_step, which_step
from rmsprop_sym.claims.context.valued import Valued, rules_of, with_values
from rmsprop_sym.claims.context.worth import Worth
from rmsprop_sym.claims.conventions.introduced import introduces
from rmsprop_sym.claims.conventions.model import GRADIENT, Model, Recurrence, recurrence, stands_alone, usual_letters
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.conventions.own import UNSET, Own
from rmsprop_sym.claims.conventions.starts import Starts, is_from_anywhere, others_of, starts_in
from rmsprop_sym.claims.conventions.totals import total
from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.expressions.notation import PROFILES
from rmsprop_sym.claims.expressions.passage import Line, Spot
from rmsprop_sym.claims.expressions.syntax import Chain, Constant, Limit
from rmsprop_sym.claims.expressions.tree import heads_in
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.limits import is_skimming
from rmsprop_sym.claims.quantities.in_units import Units
from rmsprop_sym.claims.symbolic.settings import Hypothesis
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Grade, Undecided, Unread, Verdict
from rmsprop_sym.claims.words.disowning import disowned
from rmsprop_sym.claims.words.expecting import Mean, mean_of
from rmsprop_sym.claims.words.hypotheses import afterwards, unsaid, value_of, with_more
from rmsprop_sym.claims.words.meant import is_anew, is_restated, named_rule, without_own_name
from rmsprop_sym.claims.words.quiet import after_quiet, is_in_quiet, is_quiet
from rmsprop_sym.claims.words.readings import above, in_letters_of, is_of_example, named_constant, of_the_gradient
from rmsprop_sym.claims.words.scope import apposed, is_apart, of_one
from rmsprop_sym.claims.words.sentence import Conditions, Formula, around
from rmsprop_sym.claims.words.spoken import is_heard, unheard
from rmsprop_sym.claims.words.steady import is_given, steady
from rmsprop_sym.claims.words.wording import doubt, is_condition, is_for_some, is_mistaken, may_define, words
from rmsprop_sym.rules import Rule

EARLIER = "what was supposed before it may be meant to stand"
ONLY_NAMED = "the step of {} is not given, and there are several"
PARTLY = "the gradient is said to be constant for some steps only"
_DECIDED = {Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS, Grade.REFUTED}


@dataclass
class Formulas:
    """The formulas of a note while it is read, and the rules that they speak of so far."""

    path: str
    context: Context
    models: Models = field(default_factory=Models)
    dialects: Dialects = field(init=False)
    starts: Starts = field(init=False)
    conditions: Conditions = field(default_factory=Conditions)
    own: Own = field(default_factory=Own)
    redefined: set[str] = field(default_factory=set)
    worth: Worth = field(default_factory=Worth)
    units: Units = field(default_factory=Units)

    def __post_init__(self) -> None:
        """Takes the rule of the front matter at its word."""
        self.dialects = Dialects(self.context)
        self.starts = Starts(self.models)
        if self.context.rule:
            self.models.declare(self._declared(self.context.rule))

    def _declared(self, rule: Rule) -> Model:
        chosen = self.context.profile is not PROFILES["default"]
        return Model(rule, usual_letters(self.context.profile, rule) if chosen else {})

    def program(self, where: Spot, lines: Sequence[Line]) -> None:
        """Takes notice of a program: of the rule that it follows, and of what it adds to a root."""
        self.dialects.code(where, lines)
        self.units.programs.append("\n".join(line.text for line in lines))

    def verdicts(self, formula: Formula) -> Iterator[Verdict]:
        """What is to be said about a formula, a verdict for each link; its places count columns in its text."""
        self.worth.hear(formula)
        self.conditions.ties(formula.said, formula.heading)
        if both := equivalence(formula):
            self.conditions.begins(formula)
            yield from worse([list(self._supposing(way, more)) for way, more in both])
        if both or is_second(formula):
            self.conditions.hears(formula)
            return
        found = recurrence(formula.chain, self.models.standing) or self._total(formula)
        if found and not self._follows(formula) and self._is_definition(found, formula):
            return
        formula = at_step(formula, self.models.standing_in(formula.chain, self.conditions.is_of_numbers))
        self._hear_start(formula)
        if self.conditions.names_steady(formula) or is_in_quiet(formula):
            self.conditions.hears(formula)
            self.conditions.read += named_constant(formula)
            return
        formula = after_quiet(formula)
        if clause := self._apposed(formula):
            self.conditions.apposes(formula, clause)
            return
        if rescaled := [*self._rescaled(formula)]:
            yield from rescaled
            return
        certain = states_a_moment(formula)
        if not certain and self.conditions.takes(formula) and not self.worth.tells_about(formula):
            return
        formula, more = implied(formula)
        self.conditions.read += [each for each in more if each not in self.conditions.read]
        if certain or is_of_chance(formula):
            yield from self._of_chance(formula)
            return
        yield from self._stated(formula, mean_of(formula.chain))

    def _supposing(self, formula: Formula, more: Sequence[Hypothesis]) -> Iterator[Verdict]:
        """What is to be said about a formula that holds where something more does."""
        kept, self.conditions.read = self.conditions.read, [*self.conditions.read, *more]
        yield from self._stated(formula, mean_of(formula.chain))
        self.conditions.read = kept

    def _stated(self, formula: Formula, mean: Mean) -> Iterator[Verdict]:
        """What is to be said about a formula that is no condition: nothing where it only calls something by a name."""
        formula = replace(formula, chain=along(mean.chain, formula), leading=mean.heard(formula.leading))
        meant = partial(self._meant, formula)
        named = introduces(formula.chain, meant, declared=bool(self.context.rule))
        if named and not self.worth.tells(formula.chain):
            self.conditions.hears(formula)
            self.conditions.read += named_constant(formula)
            return
        if is_skimming():
            yield Statement(self.path, Line(1, 1, formula.text), None, self.context, {}).empty
        else:
            yield from self._freely(formula) or mean.told(self._judged(formula, mean))

    def _rescaled(self, formula: Formula) -> Iterator[Verdict]:
        """What is to be said about an arrow that says what becomes of a state where every gradient is scaled."""
        model = self._speaking(formula) if is_arrow(formula.chain) and not is_condition(formula.before) else None
        if model and not (self.own.unset(model) or self.starts.of(model)):
            empty = Statement(self.path, Line(1, 1, formula.text), None, self.context, {}).empty
            with suppress(Unreadable):
                neglects = bool(self.conditions.left_out(formula.heading))
                yield from becomes(formula, model.translated(formula.chain), model, empty, neglects=neglects)

    def _freely(self, formula: Formula) -> Sequence[Verdict]:
        """What is to be said about a formula whose letters stand for any numbers, and for no run."""
        model = self._speaking(formula)
        with suppress(Unreadable):
            chain = model.translated(formula.chain) if model else formula.chain
            if stands_freely(chain):
                statement = Statement(self.path, Line(1, 1, formula.text), None, self.context, {})
                said = [in_letters_of(model, each) for each in self.conditions.read]
                return [*judged_freely(formula, chain, statement, said)]
        return []

    def _of_chance(self, formula: Formula) -> Iterator[Verdict]:
        """What is to be said about means and variances: what holds for certain gradients, or else for random ones."""
        formula = at_rest(formula, self.models.families)
        mean = mean_of(formula.chain)
        plain = [*self._stated(formula, mean)] if mean.is_mean else []
        states = of_states(formula.chain)
        model = self._speaking(replace(formula, chain=states)) if states else None
        otherwise = model is not None and (self.own.unset(model) or bool(self.starts.of(model)))
        empty = Statement(self.path, Line(1, 1, formula.text), None, self.context, {}).empty
        yield from [empty] if is_skimming() else verdicts(formula, empty, model, plain, otherwise=otherwise)

    def _total(self, formula: Formula) -> Recurrence | None:
        """What a letter becomes that the formula defines by its sum: one that is new here, or is now AdaGrad's."""
        found = total(formula.chain)
        if found is None:
            return None
        known = self._model(Chain(formula.chain.members[:1], ()))
        named = named_rule(formula.before, formula.heading)
        anew = known and named == "adagrad" and "adagrad" not in known.rule.name
        rules = {model.rule.name for model in Models().define(found)} if anew else set()
        if known and "adagrad" not in rules:
            return None
        self.own.starts.setdefault(found.name, 0)
        return found

    def reads(self, text: str, heading: str) -> None:
        """Takes notice of what words of a passage, formulas between dollars, call a letter, and list of gradients."""
        self.conditions.ties(text, heading)
        self.conditions.names.reads(text)
        self.worth.reads(text, heading)

    def overhear(self, text: str, where: Spot) -> None:
        """Takes over a definition that prose spells out in plain characters, without judging it."""
        for part in text.split(": ")[-1:]:
            plain = re.split(r"\s+\((?=[a-z]{3})|\s{2,}", part.strip().rstrip(".,;"))[0]
            if self.context.rule or not may_define(plain):
                continue
            with suppress(Unreadable):
                found = recurrence(parse_formula(plain), self.models.standing)
                models = self.models.define(found) if found else []
                if found and found.of_parameter:
                    self.dialects.formula(where, models)

    def _follows(self, formula: Formula) -> bool:
        """Whether a recurrence in letters that are known says what follows from a condition of its sentence."""
        known = self.models.of(formula.chain) is not None
        conditional = self.conditions.is_conditional(formula) and not is_condition(formula.before)
        conditional = conditional or is_quiet(formula)
        return known and (conditional or bool(afterwards(formula.rest)[0]))

    def _is_definition(self, found: Recurrence, formula: Formula) -> bool:
        """Whether the formula says what a rule is; what a declared rule's own letter does is a claim."""
        declared = self.context.rule
        mistaken = is_mistaken(formula.before, words(formula.rest))
        if (mistaken or self._restates(found, formula)) and self.models.of(formula.chain):
            return False
        models = self.models.define(found)
        if found.of_parameter:
            self.dialects.formula(formula.where, models)
        if declared is None:
            self.starts.defines(models, found.name)
            if not is_for_some(formula.before):
                self._define(found, formula, models)
            return True
        own = [model for model in models if model.rule is declared]
        if own:
            self.models.declare(own[0])
            return False
        self.models.families = [family for family in self.models.families if family is not models]
        current = self._declared(declared)
        beside = formula.before, words(formula.rest)
        if current.knows(found.name) and not (models and (disowned(*beside) or doubt(*beside))):
            return False
        if models:
            self.models.families.append(models)
        return True

    def _restates(self, found: Recurrence, formula: Formula) -> bool:
        """Whether the words before it say that it says the same anew, and its letters are those of before."""
        known = None if found.of_parameter or named_rule(formula.before, "") else self.own.said.get(found.name)
        return known is not None and found.constants <= known.constants and is_restated(formula.before)

    def _define(self, found: Recurrence, formula: Formula, models: Sequence[Model]) -> None:
        """Keeps what the note's own rule does; with other letters beside it, a letter means this from here on."""
        self.own.define(found)
        if models:
            self.own.anew.pop(found.name, None)
        elif is_anew(formula.before) or found.constants - self.own.said[found.name].constants:
            self.redefined.add(found.name)

    def _apposed(self, formula: Formula) -> str | None:
        """The words before a formula about gradients alone which it puts into a formula."""
        applied = heads_in(formula.chain)
        family = self.models.families[-1] if self.models.families else []
        gradients = {GRADIENT} | {name for model in family for name, ours in model.letters.items() if ours == GRADIENT}
        if not applied or not applied <= gradients:
            return None
        return apposed(formula.before, words(formula.rest))

    def _model(self, chain: Chain) -> Model | None:
        """The rule that a formula speaks of: one with a name, or one that the note itself defines."""
        found = self.models.of(chain)
        if self.context.rule or (found and not self.own.means_another(found, chain)):
            return found
        return self.own.speaking(chain)

    def _hear_start(self, formula: Formula) -> None:
        """Takes over where states start, also from words that lead to a condition: "from", "with"."""
        for name, chain in starts_in(formula.chain):
            self.own.hear(chain)
            aside = is_for_some(formula.before) or (self.starts.differs(chain) and is_apart(formula.before))
            self.starts.every[chain] = None
            if not aside:
                model = self._model(chain)
                if model and not self.context.rule and not self.own.makes(model):
                    self.starts.hears(model, name, chain)
                self.starts.keeps(name, chain)

    def _judged(self, formula: Formula, mean: Mean) -> Iterator[Verdict]:
        """The links of a claim, each in the letters of the rule that it speaks of."""
        model = self._speaking(formula)
        unset = model is not None and self.own.unset(model)
        starts = [] if formula.silent else self.starts.standing(model, self.conditions.read)
        start = {"start": "any"} if unset or starts or formula.silent or is_from_anywhere(formula.supposing) else {}
        statement = Statement(self.path, Line(1, 1, formula.text), None, self.context, said_of_all(formula) | start)
        try:
            chain = model.translated(formula.chain) if model else formula.chain
            later, rest = afterwards(formula.rest)
            supposed = [each for each in mean.supposing(self.conditions.read, model) if not is_size(each)]
            read = [*formula.silent, *starts, *(each for each in supposed if each not in starts), *later]
            given = for_every_step([in_letters_of(model, each) for each in read], formula.before)
            given += others_of(model, starts) if model and starts and not unset else []
            namings = brought_along(self.conditions.names, formula, chain, model)
            carried = supposed_by([each for each in namings if not each.unheard], model, mean)
            tied = self.conditions.tied(formula, chain, [*self.context.given, *given, *carried])
            carried += (each for some in tied.values() for each in some)
            given = with_more(given, carried)
            heard = [in_letters_of(model, each) for each in mean.supposing(self.conditions.heard, model)]
            throughout = supposed_by(self.conditions.throughout, model, mean)
            small = self.conditions.left_out_of(formula)
            left_out = [x for each in small if value_of(x := in_letters_of(model, each)) == "eps"]
            lasts = [] if any(map(is_given, given)) else lasting(self.conditions.names, model, mean)
        except Unreadable as error:
            yield replace(statement.empty, evidence=Unread(error.reason))
            return
        constant = Constant(GRADIENT)
        alone = any(stands_alone(each) for each in (chain, *given) if isinstance(each, Chain))
        assumed = model is not None and alone and constant not in (*given, *self.context.given)
        fixed = (*self.context.where, *(model.settings(chain, self.worth.said) if model else ()))
        context = replace(
            self.context,
            rule=model.rule if model else self.context.rule,
            where=tuple(each for each in fixed if each.name not in {*map(value_of, given), *freed(formula, model)}),
            given=(*self.context.given, *given, *([constant] if assumed else [])),
        )
        statement = replace(statement, context=context)
        leading, rest, intro = around(formula, rest, tied)
        before = self.conditions.unread(words(leading))
        unread = next(filter(None, (each.unheard for each in namings)), None)
        unread = unread or None if any(isinstance(each, Limit) for each in chain.members) else self.conditions.unkept
        clear = is_heard(formula.lasting)
        beside = Beside(
            formula.chain,
            without_own_name(before, self._sole(model)),
            without_own_name(words(rest), self._sole(model)),
            with_more(heard, [*carried, *(each for some in steady(formula.leading) for each in some.supposed)]),
            unread or unheard(leading, rest),
            assumed=assumed,
            title=f"{formula.heading} . {words(intro)} . {'' if clear else words(formula.lasting)}",
            lasting=words(formula.lasting),
            throughout=[*(throughout if clear else []), *unsaid(left_out, [chain, *given]), *lasts],
            singled=of_one(formula.supposing),
            names_eps=formula.names_eps,
        )
        models = rules_of(formula.chain, model, self.models) if not starts and not unset else []
        for k, judged in enumerate(weighed(statement, chain, formula, beside)):
            valued = Valued(self.worth, formula, k, models, self.conditions.read)
            if (told := with_values(judged, valued)) is not judged:
                yield told
                continue
            reason = self._excuse(formula, statement, model, k) if judged.grade is Grade.REFUTED else ""
            if not (reason or self.context.rule) and judged.grade in _DECIDED:
                own, twice = self.own, self.redefined
                reason = DEFINED_ANEW if is_otherwise(judged, statement, formula, k, own=own, redefined=twice) else ""
            reason = reason or (PARTLY if assumed and self.conditions.partly else "")
            evidence = Unconditional(judged.evidence, reason) if judged.grade is Grade.REFUTED else Undecided(reason)
            yield replace(judged, evidence=evidence) if reason and judged.grade in _DECIDED else judged

    def _sole(self, model: Model | None) -> Model | None:
        """The rule, if the note defines no other, so that its name says nothing more."""
        stems = {each.rule.name.partition("_")[0] for family in self.models.families for each in family}
        return model if model and not model.only_named and len(stems) == 1 else None

    def _meant(self, formula: Formula, chain: Chain) -> Model | None:
        """The rule that has the letters of a chain, in the words of a formula."""
        stem = None if self.context.rule else named_rule(formula.before, formula.heading)
        return (stem and self.models.named(chain, stem)) or self._model(chain)

    def _speaking(self, formula: Formula) -> Model | None:
        """The rule that a formula speaks of: the one that its words name, if the note speaks of several."""
        model = self._meant(formula, formula.chain)
        return None if model and self.conditions.is_of_numbers(formula.chain, model.rule.states) else model

    def _excuse(self, formula: Formula, statement: Statement, model: Model | None, k: int) -> str:
        """Why a link that fails may be right by what stands beside it or further above; nothing if it is not."""
        if together := joint(formula) or meant_from(formula, k):
            return together
        if model is None or is_between_numbers(formula.chain, k):
            return ""
        chain = model.translated(formula.chain)
        if model.only_named and model.moves(chain):
            return ONLY_NAMED.format(model.rule.name)
        if missing := UNSET if self.own.unset(model) else which_step(formula, statement, chain, k):
            return missing
        if is_of_example(chain, formula.earlier):
            return EXAMPLE
        said, rule = [chain, *statement.context.given], statement.context.rule
        earlier = [*above(formula, rule, said, self.conditions.left_out(formula.heading))]
        if Constant(GRADIENT) in said:
            earlier.append(of_the_gradient(formula.earlier[:-1]))
        if any(more and under(statement, chain, k, more).grade is not Grade.REFUTED for more in earlier):
            return EARLIER
        if holds_from(statement, chain, k, [model.translated(each) for each in self.starts.others(model)]):
            return STARTS
        return DEFINED_TWICE if held_before(statement, formula, k, model, self.models) else ""
