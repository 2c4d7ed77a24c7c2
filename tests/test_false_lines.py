"""Every line of every derivation, spoiled in every way that its relation allows, is refused where it stands."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest
import rmsprop_sym.derivations

from rmsprop_sym import board
from rmsprop_sym.alphabet import DOMAINS, beta, g, t
from rmsprop_sym.board import Refused
from rmsprop_sym.evaluate import holds, means_something
from rmsprop_sym.kernel.certificate import normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import ZERO, Apply, Lambda, term
from rmsprop_sym.library import theorems
from rmsprop_sym.rules import RULES, rmsprop
from rmsprop_sym.sampling import points

FOLDER = Path(rmsprop_sym.derivations.__file__).parent


@dataclass(frozen=True, eq=False)
class Recorded:
    """A board as its file hands it to `proves`, so that it can be run again."""

    file: str
    claim: object
    options: dict
    board: object
    lines: tuple

    @property
    def name(self):
        """The file and the board."""
        return f"{self.file}.{self.board.__name__}"


def recorded(path):
    """The boards of a file, in its order; the file is loaded once more, under another name."""
    found = []

    def proves(claim, **options):
        def make(function):
            derivation = real(claim, **options)(function)
            found.append(Recorded(path.stem, claim, options, function, derivation.lines))
            return derivation

        return make

    real, board.proves = board.proves, proves
    try:
        spec = importlib.util.spec_from_file_location(f"rmsprop_sym.derivations._{path.stem}_again", path)
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
    finally:
        board.proves = real
    return found


theorems()  # else a file that another one imports first would be taken for a part of it
BOARDS = [each for path in sorted(FOLDER.glob("[a-z]*.py")) for each in recorded(path)]


class Spoiled:
    """A running board whose lines come out changed, from the places where they stand."""

    def __init__(self, running, lines):
        """The lines to hand out, in the place of the real ones."""
        self.running, self.lines = running, lines

    @property
    def gi_frame(self):
        """Where the real board stands."""
        return self.running.gi_frame

    def __iter__(self):
        """The changed lines, one for each real one."""
        for _real, line in zip(self.running, self.lines, strict=False):
            yield (line if line.relation else line.expression, *line.reasons)


def run(it, lines):
    """The board once more, with these lines; raises Refused, or gives the derivation."""

    @functools.wraps(it.board)
    def spoiled(*hypotheses):
        return Spoiled(it.board(*hypotheses), lines)

    return board.proves(it.claim, **it.options)(spoiled)


# --- how a line is spoiled ----------------------------------------------------------------------------


def shifted(whole):
    """The term with the index of its first state or member of a sequence one further; None where there is none."""
    match whole:
        case Apply(head, args) if head.kind in ("state", "sequence"):
            return Apply(head, (*args[:-1], args[-1] + 1))
        case Apply(head, args):
            for place, arg in enumerate(args):
                if (changed := shifted(arg)) is not None:
                    return Apply(head, (*args[:place], changed, *args[place + 1 :]))
        case Lambda(index, body):
            changed = shifted(body)
            return None if changed is None else Lambda(index, changed)
    return None


def spoils(lines, place):
    """The names and the lines of every way to spoil the line at this place."""
    line, above = lines[place], lines[place - 1].expression
    whole = line.expression
    changes = {"+ 1": whole + 1, "doubled": 2 * whole, "negated": -whole}
    if line.relation == "<=":
        changes = {"- 1": above - 1, "swapped": None}
    if line.relation == "!=":
        changes = {"the same": above}
    changes["index shifted"] = shifted(whole)
    for name, changed in changes.items():
        if name == "swapped":
            yield name, exchanged(lines, place)
        elif changed is not None and changed != whole:
            yield name, put(lines, place, replace(line, expression=term(changed)))
    for number in range(len(line.reasons)):
        rest = line.reasons[:number] + line.reasons[number + 1 :]
        yield f"without reason {number + 1}", put(lines, place, replace(line, reasons=rest))


def put(lines, place, line):
    """The lines with another one at this place."""
    return (*lines[:place], line, *lines[place + 1 :])


def exchanged(lines, place):
    """The lines with this one and the one above changing sides."""
    above, line = lines[place - 1], lines[place]
    upper = replace(above, expression=line.expression)
    return put(put(lines, place - 1, upper), place, replace(line, expression=above.expression))


NOUGHT = "the line is 0, and twice or minus 0 is 0"
EMPTY = "the sum is empty, whatever its members"
KNOWN = "what the reason says is known on the board without it"
WHY = {"doubled": NOUGHT, "negated": NOUGHT, "index shifted": EMPTY}

LIST = Path(__file__).parent / "still_true.json"
STILL_TRUE = json.loads(LIST.read_text(encoding="utf-8"))

SPOILS = {
    f"{it.name}-{place + 1}-{name}": (it, place, lines)
    for it in BOARDS
    for place in range(len(it.lines))
    for name, lines in spoils(it.lines, place)
}
ALONE = [name for name, (_, _, lines) in SPOILS.items() if len(lines) == 1]
FALSE = [name for name in SPOILS if name not in STILL_TRUE and name not in ALONE]


@pytest.mark.parametrize("it", BOARDS, ids=lambda it: it.name)
def test_an_unspoiled_board_is_accepted(it):
    """Running a board once more gives the same theorem, so that a refusal is due to the spoil."""
    again = run(it, it.lines)
    assert (it.claim, it.lines) == (again.claim, again.lines)


@pytest.mark.parametrize("name", FALSE)
def test_a_spoiled_line_is_refused(name):
    """At this line, or at the next one that builds on it, or because the whole no longer shows the claim."""
    it, place, lines = SPOILS[name]
    with pytest.raises(Refused) as caught:
        run(it, lines)
    refused = caught.value
    head = it.board.__code__.co_firstlineno
    first = place - 1 if name.endswith("swapped") else place
    numbers = {line.number for line in it.lines[first : place + 2]} | {head}
    assert (it.board.__code__.co_filename, True) == (refused.path, refused.number in numbers)
    assert str(refused).startswith(f"{refused.path}:{refused.number}: ")


@pytest.mark.parametrize("name", ALONE)
def test_a_line_that_stands_alone_is_refused(name):
    """What a board of one line says must have to do with its claim."""
    it, _, lines = SPOILS[name]
    with pytest.raises(Refused):
        run(it, lines)


@pytest.mark.parametrize("name", STILL_TRUE)
def test_what_is_listed_as_still_true_is_accepted(name):
    """The list holds nothing that is refused, and nothing that no reason excuses."""
    it, place, lines = SPOILS[name]
    assert it.claim == run(it, lines).claim
    assert why(name) == STILL_TRUE[name]
    if STILL_TRUE[name] == NOUGHT:
        assert vanishes(it, it.lines[place].expression)


def why(name):
    """What excuses a spoil of this kind; None for a kind that nothing excuses."""
    kind = name.rsplit("-", 1)[1]
    return KNOWN if kind.startswith("without reason") else WHY.get(kind)


def vanishes(it, whole):
    """Whether a line is 0 at every point that is drawn for its board, by runs that share no code with the kernel."""
    claim, given = Claim(whole, "=", ZERO), [*it.options.get("given", ()), *usual(it.claim)]
    drawn = (point for point in points(given, claim.free(), RULES) if means_something(claim, point))
    found = [holds(claim, point) for point in islice(drawn, 12)]
    return bool(found) and False not in found  # balls may leave it open


def usual(claim):
    """The domains of the letters that a claim speaks of."""
    return [c for letter, claims in DOMAINS.items() if letter in claim.free() for c in claims]


def test_the_list_of_what_is_still_true_is_whole():
    """BLESS=1 writes it: every spoil that is accepted, with what excuses it; a kind that nothing excuses fails."""
    if "BLESS" in os.environ:
        accepted = {name: why(name) for name in SPOILS if name not in ALONE and passes(name)}
        assert None not in accepted.values()
        LIST.write_text(json.dumps(accepted, indent=0) + "\n", encoding="utf-8")
    assert set(STILL_TRUE) <= set(SPOILS)


def passes(name):
    """Whether a spoiled board is accepted."""
    it, _, lines = SPOILS[name]
    try:
        run(it, lines)
    except Refused:
        return False
    return True


def test_most_spoils_are_false():
    """The list of what is still true stays short beside what is refused."""
    assert len(FALSE) > 20 * len(STILL_TRUE)


def test_every_board_is_spoiled():
    """Each file, and each of its lines in at least one way."""
    lines = {(it.name, place) for it in BOARDS for place in range(len(it.lines))}
    assert lines == {(it.name, place) for it, place, _ in SPOILS.values()}
    assert {path.stem for path in FOLDER.glob("[a-z]*.py")} == {it.file for it in BOARDS}


# --- what a refusal says ------------------------------------------------------------------------------

HEAD = """\
from rmsprop_sym.alphabet import beta, g, t, x, y
from rmsprop_sym.board import _, eq, le, proves
from rmsprop_sym.rules import rmsprop
v = rmsprop.v

"""

REFUSALS = {
    "a square is missing": (
        """\
@proves(eq(v(t + 1), beta * v(t)))
def wrong():
    yield v(t + 1)
    yield _ == beta * v(t), v.at(t + 1)
""",
        """\
FILE:9: this line does not follow.
  from  v(t + 1)
  to    = beta*v(t)
  by    the rule rmsprop
  left  -g(1 + t)**2 + g(1 + t)**2*beta""",
    ),
    "the reason is missing": (
        """\
@proves(eq(v(1), beta * v(0) + (1 - beta) * g(1) ** 2))
def wrong():
    yield v(1)
    yield _ == v(1)
    yield _ == beta * v(0) + (1 - beta) * g(1) ** 2
""",
        """\
FILE:10: this line does not follow.
  from  v(1)
  to    = beta*v(0) + (1 - beta)*g(1)**2
  by    algebra alone
  left  g(1)**2 - v(1) - g(1)**2*beta + v(0)*beta""",
    ),
    "a divisor may be zero": (
        """\
@proves(eq(g(t) / g(t), 1))
def wrong():
    yield g(t) / g(t)
    yield _ == 1
""",
        """\
FILE:9: this line does not follow.
  from  g(t)/g(t)
  to    = 1
  by    algebra alone
  left  1 - g(t)*(1/g(t))""",
    ),
    "a root may be negative": (
        """\
@proves(eq(((x - 5) ** 2).sqrt(), x - 5), given=[le(0, x)])
def wrong(positive):
    yield ((x - 5) ** 2).sqrt()
    yield _ == x - 5, positive
""",
        """\
FILE:9: this line does not follow.
  from  sqrt((x - 5)**2)
  to    = x - 5
  by    hypothesis
  left  -5 - sqrt(25 - 10*x + x**2) + x""",
    ),
    "the lines show something else": (
        """\
@proves(eq(x, y), given=[eq(x, 1)])
def wrong(one):
    yield x
    yield _ == 1, one
""",
        """\
FILE:6: the board shows something else.
  claim x = y
  left  -1 + y""",
    ),
}


def load(path):
    """Runs a file of derivations."""
    spec = importlib.util.spec_from_file_location("wrong_derivation", path)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


@pytest.mark.parametrize("text, message", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_says_where_from_where_to_by_what_and_what_is_left(text, message, tmp_path):
    """The file and the line, the line above, the line, the reasons, and the rest that should be 0."""
    path = tmp_path / "wrong.py"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(path)
    assert message == str(caught.value).replace(str(path), "FILE")


def test_the_parts_of_a_refusal_are_its_fields(tmp_path):
    """A program need not read the text."""
    path = tmp_path / "wrong.py"
    path.write_text(HEAD + REFUSALS["a square is missing"][0], encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(path)
    refused = caught.value
    assert (str(path), 9, rmsprop.v(t + 1)) == (refused.path, refused.number, refused.above)
    assert ("=", beta * rmsprop.v(t), 9) == (refused.line.relation, refused.line.expression, refused.line.number)
    assert Claim(rmsprop.v(t + 1), "=", beta * rmsprop.v(t)) == refused.claim
    assert normal((beta - 1) * g(t + 1) ** 2) == refused.left


def test_a_refusal_tells_two_runs_apart(tmp_path):
    """v of the run on g and v of the run on 2g are not both printed v(t)."""
    path = tmp_path / "wrong.py"
    runs = "scaled = rmsprop.run(lambda i: 2 * g(i))\n"
    text = "@proves(eq(scaled.v(t), v(t)))\ndef wrong():\n    yield scaled.v(t)\n    yield _ == v(t)\n"
    path.write_text(HEAD + runs + text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load(path)
    assert "to    = v(t)" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("@proves(eq(x, x))\ndef wrong():\n    return\n    yield\n", id="no line"),
        pytest.param("@proves(eq(x, x))\ndef wrong():\n    yield y\n", id="another line"),
        pytest.param(
            "@proves(every(i, eq(g(i), g(i))))\ndef wrong():\n    yield x\n    yield _ == y\n", id="for every, refused"
        ),
        pytest.param("@proves(every(i, eq(g(i), g(i))))\ndef wrong():\n    yield x\n", id="for every, beside"),
        pytest.param("@proves(tends(x**n, 0, n))\ndef wrong():\n    yield x\n", id="a limit"),
    ],
)
def test_a_board_that_cannot_show_its_claim_is_refused_too(text, tmp_path):
    """With its file and line, whatever its shape."""
    path = tmp_path / "wrong.py"
    more = "from rmsprop_sym.alphabet import i, n\nfrom rmsprop_sym.board import every, tends\n"
    path.write_text(HEAD + more + text, encoding="utf-8")
    with pytest.raises(Refused):
        load(path)
