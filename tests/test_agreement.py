"""How far two readers agree: Krippendorff's alpha on the scale that fits, or why there is none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportedly.agreement import agreement, alpha
from reportedly.records import Decision, Subject
from reportedly.stages.review import Standing
from reportedly.vocab import load

LEVELS = ("nominal", "ordinal", "interval", "ratio")
MANY = load("review")["agreement"]["least"]

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=MANY, max_size=30)


def value(pairs: list[tuple[Any, Any]], level: str) -> float:
    """Alpha, where there is one."""
    assume(len({label for both in pairs for label in both}) > 1)
    made, why = alpha(pairs, level)
    assert made is not None
    assert why is None
    return made


def test_alpha_of_a_printed_example() -> None:
    """Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, A: two observers, 0.095."""
    first, second = "0100000010", "1110010000"
    made, _ = alpha([*zip(first, second, strict=True)], "nominal")
    assert made == pytest.approx(0.095, abs=0.0005)


@given(PAIRS, st.sampled_from(LEVELS), st.randoms())
def test_alpha_is_the_same_whoever_read_first_and_in_any_order(
    pairs: list[tuple[int, int]], level: str, random: Any
) -> None:
    """Readers and values are exchangeable."""
    made = value(pairs, level)
    others = [both if random.random() < 0.5 else both[::-1] for both in pairs]
    random.shuffle(others)
    assert value(others, level) == pytest.approx(made)
    assert made <= 1


@given(PAIRS, st.sampled_from(LEVELS))
def test_who_agree_in_all_have_alpha_one(pairs: list[tuple[int, int]], level: str) -> None:
    """If there is anything to tell apart."""
    assert value([(one, one) for one, _ in pairs], level) == pytest.approx(1)


@given(PAIRS, st.integers(1, 50))
def test_each_scale_knows_what_it_does_not_measure(pairs: list[tuple[int, int]], by: int) -> None:
    """Days do not know where the calendar starts, numbers their unit, ranks how far apart."""
    days = [(one + by, other + by) for one, other in pairs]
    assert value(days, "interval") == pytest.approx(value(pairs, "interval"))
    tens = [(one * by, other * by) for one, other in pairs]
    assert value(tens, "ratio") == pytest.approx(value(pairs, "ratio"))
    ranks = [(one**3, other**3) for one, other in pairs]
    assert value(ranks, "ordinal") == pytest.approx(value(pairs, "ordinal"))


def test_too_few_and_all_alike_have_no_alpha_and_say_why() -> None:
    """None with the reason, never 0 or 1."""
    few = [("a", "b")] * (MANY - 1)
    assert alpha(few, "nominal") == (
        None,
        f"too few to say: {MANY - 1} of the {MANY} pairs that it takes",
    )
    same = alpha([("a", "a")] * MANY, "nominal")
    assert same == (None, "all hold one and the same value: chance would agree as well")


def standing(path: str, before: Any, first: tuple[Any, ...], second: tuple[Any, ...]) -> Standing:
    """A value that Ana read, and Ben after her; each an action and what it leads to."""
    on = Subject(record="claim", capture="cap", quote="words", field=path)
    one = Standing("c", path)
    for by, (action, *after), reading in (("Ana", first, None), ("Ben", second, "second")):
        one.add(
            Decision(
                id=by,
                on=on,
                action=action,
                before=before,
                after=after[0] if after else None,
                reading=reading,
                by=by,
                at=f"2031-03-0{1 + (by == 'Ben')}",
            )
        )
    return one


FOUR = {"what": "killed", "who": None, "low": 4, "high": 4, "scope": "incident"}


def test_numbers_are_compared_where_both_give_one() -> None:
    """A rejected number is a disagreement, and no number."""
    read = [standing("counts.0", FOUR, ("accept",), ("accept",)) for _ in range(8)]
    read += [standing("counts.0", FOUR, ("accept",), ("edit", FOUR | {"low": n})) for n in (3, 2)]
    read += [standing("counts.0", FOUR, ("reject",), ("accept",))]
    low, high = agreement(read)
    assert (low.what, low.level) == ("killed, at least", "ratio")
    assert (low.pairs, low.same, low.compared) == (11, 8, 10)
    assert low.alpha is not None
    assert low.alpha < 0.5
    assert (high.same, high.alpha) == (10, None)
    assert high.percent == pytest.approx(100 * 10 / 11)


def test_days_are_an_interval_and_how_a_proof_is_seen_a_rank() -> None:
    """Each field on the scale that fits it."""
    when = {"start": "2031-03-01", "end": "2031-03-02"}
    seen = {"kind": "video", "status": "shown"}
    read = [
        standing("when", when, ("accept",), ("edit", when | {"end": None})),
        standing("evidence.0", seen, ("accept",), ("edit", seen | {"status": "described"})),
    ]
    made = {one.what: one for one in agreement(read)}
    assert made["when, from"].level == "interval"
    assert (made["when, to"].same, made["when, to"].compared) == (0, 0)
    assert made["evidence, how seen"].level == "ordinal"
    assert made["evidence"].same == 1


def test_what_one_left_open_is_no_pair() -> None:
    """To leave a value open is no judgement of it."""
    assert agreement([standing("modality", "asserted", ("unsure",), ("accept",))]) == []
