"""Verify names what is broken first, and calls whole only what is whole."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import msgspec
import pytest

from reportedly.records import Claim, Span, to_json
from reportedly.stores.casebook import Casebook
from reportedly.stores.opening import FILE
from reportedly.stores.verify import spans_of, verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportedly.records import Incident
    from reportedly.stores.casebook import Bundle

    MakeBundle = Callable[..., Bundle]
    MakeIncident = Callable[..., Incident]


@pytest.fixture
def page(tmp_path: Path, bundle: MakeBundle, incident: MakeIncident) -> Bundle:
    """A page stored and linked in the casebook at ``tmp_path``."""
    made = bundle("Ozerky was shelled.")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([made])
        casebook.replace_groups_and_incidents([], [], [incident(made)])
    return made


def problems(folder: Path) -> list[str]:
    """What verify finds, as "record: problem"."""
    with Casebook.open(folder) as casebook:
        return [f"{broken.record}: {broken.problem}" for broken in verify(casebook).broken]


def change(folder: Path, statement: str, *values: object) -> None:
    """Change the SQLite file behind the casebook's back."""
    connection = sqlite3.connect(folder / FILE)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


@pytest.mark.usefixtures("page")
def test_an_untouched_casebook_is_whole(tmp_path: Path) -> None:
    """What was stored and linked verifies, each record counted once."""
    with Casebook.open(tmp_path) as casebook:
        report = verify(casebook)
    assert report.whole
    assert report.checked == dict.fromkeys(
        ("captures", "articles", "mentions", "claims", "incidents"), 1
    )


def test_a_changed_byte_of_a_capture_is_found(tmp_path: Path, page: Bundle) -> None:
    """One changed byte in a capture's file breaks its hash."""
    sha256 = page.capture.sha256
    path = tmp_path / "captures" / sha256[:2] / sha256[2:]
    path.write_bytes(page.data.replace(b"O", b"0"))
    (problem,) = problems(tmp_path)
    assert problem.startswith("capture: its bytes hash to")


def test_a_missing_capture_is_found(tmp_path: Path, page: Bundle) -> None:
    """A capture whose file is gone is named."""
    sha256 = page.capture.sha256
    (tmp_path / "captures" / sha256[:2] / sha256[2:]).unlink()
    assert problems(tmp_path) == ["capture: its bytes cannot be read: No such file or directory"]


def test_a_mention_whose_words_differ_is_found(tmp_path: Path, page: Bundle) -> None:
    """A mention's text must be the words of the article at its span."""
    other = msgspec.structs.replace(page.mentions[0], text="Lypky")
    change(tmp_path, "UPDATE mentions SET json = ?", to_json(other).decode())
    assert problems(tmp_path) == ["mention: its text 'Lypky' is not the article's words 'Ozerky'"]


def test_a_span_outside_its_text_is_found(tmp_path: Path, page: Bundle) -> None:
    """A claim that points past the end of the article is named."""
    claim = msgspec.structs.replace(page.claims[0], span=Span(start=0, end=500))
    change(tmp_path, "UPDATE claims SET json = ?", to_json(claim).decode())
    assert page.article is not None
    assert problems(tmp_path) == [f"claim: span 0-500 is outside the text of {page.article.id}"]


@pytest.mark.usefixtures("page")
def test_a_claim_in_no_incident_is_found(tmp_path: Path) -> None:
    """A linked claim that no incident holds is named."""
    change(tmp_path, "DELETE FROM incidents")
    assert problems(tmp_path) == ["claim: it is in 0 incidents, not in one"]


def test_a_claim_in_two_incidents_is_found(
    tmp_path: Path, page: Bundle, incident: MakeIncident
) -> None:
    """A claim belongs to exactly one incident."""
    second = msgspec.structs.replace(incident(page), id="i-second")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.replace_groups_and_incidents([], [], [incident(page), second])
    assert problems(tmp_path) == ["claim: it is in 2 incidents, not in one"]


def test_a_removed_article_is_found(tmp_path: Path, page: Bundle) -> None:
    """Mentions and claims of an article that is gone are broken references."""
    assert page.article is not None
    change(tmp_path, "DELETE FROM articles")
    (problem,) = problems(tmp_path)
    assert "refers to a row of articles that is missing" in problem


@pytest.mark.usefixtures("page")
def test_a_row_that_is_no_record_is_found(tmp_path: Path) -> None:
    """A record that cannot be decoded is a broken casebook, not a crash."""
    change(tmp_path, "UPDATE articles SET json = 'x'")
    (problem,) = problems(tmp_path)
    assert "a row of articles is no record" in problem


def test_a_stopped_run_is_unfinished_and_not_broken(tmp_path: Path, bundle: MakeBundle) -> None:
    """Claims that were stored but not yet linked are counted apart."""
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([bundle("Ozerky was shelled.")])
    with Casebook.open(tmp_path) as casebook:
        report = verify(casebook)
    assert report.whole
    assert report.unlinked == 1


def test_every_span_of_a_record_is_met(bundle: MakeBundle) -> None:
    """Spans are found at any depth of a record."""
    claim: Claim = bundle("Ozerky was shelled.").claims[0]
    trigger = Span(start=11, end=18)
    event = msgspec.structs.replace(claim.event, trigger=trigger)
    assert list(spans_of(msgspec.structs.replace(claim, event=event))) == [claim.span, trigger]
