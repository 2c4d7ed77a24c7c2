"""What an installation carries: the wheel is built, installed and run away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "rmsprop_sym", "derivations")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(*command, cwd):
    """What the command prints; its complaint is the failure."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Installation:
    """A wheel of the project, an environment it is installed in, and a folder far from the checkout."""

    wheel: Path
    bin: Path
    away: Path

    def python(self, code):
        """What the code prints in the environment."""
        return run(self.bin / "python", "-c", code, cwd=self.away).strip()


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """The wheel, built from a copy of the sources and installed beside the dependencies of this environment."""
    base = tmp_path_factory.mktemp("installation")
    source, away = base / "source", base / "away"
    for path in (source, away):
        path.mkdir()
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", base, source, cwd=base)
    (wheel,) = base.glob("*.whl")
    venv = base / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=base)
    inside = sysconfig.get_path("purelib", "venv", {"base": venv})
    Path(inside, "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    bin_ = Path(sysconfig.get_path("scripts", "venv", {"base": venv}))
    pip = (sys.executable, "-m", "pip", "--python", bin_ / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall", wheel, cwd=away)
    return Installation(wheel, bin_, away)


def sources():
    """The names that the files of the two folders have in a wheel."""
    for folder, name in ((ROOT / "rmsprop_sym", "rmsprop_sym"), (ROOT / "derivations", "rmsprop_sym/derivations")):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in {".py", ".lark", ".typed", ".json"}:
                yield f"{name}/{path.relative_to(folder).as_posix()}"


def test_the_wheel_holds_every_source_file_and_no_other(installation):
    """The wheel's list of files is the list of the sources."""
    with zipfile.ZipFile(installation.wheel) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert set(sources()) == packed


def test_every_folder_with_code_is_a_listed_package():
    """A folder that is forgotten in pyproject.toml would be missing in the wheel."""
    folders = {name.rpartition("/")[0].replace("/", ".") for name in sources() if name.endswith(".py")}
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == folders


def test_the_installed_package_is_not_the_checkout(installation):
    """Away from the checkout the package comes out of the environment."""
    where = Path(installation.python("import rmsprop_sym; print(rmsprop_sym.__file__)"))
    assert installation.bin.parent in where.parents
    assert ROOT not in where.parents


def test_the_derivations_are_installed_too(installation):
    """`rmsprop_sym.derivations` imports away from the checkout."""
    where = Path(installation.python("import rmsprop_sym.derivations as d; print(d.__file__)"))
    assert where.parts[-3:] == ("rmsprop_sym", "derivations", "__init__.py")
    assert installation.bin.parent in where.parents


def test_the_installed_command_runs(installation):
    """The entry point and `python -m` say the same."""
    by_name = run(installation.bin / "rmsprop-sym", "--help", cwd=installation.away)
    by_module = run(installation.bin / "python", "-m", "rmsprop_sym", "--help", cwd=installation.away)
    assert "Usage: rmsprop-sym [OPTIONS] COMMAND" in by_name
    assert by_name == by_module


def test_the_installed_command_does_the_mathematics(installation):
    """Away from the checkout a theorem is derived and a chain is judged, grammar and all."""
    derived = run(installation.bin / "rmsprop-sym", "derive", "first_step", cwd=installation.away)
    assert derived.startswith("PROVED  first_step\n")
    note = installation.away / "note.md"
    note.write_text("```{claim} one\n:rule: rmsprop\nv(1) = (1 - beta)*g(1)^2\n```\n", encoding="utf-8")
    checked = run(installation.bin / "rmsprop-sym", "check", "--strict", note, cwd=installation.away)
    assert "1 statement is right." in checked


def test_the_installed_command_knows_its_version(installation):
    """`--version` prints the version of pyproject.toml."""
    printed = run(installation.bin / "rmsprop-sym", "--version", cwd=installation.away)
    assert f"rmsprop-sym, version {PROJECT['project']['version']}\n" == printed


def test_every_version_is_bounded_on_both_sides():
    """No dependency may drift into a version that nobody has tried."""
    listed = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    assert [line for line in listed if ">=" not in line or "<" not in line.replace("<=", "")] == []


def test_the_constraints_pin_every_dependency():
    """Each dependency of the project and of its tests has one exact version, and no host stands in the file."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    listed = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    names = {line.split(">=")[0].lower() for line in listed}
    assert names - {pin.split("==")[0].lower() for pin in pins} == set()
    assert [pin for pin in pins if pin.count("==") != 1 or "/" in pin] == []


def test_the_machine_runs_what_the_reader_runs():
    """`.ci/run` is executable and calls the command of the README."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8").splitlines()
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
