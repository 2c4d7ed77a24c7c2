"""The page on real libraries prints what was measured, and what is installed here is measured again."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def script():
    """The script that measures and writes the page."""
    spec = importlib.util.spec_from_file_location("libraries_page", ROOT / "docs" / "libraries.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


LIBRARIES = script()
KEPT = json.loads(LIBRARIES.KEPT.read_text(encoding="utf-8"))
AGAIN = ("torch", "optax:jit", "keras:numpy")
VERIFIED_AS = {
    "optax:jit:rmsprop_centred": "optax:jit:rmsprop_centred_eps_inside",
    "keras:numpy:rmsprop_centred_eps_inside": "keras:numpy",
}


def test_the_page_prints_what_was_measured():
    """Every number between the marks stands in the file of measurements, and nothing is missing."""
    text = LIBRARIES.PAGE.read_text(encoding="utf-8")
    assert LIBRARIES.written(text, KEPT) == text


def test_another_measurement_changes_the_page():
    """The page is sensitive to a single number."""
    text = LIBRARIES.PAGE.read_text(encoding="utf-8")
    other = json.loads(json.dumps(KEPT))
    other["verified"]["torch float32"]["worst_ratio"] = 0.123
    assert LIBRARIES.written(text, other) != text


def test_every_target_is_measured_in_both_dtypes():
    """No row is left out."""
    assert set(KEPT["verified"]) == {f"{target} {dtype}" for target in LIBRARIES.TARGETS for dtype in LIBRARIES.DTYPES}


def measured_here(target):
    """Skips the test, and says so, where the library is missing or another version than the page's."""
    if not LIBRARIES.installed(target):
        pytest.skip(f"what {target} needs is not installed")
    if (here := LIBRARIES.versions(target)) != (page := KEPT["verified"][f"{target} float32"]["versions"]):
        pytest.skip(f"here is {here}, and the page is about {page}")


@pytest.mark.parametrize("dtype", LIBRARIES.DTYPES)
@pytest.mark.parametrize("target", AGAIN)
def test_what_is_installed_is_what_the_page_says(target, dtype):
    """Grade, rule and explanation are the same again, and the size of the worst error is too."""
    measured_here(target)
    kept, now = KEPT["verified"][f"{target} {dtype}"], LIBRARIES.row(target, dtype)
    same = ("grade", "rule", "nearest_rule", "coefficient_model", "float32_inside")
    assert {name: kept[name] for name in same} == {name: now[name] for name in same}
    if kept["worst_ratio"] is not None:
        assert kept["worst_ratio"] == pytest.approx(now["worst_ratio"], rel=0.5)  # processors fuse, or do not


@pytest.mark.parametrize("target", ["torch", "optax:jit", "optax:jit:rmsprop", "jax:jit"])
def test_the_edges_are_where_the_page_says(target):
    """What is no number, or stands still, does so again."""
    measured_here(target.removesuffix(":rmsprop"))
    assert KEPT["edges"][target] == {case: LIBRARIES.edge(target, case) for case in LIBRARIES.EDGES}


@pytest.mark.parametrize("target", LIBRARIES.CENTRED)
def test_the_weights_that_are_no_number_are_as_many_as_the_page_says(target):
    """The centred optimizers break down on the same constant gradients again."""
    measured_here(VERIFIED_AS.get(target, target))
    assert KEPT["centred"][target] == {dtype: LIBRARIES.broken(target, dtype) for dtype in LIBRARIES.DTYPES}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of PyTorch's own code
@pytest.mark.skipif(shutil.which("c++") is None, reason="torch.compile needs a C++ compiler")
def test_a_compiled_step_is_as_stale_as_the_page_says():
    """The third optimizer of a process has the coefficient of the second."""
    measured_here("torch")
    assert KEPT["compiled"] == LIBRARIES.stale()


def test_the_page_names_every_optimizer_that_is_not_what_it_says():
    """Single precision is always within, and what is outside in double precision is explained."""
    rows = KEPT["verified"].values()
    assert {"WITHIN"} == {row["grade"] for row in rows if row["dtype"] == "float32"}
    outside = [row for row in rows if row["grade"] != "WITHIN"]
    assert {"keras:numpy", "paddle", "tensorflow:v1", "tf_keras:legacy"} == {row["target"] for row in outside}
    leaks = {row["target"]: row["float32_inside"] or row["coefficient_model"] for row in outside}
    assert leaks == {
        "keras:numpy": True,
        "paddle": "beta, eps through float32",
        "tensorflow:v1": "eta, beta, eps through float32",
        "tf_keras:legacy": "eta, beta through float32",
    }
