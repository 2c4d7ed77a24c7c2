"""What keeps a search short: points drawn once, no proof of what fails at one of them, only equations that matter."""

from __future__ import annotations

from itertools import islice

import pytest

from rmsprop_sym.alphabet import eta, t
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.frontmatter import rule_named
from rmsprop_sym.claims.symbolic import proving
from rmsprop_sym.claims.symbolic.known import equations
from rmsprop_sym.claims.symbolic.letters import read, states_in
from rmsprop_sym.claims.symbolic.places import Drawn, fails_somewhere
from rmsprop_sym.evaluate import Point
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO


def reading_of(text, rule):
    """What a statement says, about a run of a rule."""
    return read(parse_statement(text), rule=rule_named(rule), given=(), where=(), options={})


def test_a_point_is_drawn_once():
    """However often, and however far, the points are gone through."""
    made = []

    def source():
        for _ in range(5):
            made.append(Point())
            yield made[-1]

    places = Drawn(source())
    assert list(islice(places, 2)) == made[:2]
    assert len(made) == 2
    assert list(places) == list(places) == made
    assert len(made) == 5


@pytest.mark.parametrize("text, fails", [("m(t) >= 0", True), ("m(t) = m(t)", False)])
def test_what_fails_at_a_point_is_seen_before_it_is_proved(text, fails):
    """A momentum may be negative."""
    reading = reading_of(text, "momentum")
    assert fails is fails_somewhere(reading.claims[0], reading, reading.hypotheses)


def test_no_induction_is_tried_on_what_fails(monkeypatch):
    """The sign of a momentum would help, and is not there."""
    tried, by_induction = [], proving.by_induction
    monkeypatch.setattr(proving, "by_induction", lambda claim, *rest: tried.append(claim) or by_induction(claim, *rest))
    for text, rule in (("m(t) <= g(t)", "momentum"), ("v(t) <= g(t)^2", "rmsprop")):
        reading = reading_of(text, rule)
        proving.surroundings(reading.claims[0], reading, reading.hypotheses)
    signs = [claim for claim in tried if claim.left == ZERO and claim.relation == "<="]
    assert {name for name, _ in states_in(signs)} == {"v"}


def test_only_equations_that_a_claim_is_computed_from_are_cited():
    """A claim about v is not computed from theta, one about theta is from both."""
    names = {
        text: {name for fact in equations(reading, reading.claims[0], ()) for name, _ in states_in([fact.claim])}
        for text in ("v(t + 1) = 0", "theta(t + 1) = 0")
        for reading in [reading_of(text, "rmsprop")]
    }
    assert names == {"v(t + 1) = 0": {"v"}, "theta(t + 1) = 0": {"v", "theta"}}


def test_a_claim_without_a_state_needs_no_equation_of_the_rule():
    """Nothing of a run is spoken of."""
    reading = reading_of("v(t) = 0", "rmsprop")
    assert equations(reading, Claim(eta, "<", t), ()) == ()
