"""What a value could be instead: other readings of the gazetteer, and what other claims say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_args

import msgspec

from reportedly.records import Modality, stable_id
from reportedly.stages.review import value_at
from reportedly.telling import question, values_of
from reportedly.web.editing import NONE, TO, edited, inputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.records import Claim

MOST: Final = 9
"""As many as there are keys for."""

OWN: Final = frozenset({"as_written", "phrase", "span", "cue_span", "trigger", "quote"})
"""What a claim keeps of its own words when it takes a value that another one gives."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another value, in words, with where it comes from."""

    words: str
    value: Any
    origin: str

    @property
    def key(self) -> str:
        """Its name in a form."""
        return stable_id("v", msgspec.json.encode(self.value).decode())


def alternatives(claim: Claim, path: str, others: Iterable[Claim]) -> list[Alternative]:
    """What the value at a path could be instead, the likeliest first."""
    now = next((value for value in values_of(claim) if value.path == path), None)
    taken = {now.words.casefold()} if now else set()
    found = []
    for one in (*_of_field(claim, path), *_of_others(claim, path, others)):
        if one.words.casefold() not in taken:
            taken.add(one.words.casefold())
            found.append(one)
    return found[:MOST]


def _of_field(claim: Claim, path: str) -> Iterator[Alternative]:
    """What the field itself allows: the gazetteer's other entries, the other modalities."""
    if path == "modality":
        for modality in get_args(Modality):
            yield Alternative(modality, modality, "")
    if path == "place" and claim.place:
        (choice,) = inputs(claim, path)
        for key, words in choice.choices[1:]:
            if key != NONE:
                made = edited(claim, path, {f"{TO}place": key})
                yield Alternative(words, made, "also in the gazetteer")


def _of_others(claim: Claim, path: str, others: Iterable[Claim]) -> Iterator[Alternative]:
    """What other claims of the incident answer to the same question."""
    mine = next((value for value in values_of(claim) if value.path == path), None)
    if mine is None or path in ("source", "channel") or path.startswith("evidence"):
        return
    own = value_at(claim, path)
    for other in others:
        for value in values_of(other):
            if value.given and question(other, value) == question(claim, mine):
                taken = _in_own_words(own, value_at(other, value.path))
                yield Alternative(value.words, taken, "as another claim of the incident says")


def _in_own_words(own: Any, other: Any) -> Any:  # noqa: ANN401 - values of any field
    """Another claim's value with the words and spans of this one's page."""
    if not isinstance(own, dict) or not isinstance(other, dict):
        return other
    return {**other, **{name: own[name] for name in OWN if name in own}}
