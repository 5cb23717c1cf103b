/** The thread that has the directory: however many places there are, the page itself stays quick. */
import { Directory } from "./directory.js";

const CLUSTER_PX = 44;
const CLOSEST = 17;
/** A longer text has no room in the storage of a page. */
const LONGEST_KEPT = 4_000_000;

let directory = null;
/** The clusters of the last query, and its text. */
let clustered = { key: "", clusters: null };

const answers = {
  /** Takes in an edition, as bytes from the network or as the text that was kept. Returns what the page has to know. */
  load({ hash, at, bytes, text = new TextDecoder().decode(bytes), soon }) {
    directory = new Directory(JSON.parse(text), { hash, at, soon });
    const { from, ahead } = directory;
    return { about: { hash, at, from, ahead }, text: text.length > LONGEST_KEPT ? null : text };
  },

  know: (state) => directory.know(state),
  find: (asked) => directory.find(asked),
  named: (codes) => directory.named(codes),

  /** The clusters in a box [west, south, east, north]: [{at, count}]. library: the address of supercluster. */
  async clusters({ library, box, zoom, without, ...asked }) {
    const { minute, ...query } = asked;
    const key = JSON.stringify([directory.hash, query, without]);
    if (key !== clustered.key) clustered = { key, clusters: await clustersOf(library, asked, new Set(without)) };
    return clustered.clusters.getClusters(box, zoom).map(({ geometry, properties }) => ({
      at: [geometry.coordinates[1], geometry.coordinates[0]],
      count: properties.cluster ? properties.point_count_abbreviated : 1,
    }));
  },
};

async function clustersOf(library, asked, without) {
  await import(library);
  const points = [];
  directory.forEachMatch(asked, (index) => {
    if (without.has(directory.columns.code[index])) return;
    const [latitude, longitude] = directory.position(index);
    points.push({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [longitude, latitude] } });
  });
  return new globalThis.Supercluster({ radius: CLUSTER_PX, maxZoom: CLOSEST, extent: 256 }).load(points);
}

self.addEventListener("message", async ({ data: { id, what, asked } }) => {
  try {
    self.postMessage({ id, answer: await answers[what](asked) });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});
