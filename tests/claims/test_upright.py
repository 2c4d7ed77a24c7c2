r"""Words that are set upright are letters where a formula of the note defines them."""

import pytest

CACHE = r"""The program keeps
$$\text{cache} \leftarrow d\cdot\text{cache} + (1-d)\,g^2$$
with $\text{cache}_0 = 0$, and then $\theta \leftarrow \theta - \eta g/(\sqrt{\text{cache}}+\text{eps})$.

"""
AVERAGE = r"""RMSProp has $\mathrm{avg}_t = \rho\,\mathrm{avg}_{t-1} + (1-\rho)g_t^2$ with $\mathrm{avg}_0 = 0$.

"""
SOURCE = r"""\documentclass{article}
\DeclareMathOperator{\rms}{rms}
\newcommand{\acc}{\mathrm{acc}}
\begin{document}
The accumulator obeys
\[ \acc_t = \rho\,\acc_{t-1} + (1-\rho)\,g_t^2,\qquad \acc_0=0. \]
Let $\rms_t=\sqrt{\acc_t}$.

"""


@pytest.mark.parametrize(
    "text, grade",
    [
        (CACHE + r"If the gradient is $g$ at every step, then $\text{cache}_t = (1-d^t)g^2$.", "PROVED"),
        (CACHE + r"With a constant gradient, $\text{cache}_t = (1-d^{t-1})g^2$.", "REFUTED"),
        (CACHE + r"It is $\text{cache}_1 = (1-d)g_1^2$.", "PROVED"),
        (AVERAGE + r"Then $\mathrm{avg}_2 = (1-\rho)(\rho g_1^2+g_2^2)$.", "PROVED"),
        (AVERAGE + r"Then $\mathrm{avg}_2 = (1-\rho)(g_1^2+\rho g_2^2)$.", "REFUTED"),
        (AVERAGE + r"With a constant gradient, $\mathrm{avg}_t \to g^2$.", "PROVED"),
        (SOURCE + r"Then $\rms_1=\sqrt{1-\rho}\,|g_1|$.", "PROVED"),
        (SOURCE + r"Then $\rms_1=(1-\rho)|g_1|$.", "REFUTED"),
    ],
)
def test_a_word_of_a_recurrence_or_of_a_definition_is_read_as_a_letter(judge, text, grade):
    """Also behind a command, in a macro, and as an operator."""
    assert [grade] == judge(text, name="n.tex" if "document" in text else "n.md").grades


@pytest.mark.parametrize(
    "text",
    [
        r"It takes $t = 20\,\text{steps}$ and $\text{loss} = 3$, and $\mathrm{const} = 5$.",
        AVERAGE + r"We have $\mathrm{loss} \le \mathrm{avg}$ in $\text{most cases}$.",
        r"$\text{rate} = \text{distance}/\text{time}$",
    ],
)
def test_words_that_no_formula_defines_are_left_alone(judge, text):
    """Nothing is said of units and of other words."""
    assert not {"PROVED", "REFUTED"} & {*judge(text).grades}


def test_the_verdict_shows_the_words_of_the_note(judge):
    """And not the letters that are read for them."""
    [verdict] = judge(AVERAGE + r"Then $\mathrm{avg}_1 = \rho g_1^2$.").verdicts
    assert r"\mathrm{avg}_1 = \rho g_1^2" == verdict.text
