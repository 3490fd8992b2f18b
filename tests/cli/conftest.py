"""The command line as a person calls it, and a casebook made without the stages."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.cli.main import main
from reportedly.records import (
    Article,
    Capture,
    Claim,
    Event,
    Incident,
    IncidentCount,
    Mention,
    Origin,
    Reject,
    Retrieval,
    Source,
    Span,
    Utterance,
    When,
)
from reportedly.stores.casebook import Bundle, Casebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = (
    "Shells hit [bold]Lypky[/bold] on Tuesday, \x1b]0;owned\x07Marta Ilnytska said.\n"
    "Nothing \u202eelse is known."
)
SAID = "Shells hit [bold]Lypky[/bold] on Tuesday, \x1b]0;owned\x07Marta Ilnytska said."
NAME = "Marta Ilnytska"


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., Done]:
    """Runs ``reportedly`` with arguments, in an empty folder, with an empty home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTEDLY_HOME", str(tmp_path / "home"))

    def called(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["reportedly", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return called


def hostile_page() -> Bundle:
    """A page whose text tries to steer a terminal, with one claim by a private person."""
    data = TEXT.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    capture = Capture(
        id="capture-1a",
        sha256=sha256,
        media_type="text/plain",
        size=len(data),
        retrievals=(Retrieval(source="page.txt", at="2024-03-06T10:00:00Z"),),
    )
    article = Article(
        id="article-1a",
        capture_id=capture.id,
        title="\x1b[2JShells",
        text=TEXT,
        page_text=TEXT,
        language="en",
        published_null_reason="the page states no date",
    )
    at = TEXT.index(NAME)
    here = Span(start=at, end=at + len(NAME))
    mention = Mention(id="m-1a", article_id=article.id, kind="person", span=here, text=NAME)
    claim = Claim(
        id="claim-1a",
        article_id=article.id,
        span=Span(start=0, end=len(SAID)),
        event=Event(acled_type="Explosions/Remote violence", acled_sub_type="Shelling"),
        modality="asserted",
        place_null_reason="no gazetteer knows it",
        when_null_reason="no day is said",
        source=Source(as_written=NAME, name=NAME, kind="witness", private=True, span=here),
    )
    return Bundle(capture, data, article, (mention,), (claim,))


def incidents(page: Bundle) -> tuple[Origin, list[Incident]]:
    """A happening of the page's claim, and a plan and background without claims."""
    (claim,) = page.claims
    origin = Origin(
        id="o-1a",
        name=NAME,
        kind="witness",
        utterances=(Utterance(channel=None, at=None, claim_ids=(claim.id,)),),
        article_ids=(claim.article_id,),
        why="she saw it",
    )
    happening = Incident(
        id="incident-1a",
        kind="happening",
        event=claim.event,
        when=When(
            start="2024-03-05",
            end="2024-03-05",
            precision="day",
            ucdp_date_prec=1,
            basis="stated",
            why="as said",
        ),
        place=None,
        counts=(IncidentCount(what="killed", who=None, low=3, high=None, by=(claim.id,)),),
        claim_ids=(claim.id,),
        article_ids=(claim.article_id,),
        origins=(origin.id,),
        n_articles=1,
        n_origins=1,
        grade="Weak",
        grade_why="one origin",
    )
    none = {"claim_ids": (), "article_ids": (), "origins": (), "n_articles": 0, "n_origins": 0}
    others = [
        Incident(
            id=f"incident-{kind}",
            kind=kind,  # type: ignore[arg-type]
            event=claim.event,
            when=None,
            place=None,
            grade=None,
            grade_why="not graded",
            **none,  # type: ignore[arg-type]
        )
        for kind in ("plan", "background")
    ]
    return origin, [happening, *others]


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    """A casebook with a hostile page, an incident of each kind, and a reject."""
    page = hostile_page()
    origin, made = incidents(page)
    with Casebook.open_to_write(tmp_path / "casebook") as opened:
        opened.add([page])
        opened.reject(
            Reject(id="r-1", input="x\x1b[31m.html", stage="clean", reason="no text", at="2024")
        )
        opened.replace_groups_and_incidents([], [origin], made)
    return tmp_path / "casebook"
