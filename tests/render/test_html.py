"""The report as a page: every statement is marked, nothing of the note becomes an element, nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from rmsprop_sym import check
from rmsprop_sym.claims.expressions.syntax import parse_statement
from rmsprop_sym.claims.report import Note, Report, Source
from rmsprop_sym.claims.verdict import Place, Undecided, Unread, Verdict
from rmsprop_sym.render.html import page
from rmsprop_sym.render.html.mathml import formulas

VOID = {"meta", "br", "hr"}
KNOWN = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "a", "span", "main", "article",
    "nav", "ol", "ul", "li", "section", "aside", "details", "summary", "div", "b", "code", "footer", "dl", "dt", "dd",
    "math", "mi", "mn", "mo", "mrow", "mfrac", "msqrt", "msup", "msub", "msubsup", "mover", "munder", "munderover",
}  # fmt: skip


class Reader(HTMLParser):
    """Reads a page as a browser does: elements, attributes, text, and what is left open."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.words, self.bubbles = [], Counter(), [], [], 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        self.tags[tag] += 1
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        """The element that was opened last ends, and no other one."""
        assert tag == self.open.pop()[0]

    def handle_data(self, data):
        """Text, unless it is the style or stands in a bubble."""
        if not any(tag == "style" or kind == "tip" for tag, kind in self.open):
            self.words.append((tuple(kind for _, kind in self.open), data))

    @property
    def text(self):
        """All the text of the notes."""
        return "".join(data for classes, data in self.words if any(kind.startswith("line") for kind in classes))

    def marked(self, style):
        """The stretches of text that are marked so."""
        return [data for classes, data in self.words if f"mark {style}" in classes]


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The page about a note, read."""

    def of(text, name="n.md"):
        monkeypatch.chdir(tmp_path)
        (tmp_path / name).write_text(text, encoding="utf-8")
        return Reader(page(check([name])))

    return of


def test_each_statement_is_marked_where_it_stands(read):
    """Wrong, right and unread statements are told apart, and the text around them is left alone."""
    found = read("A word, 1/4 = 0.25, and 1/3 = 0.34 here.\n\n```{claim}\n1 +\n```\n")
    assert (["0.25"], ["0.34"], ["1 +"]) == (found.marked("right"), found.marked("refuted"), found.marked("unread"))


def test_the_whole_text_of_the_note_is_on_the_page(read):
    """Every line, in order, with its number."""
    note = "# Head\n\n  a  b\t1/4 = 0.25\n\n\nlast"
    found = read(note)
    numbers = [value for tag, name, value in found.attributes if name == "data-n"]
    assert ["1", "2", "3", "4", "5", "6"] == numbers
    assert note.replace("\n", "") == found.text.replace("\n", "")


def test_every_mark_leads_to_its_card_and_every_card_to_its_line(read):
    """All links of the page lead to a place on it, and no two places have one name."""
    found = read("1/4 = 0.25 and 1/3 = 0.34\n\n```{claim}\n1 +\n```\n" * 3)
    names = [value for _, name, value in found.attributes if name == "id"]
    links = [value for _, name, value in found.attributes if name == "href"]
    assert len(names) == len(set(names))
    assert links
    assert {link for link in links if link.removeprefix("#") not in names or not link.startswith("#")} == set()


HOSTILE = """<script>alert(1)</script> 1/3 = 0.34 </div></style><img src=x onerror=alert(2)>

" onmouseover="alert(3) 1/4 = 0.26 &lt;b&gt; \u202e \x1b[31m ]]> <!-- --> <svg onload=alert(4)>

```{claim} "><script>alert(5)</script>
:given: <b>x</b>
1/3 = <iframe src=javascript:alert(6)>
```

```{claim} b
</code></span></a><script>alert(7)</script> = \\text{<script>alert(8)</script>}
```

| <a href=javascript:alert(9)>step</a> | v1 |
|---|---|
| 1/3 = 0.34 | <style>*{display:none}</style> |
"""


def test_a_remark_on_the_whole_note_leads_to_its_line():
    """What the formulas and the code of a note say about each other is a link to the code."""
    report = Report(
        (), (Note("n.md", "two rules", 2), Note("n.md", "nothing"), Note("n.md", "gone", 9)), (Source("n.md", "a\nb"),)
    )
    whole = page(report)
    assert '<a href="#f1l2">two rules</a>' in whole
    assert 'id="f1l2"' in whole
    assert '<p class="remark">nothing</p>' in whole
    assert '<p class="remark">gone</p>' in whole


def test_a_hostile_note_stays_text(read):
    """What looks like an element, an attribute or a comment in a note is text on the page."""
    found = read(HOSTILE)
    assert set(found.tags) <= KNOWN
    assert [] == [found for found in found.attributes if found[1].startswith("on") or "javascript" in (found[2] or "")]
    assert {"<script>alert(1)</script>", "<svg onload=alert(4)>"} <= set(
        re.findall(r"<[^>]*>\S*>|<svg.*?>", found.text)
    )
    assert "\u202e" not in found.text
    assert [] == found.open


def test_a_hostile_path_or_reason_stays_text():
    """Also what surrounds a statement is escaped."""
    evil = "</title></style><script>alert(1)</script>"
    verdict = Verdict(Place(evil, 1, 1, 1, 4), evil, "unread", Unread(evil), read_as=evil, id=evil, given=(evil,))
    found = Reader(page(Report((verdict,), (), (Source(evil, evil),))))
    assert set(found.tags) <= KNOWN


def test_nothing_is_fetched_and_nothing_runs(read):
    """No script, no address of anything, and a policy that says so to the browser."""
    found = read("1/3 = 0.34")
    assert {"meta", "a"} >= {tag for tag, name, _ in found.attributes if name in ("src", "href", "http-equiv")}
    assert ("meta", "content", "default-src 'none'; style-src 'unsafe-inline'") in found.attributes
    style = page(Report(())).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_what_overlaps_is_marked_once():
    """Where two verdicts cover a stretch, the one that says more has it; the text stands there once."""
    source = Source("n.md", "1 + 1 = 3")
    whole = Verdict(Place("n.md", 1, 1, 1, 10), "", "arithmetic", Unread("whole"))
    end = Verdict(Place("n.md", 1, 9, 1, 10), "3", "arithmetic", Undecided("end"))
    found = Reader(page(Report((whole, end), (), (source,))))
    assert (["1 + 1 = "], ["3"]) == (found.marked("unread"), found.marked("open"))


def test_cells_of_a_notebook_have_their_own_lines():
    """Line 1 of two cells are two places."""
    sources = tuple(Source("n.ipynb", f"in cell {k}", k) for k in (0, 3))
    verdicts = tuple(Verdict(Place("n.ipynb", 1, 4, 1, 8, k), "cell", "arithmetic", Undecided("?")) for k in (0, 3))
    found = Reader(page(Report(verdicts, (), sources)))
    assert ["cell", "cell"] == found.marked("open")
    assert {"f1c0l1", "f1c3l1"} <= {value for _, name, value in found.attributes if name == "id"}


def test_a_table_keeps_its_columns(read):
    """Lines of a table stand in a box of their own, which can be moved where it is too wide."""
    found = read("words | here\n\n| step | v |\n|---|---|\n| 1 | 1/3 = 0.34 |\n\nwords")
    boxed = "".join(data for classes, data in found.words if "table" in classes)
    assert "| step | v ||---|---|| 1 | 1/3 = 0.34 |" == boxed


def test_standard_input_is_called_so():
    """A dash is no title."""
    found = Reader(page(Report((), (), (Source("-", "words"),))))
    assert "standard input" in [data for _, data in found.words]


def test_a_file_that_could_not_be_read_has_a_card(tmp_path):
    """The reason is on the page, though there is no text."""
    path = tmp_path / "n.md"
    path.write_bytes(b"\xff\xfe1")
    assert "UTF-16" in "".join(data for _, data in Reader(page(check([path]))).words)


def shown(text):
    """The formula as it reads aloud: the text of its leaves."""
    aloud = "".join(sign for each in formulas(parse_statement(text)) for sign in each.itertext())
    return aloud.replace("\u2062", "").replace("\u2061", "")


@pytest.mark.parametrize(
    "statement, formula",
    [
        ("beta1 <= eps", "β1≤ε"),
        ("a - (b - c) = 0", "a−(b−c)=0"),
        ("(a + b)*c != 0", "(a+b)c≠0"),
        ("2*3 = 6", "2·3=6"),
        ("x*2^3 = 1", "x·23=1"),
        ("-(a + b)^2 = 1", "−(a+b)2=1"),
        ("a + (-b) = 1", "a+(−b)=1"),
        ("(a/b)^t = 1", "(ab)t=1"),
        ("log(2)^2 = 1", "(log(2))2=1"),
        ("sum(g(i), i, 1, t) + 1 = 1", "(∑i=1tgi)+1=1"),
        ("1 + sum(g(i), i, 1, t) = 1", "1+∑i=1tgi=1"),
        ("1 + sum(g(i) + c, i, 1, t) - 2 = 1", "1+(∑i=1t(gi+c))−2=1"),
        ("limit(v(t), t, oo) = 5.15e-4", "limt→∞vt=5.15·10−4"),
    ],
)
def test_brackets_say_what_belongs_together(statement, formula):
    """A formula has the brackets that it needs, whatever its fractions and sums do without."""
    assert formula == shown(statement)
