"""The map shows what may be shown, no finer than it is known, and is never the only way to it."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from reportedly.stages.write import geojson
from reportedly.stores.casebook import Bundle, Casebook
from reportedly.web.frame import Frame, around
from reportedly.web.ground import LEAST_M
from reportedly.web.listing import ground
from reportedly.web.mapping import in_frame, spots, tray
from reportedly.web.search import Question, find, question

from ..stages.write.casework import OLD, make_case, make_place, make_when

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from reportedly.web.index import Index

ALL = 100_000
DRAWN = "#map[data-state=drawn]"
READY = "#map[data-listed]"
"""Every tile is there, which takes its time without a graphics card; the list is, and the spots."""
TODAY = datetime.now(UTC)
YOUNG = make_when(*[(TODAY.date() - timedelta(days=3)).isoformat()] * 2)
POSITION = "Headquarters or base established"


@pytest.fixture(scope="module")
def casebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Incidents of every kind, age, place and standing; those of one kind of each are elsewhere."""
    folder = tmp_path_factory.mktemp("made") / "casebook"
    varied = product(
        ("happening", "plan", "background", "excluded"),
        ("Armed clash", POSITION),
        ("asserted", "planned"),
        ("conflict", "crime"),
        ("machine", "rejected"),
        (OLD, YOUNG, None),
        (make_place(), make_place(-17.5, 179.97), None),
    )
    names = ("kind", "sub_type", "modality", "domain", "status", "when", "place")
    held = [dict(zip(names, values, strict=True)) for values in varied]
    cases = [make_case(number=n, received="2024-01-02", **case) for n, case in enumerate(held)]
    with Casebook.open_to_write(folder) as made:
        made.add([bundle(*case[:3]) for case in cases])
        made.replace_groups_and_incidents([], [c[3] for c in cases], [c[4] for c in cases])  # type: ignore[misc]
    return folder


def bundle(capture: Any, article: Any, claim: Any) -> Bundle:
    """A page that made one claim; its bytes are its id."""
    data = capture.id.encode()
    capture = msgspec.structs.replace(capture, sha256=hashlib.sha256(data).hexdigest())
    return Bundle(capture, data, article, claims=(claim,))


@pytest.fixture(scope="module")
def index(casebook: Path, index_of: Callable[[Path], Index]) -> Index:
    """The index of these."""
    return index_of(casebook)


def kinds() -> tuple[str, ...]:
    """Every kind that a list can be asked for."""
    return ("happening", "plan", "background", "excluded")


def test_the_map_shows_what_geojson_gives_a_point(casebook: Path, index: Index) -> None:
    """One rule for both: nothing planned, rejected, young or told as crime; no position; no guess."""
    with Casebook.open(casebook) as opened:
        told = geojson.collection(opened.records(), now=TODAY)["features"]
    points = {f["id"]: f["geometry"]["coordinates"] for f in told if f["geometry"]}
    assert points
    found = [in_frame(index, Question(kind=kind), None) for kind in kinds()]
    shown = {n: [s.lon, s.lat] for some in found for n, s in zip(some.ids, some.spots, strict=True)}
    assert shown == points
    columns = [spots(index, Question(kind=kind)) for kind in kinds()]
    assert sum(sum(made["n"]) for made in columns) == len(points)
    drawn = {
        (lon, lat) for made in columns for lon, lat in zip(made["lon"], made["lat"], strict=True)
    }
    assert drawn == {tuple(point) for point in points.values()}


def test_what_is_not_shown_is_in_the_tray_with_its_reason(casebook: Path, index: Index) -> None:
    """Shown and put away make the whole; a position is told by region and month, in the tray too."""
    with Casebook.open(casebook) as opened:
        for kind in kinds():
            asked = Question(kind=kind)
            heaps = {heap.why: heap for heap in tray(opened, index, asked)}
            whole = find(index, asked, 0, 0).total
            assert (
                sum(h.total for h in heaps.values()) + in_frame(index, asked, None).total == whole
            )
            if kind == "happening":
                assert set(heaps) == {"plan", "crime", "rejected", "position", "nowhere", "embargo"}
                words = " ".join(told for _, told in heaps["position"].some)
                assert "Velmar, XA, 2024-03" in words
                assert "Stary Dolnik" not in words
                assert OLD.start
                assert OLD.start not in words


def test_a_frame_does_not_find_what_the_map_hides(index: Index) -> None:
    """Narrowing by the frame, again and again, tells nobody where a base or a plan is."""
    whole = Frame(-180, -90, 180, 90)
    for kind in kinds():
        hidden = find(index, Question(kind=kind, frame=whole), 0, ALL)
        assert set(hidden.ids) <= set(in_frame(index, Question(kind=kind), None).ids)
    assert find(index, Question(kind="plan", frame=whole), 0, ALL).ids == []


degrees = st.integers(-18000, 18000).map(lambda n: n / 100)
latitudes = st.tuples(*[st.integers(-9000, 9000).map(lambda n: n / 100)] * 2).map(sorted)
frames = st.builds(lambda w, e, sn: Frame(w, sn[0], e, sn[1]), degrees, degrees, latitudes)


@given(frames)
def test_a_frame_is_its_address(frame: Frame) -> None:
    """The address bar is the saved search, with the frame in it."""
    assert Frame.read(str(frame)) == frame
    asked = Question(words="Halvec", frame=frame)
    assert question(parse_qs(asked.address().partition("?")[2])) == asked


@given(
    st.text(max_size=30)
    | st.lists(st.floats(), min_size=4, max_size=4).map(lambda s: ",".join(map(str, s)))
)
def test_whatever_stands_for_a_frame_is_one_or_none(text: str) -> None:
    """Within the world, south below north; anything else is left out of the question."""
    frame = Frame.read(text)
    assert question({"bbox": [text]}).frame == frame
    if frame:
        assert -180 <= frame.west <= 180
        assert -180 <= frame.east <= 180
        assert -90 <= frame.south <= frame.north <= 90


@settings(max_examples=200)
@given(frames)
def test_a_frame_finds_what_may_lie_in_it(index: Index, frame: Frame) -> None:
    """Every circle that reaches into it, over the date line too, and no other."""
    found = set(find(index, Question(frame=frame), 0, ALL).ids)
    every = in_frame(index, Question(), None)
    for name, spot in zip(every.ids, every.spots, strict=True):
        assert spot.reach >= LEAST_M
        west, south, east, north = around(spot.lon, spot.lat, spot.reach)
        upright = south <= frame.north and north >= frame.south
        level = any(
            west + turn <= frame.end and east + turn >= frame.west for turn in (-360, 0, 360)
        )
        assert (name in found) == (upright and level)


@given(st.integers(-360_000, 360_000), st.integers(0, 360_000))
@example(1, 359_998)
def test_a_frame_is_never_narrower_than_was_asked(west: int, wide: int) -> None:
    """In thousandths of a degree, as the map gives them: what is nearly all of the globe is all."""
    frame = Frame.read(f"{west / 1000},-1,{(west + wide) / 1000},1")
    assert frame is not None
    assert frame.end - frame.west >= wide / 1000 - 1e-6


def test_the_finest_of_a_frame_come_first(whole: Path, index_of: Callable[[Path], Index]) -> None:
    """A region is no answer to where in a village, and says so."""
    with Casebook.open(whole) as opened:
        shown = ground(opened, index_of(whole), Question(), Frame.read("-33.6,46.1,-33.0,46.6"))
    reaches = [spot.reach for _, spot in shown.lines]
    assert shown.wider == 1 < shown.total
    assert max(reaches) == reaches[-1] == 150_000
    assert "somewhere within 150 km" in shown.lines[-1][1].words


def test_the_api_takes_a_frame(owner: Any) -> None:
    """What the map shows there, as records; a frame that is none is refused in words."""
    answer = json.loads(owner.get("/api/incidents?bbox=-33.13,46.33,-33.11,46.35").text)
    assert "Halvec" in {record["place"]["name"] for record in answer["records"]}
    assert answer["total"] < json.loads(owner.get("/api/incidents").text)["total"]
    assert owner.get("/api/incidents?bbox=here").status == 400
    assert owner.get("/map/frame?frame=1,2,3").status == 400


def test_the_view_needs_no_script(owner: Any) -> None:
    """Without any, the page has the list, the tray and the bins."""
    page = owner.get("/incidents?view=map").text
    assert page.count("data-lon=") == sum(json.loads(owner.get("/map/spots").text)["n"])
    assert "Not on the map" in page
    assert 'class="brush"' in page


@pytest.fixture
def page(visit: Callable[..., Page], looking: Any, owner: Any) -> Page:
    """A browser at the map of the demo."""
    page = visit(looking, owner)
    page.get_by_role("link", name="Map", exact=True).click()
    page.wait_for_selector(READY)
    return page


def at(page: Page, lon: float, lat: float, zoom: float, wanted: str = READY) -> None:
    """Open the map there, as an address that somebody kept."""
    page.goto(re.sub(r"#.*", "", page.url) + f"#map={zoom}/{lat}/{lon}")
    page.reload()
    page.wait_for_selector(wanted, timeout=60_000)


def colours(page: Page) -> set[tuple[int, ...]]:
    """The colours in the middle of the map, as it is printed."""
    found = page.evaluate(
        """() => {
          dispatchEvent(new Event("beforeprint"));
          const copy = document.querySelector("#map .printed");
          const [x, y] = [copy.width / 2 - 4, copy.height / 2 - 4];
          const found = [...copy.getContext("2d").getImageData(x, y, 9, 9).data];
          dispatchEvent(new Event("afterprint"));
          return found;
        }"""
    )
    return {tuple(found[k : k + 3]) for k in range(0, len(found), 4)}


def test_a_circle_is_as_wide_as_what_is_known(page: Page) -> None:
    """The kilometre and a half of Ludesh, at the nearest zoom: a disc, with no point in it."""
    at(page, -33.77, 45.77, 10, DRAWN)
    inside = colours(page)
    at(page, -33.7, 45.77, 10, DRAWN)
    assert len(inside) == 1
    assert colours(page) != inside


def test_the_list_follows_the_map_and_a_click_asks_for_a_spot(page: Page) -> None:
    """It says what may lie in the frame; what was clicked is in hand, and Enter opens it."""
    told = page.locator("#inframe .count")
    expect(told).to_contain_text("in this frame")
    at(page, -33.62, 45.91, 9, DRAWN)
    expect(page.locator("#inframe")).not_to_contain_text("Port Selim")
    page.locator("#map canvas").click()
    expect(told).to_contain_text("may have been here")
    first = page.locator(".spots li").first
    expect(first).to_contain_text("Kostrava")
    expect(first.get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".spots li").nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/incidents/i-"))


def test_the_keyboard_moves_the_map(page: Page) -> None:
    """Its canvas takes the focus, and the list follows."""
    page.locator("#map canvas").focus()
    before = page.locator("#map").get_attribute("data-listed")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('#map').dataset.listed !== before", arg=before
    )


def test_the_frame_narrows_the_list_and_the_timeline(page: Page, looking: Any) -> None:
    """One link puts it into the address, and a tick taken off takes it out."""
    at(page, -32.24, 46.81, 8)
    page.get_by_role("link", name="Only what may lie in this frame").click()
    page.wait_for_url("**bbox=**")
    page.wait_for_selector(READY)
    few = page.locator(".head .count strong").first.inner_text()
    for view in ("Timeline", "Table"):
        with page.expect_navigation():  # the page before it shows the same number
            page.get_by_role("link", name=view, exact=True).click()
        expect(page.locator(".head .count strong").first).to_have_text(few)
        assert "bbox=" in page.url
    assert int(few) == page.locator(".list tbody tr").count() > 0
    page.get_by_label(re.compile("within 46")).click()  # leads to a page without the tick
    page.wait_for_url(f"{looking.base}/incidents")
    expect(page.locator(".head .count strong").first).not_to_have_text(few)
    assert page.locator(".list tbody tr").count() > int(few)


@pytest.mark.parametrize("bbox", ["here", "1,2,3", "0,91,0,99", "9999,0,9999,1"])
def test_a_frame_that_is_none_is_left_out_of_the_map_too(page: Page, bbox: str) -> None:
    """The map draws what the server read out of the address, and nothing else."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{re.sub(r'[?#].*', '', page.url)}?view=map&bbox={bbox}")
    page.wait_for_selector(DRAWN, timeout=60_000)
    assert faults == []
    assert int(page.locator("#map").get_attribute("data-spots") or 0) > 5


def test_a_session_that_ended_leads_to_the_login_page(page: Page) -> None:
    """The list beside the map never shows another page, nor stays empty without words."""
    page.context.clear_cookies()
    page.locator("#map canvas").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/login")


def test_the_timeline_narrows_the_map(page: Page) -> None:
    """A bin chosen under the map leaves its incidents, and the map stays where it was."""
    at(page, -33.3, 46.3, 6.5)
    before = int(page.locator("#map").get_attribute("data-spots") or 0)
    page.locator(".brush a").last.click()
    page.wait_for_url("**since=2024-03**")
    page.wait_for_selector(READY)
    assert 0 < int(page.locator("#map").get_attribute("data-spots") or 0) <= before
    assert page.locator(".brush .chosen").count() == 1


def test_the_map_answers_while_a_person_types(page: Page) -> None:
    """The same canvas shows what the words find; nothing is loaded anew."""
    page.evaluate("document.querySelector('#map canvas').mine = true")
    before = page.locator("#map").get_attribute("data-spots")
    page.get_by_label("Search").press_sequentially("teachers")
    page.wait_for_function("n => document.querySelector('#map').dataset.spots !== n", arg=before)
    assert page.evaluate("document.querySelector('#map canvas').mine") is True
    expect(page.locator(".spots li")).to_have_count(1)


def test_the_map_turns_dark_with_the_page(page: Page) -> None:
    """It takes its colours from the style sheet."""
    page.wait_for_selector(DRAWN, timeout=60_000)
    light = colours(page)
    page.get_by_role("button", name="Change between light and dark").click()
    page.wait_for_timeout(500)
    dark = colours(page)
    brightness = [sum(map(sum, some)) / len(some) for some in (light, dark)]
    assert brightness[1] < brightness[0] / 2


def test_without_webgl_the_list_is_there_and_says_why(
    browser: Browser, looking: Any, owner: Any
) -> None:
    """A browser that draws no map loses nothing else."""
    name, _, value = owner.cookie.partition("=")
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": value, "url": looking.base}])
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{looking.base}/incidents?view=map")
    expect(page.locator("#map")).to_contain_text("for want of WebGL")
    assert page.locator(".spots li").count() > 5
    assert faults == []
    context.close()
