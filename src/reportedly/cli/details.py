"""One record in full: each value beside the words of the page that carry it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.records import Article, Claim, Incident
from reportedly.telling import party_words, values_of
from reportedly.words import (
    UNKNOWN,
    count_words,
    place_words,
    plural,
    range_words,
    safe,
    saying_words,
    short,
    weapon_words,
    when_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.records import Origin, Span
    from reportedly.stores.casebook import Casebook

EVIDENCE: Final = "bold reverse"
IN_TITLE: Final = ("event", "modality")
"""Values that a claim's heading tells."""

Rows = list[tuple[str, str]]


def record_details(casebook: Casebook, record: Incident | Article | Claim) -> Group:
    """Everything about an incident, an article or a claim."""
    match record:
        case Incident():
            return incident_details(casebook, record)
        case Article():
            return article_details(casebook, record)
        case Claim():
            return claim_details(record, _articles(casebook)[record.article_id])


def incident_details(casebook: Casebook, incident: Incident) -> Group:
    """An incident: its values, why they hold, its origins, its claims with their sentences."""
    articles = _articles(casebook)
    claims = [claim for claim in casebook.claims() if claim.id in incident.claim_ids]
    origins = [origin for origin in casebook.origins() if origin.id in incident.origins]
    kind = incident.kind.capitalize()
    links: Rows = [
        ("linked", f"{short(link.claim_a)} with {short(link.claim_b)}: {link.why}")
        for link in incident.links
    ]
    return Group(
        _title(f"{kind} {incident.id}", incident.event.acled_sub_type),
        _grid([*_fused(incident), *_counted(incident, origins), *_judged(incident)]),
        _title(f"\n{plural(incident.n_origins, 'independent origin')}", ""),
        _grid([row for origin in origins for row in _origin(origin)]),
        _title(f"\n{plural(len(claims), 'claim')}", ""),
        *(_indented(claim_details(c, articles[c.article_id], brief=True)) for c in claims),
        _grid(links),
    )


def article_details(casebook: Casebook, article: Article) -> Group:
    """An article: where it comes from, when it was published and why, and its claims."""
    why = article.published.why if article.published else article.published_null_reason
    claims = list(casebook.claims(article.id))
    optional = {
        "outlet": article.outlet,
        "url": article.url,
        "byline": article.byline,
        "language": article.language,
        "given id": article.input_id,
    }
    rows: Rows = [("published", when_words(article.published)), ("  why", why or UNKNOWN)]
    rows += [(label, value) for label, value in optional.items() if value]
    rows += [
        ("capture", article.capture_id),
        ("agencies", ", ".join(credit.name for credit in article.agencies) or "none credited"),
        ("furniture", f"{plural(len(article.furniture), 'part')} cut away"),
    ]
    return Group(
        _title(f"Article {article.id}", article.title or "(no title)"),
        _grid(rows),
        _title(f"\n{plural(len(claims), 'claim')}", ""),
        *(_indented(claim_details(claim, article, brief=True)) for claim in claims),
    )


def claim_details(claim: Claim, article: Article, *, brief: bool = False) -> Group:
    """A claim beside its evidence: the sentence, highlighted in its paragraph unless brief."""
    return Group(
        _title(f"Claim {claim.id}", f"{claim.event.acled_sub_type}, {claim.modality}"),
        Padding(_evidence(article, claim.span, brief=brief), (0, 0, 0, 2)),
        _grid(list(_values(claim, article))),
    )


def _values(claim: Claim, article: Article) -> Iterator[tuple[str, str]]:
    """Each value of a claim with the words that carry it."""
    if claim.excluded_by:
        yield "left out", claim.excluded_by
    yield "in", f"{article.title or '(no title)'} ({short(article.id)})"
    for value in values_of(claim):
        if value.path in IN_TITLE:
            continue
        quote = "" if value.path == "verification" else _quote(article, value.span)
        yield value.label, f"{value.words} {quote}".rstrip()
        if value.why:
            yield "  why", value.why


def _evidence(article: Article, span: Span, *, brief: bool) -> Text:
    """The words of a span, in their paragraph unless brief."""
    words = Text(f'"{safe(article.cut(span))}"' if brief else safe(article.cut(span)))
    if brief:
        return words
    text = article.field(span.field)
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    words.stylize(EVIDENCE)
    return Text.assemble(safe(text[start : span.start]), words, safe(text[span.end : end]))


def _fused(incident: Incident) -> Rows:
    """The values of an incident, where and when each with its why."""
    when, place = incident.when, incident.place
    rows: Rows = [("when", when_words(when))]
    rows += [("  why", (when.why if when else incident.when_null_reason) or UNKNOWN)]
    rows += [("  but", when_words(given.when)) for given in incident.times if not given.agrees]
    rows += [("where", place_words(place))]
    rows += [("  why", (place.why if place else incident.place_null_reason) or UNKNOWN)]
    rows += [("  but", place_words(given.place)) for given in incident.places if not given.agrees]
    if place and place.uncertainty_m is not None:
        rows += [("  within", f"{place.uncertainty_m / 1000:.0f} km")]
    for weapon in incident.weapons:
        rows += [("weapon", "; ".join([weapon_words(weapon), *weapon.treaty]))]
    for label, actors in (("by", incident.actors), ("against", incident.targets)):
        if actors:
            rows += [(label, "; ".join(dict.fromkeys(map(party_words, actors))))]
    return rows


def _counted(incident: Incident, origins: Sequence[Origin]) -> Rows:
    """Each number with who gives it and since when, and the range of those of one kind."""
    names = {origin.id: _called(origin) for origin in origins}
    rows: Rows = []
    for count in incident.counts:
        rows.append(("count", f"{count_words(count)} ({plural(len(count.by), 'claim')})"))
        rows += [("  says", saying_words(each, names)) for each in count.said]
    kinds = Counter((count.scope, count.what, count.who) for count in incident.counts)
    several = [r for r in incident.ranges if kinds[r.scope, r.what, r.who] > 1]
    rows += [("range", range_words(found)) for found in several]
    return rows or [("count", "none given")]


def _judged(incident: Incident) -> Rows:
    """The grade, and what people decided."""
    grade = f"{incident.grade or 'none'}: {incident.grade_why}"
    rows: Rows = [("grade", grade), ("status", incident.status)]
    if incident.disputed:
        rows.append(("disputed", plural(len(incident.disputed), "value")))
    if incident.signed:
        changed = "; changed since: " + "; ".join(incident.signed.changed)
        told = f"by {incident.signed.by} on {incident.signed.at[:10]}"
        rows.append(("signed off", safe(told + (changed if incident.signed.changed else ""))))
    return rows


def _called(origin: Origin) -> str:
    """An origin by name, or by kind."""
    return origin.name or f"unnamed ({origin.kind or 'unknown'})"


def _origin(origin: Origin) -> Rows:
    """An origin and why it counts as one."""
    channels = ", ".join(dict.fromkeys(u.channel for u in origin.utterances if u.channel))
    name = f"{origin.name or 'unnamed'} ({origin.kind or 'unknown'})"
    return [
        ("origin", name + (f" through {channels}" if channels else "")),
        ("  why", origin.why),
    ]


def _quote(article: Article, span: Span | None) -> str:
    """The words of a span in quotation marks, marked as the page's own."""
    words = article.cut(span) if span else ""
    return f'<- "{words}"' if words else ""


def _title(name: str, more: str) -> Text:
    """A heading; only a newline at its start is kept of what steers a terminal."""
    start = "\n" if name.startswith("\n") else ""
    made = Text(start + safe(name.strip()), style="bold")
    return made.append(f": {safe(more)}", style="not bold") if more else made


def _grid(rows: Rows) -> Table:
    """Labels on the left, values beside them, long ones wrapped under themselves."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(Text(f"  {label}"), Text(safe(value)))
    return grid


def _indented(details: RenderableType) -> Padding:
    """A record inside another's page."""
    return Padding(details, (1, 0, 0, 2))


def _articles(casebook: Casebook) -> dict[str, Article]:
    """Every article by its id."""
    return {article.id: article for article in casebook.articles()}
