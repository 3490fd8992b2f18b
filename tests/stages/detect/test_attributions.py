"""Attributions: who says what, by the rules and by what the tagger read."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.stages.detect.attributions import attributions

if TYPE_CHECKING:
    from reportedly.records import Attribution

Pair = tuple[int, int]
_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:of (?:the )?)?[A-Z][\w’'-]+)*")


@dataclass(frozen=True)
class Tagged:
    """An attribution as a tagger would give it."""

    sources: tuple[Pair, ...]
    cues: tuple[Pair, ...]
    contents: tuple[Pair, ...]


def _tagged(text: str, source: str, cue: str, content: str) -> Tagged:
    def at(words: str) -> tuple[Pair, ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return Tagged(at(source), at(cue), at(content))


def _read(text: str, *tagged: Tagged, title: bool = False) -> list[Attribution]:
    names = [m.span() for m in _NAME.finditer(text)]
    return attributions(text, "title" if title else "text", tagged, names)


def _sources(text: str, *tagged: Tagged, title: bool = False) -> set[str]:
    found = _read(text, *tagged, title=title)
    return {span.cut(text) for one in found for span in one.source_spans}


PLAIN = [
    ("Orlan Bek said that two bridges had fallen.", "Orlan Bek"),
    (
        "Two bridges fell into the river near Lisko, the regional governor said.",
        "the regional governor",
    ),
    ("“Two bridges fell”, wrote the Ministry of Defence on Telegram.", "the Ministry of Defence"),
    ("According to the Southern Command, rockets fell on Lisko.", "the Southern Command"),
    ("In the opinion of the African Union, the vote solves nothing.", "the African Union"),
    ("For NATO, the vote is a new escalation of the war.", "NATO"),
    ("In the eyes of the Arab League, the plan amounts to a forced transfer.", "the Arab League"),
    ("The European Union is of the view that the vote breaks the law.", "The European Union"),
    ("From the General Staff it was reported that the depot burned.", "the General Staff"),
    (
        "It was the Ministry of Defence that published the images of the bridge.",
        "the Ministry of Defence",
    ),
    ("As the presidency put it, the rockets fell on sleeping families.", "the presidency"),
    ("“Rockets fell on Lisko”, reads a message from the General Staff.", "the General Staff"),
    ("The statement of the ministry says that four rockets fell.", "the ministry"),
    ("The Observatory counted 17 dead in Lisko.", "The Observatory"),
    ("President Orlan Bek put the number of dead in Lisko at 31.", "President Orlan Bek"),
    ("Nine people died in Lisko, by the governor's count.", "the governor"),
    ("The blast, which the Kremlin put down to a drone, broke windows.", "the Kremlin"),
    ("About this informed the head of the council on Telegram.", "the head of the council"),
    ("In Lisko, as write local officials, raids go on.", "local officials"),
]


@pytest.mark.parametrize(("text", "source"), PLAIN)
def test_the_words_that_name_the_source_are_found(text: str, source: str) -> None:
    """Each plain form of news names its source, without the message or preposition before it."""
    assert source in _sources(text)


SEVERAL = [
    (
        "The vote has no legal force, said Paris, as did Berlin and Rome.",
        {"Paris", "Berlin", "Rome"},
    ),
    ("Ankara condemned the vote, and so did Cairo and Tokyo.", {"Ankara", "Cairo", "Tokyo"}),
    ("Tokyo rejected the vote, and Seoul followed suit.", {"Tokyo", "Seoul"}),
    (
        "Oslo, together with Berlin and Madrid, condemned the announced vote.",
        {"Oslo, together with Berlin and Madrid"},
    ),
    ("The vote was rejected by Ottawa, Canberra and Vienna.", {"Ottawa, Canberra and Vienna"}),
    ("The condemnation came from Paris, Berlin and Rome.", {"Paris, Berlin and Rome"}),
    (
        "“It is a farce”, criticized Oslo, and Cairo and Paris denounced it too.",
        {"Oslo", "Cairo and Paris"},
    ),
]


@pytest.mark.parametrize(("text", "sources"), SEVERAL)
def test_every_government_that_speaks_is_a_source(text: str, sources: set[str]) -> None:
    """Governments appended to one that speaks are sources as well."""
    assert sources <= _sources(text)


def test_a_government_that_joins_another_says_the_same() -> None:
    """Both governments reject in "Warsaw joined London in rejecting", one of them as tagged."""
    text = "Warsaw joined London in rejecting the announced vote."
    tagged = _tagged(text, "Warsaw", "rejecting", "the announced vote")
    assert {"Warsaw", "London"} <= _sources(text, tagged)


STANDS_FOR = [
    ("From the General Staff they assured that two tanks burned.", "they", "the General Staff"),
    ("In the ministry they indicate that two tanks burned.", "they", "the ministry"),
    ("It was the Syrian army that announced the fall of Lisko.", "that", "the Syrian army"),
    ("Orlan Bek, who announced the fall of Lisko, is missing.", "who", "Orlan Bek"),
    (
        "The Defence Ministry's communiqué announced the fall of Lisko.",
        "The Defence Ministry's communiqué",
        "The Defence Ministry",
    ),
]


@pytest.mark.parametrize(("text", "read", "source"), STANDS_FOR)
def test_a_pronoun_or_a_message_gives_way_to_who_speaks(text: str, read: str, source: str) -> None:
    """What the tagger marked as the subject is replaced by the one who speaks."""
    cue = re.search(r"assured|indicate|announced", text)
    assert cue is not None
    tagged = _tagged(text, read, cue.group(), text[cue.end() + 1 : -1])
    assert _sources(text, tagged) == {source}


def test_a_pronoun_that_stands_for_nobody_is_no_source() -> None:
    """A "which" names no one: the attribution stays without a source."""
    text = "Nothing is left of it, which shows how hard the blow was."
    found = _read(text, _tagged(text, "which", "shows", "how hard the blow was"))
    assert [one.source_spans for one in found] == [()]


NO_SPEECH = [
    "The missiles showed that the front is near.",
    "For three days, the village of Lisko was under fire.",
    "For Ukraine, the winter brought snow and rain.",
    "From the village of Lisko they fled to the north in buses.",
    "It was the village that suffered the most in the whole of the war.",
    "Rockets rained on Lisko, as on Ardel and Bresko in past days.",
    "Ukraine joined Poland in hosting the tournament.",
    "In Kyiv they live without light and water.",
    "Rockets fell on Lisko, which the army lost in March.",
    "The United States closed its consulate in Lisko.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_a_happening_is_nobodys_words(text: str) -> None:
    """A rule never makes speech of what only happens."""
    names = [m.span() for m in _NAME.finditer(text) if m.group() not in ("The", "For", "Rockets")]
    assert attributions(text, "text", [], names) == []


TITLES = [
    ("Rockets hit the market in Lisko, says Ukraine", "Ukraine"),
    ("Ukraine: cluster rockets fell on a hospital in Lisko", "Ukraine"),
    ("Kyiv says 12 killed in missile strike on Lisko", "Kyiv"),
    ("Four killed in strike on bus station - Ukrainian army", "Ukrainian army"),
]


@pytest.mark.parametrize(("title", "source"), TITLES)
def test_a_headline_sets_its_source_off(title: str, source: str) -> None:
    """Titles name their source by a colon, a dash or a verb."""
    assert source in _sources(title, title=True)


_WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "army",
            "said",
            "that",
            "Paris",
            "and",
            "Berlin",
            ",",
            "“",
            "”",
            ".",
            ":",
            "as",
            "did",
            "from",
            "it",
            "was",
            "who",
            "For",
            "NATO",
            "is",
            "statement",
            "of",
            "according",
            "to",
            "Kyiv's",
            "-",
            "they",
            "rejected",
            "by",
            "\n",
            "which",
            "governor",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(text=st.one_of(st.text(max_size=300), _WORDS), title=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_span_lies_in_it(text: str, title: bool) -> None:
    """No text is refused, and each span covers words of the text."""
    for one in _read(text, title=title):
        assert one.content_spans
        for span in (*one.source_spans, *one.cue_spans, *one.content_spans):
            assert 0 <= span.start < span.end <= len(text)
            assert span.cut(text).strip()


@pytest.mark.parametrize(
    "piece",
    ["the army said Paris and Berlin ", "Paris, Berlin, Rome, ", "as the army of the ", "A"],
)
def test_a_line_of_two_million_characters_takes_time_in_step_with_its_length(piece: str) -> None:
    """A long line takes about as long a character as a tenth of it."""
    size = 200_000
    short, long = (piece * (n // len(piece)) for n in (size, 10 * size))
    assert _seconds(long) < 25 * max(_seconds(short), 0.1)


def _seconds(text: str) -> float:
    began = time.process_time()
    attributions(text, "text", [], [m.span() for m in re.finditer(r"Paris|Berlin|Rome", text)])
    return time.process_time() - began


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("They met idealists who believe that the war will end.", "idealists"),
        ("The road passed with Ana Orlo, who said that the bridge fell.", "Ana Orlo"),
    ],
)
def test_who_is_the_person_before_it(text: str, source: str) -> None:
    """Only people are "who": the noun before it speaks, whatever the noun."""
    verb = "believe" if "believe" in text else "said"
    content = text[text.index("that") :]
    found = _read(text, _tagged(text, "who", verb, content))

    assert [text[s.start : s.end] for a in found for s in a.source_spans] == [source]


def test_a_day_before_a_name_is_no_second_source() -> None:
    """A day with a comma before a name is not listed with it."""
    text = "Rain fell. On Monday, Orlo said that the bridge fell."
    found = _read(text, _tagged(text, "Orlo", "said", "the bridge fell"))

    assert [text[s.start : s.end] for a in found for s in a.source_spans] == ["Orlo"]


def test_rules_add_nothing_inside_what_somebody_says() -> None:
    """A verb in words that are attributed already makes no second attribution."""
    text = "Orlo said that the officials claimed too much of the coast."
    found = _read(text, _tagged(text, "Orlo", "said", text[10:-1]))

    assert [text[s.start : s.end] for a in found for s in a.source_spans] == ["Orlo"]


def test_a_content_ends_with_its_paragraph() -> None:
    """What the tagger carried over a paragraph's end is cut to that of the words for it."""
    text = "The town was quiet.\n\nTwo bridges fell in the night, said Orlo."
    content = text[: text.index(", said")]
    found = _read(text, _tagged(text, "Orlo", "said", content))

    assert [text[s.start : s.end] for a in found for s in a.content_spans] == [
        "Two bridges fell in the night"
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "“Velm burns”, sustained at a press briefing the governor of Orle.",
            "the governor of Orle",
        ),
        (
            "From the governor of Orle, Tomas Ardel, it was advanced on Telegram that Velm burns.",
            "the governor of Orle, Tomas Ardel",
        ),
        ("Shells fell on Velm. So it was made known by the army of Orle.", "the army of Orle"),
        ("The Orlan army spoke via Telegram of “a black night” in Velm.", "The Orlan army"),
        (
            "The Orlan army held Velm responsible by radio for having shelled a farm.",
            "The Orlan army",
        ),
        ("As for the Orlan council, it declared itself “worried” about Velm.", "the Orlan council"),
    ],
)
def test_stiff_forms_of_speech_take_any_verb_of_saying(text: str, source: str) -> None:
    """Forms of translated news that are speech by their grammar give their speaker."""
    assert _sources(text) == {source}


def test_a_source_goes_on_to_the_end_of_its_name() -> None:
    """A source that breaks off inside a name, or before "of" and a name, takes the name whole."""
    text = "The command of the Free Orle Army said that the bridge fell."

    for part in ("The command", "The command of the Free Orle"):
        found = _sources(text, _tagged(text, part, "said", "the bridge fell"))
        assert found == {"The command of the Free Orle Army"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Gunmen burned a lorry near Orle, a beekeeper in the town told this agency.",
            "a beekeeper in the town",
        ),
        (
            "Soldiers used them as porters, three of those who escaped said.",
            "three of those who escaped",
        ),
        ("A raid on the market is planned, added Orlo Venn.", "Orlo Venn"),
        ("In Velm, as write local channels, men led a teacher away.", "local channels"),
        (
            "An Orle News reporter in Velm saw smoke above the mill.",
            "An Orle News reporter in Velm",
        ),
    ],
)
def test_speech_at_a_sentence_s_end_is_anybody_s(text: str, source: str) -> None:
    """By its place in the sentence speech is told from deeds, whatever the speaker is called."""
    assert _sources(text) == {source}


def test_the_clause_after_said_is_no_speaker() -> None:
    """In "Orlo, who fled, said she had seen …" the tagger's speaker stays, for a clause is none."""
    text = "Ana Orlo, who fled Velm by boat, said she had seen two bodies."

    found = _sources(text, _tagged(text, "Ana Orlo", "said", "she had seen two bodies"))

    assert found == {"Ana Orlo"}


def test_a_name_takes_the_office_before_it() -> None:
    """In "…, the town's mayor, Orlo Venn, said" both are the source."""
    text = "The mill was empty, the town’s mayor, Orlo Venn, said."

    found = _sources(text, _tagged(text, "Orlo Venn", "said", "The mill was empty"))

    assert found == {"the town’s mayor, Orlo Venn"}
