"""How large the steps of some rules are, spelled out."""

from corpus.row import RIGHT, WRONG
from corpus.statements import Formula


def claim(truth, name, rule, says, *, why, given=""):
    """A claim by its name, with its rule and what it supposes."""
    line = f":given: {given}\n" if given else ""
    return Formula(truth, f"```{{claim}} {name}\n:rule: {rule}\n{line}«{says}»\n", says, why, given, rule)


ROWS = (
    claim(
        RIGHT,
        "strictly-within",
        "rmsprop",
        "abs(theta(t) - theta(t - 1)) < eta/sqrt(1 - beta)",
        why="eps makes the divisor larger",
        given="eps > 0",
    ),
    claim(
        WRONG,
        "strictly-within-the-rate",
        "rmsprop",
        "abs(theta(t) - theta(t - 1)) < eta",
        why="the first step, for a small eps",
        given="eps > 0",
    ),
    claim(
        RIGHT,
        "no-further-down",
        "rmsprop",
        "theta(t) >= theta(t - 1) - eta/sqrt(1 - beta)",
        why="one side of the bound",
    ),
    claim(
        WRONG,
        "no-further-down-than-the-rate",
        "rmsprop",
        "theta(t) >= theta(t - 1) - eta",
        why="the first step is larger",
    ),
    claim(
        RIGHT,
        "adagrad-within-the-rate",
        "adagrad",
        "abs(theta(t) - theta(t - 1)) < eta",
        why="the newest square is in the sum",
        given="eps > 0",
    ),
    claim(
        WRONG,
        "adagrad-within-half-the-rate",
        "adagrad",
        "abs(theta(t) - theta(t - 1)) < eta/2",
        why="the first step, for a small eps",
        given="eps > 0",
    ),
    claim(
        RIGHT,
        "adagrad-slows",
        "adagrad",
        "abs(theta(t) - theta(t - 1)) = eta/sqrt(t)",
        why="the sum is t g^2",
        given="constant g; eps = 0",
    ),
    claim(
        WRONG,
        "adagrad-slows-too-fast",
        "adagrad",
        "abs(theta(t) - theta(t - 1)) = eta/t",
        why="the root is lost",
        given="constant g; eps = 0",
    ),
    claim(
        RIGHT,
        "adagrad-rate-falls",
        "adagrad",
        "eta/(sqrt(G(t)) + eps) <= eta/(sqrt(G(t - 1)) + eps)",
        why="the sum does not fall",
    ),
    claim(
        RIGHT,
        "adam-first",
        "adam",
        "abs(theta(1) - theta(0)) <= eta",
        why="the corrections make both means the first gradient's",
    ),
    claim(
        RIGHT, "adam-first-up", "adam", "theta(1) = theta(0) - eta", why="against the sign", given="eps = 0; g(1) > 0"
    ),
    claim(
        WRONG, "adam-first-down", "adam", "theta(1) = theta(0) + eta", why="with the sign", given="eps = 0; g(1) > 0"
    ),
    claim(
        RIGHT,
        "adam-even-pace",
        "adam",
        "abs(theta(t) - theta(t - 1)) = eta",
        why="both corrected means are right at once",
        given="constant g; eps = 0; g != 0",
    ),
    claim(
        WRONG,
        "adam-even-pace-too-fast",
        "adam",
        "abs(theta(t) - theta(t - 1)) = eta/sqrt(1 - beta2)",
        why="v is corrected",
        given="constant g; eps = 0; g != 0",
    ),
    claim(
        RIGHT,
        "adam-far",
        "adam",
        "theta(t) = theta(0) - t*eta",
        why="t steps of one size",
        given="constant g; eps = 0; g > 0",
    ),
    claim(
        RIGHT,
        "first-down",
        "rmsprop",
        "theta(1) = theta(0) - eta/sqrt(1 - beta)",
        why="against the sign",
        given="eps = 0; g(1) > 0",
    ),
    claim(
        WRONG,
        "first-down-by-the-rate",
        "rmsprop",
        "theta(1) = theta(0) - eta",
        why="the first root is a share",
        given="eps = 0; g(1) > 0",
    ),
    claim(
        RIGHT,
        "larger-than-the-rate",
        "rmsprop",
        "abs(theta(t) - theta(t - 1)) > eta",
        why="1 - beta^t is below 1",
        given="constant g; eps = 0; g != 0",
    ),
    claim(
        WRONG,
        "smaller-than-the-rate",
        "rmsprop",
        "abs(theta(t) - theta(t - 1)) < eta",
        why="1 - beta^t is below 1",
        given="constant g; eps = 0; g != 0",
    ),
    claim(RIGHT, "fills", "rmsprop", "v(t) >= v(t - 1)", why="a share of what is missing", given="constant g"),
    claim(WRONG, "empties", "rmsprop", "v(t) <= v(t - 1)", why="it fills", given="constant g"),
    claim(
        RIGHT, "root-fills", "rmsprop", "sqrt(v(t)) >= sqrt(v(t - 1))", why="roots keep the order", given="constant g"
    ),
    claim(
        RIGHT, "second-to-first", "rmsprop", "v(2)/v(1) = 1 + beta", why="1 - beta^2 over 1 - beta", given="constant g"
    ),
    claim(WRONG, "second-to-first-slip", "rmsprop", "v(2)/v(1) = 1 - beta", why="the sign", given="constant g"),
    claim(
        RIGHT,
        "corrected-second-mean",
        "adam",
        "m(2)/(1 - beta1^2) = (beta1*g(1) + g(2))/(1 + beta1)",
        why="1 - beta1 cancels",
    ),
    claim(
        WRONG,
        "corrected-second-mean-turned",
        "adam",
        "m(2)/(1 - beta1^2) = (g(1) + beta1*g(2))/(1 + beta1)",
        why="the older one fades",
    ),
)
