"""The casebook keeps what it is given, once, and refuses what it cannot keep whole."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
import pytest

from reportedly.errors import CasebookError
from reportedly.records import Decision, Incident, Reject, Retrieval, Subject
from reportedly.stores.casebook import Bundle, Casebook
from reportedly.stores.opening import FILE

if TYPE_CHECKING:
    from pathlib import Path

MakeBundle = Callable[..., Bundle]
MakeIncident = Callable[..., Incident]


def decision(name: str = "d-1") -> Decision:
    """A person's yes to a claim."""
    subject = Subject(record="claim", capture="capture-1", quote="shelled")
    return Decision(id=name, on=subject, action="accept", by="ana", at="2024-05-02T09:00:00Z")


def test_what_is_stored_comes_back_equal(tmp_path: Path, bundle: MakeBundle) -> None:
    """A page's capture, bytes, article, mentions and claims come back as they were."""
    page = bundle("Ozerky was shelled.")
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        casebook.add([page])
    with Casebook.open(tmp_path / "c") as casebook:
        assert list(casebook.captures()) == [page.capture]
        assert casebook.data(page.capture) == page.data
        assert list(casebook.articles()) == [page.article]
        assert tuple(casebook.mentions()) == page.mentions
        assert tuple(casebook.claims()) == page.claims


def test_the_same_page_again_adds_nothing(tmp_path: Path, bundle: MakeBundle) -> None:
    """The same bytes from the same source at a later time leave the casebook as it is."""
    later = bundle("Ozerky was shelled.", at="2024-06-01T10:00:00Z")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([bundle("Ozerky was shelled.")])
        before = list(casebook.records())
        assert casebook.has_article(later.capture)
        casebook.add([Bundle(later.capture, later.data)])
        assert list(casebook.records()) == before


def test_the_same_bytes_from_elsewhere_are_one_capture_received_twice(
    tmp_path: Path, bundle: MakeBundle
) -> None:
    """Another source of known bytes is a second retrieval of one capture."""
    other = bundle("Ozerky was shelled.", source="copy.txt", at="2024-05-02T10:00:00Z")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([bundle("Ozerky was shelled.")])
        casebook.add([Bundle(other.capture, other.data)])
        (capture,) = casebook.captures()
        assert capture.retrievals == (
            Retrieval(source="page.txt", at="2024-05-01T10:00:00Z"),
            Retrieval(source="copy.txt", at="2024-05-02T10:00:00Z"),
        )


def test_a_page_left_without_article_is_completed(tmp_path: Path, bundle: MakeBundle) -> None:
    """A capture that has no article yet gets it when the page is read again."""
    page = bundle("Ozerky was shelled.")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([Bundle(page.capture, page.data)])
        assert not casebook.has_article(page.capture)
        casebook.add([page])
        assert casebook.has_article(page.capture)
        assert casebook.counts()["captures"] == 1


def test_a_page_is_stored_whole_or_not_at_all(tmp_path: Path, bundle: MakeBundle) -> None:
    """When a record of a batch cannot be stored, none of the batch is."""
    good, bad = bundle("Ozerky was shelled."), bundle("Lypky was shelled.")
    stray = msgspec.structs.replace(bad.mentions[0], article_id="a-unknown")
    with Casebook.open_to_write(tmp_path) as casebook:
        with pytest.raises(CasebookError, match="FOREIGN KEY"):
            casebook.add([good, Bundle(bad.capture, bad.data, bad.article, (stray,))])
        assert set(casebook.counts().values()) == {0}


def test_bytes_under_a_wrong_hash_are_refused(tmp_path: Path, bundle: MakeBundle) -> None:
    """Bytes that do not have the hash of their capture never enter."""
    page = bundle("Ozerky was shelled.")
    with (
        Casebook.open_to_write(tmp_path) as casebook,
        pytest.raises(ValueError, match="another hash"),
    ):
        casebook.add([Bundle(page.capture, b"other bytes")])


def test_two_records_of_a_page_under_one_id_are_refused(bundle: MakeBundle) -> None:
    """A page cannot hold two mentions under one id: one would overwrite the other."""
    page = bundle("Ozerky was shelled.")
    with pytest.raises(ValueError, match="share the id"):
        Bundle(page.capture, page.data, page.article, page.mentions * 2)


def test_the_same_refusal_is_stored_once(tmp_path: Path) -> None:
    """A reject of the same input, stage and reason is one record, however often it is met."""
    first = Reject(id="r-1", input="x.html", stage="clean", reason="no text", at="2024-01-01")
    again = Reject(id="r-2", input="x.html", stage="clean", reason="no text", at="2024-02-02")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.reject(first)
        casebook.reject(again)
        assert list(casebook.rejects()) == [first]


def test_incidents_are_replaced_and_links_are_then_up_to_date(
    tmp_path: Path, bundle: MakeBundle, incident: MakeIncident
) -> None:
    """New incidents take the place of the old; every article then counts as linked."""
    one, two = bundle("Ozerky was shelled."), bundle("Lypky was shelled.")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([one])
        casebook.replace_groups_and_incidents([], [], [incident(one)])
        casebook.add([two])
        assert two.article is not None
        assert casebook.unlinked() == {two.article.id}
        casebook.replace_groups_and_incidents([], [], [incident(one, two)])
        assert casebook.unlinked() == set()
        assert list(casebook.incidents()) == [incident(one, two)]


def test_reviewed_claims_lie_over_those_of_the_machine(
    tmp_path: Path, bundle: MakeBundle, incident: MakeIncident
) -> None:
    """A reviewed claim is shown, the machine's stays readable, and no review undoes it."""
    page = bundle("Ozerky was shelled.")
    denied = msgspec.structs.replace(page.claims[0], modality="denied")
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([page])
        casebook.replace_groups_and_incidents([], [], [incident(page)], [denied])
        assert list(casebook.claims()) == [denied]
        assert list(casebook.claims(machine=True)) == list(page.claims)
        casebook.replace_groups_and_incidents([], [], [incident(page)])
        assert list(casebook.claims()) == list(page.claims)


@pytest.mark.parametrize("verb", ["UPDATE decisions SET json = '{}'", "DELETE FROM decisions"])
def test_decisions_are_never_changed(tmp_path: Path, verb: str) -> None:
    """The database itself refuses to change or delete a decision."""
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.decide(decision())
    connection = sqlite3.connect(tmp_path / FILE)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(verb)
    connection.close()
    with Casebook.open(tmp_path) as casebook:
        assert list(casebook.decisions()) == [decision()]


def test_a_reader_sees_one_state_while_another_writes(tmp_path: Path, bundle: MakeBundle) -> None:
    """A reader works while a writer writes, and sees the casebook as it opened it."""
    with Casebook.open_to_write(tmp_path) as writer:
        writer.add([bundle("Ozerky was shelled.")])
        with Casebook.open(tmp_path) as reader:
            assert reader.counts()["articles"] == 1
            writer.add([bundle("Lypky was shelled.")])
            assert reader.counts()["articles"] == 1
        with Casebook.open(tmp_path) as reader:
            assert reader.counts()["articles"] == 2


def test_a_reader_cannot_change_anything(tmp_path: Path, bundle: MakeBundle) -> None:
    """A casebook that is opened to read refuses to be written."""
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([bundle("Ozerky was shelled.")])
    with Casebook.open(tmp_path) as reader, pytest.raises(CasebookError, match="readonly"):
        reader.decide(decision())


def test_find_takes_the_start_of_an_id(tmp_path: Path, bundle: MakeBundle) -> None:
    """A record is found by the start of its id, with or without the letter of its type."""
    page = bundle("Ozerky was shelled.")
    claim = page.claims[0]
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([page])
        assert casebook.find(claim.id[:8]) == [claim]
        assert casebook.find(claim.id[2:10]) == [claim]
        assert casebook.find("%") == []


def test_more_records_than_a_chunk_come_back_in_order(tmp_path: Path, bundle: MakeBundle) -> None:
    """Reading in chunks neither loses nor repeats a record."""
    page = bundle("Ozerky was shelled.")
    (first,) = page.mentions
    many = tuple(msgspec.structs.replace(first, id=f"m-{number}") for number in range(1203))
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([Bundle(page.capture, page.data, page.article, many)])
        assert tuple(casebook.mentions()) == many


def test_a_second_writer_is_told_that_the_casebook_is_in_use(tmp_path: Path) -> None:
    """While one command writes, another that wants to write ends with a reason."""
    with (
        Casebook.open_to_write(tmp_path),
        pytest.raises(CasebookError, match="in use"),
    ):
        Casebook.open_to_write(tmp_path, wait=0.05)


def test_a_writer_that_ended_lets_the_next_one_in(tmp_path: Path) -> None:
    """The lock ends with the casebook, not with its lock file."""
    with Casebook.open_to_write(tmp_path):
        pass
    with Casebook.open_to_write(tmp_path, wait=0.05) as casebook:
        assert set(casebook.counts().values()) == {0}


def test_a_casebook_held_by_a_foreign_tool_is_in_use(tmp_path: Path) -> None:
    """A write lock of any other program on the SQLite file is told in the same words."""
    with Casebook.open_to_write(tmp_path):
        pass
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(CasebookError, match="in use"):
            Casebook.open_to_write(tmp_path)
    finally:
        other.close()


def test_no_casebook_says_how_to_make_one(tmp_path: Path) -> None:
    """Reading from a folder without a casebook names the command that makes one."""
    with pytest.raises(CasebookError, match="reportedly read SOURCE"):
        Casebook.open(tmp_path / "none")


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    """A folder that holds something else is refused, and nothing is written into it."""
    (tmp_path / "thesis.doc").write_text("chapter one")
    with pytest.raises(CasebookError, match=r"not empty \(it holds 'thesis.doc'\)"):
        Casebook.open_to_write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    """A file named as the casebook is refused with the file's name."""
    (tmp_path / "book").write_text("x")
    with pytest.raises(CasebookError, match="cannot be made"):
        Casebook.open_to_write(tmp_path / "book")


@pytest.mark.parametrize("opens", [Casebook.open, Casebook.open_to_write])
def test_a_newer_casebook_is_not_touched(tmp_path: Path, opens: Callable[[Path], Casebook]) -> None:
    """A casebook of a newer format is refused, and its file stays as it is."""
    with Casebook.open_to_write(tmp_path):
        pass
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(CasebookError, match="newer version"):
        opens(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("opens", [Casebook.open, Casebook.open_to_write])
@pytest.mark.parametrize("content", [b"not a database at all" * 99, b""])
def test_a_file_that_is_no_casebook_is_told(
    tmp_path: Path, opens: Callable[[Path], Casebook], content: bytes
) -> None:
    """A casebook.sqlite that is not SQLite, or not ours, is refused and left as it is."""
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(CasebookError, match=r"damaged|not a casebook"):
        opens(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_a_row_that_is_no_record_names_its_table(tmp_path: Path, bundle: MakeBundle) -> None:
    """A record that somebody damaged is told with its table."""
    with Casebook.open_to_write(tmp_path) as casebook:
        casebook.add([bundle("Ozerky was shelled.")])
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("""UPDATE claims SET json = '{"record": "claim"}'""")
    connection.commit()
    connection.close()
    with Casebook.open(tmp_path) as casebook, pytest.raises(CasebookError, match="claims"):
        list(casebook.claims())


def test_what_a_stopped_run_left_half_written_is_swept(tmp_path: Path) -> None:
    """Temporary files of a run that was stopped go when the next one opens the casebook."""
    with Casebook.open_to_write(tmp_path):
        pass
    (tmp_path / "captures" / "ab").mkdir()
    halves = [tmp_path / ".part-1", tmp_path / "captures" / "ab" / ".part-2"]
    for half in halves:
        half.write_bytes(b"half")
    with Casebook.open_to_write(tmp_path):
        assert not any(half.exists() for half in halves)


def test_a_casebook_may_be_moved(tmp_path: Path, bundle: MakeBundle) -> None:
    """A casebook is its folder: copied elsewhere it opens the same."""
    with Casebook.open_to_write(tmp_path / "here") as casebook:
        casebook.add([bundle("Ozerky was shelled.")])
        before = list(casebook.records())
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    with Casebook.open(tmp_path / "there") as casebook:
        assert list(casebook.records()) == before
