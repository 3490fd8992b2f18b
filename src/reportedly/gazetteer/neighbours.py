"""Unknown names that a page puts near known ones: "Krasne, 20 km north of Velm"."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from reportedly.gazetteer.answer import Answer
from reportedly.gazetteer.choose import words_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.gazetteer.asked import Asked
    from reportedly.gazetteer.entry import Entry

_FAR_KM: Final = 1_000  # from the middle of a region, for a namesake that cannot be near it
_MEAGRE: Final = 0.3  # how sure a region is that only a neighbour lends
_CHAIN: Final = 2  # "Dara, 8 km from Kouma", and elsewhere "Kouma, north of Velm"


def near_known(asked: Asked, answers: Sequence[Answer]) -> list[Answer]:
    """The answers, those without an entry in the first-level region of what they lie near.

    The region and no more: the page says that it is another place than the one near it. A
    namesake far from there is not what the page means.
    """
    made = list(answers)
    named: defaultdict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(asked.keys):
        named[key].append(number)
    close = [key for key, members in named.items() if any(_is_close(asked, n) for n in members)]
    for key in close * _CHAIN:
        found = next((a for n in named[key] if (a := _by_neighbour(asked, made, n))), None)
        if found is not None and found.area is not None:
            for number in named[key]:
                made[number] = found if _is_open(made[number], found.area) else made[number]
    return made


def _is_close(asked: Asked, number: int) -> bool:
    """Whether the page puts a name near another one."""
    ask = asked.asks[number]
    other = ask.close_to
    return other is not None and not ask.given and asked.keys[other] != asked.keys[number]


def _by_neighbour(asked: Asked, made: Sequence[Answer], number: int) -> Answer | None:
    """The answer for an unknown name by the region of the one that it is said to be near."""
    other = asked.asks[number].close_to
    if other is None or not _is_close(asked, number):
        return None
    own, region = made[number], _region(asked, made[other])
    if region is None or not _is_open(own, region):
        return None
    beside = made[other].entry
    near = f"the page puts it near {words_for(beside) if beside else region.name}"
    others = own.others if own.entry is None else ((own.entry, own.score), *own.others)
    why = own.why if own.entry is None else f"{words_for(own.entry)} is far from there"
    return Answer(None, region, min(own.score, _MEAGRE), others, f"{why}; {near}")


def _is_open(one: Answer, region: Entry) -> bool:
    """Whether no more than a country is known of where a name lies, or it is taken far away."""
    if one.entry is None:
        area = one.area
        return area is None or (area.kind == "country" and area.country == region.country)
    far = one.entry.km_to(region)
    abroad = one.entry.kind == "settlement" and one.entry.country != region.country
    return abroad and far is not None and far > _FAR_KM


def _region(asked: Asked, one: Answer) -> Entry | None:
    """The first-level region that an answer lies in."""
    at = one.entry or one.area
    if at is None or at.kind in ("country", "region", "water") or not at.admin1_code:
        return None
    return at if at.kind == "admin1" else asked.gazetteer.area(at.admin1_code)
