"""What else a formula that fails may mean: a gradient that is so at every step, an eps that is not zero."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rmsprop_sym.claims.conventions.model import EPS, GRADIENT
from rmsprop_sym.claims.expressions.syntax import Apply, Call, Chain, Literal, Name, Node, parse_statement
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import applied_in, names_in
from rmsprop_sym.claims.judge import Statement
from rmsprop_sym.claims.symbolic.settings import Every, Hypothesis, formula_of
from rmsprop_sym.claims.symbolic.supposed import values_in
from rmsprop_sym.claims.words.hypotheses import value_of
from rmsprop_sym.claims.words.naming import is_law

ALWAYS = "what it supposes of one gradient may be meant for all of them"
POSITIVE = "it fails where eps is zero, which may not be meant"
BOUNDED = "it fails where the bound is zero, which may not be meant"
LEFT_OUT = "it holds without eps, which may be left out without a word"
_STRICT = {"<", ">", "!="}


@dataclass(frozen=True)
class Meant:
    """Another sense of a statement: what more it supposes, and why that may be meant."""

    statement: Statement
    supposed: Sequence[Hypothesis]
    why: str
    without: Sequence[Hypothesis] = field(default=())

    @property
    def under(self) -> Statement:
        """The statement under what it supposes in this sense."""
        kept = (each for each in self.statement.context.given if each not in self.without)
        context = replace(self.statement.context, given=(*kept, *self.supposed))
        return replace(self.statement, context=context)


def senses(statement: Statement, link: Chain, *, names_eps: bool) -> Iterator[Meant]:
    """The other senses of a link, of which each supposes something more; its text may name no eps, and have one."""
    equations = [each for each in statement.context.given if isinstance(each, Chain) and _is_of_one(each)]
    if equations:
        stands = statement.options.get("start") == "any" or any(map(_is_start, statement.context.given))
        freed = {} if stands or not any(map(_is_nought, equations)) else {"start": "any"}
        always = [Every(each, _step_of(each)) for each in equations]
        yield Meant(replace(statement, options={**statement.options, **freed}), always, ALWAYS, equations)
    bounds = {name for each in statement.context.given for name in _bounds_of(each)} & names_in(link)
    if bounds and not _STRICT.isdisjoint(link.relations):
        yield Meant(statement, [parse_statement(f"{name} > 0") for name in sorted(bounds)], BOUNDED)
    if not _may_be_positive(statement, link):
        return
    said = [each for each in statement.context.given if isinstance(each, Chain)]
    if not any(_names_eps(each) for each in (*said, *([link] if names_eps else []))):
        yield Meant(statement, [parse_statement(f"{EPS} = 0")], LEFT_OUT)
    if not _STRICT.isdisjoint(link.relations):
        yield Meant(statement, [parse_statement(f"{EPS} > 0")], POSITIVE)


def _bounds_of(hypothesis: Hypothesis) -> Iterator[str]:
    """The letter that sizes are supposed not to exceed."""
    match formula_of(hypothesis):
        case Chain((Call(function="abs"), Name(name=name)), ("<=",)):
            yield name
        case Chain((Name(name=name), Call(function="abs")), (">=",)):
            yield name


def _names_eps(chain: Chain) -> bool:
    """Whether eps stands in it."""
    return any(EPS in names_in(member) for member in chain.members)


def _is_of_one(condition: Chain) -> bool:
    """Whether it says what a gradient is at a step with a letter, in the same way at each."""
    return condition.relations == ("=",) and bool(_step_of(condition)) and not is_law(condition)


def _step_of(condition: Chain) -> str:
    """The letter of the step, if a condition speaks of gradients at one step only."""
    applied = applied_in(condition)
    steps = {index.name for part in applied for index in part.arguments if isinstance(index, Name)}
    plain = all(part.name == GRADIENT and isinstance(part.arguments[0], Name) for part in applied)
    return steps.pop() if plain and len(steps) == 1 else ""


def _is_nought(condition: Chain) -> bool:
    """Whether it says that a gradient is zero, under which everything from zero stays zero."""
    return any(isinstance(member, Literal) and member.value == 0 for member in condition.members)


def _is_start(hypothesis: Hypothesis) -> bool:
    """Whether it says where a state starts."""
    match hypothesis:
        case Chain((Apply(arguments=(Literal() as index, *_)), _), ("=",)):
            return index.value == 0
    return False


def _may_be_positive(statement: Statement, link: Chain) -> bool:
    """Whether eps plays a part, and is not said to be a number, or left out."""
    context = statement.context
    valued = {*values_in(context), *map(value_of, context.given)}
    rule = context.rule.hyper if context.rule else ()
    return EPS not in valued and (EPS in rule or _names_eps(link))


def has_signed_change(node: Node) -> bool:
    r"""Whether it speaks of what a step adds to a parameter, and not only of the size of that.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [has_signed_change(parse_formula(rf"{side} > 0").members[0]) for side in (r"\Delta w_t", r"|\Delta w_t|")]
    [True, False]
    """
    match node:
        case Call(function="abs"):
            return False
        case Apply(name=name) if name.startswith(CHANGED):
            return True
    return any(map(has_signed_change, node.parts))
