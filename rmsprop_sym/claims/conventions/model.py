"""What a note calls the letters of a rule: its own definitions, matched with the rules that have a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from fractions import Fraction

from rmsprop_sym.claims.conventions.numbered import DECAY, decays_in, lettered
from rmsprop_sym.claims.expressions.formula import DEFINES, NATURALS
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Chain, Limit, Literal, Name, Negate, Node, walk
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import Change, names_in, rebuilt
from rmsprop_sym.claims.symbolic.settings import Value
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.rules import Rule

GRADIENT, PARAMETER, EPS = "g", "theta", "eps"
RATE, AVERAGED = "rate", {"m", "b"}
PARAMETERS = {"theta", "w", "x"}
HYPER: Mapping[str, str] = {"rho": "beta", "gamma": "beta", "decay": "beta", "lr": "eta", "delta": "eps"}
STATES: Mapping[str, str] = {"E": "v", "s": "v", "w": "theta", "x": "theta"}
_DECAYS = [Name(name) for name in ("beta", "beta1", "beta2", "rho", "gamma")]
CORRECTED = {
    ("adam", "m"): "beta1",
    ("adam", "v"): "beta2",
    ("momentum", "m"): "beta",
    ("rmsprop_bias_corrected", "v"): "beta",
}


BY_ROOT = {"rmsprop", "rmsprop_eps_inside", "rmsprop_no_eps", "rmsprop_max_eps"}


@dataclass(frozen=True)
class Model:
    """A rule, what the note calls its letters, what is added to the index of each, and the numbers of its formulas.

    One that is `only_named` is meant by its name: the note gives none of its formulas.
    """

    rule: Rule
    letters: Mapping[str, str] = field(default_factory=dict)
    shifts: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Fraction] = field(default_factory=dict)
    only_named: bool = False

    def settings(self, chain: Chain | None = None, said: Iterable[tuple[str, Fraction]] = ()) -> tuple[Value, ...]:
        """The numbers of the note's formulas for letters that a statement has not; none if it has another decay.

        A decay that is `said` of a letter counts where the statement has its number, or what it leaves of 1.
        """
        wholes = [chain] if chain else []
        free = names_in(*wholes)
        if DECAY in self.rule.hyper and not free & {DECAY, *self.letters} and DECAY not in self.values:
            numbers = {part.value for part in walk(*wholes) if isinstance(part, Literal)}
            ours = [(self.letters.get(name, HYPER.get(name, name)), value) for name, value in said]
            numbers -= {value for name, value in ours if name != DECAY}
            decays = {value for name, value in ours if name == DECAY and 0 < value < 1}
            meant = sorted(each for each in decays if {each, 1 - each} & numbers)
            if len(meant) == 1:
                return (*self.settings(), Value(DECAY, meant[0], str(meant[0])))
        if {*self.values} - {EPS} and not decays_in(walk(*wholes)) <= {*self.values.values()}:
            return ()
        return tuple(Value(name, value, str(value)) for name, value in self.values.items() if name not in free)

    @property
    def complete(self) -> bool:
        """Whether the note names every state of the rule."""
        return set(self.rule.start) <= {*self.letters.values()}

    def knows(self, name: str) -> bool:
        """Whether a letter with an index is one of this rule's: by its own name, or by one that the note gave it.

        What other notes call it counts for nothing, but for the mean that names itself: E[g^2].
        """
        bare = name.removesuffix("hat").removeprefix(CHANGED)
        called = bare in (*self.rule.states, *self.letters, "E")
        corrected = not name.endswith("hat") or (self.rule.name, self._ours(name)) in CORRECTED
        return name == GRADIENT or (called and self._ours(name.removeprefix(CHANGED)) in self.rule.states and corrected)

    def moves(self, chain: Chain) -> bool:
        """Whether a statement in the rule's letters speaks of its parameter."""
        return any(part.name == PARAMETER for part in walk(chain) if isinstance(part, Apply))

    def fits(self, chain: Chain, last: Model) -> bool:
        """Whether its letters without a step, which the note used for the last rule, are no decay that it lacks."""
        names = names_in(chain)
        ours = {last.letters.get(name, HYPER.get(name, name)) for name in names}
        return ours & {*last.rule.hyper} <= {*self.rule.hyper}

    def called(self, name: str) -> str:
        """What the rule itself calls a letter of the note."""
        return self._ours(name.removeprefix(CHANGED))

    def _spells_out(self, node: Node, name: str, at: Node) -> Node | None:
        """What a name with an index stands for, where it is short for an expression: a change of theta, or a rate."""
        after = Apply(PARAMETER, (at,), span=node.span)
        before = Apply(PARAMETER, (_shifted(at, -1),), span=node.span)
        if name.startswith(CHANGED):
            return Binary("-", after, before, span=node.span)
        if name != RATE:
            return None
        if AVERAGED & set(self.rule.start):
            raise Unreadable(f"{self.rule.name} steps along a mean, so that its rate is no factor", node.span.start + 1)
        along = Apply(GRADIENT, (at,), span=node.span)
        return Binary("/", Binary("-", before, after, span=node.span), along, span=node.span)

    def _ours(self, name: str) -> str:
        bare = name.removesuffix("hat")
        usual = bare if bare in self.rule.states else STATES.get(bare, bare)
        taken = {theirs for theirs, ours in self.letters.items() if ours == usual and theirs != bare}
        return self.letters.get(bare, usual if not taken or bare in PARAMETERS else bare)

    def translated(self, chain: Chain) -> Chain:
        """The statement in the letters of the rule."""
        named = names_in(chain)
        shifts = self.shifts if self._starts_later(chain) else {**self.shifts, PARAMETER: 0}
        change = _changing(replace(self, shifts=shifts), named)
        return chain.rebuilt(change)

    def _starts_later(self, chain: Chain) -> bool:
        """Whether no index falls below the start; a note that counts theta from 1 may still speak of theta(0)."""
        numbers = [
            where[1]
            for part in walk(chain)
            if isinstance(part, Apply) and self._ours(part.name) == PARAMETER
            if (where := offset(part.arguments[0])) is not None and not where[0]
        ]
        return min(numbers, default=0) + self.shifts.get(PARAMETER, 0) >= 0 or not numbers

    def applied(self, node: Node, name: str, index: Node, component: Sequence[Node]) -> Node:
        """A letter at a step; which parameter it belongs to is left out where a letter says so."""
        if len(component) > 1 or not all(isinstance(each, Name) for each in component):
            raise Unreadable(f"{node} has more than one index", node.span.start + 1)
        if not all(_is_count(part) for part in walk(index)):
            raise Unreadable(f"{index} is no step", index.span.start + 1)
        short = self._spells_out(node, name, index)
        if short is not None:
            return short
        ours = self._ours(name)
        at = Apply(ours, (_shifted(index, self.shifts.get(ours, 0)),), span=node.span)
        if not name.endswith("hat"):
            return at
        decay = CORRECTED.get((self.rule.name, ours))
        if decay is None:
            raise Unreadable(f"{name} is no letter of {self.rule.name}", node.span.start + 1)
        weight = Binary("-", Literal("1"), Binary("^", Name(decay), at.arguments[0]))
        return Binary("/", at, weight, span=node.span)


def _changing(model: Model, named: set[str]) -> Change:
    """What puts the rule's letters in place of the note's."""
    alpha = "eta" if "eta" not in named else "beta"
    hyper = {**HYPER, "alpha": alpha, **model.letters}

    def change(node: Node) -> Node | None:
        match node:
            case Name(name=name) if hyper.get(name) in model.rule.hyper and (
                name not in model.rule.hyper or name in model.letters
            ):
                return Name(hyper[name], span=node.span)
            case Name(name=name) if model.letters.get(name) == GRADIENT:
                return Name(GRADIENT, span=node.span)
            case Limit(variable=name) if hyper.get(name) in model.rule.hyper and name not in model.rule.hyper:
                return replace(node, variable=hyper[name])
            case Apply(name=name, arguments=(index, *component)):
                return model.applied(node, name, index, component)
        return None

    return change


def stands_alone(chain: Chain) -> bool:
    """Whether the gradient is written without a step, as one that does not change."""
    return any(part == Name(GRADIENT) for part in walk(chain))


def usual_letters(profile: Mapping[str, str], rule: Rule) -> dict[str, str]:
    """The letters of a profile that are not those of the rule itself."""
    own = {*rule.states, *rule.hyper, GRADIENT}
    named = {"lr": "eta"} | {theirs: ours for theirs, ours in profile.items() if theirs != "lr" and ours != "step"}
    return {theirs: ours for theirs, ours in named.items() if theirs not in own and ours in own}


def _shifted(index: Node, by: int) -> Node:
    """The index with a whole number added."""
    if by == 0:
        return index
    where = offset(index)
    if where is None:
        return Binary("+" if by > 0 else "-", index, Literal(str(abs(by))), span=index.span)
    return _at(where[0], where[1] + by)


def _is_count(part: Node) -> bool:
    """Whether the part may stand in an index: a natural letter, a whole number, or a sum or product of such."""
    match part:
        case Name(name=name):
            return name in NATURALS
        case Literal():
            return part.numeral.integer
        case Binary(op=op):
            return op in "+-*^"
    return False


def _at(letter: str, number: int) -> Node:
    """The letter and a whole number."""
    if not letter:
        return Literal(str(number)) if number >= 0 else Negate(Literal(str(-number)))
    return Name(letter) if number == 0 else Binary("+" if number > 0 else "-", Name(letter), Literal(str(abs(number))))


def offset(index: Node) -> tuple[str, int] | None:
    """An index as a letter and a whole number, if it is no more than that.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> offset(parse_statement("t - 1 = 0").members[0])
    ('t', -1)
    """
    match index:
        case Name(name=name):
            return name, 0
        case Literal() if index.numeral.integer:
            return "", int(index.value)
        case Binary(op="+" | "-" as op, left=Name(name=name), right=Literal() as number) if number.numeral.integer:
            return name, int(number.value) * (1 if op == "+" else -1)
    return None


@dataclass(frozen=True)
class Recurrence:
    """A letter at one step by what it was at the step before: `v_t = β v_{t-1} + (1 - β) g_t²`.

    `values` are those of the letters that stand for numbers; one that is `assigned` was written without steps.
    """

    name: str
    chain: Chain
    letter: str
    step: int
    values: Mapping[str, Fraction] = field(default_factory=dict)
    assigned: bool = field(default=False, compare=False)

    @property
    def of_parameter(self) -> bool:
        """Whether it is an update of theta, by any name of it."""
        return self.name in PARAMETERS

    @property
    def constants(self) -> set[str]:
        """The letters beside those with an index."""
        return names_in(self.chain.members[1]) - {self.letter}

    def step_of(self, name: str) -> int | None:
        """The step at which the right side speaks of a letter, if it is one only."""
        found = {
            offset(part.arguments[0])
            for part in walk(self.chain.members[1])
            if isinstance(part, Apply) and part.name == name
        }
        where = found.pop() if len(found) == 1 else None
        return where[1] if where and where[0] == self.letter else None


def recurrence(chain: Chain, standing: AbstractSet[str] = frozenset()) -> Recurrence | None:
    """The definition by recurrence that a formula is, or None; `standing` are the states that have no step so far.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> recurrence(parse_formula("v_t = v_{t-1} + g_t^2")).name
    'v'
    """
    if len(chain.members) != 2 or chain.relations[0] not in ("=", DEFINES):
        return None
    assigned = isinstance(chain.members[0], Name)
    if chain.members[0] in _DECAYS:
        return None
    chain = _indexed(chain, standing)
    match chain.members[0]:
        case Apply(name=name, arguments=(index, *_)) if (where := offset(index)) is not None and name != GRADIENT:
            before = where[0], where[1] - 1
            own = {
                offset(part.arguments[0])
                for part in walk(chain.members[1])
                if isinstance(part, Apply) and part.name == name
            }
            stays = isinstance(chain.members[1], Apply) and not assigned  # it says of a step that nothing happens
            if own != {before} or not where[0] or stays:
                return None
            chain, values = lettered(chain, name, moves=name in PARAMETERS)
            return Recurrence(name, chain, *where, values, assigned)
    return None


def _indexed(chain: Chain, others: AbstractSet[str]) -> Chain:
    """An assignment with its steps written out: `v ← β v + g²` is `v(t) = β v(t - 1) + g(t)²`."""
    match chain.members[0]:
        case Name(name=name) if any(part == Name(name) for part in walk(chain.members[1])):
            pass
        case _:
            return replace(chain, relations=("=",))
    left_over = {
        part.right for part in walk(chain.members[1]) if isinstance(part, Binary) and part.left == Literal("1")
    }
    decays = {part.name for part in left_over if isinstance(part, Name)}
    standing = {name, GRADIENT, *PARAMETERS, "v", "m", "s", "E", "G", "b", *others} - decays

    def change(node: Node) -> Node | None:
        if not isinstance(node, Name) or node.name.removesuffix("hat") not in standing:
            return None
        return Apply(node.name, (_at("t", -1 if node.name == name else 0),), span=node.span)

    left, right = chain.members
    return Chain((Apply(name, (Name("t"),), span=left.span), rebuilt(right, change)), ("=",))
