"""Plain print: a run is printed bare only if it is the rule's own, and a label says all that is different."""

import pytest

from rmsprop_sym.alphabet import Run, Sequence, beta1, beta2, c, eps, g, i, k, n, runs, show, shown, t, x
from rmsprop_sym.board import eq, ne
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ONE, Apply, Head, Lambda, Letter, free, substitute, term
from rmsprop_sym.library import theorems
from rmsprop_sym.rules import adagrad, adam, rmsprop, rmsprop_no_eps, rule

h = Sequence("h")
forgetful = rmsprop.run(beta=0)
scaled = rmsprop.run(lambda i: c * g(i), eps=c * eps)
single, ninefold = (rmsprop.run(lambda _, a=a: a, eps=0) for a in (1, 9))

PRINTED = {
    "its own run": (eq(rmsprop.v(t), rmsprop.theta(0)), "v(t) = theta(0)"),
    "a value for a letter": (eq(forgetful.v(t), g(t) ** 2), "v[beta = 0](t) = g(t)**2"),
    "one run with values": (eq(single.v(1), x), "v[g(i) = 1, eps = 0](1) = x"),
    "two runs with values": (ne(single.v(1), ninefold.v(1)), "v[g(i) = 1, eps = 0](1) != v[g(i) = 9, eps = 0](1)"),
    "its own run beside another": (eq(scaled.v(t), c**2 * rmsprop.v(t)), "v[c*g(i), c*eps](t) = c**2*v[g, eps](t)"),
    "other gradients": (eq(rmsprop.run(h).v(1), x), "v[g(i) = h(i)](1) = x"),
    "another letter": (eq(adam.run(beta1=beta2, beta2=beta1).v(1), x), "v[beta1 = beta2, beta2 = beta1](1) = x"),
    "two rules": (eq(rmsprop.v(t), adagrad.G(t)), "v[rmsprop](t) = G[adagrad](t)"),
    "two rules, one with a value": (
        eq(rmsprop.run(eps=0).v(t), rmsprop_no_eps.v(t)),
        "v[rmsprop, eps = 0](t) = v[rmsprop_no_eps](t)",
    ),
    "an index that is taken": (
        Claim(Lambda(i, rmsprop.run(lambda j: g(2 * j)).v(i)), "=", Lambda(i, x), (ONE,)),
        "v[g(2*j)](i) = x for every i >= 1",
    ),
    "an index of its own": (eq(rmsprop.run(lambda i: g(i * n)).v(k), x), "v[i -> g(i*n)](k) = x"),
    "a run that owns a state of another": (
        eq(rmsprop.run(lambda i: x * forgetful.theta(i)).v(t), x),
        "v[x*theta[g, beta = 0](i), beta](t) = x",
    ),
}


@pytest.mark.parametrize("claim, printed", PRINTED.values(), ids=PRINTED)
def test_a_run_says_what_is_put_in_place_of_its_letters(claim, printed):
    """Bare, v(t) = g(t)**2 would be false of the rule."""
    assert printed == show(claim)


def test_a_rule_of_a_user_is_printed_alike():
    """Its own letters come with it; it stands in no table."""

    @rule(v=0)
    def mine(old, new, g, *, lr, beta):
        new.v = beta * old.v + g
        new.theta = old.theta - lr * new.v

    assert "v(t) = v[lr = 2](t)" != show(eq(mine.v(t), mine.run(lr=2).v(t)))
    assert "v[lr](t) = v[lr = 2](t)" == show(eq(mine.v(t), mine.run(lr=2).v(t)))
    assert "v(t) = 1" == show(eq(mine.v(t), 1))


def test_two_spellings_of_one_run_have_one_label():
    """What owns a run counts, not how it is written; and things that are printed together are told apart alike."""
    other = rmsprop.run(lambda i: g(i) * c, eps=eps * c)
    left, right = (side.replace("v", "theta") for side in shown([scaled.v(t), other.v(t)]))
    assert left == right
    assert ["v[rmsprop](t)", "0 < G[adagrad](t)"] == shown([rmsprop.v(t), Claim(term(0), "<", adagrad.G(t))])


def test_a_state_that_does_not_know_its_letters_is_not_printed_bare():
    """As one that comes back from SymPy: a value is told from a letter, though nobody knows whose place it takes."""
    head = Head("v", "state", "nobody's")
    assert "v[? = 1](t)" == show(Apply(head, (ONE, t)))
    assert "v[2*g(i)](t)" == show(Apply(head, (Lambda(i, 2 * g(i)), eps, t)))
    assert "v(t)" == show(Apply(head, (Lambda(i, g(i)), eps, t)))


STATEMENTS = {name: [entry.theorem.claim, *entry.theorem.hypotheses] for name, entry in theorems().items()}


def restored(run: Run):
    """What owns the run, from its label alone."""
    owners = list(run.usual)
    for place, detail in zip(run.own, run.details(), strict=True):
        match owners[place], detail:
            case Lambda(), Letter():
                pass
            case Lambda(i, Apply()), Claim(Apply(_, (j,)), "=", body):
                owners[place] = Lambda(i, substitute(body, {j: i}))
            case Lambda(), Lambda() as whole:
                owners[place] = whole
            case Lambda(), body:
                (index,) = (x for x in free(body) if isinstance(x, Letter) and x.natural)
                owners[place] = Lambda(index, body)
            case letter, Claim(left, "=", value):
                assert left == letter
                owners[place] = value
            case _, value:
                owners[place] = value
    return tuple(owners)


def test_no_statement_of_the_library_hides_what_its_runs_are_made_with():
    """Every run is its rule's own, or the label gives back all that owns it."""
    labelled = [run for things in STATEMENTS.values() for run in runs(things).values()]
    assert any(run.owners != run.usual for run in labelled)
    assert [[*map(normal, run.owners)] for run in labelled] == [[*map(normal, restored(run))] for run in labelled]


@pytest.mark.parametrize(
    "name, false",
    {
        "step_from_one": "theta(1) - theta(0) = -eta",
        "ninefold_step_from_one": "theta(1) - theta(0) = -3*eta",
        "step_against_a_rise": "theta(1) - theta(0) = -eta/sqrt(1 - beta)",
        "step_against_a_fall": "theta(1) - theta(0) = eta/sqrt(1 - beta)",
    }.items(),
)
def test_a_statement_that_is_false_of_the_rule_is_not_printed(name, false):
    """It holds for the gradients and values of its run alone, so these are printed with it."""
    printed = show(theorems()[name].theorem.claim)
    assert false != printed
    assert "theta[g(i) = " in printed


def test_a_hypothesis_says_which_rule_it_speaks_of():
    """Beside a statement of two rules, 0 < v(t + 1) alone would not say whose v."""
    assert ["0 < v[rmsprop](t + 1)"] == theorems()["ratio_of_steps"].json()["hypotheses"]
