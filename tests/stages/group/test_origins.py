"""How many independent origins: the questions a fact-checker asks."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import (
    Article,
    Channel,
    Claim,
    CopyGroup,
    Credit,
    Event,
    Origin,
    Source,
    Span,
)
from reportedly.stages.group import origins

SPAN = Span(start=0, end=4)
MINISTRY = Source(
    as_written="the Karsovan defence ministry",
    name="Ministry of Defence of Karsova",
    kind="military",
    side="Karsova",
    span=SPAN,
)
WITNESS = Source(as_written="a resident", name=None, kind="witness", span=SPAN)
RIVAL = Source(
    as_written="the Tethian army", name="Army of Tethys", kind="military", side="Tethys", span=SPAN
)


def article(name: str, *credits_: str, text: str = "Body.", outlet: str | None = None) -> Article:
    """An article that credits agencies."""
    credits_given = tuple(Credit(name=c, span=Span(start=0, end=len(c))) for c in credits_)
    return Article(
        id=name,
        capture_id=f"c-{name}",
        title=None,
        text=text,
        page_text=text,
        language="en",
        outlet=outlet,
        agencies=credits_given,
    )


def claim(name: str, page: str, source: Source | None = None, **more: Any) -> Claim:
    """A claim of a shelling; in the outlet's own voice without a source."""
    event = Event(
        acled_type="Explosions/Remote violence", acled_sub_type="Shelling/artillery/missile attack"
    )
    made = Claim(
        id=name, article_id=page, span=SPAN, event=event, modality="asserted", source=source
    )
    return msgspec.structs.replace(made, **more)


def one(
    claims: list[Claim], articles: list[Article], groups: tuple[CopyGroup, ...] = ()
) -> list[Origin]:
    """The origins of one cluster."""
    (found,) = origins([claims], articles, groups)
    return found


def copies(*ids: str) -> tuple[CopyGroup, ...]:
    """One group of copies."""
    return (CopyGroup(id="g", article_ids=ids, edges=(), first_article_id=None),)


def claimed(found: list[Origin]) -> set[str]:
    """The claims that some origin stands behind."""
    return {c for origin in found for u in origin.utterances for c in u.claim_ids}


def test_a_post_carried_by_two_agencies_and_five_outlets_has_one_origin() -> None:
    """Seven pages, one voice."""
    pages = [article(f"p{i}", "Northwire" if i % 2 else "Eastwire") for i in range(7)]
    post = Channel(name="Twitter", handle="@karsova_mod", span=SPAN)
    said = [claim(f"a{i}", f"p{i}", MINISTRY, channel=post) for i in range(7)]
    own = [claim(f"b{i}", f"p{i}") for i in range(7)]
    (origin,) = one(said + own, pages)
    assert origin.name == "Ministry of Defence of Karsova"
    assert len(origin.utterances) == 1
    assert len(origin.article_ids) == 7
    assert claimed([origin]) == {c.id for c in said + own}


def test_a_headline_takes_the_origin_of_the_source_and_not_the_credited_agencies() -> None:
    """A rewrite with information from two agencies adds no voice to the ministry's."""
    page = article("p", "AFP", "AP")
    (origin,) = one([claim("headline", "p"), claim("quoted", "p", MINISTRY)], [page])
    assert origin.kind == "military"


def test_an_own_voice_report_falls_back_on_the_credited_agency() -> None:
    """With no source in the article, the agency is what reported it."""
    (origin,) = one([claim("c", "p")], [article("p", "Northwire")])
    assert (origin.name, origin.kind) == ("Northwire", "media")
    assert "credits Northwire" in origin.why


def test_two_agencies_credited_for_one_text_are_one_origin() -> None:
    """Nobody can tell which of them knew, and they may know from each other."""
    assert len(one([claim("c", "p")], [article("p", "AFP", "AP")])) == 1


def test_an_agency_of_a_picture_is_no_origin() -> None:
    """A photo credit says who held the camera."""
    page = article("p", "Northwire", text="Northwire photo: smoke over Velmora\nBody.")
    assert one([claim("c", "p")], [page]) == []


def test_an_own_voice_report_without_credit_is_not_counted() -> None:
    """Unknown is not an origin."""
    assert one([claim("c", "p")], [article("p")]) == []


def test_copies_of_an_agency_text_count_once() -> None:
    """Ten papers, one wire; the one that left the credit out included."""
    pages = [article("p", "Northwire"), article("q", "Northwire"), article("r")]
    found = one([claim(x, x) for x in "pqr"], pages, copies("p", "q", "r"))
    assert len(found) == 1
    assert claimed(found) == {"p", "q", "r"}


def test_a_copy_that_cut_the_attribution_keeps_the_origin() -> None:
    """An editor who cuts "the ministry said" does not become a witness."""
    claims = [claim("said", "p", MINISTRY), claim("cut", "q")]
    pages = [article("p"), article("q", "Northwire")]
    assert len(one(claims, pages, copies("p", "q"))) == 1
    assert len(one(claims, pages)) == 2


def test_a_witness_adds_one() -> None:
    """A person who saw it is independent of the ministry."""
    found = one([claim("a", "p", MINISTRY), claim("b", "q", WITNESS)], [article("p"), article("q")])
    assert {origin.kind for origin in found} == {"military", "witness"}


def test_the_spokesman_is_the_one_whom_the_page_names() -> None:
    """A definite office without a name is the named one of its page, of its side, and no other."""
    named = Source(
        as_written="the spokesman of the Karsovan army",
        name="Army of Karsova",
        kind="military",
        side="Karsova",
        span=SPAN,
    )
    bare = Source(as_written="the spokesman", name=None, kind="unnamed", span=SPAN)
    other = msgspec.structs.replace(bare, side="Tethys")
    some = msgspec.structs.replace(bare, as_written="a spokesman")

    for source, count in ((bare, 1), (other, 2), (some, 2)):
        found = one([claim("a", "x", named), claim("b", "x", source)], [article("x")])
        assert len(found) == count


def test_an_unnamed_witness_in_two_copies_is_one_in_two_reports_two() -> None:
    """The same words of the same resident, printed twice, are one voice."""
    claims = [claim("a", "p", WITNESS), claim("b", "q", WITNESS)]
    pages = [article("p"), article("q")]
    assert len(one(claims, pages, copies("p", "q"))) == 1
    assert len(one(claims, pages)) == 2


def test_a_denial_is_an_utterance_of_who_denies() -> None:
    """The other side has a voice of its own; the own-voice report does not take it."""
    claims = [claim("a", "p", RIVAL, modality="denied"), claim("b", "p")]
    (origin,) = one(claims, [article("p")])
    assert origin.name == "Army of Tethys"
    assert claimed([origin]) == {"a"}


def test_a_second_statement_adds_an_utterance_and_no_origin() -> None:
    """A post and a press conference of one ministry are one origin with two utterances."""
    post = Channel(name="Telegram", handle="karsova_mod", span=SPAN)
    briefing = Channel(name="press conference", span=SPAN)
    claims = [
        claim("a", "p", MINISTRY, channel=post),
        claim("b", "q", MINISTRY, channel=briefing),
    ]
    (origin,) = one(claims, [article("p"), article("q")])
    assert [u.channel for u in origin.utterances] == ["Telegram", "press conference"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ministry of Defence of Karsova", "Defence Ministry"),
        ("Ministry of Defense", "a spokesman for the Ministry of Defence"),
        ("Olena Marsh", "Marsh"),
    ],
)
def test_one_source_under_two_names_is_one_origin(first: str, second: str) -> None:
    """The shorter name's words are all in the longer."""
    named = [msgspec.structs.replace(MINISTRY, name=name) for name in (first, second)]
    claims = [claim(str(k), str(k), source) for k, source in enumerate(named)]
    assert len(one(claims, [article("0"), article("1")])) == 1


def test_two_ministries_of_two_countries_are_two() -> None:
    """The same office on another side is another source."""
    other = msgspec.structs.replace(MINISTRY, name="Ministry of Defence", side="Tethys")
    claims = [claim("a", "p", MINISTRY), claim("b", "q", other)]
    assert len(one(claims, [article("p"), article("q")])) == 2


def test_the_same_post_is_one_utterance_by_whatever_name() -> None:
    """One page calls the poster the army, another the ministry: the link is the same."""
    other = msgspec.structs.replace(MINISTRY, name="Karsovan Army")
    urls = ("https://x.com/karsova_mod/status/42", "https://twitter.com/Karsova_MoD/status/42?s=20")
    posts = [Channel(name="Twitter", url=url, span=SPAN) for url in urls]
    claims = [
        claim("a", "p", MINISTRY, channel=posts[0]),
        claim("b", "q", other, channel=posts[1]),
    ]
    (origin,) = one(claims, [article("p"), article("q")])
    assert len(origin.utterances) == 1


def test_an_outlet_cited_by_name_is_an_origin() -> None:
    """What only that outlet reports enters the record there."""
    paper = Source(as_written="The Velmora Post", name="Velmora Post", kind="media", span=SPAN)
    (origin,) = one([claim("a", "p", paper)], [article("p")])
    assert (origin.name, origin.kind) == ("Velmora Post", "media")


def test_an_outlet_whose_own_page_names_the_source_is_not_another() -> None:
    """Citing the paper that quotes the ministry is quoting the ministry."""
    paper = Source(as_written="The Velmora Post", name="Velmora Post", kind="media", span=SPAN)
    pages = [article("p"), article("q", outlet="Velmora Post")]
    (origin,) = one([claim("a", "p", paper), claim("b", "q", MINISTRY)], pages)
    assert origin.name == "Ministry of Defence of Karsova"


def test_a_private_person_is_a_witness_without_a_name() -> None:
    """The name stays in the claim."""
    person = Source(
        as_written="Ada Quill, a baker", name="Ada Quill", kind="witness", private=True, span=SPAN
    )
    (origin,) = one([claim("a", "p", person)], [article("p")])
    assert (origin.name, origin.kind) == (None, "witness")
    assert "Quill" not in origin.why


def test_no_clusters_have_no_origins() -> None:
    """Origins are aligned with clusters."""
    assert origins([], [], []) == []
    assert origins([[], []], [], []) == [[], []]


SOURCES = st.sampled_from([None, MINISTRY, RIVAL, WITNESS])


@given(st.lists(st.tuples(SOURCES, st.sampled_from("pqr")), max_size=8), st.booleans())
def test_never_more_origins_than_claims_and_no_claim_twice(
    told: list[tuple[Source | None, str]], grouped: bool
) -> None:
    """A claim speaks from one origin at most, and an origin from at least one claim."""
    claims = [claim(f"c{k}", page, source) for k, (source, page) in enumerate(told)]
    pages = [article("p", "Northwire"), article("q"), article("r", "AFP", "AP")]
    found = one(claims, pages, copies("p", "q") if grouped else ())
    ids = [c for origin in found for u in origin.utterances for c in u.claim_ids]
    assert len(ids) == len(set(ids))
    assert len(found) <= len(claims)
    assert all(u.claim_ids for origin in found for u in origin.utterances)
    assert len({origin.id for origin in found}) == len(found)


def test_an_outlet_whose_own_reporter_was_there_is_an_origin() -> None:
    """Who saw it knows it, whatever agency else is credited; who was told of it does not."""
    saw = "Two shells hit Velmora. Our reporter in Velmora saw four bodies."
    (origin,) = one([claim("c", "p")], [article("p", "Northwire", text=saw, outlet="Velmora Post")])
    assert (origin.name, origin.kind) == ("Velmora Post", "media")
    assert "Our reporter in Velmora saw" in origin.why
    told = "Two shells hit Velmora. Our reporter asked the ministry."
    (origin,) = one(
        [claim("c", "p")], [article("p", "Northwire", text=told, outlet="Velmora Post")]
    )
    assert origin.name == "Northwire"


def test_an_agency_that_saw_and_its_wire_are_one_origin() -> None:
    """The paper that prints "AFP journalists saw" and the one that credits AFP share a source."""
    pages = [
        article("p", text="AFP journalists at the scene saw four bodies."),
        article("q", "AFP"),
    ]
    (origin,) = one([claim("a", "p"), claim("b", "q")], pages)
    assert origin.name == "AFP"


def test_the_wire_itself_among_the_pages_is_the_agency() -> None:
    """An agency does not credit itself; the paper that credits it has what it has from there."""
    pages = [article("p", outlet="Agence France-Presse"), article("q", "AFP")]
    (origin,) = one([claim("a", "p"), claim("b", "q")], pages)
    assert (origin.name, origin.article_ids) == ("AFP", ("p", "q"))


def test_an_agency_cited_for_one_statement_is_not_whose_text_it_is() -> None:
    """A wire that cites another agency stays the wire's."""
    credits_given = (
        Credit(name="AP", span=Span(start=0, end=2), how="cited"),
        Credit(name="UPI", span=Span(start=3, end=6), how="dateline"),
    )
    page = msgspec.structs.replace(article("p"), agencies=credits_given)
    (origin,) = one([claim("c", "p")], [page])
    assert origin.name == "UPI"


@pytest.mark.parametrize("said", ["He", "they", "She"])
def test_an_origin_is_never_explained_by_a_pronoun(said: str) -> None:
    """Its name, or another claim's words for it, or nothing, stand in the reason."""
    back = msgspec.structs.replace(MINISTRY, as_written=said)
    nobody = msgspec.structs.replace(back, name=None, kind="official")
    (alone,) = one([claim("a", "p", back)], [article("p")])
    (named,) = one([claim("a", "p", back), claim("b", "p", MINISTRY)], [article("p")])
    (unnamed,) = one([claim("a", "p", nobody)], [article("p")])
    assert alone.why.startswith("named as 'Ministry of Defence of Karsova'")
    assert named.why.startswith("named as 'the Karsovan defence ministry'")
    assert unnamed.why.startswith("an unnamed official;")
