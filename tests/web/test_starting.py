"""Pages are given in the browser: taken, refused with a reason, never lost, never run."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.schema import DropTable

from reportedly.settings import UPLOAD_BYTES, UPLOAD_FILE_BYTES
from reportedly.stores import tables
from reportedly.stores.casebook import Casebook
from reportedly.stores.takings import INCOMING, Item, Taking, place_of
from reportedly.stores.verify import verify
from reportedly.taking import TRIES, take_waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

PATIENCE = 120_000  # milliseconds; the model is loaded, and the machine may be busy
PNG = b"\x89PNG\r\n\x1a\n and the rest of a picture"
SCRIPT = "../../<script>window.pwned=1<!--.txt"
TOLD = (
    "Shells hit the village of Ostrava Mala on 3 March 2024, killing two people, the mayor said "
    "on Telegram.\n\nThose who lived there spent the night in cellars, he wrote."
)


def story(number: int) -> str:
    """A page that tells of a shelling, another for each number."""
    return f"Village {number} under fire\n\n{TOLD}\n\nIt was attack number {number} of that month."


def give(client: Any, *files: tuple[str, bytes]) -> Any:
    """Send files as the form of the start page does."""
    parts = b"".join(
        b'--cut\r\nContent-Disposition: form-data; name="pages"; filename="%s"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n%s\r\n" % (name.encode(), data)
        for name, data in files
    )
    return send(client, parts + b"--cut--\r\n")


def send(client: Any, body: bytes, **headers: str) -> Any:
    """Send a body to the start page, from our own site."""
    ours = {"sec_fetch_site": "same-origin", "content_type": "multipart/form-data; boundary=cut"}
    return client._ask("POST", "/start", body, ours | headers)


def state(client: Any, address: str) -> str:
    """The sentence that says how far a taking-in has come."""
    found = re.search(r'id="told"[^>]*>([^<]*)<', client.get(address).text)
    assert found
    return found[1]


def until(client: Any, address: str, words: str) -> str:
    """Wait for a state; the server answers all the while."""
    end = time.monotonic() + PATIENCE / 1000
    while not (now := state(client, address)).startswith(words):
        assert time.monotonic() < end, now
        time.sleep(0.05)
    return now


@pytest.fixture(scope="module")
def served(
    served_once: Callable[..., Any], whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A server on a casebook of this module's own; its reader loads the model once."""
    started = served_once(whole, tmp_path_factory.mktemp("given"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def client(served: Any) -> Any:
    """Its owner."""
    return served.client()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder where no casebook is yet."""
    return tmp_path / "casebook"


def test_an_empty_casebook_starts_with_giving_it_pages(
    serve: Callable[..., Any], visit: Callable[..., Page], folder: Path
) -> None:
    """Who serves a folder that is not there is asked for pages; the examples make incidents."""
    served = serve(folder)
    client = served.client()
    page = visit(served, client)
    page.goto(served.base)
    page.get_by_role("heading", name="This casebook is empty").wait_for()
    assert "Nothing is fetched" in page.locator("main").inner_text()
    page.get_by_role("button", name="Try the example pages").click()
    page.get_by_role("link", name="See the incidents").click(timeout=PATIENCE)
    page.get_by_role("link", name="Shelling/artillery/missile attack").first.wait_for()
    assert "Halvec" in page.locator("#results").inner_text()
    page.goto(f"{served.base}/start")
    assert page.get_by_role("button", name="Try the example pages").count() == 0
    assert client.post("/start/examples").status == 409
    page.goto(served.base)
    assert page.url == f"{served.base}/incidents"


def test_a_chosen_page_leads_to_its_incident(
    serve: Callable[..., Any], visit: Callable[..., Page], folder: Path, seed: Path
) -> None:
    """By the keyboard alone: the file, the button, what became of it, and its incident."""
    served = serve(folder)
    page = visit(served, served.client())
    page.goto(f"{served.base}/start")
    button = page.get_by_role("button", name="Take in")
    button.press("Enter")
    assert page.locator("#drop-told").inner_text() == "Choose files or a folder first."
    page.get_by_label("Files", exact=True).set_input_files(seed)
    button.press("Enter")
    page.wait_for_url(re.compile(r"/start/\w+$"))
    page.locator("#told", has_text="Done: 1 page read").wait_for(timeout=PATIENCE)
    became = page.locator(".files li", has_text=seed.name).locator(".became")
    assert re.match(r"read: \d+ claim", became.inner_text())
    became.get_by_role("link").nth(1).press("Enter")
    page.wait_for_url(re.compile(r"/incidents/[\w-]+$"))
    page.locator("#side .text").wait_for()
    with Casebook.open(folder) as casebook:
        (capture,) = casebook.captures()
        assert casebook.data(capture) == seed.read_bytes()
        assert capture.retrievals[0].source == seed.name


def test_a_folder_is_chosen_or_dropped(
    served: Any, client: Any, visit: Callable[..., Page], tmp_path: Path
) -> None:
    """Its files keep their place in it; hidden ones are passed over; a drop needs no button."""
    (tmp_path / "saved" / "may").mkdir(parents=True)
    (tmp_path / "saved" / "may" / "one.txt").write_text(story(1))
    (tmp_path / "saved" / ".hidden.txt").write_text(story(2))
    page = visit(served, client)
    page.goto(f"{served.base}/start")
    page.get_by_label("A folder").set_input_files(tmp_path / "saved")
    page.get_by_role("button", name="Take in").click()
    page.locator("#told", has_text="Done: 1 page read").wait_for(timeout=PATIENCE)
    assert page.locator(".files .name").all_inner_texts() == ["saved/may/one.txt"]
    (tmp_path / "two.txt").write_text(story(8))
    page.goto(f"{served.base}/start")
    drop(page, tmp_path / "two.txt", tmp_path / "saved")
    page.locator("#told", has_text="Done: 1 page read").wait_for(timeout=PATIENCE)
    rows = page.locator(".files li").all_inner_texts()
    assert [row.split("\n")[:2] for row in rows] == [
        ["two.txt", "read: 1 claim"],
        ["saved/may/one.txt", "already here"],
    ]


def drop(page: Page, *paths: Path) -> None:
    """Drag files over the page and let go, as a file manager does."""
    mouse = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    page.locator("#drop").wait_for()
    for step in ("dragEnter", "dragOver", "drop"):
        where = {"type": step, "x": 400, "y": 300, "data": data}
        mouse.send("Input.dispatchDragEvent", where)


def test_what_cannot_be_read_is_refused_with_its_reason(
    served: Any, client: Any, visit: Callable[..., Page], tmp_path: Path
) -> None:
    """An archive, a picture, nothing at all, 300 MB: told beside the rest, and kept as rejects."""
    page = visit(served, client)
    page.goto(f"{served.base}/start")
    wrong = {"pages.zip": b"PK\x03\x04", "photo.html": PNG, "empty.txt": b"", "big.jsonl": b""}
    paths = [tmp_path / name for name in wrong]
    for path in paths:
        path.write_bytes(wrong[path.name])
    with paths[3].open("r+b") as big:
        big.truncate(300 * 1024 * 1024)
    lines = [json.dumps({"text": story(7), "title": "Under fire"}), "no JSON", "[1]"]
    (tmp_path / "crawl.jsonl").write_text("\n".join(lines))
    page.get_by_label("Files", exact=True).set_input_files([*paths, tmp_path / "crawl.jsonl"])
    page.get_by_role("button", name="Take in").click()
    page.locator("#told", has_text="Done: 1 page read").wait_for(timeout=PATIENCE)
    became = dict(row.split("\n")[:2] for row in page.locator(".files li").all_inner_texts())
    assert "An archive (.zip) is not opened. Unpack it" in became["pages.zip"]
    assert "a PNG picture, whatever its name" in became["photo.html"]
    assert became["empty.txt"].startswith("refused: Empty: 0 bytes.")
    assert "has 300.0 MiB; in the browser one may have 256.0 MiB at most" in became["big.jsonl"]
    assert became["crawl.jsonl"].startswith("read: 1 page, 1 claim; 2 refused: line 2: Not JSON")
    page.get_by_role("link", name="refused 6").click()
    expect(page.locator(".files li")).to_have_count(5)
    page.goto(f"{served.base}/rejects?q=crawl")
    assert page.locator(".files .name").all_inner_texts() == ["crawl.jsonl:3", "crawl.jsonl:2"]
    page.get_by_label("Name or reason").fill("PNG")
    page.get_by_label("Found by").select_option("capture")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".files .name")).to_have_text(["photo.html"])
    with Casebook.open(served.folder) as casebook:
        told = {reject.input for reject in casebook.rejects()}
    assert told >= {*wrong, "crawl.jsonl:2", "crawl.jsonl:3"}


def test_the_name_of_a_file_is_only_a_word(
    served: Any, client: Any, visit: Callable[..., Page]
) -> None:
    """A name that climbs out of its folder, or is script, opens nothing and runs nothing."""
    around = served.folder.parent
    before = sorted(path for path in around.rglob("*") if served.folder not in path.parents)
    answer = give(client, (SCRIPT, story(3).encode()))
    assert answer.status == 303
    address = answer.headers["location"]
    until(client, address, "Done: 1 page read")
    page = visit(served, client)
    for screen in (address, "/start", "/rejects"):
        page.goto(served.base + screen)
        assert page.evaluate("window.pwned") is None
        assert page.locator("main script").count() == 0
    page.goto(served.base + address)
    assert page.locator(".files .name").inner_text() == SCRIPT
    assert before == [p for p in sorted(around.rglob("*")) if served.folder not in p.parents]
    assert list((served.folder / INCOMING).iterdir()) == []


def test_a_page_beyond_the_last_is_the_last(client: Any) -> None:
    """However far beyond: what was refused is never said to be nothing."""
    address = give(client, ("notes.odt", b"-")).headers["location"]
    until(client, address, "Done")
    for far in ("99", "9" * 30):
        assert client.get(f"{address}?page={far}").text.count("notes.odt") == 1
        assert "notes.odt" in client.get(f"/rejects?q=notes.odt&page={far}").text
        assert client.get(f"/start?page={far}").status == 200


def test_a_reader_adds_nothing(served: Any, client: Any) -> None:
    """A reader sees what was taken in, and is refused; another site is refused whoever it speaks for."""
    with Casebook.open(served.folder) as casebook:
        before = casebook.takings.every()
    reader = served.client(served.invite(client, "Rea", "reader"))
    shown = reader.get("/start")
    assert shown.status == 200
    assert 'type="file"' not in shown.text
    assert give(reader, ("a.txt", b"x")).status == 403
    assert reader.post("/start/examples").status == 403
    assert send(client, b"", sec_fetch_site="cross-site").status == 403
    with Casebook.open(served.folder) as casebook:
        assert casebook.takings.every() == before


def test_what_is_no_form_of_files_leaves_nothing(served: Any, client: Any) -> None:
    """Too large by its header, of another kind, broken off, or without a file: said, not kept."""
    part = b'--cut\r\nContent-Disposition: form-data; name="pages"; filename="a.txt"\r\n\r\nhalf a'
    assert send(client, part).status == 400
    assert send(client, b"no form").status == 400
    assert send(client, b"--cut--\r\n").status == 400
    assert send(client, b"a=b", content_type="application/json").status == 415
    connection = HTTPConnection(client.host, timeout=60)
    ours = {"sec-fetch-site": "same-origin", "cookie": client.cookie}
    size = {"content-length": str(UPLOAD_BYTES + 1)}
    connection.request("POST", "/start", headers=ours | size)
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"1024.0 MiB at most can be sent at once" in answer.read()
    connection.close()
    assert list((served.folder / INCOMING).iterdir()) == []


def test_where_nothing_can_be_stored_that_is_said(serve: Callable[..., Any], folder: Path) -> None:
    """As on a full disk: the folder for what is given cannot be made."""
    client = serve(folder).client()
    (folder / INCOMING).write_bytes(b"")
    answer = give(client, ("a.txt", story(8).encode()))
    assert answer.status == 507
    assert "It cannot be stored: " in answer.text


def test_a_file_that_was_not_sent_is_named_whatever_is_said_of_its_size(client: Any) -> None:
    """A size that is no number of bytes is not believed."""
    field = (
        b'--cut\r\nContent-Disposition: form-data; name="too-large"\r\n\r\n%s a.txt\r\n--cut--\r\n'
    )
    for size in ("9" * 30, "9" * 5000, "-1", "much"):
        answer = send(client, field % size.encode())
        assert answer.status == 303
        told = "has more than 256.0 MiB; in the browser"
        assert told in client.get(answer.headers["location"]).text


def test_a_file_that_grows_too_large_is_written_no_further(client: Any) -> None:
    """Without script nobody looks at its size before: the server stops, and takes the rest."""
    large = b"x" * (UPLOAD_FILE_BYTES + 1)
    address = give(client, ("large.txt", large), ("a.txt", story(4).encode())).headers["location"]
    until(client, address, "Done: 1 page read")
    assert "more than 256.0 MiB; in the browser" in client.get(address).text


def test_two_who_give_pages_at_once_lose_none(served: Any, client: Any) -> None:
    """Each has a page of what they gave, and all of it is in the casebook."""
    with Casebook.open(served.folder) as casebook:
        before = casebook.counts()["articles"]
    people = [client, served.client(served.invite(client, "Ben", "reviewer"))]
    given: list[str] = []

    def some(who: Any, start: int) -> None:
        files = [(f"{number}.txt", story(number).encode()) for number in range(start, start + 4)]
        given.append(give(who, *files).headers["location"])

    threads = [Thread(target=some, args=(who, 10 * k + 10)) for k, who in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for address in given:
        until(client, address, "Done: 4 pages read")
    listed = client.get("/start").text
    assert "<bdi>Ana</bdi>" in listed
    assert "<bdi>Ben</bdi>" in listed
    with Casebook.open(served.folder) as casebook:
        assert casebook.counts()["articles"] == before + 8
        assert casebook.unlinked() == set()


def test_killed_in_the_midst_it_goes_on_where_it_was(
    serve: Callable[..., Any], folder: Path
) -> None:
    """After kill -9 what was stored is whole; the next server reads the rest, and no page twice."""
    served = serve(folder)
    client = served.client()
    crawl = "\n".join(json.dumps({"text": story(number)}) for number in range(30))
    address = give(
        client, ("crawl.jsonl", crawl.encode()), ("last.txt", story(99).encode())
    ).headers["location"]
    while "pages so far" not in client.get(address).text:
        time.sleep(0.02)
    served.kill()
    with Casebook.open(folder) as casebook:
        assert verify(casebook).broken == []
        stored = casebook.counts()["articles"]
    assert 0 < stored < 31
    again = serve(folder)
    client = again.client()
    told = until(client, address, "Done")
    read = int(re.findall(r"\d+", told)[0])
    assert stored <= read + 8  # one batch may be stored and not yet be told of
    with Casebook.open(folder) as casebook:
        assert verify(casebook).broken == []
        assert casebook.counts()["articles"] == casebook.counts()["captures"] == 31
        assert casebook.unlinked() == set()
        items = casebook.takings.items(address.rpartition("/")[2])
        assert sum(item.new + item.known for item in items) == 31
    assert list((folder / INCOMING).iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="it finds the reader in /proc")
def test_a_reader_that_is_killed_starts_again(serve: Callable[..., Any], folder: Path) -> None:
    """The server lives on, says so, and has the rest read."""
    served = serve(folder)
    client = served.client()
    crawl = "\n".join(json.dumps({"text": story(number)}) for number in range(24))
    address = give(client, ("crawl.jsonl", crawl.encode())).headers["location"]
    while "pages so far" not in client.get(address).text:
        time.sleep(0.02)
    tasks = Path(f"/proc/{served._process.pid}/task").glob("*/children")
    children = [name for task in tasks for name in task.read_text().split()]
    (reader,) = (n for n in children if b"spawn_main" in Path(f"/proc/{n}/cmdline").read_bytes())
    os.kill(int(reader), signal.SIGKILL)
    until(client, address, "Done")
    with Casebook.open(folder) as casebook:
        assert casebook.counts()["articles"] == 24


def test_a_file_that_always_stops_the_reader_is_refused(folder: Path) -> None:
    """It was begun three times and never ended: the others are read, and it says why it is not."""
    taking = Taking("t", "2024-05-02T09:00:00+00:00", "Ana")
    with Casebook.open_to_write(folder) as casebook:
        place_of(folder, "t", 0).parent.mkdir(parents=True)
        items = [Item(taking_id="t", number=n, name=f"{n}.txt", size=1) for n in range(3)]
        for item in items[:2]:
            place_of(folder, "t", item.number).write_text(story(item.number))
        items[0] = replace(items[0], state="reading", tries=TRIES - 1)
        casebook.takings.add(taking, items)
    take_waiting(folder, lambda: None)
    with Casebook.open(folder) as casebook:
        first, second, gone = casebook.takings.items("t")
        assert first.reason
        assert "was stopped 3 times" in first.reason
        assert (second.new, second.reason) == (1, None)
        assert gone.reason
        assert "not there any more" in gone.reason
        assert casebook.takings.unfinished() == []
        assert len(list(casebook.rejects())) == 2


def test_files_that_are_gone_with_their_folder_are_refused(folder: Path) -> None:
    """As in a copy of a casebook without it: each says why it is not read, and none waits on."""
    with Casebook.open_to_write(folder) as casebook:
        item = Item(taking_id="t", number=0, name="0.txt", size=1)
        casebook.takings.add(Taking("t", "2024-05-02T09:00:00+00:00", "Ana"), [item])
    take_waiting(folder, lambda: None)
    with Casebook.open(folder) as casebook:
        (gone,) = casebook.takings.items("t")
        assert gone.reason
        assert "not there any more" in gone.reason
        assert casebook.takings.unfinished() == []


def test_a_casebook_of_an_older_version_takes_pages_too(
    serve: Callable[..., Any], own: Path
) -> None:
    """Without the tables of what was given, it shows what commands read, and makes them."""
    with Casebook.open_to_write(own) as casebook, casebook._rows.transaction():
        for table in (tables.taken, tables.takings):
            casebook._rows.run(DropTable(table))
        articles = casebook.counts()["articles"]
    client = serve(own).client()
    shown = client.get("/start").text
    assert "reportedly read" in shown
    assert "give it pages" not in shown
    address = give(client, ("a.txt", story(5).encode())).headers["location"]
    until(client, address, "Done: 1 page read")
    with Casebook.open(own) as casebook:
        assert casebook.counts()["articles"] == articles + 1


def test_while_a_command_reads_pages_wait_for_it(serve: Callable[..., Any], folder: Path) -> None:
    """What is given meanwhile is stored, says what it waits for, and is read after."""
    served = serve(folder)
    client = served.client()
    with Casebook.open_to_write(folder):
        address = give(client, ("a.txt", story(6).encode())).headers["location"]
        assert "is in use: another command" in until(client, address, "Stored, and waits: ")
    until(client, address, "Done: 1 page read")
