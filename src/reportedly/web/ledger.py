"""Who says what, over the whole casebook: sources, what others say to it, and who prints whom.

A source is an office, an organisation or an outlet. A private person is "a witness", and somebody
who speaks for an office goes by the office. Kept in memory for one edition of the casebook.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Final

from reportedly.records import Claim, Origin, stable_id
from reportedly.stages.write.ceilings import WITNESS, is_private
from reportedly.stores.casebook import MADE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import CopyGroup, Incident, Source
    from reportedly.stores.casebook import Casebook

DENIES: Final = frozenset({"denied"})
SAYS: Final = frozenset({"asserted", "accused", "historical"})
"""Ways to speak of what happened; plans and conditions are borne out by nobody yet."""

NO_OUTLET: Final = "outlet not known"
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a source says of one incident, and which other origins say the same, or the opposite."""

    incident_id: str
    claim_ids: tuple[str, ...]
    alike: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(slots=True)
class Account:
    """A source, and all that it says."""

    id: str
    name: str
    kind: str
    side: str
    spoken: list[Spoken] = field(default_factory=list)
    outlets: Counter[str] = field(default_factory=Counter)
    copied: Counter[str] = field(default_factory=Counter)

    @property
    def claims(self) -> int:
        """How many claims are its."""
        return sum(len(one.claim_ids) for one in self.spoken)

    @property
    def alike(self) -> int:
        """Of how many incidents another origin says the same."""
        return sum(bool(one.alike) for one in self.spoken)

    @property
    def against(self) -> int:
        """Of how many incidents another origin says the opposite."""
        return sum(bool(one.against) for one in self.spoken)

    @property
    def alone(self) -> int:
        """Of how many incidents no other origin says anything to it."""
        return sum(not one.alike and not one.against for one in self.spoken)


@dataclass(slots=True)
class Printer:
    """An outlet: its articles, whose words it carries, and which others its text is shared with."""

    name: str
    articles: int = 0
    own: int = 0
    carries: Counter[str] = field(default_factory=Counter)
    copies: Counter[str] = field(default_factory=Counter)
    copied_by: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Ledger:
    """The sources and outlets of one edition of a casebook."""

    accounts: dict[str, Account] = field(default_factory=dict)
    printers: dict[str, Printer] = field(default_factory=dict)


class Ledgers:
    """The ledger of one casebook, made anew when the casebook changed."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._edition: str | None = None
        self._ledger = Ledger()

    def bring_up(self, casebook: Casebook) -> Ledger:
        """The ledger of the casebook as it is."""
        with self._lock:
            edition = casebook.note(MADE)
            if edition != self._edition:
                self._ledger = _Making(casebook).ledger()
                self._edition = edition
            return self._ledger


def office(source: Source) -> str | None:
    """The office of a person who is named, in the words of the page; None if it gives none.

    >>> from reportedly.records import Source, Span
    >>> office(Source(as_written="the city's mayor, Lena Harrow", name="Lena Harrow",
    ...     span=Span(start=0, end=29)))
    "the city's mayor"
    """
    rest = source.as_written.replace(source.name or "", "").strip(" ,;:-()")
    words = rest.split()
    plain = words[1:] if words and words[0].casefold() in ("the", "a", "an") else words
    return rest if source.name and source.name in source.as_written and plain else None


class _Making:
    """One pass over a casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._made = Ledger()
        self._origins = {origin.id: origin for origin in casebook.origins()}
        self._outlets = {a.id: a.outlet or NO_OUTLET for a in casebook.articles()}
        self._named_in: dict[str, frozenset[str]] = {}

    def ledger(self) -> Ledger:
        """All that is said and printed."""
        for name in self._outlets.values():
            self._printer(name).articles += 1
        shown = [i for i in self._casebook.incidents() if i.kind != "excluded"]
        held = [incident for incident in shown if incident.status != "rejected"]
        for start in range(0, len(held), BATCH):
            self._take(held[start : start + BATCH])
        self._copies(self._casebook.copy_groups())
        return self._made

    def _printer(self, outlet: str) -> Printer:
        return self._made.printers.setdefault(outlet, Printer(outlet))

    def _take(self, incidents: Sequence[Incident]) -> None:
        names = [name for incident in incidents for name in incident.claim_ids]
        claims = {claim.id: claim for claim in self._casebook.named(Claim, names)}
        for incident in incidents:
            mine = {name: claims[name] for name in incident.claim_ids if name in claims}
            for claim in mine.values():
                if claim.source is None:
                    self._printer(self._outlets[claim.article_id]).own += 1
            self._incident(incident, mine)

    def _incident(self, incident: Incident, claims: Mapping[str, Claim]) -> None:
        voices = []
        for origin in (self._origins[name] for name in incident.origins if name in self._origins):
            told = [claims[c] for u in origin.utterances for c in u.claim_ids if c in claims]
            if told:
                voices.append((self._account(origin, told), told))
        for account, told in voices:
            others = [(a, t) for a, t in voices if t is not told]
            account.spoken.append(_spoken(incident, told, others))
        for account, told in voices:
            self._carried(account, told)

    def _carried(self, account: Account, told: Iterable[Claim]) -> None:
        articles = {claim.article_id for claim in told}
        for name in sorted(articles):
            outlet = self._outlets[name]
            of = account.copied if articles & self._made_from.get(name, set()) else account.outlets
            of[outlet] += 1
            self._printer(outlet).carries[account.id] += 1

    @cached_property
    def _made_from(self) -> dict[str, set[str]]:
        """The articles that each one shares its text with, and that came before it."""
        found: dict[str, set[str]] = defaultdict(set)
        for group in self._casebook.copy_groups():
            for edge in group.edges:
                found[edge.to].add(edge.from_)
        return found

    def _copies(self, groups: Iterable[CopyGroup]) -> None:
        for edge in (edge for group in groups for edge in group.edges):
            earlier, later = self._outlets.get(edge.from_), self._outlets.get(edge.to)
            if earlier and later and earlier != later and NO_OUTLET not in (earlier, later):
                self._printer(later).copies[earlier] += 1
                self._printer(earlier).copied_by[later] += 1

    def _account(self, origin: Origin, told: Sequence[Claim]) -> Account:
        name = self._name(origin, told)
        kind, side = origin.kind or "", origin.side or ""
        if name == WITNESS:
            kind, side = "witness", ""
        key = stable_id("source", (origin.name or name).casefold() if kind != "witness" else name)
        if not origin.name and kind != "witness":
            key = stable_id("source", name, kind, side)
        account = self._made.accounts.setdefault(key, Account(key, name, kind, side))
        account.name = max(account.name, name, key=len)  # the fullest words for an office
        return account

    def _name(self, origin: Origin, told: Sequence[Claim]) -> str:
        """An office or body by its name, a person by the office, anybody else a witness."""
        if origin.kind == "witness":
            return WITNESS
        given = [claim for claim in told if claim.source]
        for claim in given:
            assert claim.source  # noqa: S101 - those above
            if is_private(claim.source, self._persons(claim.article_id)):
                return WITNESS
        unnamed = f"unnamed {origin.kind or 'source'}"
        if origin.name is None or not self._is_person(origin.name, given):
            return origin.name or unnamed
        offices = [o for claim in given if claim.source and (o := office(claim.source))]
        return max(offices, key=len, default=unnamed)

    def _is_person(self, name: str, given: Iterable[Claim]) -> bool:
        """Whether a page names a person so; a body that is known by its id is none."""
        bare = [c for c in given if c.source and c.source.id is None]
        wanted = name.casefold()
        return any(wanted in self._persons(claim.article_id) for claim in bare)

    def _persons(self, article_id: str) -> frozenset[str]:
        if article_id not in self._named_in:
            mentions = self._casebook.mentions(article_id)
            found = frozenset(m.text.casefold() for m in mentions if m.kind == "person")
            self._named_in[article_id] = found
        return self._named_in[article_id]


def _spoken(
    incident: Incident,
    told: Sequence[Claim],
    others: Sequence[tuple[Account, Sequence[Claim]]],
) -> Spoken:
    """What one origin says of an incident beside the others of it."""
    says, denies = _stands(told)
    alike, against = [], []
    for account, words in others:
        theirs_says, theirs_denies = _stands(words)
        if (says and theirs_says) or (denies and theirs_denies):
            alike.append(account.id)
        if (says and theirs_denies) or (denies and theirs_says):
            against.append(account.id)
    ids = tuple(claim.id for claim in told)
    return Spoken(incident.id, ids, tuple(dict.fromkeys(alike)), tuple(dict.fromkeys(against)))


def _stands(told: Iterable[Claim]) -> tuple[bool, bool]:
    """Whether somebody says that it happened, or denies it; who denies it bears out nothing."""
    modalities = {claim.modality for claim in told}
    denies = bool(modalities & DENIES)
    return bool(modalities & SAYS) and not denies, denies
