// The map's view: draws what the address asks for, and lists what lies in the frame.
import { MapLibreMap, ScaleControl, setWorkerUrl } from "./maplibre-gl.mjs";
import * as basemap from "./basemap.js";
import * as spots from "./spots.js";

const NEAREST = 10; // a settlement; nothing of ours is finer
const TOUCH_PX = 8;
const MOST_FIT = 9;
const QUIET_MS = 150;
const COLOURS = ["sea", "ground", "border", "name", "paper", "print", "o0", "o1", "o2", "o3", "rim"];

const place = () => document.getElementById("map");
const query = () => new URLSearchParams(location.search);
const colours = () => {
  const style = getComputedStyle(place());
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`)]));
};
const layers = () => {
  const shades = colours();
  return [...basemap.layers(shades), ...spots.areas(shades), ...basemap.words(shades), ...spots.layers(shades)];
};
// The frame that is asked for, as the server read it out of the address; null if it read none.
const wanted = () => {
  const bbox = document.getElementById("inframe").dataset.bbox;
  return bbox ? bbox.split(",").map(Number) : null;
};

const saved = location.hash.startsWith("#map="); // where a person was before a link of this page
let map = null;
let shown = []; // the spots of the answer
let asked = null; // the question that they answer
let listing = null; // the list that is being fetched

const frame = (bounds = map.getBounds()) => {
  const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  return (east - west >= 360 ? [-180, south, 180, north] : [west, south, east, north]).map((n) => n.toFixed(3)).join(",");
};

// The list beside the map holds what may lie in a frame: that of the map, or what was clicked.
const list = async (some, more = {}) => {
  listing?.abort();
  listing = new AbortController();
  const question = query();
  for (const [name, value] of Object.entries({ frame: some, ...more })) question.set(name, value);
  try {
    const given = await spots.answer(`/map/frame?${question}`, { signal: listing.signal });
    if (!given) return;
    const told = new DOMParser().parseFromString(await given.text(), "text/html");
    document.getElementById("inframe")?.replaceChildren(...told.body.childNodes);
    place()?.setAttribute("data-listed", some);
  } catch (fault) {
    if (fault.name !== "AbortError") throw fault;
  }
};

const narrow = () => {
  const link = document.getElementById("map-narrow");
  if (!link) return;
  const to = new URL(location.href);
  to.searchParams.delete("page");
  to.searchParams.set("bbox", frame());
  link.href = to.pathname + to.search + to.hash;
  link.hidden = false;
};

let waiting = 0;
const moved = () => {
  narrow();
  clearTimeout(waiting);
  waiting = setTimeout(() => list(frame()), QUIET_MS);
};

// All of the answer; what is known by country alone does not pull the map away from the rest.
const fit = (still = true) => {
  const box = wanted();
  const some = shown.filter((spot) => spot.reach <= 150_000);
  const held = some.length ? some : shown;
  if (!held.length && !box) return;
  const lons = held.map((spot) => spot.lon);
  const lats = held.map((spot) => spot.lat);
  const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
  const [west, south, east, north] = box ?? [least(lons), least(lats), most(lons), most(lats)];
  map.fitBounds([west, south, east < west ? east + 360 : east, north], { padding: box ? 20 : 60, maxZoom: MOST_FIT, animate: !still });
};

const load = async () => {
  const question = query();
  for (const name of ["view", "sort", "page"]) question.delete(name);
  if (asked === question.toString()) return moved();
  asked = question.toString();
  const first = !shown.length;
  const mine = asked;
  const found = await spots.fetched(asked);
  if (mine !== asked) return;
  shown = found;
  spots.fill(map, shown);
  spots.box(map, wanted());
  if (first && !saved) fit();
  place().dataset.spots = String(shown.length);
  moved();
};

const clicked = (event) => {
  const { x, y } = event.point;
  const around = [[x - TOUCH_PX, y - TOUCH_PX], [x + TOUCH_PX, y + TOUCH_PX]];
  const [found] = map.queryRenderedFeatures(around, { layers: spots.MARKS });
  if (!found) return list(frame());
  if (spots.CROWDS.includes(found.layer.id)) {
    map.getSource(found.source).getClusterExpansionZoom(found.properties.cluster_id).then((zoom) => {
      map.easeTo({ center: found.geometry.coordinates, zoom: Math.min(zoom, NEAREST) });
    });
    return;
  }
  const [low, high] = [map.unproject([x - TOUCH_PX, y + TOUCH_PX]), map.unproject([x + TOUCH_PX, y - TOUCH_PX])];
  list([low.lng, low.lat, high.lng, high.lat].map((n) => n.toFixed(3)).join(","), { here: "yes" }).then(() => {
    document.querySelector("#inframe .spots a")?.focus({ preventScroll: matchMedia("(min-width: 70rem)").matches });
  });
};

const repaint = () => {
  if (!map?.getLayer("sea")) return;
  for (const layer of layers()) for (const [name, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, name, value);
};

const start = () => {
  const held = basemap.ground();
  setWorkerUrl("/static/map/maplibre-gl-worker.mjs");
  try {
    map = new MapLibreMap({
      container: place(),
      style: { version: 8, sources: { ground: { type: "geojson", data: { type: "FeatureCollection", features: [] }, maxzoom: 8 }, ...spots.sources() }, layers: layers() },
      hash: "map", attributionControl: false, maplibreLogo: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      maxZoom: NEAREST, center: [20, 25], zoom: 1, fadeDuration: 0,
      locale: { "Map.Title": "Map of the incidents: arrows move it, + and - zoom; the list beside it says the same" },
    });
  } catch {
    place().querySelector(".none").textContent = "This browser draws no map, for want of WebGL. The list holds the same incidents.";
    return;
  }
  map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  place().classList.add("on");
  map.on("load", async () => {
    map.on("moveend", moved);
    map.on("click", clicked);
    for (const layer of spots.MARKS) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    await Promise.all([held.then((found) => map.getSource("ground").setData(found)), load()]);
    map.once("idle", () => (place().dataset.state = "drawn"));
  });
};

document.addEventListener("click", (event) => {
  if (!map) return;
  const acts = { "map-in": () => map.zoomIn(), "map-out": () => map.zoomOut(), "map-all": () => fit(false) };
  acts[event.target.id]?.();
});

// In the list the arrows go from incident to incident; the one in hand is ringed on the map.
const item = (event) => event.target.closest?.("#inframe .spots li");
const ring = (found) => {
  if (!map?.getSource("lit")) return;
  spots.light(map, found ? { lon: Number(found.dataset.lon), lat: Number(found.dataset.lat), reach: Number(found.dataset.reach), n: 1, o: 0 } : null);
};
for (const name of ["pointerover", "focusin"]) document.addEventListener(name, (event) => ring(item(event)));
document.addEventListener("keydown", (event) => {
  const found = item(event);
  const next = found && { ArrowDown: found.nextElementSibling, ArrowUp: found.previousElementSibling }[event.key];
  if (!next) return;
  event.preventDefault();
  next.querySelector("a").focus();
});

// Paper gets a copy: what a graphics card drew is gone by the time that it is printed.
addEventListener("beforeprint", () => {
  if (!map) return;
  map.redraw();
  const copy = Object.assign(document.createElement("canvas"), { className: "printed", width: map.getCanvas().width, height: map.getCanvas().height });
  copy.getContext("2d").drawImage(map.getCanvas(), 0, 0);
  place()?.append(copy);
});
addEventListener("afterprint", () => document.querySelector("#map .printed")?.remove());

new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
document.body.addEventListener("htmx:afterSettle", () => map && place() && load());
start();
