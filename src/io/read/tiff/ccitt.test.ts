import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packCcitt } from "../testing/pack-ccitt.ts";
import { type CcittCoding, unpackCcitt } from "./ccitt.ts";

/** Rows of runs, as in drawings; some rows are wide enough for the longest codes. */
const drawing = fc
  .record({
    width: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 2000, max: 6000 })),
    rows: fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ width, rows }) => {
    const samples = new Uint8Array(width * rows.length);
    rows.forEach((ends, row) => {
      const changes = ends.map((end) => Math.floor(end * width)).sort((a, b) => a - b);
      for (let index = 0; index < changes.length; index += 2) {
        samples.fill(1, row * width + changes[index], row * width + (changes[index + 1] ?? width));
      }
    });
    return { width, height: rows.length, samples };
  });

function unpacked(bytes: Uint8Array, coding: CcittCoding, size: { width: number; height: number }) {
  const rowBytes = Math.ceil(size.width / 8);
  const out = new Uint8Array(rowBytes * size.height);
  const rows = unpackCcitt(bytes, coding, size, out);
  const samples = Uint8Array.from({ length: size.width * size.height }, (_, pixel) => {
    const column = pixel % size.width;
    return (out[Math.floor(pixel / size.width) * rowBytes + (column >> 3)] >> (7 - (column & 7))) & 1;
  });
  return { rows, samples };
}

describe.each<CcittCoding>(["bytes", "group 3", "group 3 mixed", "group 4"])("fax data: %s", (coding) => {
  it("round-trip any rows", () => {
    fc.assert(
      fc.property(drawing, ({ width, height, samples }) => {
        const { rows, samples: read } = unpacked(packCcitt(samples, width, coding), coding, {
          width,
          height,
        });
        expect(rows).toBe(height);
        expect(read).toEqual(samples);
      }),
      { numRuns: 40 },
    );
  });

  it("end early or give any rows for noise", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(unpacked(bytes, coding, { width: 70, height: 20 }).rows).toBeLessThanOrEqual(20);
      }),
    );
  });
});
