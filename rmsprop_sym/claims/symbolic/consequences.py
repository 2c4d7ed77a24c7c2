"""What a theorem about a size or a sign says of the number itself: its bounds, or more where its sign is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.claims.symbolic.known import used
from rmsprop_sym.claims.symbolic.proving import proved
from rmsprop_sym.claims.symbolic.sizes import not_above_size, squares_rise
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Lambda, Letter, Term, substitute
from rmsprop_sym.kernel.theorem import Theorem, assume, congruence, follows, generalise, instance, specialise
from rmsprop_sym.search import X, Y, size_from_square, walk
from rmsprop_sym.search.helpers import replaced
from rmsprop_sym.search.lemmas import by_lemma, size_nonnegative, size_squared

WORDS = frozenset({"abs", "sign"})
HOLE = Letter("_said")


def consequences(theorem: Theorem, signs: Sequence[Theorem]) -> Iterator[Theorem]:
    """What lies between -y and y lies below y, and so does its opposite; what has a known sign is written with it."""
    if theorem.claim.within or theorem.claim.relation == "->":
        return
    signed = theorem
    for sign in signs:
        signed = _with(signed, sign)
    if signed is not theorem:
        yield signed
    match signed.claim:
        case Claim(Apply(Head("abs", "function"), (inner,)), "<=" | "<" as relation, right):
            for each in (1, -1):
                size = instance(not_above_size(each), {X: inner})
                yield follows(Claim(size.claim.left, relation, right), [size, signed], [1, 1])


def signs_known(supposed: Iterable[Claim]) -> Iterator[Theorem]:
    """The sign and the size of everything that is supposed to be positive, or negative."""
    for claim in supposed:
        match claim:
            case Claim(left, "<", whole) if left == ZERO and _is_gradient(whole):
                yield from _signed(whole, claim, ONE)
            case Claim(whole, "<", right) if right == ZERO and _is_gradient(whole):
                yield from _signed(whole, claim, -ONE)


def squares_bounded(supposed: Iterable[Claim]) -> Iterator[Theorem]:
    """That x**2 <= y**2 at every index, wherever abs(x) <= y is supposed at every index."""
    for claim in supposed:
        match claim:
            case Claim(Lambda(i, Apply(Head("abs", "function"), (x,)) as size), "<=", Lambda() as bound, (low, *high)):
                y = substitute(bound.body, {bound.index: i})
                ends = [Claim(low, "<=", i), *(Claim(i, "<=", h) for h in high)]
                within = specialise(assume(claim), i, *map(assume, ends))
                squares = by_lemma(squares_rise(), {X: size, Y: y}, [by_lemma(size_nonnegative(), {X: x}, []), within])
                same = instance(size_squared(), {X: x})
                yield generalise(follows(Claim(x**2, "<=", y**2), [squares, same], [1, -1]), i, low, *high)


def _is_gradient(whole: Term) -> bool:
    plain = isinstance(whole, Letter) and not whole.natural
    return (plain and whole not in DOMAINS) or (isinstance(whole, Apply) and whole.head.kind == "sequence")


def _signed(whole: Term, supposed: Claim, sign: Term) -> Iterator[Theorem]:
    size = used(size_from_square(), {X: whole, Y: sign * whole}, [assume(supposed)])
    value = size and proved(Claim(whole.sign(), "=", sign), [assume(supposed), size])
    yield from filter(None, (size, value))


def _with(theorem: Theorem, sign: Theorem) -> Theorem:
    """The theorem with a sign, or a size, as it is known."""
    claim, part = theorem.claim, sign.claim.left
    if not any(part == each for side in (claim.left, claim.right) for each in walk(side)):
        return theorem
    left, right = (congruence(sign, HOLE, replaced(side, part, HOLE)) for side in (claim.left, claim.right))
    said = Claim(left.claim.right, claim.relation, right.claim.right)
    return follows(said, [theorem, left, right], [1, -1, 1])
