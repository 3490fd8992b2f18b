"""The example pages in the package: a fictional war in fictional places."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

EXAMPLES: Final = files("reportedly") / "examples"
PLACES: Final = "gazetteer.tsv"
"""The file among them that names their places, which no other gazetteer knows."""

PAGES: Final = (".html", ".txt", ".jsonl")


def example_pages() -> list[Traversable]:
    """The example pages, in the order of their names.

    >>> example_pages()[0].name
    '01-northern-wire.html'
    """
    found = (path for path in EXAMPLES.iterdir() if path.name.endswith(PAGES))
    return sorted(found, key=lambda path: path.name)
