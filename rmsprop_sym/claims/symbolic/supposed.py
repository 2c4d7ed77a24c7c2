"""Whether what a note supposes can be supposed at all: values in their domains, hypotheses that do not clash."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rmsprop_sym.alphabet import DOMAINS
from rmsprop_sym.claims.arithmetic.chains import judge_exactly
from rmsprop_sym.claims.expressions.real import evaluate
from rmsprop_sym.claims.expressions.syntax import Chain, Name, Node, has_letters, parse_statement, substitute, walk
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.symbolic.settings import fixed
from rmsprop_sym.claims.verdict import Grade
from rmsprop_sym.kernel.term import Number, Term


def in_numbers(chain: Chain, values: Mapping[str, Node]) -> Chain | None:
    """The statement with its letters replaced by their values, if no letter is left over.

    >>> str(in_numbers(parse_statement("1/(1 - beta) = 10"), {"beta": parse_statement("0.9").members[0]}))
    '1/(1 - 0.9) = 10'
    """
    spans = {node.span: values[node.name] for node in walk(chain) if isinstance(node, Name) and node.name in values}
    members = tuple(substitute(member, spans) for member in chain.members)
    if any(map(has_letters, members)):
        return None
    # Read again, so that no two numbers stand at one place.
    return parse_statement(str(Chain(members, chain.relations)))


def objection(context: Context) -> str | None:
    """Why nothing can be said under what is supposed, or None.

    >>> from rmsprop_sym.claims.symbolic.settings import read_hypotheses, read_settings
    >>> objection(Context(given=read_hypotheses("eps = 0; eps = 1")))
    'what is supposed contradicts itself at eps = 1; the statement says nothing'
    >>> objection(Context(where=read_settings("beta = 2")))
    'beta = 2 lies outside its domain'
    """
    values = fixed(context.where)
    for hypothesis in context.given:
        if not isinstance(hypothesis, Chain):
            continue
        numbers = in_numbers(hypothesis, values)
        if numbers is None:
            values |= _said(hypothesis)
        elif any(link.evidence.grade is Grade.REFUTED for link in judge_exactly(numbers)):
            return f"what is supposed contradicts itself at {hypothesis}; the statement says nothing"
    known = {name: evaluate(value) for name, value in values.items()}
    outside = next((name for name, x in known.items() if isinstance(x, Fraction) and is_outside(name, x)), None)
    return f"{outside} = {values[outside]} lies outside its domain" if outside else None


def values_in(context: Context) -> dict[str, Node]:
    """The letters that have one value, by a setting or by an equation among the hypotheses.

    >>> from rmsprop_sym.claims.symbolic.settings import read_hypotheses, read_settings
    >>> context = Context(given=read_hypotheses("eps = 0; constant g"), where=read_settings("beta = 0.9"))
    >>> {name: str(node) for name, node in values_in(context).items()}
    {'eps': '0', 'beta': '0.9'}
    """
    said = [_said(hypothesis) for hypothesis in context.given if isinstance(hypothesis, Chain)]
    return {name: value for each in said for name, value in each.items()} | fixed(context.where)


def _said(hypothesis: Chain) -> dict[str, Node]:
    """The value that an equation gives to a bare letter."""
    match hypothesis:
        case Chain((Name(name=name), value), ("=",)) if not has_letters(value):
            return {name: value}
        case _:
            return {}


def is_outside(name: str, value: Fraction) -> bool:
    """Whether the value of a hyper-parameter is beyond its domain; the border is taken at its word."""
    claims = [claim for letter, domain in DOMAINS.items() if letter.name == name for claim in domain]
    return any(_number(claim.left, value) > _number(claim.right, value) for claim in claims)


def _number(side: Term, value: Fraction) -> Fraction:
    """A side of a domain: a number, or the letter itself."""
    return Fraction(side.value) if isinstance(side, Number) else value
