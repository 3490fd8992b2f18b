"""Who says a claim, through whom, and how sure: as a reporter would note it down."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.pipeline import Records, read_all

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.gazetteer import Gazetteer
    from reportedly.records import Claim

PUBLISHED = "2022-06-29"  # a Wednesday


def _read(tmp_path: Path, gazetteer: Gazetteer, text: str) -> Records:
    path = tmp_path / "page.jsonl"
    path.write_text(json.dumps({"text": text, "published": PUBLISHED}), encoding="utf-8")
    records = read_all([str(path)], gazetteer)
    assert not records.rejects, records.rejects
    return records


def _claims(tmp_path: Path, gazetteer: Gazetteer, text: str) -> list[Claim]:
    return _read(tmp_path, gazetteer, f"{text}\n\nThe war goes on at the front.").claims


CHAINS = [
    ("The RIA agency quoted the mayor of Berdyansk, Oleg Tarin, as saying that two people were killed in shelling of the port on Monday.", "Oleg Tarin", ("RIA Novosti",)),
    ("Shelling killed three people in Kherson on Tuesday, Interfax reported, citing the defence ministry of Russia.", "Ministry of Defence of Russia", ("Interfax",)),
    ("Five people were wounded by rockets in Nikopol on Tuesday, according to Reuters, which quoted a local official.", None, ("Reuters",)),
    ("Three people died in a missile strike on Odesa on Monday, the mayor said on Telegram, Ukrinform reports.", None, ("Ukrinform",)),
    ("Rockets hit a school in Kherson on Monday, Reuters reported.", "Reuters", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "via"), CHAINS)
def test_the_chain_from_the_source_to_the_page(
    tmp_path: Path, gazetteer: Gazetteer, text: str, name: str | None, via: tuple[str, ...]
) -> None:
    """Whom an outlet quotes is the source, the outlet stands between; alone, it is the source."""
    claim = _claims(tmp_path, gazetteer, text)[0]

    assert claim.source is not None
    assert (claim.source.name, claim.source.via) == (name, via)


GOING_ON = [
    ("Ihor Petrenko, the governor of the Kherson region, spoke on television. He said shells hit a hospital in Kherson on Monday.", "Ihor Petrenko"),
    ("“We had no warning,” said Olena Marko, a teacher. “It was dawn. Two rockets hit the school in Kherson and killed four people. Then it was silent.”", "Olena Marko"),
    ("The strike on Kherson, which the Ukrainian army said killed two people on Monday, broke windows.", "Ukraine (armed forces)"),
    ("The governor of the Kherson region, Ihor Petrenko, one of two officials who stayed through the offensive, said two people were killed on Monday.", "Ihor Petrenko"),
    ("Ukraine hopes to retake the town of Lyman on Friday, the defence minister, Oleksii Reznikov, said.", "Oleksii Reznikov"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), GOING_ON)
def test_who_is_heard_where_the_words_stand_apart(
    tmp_path: Path, gazetteer: Gazetteer, text: str, name: str
) -> None:
    """A pronoun, a quotation that goes on, a relative clause and a long apposition have a voice."""
    claims = _claims(tmp_path, gazetteer, text)

    assert [c.source.name if c.source else None for c in claims][:1] == [name]


BARE = [
    ("Three missiles hit Kherson on Monday, the mayor, Ihor Petrenko, said. The remainder hit the town of Nikopol, wounding two people.", "Ihor Petrenko"),
    ("Shells hit a farm in Kherson on Tuesday, Ihor Petrenko, the mayor, said. A day earlier, rockets hit the port of Nikopol, killing one person.", "Ihor Petrenko"),
    ("Shells hit a farm in Kherson on Tuesday, Ihor Petrenko, the mayor, said. In Nikopol, rockets hit the port on Monday, killing one person.", None),
    ("Rockets hit the port of Nikopol on Monday, killing one person. This was reported by the mayor, Ihor Petrenko.", "Ihor Petrenko"),
    ("A woman died in a strike on Kherson on Monday, and two men in a strike on Nikopol, Ihor Petrenko, the mayor, said.", "Ihor Petrenko"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), BARE)
def test_a_voice_goes_on_where_the_words_point_back(
    tmp_path: Path, gazetteer: Gazetteer, text: str, name: str | None
) -> None:
    """What goes on with the sentence before is its source's; what opens anew is the outlet's."""
    told = next(c for c in reversed(_claims(tmp_path, gazetteer, text)) if c.place)

    assert (told.source.name if told.source else None) == name


def test_a_voice_taken_over_says_so(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A source of another sentence is less sure than one of its own."""
    claims = _claims(tmp_path, gazetteer, BARE[0][0])

    assert [c.confidence.get("source") for c in claims] == [None, 0.6]


MEANT = [
    ("The governor of the Kherson region, Ihor Petrenko, met reporters, and Ukraine’s air force said 40 drones flew. Two shells hit a hospital in Kherson on Monday, he said.", "Ihor Petrenko"),
    ("Residents of Kherson called the paper. “We hid,” residents of the port said. They said rockets hit a school in Kherson on Monday.", "residents of the port"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who"), MEANT)
def test_a_pronoun_stands_for_a_speaker_who_fits(
    tmp_path: Path, gazetteer: Gazetteer, text: str, who: str
) -> None:
    """He is a person, they are several; one whom nobody names is shown in the words told of him."""
    source = _claims(tmp_path, gazetteer, text)[-1].source

    assert source is not None
    assert who in (source.name, source.as_written)


@pytest.mark.parametrize(
    "text",
    [
        "According to preliminary data, four people were killed in shelling of Kherson on Monday.",
        "Footage seen by Reuters showed the yard in Kherson where shelling killed two on Monday.",
    ],
)
def test_data_and_footage_are_nobody(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    """What tells without anybody speaking is no source."""
    assert [c.source for c in _claims(tmp_path, gazetteer, text)] == [None]


MODALITIES = [
    ("Russia alleged that Ukraine had shelled a market in Donetsk on Monday.", "accused", "alleged"),
    ("Moscow bears full responsibility for the shelling of Kherson on Monday, Kyiv said.", "accused", "bears full responsibility"),
    ("Troops deliberately shelled a clinic in Kherson on Monday, the mayor said.", "accused", "deliberately shelled"),
    ("Shells allegedly hit a farm in Kherson on Monday, killing two.", "asserted", "allegedly"),
    ("A suspected missile hit a farm in Kherson on Monday, killing two.", "asserted", "suspected"),
    ("The army insisted that none of its rockets hit Kherson on Monday.", "denied", "that none"),
    ("Several people have died in shelling of Kherson over the last month.", "asserted", None),
    ("The commander said the aim of the army was to capture Lyman on Friday.", "planned", "aim of the army was to"),
    ("Shelling of Kherson on Monday, which has not been independently verified, killed two.", "asserted", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "modality", "cue"), MODALITIES)
def test_modality_and_its_words(
    tmp_path: Path, gazetteer: Gazetteer, text: str, modality: str, cue: str | None
) -> None:
    """Blame, denial and plans are told by words; a hedge is kept, and the happening asserted."""
    records = _read(tmp_path, gazetteer, f"{text}\n\nThe war goes on at the front.")
    claim = records.claims[0]
    words = records.articles[0].cut(claim.modality_cue) if claim.modality_cue else None

    assert (claim.modality, words) == (modality, cue)


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Reuters could not immediately verify the report.", "could not immediately verify"),
        ("There was no independent confirmation.", "no independent confirmation"),
        (
            "It was not immediately possible to confirm it.",
            "was not immediately possible to confirm",
        ),
        ("He gave no evidence.", "gave no evidence"),
        ("Officials in the town did not respond.", None),
    ],
)
def test_whether_it_could_be_checked(
    tmp_path: Path, gazetteer: Gazetteer, said: str, quote: str | None
) -> None:
    """Whatever the wording; silence of officials is no check."""
    text = f"Rockets killed two people in Kherson on Monday, the mayor said. {said}"
    claim = _claims(tmp_path, gazetteer, text)[0]

    assert (claim.verification.quote if claim.verification else None) == quote


CHANNELS = [
    ("Rockets hit Kherson on Monday, the mayor said in a statement posted on its Facebook page.", "Facebook"),
    ("Rockets hit Kherson on Monday, Volodymyr Zelenskiy said. “They will answer for it,” Zelenskiy said in his nightly address.", "broadcast"),
    ("Rockets hit Kherson on Monday, the mayor said. The army wrote on Telegram that the front is quiet.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "channel"), CHANNELS)
def test_the_channel_goes_with_its_speaker(
    tmp_path: Path, gazetteer: Gazetteer, text: str, channel: str | None
) -> None:
    """A platform before a statement; the next sentence's only where the same one speaks on."""
    claim = _claims(tmp_path, gazetteer, text)[0]

    assert (claim.channel.name if claim.channel else None) == channel


def test_a_post_shown_in_the_page_is_its_author_s(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """The foot of an embedded post signs it."""
    text = "Our hotel in Kherson was hit by a missile today — Ana Sumer (@anasumer) June 28, 2022"
    claim = _claims(tmp_path, gazetteer, text)[0]

    assert claim.source is not None
    assert (claim.source.name, claim.channel and claim.channel.handle) == ("Ana Sumer", "@anasumer")


def test_a_credit_of_its_own_is_no_evidence(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A picture between two paragraphs may be of another happening."""
    text = "Rockets hit Kherson on Monday, the mayor said.\n\nPhotograph: Ana Sum/EPA"

    assert _claims(tmp_path, gazetteer, text)[0].evidence == ()


_PIECES = [case[0] for case in (*CHAINS, *GOING_ON, *MODALITIES, *CHANNELS)]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(chosen=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4))
def test_every_span_quotes_its_words(
    tmp_path: Path, gazetteer: Gazetteer, chosen: list[str]
) -> None:
    """Cues, sources, channels and checks lie in the text, and a source is what is written there."""
    records = _read(tmp_path, gazetteer, "\n\n".join(chosen))
    text = records.articles[0].text
    for claim in records.claims:
        spans = [claim.modality_cue, claim.source and claim.source.span]
        spans += [claim.channel and claim.channel.span, *(e.span for e in claim.evidence)]
        assert all(0 <= s.start < s.end <= len(text) for s in spans if s and s.field == "text")
        if claim.source:
            assert records.articles[0].cut(claim.source.span) == claim.source.as_written
        if claim.verification:
            assert claim.verification.quote in text


FULLER_NAMES = [
    # "Mr", and the office told with the full name
    (
        "Oleg Tarin, the mayor of Berdyansk, said rockets hit the port on Monday. Two people died, Mr Tarin said.",
        ("Oleg Tarin", "official"),
    ),
    # an attorney general bears no arms
    (
        "Attorney General Marta Oliva said gunmen killed two people in Berdyansk on Monday.",
        ("Attorney General Marta Oliva", "official"),
    ),
    # a pronoun for an official without a name
    (
        "The mayor of Berdyansk told reporters that rockets hit the port on Monday. He said two people were killed.",
        (None, "official"),
    ),
    # whose statement it is
    (
        "Rockets hit the port of Berdyansk on Monday, police said. Two people were killed, the statement said.",
        (None, "official"),
    ),
    # a ministry's spokesman speaks for no one else who was heard
    (
        "Two people died in Berdyansk on Monday, the Taliban said. Nine were killed in Berdyansk, according to Oleg Tarin, a spokesman for the interior ministry.",
        ("Oleg Tarin", "government"),
    ),
    # who is said not to be cited says nothing
    (
        "Rockets hit Berdyansk on Monday. Two people were killed, the agency Interfax said, without citing sources.",
        ("Interfax", "media"),
    ),
]


@pytest.mark.parametrize(("text", "source"), FULLER_NAMES)
def test_who_speaks_is_told_before(
    tmp_path: Path, gazetteer: Gazetteer, text: str, source: tuple[str | None, str]
) -> None:
    """A surname, a pronoun or a statement is of the one whom the page named or described before."""
    last = _claims(tmp_path, gazetteer, text)[-1].source
    assert last is not None
    assert (last.name, last.kind) == source


STIFF = [
    ("The Ukrainian army held Russia responsible in a written statement for having shelled a school in Kherson on Monday.", "Russia", "statement"),
    ("“They have fired rockets at Kherson on Monday. They were the Russian forces”, lamented the Ukrainian army on Telegram.", "Russia", "Telegram"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "side", "channel"), STIFF)
def test_whom_stiff_words_blame(
    tmp_path: Path, gazetteer: Gazetteer, text: str, side: str, channel: str
) -> None:
    """Who is held responsible, or told next for "they", did it; who speaks did not."""
    claim = _claims(tmp_path, gazetteer, text)[0]

    assert {actor.side for actor in claim.actors} == {side}
    assert claim.source is not None
    assert (claim.source.name, claim.channel and claim.channel.name) == (
        "Ukraine (armed forces)",
        channel,
    )


def test_a_pronoun_goes_on_through_the_channel_of_the_sentence_before(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """Who speaks again as "it" in the next sentence does so through the same channel."""
    text = "The Ukrainian army spoke on Facebook of “a black night” in Kherson. It added that Russian forces had shelled a school in Kherson on Monday."
    claim = _claims(tmp_path, gazetteer, text)[-1]

    assert claim.channel is not None
    assert claim.channel.name == "Facebook"


def test_a_plan_is_for_the_whole_row_of_places(tmp_path: Path, gazetteer: Gazetteer) -> None:
    """A plan to take people out of several places is for each, known to the gazetteer or not."""
    text = "Russian shells hit Kherson on Monday. The Ukrainian authorities will evacuate the residents from Vorlivka, Kherson and Mykolaiv from July 4 to July 8."
    plan = next(c for c in _claims(tmp_path, gazetteer, text) if c.modality == "planned")

    told = {p.as_written for p in (plan.place, *plan.places) if p}
    assert told == {"Vorlivka", "Kherson", "Mykolaiv"}
