"""The pytest plugin in a project of somebody else's: what passes, what fails, and what a failure says."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rmsprop_sym import crosscheck
from rmsprop_sym.crosscheck import rule_named, verify
from rmsprop_sym.crosscheck.families import families
from rmsprop_sym.crosscheck.oracle import expect
from rmsprop_sym.crosscheck.report import Grade
from rmsprop_sym.errors import UserError
from rmsprop_sym.pytest_plugin import assert_follows
from rmsprop_sym.render.text.failure import failure

pytest_plugins = ["pytester"]

EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"
HYPER = dict(eta=0.1, beta=0.9, eps=1e-8)
GRADIENTS = np.array([[0.5, 0.0], [0.4, 0.3], [0.3, 0.0]])


def right(theta, v, g, *, eta, beta, eps):
    """A healthy step."""
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / (np.sqrt(v) + eps), v


def inside(theta, v, g, *, eta, beta, eps):
    """A step of the other rule."""
    v = beta * v + (1 - beta) * (g * g)
    return theta - eta * g / np.sqrt(v + eps), v


def late(grads, theta0, *, eta, beta, eps):
    """A run whose rate falls after two steps."""
    v, thetas = np.zeros_like(theta0), []
    for t, g in enumerate(grads):
        theta0, v = right(theta0, v, g, eta=eta if t < 2 else 0.9999 * eta, beta=beta, eps=eps)
        thetas.append(theta0)
    return np.array(thetas)


def broken(grads, theta0, *, eta, beta, eps):
    """A run that raises."""
    raise ZeroDivisionError(f"{grads.shape} {theta0.shape} {eta} {beta} {eps}")


def follow(code, gradients, dtype="float64"):
    """The weights that the step leads to."""
    theta, v, thetas = np.zeros(gradients.shape[1], dtype), np.zeros(gradients.shape[1], dtype), []
    for g in gradients.astype(dtype):
        theta, v = code(theta, v, g, **HYPER)
        thetas.append(theta)
    return np.array(thetas)


def oracle(dtype="float64", rule="rmsprop"):
    """What may be returned for the gradients."""
    return expect(rule_named(rule), GRADIENTS.astype(dtype), np.zeros(2, dtype), HYPER)


def test_the_example_project_passes(pytester):
    """The how-to's project, copied elsewhere: the plugin is found by its entry point, and the tests pass."""
    for name in ("my_rmsprop.py", "test_my_rmsprop.py", "rmsprop-float32.json"):
        shutil.copy(EXAMPLES / name, pytester.path)
    pytester.runpytest_subprocess("-q").assert_outcomes(passed=7)


def test_the_example_project_fails_when_the_optimizer_is_spoiled(pytester):
    """One fault in the optimizer fails each test of the project."""
    code = (EXAMPLES / "my_rmsprop.py").read_text(encoding="utf-8")
    spoiled = code.replace("(np.sqrt(v) + eps)", "np.sqrt(v + eps)")
    assert spoiled != code
    pytester.makepyfile(my_rmsprop=spoiled)
    for name in ("test_my_rmsprop.py", "rmsprop-float32.json"):
        shutil.copy(EXAMPLES / name, pytester.path)
    result = pytester.runpytest_subprocess("-q")
    result.assert_outcomes(failed=7)
    result.stdout.fnmatch_lines(["rmsprop does not follow rmsprop in float32: OUTSIDE from step 1 on."])
    result.stdout.fnmatch_lines(["  like     rmsprop_eps_inside: within the bound at every step.*"])
    result.stdout.fnmatch_lines(["*AssertionError: thetas does not follow rmsprop in float64: after step 1 element 0*"])


def test_what_the_code_raises_keeps_its_traceback(pytester):
    """An exception in the optimizer is shown where it was raised, and with what it was given."""
    pytester.makepyfile(
        """
        from rmsprop_sym.pytest_plugin import assert_follows

        def descend(grads, theta0, *, eta, beta, eps):
            return grads[len(grads)]

        def test_it():
            assert_follows("rmsprop", descend)
        """
    )
    result = pytester.runpytest_subprocess("-q")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([">   *return grads[[]len(grads)]", "E *IndexError: *", "E *on the family normal*"])


def test_what_the_test_has_wrong_is_one_line_each(pytester):
    """Neither where it was found out nor what Python said of it is printed."""
    pytester.makepyfile(
        """
        import pytest
        from rmsprop_sym.pytest_plugin import assert_follows, assert_golden

        def code(params, lr):
            pass

        def test_signature():
            assert_follows("rmsprop", code)

        def test_steps():
            assert_follows("rmsprop", "torch", steps=2.5)

        def test_file():
            assert_golden("none.json", code)

        def test_oracle(rmsprop_oracle):
            rmsprop_oracle("rmsprop", [[1.0]], [0.0], lr=0.1)
        """
    )
    result = pytester.runpytest_subprocess("-q", "-p", "no:cacheprovider")
    result.assert_outcomes(failed=4)
    said = result.stdout.str().partition("short test summary")[0]
    assert 4 == len([line for line in said.splitlines() if not line.startswith(("_", "=")) and " " in line.strip()]) - 1
    for line in ("code(params, lr) cannot be called as *", "steps = 2.5 is no number of steps; *"):
        result.stdout.fnmatch_lines([line])
    for line in ("none.json cannot be read: *", "rmsprop has the hyper-parameters eta, beta, eps; given: lr."):
        result.stdout.fnmatch_lines([line])


@pytest.mark.parametrize("dtype", ["float32", np.float32, np.dtype("float64"), "float64"])
def test_a_dtype_may_be_written_as_usual(dtype):
    """Names, types and dtypes are all understood."""
    assert_follows(rule_named("rmsprop"), right, dtype=dtype, steps=3)


@pytest.mark.parametrize("code", [inside, late])
def test_code_that_leaves_the_rule_fails(code):
    """A fault is a failure, not an error."""
    with pytest.raises(pytest.fail.Exception, match="does not follow rmsprop in float32: OUTSIDE from step"):
        assert_follows("rmsprop", code, steps=5)


def test_a_run_that_decides_nothing_fails(monkeypatch):
    """A test that tests nothing does not pass."""
    report = verify(right, rule="rmsprop", dtype="float32", steps=1, size=1)
    monkeypatch.setattr(crosscheck, "verify", lambda *_, **__: replace(report, grade=Grade.OPEN))
    with pytest.raises(pytest.fail.Exception, match="nothing could be decided"):
        assert_follows("rmsprop", right)


def test_a_rule_that_does_not_exist_fails_in_one_line():
    """What the test itself has wrong is told without a traceback."""
    with pytest.raises(pytest.fail.Exception) as caught:
        assert_follows("rmsprob", right)
    assert ("no rule is named 'rmsprob'; did you mean 'rmsprop'?", False) == (caught.value.msg, caught.value.pytrace)


def test_what_the_code_raises_is_raised():
    """The code's own exception, with a note on what it was doing."""
    with pytest.raises(ZeroDivisionError) as caught:
        assert_follows("rmsprop", broken, steps=3)
    assert ["ZeroDivisionError: (3, 16) (16,) 0.01 0.9 1e-08 (on the family normal)."] == [
        note.partition(": ")[2] for note in caught.value.__notes__
    ]


def test_the_failure_says_where_and_what_was_given():
    """The numbers of the failure are those that the code was given, to the last bit."""
    report = verify(late, rule="rmsprop", dtype="float32", steps=5)
    lines = failure(report).splitlines()
    assert (
        "late does not follow rmsprop in float32: OUTSIDE from step 3 on (the 2 before it are within the bound)."
        == (lines[0])
    )
    at, given = report.first_outside, next(line for line in lines if line.startswith("  given"))
    index = [family.name for family in report.families].index(at.family)
    family = families("float32", 5, 16)[index]
    assert f"eta = {family.hyper['eta']!r}, " in given
    assert given.endswith(f"g(3) = {family.gradients[2, at.element]!s}")
    assert np.float32(given.rpartition(" = ")[2]) == family.gradients[2, at.element]


def test_the_line_that_gives_the_gradients_again_does():
    """The code in the failure, run, has the gradients."""
    report = verify(late, rule="rmsprop", dtype="float32", steps=5)
    line = next(line for line in failure(report).splitlines() if line.startswith("  again"))
    imports, _, expression = line.removeprefix("  again").strip().partition("; ")
    names = {}
    exec(imports, names)  # noqa: S102  (this line is ours)
    gradients = eval(expression, names)  # noqa: S307  (the same)
    assert report.first_outside.step == len(gradients)


def test_a_leak_is_named_in_the_failure():
    """Where stored coefficients explain the run, the failure says which."""

    def leaking(theta, v, g, *, eta, beta, eps):
        return right(theta, v, g, eta=eta, beta=float(np.float32(beta)), eps=eps)

    text = failure(verify(leaking, rule="rmsprop", dtype="float64", steps=5))
    assert "  like     rmsprop, with the coefficients stored otherwise: beta through float32." in text.splitlines()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_oracle_allows_healthy_code(dtype):
    """The reference and the nearest floats to the exact values lie in the spans."""
    expected = oracle(dtype)
    expected.assert_allows(follow(right, GRADIENTS, dtype))
    expected.assert_allows(expected.theta.exact.astype(dtype))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_oracle_is_as_narrow_as_rounding(dtype):
    """The spans are a few roundings wide."""
    span = oracle(dtype).theta
    ulps = (span.high - span.low)[:, 0] / np.spacing(np.abs(span.exact[:, 0]).astype(dtype))
    assert 1 < ulps.min() <= ulps.max() < 40


def test_the_oracle_refuses_the_other_rule():
    """In float64 the two places of eps are told apart on five gradients."""
    assert oracle().complaint(follow(inside, GRADIENTS)).startswith("thetas does not follow rmsprop in float64: after")


def test_the_oracle_refuses_the_next_number():
    """The first number above the span is outside, and so is one that is no number."""
    span = oracle("float32").theta
    for spoiled in (np.nextafter(span.high.astype("float32"), np.float32(1)), np.full((3, 2), np.nan, "float32")):
        assert "after step 1 element 0 is" in oracle("float32").complaint(spoiled)
    assert oracle("float32").complaint(span.high.astype("float32")) is None


REFUSED = {
    "dtype": (dict(gradients=GRADIENTS.astype("int64")), "the gradients have the dtype int64"),
    "shape": (dict(theta=np.zeros(3)), "do not go together"),
    "flat": (dict(gradients=np.zeros(2)), "do not go together"),
    "decay": (dict(hyper=HYPER | dict(beta=1.9)), "beta = 1.9 is no beta of rmsprop; write a number from 0 to 1."),
    "rate": (dict(hyper=HYPER | dict(eta=np.inf)), "eta = inf is no eta of rmsprop; write a number from 0 on."),
    "text": (dict(hyper=HYPER | dict(eps="1e-8")), "eps = '1e-8' is no eps of rmsprop; write a number from 0 on."),
    "hyper": (dict(hyper=dict(lr=0.1)), "rmsprop has the hyper-parameters eta, beta, eps; given: lr."),
    "rule": (dict(rule=rule_named("sgd")), "sgd has the hyper-parameters eta; given: eta, beta, eps."),
}


@pytest.mark.parametrize("spoiled, says", REFUSED.values(), ids=REFUSED)
def test_the_oracle_refuses_what_it_cannot_use(spoiled, says):
    """A wrong question is answered by one line."""
    asked = dict(rule=rule_named("rmsprop"), gradients=GRADIENTS, theta=np.zeros(2), hyper=HYPER) | spoiled
    with pytest.raises(UserError, match=says):
        expect(**asked)


def test_weights_of_another_dtype_are_refused():
    """Single precision is not held to the bounds of double precision."""
    with pytest.raises(UserError, match=r"thetas has the shape \(3, 2\) and the dtype float32; it should have"):
        oracle().complaint(np.zeros((3, 2), "float32"))


def test_where_nothing_is_known_nothing_passes():
    """Gradients whose squares overflow have no bound, and a test on them says so."""
    huge = np.full((2, 1), 1e200)
    expected = expect(rule_named("rmsprop"), huge, np.zeros(1), HYPER)
    with pytest.raises(UserError, match="no bound can be given for rmsprop on these gradients"):
        expected.assert_allows(huge)
