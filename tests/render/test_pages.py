"""Pages about theorems: LaTeX that compiles, Markdown that draws, the course's letters, macros and reasons in words."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from markdown_it import MarkdownIt

from rmsprop_sym.alphabet import show
from rmsprop_sym.errors import UserError
from rmsprop_sym.library import find, theorems
from rmsprop_sym.render import latex, markdown
from rmsprop_sym.render.breaking import broken
from rmsprop_sym.render.formula import Formulas
from rmsprop_sym.render.notation import read
from rmsprop_sym.render.pages import page
from rmsprop_sym.render.prose import Formula, set_out
from rmsprop_sym.render.sheet import Name, Sheet

PDFLATEX = shutil.which("pdflatex")
compiles = pytest.mark.skipif(not PDFLATEX, reason="pdflatex is not installed (Debian: texlive-latex-base)")
PROFILES = ("s,rho,w", "E[g^2],gamma,alpha,w", "decay=alpha,x")
COURSE = "state: E[g^2]\ndecay: \\varrho\nrate: alpha\ng: \\mathbf{g}\neps: \\epsilon\n"

# What has no width for LaTeX is never too wide for it: this writes down where such a thing ends.
PROBE = r"""\newwrite\edges \immediate\openout\edges=\jobname.edges
\renewcommand{\rlap}[1]{\hbox to 0pt{#1\pdfsavepos\write\edges{\the\pdflastxpos}\hss}}
\begin{document}"""
EDGE = (210 - 22) / 25.4 * 72.27 * 65536  # of the text on a page of the handout, in the units of \pdflastxpos


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


def off_the_page(source, folder):
    """Every place at which something stands out of the text, by what LaTeX says and by where it ends."""
    said = compiled(source.replace(r"\begin{document}", PROBE, 1), folder)
    ends = map(int, (folder / "page.edges").read_text(encoding="utf-8").split())
    return [*re.findall(r"Overfull \\hbox.*", said), *(end for end in ends if end > EDGE)]


def document(body, before=""):
    """A document that needs what the fragments say they need."""
    preamble = f"\\documentclass{{article}}\n\\usepackage{{amsmath, amssymb}}\n{before}"
    return f"{preamble}\\begin{{document}}\n{body}\n\\end{{document}}\n"


@compiles
def test_the_handout_compiles_and_no_line_leaves_the_page(tmp_path):
    """The whole library is set by pdflatex, and nothing stands out into the margin."""
    assert [] == off_the_page(latex.handout(entries()), tmp_path)


@compiles
def test_what_leaves_the_page_is_found(tmp_path):
    """Also where it has no width."""
    wide = "x + " * 60 + "x"
    handout = latex.handout([find("first_opened")])
    for formula in (f"${wide}$".replace(" + ", "{+}"), rf"\rlap{{${wide}$}}"):
        assert [] != off_the_page(handout.replace(r"\end{document}", f"{formula}\n\\end{{document}}"), tmp_path)


@compiles
@pytest.mark.parametrize("profile", PROFILES)
def test_every_derivation_compiles_in_the_letters_of_a_course(tmp_path, profile):
    r"""What is printed can be \input."""
    compiled(document(latex.derivations(entries(), read(profile))), tmp_path)


@compiles
def test_every_derivation_compiles_in_letters_of_ones_own(tmp_path):
    """A profile is a file too."""
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    said = latex.derivations(entries(), read(str(tmp_path / "course.yaml")))
    assert r"\varrho \mathbb{E}[g^2]_t + (1 - \varrho) \mathbf{g}_{t + 1}^2" in said
    compiled(document(said), tmp_path)


@compiles
def test_every_macro_can_be_used_in_text_and_in_formulas(tmp_path):
    r"""The file can be \input, the names are legal and new, and what they stand for compiles."""
    macros = latex.macros(entries())
    (tmp_path / "rmsprop.tex").write_text(macros, encoding="utf-8")
    names = re.findall(r"\\newcommand\{(\\[A-Za-z]+)\}", macros)
    body = "\n\n".join(f"{name} and ${name}$" for name in names)
    compiled(document(body, "\\input{rmsprop}\n"), tmp_path)


@compiles
def test_a_formula_that_is_wrong_does_not_compile(tmp_path):
    """The tests above can fail."""
    with pytest.raises(AssertionError):
        compiled(document(r"$\frac{1}{2$"), tmp_path)


def test_macro_names_are_distinct_and_made_of_letters():
    """Each proved theorem has a macro of its own, and one for what it supposes if it supposes anything."""
    names = re.findall(r"\\newcommand\{\\(\w+)\}", latex.macros(entries()))
    assert len(names) == len(set(names))
    assert all(re.fullmatch("rms[A-Za-z]+", name) for name in names)
    assert {latex.macro_name(name) for name in theorems()} <= set(names)
    assert "rmsFirstStepGiven" in names


def test_a_formula_is_broken_where_it_is_loosest():
    """Before a relation, else before a sign, else in a product, else in a bracket, and never behind a sum sign."""
    assert ["a + b", "= c + d"] == broken("a + b = c + d", 8)
    assert ["a b", "+ c (d - e)"] == broken("a b + c (d - e)", 10)
    assert [r"\frac{a}{b} k", r"\cdot (c + d)"] == broken(r"\frac{a}{b} k (c + d)", 7)
    assert ["(a", "+ b)", "/(c)"] == broken(r"\frac{a + b}{c}", 3.5)
    assert [r"+ \left(a\right.", r"\left. + b\right)"] == broken(r"+ \left(a + b\right)", 3)
    assert [r"\sum_{i=1}^t \left(a\right.", r"\left. + b\right)"] == broken(r"\sum_{i=1}^t \left(a + b\right)", 3)
    assert [r"\left(a + b\right)^2"] == broken(r"\left(a + b\right)^2", 3)
    assert [r"\lvert a", r"- b \rvert"] == broken(r"\lvert a - b \rvert", 3)


@pytest.mark.parametrize("room", [8, 20, 40])
def test_a_broken_formula_is_the_formula(room):
    """Nothing is lost or added but the dot where a product is broken, and the slash of a fraction."""
    for entry in entries():
        formula = Sheet(entry).statement
        joined = " ".join(broken(formula, room)).replace(r"\right. \left. ", " ")
        assert written(formula) == written(joined)


def written(formula):
    """The letters, numbers and signs of a formula in order, without what groups and looks."""
    return re.findall(r"\\[a-z]+|\w|[+<=-]", re.sub(r"\\(?:frac|cdot|left|right)(?![a-z])", "", formula))


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
    assert ("by the hypothesis",) == Sheet(find("first_step_without_eps")).blocks[0].rows[2].why
    assert "by hypotheses (a) and (b)" in latex.derivations([find("economic_dispatch_if")])
    assert "Given (a) $`\\varepsilon = 0`$, (b) $`g_1 \\ne 0`$." in markdown.derivations([find("first_step_size")])


def test_what_the_superscripts_mean_is_said():
    """A board with two runs explains how it tells them apart."""
    said = markdown.derivations([find("scale_invariance")])
    marked = re.search(r"^The superscript (.*)\.$", said, flags=re.MULTILINE)
    assert {"marks the run of `rmsprop` with", "that of `rmsprop` with", "c g_i"} <= {
        "c g_i" if "`(c g_i)`" in marked[1] else "",
        *re.findall(r"(?:marks the run of|that of) `rmsprop` with", marked[1]),
    }


def test_the_rules_below_are_said():
    """A page that says "by the rule" says which, once."""
    for said in (
        markdown.derivations([find("first_step"), find("first_step_size")]),
        latex.derivations([find("first_step"), find("first_step_size")]),
    ):
        assert 1 == said.count("_single")
        assert r"v_{t + 1} &= \beta v_t + (1 - \beta) g_{t + 1}^2" in said
        assert "v_0 &= 0" in said
        assert "Rests on the rule" in said


def test_what_a_derivation_says_is_in_the_notation_too():
    """The prose of a page speaks of the letters that its formulas have."""
    said = markdown.derivations([find("first_step_size")], read("rho,s,rate=alpha"))
    assert r"the size $`\frac{\alpha}{\sqrt{1 - \rho}}`$, whatever" in said
    assert "The first step from $s_0 = 0$." in latex.derivations([find("first_step")], read("s"))


@pytest.mark.parametrize(
    "said, formulas",
    [
        ("At beta1 = 0 it is 0.9 + 0.1*81 = 9.", [r"\beta_1 = 0"]),
        ("A start, I say - so it goes: 3 steps.", []),
        ("if, and only if, 0 < eta*h < 2.", [r"0 < \eta h < 2"]),
        ("by __import__('os') or lambda: x", ["x"]),
        ("Adam's beta", [r"\beta"]),
        ("(see the end)", []),
        ("weigh beta**n - beta**t.", [r"\beta^n - \beta^t"]),
    ],
)
def test_formulas_are_found_in_prose(said, formulas):
    """Words are left alone, and a formula is taken whole or not at all."""
    pieces = set_out(said, Formulas())
    assert formulas == [piece.latex for piece in pieces if isinstance(piece, Formula)]


def test_a_line_that_only_says_the_statement_is_not_printed_twice():
    """Its reason stands behind `It follows`."""
    assert [] == Sheet(find("first_opened")).blocks
    assert "It follows by the rule." in markdown.derivations([find("first_opened")])


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


@pytest.mark.parametrize(
    "written, said",
    [
        ("decya: rho", "'decya' is no letter here"),
        ("beta1: x", "Did you mean beta"),
        ("decay: rho\nrate: rho", r"both beta and eta as \rho"),
        (r"decay: '\input{/etc/passwd}'", r"decay cannot be written '\\input{/etc/passwd}'"),
        ("g: x_1", "g cannot be written 'x_1'"),
        ("- rho", "is no list of letters"),
        ("decay: [rho]", "is no list of letters"),
        ("a: &a [b]\nc: *a", "is no list of letters"),
        ("", "is no list of letters"),
        ("decay: [", "is no YAML"),
        ("[" * 5000, "is no YAML: it is nested too deeply"),
        ("g: 'd'\n" * 5000, "is no list of letters"),
    ],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path, written, said):
    """In one line, with what to write."""
    (tmp_path / "course.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(said)) as refused:
        read(str(tmp_path / "course.yaml"))
    assert "\n" not in str(refused.value)


def test_a_profile_that_is_not_there_is_refused():
    """With its name."""
    with pytest.raises(UserError, match=r"nowhere\.yaml cannot be read"):
        read("nowhere.yaml")


def test_a_letter_that_the_profile_does_not_name_gives_way():
    """Where theta is written x, the x of a theorem gets a tilde, in its formulas and in what it says."""
    said = markdown.derivations([find("adam_constant_step")], read("x"))
    assert "x_{t + 1} - x_t = -\\frac{\\eta \\tilde{x}}{\\lvert \\tilde{x} \\rvert + \\varepsilon}" in said
    assert r"g_i = \tilde{x} " in said
    assert "tilde" not in markdown.derivations([find("adam_constant_step")], read("w"))
    assert ["x", "x_2"] == [str(read("x").apart(["x", "x2"]).symbol(name)) for name in ("x", "x2")]


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


def formulas_in(page_of):
    """The formulas that a CommonMark reader hands on: blocks of the language math, and code between dollars."""
    for token in MarkdownIt("commonmark").parse(page_of):
        if token.type == "fence" and token.info == "math":
            yield token.content.strip()
        children = token.children or []
        for before, code, after in zip(children, children[1:], children[2:], strict=False):
            if code.type == "code_inline" and before.content.endswith("$") and after.content.startswith("$"):
                yield code.content


def test_a_markdown_reader_hands_on_every_formula_as_it_is():
    """No underscore or asterisk of a formula is taken for emphasis, and no backslash is lost."""
    said = markdown.derivations(entries())
    written = re.findall(r"```math\n(.*?)\n```|\$`([^`]*)`\$", said, flags=re.DOTALL)
    assert [block or span for block, span in written] == list(formulas_in(said))
    emphasised = [t for t in MarkdownIt("commonmark").parse(said) for c in t.children or [] if c.type == "em_open"]
    assert len(re.findall(r"^\*.*\*$", said, flags=re.MULTILINE)) == len(emphasised)


def test_a_formula_between_plain_dollars_would_not_be_handed_on():
    """The test above can fail."""
    assert [] == list(formulas_in("$v_t$ and $`v_t`"))


def test_the_plain_statement_is_not_changed_by_any_of_this():
    """Notations are for print; the library's own form stays."""
    before = show(find("first_step").theorem.claim)
    page("latex", [find("first_step")], "E[g^2],rho,alpha,w")
    assert before == show(find("first_step").theorem.claim)
