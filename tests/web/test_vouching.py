"""Values read twice without knowing the first, disputes settled by a third, incidents signed off."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from reportedly.stores.casebook import Casebook
from reportedly.stores.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

READ = 12
"""Values that Ana reads before anybody else."""


class Team:
    """Ana, who owns a casebook, with Ben and Cleo, who review it."""

    def __init__(self, served: Any) -> None:
        self.served, self.folder = served, served.folder
        self.ana = served.client()
        self.ben = served.client(served.invite(self.ana, "Ben", "reviewer"))
        self.cleo = served.client(served.invite(self.ana, "Cleo", "reviewer"))

    def ask(self, percent: float = 100) -> None:
        """Ana asks for a share of all values to be read twice."""
        answer = self.ana.post("/agreement", {"percent": percent, "reason": "as agreed"})
        assert answer.status == 303, answer.text

    def first(self, number: int = READ) -> list[str]:
        """Ana reads values of the queue, and holds each to be as the machine read it."""
        made = []
        for _ in range(number):
            made.append(asked(self.ana))
            judge(self.ana, made[-1], "accept", reason="as the page has it")
        return made

    def dispute(self) -> str:
        """The key of a value that Ana accepted and Ben rejected."""
        self.ask()
        self.first()
        key = asked(self.ben, "second")
        judge(self.ben, key, "reject", "second", reason="of another day")
        return key

    def decisions(self) -> list[Any]:
        """Every decision of the casebook."""
        with Casebook.open(self.folder) as casebook:
            return list(casebook.decisions())

    def incident(self, key: str) -> dict[str, Any]:
        """The incident that a value is of, when all decisions are worked in."""
        self.settle()
        claim = key.partition(":")[0]
        return next(i for i in records(self.ana) if claim in i["claim_ids"])

    def settle(self) -> None:
        """Wait until every decision is worked in."""
        for _ in range(300):
            if "Decisions are stored and" not in self.ana.get("/people").text:
                return
            threading.Event().wait(0.1)
        pytest.fail("the decisions were not worked in")

    def sign(self, name: str, client: Any = None, reason: str = "checked") -> Any:
        """Sign an incident off as its page shows it."""
        client = client or self.ana
        page = client.get(f"/incidents/{name}").text
        found = re.search(r'name="state" value="(\w+)"', page)
        sent = {"state": found[1] if found else "", "reason": reason}
        return client.post(f"/incidents/{name}/sign", sent)


def records(client: Any, kind: str = "incidents") -> list[dict[str, Any]]:
    """Every record of a kind."""
    return json.loads(client.get(f"/api/{kind}?limit=1000").text)["records"]


def asked(client: Any, of: str = "first") -> str:
    """Which value the first card of a queue asks about."""
    found = re.search(r'name="item" value="([^"]+)"', client.get(f"/review?of={of}").text)
    assert found
    return found[1]


def judge(client: Any, key: str, action: str, of: str = "first", **form: str) -> None:
    """Judge a card as its form does."""
    answer = client.post("/review", {"item": key, "action": action, "of": of, **form})
    assert answer.status == 303, answer.text


@pytest.fixture
def team(serve: Callable[..., Any], own: Path) -> Team:
    """Three people at a casebook of their own."""
    return Team(serve(own))


def test_a_second_reader_sees_the_value_as_read_and_changes_nothing(
    team: Team, visit: Callable[..., Page], press: Any
) -> None:
    """The card is blind, the keys are the same, the judgement is a decision of its own; u undoes it."""
    first = team.first(1)[0]
    claim, _, path = first.partition(":")
    sent = {"action": "edit", "to_low": "77", "to_high": "77", "to_what": "killed"}
    edit = {**sent, "to_scope": "incident", "to_who": "", "reason": "a secret reason"}
    assert team.ana.post(f"/claims/{claim}/values/{path}", edit).status == 303
    team.ask()
    page = visit(team.served, team.ben)
    page.goto(f"{team.served.base}/review")
    page.get_by_role("link", name="Second reading 1").click()
    page.wait_for_load_state()
    card = page.locator("#card").inner_text()
    assert not any(words in card for words in ("Ana", "77", "secret", "accepted", "changed by"))
    assert page.locator("#side mark.lit").count()
    press(page, "a")
    assert "Nothing waits for your second reading" in page.locator("#card h1").inner_text()
    made = team.decisions()[-1]
    assert (made.by, made.reading, made.action) == ("Ben", "second", "accept")
    assert made.before["low"] != 77
    team.settle()
    assert json.loads(team.ana.get(f"/api/claims/{claim}").text)["counts"][0]["low"] == 77
    press(page, "u")
    assert page.locator("#card input[name=item]").first.input_value() == first
    assert team.decisions()[-1].action == "undo"


def test_nobody_reads_their_own_value_twice_and_only_what_is_asked_for(team: Team) -> None:
    """A share is of all values, the same ones each time; a single incident is asked for by itself."""
    keys = team.first(3)
    assert "Nothing waits for your second reading" in team.ben.get("/review?of=second").text
    name = team.incident(keys[0])["id"]
    assert team.ben.post(f"/incidents/{name}/ask").status == 403
    assert team.ben.post("/agreement", {"percent": "50"}).status == 403
    assert team.ana.post("/agreement", {"percent": "500"}).status == 400
    assert team.ana.post(f"/incidents/{name}/ask").status == 303
    assert asked(team.ben, "second").partition(":")[0] in team.incident(keys[0])["claim_ids"]
    assert "Nothing waits for your second reading" in team.ana.get("/review?of=second").text
    before = len(team.decisions())
    told = team.ana.post(
        "/review", {"item": keys[0], "action": "accept", "of": "second"}, hx_request="true"
    )
    assert "Nobody is asked for this any more" in told.text
    assert len(team.decisions()) == before
    assert team.ana.get("/review?of=third").status == 400


def test_a_dispute_names_both_and_a_third_settles_it_for_good(
    team: Team,
    visit: Callable[..., Page],
    demo_pages: list[Path],
    read_again: Callable[..., None],
    axe: Any,
    press: Any,
) -> None:
    """On the incident with names and reasons; the third reader's word holds after all is read anew."""
    key = team.dispute()
    incident = team.incident(key)
    assert incident["disputed"] == [key]
    name = incident["id"]
    shown = re.sub(r"<[^>]+>", "", team.ben.get(f"/incidents/{name}").text)
    assert re.search(r"Ana accepted .*: as the page has it", shown)
    assert re.search(r"Ben read a value a second time and rejected .*: of another day", shown)
    assert "Settle it" not in shown  # he is one of the two
    sent = {"item": key, "action": "accept", "of": "disputed"}
    assert team.ben.post("/review", sent).status == 403
    page = visit(team.served, team.cleo)
    page.goto(f"{team.served.base}/incidents/{name}#vouching")
    page.get_by_role("link", name="Settle it").click()
    page.wait_for_load_state()
    assert axe(page) == []
    assert "Ana" in page.locator(".readers").inner_text()
    press(page, "x")
    assert "Nothing is disputed" in page.locator("#card h1").inner_text()
    settled = team.incident(key)
    assert settled["disputed"] == []
    assert "settled by Cleo" in team.ana.get(f"/incidents/{name}").text
    claim, _, path = key.partition(":")
    assert _words(team, claim, path) is None
    judge_again = team.ana.post(f"/claims/{claim}", {"action": "accept"})
    assert judge_again.status == 303
    team.served.stop()
    read_again(team.folder, demo_pages)
    with Casebook.open(team.folder) as casebook:
        assert verify(casebook).broken == []
        assert [d.reading for d in casebook.decisions() if d.reading] == ["second", "third"]
        left = next(i for i in casebook.incidents() if claim in i.claim_ids)
        assert left.disputed == ()
    assert _words(team, claim, path) is None


def _words(team: Team, claim: str, path: str) -> Any:
    """The value of a claim that was read at a path of a list, as people decided; None if gone."""
    head, _, at = path.partition(".")
    with Casebook.open(team.folder) as casebook:
        (now,) = (c for c in casebook.claims() if c.id == claim)
        (read,) = (c for c in casebook.claims(machine=True) if c.id == claim)
    wanted = getattr(read, head)[int(at)]
    return next((value for value in getattr(now, head) if value == wanted), None)


def test_a_settling_is_undone_and_an_owner_settles_on_the_incident_page(team: Team) -> None:
    """Undone, the value is disputed again; a form at the article's side settles it too."""
    key = team.dispute()
    judge(team.cleo, key, "accept", "disputed")
    third = team.decisions()[-1]
    assert third.reading == "third"
    assert team.incident(key)["disputed"] == []
    assert team.cleo.post(f"/decisions/{third.id}/undo").status == 303
    assert team.incident(key)["disputed"] == [key]
    claim, _, path = key.partition(":")
    form = {"action": "accept", "reason": "I asked the ministry"}
    assert team.ben.post(f"/claims/{claim}/values/{path}", form).status == 403
    assert team.ana.post(f"/claims/{claim}/values/{path}", form).status == 303
    made = team.decisions()[-1]
    assert (made.by, made.reading, made.on.field) == ("Ana", "third", path)
    assert team.incident(key)["disputed"] == []


def test_agreement_is_told_alike_on_the_page_in_the_api_and_on_the_command_line(
    team: Team,
) -> None:
    """With how many pairs, the share held alike, and alpha or the reason why there is none."""
    team.ask()
    team.first(2 * READ)
    for k in range(2 * READ - 2):
        judge(team.ben, asked(team.ben, "second"), "reject" if k == 1 else "accept", "second")
    given = json.loads(team.ben.get("/api/agreement").text)
    assert (given["read"], given["alike"], given["disputed"]) == (22, 21, 1)
    killed = next(one for one in given["agreement"] if one["what"] == "killed, at least")
    assert killed["level"] == "ratio"
    assert killed["pairs"] == killed["same"] + 1
    assert all(
        (one["alpha"] is None) == bool(one["alpha_null_reason"]) for one in given["agreement"]
    )
    page = re.sub(r"<[^>]+>", "", team.ben.get("/agreement").text)
    assert "22 values read twice" in page
    assert "too few to say" in page
    assert json.loads(shown(team.folder, "--agreement", "--json")) == given
    assert "killed, at least" in shown(team.folder, "--agreement")


def shown(folder: Path, *options: str) -> str:
    """What ``reportedly show`` prints."""
    command = [sys.executable, "-m", "reportedly", "show", "--casebook", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_sign_off_is_told_and_what_changes_later_brings_it_back(
    team: Team, visit: Callable[..., Page], axe: Any, press: Any
) -> None:
    """Signed in the browser; another's edit is told; a signs it off again; u takes that back."""
    name = max(records(team.ana), key=lambda i: i["n_articles"])["id"]
    claim = _claims(team, name)[0]
    page = visit(team.served, team.ana)
    page.goto(f"{team.served.base}/incidents/{name}")
    part = page.locator("#vouching")
    part.get_by_label("Why").first.fill("checked against its nine pages")
    part.get_by_role("button", name="Sign off", exact=True).click()
    part.get_by_text("Signed off by Ana on").wait_for()
    assert "over this state: checked against its nine pages" in part.inner_text()
    assert json.loads(team.ana.get(f"/api/incidents/{name}").text)["status"] == "accepted"
    assert asked(team.ben).partition(":")[0] not in _claims(team, name)
    edit = {"action": "edit", "to_modality": "denied", "reason": "read it again"}
    assert team.ben.post(f"/claims/{claim}/values/modality", edit).status == 303
    team.settle()
    page.reload()
    part.get_by_text("Changed since").wait_for()
    assert "of a claim, modality: asserted, now denied" in part.inner_text()
    assert axe(page) == []
    page.goto(f"{team.served.base}/incidents?review=changed+since+sign-off")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    page.goto(f"{team.served.base}/review")
    page.get_by_role("link", name="Changed since sign-off 1").click()
    page.wait_for_load_state()
    assert axe(page) == []
    assert "modality: asserted, now denied" in page.locator(".changes").inner_text()
    press(page, "a")
    assert "No signed-off incident has changed" in page.locator("#card h1").inner_text()
    made = json.loads(team.ana.get(f"/api/incidents/{name}").text)["signed"]
    assert (made["by"], made["changed"]) == ("Ana", [])
    press(page, "u")
    team.settle()
    page.reload()
    page.get_by_text("modality: asserted, now denied").wait_for()
    press(page, "x")  # takes the first back too
    team.settle()
    assert json.loads(team.ana.get(f"/api/incidents/{name}").text)["signed"] is None


def _claims(team: Team, name: str) -> list[str]:
    return list(json.loads(team.ana.get(f"/api/incidents/{name}").text)["claim_ids"])


def test_a_sign_off_is_over_what_the_page_showed_and_over_no_dispute(team: Team) -> None:
    """It changed while somebody looked, or two readers differ: it is not signed, in words."""
    key = team.dispute()
    disputed = team.incident(key)["id"]
    answer = team.sign(disputed)
    assert answer.status == 409
    assert "Two readers differ" in answer.text
    other = next(i["id"] for i in records(team.ana) if i["id"] != disputed)
    stale = team.ana.post(f"/incidents/{other}/sign", {"state": "0123456789ab"})
    assert stale.status == 409
    assert "It changed while you looked" in stale.text
    reader = team.served.client(team.served.invite(team.ana, "Lea", "reader"))
    assert team.sign(other, reader).status == 403
    assert team.sign(other, team.cleo).status == 303
    team.settle()
    signed = json.loads(team.ana.get(f"/api/incidents/{other}").text)["signed"]
    assert (signed["by"], signed["reason"], signed["changed"]) == ("Cleo", "checked", [])


def test_a_sign_off_and_readings_outlive_reading_again(
    team: Team, demo_pages: list[Path], read_again: Callable[..., None]
) -> None:
    """The same pages read anew change nothing that was signed, asked, disputed or settled."""
    key = team.dispute()
    other = next(i["id"] for i in records(team.ana) if i["id"] != team.incident(key)["id"])
    assert team.sign(other).status == 303
    team.settle()
    before = _marks(team)
    team.served.stop()
    read_again(team.folder, demo_pages)
    assert _marks(team) == before
    assert len([mark for mark in before.values() if mark[0]]) == 1


def _marks(team: Team) -> dict[tuple[str, ...], Any]:
    """Who signed each incident off and what changed, and what is disputed, by its claims."""
    with Casebook.open(team.folder) as casebook:
        return {
            tuple(sorted(i.claim_ids)): (i.signed, i.disputed, i.status)
            for i in casebook.incidents()
        }


def test_two_second_readers_at_once_lose_nothing_when_one_server_is_killed(
    serve: Callable[..., Any], own: Path
) -> None:
    """Two servers on one casebook, one killed in the midst: each reading that was answered is kept."""
    one = Team(serve(own))
    one.ask()
    keys = one.first(2 * READ)
    two = serve(own, "Dora")
    readers = [one.ben, two.client()]
    answered: list[list[str]] = [[], []]
    faults: list[str] = []

    def read(who: int) -> None:
        for key in keys if who == 0 else keys[::-1]:
            sent = {"item": key, "action": "reject", "of": "second"}
            try:
                answer = readers[who].post("/review", sent, hx_request="true")
            except OSError:
                return  # killed
            if answer.status != 200:
                faults.append(answer.text)
            elif "Yours was not stored" not in answer.text:
                answered[who].append(key)

    threads = [threading.Thread(target=read, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    while len(answered[1]) < 3:
        threads[1].join(0.01)
    two.kill()
    for thread in threads:
        thread.join()
    assert faults == []
    kept = [d.by for d in one.decisions() if d.reading == "second"]
    assert kept.count("Ben") == len(answered[0])
    assert kept.count("Dora") in {len(answered[1]), len(answered[1]) + 1}
    assert len(kept) >= len(keys)
    one.settle()
    disputed = {key for i in records(one.ana) for key in i["disputed"]}
    assert disputed == set(keys)
    with Casebook.open(own) as casebook:
        assert verify(casebook).broken == []


@pytest.mark.parametrize("width", [360, 3840])
def test_cards_of_every_kind_fit_the_screen(
    team: Team, visit: Callable[..., Page], width: int
) -> None:
    """No sideways scrolling, on a small phone or a wall."""
    key = team.dispute()
    other = next(i for i in records(team.ana) if i["id"] != team.incident(key)["id"])
    assert team.sign(other["id"]).status == 303
    edit = {"action": "edit", "to_modality": "denied"}
    assert team.ben.post(f"/claims/{other['claim_ids'][0]}/values/modality", edit).status == 303
    team.settle()
    page = visit(team.served, team.cleo, width)
    for path in (
        "/review?of=second",
        "/review?of=disputed",
        "/review?of=changed",
        f"/incidents/{other['id']}",
        f"/incidents/{team.incident(key)['id']}",
        "/agreement",
    ):
        page.goto(team.served.base + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
