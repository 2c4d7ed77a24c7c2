"""Pages about theorems: LaTeX that compiles, Markdown that draws, the course's letters, macros and reasons in words."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from rmsprop_sym.alphabet import show
from rmsprop_sym.errors import UserError
from rmsprop_sym.library import find, theorems
from rmsprop_sym.render import latex, markdown
from rmsprop_sym.render.notation import STANDARD, read
from rmsprop_sym.render.pages import page
from rmsprop_sym.render.sheet import Name, Sheet

PDFLATEX = shutil.which("pdflatex")
compiles = pytest.mark.skipif(not PDFLATEX, reason="pdflatex is not installed (Debian: texlive-latex-recommended)")


def entries():
    """Every theorem."""
    return list(theorems().values())


def compiled(source, folder):
    """What pdflatex says about the source; it fails on the first error."""
    (folder / "page.tex").write_text(source, encoding="utf-8")
    command = [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    said = done.stdout.decode("utf-8", "replace")
    assert 0 == done.returncode, said[-2000:]
    return said


def document(body, before=""):
    """A document that needs what the fragments say they need."""
    preamble = f"\\documentclass{{article}}\n\\usepackage{{amsmath, amssymb}}\n{before}"
    return f"{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"


@compiles
def test_the_handout_compiles_and_no_line_leaves_the_page(tmp_path):
    """The whole library is set by pdflatex, and nothing stands out far into the margin."""
    said = compiled(latex.handout(entries()), tmp_path)
    assert [w for w in re.findall(r"Overfull \\hbox \(([\d.]+)pt", said) if float(w) > 50] == []


@compiles
def test_a_derivation_in_the_letters_of_a_course_compiles(tmp_path):
    r"""What is printed for one theorem can be \input."""
    chosen = [find("ema_unrolled"), find("scale_invariance"), find("steady_state")]
    compiled(document(latex.derivations(chosen, read("E[g^2],rho,alpha,w"))), tmp_path)


@compiles
def test_every_macro_can_be_used_in_text_and_in_formulas(tmp_path):
    """The names are legal and new, and what they stand for compiles."""
    macros = latex.macros(entries())
    names = re.findall(r"\\newcommand\{(\\[A-Za-z]+)\}", macros)
    compiled(document("\n\n".join(f"{name} and ${name}$" for name in names), macros), tmp_path)


@compiles
def test_a_formula_that_is_wrong_does_not_compile(tmp_path):
    """The three tests above can fail."""
    with pytest.raises(AssertionError):
        compiled(document(r"$\frac{1}{2$"), tmp_path)


def test_macro_names_are_distinct_and_made_of_letters():
    """Each proved theorem has a macro of its own."""
    names = [latex.macro_name(name) for name in theorems()]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("rms[A-Za-z]+", name) for name in names)
    assert {f"\\newcommand{{\\{name}}}" in latex.macros(entries()) for name in names} == {True}


# --- reasons ------------------------------------------------------------------------------------------


def test_a_reason_is_never_a_formula():
    """Beside a line stands why it follows, in words and names, and what it says is not said again."""
    for entry in entries():
        for block in Sheet(entry).blocks:
            for row in block.rows:
                words = [piece for piece in row.why if not isinstance(piece, Name)]
                assert not re.search(r"[=<>*\\^]|\*\*", " ".join(words)), (entry.name, row.why)


def test_the_reasons_of_an_induction_are_named():
    """The rule, the induction hypothesis, and nothing where algebra is enough."""
    start, step = Sheet(find("ema_weights_sum")).blocks
    assert [(), ("by the induction hypothesis",), ()] == [row.why for row in step.rows[1:]]
    unrolled = Sheet(find("ema_unrolled")).blocks[1]
    assert ("by the rule",) == unrolled.rows[1].why
    assert () == start.rows[0].why


def test_a_theorem_is_cited_by_name_and_a_hypothesis_by_its_label():
    """Labels stand where several hypotheses are given."""
    rows = Sheet(find("first_step_size")).blocks[0].rows
    assert ("by ", Name("first_step_without_eps"), " and hypothesis (a)") == rows[1].why
    assert "Given (a) $`\\varepsilon = 0`$, (b) $`g_1 \\ne 0`$." in markdown.derivations([find("first_step_size")])


def test_what_the_superscripts_mean_is_said():
    """A board with two runs explains how it tells them apart."""
    said = markdown.derivations([find("scale_invariance")])
    assert "The superscript $`(c g_i)`$ marks the run of `rmsprop` with $`c g_i`$." in said


# --- notation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words, letters",
    [
        ("", [r"v", r"\beta", r"\eta", r"\theta"]),
        ("E[g^2],rho,alpha,w", [r"\mathbb{E}[g^2]", r"\rho", r"\alpha", "w"]),
        ("alpha,gamma", ["v", r"\gamma", r"\alpha", r"\theta"]),
        ("eta,alpha", ["v", r"\alpha", r"\eta", r"\theta"]),
        ("s, decay=alpha", ["s", r"\alpha", r"\eta", r"\theta"]),
    ],
)
def test_words_make_a_profile(words, letters):
    """A word that may mean two letters means the one that no other word names."""
    assert letters == [str(read(words).symbol(name)) for name in ("v", "beta", "eta", "theta")]


@pytest.mark.parametrize(
    "words, said",
    [
        ("alpha", "'alpha' may be for two letters. Write decay=alpha or rate=alpha"),
        ("decay=alpha,rate=alpha", r"both beta and eta as \alpha"),
        ("rho,gamma", "names the decay twice"),
        ("nu", "does not know 'nu'"),
        ("rate=rho", "does not know 'rate=rho'"),
    ],
)
def test_a_profile_that_is_not_one_is_refused(words, said):
    """In one line, with what there is to choose from."""
    with pytest.raises(UserError, match=re.escape(said)) as refused:
        read(words)
    assert "\n" not in str(refused.value)


def test_a_profile_that_clashes_with_another_letter_is_refused():
    """What is free in one theorem may be taken in another."""
    clash = read("x")
    with pytest.raises(UserError, match="would write both theta and x as x"):
        clash.refuse_clashes(["theta", "x", "t"], "a theorem")
    clash.refuse_clashes(["theta", "t"], "a theorem")
    STANDARD.refuse_clashes(["theta", "x", "t", "beta", "beta1", "x_"], "a theorem")


# --- Markdown -----------------------------------------------------------------------------------------

FORBIDDEN = (r"\operatorname", r"\newcommand", r"\def", r"\mbox", r"\phantom", r"\require", r"\rlap", r"\texttt")


def test_markdown_has_nothing_that_repository_pages_refuse():
    """Only blocks and spans in which Markdown changes no sign, and no macro that is not allowed there."""
    said = markdown.derivations(entries())
    assert [word for word in FORBIDDEN if word in said] == []
    assert "$$" not in said
    outside = re.sub(r"```math\n.*?\n```|\$`[^`]*`\$", "", said, flags=re.DOTALL)
    assert "$" not in outside
    blocks = re.findall(r"```math\n(.*?)\n```", said, flags=re.DOTALL)
    assert [block for block in blocks if block.count("{") != block.count("}") or "\n\n" in block] == []


def test_the_plain_statement_is_not_changed_by_any_of_this():
    """Notations are for print; the library's own form stays."""
    before = show(find("first_step").theorem.claim)
    page("latex", [find("first_step")], "E[g^2],rho,alpha,w")
    assert before == show(find("first_step").theorem.claim)
