"""The page that the project began with comes out as a careful reader would have it."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import pytest

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import Records, read_all
from reportedly.records import Article, Claim, Incident, Mention

SHARED = Path(__file__).parents[1].parent / "shared"
SEED = SHARED / "seed"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="needs ../shared")


@pytest.fixture(scope="module")
def expected() -> dict:
    """What a careful reader takes from the page."""
    return json.loads((SEED / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records() -> Records:
    """The page read with the village's gazetteer."""
    gazetteer = Gazetteer.embedded().with_files([SHARED / "gold/gazetteer/wof/wof_ua.tsv"])
    return read_all([str(SEED / "ozerne.txt")], gazetteer)


@pytest.fixture(scope="module")
def article(records: Records) -> Article:
    """The one article of the page."""
    (article,) = records.articles
    return article


def _claim(records: Records, article: Article, evidence: str) -> Claim:
    """The claim whose words and the evidence's hold each other."""
    found = [c for c in records.claims if _shares(article.cut(c.span), evidence)]
    assert len(found) == 1, [article.cut(c.span) for c in records.claims]
    return found[0]


def _shares(words: str, evidence: str) -> bool:
    return evidence in words or words in evidence


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    x = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371 * math.hypot(x, math.radians(lat2 - lat1))


def test_article(article: Article, expected: dict) -> None:
    """Title, body, furniture and agencies are what the page says."""
    want = expected["article"]
    cut = [article.page_text[f.start : f.end] for f in article.furniture]

    assert article.language == want["language"]
    assert article.title == want["title"]
    assert article.text.startswith(want["body_first_words"])
    assert article.text.endswith(want["body_last_words"])
    assert [c.name for c in article.agencies] == want["agencies_credited"]
    for words in want["furniture"]:
        assert words not in article.text
        assert any(words in piece for piece in cut) or words in " ".join(cut)


def test_publication_is_inferred(article: Article, expected: dict) -> None:
    """The publication is an interval that holds the true day, with the reasoning."""
    want, got = expected["article"]["published"], article.published

    assert got is not None
    assert got.basis == want["basis"]
    assert got.start is not None
    assert got.end is not None
    assert want["not_before"] <= got.start <= want["must_contain"] <= got.end <= want["not_after"]
    days = (date.fromisoformat(got.end) - date.fromisoformat(got.start)).days + 1
    assert days <= want["max_days"]
    assert "23" in got.why
    assert "Friday" in got.why


def test_shelling(records: Records, article: Article, expected: dict) -> None:
    """The happening: what, with which weapon, where, who says so, and through which channel."""
    want = expected["claims"][0]
    got = _claim(records, article, want["evidence"])

    assert got.event.acled_type == want["event"]["acled_type"]
    assert got.event.acled_sub_type == want["event"]["acled_sub_type"]
    assert list(got.event.plover) == want["event"]["plover"]
    assert list(got.event.plover_mode) == want["event"]["plover_mode"]
    assert got.modality == want["modality"]
    assert want["actor"] in [a.name for a in got.actors]
    assert [(w.as_written, w.designation, w.class_, list(w.treaty)) for w in got.weapons] == [
        tuple(want["weapon"][k] for k in ("as_written", "designation", "class", "treaty"))
    ]
    assert got.weapons[0].delivery == want["weapon"]["delivery"]
    assert got.counts == ()
    assert got.source is not None
    assert (got.source.name, got.source.kind) == (want["source"]["name"], want["source"]["kind"])
    assert got.source.side == "Ukraine"
    assert got.channel is not None
    assert got.channel.name == want["channel"]
    assert [e.kind for e in got.evidence] == want["evidence_kind"]


def test_place_of_the_shelling(records: Records, article: Article, expected: dict) -> None:
    """The village in Donetsk oblast, not one of its namesakes."""
    want = expected["claims"][0]["place"]
    got = _claim(records, article, expected["claims"][0]["evidence"]).place

    assert got is not None
    assert got.lat is not None
    assert got.lon is not None
    assert got.as_written == want["as_written"]
    assert got.country == want["country"]
    assert _km(got.lat, got.lon, want["lat"], want["lon"]) <= want["within_km"]
    assert got.geonameid == want["geonameid"]
    assert got.ucdp_where_prec == want["where_prec"]


def test_time_of_the_shelling(records: Records, article: Article, expected: dict) -> None:
    """No finer than told: on or shortly before publication."""
    want = expected["claims"][0]["when"]
    got = _claim(records, article, expected["claims"][0]["evidence"]).when

    assert got is not None
    assert got.end is not None
    assert got.end <= want["not_after"]
    assert got.ucdp_date_prec >= want["date_prec_at_least"]


def test_referendums(records: Records, article: Article, expected: dict) -> None:
    """The referendums are a plan for five days in four places."""
    want = expected["claims"][1]
    got = _claim(records, article, want["evidence"])

    assert got.modality == want["modality"]
    assert got.event.acled_type == want["event"]["acled_type"]
    assert got.event.acled_sub_type == want["event"]["acled_sub_type"]
    assert want["actor"] in [a.name for a in got.actors]
    assert got.when is not None
    assert (got.when.start, got.when.end) == (want["when"]["start"], want["when"]["end"])
    assert {p.as_written for p in got.places} == set(want["places"])


def test_incidents(records: Records, expected: dict) -> None:
    """One happening with one origin, graded Weak, and one plan."""
    kinds = [i.kind for i in records.incidents]
    want = expected["the_incident"]
    (incident,) = [i for i in records.incidents if i.kind == "happening"]

    assert kinds.count("happening") == expected["incidents"]["happening"]
    assert kinds.count("plan") == expected["incidents"]["plan"]
    assert (incident.n_origins, incident.grade) == (want["n_origins"], want["grade"])


def test_what_must_not_appear(records: Records) -> None:
    """No claim out of the furniture, no casualty figure, nobody called John, no echoing title."""
    assert all(c.span.field == "text" for c in records.claims)
    assert not any(c.counts for c in records.claims)
    assert not any("John" in m.text for m in records.mentions)


def test_governments_speak_and_are_not_places(
    records: Records, article: Article, expected: dict
) -> None:
    """Washington, Berlin, Paris and NATO are sources of attributions, never sites."""
    for want in expected["attributions"]:
        found = [m for m in records.mentions if m.kind == "attribution" and _near(article, m, want)]
        assert found, want["evidence"]
    sites = {p.as_written for c in records.claims for p in (c.place, *c.places) if p}
    assert not sites & {"Washington", "Berlin", "Paris", "Moscow", "Kyiv", "Kremlin"}
    metonyms = {m.text for m in records.mentions if m.kind == "place" and m.value.use == "metonym"}
    assert {"Washington", "Berlin", "Paris"} <= metonyms


def _near(article: Article, mention: Mention, want: dict) -> bool:
    source = " ".join(article.cut(s) for s in mention.value.source_spans)
    names = [n for n in ("Washington", "NATO") if n in want["source"]]
    return all(n in source for n in names)


def test_without_the_village_the_oblast() -> None:
    """With the embedded gazetteer alone: the village or its oblast, never a namesake."""
    records = read_all([str(SEED / "ozerne.txt")], Gazetteer.embedded())
    (incident,) = [i for i in records.incidents if i.kind == "happening"]
    assert isinstance(incident, Incident)
    place = incident.place

    assert place is not None
    assert place.country == "UA"
    assert place.admin1 is not None
    assert place.admin1.startswith("Donets")
    assert place.ucdp_where_prec in (1, 4)
