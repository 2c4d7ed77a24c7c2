"""How old the average square is: beta/(1 - beta) steps, if the newest has age 0."""

from rmsprop_sym.alphabet import beta, k, n, t, total, x
from rmsprop_sym.board import _, by_induction, eq, in_the_limit, instance_of, proves, tends

from ._facts import linear_powers_vanish
from .ema import start_forgotten
from .memory import weights, window_tail


def ages(t):
    """The ages of the squares, each times its weight; the newest has age 0."""
    return total(k * ((1 - beta) * beta**k), k, 0, t - 1)


def mean_of_ages(t):
    return eq(ages(t), beta * (1 - beta**t) / (1 - beta) - t * beta**t)


@proves(mean_of_ages(0))
def ages_base():
    """No squares, no ages."""
    yield ages(0)
    yield _ == beta * (1 - beta**0) / (1 - beta) - 0 * beta**0


@proves(mean_of_ages(t + 1), given=[mean_of_ages(t)])
def ages_step(ih):
    """One more square, of age t."""
    yield ages(t + 1)
    yield _ == ages(t) + t * (1 - beta) * beta**t
    yield _ == beta * (1 - beta**t) / (1 - beta) - t * beta**t + t * (1 - beta) * beta**t, ih
    yield _ == beta * (1 - beta ** (t + 1)) / (1 - beta) - (t + 1) * beta ** (t + 1)


mean_age_so_far = by_induction(t, mean_of_ages, ages_base, ages_step)

ages_forgotten = instance_of(linear_powers_vanish, {x: beta})
mean_age = in_the_limit(tends(ages(t), beta / (1 - beta), along=t), mean_age_so_far, ages_forgotten, start_forgotten)


@proves(eq(total((k + 1) * ((1 - beta) * beta**k), k, 0, t - 1), (1 - beta**t) / (1 - beta) - t * beta**t))
def mean_age_so_far_from_one():
    """Where the newest counts 1, every weight counts once more."""
    yield total((k + 1) * ((1 - beta) * beta**k), k, 0, t - 1)
    yield _ == ages(t) + weights(0, t - 1)
    yield _ == ages(t) + (1 - beta**t), window_tail.at({n: 0})
    yield _ == beta * (1 - beta**t) / (1 - beta) - t * beta**t + (1 - beta**t), mean_age_so_far
    yield _ == (1 - beta**t) / (1 - beta) - t * beta**t


mean_age_from_one = in_the_limit(
    tends(mean_age_so_far_from_one.claim.left, 1 / (1 - beta), along=t),
    mean_age_so_far_from_one,
    ages_forgotten,
    start_forgotten,
)
