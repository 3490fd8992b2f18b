"""A casebook grows: ``python bench/growing.py ../shared/gold [N ...]`` (1000 10000).

For each N: a casebook of N made articles is grouped and linked from nothing, then takes in 1,000
more, each in a process of its own by the code that ``read`` runs. A line tells the seconds by the
clock, those of processors, in all and by step, and the most memory. The copies that a process
beside makes are in no step, but in all.

Texts are those of gold/copies/make_copies.py (light, cut, mixed and heavy copies), dealt to
incidents of one to twelve articles; each round of its originals has the words of its own, so that
there are the more stories the more articles there are, and what is common in English stays
common. Incidents lie in towns by a long-tailed choice (the first is a hub) in three years of
days. Each article has a claim or two of its incident and at times one of another.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from gate.copies import made
from reportedly import before, copying, growing, relating
from reportedly.overlay import EVERYTHING
from reportedly.records import (
    Article,
    Capture,
    Claim,
    Count,
    Credit,
    Event,
    Place,
    Source,
    Span,
    When,
)
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MORE = 1_000
DAYS = 1_100
FEWEST_MADE = 20_000  # with fewer, make_copies.py makes next to no copies
OPEN = 100  # incidents in the news at a time
FUNCTION_WORDS = 100
OUTLETS = 40
KINDS = ("Shelling/artillery/missile attack", "Air/drone strike", "Attack", "Armed clash")
STEPS = {
    "copies": tuple((copying, name) for name in ("copies_anew", "_taken_in")),
    "links": (
        *((relating, name) for name in ("told", "join")),
        (before, "told"),
        *((growing, name) for name in ("strong_pairs", "join")),
    ),
    "origins": ((relating, "origins"),),
    "incidents": ((relating, "fuse_all"),),
}
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SENTENCE = re.compile(r"[.!?][\"”]?\s+(?=[A-Z\"“(])")


def main() -> None:
    """A line for each size and for what is then added; ``--grow FOLDER`` is the measured part."""
    if sys.argv[1] == "--grow":
        print(json.dumps(_grown(Path(sys.argv[2]))))
        return
    for n in [int(word) for word in sys.argv[2:]] or [1_000, 10_000]:
        pages = bundles(Path(sys.argv[1]), n + MORE)
        with tempfile.TemporaryDirectory() as folder:
            _store(Path(folder) / "c", pages, n)
            print(f"{n:7,} articles: {_measured(Path(folder) / 'c')}", flush=True)
            _store(Path(folder) / "c", pages, MORE)
            print(f"{MORE:7,} more:     {_measured(Path(folder) / 'c')}", flush=True)


def _store(folder: Path, pages: Iterator[Bundle], n: int) -> None:
    with Casebook.open_to_write(folder) as casebook:
        casebook.files.add = lambda *_: None  # type: ignore[method-assign,assignment]
        for _ in range(0, n, 1_000):
            casebook.add(list(islice(pages, min(n, 1_000))))


def _measured(folder: Path) -> str:
    command = [sys.executable, __file__, "--grow", str(folder)]
    found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    steps = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found["steps"].items())
    return (
        f"{found['wall']:.1f} s ({found['cpu']:.1f} CPU s), of them {steps};"
        f" peak {found['memory']:.2f} GB; {found['holds']}"
    )


def _grown(folder: Path) -> dict[str, Any]:
    """The measured part: what is new in a casebook is grouped and linked."""
    steps = dict.fromkeys(STEPS, 0.0)
    for name, places in STEPS.items():
        for module, function in places:
            setattr(module, function, _timed(getattr(module, function), steps, name))
    began = time.perf_counter()
    with Casebook.open_to_write(folder) as casebook:
        growing.grow(casebook, EVERYTHING)
        wall = time.perf_counter() - began
        counts = casebook.counts()
    return {
        "wall": wall,
        "cpu": _processor_seconds(),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
        "steps": steps,
        "holds": ", ".join(f"{counts[n]:,} {n}" for n in ("claims", "incidents", "copygroups")),
    }


def _processor_seconds() -> float:
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _timed(function: Callable[..., Any], steps: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*args: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the function takes
        began = _processor_seconds()
        made = function(*args, **named)
        steps[name] += _processor_seconds() - began
        return made

    return timed


class _Incident(NamedTuple):
    day: date
    town: Place
    kind: str
    toll: int


def bundles(gold: Path, n: int) -> Iterator[Bundle]:
    """So many pages, about in the order of their days."""
    chance = random.Random(7)  # noqa: S311 - no secret
    stories = list(islice(_stories(made(gold, max(n, FEWEST_MADE)), chance), n))
    number_of = Counter(story for story, _ in stories)
    density = len(number_of) / DAYS  # incidents a day
    told = {story: _incident(story / density, chance) for story in sorted(number_of)}
    order = sorted(range(len(stories)), key=lambda k: stories[k][0] + chance.random() * OPEN)
    for number, k in enumerate(order):
        story, text = stories[k]
        yield _bundle(number, told[story], text, chance)


def _stories(rows: Sequence[dict[str, Any]], chance: random.Random) -> Iterator[tuple[int, str]]:
    """Texts with the number of the incident that each tells of, incident by incident."""
    left: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        left[row["group"]].append(row["text"])
    words, story, turn = _Words(rows), 0, 0
    while left:
        for group in sorted(left):
            for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 5, 12)), len(left[group]))):
                yield story, words.of_turn(turn, left[group].pop())
            story += 1
        left = {group: texts for group, texts in left.items() if texts}
        turn += 1


class _Words:
    """The words of texts by how common they are: each turn swaps those that are about equally so.

    The commonest stay as they are.
    """

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        counted = Counter(w for row in rows[:FEWEST_MADE] for w in _WORD.findall(row["text"]))
        self._ranked = [word for word, _ in counted.most_common()][FUNCTION_WORDS:]
        self._turn, self._map = 0, dict[str, str]()

    def of_turn(self, turn: int, text: str) -> str:
        if turn != self._turn:
            self._turn, self._map = turn, self._swapped(turn)
        return _WORD.sub(lambda m: self._map.get(m[0], m[0]), text) if turn else text

    def _swapped(self, turn: int) -> dict[str, str]:
        chance, start, found = random.Random(turn), 0, dict[str, str]()  # noqa: S311 - no secret
        while start < len(self._ranked):
            end = 2 * start + FUNCTION_WORDS
            for is_name in (True, False):
                band = [w for w in self._ranked[start:end] if w[:1].isupper() == is_name]
                found |= zip(band, chance.sample(band, len(band)), strict=True)
            start = end
        return found


def _incident(day: float, chance: random.Random) -> _Incident:
    first = date(2030, 1, 1)
    return _Incident(
        first + timedelta(day), _town(chance), chance.choice(KINDS), chance.randrange(1, 12)
    )


def _town(chance: random.Random) -> Place:
    k = int(chance.paretovariate(0.6)) % 3_000
    lat, lon = 40 + (k * 7919 % 1000) / 100, 20 + (k * 104_729 % 2000) / 100
    return Place(
        as_written=f"Town{k}", name=f"Town{k}", country="XA", admin1=f"Province{k % 24}",
        lat=lat, lon=lon, uncertainty_m=3_000, precision="settlement", ucdp_where_prec=1,
        gazetteer="bench", gazetteer_id=str(k), why="made",
    )  # fmt: skip


def _bundle(number: int, incident: _Incident, text: str, chance: random.Random) -> Bundle:
    day, town, kind, toll = incident
    name = f"{number:08}"
    wire = Credit(name="Reuters", span=Span(start=0, end=1))
    article = Article(
        id=f"a-{name}", capture_id=f"c-{name}", title=text[:60], text=text, page_text=text,
        language="en", published=_when(day + timedelta(chance.choice((0, 1, 1, 3)))),
        outlet=f"Paper {chance.randrange(OUTLETS)}",
        agencies=(wire,) if chance.random() < 0.3 else (),
    )  # fmt: skip
    capture = Capture(id=f"c-{name}", sha256=name, media_type="text/plain", size=1, retrievals=())
    told = [(day if chance.random() < 0.8 else None, town, kind)]
    told += [(day, town, kind)] * (chance.random() < 0.6)
    told += [(day - timedelta(chance.randrange(5)), _town(chance), chance.choice(KINDS))]
    ends = [0, *(m.end() for m in islice(_SENTENCE.finditer(text), 2)), len(text)]
    spans = [Span(start=ends[k % (len(ends) - 1)], end=ends[k % (len(ends) - 1) + 1])
             for k in range(len(told))]  # fmt: skip
    claims = tuple(
        _claim(f"{article.id}-{k}", article.id, span, one, toll if k == 0 else None, chance)
        for k, (one, span) in enumerate(zip(told, spans, strict=True))
    )
    return Bundle(capture, b"x", article, claims=claims)


def _claim(
    name: str,
    article_id: str,
    span: Span,
    told: tuple[date | None, Place, str],
    toll: int | None,
    chance: random.Random,
) -> Claim:
    day, town, kind = told
    who = Source(as_written=f"the governor of {town.name}", name=f"governor of {town.name}",
                 kind="government", span=span)  # fmt: skip
    return Claim(
        id=name,
        article_id=article_id,
        span=span,
        event=Event(acled_type="", acled_sub_type=kind),
        modality="asserted",
        place=town,
        when=_when(day) if day else None,
        counts=(Count(what="killed", low=toll, high=toll, phrase="so many", span=span),)
        if toll
        else (),
        source=who if chance.random() < 0.5 else None,
    )


def _when(day: date) -> When:
    return When(
        start=day.isoformat(), end=day.isoformat(), precision="day", ucdp_date_prec=1,
        basis="stated", why="made",
    )  # fmt: skip


if __name__ == "__main__":
    main()
