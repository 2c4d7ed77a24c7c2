"""The published faults as functions of a file: steps that show v, where v is all they remember, or trajectories."""

from mutants.faults import FAULTS
from mutants.hosts import as_step, on_numpy

STEPS = {
    "eps_on_the_other_side",
    "no_eps",
    "no_root",
    "stale_v",
    "no_weight_for_the_square",
    "swapped_weights",
    "not_squared",
    "beta_off",
    "v_never_stored",
    "uphill",
    "half_rate",
    "rate_off",
    "weight_decay",
    "update_clipped",
    "no_step_at_all",
    "beta_through_float32",
    "rate_through_float32",
    "root_in_float32",
}


def __getattr__(name):
    """The fault of this name."""
    if name not in FAULTS:
        raise AttributeError(name)
    return (as_step if name in STEPS else on_numpy)(FAULTS[name].step)
