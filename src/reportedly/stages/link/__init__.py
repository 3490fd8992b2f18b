"""Claims -> incidents: candidate pairs, weighed terms, clusters, fused values, a grade."""

from reportedly.stages.link.clusters import cluster
from reportedly.stages.link.fuse import fuse, fuse_all, keep_ids
from reportedly.stages.link.grade import grade

__all__ = ["cluster", "fuse", "fuse_all", "grade", "keep_ids"]
