"""Who did it, with what, to whom: MUC-3/4's answer keys (../shared/gold/events/muc34, NOTE.md).

Latin-American reports of 1988 to 1991, in capitals. Each document's claims give fillers for five
roles, by MUC's own rules of what is filled in (``gate.muc_rules``); a filler is right when its head
word is that of a gold filler or of one of its alternatives.
Each gold filler of a document's templates counts once, however many templates hold it; those that
the key marks as optional never count against. ``python -m gate.muc GOLD [dev NUMBER]`` prints the
figures, and for dev documents, which nobody is scored on, what was missed and what was too much.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gate.muc_rules import ROLES, Forms, doer, fillers, head, is_incident, merge
from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from reportedly.pipeline import Records
    from reportedly.records import Claim, When

TESTS = {"tst1": ("tst1-muc3", "key-tst1.v7"), "tst2": ("tst2-muc4", "key-tst2.v4")}
_SLOTS = {6: "weapon", 9: "perpetrator", 10: "organisation", 12: "target", 18: "victim"}
_NAMES, _DESCRIPTIONS, _CONFIDENCE, _TEMPLATE = 18, 19, 11, 1


@dataclass
class Key:
    """What the key says of one document: gold fillers by role, those that are optional apart."""

    required: dict[str, list[Forms]] = field(default_factory=lambda: defaultdict(list))
    optional: dict[str, list[Forms]] = field(default_factory=lambda: defaultdict(list))
    confidence: list[tuple[str, Forms]] = field(default_factory=list)
    relevant: bool = False


@dataclass
class Tally:
    """Fillers right, missed and too many."""

    right: int = 0
    missed: int = 0
    extra: int = 0

    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        precision = self.right / max(1, self.right + self.extra)
        recall = self.right / max(1, self.right + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def score(gold: Path) -> dict[str, float]:
    """Precision, recall and F1 by role and over all roles, on the first two test sets."""
    folder = gold / "events" / "muc34" / "CORPORA"
    texts: dict[str, str] = {}
    keys: dict[str, Key] = {}
    for name, (text, key) in TESTS.items():
        texts |= documents(folder / name / text)
        keys |= answers(folder / name / key)
    return figures(read_texts(texts), keys)


def documents(path: Path) -> dict[str, str]:
    """The documents of a file by id, each from its dateline on."""
    pieces = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4}).*$", path.read_text("latin-1"), flags=re.M)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


_HEADER = re.compile(r"\s*(?P<place>[^\n]*?),? (?P<day>\d{1,2} [A-Z]{3} \d{2})\b")
_ROW = re.compile(r"^(\d+)\.\s+[A-Z ]+: [A-Z ]*?(?:\s{2,}|$)(.*)$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def line(name: str, document: str) -> str:
    """A document as the JSON line that we read: its body, and the day of its dateline."""
    head, mark, body = document.partition("[TEXT]")
    body = body if mark else document.partition("--")[2]
    day = _HEADER.match(head)
    page = {"id": name, "text": body.strip("\n"), "language": "en"}
    if day:
        page["published"] = f"{datetime.strptime(day['day'], '%d %b %y').replace(tzinfo=UTC):%F}"
    return json.dumps(page)


def read_texts(texts: dict[str, str]) -> Records:
    """The documents read in memory with the embedded gazetteer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "muc.jsonl"
        path.write_text("\n".join(line(*one) for one in texts.items()), encoding="utf-8")
        return read_all([str(path)], Gazetteer.embedded())


def answers(path: Path) -> dict[str, Key]:
    """The keys of a file by document."""
    keys: dict[str, Key] = defaultdict(Key)
    for block in re.split(r"(?m)^(?=0\.\s+MESSAGE: ID)", path.read_text("latin-1"))[1:]:
        slots = _slots(block)
        name = slots[0][0].split()[0]
        if slots[_TEMPLATE][0].strip() != "*":
            _add(keys[name], slots, optional="OPTIONAL" in slots[_TEMPLATE][0])
        else:
            keys[name].relevant |= False
    return dict(keys)


def _slots(block: str) -> dict[int, list[str]]:
    """The lines of each slot of one template."""
    slots: dict[int, list[str]] = defaultdict(list)
    number = 0
    for line in block.splitlines():
        found = _ROW.match(line)
        if found:
            number = int(found[1])
        if line.strip() and not line.startswith(";"):
            slots[number].append((found[2] if found else line).strip())
    return slots


def _add(key: Key, slots: dict[int, list[str]], *, optional: bool) -> None:
    key.relevant |= not optional
    for number, role in _SLOTS.items():
        lines = slots[number] if number != _NAMES else _people(slots)
        for line in lines:
            forms = _forms(line)
            if forms:
                loose = optional or line.startswith("?")
                merge(key.optional[role] if loose else key.required[role], forms)
    for line in slots[_CONFIDENCE]:
        level, _, rest = line.lstrip("? ").partition(":")
        if _forms(rest):
            key.confidence.append((level, _forms(rest)))


def _people(slots: dict[int, list[str]]) -> list[str]:
    """Each person once: a name with its descriptions, or a description alone."""
    lines = list(slots[_NAMES])
    for line in slots[_DESCRIPTIONS]:
        described, _, name = line.partition(": ")
        named = [i for i, one in enumerate(lines) if name and name.strip("? ") in one]
        if named:
            lines[named[0]] += f" / {described.lstrip('? ')}"
        else:
            lines.append(line)
    return lines


def _forms(line: str) -> Forms:
    return frozenset(head(one.replace("\\", "")) for one in _STRING.findall(line) if one != "-")


def figures(read: Records, keys: dict[str, Key]) -> dict[str, float]:
    """The scores by role, with how documents and confidence came out."""
    tallies = {role: Tally() for role in ROLES}
    ids = {article.id: article.input_id or "" for article in read.articles}
    claims, days = _by_document(read.claims, ids), _days(read)
    for name, key in keys.items():
        found = fillers(claims[name], days.get(name))
        for role in ROLES:
            count(tallies[role], found[role], key.required[role], key.optional[role])
    every = summed(tallies.values())
    scored = {
        f"{role} {name}": value
        for role, tally in [*tallies.items(), ("all roles", every)]
        for name, value in zip(("P", "R", "F1"), tally.figures(), strict=True)
    }
    idle = [name for name, key in keys.items() if not key.relevant]
    silent = sum(not claims[name] for name in idle)
    return scored | {"irrelevant without a claim": silent / max(1, len(idle))}


def summed(tallies: Collection[Tally]) -> Tally:
    """Those of several roles as one."""
    return Tally(*(sum(getattr(t, n) for t in tallies) for n in Tally.__annotations__))


def _by_document(claims: Iterable[Claim], ids: dict[str, str]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[ids[claim.article_id]].append(claim)
    return found


def _days(read: Records) -> dict[str, When | None]:
    """When each document is of."""
    return {article.input_id or "": article.published for article in read.articles}


def count(tally: Tally, found: list[Forms], gold: list[Forms], optional: list[Forms]) -> None:
    """Count what was found of one role against what its key holds."""
    tally.right += sum(any(one & other for other in found) for one in gold)
    tally.missed += sum(not any(one & other for other in found) for one in gold)
    tally.extra += sum(not any(one & other for other in [*gold, *optional]) for one in found)


def confidence(read: Records, keys: dict[str, Key]) -> Counter[tuple[str, str]]:
    """How our claims say what the key calls fact, claimed or suspected: (key's, ours) counted."""
    ids = {article.id: article.input_id or "" for article in read.articles}
    claims, days = _by_document(read.claims, ids), _days(read)
    pairs: Counter[tuple[str, str]] = Counter()
    for name, key in keys.items():
        for level, forms in key.confidence:
            ours = [_level(c, forms) for c in claims[name] if is_incident(c, days.get(name))]
            pairs[level, next((one for one in ours if one), "not found")] += 1
    return pairs


def _level(claim: Claim, forms: Forms) -> str | None:
    mine = [a for a in claim.actors if any(f & forms for _, f in doer(a))]
    if not mine:
        return None
    if claim.source is None:
        return claim.modality
    own = any(claim.source.side and claim.source.side == actor.side for actor in mine)
    return f"{claim.modality} by {'itself' if own else claim.source.kind}"


def main() -> None:
    """Print the figures; with ``dev NUMBER`` those of a hundred dev documents, and their misses."""
    gold, *dev = sys.argv[1:]
    if not dev:
        print(json.dumps(score(Path(gold)), indent=1))
        return
    folder = Path(gold) / "events" / "muc34" / "CORPORA" / "dev"
    first = int(dev[1])
    texts = documents(folder / f"dev-muc3-{first:04d}-{first + 99:04d}")
    keys = answers(folder / f"key-dev-{first:04d}.muc4")
    read = read_texts(texts)
    _print_misses(read, keys)
    print(json.dumps(figures(read, keys), indent=1))
    print(*sorted(confidence(read, keys).items()), sep="\n")


def _print_misses(read: Records, keys: dict[str, Key]) -> None:
    ids = {article.id: article.input_id or "" for article in read.articles}
    claims, days = _by_document(read.claims, ids), _days(read)
    for name, key in keys.items():
        found = fillers(claims[name], days.get(name))
        for role in ROLES:
            gold, loose = key.required[role], key.optional[role]
            missed = [sorted(g) for g in gold if not any(g & f for f in found[role])]
            extra = [sorted(f) for f in found[role] if not any(f & g for g in [*gold, *loose])]
            if missed or extra:
                print(name, role, "missed", missed, "extra", extra)


if __name__ == "__main__":
    main()
