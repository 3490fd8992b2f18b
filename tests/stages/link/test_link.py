"""Linking and fusing as a conflict-data coder would do it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import (
    Actor,
    Article,
    Claim,
    Count,
    Event,
    Origin,
    Place,
    Source,
    Span,
    Utterance,
    Weapon,
    When,
)
from reportedly.stages.link import cluster, fuse_all, keep_ids
from reportedly.stages.link.terms import read, terms

NOWHERE = Span(start=0, end=0)


def day(start: str, end: str | None = None, precision: Any = "day") -> When:
    """A time as said."""
    return When(
        start=start,
        end=end or start,
        precision=precision,
        ucdp_date_prec=1 if precision == "day" else 4,
        basis="stated",
        why="said so",
    )


def spot(name: str, lat: float, lon: float, **more: Any) -> Place:
    """A settlement in the province of Upper Marle."""
    made = Place(
        as_written=name,
        name=name,
        country="XA",
        admin1="Upper Marle",
        lat=lat,
        lon=lon,
        uncertainty_m=3000,
        precision="settlement",
        ucdp_where_prec=1,
        gazetteer="example",
        gazetteer_id=name,
        why="only one",
    )
    return msgspec.structs.replace(made, **more)


VELMORA = spot("Velmora", 10.0, 20.0)
NEAR_VELMORA = spot("Velmora", 10.0, 20.0, precision="near", uncertainty_m=8000)
DOVREK = spot("Dovrek", 10.5, 20.5)
PROVINCE = Place(
    as_written="Upper Marle",
    name="Upper Marle",
    country="XA",
    admin1="Upper Marle",
    precision="admin1",
    gazetteer="example",
    gazetteer_id="province",
    why="named",
)
MONDAY, TUESDAY = "2031-05-05", "2031-05-06"


def article(name: str, *sentences: str, title: str = "News of the day") -> Article:
    """An article of sentences, published on the Wednesday."""
    text = " ".join(sentences)
    return Article(
        id=name,
        capture_id=f"c-{name}",
        title=title,
        text=text,
        page_text=text,
        language="en",
        published=day("2031-05-07"),
    )


def claim(page: Article, sentence: str, place: Place | None = VELMORA, **more: Any) -> Claim:
    """A claim of a shelling, told by a sentence of the page."""
    field: Any = "title" if sentence == page.title else "text"
    start = page.field(field).index(sentence)
    event = Event(
        acled_type="Explosions/Remote violence", acled_sub_type="Shelling/artillery/missile attack"
    )
    made = Claim(
        id=f"{page.id}:{len(page.title or '') + start if field == 'text' else start:04}",
        article_id=page.id,
        span=Span(start=start, end=start + len(sentence), field=field),
        event=event,
        modality="asserted",
        place=place,
        when=day(TUESDAY),
    )
    return msgspec.structs.replace(made, **more)


def event(sub_type: str) -> Event:
    """An event of a sub type."""
    return Event(acled_type="", acled_sub_type=sub_type)


def killed(low: int | None, high: int | None, **more: Any) -> Count:
    """A toll."""
    made = Count(what="killed", low=low, high=high, phrase="so many", span=NOWHERE)
    return msgspec.structs.replace(made, **more)


def source(name: str, side: str | None) -> Source:
    """A military source."""
    return Source(as_written=name, name=name, kind="military", side=side, span=NOWHERE)


def together(first: Claim, second: Claim, *pages: Article) -> bool:
    """Whether two claims end in one cluster."""
    parts, _ = cluster([first, second], pages)
    return len(parts) == 1


SHELLED = "Shells hit the market of Velmora on Tuesday and killed four traders."
AGAIN = "Artillery struck a market hall in Velmora, the governor said on Wednesday."
PAGE = article("p", SHELLED, AGAIN)
OTHER_PAGE = article("q", "On Tuesday the market in Velmora came under artillery fire.")
OTHER = claim(OTHER_PAGE, OTHER_PAGE.text)
FIRST = claim(PAGE, SHELLED)


def test_two_sources_on_one_shelling_are_one_incident() -> None:
    """The same town, day and kind of event in one article."""
    assert together(FIRST, claim(PAGE, AGAIN, source=source("Governor", "Karsova")), PAGE)


def test_two_papers_on_one_shelling_are_one_incident() -> None:
    """The same across articles, with the market in both."""
    assert together(FIRST, OTHER, PAGE, OTHER_PAGE)


@pytest.mark.parametrize(
    "change",
    [
        {"when": day("2031-05-03")},
        {"place": DOVREK},
        {"event": event("Abduction/forced disappearance")},
        {"modality": "planned"},
        {"modality": "historical"},
    ],
)
def test_another_day_place_kind_or_a_plan_is_another_incident(change: dict[str, Any]) -> None:
    """One difference that matters is enough, in one article and across two."""
    again = msgspec.structs.replace(claim(PAGE, AGAIN), **change)
    assert not together(FIRST, again, PAGE)
    assert not together(FIRST, msgspec.structs.replace(OTHER, **change), PAGE, OTHER_PAGE)


def test_two_targets_in_one_town_on_one_day_are_two_incidents() -> None:
    """A school in the morning and a depot at night."""
    sentences = ("A rocket struck a school in Velmora.", "At night a depot burned in Velmora.")
    page = article("t", *sentences)
    targets = [
        (Actor(as_written="a school", infrastructure="school", span=NOWHERE),),
        (Actor(as_written="a depot", infrastructure="depot", span=NOWHERE),),
    ]
    weapons = [
        (Weapon(as_written="rocket", class_="unguided rocket", span=NOWHERE),),
        (Weapon(as_written="drone", class_="drone", span=NOWHERE),),
    ]
    first, second = (
        claim(page, s, targets=t, weapons=w, counts=(killed(n, n),))
        for s, t, w, n in zip(sentences, targets, weapons, (3, 9), strict=True)
    )
    assert not together(first, second, page)


def test_changed_numbers_do_not_part_an_incident_and_stand_side_by_side() -> None:
    """Four in one paper, six in the other: both are kept, with who says so."""
    first = msgspec.structs.replace(FIRST, counts=(killed(4, 4),))
    second = msgspec.structs.replace(OTHER, counts=(killed(6, 6),))
    parts, links = cluster([first, second], [PAGE, OTHER_PAGE])
    (incident,) = fuse_all(parts, [[]], links, [PAGE, OTHER_PAGE])
    assert [(c.low, c.high, c.by) for c in incident.counts] == [
        (4, 4, (first.id,)),
        (6, 6, (second.id,)),
    ]


def test_a_total_so_far_stays_apart_from_the_toll_of_a_day() -> None:
    """Scopes are never added or mixed."""
    both = (killed(4, 4), killed(400, None, scope="cumulative"))
    (incident,) = fuse_all([[msgspec.structs.replace(FIRST, counts=both)]], [[]], [], [PAGE])
    assert [(c.scope, c.low, c.high) for c in incident.counts] == [
        ("incident", 4, 4),
        ("cumulative", 400, None),
    ]


def test_a_denial_joins_what_it_denies() -> None:
    """The denial repeats neither place nor day."""
    denial = "The army of Tethys denied any part in the attack."
    page = article("d", SHELLED, denial)
    said = claim(page, SHELLED)
    denied = claim(page, denial, place=None, when=None, modality="denied")
    assert together(said, denied, page)


def test_undated_claims_do_not_chain_the_shellings_of_two_days() -> None:
    """What fits both days joins one of them."""
    sentences = (
        "Shells hit the market of Velmora on Monday.",
        "Shells hit the market of Velmora on Tuesday.",
        "The market of Velmora has been hit by shells.",
        "Velmora: shells hit the market.",
    )
    page = article("two", *sentences)
    times = (day("2031-05-02"), day(TUESDAY), None, None)
    claims = [claim(page, s, when=t) for s, t in zip(sentences, times, strict=True)]
    parts, _ = cluster(claims, [page])
    assert len(parts) == 2
    assert not any(claims[0] in part and claims[1] in part for part in parts)


def test_a_headline_joins_the_happening_that_the_article_tells() -> None:
    """The headline restates; it is no incident of its own."""
    page = article("h", SHELLED, title="Market shelled, traders killed")
    assert together(
        claim(page, "Market shelled, traders killed", place=None, when=None),
        claim(page, SHELLED),
        page,
    )


def test_a_village_and_the_region_with_the_same_toll_may_be_one() -> None:
    """A region-only report of the same shelling, the same toll and market, joins the village's."""
    page = article("r", "Artillery hit a market and killed four traders in Upper Marle on Tuesday.")
    wide = claim(page, page.text, PROVINCE, counts=(killed(4, 4),))
    exact = msgspec.structs.replace(FIRST, counts=(killed(4, 4),))
    assert together(exact, wide, PAGE, page)


def test_a_region_alone_does_not_swallow_its_villages() -> None:
    """A sentence on fighting all over a region is no report of each village's shelling."""
    page = article("w", "Shelling went on all over Upper Marle.")
    assert not together(FIRST, claim(page, page.text, PROVINCE), PAGE, page)


def test_a_claim_without_place_joins_nothing_in_another_article() -> None:
    """The kind of event and the day alone do not tie two papers together."""
    page = article("n", "Guns were heard on Tuesday.")
    assert not together(FIRST, claim(page, page.text, place=None), PAGE, page)


def test_a_claim_with_neither_place_nor_day_joins_nothing_in_another_article() -> None:
    """The kind of event alone ties it neither to a shelling somewhere nor to its like."""
    pages = [article(name, f"Guns were heard, a {name} said.") for name in ("miller", "herder")]
    bare = [claim(page, page.text, place=None, when=None) for page in pages]
    assert not together(bare[0], bare[1], *pages)
    assert not together(FIRST, bare[0], PAGE, pages[0])


def test_a_decision_joins_and_parts_whatever_the_weights_say() -> None:
    """People's merges and splits go before the machine's."""
    far = msgspec.structs.replace(OTHER, place=DOVREK)
    pages = [PAGE, OTHER_PAGE]
    parts, links = cluster([FIRST, far], pages, must_link=[(far.id, FIRST.id)])
    assert len(parts) == 1
    assert links[0].why == "a person decided so"
    parts, _ = cluster([FIRST, OTHER], pages, cannot_link=[(OTHER.id, FIRST.id)])
    assert len(parts) == 2


def test_a_link_says_why() -> None:
    """Each term that speaks for or against stands in words, with its weight."""
    _, (link,) = cluster([FIRST, OTHER], [PAGE, OTHER_PAGE])
    assert "the same place (+1.5)" in link.why
    assert "the same day (+1.5)" in link.why
    assert "headlines and openings alike" in link.why
    assert 0.25 <= link.weight <= 1


def fused(*claims: Claim, origins: tuple[Origin, ...] = ()) -> Any:
    """One incident of these claims."""
    (incident,) = fuse_all([list(claims)], [list(origins)], [], [PAGE, OTHER_PAGE])
    return incident


def origin(name: str, *claims: Claim) -> Origin:
    """An origin of these claims."""
    ids = tuple(c.id for c in claims)
    said = (Utterance(channel=None, at=None, claim_ids=ids),)
    return Origin(id=name, name=name, kind="media", utterances=said, article_ids=(), why="")


def test_the_finest_place_and_time_that_nobody_contradicts_are_taken() -> None:
    """A village beside its region, a day beside its month: the village and the day, as said."""
    wide = msgspec.structs.replace(OTHER, place=PROVINCE, when=day("2031-05", precision="month"))
    incident = fused(wide, FIRST)
    assert incident.place == VELMORA
    assert incident.when == FIRST.when


def test_where_claims_differ_the_value_of_more_origins_is_taken_and_the_other_named() -> None:
    """A claim's own value, never a point between."""
    third = msgspec.structs.replace(OTHER, id="z", place=VELMORA)
    lone = msgspec.structs.replace(FIRST, place=DOVREK)
    backing = (origin("one", OTHER), origin("two", third), origin("three", lone))
    incident = fused(lone, OTHER, third, origins=backing)
    assert incident.place.name == "Velmora"
    assert "other claims say Dovrek" in incident.place.why


def test_the_kind_of_event_that_more_origins_give_is_taken() -> None:
    """Three copies of one voice do not outvote two voices."""
    air = event("Air/drone strike")
    loud = [msgspec.structs.replace(FIRST, id=f"x{k}", event=air) for k in range(3)]
    quiet = [msgspec.structs.replace(FIRST, id=f"y{k}") for k in range(2)]
    backing = (origin("a", *loud), origin("b", quiet[0]), origin("c", quiet[1]))
    incident = fused(*loud, *quiet, origins=backing)
    assert incident.event.acled_sub_type == "Shelling/artillery/missile attack"
    assert incident.n_origins == 3


def test_weapons_are_listed_once_by_designation() -> None:
    """The same munition under two spellings is one weapon."""
    spellings = [
        Weapon(as_written=w, designation="9M22S", class_="incendiary", span=NOWHERE)
        for w in ("9М22С", "9M22S")
    ]
    one = msgspec.structs.replace(FIRST, weapons=(spellings[0],))
    two = msgspec.structs.replace(OTHER, weapons=(spellings[1],))
    assert len(fused(one, two).weapons) == 1


def test_a_plan_is_a_plan_and_has_no_grade() -> None:
    """Grades are for happenings."""
    incident = fused(msgspec.structs.replace(FIRST, modality="planned"))
    assert (incident.kind, incident.grade) == ("plan", None)
    assert "plan" in incident.grade_why


def test_an_incident_without_values_has_none() -> None:
    """Unknown stays unknown: nothing is made up from the publication date."""
    incident = fused(msgspec.structs.replace(FIRST, place=None, when=None))
    assert (incident.place, incident.when, incident.counts) == (None, None, ())


def test_the_id_stays_when_a_later_article_joins() -> None:
    """The id hangs on the earliest claim's words, not on the machine's claim ids."""
    late = msgspec.structs.replace(OTHER_PAGE, published=day("2031-05-09"))
    alone = fuse_all([[FIRST]], [[]], [], [PAGE])
    joined = fuse_all([[FIRST, OTHER]], [[]], [], [PAGE, late])
    renamed = fuse_all([[msgspec.structs.replace(FIRST, id="new")]], [[]], [], [PAGE])
    assert alone[0].id == joined[0].id == renamed[0].id


def test_an_earlier_article_changes_the_id_and_keep_ids_keeps_it() -> None:
    """The store keeps the id that people have seen."""
    early = msgspec.structs.replace(OTHER_PAGE, published=day("2031-05-06"))
    old = fuse_all([[FIRST]], [[]], [], [PAGE])
    new = fuse_all([[FIRST, OTHER]], [[]], [], [PAGE, early])
    assert new[0].id != old[0].id
    assert keep_ids(old, new)[0].id == old[0].id


def test_a_split_incident_keeps_its_id_on_one_part_only() -> None:
    """No two incidents ever share an id."""
    old = fuse_all([[FIRST, OTHER]], [[]], [], [PAGE, OTHER_PAGE])
    new = fuse_all([[FIRST], [OTHER]], [[], []], [], [PAGE, OTHER_PAGE])
    ids = [incident.id for incident in keep_ids(old, new)]
    assert old[0].id in ids
    assert len(set(ids)) == 2


def test_two_incidents_read_out_of_the_same_words_have_two_ids() -> None:
    """One sentence may tell of two happenings of one kind."""
    twin = msgspec.structs.replace(FIRST, id="twin")
    ids = {i.id for i in fuse_all([[FIRST], [twin]], [[], []], [], [PAGE])}
    assert len(ids) == 2


PLACES = st.sampled_from([VELMORA, NEAR_VELMORA, DOVREK, PROVINCE, None])
TIMES = st.sampled_from([day(MONDAY), day(TUESDAY), day("2031-05", precision="month"), None])
MODALITIES = st.sampled_from(["asserted", "denied", "accused", "planned", "historical"])
EVENTS = st.sampled_from(["Shelling/artillery/missile attack", "Air/drone strike", "Other"])
PAGES = [article(name, SHELLED, AGAIN) for name in ("p1", "p2", "p3")]


@st.composite
def claims_of_pages(draw: st.DrawFn) -> list[Claim]:
    """Claims of three pages, of every kind."""
    made = []
    for k in range(draw(st.integers(0, 7))):
        page, sentence = draw(st.sampled_from(PAGES)), draw(st.sampled_from([SHELLED, AGAIN]))
        told = claim(
            page,
            sentence,
            place=draw(PLACES),
            when=draw(TIMES),
            modality=draw(MODALITIES),
            event=event(draw(EVENTS)),
        )
        made.append(msgspec.structs.replace(told, id=f"c{k}"))
    return made


@settings(max_examples=60, deadline=None)
@given(claims_of_pages(), st.randoms(use_true_random=False))
def test_every_claim_is_in_one_incident_whatever_the_order(
    claims: list[Claim], random: Any
) -> None:
    """Clusters are a partition, kinds are never mixed, order has no meaning."""
    parts, links = cluster(claims, PAGES)
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert cluster(shuffled, PAGES[::-1]) == (parts, links)
    incidents = fuse_all(parts, [[] for _ in parts], links, PAGES)
    assert sorted(i for x in incidents for i in x.claim_ids) == sorted(c.id for c in claims)
    assert len({x.id for x in incidents}) == len(incidents)
    for part, incident in zip(parts, incidents, strict=True):
        plans = {c.modality == "planned" for c in part}
        assert plans == {incident.kind == "plan"}
        assert len(incident.links) == len(part) - 1


@settings(max_examples=30, deadline=None)
@given(claims_of_pages())
def test_an_unrelated_article_changes_nothing(claims: list[Claim]) -> None:
    """A report from another country leaves clusters and ids as they were."""
    page = article("zz", "A bridge collapsed in Luneport in the night.")
    far = spot("Luneport", 50.0, 60.0, country="XB", admin1="Coast")
    stranger = claim(page, page.text, far, event=event("Looting/property destruction"))
    before, _ = cluster(claims, PAGES)
    after, _ = cluster([*claims, stranger], [*PAGES, page])
    assert [part for part in after if stranger not in part] == before
    ids = [i.id for i in fuse_all(before, [[] for _ in before], [], PAGES)]
    now = fuse_all(after, [[] for _ in after], [], [*PAGES, page])
    assert [i.id for i in now if stranger.id not in i.claim_ids] == ids


def test_a_lead_of_a_town_without_its_name_is_of_the_town_named_next() -> None:
    """The outlet's "a village" is the village that its next sentence names; a named town is not."""
    told = "Rockets were fired at Velmora for an hour, the army said."
    for lead, alike in (
        ("A quiet village was punished by rockets.", True),
        ("The army boasted of new rockets.", False),
    ):
        page = article("a", lead, told)
        first = read(claim(page, lead, PROVINCE, when=None), {"a": page})
        second = read(claim(page, told), {"a": page})
        assert (("lead_unnamed", 1.0) in terms(first, second)) is alike
