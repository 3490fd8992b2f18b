"""From a phrase read to the party it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportedly.parties.phrases import words
from reportedly.parties.reading import Phrase, clean, proxied, read
from reportedly.parties.table import (
    Holder,
    Party,
    State,
    StateWord,
    slug,
    state_called,
    state_party,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.parties.roles import Role

_GROUPS = frozenset({"armed group", "intergovernmental", "ngo", "media"})
_PLACED = re.compile(r"prosecutor’?'?s? office|administration|council|committee", re.IGNORECASE)
_TITLE = re.compile(r"^(?:Mrs?|Ms|Dr|Sir|Prof)\.? (?=[A-Z])")
_HERE = re.compile(r"\b(?:country|nation|state|government)(?:’s|'s)\b", re.IGNORECASE)


def identify(
    phrase: str, *, context_country: str | None = None, persons: Sequence[str] = ()
) -> Party | None:
    """The party that a phrase names, or None if it names none that we know how to read.

    ``context_country`` (code or name) is whose "the defence ministry" would be; ``persons`` are
    names of people that the page is known to hold.

    >>> identify("Ukraine's defence ministry").name
    'Ministry of Defence of Ukraine'
    >>> identify("Russian troops").name
    'Russia (armed forces)'
    >>> identify("a shopping list") is None
    True
    """
    read_phrase = read(phrase, persons)
    if not read_phrase.tokens:
        return None
    context = state_called(context_country)
    steps = (_whole, _holder, _person, _proxy, _placed, _named, _by_role, _pair)
    for step in steps:
        party = step(read_phrase, context)
        if party is not None:
            return party
    return None


def source_of(
    phrase: str,
    persons: Sequence[str] = (),
    *,
    context_country: str | None = None,
    known: Mapping[str, Party] | None = None,
) -> Party:
    """The party behind a source's words: never None.

    What we cannot place has kind None and, if it is a proper name, that name. A bare name of a
    person of whom no office is told counts as private. ``known`` (see ``known_persons``) carries
    what the page said of a person elsewhere.

    >>> source_of("Orvik Daily").name, source_of("Orvik Daily").kind
    ('Orvik Daily', None)
    """
    party = identify(phrase, context_country=context_country, persons=persons)
    surname = _surname(phrase)
    earlier = (known or {}).get(surname) if surname else None
    if earlier is not None and (party is None or party.private):
        return earlier
    return party or _unplaced(phrase, persons)


def known_persons(
    phrases: Iterable[str], persons: Sequence[str] = (), *, context_country: str | None = None
) -> dict[str, Party]:
    """What a page's phrases say of its people, by surname in lower case.

    >>> known_persons(["Ivan Orlo, mayor of Velm", "Orlo"])["orlo"].name
    'Ivan Orlo'
    """
    found: dict[str, Party] = {}
    for phrase in phrases:
        party = identify(phrase, context_country=context_country, persons=persons)
        if party and party.name and party.kind and _is_person(party, phrase, persons):
            found.setdefault(words(party.name)[-1].folded, party)
    return found


def _is_person(party: Party, phrase: str, persons: Sequence[str]) -> bool:
    """Whether the party is the person of the phrase, and not an organ."""
    return party.name == read(phrase, persons).person or party.name in persons


def _surname(phrase: str) -> str | None:
    """The last word of a phrase that may be a bare name of up to three words."""
    tokens = words(clean(phrase))
    if 0 < len(tokens) <= 3 and all(word.text[0].isupper() for word in tokens):
        return tokens[-1].folded
    return None


def _unplaced(phrase: str, persons: Sequence[str]) -> Party:
    text = _TITLE.sub("", clean(phrase))
    full = next((one for one in persons if one == text or one.endswith(f" {text}")), None)
    if full is not None:
        return Party(None, full, None, None, private=True)
    tokens = words(text)
    proper = bool(tokens) and tokens[0].text[0].isupper() and len(tokens) <= 8
    proper = proper and sum(word.text[0].isupper() for word in tokens) * 2 > len(tokens)
    return Party(None, text if proper else None, None, None)


def _whole(phrase: Phrase, _: State | None) -> Party | None:
    """The phrase is one name of the table, no more."""
    if not phrase.entries:
        return None
    first = phrase.entries[0]
    if (first.first, first.last) != (0, len(phrase.tokens)):
        return None
    return _entry_party(first.value)


def _entry_party(value: object) -> Party | None:
    match value:
        case Party():
            return value
        case Holder():
            return value.party
        case StateWord(form="name" | "seat"):
            return state_party(value.state)
        case StateWord(form="people"):
            return Party(None, None, "unnamed", value.state.side)
        case _:
            return None


def _holder(phrase: Phrase, _: State | None) -> Party | None:
    """A holder of high office by name, unless only their office or people are meant."""
    match = phrase.holder
    if match is None or (phrase.person and phrase.text.startswith(f"{phrase.person},")):
        return None
    if re.match(r" (?:and|or) [A-Z]", phrase.text[match.end :]):
        return None
    party: Party = match.value.party
    owner = phrase.text[match.end : match.end + 1] in {"'", "’"}
    if owner or re.search(r"\b(?:led by|loyal to|of|under)$", phrase.text[: match.start].rstrip()):
        return _of_holder(phrase, party)
    return party


def _of_holder(phrase: Phrase, holder: Party) -> Party | None:
    """As in "Putin's forces", "Assad's spokesman": an organ of the holder's state."""
    state, head = state_called(holder.side), phrase.head
    if head is None or state is None or phrase.person:
        return None
    return _role_party(phrase, head, state)


def _person(phrase: Phrase, context: State | None) -> Party | None:
    """A person with a role: the office tells the kind, none makes them private."""
    if phrase.person is None:
        return None
    party = next(iter(phrase.parties), None)
    bond = proxied(phrase)
    side = party.side if party else bond[0].side if bond else _side(phrase, context)
    kind = party.kind if party else "armed group" if bond and phrase.role("armed") else None
    kind = kind or _office_kind(phrase)
    if kind is None and not phrase.roles:
        return Party(None, phrase.person, None, side, private=True)
    if kind in {None, "witness", "unnamed"}:
        return Party(None, phrase.person, "witness", side, private=True)
    if party and party.kind == "media" and phrase.role("witness"):
        return Party(None, phrase.person, "witness", side, private=True)
    return Party(None, phrase.person, kind, side)


def _office_kind(phrase: Phrase) -> str | None:
    """The kind of the most telling role: an office before a nameless or witness word."""
    roles = [m.value for m in phrase.roles]
    spoken_for = [role for role in roles if role.category in {"organ", "office"}]
    public = [role for role in roles if role.category not in {"witness", "unnamed", "speaker"}]
    head = phrase.head
    if head in public and head is not None:
        return head.kind
    best = (spoken_for or public or [role for role in roles if role.category == "speaker"])[:1]
    if best and best[0].category == "speaker":
        return "official"
    return best[0].kind if best else "witness" if roles else None


def _side(phrase: Phrase, context: State | None) -> str | None:
    named = phrase.states
    if len(named) > 1 and _paired(phrase):
        return None
    return named[0].side if named else context.side if context else None


def _paired(phrase: Phrase) -> bool:
    return bool(re.search(r"\b(?:and|or)\b", phrase.text))


def _proxy(phrase: Phrase, _: State | None) -> Party | None:
    """Authorities or groups that another state installed or backs."""
    bond = proxied(phrase)
    if bond is None or not phrase.roles:
        return None
    state, how = bond
    adjective = _adjective(state)
    armed = phrase.role("armed") or phrase.role("forces")
    if armed and how == "backed":
        separatist = "separatist" in phrase.text.casefold()
        name = f"pro-{adjective} separatists" if separatist else f"{adjective}-backed forces"
        return Party(slug("backed", state.code), name, "armed group", state.side)
    name = f"{adjective}-installed authorities"
    return Party(slug("installed", state.code), name, "official", state.side)


def _adjective(state: State) -> str:
    words_of = load("actors_countries")["states"][state.code]["adj"]
    return str(words_of[0]) if words_of else state.name


def _placed(phrase: Phrase, context: State | None) -> Party | None:
    """A local institution with its place: "Velm city council"."""
    match = phrase.head_match
    if match is None or match.value.category != "official" or phrase.parties:
        return None
    proper = phrase.tokens[0].text[0].isupper() and match.first > 0
    if not proper or not _PLACED.search(phrase.text[match.start : match.end]):
        return None
    return Party(None, phrase.text, "official", _side(phrase, context))


def _named(phrase: Phrase, context: State | None) -> Party | None:
    """A named party in the phrase, by itself or through its people."""
    party = next(iter(phrase.parties), None)
    if party is None:
        return None
    head = phrase.head
    if head is None or head.category in {"speaker", "forces", "armed", "media", "ngo", "organ"}:
        return party
    if head.category == "witness":
        return Party(None, None, "witness", None)
    if party.kind in _GROUPS - {"media"}:
        return party
    kind = party.kind if head.category == "military" else head.kind
    return Party(None, None, kind, party.side or _side(phrase, context))


def _by_role(phrase: Phrase, context: State | None) -> Party | None:
    head = phrase.head
    if head is None:
        return None
    state = next(iter(phrase.states), None)
    if state is None and (_HERE.search(phrase.text) or not _foreign(phrase)):
        state = context
    if len(phrase.states) > 1 and _paired(phrase):
        return Party(None, None, head.kind, None)
    return _role_party(phrase, head, state)


def _foreign(phrase: Phrase) -> bool:
    """Whether an unknown proper word says that the organ is not the context's own."""
    return _unknown_owner(phrase) is not None


def _role_party(phrase: Phrase, head: Role, state: State | None) -> Party:
    organ = head
    source = head.category == "unnamed" and "source" in phrase.text.casefold()
    if source or head.category in {"speaker", "official"}:
        organ = phrase.role("organ") or phrase.role("forces") or head
    if head.category != "speaker" and organ is not head:
        kind = "military" if organ.kind == "military" else head.kind
        return Party(None, None, kind, state.side if state else None)
    if organ.template:
        return _organ(phrase, organ, state)
    if organ.category == "forces":
        return _forces(phrase, state)
    if organ.category == "speaker":
        return _spoken_for(phrase, state)
    side = state.side if state and organ.category not in {"witness", "media"} else None
    return Party(None, None, organ.kind, side)


def _organ(phrase: Phrase, organ: Role, state: State | None) -> Party:
    template = organ.template or "{c}"
    if state is not None:
        plain = template == "{c}"
        name = template.format(c=state.name if plain else state.of)
        ident = slug(state.code) if plain else slug(state.code, template.removesuffix(" of {c}"))
        return Party(ident, name, organ.kind, state.side, state.wikidata if plain else None)
    bare = template.removesuffix(" of {c}").replace("{c}", "")
    owner = _unknown_owner(phrase)
    if owner is None:
        return Party(None, bare or None, organ.kind, None)
    word, after_of = owner
    name = template.format(c=word) if after_of or not bare else f"{word} {bare}"
    return Party(slug(name), name, organ.kind, word)


def _unknown_owner(phrase: Phrase) -> tuple[str, bool] | None:
    """A capitalised word of no table that owns the organ, and whether it follows "of"."""
    blocked = {i for m in (*phrase.entries, *phrase.roles) for i in range(m.first, m.last)}
    for i, word in enumerate(phrase.tokens):
        if i in blocked or not word.text[0].isupper() or len(word.text) < 3:
            continue
        after_of = i > 0 and phrase.tokens[i - 1].folded in {"of", "in"}
        possessive = phrase.text[word.end : word.end + 2] in {"'s", "’s"}
        return word.text, after_of or possessive
    return None


def _forces(phrase: Phrase, state: State | None) -> Party:
    if state is not None:
        name = f"{state.name} (armed forces)"
        return Party(slug(state.code, "armed-forces"), name, "military", state.side)
    owner = _unknown_owner(phrase)
    if owner is None:
        return Party(None, None, "military", None)
    name = f"{owner[0]} (armed forces)"
    return Party(slug(name), name, "military", owner[0])


def _spoken_for(phrase: Phrase, state: State | None) -> Party:
    """A spokesperson of what we do not know, or of a state."""
    role = phrase.role("government") or phrase.role("military")
    if state is not None and role is None:
        return state_party(state)
    kind = role.kind if role else "unnamed"
    return Party(None, None, kind, state.side if state else None)


def _pair(phrase: Phrase, _: State | None) -> Party | None:
    """A state's name with small words around it ("the government in Kyiv" is read by role)."""
    named = [m for m in phrase.entries if isinstance(m.value, StateWord)]
    covered = sum(m.last - m.first for m in named)
    others = len(phrase.tokens) - covered
    if not named or others > 2 or phrase.roles or _unknown_owner(phrase):
        return None
    if any(m.value.form in {"region", "people", "adj"} for m in named):
        return None
    if len({m.value.state for m in named}) > 1:
        return Party(None, None, "government", None)
    return state_party(named[0].value.state)
