"""Columns headed by a formula in the letters of a rule, or by a word for one: what it is, and what it is worth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from rmsprop_sym.claims.expressions.formula import parse_formula
from rmsprop_sym.claims.expressions.notation import CORRECTED, Head, Profile, letter_of, read_head
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.tokens import CHANGED
from rmsprop_sym.claims.expressions.tree import (
    OPERATIONS,
    Apply,
    Binary,
    Call,
    Literal,
    Name,
    Negate,
    Node,
    letters_in,
    rebuilt,
    walk,
)
from rmsprop_sym.claims.traces.running import Quantity, quantity
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.words.prose import in_dollars
from rmsprop_sym.rules import RULES, Rule, State

STEP, PARAMETER = "t", "theta"
CHANGES = ("theta_t - theta_{t-1}", "theta_{t-1} - theta_t", "|theta_t - theta_{t-1}|")
ROOTS = ("sqrt({})", "sqrt({}) + eps", "sqrt({} + eps)")
SIZES = CHANGES[2:]
WORDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("change", "displacement", "increment", "update", "step", "step taken", "move", "subtracted", "added"), CHANGES
    ),
    **dict.fromkeys(("step length", "step size", "length", "length of the step", "size of the step"), SIZES),
    **dict.fromkeys(("root", "square root", "rms", "denominator"), ROOTS),
    **dict.fromkeys(("squared gradient", "gradient squared", "square of the gradient"), ("g^2",)),
    "variance": ("v - m^2",),
}
MOVES = {"theta", "rate", "change", "eta"}
MEAN_SQUARES = ("v", "G")
LONGEST = 200
MOST_PARTS = 3  # of a head that says what it is by a formula
MOST_POWER = 10_000
_CALLS: Mapping[str, Callable[[Quantity], Quantity]] = {
    "sqrt": Quantity.sqrt,
    "abs": Quantity.__abs__,
    "sign": Quantity.sign,
}
_NAMED = re.compile(r"\(?\s*\b(sgd|gd|adagrad|rmsprop|adam|momentum)\b\s*\)?", re.IGNORECASE)
_STEMS = {"gd": "sgd"}
_MOVE = r"(?:change|step|update|move|increment)"
_MOVED = re.compile(
    rf"(?:{_MOVE} (?:of|in) |delta[ _]?)\$?\\?(?P<of>[^\W\d_]+)\$?|\$?\\?(?P<its>[^\W\d_]+)\$? {_MOVE}", re.IGNORECASE
)
_DIVIDED = re.compile(r"(?P<of>[^$]*?)\s*(?:/|in units of|divided by|over|\$/\s*(?:\\[,;!:]|~)*)\s*(?P<by>[^$]+)\$?")
_EQUATED = re.compile(r"\$?\s*(?<![<>:!])=\s*\$?")
_BESIDE = re.compile(r"[^$]*[^$\s]\s*\$(?P<before>[^$]+)\$|\$(?P<behind>[^$]+)\$\s*[^$\s][^$]*")


def read_column(text: str, rule: Rule, profile: Profile, named: Mapping[str, str]) -> tuple[Head, ...]:
    r"""What the head of a column may stand for in the letters of the rule, the likeliest first; nothing if unknown.

    `named` has what the note itself calls a formula. A head that names another rule is not known.

    >>> from rmsprop_sym.rules import RULES
    >>> [head] = read_column(r"$(w_t - w_{t-1})/\eta$", RULES["rmsprop"], {"w": "theta"}, {})
    >>> head.letter
    '(theta(t) - theta(t - 1))/eta'
    >>> read_column("w (SGD)", RULES["sgd"], {"w": "theta"}, {}), read_column("w (Adam)", RULES["sgd"], {}, {})
    ((Head(letter='theta', index=1),), ())
    """
    if len(text) > LONGEST:
        return ()
    match = _NAMED.search(text)
    if not match:
        parts = [] if text in named else _EQUATED.split(text)
        found = [head for part in parts[:MOST_PARTS] for head in _read(part, rule, profile, named)] if parts[1:] else []
        return tuple(dict.fromkeys(found)) or _read(text, rule, profile, named)
    stem = _STEMS.get(match[1].lower(), match[1].lower())
    if rule.name in RULES and stem not in rule.name.split("_"):
        return ()
    rest = (text[: match.start()] + text[match.end() :]).strip(" *,:-–")
    return _read(rest, rule, profile, named) if rest.strip("$") else (Head(PARAMETER, vague=True),)


def _read(text: str, rule: Rule, profile: Profile, named: Mapping[str, str]) -> tuple[Head, ...]:
    """What the head of a column may stand for."""
    plain = read_head(text, rule, profile)
    if plain and plain.letter == "change":
        return plain, *_of_words(CHANGES[1:], rule, {})
    if plain:
        return (plain,)
    dollars = in_dollars(text).replace(r"\|", "|").strip("*` ")
    whole = dollars.strip("$") if dollars.count("$") in (0, 2) else dollars
    formula = "$" not in whole.strip() and _formula(whole, rule, profile)
    if formula:
        return (Head(str(formula), formula=formula),)
    return worded(dollars, rule, profile, named)


def worded(text: str, rule: Rule, profile: Profile, named: Mapping[str, str]) -> tuple[Head, ...]:
    """What the words at the head of a column may stand for, also divided by a letter, or with a formula beside them.

    >>> from rmsprop_sym.rules import RULES
    >>> [head.letter for head in worded("root", RULES["rmsprop"], {}, {})]
    ['sqrt(v(t))', 'sqrt(v(t)) + eps', 'sqrt(v(t) + eps)']
    """
    word = re.sub(r"^(?:the|its)\s+", "", text.strip("$ ").lower())
    moved = _MOVED.fullmatch(text.strip("* "))
    if moved and letter_of(moved["of"] or moved["its"], rule, profile) == PARAMETER:
        word = "change"
    if text in named:
        return tuple(_of_words((named[text],), rule, profile))
    if word in WORDS:
        states = [name for name in MEAN_SQUARES if name in rule.start]
        texts = [each.replace("{}", state) for each in WORDS[word] for state in states or [""]]
        return tuple(dict.fromkeys(_of_words(tuple(texts), rule, {})))
    divided = _DIVIDED.fullmatch(text)
    if divided and divided["of"].strip().lower() in WORDS:
        by = f"({divided['by'].strip()})"
        changes = WORDS[divided["of"].strip().lower()]
        return tuple(_of_words(tuple(f"({each})/{by}" for each in changes), rule, profile))
    beside = _BESIDE.fullmatch(text)
    return tuple(_of_words(tuple(filter(None, beside.groups())), rule, profile)) if beside else ()


def _of_words(texts: tuple[str, ...], rule: Rule, profile: Profile) -> Iterator[Head]:
    """The formulas among the texts, as columns of which nobody says for sure that they are meant."""
    for text in texts:
        formula = _formula(text, rule, profile)
        if formula:
            yield Head(str(formula), formula=formula, vague=True)


def _formula(text: str, rule: Rule, profile: Profile) -> Node | None:
    """The text as a formula in the letters of the rule at steps t and t - 1; None if it is no such formula."""

    def change(node: Node) -> Node | None:
        match node:
            case Apply(name=name, arguments=(index,)):
                return _at(name, _back(index), rule, profile)
            case Name(name=name) if profile.get(name, name) != "step" and name != STEP:
                ours = letter_of(name, rule, profile)
                return Name(ours) if ours in rule.hyper else _at(name, 0, rule, profile)
            case Name():
                return Name(STEP)
        return None

    try:
        chain = parse_formula(text)
        formula = rebuilt(chain.members[0], change)
    except Unreadable:
        return None
    return formula if not chain.relations and _is_of_a_run(formula) else None


def _is_of_a_run(formula: Node) -> bool:
    """Whether the value of a formula can be told at each step of a run."""
    parts = list(walk(formula))
    known = all(isinstance(part, Literal | Name | Apply | Negate | Binary | Call) for part in parts)
    called = {part.function for part in parts if isinstance(part, Call)} <= {*_CALLS}
    return known and called and any(isinstance(part, Apply) or part == Name(STEP) for part in parts)


def _back(index: Node) -> int:
    """How many steps back an index is.

    Raises Unreadable if it is neither this step nor the one before.
    """
    match index:
        case Name(name="t" | "k" | "n"):
            return 0
        case Binary(op="-", left=Name(name="t" | "k" | "n"), right=Literal(text="1")):
            return 1
    raise Unreadable(f"{index} is no step of this row", 1)


def _at(name: str, back: int, rule: Rule, profile: Profile) -> Node:
    """A letter at this step or the one before, in the letters of the rule.

    Raises Unreadable if it is none of them.
    """
    if name.startswith(CHANGED):
        ours = letter_of(name.removeprefix(CHANGED), rule, profile)
        if ours == PARAMETER and not back:
            return Binary("-", _stepped(ours, 0), _stepped(ours, 1))
        raise Unreadable(f"{name} is no change of {rule.name}", 1)
    ours = letter_of(name, rule, profile)
    if ours and ours in (*rule.states, "g", *CORRECTED.get(rule.name, ())):
        return _stepped(ours, back)
    bare = letter_of(name.removesuffix("hat"), rule, profile)
    if name.endswith("hat") and bare and bare in rule.start and "beta" in rule.hyper and not back:
        weight = Binary("-", Literal("1"), Binary("^", Name("beta"), Name(STEP)))
        return Binary("/", _stepped(bare, 0), weight)
    raise Unreadable(f"{name} is no letter of {rule.name}", 1)


def _stepped(letter: str, back: int) -> Node:
    """A letter at this step or the one before."""
    return Apply(letter, (Binary("-", Name(STEP), Literal("1")) if back else Name(STEP),))


def shows_moves(head: Head) -> bool:
    """Whether a column shows theta or its steps."""
    return head.letter in MOVES or (head.formula is not None and not MOVES.isdisjoint(letters_in(head.formula)))


def shows_theta(head: Head) -> bool:
    """Whether a column depends on where theta stands, and not on its steps alone."""
    if not head.formula:
        return head.letter == PARAMETER
    changes = (CHANGE, Binary("-", CHANGE.right, CHANGE.left))
    return PARAMETER in letters_in(rebuilt(head.formula, lambda node: Literal("0") if node in changes else None))


def in_units_of_eta(formula: Node | None) -> bool:
    """Whether a formula is a change of theta over eta, which is the same for every eta.

    >>> from rmsprop_sym.claims.expressions.syntax import parse_statement
    >>> in_units_of_eta(parse_statement("(theta(t) - theta(t - 1))/eta").members[0])
    True
    """
    match formula:
        case Call(function="abs", arguments=(inner,)) | Negate(operand=inner):
            return in_units_of_eta(inner)
        case Binary(op="/", left=left, right=Name(name="eta")):
            inner = left.arguments[0] if isinstance(left, Call) and left.function == "abs" else left
            return inner in (CHANGE, Binary("-", CHANGE.right, CHANGE.left))
    return False


CHANGE = Binary("-", _stepped(PARAMETER, 0), _stepped(PARAMETER, 1))


def worth(node: Node, state: State) -> Quantity:
    """The value of a formula after a step, which remembers its constants, its gradient, and the state before it."""
    match node:
        case Literal():
            return quantity(node.value)
        case Name(name=name):
            return quantity(state.t) if name == STEP else state.hyper[name]
        case Apply(name=name, arguments=(Name(),)):
            return _letter(state, name)
        case Apply(name=name):
            before = getattr(state, "before", None)
            return _letter(before, name) if before else quantity(Undefined("there is no step before the first"))
        case Negate(operand=operand):
            return -worth(operand, state)
        case Call(function=function, arguments=(argument,)):
            return _CALLS[function](worth(argument, state))
        case Binary(op="^", left=left, right=right):
            power = worth(right, state).value
            whole = isinstance(power, Fraction) and power.denominator == 1 and abs(power) <= MOST_POWER
            return worth(left, state) ** int(power) if whole else quantity(Undefined(f"{node} is no whole power"))  # type: ignore[arg-type]
        case Binary(op=op, left=left, right=right):
            value: Quantity = OPERATIONS[op](worth(left, state), worth(right, state))
            return value
    raise TypeError(node)


def _letter(state: State, name: str) -> Quantity:
    """A letter of a state."""
    found = getattr(state, name, None)
    return quantity(Undefined(f"there is no {name} here") if found is None else found)
