"""Articles that carry the same text: candidates by MinHash, verified pair by pair.

A pair is verified by containment both ways: the share of each text's runs of three words that
stand in the other. Jaccard alone would miss the paper that prints only the first half.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from reportedly.clusters import Pair, average_linkage, connected, spanning_edges
from reportedly.records import Article, CopyEdge, CopyGroup, CopyKind, When, stable_id
from reportedly.stages.group.candidates import candidates
from reportedly.stages.group.passages import shared_passages
from reportedly.stages.group.shingles import Token, shingles, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

VERIFIED = 0.3  # outside quotations; less in common is shared background, not a copy
WHOLE = 0.8  # from here on a text holds (nearly) all of the other; light edits cost about 6 %
FEWEST_SHARED = 12  # word runs: a sentence of 14 words; below it only whole texts count
_QUOTED = re.compile(r"“[^“”]{1,600}”|\"[^\"\n]{1,600}\"")
JOIN = 0.2  # mean over all pairs of two groups: copies of different halves share little
FILL_IN = 120  # pairs that MinHash did not propose are compared too in components up to this


@dataclass(frozen=True, slots=True)
class _Body:
    article: Article
    words: list[Token]
    runs: frozenset[str]
    told: frozenset[str]  # the runs outside quotation marks: two reporters may quote one speech


@dataclass(frozen=True, slots=True)
class _Match:
    """Two bodies compared: the share of the first in the second, and the other way."""

    kind: CopyKind
    first_in_second: float
    second_in_first: float

    @property
    def similarity(self) -> float:
        return max(self.first_in_second, self.second_in_first)

    @property
    def likeness(self) -> float:
        """The mean of both ways: a digest holds a story whole but is mostly about others."""
        return (self.first_in_second + self.second_in_first) / 2


def copy_groups(articles: Sequence[Article]) -> list[CopyGroup]:
    """Groups of two or more articles that carry the same text, or are versions of one page.

    A pure function of the articles: their order does not matter. ``edges`` are the strongest
    links that tie a group together, from the article that stands first (or holds more) to
    the copy.
    """
    bodies = [_body(a) for a in sorted(articles, key=lambda a: a.id)]
    matches = _verified(bodies)
    versions = [pair for pair, match in matches.items() if match.kind == "version"]
    scores = {pair: match.likeness for pair, match in matches.items()}
    parts = average_linkage(len(bodies), scores, JOIN, together=versions)
    return [_group(bodies, part, matches) for part in parts if len(part) > 1]


def _body(article: Article) -> _Body:
    words = tokens(article.text)
    quoted = [m.span() for m in _QUOTED.finditer(article.text)]
    told = _outside(words, quoted) if quoted else words
    return _Body(article, words, frozenset(shingles(words)), frozenset(shingles(told)))


def _outside(words: list[Token], quoted: list[tuple[int, int]]) -> list[Token]:
    starts = [start for start, _ in quoted]
    return [
        word
        for word in words
        if not (k := bisect_right(starts, word[0])) or word[0] >= quoted[k - 1][1]
    ]


def _verified(bodies: list[_Body]) -> dict[Pair, _Match]:
    pairs = candidates([body.runs for body in bodies]) | _same_page(bodies)
    found = {pair: match for pair in sorted(pairs) if (match := _match(bodies, pair))}
    for part in connected(len(bodies), found):
        if 2 < len(part) <= FILL_IN:
            for pair in combinations(part, 2):
                if pair not in pairs and (match := _match(bodies, pair)):
                    found[pair] = match
    return found


def _same_page(bodies: list[_Body]) -> set[Pair]:
    first: dict[str, int] = {}
    pairs = set()
    for i, body in enumerate(bodies):
        page = page_of(body.article.url)
        if page and first.setdefault(page, i) != i:
            pairs.add((first[page], i))
    return pairs


def page_of(url: str | None) -> str | None:
    """The page a URL leads to: without scheme, www, fragment and campaign parameters.

    None for no URL, a broken one, or a site's front page, whose text changes by the hour.

    >>> page_of("https://www.example.org/a/?utm_source=x#top")
    'example.org/a'
    """
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.startswith("utm_")]
    host = parts.netloc.lower().removeprefix("www.")
    page = parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")
    return host + page if page else None


def _match(bodies: list[_Body], pair: Pair) -> _Match | None:
    first, second = bodies[pair[0]], bodies[pair[1]]
    shared, *ways_found = _containment(first.runs, second.runs)
    ways = (ways_found[0], ways_found[1])
    one_page = _one_page(first.article, second.article)
    if one_page and first.article.text != second.article.text:
        return _Match("version", *ways)
    if min(ways) >= WHOLE or (one_page and first.article.text == second.article.text):
        return _Match("same", *ways)
    told, *told_ways = _containment(first.told, second.told)
    if told < FEWEST_SHARED or max(ways) < VERIFIED or max(told_ways) < VERIFIED:
        return _credited(first.article, second.article, shared, ways)
    return _Match("excerpt" if max(ways) >= WHOLE else "rewrite", *ways)


def _containment(first: frozenset[str], second: frozenset[str]) -> tuple[int, float, float]:
    shared = len(first & second)
    return shared, shared / max(len(first), 1), shared / max(len(second), 1)


def _one_page(first: Article, second: Article) -> bool:
    page = page_of(first.url)
    return page is not None and page == page_of(second.url)


def _credited(
    first: Article, second: Article, shared: int, ways: tuple[float, float]
) -> _Match | None:
    """A page that names the other's outlet and shares a passage too short to be a rewrite."""
    if shared < FEWEST_SHARED or max(ways) < JOIN:
        return None
    named = _credits(first, second) or _credits(second, first)
    return _Match("credits", *ways) if named else None


def _credits(article: Article, other: Article) -> bool:
    outlet = (other.outlet or "").casefold()
    return any(credit.name.casefold() == outlet for credit in article.agencies)


def _group(bodies: list[_Body], part: list[int], matches: dict[Pair, _Match]) -> CopyGroup:
    inside = {p: m.similarity for p, m in matches.items() if p[0] in part and p[1] in part}
    shown = set(spanning_edges(part, inside))
    shown |= {p for p in inside if matches[p].kind in {"version", "credits"}}
    ids = tuple(bodies[i].article.id for i in part)
    return CopyGroup(
        id=stable_id("g", ids[0]),
        article_ids=ids,
        edges=tuple(_edge(bodies, pair, matches[pair]) for pair in sorted(shown)),
        first_article_id=_first([bodies[i].article for i in part]),
    )


def _edge(bodies: list[_Body], pair: Pair, match: _Match) -> CopyEdge:
    first, second = bodies[pair[0]], bodies[pair[1]]
    ways = (match.first_in_second, match.second_in_first)
    if _comes_before(second, first, ways):
        first, second, ways = second, first, (ways[1], ways[0])
    return CopyEdge(
        from_=first.article.id,
        to=second.article.id,
        kind=match.kind,
        similarity=round(match.similarity, 3),
        why=_why(match.kind, *ways),
        passages=shared_passages(first.words, second.words),
    )


def _comes_before(second: _Body, first: _Body, ways: tuple[float, float]) -> bool:
    if before(second.article.published, first.article.published):
        return True
    if before(first.article.published, second.article.published):
        return False
    return ways[0] > ways[1]  # no order in time: the one that holds more of the other leads


_KIND_WORDS: dict[CopyKind, str] = {
    "same": "the same text",
    "excerpt": "one text is a part of the other",
    "rewrite": "text in common, reordered or reworded in part",
    "credits": "a passage in common, and one credits the other",
    "version": "the same address with changed text",
}


def _why(kind: CopyKind, first_in_second: float, second_in_first: float) -> str:
    return (
        f"{_KIND_WORDS[kind]}: {second_in_first:.0%} of the copy's runs of three words stand in"
        f" the other article, and {first_in_second:.0%} of the other's in the copy"
    )


def _first(articles: list[Article]) -> str | None:
    """The article that was surely published before every other, if the dates can tell."""
    for article in articles:
        others = [a for a in articles if a is not article]
        if all(before(article.published, other.published) for other in others):
            return article.id
    return None


def before(first: When | None, second: When | None) -> bool:
    """Whether one time surely ends before the other starts; unknown is never before.

    >>> from reportedly.records import When
    >>> day = When(start="2030-05-01", end="2030-05-01", precision="day", ucdp_date_prec=1,
    ...            basis="stated", why="byline")
    >>> before(day, day)
    False
    """
    if first is None or second is None or first.end is None or second.start is None:
        return False
    size = min(len(first.end), len(second.start))
    return first.end[:size] < second.start[:size]
