"""Incidents and decisions -> incidents as people decided."""

from reportedly.stages.review.anchor import locate, subject_of
from reportedly.stages.review.apply import Reviewed, apply, on_claims, on_incidents
from reportedly.stages.review.constraints import (
    Constraints,
    article_ties,
    constraints,
    origin_ties,
)
from reportedly.stages.review.find import IN_NO_INCIDENT, Unfit, marks_of

__all__ = [
    "IN_NO_INCIDENT",
    "Constraints",
    "Reviewed",
    "Unfit",
    "apply",
    "article_ties",
    "constraints",
    "locate",
    "marks_of",
    "on_claims",
    "on_incidents",
    "origin_ties",
    "subject_of",
]
