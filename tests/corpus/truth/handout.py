"""Exercises in LaTeX, for the rule with eps under the root."""

from corpus.row import RIGHT, WRONG
from corpus.statements import Figure, Formula

INSIDE = "rmsprop_eps_inside"
ROWS = (
    Figure(RIGHT, r"0.8 \cdot 0 + 0.2 \cdot 1^2 &= «0.2»", "0.2", "exact"),
    Figure(RIGHT, r"0.8 \cdot 0.2 + 0.2 \cdot 2^2 &= «0.16» + 0.8", "0.8*0.2", "exact"),
    Figure(RIGHT, r"0.16 + 0.8 = «0.96»", "0.8*0.2 + 0.2*4", "exact"),
    Figure(RIGHT, r"0.8 \cdot 0.96 + 0.2 \cdot 0.5^2 &= «0.768» + 0.05", "0.8*0.96", "exact"),
    Figure(WRONG, r"0.768 + 0.05 = «0.808»", "0.768 + 0.05", "0.818: a digit"),
    Figure(RIGHT, r"\sqrt{0.2} \approx «0.447»", "sqrt(0.2)", "0.44721 rounded"),
    Figure(RIGHT, r"\sqrt{0.96} \approx «0.980»", "sqrt(0.96)", "0.97980 rounded"),
    Figure(RIGHT, r"\sqrt{0.818} \approx «0.904»", "sqrt(0.818)", "0.90443 rounded"),
    Figure(RIGHT, r"\frac{0.01}{\sqrt{0.2}} \approx «0.0224»", "0.01/sqrt(0.2)", "0.022361 rounded"),
    Figure(RIGHT, r"\frac{0.01}{\sqrt{0.96}} \approx «0.0102»", "0.01/sqrt(0.96)", "0.010206 rounded"),
    Figure(WRONG, r"\frac{0.01}{\sqrt{0.818}} \approx «0.0101»", "0.01/sqrt(0.818)", "0.011057 rounded is 0.0111"),
    Formula(
        RIGHT,
        r"v_t = (1-\bb) \sum_{k=0}^{t-1} \bb^{k} g_{t-k}^2",
        "v(t) = (1-beta)*sum(beta^k*g(t-k)^2, k, 0, t-1)",
        "the memory, by age",
        rule=INSIDE,
    ),
    Formula(
        RIGHT,
        r"\sum_{k=0}^{n-1} (1-\bb) \bb^k = 1 - \bb^{n}",
        "sum((1-beta)*beta^k, k, 0, n-1) = 1 - beta^n",
        "the geometric sum",
        rule=INSIDE,
    ),
    Figure(RIGHT, r"1 - 0.95^{20} \approx «0.642»", "1 - 0.95^20", "0.641514 rounded"),
    Figure(RIGHT, r"1 - 0.95^{60} \approx «0.954»", "1 - 0.95^60", "0.953930 rounded"),
    Formula(RIGHT, r"$«v_t = (1 - \bb^t) g^2»$", "v(t) = (1-beta^t)*g^2", "the weights' sum", "constant g", INSIDE),
    Formula(
        WRONG,
        r"$«v_t = (1-\bb)^t g^2»$",
        "v(t) = (1-beta)^t*g^2",
        "the power belongs to beta alone",
        "constant g",
        INSIDE,
    ),
    Formula(
        RIGHT,
        r"\theta_1 - \theta_0 = -\frac{\eta g_1}{\sqrt{(1-\bb) g_1^2 + \ee}}",
        "theta(1) - theta(0) = -eta*g(1)/sqrt((1-beta)*g(1)^2 + eps)",
        "v(1) put into the update",
        rule=INSIDE,
    ),
    Formula(
        RIGHT,
        r"$«|\theta_1 - \theta_0| < \frac{\eta}{\sqrt{1-\bb}}»$ whenever",
        "abs(theta(1) - theta(0)) < eta/sqrt(1-beta)",
        "eps makes the denominator larger",
        "eps > 0",
        INSIDE,
    ),
    Formula(
        WRONG,
        r"\theta_1 - \theta_0 = -\frac{\eta g_1}{\sqrt{1-\bb}\,|g_1| + \ee}",
        "theta(1) - theta(0) = -eta*g(1)/(sqrt(1-beta)*abs(g(1)) + eps)",
        "eps stands under the root in this rule",
        rule=INSIDE,
    ),
    Figure(
        RIGHT,
        r"\frac{10^{-3}}{\sqrt{0.1} \cdot 10^{-3} + 10^{-6}} \approx «3.15»",
        "1e-3/(sqrt(0.1)*1e-3 + 1e-6)",
        "3.15231 rounded",
    ),
    Figure(
        RIGHT,
        r"\frac{10^{-3}}{\sqrt{0.1 \cdot 10^{-6} + 10^{-6}}} \approx «0.953»",
        "1e-3/sqrt(0.1*1e-6 + 1e-6)",
        "0.953463 rounded",
    ),
    Figure(RIGHT, r"\frac{\ln 2}{-\ln 0.9} \approx «6.58»", "log(2)/(-log(0.9))", "6.57881 rounded"),
    Figure(WRONG, r"\frac{\ln 2}{-\ln 0.99} \approx «68.9»", "log(2)/(-log(0.99))", "68.968 rounded is 69.0"),
    Figure(RIGHT, r"\left(\frac12\right)^2 = «0.25»", "0.25", "exact"),
    Figure(RIGHT, r"2^{-10} \approx «9.8 \times 10^{-4}»", "2^(-10)", "9.765625e-4 rounded"),
)
