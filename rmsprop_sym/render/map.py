"""The map of the library: every theorem with what it supposes and rests on, and what uses a given thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rmsprop_sym.alphabet import show as plain
from rmsprop_sym.errors import UserError
from rmsprop_sym.kernel.theorem import Theorem
from rmsprop_sym.library import Entry, Standing, ledger, reason_name, theorems
from rmsprop_sym.render.formula import Formulas, names_in
from rmsprop_sym.render.markdown import display, inline, rests_on, supposed, text, words
from rmsprop_sym.render.notation import STANDARD, Notation
from rmsprop_sym.render.sheet import Sheet, by_file, question, title

OPENING = """# The map of the derivations

`make map` writes this page; do not edit it.

There are {theorems} theorems in {files} files, of which {proved} are PROVED.
`rmsprop-sym derive NAME` prints the lines of one of them.
`rmsprop-sym derive --using beta` lists those that speak of a letter or rest on a rule, an axiom or a theorem.
"""
OVERVIEW = """## Which file rests on which

An arrow leads from a file to one whose theorems it cites; each section below has such a graph of its theorems.
There, what stands in another file has round ends, and so have axioms.
"""


def resting_on(theorem: Theorem) -> list[str]:
    """The theorems of the library and the axioms that a theorem rests on directly, each once."""
    return list(dict.fromkeys(name for premise in theorem.premises for name in _named(premise)))


def _named(theorem: Theorem) -> Iterator[str]:
    name = reason_name(theorem)
    if name in theorems() or name in _axioms():
        yield name
    else:
        for premise in theorem.premises:
            yield from _named(premise)


@cache
def _axioms() -> Mapping[str, Theorem]:
    return {str(axiom.data[0]): axiom for axiom in ledger()}


# --- the page -----------------------------------------------------------------------------------------


def page(entries: Sequence[Entry], notation: Notation = STANDARD) -> str:
    """The map of these theorems, in Markdown that repository pages draw."""
    files = by_file(entries)
    proved = sum(entry.grade is Standing.PROVED for entry in entries)
    opening = OPENING.format(theorems=len(entries), files=len(files), proved=proved)
    contents = [f"- [{title(file)}](#{_anchor(file)}): {_question(file)}" for file in files]
    sections = [section for file, inside in files.items() for section in _section(file, inside, notation)]
    links = [(file, _home(below)) for file, inside in files.items() for _, below in citations(inside)]
    drawn = graph([link for link in links if link[0] != link[1] and link[1] in files], files)
    return "\n".join([opening, "\n".join(contents), "", OVERVIEW, *drawn, *_ledger(notation), *sections])


def _question(file: str) -> str:
    return words(question(file))


def _anchor(file: str) -> str:
    return title(file).lower().replace(" ", "-")


def _section(file: str, entries: Sequence[Entry], notation: Notation) -> Iterator[str]:
    yield f"## {title(file)}\n\n{_question(file)}\n\nFile: [{file}.py]({file}.py)\n"
    yield from graph(citations(entries), [entry.name for entry in entries])
    for entry in entries:
        sheet = Sheet(entry, notation)
        below = [f"`{name}`" for name in resting_on(entry.theorem)]
        yield f"### `{entry.name}`\n"
        yield from [f"{words(sheet.says)}\n"] * bool(sheet.says)
        yield f"{display(sheet.statement)}\n"
        yield "\n".join(
            [*filter(None, [supposed(sheet)]), *[f"Directly by {', '.join(below)}."] * bool(below), rests_on(sheet), ""]
        )


def _ledger(notation: Notation) -> Iterator[str]:
    yield "## Axioms\n\nBelieved without proof, and shown under every theorem that uses one.\n"
    for name, axiom in _axioms().items():
        formulas = Formulas.about([axiom.claim, *axiom.hypotheses], notation)
        given = ", ".join(map(inline, formulas.joined(sorted(axiom.hypotheses, key=plain))))
        yield f"- `{name}`: {inline(formulas.claim(axiom.claim))}" + f", given {given}" * bool(given) + "."
        yield f"  {text(str(axiom.data[1]))}."
    yield ""


def citations(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """(a theorem, what it rests on directly) for all of these."""
    return [(entry.name, below) for entry in entries for below in resting_on(entry.theorem)]


@cache
def _homes() -> Mapping[str, str]:
    return {entry.name: file for file, inside in by_file(theorems().values()).items() for entry in inside}


def _home(name: str) -> str:
    """The file of a theorem; an axiom has none."""
    return _homes().get(name, "")


def graph(links: Sequence[tuple[str, str]], own: Iterable[str]) -> Iterator[str]:
    """The graph in Mermaid, if there is anything to draw: our own in boxes, what else there is with round ends."""
    links, own = list(dict.fromkeys(links)), set(own)
    if links:
        ends = dict.fromkeys(end for link in links for end in link)
        nodes = [f"  {_node(end)}[{end}]" if end in own else f"  {_node(end)}([{end}])" for end in ends]
        arrows = [f"  {_node(above)} --> {_node(below)}" for above, below in links]
        yield "\n".join(["```mermaid", "graph LR", *nodes, *arrows, "```\n"])


def _node(name: str) -> str:
    """An identifier that is no word of Mermaid's own, as `end` would be."""
    return f"n_{name}"


# --- what uses a thing --------------------------------------------------------------------------------


def users(word: str) -> dict[str, str]:
    """How each theorem that speaks of the letter, or rests on the rule, axiom or theorem of that name, uses it.

    Raises UserError, with the nearest names, for a word that names none of these.
    """
    uses = {name: how for name, entry in theorems().items() if (how := _how(entry, word))}
    if uses or word in theorems() or word in _axioms():
        return uses
    from difflib import get_close_matches

    known = {
        *theorems(),
        *_axioms(),
        *(name for e in theorems().values() for name in (*_letters(e), *e.theorem.trusts())),
    }
    near = get_close_matches(word, sorted(known), n=3)
    meant = f" Did you mean {', '.join(near)}?" if near else ""
    raise UserError(f"{word!r} is no letter, rule, axiom or theorem here.{meant} Write a name as `derive` prints it.")


def _how(entry: Entry, word: str) -> str:
    """How a theorem uses what the word names, or nothing."""
    trusts = entry.theorem.trusts()
    if word in _letters(entry):
        return "speaks of it"
    if word in resting_on(entry.theorem):
        return "rests on it directly"
    if word in trusts or f"axiom {word}" in trusts or (word in theorems() and _above(entry, theorems()[word])):
        return "rests on it"
    return ""


def _letters(entry: Entry) -> set[str]:
    return names_in([entry.theorem.claim, *entry.theorem.hypotheses])


def _above(entry: Entry, other: Entry) -> bool:
    return entry is not other and any(theorem is other.theorem for theorem in entry.theorem.ancestry())
