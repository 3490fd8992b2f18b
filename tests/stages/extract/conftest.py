"""What the tests of claims share."""

from __future__ import annotations

import pytest

from reportedly.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The embedded one."""
    return Gazetteer.embedded()
