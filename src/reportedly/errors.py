"""The errors that a command turns into one line and an exit code."""

from __future__ import annotations


class ReportedlyError(Exception):
    """Something that the user can mend: the message says what, where and how."""


class CasebookError(ReportedlyError):
    """A casebook that cannot be opened: in use, newer than this version, or not one."""


class GazetteerError(ReportedlyError):
    """A gazetteer file that cannot be read."""


class VocabError(ReportedlyError):
    """A vocabulary file that does not hold what it should."""
