"""How a state remembers: the equation of a rule read as decay * old state + weight * input."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rmsprop_sym import alphabet
from rmsprop_sym.alphabet import is_state
from rmsprop_sym.discover.terms import Underivable, at, factored, moves, speaks, weighed, written
from rmsprop_sym.kernel.certificate import ONCE, Monomial, Polynomial, normal, number
from rmsprop_sym.kernel.term import ONE, POWER, ZERO, Apply, Number, Scalar, Term
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import Run, RunState, recursion
from rmsprop_sym.search import term_of, walk


@dataclass(frozen=True)
class Linear:
    """A state with state(t + 1) = decay*state(t) + weight*source(t + 1), the decay and the weight free of gradients.

    If the decay is another one at each step, the two are those of step t + 1.
    """

    state: RunState
    decay: Term
    weight: Term
    newest: Term
    start: Number

    @property
    def name(self) -> str:
        """The letter of the state."""
        return self.state.name

    def source(self, index: Scalar) -> Term:
        """What is taken in at a step, without its weight."""
        return at(self.newest, index)

    @property
    def moving(self) -> bool:
        """Whether the decay is another one at each step."""
        return moves(self.decay)

    def decay_at(self, index: Scalar) -> Term:
        """What a step leaves of the old state."""
        return at(self.decay, index)

    def weight_at(self, index: Scalar) -> Term:
        """The weight of what a step takes in."""
        return at(self.weight, index)

    @property
    def gap(self) -> Term:
        """What is forgotten at each step: 1 - decay."""
        return written(normal(1 - self.decay))

    @property
    def sums(self) -> bool:
        """Whether nothing is ever forgotten."""
        return self.decay == ONE

    @property
    def forgets(self) -> bool:
        """Whether nothing of the old state is kept."""
        return self.decay == ZERO

    @property
    def averages(self) -> bool:
        """Whether decay and weight are 1 together."""
        return normal(factored(self.decay + self.weight)) == number(1)

    @property
    def decay_is_power(self) -> bool:
        """Whether the decay is a power of something, so that its powers are written with a multiple of t."""
        return any(isinstance(part, Apply) and part.head == POWER for part in walk(self.decay))

    @property
    def nested(self) -> bool:
        """Whether it takes in another state."""
        return any(map(is_state, walk(self.newest)))

    @property
    def timed(self) -> bool:
        """Whether what it takes in depends on the number of the step in another way than through inputs."""
        return _timed(self.newest)


def _timed(whole: Term) -> bool:
    if not isinstance(whole, Apply) or whole.head.kind in ("state", "sequence"):
        return whole == alphabet.t
    return any(map(_timed, whole.args))


def linear(rule: Rule, name: str) -> Linear:
    """The equation of a state as a linear one; raises Underivable with the reason if it is none."""
    decay, fresh = _parted(rule, name)
    kept = written(decay)
    if speaks(kept):
        raise Underivable(f"its decay {alphabet.show(kept)} depends on gradients")
    weight, newest = weighed(fresh, speaks if moves(kept) else moves)
    kept, weight = factored(kept) if moves(kept) else kept, factored(weight)
    return Linear(RunState(Run(rule), name), kept, weight, newest, Number(Fraction(rule.start[name])))


def _parted(rule: Rule, name: str) -> tuple[Polynomial, Polynomial]:
    """What multiplies the old state, and what is added to it."""
    states = recursion(rule)
    body = normal(next(body for state, _, body in states.states if state == name))
    old = states.state(name, alphabet.t)
    ((atom, _),) = next(iter(normal(old)))
    decay, fresh = dict[Monomial, Fraction](), dict[Monomial, Fraction]()
    for monomial, c in body.items():
        powers = dict(monomial)
        if powers.get(atom, ONCE) != ONCE:
            raise Underivable(f"the equation of {name} is not linear in {name}")
        (decay if atom in powers else fresh)[monomial - {(atom, ONCE)}] = c
    if any(normal(part) == normal(old) for p in (decay, fresh) for part in walk(term_of(p)) if is_state(part)):
        raise Underivable(f"the equation of {name} is not linear in {name}")
    return decay, fresh
