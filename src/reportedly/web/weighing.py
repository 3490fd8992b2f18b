"""How much each value of an incident matters to a reviewer: what is uncertain and would do harm."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from reportedly.telling import question, values_of
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.records import Claim
    from reportedly.telling import Value


class Item(NamedTuple):
    """A value to judge, by claim and path, how much it matters (0 to 1), and why it does.

    Of what changed since its sign-off, an incident by its id.
    """

    key: str
    score: float = 0.0
    why: str = ""


def items_of(told: Iterable[Claim]) -> Iterator[Item]:
    """The values of an incident's claims, as the machine read them."""
    given = [(claim, value) for claim in told for value in values_of(claim) if value.given]
    said: dict[str, set[str]] = defaultdict(set)
    for claim, value in given:
        said[question(claim, value)].add(value.words.casefold())
    for claim, value in given:
        field = value.path.split(".", maxsplit=1)[0]
        if field in load("review")["weights"]:
            yield _item(claim, value, field, len(said[question(claim, value)]))


def _item(claim: Claim, value: Value, field: str, versions: int) -> Item:
    rules = load("review")
    sure = claim.confidence.get(field)
    doubt = rules["doubt"][field] if sure is None else 1 - sure
    whys = [f"{sure:.0%} sure"] if sure is not None else []
    if versions > 1 and field in ("counts", "place", "when", "event"):
        doubt += rules["differs"]
        whys.append(f"{versions} versions in the incident")
    return Item(
        f"{claim.id}:{value.path}", rules["weights"][field] * min(doubt, 1), ", ".join(whys)
    )
