"""What a card of the queue shows: a value, its article, what it could be, or who differs on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fastapi import HTTPException

from reportedly.records import Claim, Incident
from reportedly.stages.review import Scene, digest, undone, value_at, with_value
from reportedly.telling import values_of
from reportedly.web.alternatives import MOST, Alternative, alternatives
from reportedly.web.beside import beside
from reportedly.web.deciding import as_read, state_to_sign
from reportedly.web.decisions import names_in
from reportedly.web.history import Past, path_today, sentence
from reportedly.web.incident import hold
from reportedly.web.queue import LAST
from reportedly.web.vouching import changed_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.records import Decision
    from reportedly.stores.casebook import Casebook
    from reportedly.web.door import Person
    from reportedly.web.queue import Of
    from reportedly.web.site import Site


@dataclass(frozen=True, slots=True)
class Case:
    """A value to judge: as people left it for a first reading, for the others as it was read.

    ``incident``: the one it is in now; ``others``: that one's claims, in the same light;
    ``readers``: who differ on it.
    """

    claim: Claim
    path: str
    incident: Incident | None
    others: Sequence[Claim]
    readers: Sequence[Decision] = ()

    def choices(self) -> list[Alternative]:
        """What the value could be instead, first what its readers say it is."""
        told = [*self._of_readers(), *alternatives(self.claim, self.path, self.others)]
        return list({one.words.casefold(): one for one in reversed(told)}.values())[::-1][:MOST]

    def _of_readers(self) -> Iterator[Alternative]:
        for reader in self.readers:
            if reader.action == "edit":
                made = with_value(self.claim, self.path, reader.after)
                words = next((v.words for v in values_of(made) if v.path == self.path), "")
                yield Alternative(words, reader.after, f"as {reader.by} read it")


def case(site: Site, casebook: Casebook, key: str, of: Of) -> Case:
    """The value of a card."""
    name, _, path = key.partition(":")
    found = casebook.named(Claim, [name])
    if not found or not path:
        raise HTTPException(404, f"Nothing of the queue is called {key!r}.")
    read = as_read(casebook, found[0])
    try:
        before = value_at(read, path)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise HTTPException(404, f"Nothing of the queue is called {key!r}.") from error
    incident = incident_of(site, casebook, read)
    others = casebook.named(Claim, incident.claim_ids) if incident else []
    if of == "first":
        return Case(found[0], path_today(found[0], path, before) or path, incident, others)
    one = site.queue.said(casebook).values.get(key) if of == "disputed" else None
    others = _others_as_read(casebook, others)
    return Case(read, path, incident, others, (one.readers or ()) if one else ())


def _others_as_read(casebook: Casebook, claims: Sequence[Claim]) -> list[Claim]:
    pages = dict.fromkeys(claim.article_id for claim in claims)
    read = {claim.id: claim for claim in casebook.as_read(pages)}
    return [read[claim.id] for claim in claims]


def incident_of(site: Site, casebook: Casebook, claim: Claim) -> Incident | None:
    """The incident that a claim is in."""
    site.index.bring_up(casebook)
    name = site.index.incident_of(claim.id)
    return next(iter(casebook.named(Incident, [name])), None) if name else None


def value_card(site: Site, casebook: Casebook, key: str, of: Of) -> dict[str, Any]:
    """What the card of a value shows; what others decided is not on it for a second reading."""
    one = case(site, casebook, key, of)
    incident = one.incident
    if incident is None:
        raise HTTPException(404, "This value's claim is in no incident now: load the page again.")
    every = list(casebook.decisions())
    held = hold(casebook, incident, every)
    read = casebook.as_read(held.articles)
    scene = Scene(held.articles.values(), read)
    decisions = every if of == "first" else []
    light = held if of == "first" else replace(held, claims=list(one.others))
    value = next((v for v in values_of(one.claim) if v.path == one.path), None)
    side = beside(casebook, light, (one.claim.id, one.path), decisions, scene)
    proposed = value.words if value else "not there any more"
    return {
        "incident": incident,
        "path_now": one.path,
        "label": value.label if value else "",
        "proposed": side.who if one.path == "source" else proposed,
        "side": side,
        "alternatives": [replace(a, words=held.names.text(a.words)) for a in one.choices()],
        "readers": [Past(d, held.names.text(sentence(d, {})), holds=True) for d in one.readers],
    }


def changed_card(casebook: Casebook, name: str) -> dict[str, Any]:
    """What the card of an incident shows that changed since somebody signed it off."""
    found = casebook.named(Incident, [name])
    if not found:
        raise HTTPException(404, f"No incident has the id {name!r} any more.")
    held = hold(casebook, found[0], casebook.decisions())
    return {
        "incident": found[0],
        "state": digest(state_to_sign(casebook, found[0])),
        "changes": changed_words(held),
    }


def last_decisions(casebook: Casebook, person: Person) -> list[Past]:
    """One's own decisions that hold, the newest first, as many as can be undone here."""
    decisions = list(casebook.decisions())
    gone, told = undone(decisions), {decision.id: decision for decision in decisions}
    mine = [d for d in decisions if d.by == person.name and d.id not in gone and d.action != "undo"]
    newest = sorted(mine, key=lambda d: (d.at, d.id), reverse=True)[:LAST]
    names = names_in(casebook, newest, told)
    return [Past(decision, names.text(sentence(decision, told)), holds=True) for decision in newest]
