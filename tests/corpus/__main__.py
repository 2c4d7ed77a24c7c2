"""Prints how the checker does on the corpus: `python -m corpus [NOTE...]`, with `--missed` also what it missed."""

from __future__ import annotations

import sys

from corpus.row import RIGHT, WRONG
from corpus.scoring import NOTES, Count, counts, said

_HEADS = ("statements", "right", "wrong", "wrong PROVED", "wrong REFUTED", "sensitivity", "specificity", "coverage")


def _line(name, count):
    groups = (count.said, count.right, count.wrong, count.wrongly_proved, count.wrongly_refuted)
    shares = (count.sensitivity, count.specificity, count.coverage)
    cells = [name, *(str(len(group)) for group in groups)]
    cells += ["–" if share is None else f"{share:.3f}" for share in shares]
    return f"| {' | '.join(cells)} |"


def table(title, groups):
    """The counts of each group as a table in Markdown."""
    head = [f"| {' | '.join((title, *_HEADS))} |", f"|---|{'---:|' * len(_HEADS)}"]
    return "\n".join([*head, *(_line(name, count) for name, count in groups.items())])


def tables(written, slips):
    """Everything that is published."""
    kinds = counts(written, lambda each: each.kind)
    formats = counts(written, lambda each: each.note.rpartition(".")[2])
    operators = counts(slips, lambda each: each.operator)
    whole = {"as written": Count(tuple(written)), "with a slip": Count(tuple(slips))}
    parts = [table("corpus", whole), table("kind", kinds), table("format", formats), table("slip", operators)]
    return "\n\n".join(parts) + "\n"


def missed(statements):
    """The statements on which the checker was wrong or silent, with what it said."""
    for each in statements:
        if (each.blessed and each.truth is RIGHT) or (each.refuted and each.truth is WRONG):
            continue
        slip = f" ({each.operator})" if each.operator else ""
        yield f"{each.note}: {each.truth}{slip}, {' '.join(each.words) or 'not found'}: {each.text!r}"
        yield from (f"    {line}" for line in each.details)


def main():
    """Prints the tables, and what was missed if that is asked for; 1 if a verdict was wrong."""
    notes = [path for path in NOTES if path.name in sys.argv] or NOTES
    written, slips = said(notes)
    if "--missed" in sys.argv:
        sys.stdout.writelines(f"{line}\n" for line in [*missed(written), *missed(slips)])
    sys.stdout.write(tables(written, slips))
    whole = Count((*written, *slips))
    return 1 if whole.wrongly_proved or whole.wrongly_refuted else 0


if __name__ == "__main__":
    sys.exit(main())
