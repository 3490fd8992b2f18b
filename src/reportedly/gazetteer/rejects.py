"""Rows of a user's table that are no places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from reportedly.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Callable

_REASONS_KEPT = 5
_MOST = 0.1
"""The share of broken rows that a table may have; with more it is a file of another kind."""
Made = TypeVar("Made")


@dataclass
class Rejects:
    """How many rows were left out of how many, and what was wrong with the first of them."""

    rows: int = 0
    count: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, reason: str) -> None:
        """One more row that was left out."""
        self.count += 1
        if len(self.reasons) < _REASONS_KEPT:
            self.reasons.append(reason)

    def attempt(self, make: Callable[[], Made]) -> Made | None:
        """What a row makes; None, counted, if it makes none.

        >>> rejects = Rejects()
        >>> rejects.attempt(lambda: 1), rejects.rows, rejects.count
        (1, 1, 0)
        """
        self.rows += 1
        try:
            return make()
        except GazetteerError as error:
            self.add(str(error))
            return None

    def join(self, other: Rejects) -> None:
        """The rows of another batch."""
        self.rows += other.rows
        self.count += other.count
        self.reasons = [*self.reasons, *other.reasons][:_REASONS_KEPT]

    def refuse(self, origin: str) -> None:
        """GazetteerError if too many rows are broken for the table to be what it seems."""
        if self.count > _MOST * self.rows:
            first = "\n  ".join(self.reasons)
            raise GazetteerError(
                f"{origin}: {self.count:,} of {self.rows:,} rows are no places; the first:\n"
                f"  {first}\nNothing was added. Mend the rows, or give a table of another form."
            )
