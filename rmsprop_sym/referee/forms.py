"""What the referee reads: terms without names for their binders, and polynomials of python-flint over atoms.

Nothing here is shared with the kernel but the classes that a term is written in.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

from rmsprop_sym.kernel.term import Apply, Head, Lambda, Letter, Number

Form = tuple[Any, ...]  # ("number", q), ("letter", name, natural), ("bound", depth), ("lambda", body), (Head, *args)
Powers = tuple[tuple[int, int], ...]

PLUS, TIMES, POWER, SUM = Head("+"), Head("*"), Head("**"), Head("sum")
ATOMS, LONGEST, LARGEST = (48, 400), 16, 20_000


class NotReplayed(Exception):
    """The referee did not find that a step holds; the text says why."""


def require(held: object, reason: str) -> None:
    """Raises NotReplayed with the reason unless it is held."""
    if not held:
        raise NotReplayed(reason)


def form(value: Any, binders: tuple[Letter, ...] = ()) -> Form:
    """The term with the distance to its binder in place of each bound letter: equal but for names is equal.

    >>> i, j = Letter("i", natural=True), Letter("j", natural=True)
    >>> form(Lambda(i, i)) == form(Lambda(j, j))
    True
    """
    match value:
        case Letter(name, natural):
            return ("bound", binders.index(value)) if value in binders else ("letter", name, natural)
        case Apply(head, args):
            return (head, *(form(arg, binders) for arg in args))
        case Lambda(index, body):
            return ("lambda", form(body, (index, *binders)))
        case Number(q):
            return ("number", q)
        case float():
            return ("number", Fraction(repr(value)))
        case int() | Fraction():
            return ("number", Fraction(value))
    raise NotReplayed(f"{value!r} is no term")


ZERO, ONE = form(0), form(1)


def add(a: Form, b: Form) -> Form:
    """a + b, as it is written."""
    return (PLUS, a, b)


def sub(a: Form, b: Form) -> Form:
    """a - b, as it is written."""
    return (PLUS, a, (TIMES, ("number", Fraction(-1)), b))


def lifted(f: Form, by: int, depth: int = 0) -> Form:
    """The form as it is written below `by` more binders."""
    if f[0] == "bound":
        return ("bound", f[1] + by) if f[1] >= depth else f
    if f[0] in ("number", "letter"):
        return f
    deeper = depth + (f[0] == "lambda")
    return (f[0], *(lifted(part, by, deeper) for part in f[1:]))


def opened(body: Form, value: Form, depth: int = 0) -> Form:
    """The body of an outermost binder with the value in place of what it binds."""
    if body[0] == "bound":
        return lifted(value, depth) if body[1] == depth else body
    if body[0] in ("number", "letter"):
        return body
    deeper = depth + (body[0] == "lambda")
    return (body[0], *(opened(part, value, deeper) for part in body[1:]))


def closed(f: Form, letter: Form, depth: int = 0) -> Form:
    """The body of a binder that binds the letter of f."""
    if f == letter:
        return ("bound", depth)
    if f[0] in ("number", "letter", "bound"):
        return f
    deeper = depth + (f[0] == "lambda")
    return (f[0], *(closed(part, letter, deeper) for part in f[1:]))


def replaced(f: Form, by: Mapping[Any, Form]) -> Form:
    """The form with letters and sequences replaced; without names there is nothing to capture."""
    if f[0] in ("number", "letter", "bound"):
        return by.get(f, f)
    parts = tuple(replaced(part, by) for part in f[1:])
    general = by.get(f[0]) if isinstance(f[0], Head) else None
    return opened(general[1], parts[0]) if general else (f[0], *parts)


def symbols(*forms: Form) -> set[Any]:
    """The letters and the sequences that stand in the forms."""
    found: set[Any] = set()
    for f in forms:
        if f[0] == "letter":
            found.add(f)
        elif f[0] not in ("number", "bound"):
            found |= symbols(*f[1:])
            found |= {f[0]} if isinstance(f[0], Head) and f[0].kind == "sequence" else set()
    return found


def binders(f: Form) -> int:
    """How many binders stand in each other."""
    if f[0] in ("number", "letter", "bound"):
        return 0
    return int(f[0] == "lambda") + max(map(binders, f[1:]), default=0)


@dataclass(frozen=True)
class Value:
    """A polynomial of python-flint over a product of atoms."""

    top: Any
    below: Powers = ()

    def terms(self) -> Iterable[tuple[Powers, Any]]:
        """The monomials, as powers of atoms that may be negative, and their coefficients."""
        for exponents, c in self.top.terms():
            powers = {i: e for i, e in enumerate(exponents) if e}
            for i, e in self.below:
                powers[i] = powers.get(i, 0) - e
            yield tuple(sorted((i, e) for i, e in powers.items() if e)), c

    def key(self) -> Hashable:
        """What is equal for equal values."""
        return frozenset((powers, int(c.p), int(c.q)) for powers, c in self.terms())

    def constant(self) -> Fraction | None:
        """The number that this is, if it is one."""
        terms = list(self.terms())
        if not terms:
            return Fraction(0)
        ((powers, c), *more) = terms
        return None if powers or more else Fraction(int(c.p), int(c.q))


class Desk:
    """Where one step is redone: its atoms are the variables of one ring of polynomials."""

    def __init__(self, room: int = ATOMS[0]) -> None:
        self._ring = fmpq_mpoly_ctx.get(("x", room), Ordering.degrevlex)
        self._variables = self._ring.gens()
        self._places: dict[tuple[Hashable, Powers], int] = {}
        self._atoms: list[tuple[Hashable, Powers]] = []
        self._mentions: dict[Hashable, frozenset[Hashable]] = {}
        self.known: tuple[Value, ...] = ()

    # Arithmetic.

    def number(self, q: Fraction | int) -> Value:
        """The constant."""
        q = Fraction(q)
        return Value(self._ring.constant(fmpq(q.numerator, q.denominator)))

    def _product(self, powers: Iterable[tuple[int, int]]) -> Any:
        product = self._ring.constant(1)
        for i, e in powers:
            product *= self._variables[i] ** e
        return product

    def plus(self, a: Value, b: Value, factor: int = 1) -> Value:
        """a + factor*b."""
        if a.below == b.below:
            return Value(a.top + factor * b.top, a.below)
        mine, other = dict(a.below), dict(b.below)
        both = {i: max(mine.get(i, 0), other.get(i, 0)) for i in {*mine, *other}}
        tops = [v.top * self._product((i, e - dict(v.below).get(i, 0)) for i, e in both.items() if e) for v in (a, b)]
        return Value(tops[0] + factor * tops[1], tuple(sorted(both.items())))

    def times(self, a: Value, b: Value) -> Value:
        """a*b.  Raises NotReplayed where this is longer than a line of mathematics."""
        require(len(a.top) * len(b.top) <= LARGEST * 10, "a product is too long")
        below = dict(a.below)
        for i, e in b.below:
            below[i] = below.get(i, 0) + e
        return Value(a.top * b.top, tuple(sorted(below.items())))

    def monomial(self, powers: Iterable[tuple[int, int]], c: Any = 1) -> Value:
        """The product of atoms, some of them below the line."""
        powers = tuple(powers)
        below = tuple(sorted((i, -e) for i, e in powers if e < 0))
        return Value(self._product((i, e) for i, e in powers if e > 0) * c, below)

    # Atoms.

    def _place(self, atom: Hashable, exponent: Powers) -> int:
        if (atom, exponent) not in self._places:
            require(len(self._atoms) < len(self._variables), "there are too many atoms")
            self._places[atom, exponent] = len(self._atoms)
            self._atoms.append((atom, exponent))
        return self._places[atom, exponent]

    def _named(self, atom: Hashable, *inside: Value) -> Hashable:
        used = (i for v in inside for powers, _ in v.terms() for i, _ in powers)
        self._mentions.setdefault(atom, frozenset({atom}).union(*(self._mentioned(i) for i in used)))
        return atom

    def _mentioned(self, place: int) -> frozenset[Hashable]:
        atom, exponent = self._atoms[place]
        return self._mentions[atom].union(*(self._mentioned(i) for i, _ in exponent))

    def atom(self, kind: Hashable, *inside: Value) -> Value:
        """Something that is neither a sum nor a product, told by its kind and by what stands in it."""
        return self.monomial([(self._place(self._named((kind, *(v.key() for v in inside)), *inside), ()), 1)])

    def raised(self, atom: Hashable, exponent: Value) -> Value:
        """The atom to an exponent: one variable for each monomial of the exponent."""
        terms = [(powers, Fraction(int(c.p), int(c.q))) for powers, c in exponent.terms()]
        require(all(c.denominator == 1 for _, c in terms), "an exponent is not whole")
        return self.monomial((self._place(atom, powers), int(c)) for powers, c in terms)

    # What is a natural number.

    def whole(self, v: Value) -> bool:
        """Whether the value is certainly a whole number."""
        if v.below or any(c.q != 1 for _, c in v.terms()):
            return False
        kinds = (self._atoms[i][0][0] for powers, _ in v.terms() for i, _ in powers)  # type: ignore[index]
        return all(kind[0] == "index" or (kind[0] == "letter" and kind[2]) for kind in kinds)

    def natural(self, v: Value) -> bool:
        """Whether the value is a natural number: by itself, or as more than something known to be one."""
        apart = (v, *(self.plus(v, k, -1) for k in self.known))
        return any(self.whole(w) and all(c > 0 for _, c in w.terms()) for w in apart)

    # Reading.

    def read(self, f: Form, bound: Sequence[Value] = ()) -> Value:
        """The value of a form; `bound` is what the binders around it bind, the nearest first."""
        match f:
            case ("number", q):
                return self.number(q)
            case ("bound", depth):
                return bound[depth]
            case ("letter", _, _):
                return self.atom(f)
            case ("lambda", body):
                return self.atom(("sequence",), self.read(body, (self.index(f), *bound)))
            case (head, a, b) if head == PLUS:
                return self.plus(self.read(a, bound), self.read(b, bound))
            case (head, a, b) if head == TIMES:
                return self.times(self.read(a, bound), self.read(b, bound))
            case (head, (inner, a, b), ("number", n)) if head == POWER and inner == TIMES and n.denominator == 1:
                a, b = (self.read((POWER, side, f[2]), bound) for side in (a, b))
                return self.times(a, b)
            case (head, a, b) if head == POWER:
                return self.power(self.read(a, bound), self.read(b, bound))
            case (head, ("lambda", body), low, high) if head == SUM:
                return self.sum(body, self.index(f[1]), (self.read(low, bound), self.read(high, bound)), bound)
        return self.atom((f[0],), *(self.read(arg, bound) for arg in f[1:]))

    def index(self, binder: Form) -> Value:
        """What a binder binds, told by how many binders stand in it."""
        return self.atom(("index", binders(binder)))

    def power(self, base: Value, e: Value) -> Value:
        """The base to an exponent, in as many factors as can be told apart."""
        n = e.constant()
        if not self.natural(e):
            if n is None or n.denominator != 1 or not base.top:
                return self.atom(("unknown power",), base, e)
            return self.power(self.inverse(base), self.number(-n))
        if len(base.top) == 1:
            ((powers, c),) = base.terms()
            product = self._number_power(Fraction(int(c.p), int(c.q)), e)
            for i, times in powers:
                atom, exponent = self._atoms[i]
                product = self.times(product, self.raised(atom, self.times(self.monomial(exponent, times), e)))
            return product
        k = next((int(c.p) for powers, c in e.terms() if not powers), 0)
        rest = self.plus(e, self.number(-k))
        if not (0 <= k <= LONGEST and self.natural(rest)):
            k, rest = 0, e
        product = self.raised(self._named((("power",), base.key()), base), rest)
        for _ in range(k):
            product = self.times(product, base)
        return product

    def _number_power(self, c: Fraction, e: Value) -> Value:
        k = next((int(d.p) for powers, d in e.terms() if not powers), 0)
        if abs(k) * max(c.numerator.bit_length(), c.denominator.bit_length()) > LARGEST and abs(c) != 1:
            k = 0
        rest = self.plus(e, self.number(-k))
        if c == 1:
            return self.number(1)
        return self.times(self.number(c**k), self.raised(self._named((("number", c),)), rest))

    def inverse(self, base: Value) -> Value:
        """1/base for a base other than 0; of a product it is the product of the inverses, as 1/0 is 0."""
        if len(base.top) > 1:
            lead = min(base.terms(), key=lambda term: (-abs(term[1]), -term[1], term[0]))[1]
            monic = Value(base.top / lead, base.below)
            return self.times(self.atom(("inverse",), monic), Value(self._ring.constant(1 / lead)))
        ((powers, c),) = base.terms()
        product = Value(self._ring.constant(1 / c))
        for i, e in powers:
            atom, exponent = self._atoms[i]
            inverse = (("inverse of",), atom)
            self._mentions.setdefault(inverse, self._mentions[atom] | {inverse})
            product = self.times(product, self.monomial([(self._place(inverse, exponent), e)]))
        return product

    def sum(self, body: Form, index: Value, ends: tuple[Value, Value], bound: Sequence[Value]) -> Value:
        """A sum over 0, 1, ..., count - 1, with what does not run taken out of each term."""
        low, high = ends
        if not (self.whole(low) and self.whole(high)):
            return self.atom(("unknown sum",), self.read(("lambda", body), bound), low, high)
        count = self.plus(self.plus(high, low, -1), self.number(1))
        if count.constant() == 1:
            return self.read(body, (low, *bound))
        before, total = self.known, self.number(0)
        self.known = (*before, self.plus(self.plus(count, self.number(-1)), index, -1))
        inner = self.read(body, (self.plus(index, low), *bound))
        self.known = before
        ((((place, _),), _),) = index.terms()
        runs = self._atoms[place][0]
        for powers, c in inner.terms():
            inside = [(i, e) for i, e in powers if runs in self._mentioned(i)]
            outside = self.monomial(((i, e) for i, e in powers if (i, e) not in inside), c)
            known = count.constant() == 0 or (not inside and self.natural(count))
            bare = count if known else self.atom(("sum",), self.monomial(inside), count, index)
            total = self.plus(total, self.times(outside, bare))
        return total
