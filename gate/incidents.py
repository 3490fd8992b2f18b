"""Documents by incident, on news of shootings in the United States (GVA).

Among 2,000 documents, those of the incidents in the odd half by hash are scored; the weights
of linking were fitted on the even half (``training/linking.py``), whose first documents by hash
fill up the 2,000. Each document is read through the whole pipeline once (``gate.readings``).

A document lies where most of its claims of a happening lie; one without a claim lies alone.
Beside that, linking by texts and fields alone: all claims of a document as one account, a
document without any by its text.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from gate import gva
from gate.link import b_cubed
from gate.readings import Readings, read_once
from reportedly.relating import relate
from reportedly.stages.link.accounts import Account, account_of
from reportedly.stages.link.blocks import candidates
from reportedly.stages.link.clusters import join
from reportedly.stages.link.terms import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportedly.records import Claim, Incident

Figures = dict[str, float]
DOCUMENTS = 2_000
FEW = 150
BODY = 300  # characters: less is a notice that a page is gone or to be paid for
SCORED, FITTED_ON = 1, 0


@dataclass(frozen=True)
class Document:
    """A document as given, with the incident that it is a source of."""

    id: str
    incident: str
    row: dict[str, str]

    @property
    def half(self) -> int:
        """The half of its incident, by hash."""
        return zlib.crc32(self.incident.encode()) % 2

    @property
    def has_body(self) -> bool:
        """Whether it is more than a notice."""
        return len(self.row["text"]) >= BODY


def documents(gold: Path) -> list[Document]:
    """Every document once, by hash of its id."""
    lines = (gold / "incidents" / "gva-docs.jsonl").read_text("utf-8").splitlines()
    rows: dict[str, Any] = {}
    for row in map(json.loads, lines):
        rows.setdefault(row["doc_id"], row)
    made = [
        Document(
            key,
            row["incident_id"],
            {"id": key, "title": row["title"], "text": row["content"], "published": row["dct"]},
        )
        for key, row in rows.items()
    ]
    return sorted(made, key=lambda d: zlib.crc32(d.id.encode()))


def score(gold: Path) -> Figures:
    """The figures of the odd half among 2,000 documents."""
    every = documents(gold)
    scored = [d for d in every if d.half == SCORED]
    rest = [d for d in every if d.half == FITTED_ON][: DOCUMENTS - len(scored)]
    return _figures(scored, [*scored, *rest], gold)


def score_few(gold: Path) -> Figures:
    """The same on few documents: those of the first incidents of the odd half that have three."""
    by: dict[str, list[Document]] = defaultdict(list)
    for document in documents(gold):
        if document.half == SCORED:
            by[document.incident].append(document)
    chosen = [d for found in by.values() if len(found) >= 3 for d in found][:FEW]
    return _figures(chosen, chosen, gold)


def _figures(scored: Sequence[Document], among: Sequence[Document], gold: Path) -> Figures:
    readings = read_once([d.row for d in among])
    lies, incidents = by_claims(among, readings)
    told = [d for d in scored if claims_of(d, readings)]
    body = [d for d in scored if d.has_body]
    texts, pairs = by_texts(among, readings)
    return {
        **_shares("claims", scored, lies),
        **_shares("claims, of documents with one", told, lies),
        **_shares("texts and fields", scored, texts),
        **_shares("texts and fields, of documents with a body", body, texts),
        "blocking, pair recall": _recall(scored, pairs),
        "blocking, pair recall, of documents with a body": _recall(body, pairs),
        **_numbers(scored, lies, incidents, gold),
    }


def by_claims(
    among: Sequence[Document], readings: Readings
) -> tuple[dict[str, str], dict[str, Incident]]:
    """Where each document lies by our claims, and our incidents."""
    read = [readings.articles[d.id] for d in among if d.id in readings.articles]
    made = relate(read, [claim for d in among for claim in claims_of(d, readings)])
    lies = {claim: incident.id for incident in made.incidents for claim in incident.claim_ids}
    by_document = {d.id: _main(claims_of(d, readings), lies) or d.id for d in among}
    return by_document, {incident.id: incident for incident in made.incidents}


def claims_of(document: Document, readings: Readings) -> list[Claim]:
    """What we read in a document; nothing where it is refused."""
    article = readings.articles.get(document.id)
    return readings.claims.get(article.id, []) if article else []


def _main(claims: Sequence[Claim], lies: Mapping[str, str]) -> str | None:
    """Where most claims of a happening lie; of several the first told."""
    happened = [claim for claim in claims if kind_of(claim) == "happening"] or claims
    ordered = sorted(happened, key=lambda c: (c.span.field != "title", c.span.start))
    return max(Counter(lies[c.id] for c in ordered).items(), key=lambda i: i[1], default=(None,))[0]


def by_texts(
    among: Sequence[Document], readings: Readings
) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Where each document lies as one account of all its claims; the pairs compared."""
    read = [d for d in among if d.id in readings.articles]
    accounts = [whole_account(d, readings) for d in read]
    pairs = candidates(accounts)
    position = {account.id: k for k, account in enumerate(accounts)}
    parts = [[position[a.id] for a in part] for part in join(accounts, pairs).parts]
    lies = {d.id: d.id for d in among}
    lies |= {read[k].id: read[part[0]].id for part in parts for k in part}
    return lies, {tuple(sorted((read[a].id, read[b].id))) for a, b in pairs.tolist()}


def whole_account(document: Document, readings: Readings) -> Account:
    """All that a document tells as one account of a happening."""
    return account_of(claims_of(document, readings), readings.articles[document.id])


def _shares(name: str, scored: Sequence[Document], lies: Mapping[str, str]) -> Figures:
    found = b_cubed([d.incident for d in scored], [lies[d.id] for d in scored])
    return {f"{name}: B-cubed {key}": value for key, value in found.items()}


def _recall(scored: Sequence[Document], pairs: set[tuple[str, str]]) -> float:
    by: dict[str, list[str]] = defaultdict(list)
    for document in scored:
        by[document.incident].append(document.id)
    gold = [tuple(sorted(pair)) for ids in by.values() for pair in combinations(ids, 2)]
    return sum(pair in pairs for pair in gold) / max(len(gold), 1)


def _numbers(
    scored: Sequence[Document],
    lies: Mapping[str, str],
    incidents: Mapping[str, Incident],
    gold: Path,
) -> Figures:
    """Killed and injured of our incident, where a fresh document of the record's holds them."""
    asked = {d.id: d for d in gva.documents(gold) if d.asked}
    by: dict[str, list[str]] = defaultdict(list)
    for document in scored:
        if document.id in asked:
            by[document.incident].append(document.id)
    ours = {record: incidents.get(_most([lies[i] for i in ids])) for record, ids in by.items()}
    return {
        f"{what} of the incident{name}: exact where a text holds it": _exact(
            [
                (asked[ids[0]].numbers[what], answer(ours[record], what))
                for record, ids in by.items()
                if any(gva.holds(asked[i], what) for i in ids)
            ]
        )
        for name, answer in (("", most_told), (", the largest told", largest))
        for what in ("killed", "injured")
    }


def _most(where: Sequence[str]) -> str:
    """The incident of ours that most documents of a record lie in."""
    return Counter(where).most_common(1)[0][0]


def most_told(incident: Incident | None, what: str) -> int | None:
    """The number that most origins give, of men, children and all people the largest."""
    given = [
        told.most_told.low
        for told in (incident.ranges if incident else ())
        if told.what == what and told.scope == "incident" and told.most_told
    ]
    return max((low for low in given if low is not None), default=None)


def largest(incident: Incident | None, what: str) -> int | None:
    """The largest number that anybody gives."""
    given = [
        count.low
        for count in (incident.counts if incident else ())
        if count.what == what
        and count.scope == "incident"
        and not all(saying.denied for saying in count.said)
    ]
    return max((low for low in given if low is not None), default=None)


def _exact(pairs: Sequence[tuple[int, int | None]]) -> float:
    return sum(number == given for number, given in pairs) / max(len(pairs), 1)
