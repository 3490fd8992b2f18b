"""All articles and claims together: group, link, fuse, with people's decisions applied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportedly.overlay.inclusion import EVERYTHING, Inclusion
from reportedly.stages.group import copy_groups, origins
from reportedly.stages.link import cluster, fuse_all, keep_ids
from reportedly.stages.review import constraints, on_claims, on_incidents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Article, Claim, CopyGroup, Decision, Incident, Origin
    from reportedly.stages.review import Unfit


@dataclass(frozen=True, slots=True)
class Related:
    """What all articles and claims together make, and the decisions that no longer fit.

    ``reviewed`` holds the claims that people or inclusion rules changed; the others are as read.
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
    inclusion: Inclusion = EVERYTHING,
) -> Related:
    """Copy groups, origins and incidents of all claims; ``former`` incidents keep their ids.

    People's decisions come in where they belong: on claims before linking, on which claims tell
    of one happening while linking, on incidents at the end. A claim that a person rejected
    keeps an incident of its own, marked rejected; those that a rule leaves out are linked apart.
    """
    groups = copy_groups(articles)
    judged, rejected, unfit = on_claims(decisions, articles, read_claims)
    claims = [_include(claim, inclusion) for claim in judged]
    gone = {claim.id for claim in rejected}
    ties = constraints(decisions, articles, [c for c in read_claims if c.id not in gone])
    kept, left_out = ([c for c in claims if bool(c.excluded_by) is out] for out in (False, True))
    clusters, links = cluster(kept, articles, ties.must_link, ties.cannot_link)
    apart, tied = cluster(left_out, articles, ties.must_link, ties.cannot_link)
    clusters, links = [*clusters, *apart, *([claim] for claim in rejected)], [*links, *tied]
    found = origins(clusters, articles, groups)
    incidents = keep_ids(former, fuse_all(clusters, found, links, articles))
    marked = _mark_excluded(_mark_rejected(incidents, rejected), claims)
    decided, late = on_incidents(decisions, articles, read_claims, marked)
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


def _include(claim: Claim, inclusion: Inclusion) -> Claim:
    """The claim, with the rules that leave it out."""
    reason = inclusion.leaves_out(claim)
    return replace(claim, excluded_by=reason) if reason else claim


def _mark_excluded(incidents: Sequence[Incident], claims: Iterable[Claim]) -> list[Incident]:
    """The incidents, those of claims that rules leave out marked so and not graded."""
    rules = {claim.id: claim.excluded_by for claim in claims if claim.excluded_by}
    return [_excluded(i, rules) if i.claim_ids[0] in rules else i for i in incidents]


def _excluded(incident: Incident, rules: Mapping[str, str]) -> Incident:
    """The incident as one that the casebook leaves out."""
    why = " or ".join(dict.fromkeys(rules[name] for name in incident.claim_ids))
    return replace(incident, kind="excluded", grade=None, grade_why=f"not graded: left out: {why}")
