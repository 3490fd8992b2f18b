"""The index beside the casebook: brought up in place, it answers as one made anew, whatever came."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import ReportedlyError
from reportedly.growing import grow, relate_casebook
from reportedly.overlay import EVERYTHING
from reportedly.records import (
    Article,
    Capture,
    Claim,
    Decision,
    Event,
    Mention,
    Place,
    Source,
    Span,
    Subject,
    When,
)
from reportedly.stages.review import subject_of
from reportedly.stores.casebook import Bundle, Casebook
from reportedly.web import index_file
from reportedly.web.index import Index
from reportedly.web.ledger import Ledgers
from reportedly.web.search import SORTS, Question, find

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


ALL = 1000
TOWNS = ("Velmora", "Dovrek", None)
DAYS = ("2031-05-05", "2031-05-06", None)
SENTENCES = (
    "Shells hit the granary and Moorvane burned for hours, the mayor, Ilda Venn, said.",
    "Gunmen of Asterlin stormed the granary and killed two millers.",
    "The army denied that it had shelled the granary.",
)
SOURCES = {
    0: Source(as_written="the mayor, Ilda Venn", name="Ilda Venn", kind="official", span=Span(start=0, end=1)),
    2: Source(as_written="The army", name="Army of Marle", id="xm-army", kind="military", span=Span(start=0, end=1)),
}  # fmt: skip

TOLD = st.tuples(st.sampled_from(TOWNS), st.sampled_from(DAYS), st.integers(0, 2))
PAGE = st.lists(TOLD, max_size=3, unique_by=lambda told: told[2])
STEP = st.one_of(
    st.tuples(st.just("read"), st.integers(0, 4), PAGE),
    st.tuples(
        st.sampled_from(("merge", "split", "reject", "accept", "one text")),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    st.tuples(st.sampled_from(("anew", "look", "lose", "undo"))),
)


def bundle(number: int, told: Sequence[tuple[str | None, str | None, int]]) -> Bundle:
    """A page that tells of these, by one of two outlets; two pages of three share their words."""
    body = " ".join(SENTENCES[k] for _, _, k in told)
    text = f"Page {number % 3} of the courier. {body} Ilda Venn spoke to reporters at the market."
    article = Article(
        id=f"a-{number}", capture_id=f"c-{number}", title=f"News {number}", text=text,
        page_text=text, language="en", outlet=("Marle Courier", "Asterlin Post", None)[number % 3],
        published=when("2031-05-08"),
    )  # fmt: skip
    capture = Capture(
        id=f"c-{number}", sha256=f"{number:064x}", media_type="text/plain", size=1, retrievals=()
    )
    at = text.index("Ilda Venn")
    person = Mention(
        id=f"m-{number}", article_id=article.id, kind="person", text="Ilda Venn",
        span=Span(start=at, end=at + 9),
    )  # fmt: skip
    return Bundle(capture, b"x", article, (person,), tuple(claim(article, one) for one in told))


def claim(article: Article, told: tuple[str | None, str | None, int]) -> Claim:
    """A claim by a sentence of the article."""
    town, day, k = told
    start = article.text.index(SENTENCES[k])
    return Claim(
        id=f"{article.id}-{k}",
        article_id=article.id,
        span=Span(start=start, end=start + len(SENTENCES[k])),
        event=Event(acled_type="", acled_sub_type="Attack"),
        modality="denied" if k == 2 else "asserted",
        place=Place(as_written=town, name=town, lat=1.0, lon=2.0, why="so") if town else None,
        when=when(day) if day else None,
        source=SOURCES.get(k),
    )


def when(day: str) -> When:
    """A day as said."""
    return When(start=day, end=day, precision="day", ucdp_date_prec=1, basis="stated", why="said")


def store(casebook: Casebook, made: Bundle) -> None:
    """Store a page, its capture as a file of one byte."""
    casebook.files.add = lambda *_: None  # type: ignore[method-assign,assignment]
    casebook.add([made])


def decided(casebook: Casebook, number: int, action: str, first: int, second: int) -> None:
    """A decision on the claims, or articles, of these numbers, if there are any."""
    articles = {a.id: a for a in casebook.articles()}
    if action == "one text":
        pages = list(articles.values())
        if len(pages) > 1:
            one, other = pages[first % len(pages)], pages[second % len(pages)]
            after: Any = subject_of(other, other)
            decide(casebook, number, subject_of(one, one), "merge", after)
        return
    claims = list(casebook.claims(machine=True))
    if claims:
        ends = [claims[k % len(claims)] for k in (first, second)]
        on, other_on = (subject_of(c, articles[c.article_id]) for c in ends)
        after = other_on if action == "merge" else [other_on] if action == "split" else None
        decide(casebook, number, on, action, after)


def decide(casebook: Casebook, number: int, on: Subject, action: Any, after: Any) -> None:
    """Store a decision."""
    casebook.decide(
        Decision(
            id=f"d-{number}", on=on, action=action, after=msgspec.to_builtins(after), by="ana",
            at=f"2031-06-01T09:{number // 60:02}:{number % 60:02}Z",
        )
    )  # fmt: skip


def undone(casebook: Casebook, number: int) -> None:
    """The last decision taken back."""
    decisions = list(casebook.decisions())
    if decisions:
        last = decisions[-1]
        at = f"2031-06-01T10:00:{number:02}Z"
        undo = Decision(id=f"d-{number}", on=last.on, action="undo", before=last.id, by="a", at=at)
        casebook.decide(undo)


OF_INCIDENTS = {
    "incidents": "t.kind, t.start, t.end, t.place, t.origins, t.articles",
    "claims": "claim",
    "facets": "name, value",
    "words": "title, sentence, names",
    "spots": "off, latest, lon, lat, reach, west, south, east, north",
    "voices": "account, name, t.kind, side, claims, told, alike, against",
    "carried": "account, article",
    "own": "article",
    "items": "key, score, why",
}
"""What the index has of each incident, by table; rows have numbers, which may differ."""


def answers(casebook: Casebook, index: Index | None = None) -> dict[str, Any]:
    """What an index says: all of its tables, some questions, and who says what."""
    index = index or Index()
    index.bring_up(casebook, ALL)
    every = {"pages": "SELECT * FROM pages", "edges": "SELECT * FROM edges"}
    every["groups"] = "SELECT * FROM groups"
    for table, columns in OF_INCIDENTS.items():
        row = "rowid" if table == "words" else "row"
        joined = f"{table} t JOIN incidents i ON i.row = t.{row}"
        every[table] = f"SELECT i.id, {columns} FROM {joined}"  # noqa: S608 - ours
    ledger = Ledgers(index).bring_up(casebook)
    return {
        "tables": {table: sorted(map(repr, index.rows(query))) for table, query in every.items()},
        "found": [find(index, Question(sort=sort), 0, ALL) for sort in SORTS],  # type: ignore[arg-type]
        "searched": [find(index, Question(words=w), 0, ALL) for w in ("granary", "post ast")],
        "sources": (ledger.accounts, ledger.printers),
    }


def anew(casebook: Casebook, folder: Path) -> dict[str, Any]:
    """The answers of an index made from nothing."""
    without = shutil.ignore_patterns(f"{index_file.NAME}*", "writer.lock*")
    copy = Path(shutil.copytree(casebook.folder, folder / "copy", ignore=without))
    try:
        with Casebook.open(copy) as copied:
            return answers(copied)
    finally:
        shutil.rmtree(copy)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=3, max_size=12))
def test_in_place_it_answers_as_one_made_anew(steps: list[tuple[Any, ...]]) -> None:
    """Pages, pages read anew, merges, splits, undone ones, all anew, the file lost in between."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Casebook.open_to_write(Path(folder) / "c") as book,
    ):
        index = Index()
        for number, (action, *rest) in enumerate(steps):
            match action:
                case "read":
                    store(book, bundle(*rest))
                case "look":
                    index.bring_up(book, ALL)
                case "lose":
                    index_file.IndexFile(book.folder).remove()
                case "undo":
                    undone(book, number)
                case "anew":
                    relate_casebook(book, EVERYTHING)
                case _:
                    decided(book, number, action, *rest)
            grow(book, EVERYTHING)
        assert answers(book, index) == anew(book, Path(folder))


def filled(folder: Path, pages: int = 6) -> Path:
    """A casebook of some pages."""
    with Casebook.open_to_write(folder) as casebook:
        for number in range(pages):
            store(casebook, bundle(number, [(TOWNS[number % 2], DAYS[0], number % 3)]))
        grow(casebook, EVERYTHING)
    return folder


def looked_at(folder: Path) -> dict[str, Any]:
    """What the index of a casebook says, whatever is left of its file."""
    with Casebook.open(folder) as casebook:
        return answers(casebook)


def test_what_came_is_taken_in_and_nothing_else(tmp_path: Path) -> None:
    """The rows of an incident that nothing touched keep their numbers."""
    folder, query = filled(tmp_path / "c"), "SELECT id, row FROM incidents"
    looked_at(folder)
    with Casebook.open_to_write(folder) as casebook:
        index = Index()
        index.bring_up(casebook, ALL)
        before = dict(index.rows(query))
        store(casebook, bundle(7, [("Dovrek", "2031-05-06", 2)]))
        grow(casebook, EVERYTHING)
        index.bring_up(casebook, ALL)
        after = dict(index.rows(query))
    kept = {name: row for name, row in after.items() if before.get(name) == row}
    assert len(kept) == len(before) - 1 or len(kept) == len(before)
    assert set(after.values()) - set(kept.values()) == {max(before.values()) + 1}


@pytest.mark.parametrize("left", ["nothing", "rubbish", "half", "hole", "other version", "folder"])
def test_a_file_that_cannot_be_used_is_made_anew(tmp_path: Path, left: str) -> None:
    """Gone, overwritten, cut, with a hole in its midst, of another version, not to be written."""
    folder = filled(tmp_path / "c")
    wanted, file = looked_at(folder), folder / index_file.NAME
    whole = file.read_bytes()
    match left:
        case "nothing":
            file.unlink()
        case "rubbish":
            file.write_bytes(b"no database" * 1000)
        case "half":
            file.write_bytes(whole[: len(whole) // 2])
        case "hole":
            file.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
        case "other version":
            with sqlite3.connect(file) as connection:
                connection.execute("PRAGMA user_version = 7")
                connection.execute("ALTER TABLE facets RENAME TO facts")
        case "folder":
            file.unlink()
            file.mkdir()
    index = Index()
    for _ in range(2):  # damage that is met on the way is told, and mended for the next one
        with suppress(ReportedlyError), Casebook.open(folder) as casebook:
            answers(casebook, index)
    with Casebook.open(folder) as casebook:
        assert answers(casebook, index) == wanted


def test_a_casebook_put_back_to_an_earlier_state_is_not_shown_the_later_one(tmp_path: Path) -> None:
    """The index knows what came after the backup; the casebook, grown otherwise, does not."""
    folder, backup = filled(tmp_path / "c"), tmp_path / "backup"
    looked_at(folder)
    shutil.copytree(folder, backup, ignore=shutil.ignore_patterns(f"{index_file.NAME}*"))
    with Casebook.open_to_write(folder) as casebook:
        store(casebook, bundle(8, [("Dovrek", "2031-05-06", 1)]))
        grow(casebook, EVERYTHING)
        answers(casebook)
    for name in ("", "-wal", "-shm"):
        (folder / f"casebook.sqlite{name}").unlink(missing_ok=True)
    shutil.copy(backup / "casebook.sqlite", folder)
    with Casebook.open_to_write(folder) as casebook:
        store(casebook, bundle(9, [("Velmora", "2031-05-05", 0)]))
        grow(casebook, EVERYTHING)
        assert answers(casebook) == anew(casebook, tmp_path)


KILLED = """
import os, signal, sys
from pathlib import Path
from reportedly.stores.casebook import Casebook
from reportedly.web import index as module

left = int(sys.argv[2])
real = module.add

def add(connection, lot):
    def tell(statement):
        global left
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
    connection.set_trace_callback(tell)
    real(connection, lot)

module.add = add
with Casebook.open(Path(sys.argv[1])) as casebook:
    module.Index().bring_up(casebook, 600)
"""


@pytest.mark.parametrize("changes", [1, 9, 40])
def test_killed_while_it_is_made_it_is_made_by_the_next_one(tmp_path: Path, changes: int) -> None:
    """Kill -9 in the midst leaves what was there before, or nothing."""
    folder = filled(tmp_path / "c")
    command = [sys.executable, "-c", KILLED, str(folder), str(changes)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    with Casebook.open(folder) as casebook:
        assert answers(casebook) == anew(casebook, tmp_path)


def test_two_servers_make_it_together(tmp_path: Path) -> None:
    """Both start on a casebook without an index, and each goes on when the other took pages in."""
    folder, found, troubles = filled(tmp_path / "c", 12), [], []

    def look() -> None:
        try:
            found.append(looked_at(folder))
        except (ReportedlyError, sqlite3.Error) as error:
            troubles.append(error)

    for number in range(3):
        with Casebook.open_to_write(folder) as casebook:
            store(casebook, bundle(20 + number, [("Dovrek", DAYS[number], number)]))
            grow(casebook, EVERYTHING)
        servers = [Thread(target=look) for _ in range(4)]
        for server in servers:
            server.start()
        for server in servers:
            server.join()
    assert troubles == []
    with Casebook.open(folder) as casebook:
        assert found[-4:] == [anew(casebook, tmp_path)] * 4


def test_it_outlives_the_server(own: Path, serve: Callable[..., Any]) -> None:
    """Killed and started again, the server answers from the same file; decisions show at once."""
    first = serve(own)
    client = first.client()
    assert client.get("/incidents").status == 200
    number = index_file.IndexFile(own).number()
    first.kill()
    client = serve(own).client()
    records = json.loads(client.get("/api/incidents").text)["records"]
    client.post("/incidents", {"incident": [records[0]["id"]], "action": "reject"})
    page = client.get("/incidents?status=rejected").text
    assert re.findall(r'name="incident" value="([\w-]+)"', page) == [records[0]["id"]]
    assert index_file.IndexFile(own).number() == number != 0
