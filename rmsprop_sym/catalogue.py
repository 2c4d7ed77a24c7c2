"""What stands in which file of `derivations/`, without running it: which names, and what the theorems speak of.

Nothing here is trusted: the catalogue only says which files are worth loading.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Apply, Lambda, Letter, Term, parts
from rmsprop_sym.kernel.theorem import Theorem

PACKAGE = "rmsprop_sym.derivations"
_ARITHMETIC = {"+", "*", "**"}
_SERVES = {"=": {"="}, "<=": {"<=", "<", "="}, "<": {"<"}, "!=": {"!=", "<"}, "->": {"->"}}


@dataclass(frozen=True)
class Topic:
    """What a claim speaks of: the rules whose equations it rests on, and the words of its two sides."""

    relation: str
    rules: frozenset[str]
    left: frozenset[str]
    right: frozenset[str]

    @classmethod
    def of(cls, claim: Claim, rules: Iterable[str] = ()) -> Topic:
        """The topic of a claim about runs of these rules."""
        return cls(claim.relation, frozenset(rules), _words(claim.left), _words(claim.right))

    def without(self, words: frozenset[str]) -> Topic:
        """The topic when values stand in place of some words."""
        return Topic(self.relation, self.rules, self.left - words, self.right - words)

    def may_say(self, claim: Topic) -> bool:
        """Whether a theorem on this topic may be the claim, written in another way; of limits one side is enough."""
        if not (self.rules <= claim.rules and self.relation in _SERVES[claim.relation]):
            return False
        same = self.left == claim.left if claim.relation == "->" else self._all == claim._all
        return same or (claim.relation == "=" and claim.left in (self.left, self.right))

    def may_help(self, claim: Topic) -> bool:
        """Whether a theorem on this topic may be a step to the claim: its states are among those of the claim."""
        states = {word for word in self._all if word.endswith("()")}
        return self.rules <= claim.rules and self.relation != "->" and bool(states) and states <= claim._all

    def distance(self, claim: Topic) -> int:
        """How many words only one of them has."""
        return len(self._all ^ claim._all)

    @property
    def _all(self) -> frozenset[str]:
        return self.left | self.right


def _words(whole: Term) -> frozenset[str]:
    """The hyper-parameters, functions, sequences and states; whose states they are is left to the rules."""
    match whole:
        case Letter(name) if whole in DOMAINS:
            return frozenset({name})
        case Apply(head, args):
            state = head.kind == "state"
            own = frozenset({f"{head.name}()" if state else head.name} - _ARITHMETIC)
            return own.union(*map(_words, args[-1:] if state else args))
        case Lambda():
            return _words(whole.body)
    return frozenset().union(*map(_words, parts(whole)))


def topic(theorem: Theorem) -> Topic:
    """What a theorem speaks of."""
    return Topic.of(theorem.claim, (recursion.rule for recursion in theorem.recursions))


@cache
def folder() -> Path:
    """Where the derivations are."""
    spec = find_spec(PACKAGE)
    assert spec is not None and spec.origin is not None  # noqa: PT018 - the package is installed with this file
    return Path(spec.origin).parent


@cache
def sources() -> Mapping[str, str]:
    """The text of each file with theorems, by its name."""
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder().glob("*.py")) if not p.stem.startswith("_")}


@cache
def defined(file: str) -> Mapping[str, int]:
    """The names that a file gives a meaning to, not those that it imports, each with its line."""
    names: dict[str, int] = {}
    for node in ast.parse(sources()[file]).body:
        if isinstance(node, ast.FunctionDef):
            names[node.name] = node.lineno
        elif isinstance(node, ast.Assign):
            targets = [target for whole in node.targets for target in ast.walk(whole)]
            names |= {target.id: node.lineno for target in targets if isinstance(target, ast.Name)}
    return names


@cache
def topics() -> Mapping[str, Mapping[str, Topic] | None]:
    """For each file what its theorems speak of; None for a file that is not as it was when this was written down."""
    place = folder() / "catalogue.json"
    kept = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    return {
        file: {name: _read(row) for name, row in kept[file]["theorems"].items()}
        if file in kept and kept[file]["digest"] == _digest(file)
        else None
        for file in sources()
    }


def _read(row: list[str]) -> Topic:
    relation, *words = row
    return Topic(relation, *(frozenset(part.split()) for part in words))


def _written(about: Topic) -> list[str]:
    relation, *words = astuple(about)
    return [relation, *(" ".join(sorted(part)) for part in words)]


def _digest(file: str) -> str:
    return sha256(sources()[file].encode()).hexdigest()[:16]


def page(theorems: Mapping[str, Mapping[str, Theorem]]) -> str:
    """The catalogue of the theorems, by file and name, as it is kept beside the derivations."""
    rows = [
        f" {json.dumps(file)}: {{\n"
        f'  "digest": {json.dumps(_digest(file))},\n'
        f'  "theorems": {{\n'
        + ",\n".join(f"   {json.dumps(name)}: {json.dumps(_written(topic(t)))}" for name, t in found.items())
        + "\n  }\n }"
        for file, found in theorems.items()
    ]
    return "{\n" + ",\n".join(rows) + "\n}\n"
