"""Pages like the seed page, read as users read them and scored on every line of its expectation.

    python -m gate.seedlike [--pages N] [--seed N] [--wordings SET] [--misses [LINE]] [--show N]

The pages are made (gate/seedlike_pages.py), so every right answer is known beforehand. A figure is
the share of pages on which a line of the expectation is right, over the pages that it applies to;
"all lines right" is the share of pages without a wrong one. Needs the tables of ../shared/gold.

Of the held-out wordings look at the figures alone: --misses and --show would end their use.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gate.seedlike_lines import Made, check, plan_dates, planned, published
from gate.seedlike_pages import Page, make_pages
from gate.seedlike_phrases import FOLDERS, Wordings
from reportedly.gazetteer import Gazetteer
from reportedly.model import load_tagger
from reportedly.pipeline import read
from reportedly.reading import Reader
from reportedly.stores.casebook import Casebook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportedly.records import Article, Claim

GOLD = Path(__file__).parents[1].parent / "shared" / "gold"


def score_seedlike(
    gold: Path, pages: int = 60, seed: int = 2024, wordings: Wordings = "development"
) -> dict[str, float]:
    """Share of the pages on which each line is right, and on which all are."""
    found: dict[str, list[bool]] = defaultdict(list)
    for page in make_pages(_tables(gold), pages, seed, wordings):
        made = read_page(page, gold)
        lines = check(page, made)
        for name, right in {**lines, **published(page, made)}.items():
            found[name].append(right)
        found["all lines right"].append(all(lines.values()))
    return {name: sum(rights) / len(rights) for name, rights in found.items()}


def read_page(page: Page, gold: Path) -> Made | None:
    """The page read from a file into a casebook of its own; None if it was rejected."""
    table = str(_tables(gold) / page.table) if page.table else None
    reader = Reader(tagger=load_tagger(), gazetteer=_gazetteer(table))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(page.text, encoding="utf-8")
        with Casebook.open_to_write(Path(folder) / "casebook") as casebook:
            read([str(path)], casebook, reader)
            return _made(page, casebook)


def _made(page: Page, casebook: Casebook) -> Made | None:
    articles, claims = list(casebook.articles()), list(casebook.claims())
    if not articles:
        return None
    told = [c for c in claims if _tells(articles[0], c, page.expected.evidence)]
    plans = [c for c in claims if c.modality == "planned"]
    return Made(
        article=articles[0],
        mentions=list(casebook.mentions()),
        claims=claims,
        incidents=list(casebook.incidents()),
        claim=next((c for c in told if c.modality not in ("planned", "historical")), None),
        plan=next((c for c in plans if planned(page, c)), plans[0] if plans else None),
    )


def _tells(article: Article, claim: Claim, sentence: str) -> bool:
    words = article.cut(claim.span).strip(" .")
    return claim.span.field == "text" and (words in sentence or sentence in words)


# ---------------------------------------------------------------- running it


def _tables(gold: Path) -> Path:
    return gold / "gazetteer" / "wof"


@cache
def _gazetteer(table: str | None) -> Gazetteer:
    embedded = Gazetteer.embedded()
    return embedded.with_files([table]) if table else embedded


def main() -> int:
    """Print the figures; with --misses the pages on which a line is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--misses", nargs="?", const="", metavar="LINE")
    parser.add_argument("--show", type=int, metavar="PAGE", help="print one page and its claims")
    parser.add_argument("--wordings", choices=list(FOLDERS), default="development")
    options = parser.parse_args()
    wordings = cast("Wordings", options.wordings)
    if options.show is not None:
        _show(make_pages(_tables(GOLD), options.show + 1, options.seed, wordings)[options.show])
    elif options.misses is not None:
        _misses(make_pages(_tables(GOLD), options.pages, options.seed, wordings), options.misses)
    else:
        for name, share in score_seedlike(GOLD, options.pages, options.seed, wordings).items():
            print(f"{name:44s} {share:6.3f}")
    return 0


def _misses(pages: Sequence[Page], only: str) -> None:
    """Each wrong line, with the pages it is wrong on and what was read instead."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for number, page in enumerate(pages):
        made = read_page(page, GOLD)
        for name, right in check(page, made).items():
            if not right and only in name:
                wrong[name].append(f"  page {number}: {_told(name, page, made)}")
    for name, told in sorted(wrong.items(), key=lambda item: -len(item[1])):
        print(f"{name}: wrong on {len(told)} of {len(pages)}", *told, sep="\n")


def _told(name: str, page: Page, made: Made | None) -> str:
    """What a wrong line read, in one line."""
    if made is None:
        return "rejected"
    telling = _TELLING.get(name.split(maxsplit=1)[0])
    return (telling(page, made) if telling else page.expected.evidence)[:900]


def _tell_claim(page: Page, made: Made) -> str:
    claim = made.claim
    if claim is None:
        said = [f"[{c.modality}] {made.article.cut(c.span)}" for c in made.claims]
        return f"{page.expected.evidence} | claims: {said}"
    read_as = (
        f"{claim.event.acled_sub_type}; {claim.modality};"
        f" actors {[(a.as_written, a.side) for a in claim.actors]};"
        f" weapons {[(w.as_written, w.designation, w.class_) for w in claim.weapons]};"
        f" source {claim.source and (claim.source.as_written, claim.source.name)};"
        f" {claim.source and (claim.source.kind, claim.source.side)};"
        f" channel {claim.channel and claim.channel.name};"
        f" evidence {[e.kind for e in claim.evidence]}"
    )
    return f"{page.expected.evidence} | {read_as}"


def _tell_place(page: Page, made: Made) -> str:
    place = made.claim.place if made.claim else None
    why = made.claim.place_null_reason if made.claim else "no claim"
    found = place and (place.name, place.admin1, place.country, place.ucdp_where_prec, place.why)
    return f"{page.expected.evidence} | {page.table} {page.expected.village} | {found or why}"


def _tell_incidents(_page: Page, made: Made) -> str:
    told = [
        f"[{i.kind}] {made.article.cut(c.span)}"
        for i in made.incidents
        for c in made.claims
        if c.id in i.claim_ids
    ]
    return " || ".join(told)


def _tell_plan(page: Page, made: Made) -> str:
    found = [
        (made.article.cut(c.span), c.modality, c.when and (c.when.start, c.when.end), c.event)
        for c in made.claims
        if c is not made.claim
    ]
    places = [p.as_written for p in made.plan.places] if made.plan else None
    want = f"{plan_dates(page)} {sorted(page.expected.plan_places)}"
    return f"want {want} got {places} | {[(x[:3], x[3].acled_sub_type) for x in found]}"


def _tell_article(page: Page, made: Made) -> str:
    article = made.article
    return (
        f"title {article.title!r} end {article.text[-150:]!r}"
        f" agencies {[c.name for c in article.agencies]} want {sorted(page.expected.agencies)}"
    )


def _tell_published(page: Page, made: Made) -> str:
    when = made.article.published
    found = (when.start, when.end, when.why) if when else made.article.published_null_reason
    cue = next((p for p in page.text.split("\n\n") if f"{page.expected.plan_start:%A}" in p), "")
    return f"want {page.expected.published} got {found} | {cue}"


def _tell_speakers(page: Page, made: Made) -> str:
    spoken = [
        [made.article.cut(s) for s in m.value.source_spans]
        for m in made.mentions
        if m.kind == "attribution"
    ]
    denial = page.text.split(made.article.text[-80:])[0].rsplit("\n\n", 1)[-1]
    sites = [p.as_written for c in made.claims for p in (c.place, *c.places) if p]
    return f"{denial} | sources {spoken} sites {sites}"


_TELLING: dict[str, Callable[[Page, Made], str]] = {
    **dict.fromkeys(("claim", "sub", "modality", "actor", "weapon", "evidence"), _tell_claim),
    **dict.fromkeys(("channel", "source"), _tell_claim),
    **dict.fromkeys(("place", "village"), _tell_place),
    **dict.fromkeys(("one", "grade"), _tell_incidents),
    **dict.fromkeys(("title", "body", "furniture", "agencies"), _tell_article),
    "plan": _tell_plan,
    "publication": _tell_published,
    **dict.fromkeys(("governments", "the"), _tell_speakers),
}


def _show(page: Page) -> None:
    made = read_page(page, GOLD)
    print(page.text, page.expected, sep="\n\n=======\n")
    for claim in made.claims if made else ():
        print(claim)


if __name__ == "__main__":
    raise SystemExit(main())
