"""Formulas in plain characters, below a definition in plain characters."""

from corpus.formula import rounds
from corpus.row import RIGHT, WRONG
from corpus.statements import Computed, Figure, Typed, steps, table

_RUN = """
| 1 | 2  | 0.8    | -0.118 |
| 2 | -1 | 0.84   | 0.4275 |
| 3 | 1  | 0.872  | -0.108 |
| 4 | 0  | 0.6796 | -0.108 |
"""
_FIFTHS = steps("rmsprop", ["2 -1 1 0"], eta="0.5", beta="0.8", eps="0", theta0="1")
_IF = "v_{t-1} > 0"

ROWS = (
    Typed(RIGHT, "   «v1 = (1-beta)*g1^2»\n   v1 =", "v(1) = (1-beta)*g(1)^2", "one step from zero"),
    Typed(WRONG, "v1 = beta*g1^2", "v(1) = beta*g(1)^2", "the weight is 1 - beta"),
    Typed(RIGHT, "v2 = (1-beta)*(g2^2 + beta*g1^2)", "v(2) = (1-beta)*(g(2)^2 + beta*g(1)^2)", "two steps"),
    Typed(WRONG, "v2 = (1-beta)*g2^2", "v(2) = (1-beta)*g(2)^2", "the first step is forgotten"),
    Typed(RIGHT, "v2 - v1 = (1-beta)*(g2^2 - v1)", "v(2) - v(1) = (1-beta)*(g(2)^2 - v(1))", "the recursion"),
    Typed(RIGHT, "v_t >= 0", "v(t) >= 0", "a sum of squares"),
    Typed(RIGHT, "v_t >= (1-beta)*g_t^2", "v(t) >= (1-beta)*g(t)^2", "the rest is not negative"),
    Typed(RIGHT, "v_t <= g_t^2 + beta*v_{t-1}", "v(t) <= g(t)^2 + beta*v(t-1)", "1 - beta is below 1"),
    Typed(RIGHT, "v_t <= max(v_{t-1}, g_t^2)", "v(t) <= max(v(t-1), g(t)^2)", "a mean of both"),
    Typed(WRONG, "v_t <= v_{t-1}", "v(t) <= v(t-1)", "false after a large gradient"),
    Typed(
        RIGHT,
        "|w_t - w_{t-1}| <= lr/sqrt(1-beta)",
        "abs(theta(t) - theta(t-1)) <= eta/sqrt(1-beta)",
        "v is at least (1 - beta) g^2",
    ),
    Typed(
        WRONG,
        "   «|w_t - w_{t-1}| <= lr»\n",
        "abs(theta(t) - theta(t-1)) <= eta",
        "the first step may be larger",
    ),
    Typed(
        RIGHT,
        "v_t - v_{t-1} = (1-beta)*(g_t^2 - v_{t-1})",
        "v(t) - v(t-1) = (1-beta)*(g(t)^2 - v(t-1))",
        "the recursion",
    ),
    Typed(
        WRONG,
        "v_t - v_{t-1} = beta*(g_t^2 - v_{t-1})",
        "v(t) - v(t-1) = beta*(g(t)^2 - v(t-1))",
        "the share is 1 - beta",
    ),
    Typed(
        RIGHT,
        "g_t^2 - v_t = beta*(g_t^2 - v_{t-1})",
        "g(t)^2 - v(t) = beta*(g(t)^2 - v(t-1))",
        "what is left of the gap",
    ),
    Typed(
        RIGHT,
        "vₜ₊₂ = β²·vₜ + (1−β)·(gₜ₊₂² + β·gₜ₊₁²)",
        "v(t+2) = beta^2*v(t) + (1-beta)*(g(t+2)^2 + beta*g(t+1)^2)",
        "the recursion twice",
    ),
    Typed(
        WRONG,
        "vₜ₊₂ = β²·vₜ + (1−β)·(gₜ₊₁² + β·gₜ₊₂²)",
        "v(t+2) = beta^2*v(t) + (1-beta)*(g(t+1)^2 + beta*g(t+2)^2)",
        "the newest gradient counts most",
    ),
    Typed(RIGHT, "«v_t = beta*v_{t-1}» if g_t = 0", "v(t) = beta*v(t-1)", "nothing is added", "g(t) = 0"),
    Typed(RIGHT, f"«v_t < v_{{t-1}}» if g_t = 0 and {_IF}", "v(t) < v(t-1)", "it fades", "g(t) = 0; v(t-1) > 0"),
    Typed(RIGHT, "«v_t > v_{t-1}» if g_t^2 > v", "v(t) > v(t-1)", "it moves towards it", "g(t)^2 > v(t-1)"),
    Typed(WRONG, "«w_t < w_{t-1}» if g_t = 0", "theta(t) < theta(t-1)", "it does not move", "g(t) = 0"),
    Typed(RIGHT, "v1 = 0.1*g1^2", "v(1) = 0.1*g(1)^2", "1 - 0.9", "beta = 0.9"),
    Typed(RIGHT, "v2 = 0.09*g1^2 + 0.1*g2^2", "v(2) = 0.09*g(1)^2 + 0.1*g(2)^2", "0.9 of 0.1", "beta = 0.9"),
    Typed(WRONG, "v2 = 0.9*g1^2 + 0.1*g2^2", "v(2) = 0.9*g(1)^2 + 0.1*g(2)^2", "0.09", "beta = 0.9"),
    *table(
        _RUN,
        _FIFTHS,
        heads=(None, None, "v1", None),
        wrong={(4, "v1")},
    ),
    *(
        Computed(RIGHT, quote, "trace", lambda step=step, cell=cell: rounds(cell, _FIFTHS("theta1", step)), "the run")
        for step, quote, cell in (
            (1, "0.8    | «-0.118»", "-0.118"),
            (2, "0.84   | «0.4275»", "0.4275"),
            (3, "0.872  | «-0.108»", "-0.108"),
            (4, "0.6796 | «-0.108»", "-0.108"),
        )
    ),
    Figure(RIGHT, "g = 2, 4, 0, 2 and so v = «2»", "0.5*4", "the run, step by step"),
    Figure(RIGHT, "so v = 2, «9», 4.5", "0.5*2 + 0.5*16", "the run, step by step"),
    Figure(RIGHT, "9, «4.5», 4.52", "0.5*9", "the run, step by step"),
    Figure(WRONG, "4.5, «4.52»", "0.5*4.5 + 0.5*4", "4.25"),
    Figure(RIGHT, "10% of 0.02 = «0.002»", "0.1*0.02", "exact"),
    Figure(WRONG, "5% of 0.3 = «0.15»", "0.05*0.3", "0.015: the decimal point"),
    Figure(RIGHT, "0.9^7 = «0.478»", "0.9^7", "0.4783 rounded"),
    Figure(RIGHT, "0.9^6 = «0.531»", "0.9^6", "0.53144 rounded"),
    Figure(RIGHT, "0.9^22 = «0.098»", "0.9^22", "0.09848 rounded"),
)
