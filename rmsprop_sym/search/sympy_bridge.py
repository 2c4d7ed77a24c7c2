"""Terms as SymPy expressions and back.  SymPy evaluates behind one's back, so neither way is trusted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rmsprop_sym.kernel.term import PLUS, POWER, SUM, TIMES, Apply, Head, Lambda, Letter, Number, Term, summed

FUNCTIONS = {"sqrt": "sqrt", "abs": "Abs", "sign": "sign", "exp": "exp", "log": "log", "max": "Max", "min": "Min"}


def sympy_of(whole: Term) -> Any:
    """The term as a SymPy expression; states are functions of their run and the step.

    >>> x = Letter("x")
    >>> sympy_of((x + 1) ** 2 / x)
    (x + 1)**2/x
    """
    import sympy

    match whole:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Letter(name, natural):
            kind = {"integer": True, "nonnegative": True} if natural else {"real": True}
            return sympy.Symbol(name, **kind)
        case Lambda(index, body):
            return sympy.Lambda(sympy_of(index), sympy_of(body))
        case Apply(head, (Lambda(index, body), low, high)) if head == SUM:
            return sympy.Sum(sympy_of(body), (sympy_of(index), sympy_of(low), sympy_of(high)))
        case Apply(head, (a, b)) if head in (PLUS, TIMES, POWER):
            make = {PLUS: sympy.Add, TIMES: sympy.Mul, POWER: sympy.Pow}[head]
            return make(sympy_of(a), sympy_of(b))
        case Apply(Head(name, "function"), args) if name in FUNCTIONS:
            return getattr(sympy, FUNCTIONS[name])(*map(sympy_of, args))
        case Apply(Head(name, kind, rule), args):
            return sympy.Function(f"{kind}:{rule}:{name}")(*map(sympy_of, args))
    raise ValueError(f"{whole!r} has no counterpart in SymPy")


def term_of_sympy(expression: Any) -> Term:
    """The expression as a term.

    Raises ValueError for what stands for no real number (oo, zoo, nan, I) and for what terms do not know.

    >>> x = Letter("x")
    >>> term_of_sympy(sympy_of(x.sqrt())) == x.sqrt()
    True
    """
    import sympy

    match expression:
        case sympy.Rational():
            return Number(Fraction(int(expression.p), int(expression.q)))
        case sympy.Symbol():
            return Letter(expression.name, natural=bool(expression.is_integer and expression.is_nonnegative))
        case sympy.Lambda():
            return Lambda(_index(expression.variables[0]), term_of_sympy(expression.expr))
        case sympy.Sum():
            ((index, low, high),) = expression.limits
            return summed(term_of_sympy(expression.function), _index(index), term_of_sympy(low), term_of_sympy(high))
        case sympy.Add() | sympy.Mul():
            return _joined(PLUS if isinstance(expression, sympy.Add) else TIMES, expression.args)
        case sympy.Pow() if expression.exp == sympy.Rational(1, 2):
            return term_of_sympy(expression.base).sqrt()
        case sympy.Pow() if expression.exp == sympy.Rational(-1, 2):
            return 1 / term_of_sympy(expression.base).sqrt()
        case sympy.Pow():
            return term_of_sympy(expression.base) ** term_of_sympy(expression.exp)
        case sympy.Function() | sympy.Max() | sympy.Min():
            return _applied(expression)
    raise ValueError(f"{expression} is no term")


def _index(symbol: Any) -> Letter:
    return Letter(symbol.name, natural=True)


def _joined(head: Head, args: Any) -> Term:
    first, *rest = map(term_of_sympy, args)
    for other in rest:
        first = Apply(head, (first, other))
    return first


def _applied(expression: Any) -> Term:
    name, args = expression.func.__name__, tuple(map(term_of_sympy, expression.args))
    known = {theirs: ours for ours, theirs in FUNCTIONS.items()}
    if name in known:
        return Apply(Head(known[name]), args)
    kind, rule, plain = name.split(":")
    return Apply(Head(plain, kind, rule), args)


def factored(whole: Term) -> Term:
    """The term as SymPy factors it; nobody has shown that it is the same.

    >>> from rmsprop_sym.alphabet import beta, n, show
    >>> show(factored(beta**n / (1 - beta) - beta ** (n + 1) / (1 - beta)))
    'beta**n'
    """
    import sympy

    return term_of_sympy(sympy.factor(sympy_of(whole)))
