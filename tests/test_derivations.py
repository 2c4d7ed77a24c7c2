"""Every theorem of the library once more, by exact runs of the rules, and what each rests on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

import rmsprop_sym
from rmsprop_sym import library
from rmsprop_sym.alphabet import beta, eta, g, i, show, square_root, t, total, x
from rmsprop_sym.board import Derivation, eq, every, le, lt, ne, tends
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import BITS, Point, Undefined, evaluate, holds
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Letter, Number
from rmsprop_sym.kernel.theorem import Recursion, assume, axiom, define, discharge, follows
from rmsprop_sym.library import Entry, Standing
from rmsprop_sym.numbers.ball import Ball, precision
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.sampling import points

SAMPLES, RUNS = 12, 6
DRAWS = 60
STEPS = (90, 360)
FIRM = Fraction(1, 10**50)
TRUSTS_FILE = Path(__file__).with_name("trusts.json")

PROMISED = {
    "ema_unrolled", "ema_weights_sum", "weights_total_one", "weight_decay_by_age", "constant_gradient", "steady_state",
    "approach", "first_step", "beta_one", "beta_zero", "adagrad_sum", "scale_invariance",
}  # fmt: skip


# --- by another path ----------------------------------------------------------------------------------


def meeting(theorem):
    """Points at which every hypothesis of the theorem holds, each once."""
    hypotheses, symbols = sorted(theorem.hypotheses, key=str), theorem.claim.free()
    return (point for seed in range(DRAWS) for point in points(hypotheses, symbols, RULES, seed=seed, tries=20))


def ball(value):
    """The value as a ball."""
    return value if isinstance(value, Ball) else Ball(value.fraction)


def told(claim, point):
    """Whether the claim holds at a point: exactly, or by balls that lie apart; equal balls are equal to 50 digits.

    None where balls overlap and an inequality is asked for.  Raises Undefined where a side has no value.
    """
    held = holds(claim, point)
    if held is not None or claim.relation != "=":
        return held
    with precision(BITS):
        left, right = (ball(evaluate(side, point)) for side in (claim.left, claim.right))
        rest, size = left - right, abs(left) + abs(right) + 1
        assert rest.upper() - rest.lower() < FIRM * size.upper(), "the balls are too wide to tell anything"
    return True


def runs(theorem):
    """What the points that meet the hypotheses say of the claim, as far as both sides mean something there."""
    for point in meeting(theorem):
        try:
            yield told(theorem.claim, point)
        except Undefined:
            continue


def distances(theorem):
    """How far from its limit after 90 and after 360 steps, at the points that meet the hypotheses."""
    (index, body), limit = (theorem.claim.left.index, theorem.claim.left.body), theorem.claim.right
    for point in meeting(theorem):
        try:
            with precision(BITS):
                at = [ball(evaluate(body, point.at(index, Fraction(step)))) for step in STEPS]
                yield [abs(there - ball(evaluate(limit, point))).upper() for there in at]
        except Undefined:
            continue


def nearing(far):
    """Whether four times the steps leave at most 6/10 of the distance, as for 1/sqrt(n) and all that is faster."""
    return far[1] <= Fraction(6, 10) * far[0] + FIRM


THEOREMS = {name: entry.theorem for name, entry in library.theorems().items()}
LIMITS = {name for name, theorem in THEOREMS.items() if theorem.claim.relation == "->"}


@pytest.mark.parametrize("name", sorted(THEOREMS.keys() - LIMITS))
def test_runs_agree_with(name):
    """At twelve points that meet all hypotheses the claim is seen to hold; an equation with more on its right fails."""
    theorem = THEOREMS[name]
    assert [True] * SAMPLES == list(islice((said for said in runs(theorem) if said is not None), SAMPLES))
    if theorem.claim.relation == "=":
        claim = eq(theorem.claim.left, theorem.claim.right + Fraction(1, 10**30))
        assert {False} == set(islice(runs(believed(claim, theorem.hypotheses)), 3))


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_runs_come_near_to(name):
    """The distance shrinks at six points that meet all hypotheses, and from somewhere; another limit it misses."""
    theorem = THEOREMS[name]
    found = list(islice(distances(theorem), RUNS))
    assert [True] * RUNS == list(map(nearing, found))
    assert any(first > last for first, last in found)
    claim = Claim(theorem.claim.left, "->", theorem.claim.right + 1)
    assert False in map(nearing, islice(distances(believed(claim, theorem.hypotheses)), RUNS))


def believed(claim, hypotheses=()):
    """The claim without a proof."""
    return axiom("believed", claim, sorted(hypotheses, key=str), "")


def test_every_theorem_is_run():
    """No claim is of a kind that the runs cannot tell anything about."""
    assert [] == [name for name, theorem in THEOREMS.items() if theorem.claim.within]


def test_runs_do_not_ask_the_kernel(monkeypatch):
    """A claim is evaluated without the kernel's normal forms, on which every proof rests."""

    def asked(*_):
        raise AssertionError("the kernel was asked")

    names = ("ema_unrolled", "scale_invariance", "mean_age_so_far")
    drawn = {name: next(iter(meeting(THEOREMS[name]))) for name in names}
    monkeypatch.setattr("rmsprop_sym.evaluate.normal", asked)
    monkeypatch.setattr("rmsprop_sym.kernel.certificate.normal", asked)
    assert {True} == {told(THEOREMS[name].claim, point) for name, point in drawn.items()}


WRONG = [
    eq(rmsprop.v(t + 1), beta * rmsprop.v(t) + (1 - beta) * g(t) ** 2),
    eq(rmsprop.v(t), beta * rmsprop.v(0)),
    le(rmsprop.v(t + 1), rmsprop.v(t)),
    ne(rmsprop.v(0), 0),
    eq(rmsprop.theta(1) - rmsprop.theta(0), -eta * g(1).sign()),
    eq(square_root(x**2 + 2), square_root(2) * x),
    lt(square_root(x**2 + 2), square_root(2)),
]


@pytest.mark.parametrize("claim", WRONG, ids=show)
def test_runs_deny_what_is_false(claim):
    """The runs catch a false theorem: at some point it fails, exactly or by balls."""
    assert False in islice(runs(believed(claim)), SAMPLES)


def test_balls_that_are_too_wide_tell_nothing():
    """Two balls that overlap because little is known of them are no agreement."""
    claim = eq(square_root(x**2 + 2) - x, 0)
    with pytest.raises(AssertionError, match="too wide"):
        told(claim, Point({x: Fraction(10**60)}))


def test_runs_that_met_nothing_are_no_evidence():
    """A theorem whose hypotheses no point meets has no runs."""
    assert [] == list(islice(meeting(believed(eq(x, 1), [lt(x, x)])), 1))


@pytest.mark.parametrize("factor", [2, Fraction(101, 100)])
def test_a_run_away_from_its_limit_is_seen(factor):
    """v does not tend to 2G, nor to 1 % more than G."""
    theorem = THEOREMS["steady_state"]
    claim = Claim(theorem.claim.left, "->", factor * theorem.claim.right)
    assert False in map(nearing, islice(distances(believed(claim, theorem.hypotheses)), RUNS))


# --- what stands in the library -----------------------------------------------------------------------


def test_the_promised_theorems_are_there():
    """The first theorems, by the names that they were promised under."""
    assert PROMISED <= set(THEOREMS)


def test_what_each_theorem_trusts():
    """The definitions and axioms below each theorem, file by file; `make golden` writes them anew."""
    rows = {}
    for name, entry in library.theorems().items():
        rows.setdefault(Path(entry.file).stem, {})[name] = list(entry.theorem.trusts())
    if "BLESS" in os.environ:
        TRUSTS_FILE.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    else:
        assert json.loads(TRUSTS_FILE.read_text("utf-8")) == rows


@pytest.mark.parametrize("name", THEOREMS)
def test_it_is_proved(name):
    """The grade of every theorem, computed from what is below it."""
    assert Standing.PROVED is library.find(name).grade


RUDIN = "Rudin, Principles of Mathematical Analysis, 3rd edition, Theorem 3.20"
DLMF = "NIST Digital Library of Mathematical Functions, equation"
LEDGER = [
    {
        "name": "powers_vanish",
        "statement": "x**n -> 0 as n -> oo",
        "hypotheses": ["0 <= x", "x < 1"],
        "source": f"{RUDIN} (e)",
    },
    {
        "name": "linear_powers_vanish",
        "statement": "n*x**n -> 0 as n -> oo",
        "hypotheses": ["0 <= x", "x < 1"],
        "source": f"{RUDIN} (d), with 1 for its alpha and 1/x - 1 for its p; for x = 0 it is plain",
    },
    {
        "name": "reciprocal_roots_vanish",
        "statement": "1/sqrt(n) -> 0 as n -> oo",
        "hypotheses": [],
        "source": f"{RUDIN} (a), with 1/2 for its p",
    },
    {
        "name": "log_of_product",
        "statement": "log(x*y) = log(x) + log(y)",
        "hypotheses": ["0 < x", "0 < y"],
        "source": f"{DLMF} 4.8.2, for positive numbers",
    },
    {
        "name": "log_below_tangent",
        "statement": "log(x) < x - 1",
        "hypotheses": ["0 < x", "x != 1"],
        "source": f"{DLMF} 4.5.1, its right half, with x - 1 for its x",
    },
]


def test_the_ledger_holds_these_axioms():
    """Their names, what they say, what they suppose, and where they are proved."""
    assert LEDGER == library.ledger_json()


@pytest.mark.parametrize("axiom", library.ledger(), ids=lambda axiom: axiom.data[0])
def test_runs_agree_with_the_axiom(axiom):
    """What is believed is tried like what is proved."""
    if axiom.claim.relation == "->":
        assert [True] * RUNS == list(map(nearing, islice(distances(axiom), RUNS)))
    else:
        assert [True] * SAMPLES == list(islice(runs(axiom), SAMPLES))


def entry(theorem):
    """The theorem as the library would hold it."""
    return Entry("tried", Derivation("tried", theorem, "", "tried.py", 1))


def test_an_axiom_outside_the_ledger_leaves_a_theorem_open():
    """Directly, or anywhere below."""
    believed = axiom("belief", eq(x, 1), (), "nowhere")
    assert [Standing.OPEN] * 2 == [entry(believed).grade, entry(follows(eq(2 * x, 2), [believed], [2])).grade]
    assert ("belief",) == library.unknown_axioms(believed)


@pytest.fixture
def real():
    """The first axiom of the ledger."""
    return library.ledger()[0]


@pytest.mark.parametrize("change", ["claim", "hypotheses", "source"])
def test_an_axiom_that_only_has_the_name_of_one_leaves_a_theorem_open(change, real):
    """Claim, hypotheses and source must be those of the ledger."""
    claim = tends(real.claim.left.body, 1, real.claim.left.index) if change == "claim" else real.claim
    hypotheses = sorted(real.hypotheses, key=str)[: 1 if change == "hypotheses" else 2]
    source = "" if change == "source" else real.data[1]
    fake = axiom("powers_vanish", claim, hypotheses, source)
    assert (Standing.OPEN, ("powers_vanish",)) == (entry(fake).grade, library.unknown_axioms(fake))


def test_the_axiom_of_the_ledger_written_again_is_that_axiom(real):
    """As when its file is loaded twice."""
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
    assert (1, list(THEOREMS)) == (printed["version"], [theorem["name"] for theorem in printed["theorems"]])


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
    trusts = {name: list(theorem.trusts()) for name, theorem in THEOREMS.items()}
    assert trusts == {theorem["name"]: theorem["trusts"] for theorem in printed["theorems"]}


def test_the_ledger_is_printed(printed):
    """Every axiom with its source."""
    assert LEDGER == printed["axioms"]


def test_steps_stand_where_the_file_has_them(printed):
    """Each printed line of a board is a line of its file that yields, or the theorem's, if it stands in another."""
    root = Path(rmsprop_sym.__file__).parents[1]
    lines = {
        name: (root / name).read_text(encoding="utf-8").splitlines()
        for name in {t["file"] for t in printed["theorems"]}
    }
    places = [(t["file"], step["line"], t["line"]) for t in printed["theorems"] for step in t["steps"]]
    own = {place for place in places if lines[place[0]][place[1] - 1].lstrip().startswith("yield ")}
    assert len(own) > 80
    assert [] == [(file, line) for file, line, whole in {*places} - own if line != whole]


def test_an_unknown_theorem_is_told_in_one_line():
    """With the nearest names."""
    with pytest.raises(UserError, match="Did you mean first_step"):
        library.find("first_stepp")
