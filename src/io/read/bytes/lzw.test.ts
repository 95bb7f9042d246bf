import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packLzw } from "../testing/pack-lzw.ts";
import { gifLzw, TIFF_LZW, unpackLzw } from "./lzw.ts";

/** Values of `bits` bits: noise fills the table with short entries, repeated parts create long ones. */
function valuesOf(bits: number): fc.Arbitrary<Uint8Array> {
  const part = fc.record({
    values: fc.uint8Array({ minLength: 1, maxLength: 600, max: 2 ** bits - 1 }),
    times: fc.integer({ min: 1, max: 12 }),
  });
  return fc.array(part, { maxLength: 4 }).map((parts) =>
    Uint8Array.from(
      parts.flatMap(({ values, times }) =>
        Array(times)
          .fill([...values])
          .flat(),
      ),
    ),
  );
}

describe("LZW", () => {
  it("decodes the example of the TIFF 6.0 specification", () => {
    // The codes 256 7 258 8 8 258 6 6 257 of 9 bits encode 7 7 7 8 8 7 7 6 6.
    const codes = [256, 7, 258, 8, 8, 258, 6, 6, 257];
    const bits = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
    const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
    const out = new Uint8Array(9);
    expect(unpackLzw(Uint8Array.from(bytes), out, TIFF_LZW)).toBe(9);
    expect(Array.from(out)).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
  });

  it("decodes the 10 x 10 example of the web page What's in a GIF", () => {
    // Matthew Flickinger, https://www.matthewflickinger.com/lab/whatsinagif/lzw_image_data.asp
    const packed = [
      0x8c, 0x2d, 0x99, 0x87, 0x2a, 0x1c, 0xdc, 0x33, 0xa0, 0x02, 0x75, 0xec, 0x95, 0xfa, 0xa8, 0xde,
    ];
    const out = new Uint8Array(100);
    const more = [0x60, 0x8c, 0x04, 0x91, 0x4c, 0x01];
    expect(unpackLzw(Uint8Array.from([...packed, ...more]), out, gifLzw(2))).toBe(100);
    const rowsOf = (row: number) => Array.from(out.subarray(10 * row, 10 * row + 10)).join("");
    expect([0, 3, 4, 9].map(rowsOf)).toEqual(["1111122222", "1110000222", "1110000222", "2222211111"]);
  });

  it.each([
    ["TIFF", TIFF_LZW],
    ["GIF, 8 bits", gifLzw(8)],
    ["GIF, 2 bits", gifLzw(2)],
  ])("round-trips any values: %s", (_, kind) => {
    fc.assert(
      fc.property(valuesOf(kind.valueBits), (values) => {
        const out = new Uint8Array(values.length);
        expect(unpackLzw(packLzw(values, kind), out, kind)).toBe(values.length);
        expect(out).toEqual(values);
      }),
    );
  });

  it("stops at the end of the data or the output, and at invalid codes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(500), fc.nat(9), (bytes, room, valueBits) => {
        const out = new Uint8Array(room);
        expect(unpackLzw(bytes, out, TIFF_LZW)).toBeLessThanOrEqual(room);
        expect(unpackLzw(bytes, out, gifLzw(valueBits))).toBeLessThanOrEqual(room);
      }),
      { numRuns: 500 },
    );
  });
});
