"""Noun phrases by their edges: no parser, only the words and marks at which a phrase must end.

>>> text = "Rebels of the Orlo Front killed two unarmed peasants in Velm."
>>> row = Row(text, 0, len(text))
>>> [text[slice(*row.spread(row.after(31)))], text[slice(*row.spread(next(row.before(24))))]]
['two unarmed peasants', 'Rebels of the Orlo Front']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.parties.phrases import words
from reportedly.stages.extract.phrase_words import ARTICLES, is_verbal, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reportedly.parties.phrases import Word

_LONGEST = 9  # words of a phrase without what follows its head
_PARENTHESIS = 20  # words of what stands between two commas behind a head
_ENDS = frozenset(",;:!?()[]—–…/")
_QUANTITIES = (
    "at least",
    "more than",
    "up to",
    "as many as",
    "at most",
    "some of",
    "most of",
    "one of",
    "part of",
    "fewer than",
    "less than",
)
_MANY = frozenset({"and", "or"})
_OPENING = {",": ",", "]": "[", ")": "(", "--": "--", "—": "—", "–": "–"}
# a short or a full name in brackets behind the other, which no phrase ends at
_SHORT_NAME = re.compile(
    r"(?<=\w\s)(?:\([A-Z][A-Z0-9-]{1,11}\)|\[[A-Z][\w’'. \n-]{1,70}\])(?=\s\w)"
)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


@dataclass(frozen=True)
class Phrase:
    """A noun phrase by word numbers: its first word, past its head, past what belongs to it."""

    first: int
    head: int
    last: int


class Row:
    """The words of a stretch of text, asked for the phrases beside a place in it.

    ``names`` are spans that no phrase cuts through; ``ends`` are places where none goes on.
    """

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        names: Sequence[tuple[int, int]] = (),
        ends: Collection[int] = (),
    ) -> None:
        self.text = text[:start] + _SHORT_NAME.sub(_blank, text[start:end])
        self.words: Sequence[Word] = words(self.text, start, end)
        self._starts = [word.start for word in self.words]
        self._names = names
        self._named = {i for low, high in names for i in range(self.at(low), self.at(high))}
        self._ended = {self.at(one) for one in ends}

    def at(self, place: int) -> int:
        """The first word that begins at a place or after it."""
        return bisect_left(self._starts, place)

    def word(self, at: int) -> str:
        """The word of a number, folded; "" before the first and behind the last."""
        return self.words[at].folded if 0 <= at < len(self.words) else ""

    def mark(self, at: int) -> str:
        """The marks before a word; "" before the first and behind the last."""
        return self._gap(at).strip() if 0 < at < len(self.words) else ""

    def phrases(self) -> Iterator[Phrase]:
        """Every phrase of the words, in order, with the phrases inside an "of ..." apart too."""
        at = 0
        while at < len(self.words):
            begins = at in self._named or not (
                self.words[at].folded in listed("stops") or is_verbal(self.words[at].folded)
            )
            phrase = self._from(at) if begins else None
            if phrase is not None and phrase.head > at:
                yield phrase
            at = phrase.head if phrase and phrase.head > at else at + 1

    def spread(self, phrase: Phrase | None) -> tuple[int, int]:
        """Where a phrase stands in the text; nothing for none."""
        if phrase is None:
            return (0, 0)
        return self.words[phrase.first].start, self.words[phrase.last - 1].end

    def after(self, place: int) -> Phrase | None:
        """The phrase that begins right after a place, if nothing else is told to begin there."""
        at = self.at(place)
        return None if at in self._ended and at not in self._named else self._from(at)

    def whole(self, phrase: Phrase) -> Phrase:
        """Of "two of the farms" or "the front of the shop" the farms and the shop."""
        partial = self.words[phrase.head - 1].folded in listed("partitives")
        if not partial or phrase.last <= phrase.head + 1:
            return phrase
        return Phrase(phrase.head + 1, phrase.last, phrase.last)

    def before(self, place: int) -> Iterator[Phrase]:
        """The phrases that can be the subject of what begins at a place, the likeliest first.

        That which ends right before it; behind a comma, a dash or a bracket, those before what
        stands between ("the mayor, 45, a lawyer, was"), and last what stands between.
        """
        at = self._over_relative(self.at(place))
        if not at:
            return
        relative = at != self.at(place)
        closed = self._gap_ends(at)
        for end in dict.fromkeys((*self._subject_ends(at, first=relative or not closed), at)):
            phrase = self._up_to(end)
            if phrase is not None:
                yield from reversed(list(self._arounds(phrase)))
                if phrase.head + 1 < phrase.last:  # "the burial of two men killed"
                    yield Phrase(phrase.head + 1, phrase.last, phrase.last)
        if not closed and (told := self._relative(at)):
            yield told

    def _subject_ends(self, at: int, *, first: bool) -> Iterator[int]:
        """Where the phrases can end, the nearest first."""
        if first:
            yield at
        opening = self._opening(at)
        if opening is None:
            return
        for back in range(at - 1, max(0, at - _PARENTHESIS), -1):
            if "." in self._gap(back) and self._gap_ends(back):
                return
            if opening in self._gap(back):
                yield back

    def _arounds(self, phrase: Phrase) -> Iterator[Phrase]:
        """A phrase and those that it stands behind: "men in a car", "men in a car with arms"."""
        while phrase is not None:
            yield phrase
            wider = self.around(phrase)
            if wider is None:
                return
            phrase = wider

    def subject(self, place: int) -> Iterator[Phrase]:
        """Who does what a verb behind "and" tells: the phrase before the verb before it."""
        at = self.at(place) - 1
        if at < 1 or self.words[at].folded != "and":
            return
        for back in range(at - 1, max(0, at - _PARENTHESIS), -1):
            if self._gap_ends(back + 1, allowed=","):
                return
            verb = is_verbal(self.words[back].folded) and self._is_verb_here(back)
            if verb and back not in self._named:
                yield from self.before(self.words[back].start)
                return

    def beside(self, phrase: Phrase) -> list[Phrase]:
        """The phrase with those joined to it by "and" or commas, on both sides."""
        found = [phrase]
        at = phrase.last
        while (further := self._joined_after(at)) is not None:
            found.append(further)
            at = further.last
        return found

    def beside_before(self, phrase: Phrase) -> list[Phrase]:
        """The phrase with those joined before it."""
        found = [phrase]
        while (earlier := self._joined_before(found[-1].first)) is not None:
            found.append(earlier)
        while len(found) > 1 and (earlier := self._listed_before(found[-1].first)) is not None:
            found.append(earlier)
        return found

    def _joined_after(self, at: int) -> Phrase | None:
        if at >= len(self.words):
            return None
        if self.words[at].folded in _MANY and not self._gap_ends(at, allowed=","):
            return self._conjunct(at + 1)
        if self._says(at, "as well as") and not self._gap_ends(at, allowed=","):
            return self._conjunct(at + 3)
        listed = self._gap(at).strip() == "," and self._list_goes_on(at)
        return self._conjunct(at) if listed else None

    def _conjunct(self, at: int) -> Phrase | None:
        """A phrase after "and", unless a verb begins another clause there."""
        if at >= len(self.words) or (at not in self._named and is_verbal(self.words[at].folded)):
            return None
        return self._from(at)

    def _list_goes_on(self, at: int) -> bool:
        """Whether phrases between commas lead from a comma to an "and"."""
        while (one := self._from(at)) is not None and one.last < len(self.words):
            if self.words[one.last].folded in _MANY:
                return self.words[one.first - 1].folded != "who"
            if self._gap(one.last).strip() != ",":
                return False
            at = one.last
        return False

    def _joined_before(self, at: int) -> Phrase | None:
        if at < 2:
            return None
        if self.words[at - 1].folded in _MANY and not self._gap_ends(at):
            return self._up_to(at - 1)
        return None

    def _listed_before(self, at: int) -> Phrase | None:
        """The phrase before a comma in a list: "a judge, a nun and two boys"."""
        return self._up_to(at) if at > 1 and self._gap(at).strip() == "," else None

    def _says(self, at: int, words: str) -> bool:
        """Whether these words stand at a place."""
        told = words.split()
        return [word.folded for word in self.words[at : at + len(told)]] == told

    def apposed(self, phrase: Phrase) -> Iterator[Phrase]:
        """What stands in apposition to a phrase: "the mayor of Velm, Ada Orlo,"."""
        after = phrase.last
        if after < len(self.words) and self._gap(after).strip() == ",":
            one = self._from(after)
            closed = one and (one.last >= len(self.words) or self._gap_ends(one.last))
            if one and closed and not self._list_goes_on(after):
                yield one
        if phrase.first and self._gap(phrase.first).strip() == ",":
            one = self._up_to(phrase.first)
            if one and (one.first == 0 or self.words[one.first - 1].folded not in listed("stops")):
                yield one

    def around(self, phrase: Phrase) -> Phrase | None:
        """The phrase that one stands behind, with "in", "on" or "with" between."""
        joint = phrase.first - 1
        if joint < 1 or self._gap_ends(joint) or not self._joins(joint):
            return None
        while joint > 1 and self.words[joint - 1].folded in listed("modifying"):
            joint -= 1
        return self._up_to(joint)

    def _joins(self, at: int) -> bool:
        """Whether a word joins a phrase to the one it stands behind: "in", "assigned to"."""
        word = self.words[at].folded
        return word in listed("behind") or (
            word in {"to", "by", "of", "as"} and self.words[at - 1].folded in listed("modifying")
        )

    def _relative(self, at: int) -> Phrase | None:
        """What a relative clause that ends at a place stands behind: "two cars that were there"."""
        for back in range(at - 1, max(0, at - _PARENTHESIS), -1):
            if self._gap_ends(back + 1):
                return None
            if self.words[back].folded in {"who", "which", "that"}:
                return None if self._gap_ends(back) else self._up_to(back)
        return None

    def _gap(self, at: int) -> str:
        """What stands before a word, after the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start] if at else ""

    def _gap_ends(self, at: int, allowed: str = "") -> bool:
        """Whether a phrase cannot reach over what stands before this word."""
        if at in self._ended and at not in self._named:
            return True
        gap = self._gap(at)
        if (
            gap == ","
            and self.words[at].text[0].isdigit()
            and self.words[at - 1].text[-1].isdigit()
        ):
            return False  # "70,000 people"
        if "--" in gap or any(mark in _ENDS and mark not in allowed for mark in gap.strip(" \n")):
            return True
        if "\n\n" in gap:
            return True
        stop = "." in gap
        before = self.words[at - 1]
        return stop and before.folded not in listed("titles") and len(before.text) > 1

    def _from(self, at: int) -> Phrase | None:
        first, head = at, self._over_quantity(at)
        filled = False
        while head < len(self.words) and head - first < _LONGEST:
            if head > at and self._gap_ends(head):
                break
            if head not in self._named and self._stops(head, filled=filled, first=head == first):
                break
            filled = filled or self.words[head].folded not in listed("determiners")
            head += 1
        if not filled and not self._is_part(head):
            return None
        return Phrase(first, head, self._with_of(head))

    def _is_part(self, head: int) -> bool:
        """Whether nothing but a part is told before "of": "two of the farms"."""
        part = head > 0 and self.words[head - 1].folded in listed("partitives")
        return part and head < len(self.words) and self.words[head].folded == "of"

    def _over_quantity(self, at: int) -> int:
        """Past "at least", "more than", "as many as" before a number."""
        here = " ".join(word.folded for word in self.words[at : at + 3])
        return next(
            (at + 2 + q.count(" ") - 1 for q in _QUANTITIES if here.startswith(f"{q} ")), at
        )

    def _with_of(self, head: int) -> int:
        """Past the words of "of ..." that belong to a head."""
        if head + 1 >= len(self.words) or self.words[head].folded != "of":
            return head
        if self._gap_ends(head) or self._gap_ends(head + 1):
            return head
        inner = self._from(head + 1)
        return inner.last if inner else head

    def _up_to(self, last: int) -> Phrase | None:
        first = self._back(last)
        while (
            first > 1 and self.words[first - 1].folded == "of" and self._back(first - 1) < first - 1
        ):
            if self._gap_ends(first) or self._gap_ends(first - 1):
                break
            first = self._back(first - 1)
        while first < last and self.words[first].folded in {"that", "of"}:
            first += 1
        if first >= last or all(w.folded in listed("determiners") for w in self.words[first:last]):
            return None
        head = next((i for i in range(first + 1, last) if self.words[i].folded == "of"), last)
        return Phrase(first, head, last)

    def _back(self, last: int) -> int:
        """The first word of the words before ``last`` that can be one phrase."""
        at = last
        while at > 0 and last - at < _LONGEST:
            if at < last and self._gap_ends(at):
                break
            if at - 1 not in self._named and self._stops_left(at - 1, last):
                break
            at -= 1
            if self.words[at].folded in ARTICLES and at - 1 not in self._named:
                break
        return at

    def _stops_left(self, at: int, last: int) -> bool:
        word = self.words[at].folded
        if "-" in (self._gap(at), self._gap(at + 1) if at + 1 < len(self.words) else ""):
            return False
        if word in listed("stops"):
            return True
        return is_verbal(word) and (at == last - 1 or self._is_verb_here(at))

    def _is_verb_here(self, at: int) -> bool:
        """Whether a word in -ed is a verb: no article or adverb stands before it."""
        before = self.words[at - 1].folded if at else ""
        return before not in listed("determiners") and not before.endswith("ly")

    def _stops(self, at: int, *, filled: bool, first: bool) -> bool:
        word = self.words[at].folded
        if word in listed("stops"):
            return True
        hyphened = at + 1 < len(self.words) and self._gap(at) == "-"
        return filled and not first and not hyphened and is_verbal(word)

    def _over_relative(self, at: int) -> int:
        """Over "who" or "which" to the phrase that it stands for."""
        if at > 1 and self.words[at - 1].folded in {"who", "which", "that"}:
            return at - 1 if self._gap(at - 1).strip() in {"", ","} else at
        return at

    def _opening(self, at: int) -> str | None:
        """The mark that opens what a mark before a word closes."""
        gap = self._gap(at).strip()
        return _OPENING.get("--" if gap.endswith("--") else gap[-1:])
