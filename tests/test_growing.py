"""A casebook that grows page by page is the one that all pages at once would make."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.copying import FILE
from reportedly.growing import grow, relate_casebook
from reportedly.overlay import EVERYTHING
from reportedly.overlay.inclusion import Inclusion
from reportedly.records import (
    Article,
    Capture,
    Claim,
    Decision,
    Event,
    Incident,
    Place,
    Source,
    Span,
    Subject,
    When,
    stable_id,
)
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOWNS = ("Velmora", "Dovrek", None)
DAYS = ("2031-05-05", "2031-05-06", "2031-05-09", None)
KINDS = ("Shelling/artillery/missile attack", "Attack")
WORDS = (
    "Shells hit the granary beside the tannery and Moorvane burned for hours.",
    "Gunmen of Asterlin stormed the granary and killed two millers.",
    "The shelling of the market went on, the governor said.",
    "A raid on the tannery left Moorvane in ruins.",
)
Told = tuple[str | None, str | None, str, str, str]
"""Town, day, kind, words, modality of a claim."""

CLAIM = st.tuples(
    st.sampled_from(TOWNS),
    st.sampled_from(DAYS),
    st.sampled_from(KINDS),
    st.sampled_from(WORDS),
    st.sampled_from(("asserted", "asserted", "denied", "planned")),
)
PAGE = st.lists(CLAIM, min_size=1, max_size=3, unique_by=lambda told: told[3])
PAGES = st.lists(PAGE, min_size=2, max_size=8)


def when(day: str) -> When:
    """A day as said."""
    return When(
        start=day, end=day, precision="day", ucdp_date_prec=1, basis="stated", why="said so"
    )


def place(town: str) -> Place:
    """A town, the two of them a degree apart."""
    at = 10.0 + TOWNS.index(town)
    return Place(
        as_written=town, name=town, country="XA", admin1="Upper Marle", lat=at, lon=20.0,
        uncertainty_m=2000, precision="settlement", ucdp_where_prec=1, why="only one",
    )  # fmt: skip


def bundle(number: int, told: Sequence[Told]) -> Bundle:
    """A page that tells of these, read."""
    text = f"Page {number} of the Marle Courier. " + " ".join(words for *_, words, _ in told)
    name = stable_id("x", str(number))
    capture = Capture(
        id=f"c-{name}", sha256=f"{number:064x}", media_type="text/plain", size=1, retrievals=()
    )
    article = Article(
        id=f"a-{name}", capture_id=capture.id, title=f"News {number}", text=text, page_text=text,
        language="en", published=when("2031-05-08"),
    )  # fmt: skip
    claims = tuple(claim(article, one) for one in told)
    return Bundle(capture, b"x", article, claims=claims)


def claim(article: Article, told: Told) -> Claim:
    """A claim by a sentence of the article."""
    town, day, kind, words, modality = told
    start = article.text.index(words)
    span = Span(start=start, end=start + len(words))
    return Claim(
        id=stable_id("c", article.id, words),
        article_id=article.id,
        span=span,
        event=Event(acled_type="", acled_sub_type=kind),
        modality=modality,  # type: ignore[arg-type]
        place=place(town) if town else None,
        when=when(day) if day else None,
        source=Source(as_written="governor", name="Governor", kind="government", span=span)
        if "governor" in words
        else None,
    )


@contextmanager
def fresh() -> Iterator[Casebook]:
    """An empty casebook in a folder of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Casebook.open_to_write(Path(folder) / "c") as casebook,
    ):
        yield casebook


def add(casebook: Casebook, bundles: Sequence[Bundle]) -> None:
    """Store pages, their captures as files of one byte."""
    casebook.files.add = lambda *_: None  # type: ignore[method-assign,assignment]
    casebook.add(bundles)


def plain(incident: Incident) -> dict[str, Any]:
    """An incident but for its id, which says where it was first seen."""
    made = msgspec.to_builtins(incident)
    return {key: value for key, value in made.items() if key != "id"}


def state(casebook: Casebook) -> dict[str, Any]:
    """What a casebook makes of its pages."""
    return {
        "incidents": sorted((plain(i) for i in casebook.incidents()), key=lambda i: i["claim_ids"]),
        "origins": sorted(map(repr, casebook.origins())),
        "groups": sorted(map(repr, casebook.copy_groups())),
        "claims": sorted(map(repr, casebook.claims())),
        "accounts": sorted(
            (row.id, row.article_id, row.component, row.wide, row.keys)
            for row in casebook.index.all()
        ),
    }


def words_of(made: Bundle, k: int) -> Subject:
    """What a decision on the claim k of a page hangs on."""
    assert made.article
    told = made.claims[k % len(made.claims)]
    return Subject(record="claim", capture=made.capture.id, quote=made.article.cut(told.span))


DECISION = st.tuples(
    st.sampled_from(("merge", "split", "reject", "accept")),
    st.integers(0, 7), st.integers(0, 2), st.integers(0, 7), st.integers(0, 2),
)  # fmt: skip


def decision(number: int, made: Sequence[Bundle], drawn: tuple[Any, ...]) -> Decision:
    """A decision on the claims of the pages read so far."""
    action, page, k, other, j = drawn
    first, second = made[page % len(made)], made[other % len(made)]
    after = words_of(second, j) if action in ("merge", "split") else None
    return Decision(
        id=f"d-{number}", on=words_of(first, k), action=action, after=after, by="ana",
        at=f"2031-06-01T09:00:{number:02}Z",
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES, st.data())
def test_growing_page_by_page_is_relating_all_at_once(pages: list[list[Told]], data: Any) -> None:
    """Incidents, origins, copies and the index are the same, with decisions in between."""
    bundles = [bundle(k, told) for k, told in enumerate(pages)]
    with fresh() as grown:
        number = 0
        index = grown.folder / FILE
        for k, made in enumerate(bundles):
            before = index.read_bytes() if index.exists() else b""
            add(grown, [made])
            if data.draw(st.booleans()):
                grow(grown, EVERYTHING)
                # The file is as after a kill before it was written, or half of it, or kept.
                left = data.draw(st.sampled_from((before, before[:900], None)))
                if left is not None:
                    index.write_bytes(left)
            for drawn in data.draw(st.lists(DECISION, max_size=1)):
                grown.decide(decision(number, bundles[: k + 1], drawn))
                number += 1
        grow(grown, EVERYTHING)
        found = state(grown)
        relate_casebook(grown, EVERYTHING)
        assert found == state(grown)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES, PAGE)
def test_a_page_read_anew_leaves_nothing_of_what_it_said(
    pages: list[list[Told]], again: list[Told]
) -> None:
    """The incidents that held its claims are made anew, split where it tied them."""
    bundles = [bundle(k, told) for k, told in enumerate(pages)]
    with fresh() as casebook:
        add(casebook, bundles)
        grow(casebook, EVERYTHING)
        add(casebook, [bundle(0, again)])
        grow(casebook, EVERYTHING)
        found = state(casebook)
        relate_casebook(casebook, EVERYTHING)
        assert found == state(casebook)


def test_an_incident_keeps_its_id_and_others_are_not_written(tmp_path: Path) -> None:
    """A later page on one incident leaves the other's row as it is, to the byte."""
    shelled: Told = ("Velmora", DAYS[0], KINDS[0], WORDS[0], "asserted")
    stormed: Told = ("Dovrek", DAYS[2], KINDS[1], WORDS[1], "asserted")
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, [bundle(0, [shelled]), bundle(1, [stormed]), bundle(2, [stormed])])
        grow(casebook, EVERYTHING)
        before = {i.claim_ids[0]: i for i in casebook.incidents()}
        add(casebook, [bundle(3, [shelled])])
        grow(casebook, EVERYTHING)
        after = list(casebook.incidents())
    grown = next(i for i in after if i.n_articles == 2 and i.place and i.place.name == "Velmora")
    assert grown.id in {i.id for i in before.values()}
    assert next(i for i in after if i.place and i.place.name == "Dovrek") in before.values()


def test_a_merge_of_a_recorded_and_an_excluded_claim_is_listed(tmp_path: Path) -> None:
    """It can have no effect, and does not stay silent."""
    shelled: Told = ("Velmora", DAYS[0], KINDS[0], WORDS[0], "asserted")
    stormed: Told = ("Dovrek", DAYS[2], KINDS[1], WORDS[1], "asserted")
    bundles = [bundle(0, [shelled]), bundle(1, [stormed])]
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, bundles)
        casebook.decide(decision(0, bundles, ("merge", 0, 0, 1, 0)))
        (unfit,) = grow(casebook, Inclusion(not_sub_types=frozenset({KINDS[1]})))
        assert "never merged" in unfit.reason
        assert "not_sub_types: Attack" in unfit.reason
        assert sorted(i.kind for i in casebook.incidents()) == ["excluded", "happening"]


def test_a_decision_is_taken_in_without_a_new_page(tmp_path: Path) -> None:
    """A split made since the last time holds when the casebook grows next."""
    shelled: Told = ("Velmora", DAYS[0], KINDS[0], WORDS[0], "asserted")
    bundles = [bundle(k, [shelled]) for k in range(4)]
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, bundles)
        grow(casebook, EVERYTHING)
        assert casebook.counts()["incidents"] == 1
        casebook.decide(decision(0, bundles, ("split", 0, 0, 1, 0)))
        assert grow(casebook, EVERYTHING) == []
        assert casebook.counts()["incidents"] == 2


def test_claims_torn_apart_twice_stay_apart_when_more_comes(tmp_path: Path) -> None:
    """The claim of the first page is parted from two others, one after the other, for good."""
    shelled: Told = ("Velmora", DAYS[0], KINDS[0], WORDS[0], "asserted")
    bundles = [bundle(k, [shelled]) for k in range(6)]
    own, *others = (made.claims[0].id for made in bundles[:3])
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, bundles[:4])
        grow(casebook, EVERYTHING)
        for number, other in enumerate((1, 2)):
            casebook.decide(decision(number, bundles, ("split", 0, 0, other, 0)))
            grow(casebook, EVERYTHING)
        for made in bundles[4:]:
            add(casebook, [made])
            assert grow(casebook, EVERYTHING) == []
            (holding,) = (i for i in casebook.incidents() if own in i.claim_ids)
            assert not set(others) & set(holding.claim_ids)
