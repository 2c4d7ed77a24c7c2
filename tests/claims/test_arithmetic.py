"""Chains of numbers: what is right, what is wrong, and what nobody can tell.

The expected grades come from Fraction and mpmath alone, by the rule for printed digits written out once more.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp, mpf

from rmsprop_sym.claims.arithmetic.chains import judge_as_printed, judge_exactly
from rmsprop_sym.claims.expressions.syntax import parse_statement

mp.dps = 60
SLACK = mpf(10) ** -50


def judged(text, judge=judge_as_printed):
    """The grades of a chain's links, in order."""
    return [str(link.evidence.grade) for link in judge(parse_statement(text))]


def only(text, judge=judge_as_printed):
    """The evidence of a chain with one link."""
    [link] = judge(parse_statement(text))
    return link.evidence


def as_mpf(x):
    """The number as an mpf."""
    return mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else mpf(x)


def grade_of(exact, printed, relation):
    """The grade of a printed number: equal, rounded half up or half even, or wrong."""
    text = printed.replace("−", "-").replace(",", "")
    percent = text.endswith("%")
    text = text.rstrip(" %")
    mantissa, _, exponent = text.partition("e")
    scale = int(exponent or 0) - 2 * percent
    places = len(mantissa.partition(".")[2])
    number = Fraction(mantissa) * Fraction(10) ** scale
    unit = Fraction(10) ** (scale - places)
    if isinstance(exact, Fraction) and exact == number:
        return "PROVED"
    if relation == "=" and "." not in text and not percent and not exponent:
        return "REFUTED"
    if isinstance(exact, Fraction):
        steps = exact / unit
        away = int(abs(steps) + Fraction(1, 2)) * (1 if steps >= 0 else -1)
        return "ROUNDS" if number / unit in {away, round(steps)} else "REFUTED"
    off = abs(exact - as_mpf(number)) - as_mpf(unit) / 2
    assert abs(off) > SLACK, "too near to a tie to be judged by mpmath"
    return "ROUNDS" if off < 0 else "REFUTED"


F = Fraction
READINGS = [
    ("2 + 2", F(4), "= 4"),
    ("2 + 2", F(4), "= 5"),
    ("2 + 2", F(4), "≈ 4"),
    ("2 + 2", F(4), "≈ 4.0"),
    ("0.1 + 0.2", F(3, 10), "= 0.3"),
    ("0.1 + 0.2", F(3, 10), "= 0.30"),
    ("0.1 + 0.2", F(3, 10), "= 0.4"),
    ("1/3", F(1, 3), "= 0.333"),
    ("1/3", F(1, 3), "= 0.334"),
    ("2/3", F(2, 3), "= 0.667"),
    ("2/3", F(2, 3), "= 0.666"),
    ("2/3", F(2, 3), "≈ 0.7"),
    ("2/3", F(2, 3), "≈ 1"),
    ("2/3", F(2, 3), "= 1"),
    ("2/3", F(2, 3), "= 67 %"),
    ("2/3", F(2, 3), "= 66 %"),
    ("2/3", F(2, 3), "= 66.7 %"),
    ("1/8", F(1, 8), "= 0.125"),
    ("1/8", F(1, 8), "= 0.13"),
    ("1/8", F(1, 8), "= 0.12"),
    ("1/8", F(1, 8), "= 0.14"),
    ("27/200", F(27, 200), "= 0.14"),
    ("27/200", F(27, 200), "= 0.13"),
    ("−1/8", F(-1, 8), "= −0.13"),
    ("−1/8", F(-1, 8), "= −0.12"),
    ("−27/200", F(-27, 200), "= −0.13"),
    ("5/2", F(5, 2), "≈ 3"),
    ("5/2", F(5, 2), "≈ 2"),
    ("7/2", F(7, 2), "≈ 3"),
    ("√10", mp.sqrt(10), "= 3.16"),
    ("√10", mp.sqrt(10), "= 3.17"),
    ("√10", mp.sqrt(10), "≈ 3.1623"),
    ("√10", mp.sqrt(10), "≈ 3.1622"),
    ("√10", mp.sqrt(10), "≈ 3"),
    ("√10", mp.sqrt(10), "= 3"),
    ("1/√(1−0.9)", mp.sqrt(10), "≈ 3.16"),
    ("1/√(1−0.99)", F(10), "= 10"),
    ("1/√(1−0.99)", F(10), "= 10.0"),
    ("1/√(1−0.999)", mp.sqrt(1000), "≈ 31.6"),
    ("1/√(1−0.999)", mp.sqrt(1000), "≈ 31.7"),
    ("1/(1−0.9)", F(10), "= 10"),
    ("1/(1−0.99)", F(100), "= 10"),
    ("0.1·0.9^{10}", F(9, 10) ** 10 / 10, "= 0.035"),
    ("0.1·0.9¹⁰", F(9, 10) ** 10 / 10, "= 0.0348"),
    ("0.1·0.9¹⁰", F(9, 10) ** 10 / 10, "= 0.0349"),
    ("0.1 × 0.9⁵⁰", F(9, 10) ** 50 / 10, "≈ 0"),
    ("0.1 × 0.9⁵⁰", F(9, 10) ** 50 / 10, "= 0"),
    ("0.1 × 0.9⁵⁰", F(9, 10) ** 50 / 10, "≈ 0.0005"),
    ("0.1 × 0.9⁵⁰", F(9, 10) ** 50 / 10, "≈ 5.15e-4"),
    ("0.1 × 0.9⁵⁰", F(9, 10) ** 50 / 10, "≈ 5.16e-4"),
    ("0.1/√(0.025 + 1e-8)", mpf("0.1") / mp.sqrt(mpf("0.025") + mpf("1e-8")), "= 0.632"),
    ("0.1/√(0 + 1e-8)", F(1000), "= 3162"),
    ("0.1/√(0 + 1e-8)", F(1000), "= 1000"),
    ("0.1/(√0 + 1e-8)", F(10**7), "= 10,000,000"),
    ("0.1/√0.0385", mpf("0.1") / mp.sqrt(mpf("0.0385")), "= 0.510"),
    ("0.1/√0.0385", mpf("0.1") / mp.sqrt(mpf("0.0385")), "= 0.5099"),
    ("0.1/√0.009", mpf("0.1") / mp.sqrt(mpf("0.009")), "= 1.054"),
    ("0.1/√0.0437", mpf("0.1") / mp.sqrt(mpf("0.0437")), "= 0.479"),
    ("0.1/√0.0437", mpf("0.1") / mp.sqrt(mpf("0.0437")), "= 0.478"),
    ("0.1/√0.91", mpf("0.1") / mp.sqrt(mpf("0.91")), "= 0.105"),
    ("0.1/√0.91", mpf("0.1") / mp.sqrt(mpf("0.91")), "= 0.15"),
    ("0.1/√0.25", F(1, 5), "= 0.200"),
    ("0.1/√0.41", mpf("0.1") / mp.sqrt(mpf("0.41")), "= 0.156"),
    ("−0.316 − 0.510×0.4", F(-52, 100), "= −0.520"),
    ("−0.316 − 0.510×0.4", F(-52, 100), "= 0.520"),
    ("0 − 1.054×0.3", F(-3162, 10000), "= −0.316"),
    ("0.9×0.0385 + 0.1×0.09", F(4365, 100000), "= 0.0437"),
    ("0.9×0.0385 + 0.1×0.09", F(4365, 100000), "= 0.0436"),
    ("0.9×0.0385 + 0.1×0.09", F(4365, 100000), "= 0.0438"),
    ("1 − 0.9¹⁰", 1 - F(9, 10) ** 10, "= 65 %"),
    ("1 − 0.99¹⁰⁰", 1 - F(99, 100) ** 100, "= 63 %"),
    ("1 − 0.99¹⁰⁰", 1 - F(99, 100) ** 100, "= 64 %"),
    ("1/√10,000", F(1, 100), "= 1 %"),
    ("1/√100,000", 1 / mp.sqrt(100_000), "= 0.3 %"),
    ("exp(1)", mp.e, "≈ 2.718"),
    ("exp(-1)", 1 / mp.e, "≈ 0.367"),
    ("1/e", 1 / mp.e, "≈ 0.368"),
    ("−ln(2)/ln(0.9)", -mp.log(2) / mp.log(mpf("0.9")), "≈ 6.58"),
    ("−ln(2)/ln(0.9)", -mp.log(2) / mp.log(mpf("0.9")), "≈ 10"),
    ("π", +mp.pi, "≈ 3.1416"),
    ("2π", 2 * mp.pi, "≈ 6.29"),
    ("5000/391", F(5000, 391), "≈ 13"),
    ("5000/391", F(5000, 391), "= 13"),
    ("½ + ¼", F(3, 4), "= 0.75"),
    ("2^0.5", mp.sqrt(2), "≈ 1.4142"),
    ("1.0000001^1000000", mp.power(mpf("1.0000001"), 10**6), "≈ 1.10517"),
    ("sum(0.1*0.9^k, k, 0, 9)", 1 - F(9, 10) ** 10, "= 0.651"),
    ("max(0.3, √0.1)", mp.sqrt(mpf("0.1")), "= 0.32"),
    ("abs(0.3 − √0.1)", mp.sqrt(mpf("0.1")) - mpf("0.3"), "= 0.0162"),
    ("1000 × 1.5", F(1500), "= 1,500"),
    ("0.0001·0.1", F(1, 100000), "= 1e-5"),
]


@pytest.mark.parametrize("head, exact, link", READINGS)
def test_a_printed_number_is_judged_by_its_digits(head, exact, link):
    """Each reading has the grade that Fraction and mpmath give it."""
    relation, _, printed = link.partition(" ")
    assert [grade_of(exact, printed, relation)] == judged(f"{head} {link}")


@pytest.mark.parametrize("head, exact, link", READINGS)
def test_what_is_offered_instead_is_right(head, exact, link):
    """For each wrong reading there is a right one, and it is right by the other path too."""
    evidence = only(f"{head} {link}")
    if str(evidence.grade) != "REFUTED":
        assert evidence.attempt is None
        return
    _, relation, printed = evidence.attempt.rpartition(" ")[0].rpartition(" ")[2], *evidence.attempt.rsplit(" ", 2)[1:]
    if printed == "%":
        relation, printed = evidence.attempt.rsplit(" ", 3)[1], " ".join(evidence.attempt.rsplit(" ", 2)[1:])
    assert str(evidence.attempt_grade) == grade_of(exact, printed, relation)
    assert evidence.attempt_grade.holds
    assert judged(evidence.attempt) == [str(evidence.attempt_grade)]


REWRITINGS = [
    ("0.9×0.0385 + 0.1×0.09 = 0.0342 + 0.009 = 0.0437", ["REFUTED", "ROUNDS"]),
    ("0.9×0.0385 + 0.1×0.09 = 0.0351 + 0.009 = 0.0437", ["REFUTED", "ROUNDS"]),
    ("0.9×0.0385 + 0.1×0.09 = 0.0347 + 0.009 = 0.0437", ["ROUNDS", "ROUNDS"]),
    ("0.9×0.0385 + 0.1×0.09 = 0.0346 + 0.009 = 0.0436", ["ROUNDS", "ROUNDS"]),
    ("0.9×0.0385 + 0.1×0.09 = 0.009 + 0.0347", ["ROUNDS"]),
    ("0.9×0.0385 + 0.1×0.09 = 0.0342 + 0.0095", ["REFUTED"]),
    ("0.9×0.025 + 0.1×0.4² = 0.0225 + 0.016 = 0.0385", ["PROVED", "PROVED"]),
    ("0.1/√0.025 = 0.1/0.158 = 0.632", ["ROUNDS", "ROUNDS"]),
    ("0.1/√0.025 = 0.1/0.158 = 0.633", ["ROUNDS", "REFUTED"]),
    ("0.1/√0.025 = 0.1/0.159 = 0.632", ["REFUTED", "ROUNDS"]),
    ("0.1/√0.025 = 0.2/0.316", ["OPEN"]),
    ("0.1/√0.025 = 0.3/0.317", ["REFUTED"]),
    ("1/2 = 2/3", ["REFUTED"]),
    ("1/2 = 2/4 = 0.5", ["PROVED", "PROVED"]),
    ("1/√(1−0.9) = √10 ≈ 3.16", ["PROVED", "ROUNDS"]),
    ("√0.1·√10 = 2 − 1", ["PROVED"]),
    ("√8 = 2√2", ["PROVED"]),
    ("√2 + √8 = 3√2", ["PROVED"]),
    ("√2 + √3 = √3 + √2", ["OPEN"]),
    ("√2 + √3 = √5", ["REFUTED"]),
    ("√10 ≈ 22/7", ["OPEN"]),
    ("3.16 ≈ √10", ["ROUNDS"]),
    ("3.162 ≈ √10 ≈ 3.16", ["ROUNDS", "ROUNDS"]),
    ("3.17 ≈ √10", ["REFUTED"]),
    ("0.1×0.3 = 0.1 + 0.3", ["REFUTED"]),
    ("2·0.1/√0.025 = 0.2/0.158", ["ROUNDS"]),
    ("0.1 + 0.2×0.33 + 0.1×0.55 = 0.17 + 0.055", ["ROUNDS"]),
    ("0.1×0.25 + 0.05 = 0.1×0.52 + 0.05", ["REFUTED"]),
    ("(1 − 0.9)·√10 = 0.1·3.16 = 0.316", ["ROUNDS", "ROUNDS"]),
    ("√(0.9×0.0385 + 0.009) = √0.0437 = 0.209", ["ROUNDS", "ROUNDS"]),
    ("3 < √10 < 3.2", ["ENCLOSED", "ENCLOSED"]),
    ("3.2 < √10", ["REFUTED"]),
    ("1/3 < 1/2", ["PROVED"]),
    ("0.5 <= 1/2 < 2/4", ["PROVED", "REFUTED"]),
    ("√10 ≈ 3.16 < 4 = 2 + 2", ["ROUNDS", "ENCLOSED", "PROVED"]),
    ("√2·√2 >= 2", ["PROVED"]),
    ("1/2 != 2/3", ["PROVED"]),
    ("1 = 2", ["REFUTED"]),
    ("0.632 ≈ 0.63", ["ROUNDS"]),
    ("0.63 ≈ 0.632", ["ROUNDS"]),
    ("1 ~ 2", ["OPEN"]),
    ("1/0 = 3", ["OPEN"]),
    ("√(−1) = 1", ["OPEN"]),
    ("ln(0) = 1", ["OPEN"]),
    ("0/0 = 1", ["OPEN"]),
    ("(−8)^(1/3) = −2", ["OPEN"]),
    ("9**9**9**9 = 1", ["OPEN"]),
    ("exp(exp(20)) = 1", ["OPEN"]),
    ("2^1000000 = 1", ["OPEN"]),
    ("sum(sum(k, i, 1, 9), k, 1, 9) = 1", ["OPEN"]),
    ("sum(1, k, 1, 100000) = 1", ["OPEN"]),
    ("sum(1, k, 3, 1) = 0", ["OPEN"]),
    ("sum(1, k, 1, 0) = 0", ["PROVED"]),
]


@pytest.mark.parametrize("text, grades", REWRITINGS)
def test_each_link_of_a_chain_has_its_own_grade(text, grades):
    """Links that are expressions are judged at the place of each new number, lone numbers against the head."""
    assert grades == judged(text)


@pytest.mark.parametrize("middle", ["0.0342", "0.0351"])
def test_a_wrong_middle_is_not_excused_by_what_stands_beside_it(middle):
    """The sum of intervals contains the head, and still the new number is wrong at its own place."""
    wrong, right = judge_as_printed(parse_statement(f"0.9×0.0385 + 0.1×0.09 = {middle} + 0.009 = 0.0437"))
    assert ("REFUTED", "ROUNDS") == (wrong.evidence.grade, right.evidence.grade)
    assert "0.9*0.0385 + 0.1*0.09 = 0.0347 + 0.009" == wrong.evidence.attempt
    assert ("ROUNDS", "693/20000") == (wrong.evidence.attempt_grade, wrong.evidence.exact)
    assert f"{middle} stands for 0.9*0.0385" in wrong.evidence.because


def test_halves_are_not_thirds():
    """An exact inequality of two expressions is refuted, and the value is offered."""
    evidence = only("1/2 = 2/3")
    assert ("REFUTED", "1/2 = 0.5", "PROVED") == (evidence.grade, evidence.attempt, evidence.attempt_grade)


def test_a_reading_left_of_the_root_is_not_accused():
    """3.16 is the root of 10 to the digits printed, whichever side it stands on."""
    assert ["ROUNDS"] == judged("3.16 ≈ √10") == judged("√10 ≈ 3.16") == judged("3.16 = √10")


def test_a_power_tower_is_open_at_once():
    """The exponent is refused before anything is computed."""
    assert "an exponent larger than 1000000" == only("9**9**9**9 = 1").reason


def test_the_digits_that_the_rounded_link_would_give_are_added():
    """0.632 is right for the head; the digits printed in between would have given 0.633."""
    _, reading = judge_as_printed(parse_statement("0.1/√0.025 = 0.1/0.158 = 0.632"))
    assert "ROUNDS" == reading.evidence.grade
    assert "0.633 from the digits printed in 0.1/0.158" in reading.evidence.because


def test_a_carried_intermediate_is_named():
    """A number that follows from a rounded link, and not from the head, is wrong for that reason."""
    _, reading = judge_as_printed(parse_statement("0.1/√0.025 = 0.1/0.158 = 0.633"))
    assert "a carried intermediate" in reading.evidence.because
    assert ("0.1/sqrt(0.025) = 0.632", "ROUNDS") == (reading.evidence.attempt, reading.evidence.attempt_grade)


@pytest.mark.parametrize(
    "text, word",
    [
        ("2/3 = 0.666", "truncated"),
        ("√10 ≈ 3.1622", "truncated"),
        ("−2/3 = −0.666", "truncated"),
        ("27/200 = 0.13", "truncated"),
        ("0.1/√0.91 = 0.150", "transposed"),
        ("0.1·0.9¹⁰ = 0.35", "power of ten is off by 10^1"),
        ("0.1·0.9¹⁰ = 0.0035", "power of ten is off by 10^-1"),
        ("1/2 = 50", "whole number after = is exact"),
        ("0 − 0.632×0.5 = 0.316", "sign is turned"),
        ("2/3 = 0.667…", "digits that go on"),
        ("1/3 = 0.4", "no rounding of it gives 0.4"),
    ],
)
def test_the_kind_of_mistake_is_named(text, word):
    """Truncated, transposed, scaled, turned: the verdict says what it looks like."""
    evidence = only(text)
    assert "REFUTED" == evidence.grade
    assert word in evidence.because


@pytest.mark.parametrize(
    "text, grade",
    [
        ("2/3 = 0.666…", "ROUNDS"),
        ("2/3 = 0.666...", "ROUNDS"),
        ("2/3 = 0.667…", "REFUTED"),
        ("√10 = 3.162…", "ROUNDS"),
        ("√10 = 3.163…", "REFUTED"),
        ("−2/3 = −0.66…", "ROUNDS"),
        ("−2/3 = 0.66…", "REFUTED"),
        ("0.333… = 1/3", "ROUNDS"),
    ],
)
def test_digits_followed_by_dots_are_cut_off(text, grade):
    """Dots say that the digits go on, so they are not rounded."""
    assert [grade] == judged(text)


def test_a_tie_is_said():
    """Half up and half even are both right, and the verdict says that it was a tie."""
    for text in ("1/8 = 0.13", "1/8 = 0.12", "−1/8 = −0.13"):
        assert ("ROUNDS", True) == (only(text).grade, only(text).tie)
    assert ("REFUTED", False) == (only("27/200 = 0.15").grade, only("27/200 = 0.15").tie)


@pytest.mark.parametrize(
    "text, grade, attempt",
    [
        ("0.1/sqrt(0.025) = 0.632", "REFUTED", "0.1/sqrt(0.025) ≈ 0.632"),
        ("0.1/sqrt(0.025) ≈ 0.632", "ROUNDS", None),
        ("0.1/sqrt(0.025) ≈ 0.633", "REFUTED", "0.1/sqrt(0.025) ≈ 0.632"),
        ("0.1/sqrt(0.025) = 0.633", "REFUTED", "0.1/sqrt(0.025) ≈ 0.632"),
        ("1/8 = 0.125", "PROVED", None),
        ("1/8 = 0.13", "REFUTED", "1/8 ≈ 0.13"),
        ("sqrt(10) = 3", "REFUTED", "sqrt(10) ≈ 3"),
        ("1/sqrt(0.1) = sqrt(10)", "PROVED", None),
        ("0.1/sqrt(0.025) = 0.1/0.158", "REFUTED", "0.1/sqrt(0.025) ≈ 0.1/0.158"),
        ("1/2 = 2/3", "REFUTED", "1/2 = 0.5"),
    ],
)
def test_in_a_directive_equal_means_equal(text, grade, attempt):
    """Where only the digits hold, the equation is refuted and the sign for digits is offered."""
    evidence = only(text, judge_exactly)
    assert (grade, attempt) == (evidence.grade, evidence.attempt)
    assert attempt is None or evidence.attempt_grade.holds


@settings(max_examples=200, deadline=None)
@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000), st.integers(0, 8))
def test_a_correctly_rounded_fraction_is_never_accused(x, places):
    """Python's own half-even rounding of any fraction to any place is right, and one unit off is wrong."""
    scaled = round(x * 10**places)
    for steps, expected in ((scaled, {"PROVED", "ROUNDS"}), (scaled + 2, {"REFUTED"}), (scaled - 2, {"REFUTED"})):
        digits = str(abs(steps)).rjust(places + 1, "0")
        printed = f"{digits[: len(digits) - places]}.{digits[len(digits) - places :]}" if places else digits
        sign = "−" if steps < 0 else ""
        assert set(judged(f"({x.numerator})/{x.denominator} ≈ {sign}{printed}")) <= expected


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 10**6), st.integers(0, 12))
def test_a_correctly_rounded_root_is_never_accused(n, places):
    """mpmath's rounding of any root is right, and one unit off is wrong."""
    root = mp.sqrt(n)
    digits = int(mp.nint(root * 10**places))
    for steps, expected in ((digits, {"PROVED", "ROUNDS"}), (digits + 1, {"REFUTED"}), (digits - 1, {"REFUTED"})):
        text = str(steps).rjust(places + 1, "0")
        printed = f"{text[: len(text) - places]}.{text[len(text) - places :]}" if places else text
        assert set(judged(f"√{n} ≈ {printed}")) <= expected
