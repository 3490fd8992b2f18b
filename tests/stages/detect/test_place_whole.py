"""Names that a tagger cuts are made whole; what is no place falls out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gazetteer import Gazetteer
from reportedly.model import Name
from reportedly.records import Article
from reportedly.stages.detect.place_spans import spots
from reportedly.stages.detect.places import places


def _marked(text: str) -> tuple[str, list[Name]]:
    """A text without its brackets, and a place for each stretch in them."""
    plain, start = "", 0
    names: list[Name] = []
    for char in text:
        if char == "[":
            start = len(plain)
        elif char == "]":
            names.append(Name("place", start, len(plain), 0.9))
        else:
            plain += char
    return plain, names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The boat sank on [Lake] [Ontario] on Monday.", ["Lake Ontario"]),
        ("A ship left a [Black] Sea port.", ["Black Sea"]),
        ("Soldiers crossed into the West [Bank] at dawn.", ["West Bank"]),
        ("The [Republic of] [China] objected.", ["Republic of China"]),
        ("Fires burn along [U].S. 287, police said.", ["U.S."]),
        ("A couple from [Sask]. believes it.", ["Sask."]),
        ("They fled [Karak district] on foot.", ["Karak"]),
        ("It cost [US]$4.5 billion to rebuild.", []),
        ("Troops from the Philippines arrived.", ["Philippines"]),
    ],
)
def test_a_name_is_as_wide_as_it_is_written(text: str, found: list[str]) -> None:
    """Cut names are joined, class words in small letters and sums are left out."""
    plain, names = _marked(text)
    assert [spot.text for spot in spots(plain, names, Gazetteer.embedded())] == found


def test_a_mention_is_the_name_and_its_value_the_phrase() -> None:
    """The span marks the name alone; ``as_written`` keeps what the page says around it."""
    text = "Shelling went on in eastern Donetsk region on Monday."
    article = Article(id="a", capture_id="c", title=None, text=text, page_text=text, language="en")
    names = [("text", Name("place", 28, 35, 0.9))]
    (mention,) = places(article, names, Gazetteer.embedded())  # type: ignore[arg-type]
    assert mention.text == "Donetsk"
    assert mention.value is not None
    assert mention.value.as_written == "eastern Donetsk region"  # type: ignore[union-attr]


@given(
    st.text(alphabet="LakeSU. $Wst-of", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=5),
)
def test_spots_lie_in_the_text_and_never_overlap(text: str, at: list[tuple[int, int]]) -> None:
    """Whatever a tagger marks, each spot is its own stretch of the text."""
    names = [Name("place", s, min(s + n, len(text)), 0.9) for s, n in at if s < len(text)]
    found = spots(text, names, Gazetteer.embedded())
    assert all(spot.text == text[spot.start : spot.end] for spot in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
