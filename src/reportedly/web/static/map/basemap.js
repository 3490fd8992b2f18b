// The ground: land, borders, regions and names, out of one bundled file.

const KINDS = { country: [0, 2.4, 3.6], region: [4.6, 5.6, 6.8], town: [3.4, 4.6, 5.8, 7, 8] };
// The zoom from which on a name of each rank is written.

const unrolled = (numbers, per) => {
  const points = [];
  for (let k = 0, x = 0, y = 0; k < numbers.length; k += 2) points.push([(x += numbers[k]) / per, (y += numbers[k + 1]) / per]);
  return points;
};
const closed = (ring) => {
  const [first, last] = [ring[0], ring.at(-1)];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
};
const feature = (kind, type, coordinates, more = {}) => ({ type: "Feature", properties: { kind, ...more }, geometry: { type, coordinates } });

export const ground = async () => {
  const held = await (await fetch("/static/map/basemap.json")).json();
  const lines = (name) => held[name].map((line) => unrolled(line, held.per_degree));
  return {
    type: "FeatureCollection",
    features: [
      ...held.land.map((shape) => feature("land", "Polygon", shape.map((ring) => closed(unrolled(ring, held.per_degree))))),
      ...["borders", "regions", "claims"].map((name) => feature(name, "MultiLineString", lines(name))),
      ...held.labels.map(([kind, rank, lon, lat, name], order) => feature(kind, "Point", [lon, lat], { name, order, from: KINDS[kind][rank] })),
    ],
  };
};

const is = (kind) => ["==", ["get", "kind"], kind];
const grown = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
const line = (id, colour, width, more = {}) => ({ id, type: "line", source: "ground", filter: is(id), paint: { "line-color": colour, "line-width": width, ...more } });
const names = (kind, colours, size, more) => ({
  id: kind,
  type: "symbol",
  source: "ground",
  filter: ["all", is(kind), ["<=", ["get", "from"], ["zoom"]]],
  layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": size, "text-max-width": 7, "symbol-sort-key": ["get", "order"], ...more },
  paint: { "text-color": colours.name, "text-halo-color": colours.ground, "text-halo-width": 1.4 },
});

export const layers = (colours) => [
  { id: "sea", type: "background", paint: { "background-color": colours.sea } },
  { id: "land", type: "fill", source: "ground", filter: is("land"), paint: { "fill-color": colours.ground, "fill-antialias": true } },
  line("regions", colours.border, grown(3, 0.2, 6, 0.7), { "line-opacity": grown(2.5, 0, 4, 0.6), "line-dasharray": [3, 2] }),
  line("claims", colours.border, 1, { "line-dasharray": [2, 3], "line-opacity": grown(3, 0, 4, 0.9) }),
  line("borders", colours.border, grown(1, 0.5, 6, 1.8)),
];

export const words = (colours) => [
  names("town", colours, grown(4, 10, 9, 13), { "text-padding": 4 }),
  names("region", colours, grown(4, 10, 8, 13), { "text-letter-spacing": 0.08, "text-padding": 12 }),
  names("country", colours, grown(1, 10, 5, 16), { "text-transform": "uppercase", "text-letter-spacing": 0.1, "text-padding": 8 }),
];
