"""A rule among letters: the states of one run, and the equations that define them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from rmsprop_sym import alphabet
from rmsprop_sym.board import Reason, placed
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.term import ZERO, Lambda, Letter, Number, Scalar, Symbol, Term, parts, substitute, term
from rmsprop_sym.kernel.theorem import Recursion, Theorem, define
from rmsprop_sym.search import term_of

if TYPE_CHECKING:
    from rmsprop_sym.rules.rule import Rule


STEP = Letter("s", natural=True)  # the index of a run's gradients; nobody else's letter


class _Writing:
    """The new state while a body is executed among letters: it takes equations and hands back letters."""

    def __init__(self, letters: Callable[[str], Term], bodies: dict[str, Term]) -> None:
        vars(self).update(_letters=letters, _bodies=bodies)

    def __setattr__(self, name: str, value: Any) -> None:
        vars(self)["_bodies"][name] = term(value)

    def __getattr__(self, name: str) -> Any:
        if name not in vars(self)["_bodies"]:
            raise AttributeError(f"the body reads new.{name} before it assigns it")
        return vars(self)["_letters"](name)


class _Reading:
    """The old state while a body is executed among letters."""

    def __init__(self, letters: Callable[[str], Term], states: tuple[str, ...]) -> None:
        self._letters, self._states = letters, states

    def __getattr__(self, name: str) -> Term:
        if name not in (*self._states, "t"):
            raise AttributeError(f"the body reads old.{name}, which has no start; write @rule({name}=0)")
        return alphabet.t if name == "t" else self._letters(name)


@cache
def recursion(rule: Rule) -> Recursion:
    """The rule's states as the kernel defines them, in letters of the alphabet.

    Raises Gap for a body that uses a letter which its run does not own.
    """
    owners: tuple[Symbol, ...] = (alphabet.g.head, *(_owner(rule, name) for name in rule.hyper))
    blank, bodies = Recursion(rule.name, owners, alphabet.t, ()), dict[str, Term]()
    new = _Writing(lambda name: blank.state(name, alphabet.t + 1), bodies)
    old = _Reading(lambda name: blank.state(name, alphabet.t), rule.states)
    rule.body(old, new, alphabet.g(alphabet.t + 1), **{name: newest(rule, name) for name in rule.hyper})
    start = {name: Number(Fraction(value)) for name, value in rule.start.items()}
    states = tuple((name, start.get(name), body) for name, body in bodies.items())
    return Recursion(rule.name, owners, alphabet.t, states)


@cache
def _equations(rule: Rule) -> Mapping[tuple[str, str], Theorem]:
    return define(recursion(rule))


def letter(name: str) -> Letter:
    """The letter of a hyper-parameter."""
    known = {x.name: x for x in alphabet.DOMAINS}
    return known.get(name, Letter(name))


def _owner(rule: Rule, name: str) -> Symbol:
    """A hyper-parameter as the kernel knows it: a letter, or a sequence if it is on a schedule."""
    return alphabet.Sequence(name).head if name in rule.scheduled else letter(name)


def newest(rule: Rule, name: str) -> Term:
    """A hyper-parameter as step t + 1 sees it."""
    return alphabet.Sequence(name)(alphabet.t + 1) if name in rule.scheduled else letter(name)


@dataclass(frozen=True, eq=False)
class Run:
    """One run of a rule: it owns its states, which no other run shares.

    A run on other gradients, or with another hyper-parameter, has other states.
    """

    rule: Rule
    by: tuple[tuple[Symbol, Term], ...] = ()

    def __getattr__(self, name: str) -> RunState:
        if name in self.rule.states:
            return RunState(self, name)
        raise AttributeError(f"{self.rule.name} has no state {name}; it has {', '.join(self.rule.states)}")

    @cached_property
    def owners(self) -> tuple[Term, ...]:
        """What tells this run from others: its gradients and hyper-parameters."""
        state = substitute(recursion(self.rule).state("theta", ZERO), dict(self.by))
        return parts(state)[:-1]


@dataclass(frozen=True)
class RunState:
    """A letter of state: `v(t)` is the term, `v.at(t + 1)` the equation of the rule, `v.start` that of its start."""

    run: Run
    name: str

    def __call__(self, index: Scalar) -> Term:
        """The state after `index` steps."""
        return substitute(recursion(self.run.rule).state(self.name, index), dict(self.run.by))

    def at(self, index: Scalar, *facts: Reason) -> Theorem:
        """The rule's equation for the state after `index` steps, for an index that is 1 or more by the facts."""
        step = term_of(normal(term(index) - 1))
        by = {alphabet.t: step, **dict(self.run.by)}
        return placed(_equations(self.run.rule)[self.name, "step"], by, *facts)

    @property
    def start(self) -> Theorem:
        """Where the rule says that the state starts; raises KeyError for theta, which starts anywhere."""
        return placed(_equations(self.run.rule)[self.name, "start"], dict(self.run.by))


def run(rule: Rule, gradients: Callable[[Term], Term] | None = None, **hyper: Scalar) -> Run:
    """A run of the rule on the gradients g(1), g(2), ..., or on others, with its letters or other terms."""
    by: dict[Symbol, Term] = {letter(name): term(value) for name, value in hyper.items()}
    if gradients is not None:
        by[alphabet.g.head] = Lambda(STEP, term(gradients(STEP)))
    return Run(rule, tuple(by.items()))
