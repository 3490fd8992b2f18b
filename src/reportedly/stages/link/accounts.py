"""What one article tells of one happening: its claims together, read once for comparing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.stages.link.intervals import Days, days_of, places_of
from reportedly.stages.link.terms import kind_of, said_by
from reportedly.stages.link.words import (
    Words,
    ages_in,
    people_in,
    streets_in,
    weigh,
    words_in,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reportedly.records import Actor, Article, Claim, Count, IncidentKind, Place, Weapon

MAIN_SHARE = 1 / 3  # of an article's claims of its kind: from here on the article is about it
OPENING = 480  # characters: the headline and the first sentences


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared of a text: its words, those of its opening, names, people, ages, streets."""

    words: Words
    opening: Words
    names: frozenset[str]
    people: frozenset[str]
    ages: frozenset[str]
    streets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Account:
    """The claims of one article that tell of one happening, with what is compared of them."""

    id: str
    article: Article | None
    claims: tuple[Claim, ...]
    kind: IncidentKind
    crime: bool
    places: tuple[Place, ...]
    times: tuple[Days, ...]
    printed: Days | None
    events: frozenset[str]
    said_by: frozenset[tuple[str, str]]
    is_main: bool  # whether the article is about it
    text: Text  # the whole article where it is about this, else the account's sentences
    sentences: Words

    @property
    def article_id(self) -> str:
        """The article that tells it."""
        return self.article.id if self.article else self.claims[0].article_id

    def names(self, person: str) -> bool:
        """Whether it tells of a person by this first and last name."""
        first, last = person.casefold().split(" ")
        told = self.text.words.weights
        return (
            first in told
            and last in told
            and self.article is not None
            and (person in self.article.text or person in (self.article.title or ""))
        )

    @property
    def weapons(self) -> list[Weapon]:
        """Every weapon of its claims."""
        return [weapon for claim in self.claims for weapon in claim.weapons]

    @property
    def counts(self) -> list[Count]:
        """Every number of its claims."""
        return [count for claim in self.claims for count in claim.counts]

    @property
    def actors(self) -> list[Actor]:
        """Every actor of its claims."""
        return [actor for claim in self.claims for actor in claim.actors]

    @property
    def targets(self) -> list[Actor]:
        """Every target of its claims."""
        return [target for claim in self.claims for target in claim.targets]


def accounts_of(parts: Iterable[Sequence[Claim]], article: Article | None) -> list[Account]:
    """The accounts of one article, one for each of its clusters of claims.

    A body that tells of nothing, a notice or teasers, is not compared: the title alone is.
    """
    clusters = [sorted(part, key=_order) for part in parts]
    left_out = {word for part in clusters for claim in part for word in _named(claim)}
    titled = all(c.span.field == "title" for part in clusters for c in part)
    body = "" if article is None or titled else article.text
    whole = text_of(f"{article.title or ''}\n{body}" if article else "", left_out)
    size = Counter(kind_of(part[0]) for part in clusters for _ in part)
    made = []
    for part in clusters:
        kind = kind_of(part[0])
        own = "\n".join(_sentences(part, article))
        is_main = len(part) >= MAIN_SHARE * size[kind]
        others = [c for p in clusters if kind_of(p[0]) == kind for c in p] if is_main else []
        text = whole if is_main else text_of(own, left_out)
        account = _account(part, others, article, text, weigh(own, left_out))
        made.append(replace(account, is_main=is_main))
    return made


def account_of(claims: Sequence[Claim], article: Article) -> Account:
    """All claims of an article as one account of a happening; by its text alone if it has none."""
    told = sorted(claims, key=_order)
    left_out = {word for claim in told for word in _named(claim)}
    text = text_of(f"{article.title or ''}\n{article.text}", left_out)
    own = weigh("\n".join(_sentences(told, article)), left_out)
    made = _account(told, (), article, text, own)
    return replace(made, id=article.id, kind="happening", crime=True, is_main=True)


def text_of(text: str, left_out: Collection[str]) -> Text:
    """A text read for comparing; of names those left out do not count."""
    words = weigh(text)
    return Text(
        words=words,
        opening=weigh(text[:OPENING]),
        names=words.names.difference(left_out),
        people=people_in(text, left_out),
        ages=ages_in(text),
        streets=streets_in(text),
    )


def _account(
    claims: Sequence[Claim],
    others: Sequence[Claim],
    article: Article | None,
    text: Text,
    sentences: Words,
) -> Account:
    """The account; a place or day that its claims leave out is that of the article's others."""
    places = _places(claims) or _places(others)
    times = _times(claims) or _times(others)
    return Account(
        id=claims[0].id if claims else "",
        article=article,
        claims=tuple(claims),
        kind=kind_of(claims[0]) if claims else "happening",
        crime=2 * sum(claim.domain == "crime" for claim in claims) > len(claims),
        places=places,
        times=times,
        printed=days_of(article.published) if article else None,
        events=frozenset(claim.event.acled_sub_type for claim in claims),
        said_by=frozenset(said for claim in claims if (said := said_by(claim))),
        is_main=False,
        text=text,
        sentences=sentences,
    )


def _places(claims: Sequence[Claim]) -> tuple[Place, ...]:
    found = {_point(place): place for claim in claims for place in places_of(claim)}
    return tuple(found.values())


def _times(claims: Sequence[Claim]) -> tuple[Days, ...]:
    return tuple(sorted({days for claim in claims if (days := days_of(claim.when))}))


def _order(claim: Claim) -> tuple[bool, int, str]:
    return (claim.span.field != "title", claim.span.start, claim.id)


def _point(place: Place) -> tuple[object, ...]:
    return (place.name or place.as_written, place.gazetteer_id, place.lat, place.lon)


def _sentences(claims: Sequence[Claim], article: Article | None) -> list[str]:
    if article is None:
        return []
    spans = {(c.span.field, c.span.start, c.span.end): c.span for c in claims}
    return [article.cut(spans[key]) for key in sorted(spans)]


def _named(claim: Claim) -> list[str]:
    """Words of places, parties and sources: compared by themselves, not as words."""
    texts = [text for p in places_of(claim) for text in (p.as_written, p.name, p.admin1) if text]
    texts += [actor.as_written for actor in claim.actors]
    if claim.source is not None and not claim.source.private:
        texts += [claim.source.as_written, claim.source.name or ""]
    return [word for text in texts for word in words_in(text)]
