"""Articles -> copy groups; claims of one happening -> the origins behind them."""

from reportedly.stages.group.copies import copy_groups
from reportedly.stages.group.origins import origins

__all__ = ["copy_groups", "origins"]
