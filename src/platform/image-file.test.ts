import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { StoredImage } from "../core/dataset/stored-image.ts";
import { imageFileParts, openImageFile, readImageFile, readImageRecord } from "./image-file.ts";

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;

function imageOf(
  rows: number,
  columns: number,
  channels: number,
  type: ImageRecord["type"],
  name: string,
  labelled = true,
): StoredImage {
  const length = rows * columns * channels;
  const pixels = new ARRAYS[type](Array.from({ length }, (_, at) => (at * 31) % 200));
  return {
    record: {
      id: "ab",
      unlabelledId: "cd",
      name,
      source: "s",
      rows,
      columns,
      channels,
      type,
      labelled,
      group: labelled ? "plate é" : null,
      part: labelled ? "validation" : null,
      cells: 1,
      overlapPixels: 0,
      notes: ["é"],
    },
    pixels: { rows, columns, channels, data: pixels },
    labels: labelled
      ? { rows, columns, data: Int32Array.from({ length: rows * columns }, (_, at) => at - 1) }
      : null,
  };
}

const anyImage = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 9 }),
    fc.constantFrom(1, 3),
    fc.constantFrom("uint8" as const, "uint16" as const, "float32" as const),
    fc.string({ unit: "grapheme" }),
    fc.boolean(),
  )
  .map((parts) => imageOf(...parts));

describe("the file of a stored image", () => {
  it("round-trips for any sample type and name", async () => {
    await fc.assert(
      fc.asyncProperty(anyImage, async (image) => {
        const file = new Blob(imageFileParts(image));
        expect(await readImageFile(file)).toEqual(image);
        expect(await readImageRecord(file)).toEqual(image.record);
      }),
    );
  });

  it("gives any range of rows", async () => {
    await fc.assert(
      fc.asyncProperty(anyImage, fc.nat(8), fc.nat(8), async (image, one, other) => {
        const { record, pixels, labels } = image;
        const [from, to] = [one, other].map((row) => row % (record.rows + 1)).sort((a, b) => a - b);
        const stored = await openImageFile(new Blob(imageFileParts(image)));
        const line = pixels.columns * pixels.channels;
        expect(await stored?.readPixels(from, to)).toEqual({
          ...pixels,
          rows: to - from,
          data: pixels.data.slice(from * line, to * line),
        });
        const ids = labels?.data.slice(from * pixels.columns, to * pixels.columns);
        expect(await stored?.readLabels(from, to)).toEqual(
          ids ? { ...labels, rows: to - from, data: ids } : null,
        );
      }),
    );
  });

  it("is skipped if truncated anywhere", async () => {
    for (const labelled of [true, false]) {
      const whole = new Blob(imageFileParts(imageOf(3, 5, 1, "uint16", "a", labelled)));
      for (let bytes = 0; bytes < whole.size; bytes++) {
        expect(await readImageRecord(whole.slice(0, bytes))).toBeNull();
      }
    }
  });

  it("of the first version is read as labelled and without a group", async () => {
    const image = imageOf(3, 5, 1, "uint8", "a");
    const { unlabelledId: _, labelled: __, group: ___, part: ____, ...record } = image.record;
    const parts = imageFileParts({ ...image, record: record as ImageRecord });
    new DataView(parts[0].buffer).setUint32(12, 1, true);
    const expected = { ...record, unlabelledId: null, labelled: true, group: null, part: null };
    expect(await readImageFile(new Blob(parts))).toEqual({ ...image, record: expected });
    expect(await readImageRecord(new Blob(parts))).toEqual(expected);
  });

  it("keeps the unlabelled id under which it was stored", async () => {
    const image = imageOf(3, 5, 1, "uint8", "a");
    const { unlabelledId, ...record } = image.record;
    const stored = { ...record, pictureId: "b" } as unknown as ImageRecord;
    const parts = imageFileParts({ ...image, record: stored });
    expect(unlabelledId).not.toBe("b");
    expect(await readImageRecord(new Blob(parts))).toEqual({ ...record, unlabelledId: "b" });
  });

  it("is skipped if of another version or kind", async () => {
    const bytes = new Uint8Array(
      await new Blob(imageFileParts(imageOf(2, 2, 1, "uint8", "a"))).arrayBuffer(),
    );
    const later = bytes.slice();
    later[12] = 3;
    expect(await readImageRecord(new Blob([later]))).toBeNull();
    const other = bytes.slice();
    other[0] = 0;
    expect(await readImageRecord(new Blob([other]))).toBeNull();
    const broken = bytes.slice();
    broken[16] = 0x5b;
    expect(await readImageRecord(new Blob([broken]))).toBeNull();
  });
});
