import fc from "fast-check";
import { encode } from "fast-png";
import { describe, expect, it } from "vitest";
import type { Labels } from "../../core/raster/plane.ts";
import { readNpy } from "./numpy/npy.ts";
import { RUNS } from "./testing/fuzz-runs.ts";
import { importAll } from "./testing/test-files.ts";

/** Small label images with a few ids, including 0, anywhere in the image. */
const labelled: fc.Arbitrary<Labels> = fc
  .record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.nat(4), { minLength: rows * columns, maxLength: rows * columns })
      .map((ids) => ({ rows, columns, data: Int32Array.from(ids) })),
  );

/** Ids that occur, in the order in which cells are written. */
const idsOf = ({ data }: Labels) => [...new Set(data)].filter((id) => id !== 0).sort((a, b) => a - b);

/** The labels with their cells renumbered in the order of the list of cells. */
function numbered(labels: Labels): Int32Array {
  const ids = idsOf(labels);
  return labels.data.map((id) => ids.indexOf(id) + 1);
}

const textBlob = (text: string) => new Blob([text]);

function pixelsOf({ rows, columns }: Labels): Blob {
  const data = Uint8Array.from({ length: rows * columns }, (_, pixel) => (pixel * 7) % 251);
  return new Blob([encode({ width: columns, height: rows, data, channels: 1, depth: 8 }).slice()]);
}

/** Starts and lengths along the rows, counted from 1, as in the Sartorius competition. */
function rowRuns({ data }: Labels, id: number): string {
  const runs: number[] = [];
  data.forEach((value, pixel) => {
    if (value !== id) return;
    if (pixel > 0 && data[pixel - 1] === id) runs[runs.length - 1] += 1;
    else runs.push(pixel + 1, 1);
  });
  return runs.join(" ");
}

/** Alternating lengths outside and inside, down the columns, as in COCO. */
function columnCounts({ rows, columns, data }: Labels, id: number): number[] {
  const counts = [0];
  let inside = false;
  for (let place = 0; place < rows * columns; place++) {
    const isCell = data[(place % rows) * columns + Math.floor(place / rows)] === id;
    if (isCell === inside) counts[counts.length - 1] += 1;
    else counts.push(1);
    inside = isCell;
  }
  return counts;
}

/** Counts packed into letters as by pycocotools (cocoapi, common/maskApi.c, rleToString). */
function lettersOf(counts: readonly number[]): string {
  return counts
    .map((count, index) => {
      let left = index > 2 ? count - counts[index - 2] : count;
      let letters = "";
      for (let more = true; more; ) {
        const bits = left & 0x1f;
        left >>= 5;
        more = bits & 0x10 ? left !== -1 : left !== 0;
        letters += String.fromCharCode(48 + (more ? bits | 0x20 : bits));
      }
      return letters;
    })
    .join("");
}

/** Cells as squares around each of their pixels. */
function polygonsOf({ columns, data }: Labels, id: number): number[][] {
  return [...data.keys()]
    .filter((pixel) => data[pixel] === id)
    .map((pixel) => {
      const [y, x] = [Math.floor(pixel / columns), pixel % columns];
      return [x, y, x + 1, y, x + 1, y + 1, x, y + 1];
    });
}

async function comesBack(
  labels: Labels,
  list: { readonly path: string; readonly text: string },
): Promise<void> {
  const { images, refused } = await importAll([
    { path: list.path, blob: textBlob(list.text) },
    { path: "cell.png", blob: pixelsOf(labels) },
  ]);
  if (idsOf(labels).length === 0) return;
  expect(refused).toEqual([]);
  expect(images[0].labels.data).toEqual(numbered(labels));
}

describe("cells in a list round-trip", () => {
  const ENCODINGS: readonly (readonly [
    name: string,
    segmentationOf: (labels: Labels, id: number) => unknown,
  ])[] = [
    [
      "run lengths",
      (labels, id) => ({ size: [labels.rows, labels.columns], counts: columnCounts(labels, id) }),
    ],
    [
      "packed run lengths",
      (labels, id) => ({
        size: [labels.rows, labels.columns],
        counts: lettersOf(columnCounts(labels, id)),
      }),
    ],
    ["polygons", polygonsOf],
  ];

  it.each(ENCODINGS)("from COCO's %s", async (_, segmentationOf) => {
    await fc.assert(
      fc.asyncProperty(labelled, async (labels) => {
        const { rows, columns } = labels;
        const annotations = idsOf(labels).map((id) => ({
          id,
          image_id: 7,
          segmentation: segmentationOf(labels, id),
          iscrowd: 0,
        }));
        const images = [{ id: 7, file_name: "cell.png", width: columns, height: rows }];
        await comesBack(labels, { path: "coco.json", text: JSON.stringify({ images, annotations }) });
      }),
      { numRuns: RUNS },
    );
  });

  it("from run lengths along rows in a table", async () => {
    await fc.assert(
      fc.asyncProperty(labelled, async (labels) => {
        const rows = idsOf(labels).map(
          (id) => `cell,${rowRuns(labels, id)},${labels.columns},${labels.rows}`,
        );
        await comesBack(labels, {
          path: "train.csv",
          text: ["id,annotation,width,height", ...rows].join("\n"),
        });
      }),
      { numRuns: RUNS },
    );
  });
});

/** NumPy types, and how to write a value of each. */
const TYPES: Record<string, (view: DataView, at: number, value: number, little: boolean) => void> = {
  b1: (view, at, value) => view.setUint8(at, value & 1),
  i1: (view, at, value) => view.setInt8(at, value),
  u1: (view, at, value) => view.setUint8(at, value),
  i2: (view, at, value, little) => view.setInt16(at, value, little),
  u2: (view, at, value, little) => view.setUint16(at, value, little),
  i4: (view, at, value, little) => view.setInt32(at, value, little),
  u4: (view, at, value, little) => view.setUint32(at, value, little),
  i8: (view, at, value, little) => view.setBigInt64(at, BigInt(value), little),
  u8: (view, at, value, little) => view.setBigUint64(at, BigInt(value), little),
  f4: (view, at, value, little) => view.setFloat32(at, value, little),
  f8: (view, at, value, little) => view.setFloat64(at, value, little),
};

const array = fc
  .record({
    type: fc.constantFrom(...Object.keys(TYPES)),
    little: fc.boolean(),
    fortran: fc.boolean(),
    version: fc.constantFrom(1, 2, 3),
    rows: fc.integer({ min: 1, max: 8 }),
    columns: fc.integer({ min: 1, max: 8 }),
    channels: fc.integer({ min: 1, max: 4 }),
    flat: fc.boolean(),
  })
  .chain(({ flat, ...rest }) => {
    const channels = flat ? 1 : rest.channels;
    const count = rest.rows * rest.columns * channels;
    const signed = rest.type[0] === "i" || rest.type[0] === "f";
    const value = rest.type === "b1" ? fc.nat(1) : fc.integer({ min: signed ? -128 : 0, max: 127 });
    return fc
      .array(value, { minLength: count, maxLength: count })
      .map((values) => ({ ...rest, channels, flat, values }));
  });

type Request = typeof array extends fc.Arbitrary<infer Value> ? Value : never;

/** The bytes that `numpy.save` would write for `values` `[row, column, channel]`. */
function saved({
  type,
  little,
  fortran,
  version,
  rows,
  columns,
  channels,
  flat,
  values,
}: Request): Uint8Array {
  const shape = flat ? `(${rows}, ${columns})` : `(${rows}, ${columns}, ${channels})`;
  const order = type[1] === "1" ? "|" : little ? "<" : ">";
  const text = `{'descr': '${order}${type}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': ${shape}, }\n`;
  const lengthBytes = version === 1 ? 2 : 4;
  const itemBytes = Number(type[1]);
  const dataAt = 8 + lengthBytes + text.length;
  const out = new Uint8Array(dataAt + values.length * itemBytes);
  const view = new DataView(out.buffer);
  out.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  out.set(new TextEncoder().encode(text), 8 + lengthBytes);
  values.forEach((value, index) => {
    const [pixel, channel] = [Math.floor(index / channels), index % channels];
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    const place = fortran ? row + rows * (column + columns * channel) : index;
    TYPES[type](view, dataAt + place * itemBytes, value, little);
  });
  return out;
}

it("NPY arrays of every type, order and version round-trip", () => {
  fc.assert(
    fc.property(array, (request) => {
      const { rows, columns, channels, samples } = readNpy("x.npy", saved(request));
      expect({ rows, columns, channels }).toEqual({
        rows: request.rows,
        columns: request.columns,
        channels: request.channels,
      });
      expect(Array.from(samples)).toEqual(request.values);
    }),
    { numRuns: RUNS },
  );
});
