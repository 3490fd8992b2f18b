"""Bad input at the command: told by value, place and what to do; nothing that is stored is lost.

What can be wrong inside one stage has its tests beside that stage; here each kind of bad input
meets the whole command, beside a good page that must be read all the same.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportedly
from reportedly.stores.casebook import Casebook
from reportedly.stores.opening import FILE
from reportedly.stores.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = Path(reportedly.__file__).parents[1]
GOOD = Path(str(files("reportedly"))) / "examples" / "01-northern-wire.html"
SENTENCE = b"On Tuesday shells hit the village of Dorvany, the governor of the region said. "
PAGE = b"<html><head><title>Shells</title></head><body><p>" + SENTENCE * 9 + b"</p></body></html>"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 8
MIB = 1024 * 1024


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Done]:
    """Runs ``reportedly`` in a process of its own, in an empty folder."""
    here = {"REPORTEDLY_HOME": str(tmp_path / "home"), "PYTHONPATH": str(SOURCES)}

    def called(*arguments: str | Path) -> Done:
        command = [sys.executable, "-m", "reportedly", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=tmp_path, env=os.environ | here, capture_output=True, check=False
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return called


def stored(folder: Path) -> list[str]:
    """The titles of a casebook that verifies."""
    with Casebook.open(folder) as casebook:
        assert verify(casebook).broken == []
        return [article.title or "" for article in casebook.articles()]


def sparse(path: Path) -> None:
    """A page of 200 MB that takes no room on the disk."""
    path.write_bytes(PAGE)
    os.truncate(path, 200 * MIB)


def five_lines(path: Path) -> None:
    """Five JSON lines, the third cut off."""
    lines = [json.dumps({"text": f"Shells hit village {n} on Tuesday."}) for n in range(5)]
    path.write_text("\n".join([*lines[:2], lines[2][:-7], *lines[3:]]))


def written(data: bytes) -> Callable[[Path], object]:
    """What writes these bytes to a path."""
    return lambda path: path.write_bytes(data)


REFUSED: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "empty.html": (written(b""), "Empty: 0 bytes", "fetch it again"),
    "blank.txt": (written(b" \n\n \t\n"), "no visible text", "Fetch it again"),
    "photo.html": (written(JPEG), "JPEG picture", "expected a page as HTML or text"),
    "huge.html": (sparse, "200.0 MiB", "Split it, or give the page alone"),
    "line.txt": (written(SENTENCE * (10 * MIB // len(SENTENCE))), "characters", "Split it"),
    "line.html": (
        written(b"<html><body><p>" + SENTENCE * (10 * MIB // len(SENTENCE)) + b"</p>"),
        "characters",
        "Split it",
    ),
    "nul.txt": (written(SENTENCE + bytes(400) + SENTENCE), "NUL", "at byte"),
    "cut.html.gz": (written(gzip.compress(PAGE * 9)[:-30]), "cut off", "Fetch the file again"),
    "crawl.jsonl": (five_lines, "crawl.jsonl:3", "expected one object a line"),
    "missing.html": (lambda _path: None, "No such file", "Check the path"),
    "ring": (lambda path: path.symlink_to(path), "link", "Check the path"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_input_is_told_and_the_good_page_beside_it_is_read(
    run: Callable[..., Done], tmp_path: Path, name: str
) -> None:
    """It ends with 1, says which input, what is wrong and what to do, and reads the rest."""
    make, wrong, mend = REFUSED[name]
    make(tmp_path / name)
    done = run("read", name, GOOD)
    assert done.code == 1
    (line,) = (line for line in done.err.splitlines() if line.startswith("Rejected: "))
    for words in (name, wrong, mend):
        assert words in line
    assert "fault" not in line
    assert "Cluster rockets kill three in Halvec, Veldria says" in stored(tmp_path / "casebook")
    assert name in run("show", "--rejects").out


TITLE = "Обстріл шахти «Зоря»: що відомо"
WORDS = "Обстріл пошкодив шахту «Зоря» у вівторок, сказав мер міста. "


def page(declared: str) -> str:
    """A Ukrainian page that declares an encoding."""
    head = f'<meta charset="{declared}"><title>{TITLE}</title>' if declared else ""
    return f"<html><head>{head}<title>{TITLE}</title></head><body><p>{WORDS * 9}</p></body></html>"


@pytest.mark.parametrize(
    ("declared", "true"),
    [
        ("utf-8", "cp1251"),
        ("iso-8859-1", "cp1251"),
        ("windows-1251", "utf-8"),
        ("utf-8", "utf-16"),
        ("no-such-encoding", "utf-8"),
        ("", "cp1251"),
    ],
)
def test_a_lying_encoding_does_not_garble_the_page(
    run: Callable[..., Done], tmp_path: Path, declared: str, true: str
) -> None:
    """The letters of the page come out whatever its head claims."""
    (tmp_path / "page.html").write_bytes(page(declared).encode(true))
    done = run("read", "page.html")
    assert (done.code, done.err) == (0, "")
    assert stored(tmp_path / "casebook") == [TITLE]


def test_a_title_over_an_empty_text_is_read(run: Callable[..., Done], tmp_path: Path) -> None:
    """Its words are in the title, and so is each span; a text under another name is refused."""
    title = "Shelling kills four in Kharkiv on Tuesday"
    lines = [
        {"id": "a", "title": title, "text": "", "published": "2031-05-07"},
        {"id": "b", "title": title, "content": "Shells fell.", "published": "2031-05-07"},
        {"id": "c", "title": " ", "text": " "},
    ]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = run("read", "lines.jsonl")
    assert done.code == 1
    for refused in ("lines.jsonl:2", "lines.jsonl:3"):
        assert refused in done.err
    assert stored(tmp_path / "casebook") == [title]
    with Casebook.open(tmp_path / "casebook") as casebook:
        assert [article.text for article in casebook.articles()] == [""]
        assert {claim.span.field for claim in casebook.claims(machine=True)} == {"title"}


def without_rights() -> list[str]:
    """What runs a command that has no right to read what its user may not; skips without it."""
    if os.geteuid() != 0:
        return []
    some = "-dac_override,-dac_read_search"
    command = [shutil.which("setpriv") or "setpriv", "--bounding-set", some, "--inh-caps", some]
    try:
        subprocess.run([*command, "true"], check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("root's rights cannot be laid down")
    return command


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights as on POSIX")
def test_a_folder_without_rights_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    """A folder that the user may not look into is a reject with its reason; the page is read."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed").chmod(0)
    command = [*without_rights(), sys.executable, "-m", "reportedly", "read", "closed", str(GOOD)]
    env = os.environ | {"REPORTEDLY_HOME": str(tmp_path), "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    (tmp_path / "closed").chmod(0o700)
    assert done.returncode == 1
    assert "Rejected: closed (capture): Cannot be read: Permission denied" in done.stderr
    assert "Check the path and its permissions" in done.stderr
    assert len(stored(tmp_path / "casebook")) == 1


def test_what_is_stored_outlives_every_refusal(run: Callable[..., Done], tmp_path: Path) -> None:
    """A wrong option, a casebook in use and one of a newer version leave each page and byte."""
    assert run("read", GOOD).code == 0
    before = stored(tmp_path / "casebook")
    refused = {
        "--published 'soon' is no date": run("read", GOOD, "--published", "soon"),
        "'kml' is not one of 'jsonl', 'geojson'": run("write", "--format", "kml"),
    }
    with Casebook.open_to_write(tmp_path / "casebook"):
        refused["is in use: another command is writing"] = run("read", GOOD)
    newer(tmp_path / "casebook", 99)
    refused["Upgrade reportedly; nothing was changed"] = run("read", GOOD)
    newer(tmp_path / "casebook", 1)
    for words, done in refused.items():
        assert words in done.err
        assert (done.code, done.out) == (2, "")
    assert stored(tmp_path / "casebook") == before


def newer(folder: Path, version: int) -> None:
    """Say in a casebook's file that it has this format."""
    connection = sqlite3.connect(folder / FILE)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
