"""A casebook takes in new pages: only what they can change is related again.

Every account (what an article tells of one happening) lies in a component: the accounts that
links could tie together, directly or through others. A link depends on its two accounts alone,
so a new account changes nothing outside the components that it has a link into, and what comes
out is what relating everything anew would give. Decisions of people since the last time count as
new pages of the articles they are on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from reportedly.relating import Judged, Related, Told, grouped, judge, relate, settle, told
from reportedly.stages.link import (
    Blocks,
    Keys,
    between_articles,
    edition,
    implied,
    is_wide,
    join,
    renamed,
)
from reportedly.stages.review import IN_NO_INCIDENT, Unfit, on_incidents
from reportedly.stores.index import AccountRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from reportedly.clusters import Pair
    from reportedly.overlay.inclusion import Inclusion
    from reportedly.records import Article, Claim, CopyGroup, Decision, Incident, Link
    from reportedly.stores.casebook import Casebook

INCLUSION = "inclusion"
"""The casebook's note of the inclusion rules that its incidents were made by."""
EDITION = "links"
"""Its note of the tables that its accounts were linked by."""
DECIDED = "decided"
"""Its note of how many decisions its incidents know of."""
UNFIT = "unfit"
"""Its note of the decisions that do not fit, with the reasons."""
MOST_NEW = 0.5  # of all accounts: from here on everything is related anew


def is_stale(casebook: Casebook, inclusion: Inclusion) -> bool:
    """Whether the incidents were made by other rules, or before the last decision."""
    decided = casebook.counts()["decisions"]
    return (
        casebook.note(INCLUSION) != inclusion.sums_up or int(casebook.note(DECIDED) or 0) != decided
    )


def relate_casebook(casebook: Casebook, inclusion: Inclusion) -> list[Unfit]:
    """Relate all that a casebook holds, by its rules; the decisions that no longer fit."""
    decisions = list(casebook.decisions())
    made = relate(
        list(casebook.articles()),
        list(casebook.claims(machine=True)),
        decisions,
        list(casebook.incidents()),
        inclusion,
    )
    with casebook.index.transaction():
        casebook.replace_groups_and_incidents(
            made.groups, made.origins, made.incidents, made.reviewed
        )
        casebook.index.clear()
        casebook.index.put([], [], _rows(made))
        _note(casebook, inclusion, decisions, made.unfit)
    return made.unfit


def grow(casebook: Casebook, inclusion: Inclusion) -> list[Unfit]:
    """Relate what is new in a casebook; all decisions that do not fit, not of the new alone."""
    rows = casebook.index.all()
    decisions = list(casebook.decisions())
    fresh = casebook.unlinked() | _decided_anew(casebook, decisions)
    same_rules = casebook.note(INCLUSION) == inclusion.sums_up
    if not same_rules or casebook.note(EDITION) != edition() or len(fresh) > MOST_NEW * len(rows):
        return relate_casebook(casebook, inclusion)
    return _take_in(_Before(casebook, inclusion, decisions, rows, fresh))


def _decided_anew(casebook: Casebook, decisions: Sequence[Decision]) -> set[str]:
    """The articles that decisions since the last time are on."""
    known = int(casebook.note(DECIDED) or 0)
    captures = sorted({name for d in decisions[known:] for name in _captures(d)})
    return {article.id for article in casebook.index.articles_of_captures(captures)}


def _captures(decision: Decision) -> set[str]:
    """The captures whose words a decision is on, those of the other claims too."""
    others = decision.after if isinstance(decision.after, list) else [decision.after]
    named = {str(other["capture"]) for other in others if _is_subject(other)}
    named |= {str(other.capture) for other in others if hasattr(other, "capture")}
    return {decision.on.capture, *named}


def _is_subject(value: object) -> bool:
    return isinstance(value, dict) and "capture" in value


def _note(
    casebook: Casebook,
    inclusion: Inclusion,
    decisions: Sequence[Decision],
    unfit: Iterable[Unfit],
) -> None:
    casebook.make_note(INCLUSION, inclusion.sums_up)
    casebook.make_note(EDITION, edition())
    casebook.make_note(DECIDED, str(len(decisions)))
    reasons = [(each.decision.id, each.reason) for each in unfit]
    casebook.make_note(UNFIT, msgspec.json.encode(reasons).decode())


def _rows(made: Related) -> list[AccountRow]:
    """The rows of the accounts, and of each rejected claim, which has no keys."""
    holds = {claim_id: i.id for i in made.incidents for claim_id in i.claim_ids}
    rows = [
        AccountRow(
            account.id,
            account.article_id,
            made.components[account.id],
            holds[account.id],
            is_wide(account),
            keys.tobytes(),
        )
        for account, keys in zip(made.told.accounts, made.told.keys, strict=True)
    ]
    return rows + [
        AccountRow(claim.id, claim.article_id, claim.id, holds[claim.id], False, b"")
        for claim in made.rejected
    ]


@dataclass(frozen=True, slots=True)
class _Before:
    """The casebook before, and what of it is to be seen in another light."""

    casebook: Casebook
    inclusion: Inclusion
    decisions: Sequence[Decision]
    rows: Sequence[AccountRow]
    fresh: Collection[str]

    def judged(self, articles: Sequence[Article], claims: Sequence[Claim]) -> Judged:
        """Claims as decided, by those decisions whose every end is in these articles."""
        return judge(articles, claims, self.on(articles), self.inclusion)

    def on(self, articles: Iterable[Article]) -> list[Decision]:
        """The decisions whose every end is in these articles."""
        here = {article.capture_id for article in articles}
        return [decision for decision in self.decisions if here.issuperset(_captures(decision))]

    def told(self, article_ids: Iterable[str]) -> Told:
        """What some articles tell."""
        ids = sorted(article_ids)
        articles = self.casebook.index.articles(ids)
        return told(self.judged(articles, self.casebook.index.claims(ids)), articles)


def _take_in(before: _Before) -> list[Unfit]:
    """Relate the fresh articles with all that they touch."""
    index = before.casebook.index
    groups, regrouped = _groups(before)
    everyone = _Everyone.of(before, before.told(before.fresh))
    touched = everyone.touched(before) | {
        row.component for row in before.rows if row.article_id in regrouped
    }
    inside = [row for row in before.rows if row.component in touched]
    made, looked_at = _related(before, everyone, inside, groups)
    unfit = _all_unfit(before, made.unfit, looked_at)
    former = index.incidents(sorted({row.incident_id for row in inside}))
    made = _under_free_ids(made, former, before.casebook)
    fresh = sorted(before.fresh)
    old = {row.id for row in inside}
    with index.transaction():
        before.casebook.put_incidents(
            former, made.origins, made.incidents, _of(made.reviewed, before.fresh), fresh
        )
        index.put_groups(groups)
        index.put(fresh, old, _rows(made))
        _note(before.casebook, before.inclusion, before.decisions, unfit)
    return unfit


def _of(claims: Iterable[Claim], article_ids: Collection[str]) -> list[Claim]:
    return [claim for claim in claims if claim.article_id in article_ids]


@dataclass(frozen=True, slots=True)
class _Everyone:
    """All accounts, old and new, in the order of article and account, and their blocks."""

    ids: list[str]
    rows: list[AccountRow | None]
    blocks: Blocks
    crowded: NDArray[np.uint64]
    """The words passed over before the new accounts came."""
    new: Told

    @classmethod
    def of(cls, before: _Before, new: Told) -> _Everyone:
        """The accounts as they are now."""
        kept = [row for row in before.rows if row.article_id not in before.fresh]
        every: list[tuple[str, str, AccountRow | None, Keys, bool]] = [
            (row.article_id, row.id, row, np.frombuffer(row.keys, np.uint64), row.wide)
            for row in kept
        ]
        for account, keys in zip(new.accounts, new.keys, strict=True):
            every.append((account.article_id, account.id, None, keys, is_wide(account)))
        every.sort(key=lambda item: item[:2])
        was = Blocks.of([np.frombuffer(r.keys, np.uint64) for r in before.rows], [])
        return cls(
            ids=[item[1] for item in every],
            rows=[item[2] for item in every],
            blocks=Blocks.of([item[3] for item in every], [item[4] for item in every]),
            crowded=was.crowded(),
            new=new,
        )

    def touched(self, before: _Before) -> set[str]:
        """The components that the fresh articles lie in, or have a link or a decision into."""
        touched = {row.component for row in before.rows if row.article_id in before.fresh}
        decided = _decided_with(before)
        touched |= {row.component for row in before.rows if row.article_id in decided}
        touched |= self._linked(before)
        changed = np.setxor1d(self.crowded, self.blocks.crowded())
        return touched | {
            row.component for k in self.blocks.holders(changed) if (row := self.rows[k])
        }

    def _linked(self, before: _Before) -> set[str]:
        """The components of old accounts that a new one has a link to."""
        is_new = np.array([row is None for row in self.rows], np.bool_)
        pairs = self.blocks.pairs(is_new, np.ones(len(is_new), np.bool_))
        met = {row.id: row for pair in pairs for k in pair if (row := self.rows[k])}
        old = before.told({row.article_id for row in met.values()})
        accounts = [*self.new.accounts, *(a for a in old.accounts if a.id in met)]
        at = {account.id: k for k, account in enumerate(accounts)}
        here = {
            (min(at[self.ids[a]], at[self.ids[b]]), max(at[self.ids[a]], at[self.ids[b]]))
            for a, b in pairs
        }
        strong = between_articles(accounts, here).strong()
        return {
            met[accounts[k].id].component for pair in strong for k in pair if accounts[k].id in met
        }

    def pairs_among(self, ids: Collection[str]) -> tuple[list[str], set[Pair]]:
        """Some accounts in order, and the pairs of them that share a block, by their numbers."""
        chosen = np.array([name in ids for name in self.ids], np.bool_)
        number = np.cumsum(chosen) - 1
        pairs = self.blocks.pairs(chosen, chosen)
        ordered = [name for name in self.ids if name in ids]
        return ordered, {(int(number[a]), int(number[b])) for a, b in pairs}


def _decided_with(before: _Before) -> set[str]:
    """The articles that a decision ties to a fresh one."""
    here = {article.capture_id for article in before.casebook.index.articles(sorted(before.fresh))}
    named = {name for d in before.decisions if here & _captures(d) for name in _captures(d)}
    found = before.casebook.index.articles_of_captures(sorted(named - here))
    return {article.id for article in found}


def _related(
    before: _Before,
    everyone: _Everyone,
    inside: Sequence[AccountRow],
    groups: Sequence[CopyGroup],
) -> tuple[Related, list[Decision]]:
    """The accounts of the touched components and of fresh articles, related anew.

    With the decisions that were looked at for it.
    """
    index = before.casebook.index
    ids = sorted({row.article_id for row in inside} | set(before.fresh) | _decided_with(before))
    articles = index.articles(ids)
    judged = before.judged(articles, index.claims(ids))
    own = {row.id for row in inside}
    every = told(judged, articles)
    chosen = {a.id for a in every.accounts if a.id in own or a.article_id in before.fresh}
    _, pairs = everyone.pairs_among(chosen)
    kept = [k for k, account in enumerate(every.accounts) if account.id in chosen]
    accounts = [every.accounts[k] for k in kept]
    claims = {claim.id for account in accounts for claim in account.claims}
    found = Told(accounts, [every.keys[k] for k in kept], _inside(every.links, claims))
    ties = implied(judged.ties.must_link, judged.ties.cannot_link)
    rejected = [c for c in judged.rejected if c.id in own or c.article_id in before.fresh]
    made = settle(
        replace(judged, rejected=rejected),
        found,
        join(accounts, pairs, *ties),
        [*articles, *_siblings(before, groups, ids)],
        groups,
        before.on(articles),
        index.incidents(sorted({row.incident_id for row in inside})),
    )
    return made, before.on(articles)


def _all_unfit(
    before: _Before, found: Iterable[Unfit], looked_at: Iterable[Decision]
) -> list[Unfit]:
    """All decisions that do not fit: as found now, or before where they were not looked at."""
    out_of_sight = {u.decision.id for u in found if u.reason.endswith(IN_NO_INCIDENT)}
    seen = {decision.id for decision in looked_at} - out_of_sight
    noted: list[tuple[str, str]] = msgspec.json.decode(before.casebook.note(UNFIT) or "[]")
    reasons = {name: reason for name, reason in noted if name not in seen}
    made_since = before.decisions[int(before.casebook.note(DECIDED) or 0) :]
    asked = reasons.keys() | {decision.id for decision in made_since} - seen
    lost = _on_no_page(before, [d for d in before.decisions if d.id in asked])
    now = [*lost, *(unfit for unfit in found if unfit.decision.id in seen)]
    reasons |= {unfit.decision.id: unfit.reason for unfit in now}
    return [Unfit(d, reasons[d.id]) for d in before.decisions if d.id in reasons]


def _on_no_page(before: _Before, decisions: Sequence[Decision]) -> list[Unfit]:
    """Those decisions that name a page which is not in the casebook, or not yet."""
    index = before.casebook.index
    articles = index.articles_of_captures(
        sorted({name for d in decisions for name in _captures(d)})
    )
    here = {article.capture_id for article in articles}
    lost = [d for d in decisions if not here.issuperset(_captures(d))]
    claims = index.claims(sorted(article.id for article in articles))
    judged = judge(articles, claims, [*before.on(articles), *lost], before.inclusion)
    _, late = on_incidents(lost, articles, [*judged.claims, *judged.rejected], [])
    names = {decision.id for decision in lost}
    return [unfit for unfit in (*judged.unfit, *late) if unfit.decision.id in names]


def _inside(links: Iterable[Link], claims: Collection[str]) -> list[Link]:
    return [link for link in links if link.claim_a in claims]


def _siblings(before: _Before, groups: Iterable[CopyGroup], ids: Sequence[str]) -> list[Article]:
    """The articles that carry the same text as one of these: origins look at their credits."""
    here = set(ids)
    others = {
        name
        for group in groups
        if here.intersection(group.article_ids)
        for name in group.article_ids
    }
    return before.casebook.index.articles(sorted(others - here))


def _under_free_ids(made: Related, former: Iterable[Incident], casebook: Casebook) -> Related:
    """No incident under an id that another one holds, of those left as they are."""
    ids = sorted({incident.id for incident in made.incidents})
    own = {incident.id for incident in former}
    taken = {incident.id for incident in casebook.index.incidents(ids)} - own
    return replace(made, incidents=[renamed(i) if i.id in taken else i for i in made.incidents])


def _groups(before: _Before) -> tuple[list[CopyGroup], set[str]]:
    """The copy groups as they are now, and the articles whose group has changed."""
    former = list(before.casebook.copy_groups())
    if not (before.casebook.unlinked() or _ties_articles(before)):
        return former, set()
    groups, _ = grouped(list(before.casebook.articles()), before.decisions)
    was, now = (
        {name: group.article_ids for group in some for name in group.article_ids}
        for some in (former, groups)
    )
    return groups, {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}


def _ties_articles(before: _Before) -> bool:
    """Whether a decision since the last time is on which articles carry one text."""
    known = int(before.casebook.note(DECIDED) or 0)
    return any(decision.on.record == "article" for decision in before.decisions[known:])
