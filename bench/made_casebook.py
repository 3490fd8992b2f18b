"""A casebook of made incidents, put straight into the store: no page is read, nothing is linked.

Towns, offices and outlets are chosen with a long tail, as news does; one to six articles an
incident, each with a claim of it, at times a second, a third of them copies. Towns are those of
`growing.py` beside this file.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from growing import DAYS, KINDS, _town, _when

from reportedly.noting import make_notes
from reportedly.overlay import EVERYTHING
from reportedly.records import (
    Actor,
    Article,
    Capture,
    Claim,
    CopyEdge,
    CopyGroup,
    Count,
    CountRange,
    Decision,
    Event,
    Evidence,
    Incident,
    IncidentCount,
    Mention,
    Origin,
    Saying,
    Source,
    Span,
    Utterance,
    Weapon,
)
from reportedly.stages.review import subject_of, value_at
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.records import Place

BATCH = 1_000
DECIDED = 1_000
WEAPONS = ("rocket artillery", "uncrewed aircraft", "cluster munition", "small arms", None)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
SIDES = ("Veldria", "Karsova", None)
SOURCES = ("military", "government", "official", "ngo", "witness")


def make(folder: Path, incidents: int) -> None:
    """A casebook of so many incidents, with decisions on the first of them."""
    maker = _Maker(incidents)
    with Casebook.open_to_write(folder) as casebook:
        casebook.files.add = lambda *_: None  # type: ignore[method-assign,assignment]
        for _ in range(0, incidents, BATCH):
            casebook.add([b for _ in range(min(BATCH, maker.left)) for b in maker.incident()])
        casebook.replace_groups_and_incidents(maker.groups, maker.origins, maker.incidents)
        decisions = list(_decisions(maker))
        with casebook.index.transaction():
            for decision in decisions:
                casebook.decide(decision)
            make_notes(casebook, EVERYTHING, decisions, [])


def _decisions(maker: _Maker) -> Iterator[Decision]:
    for k, (claim, article) in enumerate(maker.judged):
        yield Decision(
            id=f"d-{k:06}", on=subject_of(claim, article, field="place"), action="accept",
            before=value_at(claim, "place"),
            by="Ana", at=f"2033-06-01T{k // 60 % 24:02}:{k % 60:02}:00Z",
        )  # fmt: skip


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


class _Maker:
    def __init__(self, incidents: int) -> None:
        self._chance = random.Random(7)  # noqa: S311 - no secret
        self.left = self._all = incidents
        self.groups: list[CopyGroup] = []
        self.origins: list[Origin] = []
        self.incidents: list[Incident] = []
        self.judged: list[tuple[Claim, Article]] = []
        self._common = [_word(self._chance).lower() for _ in range(4_000)]
        self._offices = [
            f"{_word(self._chance)} {kind}"
            for kind in ("Ministry", "Command", "Council", "Relief", "Police")
            for _ in range(400)
        ]
        self._outlets = [f"The {_word(self._chance)} Post" for _ in range(300)]

    def incident(self) -> list[Bundle]:
        """The pages of one more incident."""
        chance, self.left = self._chance, self.left - 1
        number = self._all - self.left
        day = date(2030, 1, 1) + timedelta(number * DAYS // self._all)
        place, kind = _town(chance), chance.choice(KINDS)
        many = chance.choice((1, 1, 1, 2, 2, 3, 6))
        pages = [self._page(f"{number:06}-{k}", day, place, kind) for k in range(many)]
        claims = [claim for page in pages for claim in page.claims]
        origins = list(self._voiced(number, claims))
        self.origins += origins
        self.incidents.append(_incident(number, claims, origins, pages))
        if many > 2:
            self._copied(number, [page.article for page in pages if page.article])
        if len(self.judged) < DECIDED and pages[0].article:
            self.judged.append((claims[0], pages[0].article))
        return pages

    def _page(self, name: str, day: date, place: Place, kind: str) -> Bundle:
        chance = self._chance
        office = self._offices[int(chance.paretovariate(0.7)) % len(self._offices)]
        printed = _when(day + timedelta(chance.choice((0, 1, 1, 3))))
        killed = chance.randrange(1, 12)
        lead = f"{kind} near {place.name} killed {killed} people, the {office} said."
        text = f"{lead}\n\n{' '.join(chance.choices(self._common, k=220))}."
        article = Article(
            id=f"a-{name}", capture_id=f"c-{name}", title=f"{place.name}: {killed} killed",
            outlet=self._outlets[int(chance.paretovariate(0.7)) % len(self._outlets)],
            text=text, page_text=text, language="en", published=printed,
        )  # fmt: skip
        at = text.index(office)
        source = Source(
            as_written=f"the {office}", name=office, kind=chance.choice(SOURCES),
            side=chance.choice(SIDES), span=Span(start=at, end=at + len(office)),
        )  # fmt: skip
        told = [self._claim(article, 0, (day, place, kind, killed), len(lead), source)]
        if chance.random() < 0.4:
            told.append(self._claim(article, 1, (day, place, kind, killed), len(lead), None))
        capture = Capture(
            id=f"c-{name}", sha256=name, media_type="text/plain", size=1, retrievals=()
        )
        return Bundle(capture, b"x", article, tuple(_mentions(article, place)), tuple(told))

    def _claim(
        self,
        article: Article,
        k: int,
        told: tuple[date, Place, str, int],
        size: int,
        source: Source | None,
    ) -> Claim:
        chance, span = self._chance, Span(start=0, end=size)
        day, place, kind, killed = told
        class_, side = chance.choice(WEAPONS), chance.choice(SIDES)
        return Claim(
            id=f"{article.id}-{k}", article_id=article.id, span=span,
            event=Event(acled_type="Explosions/Remote violence", acled_sub_type=kind),
            modality=chance.choice(("asserted", "asserted", "asserted", "denied", "accused")),
            actors=(Actor(as_written="forces", name=f"{side} forces", side=side, span=span),),
            weapons=(Weapon(as_written="rockets", class_=class_, span=span),),
            place=place, when=_when(day), source=source,
            evidence=(Evidence(kind="video", status="described", span=span),) * (k == 0),
            counts=(Count(what="killed", low=killed, high=killed, phrase="so many", span=span),),
            confidence={name: chance.random() for name in ("event", "place", "when")},
        )  # fmt: skip

    def _voiced(self, number: int, claims: list[Claim]) -> Iterator[Origin]:
        by: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.source and claim.source.name:
                by[claim.source.name].append(claim)
        for k, (name, told) in enumerate(by.items()):
            first = told[0].source
            yield Origin(
                id=f"o-{number:06}-{k}", name=None if first.kind == "witness" else name,
                kind=first.kind, side=first.side,
                utterances=(Utterance(channel=None, at=None, claim_ids=tuple(c.id for c in told)),),
                article_ids=tuple(sorted({c.article_id for c in told})), why=f"named as {name!r}",
            )  # fmt: skip

    def _copied(self, number: int, articles: list[Article]) -> None:
        first, *rest = (article.id for article in articles)
        edges = [
            CopyEdge(from_=first, to=name, kind="rewrite", similarity=0.8, why="80% of its words")
            for name in rest
        ]
        names = tuple(sorted(article.id for article in articles))
        self.groups.append(
            CopyGroup(
                id=f"g-{number:06}", article_ids=names, edges=tuple(edges), first_article_id=first
            )
        )


def _mentions(article: Article, place: Place) -> Iterator[Mention]:
    at = article.text.index(place.name or "")
    span = Span(start=at, end=at + len(place.name or ""))
    yield Mention(
        id=f"m-{article.id}-0", article_id=article.id, kind="place", span=span,
        text=place.name or "", value=place,
    )  # fmt: skip
    yield Mention(
        id=f"m-{article.id}-1", article_id=article.id, kind="person", span=span, text="Ilan Vesh"
    )


def _incident(
    number: int, claims: list[Claim], origins: list[Origin], pages: list[Bundle]
) -> Incident:
    counts = defaultdict(list)
    for claim in claims:
        counts[claim.counts[0].low].append(claim.id)
    lows = [low for low in counts if low]
    names = tuple(page.article.id for page in pages if page.article)
    return Incident(
        id=f"i-{number:06}",
        kind="plan" if number % 50 == 0 else "happening",
        event=claims[0].event,
        when=claims[0].when,
        place=claims[0].place,
        weapons=claims[0].weapons,
        actors=claims[0].actors,
        counts=tuple(
            IncidentCount(
                what="killed", who=None, low=low, high=low, by=tuple(by),
                said=(Saying(origin=origins[0].id if origins else None, claim_ids=tuple(by)),),
            )
            for low, by in counts.items()
        ),
        ranges=(
            CountRange(
                what="killed", who=None, low=min(lows), high=max(lows), latest_low=min(lows),
                latest_high=max(lows),
            ),
        ),
        claim_ids=tuple(claim.id for claim in claims),
        article_ids=names,
        origins=tuple(origin.id for origin in origins),
        n_articles=len(names),
        n_origins=len(origins),
        grade="Fair" if len(origins) > 1 else "Weak",
        grade_why="so many origins",
    )  # fmt: skip
