"""Generated code computes what the rule computes, in every bit, and with the fewest brackets."""

from __future__ import annotations

import ast
import itertools
import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rmsprop_sym.codegen.numpy as target
from rmsprop_sym.codegen import TARGETS, source
from rmsprop_sym.codegen.listing import listing
from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers import maximum, sign, sqrt
from rmsprop_sym.numbers.ink import Ink, Letter
from rmsprop_sym.rules import RULES, rule
from rmsprop_sym.rules.rule import State

HYPER = {"eta": 0.1, "beta": 0.9, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "mu": 0.5, "lamda": 0.25}
UNSIGNED = {np.float32: np.uint32, np.float64: np.uint64}
SPECIAL = [0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 1e-45, 1e-38, 1e-308, 3e38, 1.7e308]


def bits(values):
    """The bit pattern of every number, one pattern for all nan."""
    values = np.array(values)
    return np.where(np.isnan(values), np.nan, values).view(UNSIGNED[values.dtype.type])


def random_bits(rng, size, dtype):
    """Numbers with random bits: all exponents, both signs, subnormals, zeros, infinities and nan."""
    info = np.iinfo(UNSIGNED[dtype])
    numbers = rng.integers(info.max, size=size, dtype=info.dtype, endpoint=True).view(dtype)
    with np.errstate(all="ignore"):
        numbers[: len(SPECIAL) * 50] = rng.permutation(np.array(SPECIAL * 50, dtype=dtype))
    return numbers


def random_inputs(rng, size, dtype):
    """A number of every size where it is likely to matter: half of them within twelve powers of ten of one."""
    usual = (rng.standard_normal(size) * 10 ** rng.uniform(-6, 6, size)).astype(dtype)
    return np.concatenate([random_bits(rng, size, dtype), usual])


def own(subject, scalar=float):
    """The hyper-parameters of a rule, as that kind of scalar."""
    return {name: scalar(HYPER[name]) for name in subject.hyper}


def compiled(text, name):
    """The function of that name that the source defines."""
    scope = {}
    exec(text, scope)  # noqa: S102  # running the generated code is the point
    return scope[name]


def outcomes(subject, step, state, g, hyper):
    """The new states by the rule and by the generated step, theta first."""
    names = ("theta", *subject.start)
    given = (*names, *(["t"] if Letter("t") in listing(subject).letters else []))
    with np.errstate(all="ignore"):
        new = subject.step(state, g, **hyper)
        made = step(*(getattr(state, name) for name in given), g, **hyper)
    return [getattr(new, name) for name in names], list(made) if isinstance(made, tuple) else [made]


@pytest.mark.parametrize("scalar", [float, np.float32, np.float64], ids=["float", "np.float32", "np.float64"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("subject", RULES.values(), ids=RULES)
def test_generated_code_equals_the_rule_in_every_bit(subject, dtype, scalar):
    """On 10^6 random inputs, with hyper-parameters of Python and of NumPy, dtype and bits agree."""
    rng = np.random.default_rng(1)
    size = 500_000
    state = State(t=3, **{name: random_inputs(rng, size, dtype) for name in subject.states})
    for name in subject.start:
        half = getattr(state, name)[::2]
        np.abs(half, out=half)
    hyper = own(subject, scalar)
    step = compiled(source(subject), f"{subject.name}_step")
    expected, actual = outcomes(subject, step, state, random_inputs(rng, size, dtype), hyper)
    assert [x.dtype for x in actual] == [x.dtype for x in expected]
    assert all((bits(x) == bits(y)).all() for x, y in zip(actual, expected, strict=True))


@pytest.mark.parametrize(
    "written, spoiled",
    [
        ("beta * v + (1 - beta) * g**2", "beta * v + ((1 - beta) * g) * g"),
        ("theta - eta * g / (np.sqrt(v) + eps)", "theta - eta * (g / (np.sqrt(v) + eps))"),
        ("theta - eta * g / (np.sqrt(v) + eps)", "theta - eta * g / np.sqrt(v) + eps"),
        ("(1 - beta)", "(0.1)"),
    ],
)
def test_another_order_of_operations_is_caught(written, spoiled):
    """Re-associating the generated code changes a bit somewhere, and the comparison sees it."""
    subject = RULES["rmsprop"]
    text = source(subject)
    assert written in text
    rng = np.random.default_rng(2)
    state = State(t=0, theta=rng.standard_normal(10_000), v=rng.random(10_000))
    step = compiled(text.replace(written, spoiled), "rmsprop_step")
    expected, actual = outcomes(subject, step, state, rng.standard_normal(10_000), own(subject))
    assert not all((bits(x) == bits(y)).all() for x, y in zip(actual, expected, strict=True))


# An expression is a letter, a literal, or a tuple of an operator and its operands.
UNARY = {"-": operator.neg, "abs": abs, "sqrt": sqrt, "sign": sign}
BINARY = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "maximum": maximum}
LETTERS = ("x", "y")
EXPONENTS = (0, 1, 2, 3, -1, -2)
GRID = np.array([*itertools.product([0.0, -0.0, 0.1, -0.7, 3.0, -1e-9, 1e20, np.inf, np.nan], repeat=2)]).T


def evaluate(tree, values):
    """The value of an expression, computed by Python's own operators on whatever the letters stand for."""
    if isinstance(tree, str):
        return values[tree]
    if not isinstance(tree, tuple):
        return tree
    symbol, *operands = tree
    results = [evaluate(operand, values) for operand in operands]
    if symbol == "**":
        return results[0] ** results[1]
    return (UNARY if len(results) == 1 else BINARY)[symbol](*results)


def is_written(tree):
    """Whether a letter occurs, so that there is something to write down."""
    return tree in LETTERS if not isinstance(tree, tuple) else any(is_written(operand) for operand in tree[1:])


def printed(tree):
    """The expression as generated code."""
    ink = evaluate(tree, {name: Ink(Letter(name)) for name in LETTERS})
    return target.expression(ink.node, {Letter(name): name for name in LETTERS}, set(LETTERS))


def agrees(tree, values):
    """Whether the printed expression gives the bits of the expression itself."""
    with np.errstate(all="ignore"):
        expected = evaluate(tree, values)
        actual = eval(printed(tree), {"np": np}, values)  # noqa: S307  # running the generated code is the point
    return expected.dtype == actual.dtype and (bits(expected) == bits(actual)).all()


def one_deeper(trees):
    """Every operation on the given expressions, of those that contain a letter."""
    unary = [(symbol, tree) for symbol in UNARY for tree in trees]
    powers = [("**", tree, exponent) for tree in trees for exponent in EXPONENTS]
    binary = [(symbol, left, right) for symbol in BINARY for left in trees for right in trees]
    return [tree for tree in (*unary, *powers, *binary) if is_written(tree) and all(map(is_plain, tree[1:]))]


def is_plain(operand):
    """Whether an operand is a literal or contains a letter: Python evaluates the rest before ink sees it."""
    return not isinstance(operand, tuple) or is_written(operand)


DEPTH_1 = one_deeper(["x", "y", 0.1, -3])
DEPTH_2 = one_deeper(["x", 0.1, -3, *one_deeper(["x", "y"]), ("-", 1, "x"), ("*", -2.5, "y")])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("trees", [DEPTH_1, DEPTH_2], ids=["depth 1", "depth 2"])
def test_every_small_expression_agrees_in_every_bit(trees, dtype):
    """All expressions of depth one and two over all operators, at 0 ulp, special values included."""
    with np.errstate(all="ignore"):
        values = dict(zip(LETTERS, GRID.astype(dtype), strict=True))
    assert len(trees) >= 80
    assert [tree for tree in trees if not agrees(tree, values)] == []


def without(text, bracket):
    """The text without one pair of brackets, given the place of the opening one."""
    depth = itertools.accumulate((c == "(") - (c == ")") for c in text[bracket:])
    end = bracket + next(i for i, level in enumerate(depth) if level == 0)
    return text[:bracket] + " " + text[bracket + 1 : end] + " " + text[end + 1 :]


def meaning(text):
    """The syntax tree of an expression, or None if it has none."""
    try:
        return ast.dump(ast.parse(text.strip(), mode="eval"))
    except SyntaxError:
        return None


def groups(text):
    """The places of all brackets that group; those of calls follow a name."""
    return [i for i, c in enumerate(text) if c == "(" and not text[i - 1 : i].isalnum()]


def test_no_bracket_is_superfluous():
    """Taking any pair of brackets away changes what a small expression means."""
    texts = [printed(tree) for tree in DEPTH_2]
    assert sum(len(groups(text)) for text in texts) > 1000
    assert [text for text in texts for i in groups(text) if meaning(without(text, i)) == meaning(text)] == []


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda operand, least: operand[0],  # noqa: ARG005  # not to ask is the mistake
        lambda operand, least: operand[0] if operand[1] >= least - 1 else f"({operand[0]})",
        lambda operand, least: operand[0] if operand[1] != target.MINUS else operand[0].lstrip("-"),  # noqa: ARG005  # the same
    ],
    ids=["no brackets", "one level too few", "a lost sign"],
)
def test_spoiled_brackets_are_caught(spoiled, monkeypatch):
    """A printer that leaves out brackets is found by the comparison of bits."""
    monkeypatch.setattr(target, "_bracketed", spoiled)
    values = dict(zip(LETTERS, np.random.default_rng(3).standard_normal((2, 50)), strict=True))
    assert not all(agrees(tree, values) for tree in DEPTH_2)


literals = st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False)
expressions = st.recursive(
    st.sampled_from(LETTERS) | literals,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from([*UNARY]), inner),
        st.tuples(st.just("**"), inner, st.sampled_from(EXPONENTS)),
        st.tuples(st.sampled_from([*BINARY]), inner, inner),
    ),
    max_leaves=25,
)


def with_letters(tree):
    """The expression with every part that has no letter made to have one, as in the body of a rule."""
    if not isinstance(tree, tuple):
        return tree
    symbol, *operands = (tree[0], *map(with_letters, tree[1:]))
    return (symbol, *operands) if any(map(is_written, operands)) else (symbol, "x", *operands[1:])


@given(expressions.map(with_letters).filter(is_written), st.lists(st.floats(), min_size=2, max_size=2))
def test_ink_printed_and_run_equals_the_expression(tree, numbers):
    """For any expression and any doubles, nan and infinity too, the printed code gives the same bits."""
    if isinstance(tree, tuple):
        assert agrees(tree, dict(zip(LETTERS, np.array(numbers).reshape(2, 1), strict=True)))


def test_a_state_that_is_still_read_gets_a_name_of_its_own():
    """An old value that is needed after its letter was assigned to is not overwritten."""

    @rule(v=0, m=0)
    def crossed(old, new, g, *, new_v):
        new.v = old.v + g
        new.v = new.v * new_v
        new.m = old.v - new.v
        new.theta = old.theta - new.m

    lines = [line.strip() for line in source(crossed).split('"""')[2].strip().splitlines()]
    assert lines == [
        "new_v_ = v + g",
        "new_v_ = new_v_ * new_v",
        "m = v - new_v_",
        "theta = theta - m",
        "return theta, new_v_, m",
    ]


def test_a_rule_that_counts_steps_takes_the_count():
    """`old.t` becomes an argument, the number of steps taken so far."""

    @rule(m=0)
    def corrected(old, new, g, *, eta, beta):
        new.m = beta * old.m + (1 - beta) * g
        new.theta = old.theta - eta * new.m / (1 - beta**new.t)

    assert "# t is the number of steps taken before this one.\n" in source(corrected)
    step = compiled(source(corrected), "corrected_step")
    rng = np.random.default_rng(4)
    state, g = State(t=7, theta=rng.standard_normal(99), m=rng.standard_normal(99)), rng.standard_normal(99)
    new = corrected.step(state, g, eta=0.1, beta=0.9)
    theta, m = step(state.theta, state.m, state.t, g, eta=0.1, beta=0.9)
    assert [bits(theta).tolist(), bits(m).tolist()] == [bits(new.theta).tolist(), bits(new.m).tolist()]


def test_a_state_that_stays_is_not_assigned():
    """`new.v = old.v` writes no line."""

    @rule(v=0)
    def still(old, new, g, *, eta):
        new.v = old.v
        new.theta = old.theta - eta * g

    assert "v = v" not in source(still)


def test_the_source_names_its_rule_its_convention_and_its_start():
    """The whole text of one rule, as it is printed."""
    assert (
        source("rmsprop")
        == '''\
# rmsprop: eps outside the root, as in PyTorch.
# Source: PyTorch, torch/optim/rmsprop.py, _single_tensor_rmsprop.
# The states start from v = 0.

import numpy as np


def rmsprop_step(theta, v, g, *, eta, beta, eps):
    """One step of rmsprop."""
    v = beta * v + (1 - beta) * g**2
    theta = theta - eta * g / (np.sqrt(v) + eps)
    return theta, v
'''
    )


@pytest.mark.parametrize(
    "name, goal, message",
    [
        ("rmsprob", "numpy", "no rule is named 'rmsprob'; did you mean 'rmsprop'? The rules are rmsprop, "),
        ("sgd", "fortran", "no target is named 'fortran'. The targets are numpy"),
    ],
)
def test_an_unknown_rule_or_target_is_a_mistake_of_the_user(name, goal, message):
    """The message names what there is."""
    with pytest.raises(UserError) as caught:
        source(name, goal)
    assert str(caught.value).startswith(message)


def faulty_rules():
    """Rules whose bodies cannot be written down, and what is said of each."""

    @rule(v=0)
    def forgetful(old, new, g, *, eta):
        new.theta = old.theta - eta * g

    @rule(v=0)
    def foreign(old, new, g, *, eta):
        new.theta = old.theta - eta * g
        new.v = "zero"

    @rule()
    def shadowing(old, new, g, *, np):
        new.theta = old.theta - np * g

    return [(forgetful, "gives v no value"), (foreign, "neither a literal nor"), (shadowing, "has a letter 'np'")]


@pytest.mark.parametrize("subject, message", faulty_rules(), ids=["forgetful", "foreign", "shadowing"])
def test_a_body_that_cannot_be_written_down_is_a_mistake_of_the_user(subject, message):
    """A state without a value, a value of no kind, a letter that the code needs for itself."""
    with pytest.raises(UserError, match=message):
        source(subject)


def test_every_target_prints_every_rule():
    """No target lacks a rule, and what numpy prints is Python."""
    texts = {(name, goal): source(name, goal) for goal in TARGETS for name in RULES}
    assert all(ast.parse(text) for (_, goal), text in texts.items() if goal == "numpy")
