"""Copies as a reader of many papers meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Article, Credit, Span, When
from reportedly.stages.group import copy_groups
from reportedly.stages.group.index import CopyIndex
from reportedly.stages.group.index_file import load, save
from reportedly.stages.group.showing import group_records

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.records import CopyGroup

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


def test_the_same_page_a_thousand_times_is_one_group() -> None:
    """A thousand equal texts are one text with a thousand addresses, tied by one link each."""
    pages = [article(f"p{k:04}", WIRE) for k in range(1000)]
    (group,) = copy_groups([*pages, article("other", OTHER)])
    assert len(group.article_ids) == 1000
    assert len(group.edges) == 999
    assert {edge.kind for edge in group.edges} == {"same"}


def test_a_wire_in_many_hands_is_no_set_phrase() -> None:
    """Sixty papers that each cut the wire elsewhere still carry the wire."""
    words = WIRE.split(" ")
    pages = [article(f"p{k:02}", " ".join(words[: 40 + k])) for k in range(60)]
    (group,) = copy_groups(pages)
    assert len(group.article_ids) == 60


def test_a_call_that_sixty_strangers_print_ties_none_of_them() -> None:
    """A newsletter's call at the end of every page is no text in common."""
    call = (
        " Sign the petition of the harbour chapel, send the clerk your name and the name of your"
        " street, and come to the meeting in the old customs house on the last Friday of June."
    )
    own = ["".join(f" w{n}{k} v{k}{n} is u{k * n}n." for n in range(20)) for k in range(60)]
    assert copy_groups([article(f"p{k:02}", own[k] + call) for k in range(60)]) == []


def test_an_article_that_quotes_itself_is_no_copy_of_itself() -> None:
    """A pull quote repeats the text inside it; there is no second article."""
    pull = WIRE.split(". ")[1]
    assert copy_groups([article("a", WIRE + f' "{pull}." ' + WIRE)]) == []
    (group,) = copy_groups([article("a", WIRE + f' "{pull}."'), article("b", WIRE)])
    assert group.edges[0].kind == "same"


def test_two_reports_of_one_speech_are_no_copies() -> None:
    """What stands in quotation marks is the speaker's text, not the reporter's."""
    speech = " ".join(WIRE.split(". ")[:3]).replace('"', "")
    one = f'{OTHER} "{speech}," the minister said in the hall.'
    two = (
        f'"{speech}." With these words a man in a grey coat opened the fair of Marnhold, where'
        " nobody had come to hear him. Children ran between stalls of apples and old tin toys."
        " The band played on, and an hour later the square was empty but for pigeons and rain."
    )
    assert copy_groups([article("a", one), article("b", two)]) == []


def test_without_dates_or_credits_nobody_is_first() -> None:
    """No date, no credit, no cut: the link says that nothing tells which was first."""
    (group,) = copy_groups([article("a", WIRE), article("b", WIRE.upper())])
    assert group.first_article_id is None
    assert "nothing tells which was first" in group.edges[0].why


def test_who_is_credited_was_first() -> None:
    """The paper that credits the agency has the text from it, whatever it is called."""
    credit = Credit(name="Northwire", span=Span(start=0, end=1))
    pages = [
        article("a", WIRE, agencies=(credit,)),
        article("b", WIRE + " More.", outlet="Northwire"),
    ]
    (edge,) = copy_groups(pages)[0].edges
    assert (edge.from_, edge.to) == ("b", "a")
    assert "credits (northwire)" in edge.why


def test_a_page_that_mixes_two_stories_says_so() -> None:
    """Most of one wire with a part of another is mixed, and the part leads to the other."""
    mix = " ".join(WIRE.split(". ")[:4]) + " " + " ".join(OTHER.split(". ")[:2])
    pages = [article("a", WIRE), article("b", WIRE + " End."), article("mix", mix)]
    pages += [article("o1", OTHER), article("o2", OTHER + " End.")]
    groups = copy_groups(pages)
    edges = [edge for group in groups for edge in group.edges]
    assert ["mix" in group.article_ids for group in groups] == [True, False]
    assert {e.kind for e in edges if "mix" in (e.from_, e.to)} >= {"mixed"}
    assert any({e.from_, e.to} & {"o1", "o2"} for e in edges if "mix" in (e.from_, e.to))


def test_people_put_together_and_keep_apart() -> None:
    """A reviewer's word holds, for equal texts and for texts with nothing in common."""
    pages = [article("a", WIRE), article("b", WIRE), article("c", OTHER)]
    (group,) = copy_groups(pages, together=[("a", "c")], apart=[("a", "b")])
    assert group.article_ids == ("a", "c")
    assert group.edges[0].why.startswith("put together by a person")


def test_a_version_does_not_bring_together_what_people_keep_apart() -> None:
    """One address with two texts is one page, unless a reviewer says that it is not."""
    url = "https://paper.example/velmora"
    pages = [article("a", WIRE, url=url), article("b", OTHER, url=url)]
    assert copy_groups(pages, apart=[("a", "b")]) == []


PARTS = [f"{first} {rest}" for first in (WIRE, OTHER) for rest in ("", "More of it.", "The end.")]
PARTS += [half(WIRE), half(OTHER), half(WIRE) + " " + half(OTHER), OTHER + " " + half(WIRE)]
PAGES = st.lists(
    st.tuples(st.sampled_from(PARTS), st.sampled_from((None, "https://paper.example/a"))),
    min_size=2, max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PAGES, st.data())
def test_an_index_that_takes_articles_in_later_finds_the_same(
    pages: list[tuple[str, str | None]], data: st.DataObject
) -> None:
    """What came one by one in any order is what came at once, to the last number."""
    made = {f"{k}": article(f"{k}", text, url=url) for k, (text, url) in enumerate(pages)}
    texts = {name: page.text for name, page in made.items()}
    index, at_once = CopyIndex(), CopyIndex()
    groups: dict[str, CopyGroup] = {}
    for name in data.draw(st.permutations(sorted(made))):
        changed = index.add([made[name]])
        former = [group for group in groups.values() if changed & set(group.article_ids)]
        groups = {key: group for key, group in groups.items() if group not in former}
        groups |= {g.id: g for g in group_records(index, texts.__getitem__, former, only=changed)}
    at_once.add(made.values())
    assert index.entries == at_once.entries
    assert index.cluster.tolist() == at_once.cluster.tolist()
    for found, wanted in zip(index.pairs.columns(), at_once.pairs.columns(), strict=True):
        assert found.tolist() == wanted.tolist()
    assert sorted(groups.values(), key=lambda g: g.id) == sorted(
        copy_groups(list(made.values())), key=lambda g: g.id
    )


def test_a_phrase_that_becomes_common_counts_for_nothing_in_what_came_before() -> None:
    """Sixty strangers end with one call: those that came before it was common lie as if after."""
    call = "Sign up here for the letter of the Marle Courier that all of Velmora reads at breakfast"
    words = [f"w{k}" for k in range(1200)]
    pages = [
        article(f"{k:02}", " ".join(words[20 * k : 20 * k + 20]) + ". " + call) for k in range(60)
    ]
    index, at_once = CopyIndex(), CopyIndex()
    for start in range(0, 60, 20):
        index.add(pages[start : start + 20])
    at_once.add(pages)
    assert len(index.phrases) > 0
    assert index.phrases.tolist() == at_once.phrases.tolist()
    assert len(index.pairs.first) == len(at_once.pairs.first) == 0
    assert index.groups() == at_once.groups() == []


def test_one_more_article_regroups_its_like_and_nobody_else() -> None:
    """The others' groups stay as they are."""
    index = CopyIndex()
    index.add([article("a", WIRE), article("b", OTHER), article("c", OTHER + " The end.")])
    assert index.add([article("d", half(WIRE))]) == {"a", "d"}


def test_an_index_comes_back_from_its_file(tmp_path: Path) -> None:
    """What was saved goes on as if it had never been away; half a file is no index."""
    texts = {"a": WIRE, "b": half(WIRE)}
    index = CopyIndex()
    index.add([article(name, text) for name, text in texts.items()])
    path = tmp_path / "copies.npz"
    save(index, path)
    again = load(path)
    assert again is not None
    of = texts.__getitem__
    assert group_records(again, of) == group_records(index, of)
    assert again.add([article("c", WIRE + " More.")]) == {"a", "b", "c"}
    path.write_bytes(path.read_bytes()[:2000])
    assert load(path) is None
    assert load(tmp_path / "none.npz") is None


def test_a_correction_is_noted_on_what_it_corrects() -> None:
    """The link from the page as it was to the page as it is says what was corrected."""
    url = "https://paper.example/velmora"
    note = "\nCorrection: an earlier version said that four people were killed; it was three."
    pages = [
        article("a", WIRE, "2031-05-06", url=url),
        article("b", WIRE.replace("Four", "Three") + note, "2031-05-07", url=url),
    ]
    (edge,) = copy_groups(pages)[0].edges
    assert (edge.kind, edge.from_) == ("version", "a")
    assert "it corrects: 'Correction: an earlier version said that four" in edge.why
