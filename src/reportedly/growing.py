"""A casebook takes in new pages: only what they can change is related again.

Every account (what an article tells of one happening) lies in a component: the accounts that
links could tie together, directly or through others. A link depends on its two accounts alone,
so a new account changes nothing outside the components that it has a link into, and what comes
out is what relating everything anew would give. Decisions of people since the last time count as
new pages of the articles they are on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import compress, islice
from typing import TYPE_CHECKING

import numpy as np

from reportedly.arrays import distinct, is_in
from reportedly.before import Before, decided_anew, tied_to
from reportedly.copying import captures_of, copies_beside, copies_with_beside
from reportedly.noting import decisions_known, is_made_by, make_notes, unfit_known
from reportedly.relating import Judged, Related, Told, judge, relate, settle
from reportedly.stages.link import (
    ALWAYS,
    Blocks,
    Joined,
    far_apart,
    implied,
    is_wide,
    join,
    renamed,
    span_of,
    strong_pairs,
)
from reportedly.stages.review import IN_NO_INCIDENT, Unfit, on_incidents
from reportedly.stores.index import AccountRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reportedly.copying import Copies
    from reportedly.overlay.inclusion import Inclusion
    from reportedly.records import Article, Claim, CopyGroup, Decision, Incident
    from reportedly.stages.link import Account, Keys, Mask, Pairs
    from reportedly.stores.casebook import Casebook

MOST_NEW = 0.5  # of all accounts: from here on everything is related anew
ARTICLES_AT_ONCE = 1_000  # read from the casebook and held in memory
SLOTS = 1 << 24
SHIFT, LAST = np.uint64(2), np.uint64(SLOTS - 1)  # by which bits a key has its slot


def relate_casebook(casebook: Casebook, inclusion: Inclusion) -> list[Unfit]:
    """Relate all that a casebook holds, by its rules; the decisions that no longer fit."""
    decisions, articles = list(casebook.decisions()), list(casebook.articles())
    claims, before = list(casebook.claims(machine=True)), list(casebook.incidents())
    with copies_beside(casebook, articles, decisions) as asked:
        made = relate(articles, claims, decisions, before, inclusion, lambda: asked().made)
    copies = asked()
    with casebook.index.transaction():
        casebook.replace_groups_and_incidents(
            copies.made, made.origins, made.incidents, made.reviewed
        )
        casebook.index.clear()
        casebook.index.put([], [], _rows(made))
        state = copies.mark(casebook)
        unfit = [*copies.unfit, *made.unfit]
        make_notes(casebook, inclusion, decisions, unfit)
    copies.keep(casebook, state)
    return unfit


def grow(casebook: Casebook, inclusion: Inclusion) -> list[Unfit]:
    """Relate what is new in a casebook; all decisions that do not fit, not of the new alone."""
    rows = casebook.index.all()
    decisions = list(casebook.decisions())
    fresh = tied_to(casebook, decisions, casebook.unlinked() | decided_anew(casebook, decisions))
    if not is_made_by(casebook, inclusion) or len(fresh) > MOST_NEW * len(rows):
        return relate_casebook(casebook, inclusion)
    return _take_in(Before(casebook, inclusion, decisions, rows, fresh))


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
            *span_of(account),
            keys.tobytes(),
        )
        for account, keys in zip(made.told.accounts, made.told.keys, strict=True)
    ]
    return rows + [
        AccountRow(claim.id, claim.article_id, claim.id, holds[claim.id], False, *ALWAYS, b"")
        for claim in made.rejected
    ]


def _take_in(before: Before) -> list[Unfit]:
    """Relate the fresh articles with all that they touch."""
    index = before.casebook.index
    known = decisions_known(before.casebook)
    unlinked = before.casebook.unlinked()
    with copies_with_beside(before.casebook, unlinked, before.decisions, known) as asked:
        new = before.told(before.fresh)
        before.keep(*new, before.fresh)
        everyone = _Everyone.of(before, new[-1])
        touched = everyone.touched(before)
        inside = [row for row in before.rows if row.component in touched]
        here = _Inside.of(before, inside)
        joined = here.joined(everyone, Joined([], [], []))
        copies = asked()
    regrouped = {row.component for row in before.rows if row.article_id in copies.regrouped}
    if regrouped - touched:
        inside = [row for row in before.rows if row.component in touched | regrouped]
        here = _Inside.of(before, inside)
        joined = here.joined(everyone, joined)
    made, looked_at = _related(before, here, joined, inside, copies)
    looked_at += [unfit.decision for unfit in copies.unfit]
    unfit = _all_unfit(before, [*copies.unfit, *made.unfit], looked_at)
    former = index.incidents(sorted({row.incident_id for row in inside}))
    made = _under_free_ids(made, former, before.casebook)
    fresh = sorted(before.fresh)
    old = {row.id for row in inside}
    with index.transaction():
        before.casebook.put_incidents(
            former, made.origins, made.incidents, _of(made.reviewed, before.fresh), fresh
        )
        index.put_groups(copies.gone, copies.made)
        state = copies.mark(before.casebook)
        index.put(fresh, old, _rows(made))
        make_notes(before.casebook, before.inclusion, before.decisions, unfit)
    copies.keep(before.casebook, state)
    return unfit


def _of(claims: Iterable[Claim], article_ids: Collection[str]) -> list[Claim]:
    return [claim for claim in claims if claim.article_id in article_ids]


@dataclass(frozen=True, slots=True)
class _Everyone:
    """All accounts by number: those of before, in their order, then the new ones.

    ``gone`` are those of before that the new ones take the place of.
    """

    rows: Sequence[AccountRow]
    new: Told
    keys: Keys
    owners: NDArray[np.int64]
    wide: Mask
    spans: NDArray[np.int64]
    gone: Mask
    is_new: Mask

    @classmethod
    def of(cls, before: Before, new: Told) -> _Everyone:
        """The accounts as they were and as they are now."""
        rows = before.rows
        own = [np.frombuffer(b"".join(row.keys for row in rows), np.uint64), *new.keys]
        held = [len(row.keys) // 8 for row in rows] + [len(keys) for keys in new.keys]
        sizes = np.array(held, np.int64)
        spans = [(row.first, row.last) for row in rows] + [span_of(a) for a in new.accounts]
        wide = [row.wide for row in rows] + [is_wide(a) for a in new.accounts]
        gone = [row.article_id in before.fresh for row in rows] + [False] * len(new.accounts)
        return cls(
            rows=rows,
            new=new,
            keys=np.concatenate(own),
            owners=np.repeat(np.arange(len(sizes)), sizes),
            wide=np.array(wide, np.bool_),
            spans=np.array(spans, np.int64).reshape(-1, 2),
            gone=np.array(gone, np.bool_),
            is_new=np.arange(len(sizes)) >= len(rows),
        )

    def touched(self, before: Before) -> set[str]:
        """The components that the fresh articles lie in, or have a link into."""
        touched = {row.component for row in before.rows if row.article_id in before.fresh}
        return touched | self._linked(before) | self._crowded()

    def _linked(self, before: Before) -> set[str]:
        """The components of old accounts that a new one has a link to."""
        pairs = self._blocks(self.is_new, ~self.gone).pairs(self.is_new, ~(self.gone | self.is_new))
        pairs = pairs[~far_apart(self.spans, pairs)]
        met = distinct(pairs[:, 0])
        articles = sorted({self.rows[k].article_id for k in met.tolist()})
        place = {name: k for k, name in enumerate(articles)}
        lot = np.zeros(len(self.rows), np.int64)
        lot[met] = [place[self.rows[k].article_id] // ARTICLES_AT_ONCE for k in met.tolist()]
        touched: set[str] = set()
        for k, some in enumerate(_lots(articles)):
            found = before.told(some)
            strong = self._strong(found[-1], pairs[lot[pairs[:, 0]] == k])
            inside = {row.article_id for row in self.rows if row.component in strong}
            before.keep(*found, inside)
            touched |= strong
        return touched

    def _strong(self, old: Told, pairs: Pairs) -> set[str]:
        """The components of those old accounts that have a strong pair among these."""
        number = {account.id: k for k, account in enumerate(old.accounts)}
        at = np.arange(len(self.is_new)) - len(self.rows) + len(number)
        met = distinct(pairs[:, 0])
        at[met] = [number[self.rows[k].id] for k in met.tolist()]
        row_of = {number[self.rows[k].id]: self.rows[k] for k in met.tolist()}
        strong = strong_pairs([*old.accounts, *self.new.accounts], at[pairs])
        return {row_of[a].component for a, _ in strong}

    def _crowded(self) -> set[str]:
        """The components whose pairs change as words become too common for a key, or rare again."""
        changed = self.gone | self.is_new
        blocks = self._blocks(changed, np.ones_like(changed))
        was, now = blocks.crowded(~self.is_new), blocks.crowded(~self.gone)
        return self._holding(np.setdiff1d(was, now)) | self._unpaired(np.setdiff1d(now, was))

    def _holding(self, keys: Keys) -> set[str]:
        """The components with an old account that holds one of the keys."""
        owners = distinct(self.owners[is_in(self.keys, keys)]).tolist()
        return {self.rows[k].component for k in owners if k < len(self.rows) and not self.gone[k]}

    def _unpaired(self, words: Keys) -> set[str]:
        """The components of which a pair was found by these words alone, now no key any more."""
        held = is_in(self.keys, words) & ~(self.gone | self.is_new)[self.owners]
        everyone = np.ones(len(self.wide), np.bool_)
        blocks = Blocks.sorted(self.keys[held], self.owners[held], self.wide)
        pairs = blocks.pairs(everyone, everyone)
        of = [row.component for row in self.rows]
        pairs = pairs[[of[a] == of[b] for a, b in pairs.tolist()]]  # no pair across two matters
        chosen = np.zeros(len(self.wide), np.bool_)
        chosen[pairs] = True
        code = np.array([len(self.wide), 1])
        still = is_in(pairs @ code, self._pairs(chosen) @ code)
        return {of[a] for a, _ in pairs[~still].tolist()}

    def _blocks(self, chosen: Mask, among: Mask) -> Blocks:
        """The blocks of the chosen accounts with all that stand in them, out of a choice."""
        wanted = distinct(self.keys[chosen[self.owners]])
        slots = np.zeros(SLOTS, np.bool_)
        slots[wanted >> SHIFT & LAST] = True
        here = np.flatnonzero(slots[self.keys >> SHIFT & LAST])
        here = here[among[self.owners[here]]]
        here = here[is_in(self.keys[here], wanted)]
        return Blocks.sorted(self.keys[here], self.owners[here], self.wide)

    def pairs_among(self, accounts: Sequence[Account]) -> Pairs:
        """The pairs of some accounts that share a block, by their numbers among these."""
        every = [*(row.id for row in self.rows), *(a.id for a in self.new.accounts)]
        at = {name: k for k, name in enumerate(every) if not self.gone[k]}
        numbers = [at[account.id] for account in accounts]
        chosen = np.zeros(len(every), np.bool_)
        chosen[numbers] = True
        number = np.zeros(len(every), np.int64)
        number[numbers] = np.arange(len(numbers))
        return np.sort(number[self._pairs(chosen)], axis=1)

    def _pairs(self, chosen: Mask) -> Pairs:
        """The pairs of chosen accounts that share a block, by number, in order."""
        return self._blocks(chosen, ~self.gone).pairs(chosen, chosen)


def _lots(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while lot := list(islice(rest, ARTICLES_AT_ONCE)):
        yield lot


@dataclass(frozen=True, slots=True)
class _Inside:
    """The articles of some components and the fresh ones, judged, and what of theirs is related."""

    articles: Sequence[Article]
    judged: Judged
    found: Told

    @classmethod
    def of(cls, before: Before, inside: Sequence[AccountRow]) -> _Inside:
        """The accounts in these rows, and all of fresh articles."""
        articles, judged, every = before.told({r.article_id for r in inside} | set(before.fresh))
        before.keep(articles, judged, every, {article.id for article in articles})
        own = {row.id for row in inside}
        chosen = [a.id in own or a.article_id in before.fresh for a in every.accounts]
        accounts = list(compress(every.accounts, chosen))
        claims = {claim.id for account in accounts for claim in account.claims}
        links = [link for link in every.links if link.claim_a in claims]
        found = Told(accounts, list(compress(every.keys, chosen)), links)
        rejected = [c for c in judged.rejected if c.id in own or c.article_id in before.fresh]
        return cls(articles, replace(judged, rejected=rejected), found)

    def joined(self, everyone: _Everyone, known: Joined) -> Joined:
        """The accounts of one happening together; those of whole components may be known."""
        done = {account.id for part in known.components for account in part}
        accounts = [account for account in self.found.accounts if account.id not in done]
        ties = implied(self.judged.ties.must_link, self.judged.ties.cannot_link)
        made = join(accounts, everyone.pairs_among(accounts), *ties)
        return Joined(
            [*known.parts, *made.parts],
            [*known.links, *made.links],
            [*known.components, *made.components],
        )


def _related(
    before: Before, here: _Inside, joined: Joined, inside: Sequence[AccountRow], copies: Copies
) -> tuple[Related, list[Decision]]:
    """The accounts of the touched components and of fresh articles, related anew.

    With the decisions that were looked at for it.
    """
    ids = sorted(article.id for article in here.articles)
    groups = copies.of(before.casebook, ids)
    decisions = before.on(here.articles)
    made = settle(
        here.judged,
        here.found,
        joined,
        [*here.articles, *_siblings(before, groups, ids)],
        groups,
        decisions,
        before.casebook.index.incidents(sorted({row.incident_id for row in inside})),
    )
    return made, decisions


def _all_unfit(
    before: Before, found: Iterable[Unfit], looked_at: Iterable[Decision]
) -> list[Unfit]:
    """All decisions that do not fit: as found now, or before where they were not looked at."""
    out_of_sight = {u.decision.id for u in found if u.reason.endswith(IN_NO_INCIDENT)}
    seen = {decision.id for decision in looked_at} - out_of_sight
    noted = unfit_known(before.casebook).items()
    reasons = {name: reason for name, reason in noted if name not in seen}
    made_since = before.decisions[decisions_known(before.casebook) :]
    asked = reasons.keys() | {decision.id for decision in made_since} - seen
    lost = _on_no_page(before, [d for d in before.decisions if d.id in asked])
    now = [*lost, *(unfit for unfit in found if unfit.decision.id in seen)]
    reasons |= {unfit.decision.id: unfit.reason for unfit in now}
    return [Unfit(d, reasons[d.id]) for d in before.decisions if d.id in reasons]


def _on_no_page(before: Before, decisions: Sequence[Decision]) -> list[Unfit]:
    """Those decisions that name a page which is not in the casebook, or not yet."""
    index = before.casebook.index
    articles = index.articles_of_captures(
        sorted({name for d in decisions for name in captures_of(d)})
    )
    here = {article.capture_id for article in articles}
    lost = [d for d in decisions if not here.issuperset(captures_of(d))]
    claims = index.claims(sorted(article.id for article in articles))
    judged = judge(articles, claims, [*before.on(articles), *lost], before.inclusion)
    _, late = on_incidents(lost, articles, [*judged.claims, *judged.rejected], [])
    names = {decision.id for decision in lost}
    return [unfit for unfit in (*judged.unfit, *late) if unfit.decision.id in names]


def _siblings(before: Before, groups: Iterable[CopyGroup], ids: Sequence[str]) -> list[Article]:
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
