"""Who may come in: addresses that work once, and the sessions that they open.

All of it lives as long as the server does. Tokens are kept as hashes.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass
from threading import Lock
from typing import Final, Literal, get_args

Role = Literal["reader", "reviewer", "owner"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

ADDRESS_HOURS: Final = 12
"""How long an address that nobody used stays good."""

SESSION_HOURS: Final = 12
"""How long a session lasts: a long day of review."""

NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who reads or reviews, by the name that decisions carry."""

    name: str
    role: Role

    @property
    def decides(self) -> bool:
        """Whether the person may make decisions."""
        return self.role != "reader"


class Door:
    """Addresses given out and sessions that are open.

    >>> door = Door()
    >>> token = door.invite(Person("Ana", "reviewer"))
    >>> session = door.enter(token)
    >>> door.who(session)
    Person(name='Ana', role='reviewer')
    >>> door.enter(token) is None
    True
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._addresses: dict[str, tuple[Person, float]] = {}
        self._sessions: dict[str, tuple[Person, float]] = {}

    def invite(self, person: Person) -> str:
        """A token that opens one session as this person; ValueError if it cannot be."""
        _check(person)
        with self._lock:
            known = {p.name.casefold(): p for p in self._all()}
            if known.get(person.name.casefold(), person) != person:
                message = f"{person.name!r} is in use with another role. Give another name."
                raise ValueError(message)
            token = secrets.token_urlsafe(24)
            self._addresses[_hash(token)] = (person, time.monotonic() + ADDRESS_HOURS * 3600)
        return token

    def expects(self, token: str) -> Person | None:
        """Whom a token is for, without using it."""
        with self._lock:
            return _still(self._addresses.get(_hash(token)))

    def enter(self, token: str) -> str | None:
        """The session that a token opens; None if it was used, is old or was never given out."""
        with self._lock:
            person = _still(self._addresses.pop(_hash(token), None))
            if person is None:
                return None
            session = secrets.token_urlsafe(32)
            self._sessions[_hash(session)] = (person, time.monotonic() + SESSION_HOURS * 3600)
        return session

    def who(self, session: str | None) -> Person | None:
        """Whose session it is."""
        if not session:
            return None
        with self._lock:
            return _still(self._sessions.get(_hash(session)))

    def leave(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_hash(session), None)

    def people(self) -> list[tuple[Person, bool]]:
        """Everybody, and whether they are in."""
        with self._lock:
            inside = {p for p in map(_still, self._sessions.values()) if p}
            return [(p, p in inside) for p in sorted(set(self._all()), key=lambda p: p.name)]

    def _all(self) -> list[Person]:
        held = (*self._addresses.values(), *self._sessions.values())
        return [person for person in map(_still, held) if person]


def _check(person: Person) -> None:
    """Refuse a name that nobody could tell from another."""
    if not person.name.strip() or not person.name.isprintable() or len(person.name) > NAME_LENGTH:
        message = f"{person.name!r} is no name: give 1 to {NAME_LENGTH} letters."
        raise ValueError(message)
    if person.role not in ROLES:
        raise ValueError(f"{person.role!r} is no role: choose one of {', '.join(ROLES)}.")


def _still(held: tuple[Person, float] | None) -> Person | None:
    return held[0] if held and held[1] > time.monotonic() else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
