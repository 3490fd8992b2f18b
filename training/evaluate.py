"""Scores the shipped tagger on held-out documents through the run-time API alone."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from reportedly.model.labels import NOTHING, ROLES

from .gold import (
    PLACE_KINDS,
    Claim,
    Document,
    Span,
    load_attribution,
    load_geowebnews,
    load_places,
    load_re3d,
)
from .happenings import taught
from .splits import is_held_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from reportedly.model import Attribution, Name, Tagger

    Marked = Span | Name

Stretch = tuple[int, int]
Counts = tuple[int, int, int]  # right, predicted, gold
Score = dict[str, float]
_TOKEN = re.compile(r"\w+|[^\w\s]")
_ARTICLE = re.compile(r"(?:the|an|a)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$")
_LEAST_SHARED = 0.5
_NESTED = frozenset({"lgl", "tr-news"})


def score_names(tagger: Tagger, gold_dir: Path) -> dict[str, dict[str, Score]]:
    """Exact and overlap scores by set and kind; spans lose articles and 's on both sides.

    lgl, tr-news and geowebnews are scored on places and demonyms together, geovirus on places
    without demonyms, re3d kind by kind. All but geovirus (whole) on held-out documents. lgl and
    tr-news mark places inside longer names, so there the tagger's inner names count; geowebnews
    is scored without such places, re3d marks names that do not overlap.
    """

    def names(text: str) -> Iterable[Name]:
        return tagger.read([text])[0].names

    def nested(text: str) -> Iterable[Name]:
        reading = tagger.read([text])[0]
        return reading.names + reading.inner

    scores = {
        name: {_label(kinds): score_spans(documents, kinds, nested if name in _NESTED else names)}
        for name, (documents, kinds) in place_sets(gold_dir).items()
    }
    re3d = _held_out(load_re3d(gold_dir))
    kinds = ("place", "organisation", "person", "weapon", "platform", "time", "quantity")
    scores["re3d"] = {k: score_spans(re3d, frozenset({k}), names) for k in kinds}
    return scores


def place_sets(gold_dir: Path) -> dict[str, tuple[list[Document], frozenset[str]]]:
    """The sets of labelled places, what of them no weight has seen, and the kinds they mark."""
    both = frozenset(PLACE_KINDS)
    return {
        "lgl": (_held_out(load_places(gold_dir, "lgl")), both),
        "tr-news": (_held_out(load_places(gold_dir, "tr-news")), both),
        "geowebnews": (_held_out(load_geowebnews(gold_dir)), both),
        "geovirus": (load_places(gold_dir, "geovirus"), frozenset({"place"})),
    }


def _label(kinds: Iterable[str]) -> str:
    return "+".join(sorted(kinds, reverse=True))


def _held_out(documents: list[Document]) -> list[Document]:
    return [d for d in documents if is_held_out(d.id)]


def score_spans(
    documents: Iterable[Document], kinds: frozenset[str], marked: Callable[[str], Iterable[Marked]]
) -> Score:
    """How well what is marked in each text fits the labels of these kinds, exactly and by touch."""
    exact, overlap_p, overlap_r = (0, 0, 0), 0, 0
    for document in documents:
        gold = _bare(document.text, _spans(document.names, kinds))
        predicted = _bare(document.text, _spans(marked(document.text), kinds))
        exact = _add(exact, (len(gold & predicted), len(predicted), len(gold)))
        overlap_p += sum(_touches(p, gold) for p in predicted)
        overlap_r += sum(_touches(g, predicted) for g in gold)
    overlap = _f1(overlap_p / max(exact[1], 1), overlap_r / max(exact[2], 1))
    return {**_score(exact), "overlap_f1": overlap}


def _spans(names: Iterable[Marked], kinds: frozenset[str]) -> list[Stretch]:
    return [(n.start, n.end) for n in names if n.kind in kinds]


def _bare(text: str, spans: Iterable[Stretch]) -> set[Stretch]:
    """Spans without a leading article and a trailing possessive."""
    return {_strip(text, start, end) for start, end in spans}


def _strip(text: str, start: int, end: int) -> Stretch:
    article = _ARTICLE.match(text, start, end)
    possessive = _POSSESSIVE.search(text[start:end])
    return article.end() if article else start, end - 2 if possessive else end


def _touches(span: Stretch, others: set[Stretch]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _add(a: Counts, b: Counts) -> Counts:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _score(counts: Counts) -> Score:
    right, predicted, gold = counts
    precision, recall = right / max(predicted, 1), right / max(gold, 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
        "gold": float(gold),
    }


def _f1(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def score_attribution(tagger: Tagger, gold_dir: Path) -> dict[str, Score]:
    """Exact scores of source, cue and content spans, and of relations, on polnear-dev.

    A relation is right (lenient) where the tokens of its content have a Jaccard overlap of at
    least .5 with the gold's and their sources share a token, or neither has a source.
    "relation, with source" counts sourceless ones as misses on both sides; strict wants every
    span of source, cue and content to be the same.
    """
    counts: dict[str, Counts] = {}
    documents = load_attribution(gold_dir, "dev")
    readings = tagger.read([d.text for d in documents])
    for document, reading in zip(documents, readings, strict=True):
        gold = document.claims or ()
        mine = [_claim(a) for a in reading.attributions]
        for name, found in _attribution_counts(document.text, gold, mine).items():
            counts[name] = _add(counts.get(name, (0, 0, 0)), found)
    return {name: _score(c) for name, c in counts.items()}


def _claim(a: Attribution) -> Claim:
    return Claim(a.sources, a.cues, a.contents)


def _attribution_counts(
    text: str, gold: Iterable[Claim], mine: Iterable[Claim]
) -> dict[str, Counts]:
    gold, mine = list(gold), list(mine)
    counts = {}
    for role in ROLES:
        theirs = {s for c in gold for s in getattr(c, role)}
        ours = {s for c in mine for s in getattr(c, role)}
        counts[role] = (len(theirs & ours), len(ours), len(theirs))
    sizes = len(mine), len(gold)
    counts["relation"] = (_matches(text, gold, mine, sourceless=True), *sizes)
    counts["relation, with source"] = (_matches(text, gold, mine, sourceless=False), *sizes)
    counts["relation, strict"] = (len(set(gold) & set(mine)), *sizes)
    return counts


def _matches(text: str, gold: list[Claim], mine: list[Claim], *, sourceless: bool) -> int:
    """How many gold claims find a claim of ours of their own, the best overlap first."""
    tokens = [m.span() for m in _TOKEN.finditer(text)]
    theirs = [(_inside(tokens, c.content), _inside(tokens, c.source)) for c in gold]
    ours = [(_inside(tokens, c.content), _inside(tokens, c.source)) for c in mine]
    pairs = [
        (_jaccard(g[0], m[0]), i, j)
        for i, g in enumerate(theirs)
        for j, m in enumerate(ours)
        if g[1] & m[1] or (sourceless and not g[1] and not m[1])
    ]
    used_gold: set[int] = set()
    used_mine: set[int] = set()
    for shared, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if shared >= _LEAST_SHARED and i not in used_gold and j not in used_mine:
            used_gold.add(i)
            used_mine.add(j)
    return len(used_gold)


def _inside(tokens: list[Stretch], spans: tuple[Stretch, ...]) -> set[int]:
    return {
        i for i, (start, end) in enumerate(tokens) if any(start < e and s < end for s, e in spans)
    }


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / max(len(a | b), 1)


def words_per_cpu_second(tagger: Tagger, gold_dir: Path) -> float:
    """Words of polnear-dev read in a second of CPU time, one article a call."""
    texts = [d.text for d in load_attribution(gold_dir, "dev")]
    tagger.read(texts[:3])
    began = time.process_time()
    for text in texts:
        tagger.read([text])
    return sum(len(t.split()) for t in texts) / (time.process_time() - began)


def score_told(tagger: Tagger, gold_dir: Path) -> dict[str, float]:
    """What held-out sentences of the teacher tell of, each read as a text of its own.

    "kind": the likeliest kind is one of the teacher's; "anything": whether anything is told at all;
    "mood": on sentences that tell of something, all and those that are not plainly asserted.
    """
    rows = taught(gold_dir, held_out=True)
    readings = tagger.read([row.text for row in rows])
    judged = [
        (row, reading.told.over(0, len(row.text)))
        for row, reading in zip(rows, readings, strict=True)
    ]
    kinds = [(row.kinds, _likeliest(told.kinds)) for row, told in judged if told]
    moods = [(row.mood, _likeliest(told.moods)) for row, told in judged if told and row.mood]
    hedged = [(theirs, mine) for theirs, mine in moods if theirs != "asserted"]
    return {
        "kind": _share(mine in theirs for theirs, mine in kinds),
        "anything": _share((mine == NOTHING) == (NOTHING in theirs) for theirs, mine in kinds),
        "mood": _share(theirs == mine for theirs, mine in moods),
        "mood not asserted": _share(theirs == mine for theirs, mine in hedged),
    }


def _likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


def _share(right: Iterable[bool]) -> float:
    marks = list(right)
    return sum(marks) / max(len(marks), 1)
