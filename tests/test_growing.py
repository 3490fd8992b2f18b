"""A casebook that grows page by page is the one that all pages at once would make."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
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
    to_json,
)
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.stages.review import Unfit

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
SHELLED: Told = ("Velmora", DAYS[0], KINDS[0], WORDS[0], "asserted")
MILLER: tuple[Told, ...] = (
    ("Velmora", DAYS[0], KINDS[0], "Shells hit the granary of Ostrid Halvorsen.", "asserted"),
    (None, DAYS[0], KINDS[0], "Rockets fell on Ostrid Halvorsen and his granary.", "asserted"),
)
NAMESAKE: Told = ("Dovrek", DAYS[2], KINDS[0], "A bomb by Ostrid Halvorsen's granary.", "asserted")
STORMED: Told = ("Dovrek", DAYS[2], KINDS[1], WORDS[1], "asserted")

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


READINGS: dict[str, tuple[Any, str, str]] = {
    "read": (None, "accept", "ana"),
    "read again": ("second", "edit", "ben"),
    "settle": ("third", "accept", "cleo"),
}
EDITS = {"grade": ("grade", "Weak", "Confirmed"), "place": ("place.name", "Velmora", "Dovrek")}
DECISION = st.tuples(
    st.sampled_from(
        ("merge", "split", "reject", "accept", "grade", "place", "sign", "ask", *READINGS)
    ),
    st.integers(0, 7), st.integers(0, 2), st.integers(0, 7), st.integers(0, 2),
)  # fmt: skip


def decision(number: int, made: Sequence[Bundle], drawn: tuple[Any, ...]) -> Decision:
    """A decision on the claims of the pages read so far."""
    action, page, k, other, j = drawn
    first, second = made[page % len(made)], made[other % len(made)]
    after: Any = words_of(second, j) if action in ("merge", "split") else None
    on, before = words_of(first, k), None
    if action in EDITS:
        field, before, after = EDITS[action]
        on = msgspec.structs.replace(on, record="incident", field=field)
        action = "edit"
    if action in ("sign", "ask"):
        on = msgspec.structs.replace(on, record="incident")
        after = {"values": {"grade": "Weak"}, "claims": []} if action == "sign" else None
    reading, action, by = READINGS.get(action, (None, action, "ana"))
    if drawn[0] in READINGS:
        on, before, after = msgspec.structs.replace(on, field="modality"), "asserted", "denied"
    return Decision(
        id=f"d-{number}", on=on, action=action, before=before, after=after, by=by,
        reading=reading, at=f"2031-06-01T09:00:{number:02}Z",
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES, st.data())
def test_growing_page_by_page_is_relating_all_at_once(pages: list[list[Told]], data: Any) -> None:
    """Incidents, origins, copies, the index and the decisions that do not fit are the same.

    Decisions come in between, some on pages that are read later.
    """
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
                read = data.draw(st.sampled_from((k + 1, len(bundles))))
                grown.decide(decision(number, bundles[:read], drawn))
                number += 1
        unfit = grow(grown, EVERYTHING)
        found = state(grown)
        assert reasons(relate_casebook(grown, EVERYTHING)) == reasons(unfit)
        assert found == state(grown)


def reasons(unfit: Sequence[Unfit]) -> list[tuple[str, str]]:
    """The decisions that do not fit, and why."""
    return sorted((each.decision.id, each.reason) for each in unfit)


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


def test_a_word_that_becomes_too_common_pairs_no_more_until_it_is_rare_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two accounts that a man's name alone brought together part when a third names him."""
    monkeypatch.setattr("reportedly.stages.link.blocks.WORD_HOLDERS", 2)
    pages = [bundle(k, [told]) for k, told in enumerate((*MILLER, NAMESAKE))]
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        for made, incidents in ((pages[:2], 1), (pages[2:], 3), ([bundle(2, [STORMED])], 2)):
            add(casebook, made)
            grow(casebook, EVERYTHING)
            found = state(casebook)
            assert len(found["incidents"]) == incidents
            relate_casebook(casebook, EVERYTHING)
            assert found == state(casebook)


def test_copies_made_in_a_process_of_its_own_are_those_made_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where many articles are there or come in, a process beside ours groups while ours links."""
    bundles = [bundle(k, [SHELLED, STORMED]) for k in range(5)]
    states = []
    for name, many in (("here", 1_000), ("beside", 1)):
        monkeypatch.setattr("reportedly.copying.MANY", many)
        monkeypatch.setattr("reportedly.copying.MANY_NEW", many)
        monkeypatch.setattr("reportedly.copying.processors", lambda: 2)
        with Casebook.open_to_write(tmp_path / name) as casebook:
            for made in (bundles[:4], bundles[4:]):
                add(casebook, made)
                grow(casebook, EVERYTHING)
                states.append(state(casebook))
    assert states[:2] == states[2:]
    assert states[0]["groups"]
    assert states[1]["groups"] != states[0]["groups"]


def test_an_incident_keeps_its_id_and_others_are_not_written(tmp_path: Path) -> None:
    """A later page on one incident leaves the other's row as it is, to the byte."""
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, [bundle(0, [SHELLED]), bundle(1, [STORMED]), bundle(2, [STORMED])])
        grow(casebook, EVERYTHING)
        before = {i.claim_ids[0]: i for i in casebook.incidents()}
        add(casebook, [bundle(3, [SHELLED])])
        grow(casebook, EVERYTHING)
        after = list(casebook.incidents())
    grown = next(i for i in after if i.n_articles == 2 and i.place and i.place.name == "Velmora")
    assert grown.id in {i.id for i in before.values()}
    assert next(i for i in after if i.place and i.place.name == "Dovrek") in before.values()


def test_a_merge_of_a_recorded_and_an_excluded_claim_is_listed(tmp_path: Path) -> None:
    """It can have no effect, and does not stay silent."""
    bundles = [bundle(0, [SHELLED]), bundle(1, [STORMED])]
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, bundles)
        casebook.decide(decision(0, bundles, ("merge", 0, 0, 1, 0)))
        (unfit,) = grow(casebook, Inclusion(not_sub_types=frozenset({KINDS[1]})))
        assert "never merged" in unfit.reason
        assert "not_sub_types: Attack" in unfit.reason
        assert sorted(i.kind for i in casebook.incidents()) == ["excluded", "happening"]


def test_a_decision_is_taken_in_without_a_new_page(tmp_path: Path) -> None:
    """A split made since the last time holds when the casebook grows next."""
    bundles = [bundle(k, [SHELLED]) for k in range(4)]
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, bundles)
        grow(casebook, EVERYTHING)
        assert casebook.counts()["incidents"] == 1
        casebook.decide(decision(0, bundles, ("split", 0, 0, 1, 0)))
        assert grow(casebook, EVERYTHING) == []
        assert casebook.counts()["incidents"] == 2


def test_claims_torn_apart_twice_stay_apart_when_more_comes(tmp_path: Path) -> None:
    """The claim of the first page is parted from two others, one after the other, for good."""
    bundles = [bundle(k, [SHELLED]) for k in range(6)]
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


def test_two_claims_that_decisions_on_another_page_part_stay_parted(tmp_path: Path) -> None:
    """What is kept from a claim is kept from all joined to it, whichever pages are looked at."""
    again: Told = (*SHELLED[:3], WORDS[2], "asserted")
    bundles = [bundle(0, [SHELLED, again]), bundle(1, [STORMED]), bundle(2, [SHELLED])]
    others = [bundle(3 + k, [STORMED]) for k in range(4)]
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, [*bundles[:2], *others])
        casebook.decide(decision(0, bundles, ("split", 0, 0, 1, 0)))
        casebook.decide(decision(1, bundles, ("merge", 0, 1, 1, 0)))
        grow(casebook, EVERYTHING)
        add(casebook, bundles[2:])
        grow(casebook, EVERYTHING)
        found = state(casebook)
        one_page = {made.id for made in bundles[0].claims}
        assert not any(one_page <= set(incident["claim_ids"]) for incident in found["incidents"])
        relate_casebook(casebook, EVERYTHING)
        assert found == state(casebook)


def test_every_decision_that_does_not_fit_is_told_again(tmp_path: Path) -> None:
    """Whatever came in this time, and until it fits: one waits for its page, one for its words."""
    bundles = [bundle(k, [STORMED if k > 5 else SHELLED]) for k in range(9)]
    gone = msgspec.structs.replace(words_of(bundles[0], 0), quote="words that nobody wrote")
    with Casebook.open_to_write(tmp_path / "c") as casebook:
        add(casebook, bundles[:6])
        grow(casebook, EVERYTHING)
        casebook.decide(decision(0, bundles, ("reject", 7, 0, 0, 0)))
        casebook.decide(Decision(id="d-1", on=gone, action="accept", by="ana", at="2031-06-02"))
        for number, left in ((6, {"d-0", "d-1"}), (8, {"d-0", "d-1"}), (7, {"d-1"})):
            add(casebook, [bundles[number]])
            assert {name for name, _ in reasons(grow(casebook, EVERYTHING))} == left


BUNDLES = [bundle(k, [SHELLED, STORMED] if k % 2 else [SHELLED]) for k in range(12)]
FIRST = {"grown": 9, "anew": 0}
"""How many are related before those that come as it is killed."""

GROWER = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from reportedly.growing import grow
from reportedly.overlay import EVERYTHING
from reportedly.stores.casebook import Casebook

changes = 0

def kill_before(connection, cursor, statement, *rest):
    global changes
    changes += statement.startswith(("INSERT", "UPDATE", "DELETE"))
    if changes == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

with Casebook.open_to_write(Path(sys.argv[1])) as casebook:
    event.listen(Engine, "before_cursor_execute", kill_before)
    grow(casebook, EVERYTHING)
"""


def stored(folder: Path, first: int) -> Casebook:
    """A casebook of which part is related, with new pages and new decisions, some misplaced."""
    casebook = Casebook.open_to_write(folder)
    add(casebook, BUNDLES[:first])
    grow(casebook, EVERYTHING)
    add(casebook, BUNDLES[first:])
    casebook.decide(decision(0, BUNDLES, ("split", 0, 0, 2, 0)))
    casebook.decide(decision(1, [bundle(99, [SHELLED])], ("reject", 0, 0, 0, 0)))
    return casebook


def held(casebook: Casebook) -> list[bytes]:
    """What pages and people put in, and what was made of it, to the byte."""
    return sorted(map(to_json, casebook.records()))


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not sent on Windows")
@pytest.mark.parametrize("change", [1, 3, 8, 13])
@pytest.mark.parametrize("first", FIRST.values(), ids=FIRST)
def test_killed_before_any_change_it_is_as_before_and_ends_as_from_scratch(
    tmp_path: Path, first: int, change: int
) -> None:
    """All of a growth is stored or none; nothing of pages and decisions is lost."""
    with stored(tmp_path / "c", first) as casebook:
        before, waiting = held(casebook), casebook.unlinked()
    command = [sys.executable, "-c", GROWER, str(tmp_path / "c"), str(change)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    with Casebook.open_to_write(tmp_path / "c", wait=5) as casebook:
        assert casebook.soundness() is None
        assert (held(casebook), casebook.unlinked()) == (before, waiting)
        unfit = grow(casebook, EVERYTHING)
        grown = state(casebook)
        assert casebook.unlinked() == set()
        assert reasons(relate_casebook(casebook, EVERYTHING)) == reasons(unfit)
        assert state(casebook) == grown
