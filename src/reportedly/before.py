"""A casebook before new pages are related: its accounts, and what is asked of it once only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from reportedly.copying import captures_of
from reportedly.noting import decisions_known
from reportedly.relating import Judged, Told, judge, told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from reportedly.overlay.inclusion import Inclusion
    from reportedly.records import Article, Claim, Decision
    from reportedly.stores.casebook import Casebook
    from reportedly.stores.index import AccountRow


class Known(NamedTuple):
    """An article, its claims as first read, and what it tells as judged."""

    article: Article
    claims: Sequence[Claim]
    told: Told


@dataclass(frozen=True, slots=True)
class Before:
    """The casebook before, and what of it is to be seen in another light."""

    casebook: Casebook
    inclusion: Inclusion
    decisions: Sequence[Decision]
    rows: Sequence[AccountRow]
    fresh: Collection[str]
    known: dict[str, Known] = field(default_factory=dict)
    """Articles that are asked for again, and what they tell: always the same."""

    def judged(self, articles: Sequence[Article], claims: Sequence[Claim]) -> Judged:
        """Claims as decided, by those decisions whose every end is in these articles."""
        return judge(articles, claims, self.on(articles), self.inclusion)

    def on(self, articles: Iterable[Article]) -> list[Decision]:
        """The decisions whose every end is in these articles."""
        here = {article.capture_id for article in articles}
        return [decision for decision in self.decisions if here.issuperset(captures_of(decision))]

    def tied(self, article_ids: Collection[str]) -> list[str]:
        """Some articles and all that decisions tie to them."""
        return sorted(tied_to(self.casebook, self.decisions, article_ids))

    def read(self, article_ids: Sequence[str]) -> tuple[list[Article], list[Claim]]:
        """Some articles and their claims, in the order of the ids."""
        rest = [name for name in article_ids if name not in self.known]
        index = self.casebook.index
        articles = {article.id: article for article in index.articles(rest)}
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in index.claims(rest):
            claims[claim.article_id].append(claim)
        articles |= {name: known.article for name, known in self.known.items()}
        claims |= {name: list(known.claims) for name, known in self.known.items()}
        held = [name for name in article_ids if name in articles]
        return [articles[name] for name in held], [c for name in held for c in claims[name]]

    def told(self, article_ids: Collection[str]) -> tuple[Sequence[Article], Judged, Told]:
        """Some articles and those that decisions tie to them, judged, and what they tell."""
        articles, claims = self.read(self.tied(article_ids))
        judged = self.judged(articles, claims)
        rest = [article for article in articles if article.id not in self.known]
        anew = [claim for claim in judged.claims if claim.article_id not in self.known]
        made = told(replace(judged, claims=anew), rest).by_article()
        made |= {a.id: self.known[a.id].told for a in articles if a.id in self.known}
        return articles, judged, Told.of(made[a.id] for a in articles if a.id in made)

    def keep(
        self, articles: Iterable[Article], judged: Judged, found: Told, ids: Collection[str]
    ) -> None:
        """Know from now on those of these articles that have one of the ids."""
        tellings = found.by_article()
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in judged.read:
            claims[claim.article_id].append(claim)
        for article in articles:
            if article.id in ids:
                told_by = tellings.get(article.id, Told())
                self.known[article.id] = Known(article, claims[article.id], told_by)


def decided_anew(casebook: Casebook, decisions: Sequence[Decision]) -> set[str]:
    """The articles that decisions since the last time are on."""
    known = decisions_known(casebook)
    captures = sorted({name for d in decisions[known:] for name in captures_of(d)})
    return {article.id for article in casebook.index.articles_of_captures(captures)}


def tied_to(
    casebook: Casebook, decisions: Iterable[Decision], article_ids: Collection[str]
) -> set[str]:
    """These articles and all that decisions tie to them: what each tells hangs on the others."""
    ends = [captures for d in decisions if len(captures := captures_of(d)) > 1]
    articles = casebook.index.articles(sorted(article_ids)) if ends else []
    here = own = {article.capture_id for article in articles}
    while more := {name for captures in ends if captures & here for name in captures} - here:
        here = here | more
    found = casebook.index.articles_of_captures(sorted(here - own))
    return {*article_ids, *(article.id for article in found)}
