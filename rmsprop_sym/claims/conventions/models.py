"""The rules that a note speaks of so far, each with the dialects that its formulas allow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from rmsprop_sym.claims.conventions.model import BY_ROOT, EPS, GRADIENT, HYPER, PARAMETER, Model, Recurrence
from rmsprop_sym.claims.expressions.syntax import Chain
from rmsprop_sym.claims.expressions.tree import heads_in, letters_in
from rmsprop_sym.claims.symbolic.letters import read
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Letter, Symbol, Term
from rmsprop_sym.kernel.term import Apply as Applied
from rmsprop_sym.kernel.theorem import Gap, assume
from rmsprop_sym.rules import RULES, Rule
from rmsprop_sym.rules.run import RunState


@dataclass
class Models:
    """The rules that a note speaks of, the newest last; each with all dialects that its formulas allow."""

    families: list[list[Model]] = field(default_factory=list)
    standing: set[str] = field(default_factory=set)  # the states that the note writes without a step

    def standing_in(self, chain: Chain, are_numbers: Callable[[Chain, Collection[str]], bool]) -> set[str]:
        """The states that the note writes without a step, or that an inequality does which has but eps beside them.

        Letters of states that `are_numbers` of their own there are none.
        """
        names = letters_in(chain)
        states = {name for name in names - {EPS} if self.knows(name)}
        unequal = bool(chain.relations) and {*chain.relations} <= {"<", "<=", ">", ">="}
        lone = unequal and len(states) == 1 and names == {EPS, *states}
        return self.standing | states if lone and not are_numbers(chain, states) else self.standing

    def is_decay(self, name: str) -> bool:
        """Whether the newest rule that the note spoke of calls its decay so; without one, whether many notes do."""
        family = self.families[-1] if self.families else []
        return any(model.letters.get(name, name).startswith("beta") for model in family) or (
            not family and name in {"beta", "rho", "gamma"}
        )

    def is_rate(self, name: str) -> bool:
        """Whether the newest rule that the note spoke of calls its rate so."""
        return any(model.letters.get(name, name) == "eta" for model in (self.families[-1] if self.families else []))

    def is_ever_rate(self, name: str) -> bool:
        """Whether a rule of the note calls its rate so, or many notes do and it is no decay of this one."""
        return (name in {"eta", "lr", "alpha"} and not self.is_decay(name)) or name in self._rates

    @property
    def _rates(self) -> set[str]:
        """What the rules of the note call their rates."""
        letters = (model.letters for family in self.families for model in family)
        return {theirs for each in letters for theirs, ours in each.items() if ours == "eta"}

    def is_square(self, name: str) -> bool:
        """Whether a rule of the note calls a mean or a sum of squares so."""
        return any(model.letters.get(name, name) in {"v", "G"} for family in self.families for model in family)

    @property
    def steps_by_root(self) -> bool:
        """Whether the newest rule with a step moves by the gradient over the root of its mean square, from 0."""
        moved = [family for family in self.families if PARAMETER in family[0].letters.values()]
        return bool(moved) and {model.rule.name for model in moved[-1]} <= BY_ROOT and moved[-1] is self.families[-1]

    def of(self, chain: Chain) -> Model | None:
        """The newest rule to which every letter with an index belongs."""
        names = heads_in(chain)
        for family in reversed(self.families):
            fitting = [model for model in family if all(map(model.knows, names))]
            if fitting:
                return next((model for model in fitting if model.complete), fitting[0])
        return None

    def knows(self, name: str) -> bool:
        """Whether a letter with an index is one of some rule's."""
        return any(model.knows(name) for family in self.families for model in family)

    def named(self, chain: Chain, stem: str) -> Model | None:
        """The newest rule of the family with this name to which every letter with an index belongs.

        Where the note only names it and gives none of its formulas, it is the rule as it is usually had.
        """
        alike = [[model for model in family if model.rule.name.split("_")[0] == stem] for family in self.families]
        given = [family for family in alike if family]
        usual = [] if given or stem not in RULES else [*self._usual(RULES[stem], chain)]
        return Models(given or usual).of(chain)

    def _usual(self, rule: Rule, chain: Chain) -> Iterator[list[Model]]:
        """A rule in its own letters, but for what the note calls a parameter and the rate, and how it counts steps."""
        last = self.families[-1][0] if self.families else Model(rule)
        letters = {theirs: ours for theirs, ours in last.letters.items() if ours in (PARAMETER, "eta")}
        usual = Model(rule, letters, last.shifts, only_named=True)
        if usual.fits(chain, last):
            yield [usual]

    def before(self, chain: Chain, model: Model) -> Model | None:
        """The newest rule before this one in which a letter of the chain means something else."""
        names = heads_in(chain)
        olds = (
            old
            for family in reversed(self.families)
            for old in family
            if all(map(old.knows, names)) and any(old.called(name) != model.called(name) for name in names)
        )
        return next(olds, None)

    def declare(self, model: Model) -> None:
        """Takes a rule at the note's word."""
        self.families.append([model])

    def with_letters(self, model: Model, n: int) -> Model:
        """The model with what older families than the n-th call further states of its rule."""
        for family in reversed(self.families[:n]):
            for old in family:
                if old.rule is model.rule and _agree(old, model):
                    model = replace(model, letters={**old.letters, **model.letters})
        return model

    def define(self, found: Recurrence) -> list[Model]:
        """The rules of which this is an equation; the note speaks of them from here on."""
        stands = found.assigned and not found.of_parameter
        self.standing = self.standing | {found.name} if stands else self.standing - {found.name}
        models = self._of_parameter(found) if found.of_parameter else list(_of_state(found, self.families))
        known = [old for family in self.families for old in family if not old.values]
        if found.values and any(new.rule is old.rule and _agree(old, new) for new in models for old in known):
            return models
        models = [replace(model, values={**model.values, **found.values}) for model in models]
        if models:
            self.families.append(models)
        return models

    def _of_parameter(self, found: Recurrence) -> list[Model]:
        """The rules with such a step: of those that the note speaks of, the newest first, else of all others."""
        for family in reversed(self.families):
            if fitting := _with_steps(family, found):
                return fitting
        bound = {theirs for family in self.families for model in family for theirs in model.letters}
        spoken = heads_in(found.chain.members[1])
        if bound & spoken - {found.name}:
            return []
        return _with_steps(map(Model, RULES.values()), found)


def _agree(old: Model, new: Model) -> bool:
    """Whether no letter means two things in two models of a rule, nor has two names."""
    ours = {ours: theirs for theirs, ours in new.letters.items()}
    return all(new.letters.get(k, v) == v and ours.get(v, k) == k for k, v in old.letters.items())


def _with_steps(models: Iterable[Model], found: Recurrence) -> list[Model]:
    """Those of the models whose step this is; eps is left out of a rule only where no rule has none."""
    fitting = list(filter(None, (_with_step(model, found) for model in models)))
    return [model for model in fitting if EPS not in model.values] or fitting


def _with_step(model: Model, found: Recurrence) -> Model | None:
    """The model with theta as the note counts it, if this is its step; one without eps if that is left out."""
    model = replace(model, values={name: value for name, value in model.values.items() if name != EPS})
    step = found.step_of(GRADIENT)
    shift = (found.step if step is None else step) + model.shifts.get(GRADIENT, 0) - found.step
    tried = replace(model, letters={**model.letters, found.name: PARAMETER}, shifts={**model.shifts, PARAMETER: shift})
    unknown = sorted(found.constants - {*model.letters, *model.rule.hyper}) if "eta" not in found.constants else []
    rates = (replace(tried, letters={**tried.letters, name: "eta"}) for name in unknown)
    named = (tried, *rates, *_with_eps_for_rate(tried, found))
    plainly = EPS in model.rule.hyper and EPS not in {HYPER.get(name, name) for name in found.constants}
    bare = [replace(each, values={**each.values, EPS: Fraction(0)}) for each in named] if plainly else []
    return next((each for each in (*named, *bare) if states(each, found, PARAMETER)), None)


def _with_eps_for_rate(model: Model, found: Recurrence) -> Iterator[Model]:
    """The model with epsilon for its rate, where something else is added to the root: `ε g/(δ + √r)`."""
    small = sorted(name for name in found.constants if HYPER.get(name) == EPS)
    if EPS in found.constants and EPS in model.rule.hyper and small and "eta" not in found.constants:
        yield replace(model, letters={**model.letters, EPS: "eta", small[0]: EPS})


def _of_state(found: Recurrence, families: Sequence[Sequence[Model]]) -> Iterator[Model]:
    """The rules with a state that moves like this."""
    step = found.step_of(GRADIENT)
    shifts = {GRADIENT: found.step - step} if step is not None and step != found.step else {}
    known = {model.rule.name: model for model in (families[-1] if families else ())}
    for rule in RULES.values():
        letters = _letters_before(rule, families)
        for state in rule.start:
            kept = {theirs: ours for theirs, ours in letters.items() if ours != state and theirs != found.name}
            decay = {name: "beta" for name in found.constants if found.constants == {name} and "beta" in rule.hyper}
            values = known[rule.name].values if rule.name in known else {}
            model = Model(rule, {**kept, **decay, found.name: state}, shifts, values)
            if states(model, found, state):
                yield model


def _letters_before(rule: Rule, families: Sequence[Sequence[Model]]) -> Mapping[str, str]:
    """What a note calls the letters of a rule, where it spoke of it last, but for those that mean others since."""
    for k, family in reversed([*enumerate(families)]):
        for model in family:
            if model.rule == rule:
                newer = [
                    {(theirs, ours) for each in later for theirs, ours in each.letters.items()}
                    for later in families[k + 1 :]
                ]
                return {
                    theirs: ours
                    for theirs, ours in model.letters.items()
                    if all((theirs, ours) in said or theirs not in dict(said) for said in newer)
                }
    return {}


def states(model: Model, found: Recurrence, state: str) -> bool:
    """Whether the recurrence is the rule's equation for a state, in other letters."""
    try:
        said = read(model.translated(found.chain), rule=model.rule, given=(), where=(), options={}).claims[0]
        assert isinstance(said.left, Applied)
        index = said.left.args[-1]
        true = RunState(model.rule.run(), state).at(index, assume(Claim(ONE, "<=", index))).claim
        none: dict[Symbol, Term] = {Letter(name): ZERO for name, value in model.values.items() if not value}
        said, true = said.at(none), true.at(none)
        return normal(said.left) == normal(true.left) and normal(said.right) == normal(true.right)
    except (Unreadable, Gap, OverflowError):
        return False
