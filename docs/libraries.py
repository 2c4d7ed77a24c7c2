"""What real libraries compute: measured by this script, kept in libraries.json, printed on a page.

    python docs/libraries.py          measure what is installed, and write the page
    python docs/libraries.py --page   write the page alone

What is not installed keeps the rows of the last time that it was.
"""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from rmsprop_sym.crosscheck.adapters import LIBRARIES, library_target
from rmsprop_sym.render.text.verification import ratio

HERE = Path(__file__).parent
KEPT = HERE / "reference" / "libraries.json"
PAGE = HERE / "reference" / "libraries.md"
BEGIN, END = "<!-- written by docs/libraries.py -->\n", "<!-- end -->\n"
STEPS, SIZE = 25, 8
DTYPES = ("float32", "float64")

# Each is run as its library does by default, or set up for the rule after the colon.
TARGETS = {
    "torch": ("torch",),
    "torch:foreach": ("torch",),
    "torch:compile": ("torch",),
    "torch:rmsprop_centred": ("torch",),
    "torch:rmsprop_momentum": ("torch",),
    "optax": ("optax", "jax"),
    "optax:jit": ("optax", "jax"),
    "optax:jit:rmsprop": ("optax", "jax"),
    "optax:jit:rmsprop_centred_eps_inside": ("optax", "jax"),
    "optax:jit:rmsprop_momentum_rate_inside": ("optax", "jax"),
    "jax": ("jax",),
    "jax:jit": ("jax",),
    "keras:numpy": ("keras",),
    "keras:jax": ("keras", "jax"),
    "keras:torch": ("keras", "torch"),
    "keras:tensorflow": ("keras", "tensorflow"),
    "tensorflow:v1": ("tensorflow",),
    "tensorflow:kernel": ("tensorflow",),
    "tf_keras:legacy": ("tf_keras", "tensorflow"),
    "tf_keras:new": ("tf_keras", "tensorflow"),
    "paddle": ("paddle",),
}

# What happens at the edges, each in one coordinate: dtype, gradient, steps, and the hyper-parameters that matter.
EDGES = {
    "a zero gradient, float16, eps = 1e-8": ("float16", 0.0, 1, {"eps": 1e-8}),
    "a gradient of 1e-4, float16, eps = 1e-8": ("float16", 1e-4, 1, {"eps": 1e-8}),
    "a zero gradient, float32, eps = 0": ("float32", 0.0, 1, {"eps": 0.0}),
    "a gradient of 1e20, float32": ("float32", 1e20, 1, {"eps": 1e-8}),
    "a gradient of 1e-30, float32, eps = 0": ("float32", 1e-30, 1, {"eps": 0.0}),
}
AT_THE_EDGE = ("torch", "optax:jit", "optax:jit:rmsprop", "jax:jit", "keras:numpy", "tensorflow:kernel")
CENTRED = (
    "torch:rmsprop_centred",
    "optax:jit:rmsprop_centred",
    "optax:jit:rmsprop_centred_eps_inside",
    "keras:numpy:rmsprop_centred_eps_inside",
)
MAGNITUDES = np.geomspace(1e-4, 1e4, 64)
LONG = 500
PARTS = ("verified", "edges", "centred", "compiled")
WORKERS = 3  # processes at a time


def installed(target: str) -> bool:
    """Whether everything that the target needs can be imported."""
    library = LIBRARIES[target.partition(":")[0]]
    needed = (*library.needs, *(part for part in target.split(":")[1:] if part in {"jax", "torch", "tensorflow"}))
    return all(map(find_spec, needed))


def versions(target: str) -> str:
    """The versions of the libraries that the target runs."""
    names = {"tensorflow": ("tensorflow", "tensorflow-cpu", "tensorflow_cpu"), "paddle": ("paddlepaddle",)}
    return ", ".join(f"{name} {_version(names.get(name, (name,)))}" for name in TARGETS[target])


def _version(names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return "?"


def row(target: str, dtype: str) -> dict[str, object]:
    """The report on the target, in a process of its own, cut down to what the page shows."""
    options = ["--dtype", dtype, "--steps", str(STEPS), "--size", str(SIZE), "--format", "json"]
    command = [sys.executable, "-m", "rmsprop_sym", "verify", target, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (this very program)
    if not done.stdout:
        raise SystemExit(done.stderr)
    report = json.loads(done.stdout)
    shown = ("target", "dtype", "rule", "grade", "worst_ratio", "worst_ulps", "nearest_rule", "coefficient_model")
    leak = any("it calculates in float32" in finding for finding in report["findings"])
    return {name: report[name] for name in shown} | {"float32_inside": leak, "versions": versions(target)}


def edge(target: str, case: str) -> str:
    """Where the weight 0 is after the steps of the case."""
    dtype, g, steps, hyper = EDGES[case]
    grads = np.full((steps, 1), g, dtype=dtype)
    return _said(float(_run(target, grads, **{"eta": 0.1, "beta": 0.9} | hyper)[-1, 0]))


def _run(target: str, grads: object, **hyper: float) -> np.ndarray:
    _, loaded = library_target(target)
    with np.errstate(all="ignore"):
        return np.asarray(loaded.function(grads, np.zeros(grads.shape[1], grads.dtype), **hyper), dtype=float)


def _said(x: float) -> str:
    return f"{x:.6g}" if np.isfinite(x) else str(x)


def broken(target: str, dtype: str) -> int:
    """How many of 64 constant gradients end, centred, in a weight that is no number."""
    grads = np.broadcast_to(MAGNITUDES.astype(dtype), (LONG, MAGNITUDES.size)).copy()
    return int(np.sum(~np.isfinite(_run(target, grads, eta=0.01, beta=0.9, eps=1e-8)[-1])))


def stale() -> dict[str, list[str]]:
    """First steps of three compiled optimizers in one process, each with another decay, and what they should be."""
    import torch

    torch.compiler.reset()
    found = {}
    for beta in (0.9, 0.99, 0.999):
        theta = torch.zeros(4, requires_grad=True)
        theta.grad = torch.full((4,), 0.5)
        torch.compile(torch.optim.RMSprop([theta], lr=0.01, alpha=beta, foreach=False).step)()
        found[str(beta)] = [_said(theta[0].item()), _said(-0.01 / (1 - beta) ** 0.5)]
    return found


def measured(kept: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """What is measured here, over what is kept of elsewhere."""
    verified, edges, centred, compiled = (dict(kept.get(name, {})) for name in PARTS)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    cases = [(target, dtype) for target in filter(installed, TARGETS) for dtype in DTYPES]
    with ThreadPoolExecutor(WORKERS) as workers:
        for (target, dtype), found in zip(cases, workers.map(row, *zip(*cases, strict=True)), strict=True):
            verified[f"{target} {dtype}"] = found | {"date": today}
            print(target, dtype, found["grade"], file=sys.stderr, flush=True)  # noqa: T201
    for target in filter(installed, AT_THE_EDGE):
        edges[target] = {case: edge(target, case) for case in EDGES}
    for target in filter(installed, CENTRED):
        centred[target] = {dtype: broken(target, dtype) for dtype in DTYPES}
    if installed("torch"):
        compiled = stale()
    return dict(zip(PARTS, (verified, edges, centred, compiled), strict=True))


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A table of Markdown."""
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *rows))


def verdicts(kept: dict[str, dict[str, object]]) -> list[list[str]]:
    """The rows of the first table, in the order of the targets."""
    rows = [
        kept["verified"][key]
        for target in TARGETS
        for dtype in DTYPES
        if (key := f"{target} {dtype}") in kept["verified"]
    ]
    return [
        [
            f"`{r['target']}`",
            r["dtype"],
            r["versions"],
            f"`{r['rule']}`",
            r["grade"],
            "-" if r["worst_ratio"] is None else ratio(r["worst_ratio"]),
            "-" if r["worst_ulps"] is None else f"{r['worst_ulps']:.3g}",
            "all in float32" if r["float32_inside"] else r["coefficient_model"] or "-",
            r["date"],
        ]
        for r in rows
    ]


def page(kept: dict[str, dict[str, object]]) -> str:
    """What stands between the marks of the page."""
    heads = ["target", "dtype", "versions", "rule", "grade", "error/bound", "ulp", "explained by", "measured"]
    edges = [
        [f"`{target}`", *(kept["edges"][target][case] for case in EDGES)]
        for target in AT_THE_EDGE
        if target in kept["edges"]
    ]
    lost = [[f"`{target}`", *(f"{kept['centred'][target][dtype]} of 64" for dtype in DTYPES)] for target in CENTRED]
    return "\n".join(
        (
            BEGIN,
            f"{STEPS} steps of {SIZE} elements in each family of gradients:\n",
            table(heads, verdicts(kept)),
            "## At the edges\n",
            "Where a weight of 0 stands after one step with eta = 0.1 and beta = 0.9:\n",
            table(["target", *EDGES], edges),
            "## Centred, on a constant gradient\n",
            f"64 constant gradients from 1e-4 to 1e4, {LONG} steps with beta = 0.9 and eps = 1e-8.",
            "Weights that are no number in the end:\n",
            table(["target", *DTYPES], lost),
            "## Compiled again\n",
            "First steps of three optimizers of PyTorch in one process, compiled by `torch.compile`, with eta = 0.01\n",
            table(["beta", "computed", "the rule"], [[beta, *steps] for beta, steps in kept["compiled"].items()]),
            END,
        )
    )


def written(text: str, kept: dict[str, dict[str, object]]) -> str:
    """The page with what is kept between its marks."""
    before, _, rest = text.partition(BEGIN)
    return before + page(kept) + rest.partition(END)[2]


if __name__ == "__main__":
    numbers = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if "--page" not in sys.argv:
        numbers = measured(numbers)
        KEPT.write_text(json.dumps(numbers, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), numbers), encoding="utf-8")
