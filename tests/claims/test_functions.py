r"""Functions and sequences of a note's own, their values and derivatives, letters for numbers, and steps from -1 on."""

import pytest

RULE = r"""RMSProp keeps $r_t=\rho r_{t-1}+(1-\rho)g_t^2$ with $r_0=0$.

"""
STEP = (
    RULE
    + r"""The first step is $\varphi(g)=\frac{\alpha g}{\sqrt{(1-\rho)g^2+\varepsilon}}$.

"""
)
WEIGHTS = (
    RULE
    + r"""Put $h(n)=(1-\rho)\rho^n$.

"""
)
TIME = (
    RULE
    + r"""Let $\tau=-1/\ln\rho$.

"""
)
FILTER = r"""Let $x[n]=g[n]^2$ and
$$s[n]=\rho s[n-1]+(1-\rho)x[n],\qquad s[-1]=0.$$

"""


@pytest.mark.parametrize(
    "text, grade",
    [
        (STEP + r"Then $\varphi'(0)=\alpha/\sqrt{\varepsilon}$.", "PROVED"),
        (STEP + r"Then $\varphi'(0)=\alpha/\varepsilon$.", "REFUTED"),
        (STEP + r"Then $\varphi(1)=\alpha/\sqrt{1-\rho+\varepsilon}$.", "PROVED"),
        (STEP + r"Then $\varphi(-g)=-\varphi(g)$.", "PROVED"),
        (STEP + r"Then $\lim_{g\to\infty}\varphi(g)=\frac{\alpha}{\sqrt{1-\rho}}$.", "PROVED"),
        (STEP + r"Then $\lim_{g\to\infty}\varphi(g)=\frac{\alpha}{1-\rho}$.", "REFUTED"),
        (WEIGHTS + r"We have $\sum_{n\ge0} n\,h(n)=\frac{\rho}{1-\rho}$.", "PROVED"),
        (WEIGHTS + r"We have $\sum_{n\ge0} n\,h(n)=\frac{1}{1-\rho}$.", "REFUTED"),
        (WEIGHTS + r"We have $h(n+1)=\rho\,h(n)$.", "PROVED"),
        (WEIGHTS + r"We have $\sum_{n=0}^{t-1}h(n)=1-\rho^{t-1}$.", "REFUTED"),
    ],
)
def test_a_function_of_the_note_is_written_out(judge, text, grade):
    """With its values, limits and derivatives, and in sums."""
    assert [grade] == judge(text).grades


@pytest.mark.parametrize(
    "text, grade",
    [
        (TIME + r"Then $\rho^{n}=e^{-n/\tau}$.", "PROVED"),
        (TIME + r"Then $1-\rho^t=1-e^{-t/\tau}$.", "PROVED"),
        (TIME + r"Then $\rho^n=e^{-2n/\tau}$.", "REFUTED"),
        (TIME + r"Then $\rho^{2\tau}=e^{-1}$.", "REFUTED"),
        (RULE + r"With $q=1-\rho$ we get $r_1=q g_1^2$.", "PROVED"),
        (RULE + r"With $q=1-\rho$ we get $r_1=q^2 g_1^2$.", "REFUTED"),
    ],
)
def test_a_letter_that_is_short_for_a_number_is_written_out(judge, text, grade):
    """Exponentials of logarithms are powers."""
    assert [grade] == judge(text).grades


@pytest.mark.parametrize(
    "text",
    [
        TIME + r"Here $\tau$ is the temperature. Then $\rho^{2\tau}=e^{-1}$.",
        RULE + r"Let $q$ be a number with $r_1=q^2 g_1^2$.",
        RULE + r"With $q=1-\rho$, this and that holds. Elsewhere $q$ counts the users, and $r_1=q^2 g_1^2$.",
        TIME + r"Others take $\tau=1/(1-\rho)$.",
        STEP + r"We look for a $g$ with $\varphi(g)=\alpha/2$.",
    ],
)
def test_what_is_defined_anew_or_sought_is_not_accused(judge, text):
    """A letter means what was said of it last, and what is looked for is no claim."""
    assert "REFUTED" not in judge(text).grades


@pytest.mark.parametrize(
    "text, grade",
    [
        (FILTER + r"A constant gradient $g[n]=g$ gives $s[n]=g^2(1-\rho^{n+1})$.", "PROVED"),
        (FILTER + r"A constant gradient $g[n]=g$ gives $s[n]=g^2(1-\rho^{n})$.", "REFUTED"),
        (FILTER + r"Then $s[0]=(1-\rho)g[0]^2$.", "PROVED"),
        (FILTER + r"Then $s[1]=(1-\rho)(g[1]^2+\rho g[0]^2)$.", "PROVED"),
        (FILTER + r"Then $s[1]=(1-\rho)(g[0]^2+\rho g[1]^2)$.", "REFUTED"),
        (FILTER.replace("s[-1]", "s[0]") + r"A constant gradient $g[n]=g$ gives $s[n]=g^2(1-\rho^{n})$.", "PROVED"),
    ],
)
def test_a_state_that_starts_before_step_0_has_made_one_step_more(judge, text, grade):
    """Steps in square brackets are those in an index."""
    assert [grade] == judge(text).grades


@pytest.mark.parametrize(
    "text",
    [
        r"Take $f(x)=x^4$. Later we take the function $f(x)=x^2$, and $f(3)=9$.",
        r"Take $f(x)=x^4$. In general, $f$ is any loss, and $f(3)=9$ may be one of its values.",
        r"Take $L(x)=x^4$ and $f(x)=x^2$. Then $f(3)=9$.",
        RULE + r"Let $\rho_t=1-1/t$. Then $r_t=\frac1t\sum_{i=1}^t g_i^2$.",
        RULE + r"Let $r_t=c^2$ for all $t$. Then $r_t=r_{t-1}$.",
    ],
)
def test_a_function_that_is_defined_anew_and_a_letter_of_the_rule_are_not_taken_for_what_was_said(judge, text):
    """What a note supposes of a letter of its rule is no mere name."""
    assert "REFUTED" not in judge(text).grades


@pytest.mark.parametrize(
    "text, grade",
    [
        (r"Let $f(x)=\frac12 a x^2$. Then $f'(x)=ax$.", "PROVED"),
        (r"Let $f(x)=\frac12 a x^2$. Then $f(2)=2a$.", "PROVED"),
    ],
)
def test_a_loss_has_the_derivative_that_it_has(judge, text, grade):
    """Without any rule."""
    assert [grade] == judge(text).grades


@pytest.mark.parametrize(
    "formula, grade",
    [
        (r"h(0.9) = 6.58", "ROUNDS"),
        (r"h(0.99) \approx 6.9", "REFUTED"),
        (r"h(0.999) \approx 692.8", "ROUNDS"),
    ],
)
def test_a_function_of_the_decay_has_the_values_that_it_has(judge, formula, grade):
    """Its printed digits are judged like any others."""
    text = rf"{RULE}The half-life is $h(\rho)=-\ln 2/\ln\rho$, so that ${formula}$."
    assert grade in judge(text).grades
