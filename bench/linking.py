"""How long linking takes, and how it grows: ``python bench/linking.py [N ...]`` (1000 10000).

Made articles of made incidents: towns by a long-tailed choice (the first is a hub), three years
of days, one to twelve articles an incident, each with a claim or two of it and at times one of
another, words of the incident and words of all news. For each N: a casebook of N articles is
grouped and linked from nothing, then takes in 1,000 more. No text is a copy: copies have a bench of
theirs beside this one.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly import growing
from reportedly.overlay import EVERYTHING
from reportedly.records import Article, Capture, Claim, Count, Event, Place, Span, When
from reportedly.stages.link.words import rarity
from reportedly.stores.casebook import Bundle, Casebook
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE = 1_000
DAYS = 1_100
KINDS = ("Shelling/artillery/missile attack", "Air/drone strike", "Attack", "Armed clash")
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]


def main() -> None:
    """A line for each size."""
    for n in [int(word) for word in sys.argv[1:]] or [1_000, 10_000]:
        _measure(n)


def _measure(n: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Casebook.open_to_write(Path(folder) / "c") as casebook,
    ):
        casebook.files.add = lambda *_: None  # type: ignore[method-assign,assignment]
        pages = bundles(n + MORE)
        _store(casebook, pages, n)
        first = _timed(casebook)
        _store(casebook, pages, MORE)
        more = _timed(casebook)
        counts = casebook.counts()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{n:7,} articles, {counts['claims']:,} claims, {counts['incidents']:,} incidents:"
        f" {first:.1f} CPU s from nothing, {more:.1f} for {MORE:,} more; peak {memory:.2f} GB",
        flush=True,
    )


def _store(casebook: Casebook, pages: Iterator[Bundle], n: int) -> None:
    for _ in range(0, n, 1_000):
        casebook.add([next(pages) for _ in range(min(n, 1_000))])


def _timed(casebook: Casebook) -> float:
    begun = time.process_time()
    growing.grow(casebook, EVERYTHING)
    return time.process_time() - begun


def bundles(n: int) -> Iterator[Bundle]:
    """So many pages, in the order of their days."""
    chance = random.Random(7)  # noqa: S311 - no secret
    density = n / DAYS  # articles a day
    number = 0
    common = _common_words()
    while number < n:
        day = date(2030, 1, 1) + timedelta(number / density)
        town = _town(chance)
        kind = chance.choice(KINDS)
        toll = chance.randrange(1, 12)
        own = [_word(chance) for _ in range(14)]
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 5, 12)), n - number)):
            yield _bundle(number, (day, town, kind, toll), own, common, chance)
            number += 1


def _town(chance: random.Random) -> Place:
    k = int(chance.paretovariate(0.6)) % 3_000
    lat, lon = 40 + (k * 7919 % 1000) / 100, 20 + (k * 104_729 % 2000) / 100
    return Place(
        as_written=f"Town{k}", name=f"Town{k}", country="XA", admin1=f"Province{k % 24}",
        lat=lat, lon=lon, uncertainty_m=3_000, precision="settlement", ucdp_where_prec=1,
        gazetteer="bench", gazetteer_id=str(k), why="made",
    )  # fmt: skip


def _common_words() -> list[str]:
    return [word for row in load("word_rarity")["listed"].values() for word in row.split()]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def _bundle(
    number: int,
    incident: tuple[date, Place, str, int],
    own: list[str],
    common: list[str],
    chance: random.Random,
) -> Bundle:
    day, town, kind, toll = incident
    printed = _when(day + timedelta(chance.choice((0, 1, 1, 3))))
    lead = f"{' '.join(chance.sample(own, 6))} {' '.join(chance.sample(common, 12))}."
    rest = f"{' '.join(chance.sample(own, 8))} {' '.join(chance.choices(common, k=200))}"
    text = f"{lead} {rest} {' '.join(_word(chance) for _ in range(6))}."
    name = f"{number:08}"
    article = Article(
        id=f"a-{name}", capture_id=f"c-{name}", title=" ".join(chance.sample(own, 4)), text=text,
        page_text=text, language="en", published=printed,
    )  # fmt: skip
    capture = Capture(id=f"c-{name}", sha256=name, media_type="text/plain", size=1, retrievals=())
    told = [(day if chance.random() < 0.8 else None, town, kind)]
    told += [(day, town, kind)] * (chance.random() < 0.6)
    told += [(day - timedelta(chance.randrange(5)), _town(chance), chance.choice(KINDS))]
    claims = tuple(_claim(article, k, one, toll, len(lead)) for k, one in enumerate(told))
    return Bundle(capture, b"x", article, claims=claims)


def _claim(
    article: Article, k: int, told: tuple[date | None, Place, str], toll: int, size: int
) -> Claim:
    day, town, kind = told
    span = Span(start=k * size, end=min((k + 1) * size, len(article.text)))
    return Claim(
        id=f"{article.id}-{k}",
        article_id=article.id,
        span=span,
        event=Event(acled_type="", acled_sub_type=kind),
        modality="asserted",
        place=town,
        when=_when(day) if day else None,
        counts=(Count(what="killed", low=toll, high=toll, phrase="so many", span=span),)
        if k == 0
        else (),
    )


def _when(day: date) -> When:
    return When(
        start=day.isoformat(), end=day.isoformat(), precision="day", ucdp_date_prec=1,
        basis="stated", why="made",
    )  # fmt: skip


if __name__ == "__main__":
    assert rarity("the") < 1, "the table of words is there"  # noqa: S101
    main()
