"""The rules, by name."""

from __future__ import annotations

from rmsprop_sym.rules.adagrad import adagrad, adagrad_eps_inside
from rmsprop_sym.rules.adam import adam, adam_eps_hat
from rmsprop_sym.rules.momentum import momentum
from rmsprop_sym.rules.rmsprop import (
    rmsprop,
    rmsprop_bias_corrected,
    rmsprop_bias_corrected_eps_inside,
    rmsprop_centred,
    rmsprop_centred_eps_inside,
    rmsprop_centred_momentum,
    rmsprop_eps_inside,
    rmsprop_eps_outside_ones,
    rmsprop_graves,
    rmsprop_max_eps,
    rmsprop_momentum,
    rmsprop_momentum_rate_inside,
    rmsprop_nesterov,
    rmsprop_no_eps,
    rmsprop_tf1,
    rmsprop_tf1_momentum,
)
from rmsprop_sym.rules.rule import Rule, State, rule
from rmsprop_sym.rules.sgd import sgd
from rmsprop_sym.rules.weight_decay import (
    adam_l2,
    adamw,
    adamw_eps_hat,
    rmsprop_decoupled,
    rmsprop_decoupled_eps_inside,
    rmsprop_l2,
    rmsprop_l2_eps_inside,
)

RULES: dict[str, Rule] = {
    r.name: r
    for r in (
        rmsprop,
        rmsprop_eps_inside,
        rmsprop_tf1,
        rmsprop_eps_outside_ones,
        rmsprop_no_eps,
        rmsprop_max_eps,
        rmsprop_bias_corrected,
        rmsprop_centred,
        rmsprop_centred_eps_inside,
        rmsprop_momentum,
        rmsprop_momentum_rate_inside,
        rmsprop_bias_corrected_eps_inside,
        rmsprop_centred_momentum,
        rmsprop_graves,
        rmsprop_nesterov,
        rmsprop_tf1_momentum,
        adagrad,
        adagrad_eps_inside,
        momentum,
        adam,
        sgd,
        rmsprop_l2,
        rmsprop_l2_eps_inside,
        rmsprop_decoupled,
        rmsprop_decoupled_eps_inside,
        adam_eps_hat,
        adam_l2,
        adamw,
        adamw_eps_hat,
    )
}

__all__ = [
    "RULES",
    "Rule",
    "State",
    "adagrad",
    "adagrad_eps_inside",
    "adam",
    "adam_eps_hat",
    "adam_l2",
    "adamw",
    "adamw_eps_hat",
    "momentum",
    "rmsprop",
    "rmsprop_bias_corrected",
    "rmsprop_bias_corrected_eps_inside",
    "rmsprop_centred",
    "rmsprop_centred_eps_inside",
    "rmsprop_centred_momentum",
    "rmsprop_decoupled",
    "rmsprop_decoupled_eps_inside",
    "rmsprop_eps_inside",
    "rmsprop_eps_outside_ones",
    "rmsprop_graves",
    "rmsprop_l2",
    "rmsprop_l2_eps_inside",
    "rmsprop_max_eps",
    "rmsprop_momentum",
    "rmsprop_momentum_rate_inside",
    "rmsprop_nesterov",
    "rmsprop_no_eps",
    "rmsprop_tf1",
    "rmsprop_tf1_momentum",
    "rule",
    "sgd",
]
