"""Incidents and decisions -> incidents as people decided."""

from reportedly.stages.review.anchor import core, locate, marks_of, subject_of, value_at
from reportedly.stages.review.apply import (
    QUEUE,
    Reviewed,
    apply,
    on_claims,
    on_incidents,
    path_to,
    with_value,
)
from reportedly.stages.review.constraints import (
    Constraints,
    article_ties,
    constraints,
    origin_ties,
)
from reportedly.stages.review.find import IN_NO_INCIDENT, Scene, Unfit
from reportedly.stages.review.order import in_order, undone
from reportedly.stages.review.readings import (
    OPEN,
    REJECTED,
    Standing,
    claims_of,
    held,
    overruled,
    read_twice,
    standings,
)
from reportedly.stages.review.signing import State, changes, digest, state_of, vouched

__all__ = [
    "IN_NO_INCIDENT",
    "OPEN",
    "QUEUE",
    "REJECTED",
    "Constraints",
    "Reviewed",
    "Scene",
    "Standing",
    "State",
    "Unfit",
    "apply",
    "article_ties",
    "changes",
    "claims_of",
    "constraints",
    "core",
    "digest",
    "held",
    "in_order",
    "locate",
    "marks_of",
    "on_claims",
    "on_incidents",
    "origin_ties",
    "overruled",
    "path_to",
    "read_twice",
    "standings",
    "state_of",
    "subject_of",
    "undone",
    "value_at",
    "vouched",
    "with_value",
]
