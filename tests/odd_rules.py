"""Odd rules, each a way to mislead the discovery engine; all are rules, and nothing wrong may be proved of them."""

from rmsprop_sym.numbers import maximum, sign, sqrt
from rmsprop_sym.rules import rule


@rule(v=0)
def nonlinear(old, new, g, *, eta):
    """The state is squared."""
    new.v = old.v**2 + g**2
    new.theta = old.theta - eta * g / sqrt(new.v)


@rule(a=0, b=1)
def swapped(old, new, g, *, eta):
    """Two states change places."""
    new.a = old.b
    new.b = old.a + g
    new.theta = old.theta - eta * new.a


@rule(v=0, w=0)
def feedback(old, new, g, *, eta, beta):
    """Two states feed each other."""
    new.v = beta * old.v + (1 - beta) * old.w
    new.w = beta * old.w + (1 - beta) * (g**2 + old.v)
    new.theta = old.theta - eta * g / (1 + new.w)


@rule(v=0)
def outside(old, new, g, *, eta, beta, eps):
    """The decay is above 1."""
    new.v = (1 + beta) * old.v + g**2
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(v=0)
def negative_decay(old, new, g, *, eta, beta, eps):
    """The decay is below 0."""
    new.v = -beta * old.v + (1 - beta) * g**2
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(v=0)
def floats(old, new, g, *, eta):
    """Literals are the decimals that they print."""
    new.v = 0.9 * old.v + 0.1 * g**2
    new.theta = old.theta - eta * g / (sqrt(new.v) + 1e-8)


@rule(v=0)
def inplace(old, new, g, *, eta, beta):
    """The old state and the gradient are written over."""
    g *= 2
    old.v *= beta
    old.v += (1 - beta) * g**2
    new.v = old.v
    new.theta = old.theta - eta * g / sqrt(new.v)


@rule(v=0, theta2=0)
def clash(old, new, g, *, eta, beta):
    """A second parameter, which the first one follows."""
    new.v = beta * old.v + (1 - beta) * g**2
    new.theta2 = old.theta2 - eta * g / sqrt(new.v)
    new.theta = new.theta2


@rule(v=0)
def upper(old, new, g, *, G, c, x_):
    """Letters that have other meanings in the theorems."""
    new.v = c * old.v + G * g**2
    new.theta = old.theta - x_ * g / sqrt(new.v)


@rule(v=0)
def reads_theta(old, new, g, *, eta, lam):
    """The gradient of a decayed parameter."""
    new.v = old.v + (g + lam * old.theta) ** 2
    new.theta = old.theta - eta * (g + lam * old.theta) / sqrt(new.v)


@rule(v=0)
def memory0(old, new, g, *, eta, eps):
    """Nothing is remembered."""
    new.v = g**2
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(v=2)
def const(old, new, g, *, eta, eps):
    """Nothing is taken in."""
    new.v = old.v
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(m=0)
def lion(old, new, g, *, eta, beta1, beta2):
    """Only the sign of a mean counts."""
    new.theta = old.theta - eta * sign(beta1 * old.m + (1 - beta1) * g)
    new.m = beta2 * old.m + (1 - beta2) * g


@rule(u=0)
def adamax(old, new, g, *, eta, beta):
    """The largest of a faded memory and the newest size."""
    new.u = maximum(beta * old.u, abs(g))
    new.theta = old.theta - eta * g / new.u


@rule(m=0)
def nesterov(old, new, g, *, eta, mu):
    """A momentum that looks ahead."""
    new.m = mu * old.m + g
    new.theta = old.theta - eta * (g + mu * new.m)


@rule(v=0)
def huge(old, new, g, *, eta, beta, eps):
    """A power that is not multiplied out."""
    new.v = beta * old.v + (1 - beta) * (g + 1) ** 40
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(v=0, d=0)
def adadelta(old, new, g, *, eta, beta, eps):
    """The steps are remembered, too."""
    new.v = beta * old.v + (1 - beta) * g**2
    step = sqrt(old.d + eps) / sqrt(new.v + eps) * g
    new.d = beta * old.d + (1 - beta) * step**2
    new.theta = old.theta - eta * step


@rule(v=0)
def gated(old, new, g, *, eta, eps):
    """The gradient says how much is forgotten."""
    new.v = old.v / (1 + g**2) + g**2
    new.theta = old.theta - eta * g / (sqrt(new.v) + eps)


@rule(v=0)
def rootmem(old, new, g, *, eta, eps):
    """The root of a sum of squares, one at a time."""
    new.v = sqrt(old.v**2 + g**2)
    new.theta = old.theta - eta * g / (new.v + eps)
