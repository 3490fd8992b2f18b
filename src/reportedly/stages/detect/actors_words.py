"""Which words begin a phrase for a doer or a thing hit: indexes over the vocabulary."""

from __future__ import annotations

from functools import cache

from reportedly.parties.phrases import PhraseIndex
from reportedly.vocab import load
from reportedly.vocab.plurals import plural


@cache
def force_words() -> PhraseIndex:
    """Words for forces and armed groups that follow whose they are, and for authorities."""
    roles = load("actors_roles")
    rows = dict.fromkeys(roles["armed_words"], "armed")
    rows |= dict.fromkeys(roles["forces"], "forces")
    rows |= dict.fromkeys(("authorities", "officials", "administration", "government"), "rule")
    return PhraseIndex(rows.items())


@cache
def unknown_armed() -> PhraseIndex:
    """Armed people that the page does not tie to anybody."""
    roles = load("actors_roles")
    rows = dict.fromkeys(roles["unknown_armed"], "armed group")
    return PhraseIndex((rows | dict.fromkeys(roles["unknown_forces"], "military")).items())


@cache
def attack_nouns() -> PhraseIndex:
    """Nouns of attack and weapons that follow whose they are: "Russian shelling"."""
    return PhraseIndex((word, "attack") for word in load("actors_roles")["attack_nouns"])


@cache
def acts() -> frozenset[str]:
    """Verbs by which the name of a state is its government or army."""
    return frozenset(load("actors_roles")["acts"])


@cache
def things() -> PhraseIndex:
    """Infrastructure and people that are hit: (infrastructure kind or None, group or None)."""
    vocabulary = load("infrastructure")
    rows: list[tuple[str, tuple[str | None, str | None]]] = []
    for kind, nouns in vocabulary["infrastructure"].items():
        rows += [(form, (kind, None)) for noun in nouns for form in (noun, plural(noun))]
    for group, nouns in vocabulary["people"].items():
        rows += [(noun, (None, group)) for noun in nouns]
    return PhraseIndex(rows)
