"""A chain of numbers held against a run of the rule: `v_3 = 0.9·0.4 + 0.1·9` is none of `v_3` where `v_2` is 0.46."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction

from rmsprop_sym.claims.arithmetic.digits import reading
from rmsprop_sym.claims.context.book import CHANGE, Mark
from rmsprop_sym.claims.context.formulas import Formulas
from rmsprop_sym.claims.context.links import prints_digits
from rmsprop_sym.claims.context.valued import Found, Valued, rules_of
from rmsprop_sym.claims.context.worth import Worth
from rmsprop_sym.claims.conventions.model import PARAMETER, PARAMETERS
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Call, Chain, Literal, Negate, Node, walk
from rmsprop_sym.claims.quantities.updating import KINDS, summands, weight
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.claims.words.sentence import Formula


def along_run(mark: Mark, head: Node, formula: Formula, formulas: Formulas) -> Found | None:
    """What tells that an expression in numbers is not what a letter is at its step, with the values of the note.

    A change that has a letter of its own may be counted with either sign.
    """
    found = None
    for meant in _meanings(mark, head):
        found = _against(meant, mark, formula, formulas)
        if found is None or found[0].grade is not Grade.REFUTED:
            return None
    return found


def carried(mark: Mark, head: Node, number: Node, formula: Formula, formulas: Formulas) -> Found | None:
    """What tells that a number is what a letter is at its step, though the rounded ones before it give another."""
    if reading(number) is None or not prints_digits(head) or along_run(mark, head, formula, formulas):
        return None
    found = _against(number, mark, formula, formulas)
    return found if found and found[0].grade.holds else None


def _against(meant: Node, mark: Mark, formula: Formula, formulas: Formulas) -> Found | None:
    """What the values of the note tell about the letter and a number."""
    placed = replace(formula, chain=Chain((_left(mark), meant), ("=",)))
    rules = rules_of(placed.chain, formulas.models.of(placed.chain), formulas.models)
    return Valued(formulas.worth, placed, 0, rules, formulas.conditions.read).judged() if rules else None


def _left(mark: Mark) -> Node:
    """The letter at its step, in the note's own letters."""
    if mark.since is None:
        found: Node = Apply(mark.letter, (Literal(str(mark.step)),))
    else:
        found = Binary("-", *(Apply(mark.letter, (Literal(str(step)),)) for step in (mark.step, mark.since)))
    return Call("abs", (found,)) if mark.sized else found


def _meanings(mark: Mark, head: Node) -> Iterator[Node]:
    """The expression, and with the other sign for what is called a change and no difference of two parameters."""
    yield head
    if mark.kind == CHANGE and mark.since is None and not mark.sized:
        yield Negate(head)


def can_be_run(mark: Mark, head: Node, worth: Worth, decays: Collection[Fraction]) -> bool:
    """Whether it is a letter of a rule at a step, or a change of its parameter, and its index counts steps.

    An index that counts coordinates comes again with another value, and what is no first step may begin there.
    """
    if mark.step is None or mark.step < 1 or (mark.kind == PARAMETER and mark.letter not in PARAMETERS):
        return False
    values: dict[tuple[int | None, int | None], Fraction] = {}
    alike = [each for each in worth.book.entries if each.mark.letter == mark.letter]
    steady = all(values.setdefault((each.mark.step, each.mark.since), each.printed) == each.printed for each in alike)
    return steady and not _may_begin(mark, head, decays)


def _may_begin(mark: Mark, head: Node, decays: Collection[Fraction]) -> bool:
    """Whether an expression may be the first state of a coordinate, or one of the first coordinate at a later step."""
    terms = summands(head)
    if mark.kind not in KINDS or not terms:
        return False
    moving = [each for each, value in terms if value]
    if mark.step == 1:
        return len(moving) > 1
    return not moving or (len(moving) == 1 and weight(moving[0]) not in decays and not _has_sum(moving[0]))


def _has_sum(node: Node) -> bool:
    return any(isinstance(part, Binary) and part.op == "+" for part in walk(node))
