"""Write makes whole files, and verify tells a whole casebook from a broken one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.records import from_json
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("casebook")


def test_jsonl_is_the_whole_casebook(run: Callable[..., Any], casebook: Path) -> None:
    """Every record is a line on standard output, and standard error says not to share it."""
    done = run("write", "--format", "jsonl")
    with Casebook.open(casebook) as opened:
        assert [from_json(line) for line in done.out.splitlines()] == list(opened.records())
    assert "not for sharing" in done.err
    assert done.code == 0


def test_a_file_is_written_whole(run: Callable[..., Any], tmp_path: Path) -> None:
    """--out writes a file, says so, and leaves nothing else behind."""
    done = run("write", "--format", "geojson", "--out", tmp_path / "out.geojson")
    assert done.out == ""
    assert "out.geojson: 1 incidents written. Left out: 1 plan, 1 background" in done.err
    made = json.loads((tmp_path / "out.geojson").read_text())
    assert [feature["id"] for feature in made["features"]] == ["incident-1a"]
    assert "Ilnytska" not in (tmp_path / "out.geojson").read_text()
    assert {path.name for path in tmp_path.iterdir()} == {"casebook", "out.geojson"}


def test_a_file_that_cannot_be_written_is_told(run: Callable[..., Any], tmp_path: Path) -> None:
    """A folder that does not exist ends with 2 and names the file."""
    done = run("write", "--format", "jsonl", "--out", tmp_path / "none" / "x.jsonl")
    assert done.code == 2
    assert "cannot be written" in done.err


def test_verify_says_whole_and_what_it_cannot_prove(run: Callable[..., Any]) -> None:
    """A whole casebook ends with 0, and the limits of the proof are said."""
    done = run("verify")
    assert done.code == 0
    assert done.out.startswith("Whole: 1 capture, 1 article, 1 mention, 1 claim, 3 incidents")
    assert "it has no ledger yet" in done.out


def test_verify_names_the_first_broken_item(run: Callable[..., Any], casebook: Path) -> None:
    """A changed capture ends with 1 and is named, in words and in JSON."""
    (capture,) = (casebook / "captures").glob("*/*")
    capture.write_bytes(b"forged")
    done = run("verify")
    assert done.code == 1
    assert done.out.startswith("Broken: capture capture-1a: its bytes hash to")
    told = run("verify", "--json").json
    assert told["whole"] is False
    assert told["first_broken"]["id"] == "capture-1a"
