"""The rules, by name."""

from __future__ import annotations

from rmsprop_sym.rules.adagrad import adagrad
from rmsprop_sym.rules.rmsprop import rmsprop, rmsprop_eps_inside
from rmsprop_sym.rules.rule import Rule, State, rule
from rmsprop_sym.rules.sgd import sgd

RULES: dict[str, Rule] = {r.name: r for r in (rmsprop, rmsprop_eps_inside, adagrad, sgd)}

__all__ = ["RULES", "Rule", "State", "adagrad", "rmsprop", "rmsprop_eps_inside", "rule", "sgd"]
