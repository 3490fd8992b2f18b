"""The copies among a casebook's articles, kept up with new articles by an index beside it.

The index is a file that the records make needless: it carries the mark of the casebook's copy
groups that it was made with, and where the marks differ (the file lost, a run killed between
database and file, a page read anew, a decision on articles) it is made anew from the articles.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from secrets import token_hex
from typing import TYPE_CHECKING

import msgspec

from reportedly.records import CopyGroup, stable_id
from reportedly.stages.group import CopyIndex, group_records, indexed, load, save
from reportedly.stages.review import article_ties
from reportedly.stores.casebook import Casebook
from reportedly.workers import beside, processors

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportedly.records import Article, Decision
    from reportedly.stages.review import Unfit

FILE = "copies.npz"
"""The index, in the casebook's folder."""
MANY = 4_000  # articles: with fewer, another process would not be worth its start
MANY_NEW = 300  # of new ones
STATE = "copies"
"""The casebook's note of the mark that a fitting index carries."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copy groups as they are now, as far as they have changed.

    ``made`` take the place of the groups ``gone``; ``regrouped`` are the articles that are now
    with others than before.
    """

    index: CopyIndex
    made: list[CopyGroup]
    gone: list[str]
    regrouped: set[str]
    unfit: list[Unfit]
    is_new: bool = True

    def of(self, casebook: Casebook, article_ids: Collection[str]) -> list[CopyGroup]:
        """The groups that some articles are in, as they are now."""
        now = _group_ids(self.index)
        wanted = {now[name] for name in article_ids if name in now}
        own = {group.id for group in self.made}
        stored = casebook.index.groups(sorted(wanted - own - set(self.gone)))
        return [*stored, *(group for group in self.made if group.id in wanted)]

    def mark(self, casebook: Casebook) -> str:
        """Note that the groups are these, in the transaction that stores them; the mark."""
        state = token_hex(8) if self.is_new else casebook.note(STATE)
        casebook.make_note(STATE, state)
        return state

    def keep(self, casebook: Casebook, state: str) -> None:
        """Write the index, once the groups are stored under this mark."""
        if self.is_new:
            save(self.index, casebook.folder / FILE, state)


def copies_anew(articles: Sequence[Article], decisions: Sequence[Decision]) -> Copies:
    """The copies among all articles."""
    ties = article_ties(decisions, articles)
    index, made = indexed(articles, ties.must_link, ties.cannot_link)
    return Copies(index, made, [], {a.id for a in articles}, ties.unfit)


def copies_beside(
    casebook: Casebook, articles: Sequence[Article], decisions: Sequence[Decision]
) -> AbstractContextManager[Callable[[], Copies]]:
    """The copies among all articles of a casebook; those of many by a process beside this one."""
    here = partial(copies_anew, articles, decisions)
    there = partial(_stored_copies, decisions=decisions)
    return _beside(casebook, here, there, many=len(articles) >= MANY)


def _stored_copies(casebook: Casebook, decisions: Sequence[Decision]) -> Copies:
    return copies_anew(list(casebook.articles()), decisions)


def copies_with_beside(
    casebook: Casebook, new: set[str], decisions: Sequence[Decision], known: int
) -> AbstractContextManager[Callable[[], Copies]]:
    """The copies with new articles taken in; many by a process beside this one."""
    made = partial(copies_with, new=new, decisions=decisions, known=known)
    return _beside(casebook, partial(made, casebook), made, many=len(new) >= MANY_NEW)


@contextmanager
def _beside(
    casebook: Casebook,
    here: Callable[[], Copies],
    there: Callable[[Casebook], Copies],
    *,
    many: bool,
) -> Iterator[Callable[[], Copies]]:
    """Copies found here when they are asked for, or many by a process that opens the casebook."""
    if not many or processors() < 2:
        yield cache(here)
        return
    with beside(_sent, (casebook.folder, there)) as asked:
        yield cache(lambda: _received(*asked()))


def _sent(task: tuple[Path, Callable[[Casebook], Copies]]) -> tuple[Copies, bytes]:
    """The copies in a casebook, the groups as JSON: it is sent to another process much faster."""
    folder, find = task
    with Casebook.open(folder) as casebook:
        found = find(casebook)
    return replace(found, made=[]), msgspec.json.encode(found.made)


def _received(found: Copies, made: bytes) -> Copies:
    return replace(found, made=msgspec.json.decode(made, type=list[CopyGroup]))


def copies_with(
    casebook: Casebook, new: set[str], decisions: Sequence[Decision], known: int
) -> Copies:
    """The copies with new articles taken in; all anew if one was known, or decisions tie some.

    ``known``: how many of the decisions the groups stored know of.
    """
    decided = any(decision.on.record == "article" for decision in decisions[known:])
    state = casebook.note(STATE)
    index = None if decided or not state else load(casebook.folder / FILE, state)
    if index is None or not new.isdisjoint(entry.id for entry in index.entries):
        return _all_anew(casebook, decisions)
    return _taken_in(casebook, index, sorted(new), decisions)


def _all_anew(casebook: Casebook, decisions: Sequence[Decision]) -> Copies:
    """All copies made anew, and which articles that puts with others than before."""
    former = {group.id: group.article_ids for group in casebook.copy_groups()}
    found = _stored_copies(casebook, decisions)
    return replace(found, gone=list(former), regrouped=_moved(former, found.made))


def _taken_in(
    casebook: Casebook, index: CopyIndex, new: Sequence[str], decisions: Sequence[Decision]
) -> Copies:
    rows = casebook.index
    if not new:
        return Copies(index, [], [], set(), [], is_new=False)
    before = _group_ids(index)
    tied = [decision for decision in decisions if decision.on.record == "article"]
    captures = sorted({name for decision in tied for name in captures_of(decision)})
    ties = article_ties(tied, rows.articles_of_captures(captures))
    changed = index.add(rows.articles(new), ties.must_link, ties.cannot_link)
    former = rows.groups(sorted({before[name] for name in changed if name in before}))
    made = group_records(
        index, lambda name: rows.articles([name])[0].text, former, ties.must_link, changed
    )
    was = {group.id: group.article_ids for group in former}
    return Copies(index, made, list(was), _moved(was, made), ties.unfit)


def captures_of(decision: Decision) -> set[str]:
    """The captures whose words a decision is on, those of the others that it names too."""
    others = decision.after if isinstance(decision.after, list) else [decision.after]
    named = {str(other["capture"]) for other in others if _is_subject(other)}
    named |= {str(other.capture) for other in others if hasattr(other, "capture")}
    return {decision.on.capture, *named}


def _is_subject(value: object) -> bool:
    return isinstance(value, dict) and "capture" in value


def _group_ids(index: CopyIndex) -> dict[str, str]:
    """The group of each article that is in one."""
    return {
        entry.id: name
        for part in index.groups()
        for name in (stable_id("g", part[0].id),)
        for entry in part
    }


def _moved(was: dict[str, tuple[str, ...]], made: Iterable[CopyGroup]) -> set[str]:
    """The articles that are with others than before."""
    before = {name: ids for ids in was.values() for name in ids}
    now = {name: group.article_ids for group in made for name in group.article_ids}
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
