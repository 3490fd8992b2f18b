"""How well weapons are found and classed on data that nobody tuned to; prints one JSON object.

Run: ``python -m gate.weapons GOLD`` where GOLD is the folder of gold sets (holding casework and
weapons). The expected class of each gold phrase is in weapon_classes.yaml, keyed by the SHA-256 of
the phrase, so that no gold text is kept here; a person judged them by reading, not by the rules.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from reportedly.stages.detect.weapons import weapon_class, weapons

if TYPE_CHECKING:
    from collections.abc import Iterable

_EXPECTED = Path(__file__).with_name("weapon_classes.yaml")

# Which of our classes are right for a category of the missile list or a group of the losses list.
_MISSILE_CATEGORIES = {
    "cruise missile": {
        "cruise missile",
        "ballistic missile",
        "anti-ship missile",
        "anti-radiation missile",
        "missile",
    },
    "ballistic missile": {"ballistic missile"},
    "surface-to-air missile": {"surface-to-air missile"},
    "guided bomb": {"guided bomb"},
    "UAV": {"drone", "one-way attack drone", "reconnaissance drone", "armed drone"},
}
_LOSSES = {
    "Tanks": {"tank"},
    "Armoured Fighting Vehicles": {"armoured vehicle"},
    "Infantry Fighting Vehicles": {"armoured vehicle"},
    "Armoured Personnel Carriers": {"armoured vehicle"},
    "Mine-Resistant Ambush Protected": {"armoured vehicle"},
    "Infantry Mobility Vehicles": {"armoured vehicle"},
    "Self-Propelled Anti-Tank Missile Systems": {"anti-tank missile"},
    "Towed Artillery": {"artillery", "mortar", "anti-tank weapon"},
    "Self-Propelled Artillery": {"artillery", "mortar"},
    "Multiple Rocket Launchers": {"multiple rocket launcher", "thermobaric"},
    "Anti-Aircraft Guns": {"air defence"},
    "Self-Propelled Anti-Aircraft Guns": {"air defence"},
    "Surface-To-Air Missile Systems": {"surface-to-air missile", "air defence"},
    "Aircraft": {"aircraft"},
    "Helicopters": {"helicopter"},
    "Unmanned Combat Aerial Vehicles": {"armed drone", "reconnaissance drone"},
    "Reconnaissance Unmanned Aerial Vehicles": {"reconnaissance drone", "drone"},
    "Naval Ships": {"warship"},
}


def score_weapons(gold: Path) -> dict[str, Any]:
    """Shares of gold weapon phrases classed right, found in their articles, and models known."""
    articles = _lines(gold / "casework" / "dev.jsonl")
    return {
        "classes": class_score(articles),
        "found_in_text": found_score(articles),
        "missiles": _missile_score(gold / "weapons" / "missiles_and_uav.csv"),
        "losses": _losses_score(gold / "weapons" / "russia_losses_equipment_oryx.json"),
    }


def score(gold: Path) -> dict[str, float]:
    """The shares alone, for the gate: classes, found in text, and models known and classed."""
    found = score_weapons(gold)
    return {
        "class of gold phrases": found["classes"]["share"],
        "gold phrases found in text": found["found_in_text"]["share"],
        "missile models known": found["missiles"]["known"]["share"],
        "missile models of the right class": found["missiles"]["class_right"]["share"],
        "equipment models known": found["losses"]["known"]["share"],
        "equipment models of the right class": found["losses"]["class_right"]["share"],
    }


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def digest(phrase: str) -> str:
    """The key of a phrase in weapon_classes.yaml."""
    return hashlib.sha256(phrase.encode()).hexdigest()[:16]


def _phrases(article: dict[str, Any]) -> list[str]:
    return [phrase for claim in article["claims"] for phrase in claim.get("weapons") or []]


def class_score(articles: list[dict[str, Any]]) -> dict[str, Any]:
    """Share of the gold phrases whose class is the one judged right; unjudged ones are counted."""
    expected = yaml.safe_load(_EXPECTED.read_text(encoding="utf-8"))
    phrases = [phrase for article in articles for phrase in _phrases(article)]
    judged = [phrase for phrase in phrases if digest(phrase) in expected]
    wrong = [p for p in judged if weapon_class(p) not in expected[digest(p)].split("|")]
    unjudged = sorted({digest(p) for p in phrases} - set(expected))
    return _share(len(judged) - len(wrong), len(judged)) | {
        "unjudged": len(unjudged),
        "wrong": sorted({digest(p) for p in wrong}),
    }


def found_score(articles: list[dict[str, Any]]) -> dict[str, Any]:
    """Share of gold phrases, where they stand in the quoted clause, that a found weapon meets."""
    met = total = extra = 0
    for article in articles:
        spans = list(_gold_spans(article))
        found = [(span.start, span.end) for span, _ in weapons(article["text"])]
        total += len(spans)
        met += sum(any(a < end and start < b for a, b in found) for start, end in spans)
        extra += len(found)
    return _share(met, total) | {"weapons_found": extra}


def _gold_spans(article: dict[str, Any]) -> Iterable[tuple[int, int]]:
    for claim in article["claims"]:
        quoted = article["text"].find(claim["quote"])
        for phrase in claim.get("weapons") or []:
            inside = claim["quote"].find(phrase)
            start = quoted + inside if quoted >= 0 and inside >= 0 else article["text"].find(phrase)
            if start >= 0:
                yield start, start + len(phrase)


def _missile_score(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [
        (name, _MISSILE_CATEGORIES[row["category"]])
        for row in rows
        for name in (row["model"], row["name"])
        if name and not re.match(r"\s*(Unknown|Ballistic|Reconnaissance)", name)
    ]
    return _named(names)


def _losses_score(path: Path) -> dict[str, Any]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return _named(
        [(row["model"], _LOSSES[row["equipment_oryx"]]) for row in rows if _is_weapon(row)]
    )


def _is_weapon(row: dict[str, Any]) -> bool:
    return row["equipment_oryx"] in _LOSSES and "Unknown" not in row["model"]


def _named(names: list[tuple[str, set[str]]]) -> dict[str, Any]:
    """Names found as a designation, found of the right class, and those that were missed."""
    classed = [(name, _designated_class(name), right) for name, right in names]
    known = [name for name, kind, _ in classed if kind]
    wrong = [f"{name}: {kind}" for name, kind, right in classed if kind and kind not in right]
    return {
        "known": _share(len(known), len(names)),
        "class_right": _share(len(known) - len(wrong), len(names)),
        "missed": sorted({name for name, kind, _ in classed if not kind}),
        "wrong": wrong,
    }


def _designated_class(name: str) -> str | None:
    """The class of the first designation in a model's name, beside a word that shows a weapon."""
    found = [weapon for _, weapon in weapons(f"The military fired {name} weapon")]
    return next((weapon.class_ for weapon in found if weapon.designation), None)


def _share(part: int, whole: int) -> dict[str, Any]:
    return {"right": part, "of": whole, "share": round(part / whole, 3) if whole else None}


if __name__ == "__main__":
    print(json.dumps(score_weapons(Path(sys.argv[1])), indent=1, ensure_ascii=False))
