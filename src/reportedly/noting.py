"""What a casebook notes of how its incidents were made: by which rules, tables and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from reportedly.stages.link import edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.overlay.inclusion import Inclusion
    from reportedly.records import Decision
    from reportedly.stages.review import Unfit
    from reportedly.stores.casebook import Casebook

INCLUSION = "inclusion"  # the rules on what to record
EDITION = "links"  # the tables that accounts were linked by
DECIDED = "decided"  # how many decisions are known
UNFIT = "unfit"  # the decisions that do not fit, with the reasons


def make_notes(
    casebook: Casebook,
    inclusion: Inclusion,
    decisions: Sequence[Decision],
    unfit: Iterable[Unfit],
) -> None:
    """Note how the incidents that are being stored were made."""
    casebook.make_note(INCLUSION, inclusion.sums_up)
    casebook.make_note(EDITION, edition())
    casebook.make_note(DECIDED, str(len(decisions)))
    reasons = [(each.decision.id, each.reason) for each in unfit]
    casebook.make_note(UNFIT, msgspec.json.encode(reasons).decode())


def is_stale(casebook: Casebook, inclusion: Inclusion) -> bool:
    """Whether the incidents were made by other rules, or before the last decision."""
    decided = casebook.counts()["decisions"]
    return casebook.note(INCLUSION) != inclusion.sums_up or decisions_known(casebook) != decided


def is_made_by(casebook: Casebook, inclusion: Inclusion) -> bool:
    """Whether the incidents were made by these rules and by the tables of today."""
    return casebook.note(INCLUSION) == inclusion.sums_up and casebook.note(EDITION) == edition()


def decisions_known(casebook: Casebook) -> int:
    """How many decisions the incidents know of."""
    return int(casebook.note(DECIDED) or 0)


def unfit_known(casebook: Casebook) -> dict[str, str]:
    """The decisions that did not fit, by id, with the reasons."""
    noted: list[tuple[str, str]] = msgspec.json.decode(casebook.note(UNFIT) or "[]")
    return dict(noted)
