"""``reportedly verify``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from reportedly.cli.printing import print_json, say
from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import NOT_PROVED, Report, verify
from reportedly.words import plural, safe

if TYPE_CHECKING:
    from pathlib import Path


def run(folder: Path, *, as_json: bool) -> int:
    """Check a casebook: 0 whole, 1 broken."""
    with Casebook.open(folder) as casebook:
        report = verify(casebook)
    if as_json:
        print_json(_as_json(folder, report))
    else:
        _tell(folder, report)
    return 0 if report.whole else 1


def _as_json(folder: Path, report: Report) -> dict[str, object]:
    """The report as plain values."""
    return {
        "casebook": str(folder),
        "whole": report.whole,
        "checked": dict(report.checked),
        "first_broken": asdict(report.broken[0]) if report.broken else None,
        "broken": [asdict(broken) for broken in report.broken],
        "unlinked_claims": report.unlinked,
        "cannot_prove": list(NOT_PROVED),
    }


def _tell(folder: Path, report: Report) -> None:
    """The report in words."""
    counted = (plural(number, name.removesuffix("s")) for name, number in report.checked.items())
    checked = ", ".join(counted)
    if report.broken:
        first = report.broken[0]
        say(f"Broken: {first.record} {first.id}: {safe(first.problem)}.")
        if len(report.broken) > 1:
            say(f"{plural(len(report.broken) - 1, 'more item')} broken; --json lists them.")
    else:
        say(f"Whole: {checked or 'nothing to check'}. Casebook: {folder}")
    if report.unlinked:
        say(
            f"{plural(report.unlinked, 'claim')} not yet in an incident: a run was stopped. "
            "Run read again to finish it."
        )
    say("This cannot prove:")
    for words in NOT_PROVED:
        say(f"  - {words}")
