"""The consequences of any rule: the machine writes the boards, and the kernel checks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rmsprop_sym.alphabet import show, t
from rmsprop_sym.board import Derivation
from rmsprop_sym.discover.audit import audit
from rmsprop_sym.discover.book import Book, Missing
from rmsprop_sym.discover.bounds import step_bound
from rmsprop_sym.discover.drifting import drifting
from rmsprop_sym.discover.expected import Expected
from rmsprop_sym.discover.factor import with_products
from rmsprop_sym.discover.linear import Linear, linear
from rmsprop_sym.discover.loading import load
from rmsprop_sym.discover.nested import nested
from rmsprop_sym.discover.scaling import corrections, scaling
from rmsprop_sym.discover.states import Writer, memory
from rmsprop_sym.discover.steps import Steps, steps
from rmsprop_sym.discover.terms import Underivable
from rmsprop_sym.errors import UserError
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.library import Entry, Standing
from rmsprop_sym.numbers.dimension import Clash, Unit
from rmsprop_sym.rules import Rule
from rmsprop_sym.rules.run import recursion
from rmsprop_sym.rules.units import units

__all__ = ["Consequences", "Missing", "consequences", "derived", "load"]


@dataclass(frozen=True)
class Consequences:
    """What follows from a rule, what its letters measure, and what could not be derived."""

    rule: Rule
    entries: tuple[Entry, ...]
    units: Mapping[str, Unit]
    missing: tuple[Missing, ...]

    @property
    def equations(self) -> tuple[str, ...]:
        """The rule among letters."""
        found = recursion(self.rule)
        return tuple(show(Claim(found.state(name, found.step + 1), "=", body)) for name, _, body in found.states)

    @property
    def proved(self) -> bool:
        """Whether every theorem has an instance and stands on known axioms."""
        return all(entry.grade is Standing.PROVED for entry in self.entries)

    def find(self, name: str) -> Entry:
        """The theorem of that name.  Raises UserError if there is none."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        for missing in self.missing:
            if missing.what == name:
                raise UserError(f"{name} was not derived: {missing.reason}.")
        names = ", ".join(entry.name for entry in self.entries)
        raise UserError(f"nothing about {self.rule.name} is called {name!r}. There are {names}.")

    def chosen(self, names: Sequence[str]) -> Consequences:
        """The theorems of these names only; all of them where no name is given."""
        return replace(self, entries=tuple(map(self.find, names)) or self.entries)

    def json(self) -> dict[str, Any]:
        """The consequences in the published fields."""
        return {
            "version": 1,
            "rule": self.rule.name,
            "equations": list(self.equations),
            "theorems": [entry.json() for entry in self.entries],
            "units": {name: str(unit) for name, unit in self.units.items()},
            "not_derived": [{"what": missing.what, "reason": missing.reason} for missing in self.missing],
        }


def derived(target: str, schedule: str | None = None, names: Sequence[str] = ()) -> Consequences:
    """What follows from the rule that a target names, of these names only if there are any.

    The schedule lists the hyper-parameters that are another number at each step, such as "eta,beta".

    >>> show(derived("rmsprop", "beta", ["v_constant_input"]).entries[0].theorem.claim)
    'v(t) = (1 - P_v(t))*G'
    """
    changing = [name for part in (schedule or "").split(",") if (name := part.strip())]
    if schedule is not None and not changing:
        raise UserError("no hyper-parameter is named that changes from step to step; write eta, or eta,beta.")
    return consequences(load(target).on_schedule(*changing)).chosen(names)


def consequences(rule: Rule) -> Consequences:
    """What follows from a rule, each theorem proved by the kernel.

    Raises UserError for a body that is not what its equations say.

    >>> from rmsprop_sym.rules import rmsprop
    >>> show(consequences(rmsprop).find("v_limit").theorem.claim)
    'v(t) -> G as t -> oo'
    """
    audit(rule)
    code = rule.body.__code__
    book = Book(with_products(rule), _near(code.co_filename), code.co_firstlineno)
    found, signs = dict[str, Linear](), dict[str, Derivation]()
    for name in rule.start:
        try:
            found[name] = linear(book.rule, name)
        except Underivable as reason:
            book.miss(f"{name}_closed_form", str(reason))
            continue
        write = drifting if found[name].moving else memory
        sign = write(found[name], book, list(signs.values()))
        if sign:
            signs[name] = sign
        if not found[name].moving and not found[name].forgets:
            bias = Expected(Writer(found[name], book))
            book.add(f"{name}_expected", "What is to be expected, when the input is alike on average.", bias.board)
        if found[name].nested and not found[name].moving:
            _on_the_way(found[name], found, book)
    writer, fixed = Steps(book), corrections(book, found.values())
    steps(writer)
    book.add(
        "step_bound", "No step is longer, whatever the gradients.", lambda: step_bound(writer, found, signs, fixed)
    )
    measured = _measured(rule, book)
    scaling(book, measured, fixed, signs)
    entries = tuple(book.entries())
    return Consequences(book.rule, entries, measured or {}, tuple(book.missing))


def _on_the_way(state: Linear, known: Mapping[str, Linear], book: Book) -> None:
    """What a state does that takes in another one."""
    inner = [other for other in known.values() if state.newest == other.state(t + 1)]
    if inner:
        nested(Writer(state, book), Writer(inner[0], book))
    else:
        book.miss(f"{state.name}_approach", "its input depends on other states, which do not stay the same")


def _near(file: str) -> str:
    """The path as seen from here, if the file is below."""
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


def _measured(rule: Rule, book: Book) -> Mapping[str, Unit] | None:
    try:
        return units(rule).of
    except Clash as clash:
        book.miss("units", str(clash).replace(clash.file, _near(clash.file)))
    except TypeError as error:
        book.miss("units", f"the body does not run on units: {error}")
    return None
