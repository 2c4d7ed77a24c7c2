"""The published list: for each rule the orders in which its letters are written down, one letter after the other.

A letter that is no state of the rule stands before those that are calculated from it.
"""

from __future__ import annotations

from rmsprop_sym.crosscheck.corrected import (
    ADAM,
    ADAMS,
    DECAYED,
    EPS_HAT,
    LESS_THE_STEP,
    MEAN_STEP,
    ON_THE_DEVICE,
    PLAIN,
    correction,
    power,
    shrunk,
    step,
)
from rmsprop_sym.crosscheck.corrected import INSIDE as CORRECTED_INSIDE
from rmsprop_sym.crosscheck.corrected import OUTSIDE as CORRECTED_OUTSIDE
from rmsprop_sym.crosscheck.orders import (
    CENTRED_INSIDE,
    CENTRED_OUTSIDE,
    DIRECTIONS,
    INSIDE,
    MEAN,
    MEAN_SQUARE,
    OUTSIDE,
    RATE_INSIDE,
    RATE_OUTSIDE,
    SUM_OF_SQUARES,
    WAYS,
    Order,
    Stage,
    buffer,
    decayed,
    divided,
    mean,
    mean_square,
    nesterov,
)
from rmsprop_sym.numbers import maximum, sqrt

POWERS = (power("1"), power("2"))
MEANS = (mean("1"), mean_square("2"), correction("1"), correction("2"))
MEANS_OF_DECAYED = (mean("1", decayed), mean_square("2", decayed), correction("1"), correction("2"))
ADAM_STEP = step(ADAM, ADAMS, ON_THE_DEVICE)
EPS_HAT_STEP = step(EPS_HAT, OUTSIDE)
L2_MEAN_SQUARE = mean_square(seen=decayed)

WRITTEN: dict[str, tuple[Stage, ...]] = {
    "rmsprop": (MEAN_SQUARE, divided(*OUTSIDE)),
    "rmsprop_eps_inside": (MEAN_SQUARE, divided(*INSIDE)),
    "rmsprop_tf1": (MEAN_SQUARE, divided(*INSIDE)),
    "rmsprop_eps_outside_ones": (MEAN_SQUARE, divided(*OUTSIDE)),
    "rmsprop_no_eps": (MEAN_SQUARE, divided(lambda new, _: sqrt(new.v))),
    "rmsprop_max_eps": (MEAN_SQUARE, divided(lambda new, c: maximum(sqrt(new.v), c.eps))),
    "rmsprop_bias_corrected": (power(), MEAN_SQUARE, correction(), divided(*CORRECTED_OUTSIDE)),
    "rmsprop_centred": (MEAN_SQUARE, MEAN, divided(*CENTRED_OUTSIDE)),
    "rmsprop_centred_eps_inside": (MEAN_SQUARE, MEAN, divided(*CENTRED_INSIDE)),
    "rmsprop_momentum": (MEAN_SQUARE, buffer(DIRECTIONS, *OUTSIDE), RATE_OUTSIDE),
    "rmsprop_momentum_rate_inside": (MEAN_SQUARE, buffer(WAYS, *INSIDE), RATE_INSIDE),
    "rmsprop_bias_corrected_eps_inside": (power(), MEAN_SQUARE, correction(), divided(*CORRECTED_INSIDE)),
    "rmsprop_centred_momentum": (MEAN_SQUARE, MEAN, buffer(DIRECTIONS, *CENTRED_OUTSIDE), RATE_OUTSIDE),
    "rmsprop_graves": (MEAN_SQUARE, MEAN, buffer(WAYS, *CENTRED_INSIDE), RATE_INSIDE),
    "rmsprop_nesterov": (MEAN_SQUARE, buffer(WAYS, *INSIDE), nesterov(*INSIDE)),
    "rmsprop_tf1_momentum": (MEAN_SQUARE, buffer(WAYS, *INSIDE), RATE_INSIDE),
    "adagrad": (SUM_OF_SQUARES, divided(lambda new, c: sqrt(new.G) + c.eps)),
    "adagrad_eps_inside": (SUM_OF_SQUARES, divided(lambda new, c: sqrt(new.G + c.eps))),
    "momentum": (power(), MEAN, correction(), MEAN_STEP),
    "adam": (*POWERS, *MEANS, ADAM_STEP, LESS_THE_STEP),
    "sgd": (Stage("theta", (Order("theta - eta*g", lambda old, _, g, c: old.theta - c.eta * g, "PyTorch"),)),),
    "rmsprop_l2": (DECAYED, L2_MEAN_SQUARE, divided(*OUTSIDE, seen=decayed)),
    "rmsprop_l2_eps_inside": (DECAYED, L2_MEAN_SQUARE, divided(*INSIDE, seen=decayed)),
    "rmsprop_decoupled": (MEAN_SQUARE, step(PLAIN, OUTSIDE), shrunk(PLAIN, OUTSIDE)),
    "rmsprop_decoupled_eps_inside": (MEAN_SQUARE, step(PLAIN, INSIDE), shrunk(PLAIN, INSIDE)),
    "adam_eps_hat": (*POWERS, *MEANS, EPS_HAT_STEP, LESS_THE_STEP),
    "adam_l2": (DECAYED, *POWERS, *MEANS_OF_DECAYED, ADAM_STEP, LESS_THE_STEP),
    "adamw": (*POWERS, *MEANS, ADAM_STEP, shrunk(ADAM[:1], ADAMS)),
    "adamw_eps_hat": (*POWERS, *MEANS, EPS_HAT_STEP, shrunk((), ())),
}


def takes_powers(rule: str) -> bool:
    """Whether code for the rule raises a decay to the power t."""
    return any(stage.letter.startswith("p") for stage in WRITTEN[rule])
