"""NumPy source of a rule's step: the same operations, in the same order, on arrays of any dtype."""

from __future__ import annotations

from rmsprop_sym.codegen.listing import Listing, letters, listing
from rmsprop_sym.errors import UserError
from rmsprop_sym.numbers.ink import Letter, Literal, Node
from rmsprop_sym.rules import Rule

# How tightly Python binds: sums, products, the minus sign, powers; all but the power from left to right.
PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
MINUS = 3
ATOM = 5

RESERVED = {"np", "abs", "float"}
FUNCTIONS = {"sqrt": "np.sqrt", "sign": "np.sign", "maximum": "np.maximum", "abs": "abs"}


def source(rule: Rule) -> str:
    """A module with one function, which makes one step of the rule.

    It takes theta, the other states, the gradient and, by keyword, the hyper-parameters, and returns
    theta and the other states; each line is one assignment of the rule's body.
    """
    written = listing(rule)
    names = _identifiers(written)
    arrays = {"g", *rule.states}
    pairs = [(names[line.letter], expression(line.value, names, arrays)) for line in written.assignments]
    lines = [f"{name} = {text}" for name, text in pairs if name != text]
    states = [names[letter] for letter in (*written.results[-1:], *written.results[:-1])]
    body = [_signature(written), f'    """One step of {rule.name}."""', *(f"    {line}" for line in lines)]
    header = _header(written)
    if any("np." in line for line in lines):
        header += ["", "import numpy as np"]
    return "\n".join([*header, "", "", *body, f"    return {', '.join(states)}", ""])


def expression(written: Node, names: dict[Letter, str], arrays: set[str]) -> str:
    """An expression with the fewest brackets that keep its order of operations.

    `arrays` are the letters that are arrays; all others are single numbers.

    >>> from rmsprop_sym.numbers.ink import Ink
    >>> a, b = Letter("a"), Letter("b")
    >>> expression((Ink(a) - (Ink(b) - (Ink(a) - 1))).node, {a: "a", b: "b"}, {"a"})
    'a - (b - (a - 1))'
    """
    return _printed(written, names, arrays)[0]


def _printed(written: Node, names: dict[Letter, str], arrays: set[str]) -> tuple[str, int]:
    """The text of an expression, and how tightly its outermost operator binds."""
    if isinstance(written, Letter):
        return names[written], ATOM
    if isinstance(written, Literal):
        return _literal(written.value)
    operands = [_printed(operand, names, arrays) for operand in written.operands]
    if written.symbol in FUNCTIONS:
        called = f"{FUNCTIONS[written.symbol]}({', '.join(text for text, _ in operands)})"
        single = written.symbol == "sqrt" and not arrays & {letter.name for letter in letters(written)}
        return (f"float({called})" if single else called), ATOM  # NumPy's double would widen the arrays that it meets
    if len(operands) == 1:
        return "-" + _bracketed(operands[0], MINUS), MINUS
    return _infix(written.symbol, *operands)


def _infix(symbol: str, left: tuple[str, int], right: tuple[str, int]) -> tuple[str, int]:
    binding = PRECEDENCE[symbol]
    if symbol == "**":
        base, exponent = _bracketed(left, binding + 1), _bracketed(right, MINUS)
        plain = left[1] == ATOM and "(" not in base and exponent.lstrip("-").isalnum()
        return (f"{base}**{exponent}" if plain else f"{base} ** {exponent}"), binding
    return f"{_bracketed(left, binding)} {symbol} {_bracketed(right, binding + 1)}", binding


def _bracketed(operand: tuple[str, int], least: int) -> str:
    """The operand, in brackets if it binds less tightly than it must at its place."""
    text, binding = operand
    return text if binding >= least else f"({text})"


def _literal(value: float) -> tuple[str, int]:
    text = repr(value)
    magnitude = text.removeprefix("-")
    if magnitude in ("inf", "nan"):
        magnitude = f"np.{magnitude}"
    return ("-" + magnitude, MINUS) if text.startswith("-") else (magnitude, ATOM)


def _identifiers(written: Listing) -> dict[Letter, str]:
    """A name for each version of each letter: the plain one, unless what it holds is still read."""
    given = ("t", "g", *written.rule.states, *written.rule.hyper)
    names = {Letter(name): name for name in given}
    for place, line in enumerate(written.assignments):
        later = {letter for other in written.assignments[place + 1 :] for letter in letters(other.value)}
        still_read = {names[letter] for letter in later.union(written.results) if letter in names}
        plain = line.letter.name
        names[line.letter] = _fresh(plain, still_read.union(given)) if plain in still_read else plain
    for name in RESERVED.intersection(given):
        raise UserError(f"{written.rule.name} has a letter {name!r}, which generated code needs for itself; rename it")
    return names


def _fresh(plain: str, taken: set[str]) -> str:
    name = f"new_{plain}"
    while name in taken:
        name += "_"
    return name


def _signature(written: Listing) -> str:
    rule = written.rule
    state = ("theta", *rule.start, *(["t"] if _counts(written) else []), "g")
    hyper = ["*", *rule.hyper] if rule.hyper else []
    return f"def {rule.name}_step({', '.join([*state, *hyper])}):"


def _counts(written: Listing) -> bool:
    """Whether the step depends on the number of steps before it."""
    return Letter("t") in written.letters


def _header(written: Listing) -> list[str]:
    rule = written.rule
    start = ", ".join(f"{name} = {value}" for name, value in rule.start.items())
    return [
        f"# {rule.name}: {_first_line(rule)}",
        *([f"# Source: {rule.source}."] if rule.source else []),
        *([f"# The states start from {start}."] if start else []),
        *(["# t is the number of steps taken before this one."] if _counts(written) else []),
    ]


def _first_line(rule: Rule) -> str:
    return (rule.body.__doc__ or "one step, in the written order of operations.").strip().splitlines()[0]
