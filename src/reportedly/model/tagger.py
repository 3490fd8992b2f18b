"""The tagger at run time: ONNX Runtime, the tokeniser and numpy, nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from .decode import Floats, best_tags, certainty, spans
from .labels import ROLES
from .link import (
    CONTENT_CUE,
    CUE_SOURCE,
    LinkWeights,
    WordSpan,
    best_heads,
    near_main,
    softmax,
)
from .names import Found, find_names
from .reading import Attribution, Name, Reading, Span
from .told import ToldWords
from .windows import Window, cut_windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from .windows import Ints

CLS, SEP = 101, 102

# Two thirds of the gold quantities leave these words out; the silver ones take them in.
_HEDGE = re.compile(
    r"(?:at least|at most|more than|less than|fewer than|up to|as many as|over|nearly|almost|about"
    r"|around|some|approximately|roughly|only|(?:an )?additional)\s+(?=\S)",
    re.IGNORECASE,
)

_BARE = frozenset(
    {"at", "least", "at least", "at most", "more", "more than", "up", "up to", "about"}
)


class Tagger:
    """Reads texts one window at a time.

    Windows are not batched: the quantised layers scale to the values of a whole batch, so a
    window's tags would depend on its neighbours; a full window keeps one core busy on its own.
    """

    def __init__(self, folder: Traversable, threads: int = 1) -> None:
        settings = json.loads((folder / "tagger.json").read_text("utf-8"))
        bias = np.array(settings["gap_bias"], dtype=np.float32)
        self._links = LinkWeights(settings["link_width"], bias)
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = _session((folder / "tagger.onnx").read_bytes(), threads)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Names and attributions of each text, of any length, in the order given."""
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        names: list[Name] = []
        inner: list[Name] = []
        attributions: list[Attribution] = []
        told: list[tuple[Ints, Ints, Floats]] = []
        for window in cut_windows(text, self._tokenizer):
            seen = self._run(window)
            apart, inside = find_names(window, seen.places, seen.names)
            names += _names(text, window, apart)
            inner += _names(text, window, inside)
            attributions += _attributions(text, window, seen, self._links)
            told.append((window.start, window.end, seen.told))
        return Reading(tuple(names), tuple(attributions), tuple(inner), ToldWords.of(told))

    def _run(self, window: Window) -> _Seen:
        ids = np.concatenate([[CLS], window.pieces, [SEP]])[None]
        places, names, roles, link, told = self._session.run(None, {"ids": ids})
        at = window.first + 1
        return _Seen(places[0, at], names[0, at], roles[0, at], link[0, 1:-1], told[0, at])


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the encoder gives of a window, [W, …] by word; `link` [P, …] by piece."""

    places: Floats
    names: Floats
    roles: Floats
    link: Floats
    told: Floats


def _session(graph: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        graph,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # that kernel takes a fifth more time
    )


@lru_cache(maxsize=1)
def load_tagger(threads: int = 1) -> Tagger:
    """The shipped tagger, loaded once; `threads` is how many one text may use."""
    return Tagger(files("reportedly.model") / "weights", threads)


def _names(text: str, window: Window, found: Iterable[Found]) -> Iterator[Name]:
    for name in found:
        span = _code_points(text, window, (name.low, name.high))
        if span:
            start, end = span
            if name.kind == "quantity" and text[start:end].casefold() in _BARE:
                continue  # "At" of "At least 12", marked apart from its number
            hedge = _HEDGE.match(text, start, end) if name.kind == "quantity" else None
            yield Name(name.kind, hedge.end() if hedge else start, end, name.score)


def _code_points(text: str, window: Window, words: WordSpan) -> Span | None:
    """The stretch of `words` in `text` without white space at its ends; None if nothing is left."""
    start, end = int(window.start[words[0]]), int(window.end[words[1] - 1])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _attributions(
    text: str, window: Window, seen: _Seen, weights: LinkWeights
) -> Iterator[Attribution]:
    """Attributions of one window: contents gathered by cue; contents without one are left."""
    logits, link = seen.roles, seen.link
    found: dict[str, list[WordSpan]] = {role: [] for role in ROLES}
    for kind, low, high in spans(best_tags(logits)):
        found[ROLES[kind]].append((low, high))
    contents, cues, sources = found["content"], found["cue"], found["source"]
    to_cue = best_heads(window, link, CONTENT_CUE, weights, contents, cues)
    to_source = best_heads(window, link, CUE_SOURCE, weights, cues, sources)
    chances = softmax(logits)
    for i, cue in enumerate(cues):
        linked = [(c, p) for c, (head, p) in zip(contents, to_cue, strict=True) if head == i]
        if linked:
            pieces = near_main([c for c, _ in linked], window)
            head = to_source[i][0]
            source = [sources[head]] if head >= 0 else []
            tagged = certainty(chances, ROLES.index("cue"), *cue)
            score = tagged * max(p for _, p in linked)
            yield Attribution(
                _stretches(text, window, source),
                _stretches(text, window, [cue]),
                _stretches(text, window, pieces),
                score,
            )


def _stretches(text: str, window: Window, parts: Sequence[WordSpan]) -> tuple[Span, ...]:
    stretches = (_code_points(text, window, p) for p in parts)
    return tuple(s for s in stretches if s)
