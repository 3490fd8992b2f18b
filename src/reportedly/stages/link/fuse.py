"""Clusters of claims -> incidents: values side by side, origins counted, a grade and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import msgspec

from reportedly.records import Actor, Article, Claim, Incident, Link, Origin, Weapon, stable_id
from reportedly.stages.link.agreed import place_of, places_given, times_given, when_of
from reportedly.stages.link.grade import grade
from reportedly.stages.link.numbers import counts_of, ranges_of
from reportedly.stages.link.terms import kind_of
from reportedly.stages.link.values import Votes, event_of, once

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


def fuse_all(
    clusters: Sequence[Sequence[Claim]],
    origins: Sequence[Sequence[Origin]],
    links: Sequence[Link],
    articles: Sequence[Article],
) -> list[Incident]:
    """One incident for each cluster, in their order; ``origins`` is aligned with the clusters."""
    known = {article.id: article for article in articles}
    inside: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        inside[link.claim_a].append(link)
    made = [
        fuse(part, found, [link for claim in part for link in inside[claim.id]], known)
        for part, found in zip(clusters, origins, strict=True)
    ]
    return _told_apart(made)


def fuse(
    cluster: Sequence[Claim],
    origins: Sequence[Origin],
    links: Sequence[Link],
    articles: Mapping[str, Article],
) -> Incident:
    """The incident of one cluster.

    Its id is made of the words of its earliest claim (capture, words, kind of event, place,
    source), so that it holds across re-runs and when later articles join; see ``keep_ids``.
    """
    claims = sorted(cluster, key=lambda claim: _earliest(claim, articles))
    kind = kind_of(claims[0])
    votes = Votes({i: o.id for o in origins for u in o.utterances for i in u.claim_ids})
    value, why = grade(claims, origins, kind)
    article_ids = tuple(dict.fromkeys(claim.article_id for claim in claims))
    when, place = when_of(claims, votes), place_of(claims, votes)
    counts = counts_of(claims, votes, articles)
    return Incident(
        id=_anchored(claims[0], articles),
        kind=kind,
        event=event_of(claims, votes),
        when=when.value,
        when_null_reason=when.null_reason,
        times=times_given(claims, votes, when.value),
        place=place.value,
        place_null_reason=place.null_reason,
        places=places_given(claims, votes, place.value),
        weapons=once((w for c in claims for w in c.weapons), _weapon, _designated),
        actors=once((a for c in claims for a in c.actors), _actor, _resolved),
        targets=once((t for c in claims for t in c.targets), _actor, _resolved),
        counts=counts,
        ranges=ranges_of(counts, {claim.id: claim.article_id for claim in claims}),
        claim_ids=tuple(claim.id for claim in claims),
        article_ids=article_ids,
        origins=tuple(origin.id for origin in origins),
        n_articles=len(article_ids),
        n_origins=len(origins),
        grade=value,
        grade_why=why,
        links=tuple(links),
    )


def keep_ids(old: Iterable[Incident], new: Sequence[Incident]) -> list[Incident]:
    """The new incidents under the ids of the old ones that they share the most claims with.

    Each old id is given once, to the largest overlap first; an incident without an overlap
    keeps its own id unless an old one holds it.
    """
    holds: dict[str, list[str]] = defaultdict(list)
    for was in old:
        for claim_id in was.claim_ids:
            holds[claim_id].append(was.id)
    shared = Counter(
        (was, k) for k, now in enumerate(new) for claim in now.claim_ids for was in holds[claim]
    )
    ids: dict[int, str] = {}
    given: set[str] = set()
    for _, old_id, k in sorted((-times, was, k) for (was, k), times in shared.items()):
        if k not in ids and old_id not in given:
            ids[k] = old_id
            given.add(old_id)
    kept = [_with_id(now, ids.get(k, now.id)) for k, now in enumerate(new)]
    return _told_apart(kept, first=set(ids))


def _told_apart(
    incidents: Sequence[Incident], first: Collection[int] = frozenset()
) -> list[Incident]:
    """No two incidents under one id: a later one takes an id of its own, made of its claims."""
    order = sorted(range(len(incidents)), key=lambda k: (k not in first, k))
    seen: set[str] = set()
    out = list(incidents)
    for k in order:
        if out[k].id in seen:
            out[k] = renamed(out[k])
        seen.add(out[k].id)
    return out


def renamed(incident: Incident) -> Incident:
    """The incident under an id of its own, made of its claims."""
    return _with_id(incident, stable_id("i", incident.id, min(incident.claim_ids)))


def _with_id(incident: Incident, new: str) -> Incident:
    return incident if incident.id == new else msgspec.structs.replace(incident, id=new)


def _earliest(claim: Claim, articles: Mapping[str, Article]) -> tuple[str, str, bool, int, str]:
    """Articles by publication (undated ones last), then claims in order of the page."""
    article = articles.get(claim.article_id)
    published = article.published.start if article and article.published else None
    return (
        published or "9999",
        claim.article_id,
        claim.span.field != "title",
        claim.span.start,
        claim.id,
    )


def _anchored(claim: Claim, articles: Mapping[str, Article]) -> str:
    article = articles.get(claim.article_id)
    words = article.cut(claim.span) if article else claim.id
    capture = article.capture_id if article else claim.article_id
    place = claim.place.name or claim.place.as_written if claim.place else None
    source = claim.source.name or claim.source.as_written if claim.source else None
    return stable_id("i", capture, words, claim.event.acled_sub_type, place, source)


def _weapon(weapon: Weapon) -> str:
    """A designation, else the class: "rockets" and "rocket fire" are one weapon in two wordings."""
    return weapon.designation or weapon.class_ or weapon.as_written


def _designated(weapon: Weapon) -> bool:
    return weapon.designation is not None


def _actor(actor: Actor) -> str:
    return actor.id or actor.name or actor.as_written


def _resolved(actor: Actor) -> bool:
    return actor.name is not None
