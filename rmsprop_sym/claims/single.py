"""One statement that stands in no note, with what holds for it beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rmsprop_sym.claims.expressions.passage import Line
from rmsprop_sym.claims.frontmatter import Context
from rmsprop_sym.claims.judge import Statement, with_options
from rmsprop_sym.claims.judge import judge as judge_links
from rmsprop_sym.claims.limits import SECONDS, allowing
from rmsprop_sym.claims.report import Report, Source
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Verdict, weakest
from rmsprop_sym.errors import UserError
from rmsprop_sym.rules import RULES, Rule

Claims = str | Iterable[str]
Values = Claims | Mapping[str, object]


def judge(
    statement: str,
    *,
    rule: str | Rule | None = None,
    given: Claims = (),
    where: Values = (),
    over: str = "real",
    for_: str = "",
    start: str = "",
    timeout: float = SECONDS,
) -> Verdict:
    """What is known about one statement, written as in a `{claim}` of a note.

    `rule` is a rule or the name of one; its letters and equations are then known. `given` has the hypotheses, and
    `where` the values, `{"beta": "0.9"}` or `"beta = 0.9"`. `over` names the numbers, `for_` says where it is to
    hold, and `start="any"` frees the start; `timeout` is how many seconds a link may take. Of a chain with several
    links the weakest one is told about.

    Raises UserError for a rule that does not exist, and for a hypothesis or a value that cannot be read.
    A statement that cannot be read is a verdict, UNREAD.

    >>> verdict = judge("1/3 = 0.34")
    >>> str(verdict.grade), verdict.evidence.witness or verdict.evidence.because
    ('REFUTED', '1/3 ≈ 0.333333333333; no rounding of it gives 0.34')
    """
    links = answer(
        statement, rule=rule, given=given, where=where, over=over, for_=for_, start=start, timeout=timeout
    ).verdicts
    worst = weakest(link.grade for link in links)
    return next(link for link in links if link.grade is worst)


def answer(
    statement: str,
    *,
    rule: str | Rule | None = None,
    given: Claims = (),
    where: Values = (),
    over: str = "real",
    for_: str = "",
    start: str = "",
    timeout: float = SECONDS,
) -> Report:
    """The verdicts about one statement, one for each link of its chain; it stands in a file without a name."""
    text = re.sub(r"[\r\n]", " ", statement)
    if not text.strip():
        raise UserError("there is no statement; write one such as 'v(1) = (1 - beta)*g(1)^2'.")
    options = {"given": _joined(given), "where": _joined(_equations(where)), "over": over, "for": for_, "start": start}
    written = {name: value for name, value in options.items() if value}
    context = Context(rule=_own(rule)) if isinstance(rule, Rule) else Context()
    if isinstance(rule, str):
        written["rule"] = rule
    for name, value in written.items():
        try:
            context = with_options(context, {name: value})
        except Unreadable as error:
            raise UserError(f"{name}: {error.reason.removeprefix(f'{name}: ')}") from error
    with allowing(timeout):
        links = tuple(judge_links(Statement("", Line(1, 1, text), None, context, written)))
    return Report(links, sources=(Source("", text),))


def _own(rule: Rule) -> Rule:
    """The rule, if no theorem about another one can be taken for a theorem about it."""
    if rule.name in RULES and rule is not RULES[rule.name]:
        raise UserError(f"{rule.name} is the name of a built-in rule, and this is another one; give it another name.")
    return rule


def _equations(where: Values) -> Claims:
    """Letters and their values as equations."""
    return [f"{name} = {value}" for name, value in where.items()] if isinstance(where, Mapping) else where


def _joined(claims: Claims) -> str:
    """The claims as one line, a semicolon between them."""
    return claims if isinstance(claims, str) else "; ".join(claims)
