"""Grades in Airwars' words, from origins and their sides."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Actor, Claim, Count, Event, Origin, Source, Span, Utterance
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


def test_a_denial_by_the_accused_side_is_contested() -> None:
    """One names Tethys, the army of Tethys says that it was not."""
    claims = [claim("a", "Tethys"), claim("b", "Tethys", modality="denied")]
    value, why = grade(claims, [MINISTRY, RIVAL], "happening")
    assert value == "Contested"
    assert "Ministry of Defence of Karsova names Tethys, Army of Tethys denies it" in why


def test_a_denial_in_the_accusers_own_word_for_the_accused_is_contested() -> None:
    """A capital that no table ties to a side is accused, and the same capital denies."""
    blamed = (Actor(as_written="Marnhold", span=HERE),)
    voice = Source(as_written="Marnhold", name=None, span=HERE)
    claims = [
        claim("a", actors=blamed, modality="accused"),
        claim("b", modality="denied", source=voice),
    ]
    value, why = grade(claims, [MINISTRY, RIVAL], "happening")
    assert value == "Contested"
    assert "names Marnhold" in why


def test_a_denial_by_a_side_that_nobody_accuses_supports_nothing() -> None:
    """It is told, and is no claim of responsibility."""
    claims = [claim("a"), claim("b", modality="denied")]
    value, why = grade(claims, [MINISTRY, RIVAL], "happening")
    assert value == "Weak"
    assert "Army of Tethys denies it" in why
    by_other = msgspec.structs.replace(RIVAL, side="Ostvar")
    assert grade([claim("a", "Tethys"), claims[1]], [MINISTRY, by_other], "happening")[0] == "Weak"


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


def test_a_named_and_an_unnamed_source_are_not_two_credible_ones() -> None:
    """The unnamed one may be the named one again."""
    unnamed = origin(None, "unnamed", None, "b")
    value, why = grade([claim("a"), claim("b")], [MINISTRY, unnamed], "happening")
    assert value == "Weak"
    assert "only one of them named or a witness" in why


def test_a_villager_is_no_organ_of_the_country() -> None:
    """A witness whose country is known stands beside its ministry."""
    villager = msgspec.structs.replace(WITNESS, side="Karsova")
    assert grade([claim("a"), claim("b")], [MINISTRY, villager], "happening")[0] == "Fair"


def test_an_unknown_origin_is_not_counted_beside_a_known_one() -> None:
    """An outlet's own voice without a credit makes no second origin, and the reason says so."""
    value, why = grade([claim("a"), claim("b", source=None)], [MINISTRY], "happening")
    assert value == "Weak"
    assert "1 claim of unknown origin not counted" in why


@pytest.mark.parametrize("copies", [1, 2, 40])
def test_outlets_do_not_raise_a_grade(copies: int) -> None:
    """However many pages carry an origin's words, it is one."""
    ids = [f"a{k}" for k in range(copies)]
    claims = [claim(name, "Tethys", article_id=f"p-{name}") for name in ids]
    carried = origin("Ministry of Defence of Karsova", "government", "Karsova", *ids)
    assert grade(claims, [carried], "happening")[0] == "Weak"


def test_confirmed_is_proposed_for_the_doer_alone() -> None:
    """A side that blames another, or denies, accepts no responsibility."""
    for told in (claim("b", "Karsova"), claim("b", "Tethys", modality="denied")):
        assert "Confirmed" not in grade([claim("a"), told], [MINISTRY, RIVAL], "happening")[1]


def dead(who: str, number: int = 3) -> tuple[Count, ...]:
    """People of a group killed."""
    return (Count(what="killed", who=who, low=number, high=number, phrase="", span=HERE),)


def test_discounted_is_proposed_where_an_uninvolved_voice_says_combatants() -> None:
    """The same dead are civilians to one and soldiers to a witness; nothing is set."""
    claims = [
        claim("a", "Tethys", counts=dead("civilians")),
        claim("b", counts=dead("soldiers of Karsova")),
    ]
    value, why = grade(claims, [MINISTRY, WITNESS], "happening")
    assert value == "Fair"
    assert "Proposed: Discounted, since a witness says that those killed were combatants" in why


def test_the_doers_own_word_that_it_hit_combatants_discounts_nothing() -> None:
    """Airwars takes it for context; other dead than those of whom civilians are told neither."""
    civil = claim("a", "Tethys", counts=dead("civilians"))
    for told, voice in (
        (claim("b", "Tethys", counts=dead("fighters")), RIVAL),
        (claim("b", counts=dead("fighters", 5)), WITNESS),
    ):
        assert "Discounted" not in grade([civil, told], [MINISTRY, voice], "happening")[1]


VOICES = st.lists(
    st.tuples(
        st.sampled_from(["government", "military", "witness", "media", "unnamed", None]),
        st.sampled_from(["Karsova", "Tethys", "third party", None]),
        st.sampled_from(["Karsova", "Tethys", None]),
        st.sampled_from(["asserted", "denied", "accused"]),
        st.booleans(),
    ),
    max_size=5,
)


@given(VOICES)
def test_the_machine_sets_no_grade_that_is_for_people(voices: list[Any]) -> None:
    """Weak, Fair or Contested, with a reason, whoever says what."""
    claims, found = [], []
    for k, (kind, side, blamed, modality, named) in enumerate(voices):
        claims.append(claim(f"c{k}", blamed, modality=modality))
        found.append(origin(f"N{k}" if named else None, kind, side, f"c{k}", key=f"o{k}"))
    value, why = grade(claims, found, "happening")
    assert value in {"Weak", "Fair", "Contested"}
    assert why
    assert "only a person sets it" in why or "Proposed" not in why
