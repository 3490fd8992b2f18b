"""Capture: files, folders, JSON lines and standard input to captures or rejects."""

import gzip
import hashlib
import io
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Received, Reject
from reportedly.stages.capture import capture, capture_file
from reportedly.stages.capture.limits import MAX_PAGE_BYTES

NOW = datetime(2023, 3, 4, 10, 0, tzinfo=UTC)
PAGE = b"<html><body><p>Shells fell on Dolyna, its mayor said.</p></body></html>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def read(*sources: object, **options: object) -> list[Received | Reject]:
    """Everything the sources give, at a fixed time."""
    return list(capture([str(s) for s in sources], now=NOW, **options))


def only(*sources: object, **options: object) -> Received | Reject:
    """The one thing the sources give."""
    (found,) = read(*sources, **options)
    return found


def reason(*sources: object, **options: object) -> str:
    """Why the one source is rejected."""
    found = only(*sources, **options)
    assert isinstance(found, Reject)
    assert found.stage == "capture"
    assert found.at == "2023-03-04T10:00:00+00:00"
    return found.reason


def test_a_file_is_kept_as_received(tmp_path: Path) -> None:
    """The bytes, their hash, size, place and time are those of the file."""
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    found = only(path)
    assert isinstance(found, Received)
    assert found.data == PAGE
    assert found.capture.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert (found.capture.size, found.capture.media_type) == (len(PAGE), "text/html")
    (retrieval,) = found.capture.retrievals
    assert (retrieval.source, retrieval.at) == (str(path), "2023-03-04T10:00:00+00:00")


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.html", PAGE, "html"),
        ("a.HTM", PAGE, "html"),
        ("a.xhtml", PAGE, "html"),
        ("a.txt", b"Shells fell.", "flattened"),
        ("a.txt", b"\xef\xbb\xbf<!DOCTYPE html><p>Shells fell.</p>", "html"),
        ("a.html", b"Plain text named as a page", "flattened"),
        ("a.html", "<html><p>Wide</p></html>".encode("utf-16"), "html"),
        ("a.html.gz", gzip.compress(PAGE, mtime=0), "html"),
        ("a.html", gzip.compress(PAGE, mtime=0), "html"),
        ("a.txt.gz", gzip.compress(b"Shells fell.", mtime=0), "flattened"),
    ],
)
def test_the_form_comes_from_the_name_unless_the_bytes_differ(
    tmp_path: Path, name: str, data: bytes, form: str
) -> None:
    """Names say the kind; bytes that are plainly another kind overrule them."""
    path = tmp_path / name
    path.write_bytes(data)
    found = only(path)
    assert isinstance(found, Received)
    assert found.form == form


def test_a_folder_is_read_by_name_and_hidden_files_are_not(tmp_path: Path) -> None:
    """Folders are read to their depth in the order of names; a foreign kind is a reject."""
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden.txt", "c.docx", "b/1.txt"):
        (tmp_path / name).write_bytes(name.encode())
    found = read(tmp_path)
    names = [f.input if isinstance(f, Reject) else f.capture.retrievals[0].source for f in found]
    expected = ["a.txt", "b/1.txt", "b/2.txt", "c.docx"]
    assert names == [str(tmp_path / name) for name in expected]
    assert isinstance(found[-1], Reject)
    assert ".docx" in found[-1].reason


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    """A folder without files is not passed over in silence."""
    assert "holds no files" in reason(tmp_path)


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    """A link to a folder above is a reject, the rest is read."""
    (tmp_path / "a.txt").write_bytes(b"Shells fell.")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    first, second = read(tmp_path)
    assert isinstance(first, Received)
    assert isinstance(second, Reject)
    assert "leads back" in second.reason


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.html", b"", "Empty"),
        ("a.html", PNG, "PNG picture"),
        ("a.html", b"\xff\xd8\xff\xe0" + bytes(50), "JPEG picture"),
        ("a.txt", b"%PDF-1.4 ...", "PDF"),
        ("a.png", PNG, "Unknown kind of file (.png)"),
        ("noending", b"text", "Unknown kind"),
        ("pages.zip", b"PK", "An archive (.zip) is not opened. Unpack it"),
        ("pages.tar.gz", b"\x1f\x8b", "An archive (.tar) is not opened"),
        ("a.html.gz", gzip.compress(PAGE * 100, mtime=0)[:-20], "cut off or damaged"),
        ("a.html.gz", b"no gzip at all", "not gzip"),
        ("a.html.gz", b"", "Empty"),
        ("a.html.gz", gzip.compress(b"", mtime=0), "Empty"),
        ("a.jsonl", b"\n  \n", "blank lines"),
        ("a.jsonl", '{"text": "Shells"}'.encode("utf-16"), "UTF-16"),
        ("a.jsonl", b'[\n{"text": "a"},\n{"text": "b"}\n]', "spread over many lines"),
    ],
)
def test_bad_files_are_rejected_with_a_reason(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    """Each bad file is one reject that names what is wrong."""
    path = tmp_path / name
    path.write_bytes(data)
    assert words in reason(path)


def test_missing_paths_and_dangling_links_are_rejects(tmp_path: Path) -> None:
    """What is not there is named, and the other sources are read."""
    (tmp_path / "good.txt").write_bytes(b"Shells fell.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    missing, good, link = read(tmp_path / "no.txt", tmp_path / "good.txt", tmp_path / "link.txt")
    assert isinstance(missing, Reject)
    assert "No such file" in missing.reason
    assert isinstance(good, Received)
    assert isinstance(link, Reject)
    assert "gone.txt" in link.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_a_reject(tmp_path: Path) -> None:
    """A folder that may not be read is named, and the next source is read."""
    closed = tmp_path / "closed"
    closed.mkdir()
    (tmp_path / "good.txt").write_bytes(b"Shells fell.")
    closed.chmod(0)
    try:
        refused, good = read(closed, tmp_path / "good.txt")
    finally:
        closed.chmod(0o700)
    assert isinstance(refused, Reject)
    assert "permission" in refused.reason.lower()
    assert isinstance(good, Received)


def test_an_address_on_the_web_is_told_apart() -> None:
    """An address is not taken for a missing file."""
    assert "web" in reason("https://news.example/a")


def test_a_page_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    """The size and the limit are named; a sparse file shows that nothing was read."""
    path = tmp_path / "a.html"
    path.write_bytes(PAGE)
    os.truncate(path, 200 * 1024 * 1024)
    found = reason(path)
    assert "200.0 MiB" in found
    assert "64.0 MiB" in found


def test_a_packed_page_is_refused_at_the_limit(tmp_path: Path) -> None:
    """A small gzip that unpacks to too much is refused."""
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"a" * (MAX_PAGE_BYTES + 1), 1))
    assert "more than 64.0 MiB" in reason(path)


def test_broken_json_in_line_3_of_5_leaves_the_other_four(tmp_path: Path) -> None:
    """The reject names file and line and what was expected."""
    path = tmp_path / "day.jsonl"
    lines = [json.dumps({"id": i, "text": f"Page {i}."}) for i in range(5)]
    lines[2] = lines[2][:-3]
    path.write_text("\r\n".join(lines))
    found = read(path)
    bad = found.pop(2)
    assert isinstance(bad, Reject)
    assert bad.input == f"{path}:3"
    assert 'expected one object a line with "html" or "text"' in bad.reason
    read_ids = [f.meta.input_id for f in found if isinstance(f, Received)]
    assert read_ids == ["0", "1", "3", "4"]


def test_a_json_line_is_a_capture_of_its_own(tmp_path: Path) -> None:
    """Its bytes are the line's, its fields are kept, its line is counted from 1."""
    line = json.dumps({"id": "x1", "text": "Shells fell.", "url": "https://a.example/1",
        "title": "T", "outlet": "O", "date": "2023/03/03", "language": "en"})  # fmt: skip
    path = tmp_path / "day.ndjson"
    path.write_text("\n" + line + "\n")
    found = only(path)
    assert isinstance(found, Received)
    assert found.data == line.encode()
    assert found.form == "body"
    assert found.capture.media_type == "application/x-ndjson"
    assert found.capture.sha256 == hashlib.sha256(line.encode()).hexdigest()
    assert found.capture.retrievals[0].line == 2
    meta = found.meta
    assert (meta.input_id, meta.url, meta.title) == ("x1", "https://a.example/1", "T")
    assert (meta.outlet, meta.published, meta.language) == ("O", "2023/03/03", "en")


@pytest.mark.parametrize(
    ("page", "flattened", "form"),
    [
        ({"text": "A."}, False, "body"),
        ({"text": "A."}, True, "flattened"),
        ({"html": "<p>A.</p>"}, True, "html"),
        ({"html": "<p>A.</p>", "text": "A."}, False, "body"),
        ({"html": "<p>A.</p>", "text": "  "}, False, "html"),
    ],
)
def test_the_form_of_a_json_line(
    tmp_path: Path, page: dict[str, str], flattened: bool, form: str
) -> None:
    """Text is a body, page text with the option; html counts where there is no text."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(page))
    found = only(path, flattened=flattened)
    assert isinstance(found, Received)
    assert found.form == form


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"[1, 2]", "a list"),
        (b'"text"', "a string"),
        (b'{"title": "only"}', 'Neither "html" nor "text"'),
        (b'{"text": 5}', '"text" is a number'),
        (b'{"text": "\\ud800"}', "half a letter"),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "Not JSON"),
    ],
)
def test_bad_json_lines_say_what_was_found(tmp_path: Path, line: bytes, words: str) -> None:
    """The reason names the value found and what was expected."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(line)
    assert words in reason(path)


def test_a_cut_gzip_of_json_lines_keeps_the_lines_before(tmp_path: Path) -> None:
    """What was unpacked before the damage is read, the damage is a reject."""
    lines = b"".join(
        json.dumps({"text": os.urandom(50).hex()}).encode() + b"\n" for _ in range(3000)
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(lines)[:-5000])
    *found, last = read(path)
    assert len(found) > 100
    assert isinstance(last, Reject)
    assert "cut off" in last.reason


@pytest.mark.parametrize(
    ("data", "forms"),
    [
        (b'{"text": "A."}\n{"html": "<p>B</p>"}\n', ["body", "html"]),
        (b"  <!doctype html><p>A</p>", ["html"]),
        (b"A village was shelled.", ["flattened"]),
        (gzip.compress(b'{"text": "A."}', mtime=0), ["body"]),
    ],
)
def test_standard_input_is_told_by_its_bytes(data: bytes, forms: list[str]) -> None:
    """JSON lines, a page, text, or gzip of these; the stream stays open."""
    stream = io.BytesIO(data)
    found = read("-", stdin=stream)
    assert [f.form for f in found if isinstance(f, Received)] == forms
    assert not stream.closed
    assert {f.capture.retrievals[0].source for f in found if isinstance(f, Received)} == {"-"}


def test_a_line_over_the_limit_is_one_reject(tmp_path: Path) -> None:
    """The rest of the long line is skipped, the next line is read."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "' + b"a" * (2 * MAX_PAGE_BYTES) + b'"}\n{"text": "Next."}\n')
    long, following = read(path)
    assert isinstance(long, Reject)
    assert "64.0 MiB" in long.reason
    assert isinstance(following, Received)
    assert following.capture.retrievals[0].line == 2


@given(st.binary(max_size=300))
def test_any_bytes_give_captures_or_rejects(data: bytes) -> None:
    """Nothing raises, nothing vanishes, and the hash is that of the bytes kept."""
    found = read("-", stdin=io.BytesIO(data))
    assert found
    for one in found:
        if isinstance(one, Received):
            assert one.capture.sha256 == hashlib.sha256(one.data).hexdigest()
        else:
            assert one.reason


@given(st.binary(min_size=1, max_size=100))
def test_ids_are_made_of_the_bytes(data: bytes) -> None:
    """The same bytes have the same id whenever they are read."""
    first = [f.capture.id for f in read("-", stdin=io.BytesIO(data)) if isinstance(f, Received)]
    again = list(capture(["-"], stdin=io.BytesIO(data)))
    assert first == [f.capture.id for f in again if isinstance(f, Received)]


def test_an_open_file_is_known_by_another_name(tmp_path: Path) -> None:
    """The name says the kind and is kept as given; nothing that it may point to is opened."""
    (tmp_path / "0").write_bytes(PAGE)
    (tmp_path / "other.html").write_bytes(b"another page")
    for name in (f"../{tmp_path.name}/other.html", "a\0<script>.html"):
        with (tmp_path / "0").open("rb") as file:
            (page,) = capture_file(file, name, "2024-05-02T09:00:00+00:00")
        assert isinstance(page, Received)
        assert (page.data, page.capture.retrievals[0].source) == (PAGE, name)
    with (tmp_path / "0").open("rb") as file:
        (refused,) = capture_file(file, "pages.7z", "2024-05-02T09:00:00+00:00")
    assert isinstance(refused, Reject)
    assert (refused.input, "Unpack it" in refused.reason) == ("pages.7z", True)
