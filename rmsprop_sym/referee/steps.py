"""The steps that the referee can redo, each under the name of its rule."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Head, Letter
from rmsprop_sym.referee.forms import (
    ONE,
    PLUS,
    POWER,
    SUM,
    TIMES,
    ZERO,
    Desk,
    Form,
    Value,
    add,
    closed,
    form,
    opened,
    replaced,
    require,
    sub,
    symbols,
)


class Said(NamedTuple):
    """A claim as the referee reads it."""

    left: Form
    relation: str
    right: Form
    within: tuple[Form, ...] = ()


@dataclass(frozen=True, eq=False)
class Step:
    """A step of a proof as the referee reads it: any object with the public fields of a theorem will do."""

    claim: Said
    hypotheses: frozenset[Said]
    rule: str
    premises: tuple[Step, ...]
    data: tuple[Any, ...]


def said(claim: Claim) -> Said:
    """The claim in forms."""
    return Said(form(claim.left), claim.relation, form(claim.right), tuple(map(form, claim.within)))


def _at(c: Said, by: Mapping[Hashable, Form]) -> Said:
    return Said(replaced(c.left, by), c.relation, replaced(c.right, by), tuple(replaced(end, by) for end in c.within))


def _all(*steps: Step) -> set[Said]:
    return {h for step in steps for h in step.hypotheses}


_FRESH: Form = ("letter", "an index that no line writes", True)
_X, _Y = form(Letter("x")), form(Letter("y"))
_SQUARE, _UNDER = (POWER, _X, form(2)), (Head("sqrt"), _X)
_SUM_AND_GAP = (PLUS, (PLUS, _X, _Y), (Head("abs"), (PLUS, _X, (TIMES, form(-1), _Y))))
LAWS = {  # a claim, and what it supposes: written here again, not read from the kernel
    "reciprocal": (Said((TIMES, _X, (TIMES, ONE, (POWER, _X, form(-1)))), "=", ONE), Said(_X, "!=", ZERO)),
    "square": (Said(ZERO, "<=", _SQUARE),),
    "product": (Said(ZERO, "<=", (TIMES, _X, _Y)), Said(ZERO, "<=", _X), Said(ZERO, "<=", _Y)),
    "strict": (Said(_X, "<", _Y), Said(_X, "<=", _Y), Said(_X, "!=", _Y)),
    "root": (Said(ZERO, "<=", _UNDER), Said(ZERO, "<=", _X)),
    "root squared": (Said((POWER, _UNDER, form(2)), "=", _X), Said(ZERO, "<=", _X)),
    "root of square": (Said((Head("sqrt"), _SQUARE), "=", _X), Said(ZERO, "<=", _X)),
    "size": (Said((Head("abs"), _X), "=", (Head("sqrt"), _SQUARE)),),
    "sign": (Said((Head("sign"), _X), "=", (TIMES, _X, (POWER, (Head("abs"), _X), form(-1)))),),
    "max": (Said((Head("max"), _X, _Y), "=", (TIMES, _SUM_AND_GAP, (POWER, form(2), form(-1)))),),
}

Made = tuple[Said, set[Said]]


def _difference(desk: Desk, c: Said) -> Value:
    require(not c.within and c.relation != "->", "a range or a limit has no difference")
    return desk.read(sub(c.right, c.left))


def _cited(desk: Desk, facts: Iterable[Step]) -> None:
    """Tells the desk what the inequalities say about natural numbers."""
    plain = [f.claim for f in facts if f.claim.relation in ("<", "<=") and not f.claim.within]
    least = [desk.plus(_difference(desk, c), desk.number(-(c.relation == "<"))) for c in plain]
    desk.known = tuple(v for v in least if desk.whole(v))


def _natural(desk: Desk, *forms: Form) -> None:
    require(all(desk.natural(desk.read(f)) for f in forms), "something is not seen to be a natural number")


def _holds(relation: str, n: Fraction) -> bool:
    return {"=": n == 0, "!=": n != 0, "<=": n >= 0, "<": n > 0}[relation]


def _follows(step: Step, desk: Desk) -> Made:
    (weights, lead), c, used = step.data, step.claim, list[str]()
    require(len(weights) == len(step.premises), "there is not one cofactor for each fact")
    _cited(desk, step.premises)
    rest = desk.times(desk.read(form(lead) if c.relation == "!=" else ONE), _difference(desk, c))
    for fact, weight in zip(step.premises, weights, strict=True):
        factor, kind = desk.read(form(weight)), fact.claim.relation
        if not factor.top:
            continue
        if kind != "=":
            n, allowed = factor.constant(), {"=": "", "!=": "!= <"}.get(c.relation, "<= <").split()
            require(n is not None and n > 0 and kind in allowed, f"a fact with {kind} is used where it cannot be")
            used.append(kind)
        rest = desk.plus(rest, desk.times(factor, _difference(desk, fact.claim)), -1)
    left = rest.constant()
    require(left is not None, "the difference is not the sum of the facts")
    assert left is not None
    apart = left == 0 if len(used) == 1 else left != 0 and not used
    strict = left > 0 or (left == 0 and "<" in used)
    require({"!=": apart, "<": strict}.get(c.relation, _holds(c.relation, left)), "the line does not follow")
    return c, _all(*step.premises)


def _law(step: Step, _: Desk) -> Made:
    require(step.data[0] in LAWS, "there is no such law")
    claim, *suppositions = LAWS[step.data[0]]
    return claim, set(suppositions)


def _hypothesis(step: Step, _: Desk) -> Made:
    return step.claim, {step.claim}


def _instance(step: Step, desk: Desk) -> Made:
    theorem, *facts = step.premises
    _cited(desk, facts)
    by: dict[Hashable, Form] = {}
    for symbol, value in step.data[0]:
        key, new = symbol if isinstance(symbol, Head) else form(symbol), form(value)
        sequence = isinstance(symbol, Head) and symbol.kind == "sequence"
        require(sequence == (new[0] == "lambda") and (sequence or isinstance(symbol, Letter)), "a wrong replacement")
        _natural(desk, new if isinstance(symbol, Letter) and symbol.natural else ZERO)
        by[key] = new
    kept = {h for h in (_at(h, by) for h in theorem.hypotheses) if h in step.hypotheses or not _true(h)}
    return _at(theorem.claim, by), kept | _all(*facts)


def _true(c: Said) -> bool:
    """Whether the claim is arithmetic and true."""
    desk = Desk()
    n = None if c.within or c.relation == "->" else _difference(desk, c).constant()
    return n is not None and _holds(c.relation, n)


def _discharge(step: Step, _: Desk) -> Made:
    theorem, *facts = step.premises
    return theorem.claim, set(theorem.hypotheses - {f.claim for f in facts}) | _all(*facts)


def _cases(step: Step, _: Desk) -> Made:
    case, (first, second) = said(step.data[0]), step.premises
    other = {"<=": Said(case.right, "<=", case.left), "=": Said(case.left, "!=", case.right)}.get(case.relation)
    require(other and not case.within and first.claim == second.claim, "these are not two cases of one claim")
    return first.claim, set(first.hypotheses - {case}) | {h for h in second.hypotheses if h != other}


def _congruence(step: Step, _: Desk) -> Made:
    (equation,), (x, template) = step.premises, step.data
    require(equation.claim.relation == "=" and not equation.claim.within and isinstance(x, Letter), "no equation")
    sides = [replaced(form(template), {form(x): side}) for side in (equation.claim.left, equation.claim.right)]
    return Said(sides[0], "=", sides[1]), _all(equation)


def _apart(letter: Form, claims: Iterable[Said]) -> None:
    held = any(letter in symbols(c.left, c.right, *c.within) for c in claims)
    require(letter[0] == "letter" and letter[2] and not held, "a hypothesis holds the letter")


def _generalise(step: Step, desk: Desk) -> Made:
    (theorem,), (low, *high), index = step.premises, step.claim.within, form(step.data[0])
    c, bounds = theorem.claim, {Said(low, "<=", index), *(Said(index, "<=", h) for h in high)}
    rest = set(theorem.hypotheses) - bounds
    _apart(index, rest)
    require(index not in symbols(low, *high) and len(high) < 2 and not c.within and c.relation != "->", "no range")
    _natural(desk, low)
    sides = [("lambda", closed(side, index)) for side in (c.left, c.right)]
    return Said(sides[0], c.relation, sides[1], step.claim.within), rest


def _specialise(step: Step, desk: Desk) -> Made:
    theorem, *facts = step.premises
    index, c = form(step.data[0]), theorem.claim
    require(c.within, "the premise does not say 'for every'")
    _cited(desk, facts)
    _natural(desk, index, sub(index, c.within[0]), *(sub(high, index) for high in c.within[1:]))
    return Said(opened(c.left[1], index), c.relation, opened(c.right[1], index)), _all(*step.premises)


def _induction(step: Step, desk: Desk) -> Made:
    (base, passage), c, letter = step.premises, step.claim, form(step.data[0])
    for shown, at in (base, ZERO), (passage, add(letter, ONE)):
        wanted = _at(c, {letter: at})
        alike = (shown.claim.relation, len(shown.claim.within)) == (c.relation, len(c.within))
        require(
            alike and all(_same(desk, a, b) for a, b in zip(_sides(shown.claim), _sides(wanted), strict=True)),
            "the induction needs something else",
        )
    rest = set(base.hypotheses) | (set(passage.hypotheses) - {c})
    _apart(letter, rest)
    return c, rest


def _sides(c: Said) -> tuple[Form, ...]:
    return (c.left, c.right, *c.within)


def _same(desk: Desk, a: Form, b: Form) -> bool:
    return a == b or desk.plus(desk.read(a), desk.read(b), -1).constant() == 0


def _total(desk: Desk, f: Form) -> tuple[Form, Form, Form]:
    require(f[0] == SUM and f[1][0] == "lambda", "this is no sum")
    require(all(desk.whole(desk.read(end)) for end in f[2:]), "a sum runs between whole numbers")
    return f[1], f[2], f[3]


def _split(step: Step, desk: Desk) -> Made:
    general, low, high = _total(desk, step.claim.left)
    middle = form(step.data[0])
    _cited(desk, step.premises)
    _natural(desk, add(sub(middle, low), ONE), sub(high, middle))
    halves = add((SUM, general, low, middle), (SUM, general, add(middle, ONE), high))
    return Said(step.claim.left, "=", halves), _all(*step.premises)


def _reverse(step: Step, desk: Desk) -> Made:
    general, low, high = _total(desk, step.claim.left)
    turned = ("lambda", opened(general[1], sub(add(low, high), ("bound", 0))))
    return Said(step.claim.left, "=", (SUM, turned, low, high)), set()


def _sum(step: Step, _: Desk) -> Made:
    (theorem,) = step.premises
    c = theorem.claim
    require(c.relation in ("=", "<=") and len(c.within) == 2, "no 'for every' with two ends")
    return Said((SUM, c.left, *c.within), c.relation, (SUM, c.right, *c.within)), _all(theorem)


def _limit(step: Step, _: Desk) -> Made:
    template, letters = form(step.data[0]), [form(x) for x in step.data[1]]
    tending, nonzero = step.premises[: len(letters)], step.premises[len(letters) :]
    require(len(tending) == len(letters) and all(p.claim.relation == "->" for p in tending), "no limit is cited")
    proved = {p.claim for p in nonzero}
    lefts = {x: opened(p.claim.left[1], _FRESH) for x, p in zip(letters, tending, strict=True)}
    rights = {x: p.claim.right for x, p in zip(letters, tending, strict=True)}

    def continuous(f: Form) -> bool:
        if f in lefts or not symbols(f) & {*lefts}:
            return True
        if f[0] in (PLUS, TIMES):
            return continuous(f[1]) and continuous(f[2])
        whole = f[0] == POWER and f[2][0] == "number" and f[2][1].denominator == 1
        safe = whole and (f[2][1] >= 0 or Said(replaced(f[1], rights), "!=", ZERO) in proved)
        return safe and continuous(f[1])

    require(continuous(template), "this is not continuous where it is needed")
    left = closed(replaced(template, lefts), _FRESH)
    return Said(("lambda", left), "->", replaced(template, rights)), _all(*step.premises)


def _limit_of_root(step: Step, _: Desk) -> Made:
    tends, square, sign, *inside = step.premises
    root, below = sign.claim.right, tends.claim.left[1]
    require(tends.claim.relation == "->" and sign.claim in (Said(ZERO, "<", root), Said(ZERO, "<=", root)), "no sign")
    require(square.claim == Said(tends.claim.right, "=", (POWER, root, form(2))), "no root of the limit")
    require(sign.claim.relation == "<" or any(_everywhere(f, below) for f in inside), "a root may mean nothing")
    return Said(("lambda", (Head("sqrt"), below)), "->", root), _all(*step.premises)


def _everywhere(fact: Step, below: Form) -> bool:
    """Whether the fact says, whatever the index is, that what stands below a root is not negative."""
    c = fact.claim
    if (c.left, c.relation, c.within) != (ZERO, "<=", ()):
        return False
    letters = [x for x in (*symbols(c.right), _FRESH) if not isinstance(x, Head) and closed(c.right, x) == below]
    return any(all(x not in symbols(h.left, h.right, *h.within) for h in fact.hypotheses) for x in letters)


def _limit_along(step: Step, desk: Desk) -> Made:
    (tends,), (general, later, shift) = step.premises, step.data
    require(tends.claim.relation == "->", "no limit is cited")
    ahead, by = form(later), form(shift)
    _natural(desk, ahead, by)
    at, from_ = add(_FRESH, ahead), add(_FRESH, by)
    require(_same(desk, opened(form(general)[1], at), opened(tends.claim.left[1], from_)), "another sequence later on")
    return Said(form(general), "->", tends.claim.right), _all(tends)


def _limit_of_equal(step: Step, desk: Desk) -> Made:
    (tends, equation), right = step.premises, form(step.data[0])
    e = equation.claim
    require((tends.claim.relation, e.relation, e.within) == ("->", "=", ()), "no limit, or no equation")
    pair = tends.claim.left[1], step.claim.left[1]
    letters = (x for x in (*symbols(e.left, e.right), _FRESH) if not isinstance(x, Head))
    index = next((x for x in letters if (closed(e.right, x), closed(e.left, x)) == pair), None)
    require(index, "the equation is not about that limit")
    assert index is not None
    _apart(index, equation.hypotheses)
    require(_same(desk, tends.claim.right, right), "the limit is another one")
    return Said(("lambda", closed(e.left, index)), "->", right), _all(tends, equation)


STEPS: Mapping[str, Callable[[Step, Desk], Made]] = {
    "follows": _follows,
    "law": _law,
    "hypothesis": _hypothesis,
    "instance": _instance,
    "discharge": _discharge,
    "cases": _cases,
    "congruence": _congruence,
    "generalise": _generalise,
    "specialise": _specialise,
    "induction": _induction,
    "split": _split,
    "reverse": _reverse,
    "sum": _sum,
    "limit": _limit,
    "limit of root": _limit_of_root,
    "limit along": _limit_along,
    "limit of equal": _limit_of_equal,
}
