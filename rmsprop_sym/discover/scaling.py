"""What becomes of a rule when every gradient is multiplied by c > 0: two runs on one board, by induction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from rmsprop_sym.alphabet import eps, g, t
from rmsprop_sym.board import (
    Derivation,
    Reason,
    _,
    by_induction,
    concludes,
    domains,
    eq,
    le,
    lt,
    proves,
    root_is,
    size_is,
)
from rmsprop_sym.discover.book import Book
from rmsprop_sym.discover.linear import Linear
from rmsprop_sym.discover.states import Writer
from rmsprop_sym.discover.terms import Underivable, factors, letter_apart, times, written
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.certificate import UNIT, Monomial, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import PLUS, ZERO, Apply, Head, Letter, Number, Scalar, Term, term
from rmsprop_sym.kernel.theorem import Theorem, assume, instance
from rmsprop_sym.numbers.dimension import Unit
from rmsprop_sym.rules import RULES
from rmsprop_sym.rules.run import Run, RunState, recursion, run
from rmsprop_sym.sampling import points
from rmsprop_sym.search import X, walk
from rmsprop_sym.search.lemmas import size_squared

SEEDS, STEPS = 3, 3


@dataclass(frozen=True)
class Scaling:
    """Writes the boards about the run on g and the run on c*g."""

    book: Book
    units: Mapping[str, Unit]
    signs: Mapping[str, Derivation]
    corrections: Sequence[Derivation] = ()

    @property
    def c(self) -> Letter:
        """The factor."""
        return letter_apart(self.book.rule, "c", "C", "k_")

    def states(self, name: str) -> tuple[RunState, RunState]:
        """A state of the run on g, and the same of the run on c*g."""
        return RunState(Run(self.book.rule), name), RunState(run(self.book.rule, lambda i: self.c * g(i)), name)

    def factor(self, name: str) -> Term:
        """The power of c that the units of a state ask for."""
        power = self.units[name].power_of("g")
        if power.denominator != 1 or power < 0:
            raise Underivable(f"[{name}] = {self.units[name]} asks for no whole power of c")
        return Number(Fraction(1)) if power == 0 else self.c if power == 1 else self.c ** Number(power)

    def given(self) -> list[Claim]:
        """That eps is 0, if there is one, and that c is positive."""
        return [*([eq(eps, 0)] if self.book.eps else []), lt(0, self.c)]

    def body(self, name: str) -> tuple[Term, Term]:
        """The rule's equation for a state at t + 1, in the run on g and in the run on c*g."""
        at = next(body for state, _, body in recursion(self.book.rule).states if state == name)
        other = self.states(name)[1].at(t + 1).claim.right
        return at, other

    def state_scales(self, name: str, before: Mapping[str, Derivation]) -> Derivation:
        """A state takes the power of c that its unit asks for."""
        own, scaled = self.states(name)
        factor = self.factor(name)
        plain, other = self.body(name)

        def claim(n: Scalar) -> Claim:
            return eq(scaled(n), times(factor, own(n)))

        @proves(claim(0), given=self.given())
        def base(*_known: Any) -> Any:
            """Both runs start alike."""
            yield scaled(0)
            yield _ == scaled.start.claim.right, scaled.start
            yield _ == times(factor, own(0)), own.start

        swapped, reasons = self.swapped(other, {**before, name: None})

        @proves(claim(t + 1), given=[claim(t), *self.given()])
        def step(ih: Any, *known: Any) -> Any:
            """Each step keeps the factor."""
            yield scaled(t + 1)
            yield _ == other, scaled.at(t + 1)
            yield _ == swapped, ih, *known, *reasons
            yield from self.pulled(swapped, known)
            yield _ == times(factor, plain), *known
            yield _ == times(factor, own(t + 1)), own.at(t + 1)

        return by_induction(t, claim, base, step)

    def steps_scale(self, before: Mapping[str, Derivation]) -> Derivation:
        """Without eps the steps do not feel the scale."""
        own, scaled = self.states("theta")
        plain, other = self.body("theta")
        swapped, reasons = self.swapped(other, before)
        claim = eq(scaled(t + 1) - scaled(t), own(t + 1) - own(t))
        differences = [le(0, rest) for rest in map(self._under, walk(swapped)) if rest is not None]

        always = {h for sign in self.signs.values() for h in sign.theorem.hypotheses}

        @proves(claim, given=[*self.given(), *differences, *sorted(always, key=str)])
        def board(*known: Any) -> Any:
            bare = without(plain, {eps: ZERO} if self.book.eps else {})
            yield scaled(t + 1) - scaled(t)
            yield _ == other - scaled(t), scaled.at(t + 1)
            yield _ == swapped - scaled(t), *known, *reasons
            yield from self.pulled(swapped - scaled(t), known)
            yield _ == bare - own(t), *known, *self.corrections
            if bare != plain:
                yield _ == plain - own(t), *known
            yield _ == own(t + 1) - own(t), own.at(t + 1)

        return board

    def swapped(self, body: Term, before: Mapping[str, Derivation | None]) -> tuple[Term, list[Reason]]:
        """A body of the run on c*g with its states written as those of the run on g, and without eps."""
        reasons = list[Reason]()
        for name, shown in before.items():
            own, scaled = self.states(name)
            for index in (t, t + 1):
                if scaled(index) in set(walk(body)):
                    body = _put(body, scaled(index), times(self.factor(name), own(index)))
                    reasons += [] if shown is None else [shown.at({t: index})]
        return without(body, {eps: ZERO} if self.book.eps else {}), reasons

    def pulled(self, whole: Term, known: tuple[Theorem, ...]) -> Iterator[Any]:
        """The line in which powers of c have left the roots and sizes."""
        facts = [*known, *(sign.at({t: index}) for sign in self.signs.values() for index in (t, t + 1))]
        facts += [correction.theorem for correction in self.corrections]
        end, reasons = self._out(whole, facts)
        if end != whole:
            yield _ == end, *known, *reasons

    def _out(self, whole: Term, facts: list[Any]) -> tuple[Term, list[Reason]]:
        if not isinstance(whole, Apply) or whole.head.kind != "function":
            return whole, []
        pairs = [self._out(arg, facts) for arg in whole.args]
        new, reasons = Apply(whole.head, tuple(arg for arg, _ in pairs)), [r for _, below in pairs for r in below]
        match new:
            case Apply(Head("abs"), (inner,)) if self.c in factors(inner)[0]:
                size = self.c * abs(_rest(inner, self.c))
                return size, [*reasons, size_is(inner, size, *facts)]
            case Apply(Head("sign"), (inner,)) if (rest := _without_power(inner, self.c, 1)) is not None:
                sizes = size_is(inner, self.c * abs(rest), instance(size_squared(), {X: rest}), *facts)
                return rest.sign(), [*reasons, concludes(eq(new, rest.sign()), sizes, *facts)]
            case Apply(Head("sqrt"), (inner,)) if (square := self.c ** Number(Fraction(2))) in factors(inner)[0]:
                root = self.c * _rest(inner, square).sqrt()
                return root, [*reasons, root_is(inner, root, *facts)]
            case Apply(Head("sqrt"), (inner,)) if (rest := self._under(new)) is not None:
                root = self.c * rest.sqrt()
                return root, [*reasons, root_is(inner, root, *facts)]
        return new, reasons

    def _under(self, root: Term) -> Term | None:
        """What is left under the root of a difference when c has left it; it is not negative where the root is one."""
        match root:
            case Apply(Head("sqrt"), (inner,)) if len(normal(inner)) > 1:
                return _without_power(inner, self.c, 2)
        return None


def _without_power(inner: Term, c: Letter, n: int) -> Term | None:
    """The sum divided by c**n, if every part of it has that factor."""
    divided = dict[Monomial, Fraction]()
    for monomial, number in normal(inner).items():
        powers = dict(monomial)
        exponent = dict(powers.pop(c, frozenset()))
        if exponent.get(UNIT, 0) < n or exponent.keys() - {UNIT}:
            return None
        left = frozenset({(UNIT, exponent[UNIT] - n)} if exponent[UNIT] > n else ())
        divided[frozenset(powers.items()) | ({(c, left)} if left else frozenset())] = number
    return written(divided)


def without(body: Term, nothing: Mapping[Letter, Term]) -> Term:
    """A body with nothing in the place of eps, but in its states."""
    if not isinstance(body, Apply) or body.head.kind == "state":
        return nothing.get(body, body) if isinstance(body, Letter) else body
    args = tuple(without(arg, nothing) for arg in body.args)
    if body.head == Head("+") and ZERO in args:
        return args[0] if args[1] == ZERO else args[1]
    return Apply(body.head, args)


def _put(whole: Term, part: Term, by: Term) -> Term:
    if whole == part:
        return by
    if not isinstance(whole, Apply) or whole.head.kind == "state":
        return whole
    return Apply(whole.head, tuple(_put(arg, part, by) for arg in whole.args))


def _rest(whole: Term, factor: Term) -> Term:
    above, below = factors(whole)
    above.remove(factor)
    product = times(*above)
    return product / times(*below) if below else product


def counterexample(write: Scaling) -> Point | None:
    """A point at which the steps of the two runs differ although eps is 0, by running both."""
    own, scaled = write.states("theta")
    rules = {**RULES, write.book.rule.name: write.book.rule}
    for n in range(1, STEPS + 1):
        claim = eq(scaled(n) - scaled(n - 1), own(n) - own(n - 1))
        supposed = [*write.given(), *(fact.claim for fact in domains(claim))]
        for point in points(supposed, claim.free(), rules, tries=SEEDS * 10):
            try:
                if holds(claim, point) is False:
                    return point
            except Undefined:
                continue
    return None


def correction_positive(write: Writer) -> Derivation:
    """1 - decay**(t + 1) is positive."""
    known = [assume(claim) for claim in write.fading()]

    def claim(n: Scalar) -> Claim:
        return lt(0, 1 - write.of.decay ** (term(n) + 1))

    @proves(claim(0), given=[fact.claim for fact in known])
    def base(*facts: Any) -> Any:
        """At the first step it is 1 - decay."""
        yield 0
        yield _ < 1 - write.of.decay, *facts
        yield _ == claim(0).right

    @proves(claim(t + 1), given=[claim(t), *(fact.claim for fact in known)])
    def step(ih: Any, *facts: Any) -> Any:
        """It only grows."""
        yield 0
        yield _ < (1 - write.of.decay) + write.of.decay * claim(t).right, ih, *facts
        yield _ == claim(t + 1).right

    return by_induction(t, claim, base, step)


def corrections(book: Book, states: Iterable[Linear]) -> list[Derivation]:
    """That the divisors 1 - decay**(t + 1) are positive, for the decays that the step speaks of so."""
    theta = next(body for name, _, body in recursion(book.rule).states if name == "theta")
    divisors = {part.args[1] for part in walk(theta) if isinstance(part, Apply) and part.head == PLUS}
    found = []
    for state in (each for each in states if not each.moving):
        power = state.decay ** (t + 1)
        if any(normal(d) == normal(-power) for d in divisors):
            name = f"{state.name}_correction_positive"
            found.append(
                book.add(name, "The correction divides by no zero.", partial(correction_positive, Writer(state, book)))
            )
    return [each for each in found if each]


def scaling(
    book: Book, units: Mapping[str, Unit] | None, fixed: Sequence[Derivation], signs: Mapping[str, Derivation]
) -> None:
    """Writes what is found about the scale into the book."""
    write = Scaling(book, units or {}, signs, fixed)
    missing, before = len(book.missing), dict[str, Derivation]()
    for name in (name for name in book.rule.start if name in write.units):
        shown = book.add(f"{name}_scales", "Gradients times c.", lambda name=name: write.state_scales(name, before))  # type: ignore[misc]
        if shown:
            before[name] = shown
    says = "Without eps the steps do not feel the scale of the gradients."
    if units and book.add("scale_invariance", says, lambda: write.steps_scale(before)):
        return
    point = counterexample(write)
    if point:
        del book.missing[missing:]
        values = ", ".join(f"{letter.name} = {value}" for letter, value in sorted(point.letters.items(), key=str))
        members = (f"{name} = {', '.join(map(str, map(law, range(1, STEPS + 1))))}" for name, law in _sequences(point))
        run = "; ".join([values, *members])
        book.miss("scale_invariance", f"it is not so: {run}: the steps differ (run exactly)")
    elif not units:
        book.miss("scale_invariance", "the units clash, so that no power of c is asked for")


def _sequences(point: Point) -> list[tuple[str, Callable[[int], Fraction]]]:
    return sorted(point.sequences.items())
