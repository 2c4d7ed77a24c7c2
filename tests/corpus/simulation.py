"""The rules of the family once more, a line each, run in 60 digits on gradients that are drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from fractions import Fraction

from mpmath import mp, mpf

from corpus.formula import Undefined


def _over(g, below):
    if below == 0:
        raise Undefined
    return g / below


def _root(x):
    if x < 0:
        raise Undefined
    return mp.sqrt(x)


def _mean_square(s, g, h):
    return h["beta"] * s["v"] + (1 - h["beta"]) * g**2


def _mean(s, g, h):
    return h["beta"] * s["m"] + (1 - h["beta"]) * g


def _rmsprop(below):
    def step(s, g, h, t):
        v = _mean_square(s, g, h)
        rate = _over(h["eta"], below(v, h, t))
        return {"v": v, "rate": rate, "theta": s["theta"] - rate * g}

    return step


def _centred(below):
    def step(s, g, h, t):
        v, m = _mean_square(s, g, h), _mean(s, g, h)
        rate = _over(h["eta"], below(v - m**2, h, t))
        return {"v": v, "m": m, "rate": rate, "theta": s["theta"] - rate * g}

    return step


def _adagrad(below):
    def step(s, g, h, t):
        G = s["G"] + g**2
        rate = _over(h["eta"], below(G, h, t))
        return {"G": G, "rate": rate, "theta": s["theta"] - rate * g}

    return step


def _with_momentum(s, g, h, t):
    del t
    v = _mean_square(s, g, h)
    b = h["mu"] * s["b"] + _over(g, outside(v, h, 0))
    return {"v": v, "b": b, "theta": s["theta"] - h["eta"] * b}


def _with_momentum_rate_inside(s, g, h, t):
    del t
    v = _mean_square(s, g, h)
    b = h["mu"] * s["b"] + _over(h["eta"] * g, inside(v, h, 0))
    return {"v": v, "b": b, "theta": s["theta"] - b}


def _momentum(s, g, h, t):
    m = _mean(s, g, h)
    mhat = m / (1 - h["beta"] ** t)
    return {"m": m, "mhat": mhat, "theta": s["theta"] - h["eta"] * mhat}


def _adam(s, g, h, t):
    m = h["beta1"] * s["m"] + (1 - h["beta1"]) * g
    v = h["beta2"] * s["v"] + (1 - h["beta2"]) * g**2
    mhat, vhat = m / (1 - h["beta1"] ** t), v / (1 - h["beta2"] ** t)
    rate = _over(h["eta"], outside(vhat, h, t))
    return {"m": m, "v": v, "mhat": mhat, "vhat": vhat, "rate": rate, "theta": s["theta"] - rate * mhat}


def _sgd(s, g, h, t):
    del t
    return {"rate": h["eta"], "theta": s["theta"] - h["eta"] * g}


def outside(v, h, t):
    """Eps beside the root."""
    del t
    return _root(v) + h["eps"]


def inside(v, h, t):
    """Eps under the root."""
    del t
    return _root(v + h["eps"])


RULES = {
    "rmsprop": _rmsprop(outside),
    "rmsprop_eps_inside": _rmsprop(inside),
    "rmsprop_no_eps": _rmsprop(lambda v, h, t: _root(v)),  # noqa: ARG005
    "rmsprop_max_eps": _rmsprop(lambda v, h, t: max(_root(v), h["eps"])),  # noqa: ARG005
    "rmsprop_bias_corrected": _rmsprop(lambda v, h, t: _root(v / (1 - h["beta"] ** t)) + h["eps"]),
    "rmsprop_tf1": _rmsprop(inside),
    "rmsprop_centred": _centred(outside),
    "rmsprop_centred_eps_inside": _centred(inside),
    "rmsprop_momentum": _with_momentum,
    "rmsprop_momentum_rate_inside": _with_momentum_rate_inside,
    "adagrad": _adagrad(outside),
    "adagrad_eps_inside": _adagrad(inside),
    "momentum": _momentum,
    "adam": _adam,
    "sgd": _sgd,
}
ONES = {"rmsprop_tf1"}


@dataclass
class World:
    """Values for every letter, and a run of a rule that goes as far as it is asked."""

    rule: str = "rmsprop"
    letters: dict = field(default_factory=dict)
    gradients: list = field(default_factory=list)
    constant: bool = False
    seed: int = 0
    run: list = field(default_factory=list)

    def letter(self, name):
        """The value of a letter; a gradient without a step is that of every step."""
        if name == "g" and self.constant:
            return self.state("g", 1)
        if name in {"pi", "e"}:
            return getattr(mp, name)
        return mpf(self.letters[name])

    def with_letters(self, letters):
        """The same world with other values for some letters, on the same run."""
        return replace(self, letters=self.letters | letters)

    def state(self, name, t):
        """A state after t steps, or the gradient of step t."""
        if t < 0 or (t == 0 and name in {"g", "rate", "mhat", "vhat"}):
            raise Undefined
        if name == "g":
            return self._gradient(t)
        while len(self.run) <= t:
            self._on()
        return self.run[t][name]

    def _gradient(self, t):
        while len(self.gradients) < t:
            self.gradients.append(gradient(self.seed, len(self.gradients)))
        return mpf(self.letters.get(f"g{t}", self.gradients[0 if self.constant else t - 1]))

    def _on(self):
        if not self.run:
            start = mpf(self.letters.get("v0", 1 if self.rule in ONES else 0))
            zeros = dict.fromkeys(("m", "G", "b"), mpf(0))
            self.run.append(zeros | {"v": start, "theta": mpf(self.letters.get("theta0", 0))})
            return
        t = len(self.run)
        self.run.append(RULES[self.rule](self.run[-1], self._gradient(t), self.letters, t))


def gradient(seed, k):
    """A gradient of three digits, now and then zero; in the first runs all are zero, or the same, or all but one."""
    special = {0: [0], 1: [1], 2: [0, 3], 3: [-2, 0, 0]}.get(seed)
    if special:
        return mpf(special[k % len(special)])
    rng = random.Random(f"{seed}-{k}")
    if rng.random() < 0.2:
        return mpf(rng.choice([0, 1, 2, -1]))
    return mpf(rng.randint(-3000, 3000)) / (1, 10, 1000, 4000)[seed % 4]


def drawn(seed, rule="rmsprop", *, constant=False, fixed=()):
    """A world with random letters inside their domains, where the fixed ones have the values given."""
    rng = random.Random(f"world-{seed}")
    shares = {name: mpf(rng.choice([*range(5, 100, 5), 91, 96, 99])) / 100 for name in ("beta", "beta1", "beta2")}
    sizes = {name: mpf(rng.randint(1, 400)) / 100 for name in ("eta", "c", "G", "M", "s", "h")}
    counts = {name: rng.randint(0, 6) for name in ("k", "n", "j", "i")}
    others = {name: mpf(rng.randint(-300, 300)) / 100 for name in ("x", "y")}
    letters = (
        shares
        | sizes
        | counts
        | others
        | {
            "t": rng.randint(1, 7),
            "eps": rng.choice([mpf(0), mpf("1e-8"), mpf(1) / 10, mpf(rng.randint(1, 300)) / 100]),
            "mu": mpf(rng.randint(0, 19)) / 20,
            "theta0": mpf(rng.randint(-300, 300)) / 100,
        }
    )
    letters |= dict(fixed)
    letters = {name: mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else x for name, x in letters.items()}
    return World(rule, letters, constant=constant, seed=seed)
