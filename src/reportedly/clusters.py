"""Clustering on scored edges, shared by the stages that group articles and link claims.

Average linkage, because one weak edge must not chain two clusters: two clusters join when the
mean score of all pairs across them reaches the threshold, a pair without an edge counting 0.
Found by chains of nearest neighbours (Benzécri 1982, Müllner 2011): the same clusters as by
always joining the nearest two, without a queue of all edges.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[int, int]
Sums = list[dict[int, float]]
NOBODY = -1


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
    ordered = ((a, b, edges[a, b]) for a, b in sorted(edges))
    return linked([1] * n, ordered, threshold, together)


def linked(
    sizes: Sequence[int],
    edges: Iterable[tuple[int, int, float]],
    threshold: float,
    together: Iterable[Pair] = (),
) -> list[list[int]]:
    """The same for items that are clusters already, of these sizes.

    An edge between two such items holds the sum of the scores across them. ``together`` gives
    way to pairs kept apart.

    >>> linked([2, 1], [(0, 1, 0.9)], 0.5)
    [[0], [1]]
    """
    clusters = _Clusters(sizes, edges)
    root = {item: item for item in range(len(sizes))}
    for pair in together:
        a, b = sorted(_find(root, item) for item in pair)
        if a != b and not clusters.apart(a, b):
            join(root, a, b)
            clusters.merge(a, b)
    waiting = deque(range(len(sizes)))
    while waiting:
        waiting.extend(clusters.join_from(waiting.popleft(), threshold))
    return [sorted(items) for items in clusters.members if items]


class _Clusters:
    """Clusters in the making, named by their lowest item, with the scores summed across them."""

    def __init__(self, sizes: Sequence[int], edges: Iterable[tuple[int, int, float]]) -> None:
        self.members = [[item] for item in range(len(sizes))]
        self._sizes = list(sizes)
        self._sums: Sums = [{} for _ in sizes]
        for a, b, score in edges:
            self._sums[a][b] = self._sums[b][a] = score

    def apart(self, a: int, b: int) -> bool:
        """Whether two clusters must not join."""
        return self._sums[a].get(b) == float("-inf")

    def join_from(self, item: int, threshold: float) -> list[int]:
        """Join what is nearest to each other along the chain of neighbours; what came of it."""
        joined: list[int] = []
        chain = [item] if self.members[item] else []
        while chain:
            last, former = chain[-1], chain[-2] if len(chain) > 1 else NOBODY
            nearest, score = self._nearest(last, former)
            if nearest == NOBODY or score < threshold:
                chain.pop()
            elif nearest == former:
                del chain[-2:]
                self.merge(min(last, nearest), max(last, nearest))
                joined.append(min(last, nearest))
            else:
                chain.append(nearest)
        return joined

    def _nearest(self, item: int, former: int) -> tuple[int, float]:
        """The nearest cluster with its mean score; of equal ones the former, then the lowest."""
        best, best_score = former, self._mean(item, former)
        for other in self._sums[item]:
            score = self._mean(item, other)
            if score > best_score or (score == best_score and best != former and other < best):
                best, best_score = other, score
        return best, best_score

    def _mean(self, a: int, b: int) -> float:
        if b == NOBODY:
            return float("-inf")
        return self._sums[a][b] / (self._sizes[a] * self._sizes[b])

    def merge(self, a: int, b: int) -> None:
        """Put the items of b with those of a."""
        sums = self._sums
        self.members[a] += self.members[b]
        self.members[b] = []
        self._sizes[a] += self._sizes[b]
        sums[a].pop(b, None)
        for other, score in sums[b].items():
            if other != a:
                del sums[other][b]
                sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + score
        sums[b] = {}


def spanning_edges(items: Iterable[int], edges: Mapping[Pair, float]) -> list[Pair]:
    """The strongest edges that tie the items together, one fewer than the items at most.

    >>> spanning_edges([0, 1, 2], {(0, 1): 0.9, (1, 2): 0.5, (0, 2): 0.8})
    [(0, 1), (0, 2)]
    """
    inside = sorted(set(items))
    pairs = [(a, b) for k, a in enumerate(inside) for b in inside[k + 1 :] if (a, b) in edges]
    pairs.sort(key=lambda pair: (-edges[pair], pair))
    root = {item: item for item in inside}
    return [pair for pair in pairs if join(root, *pair)]


def connected(n: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """The items 0 to n-1 by connected components, each sorted, ordered by their first item.

    >>> connected(4, [(1, 3)])
    [[0], [1, 3], [2]]
    """
    root = {item: item for item in range(n)}
    for a, b in pairs:
        join(root, a, b)
    parts: dict[int, list[int]] = defaultdict(list)
    for item in range(n):
        parts[_find(root, item)].append(item)
    return sorted(parts.values())


def _find(root: dict[int, int], item: int) -> int:
    while root[item] != item:
        root[item] = root[root[item]]
        item = root[item]
    return item


def join(root: dict[int, int], a: int, b: int) -> bool:
    """Put the trees of two items under one root; whether they were two."""
    first, second = sorted((_find(root, a), _find(root, b)))
    root[second] = first
    return first != second
