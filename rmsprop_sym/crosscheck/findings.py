"""What a maintainer should know about a run besides its grade, each in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.crosscheck.precision import store
from rmsprop_sym.crosscheck.target import Floats, Returned
from rmsprop_sym.numbers.formats import FORMATS, Doubles
from rmsprop_sym.rules import Rule

MARKED = 1e-3  # from this share on the bias of v is told
LEVEL, LONG = 0.9, 400  # the decay and the steps of a constant gradient, on which a variance vanishes


def found(
    rule: Rule, families: Sequence[Family], returned: Sequence[Returned], ratios: Sequence[Doubles]
) -> tuple[str, ...]:
    """The findings; `ratios` are those of the comparisons, of shape [steps, families, size]."""
    whole = (*_overwritten(returned), *_wide(returned), *_narrow(returned), *_variance(rule, families))
    return (*whole, *_by_family(rule, families, returned, ratios))


def changed(first: Returned, again: Returned) -> tuple[str, ...]:
    """A finding, where two runs on the same family came out differently."""
    if all(np.array_equal(*pair, equal_nan=True) for pair in zip(_shown(first), _shown(again), strict=True)):
        return ()
    return ("On the same gradients again it returns other numbers: it keeps a state of its own, or is random.",)


def _shown(returned: Returned) -> tuple[Floats, ...]:
    return (returned.theta,) if returned.state is None else (returned.theta, returned.state)


def _overwritten(returned: Sequence[Returned]) -> Iterator[str]:
    names = sorted(frozenset().union(*(r.overwritten for r in returned)))
    if names:
        yield f"It writes into what it is given: {', '.join(names)}."


def _wide(returned: Sequence[Returned]) -> Iterator[str]:
    if any(r.state is not None and r.state.dtype != r.theta.dtype for r in returned):
        yield "It returns v as float64, wider than theta."


def _narrow(returned: Sequence[Returned]) -> Iterator[str]:
    thetas = [r.theta[1:] for r in returned]
    if thetas[0].dtype == np.float64 and all(is_float32(theta) for theta in thetas) and any(map(np.any, thetas)):
        yield "Every theta that it returns in float64 is a float32 number: it calculates in float32."


def _variance(rule: Rule, families: Sequence[Family]) -> Iterator[str]:
    """Where v - m*m falls below 0 on a constant gradient, calculated plainly in the dtype."""
    if not {"v", "m", "beta"} <= {*rule.states, *rule.hyper}:
        return
    g = np.linspace(1, 2, 64, endpoint=False).astype(families[0].gradients.dtype)
    number = g.dtype.type
    beta, rest, v, m = number(LEVEL), number(1 - LEVEL), np.zeros_like(g), np.zeros_like(g)
    for step in range(1, LONG + 1):
        v, m = beta * v + rest * (g * g), beta * m + rest * g
        below = v - m * m
        if np.any(below < 0):
            at = int(np.argmin(below))
            yield (
                f"v - m*m is never negative over the reals, but for {LEVEL:g} and the constant gradient "
                f"{float(g[at]):.9g} it is {float(below[at]):.3g} in {g.dtype} after step {step}: "
                "its root is nan where eps does not make up for it."
            )
            return


def is_float32(x: Floats) -> bool:
    """Whether every finite number in x is a float32 number.

    >>> is_float32(np.array([0.5])), is_float32(np.array([0.1]))
    (True, False)
    """
    finite = x[np.isfinite(x)]
    with np.errstate(over="ignore"):
        return bool(np.all(finite.astype(np.float32).astype(np.float64) == finite))


def _by_family(
    rule: Rule, families: Sequence[Family], returned: Sequence[Returned], ratios: Sequence[Doubles]
) -> Iterator[str]:
    for i, (family, result) in enumerate(zip(families, returned, strict=True)):
        yield from _eps(rule, family)
        yield from _decays(rule, family)
        yield from _squares(family, result)
        yield from _not_finite(family, result)
        yield from _undecided(family, np.array([ratio[:, i] for ratio in ratios]))


def _eps(rule: Rule, family: Family) -> Iterator[str]:
    if "eps" in rule.hyper and family.hyper["eps"] > 0:
        dtype = family.gradients.dtype
        with np.errstate(under="ignore"):
            eps = float(dtype.type(family.hyper["eps"]))
        if eps < FORMATS[dtype.name].least_normal:
            yield f"{family.name}: eps = {family.hyper['eps']:g} is {eps:g} in {dtype}: it has lost digits."


def _decays(rule: Rule, family: Family) -> Iterator[str]:
    dtype = family.gradients.dtype
    for name in (name for name in rule.hyper if name.startswith("beta")):
        decay = family.hyper[name]
        stored = store(decay, FORMATS[dtype.name])
        if stored.decay == 1:
            yield f"{family.name}: {name} = {decay:g} is 1 in {dtype}: v forgets nothing, or stays for ever."
        elif abs(float(stored.bias)) >= MARKED:
            yield (
                f"{family.name}: {name} = {decay:g} and 1 - {name}, rounded to {dtype} one by one, would let v rest "
                f"{float(stored.bias):+.1%} from the mean square."
            )


def _squares(family: Family, result: Returned) -> Iterator[str]:
    g = family.gradients
    with np.errstate(over="ignore", under="ignore"):
        squares = g * g
    for what, beyond in (("overflows", np.isinf(squares)), ("underflows to 0", (squares == 0) & (g != 0))):
        elements = np.any(beyond, axis=0)
        behaviour = _behaviour(result.theta[:, elements])
        harmless = behaviour == "moves" and what != "overflows"  # eps makes up for an underflow
        if np.any(elements) and not harmless:
            where = f"{np.sum(elements)} of {elements.size} elements"
            yield f"{family.name}: g*g {what} in {where}; theta {behaviour} there."


def _behaviour(theta: Floats) -> str:
    if not np.all(np.isfinite(theta)):
        return "is not finite"
    return "does not move" if np.all(theta == theta[0]) else "moves"


def _not_finite(family: Family, result: Returned) -> Iterator[str]:
    bad = ~np.isfinite(result.theta[1:])
    if np.any(bad):
        step, element = (int(i) for i in np.argwhere(bad)[0])
        value = result.theta[1:][step, element]
        nothing = "; all its gradients so far are 0, and 0/0 is no number"
        because = "" if np.any(family.gradients[: step + 1, element]) else nothing
        yield (
            f"{family.name}: theta is {value} from step {step + 1} on (element {element}; "
            f"{np.sum(np.any(bad, axis=0))} of {bad.shape[1]} elements are not finite{because})."
        )


def _undecided(family: Family, ratios: Doubles) -> Iterator[str]:
    count = int(np.sum(np.isnan(ratios)))
    if count:
        yield f"{family.name}: {count} of {ratios.size} comparisons are OPEN; no bound can be given there."
