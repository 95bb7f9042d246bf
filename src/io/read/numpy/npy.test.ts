import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NpyData, writeNpy } from "../../write/npy.ts";
import { halfFloat } from "../bytes/half-float.ts";
import { readNpy } from "./npy.ts";

function npyOf(header: string, values: Uint8Array, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const lengthBytes = version === 1 ? 2 : 4;
  const out = new Uint8Array(8 + lengthBytes + text.length + values.length);
  out.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  const view = new DataView(out.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  out.set(text, 8 + lengthBytes);
  out.set(values, 8 + lengthBytes + text.length);
  return out;
}

const header = (descr: string, shape: string, fortran = "False") =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

describe("NPY", () => {
  it("round-trips", () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
    const array = sizes.chain(([rows, columns]) => {
      const count = { minLength: rows * columns, maxLength: rows * columns };
      const data: fc.Arbitrary<NpyData> = fc.oneof(
        fc.uint8Array(count),
        fc.int32Array(count),
        fc.float32Array({ ...count, noNaN: true }),
      );
      return data.map((values) => ({ rows, columns, values }));
    });
    fc.assert(
      fc.property(array, ({ rows, columns, values }) => {
        const raster = readNpy("x.npy", writeNpy(values, [rows, columns]));
        expect([raster.rows, raster.columns, raster.channels]).toEqual([rows, columns, 1]);
        expect(raster.samples).toEqual(values);
      }),
    );
  });

  it("aligns its values to 64 bytes like NumPy", () => {
    const bytes = writeNpy(Float32Array.of(1, 2, 3), [3]);
    const at = 10 + new DataView(bytes.buffer).getUint16(8, true);
    expect(at % 64).toBe(0);
    expect(bytes[at - 1]).toBe(10);
    expect(new TextDecoder().decode(bytes.subarray(10, at)).trim()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
    );
    expect(() => writeNpy(Float32Array.of(1), [2])).toThrow(RangeError);
  });

  it("reads Fortran order, big-endian values and later versions", () => {
    const values = Uint8Array.of(0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6);
    for (const version of [1, 2, 3]) {
      const rows = readNpy("x.npy", npyOf(header(">u2", "(2, 3)"), values, version));
      expect(Array.from(rows.samples)).toEqual([1, 2, 3, 4, 5, 6]);
      const columns = readNpy("x.npy", npyOf(header(">u2", "(2, 3)", "True"), values, version));
      expect(Array.from(columns.samples)).toEqual([1, 3, 5, 2, 4, 6]);
    }
  });

  it("reads 64-bit ids and booleans", () => {
    const ids = new BigUint64Array([5n, 2n ** 40n]);
    const wide = readNpy("x.npy", npyOf(header("<u8", "(1, 2)"), new Uint8Array(ids.buffer)));
    expect(Array.from(wide.samples)).toEqual([5, 2 ** 40]);
    expect(Array.from(readNpy("x.npy", npyOf(header("|b1", "(1, 2)"), Uint8Array.of(0, 7))).samples)).toEqual(
      [0, 1],
    );
  });

  it("reads half floats", () => {
    const bits = fc.array(fc.nat(0xffff), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(bits, (halves) => {
        const values = new Uint8Array(Uint16Array.from(halves).buffer);
        const { samples } = readNpy("x.npy", npyOf(header("<f2", "(2, 3)"), values));
        expect(samples).toEqual(Float32Array.from(halves, halfFloat));
      }),
    );
  });

  it("reads up to 16 channels, first or last, with a note for first; ignores sizes of 1", () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 17, max: 21 }),
      columns: fc.integer({ min: 17, max: 21 }),
      channels: fc.integer({ min: 1, max: 16 }),
      ones: fc.constantFrom("before", "behind", "none"),
      fortran: fc.boolean(),
    });
    fc.assert(
      fc.property(shapes, ({ rows, columns, channels, ones, fortran }) => {
        const first = channels <= 4;
        const values = Uint8Array.from({ length: rows * columns * channels }, (_, at) => (at * 97) % 256);
        const orders = [[rows, columns, channels], ...(first ? [[channels, rows, columns]] : [])];
        for (const sizes of orders) {
          const isFirst = sizes[0] === channels;
          const shape = { before: [1, ...sizes], behind: [...sizes, 1], none: sizes }[ones];
          const text = header("|u1", `(${shape.join(", ")})`, fortran ? "True" : "False");
          const raster = readNpy("x.npy", npyOf(text, values));
          expect([raster.rows, raster.columns, raster.channels]).toEqual([rows, columns, channels]);
          const at = (place: readonly number[]) =>
            fortran
              ? place[0] + sizes[0] * (place[1] + sizes[1] * place[2])
              : (place[0] * sizes[1] + place[1]) * sizes[2] + place[2];
          const [row, column, channel] = [rows - 2, 5, channels - 1];
          const place = isFirst ? [channel, row, column] : [row, column, channel];
          expect(raster.samples[(row * columns + column) * channels + channel]).toBe(values[at(place)]);
          expect(raster.alpha).toBe(false);
          expect(raster.notes).toEqual(
            isFirst && channels > 1
              ? [expect.stringContaining(`first dimension was read as ${channels} channels`)]
              : [],
          );
        }
      }),
    );
  });

  it("reads header keys in any order", () => {
    const text = "{'shape': (1, 1), 'fortran_order': False, 'descr': '|u1'}";
    expect(Array.from(readNpy("x.npy", npyOf(text, Uint8Array.of(9))).samples)).toEqual([9]);
  });

  it.each([
    ["a call", "{'descr': f(), 'fortran_order': False, 'shape': (1, 1), }", /header/],
    ["a missing key", "{'descr': '|u1', 'shape': (1, 1), }", /header/],
    ["a key twice", "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), }", /header/],
    ["something after it", "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), } + 1", /header/],
    ["a swapped value", "{'descr': (1, 1), 'fortran_order': False, 'shape': '|u1', }", /header/],
    ["objects", header("|O", "(1, 1)"), /Python objects/],
    ["one dimension", header("|u1", "(1,)"), /shape \(1\)/],
    ["too many channels", header("|u1", "(20, 20, 17)"), /shape \(20, 20, 17\).*of a stack each slice/],
    ["channels that may be slices", header("|u1", "(8, 20, 20)"), /shape \(8, 20, 20\).*Save an array of/],
    ["more dimensions", header("|u1", "(2, 3, 4, 5)"), /shape \(2, 3, 4, 5\)/],
    ["long doubles", header("<f16", "(1, 1)"), /"<f16".*astype/],
    ["no pixel", header("|u1", "(0, 1)"), /no pixel/],
    ["more values than bytes", header("|u1", "(1, 2)"), /declares 2 values/],
  ])("refuses a header with %s", (_, text, reason) => {
    expect(() => readNpy("x.npy", npyOf(text, Uint8Array.of(1)))).toThrow(reason);
  });
});
