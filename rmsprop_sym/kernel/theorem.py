"""Theorems: claims that hold for all letters that meet their hypotheses; and the only rules that make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass
from fractions import Fraction
from typing import NoReturn, cast

from rmsprop_sym.kernel.certificate import NOTHING, UNIT, Context, Polynomial, normal, number, plus, times, whole
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Apply, Head, Lambda, Letter, Number, Scalar, Symbol, Term

# isort: split
from rmsprop_sym.kernel.term import ONE, ZERO, free, substitute, summed, term

_KEY = object()
_X, _Y, _I = Letter("x"), Letter("y"), Letter("i", natural=True)
LAWS = {  # what is known of the real numbers besides + and *: a claim, and what it supposes
    "reciprocal": (Claim(_X * (1 / _X), "=", ONE), Claim(_X, "!=", ZERO)),
    "square": (Claim(ZERO, "<=", _X**2),),
    "product": (Claim(ZERO, "<=", _X * _Y), Claim(ZERO, "<=", _X), Claim(ZERO, "<=", _Y)),
    "strict": (Claim(_X, "<", _Y), Claim(_X, "<=", _Y), Claim(_X, "!=", _Y)),
    "root": (Claim(ZERO, "<=", _X.sqrt()), Claim(ZERO, "<=", _X)),
    "root squared": (Claim(_X.sqrt() ** 2, "=", _X), Claim(ZERO, "<=", _X)),
    "root of square": (Claim((_X**2).sqrt(), "=", _X), Claim(ZERO, "<=", _X)),
    "size": (Claim(abs(_X), "=", (_X**2).sqrt()),),
    "sign": (Claim(_X.sign(), "=", _X / abs(_X)),),
    "max": (Claim(_X.maximum(_Y), "=", (_X + _Y + abs(_X - _Y)) / 2),),
}


class Gap(Exception):
    """A rule of the kernel refuses: the reason, the claim it speaks of, and what is left to show."""

    def __init__(self, reason: str, claim: Claim | None = None, left: Polynomial | None = None) -> None:
        super().__init__(reason)
        self.reason, self.claim, self.left = reason, claim, left


def _require(held: object, reason: str, claim: Claim | None = None, left: Polynomial | None = None) -> None:
    if not held:
        raise Gap(reason, claim, left)


@dataclass(frozen=True)
class Recursion:
    """The states of a rule: where each starts (None: anywhere), and its body at step t + 1."""

    rule: str
    owners: tuple[Symbol, ...]
    step: Letter
    states: tuple[tuple[str, Number | None, Term], ...]

    def __post_init__(self) -> None:
        ready, letters = {self.state(name, self.step) for name, *_ in self.states}, {self.step, *self.owners}
        distinct = len(letters) == len(self.owners) + 1 and len(ready) == len(self.states)
        _require(self.step.natural and distinct, "a rule has one natural step, and distinct owners and states")
        for name, start, body in self.states:
            _require(_known(body, ready, letters) and isinstance(start, Number | None), "a body knows the past only")
            ready.add(self.state(name, self.step + 1))

    def state(self, name: str, index: Scalar) -> Term:
        """The state letter of the run at an index."""
        owners = (o if isinstance(o, Letter) else Lambda(_I, Apply(o, (_I,))) for o in self.owners)
        return Apply(Head(name, "state", self.rule, self.owners), (*owners, term(index)))


def _known(body: Term, ready: set[Term], letters: set[Symbol]) -> bool:
    if not isinstance(body, Apply) or body in ready:
        return body in ready or isinstance(body, Number) or body in letters
    index = (*body.args, ZERO)[0] if body.head in letters else ZERO
    own = (body.head.kind == "function" or body.head in letters) and NOTHING.natural(normal(index))
    return own and all(_known(arg, ready, letters) for arg in body.args)


@dataclass(frozen=True, eq=False)
class Theorem:
    """A claim that was proved from hypotheses; only the rules in this file make one."""

    claim: Claim
    hypotheses: frozenset[Claim]
    rule: str
    premises: tuple[Theorem, ...]
    data: tuple[object, ...]
    recursions: frozenset[Recursion]
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("a Theorem is made by a rule of the kernel, never by hand")

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a Theorem cannot be copied or pickled; import it from the file that proves it")

    __copy__ = __deepcopy__ = __reduce_ex__ = _refuse

    def ancestry(self) -> list[Theorem]:
        """The theorem and every theorem below it, each once."""
        found = {self: self.premises}
        while new := {p: p.premises for ps in found.values() for p in ps if p not in found}:
            found |= new
        return list(found)

    def trusts(self) -> tuple[str, ...]:
        """The names of the definitions and axioms that the proof rests on."""
        prefix = {"axiom": "axiom ", "definition": ""}
        return tuple(sorted({f"{prefix[t.rule]}{t.data[0]}" for t in self.ancestry() if t.rule in prefix}))


def _infer(rule: str, claim: Claim, premises: Sequence[Theorem], *data: object, given: frozenset[Claim]) -> Theorem:
    sound = type(claim) is Claim and {*map(type, premises)} <= {Theorem} and {*map(type, given)} <= {Claim}
    _require(sound, "a premise is a theorem of this kernel, and a claim a Claim")
    recursions = frozenset(d for d in data if isinstance(d, Recursion)).union(*(p.recursions for p in premises))
    _require(len({r.rule for r in recursions}) == len(recursions), "two definitions of one state at one index", claim)
    return Theorem(claim, given, rule, tuple(premises), data, recursions, _KEY)


def _all(*premises: Theorem) -> frozenset[Claim]:
    return frozenset[Claim]().union(*(p.hypotheses for p in premises))


def _difference(claim: Claim, context: Context = NOTHING) -> Polynomial:
    _require(not claim.within and claim.relation != "->", "this rule takes no 'for every' and no limit", claim)
    return normal(claim.right - claim.left, context)


def _naturals(facts: Sequence[Theorem]) -> Context:
    """What the cited inequalities say about natural numbers."""
    plain = [f.claim for f in facts if f.claim.relation in ("<=", "<") and not f.claim.within]
    differences = [plus(_difference(c), number(-(c.relation == "<"))) for c in plain]
    return Context(tuple(d for d in differences if whole(d)))


def _natural(context: Context, *terms: Term) -> None:
    for t in terms:
        _require(context.natural(normal(t, context)), "this is not known to be a natural number", Claim(ZERO, "<=", t))


def assume(claim: Claim) -> Theorem:
    """The claim, with itself as hypothesis."""
    return _infer("hypothesis", claim, (), given=frozenset({claim}))


def axiom(name: str, claim: Claim, hypotheses: Sequence[Claim], source: str) -> Theorem:
    """The claim, believed without proof; `trusts` shows its name wherever it is used."""
    return _infer("axiom", claim, (), name, source, given=frozenset(hypotheses))


def define(recursion: Recursion) -> dict[tuple[str, str], Theorem]:
    """The equations state(0) = start and state(t + 1) = body, by (name, "start") and (name, "step")."""
    _require(type(recursion) is Recursion, "only a Recursion defines")
    step = recursion.step + 1
    claims = {(name, "step"): Claim(recursion.state(name, step), "=", body) for name, _, body in recursion.states}
    starts = {(name, "start"): (recursion.state(name, 0), start) for name, start, _ in recursion.states}
    claims |= {where: Claim(state, "=", start) for where, (state, start) in starts.items() if start is not None}
    return {w: _infer("definition", c, (), recursion.rule, recursion, *w, given=_all()) for w, c in claims.items()}


_USABLE = {("<=", "<="), ("<=", "<"), ("<", "<="), ("<", "<"), ("!=", "!="), ("!=", "<")}


def follows(claim: Claim, facts: Sequence[Theorem] = (), cofactors: Sequence[Scalar] = (), lead: Scalar = 1) -> Theorem:
    """The claim, because its difference (for !=, lead times it) is the sum of the facts' times their cofactors."""
    context = _naturals(facts := tuple(facts))
    rest = times(normal(term(lead if claim.relation == "!=" else 1), context), _difference(claim, context))
    used: list[str] = []
    for fact, cofactor in zip(facts, map(term, cofactors), strict=True):
        weight = normal(cofactor, context)
        if weight and fact.claim.relation != "=":
            usable = (claim.relation, fact.claim.relation) in _USABLE and isinstance(cofactor, Number)
            _require(usable and weight[UNIT] > 0, "this fact cannot be used so in such a line", claim)
            used.append(fact.claim.relation)
        if weight:
            rest = plus(rest, times(weight, _difference(fact.claim, context)), -1)
    n, zero = rest.get(UNIT, Fraction(0)), not rest
    held = {"=": zero, "<=": n >= 0, "<": n > 0 or (zero and "<" in used)}
    held["!="] = zero if len(used) == 1 else n != 0 and not used
    _require(not rest.keys() - {UNIT} and held.get(claim.relation), "this line does not follow", claim, rest)
    return _infer("follows", claim, facts, tuple(cofactors), lead, given=_all(*facts))


def law(name: str) -> Theorem:
    """One of LAWS, about any x and y."""
    return _infer("law", LAWS[name][0], (), name, given=frozenset(LAWS[name][1:]))


def congruence(equation: Theorem, x: Letter, template: Term) -> Theorem:
    """f(a) = f(b), from a = b, for any term f(x)."""
    c = equation.claim
    _require((c.relation, c.within, type(x)) == ("=", (), Letter), "only equal things may replace each other", c)
    sides = [substitute(template, {x: side}) for side in (c.left, c.right)]
    return _infer("congruence", Claim(sides[0], "=", sides[1]), [equation], x, template, given=_all(equation))


def instance(theorem: Theorem, by: Mapping[Symbol, Term], *facts: Theorem) -> Theorem:
    """The theorem with letters (natural ones by what the facts say is natural) and sequences replaced."""
    by, context = dict(by), _naturals(facts)
    for symbol, value in by.items():
        sequence = type(symbol) is Head and symbol.kind == "sequence"
        _require(sequence == isinstance(value, Lambda) != (type(symbol) is Letter), "a sequence takes a general term")
        _natural(context, value if isinstance(symbol, Letter) and symbol.natural else ZERO)
    left = frozenset(h for h in (hypothesis.at(by) for hypothesis in theorem.hypotheses) if not _settled(h))
    return _infer("instance", theorem.claim.at(by), [theorem, *facts], tuple(by.items()), given=left | _all(*facts))


def _settled(claim: Claim) -> bool:
    """Whether the claim is arithmetic and true; raises Gap if it is arithmetic and false."""
    if claim.within or claim.relation == "->" or (d := _difference(claim)).keys() - {UNIT}:
        return False
    n = d.get(UNIT, Fraction(0))
    _require({"=": n == 0, "!=": n != 0, "<=": n >= 0, "<": n > 0}[claim.relation], "outside the domain", claim)
    return True


def discharge(theorem: Theorem, *facts: Theorem) -> Theorem:
    """The theorem without the hypotheses that the facts prove."""
    rest = theorem.hypotheses - {fact.claim for fact in facts}
    return _infer("discharge", theorem.claim, [theorem, *facts], given=rest | _all(*facts))


def cases(case: Claim, first: Theorem, second: Theorem) -> Theorem:
    """What both say: the first may suppose a <= b (or a = b), the second b <= a (or a != b).

    Refuses two different claims, and a case of which this is not the other one: <, !=, 'for every', a limit.
    """
    other = _OTHERWISE.get(case.relation, "") if type(case) is Claim and not case.within else ""
    _require(other, "this has no other case", case)
    _require(first.claim == second.claim, "both cases must show the same", second.claim)
    ends = (case.right, case.left) if case.relation == "<=" else (case.left, case.right)
    given = (first.hypotheses - {case}) | (second.hypotheses - {Claim(ends[0], other, ends[1])})
    return _infer("cases", first.claim, [first, second], case, given=given)


_OTHERWISE = {"<=": "<=", "=": "!="}


def generalise(theorem: Theorem, index: Letter, low: Term, *high: Term) -> Theorem:
    """The claim for every index from low to high, or from low on, if only these bounds hold the index."""
    c = theorem.claim
    bounds, ends = {Claim(low, "<=", index), *(Claim(index, "<=", h) for h in high)}, (low, *high)
    rest = theorem.hypotheses - bounds
    held = index.natural and index not in free(*ends).union(*(h.free() for h in rest))
    _require(held and c.relation != "->" and not c.within, "a hypothesis or a bound holds the index", c)
    _natural(NOTHING, low)
    claim = Claim(Lambda(index, c.left), c.relation, Lambda(index, c.right), ends)
    return _infer("generalise", claim, [theorem], index, given=rest)


def specialise(theorem: Theorem, index: Term, *facts: Theorem) -> Theorem:
    """The claim for one index, from the claim for every index of a range."""
    match theorem.claim:
        case Claim(Lambda(i, left), relation, Lambda(j, right), (low, *high)):
            _natural(_naturals(facts), index, index - low, *(h - index for h in high))
            claim = Claim(substitute(left, {i: index}), relation, substitute(right, {j: index}))
            return _infer("specialise", claim, [theorem, *facts], index, given=_all(theorem, *facts))
    raise Gap("this claim does not say 'for every'", theorem.claim)


def induction(letter: Letter, claim: Claim, base: Theorem, step: Theorem) -> Theorem:
    """The claim for every natural number, from the claim at 0 and its passage from t to t + 1."""
    for shown, wanted in (base.claim, claim.at({letter: ZERO})), (step.claim, claim.at({letter: letter + 1})):
        sides = zip((shown.left, shown.right, *shown.within), (wanted.left, wanted.right, *wanted.within), strict=False)
        alike = (shown.relation, len(shown.within)) == (wanted.relation, len(wanted.within))
        _require(alike and all(normal(a) == normal(b) for a, b in sides), "the induction needs this", wanted)
    rest = base.hypotheses | (step.hypotheses - {claim})
    held = type(letter) is Letter and letter.natural and not any(letter in h.free() for h in rest)
    _require(held, "a hypothesis still holds the letter of the induction", claim)
    return _infer("induction", claim, [base, step], letter, given=rest)


def split(total: Term, middle: Term, *facts: Theorem) -> Theorem:
    """sum(low..high) = sum(low..middle) + sum(middle+1..high), for whole low - 1 <= middle <= high."""
    i, body, low, high, middle = *_sum(total), term(middle)
    _natural(_naturals(facts), middle - low + 1, high - middle)
    halves = summed(body, i, low, middle) + summed(body, i, middle + 1, high)
    return _infer("split", Claim(total, "=", halves), facts, middle, given=_all(*facts))


def reverse(total: Term) -> Theorem:
    """The sum from its other end."""
    i, body, low, high = _sum(total)
    turned = summed(substitute(body, {i: low + high - i}), i, low, high)
    return _infer("reverse", Claim(total, "=", turned), (), given=_all())


def _sum(total: Term) -> tuple[Letter, Term, Term, Term]:
    match total:
        case Apply(Head("sum", "function", ""), (Lambda(i, body), low, high)) if i not in free(low, high):
            _require(whole(normal(low)) and whole(normal(high)), "a sum runs between whole numbers")
            return i, body, low, high
    raise Gap("this is no sum")


def sum_over(theorem: Theorem) -> Theorem:
    """sum a(i) = sum b(i), or <=, from a(i) = b(i), or <=, for every i of a range with two ends."""
    match theorem.claim:
        case Claim(Lambda(i, left), ("=" | "<=") as relation, Lambda(j, right), (low, high)):
            claim = Claim(summed(left, i, low, high), relation, summed(right, j, low, high))
            return _infer("sum", claim, [theorem], given=_all(theorem))
    raise Gap("a sum is taken over one 'for every' with two ends", theorem.claim)


def limit(template: Term, tending: Mapping[Symbol, Theorem], t: Letter, *nonzero: Theorem) -> Theorem:
    """f(a, b, ...) tends to f(c, d, ...), for a rational f, from a -> c, b -> d, ... and non-zero limits below."""
    tending, proved, lefts, rights = (
        dict(tending),
        {fact.claim for fact in nonzero},
        dict[Symbol, Term](),
        dict[Symbol, Term](),
    )
    for x, tends in tending.items():
        lefts[x], rights[x] = substitute(_tending(tends).body, {_tending(tends).index: t}), tends.claim.right
        letters = type(x) is type(t) is Letter and t.natural
        _require(letters and t not in free(tends.claim.left, rights[x]), "letter taken")

    def continuous(whole: Term) -> bool:
        match whole:
            case _ if whole in tending or not free(whole) & {t, *tending}:
                return True
            case Apply(Head("+" | "*", "function", ""), (a, b)):
                return continuous(a) and continuous(b)
            case Apply(Head("**", "function", ""), (a, Number(n))) if n.denominator == 1:
                return continuous(a) and (n >= 0 or Claim(substitute(a, rights), "!=", ZERO) in proved)
        return False

    _require(continuous(template), "this is not continuous where it is needed")
    claim = Claim(Lambda(t, substitute(template, lefts)), "->", substitute(template, rights))
    premises = [*tending.values(), *nonzero]
    return _infer("limit", claim, premises, template, tuple(tending), given=_all(*premises))


def _tending(theorem: Theorem) -> Lambda:
    _require(theorem.claim.relation == "->", "this is no limit", theorem.claim)
    return cast("Lambda", theorem.claim.left)


def limit_of_root(tends: Theorem, square: Theorem, sign: Theorem, *inside: Theorem) -> Theorem:
    """sqrt(a) tends to r, from a -> b, b = r**2 and 0 < r; or 0 <= r, where 0 <= a for every t."""
    a, b, root, s, p = _tending(tends), tends.claim.right, sign.claim.right, square.claim, sign.claim
    held = (s.left, s.relation, s.right, p.left, p.within) == (b, "=", root**2, ZERO, ())
    above = any(f.claim == Claim(ZERO, "<=", a.body) and not _holding(a.index, f) for f in inside)
    signed = p.relation == "<" or (p.relation == "<=" and above)
    _require(held and signed, "the limit below a root is the square of something positive", tends.claim)
    premises = [tends, square, sign, *inside]
    return _infer("limit of root", Claim(Lambda(a.index, a.body.sqrt()), "->", root), premises, given=_all(*premises))


def limit_along(tends: Theorem, general: Lambda, later: Scalar, shift: Scalar) -> Theorem:
    """b tends to c, from a -> c and b(t + later) = a(t + shift) for every t: a limit is one of what comes late."""
    a, t = _tending(tends), _tending(tends).index
    _require(type(general) is Lambda and t not in free(general, term(later), term(shift)), "letter taken")
    _natural(NOTHING, term(later), term(shift))
    ends = substitute(general.body, {general.index: t + later}), substitute(a.body, {t: t + shift})
    _require(normal(ends[0]) == normal(ends[1]), "this is not the same sequence later on", tends.claim)
    claim = Claim(general, "->", tends.claim.right)
    return _infer("limit along", claim, [tends], general, later, shift, given=_all(tends))


def _holding(letter: Letter, theorem: Theorem) -> bool:
    return any(letter in h.free() for h in theorem.hypotheses)


def limit_of_equal(tends: Theorem, equation: Theorem, right: Term) -> Theorem:
    """c tends to d, from a -> b and c = a for every t, where d is b in another form."""
    t, e = _tending(tends).index, equation.claim
    held = (e.relation, e.within, e.right) == ("=", (), _tending(tends).body)
    _require(held and normal(tends.claim.right) == normal(right), "this equation is not about that limit", e)
    _require(not _holding(t, equation), "a hypothesis holds the letter of the limit", e)
    given = _all(tends, equation)
    return _infer("limit of equal", Claim(Lambda(t, e.left), "->", right), [tends, equation], right, given=given)
