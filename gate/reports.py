"""Whole claims against coded reports of our own: invented happenings, told as desks tell them.

Writers who knew neither the rules nor the code wrote and coded them by the guidelines of
../shared/gold/casework; gate/reports/NOTE.md says how. Misses are looked at in one half alone.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from pathlib import Path

from gate import casework

REPORTS = Path(__file__).with_name("reports")


def score(gold: Path) -> dict[str, float]:
    """The figures of score.py for the half that is looked at, and for the one that is not."""
    found: dict[str, float] = {}
    for half, rest in (("looked at", 0), ("kept", 1)):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as chosen:
            chosen.writelines(line for line in _lines() if _hash(line) % 2 == rest)
            chosen.flush()
            figures = casework.figures(gold, Path(chosen.name))
        found |= {f"{half}: {name}": value for name, value in figures.items()}
    return found


def _lines() -> list[str]:
    files = sorted(REPORTS.glob("*.jsonl"))
    return [line for file in files for line in file.read_text("utf-8").splitlines(keepends=True)]


def _hash(line: str) -> int:
    return zlib.crc32(f"reports:{json.loads(line)['id']}".encode())
