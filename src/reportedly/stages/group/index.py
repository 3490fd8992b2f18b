"""All articles compared so far, so that one more is compared with its like and no others.

The index holds nothing that the articles do not: it can be made anew from them at any time. An
article that comes later is linked with all that it is tied to as if all came at once.
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

    Texts = NDArray[np.bool_]

JOIN = 0.2  # mean score over all pairs of two clusters: copies of different halves share little

Tie = tuple[str, str]
"""Two articles, by their ids, that people say belong together or apart."""


@dataclass(slots=True)
class CopyIndex:
    """Articles, their texts' runs, the pairs of texts that share some, and who is whose copy.

    Articles are in the order of their ids, texts in that of their first article, so that the
    index is the same in whatever order they came. ``cluster`` names each text's cluster by its
    lowest text; ``phrases`` are the runs that count for nothing.
    """

    entries: list[Entry] = field(default_factory=list)
    prints: Prints = field(default_factory=lambda: prints([]))
    phrases: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    pairs: Shared = field(default_factory=Shared.none)
    cluster: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    by_text: dict[int, list[Entry]] = field(default_factory=dict)

    def add(
        self,
        articles: Iterable[Article],
        together: Collection[Tie] = (),
        apart: Collection[Tie] = (),
    ) -> set[str]:
        """Take in articles, and people's ties between articles; the ids of those shown anew."""
        known = {entry.id for entry in self.entries}
        self._take_in(articles, {name for tie in apart for name in tie})
        moved, lost = self._compare(self._put_in_order())
        parted = set(self._texts(apart))
        joined = [p for p in (*self._texts(together), *self._versions()) if p not in parted]
        moved[[entry.text for entry in self.entries if entry.id not in known]] = True
        moved[[text for pair in joined for text in pair if not self._one_cluster(*pair)]] = True
        moved[[text for pair in parted for text in pair if self._one_cluster(*pair)]] = True
        before = self.cluster.copy()
        self._relink(moved, joined, parted)
        texts = self._beside(moved | self._regrouped(before)) | self._clusters_with(lost)
        return {e.id for e in self.entries if texts[e.text]}

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

    def _put_in_order(self) -> Texts:
        """Number entries and texts by the ids of articles; which texts are new."""
        self.entries.sort(key=lambda entry: entry.id)
        order = list(dict.fromkeys(entry.text for entry in self.entries))
        number = np.argsort(np.array(order, np.int64))
        known = len(self.cluster)
        self.entries = [entry.with_text(int(number[entry.text])) for entry in self.entries]
        self.prints = self.prints.taken(order)
        self.pairs = self.pairs.numbered(number)
        cluster = np.arange(len(order))
        lowest = np.full(known, len(order))
        np.minimum.at(lowest, self.cluster, number[:known])
        cluster[number[:known]] = lowest[self.cluster]
        self.cluster = cluster
        self.note_texts()
        return np.array(order, np.int64) >= known

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

    def _compare(self, new: Texts) -> tuple[Texts, Texts]:
        """Compare the new texts, and anew those whose runs became phrases or none.

        Which these are, and which had a pair with one of them before.
        """
        phrases = common_phrases(self.prints)
        moved = new | self.prints.holding(np.setxor1d(phrases, self.phrases))
        self.phrases = phrases
        old = moved[self.pairs.first] | moved[self.pairs.second]
        lost = np.zeros_like(moved)
        lost[self.pairs.first[old]] = lost[self.pairs.second[old]] = True
        kept = self.pairs.where(~old)
        found = shared_runs(self.prints, phrases, moved)
        found = found.where(worth_keeping(found))
        self.pairs = kept.plus(found).numbered(np.arange(len(self.prints)))
        return moved, lost

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

    def _relink(self, moved: Texts, joined: Sequence[Pair], parted: Collection[Pair]) -> None:
        """Link the moved texts anew with all that they are tied to."""
        carried = np.bincount([entry.text for entry in self.entries], minlength=len(self.cluster))
        score = scores(self.pairs, self.credited())
        moved = self._clusters_with(moved)
        tied = np.array([*joined], np.int64).reshape(-1, 2)
        hot = self._reached(moved, score > 0, tied)
        units = np.flatnonzero(hot)
        place = np.where(hot, np.cumsum(hot) - 1, -1)
        first, second = self.pairs.first, self.pairs.second
        edges = _summed(place[first], place[second], score * carried[first] * carried[second])
        edges |= {p: float("-inf") for p in _placed(parted, place)}
        triples = ((a, b, edges[a, b]) for a, b in sorted(edges))
        parts = linked(carried[units].tolist(), triples, JOIN, _placed(joined, place))
        for part in parts:
            self.cluster[units[part]] = units[part[0]]

    def _regrouped(self, before: NDArray[np.int64]) -> Texts:
        """The texts that are with others than before."""
        moved = before != self.cluster
        left, joined = np.zeros((2, len(moved)), np.bool_)
        left[before[moved]] = joined[self.cluster[moved]] = True
        regrouped: Texts = left[before] | joined[self.cluster]
        return regrouped

    def _reached(self, moved: Texts, counts: NDArray[np.bool_], tied: NDArray[np.int64]) -> Texts:
        """The moved texts and all that pairs which count lead to from there."""
        first = np.concatenate([self.pairs.first[counts], tied[:, 0]])
        second = np.concatenate([self.pairs.second[counts], tied[:, 1]])
        hot, before = moved.copy(), -1
        while before != (before := int(hot.sum())):
            touch = hot[first] | hot[second]
            hot[first[touch]] = hot[second[touch]] = True
        return hot

    def _beside(self, hot: Texts) -> Texts:
        """These texts and the clusters of those that share a passage with one."""
        touch = hot[self.pairs.first] | hot[self.pairs.second]
        beside = hot.copy()
        beside[self.pairs.first[touch]] = beside[self.pairs.second[touch]] = True
        return self._clusters_with(beside)

    def _clusters_with(self, texts: Texts) -> Texts:
        """The texts of every cluster that one of these is in."""
        held = np.zeros(len(self.cluster), np.bool_)
        held[self.cluster[texts]] = True
        return held[self.cluster]

    def credited(self) -> NDArray[np.bool_]:
        """For each pair of texts, whether an article with one credits the outlet of the other."""
        credited = {name for entry in self.entries for name in entry.credits}
        telling = {entry.outlet for entry in self.entries} & credited
        tells, credits_ = np.zeros((2, len(self.cluster)), np.bool_)
        tells[[e.text for e in self.entries if e.outlet in telling]] = True
        credits_[[e.text for e in self.entries if not telling.isdisjoint(e.credits)]] = True
        first, second = self.pairs.first, self.pairs.second
        there = (tells[first] & credits_[second]) | (tells[second] & credits_[first])
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
