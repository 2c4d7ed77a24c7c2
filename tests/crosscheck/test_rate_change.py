"""A rate that changes in the middle of a run: who can be handed one, and what it tells apart."""

import numpy as np
import pytest
from crosscheck import healthy

from rmsprop_sym.crosscheck import verify
from rmsprop_sym.render.text.failure import given


def momentum(grads, theta0, *, etas, beta, eps, mu):
    """The rate applied to the momentum, as PyTorch does."""
    v, b, thetas = np.zeros_like(theta0), np.zeros_like(theta0), []
    for g, eta in zip(grads, etas, strict=True):
        v = beta * v + (1 - beta) * (g * g)
        b = mu * b + g / (np.sqrt(v) + eps)
        theta0 = theta0 - eta * b
        thetas.append(theta0)
    return np.array(thetas)


def rate_inside(grads, theta0, *, etas, beta, eps, mu):
    """The rate already in the momentum, which is the same as long as it does not change."""
    v, b, thetas = np.zeros_like(theta0), np.zeros_like(theta0), []
    for g, eta in zip(grads, etas, strict=True):
        v = beta * v + (1 - beta) * (g * g)
        b = mu * b + eta * (g / (np.sqrt(v) + eps))
        theta0 = theta0 - b
        thetas.append(theta0)
    return np.array(thetas)


def first_rate(grads, theta0, *, etas, beta, eps, mu):
    """The rate that it was made with, for ever."""
    return momentum(grads, theta0, etas=[etas[0]] * len(etas), beta=beta, eps=eps, mu=mu)


def families(report):
    """The grade of each family."""
    return {family.name: str(family.grade) for family in report.families}


@pytest.mark.parametrize("code, grade", [(momentum, "WITHIN"), (rate_inside, "OUTSIDE"), (first_rate, "OUTSIDE")])
def test_only_a_change_of_the_rate_tells_where_it_enters(code, grade):
    """Every family with a constant rate is within, whichever way the rate enters; the changed one is not."""
    found = families(verify(code, rule="rmsprop_momentum", dtype="float32", steps=10, size=4))
    assert grade == found.pop("rate-change")
    assert {"WITHIN"} == set(found.values())


def test_it_shows_in_the_step_of_the_change():
    """The first step with the new rate is the first outside."""
    assert 6 == verify(first_rate, rule="rmsprop_momentum", dtype="float64", steps=10, size=4).first_step_outside


def test_the_message_of_a_test_tells_the_change():
    """A maintainer reads both rates, and how the gradients are made again."""
    report = verify(first_rate, rule="rmsprop_momentum", dtype="float32", steps=10, size=4)
    told = dict(given(report, report.first_outside))
    assert "eta = 0.025 from step 6 on" == told["then"]
    assert told["again"].startswith(
        "from rmsprop_sym.crosscheck.families import rate_change; rate_change('float32', 10, 4)"
    )


def test_a_step_is_handed_the_rate_of_each_call():
    """A step needs nothing else to be probed so, and is still proved over the reals."""
    report = verify(healthy.plain, dtype="float32", steps=6, size=4)
    assert ("WITHIN", "PROVED") == (families(report)["rate-change"], report.equal_over_reals)


def test_a_trajectory_with_one_rate_is_not_asked_for_more():
    """Nor is a run of one step, which has no middle."""
    assert "rate-change" not in families(verify(healthy.trajectory, dtype="float32", steps=6, size=4))
    assert "rate-change" not in families(verify(healthy.plain, dtype="float32", steps=1, size=4))


@pytest.mark.parametrize(
    "target, library",
    [
        ("torch:rmsprop_momentum", "torch"),
        ("optax:jit:rmsprop_momentum_rate_inside", "optax"),
        ("jax:rmsprop_momentum_rate_inside", "jax"),
    ],
)
def test_the_rate_of_a_library_is_changed_as_its_users_do(target, library):
    """By the group of parameters in PyTorch, by a schedule in Optax and JAX."""
    pytest.importorskip(library, reason=f"{library} is not installed")
    assert "WITHIN" == families(verify(target, dtype="float32", steps=6, size=4))["rate-change"]
