r"""Sums without an end: whether they have a value, and which one if their terms are powers: `\sum 1/t^2 = \pi^2/6`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from rmsprop_sym.claims.expressions.real import Undefined, ball_of, evaluate
from rmsprop_sym.claims.expressions.syntax import Binary, Call, Chain, Infinity, Literal, Name, Negate, Node, Sum, walk
from rmsprop_sym.claims.expressions.tree import names_in
from rmsprop_sym.claims.symbolic.nearing import BITS, letters_of, precisely, standing
from rmsprop_sym.claims.verdict import Evidence, Grade

PLACES = (10**10, 10**20, 10**40)  # so far out that terms which fall nearly alike are told apart
_STEEP = Fraction(20)  # an order above which terms fall like a power of a decay


@dataclass(frozen=True)
class Order:
    """Terms that fall like a power of their number, or faster than each; a sum of them has a value from above 1."""

    power: Fraction | None

    @property
    def has_value(self) -> bool:
        """Whether the sum of all terms has a value."""
        return self.power is None or self.power > 1

    def __str__(self) -> str:
        """How the terms fall."""
        return "faster than every power of their number" if self.power is None else f"like 1/k^({self.power})"


@dataclass(frozen=True)
class Summable(Evidence):
    """What is said of a sum without an end, against how its terms fall, or against its value."""

    said: str
    order: Order
    holds: bool

    @property
    def grade(self) -> Grade:
        """SURVIVED or REFUTED, for the terms are followed in numbers."""
        return Grade.SURVIVED if self.holds else Grade.REFUTED

    @property
    def because(self) -> str | None:
        """How the terms fall, and what follows."""
        end = "has a value" if self.order.has_value else "grows beyond every number"
        return f"the terms fall {self.order}, so that their sum {end}{self.said}"

    @property
    def samples(self) -> int | None:
        """At how many terms that was seen."""
        return len(PLACES)


def summable(link: Chain) -> Summable | None:
    r"""What is known of a link between a sum without an end and infinity, or its value; None if nothing is.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [str(summable(parse_formula(rf"\sum_{{t=1}}^\infty 1/t^{k} < \infty")).grade) for k in (1, 2)]
    ['REFUTED', 'SURVIVED']
    """
    (left, right), relation = link.members, link.relations[0]
    if isinstance(left, Infinity) and relation == "=":
        left, right = right, left
    times, total = _multiple(left)
    if total is None:
        return None
    order = _order(total)
    if order is None:
        return None
    if isinstance(right, Infinity) and not right.negative:
        said = {"=": False, "<": True, "!=": True}.get(relation)
        return None if said is None else Summable("", order, order.has_value is said)
    if relation != "=" or names_in(right) - {"pi"} or any(isinstance(part, Sum) for part in walk(right)):
        return None
    return None if names_in(times) else _against_value(times, total, order, right)


def _against_value(times: Node, total: Sum, order: Order, right: Node) -> Summable | None:
    """A sum against a number: it has none, or it is a power's, whose value is known."""
    printed = any(isinstance(part, Literal) and not part.numeral.integer for part in walk(right))
    if not order.has_value:
        return Summable("", order, holds=False)
    share = _share(total, order)
    if share is None or printed or total.lower != Literal("1") or order.power is None:
        return None
    with precisely():
        value = ball_of(evaluate(times, BITS)) * share * _zeta(order.power)
        off = value - ball_of(evaluate(right, BITS))
        return Summable(f", {value.str(8, radius=False)}", order, holds=bool(abs(off) < arb("1e-100")))


def _zeta(power: Fraction) -> arb:
    return (arb(power.numerator) / power.denominator).zeta()


def _share(total: Sum, order: Order) -> arb | None:
    """What the terms are times that power of their number, if it is the same for all of them."""
    if order.power is None:
        return None
    with precisely():
        found = [
            _term(total, k, {}) * arb(k) ** (arb(order.power.numerator) / order.power.denominator) for k in (1, 2, 7)
        ]
        same = all(abs(each - found[0]) < arb("1e-100") for each in found)
    return found[0] if same else None


def _multiple(node: Node) -> tuple[Node, Sum | None]:
    """A side as a multiple of a sum without an end."""
    match node:
        case Sum(upper=Infinity()):
            return Literal("1"), node
        case Binary(op="*", left=times, right=Sum(upper=Infinity()) as total):
            return times, total
    return node, None


def _order(total: Sum) -> Order | None:
    """How positive terms fall, which are made by roots, powers and fractions; None if that cannot be told."""
    parts = [*walk(total.body)]
    plain = all(isinstance(part, Name | Literal | Binary | Negate) or _is_root(part) for part in parts)
    if not plain or not isinstance(total.lower, Literal) or Name(total.index) not in parts:
        return None
    try:
        found = {_order_at(total, letters) for letters in standing(letters_of(Chain((total,), ())))}
    except (Undefined, ZeroDivisionError, ValueError):
        return None
    return found.pop() if len(found) == 1 else None


def _is_root(part: Node) -> bool:
    return isinstance(part, Call) and part.function in {"sqrt", "exp"}


def _term(total: Sum, k: int, letters: dict[str, Fraction]) -> arb:
    known = {name: ball_of(x) for name, x in letters.items()} | {total.index: arb(k)}
    return ball_of(evaluate(total.body, BITS, letters=known))


def _order_at(total: Sum, letters: dict[str, Fraction]) -> Order | None:
    """How the terms fall for one choice of the other letters."""
    with precisely():
        sizes = [(_term(total, k, letters), _term(total, 2 * k, letters)) for k in PLACES]
        if not all(here > 0 and there > 0 for here, there in sizes):
            return None
        found = [(here / there).log() / arb(2).log() for here, there in sizes]
        last = found[-1]
        if last > arb(_STEEP.numerator) and last > found[0] * 10:
            return Order(None)
        power = Fraction(float(last.mid())).limit_denominator(10_000)
        near = abs(last - arb(power.numerator) / power.denominator) < arb("1e-12")
        return Order(power) if near else None
