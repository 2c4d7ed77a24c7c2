"""Files, directives and front matter: what is said once, what is complained about, what goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsprop_sym.claims import check
from rmsprop_sym.claims.files import Note
from rmsprop_sym.claims.limits import allowing, guarded
from rmsprop_sym.errors import UserError

AFTER = "\n\n2+2 = 5\n"


def claim(body, name="a"):
    """A directive with this body."""
    return f"```{{claim}} {name}\n{body}\n```\n"


def test_a_claim_without_letters_is_exact_arithmetic(judge):
    """One statement a line, each at its own place, with the directive's name."""
    report = judge(claim("1/2 = 2/4\nsqrt(10) = 3.16\nsqrt(10) ≈ 3.16"))
    assert ["PROVED", "REFUTED", "ROUNDS"] == report.grades
    assert [(2, 1, "a"), (3, 1, "a"), (4, 1, "a")] == [(v.place.line, v.place.column, v.id) for v in report.verdicts]


def test_values_make_numbers_of_letters(judge):
    """Where every letter has a value, the statement is arithmetic."""
    report = judge(claim(":where: beta = 0.99\n1/sqrt(1 - beta) ≈ 3.16"))
    [verdict] = report.verdicts
    assert ("REFUTED", "arithmetic", ("beta = 0.99",)) == (verdict.grade, verdict.kind, verdict.given)
    assert ("1/sqrt(1 - 0.99) ≈ 10.00", "PROVED") == (verdict.evidence.attempt, verdict.evidence.attempt_grade)


def test_values_of_the_front_matter_are_added(judge):
    """A directive's own value comes after the file's, and counts."""
    front = "---\nrmsprop_sym:\n  where:\n    beta: 0.9\n    eta: 0.1\n---\n"
    assert ["PROVED"] == judge(front + claim("eta/(1 - beta) = 1")).grades
    assert ["PROVED"] == judge(front + claim(":where: beta = 0.99\neta/(1 - beta) = 10")).grades


@pytest.mark.parametrize(
    "options, reason",
    [
        (":given: eps = 0; eps = 1", "contradicts itself at eps = 1"),
        (":given: 1 = 2", "contradicts itself at 1 = 2"),
        (":where: beta = 0.9\n:given: beta = 0.5", "contradicts itself at beta = 0.5"),
        (":where: beta = 0.9\n:given: beta > 0.95", "contradicts itself at beta > 0.95"),
        (":where: beta = 2", "beta = 2 lies outside its domain"),
        (":where: eta = -1", "eta = -1 lies outside its domain"),
        (":where: eps = -0.1", "eps = -0.1 lies outside its domain"),
    ],
)
def test_nothing_is_said_under_what_cannot_be(judge, options, reason):
    """Contradictory hypotheses and values outside their domain leave even 1 = 1 and 1 = 2 open."""
    report = judge(claim(f"{options}\n1 = 1\n1 = 2"))
    assert ["OPEN", "OPEN"] == report.grades
    assert reason in report.reasons[0]


def test_what_can_be_supposed_does_no_harm(judge):
    """Hypotheses that agree, and values on the border, leave arithmetic alone."""
    options = ":where: beta = 1; eps = 0\n:given: eps = 0; beta <= 1; g(1) != 0; constant g; mu = 0; mu = 0"
    assert ["PROVED"] == judge(claim(f"{options}\n1 = 1")).grades


@pytest.mark.parametrize(
    "body, reason",
    [
        (":where: beta = 0.9; beta = 0.8\n1 = 1", "beta is set twice"),
        ("1 + 1", "nothing is stated"),
        ("oo = 1", "infinity is no number"),
        ("zoo + 1 = zoo", "zoo is no number"),
        ("nan = nan", "nan is no number"),
        ("I^2 = -1", "imaginary unit"),
        (":rule: rmsprob\n1 = 1", "did you mean rmsprop?"),
        (":ruel: rmsprop\n1 = 1", "no option is named 'ruel'"),
        (":over: binary33\n1 = 1", "there are real, binary64"),
        (":where: beta\n1 = 1", "sets nothing"),
        (":where: beta = sqrt(2)\n1 = 1", "no rational number"),
        (":where: beta in [0.99, 0.9]\n1 = 1", "is empty"),
        (":given: v(0) = \n1 = 1", "stops in the middle"),
        ("", "this claim is empty"),
    ],
)
def test_what_cannot_be_read_says_why(judge, body, reason):
    """UNREAD has one clear reason, and the rest of the file is judged."""
    report = judge(claim(body) + AFTER)
    assert ["UNREAD", "REFUTED"] == report.grades
    assert reason in report.reasons[0]


def test_names_are_unique_in_a_file(judge):
    """The second directive of a name is not judged, and says where the first one stands."""
    report = judge(claim("1 = 1") + "\n" + claim("1 = 1") + AFTER)
    assert ["PROVED", "UNREAD", "REFUTED"] == report.grades
    assert "taken in line 1" in report.reasons[1]


@pytest.mark.parametrize(
    "front, reason",
    [
        ("rmsprop_sym:\n  rule: rmsprob", "did you mean rmsprop?"),
        ("rmsprop_sym:\n  rules: rmsprop", "knows no 'rules'"),
        ("rmsprop_sym:\n  notation: klingon", "no notation is named"),
        ("rmsprop_sym:\n\t- : :", "is no YAML"),
        ("rmsprop_sym: &a [*a]", "aliases"),
        ("rmsprop_sym: " + "[" * 40 + "]" * 40, "nested too deeply"),
        ("rmsprop_sym: rmsprop", "followed by no settings"),
        ("rmsprop_sym: !!python/object/apply:os.getcwd []", "followed by no settings"),
        ("rmsprop_sym:\n  where: beta", "sets nothing"),
        ("rmsprop_sym: 1\n" + "x: y\n" * 20_000, "at most 64000"),
    ],
)
def test_a_faulty_front_matter_is_a_complaint_and_no_more(judge, front, reason):
    """The rest of the file is judged without it."""
    report = judge(f"---\n{front}\n---\n{AFTER}")
    assert ["UNREAD", "REFUTED"] == report.grades
    assert reason in report.reasons[0]


def test_the_front_matter_of_others_is_none_of_our_business(judge):
    """Faulty YAML that does not mention the program is passed over."""
    assert ["REFUTED"] == judge(f"---\n\t: [\n---\n{AFTER}").grades


def test_given_is_text_or_a_list(judge):
    """Both forms arrive at a statement in one order, before the directive's own."""
    for given_ in ("v(0) = 0; eps = 0", "[v(0) = 0, eps = 0]"):
        front = (
            f"---\nrmsprop_sym:\n  given: {given_!r}\n---\n"
            if given_[0] != "["
            else f"---\nrmsprop_sym:\n  given: {given_}\n---\n"
        )
        [verdict] = judge(front + claim(":given: constant g\n1 = 1")).verdicts
        assert ("v(0) = 0", "eps = 0", "constant g") == verdict.given


@pytest.mark.parametrize("opening", ["```{claim} x\n1 = 2\n", "```{trace} x\n| a |\n", "~~~{claim}\n1 = 2\n"])
def test_an_unclosed_directive_costs_nothing_but_itself(judge, opening):
    """It is reported where it opens, and what follows the next blank line is judged."""
    report = judge(opening + AFTER + "\n" + claim("1 = 1"))
    assert ["UNREAD", "REFUTED", "PROVED"] == report.grades
    assert "never closed" in report.reasons[0]
    assert 1 == report.verdicts[0].place.line


def test_a_directive_shown_in_a_longer_fence_is_an_example(judge):
    """What stands in fenced text is not read."""
    assert [] == judge("````\n```{claim} x\n1 = 2\n```\n````\n").grades


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"\x00\x01\x02 2+2 = 5", "zero byte"),
        (bytes(range(256)) * 40, "zero byte"),
        ("2+2 = 5".encode("utf-16"), "UTF-16"),
        ("caf\u00e9 2+2 = 5".encode("latin-1"), "line 1 is not UTF-8 (byte 0xe9)"),
        ("x\n\u00e9".encode("utf-16-le"), "zero byte"),
    ],
)
def test_what_is_no_text_says_so(judge, data, reason):
    """Junk and other encodings are one UNREAD for the file."""
    report = judge(data)
    assert ["UNREAD"] == report.grades
    assert reason in report.reasons[0]


def test_a_mark_of_utf_8_is_no_part_of_the_text(judge):
    """The columns of the first line are those that an editor shows."""
    assert [(1, 7)] == [(v.place.line, v.place.column) for v in judge(b"\xef\xbb\xbf2+2 = 5").verdicts]


def test_one_bad_file_does_not_stop_the_run(tmp_path):
    """Junk is a complaint; the files around it are judged."""
    good = tmp_path / "good.md"
    good.write_text("2+2 = 5", encoding="utf-8")
    junk = tmp_path / "junk.md"
    junk.write_bytes(b"\0")
    other = tmp_path / "other.md"
    other.write_text("2+2 = 6", encoding="utf-8")
    report = check([good, junk, other])
    assert ["REFUTED", "UNREAD", "REFUTED"] == [verdict.grade for verdict in report.verdicts]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path):
    """The system's own reason is passed on."""
    path = tmp_path / "secret.md"
    path.touch(mode=0)
    assert "cannot be opened" in check([path]).verdicts[0].evidence.reason


def test_a_missing_file_is_the_user_s_to_mend(tmp_path):
    """Nothing is judged, and the one line names the file."""
    with pytest.raises(UserError, match="there is no file"):
        check([tmp_path / "missing.md"])


def test_a_file_in_which_nothing_was_found_says_so(judge):
    """Silence would look like approval."""
    for text in ("", "Just words.", "```python\n1 == 2\n```"):
        assert ["nothing to judge was found"] == [note.text for note in judge(text).notes]


def test_progress_hears_of_every_file(tmp_path):
    """The name of each file is told before it is read."""
    (tmp_path / "a.md").touch()
    heard = []
    check([tmp_path / "a.md"], progress=heard.append)
    assert [str(tmp_path / "a.md")] == heard


@pytest.mark.parametrize(
    "text",
    [
        "1+" * 5_000_000 + "1 = 2",
        "a" * 10_000_000,
        "(" * 9_000 + "1" + ")" * 9_000 + " = 1",
        "(1 = " * 3_000,
        "> " * 5_000 + "1",
        "- " * 5_000 + "1",
        "1. " * 5_000 + "1",
        "$a " * 6_000,
        "$a=b$ " * 2_000,
        "$a" + " " * 19_000 + "b = c$",
        "$" + "{" * 9_000 + "1 = 2" + "}" * 9_000 + "$",
        "1" + " " * 19_000 + "= 2",
        "".join("`" * i + " " for i in range(1, 190)),
        "[a](b " * 3_000,
        "<a " * 6_000,
        "-" * 5_000 + "1 = 1",
        "2" + "^2" * 3_000 + " = 1",
        "1" + "²" * 5_000 + " = 1",
        "1,111" * 3_000,
        "a_{" * 5_000,
        "9**9**9**9 = 1",
        "```{claim} a\n" + "(" * 900 + "1" + ")" * 900 + " = 1\n```",
        "```{claim} a\n1 = 2\n\n" * 2_000,
        "```{claim} a\nsum(1/k^90, k, 1, 2000) = sum(1/k^91, k, 1, 2000)\n```",
        "\x0b\x0c\u2028\u2029\x85 = 1",
    ],
)
def test_hostile_text_stops_nothing(judge, text):
    """Whatever stands above it, the last line of the file is judged."""
    report = judge(text + AFTER)
    assert ("REFUTED", "5") == (report.grades[-1], report.texts[-1])
    assert {"REFUTED", "OPEN", "UNREAD", "PROVED"} >= set(report.grades)


def _within(seconds, judgement):
    """The evidence, with so much time for it."""
    with allowing(seconds):
        return guarded(judgement)


def test_a_judgement_that_takes_too_long_is_stopped():
    """It is OPEN, and the time is said."""

    def endless():
        while True:
            pass

    assert "not decided within 0.05 s" == _within(0.05, endless).reason


def test_a_judgement_that_swallows_exceptions_is_stopped_too():
    """The stop is no Exception that a clause below might catch."""

    def stubborn():
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001, S112
                continue

    assert "not decided within 0.05 s" == _within(0.05, stubborn).reason


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError("deep"), MemoryError(), ZeroDivisionError()])
def test_a_judgement_that_fails_is_open(error):
    """The failure's name is the reason; nothing is refuted or proved by it."""

    def failing():
        raise error

    evidence = guarded(failing)
    assert "OPEN" == evidence.grade
    assert type(error).__name__ in evidence.reason


def test_judging_works_beside_the_main_thread(judge):
    """Where no timer can be set, the limits on size still hold."""
    grades = []
    thread = threading.Thread(target=lambda: grades.extend(judge("2+2 = 5").grades))
    thread.start()
    thread.join()
    assert ["REFUTED"] == grades


def test_arithmetic_needs_no_symbols(tmp_path):
    """Judging numbers and tables loads neither SymPy nor NumPy nor mpmath."""
    note = tmp_path / "n.md"
    note.write_text(
        "---\nrmsprop_sym:\n  rule: rmsprop\n  where: beta = 0.9\n---\n0.1/√0.025 = 0.632 and $1/2 = 0.5$\n\n"
        "| step | g | v |\n|---|---|---|\n| 1 | 0.5 | 0.025 |\n\n" + claim("1/2 = 2/4"),
        encoding="utf-8",
    )
    program = (
        "import sys; from rmsprop_sym.claims import check; report = check(sys.argv[1:]); "
        "print(len(report.verdicts), sorted({'sympy', 'numpy', 'mpmath', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(note)], capture_output=True, text=True, check=True)
    assert "4 []" == done.stdout.strip()


WORDS = st.sampled_from(
    [
        *"0123456789+-*/^()=<>|$`#>~{}[]%.,:;!_\n ×·√−²½…≈β\x00\ufffc\u2028é",
        *("0.5", " = ", "1/2", "\n\n", "```", "```{claim} a\n", "```{trace} b\n", ":where: beta = 0.9\n"),
        *("| step | g | v |\n", "|---|---|---|\n", "---\n", "rmsprop_sym:\n", "  rule: rmsprop\n"),
        *(r"\frac{", r"\sqrt", "the sum of ", "limit(", "sum(", "9**9", "e^"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_text_gives_verdicts(text):
    """There is no text that raises, and every verdict can be published."""
    for verdict in Note("n.md").verdicts(text):
        record = json.loads(json.dumps(verdict.json()))
        assert verdict.grade == record["grade"]
        assert (record["line"], record["column"]) <= (record["end_line"], record["end_column"])
        assert record["line"] >= 1
        assert record["column"] >= 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_verdicts(tmp_path_factory, data):
    """Nor are there bytes that raise."""
    path = tmp_path_factory.mktemp("bytes") / "n.md"
    path.write_bytes(data)
    assert isinstance(check([path]).json()["statements"], list)
