"""Places that an article names, each resolved to a gazetteer entry, or to what the page says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reportedly.gazetteer.asked import Ask, Asked
from reportedly.gazetteer.placed import NO_RELATION, Relation, place_of
from reportedly.gazetteer.resolve import Answer, resolve
from reportedly.records import Article, Field, Mention, Span, stable_id
from reportedly.stages.detect.place_context import Setting, settings
from reportedly.stages.detect.place_metonyms import stands_for_government
from reportedly.stages.detect.place_quarters import quarters
from reportedly.stages.detect.place_spans import spots

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.gazetteer import Entry, Gazetteer
    from reportedly.model import Name
    from reportedly.stages.detect.place_words import Spot

_COUNTRY_CODE = 2  # letters
FIELDS: tuple[Field, ...] = ("title", "text")


@dataclass(frozen=True)
class _Found:
    """A setting in its field, with the number of the first setting of the field."""

    field: Field
    first: int
    setting: Setting


def places(
    article: Article, names: Sequence[tuple[Field, Name]], gazetteer: Gazetteer
) -> list[Mention]:
    """Place and demonym mentions of an article, title first, none overlapping another.

    ``names`` are the tagger's, with the field that their offsets count in, those inside longer
    names among them; rules add to them. A place in the name of a body stands for that body.
    Names that recur are resolved alike. Coordinates printed in a text are not read.
    """
    found, asks = asked(article, names, gazetteer)
    answers = resolve(asks)
    return [_mention(article, number, found, answers) for number in range(len(found))]


def asked(
    article: Article, names: Sequence[tuple[Field, Name]], gazetteer: Gazetteer
) -> tuple[list[_Found], Asked]:
    """The place names of an article in their settings, and what they ask of the gazetteer."""
    found = list(_found(article, names, gazetteer))
    asks = [_ask(one, article.field(one.field), gazetteer) for one in found]
    return found, Asked(asks, gazetteer)


def _found(
    article: Article, names: Sequence[tuple[Field, Name]], gazetteer: Gazetteer
) -> Iterable[_Found]:
    first = 0
    for field in FIELDS:
        text = article.field(field)
        named = [name for where, name in names if where == field]
        levels = partial(_levels, gazetteer=gazetteer)
        made = quarters(text, settings(text, spots(text, named, gazetteer), levels), levels)
        yield from (_Found(field, first, one) for one in made)
        first += len(made)


def _levels(spot: Spot, gazetteer: Gazetteer) -> frozenset[int]:
    """The levels of area that a name may be of: 0 a country, 1 a region, 2 a town."""
    if spot.demonym:
        return frozenset({0 if len(spot.demonym) == _COUNTRY_CODE else 1})
    kinds = {hit.entry.kind for hit in gazetteer.hits(spot.text) if hit.how != "spelling"}
    level = {1} if kinds & {"admin1", "region"} else set()
    if "country" in kinds:  # of the hamlets called Russia no page speaks
        return frozenset({0} | level)
    return frozenset(level | ({2} if "settlement" in kinds else set()))


def _ask(one: _Found, text: str, gazetteer: Gazetteer) -> Ask:
    setting = one.setting
    return Ask(
        name=setting.spot.text,
        kinds=setting.kinds,
        within=tuple(one.first + number for number in setting.within),
        beside=tuple(one.first + number for number in setting.beside),
        part_of=None if setting.part_of is None else one.first + setting.part_of,
        close_to=None if setting.close_to is None else one.first + setting.close_to,
        speaks=setting.relation == NO_RELATION
        and stands_for_government(text, setting.spot, capital=True),
        given=given(setting.spot, gazetteer),
    )


def given(spot: Spot, gazetteer: Gazetteer) -> Entry | None:
    """The entry that a demonym or a seat of power leads to by our own lists."""
    if spot.demonym:
        wide = (entry for entry in gazetteer.exact(spot.demonym) if entry.kind == "region")
        return gazetteer.area(spot.demonym) or next(wide, None)
    if spot.palace:
        country, city = spot.palace
        entries = [entry for entry in gazetteer.exact(city) if entry.country == country]
        return next((entry for entry in entries if entry.capital), None)
    if spot.facility:
        country, town = spot.facility
        towns = [e for e in gazetteer.exact(town) if (e.country, e.kind) == (country, "settlement")]
        return max(towns, key=lambda entry: entry.population or 0, default=None)
    return None


def _mention(
    article: Article, number: int, found: Sequence[_Found], answers: Sequence[Answer]
) -> Mention:
    one, answer = found[number], answers[number]
    spot, name = one.setting.spot, one.setting.name
    metonym = _is_metonym(article.field(one.field), one.setting, answer)
    if (spot.palace or spot.facility) and answer.entry:
        answer = replace(answer, why=f"{spot.text} stands in {answer.entry.name}")
    value = place_of(spot.text, answer, _relation(one, answers), metonym=metonym)
    kind = "demonym" if spot.demonym else "place"
    return Mention(
        id=stable_id("m", article.id, one.field, name.start, name.end, kind),
        article_id=article.id,
        kind=kind,  # type: ignore[arg-type]
        span=Span(start=name.start, end=name.end, field=one.field),
        text=name.text,
        value=value,
    )


def _relation(one: _Found, answers: Sequence[Answer]) -> Relation:
    setting = one.setting
    if setting.between is None:
        return setting.relation
    return replace(setting.relation, between_entry=answers[one.first + setting.between].entry)


def _is_metonym(text: str, setting: Setting, answer: Answer) -> bool:
    """Only a capital, a country, a seat of power or a part of a body's name can."""
    spot, entry = setting.spot, answer.entry
    if spot.part and not spot.demonym:
        return True
    if spot.demonym or spot.facility or entry is None:
        return False
    capital = entry.capital or spot.palace is not None
    if not capital and entry.kind != "country":
        return False
    return setting.relation == NO_RELATION and stands_for_government(text, spot, capital=capital)
