"""Claims -> incidents: candidate pairs, weighed terms, clusters, fused values, a grade."""

from reportedly.stages.link.accounts import Account
from reportedly.stages.link.blocks import Blocks, Keys, is_wide, keys_of
from reportedly.stages.link.clusters import (
    Joined,
    accounts_in,
    between_articles,
    cluster,
    clusters_of,
    implied,
    join,
)
from reportedly.stages.link.fuse import fuse, fuse_all, keep_ids, renamed
from reportedly.stages.link.grade import grade
from reportedly.stages.link.weights import edition

__all__ = [
    "Account",
    "Blocks",
    "Joined",
    "Keys",
    "accounts_in",
    "between_articles",
    "cluster",
    "clusters_of",
    "edition",
    "fuse",
    "fuse_all",
    "grade",
    "implied",
    "is_wide",
    "join",
    "keep_ids",
    "keys_of",
    "renamed",
]
