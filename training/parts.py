"""Fit the weights that judge who plays which part in a happening: `python -m training.parts`.

Each candidate of a telling (``reportedly.stages.extract.casting_words``) is labelled by whether the
key of its document has a filler of the part with the same head word: MUC-3/4's development
documents, and the attacks, deaths and injuries of WikiEvents. One logistic regression a part, with
a penalty on the squares of its weights. The figures are of folds by document: each document judged
by weights that never saw it. ``gate/muc.py`` measures on documents that no weight is fitted on.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from gate import muc
from gate.muc_rules import ROLES, doer, fillers, head
from reportedly.gazetteer import Gazetteer
from reportedly.model import load_tagger
from reportedly.records import Actor, Article, Received
from reportedly.stages.capture import capture
from reportedly.stages.clean import clean
from reportedly.stages.detect import detect
from reportedly.stages.extract import claims
from reportedly.stages.extract.casting import Judge, recast
from reportedly.stages.extract.casting_words import PARTS, Candidate, Part, candidates
from reportedly.stages.extract.joining import joined
from reportedly.stages.extract.page import Page
from reportedly.stages.extract.scope import domain
from reportedly.stages.extract.tellings import tellings
from training.gold import DEFAULT_GOLD, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reportedly.records import Domain
    from reportedly.stages.extract.tellings import Telling

OUT = Path(__file__).parents[1] / "src/reportedly/model/weights/parts.json"
FOLDS = 5
PENALTY = 5.0
LEAST = 3  # candidates that a sign must speak for
SMALLEST = 0.02  # a weight below it is not written
ADD: Mapping[Part, float] = {"doer": 0.3, "victim": 0.4, "thing": 0.3, "weapon": 0.4}
"""The chance from which a filler is added: the best of the folds among .3, .35, .4 and .5."""
KEEP: Mapping[Part, float] = {"doer": 0.2, "victim": 0.2, "thing": 0.2, "weapon": 0.1}
"""Below which one is left out. The folds differ by less than .01 between .1 and .3; a gun borne is
rarely an instrument in the keys, so a weapon goes only where almost nothing speaks for it."""
_MUC: Mapping[Part, tuple[str, ...]] = {
    "doer": ("perpetrator", "organisation"),
    "victim": ("victim",),
    "thing": ("target",),
    "weapon": ("weapon",),
}
_WIKI: Mapping[str, tuple[Part, ...]] = dict.fromkeys(
    ("Attacker", "Killer", "Injurer", "Destroyer"), ("doer",)
) | {
    "Target": ("victim", "thing"),
    "Victim": ("victim",),
    "Artifact": ("thing",),
    "Instrument": ("weapon",),
    "ExplosiveDevice": ("weapon",),
}
_WIKI_EVENTS = re.compile(r"Conflict\.Attack|Life\.|.*(?:Damage|Disable)")
_NAMELESS = {
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "i",
    "him",
    "her",
    "them",
    "us",
    "who",
    "which",
}
_LONGEST = 3000  # words of a document

Heads = dict[Part, frozenset[str]]


@dataclass(frozen=True)
class Document:
    """A document read as far as its tellings, and the head words of its key by part.

    ``loose``: fillers that count neither for nor against.
    """

    key: str
    page: Page
    scope: Domain | None
    told: Sequence[Telling]
    right: Heads
    loose: Heads

    @property
    def fold(self) -> int:
        """Which of the folds it is in."""
        return zlib.crc32(self.key.encode()) % FOLDS

    @cached_property
    def candidates(self) -> list[Candidate]:
        """What its tellings' parts are chosen from."""
        return candidates(self.page, self.told)

    def label(self, candidate: Candidate) -> bool | None:
        """Whether the key has it; None where that counts neither way."""
        forms = _forms(candidate)
        if forms & self.right[candidate.part]:
            return True
        return None if forms & self.loose[candidate.part] else False


def _forms(candidate: Candidate) -> frozenset[str]:
    value = candidate.value
    if candidate.part == "doer" and isinstance(value, Actor):
        return frozenset().union(*(forms for _, forms in doer(value)))
    return frozenset({head(value.as_written)})


def muc_documents(gold: Path) -> Iterator[Document]:
    """MUC-3/4's development documents."""
    folder = gold / "events" / "muc34" / "CORPORA" / "dev"
    for path in sorted(folder.glob("key-dev-*")):
        keys = muc.answers(path)
        first = int(path.name[8:12])
        texts = muc.documents(folder / f"dev-muc3-{first:04d}-{first + 99:04d}")
        for page in pages(muc.line(*one) for one in texts.items()):
            key = keys[page.article.input_id or ""]
            yield _document(page, *(_muc_heads(one) for one in (key.required, key.optional)))


def _muc_heads(roles: Mapping[str, Iterable[frozenset[str]]]) -> Heads:
    return {
        part: frozenset().union(*(forms for role in _MUC[part] for forms in roles.get(role, ())))
        for part in PARTS
    }


def wiki_documents(gold: Path) -> Iterator[Document]:
    """WikiEvents' training documents in which someone has a part."""
    rows = records(gold / "events" / "wikievents" / "wiki-train-human.jsonl")
    keys = {row["docid"]: row for row in rows if len(row["tokens"]) <= _LONGEST}
    lines = (json.dumps({"id": n, "text": _text(row["tokens"])}) for n, row in keys.items())
    for page in pages(lines):
        heads = _wiki_heads(keys[page.article.input_id or ""])
        if any(heads.values()):
            yield _document(page, heads, dict.fromkeys(PARTS, frozenset()))


def _wiki_heads(row: Mapping[str, Any]) -> Heads:
    found: dict[Part, set[str]] = defaultdict(set)
    for event in row["event_mentions"]:
        for one in event["arguments"] if _WIKI_EVENTS.match(event["event_type"]) else ():
            for part in _WIKI.get(one["role"], ()):
                found[part].add(head(one["text"]))
    return {part: frozenset(found[part] - _NAMELESS) for part in PARTS}


def _text(tokens: Sequence[str]) -> str:
    """Words as they are written: without the blanks that cutting put before marks.

    >>> _text(["The", "army", "’", "s", "post", "(", "near", "Velm", ")", "fell", "."])
    'The army’s post (near Velm) fell.'
    """
    text = re.sub(r" ([.,;:!?%)\]”])", r"\1", " ".join(tokens))
    text = re.sub(r"([(\[“$]) ", r"\1", text).replace(" - ", "-")
    return re.sub(r" ?(['’]) (s|t|re|ve|ll|d|m)\b", r"\1\2", text)


def pages(lines: Iterable[str]) -> Iterator[Page]:
    """The documents of JSON lines with all that the tagger and the detectors find."""
    gazetteer, tagger = Gazetteer.embedded(), load_tagger()
    path = OUT.with_suffix(".part.jsonl")
    path.write_text("\n".join(lines), encoding="utf-8")
    for received in capture([str(path)], flattened=False):
        article = clean(received, published=None) if isinstance(received, Received) else None
        if isinstance(article, Article):
            title, text = tagger.read([article.title or "", article.text])
            found = detect(article, [("title", title), ("text", text)], gazetteer)
            yield Page(article, tuple(found), {"title": title, "text": text})
    path.unlink()


def _document(page: Page, right: Heads, loose: Heads) -> Document:
    scope = domain(page.article)
    told = joined(tellings(page)) if scope else []
    return Document(page.article.input_id or "", page, scope, told, right, loose)


def fitted(documents: Sequence[Document]) -> dict[Part, Judge]:
    """The judge of each part, by these documents."""
    return {part: _fit(list(_labelled(documents, part)), part) for part in PARTS}


def _labelled(documents: Iterable[Document], part: Part) -> Iterator[tuple[Candidate, bool]]:
    for document in documents:
        for one in document.candidates:
            label = document.label(one) if one.part == part else None
            if label is not None:
                yield one, label


def _fit(labelled: Sequence[tuple[Candidate, bool]], part: Part) -> Judge:
    """The likeliest weights, with the penalty."""
    often = Counter(sign for one, _ in labelled for sign in set(one.signs))
    columns = {s: i for i, s in enumerate(sorted(s for s, n in often.items() if n >= LEAST))}
    rows = [[columns[s] for s in set(one.signs) if s in columns] for one, _ in labelled]
    ends = np.cumsum([0, *map(len, rows)])
    data = np.ones(ends[-1]), np.concatenate([np.array(row, int) for row in rows]), ends
    matrix = csr_matrix(data, (len(rows), len(columns)))
    sides = np.array([1.0 if label else -1.0 for _, label in labelled])

    def loss(weights: Any) -> tuple[float, Any]:  # noqa: ANN401 - what scipy hands over
        lead = sides * (matrix @ weights[1:] + weights[0])
        pull = -sides / (1 + np.exp(np.clip(lead, -50, 50)))
        slope = np.concatenate(([pull.sum()], matrix.T @ pull + 2 * PENALTY * weights[1:]))
        penalty = PENALTY * (weights[1:] ** 2).sum()
        return float(np.logaddexp(0, -lead).sum() + penalty), slope

    begun = np.zeros(len(columns) + 1)
    best = minimize(loss, begun, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    named = {s: round(float(best[i + 1]), 3) for s, i in columns.items()}
    kept = {sign: weight for sign, weight in named.items() if abs(weight) >= SMALLEST}
    return Judge(round(float(best[0]), 3), ADD[part], KEEP[part], kept)


def figures(
    documents: Sequence[Document],
    keys: Mapping[str, muc.Key],
    judges: Mapping[int, dict[Part, Judge]],
) -> str:
    """MUC's fillers by role: precision, recall, F1; each document by the judges of its fold."""
    tallies = {role: muc.Tally() for role in ROLES}
    for document in documents:
        judge = judges.get(document.fold)
        found = _fillers(document, judge)
        key = keys[document.key]
        for role in ROLES:
            muc.count(tallies[role], found[role], key.required[role], key.optional[role])
    every = muc.summed(tallies.values())
    rows = {**tallies, "all roles": every}
    return ", ".join(f"{r} " + "/".join(f"{x:.3f}" for x in t.figures()) for r, t in rows.items())


def _fillers(
    document: Document, judge: dict[Part, Judge] | None
) -> dict[str, list[frozenset[str]]]:
    told = document.told
    if judge is not None:
        judged = [(one, judge[one.part].chance(one.signs)) for one in document.candidates]
        told = recast(told, judged, judge)
    made = claims(document.page, told, document.scope) if document.scope else []
    return fillers(made, document.page.article.published)


def main() -> None:
    """Fits, measures by folds, and writes the weights."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_GOLD
    of_muc, of_wiki = list(muc_documents(gold)), list(wiki_documents(gold))
    every = [*of_muc, *of_wiki]
    keys: dict[str, muc.Key] = {}
    for path in (gold / "events" / "muc34" / "CORPORA" / "dev").glob("key-dev-*"):
        keys |= muc.answers(path)
    folds = {k: fitted([one for one in every if one.fold != k]) for k in range(FOLDS)}
    print("rules:", figures(of_muc, keys, {}))
    print("folds:", figures(of_muc, keys, folds))
    shipped = fitted(every)
    rows = {
        part: {"bias": one.bias, "add": one.add, "keep": one.keep, "weights": dict(one.weights)}
        for part, one in shipped.items()
    }
    OUT.write_text(json.dumps(rows, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
