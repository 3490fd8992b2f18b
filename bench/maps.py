"""The map of a casebook of many incidents: what the server takes to answer, and what it sends.

    python bench/maps.py [INCIDENTS]

Incidents are made, one page each, and put straight into the store: most of them in 3,000 towns, a
third each at a point of its own, which no casebook is as hard as; one in six is known by one of 500
districts or 60 regions alone. The server is the one that a person starts, and is asked as the
browser asks it.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from reportedly.records import Article, Capture, Claim, Event, Incident, Place, Span, When
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Iterator

Spot = tuple[str, int, float, float]

TIMES = 7
BATCH = 1_000
TEXT = "Shells fell."
ASKED = {
    "the view": "/incidents?view=map",
    "every spot": "/map/spots",
    "the list of a frame": "/map/frame?frame=30,46,34,48",
    "the spots of a search": "/map/spots?q=shells&since=2024-01-01&until=2024-06-30",
    "the table of a frame": "/incidents?bbox=30,46,34,48",
}
PLACES = {"settlement": (3_000, 3_000), "admin2": (500, 30_000), "admin1": (60, 90_000)}
"""How many there are of a precision, and the metres around each."""
CHANCES = {"settlement": 6, "own": 4, "admin2": 1, "admin1": 1}


def main() -> None:
    """Makes the casebook, serves it, and prints what each address costs."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "casebook"
        make(made, number)
        started = time.perf_counter()
        server, host, token = serve(made)
        try:
            cookie = let_in(host, token)
            ask(host, cookie, "/map/spots")
            print(f"{number:,} incidents; first answer after {time.perf_counter() - started:.1f} s")
            for name, path in ASKED.items():
                taken = [ask(host, cookie, path) for _ in range(TIMES)]
                median = statistics.median(seconds for seconds, _ in taken)
                print(f"{name:24} {median * 1000:7.0f} ms {taken[0][1] / 1000:9.0f} kB")
        finally:
            server.terminate()
            server.wait()


def make(folder: Path, number: int) -> None:
    """A casebook of so many incidents."""
    chance = random.Random(7)  # noqa: S311 - no secret
    places = {
        precision: [(precision, reach, *_point(chance)) for _ in range(many)]
        for precision, (many, reach) in PLACES.items()
    }
    incidents = []
    with Casebook.open_to_write(folder) as casebook:
        casebook.files.add = lambda *_: None  # type: ignore[method-assign,assignment] # no bytes are asked for
        for start in range(0, number, BATCH):
            made = list(_made(chance, places, range(start, min(start + BATCH, number))))
            casebook.add([bundle for bundle, _ in made])
            incidents += [incident for _, incident in made]
        casebook.replace_groups_and_incidents([], [], incidents)


def _point(chance: random.Random) -> tuple[float, float]:
    return round(chance.uniform(44, 52), 2), round(chance.uniform(22, 40), 2)


def _made(
    chance: random.Random, places: dict[str, list[Spot]], numbers: range
) -> Iterator[tuple[Bundle, Incident]]:
    for number in numbers:
        day = (date(2022, 1, 1) + timedelta(number % 1_000)).isoformat()
        (kind,) = chance.choices([*CHANCES], [*CHANCES.values()])
        own = ("settlement", 3_000, *_point(chance))
        precision, reach, lat, lon = own if kind == "own" else chance.choice(places[kind])
        place = Place(
            as_written="Town", name="Town", country="XA", admin1="Oren", lat=lat, lon=lon,
            uncertainty_m=reach, precision=precision, why="made",  # type: ignore[arg-type]
        )  # fmt: skip
        when = When(
            start=day, end=day, precision="day", ucdp_date_prec=1, basis="stated", why="made"
        )
        yield _incident(number, place, when, chance.choice((0, 1, 1, 1, 2, 3, 5)))


def _incident(number: int, place: Place, when: When, origins: int) -> tuple[Bundle, Incident]:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    capture = Capture(
        id=sha256[:16], sha256=sha256, media_type="text/plain", size=len(TEXT), retrievals=()
    )
    article = Article(
        id=f"a-{number}", capture_id=capture.id, title=None, text=TEXT, page_text=TEXT,
        language="en", published=when,
    )  # fmt: skip
    event = Event(acled_type="Battles", acled_sub_type="Armed clash")
    claim = Claim(
        id=f"c-{number}", article_id=article.id, span=Span(start=0, end=len(TEXT)), event=event,
        modality="asserted", domain="conflict", source=None, when=when, place=place,
        confidence=dict.fromkeys(("event", "when", "place"), 0.9),
    )  # fmt: skip
    incident = Incident(
        id=f"i-{number:06}", kind="happening", event=event, when=when, place=place,
        claim_ids=(claim.id,), article_ids=(article.id,), origins=(), n_articles=1,
        n_origins=origins, grade="Weak", grade_why="made",
    )  # fmt: skip
    return Bundle(capture, b"", article, claims=(claim,)), incident


def serve(folder: Path) -> tuple[subprocess.Popen[str], str, str]:
    """The server, its host and the token that lets its owner in."""
    command = [sys.executable, "-m", "reportedly", "serve", "--casebook", str(folder)]
    server = subprocess.Popen(
        [*command, "--as", "Ana", "--port", "0"], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert server.stdout is not None  # noqa: S101 - it was asked for
    found = next(m[0] for line in server.stdout if (m := re.search(r"http://\S+", line)))
    parts = urlsplit(found)
    return server, parts.netloc, parse_qs(parts.query)["token"][0]


def let_in(host: str, token: str) -> str:
    """The cookie of a session."""
    connection = HTTPConnection(host)
    sent = {
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", "/login", urlencode({"token": token}), sent)
    return (connection.getresponse().getheader("set-cookie") or "").split(";")[0]


def ask(host: str, cookie: str, path: str) -> tuple[float, int]:
    """Seconds until the last byte of an answer, and how many bytes it has."""
    connection = HTTPConnection(host, timeout=600)
    started = time.perf_counter()
    connection.request("GET", path, headers={"cookie": cookie})
    answer = connection.getresponse()
    size = len(answer.read())
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")
    return time.perf_counter() - started, size


if __name__ == "__main__":
    main()
