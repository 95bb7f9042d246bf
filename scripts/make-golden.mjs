import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { ROOT } from "./prepare.mjs";

/** Folder with reference values of other implementations, included in every copy of the repository. */
export const GOLDEN = join(ROOT, "testing", "golden");
/** Folder from which they are copied; absent from public copies of the repository. */
export const SHARED = join(ROOT, "..", "shared");

const MORE = "data/reference_more";
const TARGETS = [
  "all_background",
  "checkerboard_of_2x2_cells",
  "on_every_border",
  "one_pixel_cells_and_lines",
  "one_pixel_image",
  "one_row",
  "single_cell_fills_image",
  "two_cells_fill_image",
];
const FLOODS = ["no_ties", "component_without_marker"];
const FLOOD_PLANES = ["markers", "energy", "mask", "labels_4n", "labels_8n"];

/**
 * Files that are copied byte for byte: their paths in the golden folder and in the shared one.
 * @type {Record<string, string>}
 */
export const COPIES = Object.fromEntries([
  ...["optimisers.json", "optimisers.bin", "schedules.json"].map((name) => [
    `pytorch/${name}`,
    `reference_nets/${name}`,
  ]),
  ...TARGETS.map((name) => [`targets/${name}.json`, `${MORE}/targets/${name}.json`]),
  ...FLOODS.flatMap((name) =>
    FLOOD_PLANES.map((plane) => [`watershed/${name}_${plane}.npy`, `${MORE}/watershed/${name}_${plane}.npy`]),
  ),
  ["metric/pairs.json", `${MORE}/metric/pairs.json`],
  ["rle.json", `${MORE}/rle.json`],
]);

/** Files that `scripts/make-measurements.py` writes, which needs scikit-image. */
export const MEASURED = ["measurements/drawn.json", "measurements/recorded.json"];

/** Files that `scripts/make-landscape.py` writes, which needs scikit-image. */
export const LANDSCAPE = [
  ...["probability", "vectors", "level", "mask"],
  ...["fluorescence", "phase"].flatMap((name) => [`${name}_landscape`, `${name}_cells`]),
].map((name) => `landscape/${name}.npy`);

/** Files that `scripts/make-author-head.py` writes, which needs PyTorch. */
export const AUTHOR_HEAD = ["pytorch/author_head.json", "pytorch/author_head.bin"];

/** Files that `scripts/make-shared-net.py` writes, which needs PyTorch. */
export const SHARED_NET = ["pytorch/shared_net.json", "pytorch/shared_net.bin"];

/** Kernels with more values than this are excluded from the U-Net's gradients. */
const MAX_GRADIENT_VALUES = 2500;

const sizeOf = ({ shape }) => shape.reduce((product, side) => product * side, 1);

/** Networks of which some arrays are copied: the name of both files, and the arrays. */
export const NETWORKS = {
  unet: (array) =>
    /^(input|weight0|output0)(\/|$)/.test(array.name) ||
    (array.name.startsWith("gradient0/") && sizeOf(array) <= MAX_GRADIENT_VALUES),
  watershed_net: ({ name }) => /^(input|weight0|gradient0)\//.test(name),
  direction_net: ({ name }) =>
    ["input/unit_vectors", "input/valid", "input/weight", "output0"].includes(name),
};

/** The selected arrays of a network in the shared folder, as the two files of the golden one. */
export function extractNetwork(name) {
  const source = join(SHARED, "reference_nets", name);
  const meta = JSON.parse(readFileSync(`${source}.json`, "utf8"));
  const values = readFileSync(`${source}.bin`);
  const parts = [];
  let offset = 0;
  const arrays = meta.arrays.filter(NETWORKS[name]).map((array) => {
    const size = sizeOf(array);
    const bytes = Float32Array.BYTES_PER_ELEMENT;
    parts.push(values.subarray(array.offset * bytes, (array.offset + size) * bytes));
    const placed = { ...array, offset };
    offset += size;
    return placed;
  });
  return { json: `${JSON.stringify({ ...meta, arrays })}\n`, bin: Buffer.concat(parts) };
}

function write(path, content) {
  const to = join(GOLDEN, path);
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, content);
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, source] of Object.entries(COPIES)) {
    mkdirSync(dirname(join(GOLDEN, path)), { recursive: true });
    copyFileSync(join(SHARED, source), join(GOLDEN, path));
  }
  for (const name of Object.keys(NETWORKS)) {
    const { json, bin } = extractNetwork(name);
    write(`pytorch/${name}.json`, json);
    write(`pytorch/${name}.bin`, bin);
  }
}
