"""Where the knowledge of each happening comes from: primary sources, not outlets.

In this order, for each claim of a happening: the source it is attributed to; for the outlet's
own voice, the source that the same article (or a copy of it) attributes the happening to; the
agency that the article credits; else nothing, which is not counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportedly.posts import post_of
from reportedly.records import (
    Article,
    Channel,
    Claim,
    CopyGroup,
    Credit,
    Origin,
    Source,
    Utterance,
    stable_id,
)
from reportedly.stages.group.entries import agency_named
from reportedly.stages.group.presence import Presence, on_the_spot
from reportedly.stages.group.sources import (
    Voice,
    account,
    name_words,
    same_source,
    words_of,
)
from reportedly.vocab import load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from reportedly.stages.group.sources import IdPair

LONGEST_CAPTION = 200  # characters: a longer line is a paragraph that may speak of pictures


@dataclass(slots=True)
class _Voiced:
    """An origin in the making: its own claims and those that only repeat it."""

    voices: list[Voice]
    agency: str | None = None
    presence: Presence | None = None
    repeats: list[Claim] = field(default_factory=list)

    @property
    def claims(self) -> list[Claim]:
        return [voice.claim for voice in self.voices] + self.repeats


@dataclass(frozen=True, slots=True)
class _Setting:
    articles: Mapping[str, Article]
    groups: Mapping[str, str]
    members: Mapping[str, Sequence[str]]
    together: tuple[IdPair, ...] = ()
    apart: tuple[IdPair, ...] = ()
    seen: dict[str, Presence | None] = field(default_factory=dict)

    def group(self, claim: Claim) -> str:
        return self.groups.get(claim.article_id, claim.article_id)

    def carriers(self, claim: Claim) -> list[Article]:
        """The claim's article, or all articles of its copy group."""
        group = self.group(claim)
        ids = self.members.get(group) or [claim.article_id]
        return [self.articles[a] for a in ids if a in self.articles]

    def presence(self, claim: Claim) -> Presence | None:
        """The first reporter that the claim's article or a copy of it shows on the spot."""
        for article in self.carriers(claim):
            if article.id not in self.seen:
                self.seen[article.id] = on_the_spot(article)
            if found := self.seen[article.id]:
                return found
        return None


def origins(
    clusters: Sequence[Sequence[Claim]],
    articles: Sequence[Article],
    groups: Sequence[CopyGroup],
    together: Collection[IdPair] = (),
    apart: Collection[IdPair] = (),
) -> list[list[Origin]]:
    """For each cluster of claims of one happening, its origins, in the clusters' order.

    ``together`` and ``apart``: claims that people say speak from one origin, or do not.

    A claim that no utterance of an origin names has an unknown origin: it counts for nothing.
    An origin's id holds within its cluster.
    """
    by_article = {a: group.id for group in groups for a in group.article_ids}
    by_id = {article.id: article for article in articles}
    members = {group.id: sorted(group.article_ids) for group in groups}
    setting = _Setting(by_id, by_article, members, tuple(together), tuple(apart))
    return [_origins(sorted(cluster, key=lambda c: c.id), setting) for cluster in clusters]


def _origins(claims: Sequence[Claim], setting: _Setting) -> list[Origin]:
    voices = [Voice(c, c.source, setting.group(c)) for c in claims if c.source is not None]
    found = [
        _Voiced([voices[i] for i in part])
        for part in same_source(voices, setting.together, setting.apart)
    ]
    found = _relayed(found, setting)
    agencies: dict[str, _Voiced] = {}
    for claim in claims:
        if claim.source is None:
            origin = (
                _repeated(claim, found, setting)
                or _seen(claim, agencies, setting)
                or _agency(claim, found, agencies, setting)
            )
            if origin is not None:
                origin.repeats.append(claim)
    made = found + [agencies[name] for name in sorted(agencies)]
    anchor = claims[0].id if claims else ""
    return [_origin(voiced, anchor) for voiced in made]


def _relayed(found: list[_Voiced], setting: _Setting) -> list[_Voiced]:
    """Without outlets cited by name whose own page here says whom they have it from."""
    kept: list[_Voiced] = []
    relays: list[_Voiced] = []
    for voiced in found:
        (relays if _primary(voiced, found, setting) else kept).append(voiced)
    for relay in relays:
        primary = _primary(relay, kept, setting)
        if primary is None:
            kept.append(relay)
        else:
            primary.repeats += relay.claims
    return kept


def _primary(relay: _Voiced, found: Iterable[_Voiced], setting: _Setting) -> _Voiced | None:
    outlets = {v.source.name.casefold() for v in relay.voices if v.source.name}
    if any(v.source.kind != "media" for v in relay.voices):
        return None
    for other in found:
        if other is not relay and any(
            voice.source.kind != "media" and _outlet(voice.claim, setting) in outlets
            for voice in other.voices
        ):
            return other
    return None


def _outlet(claim: Claim, setting: _Setting) -> str | None:
    article = setting.articles.get(claim.article_id)
    return article.outlet.casefold() if article and article.outlet else None


def _repeated(claim: Claim, found: list[_Voiced], setting: _Setting) -> _Voiced | None:
    """The origin of the nearest attributed claim in the same article, else in a copy of it."""
    ranked = [
        (_distance(claim, own, setting), own.id, k)
        for k, voiced in enumerate(found)
        for own in voiced.claims
        if setting.group(own) == setting.group(claim)
        and own.source is not None
        and (own.modality == "denied") == (claim.modality == "denied")
    ]
    return found[min(ranked)[2]] if ranked else None


def _distance(claim: Claim, own: Claim, setting: _Setting) -> tuple[bool, int, str]:
    """The same article before its copies, then the nearest, then the earliest."""
    article = setting.articles.get(own.article_id)
    published = (article.published.start or "") if article and article.published else ""
    apart = claim.article_id != own.article_id
    gap = 0 if apart else abs(own.span.start - claim.span.start)
    return (apart, gap, published)


def _seen(claim: Claim, agencies: dict[str, _Voiced], setting: _Setting) -> _Voiced | None:
    """The outlet or agency whose own reporter the article shows on the spot."""
    presence = setting.presence(claim)
    if presence is None:
        return None
    owner = presence.owner
    made = agencies.setdefault(owner or f" {setting.group(claim)}", _Voiced([], agency=owner))
    made.presence = made.presence or presence
    return made


def _agency(
    claim: Claim, found: list[_Voiced], agencies: dict[str, _Voiced], setting: _Setting
) -> _Voiced | None:
    credited = _credited(setting.carriers(claim))
    for name in credited:
        for voiced in found:
            if any(name_words(name) == name_words(v.source.name) for v in voiced.voices):
                return voiced
    known = next((agencies[name] for name in credited if name in agencies), None)
    if known or not credited:
        return known
    return agencies.setdefault(credited[0], _Voiced([], agency=credited[0]))


def _credited(articles: Sequence[Article]) -> list[str]:
    """The agencies whose words these are, the likeliest first.

    First the one whose own text is among the copies, then those credited for the text, most often
    first, then those cited for a statement of it.
    """
    own = {name for article in articles if (name := agency_named(article.outlet))}
    credits_ = {
        (article.id, credit.name, credit.how == "cited")
        for article in articles
        for credit in article.agencies
        if not _of_a_picture(article, credit)
    }
    times = Counter(name for _, name, cited in credits_ if not cited)
    cited = Counter(name for _, name, cited in credits_ if cited)
    names = own | set(times) | set(cited)
    return sorted(names, key=lambda n: (n not in own, -times[n], -cited[n], n))


def _of_a_picture(article: Article, credit: Credit) -> bool:
    text, start = article.field(credit.span.field), credit.span.start
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    words = set(re.findall(r"\w+", line.casefold()))
    return len(line) < LONGEST_CAPTION and bool(words & words_of("picture_words"))


def _origin(voiced: _Voiced, anchor: str) -> Origin:
    claims = sorted(voiced.claims, key=lambda c: c.id)
    return Origin(
        id=stable_id("o", anchor, voiced.agency or min(claim.id for claim in voiced.claims)),
        name=_name(voiced),
        kind=_kind(voiced),
        side=_first(v.source.side for v in voiced.voices),
        utterances=_utterances(voiced),
        article_ids=tuple(sorted({claim.article_id for claim in claims})),
        why=_why(voiced),
    )


def _name(voiced: _Voiced) -> str | None:
    """The fullest name given; a private person has none here, only in the claim."""
    if any(voice.source.private for voice in voiced.voices):
        return None
    names = {voice.source.name for voice in voiced.voices if voice.source.name}
    return max(names, key=lambda name: (len(name), name)) if names else voiced.agency


def _kind(voiced: _Voiced) -> str | None:
    if voiced.agency or voiced.presence:
        return "media"
    if any(voice.source.private for voice in voiced.voices):
        return "witness"
    return _first(voice.source.kind for voice in voiced.voices)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _utterances(voiced: _Voiced) -> tuple[Utterance, ...]:
    """One per post, account or kind of channel; repetitions go with what they repeat."""
    said: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    channels: dict[tuple[str, ...], Channel] = {}
    for voice in voiced.voices:
        key = _said_in(voice.claim.channel)
        said[key].append(voice.claim)
        if voice.claim.channel:
            channels.setdefault(key, voice.claim.channel)
    for claim in voiced.repeats:
        said[_repeating(claim, said)].append(claim)
    return tuple(
        Utterance(
            channel=channels[key].name if key in channels else None,
            at=None,
            claim_ids=tuple(sorted(claim.id for claim in said[key])),
        )
        for key in sorted(said)
    )


def _said_in(channel: Channel | None) -> tuple[str, ...]:
    if channel is None:
        return ("",)
    post, poster = post_of(channel.url), account(channel)
    if post:
        return ("post", post)
    return ("account", *poster) if poster else ("channel", channel.name.casefold())


def _repeating(claim: Claim, said: Mapping[tuple[str, ...], list[Claim]]) -> tuple[str, ...]:
    for key in sorted(said):
        if any(own.article_id == claim.article_id for own in said[key]):
            return key
    return min(said, default=("",))


def _why(voiced: _Voiced) -> str:
    if voiced.presence:
        return (
            "the page names no other source for this and shows a reporter of"
            f" {voiced.agency or 'its own'} on the spot: {voiced.presence.words!r}"
        )
    if voiced.agency:
        return (
            f"the page names no source for this and credits {voiced.agency}: counted as what the"
            " agency reported"
        )
    parts = [_whose(voiced), f"attributed in {_times(len(voiced.voices), 'claim')}"]
    if voiced.repeats:
        parts.append(
            f"{_times(len(voiced.repeats), 'claim')} without a source of its own repeats it"
        )
    return "; ".join(parts)


def _whose(voiced: _Voiced) -> str:
    sources = [voice.source for voice in voiced.voices]
    source = next((s for s in sources if not _points_back(s)), sources[0])
    if any(voice.source.private for voice in voiced.voices):
        return "a private person, named only in the claim"
    if source.name:
        return f"named as {(source.name if _points_back(source) else source.as_written)!r}"
    kind = source.kind or "source"
    words = "" if _points_back(source) else f" ({source.as_written!r})"
    return f"an unnamed {kind if kind != 'unnamed' else 'source'}{words}"


def _points_back(source: Source) -> bool:
    """Whether the page's own words are a pronoun, which names nobody."""
    words = load("reporting")
    return source.as_written.casefold() in (*words["pronouns"], *words["personal"])


def _times(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
