import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { halfFloat } from "../bytes/half-float.ts";
import { type TiffRequest, tiffBytes } from "../testing/tiff-bytes.ts";
import { readTiff } from "./tiff.ts";

vi.setConfig({ testTimeout: 60_000 });

const BITS = 258;
const EXTRA_SAMPLES = 338;
const SAMPLE_FORMAT = 339;
const UNSIGNED = 1;
const SIGNED = 2;
const FLOAT = 3;
const UNDEFINED = 4;

/** Samples packed as bits, high bits first; each row begins on a byte. */
function packBits(values: readonly bigint[], perRow: number, bits: number): Uint8Array {
  const rowBytes = Math.ceil((perRow * bits) / 8);
  const rows = values.length / perRow;
  const out = new Uint8Array(rows * rowBytes);
  values.forEach((value, at) => {
    const start = Math.floor(at / perRow) * rowBytes * 8 + (at % perRow) * bits;
    for (let bit = 0; bit < bits; bit++) {
      if ((value >> BigInt(bits - 1 - bit)) & 1n) out[(start + bit) >> 3] |= 0x80 >> ((start + bit) & 7);
    }
  });
  return out;
}

/** Samples of complete bytes in the byte order of the file. */
function packBytes(values: readonly bigint[], size: number, bigEndian: boolean): Uint8Array {
  const out = new Uint8Array(values.length * size);
  values.forEach((value, at) => {
    for (let byte = 0; byte < size; byte++) {
      const place = bigEndian ? size - 1 - byte : byte;
      out[at * size + place] = Number((value >> BigInt(8 * byte)) & 0xffn);
    }
  });
  return out;
}

interface Request {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  readonly bits: number;
  readonly format: number;
  readonly bigEndian: boolean;
  /** The bits of each sample, `[row, column, channel]`. */
  readonly values: readonly bigint[];
}

function written({ rows, columns, channels, bits, format, bigEndian, values }: Request): Uint8Array {
  const pack = () =>
    bits % 8 === 0 ? packBytes(values, bits / 8, bigEndian) : packBits(values, columns * channels, bits);
  return tiffBytes({
    rows,
    columns,
    bigEndian,
    samples: new Uint8Array(rows * columns),
    packed: { code: 1, bits, channels, pack },
    tags: () => ({
      [BITS]: new Array<number>(channels).fill(bits),
      [SAMPLE_FORMAT]: new Array<number>(channels).fill(format),
      [EXTRA_SAMPLES]: channels > 1 ? new Array<number>(channels - 1).fill(0) : null,
    }),
  });
}

const size = { rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 9 }) };

function samplesOf(bits: fc.Arbitrary<number>, formats: readonly number[]): fc.Arbitrary<Request> {
  return fc
    .record({
      ...size,
      channels: fc.constantFrom(1, 2, 3, 5),
      bits,
      format: fc.constantFrom(...formats),
      bigEndian: fc.boolean(),
    })
    .chain((facts) => {
      const length = facts.rows * facts.columns * facts.channels;
      const value = fc.bigInt({ min: 0n, max: 2n ** BigInt(facts.bits) - 1n });
      return fc
        .array(value, { minLength: length, maxLength: length })
        .map((values) => ({ ...facts, values }));
    });
}

describe("TIFF samples", () => {
  it("of 1 to 32 bits round-trip, signed and unsigned, several per pixel, in either byte order", () => {
    fc.assert(
      fc.property(samplesOf(fc.integer({ min: 1, max: 32 }), [UNSIGNED, SIGNED, UNDEFINED]), (request) => {
        const { samples, channels } = readTiff("x.tif", written(request));
        const meant = request.values.map((value) =>
          Number(request.format === SIGNED ? BigInt.asIntN(request.bits, value) : value),
        );
        expect(channels).toBe(request.channels);
        expect(Array.from(samples)).toEqual(meant);
      }),
      { numRuns: 400 },
    );
  });

  it("of 64-bit integers are read as the nearest doubles", () => {
    fc.assert(
      fc.property(samplesOf(fc.constant(64), [UNSIGNED, SIGNED]), (request) => {
        const meant = request.values.map((value) =>
          Number(request.format === SIGNED ? BigInt.asIntN(64, value) : value),
        );
        expect(readTiff("x.tif", written(request)).samples).toEqual(Float64Array.from(meant));
      }),
    );
  });

  it("of half floats are read as 32-bit floats", () => {
    fc.assert(
      fc.property(samplesOf(fc.constant(16), [FLOAT]), (request) => {
        const { samples } = readTiff("x.tif", written(request));
        expect(samples).toEqual(Float32Array.from(request.values, (bits) => halfFloat(Number(bits))));
      }),
    );
  });

  it.each([1, 2, 4, 8])("of %i bytes are decoded from differences along rows", (bytes) => {
    fc.assert(
      fc.property(samplesOf(fc.constant(8 * bytes), [UNSIGNED, SIGNED]), (request) => {
        const { columns, channels, values, bits } = request;
        const differences = values.map((value, at) =>
          at % (columns * channels) < channels ? value : BigInt.asUintN(bits, value - values[at - channels]),
        );
        const stored = written({ ...request, values: differences });
        const [plain, differing] = [written(request), withPredictor(stored)].map(
          (file) => readTiff("x.tif", file).samples,
        );
        expect(differing).toEqual(plain);
      }),
    );
  });

  it.each([
    ["complex numbers", { [SAMPLE_FORMAT]: [6] }, /complex numbers.*magnitude/],
    ["samples of different sizes", { [BITS]: [5, 6, 5] }, /different types \(5, 6, 5 bits\).*Save all/],
    ["floats of 24 bits", { [BITS]: [24], [SAMPLE_FORMAT]: [3] }, /24 bits.*Save it as/],
    ["integers of 48 bits", { [BITS]: [48] }, /48 bits.*Save it as/],
  ])("refuses %s with a remedy", (_, tags, reason) => {
    const request: TiffRequest = { rows: 2, columns: 2, samples: new Uint8Array(4), tags: () => tags };
    expect(() => readTiff("x.tif", tiffBytes(request))).toThrow(reason);
  });
});

/** The file with predictor 2 instead of the 1 that `tiffBytes` writes. */
function withPredictor(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  const little = bytes[0] === 0x49;
  const directory = view.getUint32(4, little);
  for (let entry = 0; entry < view.getUint16(directory, little); entry++) {
    const at = directory + 2 + 12 * entry;
    if (view.getUint16(at, little) === 317) view.setUint16(at + 8, 2, little);
  }
  return bytes;
}

describe("half floats", () => {
  it("equal IEEE 754", () => {
    const known: readonly (readonly [bits: number, value: number])[] = [
      [0x0000, 0],
      [0x8000, -0],
      [0x0001, 2 ** -24],
      [0x03ff, 2 ** -14 - 2 ** -24],
      [0x0400, 2 ** -14],
      [0x3555, 0.333251953125],
      [0x3c00, 1],
      [0xc000, -2],
      [0x7bff, 65_504],
      [0x7c00, Number.POSITIVE_INFINITY],
      [0xfc00, Number.NEGATIVE_INFINITY],
      [0x7e00, Number.NaN],
    ];
    for (const [bits, value] of known) expect(halfFloat(bits)).toBe(value);
  });
});
