"""Every record that Reportedly makes, frozen and typed, with JSON in and out.

The field names are the contract with users and outside checks (docs/records.md): extend
them, never rename or remove one. Unknown is ``None``, never 0 or "".

>>> span = Span(start=0, end=6)
>>> span.cut("Ozerne is a village.")
'Ozerne'
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

Field = Literal["text", "title", "page", "meta"]
MentionKind = Literal[
    "place",
    "demonym",
    "actor",
    "person",
    "weapon",
    "time",
    "count",
    "channel",
    "evidence",
    "attribution",
]
Modality = Literal["asserted", "denied", "accused", "planned", "conditional", "historical"]
Domain = Literal["conflict", "crime"]
CountWhat = Literal["killed", "injured", "missing", "detained", "displaced", "captured"]
Scope = Literal["incident", "cumulative"]
SourceKind = Literal[
    "government",
    "military",
    "armed group",
    "intergovernmental",
    "ngo",
    "media",
    "official",
    "witness",
    "unnamed",
]
EvidenceKind = Literal["video", "photo", "satellite", "debris", "document", "audio"]
EvidenceStatus = Literal["shown", "described", "said to exist"]
Basis = Literal["stated", "metadata", "inferred"]
DatePrecision = Literal["day", "span", "week", "month", "season", "year"]
PlacePrecision = Literal["settlement", "near", "admin2", "admin1", "region", "country", "water"]
IncidentKind = Literal["happening", "plan", "background", "excluded"]
CopyKind = Literal["same", "excerpt", "rewrite", "mixed", "translation", "credits", "version"]
CreditKind = Literal["dateline", "credit line", "sign-off", "cited"]
Grade = Literal["Confirmed", "Fair", "Weak", "Contested", "Discounted"]
Status = Literal["machine", "pending", "accepted", "rejected"]
Action = Literal["accept", "edit", "reject", "merge", "split", "unsure", "undo", "ask", "sign"]
Reading = Literal["second", "third"]


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """A value inside a record: frozen, compared by content."""


class Record(Model, frozen=True, kw_only=True, tag_field="record", tag=str.lower):
    """A record of its own: one JSON object a line, its type under ``"record"``."""

    id: str


class Span(Model, frozen=True, kw_only=True):
    """A place in a text: code points, end exclusive. ``element`` names a meta element."""

    start: int
    end: int
    field: Field = "text"
    element: str | None = None

    def cut(self, text: str) -> str:
        """The words the span covers in the text of its field."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one, in the same field."""
        return self.field == other.field and self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share a character of the same field."""
        return self.field == other.field and self.start < other.end and other.start < self.end


class Retrieval(Model, frozen=True, kw_only=True):
    """One time that a capture's bytes were received: from where, and when (UTC, ISO 8601)."""

    source: str
    at: str
    line: int | None = None


class WarcPlace(Model, frozen=True, kw_only=True):
    """Where in a WARC file a capture lies."""

    file: str
    offset: int


class When(Model, frozen=True, kw_only=True):
    """A time with honest precision: ISO dates cut to what is known; None is an open end."""

    start: str | None
    end: str | None
    precision: DatePrecision
    ucdp_date_prec: int
    basis: Basis
    anchor: str | None = None
    why: str


class TimeValue(When, frozen=True, kw_only=True):
    """The value of a time mention: a When with its TimeML type and value."""

    type: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    timex: str


class PlaceAlternative(Model, frozen=True, kw_only=True):
    """A gazetteer entry that was considered and not taken."""

    name: str
    id: str
    lat: float
    lon: float
    score: float


class Place(Model, frozen=True, kw_only=True):
    """A named place resolved to a gazetteer, or to the region that the page names.

    ``as_written`` has the words of class and direction about the name ("eastern Donetsk region"),
    of which a mention marks the name alone. ``lat`` and ``lon`` are a representative point rounded
    to 0.01 degree; ``uncertainty_m`` metres around it cover the area or the phrase.
    """

    as_written: str
    name: str | None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    uncertainty_m: int | None = None
    precision: PlacePrecision | None = None
    ucdp_where_prec: int | None = None
    gazetteer: str | None = None
    gazetteer_id: str | None = None
    geonameid: int | None = None
    score: float | None = None
    alternatives: tuple[PlaceAlternative, ...] = ()
    why: str
    use: Literal["metonym"] | None = None


class Credit(Model, frozen=True, kw_only=True):
    """An agency that an article credits, by its short name (AFP, AP, Reuters).

    ``how``: the dateline or credit line of the agency's own text, a sign-off in the form that the
    agency uses (which does not name it: inferred), or cited for one statement.
    """

    name: str
    span: Span
    how: CreditKind | None = None


class PostLink(Model, frozen=True, kw_only=True):
    """A link to a post of social media, and the words of the text that it stands on."""

    url: str
    span: Span


class Furniture(Model, frozen=True, kw_only=True):
    """A part of ``page_text`` that is not the article: code points, end exclusive."""

    start: int
    end: int
    kind: str


class Capture(Record, frozen=True, kw_only=True):
    """The bytes as received, hashed, with where and when. ``id`` is made of the hash."""

    sha256: str
    media_type: str
    size: int
    retrievals: tuple[Retrieval, ...]
    warc: WarcPlace | None = None


class PageMeta(Model, frozen=True, kw_only=True):
    """What came beside the bytes of a page (JSON lines, options); None is not given."""

    input_id: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None


class Received(Model, frozen=True, kw_only=True):
    """A capture with its bytes, on the way from capture to clean; not stored itself.

    ``form``: html (a page), flattened (page text with its furniture), body (text already
    extracted, kept to the letter).
    """

    capture: Capture
    data: bytes
    form: Literal["html", "flattened", "body"]
    meta: PageMeta = PageMeta()


class Article(Record, frozen=True, kw_only=True):
    """What a capture says once its furniture is cut away but remembered.

    ``vocabulary``: the hash of the casebook's own vocabulary that it was read with; None is the
    package's.
    """

    capture_id: str
    input_id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None
    text: str
    page_text: str
    language: str | None
    byline: str | None = None
    agencies: tuple[Credit, ...] = ()
    published: When | None = None
    published_null_reason: str | None = None
    furniture: tuple[Furniture, ...] = ()
    posts: tuple[PostLink, ...] = ()
    vocabulary: str | None = None

    def field(self, name: Field) -> str:
        """The text that spans of this field point into."""
        texts = {"text": self.text, "title": self.title or "", "page": self.page_text}
        return texts.get(name, "")

    def cut(self, span: Span) -> str:
        """The words that a span of this article covers."""
        return span.cut(self.field(span.field))


class Attribution(Model, frozen=True, kw_only=True):
    """Who says what by which words: the value of an attribution mention."""

    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]


class Actor(Model, frozen=True, kw_only=True):
    """A doer or a target as the page names it, tied to a known party where one fits."""

    as_written: str
    name: str | None = None
    id: str | None = None
    kind: str | None = None
    side: str | None = None
    infrastructure: str | None = None
    span: Span


class Weapon(Model, frozen=True, kw_only=True):
    """A weapon or munition as written, with its designation, class and treaties."""

    as_written: str
    designation: str | None = None
    class_: str | None = msgspec.field(name="class", default=None)
    delivery: str | None = None
    treaty: tuple[str, ...] = ()
    span: Span


class Count(Model, frozen=True, kw_only=True):
    """How many people, as said: ``low`` or ``high`` None is open or unstated."""

    what: CountWhat
    who: str | None = None
    low: int | None
    high: int | None
    phrase: str
    scope: Scope = "incident"
    span: Span


class Source(Model, frozen=True, kw_only=True):
    """Who says it. ``name`` is None for an unnamed source; ``via`` the chain between."""

    as_written: str
    name: str | None
    id: str | None = None
    kind: SourceKind | None = None
    side: str | None = None
    private: bool = False
    via: tuple[str, ...] = ()
    span: Span
    cue_span: Span | None = None


class Channel(Model, frozen=True, kw_only=True):
    """Through which channel a source spoke: Twitter, Telegram, statement, interview."""

    name: str
    handle: str | None = None
    url: str | None = None
    span: Span


class Evidence(Model, frozen=True, kw_only=True):
    """A kind of evidence, and whether the page shows, describes or only mentions it."""

    kind: EvidenceKind
    status: EvidenceStatus
    span: Span


class Verification(Model, frozen=True, kw_only=True):
    """What the page says of whether the claim could be checked."""

    quote: str
    span: Span


class Event(Model, frozen=True, kw_only=True):
    """What kind of happening, in ACLED's and PLOVER's words, with the words that say so."""

    acled_type: str
    acled_sub_type: str
    plover: tuple[str, ...] = ()
    plover_mode: tuple[str, ...] = ()
    trigger: Span | None = None


class Mention(Record, frozen=True, kw_only=True):
    """A span of an article that names something, with its normalised value."""

    article_id: str
    kind: MentionKind
    span: Span
    text: str
    value: Any = None


class Claim(Record, frozen=True, kw_only=True):
    """One thing said to have happened, or not, or to come, and who says so.

    ``excluded_by``: the casebook's inclusion rules that leave it out of the incidents, in words.
    """

    article_id: str
    span: Span
    event: Event
    domain: Domain = "conflict"
    modality: Modality
    modality_cue: Span | None = None
    verification: Verification | None = None
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    place: Place | None = None
    place_null_reason: str | None = None
    places: tuple[Place, ...] = ()
    when: When | None = None
    when_null_reason: str | None = None
    counts: tuple[Count, ...] = ()
    source: Source | None = None
    channel: Channel | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: dict[str, float] = {}
    excluded_by: str | None = None


class CopyEdge(Model, frozen=True, kw_only=True):
    """Why two articles are held to share their text."""

    from_: str = msgspec.field(name="from")
    to: str
    kind: CopyKind
    similarity: float
    why: str
    passages: tuple[tuple[Span, Span], ...] = ()


class CopyGroup(Record, frozen=True, kw_only=True):
    """Articles that carry the same text."""

    article_ids: tuple[str, ...]
    edges: tuple[CopyEdge, ...]
    first_article_id: str | None


class Utterance(Model, frozen=True, kw_only=True):
    """One time that an origin spoke: by which channel, when, and in which claims."""

    channel: str | None
    at: str | None
    claim_ids: tuple[str, ...]


class Origin(Record, frozen=True, kw_only=True):
    """Where a piece of knowledge enters the record: a primary source, not an outlet."""

    name: str | None
    kind: str | None
    side: str | None = None
    utterances: tuple[Utterance, ...]
    article_ids: tuple[str, ...]
    why: str


class Saying(Model, frozen=True, kw_only=True):
    """Who gives a number of an incident: an origin, or those of whom none is known (null).

    ``first`` and ``last``: publication of the first and last article that carries it, null where
    none is dated. ``latest``: no other number of the same kind by this origin came up on a later
    day and was carried to a later day. ``denied``: it is said only to be denied.
    """

    origin: str | None
    claim_ids: tuple[str, ...]
    first: str | None = None
    last: str | None = None
    latest: bool = True
    denied: bool = False


class IncidentCount(Model, frozen=True, kw_only=True):
    """A number of an incident as said, which claims give it, and through them who and when."""

    what: CountWhat
    who: str | None
    low: int | None
    high: int | None
    scope: Scope = "incident"
    by: tuple[str, ...]
    said: tuple[Saying, ...] = ()


class MostTold(Model, frozen=True, kw_only=True):
    """The number of one kind that most origins give; never an average.

    ``n_origins`` of the ``of_origins`` that give any number of the kind, ``since`` the day on which
    it came up with them (null where none is dated). Each origin gives its latest numbers; of two
    in one article the lower is of a part of those people. 0 of 0: no origin is known.
    """

    low: int | None
    high: int | None
    n_origins: int
    of_origins: int
    since: str | None
    why: str


class CountRange(Model, frozen=True, kw_only=True):
    """The lowest and the highest of all numbers of one kind; null is an open end.

    ``latest_low`` and ``latest_high``: the same of each origin's latest numbers alone. What is
    denied does not count. ``most_told``: of numbers that as many origins give the one that came up
    last; null where they came up on one day, or the day is not known.
    """

    what: CountWhat
    who: str | None
    scope: Scope = "incident"
    low: int | None
    high: int | None
    latest_low: int | None
    latest_high: int | None
    most_told: MostTold | None = None
    most_told_null_reason: str | None = None


class IncidentPlace(Model, frozen=True, kw_only=True):
    """A place that claims of an incident give; whether it agrees with the incident's own."""

    place: Place
    by: tuple[str, ...]
    origins: tuple[str, ...]
    agrees: bool


class IncidentTime(Model, frozen=True, kw_only=True):
    """A time that claims of an incident give; whether it agrees with the incident's own."""

    when: When
    by: tuple[str, ...]
    origins: tuple[str, ...]
    agrees: bool


class Link(Model, frozen=True, kw_only=True):
    """Why two claims are held to tell of the same happening."""

    claim_a: str
    claim_b: str
    weight: float
    why: str


class SignOff(Model, frozen=True, kw_only=True):
    """Who vouches for an incident as it read then (``state``); what ``changed`` since, in words."""

    by: str
    at: str
    reason: str | None
    decision: str
    state: str
    changed: tuple[str, ...] = ()


class Incident(Record, frozen=True, kw_only=True):
    """Claims about the same happening, linked; values kept side by side, with ranges.

    ``when`` and ``place`` are as fine as the claims agree on; ``times`` and ``places`` hold each
    that is given. Those of ``kind`` excluded hold the claims that an inclusion rule leaves out.
    ``disputed``: values that two people read otherwise, each as claim id, colon, path.
    """

    kind: IncidentKind
    event: Event
    when: When | None
    when_null_reason: str | None = None
    times: tuple[IncidentTime, ...] = ()
    place: Place | None
    place_null_reason: str | None = None
    places: tuple[IncidentPlace, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    counts: tuple[IncidentCount, ...] = ()
    ranges: tuple[CountRange, ...] = ()
    claim_ids: tuple[str, ...]
    article_ids: tuple[str, ...]
    origins: tuple[str, ...]
    n_articles: int
    n_origins: int
    grade: Grade | None
    grade_why: str
    links: tuple[Link, ...] = ()
    status: Status = "machine"
    signed: SignOff | None = None
    disputed: tuple[str, ...] = ()


class Subject(Model, frozen=True, kw_only=True):
    """What a decision judges, anchored on the words and not on an id of the machine.

    ``marks``: values that tell the claim from others read out of the same sentence, by their path.
    """

    record: str
    capture: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    field: str | None = None
    marks: dict[str, Any] = {}


class Decision(Record, frozen=True, kw_only=True):
    """A person's accept, edit, reject, merge or split; never overwritten.

    An undo names in ``before`` the id of the decision that it takes back. A second ``reading`` is
    kept beside the first and changes nothing; a third settles where the two differ, and stands.
    """

    on: Subject
    action: Action
    before: Any = None
    after: Any = None
    reading: Reading | None = None
    reason: str | None = None
    by: str
    at: str


class Reject(Record, frozen=True, kw_only=True):
    """An input that could not be read, with the stage that refused it and why."""

    input: str
    stage: str
    reason: str
    at: str


AnyRecord = Capture | Article | Mention | Claim | CopyGroup | Origin | Incident | Decision | Reject

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)


def to_json(record: Model) -> bytes:
    """One record as one line of JSON, without the newline."""
    return _encoder.encode(record)


def from_json(line: bytes | str) -> AnyRecord:
    """The record that a JSON line holds; ``msgspec.ValidationError`` if it holds none.

    A mention's ``value`` comes back typed by the mention's kind.
    """
    return typed(_decoder.decode(line))


VALUE_TYPES: dict[str, type[Model]] = {
    "place": Place,
    "demonym": Place,
    "actor": Actor,
    "person": Actor,
    "weapon": Weapon,
    "time": TimeValue,
    "count": Count,
    "channel": Channel,
    "evidence": Evidence,
    "attribution": Attribution,
}


def typed(record: AnyRecord) -> AnyRecord:
    """The record with a mention's plain value turned into the type of its kind."""
    if isinstance(record, Mention) and isinstance(record.value, dict):
        value = msgspec.convert(record.value, VALUE_TYPES[record.kind])
        return msgspec.structs.replace(record, value=value)
    return record


def stable_id(prefix: str, *parts: object) -> str:
    """An id made of what a record says, so that the same input gives the same id.

    >>> stable_id("a", "x", 1) == stable_id("a", "x", 1)
    True
    """
    text = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def schema() -> dict[str, Any]:
    """JSON Schema of every record, for docs/records.schema.json."""
    types: Iterable[type[Record]] = (
        Capture,
        Article,
        Mention,
        Claim,
        CopyGroup,
        Origin,
        Incident,
        Decision,
        Reject,
    )
    _, components = msgspec.json.schema_components(types)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": components}
