"""The bundled example pages, read together, become the incidents that a careful reader would record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportedly
from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import Records, read_all

if TYPE_CHECKING:
    from reportedly.records import Claim, Incident

EXAMPLES = Path(reportedly.__file__).parent / "examples"


@pytest.fixture(scope="module")
def records() -> Records:
    """Every example page, with the gazetteer of the fictional countries."""
    pages = [str(p) for p in sorted(EXAMPLES.iterdir()) if p.suffix in (".html", ".txt", ".jsonl")]
    return read_all(pages, Gazetteer.embedded().with_files([EXAMPLES / "gazetteer.tsv"]))


def _at(records: Records, place: str, sub_type: str) -> Incident:
    """The one happening of a sub type in a place."""
    found = [
        i
        for i in records.incidents
        if i.kind == "happening"
        and i.place is not None
        and (i.place.name, i.event.acled_sub_type) == (place, sub_type)
    ]
    assert len(found) == 1, [(i.place, i.event) for i in records.incidents]
    return found[0]


def _claims_of_page(records: Records, words: str) -> list[Claim]:
    (article,) = [a for a in records.articles if a.title and words in a.title]
    return [c for c in records.claims if c.article_id == article.id]


def test_no_page_is_rejected(records: Records) -> None:
    """Every example page is read."""
    assert records.rejects == []
    assert len(records.articles) >= 16


def test_one_post_carried_by_seven_pages_is_one_origin(records: Records) -> None:
    """Two agencies and five outlets with the ministry's post count once."""
    incident = _at(records, "Halvec", "Shelling/artillery/missile attack")
    origins = [o for o in records.origins if o.id in incident.origins]
    ministry = [o for o in origins if o.name == "Ministry of Defence of Veldria"]

    assert len(ministry) == 1
    assert len(ministry[0].article_ids) == 7
    assert incident.n_articles == 9


def test_denial_and_witness_are_origins_of_their_own(records: Records) -> None:
    """The other side and a witness met by a reporter each have their own voice."""
    incident = _at(records, "Halvec", "Shelling/artillery/missile attack")
    kinds = {o.kind for o in records.origins if o.id in incident.origins}
    names = {o.name for o in records.origins if o.id in incident.origins}

    assert "witness" in kinds
    assert "Ministry of Defence of Karsova" in names
    assert incident.grade == "Contested"


def test_a_changed_number_stands_beside_the_others(records: Records) -> None:
    """Three killed and five killed are kept apart, each with its claims."""
    incident = _at(records, "Halvec", "Shelling/artillery/missile attack")
    killed = {c.low for c in incident.counts if (c.what, c.who) == ("killed", None)}

    assert {3, 5} <= killed


def test_digest_has_four_incidents(records: Records) -> None:
    """Four places, four sources."""
    claims = _claims_of_page(records, "what happened on 15 March")
    places = {c.place.name for c in claims if c.place}

    assert places == {"Kostrava", "Orensk", "Stary Dolnik", "Ludesh"}
    assert all(c.source is not None for c in claims)


def test_machine_translated_page_has_no_date_and_no_second_voice(records: Records) -> None:
    """Nothing states its date; its claim is the ministry's; its agencies are credited."""
    (article,) = [a for a in records.articles if a.title and "9М27К" in a.title]
    claims = [c for c in records.claims if c.article_id == article.id]

    assert article.published is None
    assert article.published_null_reason
    assert {c.source.name for c in claims if c.source} == {"Ministry of Defence of Veldria"}
    assert [w.designation for w in claims[0].weapons] == ["9M27K"]
    assert "ferries" not in article.text


def test_no_date_stays_unknown(records: Records) -> None:
    """A page without a date gives no time, and says why."""
    claims = _claims_of_page(records, "Mortar fire on Brenova")

    assert claims
    assert all(c.when is None and c.when_null_reason for c in claims)


def test_sport_makes_no_claim(records: Records) -> None:
    """A match told in warlike words is no happening."""
    assert _claims_of_page(records, "Tavigrad strike late") == []


def test_capitals_stand_for_governments(records: Records) -> None:
    """Marnhold accuses Tarsk: neither is where the mines lie."""
    claims = _claims_of_page(records, "Marnhold accuses Tarsk")

    assert claims
    assert {c.place.name for c in claims if c.place} == {"Velmar"}
    assert claims[0].modality == "accused"


def test_an_accusation_that_the_accused_dismisses_is_contested(records: Records) -> None:
    """One capital blames the other for the mines, which says that it was not."""
    told = {c.id for c in _claims_of_page(records, "Marnhold accuses Tarsk")}
    (incident,) = [i for i in records.incidents if told & set(i.claim_ids)]
    assert incident.grade == "Contested"
    assert "denies it for the side named" in incident.grade_why


def test_a_number_that_one_page_changed_supersedes_nothing(records: Records) -> None:
    """The ministry's three, carried by five pages as late as the five of one, stays its latest."""
    incident = _at(records, "Halvec", "Shelling/artillery/missile attack")
    own = {c.low: c.said for c in incident.counts if (c.what, c.who) == ("killed", None)}
    assert own[3][0].origin == own[5][0].origin
    assert own[3][0].latest
    (found,) = [r for r in incident.ranges if (r.what, r.who) == ("killed", None)]
    assert found.high == 5


def test_between_two_places_is_no_finer_than_told(records: Records) -> None:
    """The road between two towns is precision 5, on one of them with a wide uncertainty."""
    (claim,) = [c for c in _claims_of_page(records, "Bus hits mine") if c.source]

    assert claim.place is not None
    assert claim.place.ucdp_where_prec == 5
    assert claim.place.uncertainty_m is not None
    assert claim.place.uncertainty_m >= 10_000


def test_totals_so_far_are_kept_apart(records: Records) -> None:
    """Today's two dead and the 412 since the start of the war are different counts."""
    claims = _claims_of_page(records, "toll passes 400")
    counts = {(c.what, c.low, c.scope) for claim in claims for c in claim.counts}

    assert ("killed", 2, "incident") in counts
    assert ("killed", 412, "cumulative") in counts


def test_a_vote_to_come_is_a_plan(records: Records) -> None:
    """The referendum is a plan for its days and places, not a happening."""
    (plan,) = [i for i in records.incidents if i.kind == "plan"]

    assert plan.when is not None
    assert (plan.when.start, plan.when.end) == ("2024-03-29", "2024-03-31")


def test_every_claim_is_in_one_incident(records: Records) -> None:
    """Exactly once, whatever its kind."""
    told = [claim_id for i in records.incidents for claim_id in i.claim_ids]

    assert sorted(told) == sorted(c.id for c in records.claims)
