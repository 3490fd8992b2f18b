"""Pages go through every stage into the casebook; what goes wrong becomes a reject."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportedly
from reportedly.gazetteer import Gazetteer
from reportedly.model import load_tagger
from reportedly.overlay import EVERYTHING
from reportedly.pipeline import read, read_all, relate_casebook
from reportedly.reading import Reader
from reportedly.records import Decision, Subject
from reportedly.stores.casebook import Bundle, Casebook
from reportedly.stores.verify import verify

if TYPE_CHECKING:
    from reportedly.model import Reading
    from reportedly.records import Incident

EXAMPLES = Path(reportedly.__file__).parent / "examples"
PAGES = [str(EXAMPLES / name) for name in ("01-northern-wire.html", "10-witness.html")]


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The shipped tagger with the gazetteer of the example pages."""
    gazetteer = Gazetteer.embedded().with_files([EXAMPLES / "gazetteer.tsv"])
    return Reader(gazetteer=gazetteer)


class FailingTagger:
    """Reads as the shipped tagger does, but fails on texts that hold a word."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, texts: list[str]) -> list[Reading]:
        """What the shipped tagger reads, unless a text holds the word."""
        if any(self._word in text for text in texts):
            message = f"cannot read {self._word}"
            raise RuntimeError(message)
        return load_tagger().read(texts)


def test_pages_become_articles_claims_and_incidents(tmp_path: Path, reader: Reader) -> None:
    """Every page is an article, and every claim is in exactly one incident."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        tally = read(PAGES, casebook, reader)
        counts = casebook.counts()
        assert (tally.new, tally.known, tally.rejects) == (2, 0, [])
        assert counts["articles"] == 2
        assert counts["claims"] >= 2
        assert verify(casebook).broken == []


def test_reading_again_adds_nothing(tmp_path: Path, reader: Reader) -> None:
    """The same pages read again are known, and every record is as it was."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES, casebook, reader)
        before = list(casebook.records())
        tally = read(PAGES, casebook, reader)
        assert (tally.new, tally.known) == (0, 2)
        assert list(casebook.records()) == before


def test_the_same_bytes_twice_in_a_run_are_one_page(tmp_path: Path, reader: Reader) -> None:
    """A copy of a file is another retrieval of one capture."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("a.html", "b.html"):
        shutil.copy(PAGES[0], folder / name)
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        tally = read([str(folder)], casebook, reader)
        assert (tally.new, tally.known) == (1, 1)
        (capture,) = casebook.captures()
        assert len(capture.retrievals) == 2


def test_incidents_keep_their_ids_when_pages_are_added(tmp_path: Path, reader: Reader) -> None:
    """Incidents of pages read before keep their ids when another page comes."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES[:1], casebook, reader)
        before = {incident.id for incident in casebook.incidents()}
        read(PAGES, casebook, reader)
        assert before <= {incident.id for incident in casebook.incidents()}


def test_a_crash_on_a_page_rejects_it_and_the_rest_is_read(tmp_path: Path, reader: Reader) -> None:
    """A page on which a stage crashes is a reject with the crash's words; its bytes are kept."""
    (tmp_path / "bad.txt").write_text(
        "Trouble in the village\n\nUnspeakable things happened.\n" * 9
    )
    failing = Reader(tagger=FailingTagger("Unspeakable"), gazetteer=reader.gazetteer)
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        tally = read([str(tmp_path / "bad.txt"), *PAGES], casebook, failing)
        assert (tally.new, len(tally.rejects)) == (2, 1)
        (reject,) = casebook.rejects()
        assert reject.input.endswith("bad.txt")
        assert "RuntimeError: cannot read Unspeakable" in reject.reason
        assert casebook.counts()["captures"] == 3


def test_debug_lets_a_crash_end_the_run(tmp_path: Path, reader: Reader) -> None:
    """With debug the crash itself is raised, and what was stored before is whole."""
    (tmp_path / "bad.txt").write_text(
        "Trouble in the village\n\nUnspeakable things happened.\n" * 9
    )
    failing = Reader(tagger=FailingTagger("Unspeakable"), gazetteer=reader.gazetteer, debug=True)
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        with pytest.raises(RuntimeError, match="cannot read Unspeakable"):
            read([str(tmp_path / "bad.txt")], casebook, failing)
        assert verify(casebook).broken == []


def test_a_rejected_page_is_read_when_the_fault_is_gone(tmp_path: Path, reader: Reader) -> None:
    """Bytes without an article are read again, though their capture is known."""
    page = tmp_path / "bad.txt"
    page.write_text("Trouble in the village\n\nUnspeakable things happened.\n" * 9)
    failing = Reader(tagger=FailingTagger("Unspeakable"), gazetteer=reader.gazetteer)
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        assert read([str(page)], casebook, failing).new == 0
        assert read([str(page)], casebook, reader).new == 1
        assert casebook.counts()["captures"] == 1


def test_a_run_stopped_before_linking_is_finished_by_the_next(
    tmp_path: Path, reader: Reader
) -> None:
    """Pages that were stored but not linked are linked, though nothing new is read."""
    with Casebook.open_to_write(tmp_path / "whole") as whole:
        read(PAGES, whole, reader)
        bundles = [
            Bundle(
                capture,
                whole.data(capture),
                article,
                tuple(whole.mentions(article.id)),
                tuple(whole.claims(article.id)),
            )
            for capture, article in zip(whole.captures(), whole.articles(), strict=True)
        ]
        expected = list(whole.incidents())
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        casebook.add(bundles)
        assert verify(casebook).unlinked > 0
        assert read(PAGES, casebook, reader).known == 2
        assert verify(casebook).unlinked == 0
        assert list(casebook.incidents()) == expected


def test_a_claim_that_a_person_rejected_stays_in_an_incident_of_its_own(
    tmp_path: Path, reader: Reader
) -> None:
    """A rejected claim is kept, alone, in an incident marked rejected."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES[:1], casebook, reader)
        claim = next(casebook.claims())
        (article,) = casebook.articles()
        subject = Subject(
            record="claim",
            capture=article.capture_id,
            quote=article.cut(claim.span),
        )
        casebook.decide(
            Decision(id="d-1", on=subject, action="reject", by="ana", at="2024-05-02T09:00:00Z")
        )
        assert relate_casebook(casebook, EVERYTHING) == []
        (incident,) = (i for i in casebook.incidents() if claim.id in i.claim_ids)
        assert incident.status == "rejected"
        assert verify(casebook).broken == []


def test_reading_in_memory_makes_the_same_records(tmp_path: Path, reader: Reader) -> None:
    """Without a casebook the same pages make the same articles, claims and incidents."""
    made = read_all(PAGES, reader.gazetteer)
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES, casebook, reader)
        assert list(casebook.articles()) == made.articles
        assert list(casebook.claims()) == made.claims
        assert list(casebook.incidents()) == made.incidents


FIRST_TOLL = (
    "Karsovan shells hit a bakery in Orensk on Monday, 6 May 2024, killing {} people, the"
    " Veldrian emergency service said."
)
NEW_TOLL = (
    "The death toll of Monday's shelling of a bakery in Orensk rose to {} people killed, the"
    " Veldrian emergency service said."
)
RISING = (
    ("2024-05-07", "Shells kill {} in Orensk", FIRST_TOLL),
    ("2024-05-09", "Death toll in Orensk rises to {}", NEW_TOLL),
)


def told(tmp_path: Path, *pages: tuple[str, str, str]) -> Incident:
    """The one happening that dated pages tell of."""
    lines = [
        json.dumps({"id": str(k), "published": day, "title": title, "text": text})
        for k, (day, title, text) in enumerate(pages)
    ]
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    gazetteer = Gazetteer.embedded().with_files([EXAMPLES / "gazetteer.tsv"])
    made = read_all([str(tmp_path / "pages.jsonl")], gazetteer)
    (incident,) = [i for i in made.incidents if i.kind == "happening"]
    assert incident.n_articles == len(pages)
    return incident


def test_two_articles_that_differ_in_one_number_are_one_incident(tmp_path: Path) -> None:
    """Both numbers stand side by side, by one origin; neither is held to be later."""
    day, title, text = RISING[0]
    told_by = [(day, title.format(word), text.format(word)) for word in ("three", "five")]
    incident = told(tmp_path, *told_by)
    killed = {c.low: c.said[0] for c in incident.counts if c.what == "killed"}
    assert {number: said.latest for number, said in killed.items()} == {3: True, 5: True}
    assert incident.n_origins == 1


def test_a_toll_that_rises_two_days_on_supersedes_the_origins_own(tmp_path: Path) -> None:
    """Twelve and then fifteen by one emergency service: both kept, the fifteen its latest."""
    incident = told(
        tmp_path,
        *(
            (day, title.format(number), text.format(number))
            for (day, title, text), number in zip(RISING, (12, 15), strict=True)
        ),
    )
    killed = {c.low: c.said[0] for c in incident.counts if c.what == "killed"}
    assert {number: said.latest for number, said in killed.items()} == {12: False, 15: True}
    (found,) = [r for r in incident.ranges if r.what == "killed"]
    assert (found.low, found.high, found.latest_low, found.latest_high) == (12, 15, 15, 15)
