"""Articles -> copy groups; claims of one happening -> the origins behind them."""

from reportedly.stages.group.copies import copy_groups, indexed
from reportedly.stages.group.index import CopyIndex
from reportedly.stages.group.index_file import load, save
from reportedly.stages.group.origins import origins
from reportedly.stages.group.showing import group_records

__all__ = ["CopyIndex", "copy_groups", "group_records", "indexed", "load", "origins", "save"]
