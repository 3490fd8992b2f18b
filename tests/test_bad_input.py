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


Run = "Callable[..., Done]"


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


