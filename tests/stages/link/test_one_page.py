"""One page of a post, its restatements and a plan: what a careful reader takes from it."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.records import (
    Actor,
    Article,
    Channel,
    Claim,
    Credit,
    Event,
    Place,
    Source,
    Span,
    Weapon,
    When,
)
from reportedly.stages.group import copy_groups, origins
from reportedly.stages.link import cluster, fuse_all

TITLE = "How dozens of {forces} {weapon} shells fell on a town retaken by its defenders"
LEAD = "Amid a dispute over the border, the capital spread images of a fierce {forces} answer."
QUOTE = "“{forces} incendiary shells {weapon} falling on the town of {town}”, wrote {source}."
VIDEO = "The ministry released a video in which the moment of the {forces} attack can be seen."
PLAN = "Authorities installed there announced votes on annexation for the end of the month."
CREDIT = "With information from {agencies}"

VARIANTS = [
    {
        "forces": "Tethian",
        "weapon": "9М22С",
        "town": "Velmora",
        "source": "the Karsovan Ministry of Defense",
        "agencies": "AFP and AP",
    },
    {
        "forces": "Karsovan",
        "weapon": "M-21OF",
        "town": "Dovrek",
        "source": "the General Staff of Tethys",
        "agencies": "Reuters and EFE",
    },
]


def page_of(words: dict[str, str]) -> Article:
    """The page in these words."""
    parts = (LEAD, QUOTE, VIDEO, PLAN, CREDIT)
    text = "\n\n".join(part.format(**words) for part in parts)
    credit = [(name, text.index(name)) for name in words["agencies"].split(" and ")]
    return Article(
        id="a",
        capture_id="c",
        title=TITLE.format(**words),
        text=text,
        page_text=text,
        language="en",
        agencies=tuple(Credit(name=n, span=Span(start=s, end=s + len(n))) for n, s in credit),
        published=When(
            start="2031-05-06",
            end="2031-05-09",
            precision="span",
            ucdp_date_prec=2,
            basis="inferred",
            why="starting Friday",
        ),
    )


def claims_of(page: Article, words: dict[str, str]) -> list[Claim]:
    """What extraction reads out of the page: a quoted post, three restatements, a plan."""
    quoted = {"place": place(words["town"]), "source": source(page, words), "channel": tweet()}
    return [
        told(page, page.title or "", words, "title", place=None),
        told(page, LEAD.format(**words), words, place=None, weapons=()),
        told(page, QUOTE.format(**words), words, **quoted),
        told(page, VIDEO.format(**words), words, place=None, weapons=()),
        told(page, PLAN, words, modality="planned", event=event("Other"), place=None, weapons=()),
    ]


def told(
    page: Article, words: str, names: dict[str, str], field: Any = "text", **more: Any
) -> Claim:
    """A claim told by these words of the page."""
    start = page.field(field).index(words)
    span = Span(start=start, end=start + len(words), field=field)
    values: dict[str, Any] = {
        "event": event("Shelling/artillery/missile attack"),
        "modality": "asserted",
        "weapons": (Weapon(as_written=names["weapon"], class_="incendiary", span=span),),
        "actors": (Actor(as_written=names["forces"], side=names["forces"], span=span),),
    }
    name = f"{field == 'text'}{start:04}"
    return Claim(id=name, article_id="a", span=span, **(values | more))


def event(sub_type: str) -> Event:
    """An event of a sub type."""
    return Event(acled_type="", acled_sub_type=sub_type)


def place(town: str) -> Place:
    """The town."""
    return Place(as_written=town, name=town, precision="settlement", why="named")


def tweet() -> Channel:
    """A post."""
    return Channel(name="Twitter", span=Span(start=0, end=0))


def source(page: Article, words: dict[str, str]) -> Source:
    """The ministry, a party to the conflict."""
    name = words["source"].removeprefix("the ")
    start = page.text.index(words["source"])
    span = Span(start=start, end=start + len(words["source"]))
    return Source(as_written=words["source"], name=name, kind="government", side="own", span=span)


@pytest.mark.parametrize("words", VARIANTS)
def test_a_post_and_its_restatements_are_one_weak_incident_beside_a_plan(
    words: dict[str, str],
) -> None:
    """One origin, the poster; neither of the credited agencies; the plan apart."""
    page = page_of(words)
    claims = claims_of(page, words)
    parts, links = cluster(claims, [page])
    found = origins(parts, [page], copy_groups([page]))
    incidents = fuse_all(parts, found, links, [page])
    assert sorted(incident.kind for incident in incidents) == ["happening", "plan"]
    (happening,) = (incident for incident in incidents if incident.kind == "happening")
    assert happening.place == place(words["town"])
    assert happening.counts == ()
    assert (happening.n_origins, happening.grade) == (1, "Weak")
    assert words["source"].removeprefix("the ") in happening.grade_why
    assert not any(agency in happening.grade_why for agency in words["agencies"].split(" and "))
