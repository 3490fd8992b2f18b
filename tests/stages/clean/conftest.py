"""Helpers for the tests of the clean stage: bytes to an article in one step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reportedly.records import Article, PageMeta, Reject, Retrieval
from reportedly.stages.capture.making import JSON_LINES, make_received
from reportedly.stages.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable

AT = "2024-05-01T10:00:00+00:00"


def _clean(
    page: str | bytes, form: Any = "flattened", *, published: str | None = None, **meta: str
) -> Article | Reject:
    data = page.encode() if isinstance(page, str) else page
    media_type = None
    if form == "body":
        data, media_type = json.dumps({"text": page}).encode(), JSON_LINES
    where = Retrieval(source="page", at=AT)
    made = make_received(data, form, where, media_type=media_type, meta=PageMeta(**meta))
    return clean(made, published=published)


@pytest.fixture(scope="session")
def cleaned() -> Callable[..., Article]:
    """Clean a page that must give an article."""

    def run(*args: Any, **kwargs: Any) -> Article:
        found = _clean(*args, **kwargs)
        assert isinstance(found, Article), found
        return found

    return run


@pytest.fixture(scope="session")
def refused() -> Callable[..., str]:
    """Clean a page that must be rejected, and give the reason."""

    def run(*args: Any, **kwargs: Any) -> str:
        found = _clean(*args, **kwargs)
        assert isinstance(found, Reject), found
        assert found.stage == "clean"
        return found.reason

    return run
