"""The `rmsprop_sym:` part of a note's front matter: what holds for the whole file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from rmsprop_sym.claims.expressions.notation import PROFILES, Profile
from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.symbolic.settings import Hypothesis, Setting, read_hypotheses, read_settings
from rmsprop_sym.claims.unreadable import Unreadable

if TYPE_CHECKING:
    from rmsprop_sym.rules import Rule

LONGEST = 64_000
DEEPEST = 20
KEYS = ("rule", "notation", "given", "where")


@dataclass(frozen=True)
class Context:
    """What holds where a statement stands: the rule, the hypotheses, the values, and the names of letters."""

    rule: Rule | None = None
    given: tuple[Hypothesis, ...] = ()
    where: tuple[Setting, ...] = ()
    profile: Profile = field(default_factory=lambda: PROFILES["default"])


_OWN: ContextVar[Mapping[str, Rule]] = ContextVar("rules of the reader's own", default=MappingProxyType({}))


@contextmanager
def knowing(rules: Mapping[str, Rule]) -> Iterator[None]:
    """Inside the block, notes may name these rules as well as the built-in ones.

    >>> from rmsprop_sym.rules import RULES
    >>> with knowing({"mine": RULES["sgd"]}):
    ...     rule_named("mine").name
    'sgd'
    """
    token = _OWN.set(rules)
    try:
        yield
    finally:
        _OWN.reset(token)


def rule_named(name: str) -> Rule:
    """The rule of that name.

    Raises Unreadable, with the nearest name, if there is none.

    >>> rule_named("rmsprop").name
    'rmsprop'
    """
    from rmsprop_sym.rules import RULES

    known = {**_OWN.get(), **RULES}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the rules are {', '.join(known)}"
    raise Unreadable(f"no rule is named {name!r}; {hint}", 1)


def read_front_matter(lines: Sequence[Line]) -> Context:
    """What the front matter says about this program; an empty context where it says nothing.

    Raises Unreadable for what is no YAML, or names something that does not exist.

    >>> read_front_matter([Line(2, 1, "rmsprop_sym:"), Line(3, 1, "  rule: adagrad")]).rule.name
    'adagrad'
    """
    if not any("rmsprop_sym" in line.text for line in lines):
        return Context()
    settings = _load("\n".join(line.text for line in lines))
    unknown = [key for key in settings if key not in KEYS]
    if unknown:
        raise Unreadable(f"rmsprop_sym knows no {unknown[0]!r}; it knows {', '.join(KEYS)}", 1)
    return Context(
        rule=rule_named(str(settings["rule"])) if settings.get("rule") else None,
        given=read_hypotheses(_joined(settings.get("given"))),
        where=read_settings(_joined(settings.get("where"))),
        profile=_profile(settings.get("notation") or "default"),
    )


def _load(text: str) -> Mapping[str, Any]:
    """The mapping under `rmsprop_sym`, every scalar of it text; no anchors, no tags, no depth."""
    import yaml

    if len(text) > LONGEST:
        raise Unreadable(f"a front matter of {len(text)} characters; at most {LONGEST} are read", 1)
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
                raise Unreadable("a front matter with aliases, or nested too deeply, is not read", 1)
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists and mappings only
    except yaml.YAMLError as error:
        raise Unreadable(f"the front matter is no YAML: {getattr(error, 'problem', error)}", 1) from None
    settings = loaded.get("rmsprop_sym") if isinstance(loaded, dict) else None
    if settings is not None and not isinstance(settings, dict):
        raise Unreadable("rmsprop_sym: is followed by no settings; write `rule: rmsprop` below it, indented", 1)
    return settings or {}


def _joined(value: Any) -> str:
    """A string with semicolons, a list, or a mapping of letters to values, as one string with semicolons."""
    match value:
        case None:
            return ""
        case dict():
            return "; ".join(f"{name} = {_listed(each)}" for name, each in value.items())
        case list():
            return "; ".join(map(str, value))
        case _:
            return str(value)


def _listed(value: Any) -> str:
    """A value, or the terms of a sequence."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _profile(value: Any) -> Profile:
    """The notation that the note names, or spells out as a mapping of its letters to ours."""
    if isinstance(value, dict):
        return {**PROFILES["default"], **{str(theirs): str(ours) for theirs, ours in value.items()}}
    if value in PROFILES:
        return PROFILES[value]
    raise Unreadable(f"no notation is named {value!r}; there are {', '.join(PROFILES)}", 1)
