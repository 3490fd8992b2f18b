"""Words of organs, offices, forces and nameless voices, and where they stand in a phrase."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from reportedly.parties.phrases import PhraseIndex
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Iterator

Category = Literal[
    "organ",
    "office",
    "forces",
    "armed",
    "official",
    "military",
    "government",
    "media",
    "ngo",
    "witness",
    "unnamed",
    "speaker",
]

KINDS: dict[Category, str | None] = {
    "organ": "government",
    "office": "government",
    "forces": "military",
    "armed": "armed group",
    "official": "official",
    "military": "military",
    "government": "government",
    "media": "media",
    "ngo": "ngo",
    "witness": "witness",
    "unnamed": "unnamed",
    "speaker": None,
}
"""The kind of source that a role word alone makes its holder."""


@dataclass(frozen=True)
class Role:
    """What a role word says: its category; for organs and offices the canonical name."""

    category: Category
    kind: str | None
    template: str | None = None


_SECTIONS: tuple[tuple[str, Category], ...] = (
    ("witness_roles", "witness"),
    ("unnamed_words", "unnamed"),
    ("ngo_roles", "ngo"),
    ("media_roles", "media"),
    ("official_roles", "official"),
    ("government_roles", "government"),
    ("military_roles", "military"),
    ("armed_words", "armed"),
    ("forces", "forces"),
    ("organ_speakers", "speaker"),
    ("organ_words", "organ"),
)


@cache
def role_index() -> PhraseIndex:
    """Every role word with its Role; of equal words the later section wins."""
    rows: dict[str, Role] = {}
    for section, category in _SECTIONS:
        rows |= {word: Role(category, KINDS[category]) for word in load("actors_roles")[section]}
    return PhraseIndex({**rows, **dict(_organs()), **dict(_ministries())}.items())


def _organs() -> Iterator[tuple[str, Role]]:
    for row in load("actors_roles")["organs"]:
        name = row["name"]
        office = name.startswith(("President", "Prime"))
        for word in row["words"]:
            yield word, Role("office" if office else "organ", row["kind"], name)


def _ministries() -> Iterator[tuple[str, Role]]:
    vocabulary = load("actors_roles")
    for topic, forms in vocabulary["ministries"].items():
        ministry = Role("organ", "government", f"Ministry of {topic} of {{c}}")
        minister = Role("office", "government", f"Minister of {topic} of {{c}}")
        for form in forms:
            for words, role in (("ministry_words", ministry), ("minister_words", minister)):
                for word in vocabulary[words]:
                    yield f"{form} {word}", role
                    yield f"{word} of {form}", role
                    yield f"{word} of the {form}", role
                    yield f"{word} for {form}", role
