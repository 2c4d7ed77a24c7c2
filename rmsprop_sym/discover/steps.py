"""The first step of a rule, written out: with its roots taken, its quotients cancelled, by the sign of the gradient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from rmsprop_sym.alphabet import eps, g, show, t
from rmsprop_sym.board import (
    Derivation,
    Reason,
    _,
    concludes,
    domains,
    eq,
    le,
    ne,
    proves,
    root_is,
    size_is,
    theorem_of,
)
from rmsprop_sym.discover.book import Book, unless_known
from rmsprop_sym.discover.terms import (
    Underivable,
    collected,
    divided,
    factors,
    flat,
    plain_roots,
    speaks,
    tidy,
    times,
    written,
)
from rmsprop_sym.kernel.certificate import normal, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, TIMES, ZERO, Apply, Head, Number, Term, substitute
from rmsprop_sym.kernel.theorem import Theorem, assume, congruence, instance
from rmsprop_sym.rules.run import Run, RunState, recursion
from rmsprop_sym.search import X, prove, walk
from rmsprop_sym.search.lemmas import size_squared


@dataclass(frozen=True)
class Steps:
    """Writes the boards about the steps of a rule."""

    book: Book

    @property
    def theta(self) -> RunState:
        """The parameter."""
        return RunState(Run(self.book.rule), "theta")

    def step(self) -> Term:
        """theta(t + 1) - theta(t), as the rule writes it, without theta."""
        moved, old = self.moved(), recursion(self.book.rule).state("theta", t)
        if any(part == old for part in walk(moved)):
            raise Underivable("the step depends on theta itself, or is no change of it")
        return moved

    def moved(self) -> Term:
        """theta(t + 1) - theta(t), as the rule writes it; theta may stand in it, where weights decay."""
        states = recursion(self.book.rule)
        body, old = next(b for name, _, b in states.states if name == "theta"), states.state("theta", t)
        match body:
            case Apply(head, (first, rest)) if head == PLUS and first == old:
                return tidy(rest)
        return tidy(written(plus(normal(body), normal(old), -1)))

    # --- the first step ---

    def opened(self, move: Term) -> tuple[Term, list[Theorem]]:
        """A term about the first step without states, and the equations that take them out."""
        states, reasons = recursion(self.book.rule), list[Theorem]()
        run = Run(self.book.rule)
        for name, _start, body in reversed(states.states):
            if states.state(name, 1) in set(walk(move)):
                move = tidy(_put(move, states.state(name, 1), tidy(substitute(body, {t: ZERO}))))
                reasons.append(RunState(run, name).at(1))
        for name, start, _body in states.states:
            if start is not None and states.state(name, 0) in set(walk(move)):
                put = _put(move, states.state(name, 0), start)
                reasons += [RunState(run, name).start, *plain_roots(put)]
                move = tidy(put)
        return move, reasons

    def first_step(self) -> Derivation:
        """The first step, from where the rule starts."""
        raw = tidy(substitute(self.moved(), {t: ZERO}))
        bare, reasons = self.opened(raw)
        known = list(map(assume, self.book.usual(1)))
        shorter, quotients = cancelled(bare, known)
        taken, roots = rooted(shorter, known)
        end, here = flat(taken), self.theta.at(1)

        @proves(eq(self.theta(1) - self.theta(0), end), given=[*self.book.usual(1), *supposed(roots)])
        def board(*usual: Any) -> Any:
            yield self.theta(1) - self.theta(0)
            yield _ == raw, here, *plain_roots(here.claim.right)
            opened = bare, [*reasons, *plain_roots(*(reason.claim.right for reason in reasons))]
            yield from changes(raw, opened, (shorter, [*quotients, *usual]), (end, [*roots, *usual]))

        return board

    def no_eps(self) -> list[Claim]:
        """That eps is 0, if there is an eps."""
        return [eq(eps, 0)] if self.book.eps else []

    def without_eps(self, first: Derivation) -> Derivation:
        """The first step at eps = 0, by the sign of the gradient where that is all it depends on."""
        whole = first.claim.right
        if recursion(self.book.rule).state("theta", 0) in set(walk(whole)):
            raise Underivable("the first step depends on where theta starts")
        bare = tidy(substitute(whole, {eps: ZERO}))
        below = [part.args[0] for part in walk(whole) if isinstance(part, Apply) and part.head == POWER]
        equal = [prove(eq(b, tidy(substitute(b, {eps: ZERO}))), [*map(assume, self.no_eps())]) for b in below]
        divisors = [congruence(equation, X, 1 / X) for equation in equal if equation.claim.left != equation.claim.right]
        end, roots = rooted(bare, list(map(assume, self.book.usual(1))))
        split, last = signed(end)

        @proves(
            eq(self.theta(1) - self.theta(0), last),
            given=[*self.no_eps(), *self.book.usual(1), *supposed([first, *roots])],
        )
        def board(*nothing: Any) -> Any:
            yield self.theta(1) - self.theta(0)
            yield _ == whole, first
            yield from changes(whole, (bare, [*nothing, *divisors]), (end, roots), (split, []), (last, []))

        return board

    def size(self, first: Derivation) -> Derivation:
        """The factor of the first step: its size where only the sign of the gradient counts."""
        step = first.claim.right
        above, below = factors(step)
        sizes = [part if not isinstance(part, Number) else Number(abs(part.value)) for part in above]
        if g(1).sign() in sizes:
            sizes.remove(g(1).sign())
        if len(sizes) == len(above) or any(map(speaks, [*sizes, *below])):
            raise Underivable(f"the first step depends on more than the sign of the gradient: {show(step)}")
        size = divided(times(*sizes), times(*below))
        some = [*self.no_eps(), ne(g(1), 0), *self.book.usual(1)]
        some += [claim for claim in supposed([first]) if claim not in some]
        known = unless_known(le(0, size), facts=list(map(assume, some)))

        @proves(eq(abs(self.theta(1) - self.theta(0)), size), given=[*some, *known])
        def board(*facts: Any) -> Any:
            yield abs(self.theta(1) - self.theta(0))
            yield _ == abs(step), first, *facts
            yield _ == size, size_is(step, size, *facts)

        return board


def steps(write: Steps) -> None:
    """Writes what is found about the steps into the book."""
    book = write.book
    first = book.add("first_step", "The first step, from where the rule starts.", write.first_step)
    bare = first
    if first and write.no_eps() and eps in first.claim.free():
        bare = book.add("first_step_without_eps", "The same without eps.", lambda: write.without_eps(first))
    elif first:
        end = signed(first.claim.right)[1]
        if end != first.claim.right:
            bare = book.add("first_step_by_sign", "The same, by the sign.", lambda: write.without_eps(first))
    if bare:
        book.add("first_step_size", "Its factor, whatever the gradient.", lambda: write.size(bare))


# --- terms --------------------------------------------------------------------------------------------


def supposed(reasons: Sequence[Reason]) -> list[Claim]:
    """What reasons suppose besides the domains."""
    wanted = {h for reason in reasons for h in theorem_of(reason).hypotheses}
    return sorted(wanted - {fact.claim for fact in domains(*wanted)}, key=str)


def changes(above: Term, *lines: tuple[Term, Sequence[Reason]]) -> Iterator[Any]:
    """The lines that do not say the same as the one above."""
    for term, reasons in lines:
        if term != above:
            yield _ == term, *reasons
            above = term


def _put(whole: Term, part: Term, by: Term) -> Term:
    """The term with a part replaced where it is written so."""
    if whole == part:
        return by
    if not isinstance(whole, Apply) or whole.head.kind == "state":
        return whole
    return Apply(whole.head, tuple(_put(arg, part, by) for arg in whole.args))


def cancelled(whole: Term, known: Sequence[Theorem]) -> tuple[Term, list[Reason]]:
    """The term with its quotients cancelled, and why."""
    if not isinstance(whole, Apply) or whole.head.kind != "function":
        return whole, []
    pairs = [cancelled(arg, known) for arg in whole.args]
    new = tidy(Apply(whole.head, tuple(arg for arg, _ in pairs)))
    reasons = [reason for _, below in pairs for reason in below]
    shorter = collected(new) if new != whole or whole.head == TIMES else None
    if shorter is None or len(show(shorter)) >= len(show(new)):
        return new, reasons
    return shorter, [*reasons, concludes(eq(new, shorter), *known)]


def rooted(whole: Term, known: Sequence[Theorem]) -> tuple[Term, list[Reason]]:
    """The term with the roots taken that can be taken, and why."""
    if not isinstance(whole, Apply) or whole.head.kind != "function":
        return whole, []
    pairs = [rooted(arg, known) for arg in whole.args]
    new = tidy(Apply(whole.head, tuple(arg for arg, _ in pairs)))
    reasons = [reason for _, below in pairs for reason in below]
    match new:
        case Apply(Head("sqrt"), (inner,)) if (root := _root(inner)) is not None:
            weights = [
                le(0, part.args[0]) for part in walk(root) if isinstance(part, Apply) and part.head.name == "sqrt"
            ]
            unknown = map(assume, unless_known(*weights, facts=known))
            sizes = [instance(size_squared(), {X: x.args[0]}) for x in walk(root) if _is_size_of_sum(x)]
            return root, [*reasons, root_is(inner, root, *known, *unknown, *sizes)]
    return new, reasons


def _is_size_of_sum(part: Term) -> TypeGuard[Apply]:
    """Whether a term is the size of a sum, whose square the kernel does not write without its root."""
    return isinstance(part, Apply) and part.head.name == "abs" and len(normal(part.args[0])) > 1


def _root(inner: Term) -> Term | None:
    """sqrt(weight)*abs(x)**n for weight*x**(2n); None for what is no such product."""
    above, below = factors(collected(inner) or inner)
    if below or not any(map(speaks, above)):
        return None
    halves = [_half(part) for part in above]
    if any(half is None for half, part in zip(halves, above, strict=True) if speaks(part)):
        return None
    odd = times(*(part for half, part in zip(halves, above, strict=True) if half is None))
    return times(*([] if odd == ONE else [odd.sqrt()]), *(half for half in halves if half is not None))


def _half(part: Term) -> Term | None:
    match part:
        case Apply(Head("**"), (base, Number(n))) if n % 2 == 0 and n > 0:
            plain = not speaks(base) or (isinstance(base, Apply) and base.head == Head("abs"))
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
