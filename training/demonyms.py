"""Tells demonyms ("Russian") from place names ("Russia"), which lgl and tr-news mark alike."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("demonyms.txt")
_SPLIT = re.compile(r"[\s-]+")
_POINTS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "new"}


@cache
def _demonyms() -> frozenset[str]:
    lines = _LIST.read_text("utf-8").splitlines()
    words = {w.lower() for line in lines if not line.startswith("#") for w in line.split()}
    return frozenset(words | {w + "s" for w in words})


def is_demonym(text: str) -> bool:
    """True where `text` names the people or language of a place ("South Korean", "Saudis")."""
    words = [w for w in _SPLIT.split(text.lower().strip(" '’\".,")) if w]
    named = [w for w in words if w not in _POINTS]
    return bool(named) and words[-1] == named[-1] and all(w in _demonyms() for w in named)
