r"""Noise around a mean, white noise, and sums without an end in claims about means and variances."""

import pytest

HEAD = r"""The average is $s_t = \rho s_{t-1} + (1-\rho) g_t^2$ with $s_0 = 0$.

"""


def grades(judge, law, line):
    """The grades of a line below what it supposes."""
    return [each.grade.name for each in judge(f"{HEAD}{law}\n\n{line}\n").verdicts if each.place.line > 4]


@pytest.mark.parametrize(
    "law",
    [
        r"Write $g_t = \mu + \sigma\xi_t$ with $\xi_t$ i.i.d., $E\xi_t=0$, $E\xi_t^2=1$.",
        r"Write $g_t = \mu + \sigma z_t$, where the noise $z_t$ is i.i.d. with mean zero and unit variance.",
        r"Model the gradient as $g_t=\mu+n_t$ where the noise $n_t$ is i.i.d. with mean zero and variance $\sigma^2$.",
    ],
)
def test_noise_around_a_mean_has_no_mean_and_the_gradient_has(judge, law):
    """The mean of the square is that of the mean and the variance together, and not the variance alone."""
    assert grades(judge, law, r"Then $E[s_t] = (1-\rho^t)(\mu^2+\sigma^2)$.") == ["SURVIVED"]
    assert "SURVIVED" not in grades(judge, law, r"Then $E[s_t] = (1-\rho^t)\sigma^2$.")


@pytest.mark.parametrize(
    "law",
    [
        r"Let the gradients be white Gaussian noise of standard deviation $\sigma$.",
        r"Suppose $g_t$ is white noise with variance $\sigma^2$.",
    ],
)
def test_white_noise_has_mean_zero(judge, law):
    """It accuses nobody who leaves the mean out."""
    assert grades(judge, law, r"Then $E[s_t] = (1-\rho^t)\sigma^2$.") == ["SURVIVED"]
    assert grades(judge, law, r"Then $E[s_t] = (1-\rho)^t\sigma^2$.") == ["REFUTED"]


def test_a_sum_without_an_end_is_added_where_its_terms_fall_by_one_ratio(judge):
    """The squares of the weights add up to (1-rho)/(1+rho); at a step, the sum has an end."""
    law = r"Let the gradients be i.i.d. with $\operatorname{Var}(g_t^2) = \kappa$."
    line = r"$$\operatorname{Var}(s_%s) = (1-\rho)^2 \sum_{j=0}^{\infty} \rho^{%s}\,\kappa$$"
    assert grades(judge, law, line % (r"\infty", "2j")) == ["SURVIVED"]
    assert grades(judge, law, line % (r"\infty", "j")) == ["REFUTED"]
    assert "REFUTED" not in grades(judge, law, line % ("t", "2j"))
