"""Articles and claims together: group, link, fuse, with people's decisions applied.

``relate`` takes all there are. ``judge``, ``told``, ``join`` and ``settle`` are its steps, which
``growing`` takes for those claims alone that new pages can change.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from reportedly.overlay.inclusion import EVERYTHING, Inclusion
from reportedly.stages.group import copy_groups, origins
from reportedly.stages.link import (
    Account,
    Blocks,
    Joined,
    Keys,
    accounts_in,
    clusters_of,
    fuse_all,
    implied,
    is_wide,
    join,
    keep_ids,
    keys_of,
)
from reportedly.stages.review import (
    Constraints,
    article_ties,
    constraints,
    on_claims,
    on_incidents,
    origin_ties,
    vouched,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportedly.records import Article, Claim, CopyGroup, Decision, Incident, Link, Origin
    from reportedly.stages.review import Unfit

EXCLUDED = "excluded"
"""The shelf of claims that the casebook leaves out: they are linked, but with one another."""


@dataclass(frozen=True, slots=True)
class Related:
    """What articles and claims together make, and the decisions that no longer fit.

    ``reviewed`` holds the claims that people or inclusion rules changed; the others are as read.
    """

    groups: list[CopyGroup]
    origins: list[Origin]
    incidents: list[Incident]
    reviewed: list[Claim]
    unfit: list[Unfit]
    rejected: list[Claim]
    told: Told
    components: dict[str, str]
    """The component of each account: what a change of it could change is in the same one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims as people and inclusion rules left them; the rejected ones; what is to be tied.

    ``read`` are all of them as the machine read them: decisions are found by what it read.
    """

    read: Sequence[Claim]
    claims: list[Claim]
    rejected: list[Claim]
    reviewed: list[Claim]
    ties: Constraints
    unfit: list[Unfit]


@dataclass(frozen=True, slots=True)
class Told:
    """What each article tells, with the keys that lead to its like."""

    accounts: list[Account] = field(default_factory=list)
    keys: list[Keys] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def by_article(self) -> dict[str, Told]:
        """The same for each article that tells something."""
        made: dict[str, Told] = defaultdict(Told)
        of: dict[str, str] = {}
        for account, keys in zip(self.accounts, self.keys, strict=True):
            made[account.article_id].accounts.append(account)
            made[account.article_id].keys.append(keys)
            of |= {claim.id: claim.article_id for claim in account.claims}
        for link in self.links:
            made[of[link.claim_a]].links.append(link)
        return dict(made)

    @classmethod
    def of(cls, several: Iterable[Told]) -> Told:
        """What several tell, one after another."""
        whole = cls()
        for one in several:
            whole.accounts.extend(one.accounts)
            whole.keys.extend(one.keys)
            whole.links.extend(one.links)
        return whole


def relate(
    articles: Sequence[Article],
    read_claims: Sequence[Claim],
    decisions: Sequence[Decision] = (),
    former: Sequence[Incident] = (),
    inclusion: Inclusion = EVERYTHING,
    groups: Callable[[], Sequence[CopyGroup]] | None = None,
) -> Related:
    """Origins and incidents of all claims; ``former`` incidents keep their ids.

    The ``groups`` of copies are asked for when the claims are linked, for they may be made
    meanwhile; where none are given, they are made of the articles.
    People's decisions come in where they belong: on claims before linking, on which claims tell
    of one happening while linking, on incidents at the end. A claim that a person rejected
    keeps an incident of its own, marked rejected; those that a rule leaves out are linked apart.
    """
    judged = judge(articles, read_claims, decisions, inclusion)
    found = told(judged, articles)
    everyone = np.ones(len(found.accounts), np.bool_)
    pairs = Blocks.of(found.keys, [is_wide(a) for a in found.accounts]).pairs(everyone, everyone)
    ties = implied(judged.ties.must_link, judged.ties.cannot_link)
    joined = join(found.accounts, pairs, *ties)
    if groups is not None:
        return settle(judged, found, joined, articles, groups(), decisions, former)
    tied = article_ties(decisions, articles)
    copies = copy_groups(articles, tied.must_link, tied.cannot_link)
    made = settle(judged, found, joined, articles, copies, decisions, former)
    return dataclasses.replace(made, unfit=[*tied.unfit, *made.unfit])


def judge(
    articles: Sequence[Article],
    read_claims: Sequence[Claim],
    decisions: Sequence[Decision],
    inclusion: Inclusion,
) -> Judged:
    """Decisions and rules applied to claims, before they are linked."""
    kept, rejected, unfit = on_claims(decisions, articles, read_claims)
    claims = [_include(claim, inclusion) for claim in kept]
    before = {claim.id: claim for claim in read_claims}
    marked = [replace(before[claim.id], excluded_by=claim.excluded_by) for claim in claims]
    ties = constraints(decisions, articles, marked)
    reviewed = [claim for claim in (*claims, *rejected) if claim != before[claim.id]]
    return Judged(read_claims, claims, rejected, reviewed, ties, [*unfit, *ties.unfit])


def told(judged: Judged, articles: Iterable[Article]) -> Told:
    """What each article tells, the claims that a rule leaves out on a shelf of their own."""
    known = {article.id: article for article in articles}
    ties = implied(judged.ties.must_link, judged.ties.cannot_link)
    made: list[tuple[Account, Keys]] = []
    links: list[Link] = []
    for shelf in ("", EXCLUDED):
        claims = [claim for claim in judged.claims if bool(claim.excluded_by) == bool(shelf)]
        accounts, inside = accounts_in(claims, known, *ties)
        made += [(account, keys_of(account, shelf)) for account in accounts]
        links += inside
    made.sort(key=lambda item: (item[0].article_id, item[0].id))
    return Told([account for account, _ in made], [keys for _, keys in made], links)


def settle(  # noqa: PLR0913, PLR0917 - what each step before it made
    judged: Judged,
    found: Told,
    joined: Joined,
    articles: Sequence[Article],
    groups: Sequence[CopyGroup],
    decisions: Sequence[Decision],
    former: Sequence[Incident],
) -> Related:
    """The incidents of joined accounts, with their origins and as people decided."""
    rejected = judged.rejected
    clusters = [*clusters_of(joined.parts), *([claim] for claim in rejected)]
    ties = origin_ties(decisions, articles, judged.claims)
    voices = origins(clusters, articles, groups, ties.must_link, ties.cannot_link)
    links = [*found.links, *joined.links]
    incidents = keep_ids(former, fuse_all(clusters, voices, links, articles))
    marked = _mark_excluded(_mark_rejected(incidents, rejected), judged.claims)
    decided, late = on_incidents(decisions, articles, judged.read, marked)
    known = [*judged.claims, *rejected]
    return Related(
        groups=list(groups),
        origins=list({origin.id: origin for group in voices for origin in group}.values()),
        incidents=vouched(decisions, articles, judged.read, known, decided),
        reviewed=judged.reviewed,
        unfit=[*judged.unfit, *ties.unfit, *late],
        rejected=rejected,
        told=found,
        components={a.id: part[0].id for part in joined.components for a in part},
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
