"""A person's judgement as a decision: anchored on the words, stored before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.records import Article, Claim, Decision, Incident, Origin, Subject, stable_id
from reportedly.stages.review import QUEUE, digest, state_of, subject_of, undone, value_at
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from reportedly.records import Action, Reading
    from reportedly.stages.review import State


class GoneError(LookupError):
    """What was to be judged is not in the casebook any more."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one person's decisions on a casebook are made and stored."""

    folder: Path
    by: str

    def on_value(
        self,
        claim_id: str,
        path: str,
        action: Action,
        reason: str,
        after: Any = None,  # noqa: ANN401
    ) -> Decision:
        """Judge one value of a claim as it reads now."""
        with Casebook.open_to_decide(self.folder) as casebook:
            now, subject = _claim(casebook, claim_id, path)
            before = value_at(now, path)
            return self._store(casebook, subject, action, reason, before, after)

    def on_reading(
        self,
        key: str,
        reading: Reading,
        action: Action,
        reason: str,
        after: Any = None,  # noqa: ANN401
    ) -> Decision:
        """Judge a value as the machine read it: beside the first judgement, or over both."""
        claim_id, _, path = key.partition(":")
        with Casebook.open_to_decide(self.folder) as casebook:
            now, subject = _claim(casebook, claim_id, path)
            before = value_at(as_read(casebook, now), path)
            made = self._made(subject, action, reason, before, after)
            made = msgspec.structs.replace(made, reading=reading)
            casebook.decide(made)
            return made

    def on_claim(self, claim_id: str, action: Action, reason: str) -> Decision:
        """Judge a whole claim."""
        with Casebook.open_to_decide(self.folder) as casebook:
            _, subject = _claim(casebook, claim_id)
            return self._store(casebook, subject, action, reason)

    def on_incident(
        self, incident_id: str, action: Action, reason: str, grade: str | None = None
    ) -> Decision:
        """Judge an incident as a whole, or set its grade."""
        with Casebook.open_to_decide(self.folder) as casebook:
            incident = _only(casebook, Incident, incident_id)
            field = "grade" if grade else None
            subject = _incident_subject(casebook, incident, field)
            before = incident.grade if grade else None
            return self._store(casebook, subject, action, reason, before, grade)

    def sign(self, incident_id: str, state: str, reason: str) -> Decision:
        """Vouch for an incident as it reads now, which must be as it read on the page."""
        with Casebook.open_to_decide(self.folder) as casebook:
            incident = _only(casebook, Incident, incident_id)
            if incident.disputed:
                raise ValueError("Two readers differ on a value: let a third settle it first.")
            now = state_to_sign(casebook, incident)
            if digest(now) != state:
                raise ValueError("It changed while you looked: load the page again.")
            subject = _incident_subject(casebook, incident, None)
            return self._store(casebook, subject, "sign", reason, after=now)

    def ask(self, incident_id: str, reason: str) -> Decision:
        """Ask for the values of an incident to be read a second time, by somebody else."""
        with Casebook.open_to_decide(self.folder) as casebook:
            subject = _incident_subject(casebook, _only(casebook, Incident, incident_id), None)
            return self._store(casebook, subject, "ask", reason)

    def ask_share(self, share: float, reason: str) -> Decision:
        """Ask for a share of all values, 0 to 1, to be read a second time."""
        if not 0 <= share <= 1:
            raise ValueError("A share lies between 0 and 100 %.")
        with Casebook.open_to_decide(self.folder) as casebook:
            everything = Subject(record=QUEUE, capture="", quote="")
            return self._store(casebook, everything, "ask", reason, after=share)

    def split(self, incident_id: str, apart: Collection[str], reason: str) -> list[Decision]:
        """Say that some claims tell of another happening than the rest of their incident."""
        with Casebook.open_to_decide(self.folder) as casebook:
            incident = _only(casebook, Incident, incident_id)
            gone = [name for name in incident.claim_ids if name in apart]
            rest = [name for name in incident.claim_ids if name not in apart]
            if not gone or not rest:
                raise ValueError("Tick at least one claim, and leave at least one.")
            others = [_claim(casebook, name)[1] for name in rest]
            return [
                self._store(casebook, _claim(casebook, name)[1], "split", reason, after=others)
                for name in gone
            ]

    def merge(self, incident_id: str, other_id: str, reason: str) -> Decision:
        """Say that two incidents are one happening."""
        if incident_id == other_id:
            raise ValueError("An incident cannot be merged with itself.")
        with Casebook.open_to_decide(self.folder) as casebook:
            one, other = (_only(casebook, Incident, name) for name in (incident_id, other_id))
            subject, end = (_claim(casebook, i.claim_ids[0])[1] for i in (one, other))
            return self._store(casebook, subject, "merge", reason, after=end)

    def merge_origins(self, origin_ids: Sequence[str], reason: str) -> list[Decision]:
        """Say that some origins are one: each is merged with the first."""
        if len(set(origin_ids)) < 2:
            raise ValueError("Tick two origins or more.")
        with Casebook.open_to_decide(self.folder) as casebook:
            first, *others = (_voiced(casebook, name)[0] for name in dict.fromkeys(origin_ids))
            one = _claim(casebook, first.id)[1]
            return [
                self._store(casebook, _origin(casebook, other), "merge", reason, after=one)
                for other in others
            ]

    def split_origin(
        self, origin_id: str, article_ids: Collection[str], reason: str
    ) -> list[Decision]:
        """Say that some articles have it from another origin than the rest of this one's."""
        with Casebook.open_to_decide(self.folder) as casebook:
            told = _voiced(casebook, origin_id)
            rest = [c for c in told if c.article_id not in article_ids]
            gone = [c for c in told if c.article_id in article_ids]
            if not gone or not rest:
                raise ValueError("Tick articles that name their source, and leave one that does.")
            others = [_claim(casebook, claim.id)[1] for claim in rest]
            return [
                self._store(casebook, _origin(casebook, claim), "split", reason, after=others)
                for claim in gone
            ]

    def merge_articles(self, article_ids: Sequence[str], reason: str) -> list[Decision]:
        """Say that some articles carry one text: each is tied to the first."""
        if len(set(article_ids)) < 2:
            raise ValueError("Tick two articles or more.")
        with Casebook.open_to_decide(self.folder) as casebook:
            first, *others = (_article(casebook, name) for name in dict.fromkeys(article_ids))
            return [self._store(casebook, other, "merge", reason, after=first) for other in others]

    def split_articles(self, article_ids: Collection[str], reason: str) -> list[Decision]:
        """Say that some articles are written apart from the others of their copy group."""
        with Casebook.open_to_decide(self.folder) as casebook:
            made = []
            for group in casebook.copy_groups():
                gone = [name for name in group.article_ids if name in article_ids]
                rest = [_article(casebook, n) for n in group.article_ids if n not in article_ids]
                if rest:
                    made += [(_article(casebook, name), rest) for name in gone]
            if not made:
                raise ValueError("Tick an article that shares its text with one you do not tick.")
            return [self._store(casebook, on, "split", reason, after=rest) for on, rest in made]

    def undo(self, decision_id: str) -> Decision:
        """Take a decision back; it stays in the history."""
        with Casebook.open_to_decide(self.folder) as casebook:
            decisions = list(casebook.decisions())
            found = next((d for d in decisions if d.id == decision_id), None)
            if found is None or found.id in undone(decisions):
                raise GoneError("This decision does not hold any more: somebody undid it.")
            return self._store(casebook, found.on, "undo", "", found.id)

    def _store(
        self,
        casebook: Casebook,
        on: Subject,
        action: Action,
        reason: str,
        before: Any = None,  # noqa: ANN401 - values of any field
        after: Any = None,  # noqa: ANN401
    ) -> Decision:
        made = self._made(on, action, reason, before, after)
        casebook.decide(made)
        return made

    def _made(
        self,
        on: Subject,
        action: Action,
        reason: str,
        before: Any,  # noqa: ANN401
        after: Any,  # noqa: ANN401
    ) -> Decision:
        at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        return Decision(
            id=stable_id("d", on.capture, on.quote, on.field, action, self.by, at),
            on=on,
            action=action,
            before=before,
            after=msgspec.to_builtins(after),
            reason=reason.strip() or None,
            by=self.by,
            at=at,
        )


def _claim(casebook: Casebook, claim_id: str, path: str | None = None) -> tuple[Claim, Subject]:
    """A claim as people decided so far, and what a decision on it hangs on.

    The marks that tell it from others are those of the machine, whatever people changed.
    """
    now = _only(casebook, Claim, claim_id)
    article = _only(casebook, Article, now.article_id)
    return now, subject_of(as_read(casebook, now), article, field=path)


def as_read(casebook: Casebook, claim: Claim) -> Claim:
    """A claim as the machine read it."""
    return next(c for c in casebook.as_read([claim.article_id]) if c.id == claim.id)


def state_to_sign(casebook: Casebook, incident: Incident) -> State:
    """What somebody vouches for who signs off an incident as it is now."""
    claims = casebook.named(Claim, incident.claim_ids)
    articles = casebook.named(Article, [claim.article_id for claim in claims])
    signed = msgspec.structs.replace(incident, status="accepted")
    return state_of(signed, {c.id: c for c in claims}, {a.id: a for a in articles})


def _voiced(casebook: Casebook, origin_id: str) -> list[Claim]:
    """The claims of an origin that name it as their source: what a decision on it hangs on."""
    origin = _only(casebook, Origin, origin_id)
    ids = [name for utterance in origin.utterances for name in utterance.claim_ids]
    found = [claim for claim in casebook.named(Claim, ids) if claim.source]
    if not found:
        raise ValueError("No claim names this origin as its source: only a credit tells of it.")
    return found


def _origin(casebook: Casebook, claim: Claim) -> Subject:
    """What a decision on the origin of a claim hangs on."""
    return msgspec.structs.replace(_claim(casebook, claim.id)[1], record="origin")


def _article(casebook: Casebook, name: str) -> Subject:
    article = _only(casebook, Article, name)
    return subject_of(article, article)


def _incident_subject(casebook: Casebook, incident: Incident, field: str | None) -> Subject:
    first = _only(casebook, Claim, incident.claim_ids[0])
    article = _only(casebook, Article, first.article_id)
    read = casebook.as_read([article.id])
    return subject_of(incident, article, read, field)


def _only(casebook: Casebook, kind: type[Any], name: str) -> Any:  # noqa: ANN401
    found = casebook.named(kind, [name])
    if not found:
        noun = kind.__name__.lower()
        raise GoneError(f"No {noun} has the id {name} any more: decisions or pages came in.")
    return found[0]
