"""Who did what to whom: MUC-3/4 answer keys and WikiEvents arguments as spans of their texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .gold import Document, Span, longest_first, records
from .sentences import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MUC = {
    "PerpInd": "doer",
    "PerpOrg": "doer",
    "Victim": "victim",
    "Target": "target",
    "Weapon": "instrument",
}
_WIKI = {
    "Attacker": "doer",
    "Killer": "doer",
    "Injurer": "doer",
    "Victim": "victim",
    "Target": "target",
    "Instrument": "instrument",
    "ExplosiveDevice": "instrument",
}
_VIOLENT = ("Conflict.Attack", "Life.Die", "Life.Injure", "ArtifactExistence.DamageDestroy")
_PRONOUN = re.compile(
    r"(?:he|she|it|they|them|him|her|his|who|which|that|this|we|us|i|you|one|those|these|others)",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:people|person|civilian|victim|wom[ae]n|m[ae]n|child|officer|soldier|student)",
    re.IGNORECASE,
)


def parts_documents(gold: Path) -> list[Document]:
    """MUC DEV (never TST1 to TST4) and the training part of WikiEvents."""
    events = gold / "events"
    muc = records(events / "muc34" / "gtt-json" / "train.json")
    wiki = records(events / "wikievents" / "wiki-train-human.jsonl")
    return [*map(_muc, muc), *map(_wikievents, wiki)]


def _muc(record: dict[str, Any]) -> Document:
    text = record["doctext"]
    found = [
        Span(_MUC[slot], start, end)
        for template in record["templates"]
        for slot, fillers in template.items()
        if slot in _MUC
        for filler in fillers
        for words, _ in filler
        for start, end in _places(words, text)
    ]
    return Document(f"muc/{record['docid']}", text, parts=longest_first(found))


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Everywhere the words stand in the text, as whole words."""
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE):
        yield match.span()


def _wikievents(record: dict[str, Any]) -> Document:
    text = joined(record["tokens"])
    violent = [e for e in record["event_mentions"] if e["event_type"].startswith(_VIOLENT)]
    spans = [s for event in violent for s in _arguments(event, record["tokens"], text)]
    return Document(f"wikievents/{record['docid']}", text, parts=longest_first(spans))


def _arguments(event: dict[str, Any], tokens: list[str], text: str) -> Iterable[Span]:
    """Each argument where its words stand nearest to the trigger."""
    at = len(joined(tokens[: event["trigger"]["start_idx"]]))
    for argument in event["arguments"]:
        kind, words = _WIKI.get(argument["role"]), joined(argument["text"].split())
        places = sorted(_places(words, text), key=lambda p: abs(p[0] - at))
        if kind and places and not _PRONOUN.fullmatch(words):
            people = kind == "target" and _PERSON.search(words)
            yield Span("victim" if people else kind, *places[0])
