"""Incidents invented on ordinary news: markets, gadgets, sport, celebrities, space, accidents."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VIOLENT = frozenset(
    {
        "NewYearsEveSexualAssaultsGermany",
        "boko_haram_21_schoolgirls_freed",
        "egypts_mohammed_morsi_sentenced_to_3_years_in_prison_for_insulting_judiciary",
        "israel_approves_transfer_of_11_million_in_funding_for_west_bank_settlements",
        "rihanna_calls_for_an_end_to_gun_violence_after_death_of_her_cousin_in_barbados",
    }
)
"""The set's events that are of violence or of a conflict, told by their names alone."""

_FIELDS = ("id", "title", "text", "published")


def score_news(gold: Path) -> dict[str, float]:
    """Happenings found an article where the set's event is none, and articles without a claim."""
    lines = (gold / "incidents" / "news-cluster.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["event"] not in VIOLENT]
    incidents, claims = _found(rows)
    figures: dict[str, float] = {}
    for name, ids in _halves([row["id"] for row in rows]).items():
        figures[f"wrong incidents an article{name}"] = _mean([incidents[i] for i in ids])
        figures[f"articles without claim{name}"] = _mean([claims[i] == 0 for i in ids])
    return figures


def _found(rows: Sequence[Mapping[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """How many happenings, and how many claims, each article is read to tell of."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.jsonl"
        kept = ({name: row[name] for name in _FIELDS} for row in rows)
        path.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
        records = read_all([str(path)], Gazetteer.embedded())
    name = {article.id: str(article.input_id) for article in records.articles}
    told = (i for one in records.incidents if one.kind == "happening" for i in one.article_ids)
    incidents = Counter(name[i] for i in told)
    return incidents, Counter(name[claim.article_id] for claim in records.claims)


def _halves(ids: Sequence[str]) -> dict[str, list[str]]:
    """All ids, and those of each half by hash: rules were written with the even one in sight."""
    odd = [i for i in ids if zlib.crc32(i.encode()) % 2]
    return {"": list(ids), ", even half": [i for i in ids if i not in odd], ", odd half": odd}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
