"""What is run: implementations, and code that is written from the rules."""

from __future__ import annotations

from pathlib import Path

import click

from rmsprop_sym.cli.options import Format, format_option, output_option, print_json, put

dtype_option = click.option(
    "--dtype", type=click.Choice(["float16", "bfloat16", "float32", "float64"]), default="float32", show_default=True
)


@click.command()
@click.argument("target")
@click.option("--rule", help="The rule it is meant to compute: by default what a library claims, else rmsprop.")
@dtype_option
@click.option("--steps", type=click.IntRange(1), default=100, show_default=True, help="Steps of each run.")
@click.option("--size", type=click.IntRange(1), default=16, show_default=True, help="Elements of each array.")
@format_option
def verify(target: str, *, rule: str | None, dtype: str, steps: int, size: int, format_: Format) -> int:
    """Run an implementation against a rule, within the derived bound.

    TARGET is path/file.py:callable or package.module:callable, and the callable a step
    f(theta, v, g, *, eta, beta, eps) -> (theta, v) or a trajectory f(grads, theta0, **hyper) -> thetas.
    Or it is a library, LIBRARY[:VARIANT][:RULE]: torch (for-loop, foreach, compile), optax (eager, jit),
    jax (eager, jit), keras (numpy, jax, torch, tensorflow), tensorflow (v1, kernel), tf_keras (legacy, new), paddle.

    Exit: 0 within; 1 outside; 2 wrong usage, shape or dtype, or an exception; 3 open.
    """
    from rmsprop_sym.crosscheck import verify as run_against
    from rmsprop_sym.render.text import console, progress, verification

    with progress(f"{target} against {rule}" if rule else target) as tell:
        report = run_against(target, rule=rule, dtype=dtype, steps=steps, size=size, progress=tell)
    if format_ == "json":
        print_json(report.json())
    else:
        verification.show(report, console())
    return report.exit_code


@click.command()
@click.argument("target")
@dtype_option
@format_option
def identify(target: str, *, dtype: str, format_: Format) -> int:
    """Find out which of the named rules an implementation follows.

    TARGET is as for verify. The code is passed the hyper-parameters that it takes by name: eta, beta, eps, mu,
    beta1, beta2; what it keeps to itself is recovered from its steps.

    Exit: 0 one rule is found; 1 none; 2 wrong usage, shape or dtype, or an exception; 3 several cannot be told apart.
    """
    from rmsprop_sym.crosscheck.identify import identify as find
    from rmsprop_sym.render.text import console, identification, progress

    with progress(target) as tell:
        report = find(target, dtype=dtype, progress=tell)
    if format_ == "json":
        print_json(report.json())
    else:
        identification.show(report, console())
    return report.exit_code


@click.command()
@click.argument("rule")
@click.option("--target", default="numpy", show_default=True, help="The language to write in.")
@output_option
def codegen(rule: str, *, target: str, output: Path | None) -> None:
    """Print the source of one step of RULE, in the order in which the rule is written."""
    from rmsprop_sym.codegen import source

    put(source(rule, target), output)


@click.group()
def golden() -> None:
    """Golden vectors: gradients, and what healthy code may return for them, for tests in any language."""


@golden.command("write")
@click.argument("rule")
@dtype_option
@click.option("--steps", type=click.IntRange(1), default=20, show_default=True, help="Steps of each run.")
@click.option("--size", type=click.IntRange(1), default=4, show_default=True, help="Elements of each array.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def golden_write(rule: str, *, dtype: str, steps: int, size: int, output: Path | None) -> None:
    """Write the golden vectors of RULE: hexadecimal floats in JSON.

    Code is right if low <= x <= high for each letter after each step; null asks for nothing.
    """
    from rmsprop_sym.crosscheck.golden import text, vectors

    put(text(vectors(rule, dtype, steps, size)), output)


@golden.command("check")
@click.argument("path", type=click.Path(path_type=Path))
@click.argument("target", required=False)
def golden_check(path: Path, target: str | None) -> int:
    """Calculate the golden vectors in PATH anew, or run TARGET against them.

    TARGET is as for verify.

    Exit: 0 they agree; 1 they do not; 2 wrong usage, or an exception in the code.
    """
    from rmsprop_sym.crosscheck.golden import disagreements, read, stale

    vectors = read(path)
    found = stale(vectors) if target is None else disagreements(vectors, target)
    agrees = f"{target} returns what it allows" if target else "every number in it is right"
    click.echo("\n".join(found) or f"{path}: {agrees} ({vectors.about}).")
    return 1 if found else 0
