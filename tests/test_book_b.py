"""The theorems on memory, on AdaGrad's rate and on dynamics: what they trust, and once more by exact runs."""

from __future__ import annotations

from itertools import islice

import pytest

from rmsprop_sym import library
from rmsprop_sym.evaluate import Undefined, holds
from rmsprop_sym.kernel.theorem import axiom
from rmsprop_sym.library import Standing
from rmsprop_sym.rules import RULES
from rmsprop_sym.sampling import points

POWERS = "axiom powers_vanish"
LOGS = ("axiom log_below_tangent", "axiom log_of_product")

TRUSTS = {
    "window_tail": (),
    "window_share": (),
    "window_tail_limit": (POWERS,),
    "window_share_limit": (POWERS,),
    "mean_age_so_far": (),
    "mean_age": ("axiom linear_powers_vanish", POWERS),
    "mean_age_from_one": ("axiom linear_powers_vanish", POWERS),
    "time_constant_below": LOGS[:1],
    "time_constant": LOGS,
    "half_life_if": LOGS,
    "half_life_only_if": LOGS,
    "span": (),
    "effective_sample_size": (),
    "effective_sample_size_limit": (POWERS,),
    "kept_between": ("rmsprop",),
    "kept_between_above": ("rmsprop",),
    "spike": ("rmsprop",),
    "spike_still_felt": (),
    "spike_forgotten": (),
    "adagrad_rate_never_increases": ("adagrad",),
    "adagrad_rate_limit": ("adagrad", "axiom reciprocal_roots_vanish"),
    "adagrad_rate_stays": ("adagrad",),
    "rate_ratio": ("adagrad", "rmsprop"),
    "adagrad_travel": ("adagrad",),
    "adagrad_travels_far": (),
    "adagrad_travels_no_further": (),
    "adagrad_reaches": (),
    "quadratic_gd_if": (),
    "quadratic_gd_only_if_positive": (),
    "quadratic_gd_only_if": (),
    "quadratic_two_cycle": ("rmsprop_no_eps",),
    "saddle": ("rmsprop",),
    "clipping": (),
    "sgd_step_unbounded": ("sgd",),
    "step_bound_clipped": ("rmsprop",),
    "preconditioning": (),
    "preconditioning_square": (),
    "preconditioning_rotated": (),
    "proxy_ranking_sgd": ("sgd",),
    "proxy_ranking": ("rmsprop_no_eps",),
    "bilinear_gd": (),
    "bilinear_gd_alternating": (),
    "bilinear_gd_flow": (),
    "bilinear_momentum": (),
    "inverse_variance": (),
    "inverse_variance_reached": (),
    "economic_dispatch_if": (),
    "economic_dispatch_only_if": (),
    "economic_dispatch_expected": (),
}


def found(theorem, seeds):
    """What exact runs and balls say of the claim at points that meet its hypotheses; None where balls overlap."""
    for seed in seeds:
        for point in islice(points(sorted(theorem.hypotheses, key=str), theorem.claim.free(), RULES, seed=seed), 4):
            try:
                yield holds(theorem.claim, point)
            except Undefined:
                continue


@pytest.mark.parametrize("name", TRUSTS)
def test_it_is_proved_from_what_it_should_be(name):
    """Its grade, and the definitions and axioms below it."""
    entry = library.find(name)
    assert (Standing.PROVED, TRUSTS[name]) == (entry.grade, entry.theorem.trusts())


LIMITS = {name for name in TRUSTS if library.find(name).theorem.claim.relation == "->"}


@pytest.mark.parametrize("name", sorted(TRUSTS.keys() - LIMITS))
def test_exact_runs_do_not_deny(name):
    """Somewhere the hypotheses are met, and nowhere there the claim fails."""
    theorem = library.find(name).theorem
    said = list(islice(found(theorem, range(3)), 8))
    assert said
    assert False not in said


@pytest.mark.parametrize("name", ["window_tail", "spike", "rate_ratio", "bilinear_gd", "quadratic_two_cycle"])
def test_exact_runs_deny_what_is_false(name):
    """The same claim with one more on its right fails at some point."""
    theorem = library.find(name).theorem
    claim = type(theorem.claim)(theorem.claim.left, "=", theorem.claim.right + 1)
    assert False in islice(found(axiom("wrong", claim, sorted(theorem.hypotheses, key=str), ""), range(3)), 8)
