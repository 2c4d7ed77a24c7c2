"""What the machine derives about a rule: right for known rules and for new ones, and refused where it must be."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from rmsprop_sym import library
from rmsprop_sym.alphabet import beta, beta1, beta2, eps, eta, g, lamda, mu, show, square_root
from rmsprop_sym.board import eq
from rmsprop_sym.discover import consequences, load
from rmsprop_sym.errors import UserError
from rmsprop_sym.evaluate import Undefined, holds
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.theorem import assume
from rmsprop_sym.numbers.exact import Exact
from rmsprop_sym.rules import RULES
from rmsprop_sym.sampling import points
from rmsprop_sym.search import prove

ROOT = Path(__file__).parents[1]
MINE = ROOT / "docs" / "examples" / "my_rules.py"
NEW = ("mean_of_sizes", "leaky_sum", "mean_of_means", "late_mean")
ODD = ROOT / "tests" / "odd_rules.py"
ODD_ONES = (
    "nonlinear",
    "swapped",
    "feedback",
    "outside",
    "negative_decay",
    "floats",
    "inplace",
    "clash",
    "upper",
    "reads_theta",
    "memory0",
    "const",
    "lion",
    "adamax",
    "nesterov",
    "huge",
    "adadelta",
    "gated",
    "rootmem",
)
SCHEDULES = {"rmsprop": ("beta",), "rmsprop_momentum": ("eta", "mu"), "adam": ("eta", "beta1", "beta2", "eps")}
AS_EMA = """\
from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules import rule


@rule(v=0)
def adagrad_as_ema(old, new, g, *, eta, eps):
    n = old.t + 1
    new.v = (1 - 1 / n) * old.v + g**2 / n
    new.theta = old.theta - eta / sqrt(n) * g / (sqrt(new.v) + eps / sqrt(n))
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The consequences of every rule, built-in or new, with rates and decays that stay or change."""
    file = tmp_path_factory.mktemp("rules") / "as_ema.py"
    file.write_text(AS_EMA, encoding="utf-8")
    own = [load(f"{MINE}:{name}") for name in NEW] + [load(f"{ODD}:{name}") for name in ODD_ONES]
    rules = [*RULES.values(), *own, load(f"{file}:adagrad_as_ema")]
    scheduled = [RULES[name].on_schedule(*names) for name, names in SCHEDULES.items()]
    return {rule.name: consequences(rule) for rule in [*rules, *scheduled]}


ALL = [
    *RULES,
    *NEW,
    *ODD_ONES,
    "adagrad_as_ema",
    *(RULES[name].on_schedule(*names).name for name, names in SCHEDULES.items()),
]


def alike(one, other):
    """Whether two theorems say the same, up to normal form, under the same hypotheses."""
    sides = zip((one.claim.left, one.claim.right), (other.claim.left, other.claim.right), strict=True)
    return one.claim.relation == other.claim.relation and all(normal(a) == normal(b) for a, b in sides)


HAND_WRITTEN = [
    ("rmsprop", "v_closed_form", "ema_unrolled"),
    ("rmsprop", "v_by_age", "weight_decay_by_age"),
    ("rmsprop", "v_weights_sum", "ema_weights_sum"),
    ("rmsprop", "v_weights_total", "weights_total_one"),
    ("rmsprop", "v_approach", "approach"),
    ("rmsprop", "v_constant_input", "constant_gradient"),
    ("rmsprop", "v_limit", "steady_state"),
    ("rmsprop", "v_rests", "steady_state_if"),
    ("rmsprop", "v_rests_only", "steady_state_only_if"),
    ("rmsprop", "v_never_negative", "v_never_negative"),
    ("rmsprop", "first_step", "first_step"),
    ("rmsprop", "first_step_without_eps", "first_step_without_eps"),
    ("rmsprop", "first_step_size", "first_step_size"),
    ("rmsprop", "v_scales", "mean_square_scales"),
    ("rmsprop", "scale_invariance", "scale_invariance"),
    ("rmsprop", "v_expected", "expected_bias"),
    ("rmsprop", "step_bound", "step_bound"),
    ("rmsprop_eps_inside", "v_never_negative", "v_never_negative_inside"),
    ("rmsprop_eps_inside", "first_step", "first_step_inside"),
    ("rmsprop_bias_corrected", "first_step", "first_step_corrected"),
    ("rmsprop_bias_corrected", "first_step_without_eps", "first_step_corrected_without_eps"),
    ("adagrad", "G_never_negative", "adagrad_never_negative"),
    ("adam", "v_never_negative", "adam_v_never_negative"),
    ("adam", "first_step", "adam_first_step_with_eps"),
    ("adam", "first_step_without_eps", "adam_first_step"),
    *(
        (rule, "v_rests_only", "steady_state_only_if")
        for rule in RULES
        if rule.startswith("rmsprop") and "l2" not in rule
    ),
    *((rule, "v_weights_sum", "ema_weights_sum") for rule in RULES if rule.startswith("rmsprop")),
    *((rule, "v_weights_total", "weights_total_one") for rule in RULES if rule.startswith("rmsprop")),
    ("momentum", "m_weights_sum", "ema_weights_sum"),
    ("adagrad", "G_from_start", "adagrad_sum"),
    ("adagrad", "first_step_size", "adagrad_first_step"),
]


@pytest.mark.parametrize("rule, name, by_hand", HAND_WRITTEN)
def test_the_machine_finds_what_was_written_by_hand(found, rule, name, by_hand):
    """A theorem that the machine derives is the one of the library, with the same hypotheses."""
    ours, theirs = found[rule].find(name).theorem, library.find(by_hand).theorem
    assert alike(ours, theirs), show(ours.claim, theirs.claim)
    assert set(map(show, theirs.hypotheses)) == set(map(show, ours.hypotheses))


fresh, some = (1 - beta) * g(1) ** 2, abs(g(1))
FIRST_STEPS = {  # worked out on paper: the gradient is divided by this
    "rmsprop": square_root(1 - beta) * some + eps,
    "rmsprop_eps_inside": square_root(fresh + eps),
    "rmsprop_tf1": square_root(beta + fresh + eps),
    "rmsprop_eps_outside_ones": square_root(beta + fresh) + eps,
    "rmsprop_no_eps": square_root(1 - beta) * some,
    "rmsprop_max_eps": (square_root(1 - beta) * some).maximum(eps),
    "rmsprop_bias_corrected": some + eps,
    "rmsprop_centred": square_root(beta * (1 - beta)) * some + eps,
    "rmsprop_centred_eps_inside": square_root(beta * fresh + eps),
    "rmsprop_momentum": square_root(1 - beta) * some + eps,
    "rmsprop_momentum_rate_inside": square_root(fresh + eps),
    "rmsprop_bias_corrected_eps_inside": square_root(g(1) ** 2 + eps),
    "rmsprop_centred_momentum": square_root(beta * (1 - beta)) * some + eps,
    "rmsprop_graves": square_root(beta * fresh + eps),
    "rmsprop_nesterov": square_root(fresh + eps),
    "rmsprop_tf1_momentum": square_root(beta + fresh + eps),
    "adagrad": some + eps,
    "adagrad_eps_inside": square_root(g(1) ** 2 + eps),
    "momentum": 1,
    "adam": some + eps,
    "sgd": 1,
}
LARGER = {"rmsprop_nesterov": 1 + mu}  # its first step already has the momentum of the next


def decayed(name, divisor):
    """The first step, the decayed gradient over its divisor."""
    theta = RULES[name].theta(0)
    seen = g(1) + lamda * theta
    return -eta * seen / divisor(seen)


def apart(name, step):
    """The first step, and what the weights lose beside it."""
    return step - eta * lamda * RULES[name].theta(0)


hat = (1 - beta1) * square_root(1 - beta2) * g(1) * eta
FIRST_DECAYED = {
    "rmsprop_l2": decayed("rmsprop_l2", lambda x: square_root(1 - beta) * abs(x) + eps),
    "rmsprop_l2_eps_inside": decayed("rmsprop_l2_eps_inside", lambda x: square_root((1 - beta) * x**2 + eps)),
    "rmsprop_decoupled": apart("rmsprop_decoupled", -eta * g(1) / (square_root(1 - beta) * some + eps)),
    "rmsprop_decoupled_eps_inside": apart("rmsprop_decoupled_eps_inside", -eta * g(1) / square_root(fresh + eps)),
    "adam_eps_hat": -hat / ((1 - beta1) * (square_root(1 - beta2) * some + eps)),
    "adam_l2": decayed("adam_l2", lambda x: square_root((1 - beta2) * x**2 / (1 - beta2)) + eps)
    * (1 - beta1)
    / (1 - beta1),
    "adamw": apart("adamw", -eta * g(1) / (some + eps)),
    "adamw_eps_hat": apart("adamw_eps_hat", -hat / ((1 - beta1) * (square_root(1 - beta2) * some + eps))),
}


def test_every_dialect_has_a_first_step_on_paper():
    """No built-in rule is left out."""
    assert set(RULES) == {*FIRST_STEPS, *FIRST_DECAYED}


@pytest.mark.parametrize("name", FIRST_STEPS)
def test_the_first_step_of_every_dialect_is_the_one_on_paper(found, name):
    """What the engine finds has the same normal form as what was written by hand."""
    step = -eta * g(1) * LARGER.get(name, 1) / FIRST_STEPS[name]
    assert normal(step) == normal(found[name].find("first_step").theorem.claim.right)


@pytest.mark.parametrize("name", FIRST_DECAYED)
def test_the_first_step_with_two_corrections_or_weight_decay_is_the_one_on_paper(found, name):
    """What is multiplied out agrees, up to factors over themselves."""
    claim = found[name].find("first_step").theorem.claim
    prove(eq(claim.right, FIRST_DECAYED[name]), [*map(assume, found[name].find("first_step").theorem.hypotheses)])


@pytest.mark.parametrize("name", ALL)
def test_every_consequence_is_proved_and_has_an_instance(found, name):
    """No theorem speaks of nothing, and none rests on an axiom outside the ledger."""
    assert [entry.name for entry in found[name].entries if entry.grade is not library.Standing.PROVED] == []
    assert found[name].entries


@pytest.mark.parametrize("name", RULES)
def test_every_linear_state_of_a_known_rule_is_opened_up(found, name):
    """Each state of a built-in rule has a closed form, or a reason why it has none."""
    known = {entry.name for entry in found[name].entries} | {missing.what for missing in found[name].missing}
    assert {f"{state}_closed_form" for state in RULES[name].start} <= known


@pytest.mark.parametrize("name", ALL)
def test_every_consequence_holds_in_exact_runs(found, name):
    """The rule, run at random rationals, does what each theorem says; no theorem goes untried."""
    rules = {**RULES, name: found[name].rule}
    untried = []
    for entry in found[name].entries:
        claim, tried = entry.theorem.claim, 0
        if claim.relation == "->":
            continue
        drawn = points(sorted(entry.theorem.hypotheses, key=str), claim.free(), rules, seed=7, tries=20)
        for point in [*islice(drawn, 3), entry.witness]:
            try:
                assert holds(claim, point) is not False, f"{entry.name} fails at {point}"
            except Undefined:
                continue
            tried += 1
        untried += [entry.name] if not tried else []
    assert untried == []


def test_a_false_consequence_would_be_found_out_by_the_runs(found):
    """The runs that agree with a closed form refute the same with another weight."""
    entry = found["leaky_sum"].find("s_closed_form")
    claim = entry.theorem.claim
    wrong = type(claim)(claim.left, "=", claim.right + claim.right)
    rules = {**RULES, "leaky_sum": found["leaky_sum"].rule}
    assert any(holds(wrong, p) is False for p in points((), wrong.free(), rules, seed=7, tries=12))


EXPECTED = {
    "mean_of_sizes": {
        "a_closed_form": "a(t) = beta**t*a(0) + (1 - beta)*sum(beta**(t - i)*abs(g(i)), i, 1, t)",
        "a_limit": "a(t) -> G as t -> oo",
        "first_step_size": "abs(theta(1) - theta(0)) = eta/(1 - beta)",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta/(1 - beta)",
        "a_scales": "a[c*g(i)](t) = c*a[g](t)",
    },
    "leaky_sum": {
        "s_from_start": "s(t) = sum(mu**(t - i)*g(i)**2, i, 1, t)",
        "s_weights_total": "sum(mu**(t - i), i, 1, t) -> 1/(1 - mu) as t -> oo",
        "s_limit": "s(t) -> G/(1 - mu) as t -> oo",
        "first_step_size": "abs(theta(1) - theta(0)) = eta",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta",
    },
    "mean_of_means": {
        "v_limit": "v(t) -> G as t -> oo",
        "w_limit": "w(t) -> G as t -> oo",
        "w_closed_form": "w(t) = beta2**t*w(0) + (1 - beta2)*sum(beta2**(t - i)*v(i), i, 1, t)",
        "first_step_size": "abs(theta(1) - theta(0)) = eta/sqrt((1 - beta1)*(1 - beta2))",
        "w_scales": "w[c*g(i)](t) = c**2*w[g](t)",
        "w_approach": "w(t) - G = beta2**t*(w(0) - G) + (1 - beta2)*(v(0) - G)*beta1*(beta1**t - beta2**t)"
        "/(beta1 - beta2)",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta/sqrt((1 - beta1)*(1 - beta2))",
    },
    "late_mean": {
        "v_closed_form": "(t + 1)*(t + 2)*v(t) = 2*v(0) + sum(2*(i + 1)*g(i)**2, i, 1, t)",
        "v_weights_sum": "sum(2*(i + 1), i, 1, t) = t**2 + 3*t",
        "v_constant_input": "v(t + 1) = G - 2*G/((t + 2)*(t + 3))",
        "first_step_size": "abs(theta(1) - theta(0)) = eta/sqrt(2/3)",
    },
    "adagrad_as_ema": {
        "v_closed_form": "t*v(t) = sum(g(i)**2, i, 1, t)",
        "v_constant_input": "v(t + 1) = G",
        "first_step": "theta(1) - theta(0) = -eta*g(1)/(abs(g(1)) + eps)",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta",
    },
    "rmsprop_with_beta_scheduled": {
        "v_closed_form": "v(t) = P_v(t)*(v(0) + sum((1 - beta(i))*g(i)**2/P_v(i), i, 1, t))",
        "v_constant_input": "v(t) = (1 - P_v(t))*G",
        "first_step_size": "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta(1))",
        "step_bound": "abs(theta(t + 1) - theta(t)) <= eta/sqrt(1 - beta(t + 1))",
    },
    "rmsprop_momentum_with_eta_and_mu_scheduled": {
        "v_limit": "v(t) -> G as t -> oo",
        "b_closed_form": "b(t) = P_b(t)*(b(0) + sum(g(i)/(sqrt(v(i)) + eps)/P_b(i), i, 1, t))",
        "first_step_size": "abs(theta(1) - theta(0)) = eta(1)/sqrt(1 - beta)",
    },
}
CASES = [(rule, name, says) for rule, theorems in EXPECTED.items() for name, says in theorems.items()]


@pytest.mark.parametrize("rule, name, says", CASES)
def test_a_new_rule_has_the_consequences_that_a_person_derives(found, rule, name, says):
    """The statement is the one that was worked out on paper."""
    assert says == show(found[rule].find(name).theorem.claim)


def test_the_first_step_of_a_new_rule_is_that_of_an_exact_run(found):
    """At beta = 9/10 and eps = 0 the step from a gradient of -3 is ten times the rate."""
    rule = found["mean_of_sizes"].rule
    hyper = {"eta": Exact("1/2"), "beta": Exact("9/10"), "eps": Exact(0)}
    state = next(rule.trajectory([Exact(-3)], Exact(0), **hyper))
    assert Fraction(5) == state.theta.fraction


@pytest.mark.parametrize("name", ["adam", "rmsprop_bias_corrected", "rmsprop_momentum", "rmsprop_no_eps"])
def test_a_known_rule_does_not_feel_the_scale(found, name):
    """The steps of the scale-free dialects are the same on g and on c*g, by induction over their states."""
    assert {"0 < c", "eps = 0"} >= set(map(show, found[name].find("scale_invariance").hypotheses))


@pytest.mark.parametrize("name", ["rmsprop_tf1", "rmsprop_eps_outside_ones", "sgd", "momentum"])
def test_a_rule_that_feels_the_scale_is_not_said_to_be_free_of_it(found, name):
    """From a start of 1, or without a divisor, scale matters, and a run shows it."""
    assert "scale_invariance" not in {entry.name for entry in found[name].entries}
    assert any(
        missing.what == "scale_invariance" and "it is not so" in missing.reason for missing in found[name].missing
    )


def test_units_come_with_the_consequences(found):
    """Each letter has its unit."""
    assert {"a": "[g]", "eta": "[theta]", "beta": "1", "eps": "[g]"}.items() <= found["mean_of_sizes"].json()[
        "units"
    ].items()


def test_what_fails_is_said_with_a_run_that_shows_it(found):
    """A rule without invariance gets a counterexample, not silence."""
    (said,) = [missing.reason for missing in found["sgd"].missing if missing.what == "scale_invariance"]
    assert "it is not so" in said
    assert "c = " in said


def test_a_theorem_that_was_not_derived_is_asked_for_in_vain(found):
    """The reason is handed over in place of the theorem."""
    with pytest.raises(UserError, match="step_bound was not derived: the step is not one gradient"):
        found["sgd"].find("step_bound")


def test_an_unknown_name_lists_the_known_ones(found):
    """A misprint is told what there is."""
    with pytest.raises(UserError, match="There are first_step"):
        found["sgd"].find("frist_step")


@pytest.mark.parametrize("start, step", [(0, "-eta*g(1)/eps"), (1, "-eta*g(1)/(1 + eps)")])
def test_a_first_step_over_where_the_memory_starts(tmp_path, start, step):
    """A memory that is read before it takes in the gradient is still at its start, and so is its root."""
    path = tmp_path / "late.py"
    path.write_text(
        "from rmsprop_sym.numbers import sqrt\nfrom rmsprop_sym.rules import rule\n"
        f"@rule(v={start})\ndef late(old, new, g, *, eta, beta, eps):\n"
        "    new.theta = old.theta - eta * g / (sqrt(old.v) + eps)\n"
        "    new.v = beta * old.v + (1 - beta) * g**2\n",
        encoding="utf-8",
    )
    entry = consequences(load(f"{path}:late")).find("first_step")
    assert step == show(entry.theorem.claim.right)


@pytest.mark.parametrize(
    "decay, weight, closed",
    [
        (
            "beta**2",
            "1 - beta**2",
            "(beta**2)**t*v(0) + (1 + beta)*(1 - beta)*sum((beta**2)**(t - i)*g(i)**2, i, 1, t)",
        ),
        ("beta**3", "1", "(beta**3)**t*v(0) + sum((beta**3)**(t - i)*g(i)**2, i, 1, t)"),
    ],
)
def test_a_decay_that_is_a_power_has_a_closed_form_and_weights(tmp_path, decay, weight, closed):
    """As that of a mean which takes in the same gradient several times in a step."""
    path = tmp_path / "often.py"
    path.write_text(
        "from rmsprop_sym.numbers import sqrt\nfrom rmsprop_sym.rules import rule\n"
        "@rule(v=0)\ndef often(old, new, g, *, eta, beta, eps):\n"
        f"    new.v = {decay} * old.v + ({weight}) * g**2\n"
        "    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)\n",
        encoding="utf-8",
    )
    found = consequences(load(f"{path}:often"))
    assert closed == show(found.find("v_closed_form").theorem.claim.right)
    wanted = {"v_approach", "v_limit", "first_step", "step_bound"}
    wanted |= {"v_weights_sum", "v_weights_total"} if weight != "1" else set()
    assert wanted <= {entry.name for entry in found.entries}


SIGNS = """\
from rmsprop_sym.numbers import maximum, sign, sqrt
from rmsprop_sym.rules import rule


@rule(m=0)
def signum(old, new, g, *, eta, mu, extra):
    new.m = mu * old.m + (1 - mu) * g
    new.theta = old.theta - {step}


@rule(v=0)
def largest(old, new, g, *, eta, beta):
    new.v = maximum(beta * old.v, abs(g))
    new.theta = old.theta - eta * g / new.v
"""


def signum(tmp_path, step):
    """What follows from a rule with that step."""
    path = tmp_path / "signs.py"
    path.write_text(SIGNS.format(step=step), encoding="utf-8")
    return consequences(load(f"{path}:signum"))


@pytest.mark.parametrize(
    "step, bound",
    [
        ("eta * sign(new.m)", "abs(theta(t + 1) - theta(t)) <= eta"),
        ("eta / sqrt(old.t + 1) * sign(new.m)", "abs(theta(t + 1) - theta(t)) <= eta/sqrt(t + 1)"),
        ("eta * sign(mu * old.m + g) / 3", "abs(theta(t + 1) - theta(t)) <= eta/3"),
    ],
)
def test_a_step_by_a_sign_is_bounded_by_its_rate(tmp_path, step, bound):
    """Whatever the sign is taken of; and the scale of the gradients is not in it."""
    found = signum(tmp_path, step)
    entry = found.find("step_bound")
    assert (bound, ()) == (show(entry.theorem.claim), tuple(entry.hypotheses))
    assert found.find("scale_invariance").witness


def test_a_rate_of_unknown_sign_is_supposed_to_be_none_that_is_negative(tmp_path):
    """A negative rate would make the bound negative."""
    entry = signum(tmp_path, "(eta - extra) * sign(g)").find("step_bound")
    assert ["0 <= eta - extra"] == [show(h) for h in entry.hypotheses]


@pytest.mark.parametrize("step", ["eta * sign(new.m) + g", "eta * g * sign(g)", "eta * sign(g) * sign(new.m)"])
def test_a_step_that_has_more_in_it_than_a_sign_has_no_such_bound(tmp_path, step):
    """What stands beside the sign can be as long as it likes; two signs are not looked at."""
    with pytest.raises(UserError, match="step_bound was not derived"):
        signum(tmp_path, step).find("step_bound")


def test_a_sign_of_more_than_gradients_feels_their_scale(tmp_path):
    """sign(g + 1) does not stay what it is when g becomes c*g."""
    with pytest.raises(UserError, match=r"scale_invariance was not derived: (it is not so|the units clash)"):
        signum(tmp_path, "eta * sign(g + 1)").find("scale_invariance")


def test_a_state_within_a_maximum_is_not_linear(tmp_path):
    """It is kept there, and the reason says so."""
    signum(tmp_path, "eta * sign(g)")
    found = consequences(load(f"{tmp_path / 'signs.py'}:largest"))
    [reason] = [missing.reason for missing in found.missing if missing.what == "v_closed_form"]
    assert "the equation of v is not linear in v" == reason
