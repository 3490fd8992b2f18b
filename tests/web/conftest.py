"""A casebook of the demo pages, the server that a person starts, and a real Chromium."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPResponse
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

import reportedly
from reportedly.gazetteer import Gazetteer
from reportedly.overlay import Overlay
from reportedly.pipeline import read
from reportedly.reading import Reader
from reportedly.stores.casebook import Casebook
from reportedly.stores.takings import Item, Taking
from reportedly.vocab import Vocabulary
from reportedly.web.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
EXAMPLES = Path(str(files("reportedly"))) / "examples"
SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "ozerne.txt"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGE_SUFFIXES = (".html", ".txt", ".jsonl")

HOSTILE = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
QUOTED = "\"><svg onload=window.pwned=1>' javascript:window.pwned=1 {{7*7}} \u202e"


def hostile_line() -> str:
    """A page, as a crawler gives it, that puts script wherever a page can put words."""
    told = (
        f"MARNHOLD, March 14 (Northern Wire) - Rockets hit the village of Halvec {HOSTILE} in the "
        f"Oren region on Wednesday, killing four people, the Veldrian Ministry of Defence {QUOTED} "
        "said on Telegram."
    )
    return json.dumps(
        {
            "id": HOSTILE,
            "url": "javascript:window.pwned=1//https://news.example/",
            "title": f"Rockets hit Halvec {HOSTILE} {QUOTED}",
            "outlet": f"Wire {HOSTILE} {QUOTED}",
            "published": "2024-03-14",
            "text": f"By {HOSTILE}\n\n{told}\n\nThe ministry published a video {QUOTED} of charred bodies.",
        }
    )


def demo_reader() -> Reader:
    """Reads the demo pages with their own gazetteer."""
    return Reader(gazetteer=Gazetteer.embedded().with_files([EXAMPLES / "gazetteer.tsv"]))


def read_pages(folder: Path, *pages: Path) -> None:
    """Read pages into a casebook, as ``reportedly read`` does."""
    with Casebook.open_to_write(folder) as casebook:
        assert read([str(page) for page in pages], casebook, demo_reader()).rejects == []


@pytest.fixture(scope="session")
def demo_pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The demo's pages, the page the project began with where it is, and a hostile one."""
    line = tmp_path_factory.mktemp("hostile") / "hostile.jsonl"
    line.write_text(hostile_line(), encoding="utf-8")
    pages = sorted(path for path in EXAMPLES.iterdir() if path.suffix in PAGE_SUFFIXES)
    return [*pages, line, *([SEED] if SEED.exists() else [])]


@pytest.fixture(scope="session")
def seed() -> Path:
    """The page the project began with; an example page where it is not at hand."""
    return SEED if SEED.exists() else EXAMPLES / "01-northern-wire.html"


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory, demo_pages: list[Path]) -> Path:
    """A casebook of these pages that no test changes."""
    folder = tmp_path_factory.mktemp("whole") / "casebook"
    read_pages(folder, *demo_pages)
    note_taking(folder)
    return folder


def note_taking(folder: Path) -> None:
    """A taking-in as the start page leaves it: a file read, one of many pages, one refused."""
    name = f"../{HOSTILE}{QUOTED}.html"
    with Casebook.open_to_write(folder) as casebook:
        capture = next(casebook.captures()).id
        items = [
            Item(taking_id="given", number=0, name="a.html", size=9, new=1, capture_id=capture),
            Item(taking_id="given", number=1, name="b.jsonl", size=9, new=2, known=1, refused=2),
            Item(taking_id="given", number=2, name=name, size=0, refused=1, reason=QUOTED),
        ]
        done = [replace(item, state="done") for item in items]
        casebook.takings.add(
            Taking("given", "2024-05-02T09:00:00+00:00", "Ana", False, "done"), done
        )


@pytest.fixture
def own(whole: Path, tmp_path: Path) -> Path:
    """A copy of the casebook that a test may change."""
    return copied(whole, tmp_path)


def copied(whole: Path, folder: Path) -> Path:
    """A copy of a casebook without its index, which a server may just be writing."""
    index = shutil.ignore_patterns("index.sqlite*")
    return Path(shutil.copytree(whole, folder / "casebook", ignore=index))


@pytest.fixture(scope="session")
def index_of() -> Callable[[Path], Index]:
    """Makes the index of a casebook."""

    def made(folder: Path) -> Index:
        index = Index()
        with Casebook.open(folder) as casebook:
            index.bring_up(casebook)
        return index

    return made


@dataclass
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Client:
    """Somebody who speaks to the server without a browser, as its pages would."""

    host: str
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Look at a page."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: Any = (), **headers: str) -> Answer:
        """Send a form as one of the site's own pages does."""
        ours = {
            "sec-fetch-site": "same-origin",
            "content-type": "application/x-www-form-urlencoded",
        }
        return self._ask("POST", path, urlencode(form, doseq=True), ours | headers)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent["cookie"] = self.cookie
        connection = HTTPConnection(self.host, timeout=90)
        try:
            connection.request(method, path, body, sent)
            return _answer(connection.getresponse())
        finally:
            connection.close()


def _answer(response: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read().decode())


class Served:
    """``reportedly serve`` on a casebook, as a person starts it."""

    def __init__(self, folder: Path, name: str) -> None:
        command = [sys.executable, "-m", "reportedly", "serve", "--casebook", str(folder)]
        self.folder = folder
        self._process = subprocess.Popen(
            [*command, "--as", name, "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(Path(reportedly.__file__).parents[1]), "PATH": ""},
        )
        assert self._process.stdout is not None
        found = (re.search(r"http://\S+", line) for line in self._process.stdout)
        self.address = next(match[0] for match in found if match)
        parts = urlsplit(self.address)
        self.base, self.host = f"http://{parts.netloc}", parts.netloc
        self.token = parse_qs(parts.query)["token"][0]

    def client(self, token: str | None = None) -> Client:
        """Somebody let in with a token; the owner, with the first."""
        client = Client(self.host)
        answer = client.post("/login", {"token": token or self.token})
        assert answer.status == 303, answer.text
        client.cookie = answer.headers["set-cookie"].split(";")[0]
        return client

    def invite(self, owner: Client, name: str, role: str) -> str:
        """The token of an address that lets one more person in."""
        answer = owner.post("/people", {"name": name, "role": role})
        assert answer.status == 200, answer.text
        found = re.search(r"/login\?token=([\w-]+)", answer.text)
        assert found
        return found[1]

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=20)


@pytest.fixture(scope="session")
def read_again() -> Callable[..., None]:
    """Reads every page anew, as a new version of the stages would, and relates all claims."""

    def again(folder: Path, pages: list[Path]) -> None:
        vocabulary = Vocabulary(digest="another vocabulary")
        reader = replace(demo_reader(), overlay=Overlay(vocabulary=vocabulary), again=True)
        with Casebook.open_to_write(folder) as casebook:
            tally = read([str(page) for page in pages], casebook, reader)
            assert [unfit.reason for unfit in tally.unfit] == []
            assert tally.again == len(list(casebook.articles()))

    return again


@pytest.fixture(scope="session")
def served_once() -> Callable[[Path, Path], Served]:
    """Starts a server on a copy of a casebook."""

    def start(whole: Path, folder: Path) -> Served:
        return Served(copied(whole, folder), "Ana")

    return start


@pytest.fixture(scope="session")
def looking(whole: Path) -> Iterator[Served]:
    """A server on the casebook that no test changes."""
    served = Served(whole, "Ana")
    yield served
    served.stop()


@pytest.fixture(scope="session")
def owner(looking: Served) -> Client:
    """The owner of that casebook, let in."""
    return looking.client()


@pytest.fixture(scope="session")
def someone() -> type[Client]:
    """Makes somebody who was not let in."""
    return Client


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Starts servers, and ends them with the test."""
    started: list[Served] = []

    def start(folder: Path, name: str = "Ana") -> Served:
        started.append(Served(folder, name))
        return started[-1]

    yield start
    for served in started:
        served.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the distribution."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail(
            "Browser tests need Chromium, and none is installed. On Debian or Ubuntu: "
            "apt-get install -y chromium. `make test` does that when it runs as root."
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield started
        started.close()


@pytest.fixture(scope="session")
def press() -> Callable[[Page, str], None]:
    """Presses a key of the queue and waits until another card has come."""

    def pressed(page: Page, key: str) -> None:
        shown = page.locator("#card").element_handle()
        page.keyboard.press(key)
        assert shown
        shown.wait_for_element_state("hidden")
        expect(page.locator("main[aria-busy]")).to_have_count(0)

    return pressed


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """The rules that axe finds broken on a page, with the first element that breaks each."""

    def broken(page: Page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("async () => (await axe.run()).violations")
        return [f"{v['id']}: {v['help']} ({v['nodes'][0]['html'][:120]})" for v in found]

    return broken


@dataclass
class Watched:
    """What a browser did beside showing pages."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def watched() -> Watched:
    """What the browser of this test did."""
    return Watched()


@pytest.fixture
def visit(browser: Browser, watched: Watched) -> Iterator[Callable[..., Page]]:
    """Opens a browser of one's own that is let in; it must ask nobody else for anything."""
    opened: list[BrowserContext] = []
    allowed: set[str] = set()

    def come_in(served: Served, client: Client | None = None, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(15_000)
        opened.append(context)
        allowed.add(served.host)
        page = context.new_page()
        page.on("request", lambda request: watched.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda told: _note(watched, told.type, told.text))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("dialog", lambda dialog: watched.complaints.append(dialog.message))
        if client:
            name, _, value = client.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": served.base}])
        else:
            page.goto(served.address)
            page.get_by_role("button", name="Come in").click()
        page.goto(f"{served.base}/incidents")
        return page

    yield come_in
    for context in opened:
        context.close()
    assert watched.hosts <= allowed
    assert watched.complaints == []


ASIDE = ("status of 4", "htmx:afterRequest", "htmx:sendAbort", "GPU stall due to ReadPixels")
"""Complaints that are none: a page that is not there, a question that a newer one replaced, a map
drawn without a graphics card."""


def _note(watched: Watched, kind: str, text: str) -> None:
    """A complaint of the browser: an error of a script, or what its policy refused."""
    if kind in ("error", "warning") and not any(words in text for words in ASIDE):
        watched.complaints.append(text)
