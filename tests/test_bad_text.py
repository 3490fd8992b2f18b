"""Bad text: what a page holds when it was typed, scanned or marked badly; no claim out of thin air."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportedly.pipeline import Records

NEWS = (
    "Russian forces shelled a market in Kupiansk on Tuesday, killing three civilians, the governor "
    "of the region said. Another shell hit a school in Izium on Monday."
)


@pytest.fixture(scope="module")
def read_text(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Records]:
    """Reads one text as a page of 6 March 2024."""
    path: Path = tmp_path_factory.mktemp("texts") / "page.jsonl"

    def read(text: str, title: str = "") -> Records:
        path.write_text(json.dumps({"text": text, "title": title, "published": "2024-03-06"}))
        return read_all([str(path)], Gazetteer.embedded())

    return read


@pytest.mark.parametrize(
    "bend",
    [
        str.upper,
        str.lower,
        lambda text: text.replace(". ", " ").replace(".", ""),
        lambda text: f"“{text}",
        lambda text: text.replace(" ", "  "),
        lambda text: "Place\nKupiansk\nKilled\n3\n" + text,
        lambda text: text.replace("civilians", "civil-\nians"),
    ],
)
def test_the_main_claim_outlives_bad_text(
    read_text: Callable[..., Records], bend: Callable[[str], str]
) -> None:
    """Capitals, small letters, no full stops, an open quote, a flattened table: same claim."""
    claims = read_text(bend(NEWS)).claims
    shelled = [c for c in claims if c.event.acled_sub_type == "Shelling/artillery/missile attack"]
    assert shelled
    first = shelled[0]
    named = [p.as_written.casefold() for p in (*first.places, first.place) if p and p.as_written]
    assert "kupiansk" in named
    assert any(a.side == "Russia" for c in shelled for a in c.actors)


FILM = (
    "The new film Heart Attack opens on Friday. A killer shot, a strike of genius and a battle for "
    "the box office. The hero is kidnapped by a gang, and three villains are killed in an explosion "
    "in Odesa. The album was a hit with fans."
)
GAME = (
    "Dynamo attacked from the start in Kyiv. The striker shot from 20 metres and hit the bar. Their "
    "defence came under fire. The goalkeeper was beaten by a rocket. The coach said his team had "
    "been bombarded and killed the match late. The cup tie in Odesa was a battle."
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("A killer film", FILM),
        ("Dynamo shoot down the champions", GAME),
        ("Satire: Rockets of confetti", NEWS),
        ("The war", f"FICTION\n{NEWS}"),
    ],
)
def test_what_did_not_happen_is_no_claim(
    read_text: Callable[..., Records], title: str, text: str
) -> None:
    """Film, sport, and what says that it is satire or fiction give no claim."""
    assert read_text(text, title).claims == []


def test_a_page_that_speaks_of_satire_is_read(read_text: Callable[..., Records]) -> None:
    """The word alone, not as a label, makes nothing up."""
    assert read_text(f"{NEWS} A satire magazine was closed.", "Fiction writers flee").claims


def test_who_is_no_health_organization_in_capitals(read_text: Callable[..., Records]) -> None:
    """In a line of capitals "WHO" is a pronoun."""
    text = "GUNMEN KILLED A JUDGE WHO LIVED IN KUPIANSK ON TUESDAY. REBELS ATTACKED A BUS IN IZIUM."
    names = [m.value.name for m in read_text(text).mentions if m.kind == "actor" and m.value]
    assert "World Health Organization" not in names


def test_a_live_blog_of_twenty_thousand_words_takes_seconds(
    read_text: Callable[..., Records],
) -> None:
    """Time grows with the length of a page, not with its square."""
    places = ("Kupiansk", "Izium", "Odesa", "Kherson")
    lines = [
        f"{n % 24:02d}:00\nShells fell on {places[n % 4]}, killing soldiers." for n in range(2500)
    ]
    begun = time.perf_counter()
    assert read_text("\n\n".join(lines)).claims
    assert time.perf_counter() - begun < 60


WORDS = st.sampled_from(
    [
        *NEWS.split(),
        "\n\n",
        "“",
        "”",
        '"',
        "[",
        "]",
        "--",
        "THE",
        "KILLED",
        "by",
        "who",
        "was",
        "murder",
        "of",
        "and",
        ",",
        "guerrillas",
        "attacked",
        "the",
        "5",
        "March",
        "Kyiv",
        "ü",
        "😀",
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(WORDS, max_size=60))
def test_spans_hold_on_any_text(read_text: Callable[..., Records], words: list[str]) -> None:
    """A claim holds its trigger, and every span cuts to the words beside it."""
    made = read_text(" ".join(words))
    text = {article.id: article for article in made.articles}
    for claim in made.claims:
        article = text[claim.article_id]
        assert claim.event.trigger is None or claim.span.holds(claim.event.trigger)
        for one in (*claim.actors, *claim.targets, *claim.weapons):
            assert article.cut(one.span) == one.as_written
        assert all(article.cut(one.span) for one in claim.evidence)
    for mention in made.mentions:
        assert text[mention.article_id].cut(mention.span) == mention.text
