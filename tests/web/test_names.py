"""No screen but the page's own words names a person: an office, a body, an outlet, or a witness."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.records import Claim
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PERSONS = ("Ardel", "Minsk-Orlova", "Jonas Wick", "Harrow", "Ilan Vesh", "Olha Tren")
"""Persons whom the demo pages name as their sources, in office or not."""

OWN_WORDS = "q, .quote, .text, .snippet, input, .headline"
"""Where a screen shows the words of the page themselves, or what a reviewer changes."""

TOLD = """(own) => {
    const body = document.body.cloneNode(true);
    body.querySelectorAll(own).forEach((e) => e.remove());
    return body.textContent + [...body.querySelectorAll("*")]
        .flatMap((e) => [e.title, e.getAttribute("aria-label"), e.value]).join(" ");
}"""


def spoken(casebook: Casebook) -> Iterator[tuple[str, str]]:
    """Each claim that names its source, with its incident."""
    claims = {claim.id: claim for claim in casebook.claims()}
    for incident in casebook.incidents():
        yield from ((incident.id, c) for c in incident.claim_ids if claims[c].source)


@pytest.fixture
def told(visit: Callable[..., Page]) -> Callable[..., str]:
    """What a screen says beside the words of the page, seen or folded."""

    def look(served: Any, client: Any, *paths: str) -> str:
        page = visit(served, client)
        found = []
        for path in paths:
            page.goto(served.base + path)
            found.append(page.evaluate(TOLD, OWN_WORDS))
        return "\n".join(found)

    return look


def named(words: str) -> list[str]:
    """The persons that some words name, each with what stands around."""
    found = [match for name in PERSONS for match in re.finditer(name, words)]
    return [words[max(0, m.start() - 60) : m.end() + 20] for m in found]


def test_the_incident_and_its_sides_name_offices(
    told: Callable[..., str], looking: Any, owner: Any, whole: Path
) -> None:
    """Values, origins and why they are such, claims, and the source lit at the side."""
    with Casebook.open(whole) as casebook:
        pairs = list(spoken(casebook))
    paths = [f"/incidents/{i}?claim={c}&value=source" for i, c in pairs]
    words = told(looking, owner, *paths)
    assert named(words) == []
    for office in ("The governor of the Oren region", "the mayor of Orensk", "a witness"):
        assert office in words
    assert "named as 'He'" not in words


def test_lists_articles_sources_and_cards_name_offices(
    told: Callable[..., str], looking: Any, owner: Any, whole: Path
) -> None:
    """The table, the timeline, a search for a name, who says what, and each card of a source."""
    with Casebook.open(whole) as casebook:
        claims = [claim for _, claim in spoken(casebook)]
        articles = sorted({c.article_id for c in casebook.named(Claim, claims)})
    paths = ["/incidents", "/incidents?view=timeline", "/incidents?q=Ardel", "/sources"]
    paths += [f"/articles/{name}" for name in articles]
    paths += [f"/review?item={claim}:source" for claim in claims]
    paths += re.findall(r'"(/sources/[\w-]+)"', owner.get("/sources").text)
    words = told(looking, owner, *paths)
    assert named(words) == []
    assert "the governor of the Lower Tavia region" in words


def test_the_history_of_a_source_names_offices(
    serve: Callable[..., Any], own: Path, told: Callable[..., str]
) -> None:
    """What was accepted, changed, taken back: on the incident, among all decisions, in the queue."""
    served = serve(own)
    client = served.client()
    with Casebook.open(own) as casebook:
        pairs = list(spoken(casebook))
    for _, claim in pairs:
        assert client.post(f"/claims/{claim}/values/source", {"action": "accept"}).status == 303
    made = json.loads(client.get("/api/decisions").text)["records"]
    assert client.post(f"/decisions/{made[0]['id']}/undo").status == 303
    paths = [f"/incidents/{incident}" for incident in dict(pairs)]
    words = told(served, client, *paths, "/decisions", "/review")
    assert words.count("accepted the source") > len(pairs)
    assert named(words) == []


def test_second_readings_of_a_source_name_offices(
    serve: Callable[..., Any], own: Path, told: Callable[..., str]
) -> None:
    """A source that a second reader calls by the name of another person: disputed, then undone."""
    served = serve(own)
    client = served.client()
    second = served.client(served.invite(client, "Ben", "reviewer"))
    with Casebook.open(own) as casebook:
        pairs = list(spoken(casebook))
        claims = [c for c in casebook.named(Claim, [name for _, name in pairs]) if c.source]
        mentioned = {c.id: [m.text for m in casebook.mentions(c.article_id)] for c in claims}
    client.post("/agreement", {"percent": "100"})
    keys = {}
    for claim in claims:
        name = next((text for text in reversed(mentioned[claim.id]) if named(text)), "")
        key = f"{claim.id}:source"
        if name:
            assert client.post("/review", {"item": key, "action": "accept"}).status == 303
            sent = {"item": key, "of": "second", "action": "edit", "to_kind": "", "to_name": name}
            assert second.post("/review", sent).status == 303
            keys[key] = claim.id
    assert keys
    paths = [f"/incidents/{i}?claim={c}&value=source" for i, c in pairs]
    paths += [f"/review?of=disputed&item={key}" for key in keys]
    made = json.loads(client.get("/api/decisions?limit=1000").text)["records"]
    last = next(one for one in made if one["by"] == "Ben")
    assert second.post(f"/decisions/{last['id']}/undo").status == 303
    words = told(served, client, *paths, "/decisions", "/review")
    words += told(served, second, "/review?of=second")
    assert "read a value a second time" in words
    assert "two readers differ" in words
    assert named(words) == []
