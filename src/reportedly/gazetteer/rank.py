"""How likely each candidate of a page's names is, by weights fitted on labelled news."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from reportedly.gazetteer.evidence import COLUMNS, NONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.gazetteer.evidence import Page

    Floats = NDArray[np.float64]

ROUNDS = 3


@dataclass(frozen=True)
class Weights:
    """A weight for each column of a candidate's row, and for what speaks for none."""

    candidate: Floats
    none: Floats


@dataclass(frozen=True)
class Ranked:
    """A page's candidates after the last round: what each weighs, and each name's none."""

    page: Page
    rows: Floats
    weight: Floats
    none: Floats

    @cached_property
    def shares(self) -> Floats:
        """How likely each candidate is, of those that the page leaves open."""
        return shares(self)

    def likely(self, name: int, some: Sequence[int]) -> list[float]:
        """How likely each of some candidates of a name is, if it is one of them or none."""
        first, none = self.page.firsts[name], self._nones[name]
        weights = [self._weights[first + at] for at in some]  # few: plain numbers are faster
        most = max(none, *weights)
        parts = [math.exp(weight - most) for weight in weights]
        whole = sum(parts) + math.exp(none - most)
        return [part / whole for part in parts]

    @cached_property
    def _weights(self) -> list[float]:
        weights: list[float] = self.weight.tolist()
        return weights

    @cached_property
    def _nones(self) -> list[float]:
        nones: list[float] = self.none.tolist()
        return nones


@cache
def table() -> Any:  # noqa: ANN401 - weights, thresholds and what they were fitted on
    """The file of weights."""
    return yaml.safe_load(
        (files("reportedly.gazetteer") / "data" / "ranker.yaml").read_text(encoding="utf-8")
    )


@cache
def shipped() -> tuple[Weights, Weights]:
    """The weights of the package: for names alone, and for names with what the page says."""
    return weights_of(table()["alone"]), weights_of(table()["together"])


def weights_of(given: Mapping[str, Mapping[str, float]]) -> Weights:
    """Weights as rows of numbers; what is not named weighs nothing."""
    return Weights(
        np.array([given["candidate"].get(column, 0.0) for column in COLUMNS]),
        np.array([given["none"].get(column, 0.0) for column in NONE]),
    )


def rank(page: Page, weights: tuple[Weights, Weights] | None = None) -> Ranked:
    """The candidates of a page, weighed alone first and then in rounds, each by the last."""
    alone, together = weights or shipped()
    none_rows = np.array([page.none(number) for number in range(len(page.names))])
    none_rows = none_rows.reshape(len(page.names), len(NONE))
    ranked = Ranked(page, page.own, page.own @ alone.candidate, none_rows @ alone.none)
    for _ in range(ROUNDS if len(page.own) else 0):
        rows = page.evidence(shares(ranked))
        ranked = Ranked(page, rows, rows @ together.candidate, none_rows @ together.none)
    return ranked


def shares(ranked: Ranked) -> Floats:
    """How likely each candidate is, of those that the page leaves open."""
    page, first = ranked.page, ranked.page.starts[:-1]
    weight = np.where(page.open, ranked.weight, -np.inf)
    most = np.maximum(np.maximum.reduceat(weight, first), ranked.none)
    parts = np.exp(weight - most[page.name_of])
    whole = np.add.reduceat(parts, first) + np.exp(ranked.none - most)
    return np.where(page.given, 1.0, parts / whole[page.name_of])
