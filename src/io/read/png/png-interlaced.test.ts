import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { crc32 } from "../bytes/checksums.ts";
import { readPng } from "./png.ts";

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
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, columns);
  new DataView(header.buffer).setUint32(4, rows);
  header.set([depth, 0, 0, 0, 1], 8);
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk("IHDR", header),
    ...chunk("IDAT", zlibSync(Uint8Array.from(data))),
    ...chunk("IEND", new Uint8Array(0)),
  ]);
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
