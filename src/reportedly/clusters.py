"""Clustering on scored edges, shared by the stages that group articles and link claims.

Average linkage, because one weak edge must not chain two clusters: two clusters join when the
mean score of all pairs across them reaches the threshold, a pair without an edge counting 0.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pair = tuple[int, int]
Sums = dict[int, dict[int, float]]


def average_linkage(
    n: int, edges: Mapping[Pair, float], threshold: float, together: Iterable[Pair] = ()
) -> list[list[int]]:
    """Clusters of the items 0 to n-1, each sorted, ordered by their first item.

    ``edges`` holds scores for pairs (i, j), i < j; a score of minus infinity keeps the pair
    apart for good. ``together`` pairs are joined first. Ties go to the lowest items, so the
    order of the edges does not matter.

    >>> average_linkage(4, {(0, 1): 0.9, (1, 2): 0.5, (2, 3): 0.9}, 0.4)
    [[0, 1], [2, 3]]
    """
    members = {item: [item] for item in range(n)}
    sums: Sums = defaultdict(dict)
    for (a, b), score in edges.items():
        sums[a][b] = sums[b][a] = score
    for a, b in _rooted(n, together):
        _merge(members, sums, a, b)
    queue = [
        _entry(members, sums, a, b) for a in list(members) for b in sums[a] if a < b in members
    ]
    heapq.heapify(queue)
    while queue:
        score, a, b, size_a, size_b = heapq.heappop(queue)
        if -score < threshold:
            break
        if size_a != len(members.get(a, ())) or size_b != len(members.get(b, ())):
            continue
        _merge(members, sums, a, b)
        for other in sums[a]:
            heapq.heappush(queue, _entry(members, sums, min(a, other), max(a, other)))
    return [sorted(items) for _, items in sorted(members.items())]


def spanning_edges(items: Iterable[int], edges: Mapping[Pair, float]) -> list[Pair]:
    """The strongest edges that tie the items together, one fewer than the items at most.

    >>> spanning_edges([0, 1, 2], {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.8})
    [(0, 1), (0, 2)]
    """
    inside = sorted(set(items))
    pairs = [(a, b) for k, a in enumerate(inside) for b in inside[k + 1 :] if (a, b) in edges]
    pairs.sort(key=lambda pair: (-edges[pair], pair))
    root = {item: item for item in inside}
    return [pair for pair in pairs if _join(root, *pair)]


def connected(n: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """The items 0 to n-1 by connected components, each sorted, ordered by their first item.

    >>> connected(4, [(1, 3)])
    [[0], [1, 3], [2]]
    """
    root = {item: item for item in range(n)}
    for a, b in pairs:
        _join(root, a, b)
    parts: dict[int, list[int]] = defaultdict(list)
    for item in range(n):
        parts[_find(root, item)].append(item)
    return sorted(parts.values())


def _rooted(n: int, together: Iterable[Pair]) -> list[Pair]:
    return [(part[0], item) for part in connected(n, together) for item in part[1:]]


def _entry(
    members: dict[int, list[int]], sums: Sums, a: int, b: int
) -> tuple[float, int, int, int, int]:
    size_a, size_b = len(members[a]), len(members[b])
    return (-sums[a][b] / (size_a * size_b), a, b, size_a, size_b)


def _merge(members: dict[int, list[int]], sums: Sums, a: int, b: int) -> None:
    members[a] += members.pop(b)
    for other, score in sums.pop(b, {}).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + score


def _find(root: dict[int, int], item: int) -> int:
    while root[item] != item:
        root[item] = root[root[item]]
        item = root[item]
    return item


def _join(root: dict[int, int], a: int, b: int) -> bool:
    first, second = sorted((_find(root, a), _find(root, b)))
    root[second] = first
    return first != second
