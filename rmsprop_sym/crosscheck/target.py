"""Loading a user's implementation and running it: what goes wrong there is told in one line."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rmsprop_sym.crosscheck.families import Family
from rmsprop_sym.deadline import TookTooLong, wait_limit
from rmsprop_sym.errors import CodeRaised, UserError
from rmsprop_sym.rules import Rule

Floats = NDArray[np.floating]

PATIENCE = 300.0  # seconds by the clock for one call, so that code that hangs is named


@dataclass(frozen=True)
class Target:
    """A callable: the name it was asked for by, the file it stands in, the folder it imports from.

    `hyper` are the hyper-parameters that it takes; None for those of the rule that it is held against.
    `scheduled` says that for eta it takes the rates of all steps too, as an array.
    """

    name: str
    function: Callable[..., Any]
    file: str | None
    folder: Path
    hyper: tuple[str, ...] | None = None
    scheduled: bool = False

    def passed(self, rule: Rule) -> tuple[str, ...]:
        """The names of the hyper-parameters that it is called with."""
        return rule.hyper if self.hyper is None else self.hyper

    @property
    def is_library(self) -> bool:
        """Whether it is a trajectory of ours that runs a library, which tells what it takes beforehand."""
        return self.hyper is not None

    @property
    def is_trajectory(self) -> bool:
        """Whether it takes all gradients at once, which the name of its first parameter says."""
        return next(iter(_parameters(self)), None) == "grads"

    @property
    def takes_rates(self) -> bool:
        """Whether it is a trajectory that asks for `etas`, the rate of each step, in the place of eta."""
        return self.is_trajectory and "etas" in _parameters(self)

    @property
    def can_change_the_rate(self) -> bool:
        """Whether it can be handed another rate at each step."""
        return self.scheduled or self.takes_rates or not self.is_trajectory

    def keywords(self, rule: Rule) -> tuple[str, ...]:
        """The names of the arguments that the hyper-parameters are passed as."""
        return tuple("etas" if name == "eta" and self.takes_rates else name for name in self.passed(rule))


@dataclass(frozen=True, eq=False)
class Returned:
    """What the callable returned for one family, from the start on, and the arguments that it wrote into.

    `theta` and `state` have the shape [steps + 1, size]; `state` is None where it was not shown.
    """

    theta: Floats
    state: Floats | None
    overwritten: frozenset[str]


def load(target: str) -> Target:
    """The callable that `path/file.py:callable` or `package.module:callable` names.

    Raises UserError if there is no such file, module or callable, or if importing it fails.
    """
    place, colon, name = target.rpartition(":")
    if not (colon and place and name):
        raise UserError(f"{target!r} names no callable; write path/file.py:callable or package.module:callable.")
    from_file = place.endswith(".py")
    module = _from_file(Path(place)) if from_file else _from_name(place)
    found = _attribute(module, place, name)
    if not callable(found):
        raise UserError(
            f"{target} is an object of type {type(found).__name__}, which cannot be called; name a function."
        )
    return Target(target, found, _file(found, module), Path(place).parent if from_file else Path.cwd())


def handed(function: Callable[..., Any]) -> Target:
    """The target that a callable itself is.

    >>> handed(len).name
    'len'
    """
    if not callable(function):
        raise UserError(f"an object of type {type(function).__name__} cannot be called; hand over a function.")
    name = getattr(function, "__qualname__", type(function).__qualname__)
    code = getattr(inspect.unwrap(function), "__code__", None)
    return Target(name.replace("<locals>.", ""), function, code.co_filename if code else None, Path.cwd())


def _from_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise UserError(f"there is no file {path}.")
    name = f"rmsprop_sym_target_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path.resolve())
    if spec is None or spec.loader is None:
        raise UserError(f"{path} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses and pickles of the user's look their module up
    with _importing(path.parent), _blamed(str(path), str(path.resolve())):
        spec.loader.exec_module(module)
    return module


def _from_name(name: str) -> ModuleType:
    with _importing(Path.cwd()), _blamed(name, None):
        return importlib.import_module(name)


@contextmanager
def _importing(folder: Path) -> Iterator[None]:
    """Modules in the folder can be imported, and what they print does not mix with the report."""
    before = list(sys.path)
    sys.path.insert(0, str(folder.resolve()))
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        sys.path[:] = before


def _attribute(module: ModuleType, place: str, name: str) -> Any:
    found: Any = module
    for part in name.split("."):
        if not hasattr(found, part):
            callables = [known for known in dir(found) if known[0] != "_" and callable(getattr(found, known, None))]
            near = get_close_matches(part, callables, 1)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            raise UserError(f"{place} has no {part!r}{hint}")
        found = getattr(found, part)
    return found


def _file(found: Any, module: ModuleType) -> str | None:
    code = getattr(inspect.unwrap(found), "__code__", None)
    return code.co_filename if code else getattr(module, "__file__", None)


@contextmanager
def _blamed(name: str, file: str | None, doing: str = "while it was imported") -> Iterator[None]:
    """What the user's code raises becomes one line that says where in it."""
    try:
        with wait_limit(PATIENCE):
            yield
    except (UserError, KeyboardInterrupt):
        raise
    except TookTooLong as error:
        place = _place(error, file) or name
        raise UserError(f"{place}: it has not come back after {PATIENCE:g} s ({doing}).") from None
    except BaseException as error:
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise CodeRaised(f"{_place(error, file) or name}: {what} ({doing}).") from error


def _place(error: BaseException, file: str | None) -> str | None:
    """The user's own line: that of the syntax error, else the deepest frame in the user's file."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_short(error.filename)}:{error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"{_short(file)}:{lines[-1]}" if file and lines else None


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _parameters(target: Target) -> Mapping[str, inspect.Parameter]:
    try:
        return inspect.signature(target.function).parameters
    except (TypeError, ValueError) as error:
        raise UserError(
            f"{target.name} does not tell its parameters; wrap it in a function f(grads, theta0, **hyper) -> thetas."
        ) from error


def expected_call(target: Target, rule: Rule) -> str:
    """The call that the target has to answer to, as text.

    >>> from rmsprop_sym.rules import rmsprop
    >>> expected_call(Target("mine:f", lambda theta, v, g: None, None, Path()), rmsprop)
    'f(theta, v, g, *, eta, beta, eps) -> (theta, v)'
    """
    hyper = ", ".join(("*", *target.keywords(rule)) if target.keywords(rule) else ())
    taken, returned = ("grads, theta0", "thetas") if target.is_trajectory else ("theta, v, g", "(theta, v)")
    return f"f({taken}{hyper and ', '}{hyper}) -> {returned}"


def admit(target: Target, rule: Rule) -> None:
    """Refuses a callable that cannot be called as its form asks; raises UserError."""
    if not target.is_trajectory and len(rule.start) != 1:
        raise UserError(
            f"a step shows one state besides theta, and {rule.name} has {len(rule.start)}; "
            f"write a trajectory f(grads, theta0, *, {', '.join(rule.hyper)}) -> thetas for {target.name}."
        )
    positional = 2 if target.is_trajectory else 3
    try:
        inspect.signature(target.function).bind(*range(positional), **dict.fromkeys(target.keywords(rule)))
    except TypeError as error:
        given = f"{target.name}{inspect.signature(target.function)}"
        wanted = expected_call(target, rule)
        raise UserError(f"{given} cannot be called as {wanted}: {error}{_meant(target)}.") from error


def _meant(target: Target) -> str:
    """What was probably meant by a callable that is neither form."""
    if isinstance(target.function, type):
        return "; it is a class, so make an object of it and name that, or its method"
    parameters = list(_parameters(target).values())
    if parameters and parameters[0].name == "self":
        return "; it is a method, so name it on an object of its class"
    if len([p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]) == 2:
        return "; for a trajectory, name the first parameter grads"
    return ""


def run(target: Target, rule: Rule, family: Family) -> Returned:
    """What the target returns for the family, called with fresh copies and Python floats.

    Raises UserError if it raises, or if a result has the wrong shape or dtype.
    """
    return (_run_trajectory if target.is_trajectory else _run_steps)(target, rule, family)


def _passed(target: Target, rule: Rule, family: Family, step: int) -> dict[str, Any]:
    """The hyper-parameters of a step, as Python floats."""
    hyper = family.hyper_at(step)
    return {name: float(hyper[name]) for name in target.passed(rule)}


def _run_trajectory(target: Target, rule: Rule, family: Family) -> Returned:
    hyper = _passed(target, rule, family, 1)
    if target.takes_rates:
        del hyper["eta"]
        hyper["etas"] = family.rates
    elif family.changed:
        hyper["eta"] = np.array(family.rates)
    given = {"grads": family.gradients.copy(), "theta0": family.theta.copy()}
    result = _called(target, given, hyper, f"on the family {family.name}")
    thetas = _array(target, "thetas", result, family.gradients.shape, family.theta.dtype)
    originals = {"grads": family.gradients, "theta0": family.theta}
    return Returned(np.concatenate([family.theta[None], thetas]), None, _changed(given, originals))


def _run_steps(target: Target, rule: Rule, family: Family) -> Returned:
    size, dtype = family.theta.shape, family.theta.dtype
    thetas, states = [family.theta], [np.full(size, next(iter(rule.start.values())), dtype=dtype)]
    overwritten: frozenset[str] = frozenset()
    for k, g in enumerate(family.gradients, start=1):
        originals = {"theta": thetas[-1], "v": states[-1], "g": g}
        given = {name: x.copy() for name, x in originals.items()}
        hyper = _passed(target, rule, family, k)
        result = _called(target, given, hyper, f"in step {k} on the family {family.name}")
        if not isinstance(result, tuple | list) or len(result) != 2:
            raise UserError(f"{target.name} returned {_described(result)}; a step returns the pair (theta, v).")
        thetas.append(_array(target, "theta", result[0], size, dtype))
        states.append(_array(target, "v", result[1], size, dtype, np.dtype(np.float64)))
        overwritten |= _changed(given, originals)
    return Returned(np.array(thetas), np.array(states), overwritten)


def _called(target: Target, given: Mapping[str, Floats], hyper: Mapping[str, Any], doing: str) -> Any:
    with _blamed(target.name, target.file, doing), _importing(target.folder), np.errstate(all="ignore"):
        result = target.function(*given.values(), **hyper)
        if inspect.iscoroutine(result):
            result.close()  # or Python complains that nobody awaits it
        return result


def _array(target: Target, name: str, value: Any, shape: tuple[int, ...], *dtypes: np.dtype[Any]) -> Floats:
    """A copy of the returned array; refused unless it has the shape and one of the dtypes."""
    array = _as_array(target, name, value)
    if array.dtype == object:
        raise UserError(f"{target.name} returned {_described(value)} for {name}, no array of numbers.")
    if array.shape != shape:
        one_more = name == "thetas" and array.shape == (shape[0] + 1, *shape[1:])
        hint = ": what stands after each step, without theta0" * one_more
        raise UserError(f"{target.name} returned {name} of shape {array.shape}; it should be {shape}{hint}.")
    if array.dtype not in dtypes:
        hint = _about_dtype(value, array.dtype, dtypes[0])
        raise UserError(
            f"{target.name} returned {name} of dtype {array.dtype}; it should be {dtypes[0]}, as given{hint}."
        )
    copy: Floats = array.copy()
    return copy


def _about_dtype(value: Any, got: np.dtype[Any], wanted: np.dtype[Any]) -> str:
    """What is known to make an array of another dtype than was given."""
    if type(value).__module__.startswith("jaxlib"):
        return " (for float64, JAX asks for JAX_ENABLE_X64=1)"
    if (got.name, wanted.name) == ("float32", "bfloat16"):
        return " (a bfloat16 array times a Python float is float32; hand back x.astype(theta.dtype))"
    return ""


def _as_array(target: Target, name: str, value: Any) -> Any:
    try:
        return np.asarray(value)
    except (TypeError, ValueError) as error:
        raise UserError(f"{target.name} returned {_described(value)} for {name}, no array: {error}.") from error


def _described(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    return "None" if value is None else f"an object of type {type(value).__name__}"


def _changed(given: Mapping[str, Floats], originals: Mapping[str, Floats]) -> frozenset[str]:
    return frozenset(name for name, x in given.items() if x.tobytes() != originals[name].tobytes())
