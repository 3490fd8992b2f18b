"""The casebook against its captures: what can be proved from the folder alone, offline."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from reportedly.errors import CasebookError
from reportedly.records import Article, Capture, Claim, Mention, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.stores.casebook import Casebook

NOT_PROVED: Final = (
    "that a page was ever on the web, or said there what its capture says",
    "that nothing was removed from the casebook: it has no ledger yet",
    "that the records are what reportedly makes of the captures: they are not read again",
)
"""What no check made here can show."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that is not as it should be."""

    record: str
    id: str
    problem: str


@dataclass(slots=True)
class Report:
    """How many records were checked, and what is broken, in the order in which it was found."""

    checked: Counter[str] = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)
    unlinked: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


def verify(casebook: Casebook) -> Report:
    """Check the whole casebook: hashes, references, spans, and that each claim has its incident."""
    report = Report()
    try:
        sound = casebook.soundness()
        problems = [Broken("casebook", str(casebook.folder), sound)] if sound else ()
        report.broken.extend(problems or _problems(casebook, report))
    except CasebookError as error:
        report.broken.append(Broken("casebook", str(casebook.folder), str(error)))
    return report


def spans_of(value: object) -> Iterator[Span]:
    """Every span inside a record, at any depth."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans_of(getattr(value, name))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from spans_of(part)


def _problems(casebook: Casebook, report: Report) -> Iterator[Broken]:
    """Every problem, from the bytes up to the incidents."""
    captures: set[str] = set()
    for capture in casebook.captures():
        report.checked["captures"] += 1
        captures.add(capture.id)
        yield from _capture(casebook, capture)
    claims: set[str] = set()
    for article in casebook.articles():
        report.checked["articles"] += 1
        if article.capture_id not in captures:
            yield Broken("article", article.id, f"its capture {article.capture_id} is missing")
        yield from _article(article)
        yield from _mentions(article, casebook.mentions(article.id), report)
        for claim in casebook.claims(article.id):
            claims.add(claim.id)
            yield from _spans("claim", claim.id, claim, article)
    report.checked["claims"] += len(claims)
    yield from _belonging(casebook, report, claims)


def _capture(casebook: Casebook, capture: Capture) -> Iterator[Broken]:
    """The bytes are there and have the hash and the size that the record names."""
    try:
        data = casebook.data(capture)
    except OSError as error:
        yield Broken("capture", capture.id, f"its bytes cannot be read: {error.strerror}")
        return
    found = hashlib.sha256(data).hexdigest()
    if found != capture.sha256:
        yield Broken("capture", capture.id, f"its bytes hash to {found}, not to {capture.sha256}")
    elif len(data) != capture.size:
        yield Broken("capture", capture.id, f"its bytes are {len(data)}, not {capture.size}")


def _article(article: Article) -> Iterator[Broken]:
    """Agencies and furniture lie inside the article's texts."""
    yield from _spans("article", article.id, article, article)
    for part in article.furniture:
        if not 0 <= part.start <= part.end <= len(article.page_text):
            yield Broken("article", article.id, f"furniture {part.start}-{part.end} is outside")


def _mentions(article: Article, mentions: Iterable[Mention], report: Report) -> Iterator[Broken]:
    """Each mention's span lies inside the article, and its text is the words there."""
    for mention in mentions:
        report.checked["mentions"] += 1
        yield from _spans("mention", mention.id, mention, article)
        if mention.span.field != "meta" and article.cut(mention.span) != mention.text:
            words = article.cut(mention.span)
            problem = f"its text {mention.text!r} is not the article's words {words!r}"
            yield Broken("mention", mention.id, problem)


def _spans(kind: str, name: str, record: object, article: Article) -> Iterator[Broken]:
    """Every span of a record lies inside the text of its field."""
    for span in spans_of(record):
        size = len(article.field(span.field))
        if span.field != "meta" and not 0 <= span.start <= span.end <= size:
            problem = f"span {span.start}-{span.end} is outside the {span.field} of {article.id}"
            yield Broken(kind, name, problem)


def _belonging(casebook: Casebook, report: Report, known: set[str]) -> Iterator[Broken]:
    """Every claim of a linked article is in exactly one incident, which names only claims."""
    times: Counter[str] = Counter()
    unlinked = casebook.unlinked()
    for incident in casebook.incidents():
        report.checked["incidents"] += 1
        times.update(incident.claim_ids)
        for name in incident.claim_ids:
            if name not in known and unlinked.isdisjoint(incident.article_ids):
                yield Broken("incident", incident.id, f"its claim {name} is missing")
    for claim in casebook.claims():
        yield from _counted(claim, times[claim.id], unlinked, report)


def _counted(claim: Claim, times: int, unlinked: set[str], report: Report) -> Iterator[Broken]:
    """One claim, found in so many incidents."""
    if claim.article_id in unlinked and times == 0:
        report.unlinked += 1
    elif times != 1:
        yield Broken("claim", claim.id, f"it is in {times} incidents, not in one")
