"""Formulas with letters in prose: how they are read, what is a claim, and what is said of it."""

from __future__ import annotations

import pytest

from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.wording import doubt, is_condition

DECLARED = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n"
NOTED = "---\nrmsprop_sym:\n  rule: rmsprop\n  notation: s\n---\n"
DEFINED = r"""RMSProp keeps $E[g^2]_t = \gamma E[g^2]_{t-1} + (1-\gamma) g_t^2$ and takes the step

$$\theta_{t+1} = \theta_t - \frac{\alpha}{\sqrt{E[g^2]_t + \epsilon}} g_t.$$

"""


def judged(text, head=""):
    """The grades of a note, in order."""
    return [str(verdict.grade) for verdict in Note("n.md").verdicts(head + text)]


def read_as(text, head=""):
    """How the statements of a note were understood."""
    return [verdict.read_as for verdict in Note("n.md").verdicts(head + text)]


@pytest.mark.parametrize(
    "formula, reading",
    [
        (r"v_t = \beta v_{t-1} + (1-\beta) g_t^2", "v(t) = beta*v(t - 1) + (1 - beta)*g(t)^2"),
        (r"\mathbb{E}[g^2]_t = 0.9 E[g^2]_{t-1}", "E(t) = 0.9*E(t - 1)"),
        ("vₜ = β vₜ₋₁ + (1 − β) gₜ²", "v(t) = beta*v(t - 1) + (1 - beta)*g(t)^2"),
        (r"\mathbf{v}^{(t)} = \beta\mathbf{v}^{(t-1)}", "v(t) = beta*v(t - 1)"),
        (r"\hat{v}_t = \frac{v_t}{1-\beta^t}", "vhat(t) = v(t)/(1 - beta^t)"),
        (r"\left|\theta_1-\theta_0\right| \le \eta", "abs(theta(1) - theta(0)) <= eta"),
        (r"\sum_{i=1}^{t} \beta^{t-i} g_i^2 = x", "sum(beta^(t - i)*g(i)^2, i, 1, t) = x"),
        (r"\sum_{s=1}^t g_s^2 = x", "sum(g(k)^2, k, 1, t) = x"),
        (r"\sum^{\infty}_{k=0} \beta^k = x", "sum(beta^k, k, 0, oo) = x"),
        (r"\lim_{t\to\infty} v_t = g^2", "limit(v(t), t, oo) = g^2"),
        (r"v_t \to g^2", "limit(v(t), t, oo) = g^2"),
        (r"1 + \beta + \beta^2 + \dots = y", "sum(beta^k, k, 0, oo) = y"),
        ("g_1^2 + g_2^2 + … + g_t^2 = y", "sum(g(k)^2, k, 1, t) = y"),
        (r"\theta \leftarrow \theta - \eta g", "theta ← theta - eta*g"),
        (r"g^2_t \geq 0", "g(t)^2 >= 0"),
        (r"2ab = \tfrac{1}{2} c", "2*a*b = 1/2*c"),
        (r"v_2 = \frac14 g_1^2 + \tfrac 12 g_2^2", "v(2) = 1/4*g(1)^2 + 1/2*g(2)^2"),
        (r"\frac12(1+\beta)\frac13 = x", "1/2*(1 + beta)*(1/3) = x"),
        (r"\frac1t \sum_{i=1}^t g_i = \frac1\beta g", "1/t*sum(g(i), i, 1, t) = 1/beta*g"),
        (r"\beta(1-\beta) = x", "beta*(1 - beta) = x"),
        (r"t \ln \beta = \ln\beta^t", "t*log(beta) = log(beta^t)"),
        (r"\log_2 8 = \log_{10}(x)", "log(8)/log(2) = log(x)/log(10)"),
        (r"\sqrt\epsilon = \sqrt v_t", "sqrt(eps) = sqrt(v(t))"),
        (r"|\Delta\theta_t| = |Δw_{t}|", "abs(Deltatheta(t)) = abs(Deltaw(t))"),
        (r"\frac1t \sum_{i=1}^t g_i^2 = \tfrac12 c", "1/t*sum(g(i)^2, i, 1, t) = 1/2*c"),
        (r"\frac\alpha{\sqrt{v_t}} g_t = \frac{1}2 x", "alpha/sqrt(v(t))*g(t) = 1/2*x"),
        (r"\frac{\frac12}{\frac1{t}} y = 3", "1/2/(1/t)*y = 3"),
        (r"v^* = g^2", "limit(v(t), t, oo) = g^2"),
        (r"\sqrt{E[g^2]^{\ast}} = |g|", "limit(sqrt(E(t)), t, oo) = abs(g)"),
        (r"v^* = \beta v^* + (1-\beta) g^2", "limit(v(t) - (beta*v(t) + (1 - beta)*g^2), t, oo) = 0"),
        (r"v_t = (1-\beta^t) v_\infty", "v(t) = (1 - beta^t)*limit(v(t), t, oo)"),
        (r"\widehat{r}_t = r_t", "rhat(t) = r(t)"),
        (r"\ln 2/(-\ln\beta) = x", "log(2)/-log(beta) = x"),
        (r"-\ln 2/\ln 0.9 = x", "-log(2)/log(0.9) = x"),
        (r"2\ln 2/(1-\beta) = x", "2*(log(2)/(1 - beta)) = x"),
        (r"\ln 2/10^{-5} = x", "log(2)/10^-5 = x"),
        (r"\ln\beta/(1-\beta) = x", "log(beta)/(1 - beta) = x"),
    ],
)
def test_a_formula_is_read(formula, reading):
    """LaTeX and Unicode give the same trees; letters side by side are multiplied."""
    assert reading == str(parse_formula(formula))


@pytest.mark.parametrize(
    "formula",
    [
        r"\exp_2(x) = y",
        r"g_t = \nabla f(\theta_t)",
        r"x = 3 \text{ if } y",
        r"\|g\| = 1",
        "1 + x + y + … = z",
    ],
)
def test_what_is_no_formula_here_is_refused(formula):
    """A command that is not known, words, a norm, and dots that may go on in two ways."""
    with pytest.raises(Unreadable):
        parse_formula(formula)


def test_every_part_keeps_its_place():
    """The span of a member is that of the note, whatever was rewritten before it."""
    text = r"\mathbf{v}_t = \left( \beta \right)"
    right = parse_formula(text).members[1]
    assert r"( \beta \right)" == text[right.span.start : right.span.end]


def test_with_a_rule_formulas_are_claims():
    """The rule's own equation, its opened form, and a limit are proved; what spoils them is refuted."""
    text = (
        r"So $v_t = \beta v_{t-1} + (1-\beta) g_t^2$, $v_t = (1-\beta)\sum_{i=1}^t \beta^{t-i} g_i^2$ and $v_t \ge 0$."
        "\n\n"
        r"But $v_t = \beta v_{t-1} + (1-\beta) g_t$, $v_t = \sum_{i=1}^t \beta^{t-i} g_i^2$ and $v_t \le 0$."
    )
    assert ["PROVED"] * 3 + ["REFUTED"] * 3 == judged(text, DECLARED)


def test_a_note_may_define_its_rule():
    """Without front matter its own definitions say which rule it is about; they are no claims."""
    text = (
        r"Thus $E[g^2]_1 = (1-\gamma) g_1^2$ and "
        r"$\theta_1 - \theta_0 = -\frac{\alpha g_1}{\sqrt{(1-\gamma) g_1^2 + \epsilon}}$."
        "\n\n"
        r"Thus $\theta_1 - \theta_0 = -\frac{\alpha g_1}{\sqrt{(1-\gamma) g_1^2} + \epsilon}$."
    )
    assert ["PROVED", "PROVED", "REFUTED"] == judged(text, DEFINED)
    assert "v(1) = (1 - beta)*g(1)**2" == read_as(text, DEFINED)[0]


def test_the_newest_rule_with_such_letters_is_meant():
    """After a definition of another rule its letters are that rule's, and the first rule keeps its own."""
    text = r"AdaGrad: $G_t = G_{t-1} + g_t^2$. So $G_t \ge G_{t-1}$. And $E[g^2]_t \ge 0$. Yet $G_t \le G_{t-1}$."
    assert ["PROVED", "PROVED", "REFUTED"] == judged(text, DEFINED)


def test_an_update_that_counts_theta_from_its_own_step_is_the_rule():
    """theta_{t+1} from theta_t, g_t and v_t is the usual way to write what here is theta(t)."""
    good = r"The step is $\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{v_t} + \epsilon} g_t$."
    bad = r"The step is $\theta_{t+1} = \theta_t - \frac{\eta}{v_t + \epsilon} g_t$."
    assert ["PROVED"] == judged(good, DECLARED)
    assert ["REFUTED"] == judged(bad, DECLARED)


@pytest.mark.parametrize(
    "text",
    [
        r"Take $\beta = 0.9$, $0 < \beta < 1$, and $\epsilon = 10^{-8}$.",
        r"If $g_t = 0$ nothing moves, when $v_t < 0$ neither, as $t \to \infty$.",
        r"Let $g_t = \nabla f(\theta_t)$ with $x = 3$.",
        r"Suppose that $v_t = 7$.",
        r"Here $\hat v_t = \frac{v_t}{1-\beta^t}$.",
        r"An average of numbers is $s_t = \beta s_{t-1} + (1-\beta) x_t$.",
    ],
)
def test_definitions_and_conditions_are_no_claims(text):
    """What introduces a letter, or supposes something, is not judged."""
    assert [] == judged(text, DECLARED)


def test_a_letter_that_the_note_did_not_bind_is_nobodys():
    """That other notes call theta x does not make x theta here; the note's own notation or definition does."""
    text = r"The sum is $s_n = \sum_{i=1}^n x_i$."
    assert "REFUTED" not in judged(text, DECLARED)
    assert ["REFUTED"] == judged(r"Thus $s_t \le 0$.", NOTED)
    assert ["REFUTED"] == judged(r"Now $s_t = \rho s_{t-1} + (1-\rho) g_t^2$. Thus $s_t \le 0$.", DECLARED)[-1:]


def test_the_conditions_of_a_sentence_are_supposed():
    """With them a claim is proved, and what they do not save is refuted."""
    given = r"If $\epsilon = 0$ and $g_1 \ne 0$, then "
    assert ["PROVED"] == judged(given + r"$|\theta_1 - \theta_0| = \frac{\eta}{\sqrt{1-\beta}}$.", DECLARED)
    assert ["REFUTED"] == judged(given + r"$|\theta_1 - \theta_0| = \frac{\eta}{1-\beta}$.", DECLARED)
    text = r"With $\beta = 0.9$ we get $(1-\beta)\beta^{10} = 0.035$, then $\beta^2 = 0.82$."
    assert ["ROUNDS", "REFUTED"] == judged(text, DECLARED)


def test_a_value_in_a_sentence_replaces_that_of_the_file():
    """For another decay the figures are others, in that sentence only."""
    head = "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9\n---\n"
    text = (
        r"For $\beta = 0.99$ it is $1/(1-\beta) = 100$, and with $\beta = 0.999$ we get $\frac{1}{1-\beta} = 1000$."
        r" So $1/(1-\beta) = 10$."
    )
    assert ["PROVED"] * 3 == judged(text, head)


def test_an_equation_to_be_solved_is_no_claim_for_all():
    """A power that is one half somewhere is not refuted because it is another number elsewhere; a sum is."""
    head = "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9\n---\n"
    assert [] == judged(r"The half life solves $\beta^n = \frac12$.", head)
    assert ["REFUTED"] == judged(r"The weights sum to $\sum_{k=0}^{n} (1-\beta)\beta^k = 1$.", head)


def test_a_condition_in_words_keeps_a_claim_from_being_refuted():
    """What was not read may be what makes the claim true; the verdict says which word, and offers the condition."""
    text = r"As long as eps is harmless, $|\theta_1 - \theta_0| = \frac{\eta}{\sqrt{1-\beta}}$."
    [verdict] = Note("n.md").verdicts(DECLARED + text)
    assert "OPEN" == str(verdict.grade)
    assert "'As long as' beside it" in verdict.evidence.reason
    assert "given eps = 0, g(1) != 0" in verdict.evidence.attempt


def test_a_gradient_without_a_step_is_constant():
    """The steady state is proved under the hypothesis that the notation makes."""
    [verdict] = Note("n.md").verdicts(DECLARED + r"Hence $v_t \to g^2$.")
    assert "PROVED" == str(verdict.grade)
    assert ("g(i) = g for every i >= 1",) == verdict.given


def test_digits_beside_letters_are_rounded_ones():
    """A printed number beside letters with values is judged on its digits."""
    head = "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9; eta = 0.1; eps = 0; g = 0.5, 0.4\n---\n"
    text = r"So $\eta/\sqrt{1-\beta} = 0.316$, $v_2 = 0.0385$, $\sqrt{v_2} = 0.196$, $\sqrt{v_2} = 0.197$."
    assert ["ROUNDS", "PROVED", "ROUNDS", "REFUTED"] == judged(text, head)


def test_the_place_of_a_link_is_its_own():
    """Line and column are those of the member that is wrong."""
    [verdict] = Note("n.md").verdicts(DECLARED + "It obeys\n$v_t \\le 0$ always.")
    assert (6, 2, 6, 11) == (
        verdict.place.line,
        verdict.place.column,
        verdict.place.end_line,
        verdict.place.end_column,
    )


@pytest.mark.parametrize(
    "before, condition",
    [
        ("which can be rewritten as ", False),
        ("because of ", False),
        ("of ", True),
        ("this holds if ", True),
        ("If so, then ", False),
        ("Suppose that ", True),
        ("so that ", False),
        ("", False),
    ],
)
def test_the_words_before_a_formula_make_it_a_condition(before, condition):
    """A word such as `if` directly before it, and not a clause away."""
    assert condition == is_condition(before)


@pytest.mark.parametrize(
    "before, after, word",
    [
        ("Suppose g is constant. Then ", ".", "Suppose"),
        ("We have ", " for large t.", "for"),
        ("We have ", " for all t.", None),
        ("It is at least this: ", ".", None),
        ("The distance from the limit is ", ".", None),
        ("In the limit we have ", ".", "In the limit"),
        ("It is wrong. We have ", ".", None),
        ("Unlike momentum, ", ".", "Unlike"),
    ],
)
def test_words_around_a_formula_raise_doubts(before, after, word):
    """A supposition holds for the paragraph, other words for their sentence."""
    assert word == doubt(before, after)


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"Then $v_t > \beta v_{t-1}$ if $g_t \ne 0$.", ["PROVED"]),
        (r"Then $v_t > \beta v_{t-1}$.", ["REFUTED"]),
        (r"Then $v_t > \beta v_{t-1}$ whenever $x$ is small.", ["OPEN"]),
        (r"Then $v_t > \beta v_{t-1}$ if $g_t \ne 0$ and $x$ is small.", ["OPEN"]),
    ],
)
def test_a_condition_may_follow_its_claim(text, grades):
    """What follows as a condition is supposed if it can be read; if not, it keeps the claim from being refuted."""
    assert grades == judged(text, DECLARED)


def test_a_supposition_holds_for_its_paragraph():
    """It is supposed in later sentences, until they take it back."""
    text = r"Suppose that $g_t = g$ for all $t$. Then $v_t = (1-\beta^t) g^2$. It obeys $v_t = (1-\beta^t) g$."
    assert ["PROVED", "REFUTED"] == judged(text, DECLARED)
    general = r" In general $v_t \ge v_{t-1}$."
    assert ["PROVED", "REFUTED", "OPEN"] == judged(text.replace("It", "In general it") + general, DECLARED)


def test_what_is_denied_before_a_comma_is_something_else():
    """A denial keeps the claim that it leads to from being refuted, and no other one."""
    assert ["REFUTED"] == judged(r"It never vanishes, and $v_t \le 0$.", DECLARED)
    assert ["OPEN"] == judged(r"It is not true, however, that $v_t \le 0$.", DECLARED)
    assert ["OPEN"] == judged(r"We never have $v_t \le 0$.", DECLARED)


def test_a_constant_gradient_in_words_is_the_one_in_the_formula():
    """The words say what the notation means, so that a claim about it can be refuted."""
    assert ["REFUTED"] == judged(r"With a constant gradient $g$ we get $v_t = (1-\beta^t) g$.", DECLARED)
    assert ["OPEN"] == judged(r"Thus we get $v_t = (1-\beta^t) g$.", DECLARED)


CHANGES = r"""The largest step is $|\Delta\theta_t| \le \eta/\sqrt{1-\beta}$.

The largest step is $|\Delta\theta_t| \le \eta$.

Each is $\Delta\theta_t = -\eta g_t/(\sqrt{v_t} + \epsilon)$.

Each is $\Delta\theta_t = \eta g_t/(\sqrt{v_t} + \epsilon)$.
"""


def test_a_change_of_theta_is_what_a_step_adds():
    """Its size is judged; a wrong sign may be the note's own way of counting, and is not accused."""
    assert ["PROVED", "REFUTED", "PROVED", "OPEN"] == judged(CHANGES, DECLARED)


def test_a_change_of_theta_is_counted_as_the_note_counts():
    """Where theta counts from its next step, so does its change."""
    text = DEFINED + r"The step is $|\Delta\theta_t| = \alpha |g_t| / \sqrt{E[g^2]_t + \epsilon}$."
    assert ["abs(theta(t) - theta(t - 1)) = eta*abs(g(t))/sqrt(v(t) + eps)"] == [
        x.split("   ")[0] for x in read_as(text)
    ]
    assert ["PROVED"] == judged(text)


@pytest.mark.parametrize(
    "claim, grade",
    [
        ("rate(t) = eta/(sqrt(v(t)) + eps)", "PROVED"),
        ("rate(t) = eta/sqrt(v(t) + eps)", "REFUTED"),
        ("Δθ(t) = -rate(t)*g(t)", "PROVED"),
    ],
)
def test_a_rate_is_what_stands_before_the_gradient(claim, grade):
    """It is worked out from theta, where the gradient is not zero."""
    assert [grade] == judged(f"```{{claim}}\n{claim}\n```\n", DECLARED)


def test_a_rule_along_a_mean_has_no_rate():
    """What stands before the mean is no factor of the gradient."""
    [verdict] = Note("n.md").verdicts("```{claim}\n:rule: adam\nrate(t) = eta\n```\n")
    assert "steps along a mean" in (verdict.evidence.reason or "")


@pytest.mark.parametrize("one, other", [("$", "$"), (r"\(", r"\)")])
def test_conditions_are_supposed_between_all_signs_of_a_formula(one, other):
    """A note may write its formulas between dollars or between backslashes and brackets."""
    text = (
        f"If {one}\\epsilon = 0{other}, the rate is {one}\\theta_t - \\theta_{{t-1}} = -\\eta g_t/\\sqrt{{v_t}}{other}."
    )
    assert ["PROVED"] == judged(text, DECLARED)


def test_a_condition_that_always_holds_is_not_printed():
    """The bounds of a sum are in order for every number of steps."""
    [said] = read_as(r"So $\sum_{i=1}^{t} \beta^{t-i} = (1-\beta^t)/(1-\beta)$.")
    assert "1 - 1 <=" not in said


def test_prose_counts_from_the_first_step(judge):
    """A statement of prose that fails at step 0 only is read from step 1 on, and says so; a directive's is not."""
    note = "---\nrmsprop_sym:\n  rule: rmsprop\n---\n{}\n"
    verdict = judge(note.format("Here $1 - \\beta^t \\ge 1 - \\beta$.")).verdicts[0]
    assert ("PROVED", ("1 <= t",)) == (str(verdict.grade), verdict.given)
    assert ["REFUTED"] == judge(note.format("Here $1 - \\beta^t \\le 1 - \\beta$.")).grades
    assert ["REFUTED"] == judge(note.format("```{claim}\n1 - beta^t >= 1 - beta\n```")).grades


def test_a_condition_for_all_steps_is_supposed_for_all(judge):
    """A bound on every gradient bounds the mean, and a bound on one does not."""
    note = "---\nrmsprop_sym:\n  rule: momentum\n---\nIf $g_t \\ge 0${}, then $m_t \\ge 0$.\n"
    assert ["PROVED"] == judge(note.format(" for all $t$")).grades
    assert "PROVED" not in judge(note.format("")).grades


@pytest.mark.parametrize(
    "text, grade",
    [
        (r"For a constant gradient it is $|\theta_1 - \theta_0| = \eta$ if $\epsilon = 0$.", "REFUTED"),
        (r"Since the mean is constant, it is $|\theta_1 - \theta_0| = \eta$ if $\epsilon = 0$.", "OPEN"),
        (r"For a constant gradient and large $t$ it is $|\theta_t - \theta_{t-1}| = \eta$ if $\epsilon = 0$.", "OPEN"),
        (r"For a constant gradient we have $v_t \ge v_{t-1}$.", "PROVED"),
        (r"For a constant gradient it is $\Delta\theta_t = \eta g_t/(\sqrt{v_t} + \epsilon)$.", "OPEN"),
        (r"For a constant gradient each step is $\Delta\theta_t = \eta g_t/(\sqrt{v_t} + \epsilon)$.", "OPEN"),
    ],
)
def test_what_fails_with_a_constant_gradient_and_without_is_refuted(text, grade):
    """A condition that is not read excuses nothing that fails under it too; another one may."""
    assert [grade] == judged(text, DECLARED)


NOW = r"""Suppose that $g_t = g$ for all $t$. Then $v_t \le g^2$.
Suppose instead that $|g_i| \le M$ for all $i$. Then $v_t \le M^2$ and $v_t \le g_t^2$.

Assume now that $g_t = g$ for every $t$. Then $v_t = (1 - \beta^t) g^2$.
"""


def test_what_is_supposed_instead_takes_the_place_of_what_was():
    """A little word between "suppose" and "that" changes nothing but that the last supposition has ended."""
    assert ["PROVED", "PROVED", "OPEN", "PROVED"] == judged(NOW, DECLARED)


DROPPED = r"""Suppose that $g_t = g$ for all $t$.
With $\epsilon = 0$ and $g \ne 0$ the first step is $|\theta_1 - \theta_0| = \frac{\eta}{\sqrt{1 - \beta}}$.
The first step is $|\theta_1 - \theta_0| = \frac{\eta}{\sqrt{1 - \beta}}$.
The first step is $|\theta_1 - \theta_0| = \eta$.
"""


def test_what_holds_under_what_was_supposed_before_is_not_accused():
    """A condition of the sentence before may be meant to stand; what fails under it too is refuted."""
    assert ["PROVED", "OPEN", "REFUTED"] == judged(DROPPED, DECLARED)


def test_what_was_supposed_for_all_steps_was_so_for_all(judge):
    """A bound on every gradient is taken as one on every gradient also where it may only be meant to stand."""
    text = "If $g_t \\ge 0$ for all $t$, then $m_t \\ge 0$. Also $m_{t+1} \\ge 0$.\n"
    assert ["PROVED", "OPEN"] == judge(f"---\nrmsprop_sym:\n  rule: momentum\n---\n{text}").grades


MEAN = r"RMSProp: $r_t = \rho r_{t-1} + (1-\rho) g_t^2$ with $r_0 = 0$." "\n\n"


@pytest.mark.parametrize(
    "text, grade",
    [
        (r"For a constant gradient $g$ the fixed point is $r^* = \rho r^* + (1-\rho) g^2$.", "PROVED"),
        (r"For a constant gradient $g$ we have $r^* = g^2$.", "PROVED"),
        (r"For a constant gradient $g$ we have $r^* = (1-\rho) g^2$.", "REFUTED"),
        (r"The best weight is $w^* = 3$.", "UNREAD"),
        (r"Dividing by the weights, $\hat r_1 = g_1^2$.", "PROVED"),
        (r"Dividing by the weights, $\hat r_1 = g_1$.", "REFUTED"),
    ],
)
def test_a_letter_may_wear_a_star_or_a_hat(text, grade):
    """A state with a star is at rest, and one with a hat is over the sum of its weights; theta has neither."""
    assert [grade] == judged(MEAN + text)


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"Let $s_t = (1-\rho) \sum_{i=1}^t \rho^{t-i} g_i^2$. Then $s_t \ge \rho s_{t-1}$.", ["PROVED"]),
        (r"AdaGrad keeps $s_t = \sum_{i=1}^t g_i^2$. Then $s_t \ge s_{t-1}$ and $s_1 = g_1$.", ["PROVED", "REFUTED"]),
        (r"Let $u_t = (1-\mu)\sum_{k=0}^{t-1} \mu^k g_{t-k}$. Then $u_1 = (1-\mu) g_1$.", ["PROVED"]),
        (MEAN + r"AdaGrad has $r_t = \sum_{i=1}^t g_i^2$, so $r_t \ge r_{t-1}$.", ["PROVED"]),
        (MEAN + r"Unrolled, $r_t = \sum_{i=1}^t g_i^2$.", ["REFUTED"]),
    ],
)
def test_a_letter_may_be_defined_by_its_sum(text, grades):
    """A sum over all steps is what a letter stands for that was not known, and a claim about one that was."""
    assert grades == judged(text)


@pytest.mark.parametrize(
    "text, grades",
    [
        (r"At the fixed point, $r^* = (1-\rho) g^2$.", ["REFUTED"]),
        (r"The steady state of the recursion is $r^* = g^2$.", ["PROVED"]),
        (r"In the steady state $r_t = r_{t-1}$.", ["OPEN"]),
        (r"For small gradients the fixed point is $r^* = g$.", ["OPEN"]),
    ],
)
def test_a_state_at_rest_is_one_under_a_constant_gradient(text, grades):
    """Words of rest suppose a constant gradient beside a limit, and nothing at a step."""
    assert grades == judged(MEAN + text)


@pytest.mark.parametrize(
    "heads, grade",
    [
        ("## Steady state\n\nIt exists.\n\n## 2. In general", "REFUTED"),
        ("## With growing gradients\n\n### 1. Proof", "OPEN"),
        ("## Growing gradients", "OPEN"),
    ],
)
def test_a_title_is_the_headings_above(heads, grade):
    """A heading of its level ends what another one supposes, also where it is numbered; a lower one does not."""
    assert [grade] == judged(f"{MEAN}{heads}\n\nWe find $r_t \\ge r_{{t-1}}$.")


@pytest.mark.parametrize("decay, rate", [(r"\alpha", r"\gamma"), (r"\beta", r"\alpha"), (r"\lambda", r"\kappa")])
def test_what_a_note_calls_decay_and_rate_is_seen_by_where_they_stand(decay, rate):
    """PyTorch has alpha for the decay and gamma for the rate; others have it the other way."""
    text = rf"""$v_t = {decay} v_{{t-1}} + (1-{decay}) g_t^2$ with $v_0 = 0$ and
$\theta_t = \theta_{{t-1}} - {rate} g_t/(\sqrt{{v_t}} + \epsilon)$.

With $\epsilon = 0$ we have $|\theta_1 - \theta_0| = {rate}/\sqrt{{1-{decay}}}$ and $|\theta_1 - \theta_0| = {rate}$.
"""
    assert ["PROVED", "REFUTED"] == judged(text)


CENTRED = r"""$v_t = \alpha v_{t-1} + (1-\alpha) g_t^2$ and $\bar g_t = \alpha \bar g_{t-1} + (1-\alpha) g_t$ are
under the root: $w_t = w_{t-1} - \eta g_t/\sqrt{v_t - \bar g_t^2 + \epsilon}$.

"""


@pytest.mark.parametrize(
    "claim, grade",
    [(r"\bar g_1 = (1-\alpha) g_1", "PROVED"), (r"\overline{g}_1 = g_1", "REFUTED")],
)
def test_a_mean_may_wear_a_bar(claim, grade):
    """The mean of the gradients by what it is the mean of, as centred RMSProp is often written."""
    assert [grade] == judged(f"{CENTRED}Always ${claim}$.")


def test_a_root_without_brackets_stands_in_a_sum(judge):
    """It goes as far as the letter behind it."""
    assert ["ROUNDS"] == judge(r"It covers $\sum_{t=1}^{100} 1/\sqrt t = 18.59$ rates.").grades
    assert ["REFUTED"] == judge(r"It covers $\sum_{t=1}^{100} 1/\sqrt t = 18.95$ rates.").grades
