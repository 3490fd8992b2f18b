"""Read takes what it is given, tells what it could not take, and loses nothing that is stored."""

from __future__ import annotations

import gzip
import json
import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(str(files("reportedly"))) / "examples"
PAGE = EXAMPLES / "01-northern-wire.html"
GAZETTEER = ("--gazetteer", str(EXAMPLES / "gazetteer.tsv"))
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"

BAD: dict[str, bytes] = {
    "empty.html": b"",
    "picture.html": PNG * 40,
    "nul.txt": b"\x00" * 4000,
    "truncated.txt.gz": gzip.compress(b"Shells hit the village of Lypky on Tuesday. " * 99)[:-20],
    "notes.docx": b"PK\x03\x04 not a page",
}


def test_the_run_ends_with_a_line_that_counts(run: Callable[..., Any]) -> None:
    """A person is told how many pages were read, new, known and rejected."""
    first = run("read", PAGE, *GAZETTEER)
    assert first.code == 0
    assert first.out.startswith("Read 1 page: 1 new, 0 known, 0 rejected; ")
    assert first.out.endswith("Casebook: casebook\n")
    again = run("read", PAGE, *GAZETTEER)
    assert again.code == 0
    assert "0 new, 1 known, 0 rejected" in again.out


def test_json_is_all_there_is_on_standard_output(run: Callable[..., Any]) -> None:
    """--json prints one JSON document with the counts and the rejects."""
    told = run("read", PAGE, "missing.html", "--json").json
    assert (told["pages"], told["new"], told["known"], told["rejected"]) == (2, 1, 0, 1)
    (reject,) = told["rejects"]
    assert reject["record"] == "reject"
    assert reject["input"] == "missing.html"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_is_a_reject_and_the_others_are_read(
    run: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    """A page that cannot be read ends with 1, names the input and the reason, stops nothing."""
    (tmp_path / name).write_bytes(BAD[name])
    done = run("read", name, PAGE)
    assert done.code == 1
    assert "2 pages: 1 new, 0 known, 1 rejected" in done.out
    (line,) = (line for line in done.err.splitlines() if line.startswith("Rejected: "))
    assert name in line
    assert "Traceback" not in done.err
    assert "a fault in reportedly" not in done.err
    with Casebook.open(tmp_path / "casebook") as casebook:
        assert [reject.input for reject in casebook.rejects()] == [name]
        assert verify(casebook).broken == []


def test_broken_json_in_one_line_costs_that_line(run: Callable[..., Any], tmp_path: Path) -> None:
    """Of five JSON lines with the third broken four are read, and the third is named."""
    lines = [
        json.dumps({"id": f"p{n}", "title": "Shelling", "text": f"Shells hit village {n} today."})
        for n in range(5)
    ]
    lines[2] = lines[2][:-9]
    (tmp_path / "crawl.jsonl").write_text("\n".join(lines))
    done = run("read", "crawl.jsonl")
    assert done.code == 1
    assert "5 pages: 4 new, 0 known, 1 rejected" in done.out
    assert "crawl.jsonl:3" in done.err
    with Casebook.open(tmp_path / "casebook") as casebook:
        assert [article.input_id for article in casebook.articles()] == ["p0", "p1", "p3", "p4"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_a_folder_that_cannot_be_read_is_told(run: Callable[..., Any], tmp_path: Path) -> None:
    """A folder without rights is a reject, and the rest is read."""
    (tmp_path / "closed").mkdir(mode=0)
    done = run("read", "closed", PAGE)
    assert done.code == 1
    assert "1 new, 0 known, 1 rejected" in done.out


def test_a_page_in_a_foreign_encoding_is_read(run: Callable[..., Any], tmp_path: Path) -> None:
    """A page that says UTF-8 and is Windows-1252 is read without a broken character."""
    words = (
        "<p>The mayor of Châtillon — who saw it — said shells fell near the café on Tuesday.</p>"
    )
    html = f"<html><head><meta charset='utf-8'><title>Châtillon</title></head><body>{words * 5}"
    (tmp_path / "lying.html").write_bytes(html.encode("cp1252"))
    assert run("read", "lying.html").code == 0
    with Casebook.open(tmp_path / "casebook") as casebook:
        (article,) = casebook.articles()
        assert "Châtillon — who saw it" in article.text


def test_the_published_date_of_the_user_is_taken(run: Callable[..., Any], tmp_path: Path) -> None:
    """--published dates a page that states no date itself."""
    text = "Shells hit a village\n\n" + "Shells hit the village of Lypky, officials said. " * 8
    (tmp_path / "page.txt").write_text(text)
    assert run("read", "page.txt", "--published", "2024-03-12").code == 0
    with Casebook.open(tmp_path / "casebook") as casebook:
        (article,) = casebook.articles()
        assert article.published is not None
        assert article.published.start == "2024-03-12"


def test_a_gazetteer_that_was_added_is_used_by_its_name(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    """``gazetteer add`` compiles a file, ``list`` names it, and ``read`` takes the name."""
    assert "No gazetteer" in run("gazetteer", "list").out
    added = run("gazetteer", "add", EXAMPLES / "gazetteer.tsv")
    assert added.code == 0
    assert added.out.startswith("Added gazetteer: ")
    assert run("gazetteer", "list").out.startswith("gazetteer\t")
    assert run("read", PAGE, "--gazetteer", "gazetteer").code == 0
    with Casebook.open(tmp_path / "casebook") as casebook:
        assert "XA" in {claim.place.country for claim in casebook.claims() if claim.place}


def test_a_file_gives_the_same_places_as_a_gazetteer_added(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    """A gazetteer read from its file and one that was added give the same claims."""
    run("gazetteer", "add", EXAMPLES / "gazetteer.tsv")
    run("read", PAGE, "--gazetteer", "gazetteer", "--casebook", "added")
    run("read", PAGE, *GAZETTEER, "--casebook", "given")
    with Casebook.open(tmp_path / "added") as added, Casebook.open(tmp_path / "given") as given:
        assert list(added.claims()) == list(given.claims())
