"""The sources page: who says what, who bears it out or denies it, and who prints whose words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, HTTPException, Request, Response

from reportedly.records import Article, Claim, Incident
from reportedly.web.incident import outlet
from reportedly.web.naming import Names
from reportedly.web.paging import within
from reportedly.web.site import SiteOf, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportedly.stores.casebook import Casebook
    from reportedly.web.ledger import Account, Spoken

router = APIRouter(include_in_schema=False)

PAGE: Final = 100
"""Sources, or incidents of one source, on a page."""

IN_PICTURE: Final = 14
"""Names at a side of the picture; those with the most articles."""


@dataclass(frozen=True, slots=True)
class Strand:
    """A line of the picture, in percent of its height; ``copied`` if only copies carry it."""

    start: float
    end: float
    number: int
    copied: bool

    @property
    def width(self) -> int:
        """The more articles the wider, up to where lines would run together."""
        return min(1 + self.number, 8)


@dataclass(frozen=True, slots=True)
class Picture:
    """Names on the left, names on the right, and lines from the ones to the others."""

    left: list[tuple[str, str]]
    right: list[str]
    strands: list[Strand]
    more: int


@dataclass(frozen=True, slots=True)
class Words:
    """What a source says of one incident, ready to be shown."""

    incident: Incident
    spoken: Spoken
    claims: list[tuple[Claim, str, str]]


@router.get("/sources")
def sources(request: Request, site: SiteOf, page: int = 1) -> Response:
    """All sources and outlets, those with the most claims first."""
    with site.casebook() as casebook:
        ledger = site.ledgers.bring_up(casebook)
    accounts = sorted(ledger.accounts.values(), key=lambda a: (-a.claims, a.name.casefold()))
    printers = sorted(ledger.printers.values(), key=lambda p: (-p.articles, p.name.casefold()))
    page, pages = within(page, max(len(accounts), len(printers)), PAGE)
    some = slice((page - 1) * PAGE, page * PAGE)
    return render(
        request,
        "sources.html",
        accounts=accounts[some],
        printers=printers[some],
        ledger=ledger,
        flow=flow({account.id: account for account in accounts}),
        total=len(accounts),
        page=page,
        pages=pages,
    )


@router.get("/sources/{name}")
def one_source(request: Request, site: SiteOf, name: str, page: int = 1) -> Response:
    """One source: each incident that it speaks of, its words, and who says the same or not."""
    with site.casebook() as casebook:
        ledger = site.ledgers.bring_up(casebook)
        account = ledger.accounts.get(name)
        if account is None:
            raise HTTPException(404, "No source has this address now: look for it in the list.")
        page, pages = within(page, account.incidents, PAGE)
        words = said(casebook, site.ledgers.said_by(account, (page - 1) * PAGE, PAGE))
    return render(
        request,
        "one_source.html",
        account=account,
        words_said=words,
        ledger=ledger,
        flow=flow({name: account}),
        page=page,
        pages=pages,
    )


def said(casebook: Casebook, some: list[Spoken]) -> list[Words]:
    """The words of a source, by incident; a private person is a witness in these words too."""
    claims = {c.id: c for c in casebook.named(Claim, [n for one in some for n in one.claim_ids])}
    articles = {
        article.id: article
        for article in casebook.named(Article, sorted({c.article_id for c in claims.values()}))
    }
    incidents = {i.id: i for i in casebook.named(Incident, [one.incident_id for one in some])}
    told = casebook.index.claims(sorted(articles))
    persons = casebook.marks.persons(articles)
    veil = Names(told, set().union(*persons.values()))
    here = [one for one in some if one.incident_id in incidents]
    return [Words(incidents[o.incident_id], o, _cut(o, claims, articles, veil)) for o in here]


def _cut(
    spoken: Spoken, claims: Mapping[str, Claim], articles: Mapping[str, Article], veil: Names
) -> list[tuple[Claim, str, str]]:
    """Each claim with its sentence and its outlet."""
    found = [(claims[n], articles[claims[n].article_id]) for n in spoken.claim_ids if n in claims]
    return [(c, veil.text(a.cut(c.span)), veil.text(outlet(a))) for c, a in found]


def flow(accounts: Mapping[str, Account]) -> Picture:
    """From sources to the outlets that carry their words, the fullest lines first."""
    carried = {a.id: a.outlets + a.copied for a in accounts.values()}
    left = sorted(carried, key=lambda key: (-carried[key].total(), key))[:IN_PICTURE]
    into: Counter[str] = Counter()
    for key in left:
        into.update(carried[key])
    right = [name for name, _ in into.most_common(IN_PICTURE)]
    strands = [
        Strand(_middle(left, key), _middle(right, name), number, not accounts[key].outlets[name])
        for key in left
        for name, number in carried[key].items()
        if name in right
    ]
    more = len(carried) - len(left) + len(into) - len(right)
    return Picture([(key, accounts[key].name) for key in left], right, strands, more)


def _middle(names: list[str], name: str) -> float:
    """The middle of a name's row, all rows being of one height."""
    return round((names.index(name) + 0.5) * 100 / len(names), 2)
