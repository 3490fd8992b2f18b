"""``reportedly read``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reportedly.cli.gazetteering import gazetteer_with
from reportedly.cli.printing import console, print_json, say, tell
from reportedly.errors import ReportedlyError
from reportedly.overlay import Overlay, overlay_of
from reportedly.pipeline import Tally, read
from reportedly.reading import Reader
from reportedly.settings import VOCABULARY
from reportedly.stores.casebook import Casebook
from reportedly.words import plural, safe

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the command."""

    casebook: Path
    gazetteers: tuple[str, ...] = ()
    published: str | None = None
    flattened: bool = False
    again: bool = False
    as_json: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a casebook holds: claims, those that rules leave out, happenings of the others.

    ``outdated``: articles that were read with another vocabulary than the casebook has now.
    """

    claims: int
    excluded: int
    incidents: int
    outdated: int


def run(sources: Sequence[str], options: Options) -> int:
    """Read the sources: 0 all read, 1 some rejected."""
    reader = Reader(
        gazetteer=gazetteer_with(options.gazetteers),
        published=_date(options.published),
        flattened=options.flattened,
        overlay=overlay_of(options.casebook),
        again=options.again,
        debug=options.debug,
    )
    with Casebook.open_to_write(options.casebook) as casebook:
        tally = _read(sources, casebook, reader)
        held = _held(casebook, reader.overlay)
    if options.as_json:
        print_json(_as_json(tally, held, options.casebook))
    else:
        _tell(tally, held, options.casebook)
    return 1 if tally.rejects else 0


def _held(casebook: Casebook, overlay: Overlay) -> Held:
    """What the casebook holds after the run."""
    counts = casebook.counts()
    return Held(
        claims=counts["claims"],
        incidents=sum(incident.kind == "happening" for incident in casebook.incidents()),
        excluded=sum(claim.excluded_by is not None for claim in casebook.claims()),
        outdated=len(casebook.captures_read_without(overlay.vocabulary.digest)),
    )


def _read(sources: Sequence[str], casebook: Casebook, reader: Reader) -> Tally:
    """Read with the number of pages shown on standard error, where a person looks on."""
    with console(stderr=True).status("Reading ...") as status:
        return read(
            sources,
            casebook,
            reader,
            lambda tally: status.update(f"Reading ... {plural(tally.pages, 'page')}"),
        )


def _date(given: str | None) -> str | None:
    """The publication date given, if it is one: an ISO date or date-time, or YYYY/MM/DD."""
    if given is None:
        return None
    try:
        date.fromisoformat(re.sub("/", "-", given)[:10])
    except ValueError as error:
        message = (
            f"--published {given!r} is no date. "
            "Give an ISO date or date-time (2024-05-31) or YYYY/MM/DD, or leave it out."
        )
        raise ReportedlyError(message) from error
    return given


def _as_json(tally: Tally, held: Held, folder: Path) -> dict[str, object]:
    """The run as plain values."""
    return {
        "pages": tally.pages,
        "new": tally.new,
        "again": tally.again,
        "known": tally.known,
        "rejected": len(tally.rejects),
        "incidents": held.incidents,
        "claims": held.claims,
        "excluded": held.excluded,
        "outdated": held.outdated,
        "casebook": str(folder),
        "rejects": tally.rejects,
        "unfit_decisions": tally.unfit,
    }


def _tell(tally: Tally, held: Held, folder: Path) -> None:
    """The rejects with their reasons, and the run in a line."""
    for reject in tally.rejects:
        tell(f"Rejected: {safe(reject.input)} ({reject.stage}): {safe(reject.reason)}")
    for unfit in tally.unfit:
        name = f"{unfit.decision.id} ({unfit.decision.action})"
        tell(f"Decision {name} no longer fits, and is kept: {safe(unfit.reason)}")
    if held.outdated:
        tell(
            f"Read with another vocabulary than {folder / VOCABULARY} has now: "
            f"{plural(held.outdated, 'article')}. Read their sources with --again to use this one."
        )
    again = f"{tally.again} read again, " if tally.again else ""
    excluded = f" ({held.excluded} left out: show --excluded)" if held.excluded else ""
    say(
        f"Read {plural(tally.pages, 'page')}: {tally.new} new, {again}{tally.known} known, "
        f"{len(tally.rejects)} rejected; {plural(held.incidents, 'incident')} from "
        f"{plural(held.claims, 'claim')}{excluded}. Casebook: {folder}"
    )
