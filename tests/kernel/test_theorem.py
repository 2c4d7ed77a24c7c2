"""Theorems: each rule of the kernel with what it must refuse, and the attacks that it must withstand."""

from __future__ import annotations

import copy
import importlib
import importlib.util
import pickle
import re
import sys
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from itertools import permutations
from math import inf, isqrt, nan
from pathlib import Path
from types import SimpleNamespace

import pytest
import sympy

import rmsprop_sym
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, PLUS, ZERO, Apply, Head, Lambda, Letter, Number, substitute, summed, term
from rmsprop_sym.kernel.theorem import (
    LAWS,
    Gap,
    Recursion,
    Theorem,
    assume,
    axiom,
    congruence,
    define,
    discharge,
    follows,
    generalise,
    induction,
    instance,
    law,
    limit,
    limit_of_equal,
    reverse,
    specialise,
    split,
    sum_over,
)

a, b, c, x, y, z = map(Letter, "abcxyz")
beta, eps, eta = map(Letter, ("beta", "eps", "eta"))
i, j, k, m, n, t = (Letter(name, natural=True) for name in "ijkmnt")
g = Head("g", "sequence")


def at(index):
    """The member g(index)."""
    return Apply(g, (term(index),))


def eq(left, right):
    """left = right."""
    return Claim(term(left), "=", term(right))


def ne(left, right):
    """left != right."""
    return Claim(term(left), "!=", term(right))


def le(left, right):
    """left <= right."""
    return Claim(term(left), "<=", term(right))


def lt(left, right):
    """left < right."""
    return Claim(term(left), "<", term(right))


FALSE = eq(0, 1)


def proved(claim, *given):
    """The claim by itself, or as hypotheses say it, for what a rule needs to be tried on."""
    return follows(claim, [assume(h) for h in given], [1] * len(given))


def recursion(name="rule", body=None, start=0, owners=(g, beta)):
    """A rule with one state v."""
    body = (lambda v: beta * v(t) + (1 - beta) * at(t + 1) ** 2) if body is None else body
    blank = Recursion(name, owners, t, ())
    value = None if start is None else Number(Fraction(start))
    return Recursion(name, owners, t, (("v", value, body(lambda index: blank.state("v", index))),))


# --- who makes a theorem ------------------------------------------------------------------------------

SOME = follows(eq(x, x))
FIELDS = (FALSE, frozenset(), "follows", (), (), frozenset())


@pytest.mark.parametrize(
    "forge",
    [
        lambda: Theorem(*FIELDS),
        lambda: Theorem(*FIELDS, None),
        lambda: Theorem(*FIELDS, object()),
        lambda: replace(SOME, claim=FALSE),
        lambda: replace(SOME, claim=FALSE, key=object()),
        lambda: copy.copy(SOME),
        lambda: copy.deepcopy(SOME),
        lambda: copy.deepcopy([SOME]),
        lambda: pickle.dumps(SOME),
        lambda: copy.replace(SOME, claim=FALSE) if hasattr(copy, "replace") else Theorem(*FIELDS),
    ],
    ids=[
        "bare",
        "None",
        "object",
        "replace",
        "replace with key",
        "copy",
        "deepcopy",
        "inside",
        "pickle",
        "copy.replace",
    ],
)
def test_a_theorem_is_not_made_by_hand(forge):
    """Neither the constructor nor dataclasses, copy or pickle make one."""
    with pytest.raises((TypeError, ValueError)):
        forge()


@pytest.mark.parametrize("field", ["claim", "hypotheses", "premises", "rule"])
def test_a_theorem_does_not_change(field):
    """Its fields cannot be assigned."""
    with pytest.raises(FrozenInstanceError):
        setattr(SOME, field, FALSE)


def subclass():
    """A class that calls itself a theorem and asks for no key."""

    class Fake(Theorem):
        def __post_init__(self, key):
            pass

    return Fake(*FIELDS, None)


def unmade():
    """A theorem of the right class that no rule made: nothing is known of it."""
    return object.__new__(Theorem)


FAKES = {
    "a duck": lambda: SimpleNamespace(
        claim=FALSE, hypotheses=frozenset(), recursions=frozenset(), premises=(), rule="follows", data=()
    ),
    "a subclass": subclass,
    "a claim": lambda: FALSE,
    "nothing": lambda: None,
    "an unmade one": unmade,
}


@pytest.mark.parametrize("fake", FAKES.values(), ids=FAKES)
@pytest.mark.parametrize(
    "rule",
    [
        lambda fake: follows(FALSE, [fake], [1]),
        lambda fake: follows(eq(x, x), [fake], [0]),
        lambda fake: congruence(fake, x, x),
        lambda fake: instance(fake, {}),
        lambda fake: instance(SOME, {}, fake),
        discharge,
        lambda fake: discharge(SOME, fake),
        lambda fake: generalise(fake, i, ZERO),
        lambda fake: specialise(fake, ZERO),
        lambda fake: induction(n, FALSE, fake, fake),
        lambda fake: split(summed(x, i, 0, n), n, fake),
        sum_over,
        lambda fake: limit(x, {x: fake}, n),
        lambda fake: limit_of_equal(fake, fake, ONE),
    ],
)
def test_a_premise_is_a_theorem_of_this_kernel(rule, fake):
    """No rule believes what only looks like a theorem."""
    with pytest.raises((Gap, AttributeError)):
        rule(fake())


def test_only_the_kernel_names_the_key():
    """No other file of the project, derivations included, mentions it."""
    root = Path(rmsprop_sym.__file__).parents[1]
    files = [path for folder in ("rmsprop_sym", "derivations") for path in (root / folder).rglob("*.py")]
    named = [path for path in files if re.search(r"\b_KEY\b", path.read_text(encoding="utf-8"))]
    assert [root / "rmsprop_sym" / "kernel" / "theorem.py"] == named


def test_ancestry_holds_each_theorem_once():
    """Whatever was used twice is one theorem."""
    one = assume(eq(x, 1))
    two = follows(eq(x + x, 2), [one, one], [1, 1])
    assert [two, one] == two.ancestry()


def test_trusts_are_the_definitions_and_axioms_below():
    """By name, sorted, each once; an axiom says that it is one."""
    believed = axiom("belief", eq(y, 0), [lt(0, x)], "a book")
    defined = define(recursion())["v", "start"]
    both = follows(eq(y, defined.claim.left), [believed, defined], [1, -1])
    assert ("axiom belief", "rule") == both.trusts()
    assert frozenset({lt(0, x)}) == both.hypotheses


def test_an_axiom_named_like_a_definition_still_shows():
    """An axiom cannot hide behind the name of a rule."""
    assert ("axiom rmsprop",) == axiom("rmsprop", FALSE, (), "").trusts()


def test_a_gap_says_why_of_what_and_what_is_left():
    """Its fields are the reason, the claim and the remainder; its text is the reason."""
    with pytest.raises(Gap, match="this line does not follow") as caught:
        follows(eq(x, y))
    gap = caught.value
    assert ("this line does not follow", eq(x, y)) == (gap.reason, gap.claim)
    assert {Fraction(1), Fraction(-1)} == set(gap.left.values())


# --- what is no term is in no claim -------------------------------------------------------------------


@pytest.mark.parametrize("thing", [inf, nan, 1j, sympy.oo, sympy.zoo, sympy.nan, sympy.I, None, "x"], ids=repr)
@pytest.mark.parametrize(
    "rule",
    [
        lambda thing: follows(Claim(ZERO, "=", ONE + thing)),
        lambda thing: follows(eq(x, x), [assume(eq(x, x))], [thing]),
        lambda thing: follows(ne(x, y), [assume(ne(x, y))], [1], thing),
        lambda thing: instance(law("square"), {x: thing}),
        lambda thing: summed(x, i, 0, thing),
        lambda thing: recursion(body=lambda v: v(t) + thing),
    ],
    ids=["claim", "cofactor", "lead", "instance", "end", "body"],
)
def test_infinity_nan_and_i_come_in_nowhere(rule, thing):
    """Not as a part of a claim, a cofactor, a lead, an instance, an end of a sum, a body."""
    with pytest.raises((TypeError, ValueError)):
        rule(thing)


class Chameleon:
    """What is no term and answers a subtraction with whatever helps."""

    def __init__(self):
        """Its answers, in turn."""
        self.answers = iter((ZERO, ONE))

    def __sub__(self, other):
        return next(self.answers)


class ChameleonLetter(Letter):
    """A letter that answers a subtraction with whatever helps."""

    def __sub__(self, other):
        answers = vars(self).setdefault("answers", [ONE, ZERO])
        return answers.pop()


@pytest.mark.parametrize("thing", [nan, inf, 1j, sympy.oo, sympy.nan, sympy.I, 1, "x", None], ids=repr)
def test_a_side_of_a_claim_is_a_term(thing):
    """A bare nan is no side of a claim, and oo = oo is none."""
    with pytest.raises((TypeError, ValueError)):
        Claim(thing, "=", thing)


@pytest.mark.parametrize("thing", [nan, sympy.oo, 1], ids=repr)
def test_an_instance_puts_terms_in(thing):
    """x = x at nan is no theorem."""
    with pytest.raises((TypeError, ValueError, Gap)):
        instance(follows(eq(x, x)), {x: thing})


@pytest.mark.parametrize("make", [Chameleon, lambda: ChameleonLetter("x")], ids=["no term", "a subclass of one"])
def test_what_answers_differently_each_time_proves_nothing(make):
    """An object whose differences change from call to call does not prove 0 = 1."""

    def prove(liar):
        return follows(FALSE, [follows(Claim(liar, "=", liar))], [1])

    with pytest.raises((TypeError, ValueError, Gap)):
        prove(make())


# --- follows ------------------------------------------------------------------------------------------

FOLLOWS = {
    "algebra": (eq((x + y) ** 2, x**2 + 2 * x * y + y**2), (), ()),
    "an equation times a term": (eq(x * a, x * b), (eq(a, b),), (x,)),
    "an equation backwards": (eq(b, a), (eq(a, b),), (-1,)),
    "less by an equation": (le(x, b), (eq(a, b), le(x, a)), (1, 1)),
    "less by less": (lt(x, z), (lt(x, y), le(y, z)), (1, 1)),
    "at most by less": (le(x, z), (lt(x, y), le(y, z)), (1, 1)),
    "less by a number": (lt(x, x + 1), (), ()),
    "less with room to spare": (lt(x, y + 1), (le(x, y),), (1,)),
    "at most by a number": (le(x, x), (), ()),
    "at most by a multiple": (le(2 * x, 2 * y), (le(x, y),), (2,)),
    "other than by a number": (ne(x, x + 1), (), ()),
    "a fact that is not needed": (eq(x, x), (lt(x, y),), (0,)),
}


@pytest.mark.parametrize("claim, given, cofactors", FOLLOWS.values(), ids=FOLLOWS)
def test_these_lines_follow(claim, given, cofactors):
    """The claim is proved, from what was cited."""
    theorem = follows(claim, [assume(h) for h in given], cofactors)
    assert (claim, frozenset(given)) == (theorem.claim, theorem.hypotheses)


NOT_FOLLOWS = {
    "0 = 1": (FALSE, (), ()),
    "g/g = 1": (eq(at(1) / at(1), 1), (), ()),
    "the root of a square": (eq(((x - 5) ** 2).sqrt(), x - 5), (), ()),
    "at most what is smaller": (le(x, x - 1), (), ()),
    "less than itself": (lt(x, x), (), ()),
    "less by at most": (lt(x, y), (le(x, y),), (1,)),
    "other than itself": (ne(x, x), (), ()),
    "equal by at most": (eq(x, y), (le(x, y),), (1,)),
    "equal by other than": (eq(x, y), (ne(x, y),), (1,)),
    "at most by other than": (le(x, y), (ne(x, y),), (1,)),
    "at most backwards": (le(y, x), (le(x, y),), (-1,)),
    "at most by a term": (le(z * x, z * y), (le(x, y),), (z,)),
    "at most by an equation and hope": (le(x, y), (eq(x, z),), (1,)),
    "other than by at most": (ne(x, y), (le(x, y),), (1,)),
    "other than by two": (ne(x + a, y + b), (ne(x, y), ne(a, b)), (1, 1)),
    "other than by a difference of two": (ne(x, x), (lt(x, y), lt(y, x)), (1, 1)),
    "other than backwards": (ne(x, y), (ne(x, y),), (-1,)),
    "an equation that is not cited": (eq(x * a, x * b), (), ()),
    "a cofactor too many": (eq(a, b), (eq(a, b), eq(a, b)), (1, 1)),
}


@pytest.mark.parametrize("claim, given, cofactors", NOT_FOLLOWS.values(), ids=NOT_FOLLOWS)
def test_these_lines_do_not_follow(claim, given, cofactors):
    """False lines, and true facts used in a way that proves too much."""
    with pytest.raises(Gap):
        follows(claim, [assume(h) for h in given], cofactors)


def test_a_lead_divides_what_differs():
    """From x*y != 0 by a lead: x != 0, since y*x = x*y."""
    assert ne(x, 0) == follows(ne(x, 0), [assume(ne(x * y, 0))], [1], y).claim


def test_a_lead_of_nothing_shows_nothing():
    """With the lead 0 anything would differ from anything, were it not for the fact that is cited."""
    with pytest.raises(Gap):
        follows(ne(x, y), (), (), 0)


@pytest.mark.parametrize("relation", ["=", "<=", "<"])
def test_a_lead_counts_only_for_other_than(relation):
    """An equation times 0 proves nothing, nor does an inequality times -1."""
    for lead in (0, -1):
        with pytest.raises(Gap):
            follows(Claim(x, relation, y), (), (), lead)


@pytest.mark.parametrize(
    "claim",
    [Claim(Lambda(i, x), "=", Lambda(i, x), (ZERO,)), Claim(Lambda(i, ZERO), "->", ZERO)],
    ids=["for every", "limit"],
)
def test_a_line_is_about_numbers(claim):
    """Neither 'for every' nor a limit follows by algebra, and neither is a fact for it."""
    with pytest.raises(Gap, match="no 'for every' and no limit"):
        follows(claim)
    with pytest.raises(Gap, match=r"no 'for every' and no limit|cannot be used so"):
        follows(eq(x, x), [assume(claim)], [1])


@pytest.mark.parametrize(
    "facts, cofactors", [((), (1,)), ((SOME,), ()), ((SOME,), (1, 1))], ids=["no fact", "none", "two"]
)
def test_each_fact_has_one_cofactor(facts, cofactors):
    """A certificate of another length is none."""
    with pytest.raises(ValueError, match="zip"):
        follows(eq(x, x), facts, cofactors)


@pytest.mark.parametrize("cofactors", [(), (0,)])
def test_facts_that_can_be_read_once_are_all_kept(cofactors):
    """An iterator is read into the premises, so that no hypothesis is lost."""
    given = assume(le(1, n))
    line = eq(x ** (n - 1) * x, x**n)
    if cofactors:
        assert frozenset({le(1, n)}) == follows(line, iter([given]), iter(cofactors)).hypotheses
    else:
        with pytest.raises(ValueError, match="zip"):
            follows(line, iter([given]), cofactors)


def test_the_exponent_is_opened_by_a_cited_fact():
    """beta**(t - i) is a power like any other once i <= t is cited; x**n needs 1 <= n to be peeled."""
    line = eq(x ** (t - m) * x, x ** (t - m + 1))
    assert frozenset({le(m, t)}) == follows(line, [assume(le(m, t))], [0]).hypotheses
    assert frozenset({lt(m, t)}) == follows(eq(x ** (t - m - 1) * x, x ** (t - m)), [assume(lt(m, t))], [0]).hypotheses
    for useless in (le(t, m), lt(x, y), le(x, t), le(t / 2, t), ne(m, t), eq(t, m)):
        with pytest.raises(Gap):
            follows(line, [assume(useless)], [0])


def test_a_fact_for_every_index_opens_no_exponent():
    """What is said of the members of a range is not said of this letter."""
    ranged = Claim(Lambda(i, m), "<=", Lambda(i, t), (ZERO,))
    with pytest.raises(Gap):
        follows(eq(x ** (t - m) * x, x ** (t - m + 1)), [assume(ranged)], [0])


def test_a_spoiled_certificate_is_refused():
    """Each cofactor changed, dropped or put in another place."""
    facts = [assume(eq(a, x + 1)), assume(eq(b, y**2)), assume(eq(c, a * b))]
    claim, cofactors = eq(c, (x + 1) * y**2), (b, x + 1, ONE)
    assert claim == follows(claim, facts, cofactors).claim
    spoiled = [order for order in permutations(cofactors) if order != cofactors]
    for place, cofactor in enumerate(cofactors):
        others = (ZERO, cofactor + 1, -cofactor, 2 * cofactor, cofactor * x, cofactor + x)
        spoiled += [(*cofactors[:place], other, *cofactors[place + 1 :]) for other in others]
    refused = 0
    for certificate in spoiled:
        with pytest.raises(Gap, match="this line does not follow"):
            follows(claim, facts, certificate)
        refused += 1
    assert 5 + 3 * 6 == refused


def test_a_spoiled_certificate_of_an_inequality_is_refused():
    """The same for weights of inequalities, which must be positive numbers."""
    facts = [assume(le(a, b)), assume(lt(b, c))]
    claim = lt(2 * a, 2 * c)
    assert claim == follows(claim, facts, (2, 2)).claim
    for certificate in [(2, 0), (0, 2), (2, 1), (-2, 2), (2, -2), (x, 2), (1, 1)]:
        with pytest.raises(Gap):
            follows(claim, facts, certificate)


# --- laws and congruence ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAWS)
def test_a_law_carries_what_it_supposes(name):
    """The claim and its side conditions are those of the table; it trusts nothing else."""
    claim, *given = LAWS[name]
    theorem = law(name)
    assert (claim, frozenset(given), ()) == (theorem.claim, theorem.hypotheses, theorem.trusts())


def test_there_is_no_other_law():
    """An unknown name is a KeyError."""
    with pytest.raises(KeyError):
        law("0 = 1")


LAWFUL = [Fraction(p, q) for p, q in [(0, 1), (1, 1), (-1, 1), (4, 1), (-4, 1), (9, 4), (-1, 9)]]


def rational(whole, where):
    """The value of a law's side, where roots are rational."""
    match whole:
        case Number(value):
            return value
        case Letter():
            return where[whole]
        case Apply(Head("+"), (p, q)):
            return rational(p, where) + rational(q, where)
        case Apply(Head("*"), (p, q)):
            return rational(p, where) * rational(q, where)
        case Apply(Head("**"), (p, q)):
            base, exponent = rational(p, where), int(rational(q, where))
            return Fraction(0) if exponent < 0 and not base else base**exponent
        case Apply(Head("sqrt"), (p,)):
            inside = rational(p, where)
            return Fraction(isqrt(abs(inside.numerator)), isqrt(inside.denominator))
        case Apply(Head("abs"), (p,)):
            return abs(rational(p, where))
        case Apply(Head("max"), (p, q)):
            return max(rational(p, where), rational(q, where))
        case Apply(Head("sign"), (p,)):
            value = rational(p, where)
            return Fraction((value > 0) - (value < 0))
    raise TypeError(whole)


def true(claim, where):
    """Whether a claim of the table holds."""
    left, right = rational(claim.left, where), rational(claim.right, where)
    return {"=": left == right, "!=": left != right, "<=": left <= right, "<": left < right}[claim.relation]


@pytest.mark.parametrize("name", LAWS)
def test_a_law_is_true_of_numbers(name):
    """Wherever its side conditions hold, so does it: 1/0 = 0, sign(0) = 0."""
    claim, *given = LAWS[name]
    places = [{x: p, y: q} for p in LAWFUL for q in LAWFUL]
    met = [where for where in places if all(true(h, where) for h in given)]
    assert len(met) >= 10
    assert [] == [where for where in met if not true(claim, where)]


def test_equal_things_replace_each_other():
    """f(a) = f(b) under any head."""
    theorem = congruence(assume(eq(a, b)), x, x.sqrt() + x)
    assert (eq(a.sqrt() + a, b.sqrt() + b), frozenset({eq(a, b)})) == (theorem.claim, theorem.hypotheses)


@pytest.mark.parametrize(
    "claim",
    [le(a, b), ne(a, b), Claim(Lambda(i, a), "=", Lambda(i, b), (ZERO,)), Claim(Lambda(i, a), "->", a)],
    ids=str,
)
def test_only_equal_things_replace_each_other(claim):
    """Neither an inequality nor a claim about every index is put under a head."""
    with pytest.raises(Gap, match="only equal things"):
        congruence(assume(claim), x, x.sqrt())


def test_a_cited_fact_captures_no_index():
    """From i = 1 does not follow that the index i of a sum is 1."""
    theorem = congruence(assume(eq(i, 1)), x, summed(x * i, i, 0, 3))
    fresh = Letter("i_", natural=True)
    assert eq(summed(i * fresh, fresh, 0, 3), summed(ONE * i, i, 0, 3)) == theorem.claim


def test_a_cited_fact_does_not_reach_a_bound_index():
    """Under a sum over i, the equation i = 1 about the free i changes nothing."""
    with pytest.raises(Gap):
        follows(eq(summed(i, i, 0, 3), summed(ONE, i, 0, 3)), [assume(eq(i, 1))], [1])


# --- instance and discharge ---------------------------------------------------------------------------


def test_an_instance_carries_its_hypotheses_along():
    """x != 0 becomes y + 1 != 0."""
    theorem = instance(law("reciprocal"), {x: y + 1})
    assert (eq((y + 1) * (1 / (y + 1)), 1), frozenset({ne(y + 1, 0)})) == (theorem.claim, theorem.hypotheses)


def test_a_hypothesis_that_has_become_arithmetic_is_settled():
    """2 != 0 needs no mention."""
    assert frozenset() == instance(law("reciprocal"), {x: term(2)}).hypotheses


@pytest.mark.parametrize(
    "given, value",
    [
        (ne(x, 0), 0),
        (lt(x, 1), 1),
        (lt(x, 1), 2),
        (lt(0, x), 0),
        (lt(0, x), -1),
        (le(0, x), -1),
        (eq(x, 0), 1),
        (ne(x**2 - x, 0), 1),
    ],
    ids=str,
)
def test_an_instance_outside_the_domain_is_refused(given, value):
    """A decay of 2, a rate of 0."""
    with pytest.raises(Gap, match="outside the domain"):
        instance(assume(given), {x: term(value)})


@pytest.mark.parametrize("given", [lt(0, x), le(0, x), ne(x, 0), eq(x, Fraction(1, 2)), lt(x, 1)], ids=str)
def test_an_instance_inside_the_domain_is_taken(given):
    """A decay of 1/2."""
    theorem = instance(axiom("belief", eq(y, x), [given], ""), {x: term(0.5)})
    assert (eq(y, 0.5), frozenset()) == (theorem.claim, theorem.hypotheses)


def test_a_hypothesis_for_every_index_or_about_a_limit_is_never_arithmetic():
    """Such a hypothesis stays, whatever it says."""
    ranged, tends = Claim(Lambda(i, x), "=", Lambda(i, ONE), (ZERO,)), Claim(Lambda(i, x), "->", ONE)
    theorem = instance(axiom("belief", eq(y, 0), [ranged, tends], ""), {x: term(2)})
    assert frozenset({ranged.at({x: term(2)}), tends.at({x: term(2)})}) == theorem.hypotheses


@pytest.mark.parametrize(
    "by",
    [{g: x}, {x: Lambda(i, i)}, {Head("f"): Lambda(i, i)}, {Head("v", "state", "r"): Lambda(i, i)}, {PLUS: x}],
    ids=["sequence by number", "letter by sequence", "function", "state", "plus"],
)
def test_letters_take_terms_and_sequences_take_general_terms(by):
    """Functions, states and operators cannot be replaced at all."""
    with pytest.raises(Gap, match="a sequence takes a general term"):
        instance(SOME, by)


@pytest.mark.parametrize("value", [term(-1), term(0.5), x, m - 1, m - t, at(1), 1 / m, m.sqrt()], ids=str)
def test_a_natural_letter_takes_natural_numbers_only(value):
    """Not -1, not 1/2, not a real letter, not a difference."""
    with pytest.raises(Gap, match="not known to be a natural number"):
        instance(follows(eq(x**n * x, x ** (n + 1))), {n: value})


def test_a_natural_letter_takes_what_a_fact_says_is_natural():
    """m - 1 once 1 <= m is cited, which the instance then supposes."""
    theorem = instance(follows(eq(x**n * x, x ** (n + 1))), {n: m - 1}, assume(le(1, m)))
    assert (eq(x ** (m - 1) * x, x ** (m - 1 + 1)), frozenset({le(1, m)})) == (theorem.claim, theorem.hypotheses)


def test_a_real_letter_takes_anything():
    """The bound of a letter is its domain alone."""
    assert eq(n - 1, n - 1) == instance(follows(eq(x, x)), {x: n - 1}).claim


def test_a_natural_letter_and_a_real_one_of_the_same_name_are_two():
    """What is put in for the real t does not reach the natural t."""
    real = Letter("t")
    assert eq(real + 1, real + 1) == instance(follows(eq(real + 1, real + 1)), {t: ZERO}).claim


def test_an_instance_captures_no_bound_letter():
    """sum(y) over i = 1, ..., n at y = i is n*i and not the sum of the indices."""
    theorem = instance(follows(eq(summed(y, i, 1, n), n * y)), {y: i})
    for wrong in (eq(summed(i, i, 1, 2), 2 * i), eq(summed(i, i, 1, n), n * i)):
        with pytest.raises(Gap):
            follows(wrong, [theorem], [1])


def test_a_general_term_captures_no_bound_letter():
    """g(1) + g(2) = sum(g(i)) at g(k) = k + i keeps the free i."""
    total = follows(eq(at(1) + at(2), summed(at(i), i, 1, 2)), [split(summed(at(i), i, 1, 2), ONE)], [-1])
    theorem = instance(total, {g: Lambda(k, k + i)})
    assert eq(3 + 2 * i, theorem.claim.right) == follows(eq(3 + 2 * i, theorem.claim.right), [theorem], [1]).claim
    with pytest.raises(Gap):
        follows(eq(summed(i + i, i, 1, 2), 3 + 2 * i), [theorem], [-1])


def test_discharge_takes_away_exactly_what_is_proved():
    """The facts' own hypotheses come in their place."""
    theorem = axiom("belief", eq(y, 0), [lt(0, x), lt(x, 1)], "")
    fact = follows(lt(0, x), [assume(lt(z, x)), assume(le(0, z))], [1, 1])
    rest = discharge(theorem, fact)
    assert (eq(y, 0), frozenset({lt(x, 1), lt(z, x), le(0, z)})) == (rest.claim, rest.hypotheses)


def test_discharge_takes_nothing_else_away():
    """A fact that says it in other words does not count."""
    theorem = axiom("belief", eq(y, 0), [lt(0, x)], "")
    assert frozenset({lt(0, x)}) == discharge(theorem, follows(lt(0, 1))).hypotheses
    assert frozenset({lt(0, x)}) == discharge(theorem, assume(lt(0, x))).hypotheses


# --- for every index ----------------------------------------------------------------------------------


def positive(low, *high):
    """index + x = x + index for every index of the range."""
    return generalise(follows(eq(i + x, x + i)), i, term(low), *map(term, high))


def test_what_holds_for_a_letter_holds_for_every_index():
    """The bounds of the letter become the range."""
    theorem = generalise(proved(le(0, i - 1), le(1, i)), i, ONE)
    assert Claim(Lambda(i, ZERO), "<=", Lambda(i, i - 1), (ONE,)) == theorem.claim
    assert frozenset() == theorem.hypotheses


def test_a_range_may_have_two_ends():
    """Both bounds are taken over."""
    theorem = generalise(follows(eq(x, x), [assume(le(m, i)), assume(le(i, n))], [0, 0]), i, m, n)
    assert ((m, n), frozenset()) == (theorem.claim.within, theorem.hypotheses)


@pytest.mark.parametrize(
    "theorem, index, low, high",
    [
        (assume(eq(i, 1)), i, ZERO, ()),
        (assume(le(1, i)), i, ZERO, ()),
        (assume(le(i, n)), i, ZERO, ()),
        (assume(le(i, n)), i, ZERO, (n + 1,)),
        (SOME, i, i, ()),
        (SOME, i, ZERO, (i,)),
        (SOME, x, ZERO, ()),
        (assume(Claim(Lambda(j, x), "->", x)), i, ZERO, ()),
        (positive(0), j, ZERO, ()),
    ],
    ids=["hypothesis", "low", "high", "end", "in its low", "in its high", "real", "limit", "twice"],
)
def test_what_holds_for_some_index_does_not_hold_for_every(theorem, index, low, high):
    """A hypothesis or an end that holds the index stands in the way, and so does a claim of another kind."""
    with pytest.raises(Gap, match="a hypothesis or a bound holds the index"):
        generalise(theorem, index, low, *high)


@pytest.mark.parametrize("low", [term(-1), x, term(0.5), n - 1], ids=str)
def test_a_range_starts_at_a_natural_number(low):
    """The index is natural, so its range must be."""
    with pytest.raises(Gap, match="not known to be a natural number"):
        generalise(SOME, i, low)


def test_a_range_is_read_at_one_index():
    """From low on, or up to high, as facts say; the facts' hypotheses are kept."""
    assert eq(n + 1 + x, x + (n + 1)) == specialise(positive(1), n + 1).claim
    given = [assume(le(1, m)), assume(le(m, n))]
    theorem = specialise(positive(1, n), m, *given)
    assert (eq(m + x, x + m), frozenset({le(1, m), le(m, n)})) == (theorem.claim, theorem.hypotheses)


@pytest.mark.parametrize(
    "ranged, index",
    [
        (positive(1), ZERO),
        (positive(1), n),
        (positive(0), n - 1),
        (positive(0), term(0.5)),
        (positive(0), x),
        (positive(0, n), n + 1),
        (positive(0, n), m),
        (positive(0, 3), term(4)),
    ],
    ids=str,
)
def test_nothing_is_read_outside_the_range(ranged, index):
    """A recurrence that holds from 1 on says nothing about 0."""
    with pytest.raises(Gap, match="not known to be a natural number"):
        specialise(ranged, index)


def test_only_for_every_can_be_read_at_one_index():
    """A plain claim and a limit cannot."""
    for claim in (eq(x, x), Claim(Lambda(i, x), "->", x)):
        with pytest.raises(Gap, match="does not say 'for every'"):
            specialise(assume(claim), ZERO)


def test_reading_at_an_index_captures_nothing():
    """for every i: sum over j of i, at i = j, is no sum of the indices."""
    ranged = generalise(follows(eq(summed(i, j, 1, n), n * i)), i, ZERO)
    assert substitute(summed(i, j, 1, n), {i: j}) == specialise(ranged, j).claim.left
    with pytest.raises(Gap):
        follows(eq(summed(j, j, 1, n), n * j), [specialise(ranged, j)], [1])


# --- induction ----------------------------------------------------------------------------------------


def parity(index):
    """0 <= index."""
    return le(0, index)


def test_a_claim_for_every_natural_number():
    """From 0, and from t to t + 1, its own hypothesis gone."""
    theorem = induction(n, parity(n), follows(parity(0)), follows(parity(n + 1), [assume(parity(n))], [1]))
    assert (parity(n), frozenset()) == (theorem.claim, theorem.hypotheses)


def test_other_hypotheses_stay():
    """What both halves suppose of other letters, the theorem supposes."""
    claim = le(0, n * x)
    base = follows(le(0, ZERO * x))
    step = follows(le(0, (n + 1) * x), [assume(claim), assume(le(0, x))], [1, 1])
    assert frozenset({le(0, x)}) == induction(n, claim, base, step).hypotheses


BAD_INDUCTIONS = {
    "a base for another claim": (parity(n), follows(parity(1)), follows(parity(n + 1), [assume(parity(n))], [1])),
    "a step for another claim": (parity(n), follows(parity(0)), proved(parity(n), parity(n))),
    "a step two further": (
        parity(n), follows(parity(0)), follows(parity(n + 2), [assume(parity(n))], [1]),
    ),
    "another relation": (lt(n, n + 1), follows(le(0, 1)), follows(le(n + 1, n + 2))),
    "a base that supposes something of n": (
        eq(n, 0), follows(eq(0, 0), [assume(eq(n, 0))], [0]), follows(eq(n + 1, 0), [assume(eq(n + 1, 0))], [1]),
    ),
    "a step that supposes something of n": (
        eq(n, 0), follows(eq(0, 0)), follows(eq(n + 1, 0), [assume(eq(n, 0)), assume(eq(1, 0 * n))], [1, 1]),
    ),
    "a step that supposes what it shows": (eq(n, 0), follows(eq(0, 0)), assume(eq(n + 1, 0))),
    "a base that supposes the claim": (
        eq(n, 0), follows(eq(0, 0), [assume(eq(n, 0))], [0]), follows(eq(n + 1, 0), [assume(eq(n + 1, 0))], [1]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("claim, base, step", BAD_INDUCTIONS.values(), ids=BAD_INDUCTIONS)
def test_these_are_no_inductions(claim, base, step):
    """The halves must be those of the claim, and nothing supposed may mention its letter."""
    with pytest.raises(Gap, match="induction"):
        induction(n, claim, base, step)


def test_induction_is_over_natural_numbers():
    """What goes from x to x + 1 does not hold for 1/2."""
    step = follows(parity(x + 1), [assume(parity(x))], [1])
    with pytest.raises(Gap, match="the letter of the induction"):
        induction(x, parity(x), follows(parity(0)), step)


def test_induction_with_the_letter_bound_by_a_range_compares_the_ends():
    """The halves of a claim for every index of a range must have its ends."""
    ranged = Claim(Lambda(i, x), "=", Lambda(i, x), (ZERO, n))
    base, step = (generalise(SOME, i, ZERO, end) for end in (ZERO, n + 1))
    assert ranged == induction(n, ranged, base, step).claim
    for wrong in (generalise(SOME, i, ZERO), generalise(SOME, i, ZERO, n + 2), generalise(SOME, i, ONE, n + 1)):
        with pytest.raises(Gap, match="the induction needs this"):
            induction(n, ranged, base, wrong)


# --- sums ---------------------------------------------------------------------------------------------


def test_a_sum_is_split_in_the_middle():
    """Where the middle lies between the ends; one half may be empty."""
    whole = summed(at(i), i, 1, n + 1)
    assert eq(whole, summed(at(i), i, 1, n) + summed(at(i), i, n + 1, n + 1)) == split(whole, n).claim
    assert frozenset({le(m, n)}) == split(summed(at(i), i, 1, n), m, assume(le(m, n))).hypotheses


@pytest.mark.parametrize(
    "whole, middle, facts",
    [
        (summed(at(i), i, 1, n), n - 1, ()),
        (summed(at(i), i, 1, n), n + 1, ()),
        (summed(at(i), i, 1, n), m, ()),
        (summed(at(i), i, 1, n), m, (le(n, m),)),
        (summed(at(i), i, 3, 1), ONE, ()),
        (summed(at(i), i, 3, 1), term(2), ()),
        (summed(at(i), i, 0, n), term(-2), ()),
        (summed(at(i), i, 0, n), term(0.5), ()),
        (summed(at(i), i, 0, n), x, (le(0, x), le(x, n))),
    ],
    ids=str,
)
def test_a_sum_is_not_split_outside(whole, middle, facts):
    """Peeling sum(1..n) needs n >= 1, and a reversed sum has no middle."""
    with pytest.raises(Gap, match="not known to be a natural number"):
        split(whole, middle, *map(assume, facts))


def test_a_sum_from_one_end_is_a_sum_from_the_other():
    """Its general term is turned."""
    whole = summed(at(i), i, 1, n)
    assert eq(whole, summed(at(ONE + n - i), i, 1, n)) == reverse(whole).claim


@pytest.mark.parametrize(
    "whole",
    [x, at(1), Lambda(i, x), summed(x, i, i, n), summed(x, i, 0, i), Apply(Head("f"), (Lambda(i, x), ZERO, n))],
    ids=str,
)
def test_only_a_sum_is_split_or_reversed(whole):
    """Its index may not stand in its ends."""
    with pytest.raises(Gap, match="this is no sum"):
        split(whole, ZERO)
    with pytest.raises(Gap, match="this is no sum"):
        reverse(whole)


@pytest.mark.parametrize("ends", [(x, n), (ZERO, y), (ZERO, n / 2), (term(0.5), n), (ZERO, 1 / n)], ids=str)
def test_a_sum_runs_between_whole_numbers(ends):
    """A sum between real ends is written and never worked with."""
    with pytest.raises(Gap, match="between whole numbers"):
        split(summed(at(i), i, *ends), ZERO)
    with pytest.raises(Gap, match="between whole numbers"):
        reverse(summed(at(i), i, *ends))


def test_an_empty_sum_is_nothing_and_a_reversed_one_too():
    """sum over 3..1 is 0, and not minus the member between."""
    whole = summed(at(i), i, 3, 1)
    assert eq(summed(at(i), i, 1, 0), 0) == follows(eq(summed(at(i), i, 1, 0), 0)).claim
    with pytest.raises(Gap):
        follows(eq(whole, -at(2)))


@pytest.mark.parametrize("number", [term(-1), term(-3), n - m - 1])
def test_a_reversed_sum_of_ones_is_not_its_negative_length(number):
    """sum over 1..number of 1 is not number where it may be negative."""
    with pytest.raises(Gap):
        follows(eq(summed(ONE, i, 1, number), number))


@pytest.mark.parametrize("relation", ["=", "<="])
def test_a_sum_is_taken_over_a_range(relation):
    """Member by member, equal or at most."""
    theorem = sum_over(assume(Claim(Lambda(i, at(i)), relation, Lambda(j, x), (ONE, n))))
    assert Claim(summed(at(i), i, 1, n), relation, summed(x, j, 1, n)) == theorem.claim


@pytest.mark.parametrize(
    "claim",
    [
        eq(x, x),
        Claim(Lambda(i, at(i)), "<", Lambda(i, x), (ONE, n)),
        Claim(Lambda(i, at(i)), "!=", Lambda(i, x), (ONE, n)),
        Claim(Lambda(i, at(i)), "=", Lambda(i, x), (ONE,)),
        Claim(Lambda(i, at(i)), "->", x),
    ],
    ids=str,
)
def test_a_sum_is_taken_over_nothing_else(claim):
    """Not over 'less than', which an empty sum is not; not over an endless range."""
    with pytest.raises(Gap, match="a sum is taken over one"):
        sum_over(assume(claim))


# --- limits -------------------------------------------------------------------------------------------


def tends(body, right, index=n):
    """A limit that is supposed."""
    return assume(Claim(Lambda(index, body), "->", term(right)))


def test_limits_are_added_multiplied_and_divided():
    """As long as no divisor tends to 0."""
    theorem = limit(2 * x**2 + 1 / y, {x: tends(a**n, 0), y: tends(at(i), c, i)}, t, assume(ne(c, 0)))
    assert Claim(Lambda(t, 2 * (a**t) ** 2 + 1 / at(t)), "->", 2 * ZERO**2 + 1 / c) == theorem.claim
    assert ne(c, 0) in theorem.hypotheses


def test_a_function_of_what_does_not_move_is_a_constant():
    """Any head may be applied to letters that do not tend anywhere."""
    assert c.sqrt() * ZERO == limit(c.sqrt() * x, {x: tends(a**n, 0)}, t).claim.right


@pytest.mark.parametrize(
    "template",
    [
        t, x + t, 1 / x, x**-2, x.sqrt(), x.sign(), abs(x), x**n * x**t, summed(x, i, 0, 3), summed(c, i, 0, t),
        at(t), c**x, x ** (x * 0),
        x**0.5,
    ],
    ids=str,
)  # fmt: skip
def test_a_limit_goes_through_rational_functions_only(template):
    """Not through t itself, a root, a sign, an exponent that moves, a divisor whose limit may be 0."""
    with pytest.raises(Gap, match="this is not continuous"):
        limit(template, {x: tends(a**n, 0)}, t)


def test_a_divisor_needs_its_own_limit_to_be_other_than_zero():
    """Neither the divisor's values nor another limit count."""
    for fact in (ne(x, 0), ne(a**t, 0), lt(0, c), ne(b, 0)):
        with pytest.raises(Gap, match="this is not continuous"):
            limit(1 / x, {x: tends(a**n, c)}, t, assume(fact))


@pytest.mark.parametrize(
    "tending, letter",
    [({x: tends(a**n, 0)}, c), ({x: tends(a**n * t, 0)}, t), ({x: tends(a**n, t)}, t)],
    ids=["real", "in the sequence", "in the limit"],
)
def test_the_letter_of_a_limit_is_natural_and_new(tending, letter):
    """A letter that is already spoken of would be captured."""
    with pytest.raises(Gap, match="letter taken"):
        limit(x, tending, letter)


def test_only_a_limit_has_a_limit():
    """An equation tends nowhere."""
    with pytest.raises(Gap, match="this is no limit"):
        limit(x, {x: SOME}, t)
    with pytest.raises(Gap, match="this is no limit"):
        limit_of_equal(SOME, SOME, x)


def test_what_equals_a_sequence_tends_where_it_tends():
    """The right side may be written in another form."""
    equation = assume(eq(y, a**n))
    held = follows(eq(1 - (1 - a**n), a**n))
    theorem = limit_of_equal(tends(a**n, 0), held, x - x)
    assert Claim(Lambda(n, 1 - (1 - a**n)), "->", x - x) == theorem.claim
    with pytest.raises(Gap, match="holds the letter of the limit"):
        limit_of_equal(tends(a**n, 0), equation, ZERO)


@pytest.mark.parametrize(
    "equation, right",
    [
        (eq(y, a**m), ZERO),
        (le(y, a**n), ZERO),
        (eq(y, a**n), ONE),
        (Claim(Lambda(i, y), "=", Lambda(i, y), (ZERO,)), ZERO),
    ],
    ids=["another letter", "an inequality", "another limit", "for every"],
)
def test_what_does_not_equal_the_sequence_has_no_limit_from_it(equation, right):
    """The equation must be about just that sequence, and the right side just that limit."""
    with pytest.raises(Gap, match="not about that limit"):
        limit_of_equal(tends(a**n, 0), assume(equation), right)


# --- rules and their states ---------------------------------------------------------------------------


def test_a_rule_defines_its_states():
    """Where it starts, and one equation for the step from t to t + 1."""
    it = recursion()
    defined = define(it)
    assert {("v", "step"), ("v", "start")} == set(defined)
    assert eq(it.state("v", t + 1), beta * it.state("v", t) + (1 - beta) * at(t + 1) ** 2) == defined["v", "step"].claim
    assert (eq(it.state("v", 0), 0), ("rule",)) == (defined["v", "start"].claim, defined["v", "start"].trusts())


def test_a_state_that_starts_anywhere_has_no_start():
    """theta has a step and no start."""
    assert {("v", "step")} == set(define(recursion(start=None)))


def test_a_later_state_may_use_the_new_value_of_an_earlier_one():
    """theta(t + 1) is made of v(t + 1)."""
    blank = Recursion("two", (g,), t, ())
    v = blank.state("v", t) + at(t + 1)
    theta = blank.state("theta", t) - blank.state("v", t + 1)
    whole = Recursion("two", (g,), t, (("v", None, v), ("theta", None, theta)))
    assert 2 == len(define(whole))


def test_a_recurrence_says_nothing_about_step_0():
    """v(0) = beta*v(-1) + ... is no instance: t = -1 is no step."""
    step = define(recursion())["v", "step"]
    with pytest.raises(Gap, match="not known to be a natural number"):
        instance(step, {t: term(-1)})
    with pytest.raises(Gap, match="not known to be a natural number"):
        instance(step, {t: t - 1})


BLANK = Recursion("rule", (g, beta), t, ())
V = BLANK.state("v", t)

BAD_BODIES = {
    "its own new value": BLANK.state("v", t + 1) + 1,
    "a later value": BLANK.state("v", t + 2),
    "an earlier value than the last": BLANK.state("v", t - 1),
    "its value at 0": BLANK.state("v", 0),
    "a state that it does not have": BLANK.state("w", t),
    "the state of another rule": Recursion("other", (g, beta), t, ()).state("v", t),
    "the state of another run": substitute(V, {beta: ONE}),
    "a letter that it does not own": V + c,
    "a sequence that it does not own": Apply(Head("h", "sequence"), (t,)),
    "a gradient before the first": at(t - 1),
    "a gradient at no step": at(beta),
    "a gradient at a state": at(V),
    "a sum": summed(at(i), i, 0, t),
    "a sum over its step": summed(V, t, 0, t + 1) + 1,
    "a sum before the first": summed(at(i), i, -1, -1),
    "a sequence": Apply(Head("f"), (Lambda(i, beta),)),
    "a sequence alone": Lambda(i, beta),
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_body_knows_only_its_run_and_the_past(body):
    """Whatever else it speaks of could make the equations contradict each other."""
    with pytest.raises(Gap, match="a body knows the past only"):
        Recursion("rule", (g, beta), t, (("v", None, body),))


def test_a_body_may_use_its_step_its_owners_and_functions():
    """t, hyper-parameters, gradients at steps, roots and powers."""
    body = V * beta**t + abs(at(t + 1)).sqrt() / (t + 1) + at(0)
    assert body == define(Recursion("rule", (g, beta), t, (("v", None, body),)))["v", "step"].claim.right


@pytest.mark.parametrize(
    "make",
    [
        lambda: Recursion("rule", (g,), x, ()),
        lambda: Recursion("rule", (g, t), t, ()),
        lambda: Recursion("rule", (g, g), t, ()),
        lambda: Recursion("rule", (beta, beta), t, ()),
        lambda: Recursion("rule", (g, beta), t, (("v", None, V), ("v", None, V + 1))),
    ],
    ids=["real step", "step owned", "sequence twice", "letter twice", "state twice"],
)
def test_a_rule_has_one_natural_step_and_distinct_owners_and_states(make):
    """Two equations for one state would contradict each other."""
    with pytest.raises(Gap, match="distinct owners and states"):
        make()


@pytest.mark.parametrize("start", [0, x, ZERO + 1, 0.5, "0"], ids=str)
def test_a_state_starts_at_a_number(start):
    """A start is a number or nothing; a letter there could be anything."""
    with pytest.raises(Gap, match="a body knows the past only"):
        Recursion("rule", (g, beta), t, (("v", start, V),))


def test_two_definitions_of_one_state_are_never_used_together():
    """v(0) = 0 and v(0) = 1 prove nothing, in one line or by way of others."""
    zero, one = (define(recursion(start=start))["v", "start"] for start in (0, 1))
    with pytest.raises(Gap, match="two definitions of one state"):
        follows(FALSE, [zero, one], [-1, 1])
    far = discharge(follows(eq(zero.claim.left, 0), [zero], [1]))
    with pytest.raises(Gap, match="two definitions of one state"):
        discharge(far, one)
    with pytest.raises(Gap, match="two definitions of one state"):
        instance(far, {x: y}, one)


def test_the_two_dialects_of_rmsprop_do_not_meet():
    """eps inside and eps outside, under one name, never prove that inside is outside."""
    blank = Recursion("rmsprop", (g, eta, eps), t, ())
    theta = blank.state("theta", t)
    outside = theta - eta * at(t + 1) / (at(t + 1).sqrt() + eps)
    inside = theta - eta * at(t + 1) / (at(t + 1) + eps).sqrt()
    steps = [
        define(Recursion("rmsprop", (g, eta, eps), t, (("theta", None, body),)))["theta", "step"]
        for body in (outside, inside)
    ]
    with pytest.raises(Gap, match="two definitions of one state"):
        follows(eq(outside, inside), steps, [-1, 1])


def test_the_two_dialects_under_their_own_names_share_no_state():
    """v of one rule is another letter than v of the other, so that nothing cancels."""
    one, two = (define(recursion(name))["v", "step"] for name in ("rmsprop", "rmsprop_eps_inside"))
    with pytest.raises(Gap, match="does not follow"):
        follows(eq(one.claim.left, two.claim.left), [one, two], [1, -1])


def test_one_definition_may_be_made_twice():
    """The same equations under the same name are the same definition, as when a file is loaded again."""
    one, two = (define(recursion())["v", "start"] for _ in range(2))
    assert ("rule",) == follows(eq(0, 0), [one, two], [1, -1]).trusts()


def test_the_rule_on_g_and_on_c_g_are_two_runs():
    """v = c**2 v is not provable for one symbol: the runs have two."""
    steps = define(recursion())
    scaled = {g: Lambda(i, c * at(i))}
    ours, theirs = steps["v", "step"].claim.left, instance(steps["v", "step"], scaled).claim.left
    assert ours != theirs
    facts = [steps["v", "step"], instance(steps["v", "step"], scaled)]
    for cofactors in ([c**2, -1], [-(c**2), 1], [1, -1]):
        with pytest.raises(Gap, match="does not follow"):
            follows(eq(ours, c**2 * ours), facts, cofactors)


def test_a_run_is_told_by_what_it_runs_on_and_not_by_how_that_is_written():
    """g(i)*c and c*g(i) are the same gradients, and so the same run."""
    step = define(recursion())["v", "step"]
    one, two = (instance(step, {g: Lambda(index, body)}) for index, body in ((i, c * at(i)), (j, at(j) * c)))
    assert eq(one.claim.left, two.claim.left) == follows(eq(one.claim.left, two.claim.left)).claim


# --- names that mean something, and objects that only look right -----------------------------------------


def state_named_sum():
    """A state whose name is that of the sum, on a run of a sequence and a letter: 5 = 0."""
    it = Recursion("rule", (g, c), t, (("sum", ZERO, term(5)),))
    step = instance(define(it)["sum", "step"], {c: ZERO, t: ZERO})
    turned = reverse(step.claim.left)
    facts = [instance(fact, {g: Lambda(i, ZERO)}) for fact in (step, turned)]
    return follows(eq(5, 0), facts, [-1, 1])


def state_named_plus():
    """A state whose name is that of addition, taken for a continuous function of its run: sign(a**t) -> sign(0)."""
    it = Recursion("rule", (c,), t, (("+", None, c.sign()),))
    define(it)
    return limit(substitute(it.state("+", 1), {c: x}), {x: tends(a**n, 0)}, t)


def sum_of_another_kind():
    """A sequence with the name of the sum, split like a sum."""
    return split(Apply(Head("sum", "sequence"), (Lambda(i, i), ZERO, n)), ZERO)


def term_as_hole():
    """A term where a letter should stand for what tends: i -> 5."""
    constant = limit(ONE, {}, t)
    return instance(limit(at(t), {at(t): constant}, t), {g: Lambda(i, i), t: term(5)})


def duck_recursion():
    """What only looks like a definition: 0 = 1, under the name of a rule."""
    fake = SimpleNamespace(rule="rule", step=t, states=(("v", ONE, ONE),), state=lambda _name, _index: ZERO)
    return define(fake)["v", "start"]


def subclass_of_recursion():
    """A definition that writes its states anew each time: 0 = 1."""

    class Fake(Recursion):
        def state(self, name, index):
            return ZERO if index == 0 else super().state(name, index)

    return define(Fake("rule", (g,), t, (("v", ONE, ONE),)))["v", "start"]


def subclass_of_claim():
    """A claim whose instances are other claims: 0 = 1."""

    class Fake(Claim):
        def at(self, _by):
            return FALSE

    return instance(follows(Fake(x, "=", x)), {})


def mapping_that_changes():
    """A mapping that answers differently each time: 1 = 0."""

    class Fake(dict):
        def items(self):
            return {x: ONE}.items()

        def get(self, _key, _default=None):
            return vars(self).setdefault("answers", [ZERO, ONE]).pop()

    return instance(SOME, Fake())


def test_a_mapping_is_read_once():
    """What it answers later does not count: the instance is that of what it held."""
    assert SOME.claim == mapping_that_changes().claim


def integer_that_subtracts_wrongly():
    """A sum split below its start."""

    class Fake(int):
        def __sub__(self, other):
            return ZERO

    return split(summed(at(i), i, 1, n), Fake(-9))


@pytest.mark.parametrize(
    "forge",
    [
        state_named_sum,
        state_named_plus,
        sum_of_another_kind,
        term_as_hole,
        duck_recursion,
        subclass_of_recursion,
        subclass_of_claim,
        integer_that_subtracts_wrongly,
    ],
    ids=lambda forge: forge.__name__.replace("_", " "),
)
def test_neither_a_name_nor_an_object_of_another_class_gets_past_a_rule(forge):
    """Each of these has proved something false."""
    with pytest.raises((Gap, TypeError, ValueError, AttributeError)):
        forge()


# --- modules ------------------------------------------------------------------------------------------

MODULES = ["ema", "scale", "borders"]


@pytest.mark.parametrize("name", MODULES)
def test_a_file_of_theorems_may_be_loaded_twice(name):
    """Reloaded, its theorems stand beside the old ones and can be used with them."""
    module = importlib.import_module(f"rmsprop_sym.derivations.{name}")
    before, after = theorems_of(module), theorems_of(again(module))
    assert len(before) > 1
    assert {key: one.claim for key, one in before.items()} == {key: one.claim for key, one in after.items()}
    for key, one in before.items():
        assert one is not after[key]
        assert discharge(one, after[key]).trusts() == one.trusts()


def theorems_of(module):
    """The theorems that its own file makes; those that it imports are made once."""
    made = {key: found for key, found in vars(module).items() if hasattr(found, "theorem")}
    return {key: found.theorem for key, found in made.items() if found.path == module.__file__}


def again(module):
    """The module under another name, as a second import would make it; the first one stays as it is."""
    spec = importlib.util.spec_from_file_location(f"{module.__package__}._again", module.__file__)
    second = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(second)
    return second


def test_a_second_kernel_makes_no_theorems_of_the_first():
    """A copy of the kernel under another name has a key of its own, and its theorems are not ours."""
    spec = importlib.util.spec_from_file_location("second_kernel", sys.modules[Theorem.__module__].__file__)
    second = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = second
    try:
        spec.loader.exec_module(second)
        theirs = second.follows(eq(x, x))
    finally:
        del sys.modules[spec.name]
    with pytest.raises(Gap, match="a premise is a theorem of this kernel"):
        discharge(SOME, theirs)
