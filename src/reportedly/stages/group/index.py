"""All articles compared so far, so that one more is compared with its like and no others.

The index holds nothing that the articles do not: it can be made anew from them at any time. An
article that comes later joins clusters, two of them together too, and never tears one apart;
only people do (``apart``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from reportedly.clusters import Pair, linked
from reportedly.stages.group.candidates import Shared, shared_runs
from reportedly.stages.group.entries import Entry, entry_of
from reportedly.stages.group.judging import scores, worth_keeping
from reportedly.stages.group.phrases import common_phrases
from reportedly.stages.group.prints import Prints, prints

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from reportedly.records import Article
    from reportedly.stages.group.judging import Ways

JOIN = 0.2  # mean score over all pairs of two clusters: copies of different halves share little

Tie = tuple[str, str]
"""Two articles, by their ids, that people say belong together or apart."""


@dataclass(slots=True)
class CopyIndex:
    """Articles, their texts' runs, the pairs of texts that share some, and who is whose copy.

    ``cluster`` names each text's cluster by its lowest text.
    """

    entries: list[Entry] = field(default_factory=list)
    prints: Prints = field(default_factory=lambda: prints([]))
    pairs: Shared = field(default_factory=Shared.none)
    cluster: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    by_text: dict[int, list[Entry]] = field(default_factory=dict)

    def add(
        self,
        articles: Iterable[Article],
        together: Collection[Tie] = (),
        apart: Collection[Tie] = (),
    ) -> set[str]:
        """Take in articles, and people's ties between articles; the ids of those regrouped."""
        since, known = len(self.prints), len(self.entries)
        self._take_in(articles, {name for tie in apart for name in tie})
        self._compare(since)
        parted = set(self._texts(apart))
        joined = [p for p in (*self._texts(together), *self._versions()) if p not in parted]
        moved = set(range(since, len(self.prints))) | self._dissolve(parted)
        moved |= {text for pair in joined for text in pair if not self._one_cluster(*pair)}
        regrouped = self._relink(moved, joined, parted)
        touched = moved | {entry.text for entry in self.entries[known:]}
        regrouped |= set(self.cluster[list(touched)].tolist())
        return {e.id for e in self.entries if int(self.cluster[e.text]) in regrouped}

    def groups(self) -> list[list[Entry]]:
        """The entries by cluster, those alone left out, in the order of their first."""
        parts: dict[int, list[Entry]] = {}
        for entry in self.entries:
            parts.setdefault(int(self.cluster[entry.text]), []).append(entry)
        return [part for part in parts.values() if len(part) > 1]

    def _take_in(self, articles: Iterable[Article], apart: Collection[str]) -> None:
        """Add entries; an article with the same words as another takes its text's number."""
        known = {entry.id for entry in self.entries}
        new = [article for article in articles if article.id not in known]
        made = prints([article.text for article in new])
        numbers = {_digest(self.prints, text): text for text in range(len(self.prints))}
        kept: list[int] = []
        for k, article in enumerate(new):
            digest = _digest(made, k)
            text = None if article.id in apart else numbers.get(digest)
            if text is None or not len(made.of(k)):
                text = len(self.prints) + len(kept)
                numbers.setdefault(digest, text)
                kept.append(k)
            self.entries.append(entry_of(article, text))
        self.prints = self.prints.plus(made.taken(kept))
        self._own_texts(apart)
        self.note_texts()

    def note_texts(self) -> None:
        """Make ``by_text``, the articles that have each text, from the entries."""
        self.by_text = {}
        for entry in self.entries:
            self.by_text.setdefault(entry.text, []).append(entry)

    def _own_texts(self, apart: Collection[str]) -> None:
        """A text of its own for each article that people keep apart and that shares one."""
        holders: dict[int, int] = {}
        for k, entry in enumerate(self.entries):
            if holders.setdefault(entry.text, k) != k and entry.id in apart:
                self.entries[k] = entry.with_text(len(self.prints))
                self.prints = self.prints.plus(self.prints.taken([entry.text]))

    def _compare(self, since: int) -> None:
        found = shared_runs(self.prints, common_phrases(self.prints), since)
        self.pairs = self.pairs.plus(found.where(worth_keeping(found)))
        new = np.arange(len(self.cluster), len(self.prints))
        self.cluster = np.concatenate([self.cluster, new])

    def _texts(self, ties: Iterable[Tie]) -> list[Pair]:
        """The ties between articles that are here, as ties between texts."""
        of = {entry.id: entry.text for entry in self.entries} if ties else {}
        found = [(of[a], of[b]) for a, b in ties if a in of and b in of]
        return [(min(pair), max(pair)) for pair in found if pair[0] != pair[1]]

    def _versions(self) -> list[Pair]:
        """The texts of one page, each with the page's first."""
        first: dict[str, int] = {}
        pairs = [
            (first.setdefault(entry.page, entry.text), entry.text)
            for entry in self.entries
            if entry.page
        ]
        return [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]

    def _one_cluster(self, a: int, b: int) -> bool:
        return bool(self.cluster[a] == self.cluster[b])

    def _dissolve(self, parted: Collection[Pair]) -> set[int]:
        """Take apart the clusters that hold a pair which people keep apart; their texts."""
        torn = {int(self.cluster[a]) for a, b in parted if self._one_cluster(a, b)}
        texts = np.flatnonzero(np.isin(self.cluster, list(torn)))
        self.cluster[texts] = texts
        return set(texts.tolist())

    def _relink(
        self, moved: Collection[int], joined: Sequence[Pair], parted: Collection[Pair]
    ) -> set[int]:
        """Link the moved texts with the clusters that they touch; names of the clusters made."""
        if not moved:
            return set()
        carried = np.array([len(self.by_text[text]) for text in range(len(self.cluster))])
        score = scores(self.pairs, self.credited())
        units = self._units(moved, joined, score)
        at = np.full(len(self.cluster), -1)
        at[units] = np.arange(len(units))
        place = at[self.cluster]
        first, second = self.pairs.first, self.pairs.second
        edges = _summed(place[first], place[second], score * carried[first] * carried[second])
        edges |= {p: float("-inf") for p in _placed(parted, place)}
        here = place >= 0
        sizes = np.bincount(place[here], weights=carried[here], minlength=len(units)).astype(int)
        triples = ((a, b, edges[a, b]) for a, b in sorted(edges))
        parts = linked(sizes.tolist(), triples, JOIN, _placed(joined, place))
        return self._rename(units, parts)

    def _units(
        self, moved: Collection[int], joined: Sequence[Pair], score: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        """The clusters of the moved texts and of those that they are paired with."""
        hot = np.zeros(len(self.cluster), np.bool_)
        hot[list(moved)] = True
        first, second = self.pairs.first, self.pairs.second
        touch = (hot[first] | hot[second]) & (score > 0)
        tied = [text for pair in joined if hot[pair[0]] or hot[pair[1]] for text in pair]
        texts = np.concatenate([first[touch], second[touch], list(moved), tied]).astype(np.int64)
        return np.unique(self.cluster[texts])

    def _rename(self, units: NDArray[np.int64], parts: Sequence[Sequence[int]]) -> set[int]:
        """Name each cluster made by its lowest text; the names of those that are new."""
        names = np.arange(len(self.cluster))
        names[units] = units
        for part in parts:
            names[units[list(part)]] = units[part[0]]
        changed = {int(units[part[0]]) for part in parts if len(part) > 1}
        self.cluster = names[self.cluster]
        return changed

    def credited(self) -> NDArray[np.bool_]:
        """For each pair of texts, whether an article with one credits the outlet of the other."""
        telling = [t for t, held in self.by_text.items() if any(e.outlet for e in held)]
        crediting = [t for t, held in self.by_text.items() if any(e.credits for e in held)]
        first, second = self.pairs.first, self.pairs.second
        there = np.isin(first, telling) & np.isin(second, crediting)
        there |= np.isin(second, telling) & np.isin(first, crediting)
        for k in np.flatnonzero(there).tolist():
            there[k] = self.credits_outlet(int(first[k]), int(second[k]))
        return there

    def ways(self, first: int, second: int) -> Ways:
        """The share of one text that stands in another, and the other way round."""
        one, other = self.prints.of(first), self.prints.of(second)
        shared = len(np.intersect1d(one, other, assume_unique=True))
        return shared / max(len(one), 1), shared / max(len(other), 1)

    def credits_outlet(self, first: int, second: int) -> bool:
        """Whether an article with one of two texts credits the outlet of one with the other."""
        return any(
            one.outlet in other.credits or other.outlet in one.credits
            for one in self.by_text[first]
            for other in self.by_text[second]
        )


def _digest(made: Prints, text: int) -> bytes:
    return blake2b(made.of(text).tobytes(), digest_size=16).digest()


def _placed(pairs: Iterable[Pair], place: NDArray[np.int64]) -> list[Pair]:
    found = ((int(place[a]), int(place[b])) for a, b in pairs)
    return sorted({(min(p), max(p)) for p in found if p[0] != p[1] and min(p) >= 0})


def _summed(
    a: NDArray[np.int64], b: NDArray[np.int64], score: NDArray[np.float64]
) -> dict[Pair, float]:
    """The scores between each two units added up."""
    inside = (a >= 0) & (b >= 0) & (a != b) & (score > 0)
    low, high = np.minimum(a, b)[inside], np.maximum(a, b)[inside]
    width = int(high.max(initial=0)) + 1
    keys, where = np.unique(low * width + high, return_inverse=True)
    sums = np.bincount(where, weights=score[inside], minlength=len(keys))
    first, second = np.divmod(keys, width)
    return dict(zip(zip(first.tolist(), second.tolist(), strict=True), sums.tolist(), strict=True))
