"""The measures of the gate by name: each takes the gold folder and gives figures, mostly shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gate import (
    attribution,
    casework,
    clean,
    detect,
    giveme,
    link,
    places,
    seedlike,
    times,
    weapons,
)
from reportedly.gazetteer import Gazetteer
from reportedly.model import load_tagger
from training import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Figures = dict[str, float]


def _flat(figures: Mapping[str, Any], before: str = "") -> Figures:
    """Nested shares under one name each, without counts: {"a": {"b": 1.0}} -> {"a b": 1.0}."""
    flat: Figures = {}
    for name, value in figures.items():
        key = f"{before} {name}".strip()
        if isinstance(value, dict):
            flat |= _flat(value, key)
        elif isinstance(value, float) and value <= 1:
            flat[key] = value
    return flat


ALL: dict[str, Callable[[Path], Figures]] = {
    "attribution": lambda gold: _flat(evaluate.score_attribution(load_tagger(), gold)),
    "attribution with rules": lambda gold: _flat(attribution.score_with_rules(load_tagger(), gold)),
    "casework": casework.score,
    "clean": clean.score,
    "copies": lambda gold: _flat(link.score_copies(gold)),
    "detect": detect.score,
    "giveme5w1h": giveme.score,
    "linking": lambda gold: _flat(link.score_link(gold)),
    "names": lambda gold: _flat(evaluate.score_names(load_tagger(), gold)),
    "places": lambda gold: _flat(places.score_places(Gazetteer.embedded(), gold)),
    "seedlike": seedlike.score_seedlike,
    "seedlike-heldout": lambda gold: seedlike.score_seedlike(gold, wordings="heldout"),
    "times": lambda gold: _flat(times.score_times(gold)["tempeval3"]),
    "weapons": weapons.score,
}
QUICK = ("casework", "detect", "linking", "seedlike", "times", "weapons")

ABOUT: dict[str, str] = {
    "attribution": "PolNeAR dev, 84 articles never trained on; relation lenient as in goals.md. "
    "spaCy with textacy reaches .432, the trial of MiniLM-L6 .697 on the test half.",
    "attribution with rules": "The same of tagger and rules together, as detect gives them. A "
    "source that is only “who” or “which” is replaced by the name it stands for: here a miss.",
    "casework": "17 coded articles read with the embedded gazetteer alone, scored by the score.py "
    "beside them. The labels are language-model readers'; rules were developed while looking at "
    "misses of these articles, so the figures flatter.",
    "clean": "Bodies of 92 pages (scrapinghub), as HTML and flattened to text; agencies.",
    "copies": "A synthetic set of 2,006 documents by make_copies.py.",
    "detect": "Detectors alone on the sentences of coded claims; developed on them.",
    "giveme5w1h": "The day of an article's main event: the day most named in title and lead, else "
    "the first claim's, else that of publication. The readers' days are one for a whole story.",
    "linking": "Coded claims of the same articles, clustered within each; developed on them.",
    "names": "Held-out documents (a fifth, by hash of the id) and geovirus, never trained on. "
    "spaCy md: lgl .69, tr-news .85, geowebnews .77, geovirus .88.",
    "places": "Share of gold places with a candidate, and gold spans resolved within 161 km.",
    "seedlike": "Made pages like the seed, with other wars, villages, munitions, agencies, "
    "weekdays and furniture; each line is a thing the page says. Rules were developed while "
    "looking at misses of these wordings, so the figures flatter.",
    "seedlike-heldout": "The same with other wordings and wars, kept from those who write the "
    "rules: they saw totals several times, causes in the abstract once, and four of its lines by "
    "accident.",
    "times": "TimeBank and AQUAINT with the document's date; peers reach .688 and .694 by value.",
    "weapons": "Classes of the weapon phrases coded in casework, and of two public model lists.",
}
