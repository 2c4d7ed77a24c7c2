"""Whether a formula fails whatever a word beside it, which is not known here, may suppose.

A formula that fails at a constant gradient without eps fails for positive, for bounded and for equal gradients, too:
what is tried here are the narrowest worlds that go together, so that what fails in each fails in every wider one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rmsprop_sym.claims.context.links import links
from rmsprop_sym.claims.conventions.model import EPS, GRADIENT
from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.syntax import (
    Apply,
    Binary,
    Call,
    Chain,
    Constant,
    Literal,
    Name,
    Node,
    parse_statement,
)
from rmsprop_sym.claims.expressions.tree import applied_in, bound_in, heads_in, letters_in, names_in
from rmsprop_sym.claims.judge import Statement, lettered
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of, read_settings
from rmsprop_sym.claims.symbolic.supposed import values_in
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.special import is_special

LATE = 30  # steps, after which what is forgotten is forgotten
FAR = 3000  # steps, after which what a power of a decay is held against has been crossed
NEAR = Literal("10")  # one part in ten is near
_DECAYS = ("beta", "beta1", "beta2", "mu")
_PLAIN = re.compile(r"[A-Za-z]?[a-z]+(?:-[a-z]+)*")


def is_plain(word: str, sentence: str) -> bool:
    """Whether a word is no name, no number and nothing that is known to narrow or to deny what it stands beside.

    >>> is_plain("data", "The data have"), is_plain("Nadam", "With Nadam"), is_plain("Up", "Up to time")
    (True, False, True)
    >>> is_plain("sparse", "where sparse"), is_plain("folklore", "By folklore")
    (False, False)
    """
    named = word[:1].isupper() and not sentence.lstrip(" \n\\item*-").startswith(word)
    return _PLAIN.fullmatch(word) is not None and not named and not is_special(word)


def fails_anyway(statement: Statement, chain: Chain, k: int) -> bool:
    """Whether the link with this index fails in each of the worlds that are usually supposed."""
    link = chain.link(k)
    fixed = _fixed(statement.context.given)
    worlds = [world for world in _worlds(statement, link) if not any(map(fixed.__contains__, _valued(world)))]
    return (
        all(_fails(statement, chain, k, world) for world in worlds)
        and _fails_at_rest(statement, chain, k)
        and not comes_near(statement, link)
    )


def _worlds(statement: Statement, link: Chain) -> Iterator[Sequence[Hypothesis]]:
    """What is usually supposed, as narrow as it goes together, of the letters that matter to a link."""
    names = names_in(link)
    valued = {*values_in(statement.context)}
    plain = [parse_statement(f"{EPS} = 0")] if EPS not in names | valued else []
    steps = steps_in(link)
    if not is_of_weights(statement, link):
        steady: list[Hypothesis] = [Constant(GRADIENT), parse_statement("g > 0"), parse_statement("g <= 1"), *plain]
        yield steady
        yield [Constant(GRADIENT), parse_statement("g < 0"), *plain]
        yield [Every(parse_statement("g(i) > 0"), "i"), *plain]
        yield from ([parse_statement(f"g({index}) = 0"), *plain] for index in _indices(link))
        yield from ([*steady, parse_statement(f"{step} = 1")] for step in steps if not _is_counted(link, step))
    else:
        far = FAR if link.relations[0] not in ("=", "≈") and not bound_in(link) else None
        ends = {step: far if _is_counted(link, step) else 1 for step in steps}
        yield from ([parse_statement(f"{step} = {end}")] for step, end in ends.items() if end)


def _valued(world: Sequence[Hypothesis]) -> Iterator[str]:
    """The letters, or the gradient, of which a world says what they are."""
    for each in world:
        match each:
            case Chain((Name(name=name), _), ("=",)):
                yield name


def _fixed(given: Sequence[Hypothesis]) -> set[str]:
    """The letters that have a value already."""
    return {*_valued(given)}


def _fails(statement: Statement, chain: Chain, k: int, world: Sequence[Hypothesis]) -> bool:
    """Whether a link fails in a world, or the world cannot be with what is supposed."""
    context = replace(statement.context, given=(*statement.context.given, *world))
    held = list(links(replace(statement, context=context), chain))[k]
    return held.grade is Grade.REFUTED or "contradicts itself" in (held.evidence.reason or "")


def _fails_at_rest(statement: Statement, chain: Chain, k: int) -> bool:
    """Whether a link that speaks of states alone fails where no gradient comes any more, wherever they stand."""
    link = chain.link(k)
    if is_of_weights(statement, link) or GRADIENT in letters_in(link):
        return True
    freed = replace(statement, options={**statement.options, "start": "any"})
    return _fails(freed, chain, k, [Every(parse_statement("g(i) = 0"), "i")])


def comes_near(statement: Statement, link: Chain) -> bool:
    """Whether the sides of a link, one of which counts no steps, come near to each other after many steps."""
    names = names_in(link)
    steps = steps_in(link)
    if not steps or all(any(_counts(member, step) for step in steps) for member in link.members):
        return False
    said = [*(f"{step} = {LATE}" for step in steps), *(f"{name} = 1/2" for name in _DECAYS), "eta = 1/7"]
    said += [f"{EPS} = {0 if EPS not in names else '1/9'}", f"g = {', '.join(['1/3'] * LATE)}"]
    context = replace(statement.context, given=(), where=read_settings("; ".join(said)))
    near = lettered(replace(statement, context=context), _nearness(link))
    return near.grade is not Grade.REFUTED


def _nearness(link: Chain) -> Chain:
    """That a link holds up to one part in ten."""
    left, right = link.members
    share = Binary("/", Call("abs", (right,)), NEAR)
    match link.relations[0]:
        case "<" | "<=":
            return Chain((Binary("-", left, share), right), ("<=",))
        case ">" | ">=":
            return Chain((right, Binary("+", left, share)), ("<=",))
    return Chain((Call("abs", (Binary("-", left, right),)), share), ("<=",))


def _indices(link: Chain) -> set[str]:
    """The indices of states in a link at which no gradient stands in it, so that one may be supposed to vanish."""
    applied = applied_in(link)
    spoken = {str(part.arguments[0]) for part in applied if part.name == GRADIENT}
    return {str(part.arguments[0]) for part in applied if not isinstance(part.arguments[0], Literal)} - spoken


def is_of_weights(statement: Statement, link: Chain) -> bool:
    """Whether a link speaks of decays and steps alone, so that no gradient changes it."""
    tied = {_weight(each.chain) for each in statement.context.given if isinstance(each, Every)}
    counting = {*steps_in(link), *bound_in(link)}
    return heads_in(link) <= tied and names_in(link) <= {*_DECAYS, *counting} and bool(counting)


def concerns(statement: Statement, link: Chain, supposed: Hypothesis) -> bool:
    """Whether what is supposed may matter to a link: to one about weights, only what speaks of its letters alone."""
    if not is_of_weights(statement, link):
        return True
    chain = formula_of(supposed)
    if chain is None:
        return False
    return not applied_in(chain) and not names_in(chain).isdisjoint(names_in(link))


def _weight(chain: Chain) -> str:
    """The letter with an index that an equation gives by decays and the index alone; nothing if it does not."""
    match chain:
        case Chain((Apply(name=name, arguments=(Name(name=index),)), value), ("=",)):
            return name if not applied_in(value) and names_in(value) <= {*_DECAYS, index} else ""
    return ""


def steps_in(link: Chain) -> list[str]:
    """The letters of steps in a link that no sum runs over."""
    return [name for name in NATURALS if name in names_in(link) - bound_in(link)]


def _is_counted(link: Chain, step: str) -> bool:
    """Whether a step is a number in a link, as in a power, and does not only say which gradient or state is meant."""
    return any(_counts(member, step) for member in link.members)


def _counts(node: Node, step: str) -> bool:
    match node:
        case Apply():
            return False
        case Name(name=name):
            return name == step
    return any(_counts(part, step) for part in node.parts)
