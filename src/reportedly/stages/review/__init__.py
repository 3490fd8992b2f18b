"""Incidents and decisions -> incidents as people decided."""

from reportedly.stages.review.anchor import locate, marks_of, subject_of, value_at
from reportedly.stages.review.apply import (
    Reviewed,
    apply,
    in_order,
    on_claims,
    on_incidents,
    path_to,
    undone,
    with_value,
)
from reportedly.stages.review.constraints import (
    Constraints,
    article_ties,
    constraints,
    origin_ties,
)
from reportedly.stages.review.find import IN_NO_INCIDENT, Scene, Unfit

__all__ = [
    "IN_NO_INCIDENT",
    "Constraints",
    "Reviewed",
    "Scene",
    "Unfit",
    "apply",
    "article_ties",
    "constraints",
    "in_order",
    "locate",
    "marks_of",
    "on_claims",
    "on_incidents",
    "origin_ties",
    "path_to",
    "subject_of",
    "undone",
    "value_at",
    "with_value",
]
