"""The shipped tagger: sound on any text, and right on plain ones."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.model import Reading, Tagger, load_tagger
from reportedly.model.labels import KINDS, PLACE_KINDS

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(
    [
        "Kharkiv",
        "Харків",
        "9М22С",
        "said",
        "“",
        "”",
        "«",
        "é",
        "Ö\u0308l",
        "\u200f",
        "\x1c",
        "ﬁ",
        "المدينة",
        "한국",
        "the",
        "Gov.",
        "Oleh",
        "\n",
        "\u00a0",
        "🇺🇦",
        "\u0301",
        "according to",
        "İ",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join),
                  st.lists(WORDS, max_size=60).map("".join))  # fmt: skip

ARTICLE = (
    "Russian forces fired cluster munitions at the city of Kharkiv on Monday, killing three"
    " people, Governor Oleh Syniehubov said.\n\n“We found 9M27K rockets,” a spokesman for Human"
    " Rights Watch told reporters in Kyiv."
)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The shipped tagger."""
    return load_tagger()


def _all_spans(reading: Reading) -> list[tuple[int, int]]:
    named = [(n.start, n.end) for n in reading.names + reading.inner]
    parts = [(a.sources, a.cues, a.contents) for a in reading.attributions]
    return named + [s for claim in parts for role in claim for s in role]


@FEW
@given(TEXTS)
def test_spans_lie_in_the_text_without_space_at_their_ends(text: str) -> None:
    """Every span cuts real text out of its text."""
    (reading,) = load_tagger().read([text])
    for start, end in _all_spans(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@FEW
@given(TEXTS)
def test_names_never_overlap_and_scores_are_chances(text: str) -> None:
    """Names stand apart and in order; scores lie in 0..1."""
    (reading,) = load_tagger().read([text])
    for left, right in zip(reading.names, reading.names[1:], strict=False):
        assert left.end <= right.start
    assert all(n.kind in KINDS and 0 <= n.score <= 1 for n in reading.names + reading.inner)
    assert all(0 <= a.score <= 1 and a.cues and a.contents for a in reading.attributions)


@FEW
@given(TEXTS)
def test_inner_places_lie_inside_a_longer_name(text: str) -> None:
    """An inner name is a place or demonym and a proper part of a name."""
    (reading,) = load_tagger().read([text])
    for n in reading.inner:
        holders = [o for o in reading.names if o.start <= n.start and n.end <= o.end]
        assert n.kind in PLACE_KINDS
        assert any(o.end - o.start > n.end - n.start for o in holders)


def test_a_place_inside_an_office_is_kept(tagger: Tagger) -> None:
    """The office is the name, its city an inner one."""
    text = "Kharkiv city council said two people had died."
    (reading,) = tagger.read([text])
    names = [(n.kind, text[n.start : n.end]) for n in reading.names]
    assert any(k == "organisation" and "Kharkiv" in name for k, name in names)
    assert [text[n.start : n.end] for n in reading.inner] == ["Kharkiv"]


@FEW
@given(st.lists(TEXTS, max_size=4))
def test_texts_do_not_touch_each_other(texts: list[str]) -> None:
    """A text reads the same alone and among others, every time."""
    tagger = load_tagger()
    assert tagger.read(texts) == [tagger.read([t])[0] for t in texts]


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\u200b"])
def test_nothing_reads_as_nothing(text: str, tagger: Tagger) -> None:
    """Blank texts have an empty reading."""
    assert tagger.read([text]) == [Reading((), ())]


def test_reads_names(tagger: Tagger) -> None:
    """Names of a plain report are found with their kinds."""
    (reading,) = tagger.read([ARTICLE])
    found = {(n.kind, ARTICLE[n.start : n.end]) for n in reading.names}
    assert ("demonym", "Russian") in found or ("organisation", "Russian forces") in found
    assert ("weapon", "cluster munitions") in found
    assert ("time", "Monday") in found
    assert any(k == "person" and "Oleh Syniehubov" in text for k, text in found)
    assert any(k == "place" and "Kharkiv" in text for k, text in found)
    assert ("organisation", "Human Rights Watch") in found


def test_a_quantity_leaves_its_hedge_out(tagger: Tagger) -> None:
    """The number is the quantity; "at least" stands before it."""
    text = "At least 12 people were killed in the attack on Nikopol, officials said."
    (reading,) = tagger.read([text])
    assert [text[n.start : n.end] for n in reading.names if n.kind == "quantity"] == ["12"]


def test_reads_attributions(tagger: Tagger) -> None:
    """Speech and its speaker are joined."""
    (reading,) = tagger.read([ARTICLE])
    first, second = reading.attributions
    assert [ARTICLE[a:b] for a, b in first.cues] == ["said"]
    assert [ARTICLE[a:b] for a, b in first.sources] == ["Governor Oleh Syniehubov"]
    assert ARTICLE[slice(*first.contents[0])].startswith("Russian forces fired")
    assert "Human Rights Watch" in ARTICLE[slice(*second.sources[0])]


@pytest.mark.parametrize("designation", ["9M27K", "9М27К", "9M27К"])
def test_look_alike_letters_make_no_difference(designation: str, tagger: Tagger) -> None:
    """A designation is a weapon in either alphabet."""
    text = f"The remains of a {designation} rocket lay in the yard, police said."
    (reading,) = tagger.read([text])
    assert any(n.kind == "weapon" and designation in text[n.start : n.end] for n in reading.names)


def test_case_makes_no_difference(tagger: Tagger) -> None:
    """Capitals and small letters read alike."""
    upper, lower = tagger.read([ARTICLE.upper(), ARTICLE.lower()])
    assert upper == lower


def test_a_very_long_line_is_read_in_bounded_pieces(tagger: Tagger) -> None:
    """A line of many thousand words is read to its end."""
    line = f"{ARTICLE} ".replace("\n", " ") * 300
    began = time.process_time()
    (reading,) = tagger.read([line])
    assert time.process_time() - began < 60
    assert sum(n.kind == "person" for n in reading.names) > 270
    assert reading.names[-1].end > len(line) - len(ARTICLE)


def test_one_endless_word_does_no_harm(tagger: Tagger) -> None:
    """A word without end is cut and passed over."""
    assert len(tagger.read(["x" * 200_000])) == 1
