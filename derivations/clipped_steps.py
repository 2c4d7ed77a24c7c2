"""What clipping is for: it bounds a gradient, and so the step of gradient descent; RMSProp's is bounded anyway."""

from rmsprop_sym.alphabet import c, eta, g, i, t
from rmsprop_sym.board import _, eq, instance_of, le, proves, size_is
from rmsprop_sym.kernel.term import Lambda
from rmsprop_sym.rules import sgd

from .bounds import step_bound
from .clipping import clipped


@proves(eq(abs(sgd.theta(t + 1) - sgd.theta(t)), eta * abs(g(t + 1))))
def sgd_step_size():
    """The step of gradient descent is as large as the gradient."""
    yield abs(sgd.theta(t + 1) - sgd.theta(t))
    yield _ == abs(-eta * g(t + 1)), sgd.theta.at(t + 1)
    yield _ == eta * abs(g(t + 1)), size_is(-eta * g(t + 1), eta * abs(g(t + 1)))


@proves(eq(abs(sgd.theta(t + 1) - sgd.theta(t)), c), given=[eq(g(t + 1), c / eta), le(0, c)])
def sgd_step_unbounded(slope, any_size):
    """So it has any size c that one likes: there is no bound without clipping."""
    yield abs(sgd.theta(t + 1) - sgd.theta(t))
    yield _ == eta * abs(g(t + 1)), sgd_step_size
    yield _ == eta * abs(c / eta), slope
    yield _ == eta * (c / eta), size_is(c / eta, c / eta, any_size)
    yield _ == c


@proves(le(abs(sgd.theta(t + 1) - sgd.theta(t)), eta * c), given=[le(abs(g(t + 1)), c)])
def sgd_step_bound_clipped(small):
    """With gradients of at most c it has the bound eta*c."""
    yield abs(sgd.theta(t + 1) - sgd.theta(t))
    yield _ == eta * abs(g(t + 1)), sgd_step_size
    yield _ <= eta * abs(g(t + 1)) + eta * (c - abs(g(t + 1))), small
    yield _ == eta * c


step_bound_clipped = instance_of(step_bound, {g: Lambda(i, clipped(g(i)))})
