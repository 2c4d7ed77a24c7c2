"""How a derivation is written: each `yield` is a line on the board, `_` is the line above."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from types import GeneratorType, MappingProxyType
from typing import Any

from rmsprop_sym.alphabet import DOMAINS, show, shown
from rmsprop_sym.kernel.certificate import Polynomial
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    POWER,
    ZERO,
    Apply,
    Lambda,
    Letter,
    Scalar,
    Symbol,
    Term,
    free,
    substitute,
    term,
)
from rmsprop_sym.kernel.theorem import (
    Gap,
    Theorem,
    assume,
    cases,
    discharge,
    follows,
    induction,
    limit,
    limit_of_equal,
    limit_of_root,
)
from rmsprop_sym.search import (
    X,
    Y,
    from_squares,
    prove,
    replaced,
    root_from_square,
    root_monotone,
    size_from_square,
    term_of,
    use,
    walk,
)


@dataclass(frozen=True)
class Line:
    """One line of a board: how it stands to the line above, what it says, and why."""

    relation: str
    expression: Term
    reasons: tuple[Reason, ...] = ()
    number: int = 0


class Above:
    """The line above: `_ == x` is a line that says it equals x."""

    def __eq__(self, other: object) -> Line:  # type: ignore[override]
        return Line("=", term(other))  # type: ignore[arg-type]

    def __ne__(self, other: object) -> Line:  # type: ignore[override]
        return Line("!=", term(other))  # type: ignore[arg-type]

    def __le__(self, other: Scalar) -> Line:
        return Line("<=", term(other))

    def __lt__(self, other: Scalar) -> Line:
        return Line("<", term(other))

    __hash__ = None  # type: ignore[assignment]


_ = Above()
MINUS_ONE = term(-1)


@dataclass(frozen=True, eq=False)
class Derivation:
    """A theorem with the board that shows it: where it stands, what it supposes, line by line.

    An induction has two boards, `parts`, in place of lines; what is read off other theorems has `sources`.
    """

    name: str
    theorem: Theorem
    says: str
    path: str
    line: int
    lines: tuple[Line, ...] = ()
    parts: tuple[Derivation, ...] = ()
    sources: tuple[Reason, ...] = ()

    @property
    def claim(self) -> Claim:
        """What was proved."""
        return self.theorem.claim

    def at(self, by: Mapping[Any, Any], *facts: Reason) -> Theorem:
        """An instance, its hypotheses proved from the facts and from the domains of its letters."""
        return placed(self, by, *facts)


Reason = Theorem | Derivation


class Refused(Gap):
    """A line of a board does not follow: file, line, from, to, by, and what is left."""

    def __init__(self, gap: Gap, path: str, number: int, above: Term | None, line: Line | None) -> None:
        super().__init__(gap.reason, gap.claim, gap.left)
        self.path, self.number, self.above, self.line = path, number, above, line

    def __str__(self) -> str:
        rows = [f"{self.path}:{self.number}: {self.reason}."]
        left = _written(self.left)
        if self.above is not None and self.line is not None:
            reasons = ", ".join(map(name_of, self.line.reasons)) or "algebra alone"
            above, expression, *rest = shown([self.above, self.line.expression, *left])
            rows += [f"from  {above}", f"to    {self.line.relation} {expression}", f"by    {reasons}"]
        else:
            claim, *rest = shown([*([self.claim] if self.claim else []), *left]) or [""]
            rows += [f"claim {claim}"] if self.claim else []
        return "\n  ".join([*rows, *(f"left  {written}" for written in rest)])


def _written(left: Polynomial | None) -> list[Term]:
    """What is left, if it can be written as a term: not so inside a binder."""
    try:
        return [term_of(left)] if left else []
    except ValueError:
        return []


def name_of(reason: Reason) -> str:
    """What a reason is called: a theorem by its name, a definition by its rule, a hypothesis by what it says."""
    if isinstance(reason, Derivation):
        return reason.name
    match reason.rule, reason.data:
        case "definition", (rule, *_rest):
            return f"the rule {rule}"
        case "axiom", (name, *_rest):
            return str(name)
        case "hypothesis", _nothing:
            return "hypothesis"
        case (("instance" | "discharge" | "specialise"), _data):
            return name_of(reason.premises[0])
    return show(reason.claim)


# --- claims -------------------------------------------------------------------------------------------


def eq(left: Scalar, right: Scalar) -> Claim:
    """left = right."""
    return Claim(term(left), "=", term(right))


def ne(left: Scalar, right: Scalar) -> Claim:
    """left != right."""
    return Claim(term(left), "!=", term(right))


def le(left: Scalar, right: Scalar) -> Claim:
    """left <= right."""
    return Claim(term(left), "<=", term(right))


def lt(left: Scalar, right: Scalar) -> Claim:
    """left < right."""
    return Claim(term(left), "<", term(right))


def tends(left: Term, right: Scalar, along: Letter) -> Claim:
    """left tends to right as the letter grows without end."""
    return Claim(Lambda(along, left), "->", term(right))


def every(index: Letter, claim: Claim, low: Scalar = 0) -> Claim:
    """The claim for every index from low on."""
    return Claim(Lambda(index, claim.left), claim.relation, Lambda(index, claim.right), (term(low),))


# --- boards -------------------------------------------------------------------------------------------

Board = Callable[..., "GeneratorType[Any, None, None]"]


def proves(
    claim: Claim, *, given: Sequence[Claim] = (), over: Mapping[Letter, Sequence[Claim]] | None = None
) -> Callable[[Board], Derivation]:
    """Makes a derivation of a board; its arguments are the hypotheses, in the order of `given`.

    The domains of the letters are known on the board; `over` declares other ones.
    Raises Refused, with file and line, at the first line that does not follow.
    """

    def make(board: Board) -> Derivation:
        hypotheses = [assume(h) for h in given]
        lines = _read(board, hypotheses)
        facts = domains(claim, *given, *(Claim(ZERO, "=", line.expression) for line in lines), over=over or {})
        path, number = _where(board)
        theorem = _closed(claim, given, lines, facts, (path, number))
        return Derivation(board.__name__, theorem, inspect.getdoc(board) or "", path, number, lines)

    return make


def domains(*claims: Claim, over: Mapping[Letter, Sequence[Claim]] = MappingProxyType({})) -> list[Theorem]:
    """The domains of the hyper-parameters that the claims speak of, as hypotheses."""
    spoken = {x for claim in claims for x in claim.free()}
    return [assume(c) for x in DOMAINS if x in spoken for c in over.get(x, DOMAINS[x])]


def _where(board: Board) -> tuple[str, int]:
    code = inspect.unwrap(board).__code__
    return code.co_filename, code.co_firstlineno


def _read(board: Board, hypotheses: Sequence[Theorem]) -> tuple[Line, ...]:
    running, lines = board(*hypotheses), []
    for item in running:
        head, *reasons = item if isinstance(item, tuple) else (item,)
        number = running.gi_frame.f_lineno if running.gi_frame else 0
        line = head if isinstance(head, Line) else Line("", term(head))
        lines.append(Line(line.relation, line.expression, tuple(reasons), number))
    return tuple(lines)


def _relieved(theorem: Theorem, given: Sequence[Claim], facts: Sequence[Theorem]) -> Theorem:
    """The theorem without the side conditions of its reasons, which must follow from what is given and the domains."""
    known = {*given, *(fact.claim for fact in facts)}
    return discharge(theorem, *(prove(h, facts) for h in sorted(theorem.hypotheses - known, key=str)))


def _closed(
    claim: Claim, given: Sequence[Claim], lines: Sequence[Line], facts: Sequence[Theorem], place: tuple[str, int]
) -> Theorem:
    """The claim, from the links between the lines."""
    if not lines or claim.within or claim.relation == "->":
        reason = "a board shows, in one line or more, how two numbers compare"
        raise Refused(Gap(reason, claim), *place, None, None)
    links = []
    for above, line in pairwise(lines):
        link = Claim(above.expression, line.relation, line.expression)
        reasons = [r.theorem if isinstance(r, Derivation) else r for r in line.reasons]
        try:
            links.append(prove(link, [*reasons, *facts]))
        except Gap as gap:
            raise Refused(gap, place[0], line.number, above.expression, line) from None
    try:
        follows(Claim(claim.left, "=", lines[0].expression))
        theorem = follows(claim, links, [1] * len(links)) if links else prove(claim, facts)
        return _relieved(theorem, given, facts)
    except Gap as gap:
        raise Refused(Gap("the board shows something else", claim, gap.left), *place, None, None) from None


# --- from one theorem to another ----------------------------------------------------------------------


def by_induction(
    letter: Letter, statement: Callable[[Scalar], Claim], base: Derivation, step: Derivation, *examples: Derivation
) -> Derivation:
    """The statement for every natural number, from its base and its step; examples are shown with it."""
    made = partial(induction, letter, statement(letter), base.theorem, step.theorem)
    return _unnamed(made, parts=(base, step, *examples))


def by_cases(case: Claim, first: Reason, second: Reason) -> Derivation:
    """What both show, the first where the case holds, the second where it does not."""
    return _unnamed(partial(cases, case, theorem_of(first), theorem_of(second)), sources=(first, second))


def instance_of(source: Reason, by: Mapping[Any, Any], *facts: Reason) -> Derivation:
    """A theorem at other letters."""
    return _unnamed(partial(placed, source, by, *facts), sources=(source, *facts))


def placed(source: Reason, by: Mapping[Any, Any], *facts: Reason) -> Theorem:
    """An instance, with its hypotheses proved from the facts and from the domains of the letters in it."""
    mapping = {
        getattr(key, "head", key): value if isinstance(value, Term) else term(value) for key, value in by.items()
    }
    theorem = theorem_of(source)
    return use(theorem, mapping, [*map(theorem_of, facts), *domains(theorem.claim.at(mapping))])


def concludes(claim: Claim, *facts: Reason) -> Derivation:
    """What follows in one line."""
    known = list(map(theorem_of, facts))
    return _unnamed(partial(prove, claim, [*known, *domains(claim, *(fact.claim for fact in known))]), sources=facts)


def root_is(inside: Term, root: Term, *facts: Reason) -> Theorem:
    """sqrt(inside) = root, because the root's square is the inside and the root is not negative, by the facts."""
    return placed(root_from_square(), {X: inside, Y: root}, *facts)


def size_is(inside: Term, size: Term, *facts: Reason) -> Theorem:
    """abs(inside) = size, because their squares are equal and the size is not negative, by the facts."""
    return placed(size_from_square(), {X: inside, Y: size}, *facts)


def by_squares(claim: Claim, *facts: Reason) -> Theorem:
    """a <= b, or a < b, because their squares compare so and a + b is positive, by the facts."""
    return placed(from_squares(claim.relation), {X: claim.left, Y: claim.right}, *facts)


def under_roots(claim: Claim, *facts: Reason) -> Theorem:
    """sqrt(a) <= sqrt(b), or <, because a and b compare so, and 0 <= a and 0 < b, by the facts."""
    return placed(root_monotone(claim.relation), {X: claim.left, Y: claim.right}, *facts)


def root_in_the_limit(claim: Claim, source: Reason, *facts: Reason) -> Derivation:
    """The limit of a root, from the limit below it, which is the square of something positive, by the facts."""
    return _unnamed(partial(_root_in_the_limit, claim, source, *facts), sources=(source, *facts))


def _root_in_the_limit(claim: Claim, source: Reason, *facts: Reason) -> Theorem:
    below, known = theorem_of(source), [*map(theorem_of, facts), *domains(claim)]
    square, sign = Claim(below.claim.right, "=", claim.right**2), Claim(ZERO, "<", claim.right)
    theorem = limit_of_root(below, prove(square, known), prove(sign, known))
    assert theorem.claim == claim
    return theorem


def in_the_limit(claim: Claim, equation: Reason, *limits: Reason) -> Derivation:
    """The limit of the left side of an equation, from limits of what its right side is made of."""
    return _unnamed(partial(_limit, claim, equation, *limits), sources=(equation, *limits))


def _limit(claim: Claim, equation: Reason, *limits: Reason) -> Theorem:
    assert isinstance(claim.left, Lambda)
    t, whole = claim.left.index, theorem_of(equation).claim.right
    tending: dict[Symbol, Theorem] = {}
    for number, source in enumerate(map(theorem_of, limits)):
        hole, sequence = Letter(f"limit_{number}"), source.claim.left
        assert isinstance(sequence, Lambda)
        whole = replaced(whole, substitute(sequence.body, {sequence.index: t}), hole)
        tending[hole] = source
    known = [*domains(claim), *map(assume, theorem_of(equation).hypotheses)]
    rights = {hole: source.claim.right for hole, source in tending.items()}
    divisors = [Claim(substitute(d, rights), "!=", ZERO) for d in _divisors(whole) if free(d) & set(tending)]
    shown = limit(whole, tending, t, *(prove(divisor, known) for divisor in divisors))
    return limit_of_equal(shown, theorem_of(equation), claim.right)


def _divisors(whole: Term) -> list[Term]:
    return [
        part.args[0]
        for part in walk(whole)
        if isinstance(part, Apply) and part.head == POWER and part.args[1] == MINUS_ONE
    ]


def theorem_of(reason: Reason) -> Theorem:
    """The theorem of a derivation, or the theorem itself."""
    return reason.theorem if isinstance(reason, Derivation) else reason


def _unnamed(
    make: Callable[[], Theorem], parts: tuple[Derivation, ...] = (), sources: Sequence[Reason] = ()
) -> Derivation:
    """A derivation that the file it stands in will name; its place is that of the call.

    Raises Refused, with that place, if the theorem cannot be made.
    """
    frame = inspect.currentframe()
    while frame and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    path, number = (frame.f_code.co_filename, frame.f_lineno) if frame else ("", 0)
    try:
        theorem = make()
    except Gap as gap:
        raise Refused(gap, path, number, None, None) from None
    return Derivation("", theorem, "", path, number, parts=parts, sources=tuple(sources))
