"""Whatever is wrong with the user's code reaches the user as one line."""

import re
from pathlib import Path

import numpy as np
import pytest

from rmsprop_sym.crosscheck import target, verify
from rmsprop_sym.crosscheck.bounds import FORMATS
from rmsprop_sym.crosscheck.target import load
from rmsprop_sym.crosscheck.written import WRITTEN
from rmsprop_sym.errors import UserError

STEP = "def f(theta, v, g, *, eta, beta, eps):\n    "


def complaint(path, text, target="f", **options):
    """The one line that verifying the text's callable ends with, without the folder."""
    path = path / "mine.py"
    path.write_text(text)
    with pytest.raises(UserError) as caught:
        verify(f"{path}:{target}", **({"dtype": "float32", "steps": 3, "size": 2} | options))
    line = str(caught.value)
    assert "\n" not in line
    return line.replace(f"{path.parent}/", "")


FAULTS = {
    "x = 1\n": "mine.py has no 'f'.",
    "def ff(): pass\ndef g(): pass\n": "mine.py has no 'f'; did you mean 'ff'?",
    "f = 3\n": "mine.py:f is an object of type int, which cannot be called; name a function.",
    "def f(:\n": "mine.py:1: SyntaxError: invalid syntax (mine.py, line 1) (while it was imported).",
    "import numpy\n\n1/0\n": "mine.py:3: ZeroDivisionError: division by zero (while it was imported).",
    "import no_such_module\n": (
        "mine.py:1: ModuleNotFoundError: No module named 'no_such_module' (while it was imported)."
    ),
    "raise SystemExit(3)\n": "mine.py:1: SystemExit: 3 (while it was imported).",
    f"{STEP}return helper(g)\n\ndef helper(g):\n    raise ValueError('bad g')\n": (
        "mine.py:5: ValueError: bad g (in step 1 on the family normal)."
    ),
    f"{STEP}assert not g.any()\n": "mine.py:2: AssertionError (in step 1 on the family normal).",
    f"{STEP}return theta\n": "mine.py:f returned an object of type ndarray; a step returns the pair (theta, v).",
    f"{STEP}pass\n": "mine.py:f returned None; a step returns the pair (theta, v).",
    f"{STEP}return theta, v, g\n": "mine.py:f returned a tuple of 3; a step returns the pair (theta, v).",
    f"{STEP}return theta[:1], v\n": "mine.py:f returned theta of shape (1,); it should be (2,).",
    f"{STEP}return theta.astype('float64'), v\n": (
        "mine.py:f returned theta of dtype float64; it should be float32, as given."
    ),
    f"{STEP}return theta, v.astype('float16')\n": (
        "mine.py:f returned v of dtype float16; it should be float32, as given."
    ),
    "def f(grads, theta0, *, eta, beta, eps):\n    return grads[1:]\n": (
        "mine.py:f returned thetas of shape (2, 2); it should be (3, 2)."
    ),
    "def f(grads, theta0, *, eta, beta, eps):\n    return [[1.0], [1.0, 2.0]]\n": (
        "mine.py:f returned a list of 2 for thetas"
    ),
    "def f(theta, v, g, lr):\n    pass\n": (
        "mine.py:f(theta, v, g, lr) cannot be called as f(theta, v, g, *, eta, beta, eps) -> (theta, v): "
        "missing a required argument: 'lr'."
    ),
    "def f(grads):\n    pass\n": (
        "mine.py:f(grads) cannot be called as f(grads, theta0, *, eta, beta, eps) -> thetas: "
        "too many positional arguments."
    ),
    "def f(gradients, theta0, *, eta, beta, eps):\n    pass\n": (
        "mine.py:f(gradients, theta0, *, eta, beta, eps) cannot be called as "
        "f(theta, v, g, *, eta, beta, eps) -> (theta, v): too many positional arguments; "
        "for a trajectory, name the first parameter grads."
    ),
    "def f(self, theta, v, g, *, eta, beta, eps):\n    pass\n": (
        "mine.py:f(self, theta, v, g, *, eta, beta, eps) cannot be called as "
        "f(theta, v, g, *, eta, beta, eps) -> (theta, v): missing a required argument: 'g'; "
        "it is a method, so name it on an object of its class."
    ),
    "class f:\n    def __call__(self, theta, v, g, *, eta, beta, eps):\n        return theta, v\n": (
        "mine.py:f() cannot be called as f(theta, v, g, *, eta, beta, eps) -> (theta, v): too many positional "
        "arguments; it is a class, so make an object of it and name that, or its method."
    ),
    "def f():\n    pass\n": (
        "mine.py:f() cannot be called as f(theta, v, g, *, eta, beta, eps) -> (theta, v): "
        "too many positional arguments."
    ),
    "def f(grads, theta0, *, eta, beta, eps):\n    yield from grads\n": (
        "mine.py:f returned an object of type generator for thetas, no array of numbers."
    ),
    "def f(grads, theta0, *, eta, beta, eps):\n    return [theta0, *grads]\n": (
        "mine.py:f returned thetas of shape (4, 2); it should be (3, 2): what stands after each step, without theta0."
    ),
    f"class Odd(BaseException): pass\n{STEP}raise Odd\n": "mine.py:3: Odd (in step 1 on the family normal).",
    f"async {STEP}pass\n": "mine.py:f returned an object of type coroutine; a step returns the pair (theta, v).",
}


@pytest.mark.parametrize("text, line", FAULTS.items(), ids=[line[:40] for line in FAULTS.values()])
def test_a_fault_of_the_users_code_is_one_line(text, line, tmp_path):
    """The line says what is wrong, where in the file, and what was expected."""
    assert complaint(tmp_path, text).startswith(line)


@pytest.mark.parametrize(
    "options, line",
    [
        ({"rule": "rmsprob"}, "no rule is named 'rmsprob'; did you mean 'rmsprop'?"),
        ({"rule": "?"}, "no rule is named '?'; the rules are RULES."),
        ({"dtype": "float8"}, f"'float8' is no dtype that verify knows; write {' or '.join(FORMATS)}."),
        ({"steps": 0}, "steps = 0 leaves nothing to run; write a whole number from 1 on."),
        ({"size": -1}, "size = -1 leaves nothing to run; write a whole number from 1 on."),
        ({"steps": 2.5}, "steps = 2.5 is no number of steps; write a whole number from 1 on."),
        (
            {"rule": "sgd"},
            (
                "a step shows one state besides theta, and sgd has 0; "
                "write a trajectory f(grads, theta0, *, eta) -> thetas for mine.py:f."
            ),
        ),
    ],
)
def test_a_fault_of_the_options_is_one_line(options, line, tmp_path):
    """A wrong rule, dtype or size is named, with what to write instead."""
    line = line.replace("RULES", ", ".join(WRITTEN))
    assert line == complaint(tmp_path, f"{STEP}return theta, v\n", **options)


@pytest.mark.parametrize("hang", ["while True: pass", "import time; time.sleep(1000)"])
def test_code_that_hangs_is_named(hang, tmp_path, monkeypatch):
    """Whether it works or waits, it is ended, and the line says where."""
    monkeypatch.setattr(target, "PATIENCE", 0.2)
    line = "mine.py:2: it has not come back after 0.2 s (in step 1 on the family normal)."
    assert line == complaint(tmp_path, f"{STEP}{hang}\n")


@pytest.mark.parametrize("unsteady", ["g += 1e-3*state[0]; state[0] += 1", "g *= random.random()"])
def test_code_that_remembers_or_is_random_is_told(unsteady, tmp_path):
    """On the same gradients again it returns something else."""
    told = "On the same gradients again it returns other numbers: it keeps a state of its own, or is random."
    path = tmp_path / "mine.py"
    for line, found in ((unsteady, True), ("g = 2*g", False)):
        path.write_text(f"import random\nstate = [0]\n{STEP}{line}; return theta - eta*g, v\n")
        assert found == (told in verify(f"{path}:f", dtype="float64", steps=2, size=2).findings)


@pytest.mark.parametrize(
    "target, line",
    [
        ("nothing", "'nothing' names no callable; write path/file.py:callable or package.module:callable."),
        ("a.py:", "'a.py:' names no callable; write path/file.py:callable or package.module:callable."),
        ("no/such/file.py:f", "there is no file no/such/file.py."),
        ("no_such_module:f", "no_such_module: ModuleNotFoundError: No module named 'no_such_module'"),
        ("math:sqrtt", "math has no 'sqrtt'; did you mean 'sqrt'?"),
    ],
)
def test_a_target_that_is_not_there_is_one_line(target, line):
    """A missing file, module or name is told apart from each other."""
    with pytest.raises(UserError, match=f"^{re.escape(line)}"):
        load(target)


def test_a_callable_in_a_module_is_loaded(tmp_path, monkeypatch):
    """package.module:name finds modules of the folder that the command is started in, and dotted names in them."""
    package = tmp_path / "package_of_mine"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "mine.py").write_text(
        "class A:\n    @staticmethod\n    def f(theta, v, g, *, eta, beta, eps):\n        return theta, v\n"
    )
    monkeypatch.chdir(tmp_path)
    assert "OUTSIDE" == verify("package_of_mine.mine:A.f", dtype="float64", steps=2, size=2).grade


def test_the_users_file_may_import_its_neighbours(tmp_path):
    """A file finds the modules beside it, as it does when it is run."""
    (tmp_path / "neighbour_of_mine.py").write_text("RATE = 2\n")
    (tmp_path / "mine.py").write_text(f"from neighbour_of_mine import RATE\n{STEP}return theta, v\n")
    assert "OUTSIDE" == verify(f"{tmp_path / 'mine.py'}:f", dtype="float64", steps=2, size=2).grade


def test_the_users_function_may_import_its_neighbours_when_it_is_called(tmp_path):
    """Imports inside the function find the same modules."""
    (tmp_path / "late_neighbour_of_mine.py").write_text("RATE = 2\n")
    (tmp_path / "mine.py").write_text(f"{STEP}import late_neighbour_of_mine; return theta, v\n")
    assert "OUTSIDE" == verify(f"{tmp_path / 'mine.py'}:f", dtype="float64", steps=2, size=2).grade


def test_what_the_users_code_prints_does_not_mix_with_the_report(tmp_path, capsys):
    """stdout belongs to the report; the code's own words go to stderr."""
    (tmp_path / "mine.py").write_text(f"print('loaded')\n{STEP}print('called'); return theta, v\n")
    verify(f"{tmp_path / 'mine.py'}:f", dtype="float64", steps=1, size=1)
    out, err = capsys.readouterr()
    assert ("", True, True) == (out, "loaded" in err, "called" in err)


def test_each_call_gets_copies_of_its_own(tmp_path):
    """Arguments are C-contiguous, writable and nobody else's, and hyper-parameters are Python floats."""
    (tmp_path / "mine.py").write_text(
        f"{STEP}for x in (theta, v, g):\n"
        "        assert x.flags.c_contiguous and x.flags.writeable and x.flags.owndata\n"
        "        x[:] = 0\n"
        "    assert {type(x) for x in (eta, beta, eps)} == {float}\n"
        "    return theta, v\n"
    )
    report = verify(f"{tmp_path / 'mine.py'}:f", dtype="float32", steps=2, size=2)
    assert "It writes into what it is given: g, theta." in report.findings


def test_a_keyboard_interrupt_is_not_swallowed(tmp_path):
    """Who stops the user's code stops the program."""
    (tmp_path / "mine.py").write_text(f"{STEP}raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        verify(f"{tmp_path / 'mine.py'}:f", dtype="float32", steps=1, size=1)


def test_a_step_that_leaves_bfloat16_is_told_how_to_stay_there(tmp_path):
    """NumPy's bfloat16 becomes float32 as soon as a Python float is beside it."""
    told = complaint(tmp_path, f"{STEP}return theta * 0.5, v\n", dtype="bfloat16")
    assert told.endswith(
        "it should be bfloat16, as given (a bfloat16 array times a Python float is float32; "
        "hand back x.astype(theta.dtype))."
    )


def test_arrays_that_are_returned_again_and_again_are_copied(tmp_path):
    """A trajectory that returns its own buffer, and a step that returns its arguments, are read at once."""
    (tmp_path / "mine.py").write_text(
        "import numpy as np\n"
        "buffer = np.zeros(2)\n"
        f"{STEP}v *= beta; v += (1 - beta) * g * g\n"
        "    np.subtract(theta, eta * g / (np.sqrt(v) + eps), out=buffer)\n"
        "    return buffer, v\n"
    )
    assert "WITHIN" == verify(f"{tmp_path / 'mine.py'}:f", dtype="float64", steps=5, size=2).grade


def test_a_float64_trajectory_of_a_float32_run_is_refused_with_the_reason(tmp_path):
    """np.zeros without a dtype is the usual slip, and the message names the dtype that came."""
    text = (
        "import numpy as np\n"
        "def f(grads, theta0, *, eta, beta, eps):\n"
        "    thetas = np.zeros(grads.shape)\n"
        "    return thetas\n"
    )
    assert "mine.py:f returned thetas of dtype float64; it should be float32, as given." == complaint(tmp_path, text)
    assert np.dtype("float32") != np.zeros(1).dtype


def test_the_shown_path_is_short_inside_the_working_folder():
    """A place in a file below the working folder is told without it."""
    from rmsprop_sym.crosscheck.target import _short

    assert "mine.py" == _short(str(Path.cwd() / "mine.py"))
