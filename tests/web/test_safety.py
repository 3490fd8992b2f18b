"""Who gets in, what a request may do, and what every answer says to the browser."""

from __future__ import annotations

from typing import Any

import pytest


def test_an_address_lets_in_once(someone: Any, looking: Any, owner: Any) -> None:
    """The second who opens it stays outside, and is told why; looking does not use it up."""
    token = looking.invite(owner, "Onda", "reader")
    assert "Come in as Onda" in someone(looking.host).get(f"/login?token={token}").text
    assert looking.client(token).get("/incidents").status == 200
    second = someone(looking.host)
    assert second.post("/login", {"token": token}).status == 403
    assert "does not open" in second.get(f"/login?token={token}").text


@pytest.mark.parametrize("path", ["/", "/incidents", "/incidents/i-1", "/articles/a", "/people"])
def test_without_a_session_there_is_only_the_login_page(
    someone: Any, looking: Any, owner: Any, path: str
) -> None:
    """No page, record or word of the casebook is given out."""
    answer = someone(looking.host).get(path)
    assert (answer.status, answer.headers["location"]) == (303, "/login")
    assert someone(looking.host, cookie=owner.cookie + "x").get(path).status == 303


def test_the_api_says_no_in_place_of_a_page(someone: Any, looking: Any) -> None:
    """A program without a session gets 401."""
    assert someone(looking.host).get("/api/incidents").status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site", "origin": "http://127.0.0.1"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "", "origin": "http://evil.example"},
    ],
)
def test_another_site_cannot_make_a_decision(owner: Any, headers: dict[str, str]) -> None:
    """A form that another page sends with the person's cookie is refused."""
    answer = owner.post("/incidents/i-1", {"action": "reject"}, **headers)
    assert answer.status == 403
    assert "another site" in answer.text


def test_a_client_that_names_no_origin_is_refused(owner: Any) -> None:
    """Neither Sec-Fetch-Site nor Origin: nobody of ours."""
    answer = owner._ask("POST", "/incidents/i-1", "action=reject", {})
    assert answer.status == 403


def test_a_foreign_name_for_this_machine_is_refused(owner: Any) -> None:
    """DNS that somebody points at 127.0.0.1 gives no page."""
    assert owner.get("/incidents", host="evil.example").status == 421
    assert owner.get("/incidents", host="127.0.0.1:1").status == 421


def test_a_large_body_is_refused(owner: Any) -> None:
    """By its header, before it is read."""
    assert owner.post("/people", {"name": "x" * 300_000, "role": "reader"}).status == 413


def test_a_body_of_another_kind_is_refused(owner: Any) -> None:
    """Only forms are taken."""
    assert owner.post("/people", {"name": "x"}, content_type="application/json").status == 415


def test_every_answer_forbids_what_pages_do_not_need(owner: Any) -> None:
    """No inline script or style, no other host, no frame, no guessing of types, no keeping."""
    for path in ("/incidents", "/login", "/api/incidents", "/static/style.css", "/nowhere"):
        headers = owner.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")


def test_the_session_s_cookie_stays_with_this_site(someone: Any, looking: Any, owner: Any) -> None:
    """No script reads it, and no other site's request carries it."""
    token = looking.invite(owner, "Cora", "reader")
    told = someone(looking.host).post("/login", {"token": token}).headers["set-cookie"].casefold()
    assert "httponly" in told
    assert "samesite=strict" in told


def test_a_reader_looks_and_decides_nothing(looking: Any, owner: Any) -> None:
    """Nor lets others in; a reviewer decides and lets nobody in."""
    reader = looking.client(looking.invite(owner, "Rea", "reader"))
    reviewer = looking.client(looking.invite(owner, "Rob", "reviewer"))
    assert reader.get("/incidents").status == 200
    assert reader.post("/incidents/i-1", {"action": "accept"}).status == 403
    assert reader.post("/people", {"name": "x", "role": "owner"}).status == 403
    assert reviewer.post("/incidents/i-1", {"action": "accept"}).status == 404
    assert reviewer.get("/people").status == 403
    assert reviewer.post("/people", {"name": "x", "role": "owner"}).status == 403
    assert owner.post("/people", {"name": "Rea", "role": "owner"}).status == 400


def test_who_logs_out_is_out(looking: Any, owner: Any) -> None:
    """The cookie is worth nothing any more."""
    client = looking.client(looking.invite(owner, "Lena", "reader"))
    assert client.post("/logout").status == 303
    assert client.get("/incidents").status == 303
