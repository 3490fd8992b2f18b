"""Clustering on edges: nothing lost, nothing chained, order without meaning."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from reportedly.clusters import average_linkage, connected, spanning_edges

N = 8
PAIRS = st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda p: p[0] < p[1])
EDGES = st.dictionaries(PAIRS, st.floats(0, 1), max_size=20)


@given(EDGES)
def test_every_item_is_in_one_cluster(edges: dict[tuple[int, int], float]) -> None:
    """Clusters are a partition."""
    parts = average_linkage(N, edges, 0.5)
    assert sorted(item for part in parts for item in part) == list(range(N))


@given(EDGES)
def test_the_order_of_edges_does_not_matter(edges: dict[tuple[int, int], float]) -> None:
    """The same edges in another order give the same clusters."""
    backwards = dict(reversed(edges.items()))
    assert average_linkage(N, edges, 0.5) == average_linkage(N, backwards, 0.5)


@given(EDGES, st.sets(PAIRS, max_size=4))
def test_pairs_kept_apart_are_never_together(
    edges: dict[tuple[int, int], float], apart: set[tuple[int, int]]
) -> None:
    """Minus infinity keeps two items apart whatever else ties them."""
    scores = edges | dict.fromkeys(apart, float("-inf"))
    parts = average_linkage(N, scores, 0.1)
    assert not any(set(pair) <= set(part) for pair in apart for part in parts)


@given(EDGES, st.sets(PAIRS, max_size=4))
def test_pairs_put_together_are_together(
    edges: dict[tuple[int, int], float], together: set[tuple[int, int]]
) -> None:
    """Pairs joined first stay joined."""
    parts = average_linkage(N, edges, 0.5, together)
    assert all(any(set(pair) <= set(part) for part in parts) for pair in together)


@given(EDGES)
def test_a_cluster_hangs_together_by_its_strongest_edges(
    edges: dict[tuple[int, int], float],
) -> None:
    """Spanning edges connect all members of every cluster, one fewer than there are."""
    for part in average_linkage(N, edges, 0.3):
        tied = spanning_edges(part, edges)
        assert len(tied) == len(part) - 1
        assert part in connected(N, tied)


def test_one_weak_edge_does_not_chain_two_big_clusters() -> None:
    """Two triangles with one edge between them stay two."""
    triangles = dict.fromkeys([(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)], 0.9)
    assert average_linkage(6, triangles | {(2, 3): 0.8}, 0.4) == [[0, 1, 2], [3, 4, 5]]


def _nearest_first(edges: dict[tuple[int, int], float], threshold: float) -> list[list[int]]:
    """Average linkage as the books tell it: always join the nearest two."""
    parts = [[item] for item in range(N)]

    def mean(a: list[int], b: list[int]) -> float:
        scores = [edges.get((min(i, j), max(i, j)), 0.0) for i in a for j in b]
        return sum(scores) / len(scores)

    while len(parts) > 1:
        pairs = [(mean(a, b), k, m) for k, a in enumerate(parts) for m, b in enumerate(parts[:k])]
        best, k, m = max(pairs)
        if best < threshold:
            break
        parts[m] = sorted(parts[m] + parts.pop(k))
    return sorted(parts)


@given(st.lists(PAIRS, unique=True, max_size=20), st.integers(0, 10_000))
def test_chains_of_neighbours_find_what_joining_the_nearest_finds(
    pairs: list[tuple[int, int]], seed: int
) -> None:
    """Where no two means are equal, the order in which clusters are joined changes nothing."""
    number = Random(seed)  # noqa: S311 - no secret
    edges = {pair: number.random() for pair in pairs}
    assert average_linkage(N, edges, 0.3) == _nearest_first(edges, 0.3)
