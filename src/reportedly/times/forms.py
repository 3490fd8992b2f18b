"""What a time expression says before it is tied to a day: the parsed, unanchored forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Unit = Literal[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "fortnight",
    "weekend",
    "month",
    "quarter",
    "season",
    "year",
    "decade",
    "century",
]
Part = Literal["MO", "MI", "AF", "EV", "NI"]
Section = Literal["start", "mid", "end"]
Bound = Literal["since", "from", "until", "by", "before", "after"]
Tense = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by the calendar, as far as it is written: "23 September", "spring 2022".

    ``step`` -1, 0, 1 stands for "last", "this", "next": of the month or season, or of the
    year where ``step_of`` says so. ``decade`` is the first year of one ("the 1990s"), and so is
    ``century``. ``nth``: with a month and a weekday, which one of them ("Thanksgiving").
    ``narrative``: counted from a time that the story has just named ("the following March").
    ``known``: the event of that day and month that the words stand beside ("the October 7 attack").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    decade: int | None = None
    century: int | None = None
    step: int | None = None
    step_of: Literal["own", "year"] = "own"
    section: Section | None = None
    part: Part | None = None
    nth: int | None = None
    narrative: bool = False
    known: tuple[date, str] | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, Monday 0, maybe with "last" (-1), "this" (0) or "next" (1).

    ``week`` is set where a week is named with it: "Tuesday of last week" is -1.
    ``narrative``: counted from a time that the story has just named ("the previous Friday").
    """

    weekday: int
    step: int | None = None
    week: int | None = None
    part: Part | None = None
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit counted in whole units from the anchor's: "yesterday", "next month".

    ``narrative``: counted from a time that the story has just named ("the previous year").
    """

    unit: Unit
    step: int
    section: Section | None = None
    part: Part | None = None
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Weekend:
    """The words "the weekend": the last one in the past tense, the coming one in the future."""


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night before the anchor's day, or the night that begins on it.

    ``day``: the day named with it; ``into``: the night ends on that day ("overnight into Sunday").
    """

    day: Point | None = None
    into: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """How many units, low to high, and the number that the words give (None if vague)."""

    low: float
    high: float
    said: float | None


@dataclass(frozen=True, slots=True)
class Ago:
    """An amount of time from the anchor: "three days ago" -1, "two weeks from now" 1.

    ``narrative``: counted from a time that the story has just named ("a week later").
    """

    amount: Amount
    unit: Unit
    step: int
    hedge: str = ""
    narrative: bool = False
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Recent:
    """A stretch that ends or begins at the anchor: "the past two weeks", "recent days"."""

    amount: Amount | None
    unit: Unit
    step: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """How long: "three hours". It has no place in time of its own."""

    amount: Amount
    unit: Unit


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often: the TIMEX3 value is made when it is parsed."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The vague present, past and future: PRESENT_REF, PAST_REF, FUTURE_REF."""

    value: Literal["PRESENT_REF", "PAST_REF", "FUTURE_REF"]


@dataclass(frozen=True, slots=True)
class WarCount:
    """A day, week, month or year counted from the start of a war: "day 143 of the war"."""

    count: int
    unit: Unit
    war: str


@dataclass(frozen=True, slots=True)
class WarStart:
    """The start of a war, or its first days or weeks (``unit``), in the words of the page.

    ``known``: the first days of the wars that the page may mean, each with its name.
    """

    war: str
    unit: Unit | None = None
    known: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time without a day; the hour itself is not kept."""

    part: Part


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that name a day but leave two readings open: 03/04/2022."""

    reason: str


Point = Calendar | Weekday | Shift


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that holds a day: "the week of March 6"."""

    day: Calendar


@dataclass(frozen=True, slots=True)
class Apart:
    """An amount of time before (-1) or after (1) a day: "two days before last Friday"."""

    amount: Amount
    unit: Unit
    step: int
    day: Point


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a month or year: "the first week of April", "the second half of 2022".

    ``nth``: counted from its beginning (1, 2, …) or from its end (-1). ``count``: how many units.
    """

    whole: Calendar | Shift
    nth: int
    unit: Literal["half", "day", "week", "weekend", "month"]
    count: float = 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another, both included: "between September 23 and 27"."""

    first: Point
    last: Point


Form = (
    Calendar
    | Weekday
    | Shift
    | Weekend
    | Overnight
    | Ago
    | Recent
    | Period
    | Repeat
    | Reference
    | WarCount
    | WarStart
    | Clock
    | Unclear
    | WeekOf
    | Apart
    | Portion
    | Stretch
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression: where it stands (code points, end exclusive) and what it says.

    ``bound``: the word before it that opens or closes a stretch ("since", "until").
    ``tense``: what the verbs beside it say, None where they say nothing.
    ``ends``: of a stretch whose two ends are named each in full, the spans of the two.
    """

    start: int
    end: int
    text: str
    form: Form
    bound: Bound | None = None
    tense: Tense | None = None
    ends: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why an expression could not be tied to the calendar."""

    reason: str
