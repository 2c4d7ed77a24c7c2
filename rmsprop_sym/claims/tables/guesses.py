"""What the columns of a run may be: averages, sums and roots of them, corrected ones, steps and where they lead.

Every guess is one of a rule that is in use; none is made for a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from rmsprop_sym.claims.arithmetic.digits import Reading
from rmsprop_sym.claims.tables.slopes import Slope
from rmsprop_sym.claims.tables.world import MISSING, Column, Guess, Sheet, Term, World, ends, exactly
from rmsprop_sym.claims.traces.running import Quantity, quantity

ONE = Fraction(1)
NOTHING = quantity(0)
SMALL = Fraction(1, 1000)  # eps is not larger
MOST_HIDDEN, MOST_EPS = 6, 2
NEAR = 0.003  # how near a number comes to one that may be meant, before both are looked at closely
_CORRECTS = re.compile(r"\bhat\b|\\(?:wide)?hat|correct|\badam\b|_hat\b|hat\b|̂", re.IGNORECASE)
_ADDS = re.compile(r"momentum|heavy|ball|velocit", re.IGNORECASE)
_AVERAGES = re.compile(r"average|mean|ewma|\bema\b|adam|cent(?:er|re)|smooth", re.IGNORECASE)
_CENTRES = re.compile(
    r"cent(?:er|re)|varian|\^\{?2\}?\s*\$?$|-\s*\\?\w+(?:_\{?\w\}?)?\s*(?:\^|\*\*)\s*\{?2", re.IGNORECASE
)
_OPPOSITE = re.compile(
    r"(?P<one>\\?[^\W\d_]+)(?:_|\^|\[|\()?\{?\(?(?P<first>[tkn](?:[+-]1)?)[\])}]*-"
    r"(?P=one)(?:_|\^|\[|\()?\{?\(?(?P<second>[tkn](?:[+-]1)?)[\])}]*"
)
_LENGTH = re.compile(r"\||length|size|\babs|distance|magnitude|\\lvert", re.IGNORECASE)
_IN_GRADIENTS = re.compile(r"(?<![A-Za-z\\])g(?:rad)?(?:_\{?[tkn]\}?|ₜ|\[[tkn]\])?[\s})]*(?:/|\{)[\s({]*(?:\\?sqrt|√)")
_CHANGE = re.compile(r"\\?delta|Δ|change|displacement|increment", re.IGNORECASE)
_ORDER = {f"{letter}{shift}": place for letter in "tkn" for place, shift in enumerate(("-1", "", "+1"))}


@dataclass(frozen=True)
class Said:
    """The numbers that a note has said so far, the newest first, the words around a table, and those farther above.

    Some numbers are `named` as what stands beside or below a root; `sides` say on which of the two it may. A place has
    `begun` where the note says so of it, if it names one number alone.
    """

    numbers: Sequence[Fraction]
    starts: Sequence[Fraction]
    words: str
    farther: str = ""
    slopes: Sequence[Slope] = ()
    named: Sequence[Fraction] = ()
    rules: str = ""
    sides: tuple[bool, bool] = (True, True)
    begun: Fraction | None = None

    @property
    def decays(self) -> list[Fraction]:
        """What may be a decay, the larger ones first."""
        return sorted((each for each in self.numbers if SMALL < each < 1), key=lambda each: 2 * each < 1)

    @property
    def places(self) -> list[Fraction]:
        """Where a place may start, the likeliest first."""
        first = [] if self.begun is None else [self.begun]
        return list(dict.fromkeys([*first, *self.starts]))

    @property
    def topic(self) -> str:
        """The words around the table, and the names of the rules that the note has defined."""
        return f"{self.words} . {self.farther} . {self.rules}"

    @property
    def eps(self) -> list[Fraction]:
        """What may be the small number beside a root: what is `named` so, and what is small."""
        small = sorted({each for each in self.numbers if 0 < each <= SMALL} - {*self.named})
        return [*self.named[:MOST_EPS], *small[: MOST_EPS - len(self.named[:MOST_EPS])]]


@dataclass(frozen=True)
class Part:
    """Something that a formula is made of: its name, and what it is worth after a step."""

    name: str
    term: Term
    decay: Fraction | None = None


_ALONE = Part("", lambda world, n: quantity(1))  # noqa: ARG005

MOST_LENGTHS = 2  # falling steps without a sign, from which on a column may show lengths


def guesses(sheet: Sheet, column: Column, said: Said) -> Iterator[Guess]:
    """What a column may be, the likeliest first."""
    states = list(_states(said, column.printed.get(0))) if sheet.gradients or sheet.fed else []
    yield from states
    yield from (_later(each) for each in states)
    squares, means = list(_squares(sheet, said, column.k)), list(_means(sheet, said, column.k))
    yield from _made(sheet, said, column)
    roots = list(_roots(sheet, squares, said, column.k))
    yield from (Guess(root.name, "root", root.term) for root in roots if not root.name.startswith("its"))
    for largest in map(_largest, squares):
        yield Guess(largest.name, "square", largest.term)
        yield Guess(f"sqrt({largest.name})", "root", _root(largest.term))
    unknown = [k for k in sheet.columns if k not in (column.k, *sheet.chosen)]
    hidden = [Part(sheet.columns[k].head, lambda world, n, k=k: world.shown(k, n)) for k in unknown]  # type: ignore[misc]
    yield from (Guess(root.name, "root", root.term) for root in _roots_of(hidden, said))
    for mean, root in product(means, [*roots, _ALONE]):
        yield from _steps(sheet, column, mean, root, said)
    for root in roots:
        rate: Term = lambda world, n, root=root: 1 / root.term(world, n)  # type: ignore[misc]  # noqa: E731
        for factor in (ONE, *_factors(sheet, column, rate, said)):
            yield Guess(f"{_times(factor)}1/{root.name}", "rate", _scaled(factor, rate))


def _states(said: Said, first: Reading | None = None) -> Iterator[Guess]:
    """The states that remember gradients, from 0 on or from what is printed first."""
    start = exactly(first) if first else NOTHING
    for decay in said.decays:
        new = 1 - decay
        yield Guess(
            f"v (beta = {_text(decay)})",
            "square",
            lambda world, n, new=new: new * world.gradient(n) ** 2,  # type: ignore[misc]
            decay,
            start,
            decay=decay,
        )
        yield Guess(
            f"m (beta = {_text(decay)})",
            "mean",
            lambda world, n, new=new: new * world.gradient(n),  # type: ignore[misc]
            decay,
            start,
            decay=decay,
        )
        if _ADDS.search(said.topic) or not _AVERAGES.search(said.topic):
            yield Guess(f"u (mu = {_text(decay)})", "mean", lambda world, n: world.gradient(n), decay, start)
    yield Guess("the sum of the g^2", "square", lambda world, n: world.gradient(n) ** 2, ONE, start)
    yield Guess("g^2", "square", lambda world, n: world.gradient(n) ** 2)


def _later(guess: Guess) -> Guess:
    """The same, shown before the step."""
    return Guess(f"{guess.name} before the step", guess.kind, guess.term, guess.keeps, guess.start, 1, guess.decay)


def _shown(sheet: Sheet, kind: str, but: int) -> Iterator[Part]:
    """The columns that are known to be of a kind."""
    for k, guess in sheet.chosen.items():
        if guess.kind == kind and k != but:
            name = sheet.columns[k].head.strip("$ ")
            yield Part(name, lambda world, n, k=k: world.shown(k, n), guess.decay)  # type: ignore[misc]


def _squares(sheet: Sheet, said: Said, but: int) -> Iterator[Part]:
    """What a root may be drawn of."""
    found = list(_shown(sheet, "square", but))
    yield from found
    yield from _shown(sheet, "hat square", but)
    yield from _shown(sheet, "centred", but)
    averages = [part for part in found if part.decay is not None]
    if (sheet.gradients or sheet.fed) and not averages and not any(_shown(sheet, "root", but)):
        averages = [
            Part(guess.name, lambda world, n, guess=guess: world.state(guess, n), guess.decay)  # type: ignore[misc]
            for guess in [each for each in _states(said) if each.kind == "square" and each.keeps][:MOST_HIDDEN]
        ]
        yield from averages
    if _CORRECTS.search(said.topic):
        yield from (_corrected(part) for part in averages if part.decay)
    if _CENTRES.search(said.topic):
        for square, mean in product(averages, _shown(sheet, "mean", but)):
            if square.decay == mean.decay:
                yield _centred(square, mean)


def _means(sheet: Sheet, said: Said, but: int) -> Iterator[Part]:
    """What a step may be along."""
    means = list(_shown(sheet, "mean", but))
    yield from _shown(sheet, "hat mean", but)
    if _CORRECTS.search(said.topic):
        yield from (_corrected(part) for part in means if part.decay)
    yield from means
    yield Part("g", lambda world, n: world.gradient(n))


def _corrected(part: Part) -> Part:
    """An average over the sum of its weights."""
    decay = part.decay or ONE
    return Part(f"{part.name}/(1 - {_text(decay)}^t)", lambda world, n: part.term(world, n) / (1 - decay**n))


def _centred(square: Part, mean: Part) -> Part:
    """An average of squares without the square of the average."""
    return Part(f"{square.name} - {mean.name}^2", lambda world, n: square.term(world, n) - mean.term(world, n) ** 2)


def _made(sheet: Sheet, said: Said, column: Column) -> Iterator[Guess]:
    """What is made of averages: corrected and centred ones."""
    words = f"{said.topic} {column.head}"
    squares_shown, means_shown = list(_shown(sheet, "square", column.k)), list(_shown(sheet, "mean", column.k))
    if _CORRECTS.search(words):
        for kind, parts in (("hat square", squares_shown), ("hat mean", means_shown)):
            yield from (Guess(made.name, kind, made.term) for made in map(_corrected, (p for p in parts if p.decay)))
        for k, decay in product((k for k in sheet.columns if k not in (column.k, *sheet.chosen)), said.decays):
            made = _corrected(Part(sheet.columns[k].head, lambda world, n, k=k: world.shown(k, n), decay))  # type: ignore[misc]
            yield Guess(made.name, "hat square", made.term)
    for square, mean in product(squares_shown, means_shown):
        if square.decay == mean.decay:
            yield Guess(_centred(square, mean).name, "centred", _centred(square, mean).term)


def _largest(part: Part) -> Part:
    """The largest value so far."""

    def largest(world: World, n: int) -> Quantity:
        found = part.term(world, 1)
        for step in range(2, n + 1):
            found = found.maximum(part.term(world, step))
        return found

    return Part(f"the largest {part.name} so far", largest)


def _roots(sheet: Sheet, squares: Sequence[Part], said: Said, but: int) -> Iterator[Part]:
    """What a step may be divided by."""
    yield from (Part(part.name, part.term) for part in _shown(sheet, "root", but))
    yield from _roots_of(squares, said)


def _roots_of(squares: Sequence[Part], said: Said) -> Iterator[Part]:
    """The roots of averages, alone or with a small number beside them or below them."""
    for square in squares:
        yield Part(f"sqrt({square.name})", _root(square.term))
        beside, below = said.sides
        for eps in said.eps if beside else ():
            yield Part(
                f"(sqrt({square.name}) + {_text(eps)})",
                lambda world, n, s=square, eps=eps: s.term(world, n).sqrt() + eps,  # type: ignore[misc]
            )
        for eps in said.eps if below else ():
            yield Part(
                f"sqrt({square.name} + {_text(eps)})",
                lambda world, n, s=square, eps=eps: (s.term(world, n) + eps).sqrt(),  # type: ignore[misc]
            )


def _steps(sheet: Sheet, column: Column, mean: Part, root: Part, said: Said) -> Iterator[Guess]:
    """A step, its length, and where it leads, for the rates with which it may fit."""
    name = f"{mean.name}/{root.name}" if root.name else mean.name
    step: Term = lambda world, n: mean.term(world, n) / root.term(world, n)  # noqa: E731
    signs = _signs(column.head)
    for factor in _factors(sheet, column, step, said):
        for sign in signs:
            yield Guess(f"{'-' if sign < 0 else ''}{_times(factor)}{name}", "step", _scaled(sign * factor, step))
        if not _shows_sign(sheet, column, said):
            yield Guess(f"|{_times(factor)}{name}|", "step", lambda world, n, f=factor: abs(f * step(world, n)))  # type: ignore[misc]
    for rate in _rates(sheet, column, step, said):
        where = f"theta, stepping by {_times(rate)}{name}"
        for lag in (0, 1):
            first = column.printed.get(lag)
            told = [*map(quantity, said.places), *([] if said.begun is not None else [MISSING])]
            starts = [exactly(first)] if first and (lag or 0 in sheet.rows) else told
            yield from (Guess(where, "theta", _scaled(-rate, step), ONE, start, lag) for start in starts)


def _shows_sign(sheet: Sheet, column: Column, said: Said) -> bool:
    """Whether a column has the signs of its steps: a difference has, and a formula in g if not said to be a length."""
    if _OPPOSITE.search(_plain(column.head)):
        return True
    if not _IN_GRADIENTS.search(column.head) or _LENGTH.search(f"{column.head} {said.words}"):
        return False
    falling = [n for n, each in sheet.gradients.items() if each.value < 0 and n in column.printed]
    return len(falling) < MOST_LENGTHS or any(column.printed[n].value < 0 for n in falling)


def _signs(head: str) -> tuple[int, ...]:
    """Which sign a step has in a column: a difference says it, a length has none, and the head of a change means +."""
    match = _OPPOSITE.search(_plain(head))
    if match:
        return (-1,) if _ORDER[match["first"]] > _ORDER[match["second"]] else (1,)
    if _LENGTH.search(head):
        return ()
    return (-1,) if _CHANGE.search(head) else (1, -1)


def _plain(head: str) -> str:
    """The head without what does not count."""
    return re.sub(r"[\s${}*`]|\\[,;:!]", "", head)


def _factors(sheet: Sheet, column: Column, of: Term, said: Said) -> Iterator[Fraction]:
    """The numbers said with which a formula may fit the first cells of a column, up to its sign."""
    world, found = World(sheet, near=True, wide=False), list[float]()
    for n, printed in column.printed.items():
        worth = _middle(world, of, n)
        if worth and printed.value and len(found) < MOST_HIDDEN:
            found.append(abs(float(printed.value) / worth))
    yield from (each for each in (ONE, *said.numbers) if sum(_close(float(each), one) for one in found) > 1)


def _rates(sheet: Sheet, column: Column, of: Term, said: Said) -> Iterator[Fraction]:
    """The numbers said with which a step may lead from one cell of a column to the next."""
    world, ratios = World(sheet, near=True, wide=False), list[tuple[float, float]]()
    for n in sorted(column.printed)[: MOST_HIDDEN + 1]:
        here, below = column.printed[n], column.printed.get(n + 1)
        for worth in (_middle(world, of, n), _middle(world, of, n + 1)):
            if worth and below:
                ratios.append((float(here.value - below.value) / worth, float(2 * here.numeral.unit) / abs(worth)))
    for each in said.numbers:
        if any(abs(float(each) - ratio) <= NEAR * float(each) + width for ratio, width in ratios):
            yield each


def _middle(world: World, of: Term, n: int) -> float | None:
    """About what a formula is worth after a step."""
    found = ends(of(world, n)) if n > 0 else None
    return float(found[0] + found[1]) / 2 if found else None


def _close(one: float, other: float) -> bool:
    """Whether two numbers are near each other."""
    return abs(one - other) <= 10 * NEAR * abs(one)


def _scaled(factor: Fraction, of: Term) -> Term:
    """So many times a formula."""
    return lambda world, n: factor * of(world, n)


def _root(of: Term) -> Term:
    """The root of a formula."""
    return lambda world, n: of(world, n).sqrt()


def _times(factor: Fraction) -> str:
    """A factor in front of a formula."""
    return "" if factor == 1 else f"{_text(factor)} "


def _text(number: Fraction) -> str:
    """A number in short."""
    return f"{float(number):g}"
