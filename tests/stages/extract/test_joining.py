"""A telling is held against those it may tell again, with what holding it against all gives."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.gazetteer import Gazetteer
from reportedly.reading import ShippedTagger
from reportedly.records import Article, Field, Source, Span
from reportedly.stages.detect import detect
from reportedly.stages.extract import joining, restating
from reportedly.stages.extract.page import Page
from reportedly.stages.extract.tellings import Telling, tellings

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from reportedly.model import Reading

TITLE = "Shelling of Kharkiv kills three"
TEXT = (
    "Rockets hit a market in Kharkiv on Monday, killing three traders, the governor said. "
    "A video showed the attack. Images of a fierce raid in the region were spread. "
    "Gunmen ambushed a convoy near Sumy on 3 May and wounded two soldiers. "
    "The army said that it had shot down a drone over Poltava. Shells fell on the region. "
    "The governor denied that rockets hit the market. "
    "The authorities will hold a referendum in Kherson on 23 September. "
    "The minister called the referendum a sham. Rebels plan to attack Sumy on Friday. "
    "The attack killed four traders. Police arrested two men in Kharkiv."
)
VOICE = Source(as_written="the mayor", name="Orel", span=Span(start=0, end=4))


@cache
def _told() -> list[Telling]:
    article = Article(id="a", capture_id="c", title=TITLE, text=TEXT, page_text=TEXT, language="en")
    names: tuple[Field, Field] = ("title", "text")
    readings: list[tuple[Field, Reading]] = list(
        zip(names, ShippedTagger().read([TITLE, TEXT]), strict=True)
    )
    mentions = tuple(detect(article, readings, Gazetteer.embedded()))
    return tellings(Page(article, mentions, dict(readings)))


def _changed(number: int, at: int, takes: int, *alone: bool) -> Telling:
    """One of the page's tellings, elsewhere on it, with parts of it another's or left out."""
    told, other = (_told()[k % len(_told())] for k in (number, takes))
    voiced, placeless, dayless, uncounted, shown = alone
    return replace(
        told,
        sentence=replace(told.sentence, index=at),
        trigger=other.trigger if shown else told.trigger,
        source=VOICE if voiced else told.source,
        places=() if placeless else told.places or other.places,
        own_place=not placeless and bool(told.places or other.places),
        own_when=told.own_when and not dayless,
        counts=() if uncounted else told.counts,
        evidence=other.evidence if shown else told.evidence,
        actors=told.actors or other.actors,
    )


_CHANGED = st.lists(
    st.builds(
        _changed, *(st.integers(0, n) for n in (30, 9, 30)), *(st.booleans() for _ in range(5))
    ),
    max_size=24,
)


def _all_held(_telling: Telling, *_: object) -> list[Hashable]:
    return ["all"]


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Telling]], list[Telling]]:
    """Joins tellings with each held against all others."""

    def run(told: list[Telling]) -> list[Telling]:
        with monkeypatch.context() as patch:
            for module, name in ((joining, "_asked"), (joining, "_keys")):
                patch.setattr(module, name, _all_held)
            patch.setattr(restating, "_among", lambda those, _by, _keys: list(those))
            return joining.joined(told)

    return run


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=_CHANGED)
def test_what_is_told_again_is_found_as_if_each_were_held_against_all(
    plainly: Callable[[list[Telling]], list[Telling]], told: list[Telling]
) -> None:
    """Whatever a page tells and in whatever order: the same tellings, in the same order."""
    assert joining.joined(told) == plainly(told)
