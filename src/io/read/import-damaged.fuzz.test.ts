import { encode as packBrush } from "@thi.ng/rle-pack";
import fc from "fast-check";
import { encode } from "fast-png";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { AddedFile } from "./gather-files.ts";
import { damagedBytes } from "./testing/damaged-bytes.ts";
import { RUNS } from "./testing/fuzz-runs.ts";
import { importAll } from "./testing/test-files.ts";
import { allocations } from "./testing/watch-allocations.ts";

const MAX_BYTES = 2 ** 26;

const [ROWS, COLUMNS] = [12, 16];
const PIXELS = ROWS * COLUMNS;

const pngOf = (valueAt: (pixel: number) => number) =>
  encode({
    width: COLUMNS,
    height: ROWS,
    data: Uint8Array.from({ length: PIXELS }, (_, pixel) => valueAt(pixel)),
    channels: 1,
    depth: 8,
  });
const pixels = pngOf((pixel) => (pixel * 7) % 251);
const labels = pngOf((pixel) => (pixel % COLUMNS < 7 ? 1 : 2));
const blobOf = (bytes: Uint8Array) => new Blob([bytes.slice()]);
const imageFile = { path: "set/cell.png", blob: blobOf(pixels) };

const COCO = {
  images: [{ id: 1, file_name: "cell.png", width: COLUMNS, height: ROWS }],
  annotations: [
    { id: 1, image_id: 1, segmentation: [[1, 1, 6.5, 1, 6.5, 7, 1, 7.25]], iscrowd: 0 },
    { id: 2, image_id: 1, segmentation: { size: [ROWS, COLUMNS], counts: [100, 20, 72] }, iscrowd: 0 },
    { id: 3, image_id: 1, segmentation: { size: [ROWS, COLUMNS], counts: "f4:P1" }, iscrowd: 0 },
  ],
};
const CSV = "id,annotation,width,height\ncell,1 5 20 4,16,12\ncell,40 3,16,12\n";

/** A freehand ImageJ ROI with four corners, shifted down by `top` rows. */
function roiBytes(top: number): Uint8Array {
  const out = new Uint8Array(64 + 16);
  const view = new DataView(out.buffer);
  out.set(new TextEncoder().encode("Iout"));
  view.setUint16(4, 228);
  view.setUint8(6, 7);
  [top, 3, top + 6, 12].forEach((side, index) => void view.setInt16(8 + 2 * index, side));
  view.setUint16(16, 4);
  [0, 9, 9, 0, 0, 0, 6, 6].forEach((value, index) => void view.setInt16(64 + 2 * index, value));
  return out;
}

const textBytes = (text: string) => new TextEncoder().encode(text);

/** Every import must end with images whose labels fit them, and with refusals that are sentences. */
async function mustEndWell(added: readonly AddedFile[]): Promise<void> {
  allocations.largest = 0;
  const { images, refused } = await importAll(added);
  for (const { record, labels: found } of images) {
    expect(found.data.length).toBe(record.rows * record.columns);
    // -1 is an ignored pixel.
    expect(found.data.every((id) => id >= -1)).toBe(true);
  }
  for (const { file, reason } of refused) {
    expect(file.length).toBeGreaterThan(0);
    expect(reason).toMatch(/^[\s\S]{5,}[.?)]$/);
  }
  expect(allocations.largest).toBeLessThanOrEqual(MAX_BYTES);
}

const SQUARES = [2, 8].map((left) => [
  [left, 2],
  [left + 5, 2],
  [left + 5, 9],
  [left, 9],
]);
const brush = Uint8Array.from({ length: 4 * PIXELS }, (_, at) => (at < 4 * COLUMNS ? 255 : 0));
const ofImage = { original_width: COLUMNS, original_height: ROWS };
const CVAT = `<?xml version="1.0"?><annotations><image id="0" name="cell.png" width="${COLUMNS}" height="${ROWS}">
<polygon label="c" points="1,1;6,1;6,6"/><mask rle="1,3,2" left="8" top="2" width="3" height="2"/>
<ellipse cx="9" cy="8" rx="2" ry="3" rotation="9"/><box xtl="1"/></image></annotations>`;
/** One file per annotation tool. */
const TOOLS = {
  "cell.json": {
    imagePath: "cell.png",
    imageHeight: ROWS,
    imageWidth: COLUMNS,
    shapes: [
      ...SQUARES.map((points) => ({ label: "c", shape_type: "polygon", points })),
      {
        label: "c",
        shape_type: "mask",
        points: [
          [0, 0],
          [15, 11],
        ],
        mask: btoa(String.fromCharCode(...labels)),
      },
    ],
  },
  "cell.geojson": {
    type: "FeatureCollection",
    features: SQUARES.map((ring) => ({
      type: "Feature",
      geometry: { type: "MultiPolygon", coordinates: [[ring]] },
      properties: { objectType: "cell", classification: { name: "c" } },
    })),
  },
  "via.json": {
    _via_img_metadata: {
      "cell.png1": {
        filename: "cell.png",
        regions: [
          { shape_attributes: { name: "polygon", all_points_x: [1, 6, 6], all_points_y: [1, 1, 7] } },
          { shape_attributes: { name: "ellipse", cx: 9, cy: 6, rx: 3, ry: 2, theta: 1 } },
        ],
      },
    },
  },
  "tasks.json": [
    {
      annotations: [
        {
          was_cancelled: false,
          result: [
            {
              ...ofImage,
              type: "polygonlabels",
              value: { points: SQUARES[1].map(([x, y]) => [6 * x, 8 * y]) },
            },
            {
              ...ofImage,
              type: "brushlabels",
              value: { format: "rle", rle: [...packBrush(brush, brush.length)] },
            },
            { ...ofImage, type: "ellipselabels", value: { x: 20, y: 60, radiusX: 9, radiusY: 9 } },
          ],
        },
      ],
      data: { image: "/data/local-files/?d=cell.png" },
    },
  ],
};

const DROPS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ["set.zip", zipSync({ "images/cell.png": pixels, "masks/cell.png": labels }, { level: 0 })],
  ["packed.zip", zipSync({ "images/cell.png": pixels, "masks/cell.png": labels })],
  ["RoiSet.zip", zipSync({ "1.roi": roiBytes(2), "2.roi": roiBytes(5) }, { level: 0 })],
  ["coco.json", textBytes(JSON.stringify(COCO))],
  ["keyed.json", textBytes(JSON.stringify({ ...COCO, annotations: { ...COCO.annotations } }))],
  ["train.csv", textBytes(CSV)],
  ["annotations.xml", textBytes(CVAT)],
  ...Object.entries(TOOLS).map(([name, value]) => [name, textBytes(JSON.stringify(value))] as const),
];

describe.each(DROPS)("%s", (name, whole) => {
  const drop = (bytes: Uint8Array): AddedFile[] => [{ path: `set/${name}`, blob: blobOf(bytes) }, imageFile];

  it("gives its cells when undamaged", async () => {
    const { records, refused } = await importAll(drop(whole));
    expect(records.some(({ cells }) => cells >= 2)).toBe(true);
    expect(refused.filter(({ file }) => file.includes(name))).toEqual([]);
  });

  it("never crashes the import when damaged", async () => {
    await fc.assert(
      fc.asyncProperty(damagedBytes(whole), (bytes) => mustEndWell(drop(bytes))),
      { numRuns: RUNS },
    );
  });

  it("never crashes the import with noise after its first bytes", async () => {
    const noise = name.endsWith(".zip")
      ? fc.uint8Array({ maxLength: 300 })
      : fc.string({ unit: "binary", maxLength: 200 }).map(textBytes);
    await fc.assert(
      fc.asyncProperty(fc.nat(60), noise, (kept, rest) =>
        mustEndWell(drop(Uint8Array.from([...whole.subarray(0, kept), ...rest]))),
      ),
      { numRuns: RUNS },
    );
  });
});

/** Wrong values that a program might write. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(0, -1, 1e300, 2 ** 53, "1", "", null, [], {}, [[]], "__proto__", "cell.png"),
  fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), { maxLength: 12 }),
);

describe("COCO JSON with one altered value", () => {
  const image = ["id", "file_name", "width", "height"].map((key) => ["images", 0, key]);
  const annotation = [0, 1, 2].flatMap((index) =>
    ["id", "image_id", "segmentation", "iscrowd"].map((key) => ["annotations", index, key]),
  );
  const deep = [
    ["annotations", 0, "segmentation", 0],
    ["annotations", 0, "segmentation", 0, 3],
    ["annotations", 1, "segmentation", "size"],
    ["annotations", 1, "segmentation", "counts"],
    ["annotations", 1, "segmentation", "counts", 1],
    ["annotations", 2, "segmentation", "counts"],
  ];
  const PLACES: readonly (readonly (string | number)[])[] = [
    ["images"],
    ["annotations"],
    ["images", 0],
    ["annotations", 1],
    ...image,
    ...annotation,
    ...deep,
  ];

  it("never crashes the import", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLACES), anything, async (place, value) => {
        const changed: unknown = structuredClone(COCO);
        let holder = changed as Record<string | number, unknown>;
        for (const key of place.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
        holder[place[place.length - 1]] = value;
        await mustEndWell([
          { path: "set/coco.json", blob: blobOf(textBytes(JSON.stringify(changed))) },
          imageFile,
        ]);
      }),
      { numRuns: RUNS },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

/** Paths to every value within a JSON value. */
function placesIn(value: unknown): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...placesIn(inner).map((place) => [key, ...place]),
  ]);
}

describe.each(Object.entries(TOOLS))(
  "JSON of an annotation tool with one altered value: %s",
  (name, whole) => {
    it("never crashes the import", async () => {
      const places = fc.constantFrom(...placesIn(whole));
      const values = fc.oneof(anything, fc.constantFrom("NaN", "Infinity", "-1e999"));
      await fc.assert(
        fc.asyncProperty(places, values, async (place, value) => {
          const changed: unknown = structuredClone(whole);
          let holder = changed as Record<string, unknown>;
          for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
          holder[place[place.length - 1]] = value;
          await mustEndWell([
            { path: `set/${name}`, blob: blobOf(textBytes(JSON.stringify(changed))) },
            imageFile,
          ]);
        }),
        { numRuns: RUNS },
      );
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  },
);
