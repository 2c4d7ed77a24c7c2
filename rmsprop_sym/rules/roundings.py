"""A rule in its written order, among letters, as floating-point arithmetic carries it out.

Operation k has the factor 1 + delta(k), at most a unit round-off from 1; a product or a quotient, which may
underflow, is off by nu(k) more.  Sums, differences and roots of floats lose nothing to underflow.
A fused multiply-add leaves a rounding out: then that delta and that nu are 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from types import SimpleNamespace

from rmsprop_sym.alphabet import Sequence
from rmsprop_sym.kernel.term import Scalar, Term, term
from rmsprop_sym.rules.rule import Rule

delta, nu = Sequence("delta"), Sequence("nu")


class Float:
    """A term that every operation rounds, in the order in which the operations are written."""

    def __init__(self, value: Scalar, step: _Step) -> None:
        self.value, self._step = term(value), step

    def __add__(self, other: Float) -> Float:
        return self._step.rounded(self.value + other.value)

    def __sub__(self, other: Float) -> Float:
        return self._step.rounded(self.value - other.value)

    def __rsub__(self, one: int) -> Float:
        """1 - beta, which is stored as a coefficient of its own."""
        assert one == 1, "a rule takes nothing but beta from a number"
        return self._step.rest

    def __mul__(self, other: Float) -> Float:
        return self._step.product(self.value * other.value)

    def __truediv__(self, other: Float) -> Float:
        return self._step.product(self.value / other.value)

    def __pow__(self, n: int) -> Float:
        assert n == 2, "a rule takes no other power than squares"
        return self * self

    def sqrt(self) -> Float:
        """The rounded root."""
        return self._step.rounded(self.value.sqrt())


class _Step:
    """One step: the name of the next operation, counted for each letter anew, and what is stored for 1 - beta."""

    def __init__(self, index: Callable[[int], Scalar], rest: Scalar) -> None:
        self._index, self._numbers, self.rest = index, count(1), Float(rest, self)

    def begin(self) -> None:
        """The next operation is the first of its letter."""
        self._numbers = count(1)

    def rounded(self, exact: Term) -> Float:
        """The result of a sum, a difference or a root."""
        return Float(exact * (1 + delta(self._index(next(self._numbers)))), self)

    def product(self, exact: Term) -> Float:
        """The result of a product or a quotient."""
        index = self._index(next(self._numbers))
        return Float(exact * (1 + delta(index)) + nu(index), self)


class _New:
    """The new state while a body is executed: it takes what was computed and hands back what is given."""

    def __init__(self, step: _Step, given: Mapping[str, Float], results: dict[str, Term]) -> None:
        vars(self).update(_step=step, _given=given, _results=results)

    def __setattr__(self, letter: str, computed: Float) -> None:
        vars(self)["_results"][letter] = computed.value
        vars(self)["_step"].begin()

    def __getattr__(self, letter: str) -> Float:
        return vars(self)["_given"][letter]  # type: ignore[no-any-return]


def rounded(
    rule: Rule,
    old: Mapping[str, Scalar],
    new: Mapping[str, Scalar],
    stored: Mapping[str, Scalar],
    index: Callable[[int], Scalar],
) -> dict[str, Term]:
    """What floating-point arithmetic returns for each letter of a rule, from the floats that it is given.

    `old` has the states and the gradient g, `new` the new states that a later letter is computed from, `stored`
    the hyper-parameters and `rest` for 1 - beta; `index` names the operations of a letter, counted from 1.

    >>> from rmsprop_sym.alphabet import eta, g, show, x
    >>> from rmsprop_sym.rules import sgd
    >>> print(show(rounded(sgd, {"theta": x, "g": g(1)}, {}, {"eta": eta}, lambda k: k)["theta"]))
    (x - (eta*g(1)*(1 + delta(1)) + nu(1)))*(1 + delta(2))
    """
    step, results = _Step(index, stored.get("rest", 0)), dict[str, Term]()
    before, after, hyper = ({name: Float(x, step) for name, x in values.items()} for values in (old, new, stored))
    hyper.pop("rest", None)
    rule.body(SimpleNamespace(**before), _New(step, after, results), before["g"], **hyper)
    return results
