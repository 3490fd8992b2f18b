"""``reportedly show``: the table of incidents, or one record with its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.table import Table
from rich.text import Text

from reportedly.agreement import Twice, of_casebook
from reportedly.cli import details
from reportedly.cli.printing import print_json, show, tell
from reportedly.errors import ReportedlyError
from reportedly.records import Article, Claim, Incident
from reportedly.stages.write.ceilings import Veil
from reportedly.stores.casebook import Casebook
from reportedly.words import (
    count_words,
    listed,
    place_words,
    plural,
    safe,
    short,
    weapon_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportedly.records import Origin, Reject

KINDS = {
    "happening": "incident",
    "plan": "plan",
    "background": "background incident",
    "excluded": "excluded incident",
}
FLAGS = {
    "happening": "without options",
    "plan": "--plans",
    "background": "--background",
    "excluded": "--excluded",
}
AMBIGUOUS_SHOWN = 5


def run(folder: Path, record: str | None, kind: str, *, as_json: bool) -> int:
    """Show the incidents of a kind, the rejects, or one record."""
    with Casebook.open(folder) as casebook:
        if casebook.unlinked():
            tell("Some pages are read but not yet in incidents: run read again to finish.")
        if record:
            _show_one(casebook, record, as_json=as_json)
        elif kind == "agreement":
            _show_agreement(of_casebook(casebook), as_json=as_json)
        elif as_json:
            print_json(_all(casebook))
        elif kind == "rejects":
            _show_rejects(list(casebook.rejects()))
        else:
            show_table(casebook, kind)
    return 0


def show_table(casebook: Casebook, kind: str = "happening") -> None:
    """The incidents of a kind as a table, and how many there are of the others."""
    incidents = list(casebook.incidents())
    chosen = [incident for incident in incidents if incident.kind == kind]
    claims = {claim.id: claim for claim in casebook.claims()}
    origins = {origin.id: origin for origin in casebook.origins()}
    if chosen:
        show(_table(chosen, claims, origins))
    others = {name: sum(i.kind == name for i in incidents) for name in KINDS if name != kind}
    parts = [f"{plural(n, KINDS[name])} ({FLAGS[name]})" for name, n in others.items() if n]
    rejects = casebook.counts()["rejects"]
    parts += [f"{plural(rejects, 'reject')} (--rejects)"] if rejects else []
    also = f" Also {', '.join(parts)}." if parts else ""
    tell(f"{plural(len(chosen), KINDS[kind])}.{also}")


def show_one(casebook: Casebook, incident: Incident) -> None:
    """One incident in full."""
    show(details.incident_details(casebook, incident))


def _show_one(casebook: Casebook, start: str, *, as_json: bool) -> None:
    """The record that an id, or its start, names."""
    record = _only(casebook, start)
    if as_json:
        print_json(_with_evidence(casebook, record))
    else:
        show(details.record_details(casebook, record))


def _only(casebook: Casebook, start: str) -> Incident | Article | Claim:
    """The one record whose id starts so; an error names the choices."""
    found = casebook.find(start)
    exact = [record for record in found if record.id == start]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if not found:
        message = (
            f"No incident, article or claim of {casebook.folder} has an id that starts with "
            f"{start!r}. List them with: reportedly show --casebook {casebook.folder}"
        )
        raise ReportedlyError(message)
    some = ", ".join(record.id for record in found[:AMBIGUOUS_SHOWN])
    message = f"{start!r} is the start of {len(found)} ids: {some}. Give more of it."
    raise ReportedlyError(message)


def _all(casebook: Casebook) -> dict[str, object]:
    """Incidents by kind, with what explains them."""
    incidents = list(casebook.incidents())
    by_kind = {kind: [i for i in incidents if i.kind == kind] for kind in KINDS}
    return {
        "casebook": str(casebook.folder),
        "counts": casebook.counts(),
        "incidents": by_kind["happening"],
        "plans": by_kind["plan"],
        "background": by_kind["background"],
        "excluded": by_kind["excluded"],
        "rejects": list(casebook.rejects()),
    }


def _with_evidence(casebook: Casebook, record: Incident | Article | Claim) -> dict[str, object]:
    """A record with the records that it rests on."""
    articles = {article.id: article for article in casebook.articles()}
    match record:
        case Incident():
            claims = [claim for claim in casebook.claims() if claim.id in record.claim_ids]
            return {
                "incident": record,
                "claims": claims,
                "articles": [articles[name] for name in record.article_ids if name in articles],
                "origins": [o for o in casebook.origins() if o.id in record.origins],
            }
        case Article():
            return {
                "article": record,
                "mentions": list(casebook.mentions(record.id)),
                "claims": list(casebook.claims(record.id)),
            }
        case Claim():
            return {"claim": record, "article": articles.get(record.article_id)}


def _table(
    incidents: Sequence[Incident], claims: Mapping[str, Claim], origins: Mapping[str, Origin]
) -> Table:
    """One incident a row, in the order of time, undated ones last."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in ("ID", "When", "What", "Where", "Weapon", "Counts", "Who says", "Origins", "Grade"):
        table.add_column(name, overflow="fold", justify="right" if name == "Origins" else "left")
    for incident in sorted(incidents, key=_time):
        mine = [claims[name] for name in incident.claim_ids if name in claims]
        veil = Veil(mine)
        says = [safe(veil.name(origins[name])) for name in incident.origins if name in origins]
        cells = (
            short(incident.id),
            when_words(incident.when),
            incident.event.acled_sub_type.replace("/", " / "),
            place_words(incident.place),
            listed(weapon_words(weapon) for weapon in incident.weapons),
            listed(count_words(count) for count in incident.counts),
            listed(says) or "unknown",
            str(incident.n_origins),
            incident.grade or "",
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _time(incident: Incident) -> tuple[str, str]:
    """For sorting: the start of its time, and its id."""
    return ((incident.when and (incident.when.start or incident.when.end)) or "9999", incident.id)


def _show_rejects(rejects: Sequence[Reject]) -> None:
    """The rejects with their reasons."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in ("Input", "Stage", "Reason"):
        table.add_column(name, overflow="fold")
    for reject in rejects:
        table.add_row(*(Text(safe(cell)) for cell in (reject.input, reject.stage, reject.reason)))
    if rejects:
        show(table)
    tell(f"{plural(len(rejects), 'reject')}.")


def _show_agreement(twice: Twice, *, as_json: bool) -> None:
    """How far two readers agree on each thing that they hold."""
    if as_json:
        print_json(msgspec.to_builtins(twice))
        return
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in ("What they hold", "Read twice", "The same", "Krippendorff's alpha", "Scale"):
        table.add_column(name, overflow="fold")
    for one in twice.agreement:
        alpha = one.alpha_null_reason if one.alpha is None else f"{one.alpha:.2f}"
        same = f"{one.same} ({one.percent:.0f} %)"
        cells = (one.what, str(one.pairs), same, f"{alpha}", one.level)
        table.add_row(*(Text(safe(cell)) for cell in cells))
    if twice.agreement:
        show(table)
    parts = f"{twice.alike} alike, {twice.disputed} disputed, {twice.settled} settled"
    tell(f"{plural(twice.read, 'value')} read twice: {parts}.")
