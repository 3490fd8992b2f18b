"""READ FIRST: the stages in order, what each takes and makes.

capture    sources                     -> Received (Capture with its bytes) or Reject
clean      Received                    -> Article or Reject
detect     Article                     -> Mentions
extract    Article, Mentions           -> Claims
group      Articles                    -> CopyGroups; with clustered Claims -> Origins
link       Claims                      -> Incidents
review     Incidents, Decisions        -> Incidents as people decided
write      records                     -> files

Stages never import each other, nor the stores. reading.py takes one page through clean, detect
and extract; relating.py takes claims through group, link and review, growing.py (with before.py)
those of a casebook that new pages can change; this module joins both with a casebook (``read``,
whose two halves are ``take_in`` and ``relate_new``), or keeps all in memory (``read_all``). A
stage that crashes on a page makes it a ``Reject``: the other pages are read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from reportedly.growing import grow, relate_casebook
from reportedly.noting import is_stale
from reportedly.reading import Reader, bundles
from reportedly.records import Received, Reject
from reportedly.relating import relate
from reportedly.settings import BATCH_PAGES
from reportedly.stages.capture import capture
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from reportedly.gazetteer import Gazetteer
    from reportedly.overlay.inclusion import Inclusion
    from reportedly.records import Article, Claim, CopyGroup, Incident, Mention, Origin
    from reportedly.stages.review import Unfit


__all__ = ["Records", "Tally", "read", "read_all", "relate_casebook", "relate_new", "take_in"]


@dataclass(slots=True)
class Tally:
    """What became of the pages of a run, counted as it goes."""

    new: int = 0
    again: int = 0
    known: int = 0
    claims: int = 0
    rejects: list[Reject] = field(default_factory=list)
    unfit: Sequence[Unfit] = ()

    @property
    def pages(self) -> int:
        """How many pages were met."""
        return self.new + self.again + self.known + len(self.rejects)


@dataclass(frozen=True, slots=True)
class Records:
    """What reading some pages made, in memory."""

    articles: list[Article]
    mentions: list[Mention]
    claims: list[Claim]
    groups: list[CopyGroup]
    origins: list[Origin]
    incidents: list[Incident]
    rejects: list[Reject]


def read(
    sources: Sequence[str],
    casebook: Casebook,
    reader: Reader,
    progress: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Read what is new in the sources into the casebook, then relate what that can change."""
    tally = take_in(capture(sources, flattened=reader.flattened), casebook, reader, progress)
    tally.unfit = relate_new(casebook, reader.overlay.inclusion)
    return tally


def take_in(
    received: Iterable[Received | Reject],
    casebook: Casebook,
    reader: Reader,
    progress: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Read those of the pages that are new as far as their claims, and store them."""
    tally = Tally()
    stale = casebook.captures_read_without(reader.overlay.vocabulary.digest) if reader.again else ()
    pages = _new(received, casebook, tally, stale)
    while batch := list(islice(pages, BATCH_PAGES)):
        read_pages = bundles(batch, reader)
        casebook.add(read_pages)
        tally.rejects += [bundle.reject for bundle in read_pages if bundle.reject]
        done = [bundle.capture.id in stale for bundle in read_pages if bundle.article]
        tally.again += sum(done)
        tally.new += len(done) - sum(done)
        tally.claims += sum(len(bundle.claims) for bundle in read_pages)
        progress(tally)
    return tally


def relate_new(casebook: Casebook, inclusion: Inclusion) -> Sequence[Unfit]:
    """Relate what is new in a casebook, if anything is; the decisions that no longer fit."""
    if casebook.unlinked() or is_stale(casebook, inclusion):
        return grow(casebook, inclusion)
    return ()


def read_all(sources: Sequence[str], gazetteer: Gazetteer, *, flattened: bool = False) -> Records:
    """Read the sources in memory, without a casebook; the same bytes twice are one page."""
    pages = list(capture(sources, flattened=flattened))
    received = {page.capture.id: page for page in pages if isinstance(page, Received)}
    read_pages = bundles(list(received.values()), Reader(gazetteer=gazetteer))
    articles = [bundle.article for bundle in read_pages if bundle.article]
    claims = [claim for bundle in read_pages for claim in bundle.claims]
    made = relate(articles, claims)
    refused = [page for page in pages if isinstance(page, Reject)]
    return Records(
        articles=articles,
        mentions=[mention for bundle in read_pages for mention in bundle.mentions],
        claims=claims,
        groups=made.groups,
        origins=made.origins,
        incidents=made.incidents,
        rejects=refused + [bundle.reject for bundle in read_pages if bundle.reject],
    )


def _new(
    pages: Iterable[Received | Reject], casebook: Casebook, tally: Tally, stale: Collection[str]
) -> Iterator[Received]:
    """The pages that were not read to the end before, or are stale; the others are noted."""
    seen: set[str] = set()
    for page in pages:
        if isinstance(page, Reject):
            casebook.reject(page)
            tally.rejects.append(page)
        elif page.capture.id in seen or (
            page.capture.id not in stale and casebook.has_article(page.capture)
        ):
            casebook.add([Bundle(page.capture, page.data)])
            tally.known += 1
        else:
            seen.add(page.capture.id)
            yield page
