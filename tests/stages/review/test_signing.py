"""Somebody vouches for an incident as it reads; what changes later is told."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Article, Claim, Count, Decision, Event, Incident, Place, Span
from reportedly.stages.review import (
    Scene,
    changes,
    digest,
    on_incidents,
    state_of,
    subject_of,
    vouched,
)

FIRST = "Shells hit the market of Velmora on Tuesday and killed four traders."
SECOND = "Rockets struck Velmora's market on Tuesday, the mayor said."
PAGE = Article(
    id="a",
    capture_id="cap",
    title="News",
    text=f"{FIRST} {SECOND}",
    page_text=f"{FIRST} {SECOND}",
    language="en",
)
SHELLED = Event(acled_type="Explosions/Remote violence", acled_sub_type="Shelling")


def claim(name: str, sentence: str, killed: int = 4) -> Claim:
    """A claim told by a sentence of the page."""
    start = PAGE.text.index(sentence)
    span = Span(start=start, end=start + len(sentence))
    return Claim(
        id=name,
        article_id="a",
        span=span,
        event=SHELLED,
        modality="asserted",
        place=Place(as_written="Velmora", name="Velmora", why="named"),
        counts=(Count(what="killed", low=killed, high=killed, phrase="four", span=span),),
    )


ONE, OTHER = claim("c1", FIRST), claim("c2", SECOND)


def incident(*claims: Claim, **more: Any) -> Incident:
    """An incident of these claims."""
    made = Incident(
        id="i",
        kind="happening",
        event=SHELLED,
        when=None,
        place=claims[0].place,
        claim_ids=tuple(c.id for c in claims),
        article_ids=("a",),
        origins=(),
        n_articles=1,
        n_origins=0,
        grade="Weak",
        grade_why="one origin",
    )
    return msgspec.structs.replace(made, **more)


def state(of: Incident, *claims: Claim) -> dict[str, Any]:
    """What somebody vouches for who signs it off."""
    accepted = msgspec.structs.replace(of, status="accepted")
    return state_of(accepted, {c.id: c for c in claims}, {"a": PAGE})


def signed(of: Incident, *claims: Claim, day: int = 1, by: str = "Ana") -> Decision:
    """The sign-off of an incident as it is."""
    return Decision(
        id=f"d-{by}-{day}",
        on=subject_of(of, PAGE, claims),
        action="sign",
        after=state(of, *claims),
        reason="checked",
        by=by,
        at=f"2031-03-{day:02}T10:00:00Z",
    )


def now(decisions: list[Decision], of: Incident, *claims: Claim) -> Incident:
    """The incident as its page shows it, after these decisions."""
    decided, unfit = on_incidents(decisions, [PAGE], claims, [of])
    assert unfit == []
    return vouched(decisions, [PAGE], claims, claims, decided)[0]


def test_a_sign_off_says_who_and_when_and_accepts_the_incident() -> None:
    """By name, with the reason, over the state of that day."""
    made = now([signed(incident(ONE), ONE)], incident(ONE), ONE)
    assert made.status == "accepted"
    assert made.signed
    assert (made.signed.by, made.signed.reason, made.signed.changed) == ("Ana", "checked", ())
    assert made.signed.state == digest(state(incident(ONE), ONE))


def test_a_new_claim_and_another_grade_are_told() -> None:
    """The machine linked a claim more and graded anew."""
    told = [signed(incident(ONE), ONE)]
    made = now(told, incident(ONE, OTHER, grade="Fair"), ONE, OTHER)
    assert made.signed
    assert made.signed.changed == ("grade: Weak, now Fair", "1 claim new")


def test_a_claim_that_is_read_otherwise_is_told_and_confidence_is_no_change() -> None:
    """A new model is surer of itself: nothing to sign anew; it reads another number: there is."""
    told = [signed(incident(ONE), ONE)]
    surer = msgspec.structs.replace(ONE, id="c9", confidence={"event": 0.99})
    made = now(told, incident(surer), surer)
    assert made.signed
    assert made.signed.changed == ()
    other = claim("c1", FIRST, killed=5)
    made = now(told, incident(other), other)
    assert made.signed
    assert made.signed.changed == ("of a claim, count: killed: 4 killed, now 5 killed",)


def test_who_puts_it_in_doubt_later_changes_it_and_who_signs_again_ends_that() -> None:
    """Left open after the sign-off; signed again, it holds."""
    first = signed(incident(ONE), ONE)
    doubt = msgspec.structs.replace(
        first, id="d-doubt", action="unsure", after=None, at="2031-03-02T10:00:00Z", by="Ben"
    )
    made = now([first, doubt], incident(ONE), ONE)
    assert made.signed
    assert made.signed.changed == ("status: accepted, now left open",)
    again = signed(incident(ONE), ONE, day=3, by="Cleo")
    made = now([first, doubt, again], incident(ONE), ONE)
    assert made.signed
    assert (made.signed.by, made.signed.changed, made.status) == ("Cleo", (), "accepted")


def test_a_sign_off_that_is_taken_back_leaves_the_one_before() -> None:
    """Each is a decision; an undo ends the last."""
    first, again = signed(incident(ONE), ONE), signed(incident(ONE), ONE, day=2, by="Cleo")
    undo = msgspec.structs.replace(
        again, id="d-undo", action="undo", before=again.id, after=None, at="2031-03-03T10:00:00Z"
    )
    made = now([first, again, undo], incident(ONE), ONE)
    assert made.signed
    assert made.signed.by == "Ana"
    both = [first, undo, msgspec.structs.replace(undo, id="d-undo2", before=first.id)]
    assert now([*both, again], incident(ONE), ONE).signed is None


def test_a_value_that_two_readers_dispute_is_on_the_incident() -> None:
    """And a sign-off from before says so."""
    on = subject_of(ONE, PAGE, field="modality")
    first = Decision(
        id="d1", on=on, action="accept", before="asserted", by="Ana", at="2031-03-02T10:00:00Z"
    )
    second = msgspec.structs.replace(
        first, id="d2", by="Ben", action="edit", after="denied", reading="second", at="2031-03-03"
    )
    made = now([signed(incident(ONE), ONE), first, second], incident(ONE), ONE)
    assert (made.disputed, made.status) == (("c1:modality",), "pending")
    assert made.signed
    assert made.signed.changed == ("1 value disputed",)


CHANGES = {
    "grade": "Fair",
    "kind": "plan",
    "status": "rejected",
    "place": None,
    "event": msgspec.structs.replace(SHELLED, acled_sub_type="Air/drone strike"),
}


@given(st.lists(st.sampled_from([*CHANGES]), unique=True), st.booleans())
def test_a_sign_off_holds_over_its_own_state_and_each_change_is_told(
    names: list[str], more: bool
) -> None:
    """Nothing changed, nothing told; every change adds a line, and none takes one away."""
    was, claims = state(incident(ONE), ONE), (ONE, OTHER) if more else (ONE,)
    lines = 0
    changed: dict[str, Any] = {"status": "accepted"}
    for name in [None, *names]:
        changed |= {name: CHANGES[name]} if name else {}
        of = incident(*claims, **changed)
        told = changes(was, state_of(of, {c.id: c for c in claims}, {"a": PAGE}))
        assert len(told) == lines + (1 if name else int(more))
        lines = len(told)
    assert bool(lines) == bool(names or more)


@given(st.permutations([ONE, OTHER]))
def test_a_state_is_the_same_in_any_order_of_claims(claims: list[Claim]) -> None:
    """Which claim the machine lists first is no change."""
    assert changes(state(incident(ONE, OTHER), ONE, OTHER), state(incident(*claims), *claims)) == []


def test_incidents_that_nobody_signed_are_as_they_were() -> None:
    """No decision, no trace."""
    assert vouched([], [PAGE], [ONE], [ONE], [incident(ONE)]) == [incident(ONE)]
    assert Scene([PAGE], [ONE]).claim(subject_of(ONE, PAGE)) == ONE
