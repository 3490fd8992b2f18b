"""From the groups of a matched rule to a form, or to None where the words mislead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reportedly.times import forms as f
from reportedly.times.words import amount, number, ordinal, table, tidy
from reportedly.vocab import load

Groups = Mapping[str, Any]


def build(kind: str, groups: Groups) -> f.Form | None:
    """The form that a rule of this kind makes of its groups; None: it is no time after all."""
    return _BUILDERS[kind](groups)


def _look(name: str, groups: Groups, key: str) -> Any:  # noqa: ANN401 - as the table has it
    words = groups.get(key)
    return None if words is None else table(name).get(tidy(words))


def _int(groups: Groups, key: str) -> int | None:
    words = groups.get(key)
    return int("".join(c for c in words if c.isdigit())) if words else None


def _calendar(groups: Groups) -> f.Form | None:
    named = _look("months", groups, "month") or _look("months", groups, "month2")
    return f.Calendar(
        year=_int(groups, "year"),
        month=_int(groups, "mm") or named,
        day=_int(groups, "day") or _int(groups, "day2"),
        weekday=_look("short_weekdays", groups, "shortday"),
        season=_look("seasons", groups, "season"),
        step=_look("steps", groups, "step"),
        step_of="year",
        section=_look("sections", groups, "section"),
    )


def _slashed(groups: Groups) -> f.Form | None:
    first, other, year = int(groups["first"]), int(groups["other"]), int(groups["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if first > 31 or other > 31 or min(first, other) > 12 or not min(first, other):
        return None
    if first > 12 or first == other:
        return f.Calendar(year=year, month=other, day=first)
    if other > 12:
        return f.Calendar(year=year, month=first, day=other)
    return f.Unclear(f"day and month of {first}/{other} may stand in either order")


def _month_step(groups: Groups) -> f.Form | None:
    month, step = _look("months", groups, "month"), _look("steps", groups, "step")
    return f.Calendar(month=month, step=step, narrative=_narrative(groups))


def _narrative(groups: Groups) -> bool:
    """Whether the step counts from what the story has named last: "the previous Friday"."""
    step = groups.get("step")
    return isinstance(step, str) and tidy(step) in load("times")["narrative_steps"]


def _holiday(groups: Groups) -> f.Form | None:
    name = groups["holiday"]
    known = table("holidays")[tidy(name).replace("'", "’")]
    step = _look("steps", groups, "step")
    if name.islower():
        return None
    return f.Calendar(year=_int(groups, "year"), step=step, **known)


def _movable(groups: Groups) -> f.Form | None:
    return f.Unclear(f"the day of '{groups['feast']}' is not told by its name")


def _portion(groups: Groups) -> f.Form | None:
    """The first week of April, the last days of 2022, the first half of the year."""
    nth = ordinal(groups["nth"]) or table("portion_ends")[tidy(groups["nth"])]
    unit, count = table("portions")[tidy(groups["unit"])]
    many = number(groups["many"]) if groups["many"] else None
    return f.Portion(_whole(groups), nth, unit, many or count)


def _whole(groups: Groups) -> f.Calendar | f.Shift:
    if groups["month"] or groups["year2"]:
        year = _int(groups, "year") or _int(groups, "year2")
        return f.Calendar(year=year, month=_look("months", groups, "month"))
    unit: f.Unit = "year" if tidy(groups["of"]) == "year" else "month"
    return f.Shift(unit, _look("steps", groups, "step") or 0)


def _week_of(groups: Groups) -> f.Form | None:
    month = _look("months", groups, "month") or _look("months", groups, "month2")
    day = _int(groups, "day") or _int(groups, "day2")
    return f.WeekOf(f.Calendar(year=_int(groups, "year"), month=month, day=day))


def _season(groups: Groups) -> f.Form | None:
    return f.Calendar(
        season=_look("seasons", groups, "season"),
        step=_look("steps", groups, "step"),
        section=_look("sections", groups, "section"),
    )


def _decade(groups: Groups) -> f.Form | None:
    return f.Calendar(decade=_int(groups, "decade"), section=_look("sections", groups, "section"))


def _spoken_year(groups: Groups) -> f.Form | None:
    year = spoken_year(groups["spoken"])
    if year is None:
        return None
    month, season = _look("months", groups, "month"), _look("seasons", groups, "season")
    return f.Calendar(year=year, month=month, season=season)


def spoken_year(words: str) -> int | None:
    """The year that words spell out, as broadcasts are written down.

    >>> spoken_year("nineteen ninety-four"), spoken_year("two thousand and four")
    (1994, 2004)
    """
    parts = [part for part in tidy(words).replace("-", " ").split() if part not in _NO_NUMBER]
    if parts[:2] == ["two", "thousand"]:
        rest = number(" ".join(parts[2:])) if parts[2:] else 0.0
        return None if rest is None or rest > 49 else 2000 + int(rest)
    low = number(" ".join(parts[1:]))
    century = 1900 if parts[0] == "nineteen" else 2000
    known = low is not None and (10 <= low < 100 or "oh" in tidy(words).split())
    return century + int(low) if low is not None and known else None


_NO_NUMBER = ("the", "year", "and", "oh")


def _century(groups: Groups) -> f.Form | None:
    nth = ordinal(groups["nth"])
    return f.Calendar(century=nth * 100 - 100) if nth else None


def _decade_name(groups: Groups) -> f.Form | None:
    """The nineties: of the twentieth century, but for the twenties, which are under way."""
    tens = tidy(groups["tens"]).removesuffix("ies") + "y"
    first = number(tens)
    return f.Calendar(decade=(2000 if first == 20 else 1900) + int(first)) if first else None


def _quarter(groups: Groups) -> f.Form | None:
    step = _look("steps", groups, "step")
    nth = ordinal(groups["ordinal"])
    return f.Calendar(year=_int(groups, "year"), quarter=nth, step=step, step_of="year")


def _range(groups: Groups) -> f.Form | None:
    month, second = _look("months", groups, "month"), _look("months", groups, "month2")
    year = _int(groups, "year2") or _int(groups, "year")
    first = f.Calendar(year=year, month=month or second, day=_int(groups, "day"))
    last = f.Calendar(year=year, month=second or month, day=_int(groups, "day2"))
    if groups.get("year2") and groups.get("year"):
        first = f.Calendar(year=_int(groups, "year"), month=first.month, day=first.day)
    if first.month == last.month and (first.day or 0) >= (last.day or 0):
        return None
    return f.Stretch(first, last)


def _years(groups: Groups) -> f.Form | None:
    first, second = int(groups["year"]), groups["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if not first < last <= first + 60:
        return None
    return f.Stretch(f.Calendar(year=first), f.Calendar(year=last))


def _weekday(groups: Groups) -> f.Form | None:
    day, step = _look("weekdays", groups, "weekday"), _look("steps", groups, "step")
    return f.Weekday(day, step, narrative=_narrative(groups))


def _weekday_set(groups: Groups) -> f.Form | None:
    day = _look("weekdays", groups, "weekday") or _look("weekdays", groups, "plural") or 0
    part = _look("parts", groups, "part")
    return f.Repeat(f"XXXX-WXX-{day + 1}" + (f"T{part}" if part else ""))


def _shift(groups: Groups) -> f.Form | None:
    step = groups.get("step") or 0
    steps: int = step if isinstance(step, int) else table("steps")[tidy(step)]
    part = groups.get("part")
    return f.Shift(
        _unit(groups),
        steps,
        section=_look("sections", groups, "section"),
        part=part if part in _PARTS else _look("parts", groups, "part"),
        narrative=_narrative(groups),
    )


_PARTS = ("MO", "MI", "AF", "EV", "NI")


def _unit(groups: Groups) -> f.Unit:
    words = groups.get("unit") or groups.get("unit2") or "day"
    unit: f.Unit = table("units").get(tidy(words), "day")
    return unit


def _plural_vague(words: str | None) -> f.Amount | None:
    return amount(words) if words else None


def _ranged(groups: Groups) -> f.Amount | None:
    """The amount, or from one to the other: "two or three days ago", "a week or two ago"."""
    many = _plural_vague(groups.get("amount"))
    more = groups.get("high") or groups.get("two")
    high = amount(more) if more and many else None
    return f.Amount(many.low, high.high, None) if many and high else many


def _ago(groups: Groups) -> f.Form | None:
    many = _ranged(groups)
    if many is None:
        return None
    many = _and_a_half(many, groups)
    return f.Ago(many, _unit(groups), groups["step"], hedge=tidy(groups.get("hedge") or ""))


def _counted(groups: Groups) -> f.Form | None:
    """An amount and what follows it: "three days ago", "three days later"."""
    kind, step = table("tails")[tidy(groups["tail"])]
    both = {"step": step, "half": groups["half"] or groups["more"]}
    return _BUILDERS[kind]({**groups, **both})


def _and_a_half(many: f.Amount, groups: Groups) -> f.Amount:
    if not groups.get("half") or many.said is None:
        return many
    return f.Amount(many.low + 0.5, many.high + 0.5, many.said + 0.5)


def _since_then(groups: Groups) -> f.Form | None:
    many = _ranged(groups)
    if many is None:
        return None
    part = _look("parts", groups, "unit")
    return f.Ago(
        _and_a_half(many, groups),
        _unit(groups),
        groups["step"],
        hedge=tidy(groups.get("hedge") or ""),
        narrative=True,
        part=part,
    )


def _recent(groups: Groups) -> f.Form | None:
    many = _plural_vague(groups.get("amount"))
    many = _up_to(many, groups) if many else None
    way = tidy(groups.get("way") or "past")
    step = groups.get("step") or (1 if way in _AHEAD else -1)
    return f.Recent(many, _unit(groups), step, vague=bool(groups.get("vague")))


_AHEAD = ("next", "coming")


def _period(groups: Groups) -> f.Form | None:
    low = _plural_vague(groups["amount"])
    if low is None or (unit := _unit(groups)) == "quarter":
        return None
    if tidy(groups["unit"]) == "second":
        return None
    return f.Period(_and_a_half(_up_to(low, groups), groups), unit)


def _up_to(many: f.Amount, groups: Groups) -> f.Amount:
    """The amount, up to a second one: "two to three weeks"."""
    high = _plural_vague(groups.get("high")) or many
    return f.Amount(many.low, high.high, many.said)


def _repeat(groups: Groups) -> f.Form | None:
    if groups.get("month"):
        if groups["month"].islower():
            return None  # "each may leave"
        return f.Repeat(f"XXXX-{_look('months', groups, 'month'):02d}")
    if groups.get("part"):
        return f.Repeat(f"XXXX-XX-XXT{_look('parts', groups, 'part')}")
    many = _plural_vague(groups.get("amount"))
    return f.Repeat(period_value(many or f.Amount(1, 1, 1), _unit(groups)))


def _war(groups: Groups) -> f.Form | None:
    count = _int(groups, "count") or ordinal(groups.get("nth") or "")
    return f.WarCount(count, _unit(groups), tidy(groups["war"])) if count else None


def _war_start(groups: Groups) -> f.Form | None:
    return f.WarStart(tidy(groups["war"]), _unit(groups) if groups.get("unit") else None)


def _clock(groups: Groups) -> f.Form | None:
    part: f.Part | None = _look("parts", groups, "part")
    return f.Clock(part or part_of_hour(groups["clock"]))


def part_of_hour(clock: str) -> f.Part:
    """The part of the day that a clock time falls in; the hour itself is not kept.

    >>> part_of_hour("11pm"), part_of_hour("noon"), part_of_hour("8:30 a.m.")
    ('NI', 'MI', 'MO')
    """
    words = clock.lower()
    if words in ("noon", "midday"):
        return "MI"
    hour = 0 if words == "midnight" else int("".join(c for c in words[:2] if c.isdigit()))
    hour = hour % 12 + (12 if "p" in words else 0) if "m" in words else hour
    parts: list[tuple[int, f.Part]] = [(5, "NI"), (12, "MO"), (18, "AF"), (21, "EV")]
    return next((part for limit, part in parts if hour < limit), "NI")


_LETTERS: dict[str, str] = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "fortnight": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "season": "S",
    "year": "Y",
    "decade": "Y",
    "century": "Y",
}
_TIMES: dict[str, int] = {"fortnight": 2, "decade": 10, "century": 100}
_HALVES: dict[str, str] = {"hour": "30M", "minute": "30S", "day": "T12H", "year": "6M"}


def period_value(many: f.Amount, unit: f.Unit) -> str:
    """The TIMEX3 value of a length of time; X where the words give no number.

    >>> period_value(f.Amount(3, 3, 3), "hour"), period_value(f.Amount(2, 6, None), "day")
    ('PT3H', 'PXD')
    >>> period_value(f.Amount(5.5, 5.5, 5.5), "hour"), period_value(f.Amount(0.5, 0.5, 0.5), "year")
    ('PT5H30M', 'P6M')
    """
    letters = _LETTERS[unit]
    if many.said is not None and many.said % 1 == 0.5 and unit in _HALVES:
        whole = f.Amount(many.low, many.high, int(many.said))
        begun = period_value(whole, unit) if many.said > 1 else "PT" if letters[0] == "T" else "P"
        return begun + _HALVES[unit]
    said = "X" if many.said is None else f"{many.said * _TIMES.get(unit, 1):g}"
    return f"P{'T' if letters[0] == 'T' else ''}{said}{letters.removeprefix('T')}"


_BUILDERS: dict[str, Callable[[Groups], f.Form | None]] = {
    "calendar": _calendar,
    "slashed": _slashed,
    "month_step": _month_step,
    "season": _season,
    "holiday": _holiday,
    "week_of": _week_of,
    "movable": _movable,
    "portion": _portion,
    "decade": _decade,
    "quarter": _quarter,
    "range": _range,
    "years": _years,
    "weekday": _weekday,
    "weekday_set": _weekday_set,
    "shift": _shift,
    "weekend": lambda _: f.Weekend(),
    "overnight": lambda _: f.Overnight(),
    "ago": _ago,
    "counted": _counted,
    "since_then": _since_then,
    "recent": _recent,
    "period": _period,
    "repeat": _repeat,
    "reference": lambda groups: f.Reference(groups["value"]),
    "war": _war,
    "war_start": _war_start,
    "spoken_year": _spoken_year,
    "century": _century,
    "decade_name": _decade_name,
    "clock": _clock,
}
