"""What a name means, as far as a gazetteer and the page can say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.gazetteer.entry import Entry


@dataclass(frozen=True)
class Answer:
    """What a name means. ``entry`` None: unknown; ``area`` is then the area the page names.

    ``others`` are the candidates not taken, each with its score.
    """

    entry: Entry | None
    area: Entry | None
    score: float
    others: tuple[tuple[Entry, float], ...]
    why: str
