"""Formulas in print: what is printed reads back to what was proved, by a reader that knows only the notation."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsprop_sym.alphabet import beta, c, eps, eta, g, i, key_of, runs, square_root, t, terms_of, total, x, y
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.symbolic.letters import read as read_claim
from rmsprop_sym.claims.symbolic.letters import stated
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import Apply, Head, Lambda, Letter, Number, summed, term
from rmsprop_sym.library import theorems
from rmsprop_sym.render.formula import Formulas
from rmsprop_sym.render.notation import STANDARD, read
from rmsprop_sym.render.sheet import Sheet
from rmsprop_sym.rules import RULES, rmsprop, rmsprop_eps_inside
from rmsprop_sym.search import walk

COURSE = "state: E[g^2]\ndecay: \\varrho\nrate: alpha\ng: \\mathbf{g}\nt: n\neps: \\epsilon\n"
PROFILES = ("", "s,rho,w", "decay=alpha,x", COURSE)
RELATIONS = {"=": "=", r"\ne": "!=", r"\le": "<=", "<": "<"}
STOPS = ("+", "-", "=", "<", r"\le ", r"\ne ", ")", "}", "]", ",", r"\right", r"\rvert", r"\quad", r"\ge", r"\to")


class Reader:
    """Reads a formula back, given only what the letters are called and which runs there are."""

    def __init__(self, source, things, notation=STANDARD):
        self.source, self.place = source, 0
        self.letters, self.indexed, self.marks = {}, {}, {}
        formulas = Formulas.about(things, notation)
        for part in (part for thing in things for whole in terms_of(thing) for part in walk(whole)):
            match part:
                case Letter(name) | Lambda(Letter(name)):
                    self.letters[notation.symbol(name)] = part.index if isinstance(part, Lambda) else part
                case Apply(Head(name, "sequence") as head, _):
                    self.indexed[notation.symbol(name), ""] = (head, ())
                case Apply(Head(name, "state") as head, (*owners, _)):
                    mark = formulas.marks.get(key_of(part), "")
                    self.indexed[notation.symbol(name), mark] = (head, tuple(owners))
        cores = {symbol.core for symbol in self.letters} | {symbol.core for symbol, _ in self.indexed}
        self.cores = sorted(cores, key=len, reverse=True)

    # --- the source --------------------------------------------------------------------------------

    def at(self, *texts):
        """Which of the texts stands here, past blanks."""
        self.place += len(self.source[self.place :]) - len(self.source[self.place :].lstrip())
        return next((text for text in texts if self.source.startswith(text, self.place)), None)

    def take(self, *texts):
        """Reads one of the texts."""
        found = self.at(*texts)
        assert found is not None, f"{texts} wanted at {self.source[self.place :]!r}"
        self.place += len(found)
        return found

    def group(self, inside):
        """Reads what stands in braces, or a single sign."""
        if not self.at("{"):
            self.at()
            single = Reader.__new__(Reader)
            single.__dict__ = {**self.__dict__, "source": self.source[self.place], "place": 0}
            self.place += 1
            return inside(single)
        self.take("{")
        found = inside(self)
        self.take("}")
        return found

    # --- claims ------------------------------------------------------------------------------------

    def claim(self):
        """Reads a claim."""
        if self.at(r"\lim"):
            self.take(r"\lim_{")
            index = self.term()
            self.take(r"\to")
            self.take(r"\infty")
            self.take("}")
            body = self.product()
            self.take("=")
            return self.end(Claim(Lambda(index, body), "->", self.term()))
        left, relation = self.term(), RELATIONS[self.take(*RELATIONS)]
        right = self.term()
        if not self.at(r"\quad"):
            return self.end(Claim(left, relation, right))
        self.take(r"\quad")
        self.take(r"\text{for every }")
        index = self.term()
        ends = (self.term(),) if self.take(r"\ge", "=") == r"\ge" else (self.term(), self.dots())
        return self.end(Claim(Lambda(index, left), relation, Lambda(index, right), ends))

    def dots(self):
        """Reads the end of a range."""
        self.take(r", \dots,")
        return self.term()

    def end(self, found):
        """What was found, if nothing is left."""
        self.at()
        assert "" == self.source[self.place :]
        return found

    # --- terms -------------------------------------------------------------------------------------

    def term(self):
        """Reads a sum."""
        found = self.product()
        while self.at("+", "-"):
            found = found + self.product() if self.take("+", "-") == "+" else found - self.product()
        return found

    def product(self):
        """Reads a product."""
        if self.at("-"):
            self.take("-")
            return -self.product()
        factors = [self.factor()]
        while self.at("x") or not (self.at(*STOPS) or self.place == len(self.source)):
            if self.at(r"\cdot"):
                self.take(r"\cdot")
            factors.append(self.factor())
        return prod(factors[1:], start=factors[0])

    def factor(self):
        """Reads a power."""
        base = self.base()
        if self.at("^"):
            self.take("^")
            return base ** self.group(Reader.term)
        return base

    def base(self):
        """Reads what a power can be of."""
        self.at()
        if digits := re.compile(r"\d+").match(self.source, self.place):
            self.place = digits.end()
            return Number(Fraction(digits[0]))
        if self.at(r"\frac"):
            self.take(r"\frac")
            return self.group(Reader.term) / self.group(Reader.term)
        if self.at(r"\sqrt"):
            self.take(r"\sqrt")
            return self.group(Reader.term).sqrt()
        if self.at(r"\sum"):
            self.take(r"\sum_{")
            index, _, low = self.term(), self.take("="), self.term()
            self.take("}")
            self.take("^")
            high = self.group(Reader.term)
            return summed(self.product(), index, low, high)
        if self.at(r"\lvert", r"\left\lvert"):
            self.take(r"\lvert", r"\left\lvert")
            inside = self.term()
            self.take(r"\rvert", r"\right\rvert")
            return abs(inside)
        if function := re.compile(r"\\(?:mathop\{\\mathrm\{([^}]*)\}\}|(log|exp|max|min))").match(
            self.source, self.place
        ):
            self.place = function.end()
            return Apply(Head(function[1] or function[2]), self.bracket())
        if self.at("(", r"\left("):
            (inside,) = self.bracket()
            return inside
        return self.symbol()

    def bracket(self):
        """Reads arguments in round brackets."""
        self.take("(", r"\left(")
        inside = [self.term()]
        while self.at(","):
            self.take(",")
            inside.append(self.term())
        self.take(")", r"\right)")
        return tuple(inside)

    def symbol(self):
        """Reads a letter, a member of a sequence or a state."""
        core, mark = self.take(*self.cores), ""
        for symbol, known in sorted(self.indexed, key=lambda key: -len(key[1])):
            if symbol.core == core and known and self.at(f"^{{({known})}}"):
                self.take(f"^{{({known})}}")
                mark = known
                break
        candidates = [symbol for symbol in self.letters if symbol.core == core]
        for symbol in sorted(candidates, key=lambda symbol: -len(symbol.lower)):
            written = str(symbol).removeprefix(core)
            if self.at(written) == written and not self.indexes(written):
                self.place += len(written)
                return self.letters[symbol]
        self.take("_")
        index = self.group(Reader.term)
        head, owners = next(v for (symbol, m), v in self.indexed.items() if (symbol.core, m) == (core, mark))
        return Apply(head, (*owners, index))

    def indexes(self, written):
        """Whether an index follows."""
        return self.source.startswith("_", self.place + len(written))


def meaning(whole):
    """The normal form, in which 1/a**2 and a**-2 are written alike first: print has only one form for both."""
    return normal(written_alike(whole))


def written_alike(whole):
    """The term with a**-n in the place of (a**n)**-1."""
    match whole:
        case Apply(Head("**"), (Apply(Head("**"), (a, Number(n))), Number(m))) if m < 0 and n > 0:
            return written_alike(a ** Number(n * m))
        case Apply(head, args):
            return Apply(head, tuple(map(written_alike, args)))
        case Lambda(index, body):
            return Lambda(index, written_alike(body))
    return whole


def same(printed, claim):
    """Whether two claims say the same, up to the kernel's normal form."""
    sides = zip(terms_of(printed), terms_of(claim), strict=True)
    return printed.relation == claim.relation and all(meaning(a) == meaning(b) for a, b in sides)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_statement_and_every_line_reads_back_from_latex(tmp_path, profile):
    """Statements, hypotheses and lines of the library, printed in a notation, say what was proved."""
    (tmp_path / "course.yaml").write_text(profile, encoding="utf-8")
    course, lines = read(str(tmp_path / "course.yaml") if profile == COURSE else profile), 0
    for entry in theorems().values():
        sheet = Sheet(entry, course)
        things, notation = sheet._things, sheet.notation
        formulas = Formulas.about(things, notation)
        for thing in things:
            if isinstance(thing, Claim):
                assert same(Reader(formulas.claim(thing), things, notation).claim(), thing), formulas.claim(thing)
            else:
                reader = Reader(printed := formulas.term(thing), things, notation)
                assert meaning(reader.end(reader.term())) == meaning(thing), printed
            lines += 1
    assert lines > 3 * len(theorems())


LETTERS = st.sampled_from([x, y, beta, eta, t, g(t), g(t + 1), rmsprop.v(t), rmsprop.theta(1)])
NUMBERS = st.builds(lambda n, d: Number(Fraction(n, d)), st.integers(-3, 3), st.integers(1, 3))
TERMS = st.recursive(
    LETTERS | NUMBERS,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a - b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, b: a / b, inner, inner),
        st.builds(lambda a: -a, inner),
        st.builds(lambda a, n: a**n, inner, st.integers(-2, 3)),
        st.builds(lambda a: a ** (t + 1), inner),
        st.builds(lambda a: a.sqrt(), inner),
        st.builds(abs, inner),
        st.builds(lambda a: a.sign(), inner),
        st.builds(lambda a, b: total(a * beta**i + b, i, 1, t), inner, inner),
    ),
    max_leaves=8,
)


@given(TERMS)
@settings(max_examples=300, derandomize=True, deadline=None)
def test_any_term_reads_back_from_latex(whole):
    """Brackets, signs, fractions and sums are printed so that they can be read in one way only."""
    reader = Reader(printed := Formulas.about([whole]).term(whole), [whole])
    assert meaning(reader.end(reader.term())) == meaning(whole), printed


def test_the_reader_tells_a_wrong_print_from_a_right_one():
    """A reader that read everything alike would find no fault in a printer that drops brackets."""
    claim = Claim(x * (y + 1), "=", (x**2) ** t)
    assert same(Reader("x (y + 1) = x^{2 t}", [claim, t]).claim(), Claim(x * (y + 1), "=", x ** (2 * t)))
    assert not same(Reader("x y + 1 = x^{2 t}", [claim, t]).claim(), claim)
    assert not same(Reader(r"x (y + 1) \le x^{2 t}", [claim, t]).claim(), claim)


@pytest.mark.parametrize(
    "whole, printed",
    [
        (
            -eta * g(1) / (square_root(1 - beta) * abs(g(1)) + eps),
            r"-\frac{\eta g_1}{\sqrt{1 - \beta} \lvert g_1 \rvert + \varepsilon}",
        ),
        (x - (y - 1), "x - (y - 1)"),
        (x * -y, "x (-y)"),
        (-(x * total(y, i, 1, t)), r"-x \sum_{i=1}^t y"),
        (total(y, i, 1, t) * x, r"\left(\sum_{i=1}^t y\right) x"),
        (x * 2, r"x \cdot 2"),
        (x ** Fraction(1, 2), r"x^{\frac{1}{2}}"),
        ((x / y) ** 2, r"\left(\frac{x}{y}\right)^2"),
        (rmsprop.v(t + 1) ** 2, "v_{t + 1}^2"),
        (x**-2, r"\frac{1}{x^2}"),
        (g(1).sign() ** 2, r"(\mathop{\mathrm{sign}}(g_1))^2"),
    ],
)
def test_a_term_is_printed_as_a_lecturer_writes_it(whole, printed):
    """As few brackets as can be, and minus signs where they belong."""
    assert printed == Formulas.about([whole]).term(whole)


def test_two_runs_have_superscripts_and_one_run_has_none():
    """What tells runs apart stands above the state; a power of such a state has brackets."""
    scaled = rmsprop.run(lambda k: c * g(k))
    both = Claim(scaled.v(t), "=", rmsprop.v(t) ** 2)
    assert "v^{(c g_i)}_t = (v^{(g)}_t)^2" == Formulas.about([both]).claim(both)
    dialects = Claim(rmsprop.v(t), "=", rmsprop_eps_inside.v(t))
    assert "v^{(A)}_t = v^{(B)}_t" == Formulas.about([dialects]).claim(dialects)


def test_a_run_with_values_of_its_own_says_so():
    """A statement about one run that is not the rule's own would be false of the rule if nothing were said."""
    other = rmsprop.run(lambda _: term(9), beta=Fraction(9, 10))
    claim = Claim(other.v(1), "=", term(x))
    (run,) = runs([claim]).values()
    assert r"g_i = 9, \beta = \frac{9}{10}" == Formulas().details(run)
    assert "v^{(A)}_1 = x" == Formulas.about([claim]).claim(claim)


# Letters and forms that notes cannot have: those of a derivation alone.
FOREIGN = r"is no letter known here|Euler's number|means nothing here|'for' stands beside|is not read|is not expected"


def readable(claim):
    """The claim as a note's reader understands its plain form, if its letters can stand in a note."""
    names = {part.head.rule for side in terms_of(claim) for part in walk(side) if isinstance(part, Apply)} - {""}
    rule = RULES.get(names.pop()) if len(names) == 1 else None
    reading = read_claim(parse_statement(stated(claim)), rule=rule, given=(), where=(), options={"start": "any"})
    (found,) = reading.claims
    return found


def test_every_statement_reads_back_from_plain_print():
    """What `derive` prints can be pasted into a note, and means there what was proved."""
    unread = {}
    own = {name: entry.theorem.claim for name, entry in theorems().items() if not runs([entry.theorem.claim])}
    for name, claim in own.items():
        try:
            assert same(readable(claim), claim), name
        except Unreadable as reason:
            unread[name] = str(reason)
    assert {name for name, reason in unread.items() if not re.search(FOREIGN, reason)} == set()
    assert len(own) - len(unread) > len(own) / 2
