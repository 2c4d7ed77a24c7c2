"""The page of faults is the one that these faults and styles print."""

import re
from pathlib import Path

from mutants.relatives import EVERY
from mutants.styles import STYLES

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "mutants.md"


def test_the_page_has_every_fault_and_every_style():
    """The table on the page was printed of these faults and styles, and nothing in it was missed or accused."""
    page = PAGE.read_text(encoding="utf-8")
    assert list(EVERY) == re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert [style.name for style in STYLES] == re.findall(r"^\| ([^`|]+) \| `", page, re.MULTILINE)
    assert "MISSED" not in page
    assert "ACCUSED" not in page
