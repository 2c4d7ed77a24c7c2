"""RMSProp with one fault each: bugs that were published, and small changes such as a hand makes.

A fault is a step: it reads and writes the memory `s` and returns what is added to the weights.  `s.theta` are the
weights before the step, `s.t` is the number of the step, from 1; `s.v` starts at 0 in the shape of the weights, and
whatever else it remembers starts at 0.  `n` has the functions of the library that it runs in.
"""

# ruff: noqa: D103, ARG001  (the names say it all; a fault may be to leave an argument unused)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

MUTATION = "a slip of the hand"
UNIT = {"float16": 2.0**-11, "bfloat16": 2.0**-8, "float32": 2.0**-24, "float64": 2.0**-53}  # the round-off
LEAST_NORMAL = {"float16": 2.0**-14, "bfloat16": 2.0**-126, "float32": 2.0**-126, "float64": 2.0**-1022}


class Memory(SimpleNamespace):
    """What is remembered from step to step; what was never written is 0."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return 0.0


@dataclass(frozen=True)
class Ops:
    """The functions of a library: each takes its arrays; `cast` takes an array and the name of a dtype."""

    sqrt: Callable[..., Any]
    abs: Callable[..., Any]
    sign: Callable[..., Any]
    where: Callable[..., Any]
    roll: Callable[..., Any]
    mean: Callable[..., Any]
    cast: Callable[..., Any]


@dataclass(frozen=True)
class Fault:
    """A step with one fault: what it does, where it was seen, when it first has an effect, and of which rule it is."""

    name: str
    step: Callable[..., Any]
    seen_in: str
    shows: int
    float64_only: bool
    rule: str = "rmsprop"

    @property
    def about(self) -> str:
        """The name, in words."""
        return self.name.replace("_", " ")


def fault(seen_in: str = MUTATION, *, shows: int = 1) -> Callable[[Callable[..., Any]], Fault]:
    """Makes a fault of a step."""
    return lambda step: Fault(step.__name__, step, seen_in, shows, float64_only=False)


def narrowing(seen_in: str, *, shows: int = 1) -> Callable[[Callable[..., Any]], Fault]:
    """Makes a fault of a step that float64 code alone has: in float32 it is none."""
    return lambda step: Fault(step.__name__, step, seen_in, shows, float64_only=True)


def mean(s, g, beta):
    """The mean square as it should be, remembered."""
    s.v = beta * s.v + (1 - beta) * (g * g)
    return s.v


def right(s, g, n, *, eta, beta, eps):
    """The step as it should be."""
    return -eta * g / (n.sqrt(mean(s, g, beta)) + eps)


# What is divided by.


@fault("MXNet 1.x against 2.0, keras#435, jax#1427")
def eps_on_the_other_side(s, g, n, *, eta, beta, eps):
    return -eta * g / n.sqrt(mean(s, g, beta) + eps)


@fault("Hinton's slide")
def no_eps(s, g, n, *, eta, beta, eps):
    root = n.sqrt(mean(s, g, beta))
    return n.where(root > 0, -eta * g / n.where(root > 0, root, 1.0), 0.0)


@fault("Blocks")
def eps_as_a_floor(s, g, n, *, eta, beta, eps):
    root = n.sqrt(mean(s, g, beta))
    return -eta * g / n.where(root > eps, root, eps)


@fault("tf-keras legacy, Optimisers.jl")
def eps_at_least_1e_7(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta)) + max(eps, 1e-7))


@fault()
def eps_times_ten(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta)) + 10 * eps)


@fault()
def eps_squared_inside(s, g, n, *, eta, beta, eps):
    return -eta * g / n.sqrt(mean(s, g, beta) + eps * eps)


@fault()
def eps_on_both_sides(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta) + eps) + eps)


@fault()
def eps_subtracted(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta)) - eps)


@fault()
def eps_after_the_quotient(s, g, n, *, eta, beta, eps):
    root = n.sqrt(mean(s, g, beta))
    return -eta * (g / n.where(root > 0, root, 1.0) + eps)


@fault("the epsilon-hat of Adam, tensorflow#58412")
def eps_shrunk_like_adams(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta)) + eps * (1 - beta**s.t) ** 0.5)


@fault(shows=2)
def eps_gathers_in_v(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    s.v = s.v + eps
    return update


@fault()
def no_root(s, g, n, *, eta, beta, eps):
    return -eta * g / (mean(s, g, beta) + eps)


@fault()
def root_of_the_root(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(n.sqrt(mean(s, g, beta))) + eps)


@fault()
def multiplied_by_the_root(s, g, n, *, eta, beta, eps):
    return -eta * g * (n.sqrt(mean(s, g, beta)) + eps)


@fault("a reciprocal root in 14 bits, without a Newton step")
def root_in_fourteen_bits(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta)) * (1 + 2.0**-14) + eps)


@fault(shows=2)
def v_before_the_update(s, g, n, *, eta, beta, eps):
    old, new = s.v, mean(s, g, beta)
    return -eta * g / (n.sqrt(old if s.t > 1 else new) + eps)


@fault()
def stale_v(s, g, n, *, eta, beta, eps):
    update = -eta * g / (n.sqrt(s.v) + eps)
    mean(s, g, beta)
    return update


@fault("AMSGrad", shows=2)
def largest_v(s, g, n, *, eta, beta, eps):
    v = mean(s, g, beta)
    s.top = n.where(v > s.top, v, s.top)
    return -eta * g / (n.sqrt(s.top) + eps)


@fault("PyTorch's centered=True")
def centred(s, g, n, *, eta, beta, eps):
    v = mean(s, g, beta)
    s.m = beta * s.m + (1 - beta) * g
    return -eta * g / (n.sqrt(n.abs(v - s.m * s.m)) + eps)


# What is remembered.


@fault("Torch7 in 2016, TensorFlow 1, HIPS autograd")
def v_starts_at_1(s, g, n, *, eta, beta, eps):
    s.v = s.v if s.t > 1 else s.v + 1.0
    return right(s, g, n, eta=eta, beta=beta, eps=eps)


@fault("DL4J")
def v_starts_at_eps(s, g, n, *, eta, beta, eps):
    s.v = s.v if s.t > 1 else s.v + eps
    return right(s, g, n, eta=eta, beta=beta, eps=eps)


@fault("CNTK")
def v_starts_at_the_first_square(s, g, n, *, eta, beta, eps):
    s.v = s.v if s.t > 1 else g * g
    return right(s, g, n, eta=eta, beta=beta, eps=eps)


@fault("Optax's bias_correction=True")
def bias_corrected(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta) / (1 - beta**s.t)) + eps)


@fault()
def no_weight_for_the_square(s, g, n, *, eta, beta, eps):
    s.v = beta * s.v + g * g
    return -eta * g / (n.sqrt(s.v) + eps)


@fault("AdaGrad")
def sum_of_squares(s, g, n, *, eta, beta, eps):
    s.v = s.v + g * g
    return -eta * g / (n.sqrt(s.v) + eps)


@fault()
def swapped_weights(s, g, n, *, eta, beta, eps):
    s.v = (1 - beta) * s.v + beta * (g * g)
    return -eta * g / (n.sqrt(s.v) + eps)


@fault()
def not_squared(s, g, n, *, eta, beta, eps):
    s.v = beta * s.v + (1 - beta) * n.abs(g)
    return -eta * g / (n.sqrt(s.v) + eps)


@fault()
def weight_squared_with_g(s, g, n, *, eta, beta, eps):
    s.v = beta * s.v + ((1 - beta) * g) * ((1 - beta) * g)
    return -eta * g / (n.sqrt(s.v) + eps)


@fault("complex gradients squared without a modulus: TensorFlow")
def square_with_a_sign(s, g, n, *, eta, beta, eps):
    s.v = beta * s.v + (1 - beta) * (g * n.abs(g))
    return -eta * g / (n.sqrt(s.v) + eps)


@fault(shows=2)
def beta_twice(s, g, n, *, eta, beta, eps):
    s.v = beta * beta * s.v + (1 - beta) * (g * g)
    return -eta * g / (n.sqrt(s.v) + eps)


@fault()
def beta_off(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=beta + 1e-5, eps=eps)


@fault("Adafactor")
def beta_on_a_schedule(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=1 - 1 / (s.t + 1), eps=eps)


@fault("the learning rate of DeepLearningTutorials")
def beta_ignored(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=0.9, eps=eps)


@fault(shows=2)
def v_never_stored(s, g, n, *, eta, beta, eps):
    old = s.v
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    s.v = old
    return update


@fault("a parameter that is in two groups")
def v_updated_twice(s, g, n, *, eta, beta, eps):
    mean(s, g, beta)
    return right(s, g, n, eta=eta, beta=beta, eps=eps)


@fault("a state that all parameters share")
def one_v_for_all_elements(s, g, n, *, eta, beta, eps):
    s.v = beta * s.v + (1 - beta) * n.mean(g * g)
    return -eta * g / (n.sqrt(s.v) + eps)


@fault("an index that is off by one")
def v_of_the_neighbour(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(n.roll(mean(s, g, beta))) + eps)


@fault("a checkpoint without the optimizer's state", shows=4)
def v_forgotten_in_step_four(s, g, n, *, eta, beta, eps):
    s.v = s.v if s.t != 4 else 0 * s.v
    return right(s, g, n, eta=eta, beta=beta, eps=eps)


@fault("lazy updates of sparse gradients", shows=5)
def v_kept_where_g_is_zero(s, g, n, *, eta, beta, eps):
    s.v = n.where(n.abs(g) > 0, beta * s.v + (1 - beta) * (g * g), s.v)
    return -eta * g / (n.sqrt(s.v) + eps)


@fault()
def v_at_least_1e_12(s, g, n, *, eta, beta, eps):
    v = mean(s, g, beta)
    return -eta * g / (n.sqrt(n.where(v > 1e-12, v, 1e-12)) + eps)


@fault("a guard against a division by zero")
def v_at_least_the_least_normal_number(s, g, n, *, eta, beta, eps):
    least = LEAST_NORMAL[s.dtype]
    v = mean(s, g, beta)
    return -eta * g / (n.sqrt(n.where(v > least, v, 0 * v + least)) + eps)


@fault("a guard against a division by zero")
def least_normal_number_under_the_root(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.sqrt(mean(s, g, beta) + LEAST_NORMAL[s.dtype]) + eps)


@fault()
def v_at_most_ten_thousand(s, g, n, *, eta, beta, eps):
    v = mean(s, g, beta)
    return -eta * g / (n.sqrt(n.where(v < 1e4, v, 1e4)) + eps)


@fault()
def square_of_the_gradient_before(s, g, n, *, eta, beta, eps):
    s.v = beta * s.v + (1 - beta) * (s.before * s.before)
    s.before = g
    return -eta * g / (n.sqrt(s.v) + eps)


# What is added.


@fault("maximize=True")
def uphill(s, g, n, *, eta, beta, eps):
    return -right(s, g, n, eta=eta, beta=beta, eps=eps)


@fault()
def half_rate(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta / 2, beta=beta, eps=eps)


@fault()
def rate_off(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta * (1 + 1e-5), beta=beta, eps=eps)


@fault("DeepLearningTutorials, lstm.py")
def rate_ignored(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=1e-4, beta=beta, eps=eps)


@fault("the schedule of another optimizer", shows=5)
def rate_falls_in_step_five(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta if s.t < 5 else 0.9999 * eta, beta=beta, eps=eps)


@fault("a warm-up that nobody asked for")
def rate_warms_up(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta * min(1.0, s.t / 3), beta=beta, eps=eps)


@fault("Adam")
def rate_corrected_like_adams(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta * (1 - beta**s.t) ** 0.5, beta=beta, eps=eps)


@fault("burn, whose momentum is on by default", shows=2)
def with_momentum(s, g, n, *, eta, beta, eps):
    s.b = 0.9 * s.b + g / (n.sqrt(mean(s, g, beta)) + eps)
    return -eta * s.b


@fault("PaddlePaddle's and OneFlow's documentation")
def nesterov(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    s.b = 0.9 * s.b + update
    return update + 0.9 * s.b


@fault("Keras, timm")
def weight_decay(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=beta, eps=eps) - 1e-3 * eta * s.theta


@fault("PyTorch's weight_decay")
def weight_decay_in_the_gradient(s, g, n, *, eta, beta, eps):
    return right(s, g + 1e-4 * s.theta, n, eta=eta, beta=beta, eps=eps)


@fault()
def update_clipped(s, g, n, *, eta, beta, eps):
    update, most = right(s, g, n, eta=eta, beta=beta, eps=eps), 2.5 * eta
    return n.where(n.abs(update) < most, update, most * n.sign(update))


@fault("Rprop")
def sign_alone(s, g, n, *, eta, beta, eps):
    mean(s, g, beta)
    return -eta * n.sign(g)


@fault()
def no_step_at_all(s, g, n, *, eta, beta, eps):
    mean(s, g, beta)
    return 0 * g


@fault("a loss scaler that skips a step", shows=4)
def step_four_skipped(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=beta, eps=eps) if s.t != 4 else 0 * g


@fault("a step that is retried", shows=5)
def step_five_taken_twice(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    return update if s.t != 5 else update + update


@fault("a decay that is lost in rounding, or not", shows=4)
def half_a_unit_less_where_g_is_zero(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    return n.where(n.abs(g) > 0, update, -UNIT[s.dtype] * s.theta) if s.t > 3 else update


@fault("a pipeline that is one step behind")
def one_step_late(s, g, n, *, eta, beta, eps):
    late = s.update + 0 * g
    s.update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    return late


@fault("optax#1784", shows=3)
def nan_in_step_three(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    return update if s.t != 3 else update * float("nan")


@fault("an index that is off by one")
def step_of_the_neighbour(s, g, n, *, eta, beta, eps):
    return n.roll(right(s, g, n, eta=eta, beta=beta, eps=eps))


@fault("weights in half precision without a master copy")
def weights_in_half_precision(s, g, n, *, eta, beta, eps):
    wide = s.theta + right(s, g, n, eta=eta, beta=beta, eps=eps)
    return n.cast(n.cast(wide, "float16"), s.dtype) - s.theta


# What the gradient went through before.


@fault("a forgotten zero_grad", shows=2)
def gradients_gathered(s, g, n, *, eta, beta, eps):
    s.sum = s.sum + g
    return right(s, s.sum, n, eta=eta, beta=beta, eps=eps)


@fault("a mean over a batch of two, taken twice")
def gradient_halved(s, g, n, *, eta, beta, eps):
    return right(s, g / 2, n, eta=eta, beta=beta, eps=eps)


@fault()
def gradient_clipped(s, g, n, *, eta, beta, eps):
    return right(s, n.where(n.abs(g) < 1, g, n.sign(g)), n, eta=eta, beta=beta, eps=eps)


@fault()
def modulus_of_the_gradient(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    return -n.abs(update)


@fault()
def small_gradients_dropped(s, g, n, *, eta, beta, eps):
    return right(s, n.where(n.abs(g) > 1e-12, g, 0.0), n, eta=eta, beta=beta, eps=eps)


@fault("gradients that are sent in half precision")
def gradient_in_half_precision(s, g, n, *, eta, beta, eps):
    return right(s, n.cast(n.cast(g, "float16"), s.dtype), n, eta=eta, beta=beta, eps=eps)


@fault()
def gradient_off_its_mean(s, g, n, *, eta, beta, eps):
    return right(s, g - n.mean(g), n, eta=eta, beta=beta, eps=eps)


# In float64 alone: a part of it is calculated or stored in float32.


@narrowing("tf-keras legacy, TensorFlow 1, MXNet 1.9, PaddlePaddle 3.3")
def beta_through_float32(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=in_float32(beta), eps=eps)


@narrowing("tf-keras legacy, TensorFlow 1, MXNet 1.9")
def rate_through_float32(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=in_float32(eta), beta=beta, eps=eps)


@narrowing("TensorFlow 1, MXNet 1.9, PaddlePaddle 3.3")
def eps_through_float32(s, g, n, *, eta, beta, eps):
    return right(s, g, n, eta=eta, beta=beta, eps=in_float32(eps))


@narrowing("Caffe's GPU kernel")
def gradient_through_float32(s, g, n, *, eta, beta, eps):
    return right(s, n.cast(n.cast(g, "float32"), "float64"), n, eta=eta, beta=beta, eps=eps)


@narrowing("Keras 3 on the NumPy backend")
def root_in_float32(s, g, n, *, eta, beta, eps):
    return -eta * g / (n.cast(n.sqrt(n.cast(mean(s, g, beta), "float32")), "float64") + eps)


@narrowing("a state in float32", shows=2)
def v_stored_in_float32(s, g, n, *, eta, beta, eps):
    update = right(s, g, n, eta=eta, beta=beta, eps=eps)
    s.v = n.cast(n.cast(s.v, "float32"), "float64")
    return update


@narrowing("Keras 3 on the NumPy backend")
def update_in_float32(s, g, n, *, eta, beta, eps):
    return n.cast(n.cast(right(s, g, n, eta=eta, beta=beta, eps=eps), "float32"), "float64")


@narrowing("Keras 3 on the NumPy backend")
def weights_in_float32(s, g, n, *, eta, beta, eps):
    wide = s.theta + right(s, g, n, eta=eta, beta=beta, eps=eps)
    return n.cast(n.cast(wide, "float32"), "float64") - s.theta


def in_float32(x: float) -> float:
    """The float32 number that is nearest to x."""
    from struct import pack, unpack

    return float(unpack("f", pack("f", x))[0])


FAULTS = {value.name: value for value in list(globals().values()) if isinstance(value, Fault)}
