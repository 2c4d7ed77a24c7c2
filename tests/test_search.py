"""Search finds what follows, says so when it finds nothing, and never hands back another theorem than was asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rmsprop_sym.alphabet import G, beta, c, eps, eta, g, i, j, k, n, show, t, total, x, y
from rmsprop_sym.board import eq, every, le, lt, ne, tends
from rmsprop_sym.evaluate import Point, Undefined, holds
from rmsprop_sym.kernel.certificate import normal, plus
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Lambda, Letter, summed, term
from rmsprop_sym.kernel.theorem import Gap, assume, law
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.search import eliminated, prove, replaced, root_from_square, size_from_square, term_of, use, walk
from rmsprop_sym.search.reduction import MOST_WORK
from rmsprop_sym.search.span import spanned

v = rmsprop.v
INDEX = Letter("index", natural=True)

FOUND = {
    "algebra": (eq((x + y) ** 2, x**2 + 2 * x * y + y**2), ()),
    "an equation": (eq(x**2 + 1, 5), (eq(x, 2),)),
    "two equations": (eq(x, 3), (eq(x, y), eq(y, 3))),
    "an equation under a root": (eq((x + 1).sqrt(), (y + 2).sqrt()), (eq(x, y + 1),)),
    "a quotient": (eq(x * y / x, y), (ne(x, 0),)),
    "a quotient by what is positive": (eq((1 - beta) / (1 - beta), 1), (lt(beta, 1),)),
    "a linear system": (eq(x, 1), (eq(x + y, 3), eq(x - y, -1))),
    "an ideal": (eq(x**2 - y**2, 0), (eq(x * x - x * y, 0), eq(x * y - y * y, 0))),
    "a square": (le(0, (x - y) ** 2), ()),
    "a sum of squares": (le(2 * x * y, x**2 + y**2), (le(0, (x - y) ** 2),)),
    "a product": (lt(0, x * y), (lt(0, x), lt(0, y))),
    "a sum": (lt(0, x + y), (lt(0, x), le(0, y))),
    "a power": (lt(0, beta**t), (lt(0, beta),)),
    "a root": (le(0, (x**2).sqrt()), ()),
    "a size": (le(0, abs(x)), ()),
    "what is positive is not zero": (ne(x, 0), (lt(0, x),)),
    "a natural number": (le(0, n), ()),
    "a root squared": (eq(x.sqrt() ** 2, x), (le(0, x),)),
    "the last term of a sum": (eq(total(g(i), i, 1, t + 1), total(g(i), i, 1, t) + g(t + 1)), ()),
    "a fact that says it": (tends(beta**n, 0, n), (tends(beta**n, 0, n),)),
    "for every index": (every(i, le(0, g(i) ** 2)), ()),
    "for every index by such a fact": (every(i, eq(g(i) ** 2 + 1, G + 1), 1), (every(i, eq(g(i) ** 2, G), 1),)),
    "for every index of a range": (Claim(Lambda(j, j + 1), "<=", Lambda(j, n + 1), (term(0), n)), ()),
}


@pytest.mark.parametrize("claim, facts", FOUND.values(), ids=FOUND)
def test_these_are_found(claim, facts):
    """The theorem says what was asked, and supposes no more than the facts."""
    theorem = prove(claim, [assume(f) for f in facts])
    assert claim == theorem.claim
    assert theorem.hypotheses <= set(facts)
    assert () == theorem.trusts()


LOST = {
    "0 = 1": (eq(0, 1), ()),
    "g/g = 1": (eq(g(1) / g(1), 1), ()),
    "x/x = 1 where x may be 0": (eq(x / x, 1), (le(0, x),)),
    "the root of a square": (eq(((x - 5) ** 2).sqrt(), x - 5), ()),
    "the size of a number": (eq(abs(x), x), ()),
    "a root squared": (eq(x.sqrt() ** 2, x), ()),
    "less than at most": (lt(x, y), (le(x, y),)),
    "a square that may be 0": (lt(0, x**2), ()),
    "a product of two signs": (le(0, x * y), (le(0, x), le(y, 0))),
    "backwards": (le(y, x), (le(x, y),)),
    "a converse": (eq(x, y), (eq(x**2, y**2),)),
    "a power of what may be negative": (le(0, x**t), ()),
    "an empty sum peeled": (eq(total(g(i), i, 1, t), total(g(i), i, 1, t - 1) + g(t)), ()),
    "a reversed sum": (eq(total(g(i), i, 3, 1), -g(2)), ()),
    "a limit": (tends(beta**n, 0, n), (lt(0, beta), lt(beta, 1))),
    "two runs": (eq(rmsprop.run(lambda s: 2 * g(s)).v(t), v(t)), ()),
    "a range from its other end": (every(i, eq(g(i), 0)), (every(i, eq(g(i), 0), 1),)),
    "a range by one member": (every(i, eq(g(i), 0)), (eq(g(i), 0),)),
    "other than, by nothing": (ne(x, y), ()),
    "a bound index captured": (every(i, eq(total(g(j) * i, j, 1, 2), total(g(j) * j, j, 1, 2))), ()),
}


@pytest.mark.parametrize("claim, facts", LOST.values(), ids=LOST)
def test_these_are_not_found(claim, facts):
    """What does not follow is a Gap, whatever is tried."""
    with pytest.raises(Gap):
        prove(claim, [assume(f) for f in facts])


TAKEN = [
    every(i, eq(i, INDEX)),
    every(i, le(i, INDEX)),
    every(i, le(0, i + INDEX)),
    Claim(Lambda(i, i), "<=", Lambda(j, j), (term(0), n)),
]


@pytest.mark.parametrize("claim", TAKEN, ids=show)
def test_nothing_but_what_was_asked_is_handed_back(claim):
    """Whatever letters the claim uses, the theorem says the claim or there is none."""
    try:
        theorem = prove(claim)
    except Gap:
        return
    assert alike(claim, theorem.claim)


def alike(a, b):
    """Whether two claims are one but for the names of their indices."""
    sides = [(normal(one), normal(two)) for one, two in zip((a.left, a.right), (b.left, b.right), strict=True)]
    return (a.relation, a.within) == (b.relation, b.within) and all(one == two for one, two in sides)


def left_of(claim):
    """What a line has to explain."""
    return normal(claim.right - claim.left)


def test_a_combination_is_found_by_linear_algebra():
    """What it takes of the equations is the difference, though no equation has the letter that must go."""
    facts = [assume(eq(x * y, 1)), assume(eq(x * c, 1))]
    claim = eq(y, c)
    assert eliminated(left_of(claim), facts).rest
    found = spanned(left_of(claim), facts)
    taken = [normal(term_of(cofactor) * (e.claim.right - e.claim.left)) for e, cofactor in found.taken.items()]
    assert left_of(claim) == plus(*taken)


def test_an_elimination_without_an_end_stops_after_so_much_work():
    """Each equation brings back what the other one removes, squared; what was taken is still what is missing."""
    facts = [assume(eq(y, c * x**2)), assume(eq(x, y**2 + 1))]
    found = eliminated(normal(y), facts)
    assert found.rest
    assert found.work > MOST_WORK
    assert len(found.rest) < MOST_WORK
    taken = normal(ZERO)
    for fact, cofactor in found.taken.items():
        taken = plus(taken, normal(term_of(cofactor) * (fact.claim.right - fact.claim.left)))
    assert normal(y) == plus(found.rest, taken)


@pytest.mark.parametrize("claim", [eq(y, 2 * c), eq(y, c + 1), eq(y**2, c), eq(eta, 0)])
def test_what_is_no_combination_is_not_found(claim):
    """However many multiples are tried."""
    assert spanned(left_of(claim), [assume(eq(x * y, 1)), assume(eq(x * c, 1))]) is None


def test_a_pivot_does_not_come_back():
    """v - G = b*(w - G) removes no G, which would bring G*b back, and that G*b*b."""
    equation = assume(eq(y - c, x * (beta - c)))
    assert eliminated(left_of(eq(c + (y - c), c + x * (beta - c))), [equation]).rest == {}


def test_what_is_needed_is_supposed_and_nothing_else():
    """A fact that was not used leaves no trace."""
    theorem = prove(eq(x / x, 1), [assume(lt(0, x)), assume(eq(y, 5))])
    assert frozenset({lt(0, x)}) == theorem.hypotheses


def test_an_instance_proves_its_hypotheses_as_far_as_it_can():
    """One by the facts, the other stays."""
    theorem = use(law("product"), {x: c, y: c - eps}, [assume(lt(0, c))])
    assert (le(0, c * (c - eps)), {lt(0, c), le(0, c - eps)}) == (theorem.claim, theorem.hypotheses)


def test_an_instance_outside_the_domain_is_a_gap():
    """Search does not get past what the kernel refuses."""
    with pytest.raises(Gap, match="outside the domain"):
        use(law("root squared"), {x: term(-1)})


@pytest.mark.parametrize(
    "lemma, claim, hypotheses",
    [
        (root_from_square, eq(x.sqrt(), y), {eq(x, y**2), le(0, y)}),
        (size_from_square, eq(abs(x), y), {eq(x**2, y**2), le(0, y)}),
    ],
    ids=["root", "size"],
)
def test_the_lemmas_say_what_they_need(lemma, claim, hypotheses):
    """The root of a square, and the size, with both conditions."""
    assert (claim, hypotheses) == (lemma().claim, lemma().hypotheses)


def test_the_parts_of_a_term_are_walked():
    """The term first, then everything below it."""
    assert [x + 2 * y, x, 2 * y, term(2), y] == list(walk(x + 2 * y))


def test_a_part_of_a_term_is_replaced():
    """Wherever its normal form stands as a part."""
    assert x * c + c == replaced(x * g(t + 1) + g(t + 1), g(t + 1), c)


@pytest.mark.parametrize(
    "whole", [x - x, term(3), x / y, 2 * x**t, (x + y).sqrt(), v(t), summed(x**i, i, 0, n), abs(x) ** 3], ids=show
)
def test_a_normal_form_is_written_out(whole):
    """As a term of that normal form."""
    assert normal(whole) == normal(term_of(normal(whole)))


# --- whatever is asked --------------------------------------------------------------------------------

atoms = st.sampled_from([x, y, c, g(1), n, term(0), term(1), term(-1), term(2), term(Fraction(1, 2))])


def grown(below):
    """One more operation."""
    return st.one_of(
        st.builds(lambda a, b: a + b, below, below),
        st.builds(lambda a, b: a - b, below, below),
        st.builds(lambda a, b: a * b, below, below),
        st.builds(lambda a, b: a / b, below, below),
        st.builds(lambda a: a**2, below),
        st.builds(abs, below),
        st.builds(lambda a: (a**2).sqrt(), below),
        st.builds(lambda a, b: summed(a * i + b, i, 1, k), below, below),
    )


terms = st.recursive(atoms, grown, max_leaves=4)
claims = st.builds(Claim, terms, st.sampled_from(["=", "<=", "<", "!="]), terms)
values = st.sampled_from([0, 1, -1, 2, Fraction(1, 2), -3]).map(Fraction)
naturals = st.integers(0, 3).map(Fraction)


@settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=150)
@given(claims, st.lists(claims, max_size=2), st.tuples(values, values, values, values, naturals, naturals))
def test_what_is_found_says_what_was_asked_and_is_true(claim, given_facts, where):
    """From random facts: the claim itself, no hypothesis but the facts, and no point at which it fails."""
    facts = [assume(f) for f in given_facts]
    try:
        theorem = prove(claim, facts)
    except Gap:
        return
    a, b, d, first, p, q = where
    point = Point({x: a, y: b, c: d, n: p, k: q}, {"g": lambda _index: first}, RULES)
    assert claim == theorem.claim
    assert theorem.hypotheses <= set(given_facts)
    try:
        met = all(holds(h, point) is True for h in theorem.hypotheses)
        assert not (met and holds(claim, point) is False)
    except Undefined:
        return


SPELLED = """
from rmsprop_sym.alphabet import beta, eps, eta, g, t
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.search.terms import spelled, term_of
whole = normal(eta*g(t)/((beta*g(1)**2 + (1 - beta)*g(t)**2).sqrt() + eps) + 1/(beta**t + eta + eps))
print(*sorted(map(spelled, whole)), term_of(whole), sep="\\n")
"""


def test_what_is_sorted_has_one_order_in_every_process():
    """Whatever the seed of the hashes: else a search would find in one run what it misses in the next."""
    said = {
        subprocess.run(
            [sys.executable, "-c", SPELLED],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in range(4)
    }
    assert len(said) == 1
