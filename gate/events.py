"""What kind of happening, and whether there is one: public snippets with a coder's label each."""

from __future__ import annotations

import csv
import json
import tempfile
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.gazetteer import Gazetteer
from reportedly.pipeline import read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from reportedly.records import Claim

# labels of CASE 2021 task 2 -> ACLED's sub types
ACLED = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "AGREEMENT": "Agreement",
    "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash",
    "ARREST": "Arrests",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence",
    "SUIC_BOMB": "Suicide bomb",
    "VIOL_DEMONSTR": "Violent demonstration",
}
# columns of IndiaPoliceEvents after the sentence, found by reading: the note has another order
_POLICE_COLUMNS = {"kill": 1, "arrest": 2, "force": 5}
_KILLS = frozenset({"Attack", "Excessive force against protesters", "Mob violence"})
_FORCE = frozenset({"Excessive force against protesters", "Protest with intervention"})
_ODD = {0: "even", 1: "odd"}


def score_case2021(gold: Path) -> dict[str, float]:
    """CASE 2021 task 2: weighted F1 of the first claim's sub type, and other news left alone."""
    rows = [json.loads(line) for line in (gold / "events" / "case2021-task2.jsonl").open()]
    found = claims_of({row["id"]: row["text"] for row in rows})
    labels = {row["id"]: ACLED.get(row["label"]) for row in rows}
    return case2021_figures(labels, first_types(found))


def first_types(found: Mapping[str, Sequence[Claim]]) -> dict[str, str]:
    """The sub type of the first claim of each snippet that has one."""
    return {name: claims[0].event.acled_sub_type for name, claims in found.items() if claims}


def case2021_figures(
    labels: Mapping[str, str | None], answers: Mapping[str, str]
) -> dict[str, float]:
    """Weighted F1 over the snippets with one of the 25 types, and the share of the rest untouched.

    >>> case2021_figures({"1": "Attack", "2": None}, {"1": "Attack"})["weighted F1"]
    1.0
    """
    figures: dict[str, float] = {}
    for half in (None, 0, 1):
        chosen = {k: v for k, v in labels.items() if half in (None, zlib.crc32(k.encode()) % 2)}
        suffix = "" if half is None else f", {_ODD[half]} half"
        typed = [(label, answers.get(name)) for name, label in chosen.items() if label]
        rest = [name for name, label in chosen.items() if label is None]
        figures[f"weighted F1{suffix}"] = weighted_f1(typed)
        figures[f"others without claim{suffix}"] = _share(name not in answers for name in rest)
    return figures


def weighted_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """F1 of each label, weighted by how often it is the right one.

    >>> weighted_f1([("a", "a"), ("a", None)])
    0.6666666666666666
    """
    right = Counter(label for label, _ in pairs)
    answered = Counter(answer for _, answer in pairs)
    hits = Counter(label for label, answer in pairs if label == answer)
    return sum(
        n / len(pairs) * 2 * hits[label] / (n + answered[label]) for label, n in right.items()
    )


def score_police(gold: Path) -> dict[str, float]:
    """IndiaPoliceEvents: whether a sentence yields a claim that police killed, arrested, hit."""
    folder = gold / "events" / "conflibert-tasks" / "IndiaPoliceEvents_sents"
    with (folder / "test.tsv").open(newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if row[0].strip()]
    found = claims_of({str(i): row[0] for i, row in enumerate(rows)})
    figures: dict[str, float] = {}
    for name, tells in _POLICE_CLAIMS.items():
        labels = [row[_POLICE_COLUMNS[name]] == "1" for row in rows]
        answers = [any(tells(c) for c in found.get(str(i), ())) for i in range(len(rows))]
        figures |= {f"{name} {k}": v for k, v in _presence(labels, answers).items()}
    return figures


def _by_police(claim: Claim) -> bool:
    return any("police" in actor.as_written.casefold() for actor in claim.actors)


def _kills(claim: Claim) -> bool:
    killed = any(c.what == "killed" for c in claim.counts) or claim.event.acled_sub_type in _KILLS
    return killed and _by_police(claim)


_POLICE_CLAIMS: dict[str, Callable[[Claim], bool]] = {
    "kill": _kills,
    "arrest": lambda claim: claim.event.acled_sub_type == "Arrests",
    "force": lambda claim: claim.event.acled_sub_type in _FORCE or _kills(claim),
}


def _presence(labels: Sequence[bool], answers: Sequence[bool]) -> dict[str, float]:
    hits = sum(a and b for a, b in zip(labels, answers, strict=True))
    precision, recall = hits / max(1, sum(answers)), hits / max(1, sum(labels))
    both = precision + recall
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / both if both else 0.0}


def _share(marks: Iterable[bool]) -> float:
    known = list(marks)
    return sum(known) / max(1, len(known))


def claims_of(texts: Mapping[str, str]) -> dict[str, list[Claim]]:
    """The claims of short texts, each read as a page of its own, with the embedded gazetteer."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages.jsonl"
        lines = (json.dumps({"id": name, "text": text}) for name, text in texts.items())
        pages.write_text("\n".join(lines) + "\n", encoding="utf-8")
        records = read_all([str(pages)], Gazetteer.embedded())
    if records.rejects:
        message = f"{len(records.rejects)} snippets rejected: {records.rejects[0].reason}"
        raise RuntimeError(message)
    names = {article.id: article.input_id or "" for article in records.articles}
    found: dict[str, list[Claim]] = {name: [] for name in texts}
    for claim in records.claims:
        found[names[claim.article_id]].append(claim)
    return found
