"""Small changes of a term: what is often written instead of something else, and what is often left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.kernel.certificate import UNIT, normal
from rmsprop_sym.kernel.term import ONE, PLUS, POWER, TIMES, Apply, Head, Lambda, Letter, Number, Term, free


def edited(whole: Term, changed: Callable[[Term], Iterator[Term]]) -> Iterator[Term]:
    """The term with one small thing changed, at its root first and then below."""
    yield from changed(whole)
    match whole:
        case Apply(Head(_, "state"), (*owners, index)):
            yield from (Apply(whole.head, (*owners, other)) for other in nearby(index))
        case Apply(head, (a, Number())) if head == POWER:
            yield from (Apply(head, (other, whole.args[1])) for other in edited(a, changed))
        case Apply(head, args):
            for k, arg in enumerate(args):
                yield from (Apply(head, (*args[:k], other, *args[k + 1 :])) for other in edited(arg, changed))
        case Lambda(index, body):
            yield from (Lambda(index, other) for other in edited(body, changed))


def tidy(whole: Term) -> Term:
    """The term with its indices and exponents as short as they can be, t - 1 for -1 + t, and 1 for 2/2."""
    match whole:
        case Apply(Head("*"), (Number(a), Apply(Head("**"), (Number(b), Number(n))))) if n == -1:
            return Number(a / b) if b and not a % b else whole
        case Apply(head, args):
            return _short(Apply(head, tuple(map(tidy, args)))) if head == PLUS else Apply(head, tuple(map(tidy, args)))
        case Lambda(index, body):
            return Lambda(index, tidy(body))
    return whole


def _short(whole: Term) -> Term:
    """Letters and a number, where a sum of natural letters is no more than that: t - i + 1."""
    rest = dict(normal(whole))
    number = rest.pop(UNIT, Fraction(0))
    signs = {
        x: rest.pop(monomial)
        for x in free(whole)
        if isinstance(x, Letter)
        for monomial in normal(x)
        if monomial in rest
    }
    if not rest and not signs:
        return Number(number)
    if rest or 1 not in signs.values() or not set(signs.values()) <= {1, -1}:
        return whole
    first, *others = sorted(signs, key=lambda x: (-signs[x], x.name))
    short: Term = first
    for x in others:
        short = short + x if signs[x] > 0 else short - x
    return short if not number else short + Number(number) if number > 0 else short - Number(-number)


def nearby(index: Term) -> Iterator[Term]:
    """An index off by one."""
    yield index - 1
    yield index + 1


def mistaken(whole: Term) -> Iterator[Term]:
    """What is often written instead of something else: a root, a size, a square, a sign, the place of eps, an index."""
    match whole:
        case Apply(head, (_, _)) if head in (PLUS, POWER):
            yield from _other_sum(whole) if head == PLUS else _other_power(whole)
        case Apply(head, (a, b)) if head == TIMES:
            yield from (factor for factor in (a, b) if free(factor))
        case Apply(Head("sqrt" | "abs", "function"), (inner,)):
            yield from _eps_outside(inner)
            yield inner
        case Letter("g"):
            yield from (abs(whole), whole**2)
        case Apply(Head(_, "sequence"), (index,)):
            yield from (whole**2, abs(whole))
            yield from (Apply(whole.head, (other,)) for other in nearby(index))
        case Letter() if whole in DOMAINS and whole.name.startswith("beta"):
            yield from (1 - whole, ONE)


def changed(decays: Sequence[Letter], whole: Term) -> Iterator[Term]:
    """What else may be missing: a factor, a root, a number counted wrongly."""
    match whole:
        case Letter(natural=True):
            yield from (*nearby(whole), whole.sqrt())
        case Letter() if whole not in DOMAINS:
            yield whole**2
        case Number(value) if value.denominator == 1:
            yield from (Number(value + by) for by in (1, -1))
    if isinstance(whole, Apply) and whole.head in (PLUS, TIMES, POWER):
        yield from (whole.sqrt(), abs(whole), -whole)
    if not (isinstance(whole, Lambda) or (isinstance(whole, Letter) and whole.natural)):
        for decay in decays:
            rest = 1 - decay
            if whole not in (rest, rest.sqrt()):
                yield from (rest * whole, decay * whole, whole / rest, whole / rest.sqrt())


def _other_sum(whole: Apply) -> Iterator[Term]:
    """The sum with a sign turned, or with its second term below the root of its first."""
    a, b = whole.args
    if isinstance(a, Apply) and a.head == Head("sqrt"):
        yield (a.args[0] + b).sqrt()
    match b:
        case Apply(head, (Number(n), c)) if head == TIMES and n < 0:
            yield a + Number(-n) * c
        case _:
            yield a - b


def _eps_outside(inner: Term) -> Iterator[Term]:
    """The root of the first term, and the second one outside."""
    match inner:
        case Apply(head, (a, b)) if head == PLUS:
            yield a.sqrt() + b


def _other_power(whole: Apply) -> Iterator[Term]:
    """The power with another exponent."""
    base, exponent = whole.args
    match exponent:
        case Number(n) if n != -1:
            yield from (base, base ** Number(n + 1), base ** Number(n - 1))
        case Number():
            return
        case _:
            yield from (base**other for other in nearby(exponent))
