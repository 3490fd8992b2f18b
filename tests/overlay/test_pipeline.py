"""A changed vocabulary, inclusion rules and people's decisions, in one casebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import reportedly
from reportedly import pipeline
from reportedly.gazetteer import Gazetteer
from reportedly.overlay import EVERYTHING, Inclusion, Overlay
from reportedly.pipeline import read, relate_casebook
from reportedly.reading import Reader
from reportedly.records import Action, Article, Claim, Decision, Subject
from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify
from reportedly.vocab import Vocabulary

EXAMPLES = Path(reportedly.__file__).parent / "examples"
PAGES = [str(EXAMPLES / name) for name in ("01-northern-wire.html", "10-witness.html")]
CHANGED = Overlay(Vocabulary({}, "changed"))
CRIME = Inclusion(domains=frozenset({"crime"}))


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The shipped tagger with the gazetteer of the example pages."""
    return Reader(gazetteer=Gazetteer.embedded().with_files([EXAMPLES / "gazetteer.tsv"]))


def decided(
    claim: Claim, article: Article, action: Action, field: str | None = None, **values: str
) -> Decision:
    """A person's decision on a claim."""
    on = Subject(
        record="claim",
        capture=article.capture_id,
        quote=article.cut(claim.span),
        field=field,
    )
    at = "2024-05-02T09:00:00Z"
    return Decision(id="d-1", on=on, action=action, by="ana", at=at, **values)


def test_decisions_and_ids_outlive_reading_again(tmp_path: Path, reader: Reader) -> None:
    """Pages read with a new vocabulary keep their records' ids and what people decided."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES, casebook, reader)
        claim = next(casebook.claims())
        article = next(a for a in casebook.articles() if a.id == claim.article_id)
        casebook.decide(decided(claim, article, "reject"))
        relate_casebook(casebook, EVERYTHING)
        before = list(casebook.incidents())
        tally = read(PAGES, casebook, replace(reader, overlay=CHANGED, again=True))
        assert (tally.new, tally.again, tally.known, tally.unfit) == (0, 2, 0, [])
        assert {article.vocabulary for article in casebook.articles()} == {"changed"}
        by_id = {incident.id: incident for incident in casebook.incidents()}
        assert by_id == {incident.id: incident for incident in before}
        assert verify(casebook).broken == []


def test_a_run_stopped_after_reading_again_is_finished_by_the_next(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and relating the casebook is whole, and says that it is not finished."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES, casebook, reader)
        expected = {incident.id for incident in casebook.incidents()}
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "grow", lambda *_: pytest.fail("stopped"))
            with pytest.raises(pytest.fail.Exception):
                read(PAGES, casebook, replace(reader, overlay=CHANGED, again=True))
        assert len(casebook.unlinked()) == 2
        assert verify(casebook).broken == []
        read([], casebook, replace(reader, overlay=CHANGED))
        assert {incident.id for incident in casebook.incidents()} == expected
        assert verify(casebook).unlinked == 0


def test_rules_judge_what_a_person_corrected(tmp_path: Path, reader: Reader) -> None:
    """A claim left out for its domain comes in when a person corrects the domain, and only it."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        read(PAGES, casebook, replace(reader, overlay=Overlay(inclusion=CRIME)))
        assert {incident.kind for incident in casebook.incidents()} == {"excluded"}
        claim = next(casebook.claims(machine=True))
        assert claim.excluded_by is None
        article = next(a for a in casebook.articles() if a.id == claim.article_id)
        values = {"before": "conflict", "after": "crime"}
        casebook.decide(decided(claim, article, "edit", "domain", **values))
        assert relate_casebook(casebook, CRIME) == []
        assert [made.id for made in casebook.claims() if not made.excluded_by] == [claim.id]
        (kept,) = (i for i in casebook.incidents() if i.kind != "excluded")
        assert kept.claim_ids == (claim.id,)
        assert verify(casebook).broken == []
