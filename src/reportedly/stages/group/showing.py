"""Groups of copies as records: the links that tie each together, with passages and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reportedly.arrays import is_in
from reportedly.clusters import Pair, join
from reportedly.records import CopyEdge, CopyGroup, stable_id
from reportedly.stages.group.direction import ordered
from reportedly.stages.group.entries import Entry, is_agency, surely_first
from reportedly.stages.group.judging import (
    FEWEST_SHARED,
    QUOTED,
    VERIFIED,
    WHOLE,
    Ways,
    kind_of,
    scores,
    shares,
)
from reportedly.stages.group.passages import shared_passages
from reportedly.stages.group.shingles import Worded, worded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.records import CopyKind, Span
    from reportedly.stages.group.index import CopyIndex, Tie

    Passages = tuple[tuple[Span, Span], ...]

_TEXTS_KEPT = 200  # whose words are at hand while groups are shown
TRIED = 5  # pairs that lead out of a group, looked at for what one text mixes in

_KIND_WORDS: dict[CopyKind, str] = {
    "same": "the same text",
    "excerpt": "one text is a part of the other",
    "rewrite": "text in common, reordered or reworded in part",
    "mixed": "text in common, mixed with text that a third article has",
    "credits": "a passage in common, and one credits the other",
    "version": "the same address with changed text",
}


@dataclass(frozen=True, slots=True)
class _Tied:
    """Two articles that an edge will tie, with the shares of their texts."""

    first: Entry
    second: Entry
    ways: Ways
    kind: CopyKind
    note: str = ""


def group_records(
    index: CopyIndex,
    text_of: Callable[[str], str],
    former: Iterable[CopyGroup] = (),
    together: Collection[Tie] = (),
    only: Collection[str] | None = None,
) -> list[CopyGroup]:
    """The index's groups, or those that hold an article of ``only``.

    ``text_of`` gives the text of an article by its id; passages that ``former`` groups show are
    taken from there, so that none is aligned twice.
    """
    known = {(edge.from_, edge.to): edge.passages for group in former for edge in group.edges}
    words = lru_cache(maxsize=_TEXTS_KEPT)(lambda name: worded(text_of(name)))
    parts = [p for p in index.groups() if only is None or any(e.id in only for e in p)]
    tied = _Ties(index, together, [part[0].text for part in parts])
    return [_record(part, tied, words, known) for part in parts]


def _record(
    part: list[Entry],
    ties: _Ties,
    words: Callable[[str], Worded],
    known: Mapping[tuple[str, str], Passages],
) -> CopyGroup:
    ids = tuple(sorted(entry.id for entry in part))
    edges = [_edge(tied, words, known) for tied in ties.of(part)]
    return CopyGroup(
        id=stable_id("g", ids[0]),
        article_ids=ids,
        edges=tuple(sorted(edges, key=lambda edge: (edge.from_, edge.to))),
        first_article_id=surely_first(part),
    )


def _edge(
    tied: _Tied,
    words: Callable[[str], Worded],
    known: Mapping[tuple[str, str], Passages],
) -> CopyEdge:
    lead = ordered(tied.first, tied.second, tied.ways)
    first, second, ways = lead.first, lead.second, lead.ways
    passages = known.get((first.id, second.id))
    return CopyEdge(
        from_=first.id,
        to=second.id,
        kind=tied.kind,
        similarity=round(max(ways), 3),
        why=_why(tied, ways) + lead.why + _corrected(first, second),
        passages=shared_passages(words(first.id), words(second.id))
        if passages is None
        else passages,
    )


def _why(tied: _Tied, ways: Ways) -> str:
    return (
        f"{tied.note or _KIND_WORDS[tied.kind]}: {ways[1]:.0%} of the copy's runs of three words"
        f" stand in the other article, and {ways[0]:.0%} of the other's in the copy; "
    )


def _corrected(first: Entry, second: Entry) -> str:
    """What the later of two articles corrects in what the first said, if it says so."""
    words = second.corrects
    return f"; it corrects: {words!r}" if words and words != first.corrects else ""


class _Ties:
    """Which articles an edge ties: the strongest pairs inside a group, and what leads out of it."""

    def __init__(self, index: CopyIndex, together: Collection[Tie], texts: Sequence[int]) -> None:
        self._index = index
        pairs = index.pairs
        self._ways = shares(pairs)
        self._more, self._less = np.maximum(*self._ways), np.minimum(*self._ways)
        self._score = scores(pairs, index.credited())
        ends = index.cluster[pairs.first], index.cluster[pairs.second]
        wanted = np.zeros(len(index.cluster), np.bool_)
        wanted[index.cluster[list(texts)]] = True
        alone = (ends[0] != ends[1]) & (wanted[ends[0]] | wanted[ends[1]])
        inside = (ends[0] == ends[1]) & wanted[ends[0]] & (self._score > 0)
        self._inside = self._by_end([ends[0]], inside)
        self._size = np.bincount(index.cluster, minlength=1)
        self._out = self._by_end(list(ends), alone)
        self._out_of = self._by_end([pairs.first, pairs.second], ends[0] != ends[1])
        self._people = {frozenset(pair) for pair in together}

    def of(self, part: list[Entry]) -> Iterator[_Tied]:
        """The ties of one group."""
        texts = sorted({entry.text for entry in part})
        leads = {text: _lead(self._index.by_text[text]) for text in texts}
        given = list(self._given(part))
        yield from given
        known = [(tied.first.text, tied.second.text) for tied in given]
        for k in self._spanning(texts, known):
            yield self._measured(k, leads)
        for entry in part:
            if entry is not leads[entry.text]:
                yield _Tied(leads[entry.text], entry, (1.0, 1.0), "same")
        yield from self._leading_out(texts, leads)

    def _by_end(
        self, ends: Sequence[NDArray[np.signedinteger]], chosen: NDArray[np.bool_]
    ) -> dict[int, list[int]]:
        """The chosen pairs by what they end in, the most alike first."""
        numbers = np.flatnonzero(chosen)
        places = np.tile(numbers, len(ends))
        names = np.concatenate([end[numbers] for end in ends])
        order = np.lexsort((places, -self._more[places], names))
        clusters, starts = np.unique(names[order], return_index=True)
        split = np.split(places[order], starts[1:])
        return {
            int(c): part.tolist() for c, part in zip(clusters, split, strict=bool(len(clusters)))
        }

    def _given(self, part: list[Entry]) -> Iterator[_Tied]:
        """Ties that no words are needed for: versions of a page, and what people put together."""
        first: dict[str, Entry] = {}
        for entry in part:
            lead = first.setdefault(entry.page, entry) if entry.page else entry
            if lead.text != entry.text:
                yield _Tied(lead, entry, self._index.ways(lead.text, entry.text), "version")
        for a, b in combinations(part, 2) if self._people else ():
            if frozenset((a.id, b.id)) in self._people:
                ways = self._index.ways(a.text, b.text)
                kind = kind_of(ways, copy=True)
                yield _Tied(a, b, ways, kind, f"put together by a person, {_KIND_WORDS[kind]}")

    def _spanning(self, texts: list[int], known: Iterable[Pair]) -> Iterator[int]:
        """The strongest pairs that tie the texts together, beside those tied already."""
        pairs, root = self._index.pairs, {text: text for text in texts}
        missing = len(texts) - 1 - sum(join(root, a, b) for a, b in known)
        for k in self._inside.get(int(self._index.cluster[texts[0]]), ()):
            if missing <= 0:
                return
            if join(root, int(pairs.first[k]), int(pairs.second[k])):
                missing -= 1
                yield k

    def _measured(self, k: int, leads: Mapping[int, Entry]) -> _Tied:
        """The tie of a pair that shares words."""
        first, second = int(self._index.pairs.first[k]), int(self._index.pairs.second[k])
        ways = (float(self._ways[0][k]), float(self._ways[1][k]))
        by_text = self._index.by_text
        ends = [leads.get(text) or _lead(by_text[text]) for text in (first, second)]
        kind = kind_of(ways, copy=self._more[k] >= VERIFIED)
        if kind == "rewrite" and (self._mixes(first, second) or self._mixes(second, first)):
            kind = "mixed"
        return _Tied(ends[0], ends[1], ways, kind)

    def _mixes(self, text: int, other: int) -> bool:
        """Whether a text holds passages of a third one outside the group, which the other lacks."""
        index = self._index
        own = index.prints.of(text)
        lacking = ~is_in(own, index.prints.of(other))
        for k in self._out_of.get(text, ())[:TRIED]:
            third = index.prints.of(self._other_end(k, text))
            if (is_in(own, third) & lacking).sum() >= 2 * FEWEST_SHARED:
                return True
        return False

    def _other_end(self, k: int, text: int) -> int:
        first, second = int(self._index.pairs.first[k]), int(self._index.pairs.second[k])
        return second if first == text else first

    def _leading_out(self, texts: list[int], leads: Mapping[int, Entry]) -> Iterator[_Tied]:
        """One tie to each text outside that shares a good part with one of the group.

        It is shown with the group whose text is in front; with the other, if that stands alone.
        """
        index, inside, told = self._index, set(texts), set[int]()
        for k in self._out.get(int(index.cluster[texts[0]]), ()):
            first, second = int(index.pairs.first[k]), int(index.pairs.second[k])
            outer = second if first in inside else first
            part = self._score[k] > 0 or self._more[k] >= QUOTED
            if outer in told or not part or self._less[k] >= WHOLE:
                continue  # a whole text in another group: people put it there
            tied = self._measured(k, leads)
            front = ordered(tied.first, tied.second, tied.ways).first.text
            if front in inside or self._size[index.cluster[outer]] == 1:
                told.add(outer)
                yield tied


def _lead(entries: list[Entry]) -> Entry:
    """Of articles with the same words, the one that the others are held to copy."""
    return min(entries, key=lambda e: (not is_agency(e.outlet), e.end or "9", e.id))
