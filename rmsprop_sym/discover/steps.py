"""How far a rule steps: the first step, written out, and a bound on every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rmsprop_sym.alphabet import eps, g, show, t
from rmsprop_sym.board import Derivation, Reason, _, concludes, eq, le, ne, proves, root_is, size_is, under_roots
from rmsprop_sym.discover.book import Book, unless_known
from rmsprop_sym.discover.linear import Linear, Underivable, collected, divided, factors, flat, tidy, times, written
from rmsprop_sym.kernel.certificate import Monomial, normal, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, TIMES, ZERO, Apply, Head, Number, Term, substitute
from rmsprop_sym.kernel.theorem import assume, congruence
from rmsprop_sym.rules.run import Run, RunState, recursion
from rmsprop_sym.search import X, prove, walk


@dataclass(frozen=True)
class Steps:
    """Writes the boards about the steps of a rule."""

    book: Book
    states: Mapping[str, Linear]
    signs: Mapping[str, Derivation]

    @property
    def theta(self) -> RunState:
        """The parameter."""
        return RunState(Run(self.book.rule), "theta")

    def step(self) -> Term:
        """theta(t + 1) - theta(t), as the rule writes it."""
        states = recursion(self.book.rule)
        body, old = next(b for name, _, b in states.states if name == "theta"), states.state("theta", t)
        match body:
            case Apply(head, (first, rest)) if head == PLUS and first == old:
                moved = rest
            case _:
                moved = written(plus(normal(body), normal(old), -1))
        if any(part == old for part in walk(moved)):
            raise Underivable("the step depends on theta itself")
        return tidy(moved)

    # --- the first step ---

    def opened(self, move: Term) -> tuple[Term, list[Reason]]:
        """A term about the first step without states, and the equations that take them out."""
        states, reasons = recursion(self.book.rule), list[Reason]()
        run = Run(self.book.rule)
        for name, _start, body in reversed(states.states):
            if states.state(name, 1) in set(walk(move)):
                move = tidy(_put(move, states.state(name, 1), tidy(substitute(body, {t: ZERO}))))
                reasons.append(RunState(run, name).at(1))
        for name, start, _body in states.states:
            if start is not None and states.state(name, 0) in set(walk(move)):
                move = tidy(_put(move, states.state(name, 0), start))
                reasons.append(RunState(run, name).start)
        return move, reasons

    def first_step(self) -> Derivation:
        """The first step, from where the rule starts."""
        raw = tidy(substitute(self.step(), {t: ZERO}))
        bare, reasons = self.opened(raw)
        shorter, quotients = cancelled(bare)
        taken, roots = rooted(shorter)
        end = flat(taken)

        @proves(eq(self.theta(1) - self.theta(0), end))
        def board() -> Any:
            yield self.theta(1) - self.theta(0)
            yield _ == raw, self.theta.at(1)
            yield _ == bare, *reasons
            yield _ == shorter, *quotients
            yield _ == end, *roots

        return board

    def no_eps(self) -> list[Claim]:
        """That eps is 0, if there is an eps."""
        return [eq(eps, 0)] if "eps" in self.book.rule.hyper else []

    def without_eps(self, first: Derivation) -> Derivation:
        """The first step at eps = 0, by the sign of the gradient where that is all it depends on."""
        whole = first.claim.right
        bare = tidy(substitute(whole, {eps: ZERO}))
        below = [part.args[0] for part in walk(whole) if isinstance(part, Apply) and part.head == POWER]
        equal = [prove(eq(b, tidy(substitute(b, {eps: ZERO}))), [*map(assume, self.no_eps())]) for b in below]
        divisors = [congruence(equation, X, 1 / X) for equation in equal if equation.claim.left != equation.claim.right]
        end, roots = rooted(bare)
        split, last = signed(end)

        @proves(eq(self.theta(1) - self.theta(0), last), given=self.no_eps())
        def board(*nothing: Any) -> Any:
            yield self.theta(1) - self.theta(0)
            yield _ == whole, first
            yield _ == bare, *nothing, *divisors
            yield _ == end, *roots
            yield _ == split
            yield _ == last

        return board

    def size(self, first: Derivation) -> Derivation:
        """The factor of the first step: its size where only the sign of the gradient counts."""
        step = first.claim.right
        above, below = factors(step)
        sizes = [part if not isinstance(part, Number) else Number(abs(part.value)) for part in above]
        if g(1).sign() in sizes:
            sizes.remove(g(1).sign())
        if len(sizes) == len(above) or any(map(_speaks, [*sizes, *below])):
            raise Underivable(f"the first step depends on more than the sign of the gradient: {show(step)}")
        size = divided(times(*sizes), times(*below))
        some = [*self.no_eps(), ne(g(1), 0)]
        known = unless_known(le(0, size))

        @proves(eq(abs(self.theta(1) - self.theta(0)), size), given=[*some, *known])
        def board(*facts: Any) -> Any:
            yield abs(self.theta(1) - self.theta(0))
            yield _ == abs(step), first, *facts
            yield _ == size, size_is(step, size, *facts)

        return board

    # --- the bound ---

    def bound(self) -> Derivation:
        """No step is longer than the rate over the root of the newest weight, whatever the gradients."""
        rate, divisor = self._quotient()
        memory, under, rest = self._memory(divisor)
        now = t + 1
        given = [ne(g(now), 0), *unless_known(le(0, rate), le(0, memory.decay), le(0, rest))]
        given += unless_known(Claim(ZERO, "<", memory.weight), *self.signs[memory.name].theorem.hypotheses)
        share = memory.weight.sqrt() if under else memory.weight
        share = ONE if memory.weight == ONE else share
        least, size = times(share, abs(g(now))), times(rate, abs(g(now))) / divisor
        s, fresh = memory.state(now), times(memory.weight, memory.source(now))
        recalled = self.signs[memory.name]

        @proves(le(fresh, s), given=given)
        def recent(*facts: Any) -> Any:
            """The newest input is in the memory."""
            yield fresh
            yield _ <= times(memory.decay, memory.state(t)) + fresh, recalled, *facts
            yield _ == s, memory.state.at(now)

        inside = under or s

        @proves(Claim(ZERO, "<", inside), given=given)
        def positive(*facts: Any) -> Any:
            """The memory is positive, because the gradient is not 0."""
            yield 0
            yield _ < fresh, *facts
            yield _ <= s, recent, *facts
            if inside != s:
                yield _ <= inside, *facts

        @proves(le(least, divisor), given=given)
        def denominator(*facts: Any) -> Any:
            """The divisor is at least the share of the newest gradient."""
            yield least
            if under:
                yield _ == fresh.sqrt(), root_is(fresh, least, *facts)
                yield _ <= inside.sqrt(), under_roots(le(fresh, inside), recent, positive, *facts)
            else:
                yield _ <= s, recent, *facts
            if divisor not in (inside, inside.sqrt()):
                yield _ <= divisor, *facts

        @proves(Claim(ZERO, "<", divisor), given=given)
        def divides(*facts: Any) -> Any:
            """The divisor is positive."""
            yield 0
            yield _ < least, *facts
            yield _ <= divisor, denominator, *facts

        limit = rate if share == ONE else rate / share
        distance = limit - size

        @proves(le(0, distance), given=given)
        def below(*facts: Any) -> Any:
            """What is left below the bound."""
            yield 0
            yield _ <= rate * (divisor - least) / times(share, divisor), denominator, divides, *facts
            yield _ == distance, divides, *facts

        @proves(le(abs(self.theta(now) - self.theta(t)), limit), given=given)
        def board(*facts: Any) -> Any:
            yield abs(self.theta(now) - self.theta(t))
            yield _ == abs(self.step()), self.theta.at(now)
            yield _ == size, size_is(self.step(), size, divides, *facts)
            yield _ <= limit, below, *facts

        return board

    def _quotient(self) -> tuple[Term, Term]:
        """The step as rate * gradient / divisor: the rate and the divisor."""
        step = normal(self.step())
        gradient = _atom(g(t + 1))
        if len(step) != 1 or gradient not in next(iter(step)):
            raise Underivable("the step is not one gradient over one divisor")
        above, below = factors(_positive(_without(step, gradient)))
        moving = [part for part in below if _speaks(part)]
        if len(moving) != 1 or any(_speaks(part) for part in above):
            raise Underivable("the step is not one gradient over one divisor")
        below.remove(moving[0])
        return divided(times(*above), times(*below)), moving[0]

    def _memory(self, divisor: Term) -> tuple[Linear, Term | None, Term]:
        """The state in the divisor, what stands under its root if there is one, and what is added to it."""
        for state in self.states.values():
            s = state.state(t + 1)
            if state.name not in self.signs:
                continue
            roots = [p for p in walk(divisor) if isinstance(p, Apply) and p.head == Head("sqrt") and s in set(walk(p))]
            under = roots[0].args[0] if roots else None
            rest = written(plus(normal(divisor), normal(roots[0] if roots else s), -1))
            within = written(plus(normal(under), normal(s), -1)) if under is not None else ZERO
            whole = normal(g(t + 1) ** 2 if roots else abs(g(t + 1)))
            free = not any(_speaks(part) for part in (rest, within))
            if free and normal(state.source(t + 1)) == whole:
                return state, under, rest if within == ZERO else within
        raise Underivable("the divisor does not hold the newest gradient in a way that bounds the step")


def steps(book: Book, states: Mapping[str, Linear], signs: Mapping[str, Derivation]) -> None:
    """Writes what is found about the steps into the book."""
    write = Steps(book, states, signs)
    first = book.add("first_step", "The first step, from where the rule starts.", write.first_step)
    bare = first
    if first and write.no_eps():
        bare = book.add("first_step_without_eps", "The same without eps.", lambda: write.without_eps(first))
    elif first:
        end = signed(first.claim.right)[1]
        if end != first.claim.right:
            bare = book.add("first_step_by_sign", "The same, by the sign.", lambda: write.without_eps(first))
    if bare:
        book.add("first_step_size", "Its factor, whatever the gradient.", lambda: write.size(bare))
    book.add("step_bound", "No step is longer, whatever the gradients.", write.bound)


# --- terms --------------------------------------------------------------------------------------------


def _put(whole: Term, part: Term, by: Term) -> Term:
    """The term with a part replaced where it is written so."""
    if whole == part:
        return by
    if not isinstance(whole, Apply) or whole.head.kind == "state":
        return whole
    return Apply(whole.head, tuple(_put(arg, part, by) for arg in whole.args))


def cancelled(whole: Term) -> tuple[Term, list[Reason]]:
    """The term with its quotients cancelled, and why."""
    if not isinstance(whole, Apply) or whole.head.kind != "function":
        return whole, []
    pairs = [cancelled(arg) for arg in whole.args]
    new = tidy(Apply(whole.head, tuple(arg for arg, _ in pairs)))
    reasons = [reason for _, below in pairs for reason in below]
    shorter = collected(new) if new != whole or whole.head == TIMES else None
    if shorter is None or len(show(shorter)) >= len(show(new)):
        return new, reasons
    return shorter, [*reasons, concludes(eq(new, shorter))]


def rooted(whole: Term) -> tuple[Term, list[Reason]]:
    """The term with the roots taken that can be taken, and why."""
    if not isinstance(whole, Apply) or whole.head.kind != "function":
        return whole, []
    pairs = [rooted(arg) for arg in whole.args]
    new = tidy(Apply(whole.head, tuple(arg for arg, _ in pairs)))
    reasons = [reason for _, below in pairs for reason in below]
    match new:
        case Apply(Head("sqrt"), (inner,)) if (root := _root(inner)) is not None:
            return root, [*reasons, root_is(inner, root)]
    return new, reasons


def _root(inner: Term) -> Term | None:
    """sqrt(weight)*abs(x)**n for weight*x**(2n); None for what is no such product."""
    above, below = factors(collected(inner) or inner)
    if below or not any(map(_speaks, above)):
        return None
    halves = [_half(part) for part in above]
    if any(half is None for half, part in zip(halves, above, strict=True) if _speaks(part)):
        return None
    odd = times(*(part for half, part in zip(halves, above, strict=True) if half is None))
    return times(*([] if odd == ONE else [odd.sqrt()]), *(half for half in halves if half is not None))


def _speaks(part: Term) -> bool:
    return _speaks_of_gradients(normal(part))


def _half(part: Term) -> Term | None:
    match part:
        case Apply(Head("**"), (base, Number(n))) if n % 2 == 0 and n > 0:
            plain = not _speaks(base) or (isinstance(base, Apply) and base.head == Head("abs"))
            size = base if plain else abs(base)
            return size if n == 2 else size ** Number(n / 2)
    return None


def signed(whole: Term) -> tuple[Term, Term]:
    """g/abs(g) set apart, and written as the sign of g, in a product."""
    above, below = factors(whole)
    if g(1) not in above or abs(g(1)) not in below:
        return whole, whole
    above.remove(g(1))
    below.remove(abs(g(1)))
    rest = divided(times(*above), times(*below))
    return rest * (g(1) / abs(g(1))), flat(divided(times(*above, g(1).sign()), times(*below)))


def _atom(whole: Term) -> tuple[Any, Any]:
    """What a term is in a normal form."""
    (monomial,) = normal(whole)
    (power,) = monomial
    return power


def _without(found: Mapping[Monomial, Fraction], power: Any) -> Mapping[Monomial, Fraction]:
    ((monomial, c),) = found.items()
    return {monomial - {power}: c}


def _positive(found: Mapping[Monomial, Fraction]) -> Term:
    return written({monomial: abs(c) for monomial, c in found.items()})


def _speaks_of_gradients(found: Mapping[Monomial, Fraction]) -> bool:
    return any(isinstance(p, Apply) and p.head.kind in ("sequence", "state") for p in walk(written(found)))
