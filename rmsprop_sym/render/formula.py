r"""Formulas in LaTeX, printed from the kernel's own terms; nothing is evaluated, reordered or dropped.

Only what pdflatex with amsmath and the mathematics of repository pages both know is used: no \operatorname.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from string import ascii_uppercase

from rmsprop_sym.alphabet import Key, Owners, Run, key_of, runs, terms_of, visible
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    PLUS,
    POWER,
    SUM,
    TIMES,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Term,
    free,
    substitute,
)
from rmsprop_sym.render.notation import STANDARD, Notation, braced

MINUS_ONE = Number(Fraction(-1))
RELATIONS = {"=": "=", "!=": r"\ne", "<=": r"\le", "<": "<"}

# How tightly a formula holds together.
SUMMED, SIGNED, OPEN, PRODUCT, FACTOR, ATOM = range(6)  # OPEN: a product that ends in a sum sign


def names_in(things: Iterable[Term | Claim]) -> set[str]:
    """The names of the letters, sequences and states that are printed."""
    found = set()
    for part in (part for thing in things for part in visible(thing)):
        match part:
            case Letter(name) | Lambda(Letter(name)) | Apply(Head(name, "sequence" | "state")):
                found.add(name)
    return found


@dataclass(frozen=True)
class Formulas:
    """Prints terms and claims, in a notation, with as few brackets as precedence allows."""

    notation: Notation = STANDARD
    marks: Mapping[Key, str] = field(default_factory=dict)

    @classmethod
    def about(cls, things: Iterable[Term | Claim], notation: Notation = STANDARD) -> Formulas:
        """Prints these things, with a superscript on the states where several runs stand side by side."""
        marks: dict[Key, str] = {}
        writer = cls(notation, marks)
        for letter, (key, run) in zip(ascii_uppercase, runs(list(things)).items(), strict=False):
            short = not run.named and len(run.own) == 1
            marks[key] = writer.details(run) if short else letter
        return writer

    def details(self, run: Run) -> str:
        """What the run is made with, as far as others are not."""
        return ", ".join(map(self.thing, run.details()))

    def thing(self, thing: Term | Claim) -> str:
        """The term or the claim."""
        return self.claim(thing) if isinstance(thing, Claim) else self.term(thing)

    # --- claims -------------------------------------------------------------------------------------

    def claim(self, claim: Claim) -> str:
        r"""The claim.

        >>> t = Letter("t", natural=True)
        >>> print(Formulas().claim(Claim(Lambda(t, Letter("beta") ** t), "->", Number(Fraction(0)))))
        \lim_{t \to \infty} \beta^t = 0
        """
        match claim:
            case Claim(Lambda(index, body), "->", right):
                return rf"\lim_{{{self.term(index)} \to \infty}} {self.term(body, OPEN)} = {self.term(right)}"
            case Claim(Lambda(index, left), relation, Lambda(other, right), ends):
                same = substitute(right, {other: index})
                link = f"{self.term(left)} {RELATIONS[relation]} {self.term(same)}"
                return rf"{link} \quad \text{{for every }} {self._range(index, ends)}"
        return f"{self.term(claim.left)} {RELATIONS[claim.relation]} {self.term(claim.right)}"

    def _range(self, index: Letter, ends: Owners) -> str:
        low, *high = map(self.term, ends)
        return rf"{self.term(index)} = {low}, \dots, {high[0]}" if high else rf"{self.term(index)} \ge {low}"

    def joined(self, claims: Iterable[Claim]) -> list[str]:
        """The claims, a letter that is held from both sides between its bounds."""
        claims = list(claims)
        lows = {c.right: c for c in claims if isinstance(c.right, Letter) and c.relation in ("<", "<=")}
        highs = {c.left: c for c in claims if isinstance(c.left, Letter) and c.relation in ("<", "<=")}
        held = {x for x in lows if x in highs and isinstance(lows[x].left, Number)}
        written = []
        for claim in claims:
            if claim.right in held and claim == lows[claim.right]:
                high = highs[claim.right]
                written.append(f"{self.claim(claim)} {RELATIONS[high.relation]} {self.term(high.right)}")
            elif not (claim.left in held and claim == highs[claim.left]):
                written.append(self.claim(claim))
        return written

    # --- terms --------------------------------------------------------------------------------------

    def term(self, whole: Term, above: int = SUMMED) -> str:
        r"""The term, in brackets if it holds together less tightly than what stands around it.

        >>> print(Formulas().term(-Letter("eta") / (2 * Letter("x")).sqrt()))
        -\frac{\eta}{\sqrt{2 x}}
        """
        minus, level, written = self._signed(whole)
        return bracketed(minus + written) if (SIGNED if minus else level) < above else minus + written

    def _signed(self, whole: Term) -> tuple[str, int, str]:
        """The sign, how tightly the rest holds together, and the rest."""
        match whole:
            case Number(value):
                return _number(value)
            case Letter(name):
                return "", ATOM, str(self.notation.symbol(name))
            case Lambda(index, body):
                return "", SUMMED, rf"{self.term(index)} \mapsto {self.term(body)}"
            case Apply(head, (a, b)) if head == PLUS:
                right = self.term(b, SIGNED)
                return "", SUMMED, self.term(a) + (f" - {right[1:]}" if right.startswith("-") else f" + {right}")
            case Apply(head, (a, b)) if head == TIMES:
                return self._product(a, b)
            case Apply(head, (a, Number(n))) if head == POWER and n < 0:
                return "", FACTOR, rf"\frac{{1}}{{{self._divisor(a, n)}}}"
            case Apply(head, (a, b)) if head == POWER:
                return "", FACTOR, self._power(a, self.term(b))
            case Apply(head, (Lambda(index, body), low, high)) if head == SUM:
                ends = f"{{{self.term(index)}={self.term(low)}}}^{braced(self.term(high))}"
                return "", OPEN, rf"\sum_{ends} {self.term(body, OPEN)}"
            case Apply(Head(_, "state" | "sequence")):
                return "", ATOM, self._indexed(whole)
            case Apply(head, args):
                return "", *self._function(head.name, [self.term(arg) for arg in args])
        raise TypeError(f"{whole!r} is no term")

    def _product(self, a: Term, b: Term) -> tuple[str, int, str]:
        if a == MINUS_ONE:
            minus, level, written = self._signed(b)
            return ("-", FACTOR, bracketed(minus + written)) if minus or level < OPEN else ("-", level, written)
        minus, level, left = self._signed(a)
        match b:
            case Apply(head, (base, Number(n))) if head == POWER and n < 0:
                return minus, FACTOR, rf"\frac{{{left}}}{{{self._divisor(base, n)}}}"
        left = left if level >= PRODUCT else bracketed(left)
        ends = OPEN if isinstance(b, Apply) and b.head == SUM else PRODUCT
        right = self.term(b, OPEN if ends == OPEN else FACTOR)
        dot = r" \cdot " if right[0].isdigit() or (left[-1].isdigit() and right.startswith(r"\frac")) else " "
        return minus, ends, left + dot + right

    def _divisor(self, base: Term, n: Fraction) -> str:
        return self.term(base) if n == -1 else self.term(base ** Number(-n))

    def _power(self, base: Term, exponent: str) -> str:
        match base:
            case Apply(Head(_, "state") as head) if key_of(base) not in self.marks:
                core = self.notation.symbol(head.name).core
                written = bracketed(self.term(base)) if "^" in core else self.term(base)
            case Apply(Head(_, "state")):
                written = bracketed(self.term(base))
            case _:
                written = self.term(base, ATOM)
        return f"{written}^{braced(exponent)}"

    def _indexed(self, whole: Apply) -> str:
        symbol, index = self.notation.symbol(whole.head.name), ", ".join(map(self.term, whole.args[-1:]))
        mark = self.marks.get(key_of(whole), "") if whole.head.kind == "state" else ""
        lower = f"{symbol.lower},{index}" if symbol.lower else index
        return symbol.core + (f"^{{({mark})}}" if mark else "") + f"_{braced(lower)}"

    def _function(self, name: str, args: list[str]) -> tuple[int, str]:
        inside = ", ".join(args)
        match name:
            case "sqrt":
                return ATOM, rf"\sqrt{{{inside}}}"
            case "abs":
                return ATOM, rf"\left\lvert {inside} \right\rvert" if _tall(inside) else rf"\lvert {inside} \rvert"
            case "E":
                return FACTOR, rf"\mathbb{{E}}\left[{inside}\right]"
            case "log" | "exp" | "max" | "min":
                return FACTOR, rf"\{name}{bracketed(inside)}"
        return FACTOR, rf"\mathop{{\mathrm{{{name.replace('_', ' ')}}}}}{bracketed(inside)}"


def _number(value: Fraction) -> tuple[str, int, str]:
    minus, size = "-" if value < 0 else "", abs(value)
    if size.denominator == 1:
        return minus, ATOM, str(size)
    return minus, FACTOR, rf"\frac{{{size.numerator}}}{{{size.denominator}}}"


def _tall(written: str) -> bool:
    return any(sign in written for sign in (r"\frac", r"\sum", r"\sqrt"))


def bracketed(written: str) -> str:
    """The formula in round brackets that are as high as it is."""
    return rf"\left({written}\right)" if _tall(written) else f"({written})"


def speaks_of(claim: Claim) -> list[Letter]:
    """The natural letters that a claim leaves free, in alphabetical order."""
    return sorted((x for x in free(*terms_of(claim)) if isinstance(x, Letter) and x.natural), key=lambda x: x.name)
