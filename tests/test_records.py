"""Records are frozen, typed, and come back from JSON as they went."""

from __future__ import annotations

import json

import msgspec
import pytest

from reportedly.records import (
    VALUE_TYPES,
    Attribution,
    Capture,
    Claim,
    CopyEdge,
    CopyGroup,
    Count,
    Decision,
    Event,
    Mention,
    Place,
    Reject,
    Retrieval,
    Span,
    Subject,
    TimeValue,
    Weapon,
    from_json,
    schema,
    stable_id,
    to_json,
)

HERE = Span(start=0, end=6)
EVENT = Event(acled_type="Battles", acled_sub_type="Armed clash")


def mention(value: object, kind: str) -> Mention:
    """A mention of the first six characters."""
    return Mention(
        id="m-1",
        article_id="a-1",
        kind=kind,  # type: ignore[arg-type]
        span=HERE,
        text="Ozerky",
        value=value,
    )


VALUES = {
    "place": Place(as_written="Ozerky", name="Ozerky", lat=46.41, lon=-34.6, why="the only one"),
    "weapon": Weapon(as_written="9М22С", designation="9M22S", class_="incendiary", span=HERE),
    "count": Count(what="killed", low=3, high=None, phrase="at least three", span=HERE),
    "attribution": Attribution(source_spans=(HERE,), cue_spans=(), content_spans=(HERE,)),
    "time": TimeValue(
        start="2024-03",
        end="2024-03",
        precision="month",
        ucdp_date_prec=4,
        basis="stated",
        why="as said",
        type="DATE",
        timex="2024-03",
    ),
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_mention_comes_back_with_its_value_typed(kind: str) -> None:
    """The value of a mention is read back as the type that its kind says."""
    told = mention(VALUES[kind], kind)
    assert from_json(to_json(told)) == told


def test_every_kind_of_mention_has_a_value_type() -> None:
    """No kind of mention is left without a type for its value."""
    kinds = msgspec.json.schema(Mention)["$defs"]["Mention"]["properties"]["kind"]["enum"]
    assert set(VALUE_TYPES) == set(kinds)


@pytest.mark.parametrize(
    "record",
    [
        Capture(
            id="capture-1",
            sha256="ab",
            media_type="text/html",
            size=2,
            retrievals=(Retrieval(source="x.html", at="2024-01-01T00:00:00Z", line=3),),
        ),
        CopyGroup(
            id="g-1",
            article_ids=("a-1", "a-2"),
            edges=(CopyEdge(from_="a-1", to="a-2", kind="same", similarity=1.0, why="equal"),),
            first_article_id=None,
        ),
        Decision(
            id="d-1",
            on=Subject(record="claim", capture="capture-1", quote="shelled"),
            action="edit",
            before={"low": None},
            after={"low": 3},
            by="ana",
            at="2024-01-01T00:00:00Z",
        ),
        Reject(id="r-1", input="x", stage="clean", reason="no text", at="2024-01-01T00:00:00Z"),
    ],
)
def test_a_record_comes_back_equal(record: Capture | CopyGroup | Decision | Reject) -> None:
    """A record written as JSON and read again is the same record."""
    assert from_json(to_json(record)) == record


def test_the_contract_s_words_are_in_the_json() -> None:
    """Words that Python reserves are written as the contract has them."""
    claim = Claim(
        id="c-1",
        article_id="a-1",
        span=HERE,
        event=EVENT,
        modality="asserted",
        weapons=(VALUES["weapon"],),  # type: ignore[arg-type]
    )
    made = json.loads(to_json(claim))
    assert made["record"] == "claim"
    assert made["weapons"][0]["class"] == "incendiary"
    assert made["place"] is None
    edge = CopyEdge(from_="a-1", to="a-2", kind="same", similarity=1.0, why="equal")
    assert json.loads(to_json(edge))["from"] == "a-1"


def test_records_cannot_be_changed() -> None:
    """A record is frozen: a change is a new record."""
    with pytest.raises(AttributeError):
        HERE.start = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    "line",
    [b"{}", b'{"record": "rumour"}', b'{"record": "reject", "id": 1}', b"[]", b"not json"],
)
def test_what_is_no_record_is_refused(line: bytes) -> None:
    """A line that holds no record of ours raises and is never half read."""
    with pytest.raises(msgspec.DecodeError):
        from_json(line)


def test_ids_depend_on_all_they_are_made_of() -> None:
    """The same parts give the same id, and joining them differently another."""
    assert stable_id("c", "ab", "c") == stable_id("c", "ab", "c")
    assert stable_id("c", "ab", "c") != stable_id("c", "a", "bc")
    assert stable_id("c", "ab") != stable_id("d", "ab")


def test_spans_know_inside_and_overlap() -> None:
    """A span holds what lies inside it, and meets what shares a character with it."""
    outer, inner, after = Span(start=0, end=9), Span(start=3, end=9), Span(start=9, end=12)
    assert outer.holds(inner)
    assert not inner.holds(outer)
    assert outer.meets(inner)
    assert not outer.meets(after)
    assert not outer.meets(Span(start=3, end=9, field="title"))


def test_the_schema_describes_every_record() -> None:
    """The JSON Schema has each record under its own name, told apart by ``record``."""
    definitions = schema()["$defs"]
    for name in ("Capture", "Article", "Mention", "Claim", "CopyGroup", "Incident", "Decision"):
        assert definitions[name]["properties"]["record"] == {"enum": [name.lower()]}
