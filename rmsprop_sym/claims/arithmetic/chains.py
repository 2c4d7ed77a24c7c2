"""Chains without letters: which member is the head, and whether every other one says the same.

The head is the first expression of the chain; lone numbers are readings of it, to the digits that they print.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from rmsprop_sym.claims.arithmetic.comparison import ExactOnly, compare, round_against
from rmsprop_sym.claims.arithmetic.digits import Reading, Rounded, reading
from rmsprop_sym.claims.arithmetic.meanings import is_double, meanings
from rmsprop_sym.claims.arithmetic.rewriting import rewrite
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import Chain, Node
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided

EQUALITIES = {"=", "≈", "~"}
TILDE = "~ between numbers may also mean from one to the other, or speak of a limit; write ≈"


@dataclass(frozen=True)
class Link:
    """One member of a chain other than the head, how it was read, and what is known about it."""

    member: int
    read_as: str
    judgement: Callable[[], Evidence] = field(repr=False)

    @cached_property
    def evidence(self) -> Evidence:
        """What is known about it, worked out when it is asked for."""
        try:
            return self.judgement()
        except Undefined as error:
            return Undecided(str(error))


def judge_as_printed(chain: Chain) -> list[Link]:
    """Every member but the heads, where `=` means equal to the digits printed, as authors write it.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> links = judge_as_printed(parse_statement("0.9×0.0385 + 0.1×0.09 = 0.0342 + 0.009 = 0.0437"))
    >>> [str(link.evidence.grade) for link in links], links[0].evidence.attempt
    (['REFUTED', 'ROUNDS'], '0.9*0.0385 + 0.1*0.09 = 0.0347 + 0.009')
    """
    return _judge(chain, _as_printed)


def judge_exactly(chain: Chain) -> list[Link]:
    """Every member but the heads, where `=` means equal and only `≈` means to the digits printed.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> [link] = judge_exactly(parse_statement("sqrt(10) = 3.16"))
    >>> str(link.evidence.grade), link.evidence.attempt, str(link.evidence.attempt_grade)
    ('REFUTED', 'sqrt(10) ≈ 3.16', 'ROUNDS')
    """
    return _judge(chain, _exactly)


@dataclass(frozen=True)
class _Equation:
    """A member said to equal an expression, and the links between the head and it."""

    before: Node
    relation: str
    member: Node
    head: Node
    earlier: tuple[Node, ...]
    beside: Reading | None


def _judge(chain: Chain, judgement: Callable[[_Equation], Evidence]) -> list[Link]:
    """The links of the chain: between inequalities, each run of equalities has a head of its own."""
    ends = [i for i, relation in enumerate(chain.relations, 1) if relation not in EQUALITIES]
    links: list[Link] = []
    last = None
    for start, end in zip([0, *ends], [*ends, len(chain.members)], strict=True):
        head = _head(chain, start, end)
        if last is not None:
            links.append(_inequality(chain, last, start, head))
        links.extend(_link(chain, head, i, judgement) for i in range(start, end) if i != head)
        last = head
    return links


def _head(chain: Chain, start: int, end: int) -> int:
    """The first expression; among lone numbers, the first of those that print the most places."""
    numbers = {i: printed for i in range(start, end) if (printed := reading(chain.members[i]))}
    expression = next((i for i in range(start, end) if i not in numbers), None)
    return max(numbers, key=lambda i: numbers[i].numeral.places) if expression is None else expression


def _inequality(chain: Chain, left: int, start: int, right: int) -> Link:
    """The judgement of an inequality between two heads."""
    relation, one, two = chain.relations[start - 1], chain.members[left], chain.members[right]
    read = f"{one} {relation} {two}"
    return Link(start, read, lambda: compare(one, relation, two))


def _link(chain: Chain, head: int, i: int, judgement: Callable[[_Equation], Evidence]) -> Link:
    """The judgement of one member that is joined to the head by = or ≈."""
    member, whole = chain.members[i], chain.members[head]
    earlier = tuple(link for link in chain.members[head + 1 : i] if reading(link) is None)
    relation = chain.relations[i - 1] if i > head else chain.relations[i]
    before = whole if reading(member) or not earlier else earlier[-1]
    equation = _Equation(before, relation, member, whole, earlier, reading(chain.members[i - 1]) if i > head else None)
    read = f"{before} {relation} {member}" if i > head else f"{member} {relation} {before}"
    return Link(i, read, lambda: judgement(equation))


def _as_printed(equation: _Equation) -> Evidence:
    """The link as authors write it; what may be meant in another sense, in which it holds, is not accused."""
    if equation.relation == "~":
        about = _as_printed(replace(equation, relation="≈"))
        return about if about.grade.holds else Undecided(TILDE)
    evidence = _in_digits(equation)
    if evidence.grade is not Grade.REFUTED:
        return evidence
    meant = next(filter(None, _other_meanings(equation)), None)
    if meant:
        return Undecided(meant)
    return Undecided(_only_beside(equation)) if _is_what_stands_beside(equation) else evidence


def _is_what_stands_beside(equation: _Equation) -> bool:
    """Whether an expression is right for the number printed before it, which is rounded: 2.2/0.7 = 3.14 = π."""
    member, beside = equation.member, equation.beside
    return bool(beside and not reading(member) and round_against(member, equation.relation, beside).grade.holds)


def _only_beside(equation: _Equation) -> str:
    """What holds of such an expression, and what does not."""
    return f"{equation.member} is {equation.beside} to the digits printed, and not equal to {equation.before}"


def _other_meanings(equation: _Equation) -> Iterator[str]:
    """What may be meant instead, and holds."""
    printed = reading(equation.member)
    if printed and is_double(equation.head, printed):
        yield "a computer prints these digits, which are those of doubles; over the reals they are wrong"
    for meant in meanings(equation.head, equation.member):
        before, member, head = map(meant, (equation.before, equation.member, equation.head))
        if _in_digits(replace(equation, before=before, member=member, head=head, earlier=())).grade.holds:
            yield meant.said


def _in_digits(equation: _Equation) -> Evidence:
    """A lone number is a reading of the head, an expression rewrites the link before."""
    printed = reading(equation.member)
    if printed is None:
        return rewrite(equation.before, equation.relation, equation.member, equation.head)
    return _read_off(equation, printed)


def _read_off(equation: _Equation, printed: Reading) -> Rounded:
    """A lone number against the head, and what the rounded links in between would give."""
    evidence = round_against(equation.head, equation.relation, printed)
    for link in reversed(equation.earlier):
        theirs = round_against(link, equation.relation, printed)
        if evidence.grade is Grade.REFUTED and theirs.grade.holds:
            return replace(evidence, remark=f"it follows from the rounded {link}: a carried intermediate")
        if evidence.grade is Grade.ROUNDS and theirs.corrected:
            return replace(evidence, remark=f"{theirs.corrected.printed} from the digits printed in {link}")
    return evidence


def _exactly(equation: _Equation) -> Evidence:
    """Equality as such; where only the digits hold, the nearest truth says so."""
    if equation.relation == "~":
        return Undecided(TILDE)
    printed = reading(equation.member)
    if equation.relation != "=" or (printed and printed.numeral.truncated):
        return _as_printed(equation)
    equal = compare(equation.before, "=", equation.member)
    if equal.grade is not Grade.REFUTED:
        return equal
    loose = _as_printed(replace(equation, relation="≈"))
    if loose.grade.holds:
        return ExactOnly(equal, loose, f"{equation.before} ≈ {equation.member}")
    return loose if loose.grade is Grade.REFUTED else equal
