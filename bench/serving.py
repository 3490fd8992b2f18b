"""How fast the pages of a large casebook come: ``python bench/serving.py [INCIDENTS ...]`` (50000).

A casebook of made incidents is put straight into the store; `reportedly serve` is started on it
twice, the second time with the index that the first one left. For each page: milliseconds until it
is whole, as the middle of some tries by one client on this machine, those of the processor that the
server took on the average, and its size as sent. Beside it, in the same run, datasette with a page
of the same table of the same file, if it is installed.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from made_casebook import make

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 5
PAGES = {
    "first page": "/incidents",
    "page 500 of the list": "/incidents?page=500",
    "list with filters": "/incidents?grade=Fair&weapon=cluster+munition&since=2031-01-01&origins=2",
    "a search": "/incidents?q=killed+ministry",
    "a search for a town": "/incidents?q=Town17",
    "timeline": "/incidents?view=timeline",
    "incident page": "/incidents/i-000010",
    "sources": "/sources",
    "decisions": "/decisions",
    "review": "/review",
}
"""What is asked for; `maps.py` asks for the map."""

PEER = "/casebook/incidents.json?_size=50"


@dataclass(frozen=True, slots=True)
class Answer:
    """How long a page took, and what came."""

    seconds: float
    status: int
    text: bytes
    cookie: str


def main() -> None:
    """Every page of a casebook of each size."""
    for incidents in [int(word) for word in sys.argv[1:]] or [50_000]:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
            _measure(Path(folder) / "casebook", incidents)


def _measure(folder: Path, incidents: int) -> None:
    make(folder, incidents)
    with _served(folder) as (server, host, cookie, begun):
        while b"made ready" in _ask(host, "/incidents", cookie).text:
            time.sleep(0.1)
        print(
            f"{incidents:,} incidents, first start: listed {time.monotonic() - begun:.1f} s after"
        )
    with _served(folder) as (server, host, cookie, begun):
        soonest = _ask(host, "/incidents", cookie)
        print(f"after a start, the first page: {soonest.seconds:.2f} s")
        _until_idle(server)
        print(f"all made ready {time.monotonic() - begun:.1f} s after")
        took = {name: _page(server, host, cookie, name) for name in PAGES}
    with _peer(folder) as peer:
        if peer:
            theirs = statistics.median(_ask(peer, PEER).seconds for _ in range(TRIES))
            ratio = took["first page"] / theirs
            print(
                f"datasette, 50 rows of the same table as JSON: {theirs * 1000:.0f} ms; ours/theirs"
            )
            print(f"for the first page with its counts: {ratio:.1f}")


def _page(server: int, host: str, cookie: str, name: str) -> float:
    first = _ask(host, PAGES[name], cookie)
    before = _processor(server)
    answers = [first, *(_ask(host, PAGES[name], cookie) for _ in range(TRIES))]
    busy = (_processor(server) - before) / TRIES
    middle = statistics.median(answer.seconds for answer in answers[1:])
    last = answers[-1]
    fault = "" if last.status == 200 else f"  status {last.status}"
    print(
        f"  {name:24} {middle * 1000:6.0f} ms (first time {first.seconds * 1000:.0f}),"
        f" processor {busy * 1000:.0f} ms, {len(last.text) / 1024:.0f} kB{fault}"
    )
    return middle


def _ask(host: str, path: str, cookie: str = "", form: dict[str, str] | None = None) -> Answer:
    connection = HTTPConnection(host, timeout=600)
    sent = {"cookie": cookie, "sec-fetch-site": "same-origin"}
    if form:
        sent["content-type"] = "application/x-www-form-urlencoded"
    begun = time.monotonic()
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, sent)
    response = connection.getresponse()
    text = response.read()
    seconds = time.monotonic() - begun
    connection.close()
    return Answer(
        seconds, response.status, text, (response.getheader("set-cookie") or "").split(";")[0]
    )


def _processor(server: int) -> float:
    """The seconds of processor that a process took so far."""
    fields = Path(f"/proc/{server}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _until_idle(server: int) -> None:
    """Wait until a server has made ready what it makes ready by itself."""
    before = -1.0
    while (now := _processor(server)) - before > 0.05:
        before = now
        time.sleep(1)


@contextmanager
def _served(folder: Path) -> Iterator[tuple[int, str, str, float]]:
    """``reportedly serve``: its process, its host, a cookie that lets in, since when it listens."""
    command = [sys.executable, "-m", "reportedly", "serve", "--casebook", str(folder)]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        try:
            told = process.stdout or ()
            found = next(filter(None, (re.search(r"http://\S+", line) for line in told)))
            begun = time.monotonic()
            address = urlsplit(found[0])
            token = address.query.removeprefix("token=")
            cookie = _ask(address.netloc, "/login", "", {"token": token}).cookie
            yield process.pid, address.netloc, cookie, begun
        finally:
            process.kill()


@contextmanager
def _peer(folder: Path) -> Iterator[str]:
    """Datasette on the casebook's file; nothing where it is not installed."""
    command = shutil.which("datasette", path=Path(sys.executable).parent)
    if command is None:
        yield ""
        return
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = [command, "serve", str(folder / "casebook.sqlite"), "--port", str(port)]
    with subprocess.Popen(started, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _until_there(port)
            yield f"127.0.0.1:{port}"
        finally:
            process.kill()


def _until_there(port: int) -> None:
    for _ in range(600):
        try:
            _ask(f"127.0.0.1:{port}", "/-/versions.json")
        except ConnectionError:
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
