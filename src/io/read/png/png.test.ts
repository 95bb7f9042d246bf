import fc from "fast-check";
import { decode } from "fast-png";
import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { crc32 } from "../bytes/checksums.ts";
import { readPng } from "./png.ts";
import { passesOf } from "./png-passes.ts";

/** The pass of each pixel in a block of 8 x 8 px, as in the PNG specification. */
const PASS_OF = [
  "16462646",
  "77777777",
  "56565656",
  "77777777",
  "36463646",
  "77777777",
  "56565656",
  "77777777",
];

function chunk(type: string, content: Uint8Array): number[] {
  const body = Uint8Array.from([...new TextEncoder().encode(type), ...content]);
  const numbers = new Uint8Array(8);
  new DataView(numbers.buffer).setUint32(0, content.length);
  new DataView(numbers.buffer).setUint32(4, crc32(body));
  return [...numbers.subarray(0, 4), ...body, ...numbers.subarray(4)];
}

/** The bytes of a PNG with the last five bytes of its header, and the chunks between header and end. */
function pngOf(rows: number, columns: number, facts: readonly number[], chunks: readonly number[][]) {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, columns);
  new DataView(header.buffer).setUint32(4, rows);
  header.set(facts, 8);
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...chunks.flat(),
    ...chunk("IEND", new Uint8Array(0)),
  ]);
}

/**
 * Predictors from the bytes to the left, above and above left, whose values are subtracted from each byte.
 */
const PREDICTED: ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => Math.floor((left + above) / 2),
  (left, above, corner) => {
    const guess = left + above - corner;
    return [left, above, corner].sort((a, b) => Math.abs(guess - a) - Math.abs(guess - b))[0];
  },
];

/** The bytes of an interlaced grey PNG; the rows use the filters in turn. */
function interlacedPng(rows: number, columns: number, depth: number, samples: Uint8Array): Uint8Array {
  const data: number[] = [];
  for (let pass = 1; pass <= 7; pass++) {
    let above: number[] = [];
    for (let row = 0, filter = pass; row < rows; row++) {
      const bits = Array.from({ length: columns }, (_, column) => column)
        .filter((column) => Number(PASS_OF[row % 8][column % 8]) === pass)
        .map((column) => samples[row * columns + column].toString(2).padStart(depth, "0"))
        .join("");
      if (bits === "") continue;
      const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
      const predicted = PREDICTED[filter % 5];
      data.push(filter % 5);
      bytes.forEach((byte, at) => {
        data.push((byte - predicted(bytes[at - 1] ?? 0, above[at] ?? 0, above[at - 1] ?? 0)) & 255);
      });
      above = bytes;
      filter += 1;
    }
  }
  return pngOf(rows, columns, [depth, 0, 0, 0, 1], [chunk("IDAT", zlibSync(Uint8Array.from(data)))]);
}

describe("interlaced PNG", () => {
  it.each([
    [1, 21, 37],
    [2, 21, 37],
    [4, 21, 37],
    [1, 1, 1],
    [2, 3, 5],
    [8, 21, 37],
  ])("of %i bits and %i x %i pixels is read", (depth, rows, columns) => {
    const samples = Uint8Array.from(
      { length: rows * columns },
      (_, at) => ((at * 2654435761) >>> 11) % 2 ** depth,
    );
    const raster = readPng("x.png", interlacedPng(rows, columns, depth, samples));
    expect(raster).toMatchObject({ rows, columns, channels: 1 });
    expect(raster.samples).toEqual(samples);
  });

  it("is refused for an unknown row filter", () => {
    const bytes = interlacedPng(1, 1, 1, Uint8Array.of(1));
    const data = zlibSync(Uint8Array.of(9, 128));
    const head = bytes.subarray(0, 33);
    const broken = Uint8Array.from([...head, ...chunk("IDAT", data), ...chunk("IEND", new Uint8Array(0))]);
    expect(() => readPng("x.png", broken)).toThrow(/damaged/);
  });
});

/** Colour type and channels, and the depths that fast-png reads. */
const COLOURS = [
  { type: 0, channels: 1, depths: [8, 16] },
  { type: 2, channels: 3, depths: [8, 16] },
  { type: 3, channels: 1, depths: [8] },
  { type: 4, channels: 2, depths: [8, 16] },
  { type: 6, channels: 4, depths: [8, 16] },
];
const PALETTE = chunk(
  "PLTE",
  Uint8Array.from({ length: 3 * 256 }, (_, at) => at),
);

/** Any rows of any PNG of whole bytes: every byte is valid, once each row begins with a known filter. */
const png = fc
  .record({
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    colour: fc.constantFrom(...COLOURS),
    interlaced: fc.boolean(),
    depthAt: fc.integer({ min: 0, max: 1 }),
    noise: fc.uint8Array({ minLength: 700, maxLength: 700 }),
    cuts: fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 3 }),
  })
  .map(({ rows, columns, colour, interlaced, depthAt, noise, cuts }) => {
    const { type, channels, depths } = colour;
    const depth = depths[depthAt % depths.length];
    const passes = interlaced ? passesOf(rows, columns) : [{ rows, columns }];
    const data: number[] = [];
    for (const pass of passes) {
      for (let row = 0; row < pass.rows; row++) {
        data.push(noise[data.length] % 5);
        for (let byte = (pass.columns * channels * depth) / 8; byte > 0; byte--)
          data.push(noise[data.length]);
      }
    }
    const packed = zlibSync(Uint8Array.from(data));
    const ends = [0, ...cuts.map((cut) => cut % packed.length), packed.length].sort((a, b) => a - b);
    const parts = ends.slice(1).map((end, at) => chunk("IDAT", packed.subarray(ends[at], end)));
    return {
      depth,
      bytes: pngOf(rows, columns, [depth, type, 0, 0, Number(interlaced)], [PALETTE, ...parts]),
    };
  });

describe("PNG", () => {
  it("of any colour, filters, order and number of chunks is read as fast-png reads it", () => {
    fc.assert(
      fc.property(png, ({ bytes, depth }) => {
        const { samples, rows, columns, channels } = readPng("x.png", bytes);
        const theirs = decode(bytes);
        expect({ rows, columns, depth, data: samples }).toEqual({
          rows: theirs.height,
          columns: theirs.width,
          depth: theirs.depth,
          data: theirs.data,
        });
        expect(samples).toHaveLength(rows * columns * channels);
      }),
    );
  });

  it.each([
    ["another compression", [8, 0, 1, 0, 0], []],
    ["other filters", [8, 0, 0, 1, 0], []],
    ["half a colour in its palette", [8, 0, 0, 0, 0], [chunk("PLTE", Uint8Array.of(1, 2))]],
  ])("is refused with %s", (_, facts, chunks) => {
    const data = chunk("IDAT", zlibSync(Uint8Array.of(0, 128)));
    const bytes = pngOf(1, 1, facts, [...chunks, data]);
    expect(() => readPng("x.png", bytes)).toThrow("The PNG's data are damaged. Export the file again.");
  });
});
