"""The table of parties: one party under its many names, and who is private."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.parties import Party, identify, known_persons, source_of
from reportedly.vocab import load

KINDS = {
    "government",
    "military",
    "armed group",
    "intergovernmental",
    "ngo",
    "media",
    "official",
    "witness",
    "unnamed",
}


def party(phrase: str, context: str | None = None) -> Party:
    """The party of a phrase that must name one."""
    found = identify(phrase, context_country=context)
    assert found is not None, phrase
    return found


@pytest.mark.parametrize(
    "phrase",
    [
        "the Ukrainian Ministry of Defense",
        "Ukraine's defence ministry",
        "Ukraine’s Defense Ministry",
        "the Defence Ministry in Kyiv",
        "Ministry of Defense of Ukraine",
        "the Defense portfolio in Ukraine",
        "Kyiv's defence ministry",
        "a Ukrainian defence ministry spokesman",
    ],
)
def test_one_ministry_under_many_names(phrase: str) -> None:
    """Each way to name a ministry gives the same party, its government and its side."""
    found = party(phrase)
    assert (found.name, found.kind, found.side) == (
        "Ministry of Defence of Ukraine",
        "government",
        "Ukraine",
    )
    assert found.id == party("Ukraine's defence ministry").id


@pytest.mark.parametrize(
    ("phrase", "name", "kind", "side"),
    [
        ("Moscow's defence ministry", "Ministry of Defence of Russia", "government", "Russia"),
        (
            "the Sudanese Foreign Ministry",
            "Ministry of Foreign Affairs of Sudan",
            "government",
            "Sudan",
        ),
        ("Polish interior ministry", "Ministry of Interior of Poland", "government", "Poland"),
        ("the Pentagon", "Ministry of Defence of the United States", "government", "United States"),
        ("the Russians", None, "unnamed", "Russia"),
        ("the Kremlin", "Russia", "government", "Russia"),
        ("Berlin", "Germany", "government", "Germany"),
        ("the White House", "United States", "government", "United States"),
        ("the Israeli government", "Israel", "government", "Israel"),
        ("Russian forces", "Russia (armed forces)", "military", "Russia"),
        ("the Ethiopian army", "Ethiopia (armed forces)", "military", "Ethiopia"),
        ("Putin's forces", "Russia (armed forces)", "military", "Russia"),
        ("forces led by Vladimir Putin", "Russia (armed forces)", "military", "Russia"),
        ("Taliban fighters", "Taliban", "armed group", "Taliban"),
        ("Ansar Allah", "Houthis", "armed group", "Houthis"),
        ("a Hamas official", "Hamas", "armed group", "Hamas"),
        ("pro-Russian separatists", "pro-Russian separatists", "armed group", "Russia"),
        (
            "the authorities installed by Moscow",
            "Russian-installed authorities",
            "official",
            "Russia",
        ),
        ("Russian-installed officials", "Russian-installed authorities", "official", "Russia"),
        ("pro-Russian officials", "Russian-installed authorities", "official", "Russia"),
        ("A Nato spokesman", "NATO", "intergovernmental", "NATO"),
        ("the Red Cross (ICRC)", "International Committee of the Red Cross", "ngo", "third party"),
        ("the Tass news agency", "TASS", "media", "Russia"),
        ("President Putin", "Vladimir Putin", "government", "Russia"),
        ("the mayor of Sloviansk", None, "official", "Ukraine"),
        ("a senior defence official", None, "official", None),
        ("US officials", None, "official", "United States"),
        ("local officials", None, "official", None),
        ("residents", None, "witness", None),
        ("an eyewitness who fled the town", None, "witness", None),
        ("two sources", None, "unnamed", None),
        ("a Russian commander", None, "military", "Russia"),
    ],
)
def test_names_kinds_and_sides(
    phrase: str, name: str | None, kind: str | None, side: str | None
) -> None:
    """Organs, forces, groups, bodies, offices and nameless voices, as a coder would put them."""
    found = party(phrase)
    assert (found.name, found.kind, found.side, found.private) == (name, kind, side, False)


@pytest.mark.parametrize(
    ("phrase", "name", "kind", "side"),
    [
        ("Petro Vint, the governor of the Luhansk region", "Petro Vint", "official", "Ukraine"),
        ("The Russian defence minister, Oleg Sum", "Oleg Sum", "government", "Russia"),
        ("Taliban spokesman Nasir Vint", "Nasir Vint", "armed group", "Taliban"),
        (
            "Ana Sum, the UN’s humanitarian coordinator",
            "Ana Sum",
            "intergovernmental",
            "third party",
        ),
        ("Lt. Col. Orlo Vint, a Sudanese army commander", "Orlo Vint", "military", "Sudan"),
        (
            "Russian defence ministry spokesperson Igor Konashenkov",
            "Igor Konashenkov",
            "government",
            "Russia",
        ),
    ],
)
def test_a_person_with_an_office_keeps_the_name(
    phrase: str, name: str, kind: str, side: str
) -> None:
    """A person who speaks by office is named, with the office's kind and side."""
    found = party(phrase)
    assert (found.name, found.kind, found.side, found.private) == (name, kind, side, False)


@pytest.mark.parametrize(
    "phrase", ["Oleh Vint, 34, a baker", "Ana Sum, a local shopkeeper", "resident Orlo Vint"]
)
def test_a_person_without_an_office_is_private(phrase: str) -> None:
    """A named resident is a witness, and private."""
    found = party(phrase)
    assert (found.kind, found.private) == ("witness", True)


def test_the_context_says_whose_ministry_it_is() -> None:
    """As in "the defence ministry": it is the context country's, and nobody's without one."""
    assert party("the defence ministry").side is None
    assert party("the defence ministry", "UA").name == "Ministry of Defence of Ukraine"
    assert party("the country’s defence ministry", "Sudan").side == "Sudan"
    assert party("the Russian defence ministry", "UA").side == "Russia"


def test_a_state_of_no_table_is_not_taken_for_the_context() -> None:
    """An unknown state keeps its own name, whatever the context."""
    assert party("the Velmarian Ministry of Defence", "UA").side == "Velmarian"
    assert party("Ministry of Defence of Velmaria", "UA").name == "Ministry of Defence of Velmaria"


def test_two_states_have_no_one_side() -> None:
    """Officials of two states at once are not given to either side."""
    assert party("Ukrainian and Russian officials").side is None


@pytest.mark.parametrize("phrase", ["it", "a rocket", "us", "who", "", "…", "the march"])
def test_what_names_nobody_is_none(phrase: str) -> None:
    """Words that name no party are not forced into one ("us" is not the US, "who" not WHO)."""
    assert identify(phrase) is None


def test_a_name_that_only_looks_like_a_party_is_none() -> None:
    """A surname that is also a demonym, or one beside a great name, is not that party."""
    assert identify("Ana Cuban") is None
    assert party("Ana Vint, an adviser of Putin").name == "Ana Vint"
    assert source_of("Mr. Vint").name == "Vint"
    assert identify("the National Rail Agency") is None


def test_source_of_is_never_none() -> None:
    """An unplaced source keeps its proper name and has no kind; other words have no name."""
    assert source_of("Orvik Daily") == Party(None, "Orvik Daily", None, None)
    assert source_of("the thing in the street").name is None


def test_a_surname_takes_what_the_page_said_before() -> None:
    """A bare surname stands for the person of whom the page told the office."""
    people = ["Ivan Orlo", "Ana Sum"]
    known = known_persons(["Ivan Orlo, the mayor of Velm", "Ana Sum, a teacher"], people)
    assert source_of("Orlo", people, known=known).name == "Ivan Orlo"
    assert source_of("Orlo", people, known=known).kind == "official"
    assert source_of("Sum", people, known=known).private


def test_a_bare_person_of_no_told_office_is_private() -> None:
    """A person's name alone says nothing of an office: the name is kept out of exports."""
    found = source_of("Vint", ["Petro Vint"])
    assert (found.name, found.kind, found.private) == ("Petro Vint", None, True)


def test_the_table_is_sound() -> None:
    """Every party of the table is found by each of its aliases, under one of the kinds."""
    for block in load("actors")["blocks"]:
        for row in block["parties"]:
            assert row.get("kind", block["kind"]) in KINDS
            for alias in row["aliases"]:
                assert party(alias).kind in KINDS, alias


@given(st.text(max_size=200))
def test_any_phrase_is_read(text: str) -> None:
    """No phrase makes the look-up fail, and a kind is always one of the contract's."""
    assert source_of(text, ["A B"], context_country="UA").kind in KINDS | {None}


@pytest.mark.parametrize(
    ("phrase", "kind", "side"),
    [
        ("the Malian security ministry", "government", "Mali"),
        ("the Ministry of Veterans Affairs of Mali", "government", "Mali"),
        ("Sudan's Ministry of Interior", "government", "Sudan"),
        ("the Armenian emergency ministry", "government", "Armenia"),
        ("the Georgian national guard", "military", "Georgia"),
        ("Poland's border guard", "government", "Poland"),
        ("the National Intelligence Agency of Colombia", "government", "Colombia"),
        ("Iraq's joint operations command", "military", "Iraq"),
        ("the Philippine coast guard", "government", "Philippines"),
        ("a spokesman for the Yemeni coast guard", "government", "Yemen"),
        ("the presidency of Chad", "government", "Chad"),
        ("the Council of Ministers of Lebanon", "government", "Lebanon"),
        ("the Somali national assembly", "government", "Somalia"),
    ],
)
def test_organs_of_any_state(phrase: str, kind: str, side: str) -> None:
    """The word for the organ gives the kind, the state the side."""
    found = party(phrase)
    assert (found.kind, found.side) == (kind, side)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("AFU", "the Ukrainian armed forces"),
        ("SAA", "the Syrian Arab Army"),
        ("LAF", "the Lebanese Armed Forces"),
        ("ANSF", "Afghan security forces"),
        ("SSPDF", "the army of South Sudan"),
        ("LNA", "Libyan National Army"),
        ("GNU", "the Libyan Government of National Unity"),
        ("FLA", "the Azawad Liberation Front"),
        ("AES", "the Alliance of Sahel States"),
    ],
)
def test_an_abbreviation_is_the_force_it_stands_for(short: str, full: str) -> None:
    """Abbreviation and full name are one party, by id and side."""
    assert party(short) == party(full)
