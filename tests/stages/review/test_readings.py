"""A second reading is kept beside the first, and a third settles where the two differ."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Article, Claim, Count, Decision, Event, Span
from reportedly.stages.review import Scene, Standing, on_claims, read_twice, subject_of

SENTENCE = "Shells hit the market of Velmora on Tuesday, killed four traders and hurt nine."
TEXT = f"{SENTENCE} Nobody has claimed the attack."
MARCH = "2031-03-{:02}T10:00:00Z"


def article(text: str = TEXT) -> Article:
    """The page that is read."""
    return Article(id="a", capture_id="cap", title="News", text=text, page_text=text, language="en")


def claim(page: Article, name: str = "c", killed: int = 4) -> Claim:
    """Four killed and nine injured, as the machine reads the sentence."""
    start = page.text.index("Shells hit")
    span = Span(start=start, end=page.text.index("hurt nine.") + 10)
    told = {"span": span, "phrase": "four"}
    return Claim(
        id=name,
        article_id=page.id,
        span=span,
        event=Event(acled_type="Explosions/Remote violence", acled_sub_type="Shelling"),
        modality="asserted",
        counts=(
            Count(what="killed", low=killed, high=killed, **told),
            Count(what="injured", low=9, high=9, **told),
        ),
    )


PAGE = article()
READ = claim(PAGE)
KILLED, INJURED = (msgspec.to_builtins(count) for count in READ.counts)


def decided(
    action: Any,
    day: int,
    by: str = "Ana",
    path: str = "counts.0",
    before: Any = KILLED,
    **more: Any,
) -> Decision:
    """What somebody decided on a value; ``day`` of March."""
    on = subject_of(READ, PAGE, field=path)
    made = f"d-{by}-{action}-{day}-{more.get('reading')}"
    return Decision(
        id=made, on=on, action=action, before=before, by=by, at=MARCH.format(day), **more
    )


def changed(day: int, killed: int, by: str = "Ana", **more: Any) -> Decision:
    """The number of killed set to another."""
    return decided("edit", day, by, after=KILLED | {"low": killed, "high": killed}, **more)


def twice(*decisions: Decision, read: Claim = READ) -> Standing:
    """How the number of killed stands."""
    return read_twice(decisions, Scene([PAGE], [read]))["c:counts.0"]


def killed(*decisions: Decision) -> int | None:
    """How many were killed, as people decided."""
    kept, _, unfit = on_claims(decisions, [PAGE], [READ])
    assert unfit == []
    return next((count.low for count in kept[0].counts if count.what == "killed"), None)


def test_a_second_reading_changes_nothing() -> None:
    """Whatever the second reader holds, the value is what the first one left."""
    for second in (
        decided("reject", 2, "Ben", reading="second"),
        changed(2, 7, "Ben", reading="second"),
    ):
        assert killed(decided("accept", 1), second) == 4
        assert killed(changed(1, 5), second) == 5


def test_where_both_hold_the_same_nothing_is_disputed() -> None:
    """Each found that it was five: in words and in number the same value."""
    one = twice(changed(1, 5), changed(2, 5, "Ben", reading="second"))
    assert (one.differs, one.disputed, one.third) == (False, False, None)


def test_where_they_differ_the_value_is_disputed_until_a_third_settles_it() -> None:
    """Five, four; four it is, and the third reader can be undone."""
    first, second = changed(1, 5), decided("accept", 2, "Ben", reading="second")
    assert twice(first, second).disputed
    third = decided("accept", 3, "Cleo", reading="third")
    assert not twice(first, second, third).disputed
    assert killed(first, second, third) == 4
    undo = decided("undo", 4, "Cleo", before=third.id)
    undo = msgspec.structs.replace(undo, id="d-undo", before=third.id)
    assert twice(first, second, third, undo).disputed
    assert killed(first, second, third, undo) == 5


def test_a_rejected_value_can_be_settled_back() -> None:
    """The first reader took the number away; the third says that the page gives it."""
    first, second = decided("reject", 1), decided("accept", 2, "Ben", reading="second")
    assert killed(first, second) is None
    assert twice(first, second).disputed
    assert killed(first, second, decided("accept", 3, "Cleo", reading="third")) == 4
    assert killed(first, second, changed(3, 6, "Cleo", reading="third")) == 6


def test_a_reading_is_of_its_value_when_others_of_the_list_are_gone() -> None:
    """The killed were rejected first; the injured then stood in their place on the screen."""
    gone = decided("reject", 1)
    hurt = decided("accept", 2, path="counts.0", before=INJURED)
    second = decided("reject", 3, "Ben", path="counts.1", before=INJURED, reading="second")
    found = read_twice([gone, hurt, second], Scene([PAGE], [READ]))
    assert [*found] == ["c:counts.1"]
    assert found["c:counts.1"].disputed


def test_nobody_is_a_second_reader_of_their_own_value() -> None:
    """Two readings of one person are no pair."""
    one = twice(changed(1, 5), decided("accept", 2, "Ana", reading="second"))
    assert (one.readers, one.blind, one.disputed) == (None, None, False)


def test_who_may_have_known_the_second_reading_is_no_blind_pair() -> None:
    """The first reader took a judgement back and judged again after the second: no measure."""
    second = decided("accept", 2, "Ben", reading="second")
    assert twice(decided("accept", 1), second).blind
    assert twice(decided("accept", 3), second).blind is None
    both = twice(decided("accept", 1), second, changed(3, 6, "Eva")).blind
    assert both
    assert both[0].by == "Ana"


def test_a_settled_value_survives_new_ids_and_moved_words() -> None:
    """A new model reads the claim elsewhere in a re-cut text, under another id."""
    again = article("Breaking news.\n\n" + TEXT.replace("market of Velmora", "market  of\nVelmora"))
    told = [
        decided("reject", 1),
        decided("accept", 2, "Ben", reading="second"),
        changed(3, 6, "Cleo", reading="third"),
    ]
    kept, _, unfit = on_claims(told, [again], [claim(again, "renamed")])
    assert (kept[0].counts[0].low, unfit) == (6, [])


def test_readings_of_a_value_that_is_read_otherwise_now_are_listed() -> None:
    """The new model reads three: the second reading and the settling were of another value."""
    told = [
        decided("accept", 2, "Ben", reading="second"),
        changed(3, 6, "Cleo", reading="third"),
    ]
    kept, _, unfit = on_claims(told, [PAGE], [claim(PAGE, killed=3)])
    assert kept[0].counts[0].low == 3
    assert [u.decision for u in unfit] == told
    assert all("counts.0" in u.reason for u in unfit)


PLAIN = st.builds(
    lambda action, day, number, by: (
        changed(day, number, by) if action == "edit" else decided(action, day, by)
    ),
    st.sampled_from(["accept", "edit", "reject", "unsure"]),
    st.integers(1, 28),
    st.integers(1, 9),
    st.sampled_from(["Ana", "Ben", "Eva"]),
)


@given(st.lists(PLAIN, max_size=5, unique_by=lambda d: d.id), st.integers(1, 28), st.randoms())
def test_what_is_settled_stands_whenever_others_decide_and_however_it_is_stored(
    plain: list[Decision], day: int, random: Any
) -> None:
    """Before or after, in any order of storage: the third reading's number it is."""
    told = [
        *plain,
        decided("accept", 5, "Dora", reading="second"),
        changed(day, 8, "Cleo", reading="third"),
        changed(28, 2, "Eva", before=KILLED | {"low": 8, "high": 8}),
    ]
    random.shuffle(told)
    kept, _, unfit = on_claims(told, [PAGE], [READ])
    assert kept[0].counts[0].low == 8
    assert kept[0].counts[1] == READ.counts[1]
    assert {u.decision.by for u in unfit} <= {"Ana", "Ben", "Eva"}


@given(st.lists(PLAIN, max_size=5, unique_by=lambda d: d.id), st.integers(1, 28))
def test_a_second_reading_never_changes_a_claim(plain: list[Decision], day: int) -> None:
    """With it or without it, the claims are the same."""
    second = changed(day, 8, "Dora", reading="second")
    assert on_claims([*plain, second], [PAGE], [READ])[0] == on_claims(plain, [PAGE], [READ])[0]
