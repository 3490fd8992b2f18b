"""Claims -> incidents: candidate pairs, weighed terms, clusters, fused values, a grade."""

from reportedly.stages.link.accounts import Account
from reportedly.stages.link.blocks import Blocks, Keys, Mask, Pairs, is_wide, keys_of
from reportedly.stages.link.clusters import (
    Joined,
    accounts_in,
    cluster,
    clusters_of,
    implied,
    join,
    strong_pairs,
)
from reportedly.stages.link.fuse import fuse, fuse_all, keep_ids, renamed
from reportedly.stages.link.grade import grade
from reportedly.stages.link.spans import ALWAYS, far_apart, span_of
from reportedly.stages.link.weights import edition

__all__ = [
    "ALWAYS",
    "Account",
    "Blocks",
    "Joined",
    "Keys",
    "Mask",
    "Pairs",
    "accounts_in",
    "cluster",
    "clusters_of",
    "edition",
    "far_apart",
    "fuse",
    "fuse_all",
    "grade",
    "implied",
    "is_wide",
    "join",
    "keep_ids",
    "keys_of",
    "renamed",
    "span_of",
    "strong_pairs",
]
