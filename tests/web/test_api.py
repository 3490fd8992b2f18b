"""The JSON API gives the contract's records, and never fails on what it is asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from reportedly.records import Incident, from_json, to_json
from reportedly.stores.casebook import Casebook

EXAMPLES = 15
ROUTES = (
    "/api/incidents",
    "/api/incidents/{name}",
    "/api/articles/{name}",
    "/api/articles/{name}/mentions",
    "/api/claims/{name}",
    "/api/origins/{name}",
    "/api/captures/{name}",
    "/api/decisions",
    "/api/decisions/{name}",
    "/api/agreement",
)


@pytest.fixture(scope="module")
def document(owner: Any) -> dict[str, Any]:
    """The API's own description."""
    return json.loads(owner.get("/api").text)


def test_the_document_describes_every_route_and_record(document: dict[str, Any]) -> None:
    """OpenAPI, with the records' schema by the names of docs/records.md."""
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == set(ROUTES)
    assert {"Incident", "Claim", "Article", "Span", "When"} <= set(
        document["components"]["schemas"]
    )


def test_an_incident_is_given_as_it_is_stored(owner: Any, looking: Any) -> None:
    """The same record as in the casebook, field by field."""
    with Casebook.open(looking.folder) as casebook:
        held = [i for i in casebook.incidents() if i.kind == "happening"]
    stored = sorted(held, key=lambda incident: incident.id)
    given_all = json.loads(owner.get("/api/incidents?limit=1000").text)
    assert given_all["total"] == len(stored)
    assert [from_json(json.dumps(one)) for one in given_all["records"]] == stored
    one = owner.get(f"/api/incidents/{stored[0].id}").text
    assert one.encode() == to_json(stored[0])
    assert isinstance(from_json(one), Incident)


def test_a_fault_is_told_as_json(owner: Any) -> None:
    """What there is not, and what cannot be asked for."""
    missing = owner.get("/api/incidents/none")
    assert (missing.status, json.loads(missing.text)) == (
        404,
        {"error": "No incident has the id 'none'."},
    )
    assert owner.get("/api/incidents?kind=war").status == 400
    assert owner.get("/api/incidents?limit=-1").status == 422


@pytest.mark.parametrize("route", ROUTES)
def test_no_question_makes_the_api_fail(
    owner: Any, looking: Any, document: dict[str, Any], route: str
) -> None:
    """Whatever is asked, the answer is no 500 and has the shape that the document says."""
    load_all_checks()
    operation = schemathesis.openapi.from_dict(document)[route]["GET"]

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def asked(case: Any) -> None:
        case.call_and_validate(
            base_url=looking.base,
            headers={"cookie": owner.cookie},
            checks=[not_a_server_error, response_schema_conformance],
        )

    asked()
