"""Claims -> clusters of claims that tell of one happening, with the links that tie them.

First the claims of each article, then what the articles tell (accounts) with one another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from reportedly.clusters import Pair, average_linkage, connected, spanning_edges
from reportedly.records import Article, Claim, Link
from reportedly.stages.link.accounts import Account, accounts_of
from reportedly.stages.link.between import parted, ties
from reportedly.stages.link.blocks import candidates
from reportedly.stages.link.pairing import may_be_one, scored_inside
from reportedly.stages.link.spans import far_apart, spans_of
from reportedly.stages.link.terms import read, terms
from reportedly.stages.link.weights import Term, Weights, between, within

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.stages.link.blocks import Pairs

APART = float("-inf")
DECIDED = "a person decided so"

ClaimPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """Scored pairs of items by number, the terms behind one, and what people joined."""

    scores: dict[Pair, float]
    terms: Callable[[int, int], list[Term]]
    weights: Weights
    together: Collection[Pair] = ()

    def links(self, part: Sequence[int], ids: Sequence[str]) -> list[Link]:
        """The strongest links that tie a cluster together, each with its reason."""
        return [
            Link(
                claim_a=ids[a],
                claim_b=ids[b],
                weight=round(self.scores[a, b], 3),
                why=DECIDED if (a, b) in self.together else self.weights.in_words(self.terms(a, b)),
            )
            for a, b in spanning_edges(part, self.scores)
        ]


@dataclass(frozen=True, slots=True)
class Joined:
    """Accounts by incident, the links between articles, and which could influence each other.

    ``components``: sets of accounts within which a change can matter; none crosses two.
    """

    parts: list[list[Account]]
    links: list[Link]
    components: list[list[Account]]


def cluster(
    claims: Sequence[Claim],
    articles: Sequence[Article],
    must_link: Iterable[ClaimPair] = (),
    cannot_link: Iterable[ClaimPair] = (),
) -> tuple[list[list[Claim]], list[Link]]:
    """Every claim in exactly one cluster, and the strongest links inside the clusters.

    ``must_link`` and ``cannot_link`` are pairs of claim ids that people have decided. The
    order of the claims does not matter; claims that share nothing never influence each other.
    """
    known = {article.id: article for article in articles}
    must, cannot = implied(must_link, cannot_link)
    accounts, links = accounts_in(claims, known, must, cannot)
    joined = join(accounts, candidates(accounts), must, cannot)
    return clusters_of(joined.parts), links + joined.links


def clusters_of(parts: Iterable[Iterable[Account]]) -> list[list[Claim]]:
    """The claims of each cluster of accounts, by their ids, in the order of the first."""
    claims = (
        sorted((c for account in part for c in account.claims), key=lambda c: c.id)
        for part in parts
    )
    return sorted(claims, key=lambda part: part[0].id)


def implied(
    must_link: Iterable[ClaimPair], cannot_link: Iterable[ClaimPair]
) -> tuple[list[ClaimPair], list[ClaimPair]]:
    """Decisions with what follows: what is kept from a claim is kept from all joined to it."""
    must, cannot = list(must_link), list(cannot_link)
    ids = sorted({claim for pair in (*must, *cannot) for claim in pair})
    at = {claim: k for k, claim in enumerate(ids)}
    parts = connected(len(ids), [(at[a], at[b]) for a, b in must])
    joined = {ids[k]: [ids[j] for j in part] for part in parts for k in part}
    return must, sorted({(x, y) for a, b in cannot for x in joined[a] for y in joined[b]})


def accounts_in(
    claims: Iterable[Claim],
    articles: Mapping[str, Article],
    must_link: Iterable[ClaimPair] = (),
    cannot_link: Iterable[ClaimPair] = (),
) -> tuple[list[Account], list[Link]]:
    """What each article tells, claims of one happening together, with the links inside."""
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        by_article[claim.article_id].append(claim)
    made: list[Account] = []
    links: list[Link] = []
    for article_id, told in sorted(by_article.items()):
        place = {claim.id: k for k, claim in enumerate(told)}
        found = _within(told, articles, _pairs(must_link, place), _pairs(cannot_link, place))
        parts = average_linkage(len(told), found.scores, found.weights.join, found.together)
        ids = [claim.id for claim in told]
        links += [link for part in parts for link in found.links(part, ids)]
        own = [[told[k] for k in part] for part in parts]
        made += accounts_of(own, articles.get(article_id))
    return made, links


def _within(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    together: Collection[Pair],
    apart: Collection[Pair],
) -> Ties:
    readings = [read(claim, articles) for claim in claims]

    def told(a: int, b: int) -> list[Term]:
        return terms(readings[a], readings[b])

    scores = {pair: _score(told(*pair), within()) for pair in may_be_one(claims)}
    strong = {pair for pair, score in scores.items() if score >= within().join}
    parts = connected(len(claims), [*strong.difference(apart), *together])
    scores = scored_inside(scores, parts, claims, APART)
    scores |= dict.fromkeys(together, 1.0) | dict.fromkeys(apart, APART)
    return Ties(scores, told, within(), together)


def _score(held: Sequence[Term], weights: Weights) -> float:
    """The chance; a pair that has no terms is kept apart."""
    return weights.chance(held) if held else APART


def join(
    accounts: Sequence[Account],
    pairs: Pairs,
    must_link: Iterable[ClaimPair] = (),
    cannot_link: Iterable[ClaimPair] = (),
) -> Joined:
    """The accounts of one happening together, out of the pairs worth comparing."""
    place = {claim.id: k for k, account in enumerate(accounts) for claim in account.claims}
    together, apart = _pairs(must_link, place), _pairs(cannot_link, place)
    pairs, scores = _weighed(accounts, pairs)
    strong = [(a, b) for a, b in pairs[scores >= between().join].tolist()]
    components = connected(len(accounts), [*(set(strong) - set(apart)), *together])
    found = Ties(
        _inside(components, pairs, scores)
        | dict.fromkeys(together, 1.0)
        | dict.fromkeys(apart, APART),
        lambda a, b: ties(accounts[a], accounts[b]),
        between(),
        together,
    )
    inside = _by_component(components, found.scores)
    parts = [
        part
        for component, held in zip(components, inside, strict=True)
        for part in _parts(component, held, found, accounts)
    ]
    ids = [account.id for account in accounts]
    return Joined(
        [[accounts[k] for k in part] for part in parts],
        [link for part in parts for link in found.links(part, ids)],
        [[accounts[k] for k in component] for component in components],
    )


def _inside(
    components: Sequence[Sequence[int]], pairs: Pairs, scores: NDArray[np.float64]
) -> dict[Pair, float]:
    """The scores of the pairs that lie in one component: no other can matter."""
    of = np.empty(sum(map(len, components)), np.int64)
    for k, part in enumerate(components):
        of[part] = k
    here = of[pairs[:, 0]] == of[pairs[:, 1]]
    return dict(zip(map(tuple, pairs[here].tolist()), scores[here].tolist(), strict=True))


def _by_component(
    components: Sequence[Sequence[int]], scores: Mapping[Pair, float]
) -> list[dict[Pair, float]]:
    """The scores inside each component, its items numbered from 0."""
    at = {item: (c, k) for c, part in enumerate(components) for k, item in enumerate(part)}
    inside: list[dict[Pair, float]] = [{} for _ in components]
    for (a, b), score in scores.items():
        (one, first), (other, second) = at[a], at[b]
        if one == other:
            inside[one][first, second] = score
    return inside


def _parts(
    component: list[int], scores: dict[Pair, float], found: Ties, accounts: Sequence[Account]
) -> list[list[int]]:
    """The clusters of a component: done again while two that differ for good have come together.

    A claim without a day may stand between two of different days; it joins one of them.
    """
    if len(component) == 1:
        return [component]
    at = {item: k for k, item in enumerate(component)}
    together = [(at[a], at[b]) for a, b in found.together if a in at]
    groups = connected(len(component), together)
    while True:
        parts = average_linkage(len(component), scores, found.weights.join, together)
        apart = _differing(parts, groups, [accounts[item] for item in component])
        if not apart:
            return [[component[k] for k in part] for part in parts]
        scores |= dict.fromkeys(apart, APART)


def _differing(
    parts: Iterable[Sequence[int]], groups: Iterable[Sequence[int]], accounts: Sequence[Account]
) -> list[Pair]:
    """Pairs of one cluster that can never be one happening, but for what people joined."""
    group_of = {item: group for group in groups for item in group}
    apart = []
    for part in parts:
        heads = sorted({tuple(group_of[item]) for item in part})
        for one, other in combinations(heads, 2):
            if all(parted(accounts[a], accounts[b]) for a in one for b in other):
                apart.append((min(one[0], other[0]), max(one[0], other[0])))
    return apart


def strong_pairs(accounts: Sequence[Account], pairs: Pairs) -> list[Pair]:
    """The pairs that could tie two clusters by themselves: a mean needs one at least."""
    pairs, scores = _weighed(accounts, pairs)
    return [(a, b) for a, b in pairs[scores >= between().join].tolist()]


def _weighed(accounts: Sequence[Account], pairs: Pairs) -> tuple[Pairs, NDArray[np.float64]]:
    """The pairs of accounts of different articles, and the score of each."""
    number: dict[str, int] = {}
    article = np.array([number.setdefault(a.article_id, len(number)) for a in accounts], np.int64)
    pairs = pairs[article[pairs[:, 0]] != article[pairs[:, 1]]]
    scores = np.full(len(pairs), APART)
    near = np.flatnonzero(~far_apart(spans_of(accounts), pairs))
    weights = between()
    for k, (a, b) in zip(near.tolist(), pairs[near].tolist(), strict=True):
        scores[k] = _score(ties(accounts[a], accounts[b]), weights)
    return pairs, scores


def _pairs(pairs: Iterable[ClaimPair], place: Mapping[str, int]) -> list[Pair]:
    known = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
    return sorted({(min(pair), max(pair)) for pair in known if pair[0] != pair[1]})
