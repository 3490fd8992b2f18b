"""The tag sets of the three heads, fixed in the order the weights were trained with."""

from __future__ import annotations

# Places have a head of their own, because they stand inside other names ("Kharkiv police").
PLACE_KINDS = ("place", "demonym")
OTHER_KINDS = ("organisation", "person", "weapon", "platform", "time", "quantity")
KINDS = PLACE_KINDS + OTHER_KINDS
ROLES = ("source", "cue", "content")
OUTSIDE = 0


def tag_count(kinds: tuple[str, ...]) -> int:
    """Number of tags of a head: outside, then begin and inside for each kind."""
    return 1 + 2 * len(kinds)


def begin_tag(index: int) -> int:
    """Tag that begins a span of the kind at `index`."""
    return 1 + 2 * index


def inside_tag(index: int) -> int:
    """Tag that goes on with a span of the kind at `index`."""
    return 2 + 2 * index
