"""Who says what, over the whole casebook: sources, what others say to it, and who prints whom.

A source is an office, an organisation or an outlet. A private person is "a witness", and somebody
who speaks for an office goes by the office. The index keeps what each incident adds to it; here it
is counted, once for each edition of the casebook.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Final

from reportedly.records import stable_id
from reportedly.stages.write.ceilings import WITNESS
from reportedly.web.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.records import Claim, Origin
    from reportedly.stores.casebook import Casebook
    from reportedly.web.index import Index

DENIES: Final = frozenset({"denied"})
SAYS: Final = frozenset({"asserted", "accused", "historical"})
"""Ways to speak of what happened; plans and conditionals are borne out by nobody yet."""

NO_OUTLET: Final = "outlet not known"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source as one origin gives it; ``id`` is the same wherever the source speaks."""

    id: str
    name: str
    kind: str
    side: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a source says of one incident, and which other sources say the same, or the opposite."""

    incident_id: str
    claim_ids: tuple[str, ...]
    alike: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(slots=True)
class Account:
    """A source, and how much it says; of how many incidents others say the same or the opposite."""

    id: str
    name: str
    kind: str
    side: str
    claims: int = 0
    incidents: int = 0
    alike: int = 0
    against: int = 0
    alone: int = 0
    outlets: Counter[str] = field(default_factory=Counter)
    copied: Counter[str] = field(default_factory=Counter)


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

    def printer(self, outlet: object) -> Printer:
        """The outlet of a name."""
        name = str(outlet or NO_OUTLET)
        return self.printers.setdefault(name, Printer(name))


class Ledgers:
    """The ledger of one casebook, counted anew when the index changed."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = RLock()
        self._edition = ""
        self._ledger = Ledger()

    def bring_up(self, casebook: Casebook) -> Ledger:
        """The ledger of the casebook as it is."""
        self._index.bring_up(casebook)
        with self._lock:
            edition = self._index.edition()
            if edition != self._edition:
                self._ledger = _counted(self._index)
                self._edition = edition
            return self._ledger

    def said_by(self, account: Account, start: int, most: int) -> list[Spoken]:
        """What a source says, by incident, those of known days first and in their order."""
        rows = self._index.rows(_SAID, [account.id, most, start])
        return [
            Spoken(str(name), *(tuple(json.loads(str(ids))) for ids in lists))
            for name, *lists in rows
        ]


def spoken_in(
    incident_id: str,
    origins: Iterable[Origin],
    claims: Mapping[str, Claim],
    persons: Mapping[str, set[str]],
) -> list[tuple[Speaker, Spoken]]:
    """Who says what of an incident; ``persons``: those that each article mentions."""
    voices = []
    for origin in origins:
        told = [claims[c] for u in origin.utterances for c in u.claim_ids if c in claims]
        if told:
            voices.append((_speaker(origin, told, persons), told))
    return [
        (speaker, _spoken(incident_id, told, [(s, t) for s, t in voices if t is not told]))
        for speaker, told in voices
    ]


def _speaker(origin: Origin, told: Sequence[Claim], persons: Mapping[str, set[str]]) -> Speaker:
    """An office or body by its name, a person by the office, anybody else a witness."""
    here = set().union(*(persons.get(claim.article_id, ()) for claim in told))
    name = Names(told, here).name(origin)
    if name == WITNESS:
        return Speaker(stable_id("source", WITNESS), WITNESS, "witness", "")
    kind, side = origin.kind or "", origin.side or ""
    if origin.name is None:
        name = f"unnamed {origin.kind or 'source'}"
        return Speaker(stable_id("source", name, kind, side), name, kind, side)
    return Speaker(stable_id("source", origin.name.casefold()), name, kind, side)


def _spoken(
    incident_id: str, told: Sequence[Claim], others: Sequence[tuple[Speaker, Sequence[Claim]]]
) -> Spoken:
    """What one origin says of an incident beside the others of it."""
    says, denies = _stands(told)
    alike, against = [], []
    for speaker, words in others:
        theirs_says, theirs_denies = _stands(words)
        if (says and theirs_says) or (denies and theirs_denies):
            alike.append(speaker.id)
        if (says and theirs_denies) or (denies and theirs_says):
            against.append(speaker.id)
    ids = tuple(claim.id for claim in told)
    return Spoken(incident_id, ids, tuple(dict.fromkeys(alike)), tuple(dict.fromkeys(against)))


def _stands(told: Iterable[Claim]) -> tuple[bool, bool]:
    """Whether somebody says that it happened, or denies it; who denies it bears out nothing."""
    modalities = {claim.modality for claim in told}
    denies = bool(modalities & DENIES)
    return bool(modalities & SAYS) and not denies, denies


def _counted(index: Index) -> Ledger:
    """The ledger of what the index has now, by the longest name that each source goes by."""
    made = Ledger()
    for key, name, kind, side, *counts in index.rows(_ACCOUNTS):
        account = made.accounts.setdefault(
            str(key), Account(str(key), str(name), str(kind), str(side))
        )
        claims, incidents, alike, against, alone = (int(str(n)) for n in counts)
        account.claims += claims
        account.incidents += incidents
        account.alike += alike
        account.against += against
        account.alone += alone
    for outlet, articles in index.rows(_ARTICLES):
        made.printer(outlet).articles += int(str(articles))
    for outlet, own in index.rows(_OWN):
        made.printer(outlet).own += int(str(own))
    for key, outlet, copied, number in index.rows(_CARRIED):
        account, printer, n = made.accounts[str(key)], made.printer(outlet), int(str(number))
        (account.copied if copied else account.outlets)[printer.name] += n
        printer.carries[account.id] += n
    for earlier, later, number in index.rows(_COPIES):
        made.printer(later).copies[str(earlier)] += int(str(number))
        made.printer(earlier).copied_by[str(later)] += int(str(number))
    return made


_ACCOUNTS = """
SELECT account, name, kind, side, sum(claims), count(*), sum(alike <> '[]'),
    sum(against <> '[]'), sum(alike = '[]' AND against = '[]')
FROM voices GROUP BY account, name, kind, side ORDER BY length(name) DESC, name, kind, side"""
_SAID = """
SELECT id, told, alike, against FROM voices JOIN incidents USING (row) WHERE account = ?
ORDER BY start IS NULL, start, id, told LIMIT ? OFFSET ?"""
_ARTICLES = "SELECT outlet, count(*) FROM pages GROUP BY outlet ORDER BY outlet"
_OWN = "SELECT outlet, count(*) FROM own JOIN pages ON id = article GROUP BY 1 ORDER BY 1"
_CARRIED = """
SELECT account, outlet, EXISTS (
    SELECT 1 FROM edges JOIN carried e ON e.article = earlier
    WHERE later = c.article AND e.row = c.row AND e.account = c.account) AS copied, count(*)
FROM carried c JOIN pages ON pages.id = c.article GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"""
_COPIES = """
SELECT a.outlet, b.outlet, count(*) FROM edges
JOIN pages a ON a.id = earlier JOIN pages b ON b.id = later
WHERE a.outlet <> b.outlet GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"""
