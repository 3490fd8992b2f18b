"""The records as JSON, by the names and shapes of docs/records.md, with an OpenAPI document."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from fastapi import APIRouter, HTTPException, Query
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from reportedly import __version__, records
from reportedly.agreement import Twice, of_casebook
from reportedly.records import Article, Capture, Claim, Decision, Incident, Origin
from reportedly.web.frame import Frame
from reportedly.web.listing import KINDS
from reportedly.web.search import Question, by_id
from reportedly.web.site import SiteOf  # noqa: TC001 - FastAPI reads annotations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.records import Record

router = APIRouter(prefix="/api", tags=["records"])

MOST: Final = 1000
"""Records in one answer at most."""

SINGLE: Final[dict[str, type[Record]]] = {
    "captures": Capture,
    "articles": Article,
    "claims": Claim,
    "origins": Origin,
    "incidents": Incident,
    "decisions": Decision,
}

Start = Annotated[int, Query(ge=0, le=2**31, description="How many to leave out at the start.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many to give at most.")]

Box = Annotated[
    str,
    Query(
        description="Only what the map shows and may lie within west,south,east,north, in degrees."
    ),
]


def answer(value: object, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def _described(kind: str, *, many: bool = False) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for the OpenAPI document."""
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{kind}"}
    if many:
        items = {"type": "array", "items": schema}
        counted = {"total": {"type": "integer"}, "records": items}
        schema = {"type": "object", "properties": counted, "required": [*counted]}
    return {
        200: {"description": "Found.", "content": {"application/json": {"schema": schema}}},
        **dict.fromkeys((400, 401, 404, 421, 422, 503), FAULT),
    }


FAULT: Final[dict[str, Any]] = {
    "description": "Not found, not allowed or not to be had now; the words say why.",
    "content": {
        "application/json": {
            "schema": {"type": "object", "properties": {"error": {"type": "string"}}}
        },
        "text/plain": {"schema": {"type": "string"}},
    },
}


@router.get("", include_in_schema=False)
def document() -> Response:
    """The OpenAPI document of this API."""
    return answer(_document())


@router.get(
    "/incidents", responses=_described("Incident", many=True), operation_id="list_incidents"
)
def list_incidents(
    site: SiteOf, kind: str = "happening", bbox: Box = "", start: Start = 0, limit: Limit = 100
) -> Response:
    """The incidents of a kind (happening, plan, background or excluded) or those in a frame."""
    if kind not in KINDS:
        raise HTTPException(400, f"{kind!r} is no kind: choose one of {', '.join(KINDS)}.")
    frame = Frame.read(bbox)
    if bbox and not frame:
        raise HTTPException(400, f"{bbox!r} is no frame: west,south,east,north in degrees.")
    with site.casebook() as casebook:
        site.index.bring_up(casebook)
        asked = Question(kind=kind, frame=frame)
        total, names = by_id(site.index, asked, start, limit)
        return answer({"total": total, "records": casebook.named(Incident, names)})


@router.get(
    "/decisions", responses=_described("Decision", many=True), operation_id="list_decisions"
)
def list_decisions(site: SiteOf, start: Start = 0, limit: Limit = 100) -> Response:
    """Every decision, in the order in which they were made."""
    with site.casebook() as casebook:
        return _page(casebook.decisions(), start, limit)


@router.get("/agreement", responses=_described("Twice"), operation_id="get_agreement")
def get_agreement(site: SiteOf) -> Response:
    """How far two readers of the same values agree, for each thing that they hold."""
    with site.casebook() as casebook:
        return answer(of_casebook(casebook))


@router.get(
    "/articles/{name}/mentions",
    responses=_described("Mention", many=True),
    operation_id="list_mentions",
)
def list_mentions(site: SiteOf, name: str, start: Start = 0, limit: Limit = MOST) -> Response:
    """The mentions of an article."""
    with site.casebook() as casebook:
        _only(casebook.named(Article, [name]), "article", name)
        return _page(casebook.mentions(name), start, limit)


def _single(table: str, kind: type[Record]) -> None:
    """A route that gives one record of a type by its id."""
    noun = kind.__name__

    def one(site: SiteOf, name: str) -> Response:
        with site.casebook() as casebook:
            return answer(_only(casebook.named(kind, [name]), noun.lower(), name))

    one.__doc__ = f"One {noun.lower()} by its id."
    router.get(
        f"/{table}/{{name}}", responses=_described(noun), operation_id=f"get_{noun.lower()}"
    )(one)


for _table, _kind in SINGLE.items():
    _single(_table, _kind)


def _only(found: list[Any], noun: str, name: str) -> Any:  # noqa: ANN401 - any record
    if not found:
        raise HTTPException(404, f"No {noun} has the id {name!r}.")
    return found[0]


def _page(every: Iterable[Record], start: int, limit: int) -> Response:
    held = list(every)
    return answer({"total": len(held), "records": held[start : start + limit]})


@cache
def _document() -> dict[str, Any]:
    """The document of the routes, with the records' own schema in its components."""
    made = get_openapi(
        title="Reportedly", version=__version__, routes=router.routes, summary=_SUMMARY
    )
    named = msgspec.json.decode(
        msgspec.json.encode(records.schema()["$defs"]).replace(
            b"#/$defs/", b"#/components/schemas/"
        )
    )
    named |= msgspec.json.schema_components([Twice], ref_template="#/components/schemas/{name}")[1]
    made.setdefault("components", {}).setdefault("schemas", {}).update(named)
    return made


_SUMMARY = "The records of one casebook, to read. Field names are those of docs/records.md."
