"""Whole claims against the coded articles of ../shared/gold/casework, by the score.py beside them.

The labels are one careful pass by language-model readers, not people's: see the NOTE.md there.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read
from reportedly.reading import Reader
from reportedly.stages.write import jsonl
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = re.compile(r"(P|R|F1|whole-claim F1) (\d\.\d+)")
_ROW = re.compile(r"^  (.+?)\s{2,}(\d\.\d+)\s+\(n=(\d+)\)$", re.MULTILINE)


def score(gold: Path) -> dict[str, float]:
    """Claims found, and each field on the claims that pair, with the embedded gazetteer."""
    return figures(gold, gold / "casework" / "dev.jsonl")


def figures(gold: Path, articles: Path) -> dict[str, float]:
    """The same for any file of articles coded in that form."""
    return dict(_figures(table(gold, articles)))


def table(gold: Path, articles: Path) -> str:
    """What score.py prints for the articles read into a casebook of their own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "records.jsonl"
        _write(articles, Path(folder) / "casebook", out)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            _scorer(gold).main(str(articles), str(out))
    return printed.getvalue()


def _write(articles: Path, folder: Path, out: Path) -> None:
    with Casebook.open_to_write(folder) as casebook:
        tally = read([str(articles)], casebook, Reader(gazetteer=Gazetteer.embedded()))
        if tally.rejects:
            message = f"{len(tally.rejects)} articles rejected: {tally.rejects[0].reason}"
            raise RuntimeError(message)
        with out.open("wb") as lines:
            jsonl.write(casebook.records(), lines, now=datetime.now(UTC))


def _scorer(gold: Path) -> Any:  # noqa: ANN401 - a script outside this repository
    spec = importlib.util.spec_from_file_location("score", gold / "casework" / "score.py")
    if spec is None or spec.loader is None:
        message = f"{gold}/casework/score.py cannot be loaded"
        raise RuntimeError(message)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _figures(printed: str) -> Iterator[tuple[str, float]]:
    head, _, rows = printed.partition("\n")
    for name, value in _HEAD.findall(head):
        yield f"claims {name}", float(value)
    for name, value, _count in _ROW.findall(rows):
        yield name, float(value)
