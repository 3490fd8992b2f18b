"""Invented casework, and a hypothesis strategy that makes more of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from reportedly.records import (
    AnyRecord,
    Article,
    Capture,
    Claim,
    CountRange,
    Event,
    Incident,
    IncidentCount,
    MostTold,
    Origin,
    Place,
    Retrieval,
    Saying,
    Source,
    Span,
    Utterance,
    Weapon,
    When,
)

NOW = datetime(2024, 6, 30, 12, tzinfo=UTC)
SUB_TYPES = (
    "Shelling/artillery/missile attack",
    "Armed clash",
    "Headquarters or base established",
    "Change to group/activity",
    "Disrupted weapons use",
    "Other",
)
PRIVATE = ("Marta Ilnytska", "Teodor", "Ana-Maria O'Byrne")
PUBLIC = ("Ministry of Defence of Veldria", "Colonel Vass")


def make_when(start: str | None, end: str | None) -> When:
    """A stated time."""
    return When(
        start=start, end=end, precision="day", ucdp_date_prec=1, basis="stated", why="as said"
    )


def make_case(
    *,
    number: int = 1,
    kind: str = "happening",
    sub_type: str = SUB_TYPES[0],
    modality: str = "asserted",
    domain: str = "conflict",
    when: When | None = None,
    published: When | None = None,
    received: str = "2024-06-29T10:00:00Z",
    place: Place | None = None,
    source: Source | None = None,
    origin_kind: str | None = "government",
    status: str = "machine",
) -> list[AnyRecord]:
    """One incident with all that it rests on."""
    name = source.name if source else None
    capture = Capture(
        id=f"capture-{number}",
        sha256=f"{number:064x}",
        media_type="text/plain",
        size=1,
        retrievals=(Retrieval(source="page.txt", at=received),),
    )
    article = Article(
        id=f"a-{number}",
        capture_id=capture.id,
        title=None,
        text="Shells fell.",
        page_text="Shells fell.",
        language="en",
        published=published,
    )
    event = Event(acled_type="Explosions/Remote violence", acled_sub_type=sub_type)
    claim = Claim(
        id=f"c-{number}",
        article_id=article.id,
        span=Span(start=0, end=12),
        event=event,
        modality=modality,  # type: ignore[arg-type]
        domain=domain,  # type: ignore[arg-type]
        source=source,
        when=when,
        place=place,
    )
    origin = Origin(
        id=f"o-{number}",
        name=name,
        kind=origin_kind,
        utterances=(Utterance(channel=None, at=None, claim_ids=(claim.id,)),),
        article_ids=(article.id,),
        why=f"{name} said it",
    )
    incident = Incident(
        id=f"i-{number}",
        kind=kind,  # type: ignore[arg-type]
        event=event,
        when=when,
        place=place,
        weapons=(Weapon(as_written="9М22С", designation="9M22S", span=Span(start=0, end=5)),),
        counts=(
            IncidentCount(
                what="killed",
                who=None,
                low=2,
                high=None,
                by=(claim.id,),
                said=(
                    Saying(
                        origin=origin.id,
                        claim_ids=(claim.id,),
                        first="2024-03-06",
                        last="2024-03-07",
                    ),
                ),
            ),
        ),
        ranges=(
            CountRange(
                what="killed",
                who=None,
                low=2,
                high=None,
                latest_low=2,
                latest_high=None,
                most_told=MostTold(
                    low=2, high=None, n_origins=1, of_origins=1, since="2024-03-06", why="one"
                ),
            ),
        ),
        claim_ids=(claim.id,),
        article_ids=(article.id,),
        origins=(origin.id,),
        n_articles=1,
        n_origins=1,
        grade="Weak",
        grade_why=f"one origin, {name}",
        status=status,  # type: ignore[arg-type]
    )
    return [capture, article, claim, origin, incident]


def make_place(lat: float | None = 46.41234567, lon: float | None = -34.61987654) -> Place:
    """A settlement with more digits than may leave."""
    return Place(
        as_written="Stary Dolnik",
        name="Stary Dolnik",
        country="XA",
        admin1="Velmar",
        lat=lat,
        lon=lon,
        uncertainty_m=3000,
        precision="settlement",
        ucdp_where_prec=1,
        why="the only one",
    )


def make_source(name: str, *, private: bool) -> Source:
    """A named source."""
    kind = "witness" if private else "government"
    return Source(as_written=name, name=name, kind=kind, private=private, span=Span(start=0, end=1))


def _iso(day: date, cut: int) -> str:
    return f"{day.isoformat()}T14:35:00Z"[:cut]


days = st.dates(date(2023, 1, 1), date(2024, 7, 31))
times = st.builds(_iso, days, st.sampled_from((4, 7, 10, 20)))
whens = st.none() | st.builds(make_when, st.none() | times, st.none() | times)
degrees = st.floats(-89, 89, allow_nan=False)
places = st.none() | st.builds(make_place, st.none() | degrees, st.none() | degrees)
sources = st.one_of(
    st.none(),
    st.sampled_from(PRIVATE).map(lambda name: make_source(name, private=True)),
    st.sampled_from(PUBLIC).map(lambda name: make_source(name, private=False)),
)
cases = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(("happening", "happening", "happening", "plan", "background")),
        "sub_type": st.sampled_from(SUB_TYPES),
        "modality": st.sampled_from(("asserted", "denied", "planned", "conditional")),
        "domain": st.sampled_from(("conflict", "crime")),
        "when": whens,
        "published": whens,
        "received": times,
        "place": places,
        "source": sources,
        "origin_kind": st.sampled_from(("government", "witness", None)),
        "status": st.sampled_from(("machine", "accepted", "rejected")),
    }
)


@st.composite
def casework(draw: st.DrawFn) -> list[AnyRecord]:
    """Records of a few incidents of any kind."""
    made = draw(st.lists(cases, max_size=5))
    return [record for n, case in enumerate(made) for record in make_case(number=n, **case)]


OLD = make_when("2024-03-05", "2024-03-05")
YOUNG = make_when(*[(NOW.date() - timedelta(days=3)).isoformat()] * 2)
