"""How the rooms hang together: imports run one way, trust is small, nothing heavy comes along unasked."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "rmsprop_sym"
DERIVATIONS = ROOT / "derivations"
KERNEL = PACKAGE / "kernel"

# From the ground up: a room may import rooms of the tiers above its own line, and itself.
TIERS = (
    {"errors", "deadline"},
    {"numbers", "kernel"},
    {"search"},
    {"alphabet"},
    {"board"},
    {"rules"},
    {"derivations"},
    {"evaluate"},
    {"sampling"},
    {"catalogue"},
    {"library"},
    {"discover"},
    {"codegen"},
    {"crosscheck"},
    {"claims"},
    {"referee"},
    {"render"},
    {"cli", "pytest_plugin"},
    {"__main__", "__init__"},
)
LEVEL = {room: level for level, rooms in enumerate(TIERS) for room in rooms}

# Who may import inside a function, and why.
LAZY = {
    "rmsprop_sym.cli.code": "each command imports what it needs, so that --help needs nothing",
    "rmsprop_sym.cli.mathematics": "each command imports what it needs, so that --help needs nothing",
    "rmsprop_sym.cli.notes": "each command imports what it needs, so that --help needs nothing",
    "rmsprop_sym.claims.directives": "the rules and the kernel are loaded when a note has letters",
    "rmsprop_sym.claims.files": "the rules and the kernel are loaded when a note has letters",
    "rmsprop_sym.claims.frontmatter": "YAML is read, and the rules are loaded, where a note has settings",
    "rmsprop_sym.claims.judge": "theorems are loaded when a claim has letters",
    "rmsprop_sym.claims.symbolic.known": "the discovery engine, which needs SymPy, is loaded where the library ends",
    "rmsprop_sym.claims.read.folders": "only a folder has a .gitignore",
    "rmsprop_sym.claims.several": "the discovery engine is loaded when a reader brings rules",
    "rmsprop_sym.claims.symbolic.solving": "SymPy is loaded when an equation is to be solved",
    "rmsprop_sym.claims.words.outline": "the rules are loaded when a heading supposes something of gradients",
    "rmsprop_sym.crosscheck.adapters.keras": "Keras chooses its backend when it is imported, and JAX is one of them",
    "rmsprop_sym.numbers": "NumPy is for NumPy's numbers only, SymPy for SymPy's",
    "rmsprop_sym.pytest_plugin": "pytest loads it at every start, whatever is tested",
    "rmsprop_sym.search.sympy_bridge": "SymPy is loaded when somebody crosses the bridge",
    "rmsprop_sym.search.reduction": "SymPy is loaded when a search needs it, not when a note is read",
}


@dataclass(frozen=True)
class Import:
    """One module that a file asks for, and whether it does so inside a function."""

    source: str
    target: str
    deferred: bool


def module_of(path, base, name):
    """The dotted name of the file."""
    parts = path.relative_to(base).with_suffix("").parts
    return ".".join((name, *(part for part in parts if part != "__init__")))


def files():
    """Every file of the package and of the derivations, by module name."""
    ours = {module_of(path, PACKAGE, "rmsprop_sym"): path for path in PACKAGE.rglob("*.py")}
    return ours | {module_of(path, DERIVATIONS, "rmsprop_sym.derivations"): path for path in DERIVATIONS.rglob("*.py")}


FILES = files()


def targets(node, module, path):
    """The modules that an import statement asks for."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    base = package[: len(package) - node.level + 1] if node.level else []
    origin = ".".join([*base, *([node.module] if node.module else [])])
    return [whole if (whole := f"{origin}.{alias.name}") in FILES else origin for alias in node.names]


def imports_in(tree, module, path):
    """Every import of the tree; what stands under TYPE_CHECKING is no import when the program runs."""
    deferred = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    for_types = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.If) and ast.unparse(outer.test) == "TYPE_CHECKING"
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in for_types:
            yield from (Import(module, target, id(node) in deferred) for target in targets(node, module, path))


def all_imports():
    """Every import of every file."""
    for module, path in FILES.items():
        yield from imports_in(ast.parse(path.read_text(encoding="utf-8")), module, path)


IMPORTS = list(all_imports())
OURS = [found for found in IMPORTS if found.target.split(".")[0] == "rmsprop_sym"]


def room(module):
    """The room that a module belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def uphill(found):
    """Whether the import leads to a room that is not below the importing one."""
    here, there = room(found.source), room(found.target)
    return here != there and LEVEL[there] >= LEVEL[here]


# The rooms inside claims/, from the ground up; the files beside them are the door, and what every room needs.
CLAIMS = (
    "expressions",
    "arithmetic",
    "read",
    "symbolic",
    "conventions",
    "words",
    "traces",
    "quantities",
    "context",
    "tables",
)


def claims_room(module):
    """The room inside claims/ that the module stands in, or None."""
    parts = module.split(".")
    return parts[2] if parts[1:2] == ["claims"] and len(parts) > 2 and parts[2] in CLAIMS else None


def uphill_in_claims(found):
    """Whether the import leads from one room of claims/ to one above it."""
    here, there = claims_room(found.source), claims_room(found.target)
    return None not in {here, there} and CLAIMS.index(here) < CLAIMS.index(there)


def standard(module):
    """Whether the module comes with Python."""
    return module.split(".")[0] in sys.stdlib_module_names


def test_every_file_belongs_to_a_room():
    """No file stands outside the plan."""
    assert {room(module) for module in FILES} - set(LEVEL) == set()


def test_imports_run_downhill():
    """A room imports only rooms below it, also inside functions."""
    assert [found for found in OURS if uphill(found)] == []


@pytest.mark.parametrize(
    "module, line, fault",
    [
        ("rmsprop_sym.numbers.exact", "from rmsprop_sym.claims import check", True),
        ("rmsprop_sym.rules.rmsprop", "def f():\n    import rmsprop_sym.cli", True),
        ("rmsprop_sym.rules.rmsprop", "from ..claims import check", True),
        ("rmsprop_sym.claims.judge", "from rmsprop_sym.numbers import sqrt", False),
        ("rmsprop_sym.claims.judge", "from . import verdict", False),
    ],
)
def test_an_uphill_import_is_seen(module, line, fault):
    """The table refuses what leads up and lets pass what leads down."""
    path = PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")
    assert fault == any(uphill(found) for found in imports_in(ast.parse(line), module, path))


def test_the_rooms_of_claims_depend_on_each_other_one_way():
    """Inside claims/ too every folder is a room of the plan, and imports only rooms below it."""
    assert {path.name for path in (PACKAGE / "claims").iterdir() if (path / "__init__.py").exists()} == set(CLAIMS)
    assert [found for found in OURS if uphill_in_claims(found)] == []


@pytest.mark.parametrize(
    "module, line, fault",
    [
        ("rmsprop_sym.claims.expressions.tree", "from rmsprop_sym.claims.words import wording", True),
        ("rmsprop_sym.claims.words.wording", "from rmsprop_sym.claims.tables.tabled import Tables", True),
        ("rmsprop_sym.claims.tables.tabled", "from rmsprop_sym.claims.expressions import tree", False),
        ("rmsprop_sym.claims.words.wording", "from rmsprop_sym.claims import verdict", False),
    ],
)
def test_an_import_from_a_room_of_claims_above_is_seen(module, line, fault):
    """The order of the rooms refuses what leads up and lets pass what leads down."""
    path = PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")
    assert fault == any(uphill_in_claims(found) for found in imports_in(ast.parse(line), module, path))


def test_no_module_imports_itself_by_way_of_others():
    """The graph of the imports at the top of the files has no cycle."""
    graph = {module: set() for module in FILES}
    for found in OURS:
        if not found.deferred and found.target in FILES and found.target != found.source:
            graph[found.source].add(found.target)
    assert len(list(TopologicalSorter(graph).static_order())) == len(FILES)


def test_only_the_named_modules_import_inside_a_function():
    """A deferred import is an exception with a reason, and the reasons are listed."""
    deferred = [found for found in IMPORTS if found.deferred and not standard(found.target)]
    assert {found.source for found in deferred} == set(LAZY)


def test_the_kernel_needs_nothing_but_python():
    """No file of the kernel imports another room or another project."""
    asked = {found.target for found in IMPORTS if room(found.source) == "kernel" and room(found.target) != "kernel"}
    assert {target for target in asked if not standard(target)} == set()


def test_the_kernel_can_be_read_in_an_evening():
    """The kernel, terms included, has at most 900 lines."""
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in KERNEL.glob("*.py")) <= 900


def test_only_one_file_makes_theorems():
    """The key of a Theorem, and the call that needs it, stand in one file of the kernel."""
    pattern = re.compile(r"\b_KEY\b|\bTheorem\(")
    assert [path for path in FILES.values() if pattern.search(path.read_text(encoding="utf-8"))] == [
        KERNEL / "theorem.py"
    ]


def test_no_file_outgrows_a_room():
    """No file of the package has more than 400 lines."""
    assert [path.name for path in FILES.values() if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []


def modules_after(code):
    """The names of the modules that are loaded after the code has run in a fresh interpreter."""
    program = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.split())


HEAVY = {"sympy", "numpy", "mpmath", "matplotlib", "flint", "lark", "markdown_it", "yaml", "rich"}


def test_help_loads_nothing_heavy():
    """The command line starts without the mathematics, the grammar and the pages."""
    assert modules_after("import rmsprop_sym.cli") & HEAVY == set()


NOTE = """
0.9×0.025 + 0.1×0.4² = 0.0225 + 0.016 = 0.0385, and 1/√0.1 ≈ 3.16

```{trace} one-step
:rule: rmsprop
:where: eta = 0.1; beta = 0.9; eps = 1e-8; theta = 0
| step | g1 | v1 | theta1 |
|---|---|---|---|
| 1 | 0.5 | 0.0250 | -0.3162 |
```
"""


def test_the_pytest_plugin_loads_nothing_heavy():
    """A project that has this one installed waits for none of it when its tests start."""
    loaded = modules_after("import rmsprop_sym.pytest_plugin")
    assert loaded & HEAVY == set()
    assert {name for name in loaded if name.startswith("rmsprop_sym.")} == {"rmsprop_sym.pytest_plugin"}


def test_arithmetic_needs_neither_sympy_nor_numpy(tmp_path):
    """Chains and traces are judged without the two libraries that take longest to load."""
    note = tmp_path / "note.md"
    note.write_text(NOTE, encoding="utf-8")
    code = f"from rmsprop_sym.claims import check\nassert check([{str(note)!r}]).totals['ROUNDS'] == 2"
    assert modules_after(code) & {"sympy", "numpy", "mpmath"} == set()


def test_the_public_face_is_lazy():
    """Importing the package loads none of its rooms."""
    assert {name for name in modules_after("import rmsprop_sym") if name.startswith("rmsprop_sym.")} == set()


def test_every_public_name_is_where_the_face_says():
    """Each name of the public face can be had, and asking for another one is an AttributeError."""
    import rmsprop_sym

    assert [name for name in rmsprop_sym.__all__ if not hasattr(rmsprop_sym, name)] == []
    assert not hasattr(rmsprop_sym, "rmsprob")


# Assembled here, so that this file does not hold them.
FOREIGN = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "index" + "-url",
    r"find" + "-links",
    r"\bissue " + "#?[0-9]",
    "/wo" + "rk/",
    r"\.\./" + "shared",
]


def written():
    """Every text file that belongs to the project."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.skipif(
    not ((ROOT / ".git").exists() and shutil.which("git")), reason="only git knows which files are the project's"
)
def test_the_project_speaks_only_of_itself():
    """No file names a registry's host or how it came to be written."""
    pattern = re.compile("|".join(FOREIGN))
    assert [
        (path.name, found[0])
        for path in written()
        if (found := pattern.search(path.read_bytes().decode("utf-8", "replace")))
    ] == []
