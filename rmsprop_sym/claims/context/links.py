"""The links of a formula, each judged: numbers as they are printed, letters against the member before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from rmsprop_sym.claims.arithmetic.chains import judge_as_printed
from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.expressions.syntax import (
    Binary,
    Chain,
    Infinity,
    Literal,
    Name,
    Negate,
    Node,
    Span,
    Sum,
    has_letters,
    walk,
)
from rmsprop_sym.claims.expressions.tree import heads_in, names_in
from rmsprop_sym.claims.judge import Statement, lettered, supposing
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.symbolic.supposed import in_numbers, values_in
from rmsprop_sym.claims.verdict import Grade, Undecided, Verdict

_HOLDS = {Grade.PROVED, Grade.ENCLOSED, Grade.ROUNDS}
STEPS = ("t", "n")  # what prose counts from 1
RATES = {"eta", "lr", "alpha"}  # what is never 0
ROUNDED = "the numbers in it may be rounded; with exact ones it does not hold"


def links(statement: Statement, chain: Chain) -> Iterator[Verdict]:
    """A verdict for each link: numbers as they are printed, letters against the member before."""
    values = values_in(statement.context)
    numbers = in_numbers(chain, values)
    if numbers:
        for k, verdict in enumerate(_numbers(statement, chain.members, numbers)):
            pair = chain.link(k)
            beyond = verdict.grade is Grade.OPEN and any(map(has_letters, pair.members)) and _is_endless(pair)
            yield _link(statement, pair, whole=len(chain.relations) == 1) if beyond else verdict
        return
    k, last = 0, len(chain.relations)
    while k < last:
        end = k
        while end < last and not (has_letters(chain.members[k]) or has_letters(chain.members[end + 1])):
            end += 1
        if end > k:
            run = Chain(chain.members[k : end + 1], chain.relations[k:end])
            yield from _numbers(statement, run.members, run)
        else:
            link = chain.link(k)
            shares = in_numbers(without_factor(link), values)
            if shares and chain.relations[k] == "≈":
                yield from _numbers(statement, link.members, shares)
            else:
                verdict = _link(statement, link, whole=last == 1)
                yield (k and _from_the_head(statement, chain, k, verdict)) or verdict
        k = max(end, k + 1)


def _is_endless(link: Chain) -> bool:
    """Whether it has a sum without an end, which arithmetic knows only where it is geometric."""
    return any(isinstance(p, Sum) and isinstance(p.upper, Infinity) for p in walk(link))


def is_between_numbers(chain: Chain, k: int) -> bool:
    """Whether the k-th link of a chain is between numbers, or multiples of a rate, so that no condition changes it.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> is_between_numbers(parse_statement("eta/sqrt(4) = eta/2"), 0), is_between_numbers(parse_statement("eta = 2"), 0)
    (True, False)
    """
    link = chain.link(k)
    return names_in(link) <= RATES and not heads_in(link) and not any(map(has_letters, without_factor(link).members))


def without_factor(link: Chain) -> Chain:
    """The link without the letter that both of its sides are multiples of, if there is one.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> str(without_factor(parse_statement("eta/sqrt(0.1) ≈ 3.16*eta"))), str(without_factor(parse_statement("t ≈ 2")))
    ('1/sqrt(0.1) ≈ 3.16', 't ≈ 2')
    """
    for name in sorted(names_in(link.members[0])):
        members = [multiples_of(member, name) for member in link.members]
        if found := tuple(member for member in members if member is not None):
            return Chain(found, link.relations) if len(found) == len(members) else link
    return link


def multiples_of(node: Node, name: str) -> Node | None:
    """The number of times that a side is the letter; None if it is no multiple of it."""
    match node:
        case Name(name=own) if own == name:
            return Literal("1", span=node.span)
        case Negate(operand=operand):
            share = multiples_of(operand, name)
            return share and Negate(share, span=node.span)
        case Binary(op="*", left=left, right=Name(name=own)) if own == name and not _speaks_of(name, left):
            return left
        case Binary(op="*" | "/", left=left, right=right) if not _speaks_of(name, right):
            share = multiples_of(left, name)
            return share and replace(node, left=share)
    return None


def _speaks_of(name: str, node: Node) -> bool:
    return any(isinstance(part, Name) and part.name == name for part in walk(node))


def _numbers(statement: Statement, members: tuple[Node, ...], numbers: Chain) -> Iterator[Verdict]:
    """The links between numbers, as in arithmetic."""
    for link in judge_as_printed(numbers):
        started = perf_counter()
        evidence = guarded(lambda link=link: supposing(statement.context, link))  # type: ignore[misc]
        yield _at(
            statement,
            members[link.member].span,
            replace(
                statement.empty,
                kind="arithmetic",
                evidence=evidence,
                read_as=link.read_as,
                seconds=perf_counter() - started,
            ),
        )


def _link(statement: Statement, link: Chain, *, whole: bool) -> Verdict:
    """A link with letters; digits that are printed are judged as such."""
    started = perf_counter()
    verdict = _as_printed(statement, link) or _from_the_first_step(statement, link)
    verdict = replace(verdict, seconds=perf_counter() - started)
    return verdict if whole else _at(statement, link.members[1].span, verdict)


def _from_the_head(statement: Statement, chain: Chain, k: int, verdict: Verdict) -> Verdict | None:
    """The verdict about a member that is not equal to a wrong one before it, where it is equal to the first one."""
    if verdict.grade is not Grade.REFUTED or {*chain.relations[: k + 1]} != {"="}:
        return None
    first = _link(statement, Chain((chain.members[0], chain.members[k + 1]), ("=",)), whole=False)
    return first if first.grade in _HOLDS else None


def _from_the_first_step(statement: Statement, link: Chain) -> Verdict:
    """The verdict about a link; prose that fails before the first step only speaks of what comes from it on."""
    verdict = lettered(statement, link)
    told = {member for each in statement.context.given if isinstance(each, Chain) for member in each.members}
    steps = [name for name in STEPS if name in _noughts(verdict) and Name(name) not in told]
    if not steps:
        return verdict
    later = tuple(Chain((Literal("1"), Name(name)), ("<=",)) for name in steps)
    context = replace(statement.context, given=(*statement.context.given, *later))
    return lettered(replace(statement, context=context), link)


def _noughts(verdict: Verdict) -> set[str]:
    """The letters that are 0 where a statement fails."""
    points = [getattr(each, "point", None) for each in getattr(verdict.evidence, "links", ())]
    found = {x.name for point in points if point for x, value in point.letters.items() if x.natural and value == 0}
    return found if verdict.grade is Grade.REFUTED else set()


def _as_printed(statement: Statement, link: Chain) -> Verdict | None:
    """The verdict about a link whose right side prints digits, if they decide it."""
    right = link.members[1]
    if link.relations != ("=",) or has_letters(right) or not prints_digits(right):
        return None
    if reading(right) is not None:
        rounded = lettered(statement, replace(link, relations=("≈",)))
        return rounded if rounded.grade is not Grade.OPEN else None
    exact = lettered(statement, link)
    return replace(exact, evidence=Undecided(ROUNDED)) if exact.grade is Grade.REFUTED else exact


def prints_digits(node: Node) -> bool:
    """Whether a number in it may be rounded."""
    return any(isinstance(part, Literal) and not part.numeral.integer for part in walk(node))


def _at(statement: Statement, span: Span, verdict: Verdict) -> Verdict:
    """The verdict at a part of the statement."""
    text = statement.line.text[span.start : span.end]
    return replace(verdict, place=statement.at(span), text=text)
