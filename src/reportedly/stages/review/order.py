"""Decisions in the order of time, and which of them hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.records import Decision


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, in the order in which they were made; an undone one holds not."""
    told = _by_time(decisions)
    gone = undone(told)
    return [d for d in told if d.action != "undo" and d.id not in gone]


def undone(decisions: Iterable[Decision]) -> set[str]:
    """Ids of the decisions that were taken back; an undo can be taken back too."""
    gone: set[str] = set()
    for decision in reversed(_by_time(decisions)):
        if decision.action == "undo" and decision.id not in gone:
            gone.add(str(decision.before))
    return gone


def _by_time(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=lambda decision: (decision.at, decision.id))
