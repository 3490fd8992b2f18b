"""Claims -> clusters of claims that tell of one happening, with the links that tie them.

First the claims of each article, then what the articles tell (accounts) with one another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from reportedly.clusters import Pair, average_linkage, connected, spanning_edges
from reportedly.records import Article, Claim, Link
from reportedly.stages.link.accounts import Account, accounts_of
from reportedly.stages.link.between import parted, ties
from reportedly.stages.link.blocks import candidates
from reportedly.stages.link.terms import kind_of, read, terms
from reportedly.stages.link.weights import Term, Weights, between, within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

APART = float("-inf")
DECIDED = "a person decided so"

ClaimPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ties:
    """Scored pairs of items by number, the terms behind them, and what people decided."""

    held: Mapping[Pair, list[Term]]
    weights: Weights
    together: Collection[Pair] = ()
    apart: Collection[Pair] = ()
    scores: dict[Pair, float] = field(init=False)

    def __post_init__(self) -> None:
        """Score every pair; one that has no terms is kept apart, and decisions go before."""
        scores = {
            pair: self.weights.chance(found) if found else APART
            for pair, found in self.held.items()
        }
        scores |= dict.fromkeys(self.together, 1.0) | dict.fromkeys(self.apart, APART)
        object.__setattr__(self, "scores", scores)

    def strong(self) -> list[Pair]:
        """The pairs that could tie two clusters by themselves: a mean needs one at least."""
        return [pair for pair, score in self.scores.items() if score >= self.weights.join]

    def links(self, part: Sequence[int], ids: Sequence[str]) -> list[Link]:
        """The strongest links that tie a cluster together, each with its reason."""
        return [
            Link(
                claim_a=ids[a],
                claim_b=ids[b],
                weight=round(self.scores[a, b], 3),
                why=DECIDED if (a, b) in self.together else self.weights.in_words(self.held[a, b]),
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
    held = {
        (a, b): terms(readings[a], readings[b])
        for a, b in combinations(range(len(claims)), 2)
        if kind_of(claims[a]) == kind_of(claims[b])
    }
    return Ties(held, within(), together, apart)


def join(
    accounts: Sequence[Account],
    pairs: Iterable[Pair],
    must_link: Iterable[ClaimPair] = (),
    cannot_link: Iterable[ClaimPair] = (),
) -> Joined:
    """The accounts of one happening together, out of the pairs worth comparing."""
    place = {claim.id: k for k, account in enumerate(accounts) for claim in account.claims}
    found = between_articles(accounts, pairs, _pairs(must_link, place), _pairs(cannot_link, place))
    components = connected(len(accounts), [*found.strong(), *found.together])
    inside = _by_component(components, found.scores)
    parts = [
        part
        for component, scores in zip(components, inside, strict=True)
        for part in _parts(component, scores, found, accounts)
    ]
    ids = [account.id for account in accounts]
    return Joined(
        [[accounts[k] for k in part] for part in parts],
        [link for part in parts for link in found.links(part, ids)],
        [[accounts[k] for k in component] for component in components],
    )


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


def between_articles(
    accounts: Sequence[Account],
    pairs: Iterable[Pair],
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> Ties:
    """Pairs of accounts of different articles, weighed."""
    held = {
        (a, b): ties(accounts[a], accounts[b])
        for a, b in sorted(pairs)
        if accounts[a].article_id != accounts[b].article_id
    }
    return Ties(held, between(), together, apart)


def _pairs(pairs: Iterable[ClaimPair], place: Mapping[str, int]) -> list[Pair]:
    known = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
    return sorted({(min(pair), max(pair)) for pair in known if pair[0] != pair[1]})
