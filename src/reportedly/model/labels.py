"""The label sets of the heads, fixed in the order the weights were trained with."""

from __future__ import annotations

# Places have a head of their own, because they stand inside other names ("Kharkiv police").
PLACE_KINDS = ("place", "demonym")
OTHER_KINDS = ("organisation", "person", "weapon", "platform", "time", "quantity")
KINDS = PLACE_KINDS + OTHER_KINDS
ROLES = ("source", "cue", "content")
# What a stretch of text tells of: nothing that a coder records, or one of ACLED's sub types.
NOTHING = "nothing"
HAPPENINGS = (
    NOTHING,
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Armed clash",
    "Excessive force against protesters",
    "Protest with intervention",
    "Peaceful protest",
    "Violent demonstration",
    "Mob violence",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
)
MOODS = ("asserted", "denied", "accused", "planned", "conditional", "historical")
TOLD_OUTPUTS = 1 + len(HAPPENINGS) + len(MOODS)  # the weight of a word comes first
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
