"""What outside checks rely on: commands, exit codes, records, and the ceilings, end to end."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

import reportedly
from reportedly import records as r
from reportedly.stages.detect.counts import counts

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(reportedly.__file__).parent
EXAMPLES = PACKAGE / "examples"
WITNESS = "Halyna Vdovychenko"

PAGES: tuple[dict[str, Any], ...] = (
    {
        "id": "near",
        "title": "Farm hit",
        "date": "2023/11/08",
        "text": "Russian shells hit a farm 3 km south of Kupiansk in Kharkiv region on "
        "6 November 2023, the regional prosecutor said on Telegram.\n\nThe crater lies at "
        "49.6641, 37.6177 (49°39'51\"N 37°37'04\"E), officials added in a statement.",
    },
    {
        "id": "witness",
        "published": "2023-11-08",
        "text": "\U0001f4f7 \U0001f4f7 A rocket hit a school in Izium on Monday, wounding several "
        f"teachers, said {WITNESS}, a resident of the town. The report could not be "
        "independently verified.",
    },
    {
        "id": "plan",
        "published": "2023-11-08T09:30:00+02:00",
        "text": "Russian forces plan to attack Kupiansk in Kharkiv region next week, the General "
        "Staff of Ukraine said. On Monday the Russian army established a military base near "
        "Svatove, the General Staff said.",
    },
    {
        "id": "undated",
        "published": "some time in autumn",
        "text": "Gunmen killed three people in Springfield on Friday, police said.",
    },
    {
        "id": "sport",
        "published": "2023-11-08",
        "text": "The striker fired two rockets past the goalkeeper as the club won the cup.",
    },
)

WIRE = """Shells hit market in Lyman

Two shells hit a market in Lyman, Donetsk region, on 6 November 2023, wounding four people, the
regional police said.

With information from AFP and Reuters

Source link

Leave a Reply

Your email address will not be published.
"""


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def command(*arguments: str | Path, cwd: Path) -> Done:
    """``reportedly`` as a person calls it, in a folder."""
    here = {"PYTHONPATH": str(PACKAGE.parent), "REPORTEDLY_HOME": str(cwd / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "reportedly", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | here,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Work:
    """A folder in which the pages of this file and the examples were read."""

    folder: Path
    read: Done
    lines: tuple[dict[str, Any], ...]
    geojson: str

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The records of a type."""
        return [line for line in self.lines if line["record"] == kind]

    def by_id(self, kind: str) -> dict[str, dict[str, Any]]:
        """The records of a type by id."""
        return {line["id"]: line for line in self.of(kind)}

    def claims_of(self, page: str) -> list[dict[str, Any]]:
        """The claims of one page of ``PAGES``."""
        (article,) = [a for a in self.of("article") if a["input_id"] == page]
        return [c for c in self.of("claim") if c["article_id"] == article["id"]]


def sources(folder: Path) -> list[Path]:
    """The pages of this file, one a line and one flattened, and the example pages."""
    own = folder / "pages.jsonl"
    own.write_text("\n".join(json.dumps(page) for page in PAGES), encoding="utf-8")
    pages = [p for p in EXAMPLES.iterdir() if p.suffix in (".html", ".txt", ".jsonl")]
    (folder / "wire.txt").write_text(WIRE, encoding="utf-8")
    return [own, folder / "wire.txt", *sorted(pages)]


def read(folder: Path, casebook: str) -> Done:
    """Reads all the pages into a casebook."""
    own = ("--gazetteer", EXAMPLES / "gazetteer.tsv", "--casebook", casebook)
    return command("read", *sources(folder), *own, "--json", cwd=folder)


def written(folder: Path, form: str, casebook: str) -> str:
    """A casebook in a format, on standard output."""
    return command("write", "--format", form, "--out", "-", "--casebook", casebook, cwd=folder).out


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Work:
    """Everything read once and written in both formats."""
    folder = tmp_path_factory.mktemp("contract")
    done = read(folder, "book")
    lines = tuple(json.loads(line) for line in written(folder, "jsonl", "book").splitlines())
    return Work(folder, done, lines, written(folder, "geojson", "book"))


# --- records -------------------------------------------------------------------------------

FIELDS = {
    "capture": "id sha256 media_type size retrievals warc",
    "article": "id input_id capture_id url outlet title text page_text language byline agencies "
    "published published_null_reason furniture",
    "mention": "id article_id kind span text value",
    "claim": "id article_id span event domain modality modality_cue verification actors targets "
    "weapons place place_null_reason places when when_null_reason counts source channel evidence "
    "confidence",
    "copygroup": "id article_ids edges first_article_id",
    "origin": "id name kind side utterances article_ids why",
    "incident": "id kind event when place weapons actors targets counts claim_ids article_ids "
    "origins n_articles n_origins grade grade_why links status",
}
PARTS = {
    "span": "start end field",
    "event": "acled_type acled_sub_type plover plover_mode trigger",
    "when": "start end precision ucdp_date_prec basis anchor why",
    "published": "start end precision ucdp_date_prec basis anchor why",
    "place": "as_written name country admin1 admin2 lat lon uncertainty_m precision "
    "ucdp_where_prec gazetteer gazetteer_id geonameid score alternatives why",
    "alternatives": "name id lat lon score",
    "weapons": "as_written designation class treaty span",
    "actors": "as_written name id kind side span",
    "targets": "as_written name id kind side infrastructure span",
    "source": "as_written name id kind side private via span cue_span",
    "channel": "name handle url span",
    "evidence": "kind status span",
    "verification": "quote span",
    "agencies": "name span",
    "retrievals": "source line at",
    "utterances": "channel at claim_ids",
    "edges": "from to kind similarity why passages",
    "links": "claim_a claim_b weight why",
}
ENUMS: dict[tuple[str, str], Any] = {
    ("claim", "modality"): r.Modality,
    ("claim", "domain"): r.Domain,
    ("mention", "kind"): r.MentionKind,
    ("incident", "kind"): r.IncidentKind,
    ("incident", "status"): r.Status,
    ("source", "kind"): r.SourceKind,
    ("span", "field"): r.Field,
    ("evidence", "kind"): r.EvidenceKind,
    ("evidence", "status"): r.EvidenceStatus,
    ("when", "basis"): r.Basis,
    ("when", "precision"): r.DatePrecision,
    ("place", "precision"): r.PlacePrecision,
    ("counts", "what"): r.CountWhat,
    ("counts", "scope"): r.Scope,
    ("edges", "kind"): r.CopyKind,
}


def parts(value: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object inside a record with the name of its field."""
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from parts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner, name)


@pytest.mark.parametrize("kind", FIELDS)
def test_records_have_the_fields_of_the_contract(work: Work, kind: str) -> None:
    """Each record of a type has every field, null where it is not known."""
    found = work.of(kind)

    assert found
    for record in found:
        assert set(FIELDS[kind].split()) <= set(record)


@pytest.mark.parametrize("name", PARTS)
def test_parts_of_records_have_the_fields_of_the_contract(work: Work, name: str) -> None:
    """Each value inside a record has every field."""
    found = [value for line in work.lines for key, value in parts(line) if key == name]

    assert found
    for value in found:
        assert set(PARTS[name].split()) <= set(value), value


def test_values_of_lists_are_the_contract_s(work: Work) -> None:
    """No field with a fixed list of values has another, null where it is not known."""
    for line in work.lines:
        for name, value in parts(line, line["record"]):
            for (owner, key), allowed in ENUMS.items():
                if name == owner and value.get(key) is not None:
                    assert value[key] in get_args(allowed), (owner, key, value)


def test_lines_are_read_back_as_the_records_they_were(work: Work) -> None:
    """Every line is a record, with the same JSON again."""
    for line in work.lines:
        text = json.dumps(line, ensure_ascii=False)
        assert json.loads(r.to_json(r.from_json(text))) == line


def test_a_null_says_why(work: Work) -> None:
    """Place, time and publication are either known or have a reason, never both or neither."""
    for claim in work.of("claim"):
        for name in ("place", "when"):
            assert (claim[name] is None) == bool(claim[f"{name}_null_reason"])
    for article in work.of("article"):
        assert (article["published"] is None) == bool(article["published_null_reason"])


def test_spans_are_code_points_of_their_field(work: Work) -> None:
    """Every span lies inside its field and covers no blank edge; texts are the words there."""
    articles = work.by_id("article")
    for line in work.lines:
        article = articles.get(line.get("article_id") or line["id"])
        if article is None:
            continue
        fields = {"text": article["text"], "title": article["title"], "page": article["page_text"]}
        for name, value in parts(line):
            if name in ("span", "trigger", "cue_span", "modality_cue"):
                words = fields[value["field"]][value["start"] : value["end"]]
                assert words == words.strip() != ""
        if line["record"] == "mention":
            span = line["span"]
            assert fields[span["field"]][span["start"] : span["end"]] == line["text"]


def test_values_are_the_words_at_their_spans(work: Work) -> None:
    """What a claim holds as written stands at its span."""
    articles = work.by_id("article")
    for claim in work.of("claim"):
        article = articles[claim["article_id"]]
        for name, value in parts(claim):
            key = {"counts": "phrase", "verification": "quote"}.get(name, "as_written")
            if "span" in value and value["span"] and key in value:
                span = value["span"]
                text = article["title" if span["field"] == "title" else "text"]
                assert text[span["start"] : span["end"]] == value[key]
        for place in filter(None, [claim["place"], *claim["places"]]):
            assert place["as_written"] in f"{article['title']}\n{article['text']}"


def test_furniture_holds_no_claim_and_is_remembered(work: Work) -> None:
    """Furniture lies in order in the page text, with a kind, and no claim points into it."""
    kinds = set()
    for article in work.of("article"):
        ends = [0, *(piece["end"] for piece in article["furniture"])]
        for before, piece in zip(ends, article["furniture"], strict=False):
            assert before <= piece["start"] < piece["end"] <= len(article["page_text"])
            kinds.add(piece["kind"])
    assert {"teaser", "comments", "navigation"} <= kinds
    assert {claim["span"]["field"] for claim in work.of("claim")} <= {"text", "title"}


def test_agencies_have_short_names(work: Work) -> None:
    """An agency is credited by its short name, without "with information from"."""
    names = {credit["name"] for article in work.of("article") for credit in article["agencies"]}

    assert {"AFP", "Reuters"} <= names
    assert all(len(name.split()) <= 3 for name in names)


# --- incidents -----------------------------------------------------------------------------


def test_every_claim_is_in_exactly_one_incident(work: Work) -> None:
    """No claim vanishes and none is counted twice."""
    held = Counter(c for incident in work.of("incident") for c in incident["claim_ids"])

    assert held == Counter(claim["id"] for claim in work.of("claim"))


def test_incidents_count_what_they_hold(work: Work) -> None:
    """Articles and origins are counted once each, and both are there to be read."""
    claims, origins = work.by_id("claim"), work.by_id("origin")
    for incident in work.of("incident"):
        articles = {claims[c]["article_id"] for c in incident["claim_ids"]}
        assert set(incident["article_ids"]) == articles
        assert incident["n_articles"] == len(articles)
        assert incident["n_origins"] == len(incident["origins"]) == len(set(incident["origins"]))
        assert set(incident["origins"]) <= set(origins)


def test_the_machine_grades_happenings_alone_and_sets_no_last_grade(work: Work) -> None:
    """Weak, Fair or Contested for a happening, none for plans; each with its why."""
    for incident in work.of("incident"):
        happening = incident["kind"] == "happening"
        assert incident["grade"] in ({"Weak", "Fair", "Contested"} if happening else {None})
        assert incident["grade_why"]
        assert incident["status"] == "machine"


def test_plans_and_background_are_kept_apart_from_happenings(work: Work) -> None:
    """The kind of an incident is that of its claims' modality."""
    claims = work.by_id("claim")
    kinds = {"planned": "plan", "conditional": "plan", "historical": "background"}
    for incident in work.of("incident"):
        modalities = [claims[c]["modality"] for c in incident["claim_ids"]]
        assert {kinds.get(m, "happening") for m in modalities} == {incident["kind"]}


# --- reading -------------------------------------------------------------------------------


def test_json_lines_keep_their_id_and_dates(work: Work) -> None:
    """The id comes back; ISO, date-time and slashed dates are read; another is kept in the why."""
    found = {a["input_id"]: a for a in work.of("article")}

    assert {page["id"] for page in PAGES} <= set(found)
    for name in ("near", "witness", "plan"):
        published = found[name]["published"]
        assert (published["start"], published["basis"]) == ("2023-11-08", "metadata")
        assert published["why"]
    assert "some time in autumn" in found["undated"]["published_null_reason"]
    assert all(found[page["id"]]["text"] == page["text"] for page in PAGES)


def test_a_line_is_a_capture_with_its_place(work: Work) -> None:
    """Each JSON line is a capture of its own, retrieved from a line of a file, in UTC."""
    captures, articles = work.by_id("capture"), work.of("article")
    own = [captures[a["capture_id"]] for a in articles if a["input_id"] in {"near", "plan"}]

    assert [c["retrievals"][0]["line"] for c in own] == [1, 3]
    for capture in work.of("capture"):
        assert re.fullmatch(r"[0-9a-f]{64}", capture["sha256"])
        assert all(re.search(r"(?:Z|\+00:00)$", got["at"]) for got in capture["retrievals"])


def test_a_page_of_sport_is_kept_without_claims(work: Work) -> None:
    """An article of no conflict relevance is no reject and yields no claim."""
    assert work.claims_of("sport") == []


def test_ids_stay_when_pages_are_read_again(work: Work) -> None:
    """Read again nothing is new; read into another casebook every id is the same."""
    again, other = read(work.folder, "book"), read(work.folder, "other")
    lines = map(json.loads, written(work.folder, "jsonl", "other").splitlines())

    assert json.loads(again.out)["new"] == 0
    assert json.loads(other.out)["new"] == json.loads(work.read.out)["new"]
    assert {line["id"] for line in lines} == {line["id"] for line in work.lines}


def test_a_weekday_on_an_undated_page_is_not_tied_to_a_day(work: Work) -> None:
    """Without a publication date no day is made up, and the reason names the words."""
    (claim,) = work.claims_of("undated")

    assert claim["when"] is None
    assert "'Friday'" in claim["when_null_reason"]
    assert claim["place"]["lat"] is None
    assert claim["place"]["country"] is None
    assert claim["place"]["alternatives"]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("At least nine people were killed.", 9, None),
        ("More than nine people were killed.", 9, None),
        ("Up to nine people were killed.", None, 9),
        ("About nine people were killed.", 9, 9),
        ("Some people were killed.", 2, None),
        ("Several people were killed.", 3, None),
        ("Dozens of people were killed.", 24, None),
        ("Hundreds of people were killed.", 200, None),
        ("A number of people were killed.", None, None),
        ("No one was killed.", 0, 0),
    ],
)
def test_numbers_are_read_as_the_contract_says(words: str, low: int | None, high: Any) -> None:
    """A vague number is a range with an open end; nobody is zero."""
    ((_, count),) = counts(words, "text")

    assert (count.what, count.low, count.high) == ("killed", low, high)


# --- commands ------------------------------------------------------------------------------

OPTIONS = {
    "read": {"--casebook", "--gazetteer", "--published", "--flattened", "--json"},
    "show": {"--casebook", "--json"},
    "write": {"--format", "--out", "--casebook"},
    "verify": {"--casebook", "--json"},
}


@pytest.mark.parametrize("name", OPTIONS)
def test_commands_have_the_options_of_the_contract(tmp_path: Path, name: str) -> None:
    """Every option of the contract is in the help."""
    done = command(name, "--help", cwd=tmp_path)

    assert done.code == 0
    assert OPTIONS[name] <= set(re.findall(r"--[a-z]+", done.out))


@pytest.mark.parametrize("arguments", [("show",), ("verify",), ("show", "i-"), ("show", "c-")])
def test_json_stands_alone_on_standard_output(work: Work, arguments: tuple[str, ...]) -> None:
    """With --json standard output is one JSON document."""
    name, *starts = arguments
    ids = [line["id"] for line in work.lines if starts and line["id"].startswith(starts[0])]
    done = command(name, *ids[:1], "--json", "--casebook", "book", cwd=work.folder)

    assert done.code == 0
    assert isinstance(json.loads(done.out), dict)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("read", "absent.html"), 1),
        (("read", "absent.html", "--published", "yesterday"), 2),
        (("read", "absent.html", "--gazetteer", "absent.tsv"), 2),
        (("read", "absent.html", "--alerts"), 2),
        (("write", "--format", "kml"), 2),
        (("write", "--format", "geojson", "--out", ""), 2),
        (("show", "--casebook", "absent"), 2),
        (("verify", "--casebook", "absent"), 2),
        (("follow",), 2),
        (("serve", "--port", "many"), 2),
    ],
)
def test_exit_codes(work: Work, arguments: tuple[str, ...], code: int) -> None:
    """1 where an input was rejected, 2 where nothing could start; told in words, no traceback."""
    book = () if "--casebook" in arguments or len(arguments) == 1 else ("--casebook", "book")
    done = command(*arguments, *book, cwd=work.folder)

    assert done.code == code
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert "fault" not in done.err


# --- ceilings of the product: each has a test here or beside the module that keeps it ------


def test_three_kilometres_south_of_a_town_is_the_town_with_an_uncertainty(work: Work) -> None:
    """The point is the town's, the uncertainty covers the phrase, and the precision says near."""
    claim = work.claims_of("near")[0]
    place = claim["place"]

    assert (place["name"], place["precision"], place["ucdp_where_prec"]) == ("Kupiansk", "near", 2)
    assert place["uncertainty_m"] > 3000


def test_printed_coordinates_are_in_no_value(work: Work) -> None:
    """A position printed on a page is in no record but its words."""
    for line in work.lines:
        for name, value in parts(line):
            if name in ("place", "places", "alternatives", "value"):
                assert (value.get("lat"), value.get("lon")) != (49.66, 37.62)


def test_points_are_rounded_to_a_hundredth_of_a_degree(work: Work) -> None:
    """No latitude or longitude of any record is finer; each point has its uncertainty."""
    points = [v for line in work.lines for _, v in parts(line) if v.get("lat") is not None]

    assert points
    for point in points:
        assert point["lat"] == round(point["lat"], 2)
        assert point["lon"] == round(point["lon"], 2)
        assert "uncertainty_m" not in point or point["uncertainty_m"] > 0


def test_incident_times_are_no_finer_than_a_day(work: Work) -> None:
    """No hour is in the time of an incident or claim."""
    for record in [*work.of("incident"), *work.of("claim")]:
        for end in ("start", "end"):
            assert not record["when"] or len(record["when"][end] or "") <= len("2023-11-08")


def test_a_plan_stays_and_a_base_leaves_as_region_and_month(work: Work) -> None:
    """Neither the town of a plan nor the village and day of a base are in the GeoJSON."""
    moods = {claim["modality"] for claim in work.claims_of("plan")}
    features = json.loads(work.geojson)["features"]
    bases = [f for f in features if f["properties"]["sub_type"].startswith("Headquarters")]

    assert "planned" in moods
    assert "asserted" in moods
    assert len(bases) == 1
    assert bases[0]["geometry"] is None
    assert "Svatove" not in work.geojson
    assert bases[0]["properties"]["when"]["start"] in (None, "2023-11")


def test_a_private_person_is_in_the_working_copy_alone(work: Work) -> None:
    """The witness is named in the article's record and is "a witness" in what leaves."""
    (claim,) = work.claims_of("witness")

    assert claim["source"]["private"]
    assert claim["source"]["kind"] == "witness"
    assert claim["verification"]["quote"]
    assert "a witness" in work.geojson
    assert not any(name in work.geojson for name in WITNESS.split())


def test_young_incidents_stay(work: Work) -> None:
    """What happened within the embargo, or at an unknown time on a page just read, stays."""
    left = json.loads(work.geojson)["left_out"]["incidents"]
    (undated,) = work.claims_of("undated")
    (incident,) = [i for i in work.of("incident") if undated["id"] in i["claim_ids"]]

    assert left["embargo"]["count"] >= 1
    assert incident["id"] not in work.geojson


LISTENS = PACKAGE / "web" / "serving.py"
NETWORK = {"socket", "http", "requests", "urllib3", "httpx", "aiohttp", "ftplib", "smtplib"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_module_can_call_out(path: Path) -> None:
    """No module imports what opens a connection; the demo's test runs without a network.

    The web app's server has a socket to listen on this machine, and connects to nothing.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    named |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}

    allowed = {"socket"} if path == LISTENS else set()
    called = {
        n.func.attr
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)
    }

    assert not {name.split(".")[0] for name in named} & NETWORK - allowed
    assert not called & {"connect_ex", "create_connection", "sendto"}
    assert not {name for name in named if name.startswith("urllib.request")}
