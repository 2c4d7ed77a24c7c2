r"""Numbers of an example, said in formulas or in words, are judged with the values that the note says."""

import pytest

RULE = r"""# RMSProp

RMSProp is $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_0 = 0$,
$\theta_t = \theta_{t-1} - \eta g_t/(\sqrt{v_t}+\epsilon)$.

"""
BY_HAND = r"""## By hand

Take $\beta = 0.9$, $\eta = 0.01$, $\epsilon = 0$. The gradients are $2$, $-1$ and $3$, and $\theta_0 = 1$.

"""
ADAM = r"""# Adam

Adam: $m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t$, $v_t = \beta_2 v_{t-1} + (1-\beta_2) g_t^2$,
$m_0 = v_0 = 0$, and $x_t = x_{t-1} - \eta\,\hat m_t/\sqrt{\hat v_t}$,
where $\hat m_t = m_t/(1-\beta_1^t)$ and $\hat v_t = v_t/(1-\beta_2^t)$.
We use $\beta_1 = 0.9$ and $\beta_2 = 0.99$. The gradients are $g_1 = 1$, $g_2 = -2$.

"""
ADAGRAD = r"""# AdaGrad

AdaGrad: $G_t = G_{t-1} + g_t^2$, $G_0 = 0$, $x_t = x_{t-1} - \eta g_t/\sqrt{G_t}$.
For the gradients $2$, $4$, $-4$ this gives
"""
PARABOLA = r"""## A parabola

Here $g_t = \theta_{t-1}$. We start at $\theta_0 = 1$ and use $\beta = 0.9$, $\eta = 0.1$, $\epsilon = 0$.

"""


@pytest.mark.parametrize(
    "text, grade",
    [
        (RULE + BY_HAND + r"Then $v_3 = 1.314$.", "PROVED"),
        (RULE + BY_HAND + r"Then $v_3 = 1.341$.", "REFUTED"),
        (RULE + BY_HAND + r"The root is $\sqrt{v_3} \approx 1.1463$.", "ROUNDS"),
        (RULE + BY_HAND + r"The root is $\sqrt{v_3} \approx 1.1436$.", "REFUTED"),
        (RULE + BY_HAND + r"So $\theta_1 \approx 0.9684$.", "ROUNDS"),
        (RULE + BY_HAND + r"So $\theta_1 \approx 0.9648$.", "REFUTED"),
        (RULE + BY_HAND + r"The third step is $\theta_3 - \theta_2 \approx -2.617\,\eta$.", "ROUNDS"),
        (RULE + BY_HAND + r"The third step is $\theta_3 - \theta_2 \approx 2.617\,\eta$.", "REFUTED"),
        (RULE + BY_HAND + r"The ratio is $v_3/v_1 = 3.285$.", "PROVED"),
        (RULE + PARABOLA + r"The second point is $\theta_2 \approx 0.4989$.", "ROUNDS"),
        (RULE + PARABOLA + r"The second point is $\theta_2 \approx 0.4889$.", "REFUTED"),
        (ADAM + r"The second step is $x_2 - x_1 \approx 0.3656\,\eta$.", "ROUNDS"),
        (ADAM + r"The iterate moves by $x_2 - x_1 \approx -0.3656\,\eta$.", "REFUTED"),
        (ADAGRAD + r"$x_3 - x_2 = \frac23 \eta$.", "PROVED"),
        (ADAGRAD + r"$x_3 - x_2 = \frac32 \eta$.", "REFUTED"),
        (ADAGRAD + r"$G_3 = 26$.", "REFUTED"),
    ],
)
def test_a_state_of_an_example_is_run(judge, text, grade):
    """The rule is run on the gradients, the constants and the start that the note says."""
    assert grade == judge(text + "\n").grades[-1]


@pytest.mark.parametrize(
    "text",
    [
        RULE + BY_HAND + r"If the second gradient were $0$, then $v_3 = 1.2$.",
        RULE + BY_HAND + r"A student forgot the square and found $v_3 = 0.4$.",
        RULE + BY_HAND + r"Is it true that $v_3 = 1.2$?",
        RULE + BY_HAND + r"Without forgetting one would have $v_3 = 14$.",
        RULE + BY_HAND + r"Then $v_4 = 1.2$.",
        RULE + BY_HAND + r"With a constant gradient of 1, $v_2 = 0.19$.",
        RULE + BY_HAND + r"In reverse order $v_2 = 0.99$.",
        RULE + BY_HAND + r"After the reset we have $v_1 = 0.1$.",
        RULE + BY_HAND + r"For the second coordinate, $v_1 = 0.9$.",
        RULE + BY_HAND + "Later we take $\\beta = 0.5$ and the gradients $1$, $1$.\n\n" + r"Then $v_2 = 0.75$.",
        RULE + BY_HAND + "## Elsewhere\n\n" + r"Then $v_2 = 0.9$.",
        RULE + BY_HAND.replace(r"and $\theta_0 = 1$", "and so on") + r"So $\theta_1 \approx 0.9$.",
        RULE + BY_HAND.replace("$2$, $-1$ and $3$", "small") + r"Then $v_2 = 0.46$.",
    ],
)
def test_what_may_be_meant_for_other_values_is_not_accused(judge, text):
    """Other gradients, other constants, a mistake that is quoted, and what was not said."""
    assert "REFUTED" not in judge(text + "\n").grades


def test_the_values_are_told(judge):
    """A verdict that rests on values of the note says which."""
    verdict = judge(RULE + BY_HAND + r"Then $v_3 = 1.341$." + "\n").verdicts[-1]
    assert {"g(1) = 2; g(2) = -1; g(3) = 3", "beta = 0.9"} <= {*verdict.given}
    assert "v(3) = 1.314" == verdict.evidence.attempt


HALF_LIFE = r"""The half-life is $h = \frac{\ln 2}{\ln(1/\beta)}$.

"""


@pytest.mark.parametrize(
    "text, grades",
    [
        (
            r"For $\beta = 0.9$ this is $h \approx 6.58$ and for $\beta = 0.999$ we get $h \approx 692.8$.",
            "ROUNDS ROUNDS",
        ),
        (
            r"For $\beta = 0.9$ this is $h \approx 6.58$ and for $\beta = 0.999$ we get $h \approx 629.8$.",
            "ROUNDS REFUTED",
        ),
        (r"It is $h \approx 6.58$ for $\beta = 0.9$ and $h \approx 68.97$ for $\beta = 0.99$.", "ROUNDS ROUNDS"),
        (r"It is $h \approx 6.58$ for $\beta = 0.99$.", "REFUTED"),
        (r"With $\beta = 0.5$ we have $h = 1$.", "PROVED"),
        (r"With $\beta = 0.5$ we have $h = 2$.", "REFUTED"),
        (r"If $h = 10$, then all is well.", ""),
        (r"We want a half-life of $h = 10$.", ""),
        (r"To get $\beta = 0.9$ and $h = 10$ is impossible.", ""),
    ],
)
def test_a_letter_that_was_defined_has_the_value_of_its_clause(judge, text, grades):
    """The value that stands nearest, or at once behind it, counts; a condition is no claim."""
    assert grades.split() == judge(f"{HALF_LIFE}{text}\n").grades


@pytest.mark.parametrize(
    "text, grade",
    [
        (r"With the default decay $\beta = 0.999$:" + "\n\n- " + r"$1 - \beta^{10} \approx 0.00996$.", "ROUNDS"),
        (r"With the default decay $\beta = 0.999$:" + "\n\n- " + r"$1 - \beta^{10} \approx 0.0996$.", "REFUTED"),
        (r"We use $\beta = 0.9$." + "\n\n" + r"A window of twenty steps means $1/(1-\beta) = 20$.", "OPEN"),
        (r"We use $\beta = 0.9$, later $\beta = 0.99$." + "\n\n" + r"Then $1 - \beta^{10} \approx 0.6513$.", "ROUNDS"),
    ],
)
def test_an_expression_has_the_value_that_the_note_says(judge, text, grade):
    """What prints digits is worked out; what may be an equation to be solved is not."""
    assert grade == judge(text + "\n").grades[-1]


FIRST = RULE + r"If $g_1 \ne 0$ and $\epsilon = 0$, then $|\theta_1 - \theta_0| = \eta/\sqrt{1-\beta}$. "


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"For $\beta = 0.9$ the first step is therefore about $3.16\,\eta$.", "ROUNDS"),
        (r"For $\beta = 0.99$ the first step is $100\,\eta$.", "REFUTED"),
        (r"For $\beta = 0.9$ this is about $3.16\,\eta$, and for $\beta = 0.99$ it is $10\,\eta$.", "ROUNDS PROVED"),
        (
            r"That is roughly $31.6\,\eta$ for $\beta = 0.999$ and roughly $3.61\,\eta$ for $\beta = 0.9$.",
            "ROUNDS REFUTED",
        ),
        (r"With $\beta = 0.99$ this equals $10\,\eta$, with $\beta = 0.999$ it becomes $31.6\,\eta$.", "PROVED ROUNDS"),
        (r"With $\beta = 0.99$ the right-hand side is $7\,\eta$.", "REFUTED"),
        (r"With $\beta = 0.99$ we get $7\,\eta$.", "REFUTED"),
        (r"With $\beta = 0.99$ the second step is $7\,\eta$.", ""),
        (r"With $\beta = 0.99$ Adam's first move would be $7\,\eta$.", "REFUTED"),
        (r"For Adam it is $2\,\eta$.", ""),
        (r"With $\beta = 0.99$ and $v_0 = 1$ it is $0.99\,\eta$.", "OPEN"),
        (r"With $\beta = 0.99$ and bias correction the first step is $1.1\,\eta$.", "OPEN"),
        (r"For $\beta = 0.9$, dropping the root, this is $10\,\eta$.", "OPEN"),
        (r"After $10$ steps we have $2\,\eta$.", ""),
        (r"With $\beta = 0.99$ the budget is $7\,\eta$.", ""),
    ],
)
def test_a_number_in_words_is_the_value_of_the_formula_that_they_mean(judge, text, grades):
    """The first step, a pronoun, or the side of a formula; another subject says nothing."""
    assert ["PROVED", *grades.split()] == judge(f"{FIRST}{text}\n").grades


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"After $1000$ steps the factor $1/(1-\beta^t)$ is still $1.58$.", "ROUNDS"),
        (r"After $100$ steps the factor $1/(1-\beta^t)$ is already $10.05$.", "REFUTED"),
        (r"The factor $1/(1-\beta^t)$ is large at first: at $t = 100$ it is $10.5$.", "ROUNDS"),
        (r"The factor $1/(1-\beta^t)$ is $10.5$ before it falls.", "OPEN"),
        (r"The time constant $1/(1-\beta)$ is longer; for $\beta = 0.95$ it equals $20$ steps.", "PROVED"),
        (
            r"The weight is $(1-\beta)\beta^9$; for $\beta = 0.8$ that is $0.0268$ and for $\beta = 0.5$ $0.000977$.",
            "ROUNDS ROUNDS",
        ),
    ],
)
def test_a_formula_and_a_number_behind_a_verb_are_a_claim(judge, text, grades):
    """The steps that words count are a value, too; without a value for every letter nothing is known."""
    assert grades.split() == judge(f"We use $\\beta = 0.999$.\n\n{text}\n").grades


def test_a_number_for_a_formula_that_is_not_certain_accuses_nobody(judge):
    """If the formula itself is wrong, the number may be right."""
    wrong = FIRST.replace(r"\eta/\sqrt{1-\beta}", r"\eta/(1-\beta)")
    assert "OPEN" == judge(wrong + r"For $\beta = 0.9$ this is about $3.16\,\eta$." + "\n").grades[-1]


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"For $\beta = 0.95$ no step is longer than $4.48\,\eta$.", "ENCLOSED"),
        (r"For $\beta = 0.95$ no step is longer than $4\,\eta$.", "OPEN"),
        (r"For $\beta = 0.99$ the bound is $10\,\eta$.", "PROVED"),
        (r"For $\beta = 0.99$ the bound is $100\,\eta$.", "REFUTED"),
    ],
)
def test_a_bound_on_a_step_has_a_value(judge, text, grades):
    """A larger number is a bound, too; a smaller one need not be reached."""
    bound = RULE + r"With $\epsilon = 0$ and $g_t \ne 0$ we have $|\theta_t - \theta_{t-1}| \le \eta/\sqrt{1-\beta}$. "
    assert grades == judge(f"{bound}{text}\n").grades[-1]


def test_a_bound_in_general_is_not_blessed_by_an_example(judge):
    """Bounds and identities are meant for all values, though those of an example above fit them."""
    text = r"""RMSProp: $v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$, $w_t = w_{t-1} - \eta g_t/\sqrt{v_t}$.

## Example

Let $\beta = 0.5$, $\eta = 0.1$, $w_0 = 1$ and the gradients $1, 2$. Then $v_1 = 0.5$.

## Bounds

The first step obeys $|w_1 - w_0| \le 2\eta$. In general $|w_2 - w_1| \le 2 \eta$.
"""
    assert ["PROVED", "OPEN", "OPEN"] == judge(text).grades


def test_an_identity_is_not_blessed_by_an_example(judge):
    """With eps = 0 both sides are one number, and the formula is wrong."""
    text = r"""$v_t = \beta v_{t-1} + (1-\beta) g_t^2$ with $v_0 = 0$, $w_t = w_{t-1} - \eta g_t/\sqrt{v_t + \epsilon}$.

Let $\beta = 0.5$, $\eta = 0.1$, $\epsilon = 0$, $w_0 = 1$ and the gradients $1, 2$.

Then $w_1 - w_0 = -\frac{\eta g_1}{\sqrt{1-\beta} |g_1| + \epsilon}$ for every $\epsilon$.
"""
    assert "PROVED" not in judge(text).grades
