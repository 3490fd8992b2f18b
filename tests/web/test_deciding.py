"""What people decide is stored at once, survives reading again, and can be taken back."""

from __future__ import annotations

import json
import re
import threading
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from reportedly.records import Claim


def records(client: Any, kind: str = "incidents") -> list[dict[str, Any]]:
    """Every record of a kind."""
    return json.loads(client.get(f"/api/{kind}?limit=1000").text)["records"]


def struck(client: Any) -> dict[str, Any]:
    """The incident that the most articles tell of."""
    return max(records(client), key=lambda incident: incident["n_articles"])


def claim(client: Any, name: str) -> dict[str, Any]:
    """A claim as people decided."""
    return json.loads(client.get(f"/api/claims/{name}").text)


def stored(folder: Path) -> list[Any]:
    """Every decision of a casebook."""
    with Casebook.open(folder) as casebook:
        return list(casebook.decisions())


def on_value(client: Any, name: str, path: str, action: str, **form: str) -> None:
    """Judge a value as its form does."""
    answer = client.post(f"/claims/{name}/values/{path}", {"action": action, **form})
    assert answer.status == 303, answer.text


def test_ten_values_are_judged_and_nothing_of_it_is_lost_by_reading_again(
    serve: Callable[..., Any], own: Path, demo_pages: list[Path], read_again: Callable[..., None]
) -> None:
    """Accepted, changed and rejected values, a merge and a split hold after everything is read anew."""
    served = serve(own)
    client = served.client()
    names = [n for i in records(client) for n in i["claim_ids"]]
    counted = [n for n in names if claim(client, n)["counts"]]
    for name in names[:4]:
        on_value(client, name, "event", "accept")
    for name in counted[:3]:
        on_value(
            client,
            name,
            "counts.0",
            "edit",
            to_low="6",
            to_high="8",
            to_what="killed",
            to_who="",
            to_scope="incident",
            reason="the page's table",
        )
    for name in counted[3:6]:
        on_value(client, name, "counts.0", "reject", reason="of another day")
    incident = struck(client)
    apart = incident["claim_ids"][-1]
    split = client.post(f"/incidents/{incident['id']}/split", {"claim": apart, "reason": "another"})
    assert split.status == 303
    others = [i for i in records(client) if i["id"] != incident["id"]]
    one, two = [i["id"] for i in others if apart not in i["claim_ids"]][:2]
    assert client.post(f"/incidents/{one}/merge", {"other": two}).status == 303
    served.stop()
    before = _state(own)
    assert len(stored(own)) == 12
    read_again(own, demo_pages)
    assert _state(own) == before
    with Casebook.open(own) as casebook:
        assert verify(casebook).broken == []
    claims, incidents = before
    assert all(claims[name].counts[0].low == 6 for name in counted[:3])
    rest = set(incident["claim_ids"]) - {apart}
    assert not any(apart in together and rest & set(together) for together in incidents)


def _state(folder: Path) -> tuple[dict[str, Claim], list[tuple[str, ...]]]:
    """What people see: each claim, and which claims make an incident."""
    with Casebook.open(folder) as casebook:
        claims = {found.id: found for found in casebook.claims()}
        return claims, sorted(tuple(sorted(i.claim_ids)) for i in casebook.incidents())


def test_a_reviewer_changes_and_takes_back_a_value_in_the_browser(
    serve: Callable[..., Any], own: Path, visit: Callable[..., Page]
) -> None:
    """The form at the article's side stores who, what and why; Undo brings the value back."""
    served = serve(own)
    client = served.client()
    incident = struck(client)
    page = visit(served, client)
    page.goto(f"{served.base}/incidents/{incident['id']}")
    page.locator("#row-killed .variant", has_text="5 killed").get_by_role("link").click()
    page.locator("#side mark.lit-value", has_text="Five people were killed").wait_for()
    page.get_by_text("Change it").click()
    page.get_by_label("At least").fill("4")
    page.locator("form.edit").get_by_label("Why").fill("the ministry's own post")
    page.get_by_role("button", name="Store the change").click()
    page.locator("#row-killed .said", has_text="4 to 5 killed").wait_for()
    assert "changed by Ana" in page.locator("#side .decide").inner_text()
    line = page.locator("#history li").first
    assert "changed a count from 5 killed to 4 to 5 killed: the ministry's own post" in (
        line.inner_text()
    )
    line.get_by_role("button", name="Undo").click()
    page.locator("#row-killed .said", has_text="5 killed").first.wait_for()
    assert page.locator("#row-killed .said", has_text="4 to 5").count() == 0
    assert page.locator("#history li.undone").count() == 1
    assert [d.action for d in stored(own)] == ["edit", "undo"]


def test_a_claim_is_split_off_and_comes_back_in_the_browser(
    serve: Callable[..., Any], own: Path, visit: Callable[..., Page]
) -> None:
    """Ticked, split off, undone: the incident has its claims again."""
    served = serve(own)
    client = served.client()
    incident = struck(client)
    page = visit(served, client)
    page.goto(f"{served.base}/incidents/{incident['id']}")
    told = page.get_by_role("listitem").filter(has_text="HALVEC, Veldria - The rockets")
    told.get_by_label("a witness, The Northern Review").check()
    page.get_by_role("button", name="Split off the ticked").click()
    page.get_by_text(f"{len(incident['claim_ids']) - 1} claims", exact=True).wait_for()
    page.locator("#history li", has_text="split off a claim from").wait_for()
    client.post(f"/decisions/{stored(own)[0].id}/undo")
    page.reload()
    page.get_by_text(f"{len(incident['claim_ids'])} claims", exact=True).wait_for()


def test_a_grade_that_only_a_person_sets_is_set(serve: Callable[..., Any], own: Path) -> None:
    """Confirmed, with the reason and the name."""
    client = serve(own).client()
    incident = struck(client)
    sent = {"grade": "Confirmed", "reason": "the other side's own statement"}
    assert client.post(f"/incidents/{incident['id']}", sent).status == 303
    assert struck(client)["grade"] == "Confirmed"
    assert client.post(f"/incidents/{incident['id']}", {"grade": "Certain"}).status == 400


def test_an_undo_can_be_undone(judging: Any) -> None:
    """And a decision that was taken back cannot be taken back again."""
    client = judging.client_of_all
    name = struck(client)["claim_ids"][1]
    on_value(client, name, "modality", "edit", to_modality="accused")
    edit = stored(judging.folder)[-1].id
    assert client.post(f"/decisions/{edit}/undo").status == 303
    assert claim(client, name)["modality"] == "asserted"
    assert client.post(f"/decisions/{edit}/undo").status == 404
    undo = stored(judging.folder)[-1].id
    assert client.post(f"/decisions/{undo}/undo").status == 303
    assert claim(client, name)["modality"] == "accused"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("counts.0", {"to_low": "nine"}),
        ("counts.0", {"to_low": "9", "to_high": "2", "to_what": "killed", "to_scope": "incident"}),
        ("when", {"to_start": "Tuesday", "to_end": ""}),
        ("when", {"to_start": "2024-03-12", "to_end": "2024-03-01"}),
        ("place", {"to_place": "geonames:1"}),
        ("modality", {"to_modality": "maybe"}),
        ("colour", {"to_colour": "red"}),
        ("counts.99", {"to_low": "1"}),
        ("source", {"to_kind": "alien", "to_name": "x"}),
    ],
)
def test_what_cannot_be_a_value_is_refused_and_not_stored(
    judging: Any, path: str, form: dict[str, str]
) -> None:
    """Told in words, with 400; the casebook has no decision more."""
    client = judging.client_of_all
    before = len(stored(judging.folder))
    name = struck(client)["claim_ids"][0]
    answer = client.post(f"/claims/{name}/values/{path}", {"action": "edit", **form})
    assert answer.status == 400, answer.text
    assert len(stored(judging.folder)) == before


def test_a_way_back_leads_to_our_own_pages_alone(judging: Any) -> None:
    """What a form names as the next page is not believed."""
    client = judging.client_of_all
    name = struck(client)["id"]
    for wanted in ("https://evil.example/", "//evil.example/", "/\\evil.example", "/a\nb: c"):
        answer = client.post(f"/incidents/{name}", {"action": "unsure", "back": wanted})
        assert (answer.status, answer.headers["location"]) == (303, "/incidents")


@pytest.fixture(scope="module")
def judging(whole: Path, tmp_path_factory: pytest.TempPathFactory, served_once: Any) -> Any:
    """A server on a casebook of this module's own, with its owner let in."""
    served = served_once(whole, tmp_path_factory.mktemp("judging"))
    served.client_of_all = served.client()
    yield served
    served.kill()


def test_two_reviewers_at_once_lose_nothing_when_one_server_is_killed(
    serve: Callable[..., Any], own: Path
) -> None:
    """Two servers on one casebook, one killed in the midst: what was answered is stored."""
    one, two = serve(own, "Ana"), serve(own, "Ben")
    clients = [one.client(), two.client()]
    names = [n for i in records(clients[0]) for n in i["claim_ids"]]
    answered: list[list[str]] = [[], []]
    faults: list[str] = []

    def judge(who: int) -> None:
        for name in names:
            try:
                answer = clients[who].post(f"/claims/{name}/values/event", {"action": "accept"})
            except OSError:
                return  # killed
            if answer.status == 303:
                answered[who].append(name)
            else:
                faults.append(answer.text)

    threads = [threading.Thread(target=judge, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    while len(answered[1]) < 4:
        threads[1].join(0.01)
    two.kill()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(answered[0]) == len(names)
    kept = [(d.by, d.on.quote) for d in stored(own)]
    assert sum(by == "Ana" for by, _ in kept) == len(names)
    assert sum(by == "Ben" for by, _ in kept) in {len(answered[1]), len(answered[1]) + 1}
    with Casebook.open(own) as casebook:
        assert verify(casebook).broken == []


def test_decisions_are_stored_while_another_command_writes(
    serve: Callable[..., Any], own: Path
) -> None:
    """Somebody reads pages into the casebook: the decision is kept, and worked in afterwards."""
    served = serve(own)
    client = served.client()
    name = struck(client)["claim_ids"][0]
    with Casebook.open_to_write(own):
        on_value(client, name, "modality", "edit", to_modality="denied")
        assert [d.action for d in stored(own)] == ["edit"]
        assert claim(client, name)["modality"] == "asserted"
        assert "Decisions are stored and" in client.get("/incidents").text
    for _ in range(200):
        if claim(client, name)["modality"] == "denied":
            return
        threading.Event().wait(0.1)
    pytest.fail("the decision was not worked in")


def test_a_decision_that_no_longer_fits_is_listed_with_the_reason(
    serve: Callable[..., Any], own: Path
) -> None:
    """Kept, shown and without effect; the others are in the list with a way to what they judge."""
    served = serve(own)
    client = served.client()
    name = struck(client)["claim_ids"][0]
    on_value(client, name, "modality", "edit", to_modality="denied", reason="as the page says")
    with Casebook.open_to_decide(own) as casebook:
        (made,) = casebook.decisions()
        words = msgspec.structs.replace(made.on, quote="words of a page that has changed")
        casebook.decide(msgspec.structs.replace(made, id="d-gone", on=words))
    page = client.get("/decisions").text
    assert "No longer fit" in page
    assert "are no longer in the article" in page
    assert "changed modality from asserted to denied" in page
    assert re.search(rf"/incidents/i-\w+\?claim={name}", page)
    assert claim(client, name)["modality"] == "denied"
