"""Every theorem of the library once more, by exact runs of the rules, and what each rests on."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from itertools import islice
from math import ceil, log
from pathlib import Path

import pytest

import rmsprop_sym
from rmsprop_sym import library
from rmsprop_sym.alphabet import beta, eta, g, i, show, t, total, x
from rmsprop_sym.board import Derivation, eq, every, le, lt, ne, tends
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import LONGEST, Undefined, evaluate, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Letter, Number
from rmsprop_sym.kernel.theorem import Recursion, assume, axiom, define, discharge, follows
from rmsprop_sym.library import Entry, Standing
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.sampling import points

SAMPLES = 20
NEAR = Fraction(1, 1000)

TRUSTS = {
    "adagrad_sum": ("adagrad",),
    "adagrad_never_decreases": ("adagrad",),
    "adagrad_first_step": ("adagrad",),
    "beta_one": ("rmsprop",),
    "beta_one_is_not_adagrad": ("rmsprop",),
    "beta_zero": ("rmsprop",),
    "beta_zero_step": ("rmsprop",),
    "beta_zero_step_size": ("rmsprop",),
    "first_opened": ("rmsprop",),
    "second_opened": ("rmsprop",),
    "third_opened": ("rmsprop",),
    "ema_unrolled": ("rmsprop",),
    "ema_weights_sum": (),
    "start_forgotten": ("axiom powers_vanish",),
    "weights_total_one": ("axiom powers_vanish",),
    "weight_decay_by_age": ("rmsprop",),
    "weight_ratio": (),
    "first_root": ("rmsprop",),
    "first_step": ("rmsprop",),
    "first_step_without_eps": ("rmsprop",),
    "first_step_size": ("rmsprop",),
    "v_never_negative": ("rmsprop",),
    "mean_square_scales": ("rmsprop",),
    "scale_invariance": ("rmsprop",),
    "approach": ("rmsprop",),
    "constant_gradient": ("rmsprop",),
    "steady_state": ("axiom powers_vanish", "rmsprop"),
    "steady_state_if": (),
    "steady_state_only_if": (),
}

PROMISED = {
    "ema_unrolled", "ema_weights_sum", "weights_total_one", "weight_decay_by_age", "constant_gradient", "steady_state",
    "approach", "first_step", "beta_one", "beta_zero", "adagrad_sum", "scale_invariance",
}  # fmt: skip


# --- by another path ----------------------------------------------------------------------------------


def meeting(theorem, **options):
    """Points at which every hypothesis of the theorem holds."""
    return points(sorted(theorem.hypotheses, key=str), theorem.claim.free(), RULES, **options)


def exact_runs(theorem):
    """Whether the claim holds at the points where both sides are rational; a ball is asked not to deny it."""
    for seed in range(40):
        for point in meeting(theorem, seed=seed):
            try:
                found = holds(theorem.claim, point)
                rational = all(isinstance(evaluate(s, point), Exact) for s in (theorem.claim.left, theorem.claim.right))
            except Undefined:
                continue
            if rational or found is False:
                yield found


def distances(theorem):
    """How far from its limit at the start, half-way, at the step where it must be near, and at twice that."""
    sequence, limit = theorem.claim.left, theorem.claim.right
    for point in meeting(theorem):
        first = distance(sequence, limit, point, 0)
        last = ceil(log(NEAR / (1 + first)) / log(point.letters[beta]))
        if not first or 2 * last > LONGEST:
            continue
        yield [first, *(distance(sequence, limit, point, step) for step in (last // 2, last, 2 * last))]


def distance(sequence, limit, point, step):
    """|a(step) - limit|, by running the rule."""
    there = point.at(sequence.index, Fraction(step))
    return abs(evaluate(sequence.body, there).fraction - evaluate(limit, point).fraction)


THEOREMS = {name: entry.theorem for name, entry in library.theorems().items()}
LIMITS = {name for name, theorem in THEOREMS.items() if theorem.claim.relation == "->"}


@pytest.mark.parametrize("name", sorted(THEOREMS.keys() - LIMITS))
def test_exact_runs_agree_with(name):
    """Twenty rational points that meet all hypotheses; not one at which the claim fails."""
    found = list(islice(exact_runs(THEOREMS[name]), SAMPLES))
    assert [True] * SAMPLES == found


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_exact_runs_come_near_to(name):
    """The distance shrinks along the run, below one thousandth at the step where the rate beta says so."""
    found = list(islice(distances(THEOREMS[name]), SAMPLES))
    assert SAMPLES == len(found)
    for first, half, near, nearer in found:
        assert nearer < near < half < first
        assert near < NEAR


WRONG = [
    eq(rmsprop.v(t + 1), beta * rmsprop.v(t) + (1 - beta) * g(t) ** 2),
    eq(rmsprop.v(t), beta * rmsprop.v(0)),
    le(rmsprop.v(t + 1), rmsprop.v(t)),
    ne(rmsprop.v(0), 0),
    eq(rmsprop.theta(1) - rmsprop.theta(0), -eta * g(1).sign()),
]


@pytest.mark.parametrize("claim", WRONG, ids=show)
def test_exact_runs_deny_what_is_false(claim):
    """The runs catch a false theorem: at some point it fails."""
    assert False in islice(exact_runs(axiom("wrong", claim, (), "")), SAMPLES)


def test_runs_that_met_nothing_are_no_evidence():
    """A theorem whose hypotheses no point meets has no runs."""
    vacuous = axiom("vacuous", eq(x, 1), [lt(x, x)], "")
    assert [] == list(islice(meeting(vacuous), 1))


def test_a_run_away_from_its_limit_is_seen():
    """v does not tend to 2G."""
    claim = THEOREMS["steady_state"].claim
    wrong = axiom("wrong", Claim(claim.left, "->", 2 * claim.right), THEOREMS["steady_state"].hypotheses, "")
    assert any(near >= NEAR for _, _, near, _ in islice(distances(wrong), 3))


def test_roots_agree_as_far_as_balls_can_tell():
    """Where a side is irrational, the two sides cannot be told apart with 70 digits."""
    theorem, seen = THEOREMS["scale_invariance"], 0
    for point in islice(meeting(theorem), SAMPLES):
        try:
            sides = [evaluate(side, point) for side in (theorem.claim.left, theorem.claim.right)]
        except Undefined:
            continue
        if all(isinstance(side, Ball) for side in sides):
            with precision(256):
                rest = sides[0] - sides[1]
            assert rest.lower() <= 0 <= rest.upper()
            assert rest.upper() - rest.lower() < Fraction(1, 10**60)
            seen += 1
    assert seen > 5


# --- what stands in the library -----------------------------------------------------------------------


def test_the_promised_theorems_are_there():
    """The first theorems, by the names that they were promised under."""
    assert PROMISED <= set(THEOREMS)


def test_what_each_theorem_trusts():
    """The definitions and axioms below each theorem; nothing is trusted unseen."""
    assert {name: theorem.trusts() for name, theorem in THEOREMS.items()} == TRUSTS


@pytest.mark.parametrize("name", THEOREMS)
def test_it_is_proved(name):
    """The grade of every theorem, computed from what is below it."""
    assert Standing.PROVED is library.find(name).grade


def test_the_ledger_holds_one_axiom():
    """Its name, what it says, what it supposes, and where it is proved."""
    (axiom,) = library.ledger()
    assert ("powers_vanish", "x**n -> 0 as n -> oo", {"0 <= x", "x < 1"}) == (
        axiom.data[0], show(axiom.claim), set(map(show, axiom.hypotheses)),
    )  # fmt: skip
    assert "Rudin" in axiom.data[1]


def entry(theorem):
    """The theorem as the library would hold it."""
    return Entry("tried", Derivation("tried", theorem, "", "tried.py", 1))


def test_an_axiom_outside_the_ledger_leaves_a_theorem_open():
    """Directly, or anywhere below."""
    believed = axiom("belief", eq(x, 1), (), "nowhere")
    assert [Standing.OPEN] * 2 == [entry(believed).grade, entry(follows(eq(2 * x, 2), [believed], [2])).grade]
    assert ("belief",) == library.unknown_axioms(believed)


@pytest.mark.parametrize("change", ["claim", "hypotheses", "source"])
def test_an_axiom_that_only_has_the_name_of_one_leaves_a_theorem_open(change):
    """Claim, hypotheses and source must be those of the ledger."""
    (real,) = library.ledger()
    claim = tends(real.claim.left.body, 1, real.claim.left.index) if change == "claim" else real.claim
    hypotheses = sorted(real.hypotheses, key=str)[: 1 if change == "hypotheses" else 2]
    source = "" if change == "source" else real.data[1]
    fake = axiom("powers_vanish", claim, hypotheses, source)
    assert (Standing.OPEN, ("powers_vanish",)) == (entry(fake).grade, library.unknown_axioms(fake))


def test_the_axiom_of_the_ledger_written_again_is_that_axiom():
    """As when its file is loaded twice."""
    (real,) = library.ledger()
    again = axiom(real.data[0], real.claim, sorted(real.hypotheses, key=str), real.data[1])
    assert (Standing.PROVED, ()) == (entry(again).grade, library.unknown_axioms(again))


@pytest.mark.parametrize(
    "hypotheses",
    [
        [eq(x, 1), eq(x, 2)],
        [lt(x, 0), lt(0, x)],
        [eq(x, x + 1)],
        [eq(rmsprop.v(0), 1)],
        [lt(rmsprop.v(t), 0), lt(0, beta), lt(beta, 1)],
        [every(i, lt(g(i), 0), 1), lt(0, g(3))],
    ],
    ids=lambda hypotheses: ", ".join(map(show, hypotheses)),
)
def test_a_theorem_about_nothing_is_open(hypotheses):
    """Where no instance meets the hypotheses, start and domains included, the theorem says nothing."""
    assert Standing.OPEN is entry(supposing(hypotheses)).grade


def supposing(hypotheses):
    """A theorem that needs no axiom, so that only its hypotheses can leave it open."""
    return discharge(follows(eq(x, x)), *map(assume, hypotheses))


def test_a_theorem_about_something_is_proved():
    """The same theorem with hypotheses that can be met."""
    met = [eq(x, 1), lt(0, beta), lt(beta, 1), every(i, eq(g(i) ** 2, x), 1)]
    assert Standing.PROVED is entry(supposing(met)).grade


@pytest.mark.parametrize("far", [12, 50])
def test_a_contradiction_far_out_is_not_overlooked(far):
    """No natural number is above all others, though the first few are below it."""
    assert Standing.OPEN is entry(supposing([every(i, lt(i, far))])).grade


@pytest.mark.parametrize("side", [1 / (x - x), (-1 - x**2).sqrt(), total(x, i, 3, 1)], ids=show)
def test_a_claim_that_means_something_nowhere_is_open(side):
    """1/0 = 1/0 is about no number."""
    assert Standing.OPEN is entry(follows(eq(side, side))).grade


@pytest.mark.parametrize("start, body", [(0, g(t + 1)), (7, beta * rmsprop.v(t) + (1 - beta) * g(t + 1) ** 2)], ids=str)
def test_a_definition_that_only_has_the_name_of_a_rule_leaves_a_theorem_open(start, body):
    """What `rmsprop` says is what the rule of that name says: v(0) = 7 is not of it."""
    owners = (g.head, *(Letter(name) for name in rmsprop.hyper))
    fake = Recursion("rmsprop", owners, t, (("v", Number(Fraction(start)), body),))
    assert {Standing.OPEN} == {entry(theorem).grade for theorem in define(fake).values()}


# --- the library as a program sees it -----------------------------------------------------------------

FIELDS = {
    "name": str,
    "statement": str,
    "hypotheses": list,
    "domains": list,
    "grade": str,
    "trusts": list,
    "replayed": list,
    "file": str,
    "line": int,
    "steps": list,
}


def derive(*arguments):
    """The command, in a process of its own."""
    command = [sys.executable, "-m", "rmsprop_sym", "derive", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def printed():
    """What `derive --format json` prints."""
    done = derive("--format", "json")
    assert (0, "") == (done.returncode, done.stderr)
    return json.loads(done.stdout)


def test_the_command_lists_every_theorem(printed):
    """The same ones, in the same order, under version 1."""
    assert (1, list(TRUSTS)) == (printed["version"], [theorem["name"] for theorem in printed["theorems"]])


def test_the_command_says_proved_of_all(printed):
    """No theorem is open."""
    assert {"PROVED"} == {theorem["grade"] for theorem in printed["theorems"]}


def test_the_published_fields_are_all_there(printed):
    """Each with its kind, and none besides."""
    for theorem in printed["theorems"]:
        assert FIELDS == {field: type(value) for field, value in theorem.items()}
        for step in theorem["steps"]:
            kinds = {field: type(value) for field, value in step.items()}
            assert {"line": int, "relation": str, "expression": str, "reasons": list} == kinds


def test_the_printed_trusts_are_those_of_the_kernel(printed):
    """Nothing is left out in print."""
    assert TRUSTS == {theorem["name"]: tuple(theorem["trusts"]) for theorem in printed["theorems"]}


def test_the_ledger_is_printed(printed):
    """Every axiom with its source."""
    assert [
        {
            "name": "powers_vanish",
            "statement": "x**n -> 0 as n -> oo",
            "hypotheses": ["0 <= x", "x < 1"],
            "source": "Rudin, Principles of Mathematical Analysis, 3rd edition, Theorem 3.20 (e)",
        }
    ] == printed["axioms"]


def test_steps_stand_where_the_file_has_them(printed):
    """Each printed line of a board is a line of its file that yields."""
    root = Path(rmsprop_sym.__file__).parents[1]
    lines = {
        name: (root / name).read_text(encoding="utf-8").splitlines()
        for name in {t["file"] for t in printed["theorems"]}
    }
    places = [(t["file"], step["line"]) for t in printed["theorems"] for step in t["steps"]]
    assert len(places) > 80
    assert [] == [(file, line) for file, line in places if not lines[file][line - 1].lstrip().startswith("yield ")]


def test_an_unknown_theorem_is_told_in_one_line():
    """With the nearest names."""
    with pytest.raises(UserError, match="Did you mean first_step"):
        library.find("first_stepp")
