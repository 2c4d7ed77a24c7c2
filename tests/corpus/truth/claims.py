"""Statements spelled out under one rule."""

from corpus.row import RIGHT, WRONG
from corpus.statements import Formula

CONSTANT = "constant g; eps = 0; g != 0"
FIRST = "eps = 0; g(1) != 0"


def claim(truth, name, says, why, given="", *, options=""):
    """A claim by its name; what stands in `given` stands in the note as well, unless the options say how."""
    line = options or (f":given: {given}\n" if given else "")
    return Formula(truth, f"```{{claim}} {name}\n{line}«{says}»\n", says, why, given)


ROWS = (
    claim(RIGHT, "unrolled", "v(t) = beta^t*v(0) + (1 - beta)*sum(beta^(t - i)*g(i)^2, i, 1, t)", "induction"),
    claim(
        RIGHT,
        "unrolled-from-k",
        "v(t) = beta^(t - k)*v(k) + (1 - beta)*sum(beta^(t - i)*g(i)^2, i, k + 1, t)",
        "the same from step k",
        "k <= t",
    ),
    claim(RIGHT, "forgets-at-rate", "v(t) = beta*v(t - 1)", "nothing is added", "g(t) = 0"),
    claim(RIGHT, "average-stays-below", "v(t) <= max(v(t - 1), g(t)^2)", "a mean of two"),
    claim(RIGHT, "average-stays-above", "v(t) >= min(v(t - 1), g(t)^2)", "a mean of two"),
    claim(WRONG, "newest-dominates", "v(t) <= (1 - beta)*g(t)^2", "the past adds to it"),
    claim(WRONG, "grows-always", "v(t) >= v(t - 1)", "a small gradient lets it fall"),
    claim(RIGHT, "increment", "v(t) - v(t - 1) = (1 - beta)*(g(t)^2 - v(t - 1))", "the recursion, rearranged"),
    claim(WRONG, "increment-wrong-sign", "v(t) - v(t - 1) = (1 - beta)*(v(t - 1) - g(t)^2)", "the sign is wrong"),
    claim(RIGHT, "fixed-point", "v(t) = v(t - 1)", "a mean of equals", "v(t - 1) = g(t)^2"),
    claim(RIGHT, "constant", "v(t) = (1 - beta^t)*g^2", "the sum of the weights", "constant g"),
    claim(WRONG, "constant-index-slip", "v(t) = (1 - beta^(t - 1))*g^2", "wrong at t = 1", "constant g"),
    claim(WRONG, "constant-no-square", "v(t) = (1 - beta^t)*abs(g)", "the square is lost", "constant g"),
    claim(RIGHT, "constant-root", "sqrt(v(t)) = sqrt(1 - beta^t)*abs(g)", "the root of a square", "constant g"),
    claim(WRONG, "constant-root-without-bars", "sqrt(v(t)) = sqrt(1 - beta^t)*g", "g < 0", "constant g"),
    claim(RIGHT, "settles", "limit(v(t), t, oo) = g^2", "beta^t vanishes", "constant g"),
    claim(RIGHT, "settles-at-root", "limit(sqrt(v(t)), t, oo) = abs(g)", "the root is continuous", "constant g"),
    claim(WRONG, "settles-wrong", "limit(v(t), t, oo) = (1 - beta)*g^2", "that is its first value", "constant g"),
    claim(RIGHT, "step-under-constant", "abs(theta(t) - theta(t - 1)) = eta/sqrt(1 - beta^t)", "g cancels", CONSTANT),
    claim(
        RIGHT, "steps-shrink-to-eta", "limit(abs(theta(t) - theta(t - 1)), t, oo) = eta", "beta^t vanishes", CONSTANT
    ),
    claim(WRONG, "steps-vanish", "limit(abs(theta(t) - theta(t - 1)), t, oo) = 0", "they tend to eta", CONSTANT),
    claim(RIGHT, "first-value", "v(1) = (1 - beta)*g(1)^2", "one step from zero"),
    claim(RIGHT, "first-step-signed", "theta(1) = theta(0) - eta*sign(g(1))/sqrt(1 - beta)", "g cancels", FIRST),
    claim(WRONG, "first-step-as-sgd", "theta(1) - theta(0) = -eta*g(1)", "that is plain descent", FIRST),
    claim(RIGHT, "first-step-too-long", "abs(theta(1) - theta(0)) > eta", "1 - beta < 1", FIRST),
    claim(WRONG, "first-step-short-with-eps", "abs(theta(1) - theta(0)) > eta", "a large eps, or no gradient"),
    claim(
        RIGHT,
        "first-step-with-eps",
        "abs(theta(1) - theta(0)) = eta*abs(g(1))/(sqrt(1 - beta)*abs(g(1)) + eps)",
        "v(1) put into the update",
    ),
    claim(
        WRONG,
        "first-step-eps-at-the-wrong-place",
        "abs(theta(1) - theta(0)) = eta*abs(g(1))/sqrt((1 - beta)*g(1)^2 + eps)",
        "eps stands beside the root in this rule",
    ),
    claim(
        RIGHT,
        "any-step",
        "abs(theta(t) - theta(t - 1)) <= eta/sqrt(1 - beta)",
        "v(t) is at least (1 - beta) g(t)^2",
        "eps > 0",
    ),
    claim(
        RIGHT,
        "any-step-linear",
        "abs(theta(t) - theta(t - 1)) < eta/(1 - beta)",
        "1 - beta is below its root",
        "eps > 0",
    ),
    claim(RIGHT, "travel", "abs(theta(t) - theta(0)) <= t*eta/sqrt(1 - beta)", "t such steps", "eps > 0"),
    claim(
        RIGHT,
        "bounded-gradients",
        "v(t) <= M^2",
        "a mean of squares that are at most M^2; the gradients that are drawn are at most 3000",
        "M = 3000",
        options=":given: abs(g(i)) <= M\n",
    ),
    claim(RIGHT, "weights", "(1 - beta)*sum(beta^(t - i), i, 1, t) = 1 - beta^t", "the geometric sum"),
    claim(RIGHT, "weights-below-one", "(1 - beta)*sum(beta^(t - i), i, 1, t) < 1", "beta^t > 0"),
    claim(WRONG, "weights-one", "sum((1 - beta)*beta^(t - i), i, 1, t) = 1", "beta^t is missing"),
    claim(WRONG, "weights-from-zero", "(1 - beta)*sum(beta^i, i, 0, t) = 1 - beta^t", "one term too many"),
    claim(RIGHT, "ratio-of-weights", "((1 - beta)*beta^(k + 1))/((1 - beta)*beta^k) = beta", "neighbours"),
    claim(RIGHT, "no-memory", "v(t) = g(t)^2", "only the newest counts", "beta = 0"),
    claim(
        RIGHT,
        "sign-descent",
        "theta(t) - theta(t - 1) = -eta*sign(g(t))",
        "the root of the square",
        "beta = 0; eps = 0; g(t) != 0",
    ),
    claim(RIGHT, "frozen", "v(t) = v(0)", "nothing is added", "beta = 1"),
    claim(WRONG, "frozen-is-adagrad", "v(t) = sum(g(i)^2, i, 1, t)", "nothing is added", "beta = 1"),
    claim(RIGHT, "halves", "v(t) = (v(t - 1) + g(t)^2)/2", "both weights are 1/2", "beta = 1/2"),
    claim(
        RIGHT, "factor-nine-tenths", "1/sqrt(1 - beta) ≈ 3.162", "3.16228", "beta = 0.9", options=":where: beta = 0.9\n"
    ),
    claim(
        RIGHT, "factor-ninety-nine", "1/sqrt(1 - beta) = 10", "1/0.1", "beta = 0.99", options=":where: beta = 0.99\n"
    ),
    claim(WRONG, "factor-confused", "1/sqrt(1 - beta) ≈ 3.162", "10", "beta = 0.99", options=":where: beta = 0.99\n"),
    claim(
        RIGHT,
        "two-values",
        "v(2) = 0.0385",
        "0.9*0.025 + 0.1*0.16",
        "beta = 0.9; g(1) = 0.5; g(2) = 0.4",
        options=":where: beta = 0.9; g = 0.5, 0.4\n",
    ),
    claim(
        WRONG,
        "two-values-index",
        "v(1) = 0.0385",
        "that is v(2)",
        "beta = 0.9; g(1) = 0.5; g(2) = 0.4",
        options=":where: beta = 0.9; g = 0.5, 0.4\n",
    ),
    claim(
        RIGHT,
        "box-of-betas",
        "1/(1 - beta) >= 10",
        "it grows with beta",
        "beta >= 0.9; beta <= 0.99",
        options=":where: beta in [0.9, 0.99]\n",
    ),
    claim(
        WRONG,
        "box-of-betas-narrow",
        "1/sqrt(1 - beta) <= 5",
        "10 at the upper end",
        "beta >= 0.9; beta <= 0.99",
        options=":where: beta in [0.9, 0.99]\n",
    ),
    claim(RIGHT, "root-above-its-share", "sqrt(v(t)) >= sqrt(1 - beta)*abs(g(t))", "the past adds to it"),
    claim(WRONG, "root-above-the-gradient", "sqrt(v(t)) >= abs(g(t))", "the first root is a share of it"),
    claim(RIGHT, "weights-fall", "(1 - beta)*beta^(k + 1) < (1 - beta)*beta^k", "beta < 1"),
    claim(WRONG, "newest-share-always-larger", "(1 - beta)*beta^k < beta", "a small beta, and k = 0"),
    claim(RIGHT, "never-below-the-first-share", "1 - beta^t >= 1 - beta", "beta^t <= beta from step 1 on", "1 <= t"),
    claim(
        WRONG,
        "two-steps-back-slip",
        "v(t) = beta^2*v(t - 2) + (1 - beta)*(g(t - 1)^2 + g(t)^2)",
        "a beta is lost",
        "2 <= t",
    ),
    claim(RIGHT, "share-settles", "limit(v(t)/g^2, t, oo) = 1", "beta^t vanishes", "constant g; g != 0"),
    claim(
        WRONG,
        "share-settles-slip",
        "limit(v(t)/g^2, t, oo) = 1 - beta",
        "that is the first share",
        "constant g; g != 0",
    ),
    claim(WRONG, "root-settles-without-bars", "limit(sqrt(v(t)), t, oo) = g", "g < 0", "constant g"),
    claim(
        RIGHT,
        "rate-settles",
        "limit(eta/(sqrt(v(t)) + eps), t, oo) = eta/(abs(g) + eps)",
        "the root is continuous",
        "constant g; g != 0",
    ),
    claim(
        WRONG,
        "rate-settles-squared",
        "limit(eta/(sqrt(v(t)) + eps), t, oo) = eta/(g^2 + eps)",
        "the root is lost",
        "constant g; g != 0",
    ),
    claim(
        RIGHT,
        "step-settles",
        "limit(theta(t) - theta(t - 1), t, oo) = -eta*g/(abs(g) + eps)",
        "v(t) settles",
        "constant g; g != 0",
    ),
    claim(
        WRONG,
        "step-settles-as-sgd",
        "limit(theta(t) - theta(t - 1), t, oo) = -eta*g",
        "that is plain descent",
        "constant g; g != 0",
    ),
    claim(RIGHT, "ratio-settles", "limit(v(t + 1)/v(t), t, oo) = 1", "both settle at g^2", "constant g; g != 0"),
    claim(
        RIGHT,
        "mean-age",
        "(1 - beta)*sum(k*beta^k, k, 0, oo) = beta/(1 - beta)",
        "the derivative of the geometric series",
        "beta <= 0.8",
    ),
    claim(
        WRONG, "mean-age-slip", "(1 - beta)*sum(k*beta^k, k, 0, oo) = 1/(1 - beta)", "one step too old", "beta <= 0.8"
    ),
    claim(
        RIGHT,
        "squared-weights",
        "sum((1 - beta)^2*beta^(2*k), k, 0, oo) = (1 - beta)/(1 + beta)",
        "a geometric series in beta^2",
        "beta <= 0.8",
    ),
    claim(
        WRONG,
        "squared-weights-slip",
        "sum((1 - beta)^2*beta^(2*k), k, 0, oo) = (1 - beta)^2",
        "only its first term",
        "beta <= 0.8",
    ),
    claim(
        RIGHT,
        "weights-from-n-on",
        "sum((1 - beta)*beta^k, k, n, oo) = beta^n",
        "beta^n times all weights",
        "beta <= 0.8",
    ),
    claim(
        WRONG, "weights-from-n-on-slip", "sum((1 - beta)*beta^k, k, n, oo) = beta^(n + 1)", "off by one", "beta <= 0.8"
    ),
)
