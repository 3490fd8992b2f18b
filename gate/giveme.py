"""The day of the main event of 48 news articles (giveme5w1h), against their readers' answers.

Each article is read with its publication date. Counted is every article whose readers gave a day;
right is one where the day that ``event_day`` picks is theirs. One day was given to all articles of
a story, so some lie after the publication itself: they count as wrong whatever is picked, and a
second figure leaves them out. A third leaves out, too, the days that contradict the readers' own
words ("Sunday" parsed to a Saturday) and those of articles that came without a publication day.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read
from reportedly.reading import Reader
from reportedly.records import Article, Claim, Mention, TimeValue
from reportedly.stores.casebook import Casebook
from reportedly.times import days_of, find_times
from reportedly.times.forms import Calendar, Weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.records import When

_LEAD = 600  # characters of the text in which a story names the day of what it tells
_WEEK = timedelta(days=7)  # how old the event of a day's news may be


def score(gold: Path) -> dict[str, float]:
    """Shares of the articles with a day in the gold: right, and with a day that the page tells."""
    rows = [row for row in _rows(gold / "dates" / "giveme5w1h.jsonl") if row["day"]]
    picked = event_days(rows)
    right = {row["id"]: row["day"] == str(picked[row["id"]][0]) for row in rows}
    possible = [row["id"] for row in rows if row["day"] <= (row["published"] or "9999")[:10]]
    sound = [row["id"] for row in rows if row["id"] in possible and _is_sound(row)]
    told = [row["id"] for row in rows if picked[row["id"]][1]]
    return {
        "when day exact": sum(right.values()) / len(rows),
        "when day exact, gold not after publication": sum(right[one] for one in possible)
        / len(possible),
        "when day exact, gold sound": _share(right, sound),
        "articles with sound gold": len(sound) / len(rows),
        "when day told by the page": len(told) / len(rows),
        "when day exact, of those told": _share(right, told),
        "when day exact, of those told, gold sound": _share(right, [x for x in told if x in sound]),
    }


def _share(right: Mapping[str, bool], ids: list[str]) -> float:
    return sum(right[one] for one in ids) / len(ids)


def _is_sound(row: Mapping[str, Any]) -> bool:
    """Whether the day fits the weekdays and dates of the words it was parsed from."""
    day = date.fromisoformat(row["day"])
    words = [one["text"] for one in row["answers"]["when"] if isinstance(one.get("text"), str)]
    said = [found.form for text in words for found in find_times(text)]
    weekdays = {form.weekday for form in said if isinstance(form, Weekday)}
    days = {(form.month, form.day) for form in said if isinstance(form, Calendar) and form.day}
    fits = not weekdays or day.weekday() in weekdays
    return bool(row["published"]) and fits and (not days or (day.month, day.day) in days)


def _rows(path: Path) -> list[dict[str, Any]]:
    """The articles, each with the first day that its readers' answers parse to."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    for row in rows:
        answers = row["answers"].get("when", [])
        row["day"] = next((one["parsed"] for one in answers if one.get("parsed")), None)
    return rows


def event_days(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[date | None, bool]]:
    """For each article by its id the day picked, and whether the page tells it."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "articles.jsonl"
        kept = ("id", "title", "text", "published")
        lines.write_text("".join(json.dumps({k: r[k] for k in kept}) + "\n" for r in rows))
        with Casebook.open_to_write(Path(folder) / "casebook") as casebook:
            read([str(lines)], casebook, Reader(gazetteer=Gazetteer.embedded()))
            records = list(casebook.records())
    return {
        one.input_id or "": event_day(
            one,
            [x for x in records if isinstance(x, Claim) and x.article_id == one.id],
            [x for x in records if isinstance(x, Mention) and x.article_id == one.id],
        )
        for one in records
        if isinstance(one, Article)
    }


def event_day(
    article: Article, claims: Iterable[Claim], mentions: Iterable[Mention]
) -> tuple[date | None, bool]:
    """The day of an article's main event, and whether the page tells it.

    The day most named in the title and lead, the last of equals; where none is, that of the first
    claim told to within two days; either in the week up to publication. Else, the page telling
    none, the day of publication itself.
    """
    window = days_of(article.published)
    out = window[1] if window else None
    times = [m for m in mentions if m.kind == "time" and m.span.start < _LEAD]
    lead = [m.value for m in times if isinstance(m.value, TimeValue)]
    named = Counter(_news(out, (value for value in lead if value.timex != "PRESENT_REF")))
    if named:
        return max(named, key=lambda day: (named[day], day)), True
    told = sorted(claims, key=lambda claim: (claim.span.field != "title", claim.span.start))
    days = _news(out, (claim.when for claim in told if claim.modality != "historical"))
    return (days[0], True) if days else (out, False)


def _news(out: date | None, times: Iterable[When | None]) -> list[date]:
    """The last days of the times that are told to within two days, in the week up to ``out``."""
    days = [day for day in map(_last_day, times) if day]
    return [day for day in days if out is None or out - _WEEK <= day <= out]


def _last_day(when: When | None) -> date | None:
    """The last day of a time told to within two days; None where it is wider or open."""
    window = days_of(when)
    return window[1] if window and (window[1] - window[0]).days <= 1 else None
