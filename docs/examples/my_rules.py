"""Rules that are in nobody's book, to try `rmsprop-sym derive --rule` on."""

from rmsprop_sym.numbers import sqrt
from rmsprop_sym.rules import rule


@rule(a=0)
def mean_of_sizes(old, new, g, *, eta, beta, eps):
    """The running mean of |g| in the place of the root mean square."""
    new.a = old.a + (1 - beta) * (abs(g) - old.a)
    new.theta = old.theta - eta * g / (new.a + eps)


@rule(s=0)
def leaky_sum(old, new, g, *, eta, mu, eps):
    """AdaGrad's sum with a leak: each step keeps the share mu of it."""
    new.s = mu * old.s + g**2
    new.theta = old.theta - eta * g / (sqrt(new.s) + eps)


@rule(v=0, w=0)
def mean_of_means(old, new, g, *, eta, beta1, beta2, eps):
    """The running mean of a running mean of squares."""
    new.v = beta1 * old.v + (1 - beta1) * g**2
    new.w = beta2 * old.w + (1 - beta2) * new.v
    new.theta = old.theta - eta * g / (sqrt(new.w) + eps)


@rule(v=0)
def late_mean(old, new, g, *, eta, eps):
    """A mean of all squares in which the later ones weigh more, and the decay changes from step to step."""
    new.v = old.v + 2 * (g**2 - old.v) / (old.t + 3)
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)
