"""The example note: what is wrong in it, found here by mpmath alone, and what the program says of it."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from itertools import accumulate
from pathlib import Path

import pytest
from mpmath import mp, mpf

ROOT = Path(__file__).parents[1]
NOTE = ROOT / "docs" / "examples" / "rmsprop-notes.md"
MENDED = ROOT / "docs" / "examples" / "rmsprop-notes-mended.md"
MISTAKES = json.loads((ROOT / "tests" / "example_note_mistakes.json").read_text(encoding="utf-8"))

mp.dps = 50
SLACK = mpf(10) ** -40
EPS = mpf("1e-8")


def lines(path):
    """The lines of the file."""
    return path.read_text(encoding="utf-8").splitlines()


def half_unit(printed):
    """Half of one unit in the last printed place."""
    decimals = len(printed.partition(".")[2].rstrip(" %"))
    return mpf(10) ** -decimals / 2 / (100 if printed.endswith("%") else 1)


def value(printed):
    """The number that a printed figure names."""
    number = mpf(printed.rstrip(" %").replace(",", "").replace("−", "-"))
    return number / 100 if printed.endswith("%") else number


def rounds(exact, printed):
    """Whether the figure is the exact value to the digits printed; at a tie both neighbours are right."""
    return abs(exact - value(printed)) <= half_unit(printed) + SLACK


# Traces: two rules, written out here once more.


def rmsprop(gradients, *, beta, eta, eps):
    """(v, rate, theta) after each step, with eps outside the root."""
    v, theta = mpf(0), mpf(0)
    for g in gradients:
        v = beta * v + (1 - beta) * g**2
        rate = eta / (mp.sqrt(v) + eps)
        theta -= rate * g
        yield {"v": v, "rate": rate, "theta": theta}


def adagrad(gradients, *, eta, eps):
    """(G, rate, theta) after each step."""
    total, theta = mpf(0), mpf(0)
    for g in gradients:
        total += g**2
        rate = eta / (mp.sqrt(total) + eps)
        theta -= rate * g
        yield {"G": total, "rate": rate, "theta": theta}


def by_name(text):
    """The parts of `a = 1; b = 2` by name."""
    return {name.strip(): rest.strip() for name, _, rest in (part.partition("=") for part in text.split(";"))}


def cells_in(row):
    """The cells of a table row, each with the column (from 1) of its first character."""
    return [(match.start() + 1, match[0]) for match in re.finditer(r"[^|\s]+", row)]


def traces(path):
    """Each trace of the note: its options, its heads and its rows with their line numbers."""
    numbered = list(enumerate(lines(path), 1))
    for start, line in numbered:
        if line.startswith("```{trace}"):
            body = [(n, text) for n, text in numbered[start:]]
            body = body[: next(i for i, (_, text) in enumerate(body) if text == "```")]
            options = {text.split(":")[1]: text.split(":", 2)[2].strip() for _, text in body if text.startswith(":")}
            head, _, *rows = [(n, text) for n, text in body if text.startswith("|")]
            yield options, [name for _, name in cells_in(head[1])], rows


def columns_of(options, rows):
    """The gradients of each parameter, from the rows or from the options."""
    if "gradients" in options:
        listed = by_name(options["gradients"])
        return {name: [mpf(g) for g in text.split(",")] for name, text in listed.items()}
    return {name: [mpf(row[name][1]) for row in rows] for name in ("g1", "g2") if name in rows[0]}


def judged_cells(path):
    """(line, column, head, printed, exact) of every computed cell of the note."""
    for options, heads, numbered in traces(path):
        where = {name: mpf(text) for name, text in by_name(options["where"]).items()}
        rows = [dict(zip(heads, cells_in(text), strict=True)) for _, text in numbered]
        gradients = columns_of(options, rows)
        for (line, _), row in zip(numbered, rows, strict=True):
            for head in heads[heads.index("g2") + 1 if "g2" in heads else 2 :]:
                run = gradients[f"g{head[-1]}"]
                if options.get("rule") == "adagrad":
                    states = adagrad(run, eta=where["eta"], eps=where["eps"])
                else:
                    beta = mpf(row["beta"][1]) if "beta" in row else where["beta"]
                    states = rmsprop(run, beta=beta, eta=where["eta"], eps=where["eps"])
                state = list(states)[int(row["step"][1]) - 1]
                column, printed = row[head]
                yield line, column, head, printed, state[head[:-1]]


def test_the_listed_cells_are_the_wrong_ones():
    """Running both rules again finds the wrong cells that are listed, and no others."""
    found = [
        (line, column, head, printed)
        for line, column, head, printed, exact in judged_cells(NOTE)
        if not rounds(exact, printed)
    ]
    assert [(m["line"], m["column"], m["cell"], m["text"]) for m in MISTAKES if m["kind"] == "trace"] == found


def test_every_cell_of_the_mended_note_is_right():
    """No cell of the mended note is off, and it has as many cells as the note with the mistakes."""
    cells = list(judged_cells(MENDED))
    assert [] == [cell for cell in cells if not rounds(cell[-1], cell[-2])]
    assert len(list(judged_cells(NOTE))) == len(cells)


# Arithmetic: every printed reading of the note with what it stands for.

d = mpf
READINGS = {
    "0.5² + 0.4² + 0.3²": {"0.25": d("0.5") ** 2, "0.16": d("0.4") ** 2, "0.09": d("0.3") ** 2, "0.50": d("0.5")},
    "0.1/√0.25": {"0.200": d("0.1") / mp.sqrt(d("0.25"))},
    "0.1/√0.41": {"0.156": d("0.1") / mp.sqrt(d("0.41"))},
    "0.1/√0.50": {"0.141": d("0.1") / mp.sqrt(d("0.5"))},
    "1/√10,000": {"1 %": 1 / mp.sqrt(10_000)},
    "1/√100,000": {"0.3 %": 1 / mp.sqrt(100_000)},
    "0.1×0.9¹⁰": {"0.035": d("0.1") * d("0.9") ** 10},
    "0.1×0.9⁵⁰": {"0.0005": d("0.1") * d("0.9") ** 50},
    "1/(1 − 0.9)": {"10": 1 / (1 - d("0.9"))},
    "1/(1 − 0.99)": {"100": 1 / (1 - d("0.99"))},
    "1 − 0.9¹⁰": {"65 %": 1 - d("0.9") ** 10},
    "1 − 0.99¹⁰⁰": {"63 %": 1 - d("0.99") ** 100},
    "0.9×0 + 0.1×0.5²": {"0.25": d("0.5") ** 2, "0.025": d("0.1") * d("0.5") ** 2},
    "0.9×0 + 0.1×0²": {"0.000": d(0)},
    "0.1/√(0.025 + 1e-8)": {
        "0.158": mp.sqrt(d("0.025") + EPS),
        "0.632": d("0.1") / mp.sqrt(d("0.025") + EPS),
    },
    "0 − 0.632×0.5": {"−0.316": -d("0.632") * d("0.5")},
    "0.316/0.100": {"3": d("0.316") / d("0.1")},
    "0.1/√(0 + 1e-8)": {"3162": d("0.1") / mp.sqrt(EPS), "1000": d("0.1") / mp.sqrt(EPS)},
    "0.1/(√0 + 1e-8)": {"10,000,000": d("0.1") / EPS},
    "0.9×0.025 + 0.1×0.4²": {
        "0.0225": d("0.9") * d("0.025"),
        "0.016": d("0.1") * d("0.4") ** 2,
        "0.0385": d("0.9") * d("0.025") + d("0.1") * d("0.4") ** 2,
    },
    "0.9×0.000 + 0.1×0.3²": {"0": d(0), "0.009": d("0.1") * d("0.3") ** 2},
    "0.1/√0.0385": {"0.196": mp.sqrt(d("0.0385")), "0.510": d("0.1") / mp.sqrt(d("0.0385"))},
    "0.1/√0.009": {"0.095": mp.sqrt(d("0.009")), "1.054": d("0.1") / mp.sqrt(d("0.009"))},
    "−0.316 − 0.510×0.4": {"0.204": d("0.51") * d("0.4"), "−0.520": -d("0.316") - d("0.51") * d("0.4")},
    "0 − 1.054×0.3": {"−0.316": -d("1.054") * d("0.3")},
    "0.41/0.0385": {"11": d("0.41") / d("0.0385")},
    "0.510/0.156": {"3.3": d("0.51") / d("0.156")},
    "0.9×0.0385 + 0.1×0.09": {
        "0.0347": d("0.9") * d("0.0385"),
        "0.009": d("0.1") * d("0.09"),
        "0.0437": d("0.9") * d("0.0385") + d("0.1") * d("0.09"),
    },
    "0.1/√0.0437": {
        "0.209": mp.sqrt(d("0.0437")),
        "0.479": d("0.1") / mp.sqrt(d("0.0437")),
        "0.478": d("0.1") / mp.sqrt(d("0.0437")),
    },
    "0.9×0.009 + 0.1×0²": {"0.0081": d("0.9") * d("0.009")},
    "0.1/√0.0081": {"1.111": d("0.1") / mp.sqrt(d("0.0081"))},
    "0.1/√0.0739": {"0.319": d("0.1") / mp.sqrt(d("0.0739")), "0.368": d("0.1") / mp.sqrt(d("0.0739"))},
    "0.1/√0.91": {"0.105": d("0.1") / mp.sqrt(d("0.91"))},
    "1/√(1 − 0.9)": {"10": (1 / mp.sqrt(1 - d("0.9"))) ** 2, "3.16": 1 / mp.sqrt(1 - d("0.9"))},
    "0.1×√10": {"0.316": d("0.1") * mp.sqrt(10)},
    "0.5×0.5²": {"0.125": d("0.5") ** 3},
    "0.5×0.125 + 0.5×0.16": {"0.0625": d("0.0625"), "0.08": d("0.08"), "0.1425": d("0.1425")},
    "0.5×0.1425 + 0.5×0.09": {"0.07125": d("0.07125"), "0.045": d("0.045"), "0.11625": d("0.11625")},
    "0.5³×0.5²": {"0.03125": d("0.5") ** 5},
    "0.1×0.9²×0.5²": {"0.02025": d("0.1") * d("0.81") * d("0.25")},
}

FIGURE = r"−?\d[\d,]*(?:\.\d+)?(?: %)?"


def prose(path):
    """The lines outside front matter and fences, with their numbers."""
    inside = False
    for number, line in enumerate(lines(path), 1):
        if line.startswith("```") or (line == "---" and number < 10):
            inside = not inside
        elif not inside:
            yield number, line


def chains(path):
    """(line number, head, [(column, link)]) of every chain of the prose whose head is listed."""
    for number, line in prose(path):
        for head in READINGS:
            for match in re.finditer(rf"(?<![\d.²×+] )(?<![\d.√×]){re.escape(head)}(?= [=≈])", line):
                tail = re.match(r"(?: [=≈] (?:[\d.,/×√]|−|[ ][+−][ ]|[ ]%)+)+", line[match.end() :])[0]
                links = re.finditer(r"[=≈] ([^=≈]+?)[,.]?(?= [=≈]|$)", tail)
                yield number, head, [(match.end() + link.start(1) + 1, link[1]) for link in links]


def test_no_chain_of_the_note_is_left_out_here():
    """Each line of prose that has a relation between figures has a chain that is listed above."""
    left_out = {n for n, line in prose(NOTE) if re.search(rf"{FIGURE}\)?[²¹⁰⁵]* [=≈] ", line)}
    assert set() == left_out - {number for number, _, _ in chains(NOTE)}
    assert set(READINGS) == {head for _, head, _ in chains(NOTE)}


def wrong_readings(path):
    """(line, column, figure) of each figure in a chain that is not what it stands for."""
    for number, head, links in chains(path):
        for column, link in links:
            for figure in re.finditer(FIGURE, link):
                exact = READINGS[head].get(figure[0])
                known = figure[0] in head if exact is None else rounds(exact, figure[0])
                if not known:
                    yield number, column + figure.start(), figure[0]


def test_the_listed_figures_are_the_wrong_ones():
    """Each chain, computed again, has the wrong figures that are listed, and no others."""
    listed = [(m["line"], m["column"], m["text"]) for m in MISTAKES if m["kind"] == "arithmetic"]
    assert listed == list(wrong_readings(NOTE))
    assert [] == list(wrong_readings(MENDED))


# Claims: both sides of every statement, computed on runs drawn at random.


class Run:
    """A run of a rule with t steps; lists are indexed by the step."""

    def __init__(self, *, beta=None, eps=None, g=None, rule=rmsprop, seed=0):
        draw = random.Random(seed)
        self.t = draw.randint(3, 12)
        self.beta = mpf(draw.randint(1, 99)) / 100 if beta is None else mpf(beta)
        self.eta = mpf(draw.randint(1, 99)) / 100
        eps = mpf(draw.randint(1, 99)) / 100 if eps is None else mpf(eps)
        pick = [mpf(draw.choice((-1, 1)) * draw.randint(2, 99)) / 100 for _ in range(self.t)]
        self.g = [None, *(pick if g is None else [mpf(g)] * self.t)]
        memory = {} if rule is adagrad else {"beta": self.beta}
        states = list(rule(self.g[1:], eta=self.eta, eps=eps, **memory))
        self.memory = [mpf(0), *(state.get("v", state.get("G")) for state in states)]
        self.theta = [mpf(0), *(state["theta"] for state in states)]

    def weights(self):
        """beta^(t - i) for i = 1 .. t."""
        return [self.beta ** (self.t - i) for i in range(1, self.t + 1)]

    def squares(self):
        """g(i)^2 for i = 1 .. t."""
        return [g**2 for g in self.g[1:]]


def runs(**fixed):
    """Draws a run for a seed, with some of its numbers fixed."""
    return lambda seed: Run(seed=seed, **fixed)


# A step of AdaGrad and of no memory at all shows at eps = 0; a long run stands for the limit.
CLAIMS = {
    "adagrad-keeps-everything": (
        runs(rule=adagrad),
        {"G(t) = sum(g(i)^2, i, 1, t)": lambda r: (r.memory[r.t], sum(r.squares()))},
    ),
    "memory-opened-up": (
        runs(),
        {
            "v(t) = (1 - beta)*sum(beta^(t - i)*g(i)^2, i, 1, t)": lambda r: (
                r.memory[r.t],
                (1 - r.beta) * sum(w * s for w, s in zip(r.weights(), r.squares(), strict=True)),
            )
        },
    ),
    "one-step-older": (
        runs(),
        {
            "(1 - beta)*beta^(k + 1) = beta*((1 - beta)*beta^k)": lambda r: (
                (1 - r.beta) * r.beta ** (r.t + 1),
                r.beta * ((1 - r.beta) * r.beta**r.t),
            )
        },
    ),
    "weights-total": (
        runs(),
        {
            "(1 - beta)*sum(beta^(t - i), i, 1, t) = 1": lambda r: ((1 - r.beta) * sum(r.weights()), 1),
            "(1 - beta)*sum(beta^(t - i), i, 1, t) = 1 - beta^t": lambda r: (
                (1 - r.beta) * sum(r.weights()),
                1 - r.beta**r.t,
            ),
        },
    ),
    "weights-total-in-the-long-run": (
        runs(beta="0.9"),
        {
            "limit((1 - beta)*sum(beta^(t - i), i, 1, t), t, oo) = 1": lambda r: (
                list(accumulate((1 - r.beta) * r.beta**i for i in range(1_000)))[-1],
                1,
            )
        },
    ),
    "constant-gradient": (
        runs(g="0.7"),
        {
            "v(t) = g^2": lambda r: (r.memory[r.t], r.g[1] ** 2),
            "v(t) = (1 - beta^t)*g^2": lambda r: (r.memory[r.t], (1 - r.beta**r.t) * r.g[1] ** 2),
        },
    ),
    "steady-state": (
        runs(beta="0.9"),
        {
            "limit(v(t), t, oo) = g^2": lambda r: (
                list(rmsprop([r.g[1]] * 1_000, beta=r.beta, eta=r.eta, eps=EPS))[-1]["v"],
                r.g[1] ** 2,
            )
        },
    ),
    "what-is-missing": (
        runs(g="0.7"),
        {
            "v(t) - g^2 = beta*(v(t - 1) - g^2)": lambda r: (
                r.memory[r.t] - r.g[1] ** 2,
                r.beta * (r.memory[r.t - 1] - r.g[1] ** 2),
            )
        },
    ),
    "first-memory": (
        runs(),
        {"v(1) = (1 - beta)*g(1)^2": lambda r: (r.memory[1], (1 - r.beta) * r.g[1] ** 2)},
    ),
    "first-step": (
        runs(eps=0),
        {
            "abs(theta(1) - theta(0)) = eta": lambda r: (abs(r.theta[1]), r.eta),
            "abs(theta(1) - theta(0)) = eta/sqrt(1 - beta)": lambda r: (
                abs(r.theta[1]),
                r.eta / mp.sqrt(1 - r.beta),
            ),
        },
    ),
    "first-step-of-adagrad": (
        runs(rule=adagrad, eps=0),
        {"abs(theta(1) - theta(0)) = eta": lambda r: (abs(r.theta[1]), r.eta)},
    ),
    "first-step-factor-at-0.9": (
        runs(beta="0.9"),
        {"1/sqrt(1 - beta) ≈ 3.16": lambda r: (mp.nint(100 / mp.sqrt(1 - r.beta)), 316)},
    ),
    "first-step-factor-at-0.99": (
        runs(beta="0.99"),
        {
            "1/sqrt(1 - beta) ≈ 3.16": lambda r: (mp.nint(100 / mp.sqrt(1 - r.beta)), 316),
            "1/sqrt(1 - beta) ≈ 10.00": lambda r: (mp.nint(100 / mp.sqrt(1 - r.beta)), 1000),
        },
    ),
    "at-one": (
        runs(beta=1, eps=1),
        {
            "v(t) = sum(g(i)^2, i, 1, t)": lambda r: (r.memory[r.t], sum(r.squares())),
            "v(t) = v(0)": lambda r: (r.memory[r.t], r.memory[0]),
        },
    ),
    "at-zero": (runs(beta=0), {"v(t) = g(t)^2": lambda r: (r.memory[r.t], r.g[r.t] ** 2)}),
    "step-at-zero": (
        runs(beta=0, eps=0),
        {
            "abs(theta(t) - theta(t - 1)) = eta*abs(g(t))": lambda r: (
                abs(r.theta[r.t] - r.theta[r.t - 1]),
                r.eta * abs(r.g[r.t]),
            ),
            "abs(theta(t) - theta(t - 1)) = eta": lambda r: (abs(r.theta[r.t] - r.theta[r.t - 1]), r.eta),
        },
    ),
}


def claims_of(path):
    """(line, name, statement) of each claim of the note."""
    text = lines(path)
    for start, line in enumerate(text):
        if line.startswith("```{claim}"):
            at = next(i for i in range(start + 1, len(text)) if not text[i].startswith(":"))
            yield at + 1, line.split()[1], text[at]


def holds(name, statement):
    """Whether the statement held on each of five runs."""
    draw, sides = CLAIMS[name][0], CLAIMS[name][1][statement]
    return all(abs(left - right) < mpf(10) ** -30 for left, right in (sides(draw(seed)) for seed in range(5)))


def test_the_listed_claims_are_the_wrong_ones():
    """Both sides of each claim, computed on random runs, differ exactly where a mistake is listed."""
    wrong = [(line, 1, name, text) for line, name, text in claims_of(NOTE) if not holds(name, text)]
    assert [(m["line"], m["column"], m["id"], m["text"]) for m in MISTAKES if m["kind"] == "claim"] == wrong
    assert [] == [name for _, name, text in claims_of(MENDED) if not holds(name, text)]


def test_the_mended_note_is_the_note_with_its_mistakes_put_right():
    """Putting each listed mistake right, and nothing else, turns the note into the mended one."""
    mended = lines(NOTE)
    for mistake in reversed(MISTAKES):
        row, start = mistake["line"] - 1, mistake["column"] - 1
        end = start + len(mistake["text"])
        assert mistake["text"] == mended[row][start:end]
        mended[row] = mended[row][:start] + mistake["right"] + mended[row][end:]
    assert lines(MENDED) == mended


def test_there_are_enough_mistakes_to_be_worth_a_demo():
    """The note has as many wrong statements as the README says, and many more right ones."""
    said = re.search(r"note with (\d+) mistakes", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(MISTAKES) == int(said[1])
    right = len(list(judged_cells(NOTE))) + len(list(chains(NOTE))) + len(list(claims_of(NOTE))) - len(MISTAKES)
    assert right > 2 * len(MISTAKES)


# What the program says of it.


@pytest.fixture(scope="module", params=[NOTE, MENDED], ids=["note", "mended"])
def checked(request):
    """The note, the exit code of the check and its verdicts."""
    command = [sys.executable, "-m", "rmsprop_sym", "check", str(request.param), "--format", "json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.stderr == ""
    return request.param, done.returncode, json.loads(done.stdout)["statements"]


def test_the_check_accuses_the_mistakes_and_nothing_else(checked):
    """What is REFUTED stands at the places of the listed mistakes, and the exit code says whether there are any."""
    note, status, verdicts = checked
    listed = MISTAKES if note is NOTE else []
    assert [(m["line"], m["column"]) for m in listed] == [
        (v["line"], v["column"]) for v in verdicts if v["grade"] == "REFUTED"
    ]
    assert bool(listed) == status


def conclusion(statement):
    """What stands after the relation, without blanks and in one spelling of the power."""
    return re.split("[=≈]", statement)[-1].replace(" ", "").replace("^", "**")


def test_the_check_says_what_is_right(checked):
    """Each accusation comes with the right figure or statement, itself judged to be right."""
    _, _, verdicts = checked
    wrong = [v for v in verdicts if v["grade"] == "REFUTED"]
    right = {(m["line"], m["column"]): conclusion(m["right"]) for m in MISTAKES}
    assert [right[v["line"], v["column"]] for v in wrong] == [conclusion(v["try"]) for v in wrong]
    assert {v["try_grade"] for v in wrong} <= {"PROVED", "ROUNDS"}


def test_the_check_reads_every_statement(checked):
    """Each link, cell and claim of the note has a verdict, and none is left undecided."""
    note, _, verdicts = checked
    links = sum(len(links) for _, _, links in chains(note))
    assert links + len(list(judged_cells(note))) + len(list(claims_of(note))) == len(verdicts)
    assert [(v["line"], v["text"]) for v in verdicts if v["grade"] in {"OPEN", "UNREAD", "SURVIVED"}] == []
