"""All articles and claims together: group, link, fuse, with people's decisions applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.stages.group import copy_groups, origins
from reportedly.stages.link import cluster, fuse_all, keep_ids
from reportedly.stages.review import constraints, on_claims, on_incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.records import Article, Claim, CopyGroup, Decision, Incident, Origin
    from reportedly.stages.review import Unfit


@dataclass(frozen=True, slots=True)
class Related:
    """What all articles and claims together make, and the decisions that no longer fit.

    ``reviewed`` holds the claims that people changed; the others are as they were read.
    """

    groups: list[CopyGroup]
    origins: list[Origin]
    incidents: list[Incident]
    reviewed: list[Claim]
    unfit: list[Unfit]


def relate(
    articles: Sequence[Article],
    read_claims: Sequence[Claim],
    decisions: Sequence[Decision] = (),
    former: Sequence[Incident] = (),
) -> Related:
    """Copy groups, origins and incidents of all claims; ``former`` incidents keep their ids.

    People's decisions come in where they belong: on claims before linking, on which claims tell
    of one happening while linking, on incidents at the end. A claim that a person rejected
    keeps an incident of its own, marked rejected.
    """
    groups = copy_groups(articles)
    claims, rejected, unfit = on_claims(decisions, articles, read_claims)
    ties = constraints(decisions, articles, claims)
    clusters, links = cluster(claims, articles, ties.must_link, ties.cannot_link)
    clusters += [[claim] for claim in rejected]
    found = origins(clusters, articles, groups)
    incidents = keep_ids(former, fuse_all(clusters, found, links, articles))
    marked = _mark_rejected(incidents, rejected)
    decided, late = on_incidents(decisions, articles, [*claims, *rejected], marked)
    before = {claim.id: claim for claim in read_claims}
    return Related(
        groups=groups,
        origins=list({origin.id: origin for group in found for origin in group}.values()),
        incidents=decided,
        reviewed=[claim for claim in (*claims, *rejected) if claim != before[claim.id]],
        unfit=[*unfit, *ties.unfit, *late],
    )


def _mark_rejected(incidents: Sequence[Incident], rejected: Iterable[Claim]) -> list[Incident]:
    """The incidents, those of rejected claims alone marked so."""
    gone = {claim.id for claim in rejected}
    return [
        replace(incident, status="rejected") if gone.issuperset(incident.claim_ids) else incident
        for incident in incidents
    ]
