// Incidents by place: circles as wide as what is known of it, clusters where they crowd.

const PX_AT_0 = 78271.517; // metres of a pixel at the equator, at zoom 0
const RIM_PX = 7; // no mark is smaller; at far zooms that is wider than what is known
const CROWD_PX = 50; // marks nearer to each other are one bubble with a count

// What is drawn at which zoom, by metres of the circle. A bubble never stands for a circle wider than
// itself, so that nothing seems better known than it is: the circles that are wider stand alone.
const BANDS = [
  { id: "far", upto: 100_000, zooms: [0, 5], crowd: 4 },
  { id: "mid", upto: 35_000, zooms: [5, 7], crowd: 6 },
  { id: "near", upto: 8_000, zooms: [7, 24], crowd: 8 },
];
const ALONE = ["step", ["zoom"], ...BANDS.flatMap(({ upto, zooms }, k) => (k ? [zooms[0], upto] : [upto]))];
const CORNERS = 48;

const point = (spot) => ({ type: "Feature", properties: { ...spot, px: spot.reach / PX_AT_0 / Math.cos((spot.lat * Math.PI) / 180) }, geometry: { type: "Point", coordinates: [spot.lon, spot.lat] } });
export const circle = (spot) => {
  const high = spot.reach / 111_320;
  const ring = Array.from({ length: CORNERS + 1 }, (_, k) => {
    const [x, y] = [Math.cos((2 * Math.PI * k) / CORNERS), Math.sin((2 * Math.PI * k) / CORNERS)];
    const lat = Math.max(Math.min(spot.lat + high * y, 85), -85);
    return [spot.lon + (high * x) / Math.max(Math.cos((lat * Math.PI) / 180), 0.01), lat];
  });
  return { type: "Feature", properties: spot, geometry: { type: "Polygon", coordinates: [ring] } };
};
const collection = (features) => ({ type: "FeatureCollection", features });

// What the server answers; where the session has ended it is the way to the login page.
export const answer = async (address, options = {}) => {
  const given = await fetch(address, options);
  if (given.redirected) location.assign(given.url);
  return given.ok && !given.redirected ? given : null;
};

export const fetched = async (query) => {
  const given = await answer(`/map/spots?${query}`);
  if (!given) return [];
  const columns = await given.json();
  return columns.lon.map((lon, k) => ({ lon, lat: columns.lat[k], reach: columns.reach[k], n: columns.n[k], o: columns.origins[k] }));
};

export const sources = () => ({
  ...Object.fromEntries(BANDS.map((band) => [band.id, {
    type: "geojson", data: collection([]), cluster: true, clusterRadius: CROWD_PX, clusterMaxZoom: band.crowd, buffer: 256,
    clusterProperties: { n: ["+", ["get", "n"]], o: ["max", ["get", "o"]] },
  }])),
  wide: { type: "geojson", data: collection([]) },
  lit: { type: "geojson", data: collection([]) },
  box: { type: "geojson", data: collection([]) },
});

export const fill = (map, spots) => {
  for (const band of BANDS)
    map.getSource(band.id).setData(collection(spots.filter((spot) => spot.reach <= band.upto).map(point)));
  const wide = spots.filter((spot) => spot.reach > BANDS.at(-1).upto).sort((a, b) => b.reach - a.reach);
  map.getSource("wide").setData(collection(wide.flatMap((spot) => [circle(spot), point(spot)])));
};
export const light = (map, spot) => map.getSource("lit").setData(collection(spot ? [circle(spot), point(spot)] : []));
const outline = ([west, south, east, north]) => {
  const end = east < west ? east + 360 : east;
  const ring = [[west, south], [end, south], [end, north], [west, north], [west, south]];
  return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ring } };
};
export const box = (map, sides) => map.getSource("box").setData(collection(sides ? [outline(sides)] : []));

const byOrigins = (...values) => ["step", ["get", "o"], values[0], 1, values[1], 2, values[2], 3, values[3]];
const size = (least) => ["interpolate", ["exponential", 2], ["zoom"], ...Array.from({ length: 12 }, (_, z) => [z, ["max", least, ["*", ["get", "px"], 2 ** z]]]).flat()];
const counted = (id, source, filter, colours, zooms, more = {}) => ({
  id, type: "symbol", source, filter, minzoom: zooms[0], maxzoom: zooms[1],
  layout: { "text-field": ["to-string", ["get", "n"]], "text-font": ["sans-serif"], "text-size": 12, "text-padding": 0, ...more },
  paint: { "text-color": colours.print, "text-halo-color": colours.paper, "text-halo-width": 1.6 },
});
const several = [">", ["get", "n"], 1];
const crowd = ["has", "point_count"];

const band = ({ id, zooms }, colours, shades) => [
  {
    id: `${id}-spot`, type: "circle", source: id, filter: ["!", crowd], minzoom: zooms[0], maxzoom: zooms[1],
    paint: {
      "circle-radius": size(RIM_PX), "circle-color": shades, "circle-opacity": 0.55,
      "circle-stroke-color": colours.rim, "circle-stroke-width": byOrigins(1, 1.5, 2.5, 3.5),
    },
  },
  counted(`${id}-several`, id, ["all", ["!", crowd], several], colours, zooms),
  {
    id: `${id}-crowd`, type: "circle", source: id, filter: crowd, minzoom: zooms[0], maxzoom: zooms[1],
    paint: {
      "circle-radius": ["step", ["get", "n"], 13, 10, 15, 100, 18, 1000, 22, 10000, 26], "circle-color": colours.paper,
      "circle-stroke-color": shades, "circle-stroke-width": 3.5,
    },
  },
  counted(`${id}-count`, id, crowd, colours, zooms, { "text-allow-overlap": true }),
];

const shaded = (colours) => byOrigins(colours.o0, colours.o1, colours.o2, colours.o3);
const wide = (type) => ["all", [">", ["get", "reach"], ALONE], ["==", ["geometry-type"], type]];

// Under the names of the ground: circles so wide that they would hide them.
export const areas = (colours) => [
  { id: "wide-area", type: "fill", source: "wide", filter: wide("Polygon"), paint: { "fill-color": shaded(colours), "fill-opacity": 0.1 } },
  { id: "wide-rim", type: "line", source: "wide", filter: wide("Polygon"), paint: { "line-color": colours.rim, "line-width": byOrigins(0.6, 0.9, 1.4, 2), "line-dasharray": [4, 3], "line-opacity": 0.7 } },
];

export const layers = (colours) => {
  const shades = shaded(colours);
  return [
    counted("wide-count", "wide", ["all", wide("Point"), several], colours, [0, 24]),
    ...BANDS.flatMap((some) => band(some, colours, shades)),
    { id: "box", type: "line", source: "box", paint: { "line-color": colours.print, "line-width": 1.5, "line-dasharray": [4, 3] } },
    { id: "lit-area", type: "line", source: "lit", filter: ["==", ["geometry-type"], "Polygon"], paint: { "line-color": colours.print, "line-width": 2.5 } },
    { id: "lit-spot", type: "circle", source: "lit", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": size(RIM_PX + 5), "circle-opacity": 0, "circle-stroke-color": colours.print, "circle-stroke-width": 2.5 } },
  ];
};

export const CROWDS = BANDS.map((some) => `${some.id}-crowd`);
export const MARKS = [...CROWDS, ...BANDS.map((some) => `${some.id}-spot`), "wide-area"];
