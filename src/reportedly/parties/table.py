"""The table of parties: states, groups, bodies and office holders, read from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from reportedly.parties.phrases import PhraseIndex
from reportedly.vocab import laid_over, load, per_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

Form = Literal["name", "adj", "people", "seat", "region"]


@dataclass(frozen=True)
class Party:
    """Who speaks or acts. ``name`` None: not named; ``private``: a person without an office."""

    id: str | None
    name: str | None
    kind: str | None
    side: str | None
    wikidata: str | None = None
    private: bool = False


@dataclass(frozen=True)
class State:
    """A state, and the name as it stands after "of"."""

    code: str
    name: str
    of: str
    side: str
    wikidata: str | None


@dataclass(frozen=True)
class StateWord:
    """A word that stands for a state, and how: by name, as an adjective, by its seat."""

    state: State
    form: Form


@dataclass(frozen=True)
class Holder:
    """A holder of a high public office."""

    party: Party


Entry = Party | StateWord | Holder


@cache
def states() -> dict[str, State]:
    """Every state by its code (ISO 3166-1 alpha-2, or X-NAME for a de-facto one)."""
    rows = load("actors_countries")["states"]
    return {code: _state(code, row) for code, row in rows.items()}


def _state(code: str, row: dict[str, Any]) -> State:
    name = row["name"]
    return State(code, name, row.get("as", name), row.get("side", name), row.get("q"))


@cache
def _states_by_name() -> dict[str, State]:
    return {state.name.casefold(): state for state in states().values()}


def state_called(name: str | None) -> State | None:
    """The state with this code or name.

    >>> state_called("UA").name, state_called("Ukraine").code
    ('Ukraine', 'UA')
    """
    if name is None:
        return None
    return states().get(name) or _states_by_name().get(name.casefold())


def state_party(state: State) -> Party:
    """The state itself as a party."""
    return Party(slug(state.code), state.name, "government", state.side, state.wikidata)


def slug(*parts: str) -> str:
    """An id of our own: the parts in lower case, joined by hyphens.

    >>> slug("UA", "Ministry of Defence")
    'ua-ministry-of-defence'
    """
    return "-".join("-".join(part.casefold().replace("'", "").split()) for part in parts)


@per_vocabulary
def index() -> PhraseIndex:
    """Every name of every party, with its entry; a named party wins over a state's word."""
    exact = load("actors_countries")["exact"]
    rows = [*_party_words(), *_holder_words(), *_state_words()]
    return PhraseIndex(rows, exact, load("actors_capitals")["also_words"])


def _party_words() -> Iterator[tuple[str, Entry]]:
    for block in laid_over("actors")["blocks"]:
        for row in block["parties"]:
            side = row.get("side", block.get("side"))
            side = row["name"] if side == "name" else side
            kind = row.get("kind", block["kind"])
            party = Party(row["id"], row["name"], kind, side, row.get("q"))
            yield from ((alias, party) for alias in {row["name"], *row["aliases"]})


def _holder_words() -> Iterator[tuple[str, Entry]]:
    for row in laid_over("actors")["holders"]:
        holder = Holder(Party(row["id"], row["name"], row["kind"], row["side"], row.get("q")))
        yield from ((alias, holder) for alias in {row["name"], *row["aliases"]})


def _state_words() -> Iterator[tuple[str, Entry]]:
    rows = load("actors_countries")["states"]
    for code, row in rows.items():
        state = states()[code]
        forms: dict[Form, list[str]] = {
            "adj": row["adj"],
            "people": [
                _plural(word) for word in row["adj"] if not word.endswith(("ese", "ish", "ch"))
            ],
            "seat": row.get("seat", []),
            "name": [row["name"], *row.get("alt", [])],
        }
        for form, names in forms.items():
            yield from ((name, StateWord(state, form)) for name in names)
    for code, names in load("actors_countries")["regions"].items():
        yield from ((name, StateWord(states()[code], "region")) for name in names)


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"
