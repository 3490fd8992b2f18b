"""Time expressions of English news: find them, tie them to days, infer when a page was printed.

>>> [found.text for found in find_times("Shelled on Friday, almost seven months into the war.")]
['Friday', 'almost seven months']
"""

from reportedly.times.find import find_times
from reportedly.times.forms import TimeExpression, Unresolved
from reportedly.times.infer import InferenceFailure, infer_publication
from reportedly.times.resolve import resolve
from reportedly.times.values import as_when, days_of

__all__ = [
    "InferenceFailure",
    "TimeExpression",
    "Unresolved",
    "as_when",
    "days_of",
    "find_times",
    "infer_publication",
    "resolve",
]
