"""The running average in formulas, under a rule that the note defines itself."""

from corpus.row import RIGHT, WRONG
from corpus.statements import Formula

ROWS = (
    Formula(
        RIGHT,
        r"v_t = \beta^2 v_{t-2} + (1-\beta)\left(g_t^2 + \beta g_{t-1}^2\right)",
        "v(t) = beta^2*v(t-2) + (1-beta)*(g(t)^2 + beta*g(t-1)^2)",
        "the recursion twice",
        "t >= 2",
    ),
    Formula(
        RIGHT,
        "$$\nv_t = " r"«(1-\beta) \sum_{i=1}^{t} \beta^{t-i} g_i^2»",
        "v(t) = (1-beta)*sum(beta^(t-i)*g(i)^2, i, 1, t)",
        "induction from v(0) = 0",
    ),
    Formula(RIGHT, r"$«v_1 = (1-\beta) g_1^2»$", "v(1) = (1-beta)*g(1)^2", "one step from zero"),
    Formula(
        RIGHT,
        r"$«v_2 = \beta(1-\beta) g_1^2 + (1-\beta) g_2^2»$",
        "v(2) = beta*(1-beta)*g(1)^2 + (1-beta)*g(2)^2",
        "two steps from zero",
    ),
    Formula(
        WRONG,
        r"$«v_3 = (1-\beta)(g_3^2 + \beta g_2^2 + \beta^3 g_1^2)»$",
        "v(3) = (1-beta)*(g(3)^2 + beta*g(2)^2 + beta^3*g(1)^2)",
        "the last power is beta^2",
    ),
    Formula(RIGHT, r"$«v_t \ge 0»$", "v(t) >= 0", "a sum of squares with positive weights"),
    Formula(RIGHT, r"$«v_t \ge (1-\beta) g_t^2»$", "v(t) >= (1-beta)*g(t)^2", "the rest is not negative"),
    Formula(RIGHT, r"$«v_t \ge \beta v_{t-1}»$", "v(t) >= beta*v(t-1)", "what is added is not negative"),
    Formula(WRONG, r"$«v_t \le g_t^2»$", "v(t) <= g(t)^2", "false after a large gradient"),
    Formula(
        RIGHT,
        r"(1-\beta)\sum_{i=1}^{t}\beta^{t-i} = 1 - \beta^t",
        "(1-beta)*sum(beta^(t-i), i, 1, t) = 1 - beta^t",
        "the geometric sum",
    ),
    Formula(RIGHT, r"$«\lim_{t\to\infty} (1 - \beta^t) = 1»$", "limit(1 - beta^t, t, oo) = 1", "0 < beta < 1"),
    Formula(
        RIGHT,
        r"$«\sum_{k=0}^{t-1} \beta^k = \frac{1-\beta^t}{1-\beta}»$",
        "sum(beta^k, k, 0, t-1) = (1-beta^t)/(1-beta)",
        "the geometric sum",
    ),
    Formula(
        RIGHT,
        r"$«\sum_{k=0}^{\infty} \beta^k = \frac{1}{1-\beta}»$",
        "sum(beta^k, k, 0, oo) = 1/(1-beta)",
        "the geometric series",
        "beta <= 0.8",
    ),
    Formula(
        RIGHT,
        r"$«\sum_{k=0}^{\infty} k\beta^k = \frac{\beta}{(1-\beta)^2}»$",
        "sum(k*beta^k, k, 0, oo) = beta/(1-beta)^2",
        "the derivative of the geometric series",
        "beta <= 0.8",
    ),
    Formula(
        RIGHT, r"$«v_t = (1-\beta^t) g^2»$", "v(t) = (1-beta^t)*g^2", "weights that sum to 1 - beta^t", "constant g"
    ),
    Formula(RIGHT, r"$«\lim_{t\to\infty} v_t = g^2»$", "limit(v(t), t, oo) = g^2", "beta^t vanishes", "constant g"),
    Formula(
        RIGHT,
        r"$«g^2 - v_t = \beta\,(g^2 - v_{t-1})»$",
        "g^2 - v(t) = beta*(g^2 - v(t-1))",
        "the recursion, less its fixed point",
        "constant g",
    ),
    Formula(RIGHT, r"In particular $«v_t \le g^2»$", "v(t) <= g^2", "it comes from below", "constant g"),
    Formula(RIGHT, r"$«v_t \ge v_{t-1}»$", "v(t) >= v(t-1)", "it grows towards its limit", "constant g"),
    Formula(
        RIGHT,
        r"\theta_1 - \theta_0 = -\frac{\eta\, g_1}{\sqrt{1-\beta}\,|g_1| + \epsilon}",
        "theta(1) - theta(0) = -eta*g(1)/(sqrt(1-beta)*abs(g(1)) + eps)",
        "v(1) put into the update",
    ),
    Formula(
        RIGHT,
        r"$«|\theta_1 - \theta_0| = \frac{\eta}{\sqrt{1-\beta}}»$, which",
        "abs(theta(1) - theta(0)) = eta/sqrt(1-beta)",
        "the gradient cancels",
        "eps = 0; g(1) != 0",
    ),
    Formula(
        RIGHT,
        r"$«|\theta_t - \theta_{t-1}| \le \frac{\eta}{\sqrt{1-\beta}}»$ holds",
        "abs(theta(t) - theta(t-1)) <= eta/sqrt(1-beta)",
        "v(t) is at least (1-beta) g(t)^2",
        "eps > 0",
    ),
    Formula(
        RIGHT,
        r"$«\sqrt{v_t} \ge \sqrt{1-\beta}\,|g_t|»$",
        "sqrt(v(t)) >= sqrt(1-beta)*abs(g(t))",
        "the root is monotone",
    ),
    Formula(
        WRONG,
        r"largest step: $«|\theta_t - \theta_{t-1}| \le \eta»$",
        "abs(theta(t) - theta(t-1)) <= eta",
        "the first step is longer",
        "eps > 0",
    ),
)
