"""What is proved equal to a rule over the reals, what is refuted, and what is found out and left open."""

from pathlib import Path

import numpy as np
import pytest

from rmsprop_sym.crosscheck.equal import conditions, equal_over_reals
from rmsprop_sym.crosscheck.families import families
from rmsprop_sym.crosscheck.purity import impure
from rmsprop_sym.crosscheck.target import load, run
from rmsprop_sym.crosscheck.traced import Node, Traced, TracedArray, Untraceable, as_term
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Letter, term
from rmsprop_sym.rules import RULES

HERE = Path(__file__).parent


def judged(name, rule="rmsprop", *, file="hidden.py", dtype="float32"):
    """What is said of a function of a file of this folder."""
    target, data = load(f"{HERE / file}:{name}"), families(dtype, 12, 3)
    return equal_over_reals(target, RULES[rule], data, [run(target, RULES[rule], family) for family in data])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "style, rule",
    [
        ("plain", "rmsprop"),
        ("left_to_right", "rmsprop"),
        ("in_place", "rmsprop"),
        ("lerp", "rmsprop"),
        ("coefficients_of_the_dtype", "rmsprop"),
        ("addcdiv", "rmsprop"),
        ("reciprocal", "rmsprop"),
        ("divided_rate", "rmsprop"),
        ("rate_per_parameter", "rmsprop"),
        ("eps_inside", "rmsprop_eps_inside"),
        ("eps_inside_reciprocal_root", "rmsprop_eps_inside"),
        ("adagrad", "adagrad"),
        ("sgd", "sgd"),
    ],
)
def test_plain_code_is_proved_equal(style, rule, dtype):
    """In whatever order the rule is written, the kernel proves that it is the rule."""
    equality = judged(style, rule, file="healthy.py", dtype=dtype)
    assert "PROVED" == equality.grade, equality.reason
    assert {theorem.claim.relation for theorem in equality.theorems} == {"="}


@pytest.mark.parametrize(
    "style, rule",
    [
        ("loop", "rmsprop"),
        ("loop_in_place", "rmsprop"),
        ("loop_of_steps", "rmsprop"),
        ("momentum_after", "rmsprop_momentum"),
        ("descent", "sgd"),
        ("scaled", "rmsprop"),
    ],
)
def test_a_loop_is_proved_by_its_first_turn_and_any_other(style, rule):
    """A trajectory starts where the rule starts, and every turn of its loop is a step of the rule."""
    assert "PROVED" == judged(style, rule).grade


@pytest.mark.parametrize(
    "style, why",
    [
        ("thousandth_call", "writes a global"),
        ("by_identity", "the global memory"),
        ("by_type", "the global isinstance"),
        ("by_dtype", "it compares"),
        ("by_size", "the global len"),
        ("where", "uses .where"),
        ("branch", "it compares"),
        ("short_circuit", "it branches"),
        ("floor", "uses .maximum"),
        ("caught", "handles exceptions"),
        ("default", "defaults that are no numbers"),
        ("random_rate", "the global random"),
        ("attribute", "writes an attribute"),
        ("element", "a part of an array"),
        ("closure", "a closure"),
        ("callable_object", "no plain function"),
        ("odd_global", "the global ODD"),
        ("over_infinity", "calculates with inf"),
        ("undefined_at_zero", "g != 0"),
        ("cancelled", "g != 0"),
        ("box_in_a_list", "list hidden"),
        ("counter", "local t changes"),
        ("counted_in_an_array", "no proof"),
        ("twice", "goes through the gradients twice"),
    ],
)
def test_code_that_may_do_otherwise_elsewhere_is_left_open(style, why):
    """What branches, remembers, looks at types or is undefined where the rule is not, is found out."""
    equality = judged(style)
    assert "OPEN" == equality.grade
    assert why in equality.reason


@pytest.mark.parametrize(
    "style",
    [
        "aliased",
        "old_weights",
        "never_moves_on",
        "yesterdays_gradient",
        "rate_that_falls",
        "shared_start",
        "root_of_square",
    ],
)
def test_code_that_is_another_rule_is_never_proved(style):
    """What the loop holds besides the states, and what shares an array, is not taken for the rule."""
    assert judged(style).grade in {"REFUTED", "OPEN"}


@pytest.mark.parametrize("rule", ["rmsprop_eps_inside", "rmsprop_eps_outside_ones", "rmsprop_tf1"])
def test_another_rule_is_refuted_at_an_exact_point(rule):
    """The witness gives the point, and what code and rule give there."""
    equality = judged("loop", rule)
    assert "REFUTED" == equality.grade
    assert "theta = 1/2" in equality.reason
    assert "by the rule" in equality.reason


def compiled(name, rule="rmsprop", dtype="float32"):
    """What is said of a step that JAX compiles."""
    jax = pytest.importorskip("jax", reason="jax is not installed")
    pytest.importorskip("optax", reason="optax is not installed")
    with jax.enable_x64(dtype == "float64"):
        return judged(name, rule, file="jitted.py", dtype=dtype)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    "style, rule, other",
    [
        ("plain", "rmsprop", "rmsprop_eps_inside"),
        ("parts", "rmsprop", "rmsprop_eps_inside"),
        ("optax_by_default", "rmsprop_eps_inside", "rmsprop"),
        ("optax_outside", "rmsprop", "rmsprop_eps_inside"),
    ],
)
def test_what_jax_compiles_is_proved_or_refuted(style, rule, other, dtype):
    """The jaxpr, of Optax too, is by the kernel the one rule, and differs from the other at an exact point."""
    equality = compiled(style, rule, dtype)
    assert ("PROVED", 2) == (equality.grade, len(equality.theorems))
    assert equality.reason.startswith("as it is compiled for arrays of this shape and dtype, ")
    assert "REFUTED" == compiled(style, other, dtype).grade


def test_a_compiled_step_of_another_rule_is_refuted():
    """Half the decay is another mean."""
    assert "v after step 1 is 0.402777778" in compiled("half_beta").reason


@pytest.mark.parametrize(
    "style, why",
    [
        ("clipped", "JAX's operation max"),
        ("mixed", "JAX's operation slice"),
        ("own_array", "an array of its own"),
        ("whole_numbers", "JAX's operation div on numbers that are no floats"),
        ("infinite", "the number inf"),
        ("asks_python", "JAX's operation pure_callback"),
        ("tells_python", "it does more than return something"),
        ("static", "Non-hashable static arguments"),
        ("branch", "JAX's operation lt"),
        ("run", "a trajectory that JAX compiled"),
        ("uncompiled", "the global tuple"),
    ],
)
def test_what_is_no_mathematics_of_one_element_is_left_open(style, why):
    """A compiled step that asks Python, looks at other elements or branches is not read."""
    equality = compiled(style)
    assert ("OPEN", True) == (equality.grade, why in equality.reason), equality.reason


def test_a_compiled_step_has_to_give_the_floats_that_came_back():
    """Floats of another step are not taken for those of this one."""
    pytest.importorskip("jax", reason="jax is not installed")
    data = families("float32", 5, 3)
    plain, other = (load(f"{HERE / 'jitted.py'}:{name}") for name in ("plain", "half_beta"))
    equality = equal_over_reals(plain, RULES["rmsprop"], data, [run(other, RULES["rmsprop"], f) for f in data])
    assert ("OPEN", True) == (equality.grade, "on floats" in equality.reason)


def test_a_difference_in_the_second_step_is_found():
    """Code that starts right and goes on wrongly is refuted too."""
    assert "theta after step 2" in judged("never_moves_on").reason


def test_a_global_that_is_patched_after_the_run_is_found_out():
    """The floats that came back have to be those that the traced operations give."""
    target, data = load(f"{HERE / 'hidden.py'}:scaled"), families("float32", 5, 3)
    returned = [run(target, RULES["rmsprop"], family) for family in data]
    target.function.__globals__["SCALE"] = 1.5
    equality = equal_over_reals(target, RULES["rmsprop"], data, returned)
    assert ("OPEN", True) == (equality.grade, "on floats" in equality.reason)


def test_what_traced_numbers_cannot_write_down_they_refuse():
    """Each question that could lead to a branch is refused."""
    x = TracedArray(Node(letter="x"))
    for ask in (bool, float, int, len, iter, hash, np.maximum.reduce):
        with pytest.raises(Untraceable):
            ask(x)
    for ask in (lambda: x > 0, lambda: x == 1, lambda: x[0], lambda: x**1.5, lambda: x + "a", lambda: np.abs(x)):
        with pytest.raises(Untraceable):
            ask()


def test_in_place_operations_change_the_array_for_everyone():
    """As NumPy's arrays do."""
    x = TracedArray(Node(letter="x"))
    other, copy = x, x.copy()
    x *= 2
    np.add(x, 1, out=x)
    assert term(1) * Letter("x") * 2 + 1 != as_term(other.node, {})  # terms are written, not evaluated
    assert Letter("x") * 2 + 1 == as_term(other.node, {})
    assert Letter("x") == as_term(copy.node, {})


def test_a_number_is_no_array():
    """`*=` on a hyper-parameter names another number, and changes none."""
    x = Traced(Node(letter="x"))
    other = x
    x *= 2
    assert Letter("x") == as_term(other.node, {})


def test_conditions_are_what_a_term_needs_to_be_defined():
    """A quotient needs its divisor, a root what stands in it."""
    x, y = Letter("x"), Letter("y")
    assert [Claim(ZERO, "<=", y), Claim(y.sqrt(), "!=", ZERO)] == list(conditions(x / y.sqrt()))


def test_a_plain_function_is_pure_and_what_it_calls_is_looked_at():
    """An impure function taints those that call it."""
    names = {}
    exec("def f(x):\n    return 2 * x\ndef g(x):\n    return f(x)\n", names)  # noqa: S102
    assert impure(names["g"]) is None
    exec("def f(x):\n    global y\n    y = x\n    return 2 * x\n", names)  # noqa: S102
    assert "writes a global" in impure(names["g"]).what
