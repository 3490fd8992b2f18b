"""GeoJSON holds no more than may leave a casebook, and says what it leaves out."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given

from reportedly.records import Incident, Mention, Span
from reportedly.settings import EMBARGO_DAYS
from reportedly.stages.write import geojson
from reportedly.stages.write.ceilings import MILITARY_POSITIONS

from .casework import (
    NOW,
    OLD,
    PRIVATE,
    YOUNG,
    casework,
    make_case,
    make_place,
    make_source,
    make_when,
)

if TYPE_CHECKING:
    from reportedly.records import AnyRecord

LEFT_BY = {
    "plan": {"kind": "plan"},
    "crime": {"domain": "crime"},
    "background": {"kind": "background"},
    "excluded": {"kind": "excluded"},
    "rejected": {"status": "rejected"},
    "embargo": {"when": YOUNG},
}


def collection(records: list[AnyRecord]) -> dict[str, Any]:
    """The collection as a reader of the file gets it."""
    out = io.BytesIO()
    geojson.write(records, out, now=NOW)
    made: dict[str, Any] = json.loads(out.getvalue())
    return made


def test_an_old_incident_is_a_feature_with_its_values() -> None:
    """A located incident past the embargo comes with point, weapon, treaty, counts, sources."""
    source = make_source("Ministry of Defence of Veldria", private=False)
    (feature,) = collection(make_case(when=OLD, place=make_place(), source=source))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-34.62, 46.41]}
    properties = feature["properties"]
    assert properties["sub_type"] == "Shelling/artillery/missile attack"
    assert properties["when"]["start"] == "2024-03-05"
    assert (properties["when"]["date_prec"], properties["when"]["acled_time_prec"]) == (1, 1)
    assert properties["place"]["name"] == "Stary Dolnik"
    assert properties["place"]["uncertainty_m"] == 3000
    assert properties["weapons"] == [{"name": "9M22S", "class": None, "treaty": []}]
    number = {"what": "killed", "who": None, "low": 2, "high": None, "scope": "incident"}
    said = {"first": "2024-03-06", "last": "2024-03-07", "latest": True, "denied": False}
    assert properties["counts"] == [
        {**number, "said": [{"source": "Ministry of Defence of Veldria", **said}]}
    ]
    (found,) = properties["ranges"]
    assert (found["low"], found["latest_low"], found["latest_high"]) == (2, 2, None)
    assert found["most_told"]["since"] == "2024-03-06"
    assert properties["sources"] == ["Ministry of Defence of Veldria"]
    assert (properties["n_origins"], properties["grade"]) == (1, "Weak")


def test_who_gave_a_number_is_no_finer_than_the_incident_may_leave() -> None:
    """Of a private person "a witness" is left, of a move of forces the kind of source and month."""
    private = make_source(PRIVATE[0], private=True)
    (feature,) = collection(make_case(when=OLD, source=private))["features"]
    assert feature["properties"]["counts"][0]["said"][0]["source"] == "a witness"
    position = sorted(MILITARY_POSITIONS)[0]
    (feature,) = collection(make_case(when=OLD, source=private, sub_type=position))["features"]
    (said,) = feature["properties"]["counts"][0]["said"]
    assert (said["source"], said["first"], said["last"]) == (
        "government source",
        "2024-03",
        "2024-03",
    )
    assert feature["properties"]["ranges"][0]["most_told"]["since"] == "2024-03"


def test_an_unlocated_incident_has_no_geometry() -> None:
    """An incident whose place is not known is listed without a point."""
    (feature,) = collection(make_case(when=OLD, place=None))["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place"] is None


@pytest.mark.parametrize("reason", LEFT_BY)
def test_what_stays_is_counted_with_its_reason(reason: str) -> None:
    """An incident that may not leave is counted at the end of the file under why."""
    case: dict[str, Any] = {"when": OLD, "place": make_place(), **LEFT_BY[reason]}
    made = collection(make_case(**case))
    assert made["features"] == []
    counts = {name: left["count"] for name, left in made["left_out"]["incidents"].items()}
    assert counts == {name: int(name == reason) for name in LEFT_BY}
    assert list(made)[-1] == "left_out"


@pytest.mark.parametrize("modality", ["planned", "conditional"])
def test_what_is_only_planned_or_conditional_stays(modality: str) -> None:
    """An incident of plans and conditionals alone stays, whatever its kind says."""
    made = collection(make_case(modality=modality, when=OLD, place=make_place()))
    assert made["left_out"]["incidents"]["plan"]["count"] == 1


@pytest.mark.parametrize("sub_type", sorted(MILITARY_POSITIONS))
def test_a_military_position_leaves_as_region_and_month(sub_type: str) -> None:
    """No point, settlement, day, source or reason of a military position leaves."""
    source = make_source("Mayor of Stary Dolnik", private=False)
    case = make_case(sub_type=sub_type, when=OLD, place=make_place(), source=source)
    (feature,) = collection(case)["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place"] == {
        "name": "Velmar",
        "country": "XA",
        "admin1": "Velmar",
        "where_prec": 4,
    }
    assert feature["properties"]["when"] == {
        "start": "2024-03",
        "end": "2024-03",
        "precision": "month",
    }
    assert "Stary Dolnik" not in json.dumps(feature)
    assert "2024-03-05" not in json.dumps(feature)


def test_a_private_person_is_a_witness() -> None:
    """The name of a private person is in no part of the file, reasons included."""
    source = make_source("Marta Ilnytska", private=True)
    made = collection(make_case(when=OLD, source=source, origin_kind="witness"))
    assert made["features"][0]["properties"]["sources"] == ["a witness"]
    assert made["features"][0]["properties"]["grade_why"] == "one origin, a witness"
    assert "Ilnytska" not in json.dumps(made)


def test_the_embargo_ends_after_its_days() -> None:
    """An incident leaves on the day on which it is exactly as old as the embargo, not before."""
    day = NOW.date() - timedelta(days=EMBARGO_DAYS)
    old, young = day.isoformat(), (day + timedelta(days=1)).isoformat()
    assert len(collection(make_case(when=make_when(old, old)))["features"]) == 1
    assert collection(make_case(when=make_when(young, young)))["features"] == []


def test_a_month_is_as_young_as_its_last_day() -> None:
    """An incident known to the month of now is under embargo; one of the month before too."""
    for month in ("2024-06", "2024"):
        assert collection(make_case(when=make_when(month, month)))["features"] == []
    assert len(collection(make_case(when=make_when("2024-05", "2024-05")))["features"]) == 1


@pytest.mark.parametrize(
    ("published", "received", "leaves"),
    [
        (OLD, "2024-06-29T10:00:00Z", True),
        (YOUNG, "2023-01-01T10:00:00Z", False),
        (None, "2024-01-01T10:00:00Z", True),
        (None, "2024-06-29T10:00:00Z", False),
    ],
)
def test_an_undated_incident_is_no_older_than_its_pages(
    published: Any, received: str, leaves: bool
) -> None:
    """Without a date, the publication tells the age; without that, when the page was received."""
    case = make_case(when=None, published=published, received=received)
    assert bool(collection(case)["features"]) is leaves


@given(casework())
def test_every_incident_is_a_feature_or_counted(records: list[AnyRecord]) -> None:
    """Nothing vanishes: features and the counts of what stays make up all incidents."""
    made = collection(records)
    left = sum(reason["count"] for reason in made["left_out"]["incidents"].values())
    incidents = sum(isinstance(record, Incident) for record in records)
    assert len(made["features"]) + left == incidents


@given(casework())
def test_no_point_is_finer_than_a_hundredth_of_a_degree(records: list[AnyRecord]) -> None:
    """Every coordinate in the file has two decimals at most."""
    for feature in collection(records)["features"]:
        for degree in (feature["geometry"] or {}).get("coordinates", ()):
            assert degree == round(degree, 2)


@given(casework())
def test_no_time_is_finer_than_a_day(records: list[AnyRecord]) -> None:
    """No hour of an incident leaves."""
    assert "14:35" not in json.dumps(collection(records))


@given(casework())
def test_no_private_name_leaves(records: list[AnyRecord]) -> None:
    """No name of a private person is anywhere in the file."""
    text = json.dumps(collection(records), ensure_ascii=False)
    assert not [name for name in PRIVATE if name in text]


@given(casework())
def test_positions_never_leave_finer_than_region_and_month(records: list[AnyRecord]) -> None:
    """Military positions and movements have no point, no settlement and no day."""
    for feature in collection(records)["features"]:
        properties = feature["properties"]
        if properties["sub_type"] in MILITARY_POSITIONS:
            assert feature["geometry"] is None
            assert set(properties["place"] or {}) <= {"name", "country", "admin1", "where_prec"}
            times = [(properties["when"] or {}).get(end) or "" for end in ("start", "end")]
            assert max(map(len, times)) <= len("2024-03")


@given(casework())
def test_writing_is_the_same_each_time(records: list[AnyRecord]) -> None:
    """The same records give the same bytes."""
    first, second = io.BytesIO(), io.BytesIO()
    geojson.write(records, first, now=NOW)
    geojson.write(iter(records), second, now=NOW)
    assert first.getvalue() == second.getvalue()


def test_a_private_name_in_another_case_is_veiled_too() -> None:
    """Names are recognised whatever their capitals, and only as whole words."""
    source = make_source("teodor", private=True)
    records = make_case(when=OLD, source=source, origin_kind=None)
    (incident,) = (record for record in records if isinstance(record, Incident))
    told = msgspec.structs.replace(incident, grade_why="Teodor saw it; Teodora did not")
    made = collection([told if record is incident else record for record in records])
    assert made["features"][0]["properties"]["grade_why"] == "a witness saw it; Teodora did not"


def test_a_person_whose_office_is_not_told_is_a_witness() -> None:
    """A source that is a person of no told office or body is taken as private."""
    source = msgspec.structs.replace(make_source("Ilan Vesh", private=False), kind=None)
    here = Span(start=0, end=9)
    person = Mention(id="m-1", article_id="a-1", kind="person", span=here, text="Ilan Vesh")
    records = [*make_case(when=OLD, source=source, origin_kind=None), person]
    assert collection(records)["features"][0]["properties"]["sources"] == ["a witness"]
    office = msgspec.structs.replace(source, kind="official")
    records = [*make_case(when=OLD, source=office, origin_kind="official"), person]
    assert collection(records)["features"][0]["properties"]["sources"] == ["Ilan Vesh"]
