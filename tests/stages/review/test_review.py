"""Decisions hang on words, survive a re-run, and are never lost."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import (
    Article,
    Claim,
    Count,
    Decision,
    Event,
    Incident,
    Place,
    Span,
    Subject,
    stable_id,
)
from reportedly.stages.review import (
    Constraints,
    apply,
    article_ties,
    constraints,
    locate,
    marks_of,
    on_claims,
    origin_ties,
    subject_of,
)

FIRST = "Shells hit the market of Velmora on Tuesday and killed four traders."
SECOND = "A drone burned a fuel depot in Dovrek the same night."
TEXT = f"{FIRST} {SECOND} Nobody has claimed either attack."


def article(text: str = TEXT, **more: Any) -> Article:
    """The page that decisions are made on."""
    made = Article(id="a", capture_id="cap", title="News", text=text, page_text=text, language="en")
    return msgspec.structs.replace(made, **more)


def claim(name: str, sentence: str, page: Article, town: str = "Velmora") -> Claim:
    """A claim told by a sentence of the page."""
    start = page.text.index(sentence)
    span = Span(start=start, end=start + len(sentence))
    event = Event(acled_type="Explosions/Remote violence", acled_sub_type="Air/drone strike")
    count = Count(what="killed", low=4, high=4, phrase="four", span=span)
    return Claim(
        id=name,
        article_id=page.id,
        span=span,
        event=event,
        modality="asserted",
        place=Place(as_written=town, name=town, why="named"),
        counts=(count,),
    )


PAGE = article()
CLAIMS = [claim("c1", FIRST, PAGE), claim("c2", SECOND, PAGE, "Dovrek")]


def incident(name: str, *claims: Claim) -> Incident:
    """An incident of these claims."""
    return Incident(
        id=name,
        kind="happening",
        event=claims[0].event,
        when=None,
        place=claims[0].place,
        claim_ids=tuple(c.id for c in claims),
        article_ids=("a",),
        origins=(),
        n_articles=1,
        n_origins=0,
        grade="Weak",
        grade_why="no origin could be named",
    )


INCIDENTS = [incident("i1", CLAIMS[0]), incident("i2", CLAIMS[1])]


def decision(on: Subject, action: Any, at: str = "2031-05-08T10:00:00Z", **more: Any) -> Decision:
    """A decision of one reader."""
    key = stable_id("d", on.quote, on.field, action, at)
    return Decision(id=key, on=on, action=action, by="reader", at=at, **more)


def on(k: int, field: str | None = None, record: str = "claim") -> Subject:
    """What a decision on the first or second claim hangs on."""
    made = subject_of(CLAIMS[k], PAGE, field=field)
    return msgspec.structs.replace(made, record=record)


def edit(k: int, field: str, before: Any, after: Any, at: str = "2031-05-08T10:00") -> Decision:
    """An edit of one field of a claim."""
    return decision(on(k, field), "edit", at, before=before, after=after)


def test_an_edit_changes_one_field_and_nothing_else() -> None:
    """A reader corrects the toll."""
    made = apply([edit(0, "counts.0.low", 4, 5)], [PAGE], CLAIMS, INCIDENTS)
    assert made.claims[0].counts[0].low == 5
    assert made.claims[0].place == CLAIMS[0].place
    assert made.claims[1] == CLAIMS[1]
    assert made.unfit == []


def test_edits_apply_in_the_order_of_time_whatever_order_they_come_in() -> None:
    """The later of two edits builds on the earlier."""
    edits = [
        edit(0, "place.name", "Velmora East", "Velmora North", "2031-05-09"),
        edit(0, "place.name", "Velmora", "Velmora East", "2031-05-08"),
    ]
    made = apply(edits, [PAGE], CLAIMS, INCIDENTS)
    assert made.claims[0].place is not None
    assert made.claims[0].place.name == "Velmora North"
    assert made.unfit == []


def test_a_decision_survives_new_ids_moved_words_and_a_wider_span() -> None:
    """A new model reads the claim elsewhere in a re-cut text under another id."""
    again = article("Breaking news.\n\n" + TEXT.replace("market of Velmora", "market  of\nVelmora"))
    sentence = again.text[16 : again.text.index(" A drone")]
    wider = claim("renamed", sentence, again)
    other = claim("other", SECOND, again, "Dovrek")
    made = apply([edit(0, "place.name", "Velmora", "Velmora East")], [again], [other, wider], [])
    assert made.unfit == []
    assert made.claims[1].place is not None
    assert made.claims[1].place.name == "Velmora East"


def test_of_two_places_with_the_same_words_the_one_with_the_same_surroundings_is_meant() -> None:
    """A live page repeats its sentences."""
    page = article("Monday: shells fell again. Tuesday: shells fell again. Then came rain.")
    start = page.text.rindex("shells fell again")
    told = msgspec.structs.replace(
        claim("c", "shells fell again", page), span=Span(start=start, end=start + 17)
    )
    found = locate(subject_of(told, page), page)
    assert found is not None
    assert found.start == start


def test_a_decision_whose_words_are_gone_is_listed_with_the_reason() -> None:
    """Never dropped, never guessed."""
    page = article("The page now says nothing of it.")
    made = apply([edit(0, "place.name", "Velmora", "x")], [page], [], [])
    assert [u.decision.action for u in made.unfit] == ["edit"]
    assert "no longer in the article" in made.unfit[0].reason


def test_a_decision_on_a_capture_that_is_not_here_is_listed() -> None:
    """Another casebook's decision."""
    made = apply([edit(0, "place.name", "Velmora", "x")], [], [], [])
    assert "no article of capture cap" in made.unfit[0].reason


def test_an_edit_of_a_value_that_the_machine_now_reads_otherwise_is_listed() -> None:
    """The reader judged another value."""
    made = apply([edit(0, "place.name", "Velmorra", "Velmora East")], [PAGE], CLAIMS, INCIDENTS)
    assert made.claims == CLAIMS
    assert "is now 'Velmora'" in made.unfit[0].reason


def test_an_edit_that_the_machine_has_learned_is_no_conflict() -> None:
    """The value already is what the reader made it."""
    made = apply([edit(0, "place.name", "Velmorra", "Velmora")], [PAGE], CLAIMS, INCIDENTS)
    assert made.claims == CLAIMS
    assert made.unfit == []


def test_an_edit_to_a_value_of_the_wrong_type_or_of_no_field_is_listed() -> None:
    """A toll is a number; a claim has no colour."""
    wrong = [edit(0, "counts.0.low", 4, "many"), edit(0, "colour", None, "red")]
    wrong.append(edit(0, "counts.7.low", 4, 5, "2031-05-09"))
    made = apply(wrong, [PAGE], CLAIMS, INCIDENTS)
    assert made.claims == CLAIMS
    assert len(made.unfit) == 3


def test_an_edit_that_names_no_field_is_listed() -> None:
    """What should change was not said."""
    made = apply([decision(on(0), "edit", before=1, after=2)], [PAGE], CLAIMS, INCIDENTS)
    assert "which field" in made.unfit[0].reason


def test_a_rejected_claim_is_set_aside_and_may_come_back() -> None:
    """The last word in time holds, and nothing vanishes."""
    no = decision(on(0), "reject", "2031-05-08")
    kept, rejected, _ = on_claims([no], [PAGE], CLAIMS)
    assert (kept, rejected) == ([CLAIMS[1]], [CLAIMS[0]])
    yes = decision(on(0), "accept", "2031-05-09")
    assert on_claims([yes, no], [PAGE], CLAIMS)[:2] == (CLAIMS, [])


def test_an_incident_whose_claims_are_all_rejected_is_rejected() -> None:
    """Its other claims would have kept it."""
    made = apply([decision(on(0), "reject")], [PAGE], CLAIMS, INCIDENTS)
    assert [i.status for i in made.incidents] == ["rejected", "machine"]


def test_an_incident_takes_the_status_of_the_last_decision() -> None:
    """Accepted, then put in doubt."""
    told = [
        decision(on(0, record="incident"), "accept", "2031-05-08"),
        decision(on(0, record="incident"), "unsure", "2031-05-09"),
        decision(on(1, record="incident"), "accept", "2031-05-08"),
    ]
    made = apply(told, [PAGE], CLAIMS, INCIDENTS)
    assert [i.status for i in made.incidents] == ["pending", "accepted"]


def test_a_person_sets_the_grade_that_the_machine_only_proposes() -> None:
    """Confirmed is an edit of the incident."""
    subject = subject_of(INCIDENTS[0], PAGE, CLAIMS, field="grade")
    told = decision(subject, "edit", before="Weak", after="Confirmed")
    made = apply([told], [PAGE], CLAIMS, INCIDENTS)
    assert [i.grade for i in made.incidents] == ["Confirmed", "Weak"]


def test_two_claims_of_one_sentence_are_told_apart_by_what_they_say() -> None:
    """Four killed in one town, three in another: the reader rejected the second."""
    twins = [claim("t1", FIRST, PAGE), claim("t2", FIRST, PAGE, "Dovrek")]
    marked = decision(subject_of(twins[1], PAGE), "reject")
    assert on_claims([marked], [PAGE], twins)[1] == [twins[1]]
    nameless = msgspec.structs.replace(subject_of(twins[1], PAGE), marks={})
    told = decision(nameless, "reject", before=marks_of(twins[1]))
    assert on_claims([told], [PAGE], twins)[1] == [twins[1]]
    bare = decision(nameless, "reject")
    kept, _, unfit = on_claims([bare], [PAGE], twins)
    assert kept == twins
    assert "2 claims" in unfit[0].reason


def test_a_decision_on_another_kind_of_record_is_listed() -> None:
    """Whatever cannot be applied is shown."""
    told = decision(subject_of(PAGE, PAGE), "accept")
    assert apply([told], [PAGE], CLAIMS, INCIDENTS).unfit[0].decision == told


def test_a_merge_and_a_split_name_pairs_for_linking() -> None:
    """In today's claim ids."""
    merged = constraints([decision(on(0), "merge", after=on(1))], [PAGE], CLAIMS)
    assert merged.must_link == [("c1", "c2")]
    plain = msgspec.to_builtins(on(1))
    split = constraints([decision(on(0), "split", after=[plain])], [PAGE], CLAIMS)
    assert split.cannot_link == [("c1", "c2")]


def test_of_a_merge_and_a_later_split_the_split_holds_and_the_merge_is_listed() -> None:
    """A change of mind is kept, not erased."""
    told = [
        decision(on(0), "merge", "2031-05-08", after=on(1)),
        decision(on(1), "split", "2031-05-09", after=on(0)),
    ]
    made = constraints(told, [PAGE], CLAIMS)
    assert (made.must_link, made.cannot_link) == ([], [("c1", "c2")])
    assert "later decision" in made.unfit[0].reason


def test_a_merge_with_nothing_is_listed() -> None:
    """The other claim must be named by its words."""
    made = constraints([decision(on(0), "merge")], [PAGE], CLAIMS)
    assert "the other's words" in made.unfit[0].reason
    made = constraints([decision(on(0), "merge", after=on(0))], [PAGE], CLAIMS)
    assert "now one" in made.unfit[0].reason


TOLD = st.builds(
    lambda k, record, action, at: decision(on(k, "place.name", record), action, at, after=on(0)),
    st.integers(0, 1),
    st.sampled_from(["claim", "incident"]),
    st.sampled_from(["accept", "edit", "reject", "unsure", "merge", "split"]),
    st.sampled_from(["2031-05-08", "2031-05-09"]),
)


@given(st.lists(TOLD, max_size=6), st.randoms(use_true_random=False))
def test_no_claim_is_lost_and_the_order_of_storage_does_not_matter(
    told: list[Decision], random: Any
) -> None:
    """Every claim is kept or set aside; decisions are applied by their time."""
    made = apply(told, [PAGE], CLAIMS, INCIDENTS)
    assert sorted(c.id for c in made.claims + made.rejected) == ["c1", "c2"]
    assert [i.id for i in made.incidents] == ["i1", "i2"]
    shuffled = list(told)
    random.shuffle(shuffled)
    again = apply(shuffled, [PAGE], CLAIMS, INCIDENTS)
    assert (again.claims, again.incidents) == (made.claims, made.incidents)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_words_are_found_where_they_were_in_an_unchanged_text(text: str, a: int, b: int) -> None:
    """A subject made on a text leads back to the same words in it."""
    span = Span(start=min(a, b, len(text)), end=min(max(a, b), len(text)))
    page = article(text)
    made = msgspec.structs.replace(CLAIMS[0], span=span)
    found = locate(subject_of(made, page), page)
    if found is None:
        assert not span.cut(text).split()
    else:
        assert found.cut(text).split() == span.cut(text).split()


def test_a_rejected_value_leaves_its_claim_and_the_others_stay() -> None:
    """The toll was wrong; the place was rejected too, and says who did so."""
    toll, where = msgspec.to_builtins(CLAIMS[0].counts[0]), msgspec.to_builtins(CLAIMS[0].place)
    told = [
        decision(on(0, "counts.0"), "reject", before=toll),
        decision(on(0, "place"), "reject", "2031-05-09", before=where, reason="another town"),
    ]
    made = apply(told, [PAGE], CLAIMS, INCIDENTS)
    assert made.unfit == []
    assert (made.claims[0].counts, made.claims[0].place) == ((), None)
    assert made.claims[0].place_null_reason == "rejected by reader: another town"
    assert made.rejected == []


def test_a_value_of_a_list_is_found_when_the_one_before_it_is_gone() -> None:
    """Two tolls are rejected one after the other, under the places they had on the screen."""
    first = CLAIMS[0].counts[0]
    second = msgspec.structs.replace(first, what="injured", low=9, high=9)
    two = [msgspec.structs.replace(CLAIMS[0], counts=(first, second)), CLAIMS[1]]
    plain = [msgspec.to_builtins(count) for count in (first, second)]
    told = [
        decision(on(0, f"counts.{k}"), "reject", f"2031-05-0{k + 1}", before=plain[k])
        for k in (0, 1)
    ]
    kept, _, unfit = on_claims(told, [PAGE], two)
    assert (kept[0].counts, unfit) == ((), [])


def test_an_accepted_value_changes_nothing_and_fits_only_that_value() -> None:
    """To accept is no edit; what was accepted and then read otherwise is listed."""
    toll = msgspec.to_builtins(CLAIMS[0].counts[0])
    kept = apply([decision(on(0, "counts.0"), "accept", before=toll)], [PAGE], CLAIMS, INCIDENTS)
    assert (kept.claims, kept.unfit) == (CLAIMS, [])
    other = apply(
        [decision(on(0, "counts.0"), "accept", before=toll | {"low": 99})],
        [PAGE],
        CLAIMS,
        INCIDENTS,
    )
    assert "is now" in other.unfit[0].reason


def test_an_undone_decision_holds_not_and_an_undone_undo_brings_it_back() -> None:
    """Nothing is erased: an undo is a decision of its own."""
    no = decision(on(0), "reject", "2031-05-08")
    undo = decision(on(0), "undo", "2031-05-09", before=no.id)
    redo = decision(on(0), "undo", "2031-05-10", before=undo.id)
    assert on_claims([no, undo], [PAGE], CLAIMS)[:2] == (CLAIMS, [])
    assert on_claims([no, undo, redo], [PAGE], CLAIMS)[1] == [CLAIMS[0]]


def test_a_whole_value_of_a_list_can_be_changed() -> None:
    """The toll as one value: number and words together."""
    toll = msgspec.to_builtins(CLAIMS[0].counts[0])
    made = apply(
        [edit(0, "counts.0", toll, toll | {"low": 6, "high": 8})], [PAGE], CLAIMS, INCIDENTS
    )
    assert made.unfit == []
    assert (made.claims[0].counts[0].low, made.claims[0].counts[0].high) == (6, 8)


def test_articles_and_origins_are_merged_and_split_by_words_too() -> None:
    """A merge of two articles is none of claims; one on an origin names claims that say whose."""
    other = msgspec.structs.replace(PAGE, id="other", capture_id="cap2")
    pages = [PAGE, other]
    merge = decision(subject_of(PAGE, PAGE), "merge", after=subject_of(other, other))
    split = decision(on(0, record="origin"), "split", after=on(1))
    made = [merge, split]

    assert article_ties(made, pages).must_link == [tuple(sorted((PAGE.id, "other")))]
    assert len(origin_ties(made, pages, CLAIMS).cannot_link) == 1
    assert constraints(made, pages, CLAIMS) == Constraints()


def test_a_split_of_an_article_that_is_gone_is_listed() -> None:
    """A decision that fits no article stays, with the reason."""
    gone = msgspec.structs.replace(PAGE, id="gone", capture_id="cap9")
    made = article_ties(
        [decision(subject_of(PAGE, PAGE), "split", after=subject_of(gone, gone))], [PAGE]
    )
    assert "no article of capture cap9" in made.unfit[0].reason
