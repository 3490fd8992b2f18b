"""Grades in Airwars' words, from origins and their sides."""

from __future__ import annotations

from typing import Any

import msgspec

from reportedly.records import Actor, Claim, Event, Origin, Source, Span, Utterance
from reportedly.stages.link import grade

HERE = Span(start=0, end=1)


def claim(name: str, blamed: str | None = None, **more: Any) -> Claim:
    """A claim of an attack, by the forces of a side if one is blamed."""
    event = Event(acled_type="Explosions/Remote violence", acled_sub_type="Air/drone strike")
    actors = (Actor(as_written=blamed, side=blamed, span=HERE),) if blamed else ()
    source = Source(as_written=name, name=name, span=HERE)
    made = Claim(
        id=name,
        article_id="p",
        span=HERE,
        event=event,
        modality="asserted",
        actors=actors,
        source=source,
    )
    return msgspec.structs.replace(made, **more)


def origin(
    name: str | None, kind: str, side: str | None, *claims: str, key: str | None = None
) -> Origin:
    """An origin that spoke in these claims."""
    said = (Utterance(channel=None, at=None, claim_ids=claims),)
    return Origin(
        id=key or name or kind,
        name=name,
        kind=kind,
        side=side,
        utterances=said,
        article_ids=("p",),
        why="",
    )


MINISTRY = origin("Ministry of Defence of Karsova", "government", "Karsova", "a")
GOVERNOR = origin("Governor of Marle", "official", "Karsova", "b")
RIVAL = origin("Army of Tethys", "military", "Tethys", "b")
WITNESS = origin(None, "witness", None, "b")


def test_one_party_to_the_conflict_is_weak() -> None:
    """A ministry's word on its enemy stands alone."""
    value, why = grade([claim("a", "Tethys")], [MINISTRY], "happening")
    assert value == "Weak"
    assert why == "one origin: Ministry of Defence of Karsova, speaking for Karsova"
    hit = (Actor(as_written="Karsovan troops", side="Karsova", span=HERE),)
    value, why = grade([claim("a", "Tethys", targets=hit)], [MINISTRY], "happening")
    assert why.endswith(", a party to the conflict")


def test_two_organs_of_one_belligerent_count_once() -> None:
    """A ministry and a governor of one side are one voice."""
    value, why = grade([claim("a"), claim("b")], [MINISTRY, GOVERNOR], "happening")
    assert value == "Weak"
    assert "all on one side (Karsova)" in why


def test_a_witness_beside_the_ministry_is_fair() -> None:
    """Two independent origins."""
    value, why = grade([claim("a"), claim("b")], [MINISTRY, WITNESS], "happening")
    assert value == "Fair"
    assert "a witness" in why


def test_both_sides_telling_the_same_is_fair() -> None:
    """Enemies who agree that it happened."""
    assert grade([claim("a"), claim("b")], [MINISTRY, RIVAL], "happening")[0] == "Fair"


def test_each_side_blaming_the_other_is_contested() -> None:
    """Competing claims of responsibility."""
    claims = [claim("a", "Tethys"), claim("b", "Karsova", modality="accused")]
    value, why = grade(claims, [MINISTRY, RIVAL], "happening")
    assert value == "Contested"
    assert "Tethys" in why
    assert "Karsova" in why


def test_a_denial_is_told_and_supports_nothing() -> None:
    """Denying is not claiming that another did it."""
    claims = [claim("a", "Tethys"), claim("b", "Tethys", modality="denied")]
    value, why = grade(claims, [MINISTRY, RIVAL], "happening")
    assert value == "Weak"
    assert "Army of Tethys denies it" in why


def test_confirmed_is_proposed_when_the_actor_says_so_and_never_set() -> None:
    """The belligerent's own statement, for a person to judge."""
    value, why = grade([claim("b", "Tethys")], [RIVAL], "happening")
    assert value == "Weak"
    assert "Proposed: Confirmed" in why


def test_no_origin_is_weak_and_says_so() -> None:
    """Own-voice reports without credit."""
    value, why = grade([claim("a", source=None)], [], "happening")
    assert value == "Weak"
    assert "no origin could be named" in why
    assert "1 claim of unknown origin not counted" in why


def test_unnamed_sources_alone_do_not_make_it_fair() -> None:
    """Two voices nobody can find again."""
    unnamed = [origin(None, "unnamed", None, key, key=key) for key in "ab"]
    assert grade([claim("a"), claim("b")], unnamed, "happening")[0] == "Weak"


def test_two_armies_whose_sides_are_not_known_count_once() -> None:
    """They may be organs of one belligerent."""
    armies = [origin(f"Army {key}", "military", None, key) for key in "ab"]
    value, why = grade([claim("a"), claim("b")], armies, "happening")
    assert value == "Weak"
    assert "side is not known" in why


def test_a_clash_that_both_sides_tell_is_not_contested() -> None:
    """Who fought is no claim of responsibility."""
    battle = Event(acled_type="Battles", acled_sub_type="Armed clash")
    claims = [claim("a", "Tethys", event=battle), claim("b", "Karsova", event=battle)]
    assert grade(claims, [MINISTRY, RIVAL], "happening")[0] == "Fair"
