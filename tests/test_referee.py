"""The referee: it replays what is proved, by its own means, and refuses what was tampered with."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from rmsprop_sym import library
from rmsprop_sym.alphabet import beta, g, i, n, t
from rmsprop_sym.cli import cli
from rmsprop_sym.kernel import theorem as kernel
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, ZERO, Apply, Head, Lambda, Letter, Number, summed
from rmsprop_sym.kernel.theorem import Gap, assume, axiom, congruence, follows, induction, instance, law, split
from rmsprop_sym.referee import Referee, Report, Verdict
from rmsprop_sym.referee.forms import ATOMS, Desk, NotReplayed, form
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.rules.run import recursion
from rmsprop_sym.search.lemmas import power_sign

x, y, z = map(Letter, "xyz")
REFEREE = Path(library.__file__).parent / "referee"


@dataclass
class Mirror:
    """A proof that anybody can write: the public fields of a theorem."""

    claim: Claim
    hypotheses: frozenset[Claim]
    rule: str
    premises: tuple[Any, ...]
    data: tuple[Any, ...]


def mirror(theorem, **changes):
    """The step as a mirror, with some of its fields changed."""
    own = Mirror(theorem.claim, theorem.hypotheses, theorem.rule, theorem.premises, theorem.data)
    return replace(own, **changes)


def copied(theorem, done=None):
    """The whole proof as mirrors, each step once."""
    done = {} if done is None else done
    if id(theorem) not in done:
        premises = tuple(copied(p, done) for p in theorem.premises)
        done[id(theorem)] = mirror(theorem, premises=premises)
    return done[id(theorem)]


def fault(proof):
    """What the referee says about a proof."""
    return Referee(library.ledger(), RULES).fault(proof)


def same(a, b):
    """Whether the referee sees that two terms are equal."""
    desk = Desk(ATOMS[0])
    return desk.plus(desk.read(form(a)), desk.read(form(b)), -1).constant() == 0


@pytest.fixture(scope="module")
def referee():
    """One referee for all theorems, which redoes each step once."""
    return Referee(library.ledger(), RULES)


def test_every_theorem_of_the_library_is_replayed(referee):
    """No proof rests on what the referee cannot redo."""
    faults = {name: referee.fault(entry.theorem) for name, entry in library.theorems().items()}
    assert {name: why for name, why in faults.items() if why} == {}


@pytest.mark.parametrize("name", ["flint", "forms", "steps"])
def test_the_referee_shares_no_code_with_the_kernel(name):
    """Of the kernel it imports the classes of terms and claims and nothing else."""
    nodes = ast.walk(ast.parse((REFEREE / f"{name}.py").read_text(encoding="utf-8")))
    asked = {(node.module, a.name) for node in nodes if isinstance(node, ast.ImportFrom) for a in node.names}
    ours = {(m, a) for m, a in asked if m.startswith("rmsprop_sym") and not m.startswith("rmsprop_sym.referee")}
    classes = {("rmsprop_sym.kernel.claim", "Claim")}
    classes |= {("rmsprop_sym.kernel.term", a) for a in ("Apply", "Head", "Lambda", "Letter", "Number")}
    assert ours - classes == set()


@pytest.mark.parametrize(
    "a, b, equal",
    [
        ((x + y) ** 2, x**2 + 2 * x * y + y**2, True),
        ((x + y) ** 2, x**2 + y**2, False),
        (beta ** (t + 1), beta * beta**t, True),
        (beta ** (2 * t), beta**t, False),
        (x**t * y**t, (x * y) ** t, True),
        (x ** (t * n) * x**t, (x**t) ** (n + 1), True),
        (x / x, ONE, False),
        (1 / (2 * x + 2 * y), ONE / 2 / (x + y), True),
        (1 / (x * y), 1 / x * (1 / y), True),
        (Number(Fraction(2)) ** (t + 2), 4 * Number(Fraction(2)) ** t, True),
        ((-x).sqrt(), (-1 * x).sqrt(), True),
        (x.sqrt(), y.sqrt(), False),
        (x ** (n - t) * x**t, x**n, False),
        (summed(x * g(i), i, 1, t), x * summed(g(n + 1), n, 0, t - 1), True),
        (summed(g(i), i, 1, t), summed(g(i), i, 0, t), False),
        (summed(x ** (i + t), i, 0, n), x**t * summed(x**i, i, 0, n), True),
        (summed(g(i), i, t, t), g(t), True),
        (summed(ONE, i, 1, t), t, True),
        (summed(x, i, 1, t - 1), x * (t - 1), False),
        (summed(g(i), i, 1, ZERO), ZERO, True),
        (summed(g(i), i, x, y), summed(g(n), n, x, y), True),
        ((x + y) ** t, (x + y) ** t, True),
        ((x + y) ** (t + 1), (x + y) * (x + y) ** t, True),
        (Number(Fraction(3)) ** Number(Fraction(50_000)), ZERO, False),
    ],
)
def test_terms_are_equal_as_far_as_it_is_certain(a, b, equal):
    """What the referee sees of sums, powers, inverses and what stands in atoms."""
    assert equal == same(a, b)


def test_more_atoms_than_there_is_room_for_are_told():
    """A ring that is too small says so, and a larger one is taken."""
    many = sum((Letter(f"x{k}") for k in range(60)), ZERO)
    with pytest.raises(NotReplayed, match="too many atoms"):
        Desk(ATOMS[0]).read(form(many))
    assert fault(follows(Claim(many, "=", many))) is None


def line():
    """x*z <= y*z + 1, from x = y."""
    return follows(Claim(x * z, "<=", y * z + 1), [assume(Claim(x, "=", y))], [z])


def test_a_changed_cofactor_is_refused_by_both():
    """The sum of the facts is another one then."""
    proof = line()
    with pytest.raises(Gap):
        follows(proof.claim, proof.premises, [2 * z])
    assert "follows: the difference is not the sum of the facts" == fault(mirror(proof, data=((2 * z,), 1)))


def test_a_dropped_premise_is_refused_by_both():
    """A line without its reason does not follow."""
    proof = line()
    with pytest.raises(Gap):
        follows(proof.claim)
    assert "follows: the difference is not the sum of the facts" == fault(mirror(proof, premises=(), data=((), 1)))
    assert "follows: there is not one cofactor for each fact" == fault(mirror(proof, premises=()))


def test_a_changed_claim_in_the_middle_of_a_proof_is_refused():
    """Every single step of the proof is looked at, not only the last one."""
    proof = copied(library.find("steady_state").theorem)
    assert fault(proof) is None
    middle = proof.premises[0].premises[0]
    middle.claim = Claim(middle.claim.left, middle.claim.relation, middle.claim.right + 1, middle.claim.within)
    assert fault(proof) is not None


def test_the_kernel_takes_no_proof_that_was_written_by_hand():
    """A mirror is no premise, whatever it claims."""
    with pytest.raises(Gap, match="premise"):
        follows(Claim(x, "=", y), [mirror(assume(Claim(x, "=", y)))], [1])


def every_step():
    """One step for each rule that the library uses."""
    found = {}
    for entry in library.theorems().values():
        for step in entry.theorem.ancestry():
            found.setdefault(step.rule, step)
    return found


def test_no_rule_passes_another_claim():
    """Each rule, with its claim changed, is refused."""
    passed = []
    for rule, step in every_step().items():
        c = step.claim
        right = Lambda(c.right.index, c.right.body + 1) if isinstance(c.right, Lambda) else c.right + 1
        changed = mirror(step, claim=Claim(c.left, c.relation, right, c.within))
        passed += [rule] if fault(changed) is None and rule != "follows" else []
    assert passed == []


def test_no_rule_drops_a_hypothesis():
    """Each rule whose step has hypotheses is refused without them."""
    steps = [step for e in library.theorems().values() for step in e.theorem.ancestry() if step.hypotheses]
    first = {step.rule: mirror(step, hypotheses=frozenset()) for step in reversed(steps)}
    assert [rule for rule, step in first.items() if fault(step) is None] == []


zero_x, x_y = assume(Claim(ZERO, "<=", x)), assume(Claim(x, "=", y))
natural = assume(Claim(ZERO, "<=", t))
total = summed(g(i), i, 0, t)
unlike = assume(Claim(x, "!=", y))
either = kernel.cases(
    x_y.claim, *(kernel.discharge(follows(Claim(x, "<=", x)), case, zero_x) for case in (x_y, unlike))
)
rooted = kernel.limit_of_root(
    assume(Claim(Lambda(n, beta**n), "->", y)), assume(Claim(y, "=", x**2)), assume(Claim(ZERO, "<", x))
)

falling = assume(Claim(Lambda(n, x**2 * beta**n), "->", ZERO))
to_zero = [falling, follows(Claim(ZERO, "=", ZERO**2)), follows(Claim(ZERO, "<=", ZERO))]
never = kernel.discharge(
    instance(law("product"), {x: x**2, y: beta**n}), law("square"), instance(power_sign("<="), {x: beta})
)
rooted_at_zero = kernel.limit_of_root(*to_zero, never)
later = kernel.limit_along(falling, Lambda(n, x**2 * beta ** (n + 1)), 0, 1)


@pytest.mark.parametrize(
    "step, changes",
    [
        (law("square"), dict(data=("no such law",))),
        (law("square"), dict(rule="magic")),
        (axiom("a dream", Claim(ZERO, "=", ONE), [], "nobody"), {}),
        (follows(Claim(x, "<=", x)), dict(claim=Claim(x, "<", x))),
        (follows(Claim(x, "<=", x)), dict(claim=Claim(x, "!=", x))),
        (follows(Claim(ZERO, "<=", 2 * x), [zero_x], [2]), dict(data=((-2,), 1), claim=Claim(ZERO, "<=", -2 * x))),
        (follows(Claim(ZERO, "<=", 2 * x), [zero_x], [2]), dict(data=((x,), 1), claim=Claim(ZERO, "<=", x * x))),
        (follows(Claim(ZERO, "<=", 2 * x), [zero_x], [2]), dict(claim=Claim(ZERO, "=", 2 * x))),
        (instance(law("square"), {x: y}), dict(data=(((x, Lambda(i, i)),),))),
        (instance(law("square"), {x: y}), dict(data=(((g.head, y),),))),
        (instance(natural, {t: n}), dict(data=(((t, x),),), claim=Claim(ZERO, "<=", x))),
        (law("root"), dict(hypotheses=frozenset())),
        (congruence(x_y, z, z**2), dict(premises=(zero_x,))),
        (split(total, t), dict(data=(t + 1,), claim=Claim(total, "=", summed(g(i), i, 0, t + 1)))),
        (split(total, t), dict(data=(x,))),
        (split(total, t), dict(claim=Claim(x, "=", x))),
        (either, dict(data=(Claim(x, "<=", y),))),
        (either, dict(data=(Claim(x, "!=", y),))),
        (either, dict(premises=either.premises[::-1])),
        (either, dict(premises=(either.premises[0], follows(Claim(x, "=", x))))),
        (either, dict(hypotheses=frozenset())),
        (rooted, dict(claim=Claim(rooted.claim.left, "->", -x))),
        (rooted, dict(premises=(*rooted.premises[:2], zero_x))),
        (rooted, dict(premises=(rooted.premises[0], assume(Claim(y, "=", y**2)), rooted.premises[2]))),
        (rooted, dict(premises=(x_y, *rooted.premises[1:]))),
        (rooted, dict(claim=Claim(Lambda(n, (beta**t).sqrt()), "->", x))),
        (rooted_at_zero, dict(premises=tuple(to_zero))),
        (rooted_at_zero, dict(premises=(*to_zero, zero_x))),
        (rooted_at_zero, dict(premises=(*to_zero, assume(Claim(ZERO, "<=", x**2 * beta**n))))),
        (rooted_at_zero, dict(premises=(*to_zero, assume(Claim(ZERO, "<", x**2 * beta**n))))),
        (later, dict(claim=Claim(Lambda(n, x**2 * beta**t), "->", ZERO))),
        (later, dict(data=(Lambda(n, x**2 * beta ** (n + 1)), 0, 2))),
        (later, dict(data=(Lambda(n, x**2 * beta ** (n + 1)), 0, -1))),
        (later, dict(premises=(x_y,))),
    ],
)
def test_a_step_that_breaks_its_rule_is_refused(step, changes):
    """What the kernel refuses to make, the referee refuses to pass."""
    assert fault(mirror(step, **changes)) is not None


@pytest.mark.parametrize(
    "step", [either, rooted, rooted_at_zero, later], ids=["cases", "limit of root", "of 0", "limit along"]
)
def test_the_same_step_passes_as_it_is(step):
    """It is the change that is refused."""
    assert fault(step) is None


def test_an_induction_keeps_its_letter_out_of_the_hypotheses():
    """What is supposed of the letter itself holds for that number only."""
    claim = Claim(t, "=", ZERO)
    base, step = follows(Claim(ZERO, "=", ZERO)), assume(Claim(t + 1, "=", ZERO))
    with pytest.raises(Gap):
        induction(t, claim, base, step)
    hand = Mirror(claim, step.hypotheses, "induction", (base, step), (t,))
    assert "induction: a hypothesis holds the letter" == fault(hand)


def test_a_definition_is_what_the_body_of_the_rule_says():
    """Another body, another start or another owner of the run is refused."""
    own = recursion(rmsprop)
    for state, where in ("v", "start"), ("v", "step"), ("theta", "step"):
        assert fault(kernel.define(own)[state, where]) is None
    (name, start, _), *others = own.states
    false = replace(own, states=((name, start, own.state("v", t)), *others))
    assert "definition: the step shows another claim" == fault(kernel.define(false)["v", "step"])
    late = replace(own, states=((name, Number(Fraction(1)), own.states[0][2]), *others))
    assert "definition: the step shows another claim" == fault(kernel.define(late)["v", "start"])
    other = replace(own, rule="mine", states=(("v", ZERO, ZERO),))
    assert "definition: the referee does not know this update rule" == fault(kernel.define(other)["v", "start"])
    bare = replace(own, owners=own.owners[:-1], states=(("v", ZERO, ZERO),))
    expected = "definition: the run has other owners than the rule"
    assert expected == fault(kernel.define(bare)["v", "start"])


def test_one_proof_has_one_definition_of_each_rule():
    """Two runs that are told apart by nothing would be one state with two values."""
    own = recursion(rmsprop)
    again = replace(own, states=own.states[:1])
    starts = [kernel.define(r)["v", "start"] for r in (own, again)]
    proof = Mirror(starts[0].claim, frozenset(), "discharge", tuple(starts), ())
    assert "definition: rmsprop is defined twice" == fault(proof)


def test_nothing_is_captured_when_a_sequence_is_replaced():
    """The index of a sum around a sequence stays apart from the index of a sum inside its general term."""
    doubled = summed(g(i), i, 0, t)
    inner = Lambda(n, summed(g(i) * n, i, 0, n))
    theorem = follows(Claim(doubled, "=", doubled))
    proof = instance(theorem, {g.head: inner})
    assert fault(proof) is None
    captured = summed(summed(g(i) * i, i, 0, n), n, 0, t)
    assert fault(mirror(proof, claim=Claim(captured, "=", captured))) is not None


def test_a_proof_that_rests_on_itself_is_refused():
    """A circle of steps has no ground."""
    proof = mirror(line())
    proof.premises = (proof,)
    assert "the proof rests on itself" == fault(proof)


def test_what_is_malformed_is_refused_not_raised():
    """A step without its data is a step that is not replayed."""
    assert fault(mirror(line(), data=())).startswith("follows: the step is malformed")
    assert "follows: 'one' is no term" == fault(mirror(line(), data=(("one",), 1)))


def test_an_unknown_function_is_an_atom():
    """Nothing is known of a function but that equal things have equal values."""
    f = Head("f")
    assert same(Apply(f, (x + y,)), Apply(f, (y + x,)))
    assert not same(Apply(f, (x,)), Apply(f, (y,)))


def test_the_command_prints_a_line_for_each_theorem():
    """The names that are asked for, then the totals."""
    done = CliRunner().invoke(cli, ["replay", "steady_state"], standalone_mode=False)
    assert "steady_state: replayed\n1 replayed, 0 not replayed\n" == done.output
    assert 0 == done.return_value


def test_the_command_speaks_json():
    """The engines that replayed a theorem are listed under `replayed`."""
    done = CliRunner().invoke(cli, ["replay", "steady_state", "--format", "json"], standalone_mode=False)
    assert [{"name": "steady_state", "replayed": ["flint"], "reason": ""}] == json.loads(done.output)["theorems"]


def test_a_theorem_that_is_not_replayed_is_told_with_its_reason():
    """The line names it, and the exit code is 1."""
    report = Report((Verdict("a", ""), Verdict("b", "magic: the referee does not know this rule")))
    assert "b: not replayed: magic: the referee does not know this rule" == report.lines()[1]
    assert (1, {"replayed": 1, "not replayed": 1}) == (report.exit_code, report.json()["totals"])


@pytest.mark.parametrize("option, engines", [([], []), (["--replay"], ["flint"])])
def test_a_derivation_says_which_engines_replayed_it_if_they_are_asked(option, engines):
    """Without being asked it does not claim what nobody looked at."""
    done = CliRunner().invoke(cli, ["derive", "steady_state", "--format", "json", *option], standalone_mode=False)
    assert [engines] == [theorem["replayed"] for theorem in json.loads(done.output)["theorems"]]


def test_a_proof_that_is_not_replayed_has_no_engine(monkeypatch):
    """The field is filled by the replay itself."""
    monkeypatch.setattr(Referee, "fault", lambda *_: "tampered with")
    done = CliRunner().invoke(cli, ["derive", "steady_state", "--format", "json", "--replay"], standalone_mode=False)
    assert [[]] == [theorem["replayed"] for theorem in json.loads(done.output)["theorems"]]


@pytest.mark.parametrize("arguments", [["first_step"], ["--rule", "adam", "--format", "json"]])
def test_a_replay_is_asked_for_where_it_can_be_told(arguments):
    """In JSON, and about the library."""
    with pytest.raises(click.UsageError, match="--replay is about the library"):
        CliRunner().invoke(cli, ["derive", "--replay", *arguments], standalone_mode=False, catch_exceptions=False)
