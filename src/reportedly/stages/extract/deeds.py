"""The words of deeds, of people and of things, from vocab/en/deeds.yaml and the lists beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.openings import Opened
from reportedly.stages.extract.patterns import any_of
from reportedly.vocab import load
from reportedly.vocab.plurals import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reportedly.parties.phrases import Word


@dataclass(frozen=True)
class Form:
    """One form of a verb, and what it can be: past or participle, -ing, base form, a noun too.

    ``passive_only``: what stands behind its active form did not suffer by it ("held a speech").
    """

    verb: str
    past: bool = False
    ing: bool = False
    base: bool = False
    is_noun: bool = False
    passive_only: bool = False


@cache
def forms() -> dict[str, Form]:
    """Every form of every verb, in lower case."""
    only, nouns = set(load("deeds")["passive_only"]), set(load("deeds")["also_nouns"])
    found: dict[str, Form] = {}
    for row in load("deeds")["verbs"]:
        verb, *past = row.split()
        rest = verb in only
        for one in past or [_past(verb)]:
            found[one] = Form(verb, past=True, passive_only=rest)
        found[_ing(verb, past)] = Form(verb, ing=True, passive_only=rest)
        for one in (verb, plural(verb)):
            found.setdefault(one, Form(verb, base=True, is_noun=verb in nouns, passive_only=rest))
    return found


def _past(verb: str) -> str:
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


def _ing(verb: str, past: Sequence[str]) -> str:
    doubled = bool(past) and past[0].endswith(f"{verb[-1]}ed")
    if doubled or verb in {"gun", "stab", "rob", "hit"}:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") else f"{verb}ing"


@cache
def verbs() -> Opened:
    """Any form of any verb, as a whole word."""
    return Opened(any_of(forms()))


@cache
def deed() -> re.Pattern[str]:
    """A verb of a deed, or of doing one, with nothing but what goes with it after it."""
    told = [one for one, form in forms().items() if not form.passive_only]
    done = "|".join(sorted((*told, *load("deeds")["done"]), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{done})(?!\w)(?:[ \n,]+(?!and\b|but\b|that\b|said\b)[\w'.’-]+)"
        r"{0,8}?[ \n,]*$",
        re.IGNORECASE,
    )


@cache
def human() -> re.Pattern[str]:
    """Words right before people: "kidnapped", "the murder of"."""
    told = "|".join([one for one, form in forms().items() if form.verb in load("deeds")["human"]])
    nouns = "|".join(load("deeds")["human_nouns"])
    return re.compile(rf"(?<!\w)(?:{told}|{nouns})\s+$", re.IGNORECASE)


@cache
def was_human() -> re.Pattern[str]:
    """Words right after people: "was kidnapped"."""
    told = "|".join([o for o, f in forms().items() if f.past and f.verb in load("deeds")["human"]])
    return re.compile(
        rf"\s+(?:was|were|has been|have been|had been)\s+(?:\w+\s+)?(?:{told})(?!\w)",
        re.IGNORECASE,
    )


@cache
def owned() -> Opened:
    """As in "the mayor's murder": what stands behind whose it is."""
    nouns = "|".join(load("deeds")["owned"])
    return Opened(re.compile(rf"['’](?:s)?\s+(?=(?:{nouns})\b)", re.IGNORECASE))


@cache
def pattern(name: str) -> Opened:
    """The patterns of one list, over any white space."""
    return Opened(any_of(one.replace(" ", r"\s+") for one in load("deeds")[name]))


def kind_of(table: dict[str, str], row: Sequence[Word]) -> str | None:
    """What the last words of a phrase's head are in a table, the longest first."""
    tail = [word.folded for word in row]
    for length in (3, 2, 1):
        found = table.get(" ".join(tail[-length:])) if len(tail) >= length else None
        if found:
            return found
    return None


@cache
def people_nouns() -> dict[str, str]:
    """Nouns for people with the kind of actor that they are."""
    people = load("people")
    kinds = {"police": "official", "officials": "official", "attackers": "armed group"}
    table = {
        noun: kinds.get(group, "civilians")
        for group, rows in people["groups"].items()
        for noun in _each(rows)
    }
    table |= dict.fromkeys(_each(people["armed"]["soldiers"]), "military")
    table |= dict.fromkeys(_each(people["armed"]["fighters"]), "armed group")
    for name, kind in (("ranks", "military"), ("companions", "civilians")):
        table |= {form: kind for noun in load("deeds")[name] for form in (noun, plural(noun))}
    return {_spaced(noun): kind for noun, kind in table.items()}


def _each(rows: Iterable[str]) -> Iterator[str]:
    """Singular and plural of each row "man/men"."""
    return (noun for row in rows for noun in row.split("/"))


@cache
def vague() -> frozenset[str]:
    """Words for people of whom nothing is said: a count holds how many."""
    return frozenset(load("deeds")["vague"])


@cache
def areas() -> frozenset[str]:
    """Words for where it was, and their plurals."""
    nouns = load("deeds")["areas"]
    return frozenset({*nouns, *map(plural, nouns)})


@cache
def doer_nouns() -> dict[str, str]:
    """Nouns for those who can do it with the kind of actor that they are."""
    vocabulary = load("actors_roles")
    table = dict(people_nouns())
    table |= dict.fromkeys(map(_spaced, load("deeds")["doers"]), "armed group")
    table |= dict.fromkeys(load("deeds")["bodies"], "government")
    table |= dict.fromkeys(map(_spaced, vocabulary["armed_words"]), "armed group")
    table |= dict.fromkeys(map(_spaced, vocabulary["forces"]), "military")
    return {noun: kind for noun, kind in table.items() if noun not in load("deeds")["no_doers"]}


@cache
def thing_nouns() -> dict[str, str]:
    """Nouns for things with the kind of infrastructure that they are."""
    table: dict[str, str] = {}
    for rows in (load("deeds")["things_hit"], load("infrastructure")["infrastructure"]):
        for kind, nouns in rows.items():
            table |= {_spaced(form): kind for noun in nouns for form in (noun, plural(noun))}
    return table


def _spaced(noun: str) -> str:
    """A noun as its words are cut: "air-raid shelter" as three words."""
    return " ".join(re.findall(r"[^\W_]+", noun.casefold()))
