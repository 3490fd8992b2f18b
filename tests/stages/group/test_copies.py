"""Copies as a reader of many papers meets them."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Article, Credit, Span, When
from reportedly.stages.group import copy_groups

WIRE = (
    "Shells fell on the market of Velmora on Tuesday morning, the defence ministry of Karsova said."
    " Four people were killed and eleven taken to the district hospital, two of them children."
    " Rescue workers searched the ruins of a bakery until dusk, while families waited in the rain."
    " The ministry published a video that shows smoke over the roofs beside the river bridge."
    " The army of Tethys did not answer questions about the attack on the town that day."
    " Velmora lies forty minutes by road from the line where both armies have dug in since spring."
)
OTHER = (
    "The harbour board of Luneport approved a plan for two new cranes after a long debate."
    " Dockers had asked for better lighting and wider lanes since the accident of last winter."
    " Work begins when the ice is gone and should be done before the herring fleet returns."
    " The mayor called the vote a good day for the town and thanked the board for its patience."
)


def article(name: str, text: str, day: str | None = None, **more: object) -> Article:
    """An article, published on a day if one is given."""
    published = None
    if day:
        published = When(
            start=day, end=day, precision="day", ucdp_date_prec=1, basis="stated", why="byline"
        )
    made = Article(
        id=name,
        capture_id=f"c-{name}",
        title=None,
        text=text,
        page_text=text,
        language="en",
        published=published,
    )
    return msgspec.structs.replace(made, **more)


def half(text: str) -> str:
    """The first three sentences."""
    return ". ".join(text.split(". ")[:3]) + "."


def test_the_same_wire_under_two_mastheads_is_one_group() -> None:
    """Typography and a dateline do not make another text."""
    second = "KARSO CITY (Agency) — " + WIRE.replace("did not answer", "didn’t answer")
    (group,) = copy_groups([article("a", WIRE), article("b", second), article("c", OTHER)])
    assert group.article_ids == ("a", "b")
    assert group.edges[0].kind == "same"


def test_a_paper_that_prints_the_first_half_prints_an_excerpt() -> None:
    """Containment sees what the share of the whole would miss."""
    (group,) = copy_groups([article("a", WIRE), article("b", half(WIRE) + " " + OTHER)])
    assert group.edges[0].kind == "rewrite"
    (group,) = copy_groups([article("a", WIRE), article("b", half(WIRE))])
    assert group.edges[0].kind == "excerpt"
    assert group.edges[0].from_ == "a"


def test_a_changed_number_is_still_a_copy_and_the_passage_shows_it() -> None:
    """The aligned passage runs over the changed word."""
    second = WIRE.replace("Four people were killed and eleven", "Six people were killed and twelve")
    (group,) = copy_groups([article("a", WIRE), article("b", second)])
    (edge,) = group.edges
    ((first, other),) = edge.passages
    assert "Four people were killed" in first.cut(WIRE)
    assert "Six people were killed" in other.cut(second)


def test_two_reports_of_one_attack_in_their_own_words_are_no_copies() -> None:
    """A shared subject is not a shared text."""
    own = (
        "I was buying bread when the first shell came, a woman in Velmora told our reporter."
        " She counted four bodies. The baker, her neighbour for thirty years, was among the dead."
        " By evening volunteers had carried eleven wounded to the hospital of the district."
    )
    assert copy_groups([article("a", WIRE), article("b", own)]) == []


def test_the_same_address_with_other_text_is_a_version() -> None:
    """An updated page is no second voice, however much it changed."""
    url = "https://paper.example/velmora"
    pages = [article("a", WIRE, url=url), article("b", OTHER, url=url + "?utm_source=feed#top")]
    (group,) = copy_groups(pages)
    assert group.edges[0].kind == "version"


def test_a_front_page_is_not_a_version_of_itself() -> None:
    """What stands on a front page changes by the hour."""
    url = "https://paper.example/"
    assert copy_groups([article("a", WIRE, url=url), article("b", OTHER, url=url)]) == []


def test_a_broken_address_is_no_reason_to_stop() -> None:
    """A URL that cannot be read is no page."""
    pages = [article("a", WIRE, url="http://[x"), article("b", OTHER, url="http://[x")]
    assert copy_groups(pages) == []


def test_a_short_passage_of_a_credited_outlet_is_a_credit() -> None:
    """A page that names the agency and shares a sentence or two credits it."""
    agency = article("a", WIRE + " " + OTHER, outlet="Northwire")
    taken = ". ".join(WIRE.split(". ")[:2]) + ". "
    own = "Our own desk has looked at maps, asked four analysts and found no answer yet. "
    more = (
        "People in the capital spoke of little else in the cafes by the canal on Wednesday."
        " Some had cousins in the town; others had served there as conscripts years ago."
        " Nobody we met believed that talks would start before the first snow of the year."
        " The opposition asked for a sitting of parliament, which the speaker has refused so far."
    )
    credit = Credit(name="Northwire", span=Span(start=0, end=1))
    page = article("b", taken + own + more, agencies=(credit,))
    (group,) = copy_groups([agency, page])
    assert group.edges[0].kind == "credits"
    assert copy_groups([agency, msgspec.structs.replace(page, agencies=())]) == []


def test_the_first_is_named_only_if_the_dates_can_tell() -> None:
    """Two papers of one day, or one without a date: nobody knows who was first."""
    early, late = article("a", WIRE, "2031-05-06"), article("b", WIRE, "2031-05-07")
    assert copy_groups([late, early])[0].first_article_id == "a"
    assert copy_groups([early, article("b", WIRE, "2031-05-06")])[0].first_article_id is None
    assert copy_groups([early, article("b", WIRE)])[0].first_article_id is None


def test_the_edge_leads_from_the_earlier_to_the_later() -> None:
    """A copy cannot be older than what it copies."""
    (group,) = copy_groups(
        [article("a", WIRE, "2031-05-07"), article("b", half(WIRE), "2031-05-06")]
    )
    assert (group.edges[0].from_, group.edges[0].to) == ("b", "a")


def test_a_digest_does_not_chain_two_stories() -> None:
    """One page that holds both stories leaves their copies in two groups."""
    pages = [article(f"w{i}", WIRE) for i in range(4)] + [article(f"o{i}", OTHER) for i in range(4)]
    groups = copy_groups([*pages, article("digest", WIRE + " " + OTHER)])
    ids = [{a for a in group.article_ids if a != "digest"} for group in groups]
    assert sorted(map(len, ids)) == [4, 4]


@settings(max_examples=25, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_articles_does_not_matter(order: list[str]) -> None:
    """Groups are a function of the articles, not of how they came."""
    texts = {"a": WIRE, "b": half(WIRE), "c": OTHER, "d": OTHER + " The end."}
    pages = [article(name, texts[name]) for name in order]
    assert copy_groups(pages) == copy_groups(sorted(pages, key=lambda page: page.id))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_text_is_grouped_at_most_once_and_passages_lie_in_it(texts: list[str]) -> None:
    """No text breaks the grouping; spans stay inside their texts."""
    pages = {f"p{k}": article(f"p{k}", text) for k, text in enumerate([*texts, *texts[:1]])}
    groups = copy_groups(list(pages.values()))
    ids = [a for group in groups for a in group.article_ids]
    assert len(ids) == len(set(ids))
    for group in groups:
        assert len(group.article_ids) > 1
        for edge in group.edges:
            for first, second in edge.passages:
                assert first.end <= len(pages[edge.from_].text)
                assert second.end <= len(pages[edge.to].text)


def test_no_articles_make_no_groups() -> None:
    """Nothing in, nothing out; an empty text is nobody's copy."""
    assert copy_groups([]) == []
    assert copy_groups([article("a", ""), article("b", "")]) == []
