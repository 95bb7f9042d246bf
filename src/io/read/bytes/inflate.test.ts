import fc from "fast-check";
import { zlibSync } from "fflate";
import { expect, test } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { inflateExactly } from "./inflate.ts";

/** Bytes with runs, so that their compression has matches. */
const content = fc
  .array(fc.record({ byte: fc.integer({ min: 0, max: 255 }), count: fc.integer({ min: 1, max: 400 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((runs) => Uint8Array.from(runs.flatMap(({ byte, count }) => Array<number>(count).fill(byte))));
const level = fc.integer({ min: 0, max: 9 }) as fc.Arbitrary<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9>;

test("data of the declared length are inflated exactly, whatever follows them", () => {
  fc.assert(
    fc.property(content, level, fc.uint8Array({ maxLength: 9 }), (bytes, effort, rest) => {
      const packed = Uint8Array.from([...zlibSync(bytes, { level: effort }), ...rest]);
      expect(inflateExactly("x", packed, bytes.length)).toEqual(bytes);
    }),
  );
});

test("data of another length than declared are refused", () => {
  fc.assert(
    fc.property(content, level, fc.integer({ min: 1, max: 1000 }), (bytes, effort, change) => {
      const packed = zlibSync(bytes, { level: effort });
      expect(() => inflateExactly("x", packed, bytes.length + change)).toThrow(/end early/);
      const fewer = Math.max(0, bytes.length - change);
      expect(() => inflateExactly("x", packed, fewer)).toThrow(FileError);
    }),
  );
});

test("truncated data are refused", () => {
  fc.assert(
    fc.property(content, level, fc.nat(), (bytes, effort, cut) => {
      const packed = zlibSync(bytes, { level: effort });
      // Without its checksum, which is not compared, a stream is complete.
      const part = packed.subarray(0, cut % (packed.length - 4));
      expect(() => inflateExactly("x", part, bytes.length)).toThrow(FileError);
    }),
  );
});

test("altered data yield the declared number of bytes or are refused, and no more memory is taken", () => {
  fc.assert(
    fc.property(content, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, place, change) => {
      const packed = zlibSync(bytes);
      packed[place % packed.length] ^= change;
      try {
        const inflated = inflateExactly("x", packed, bytes.length);
        expect(inflated).toHaveLength(bytes.length);
        expect(inflated.buffer.byteLength).toBeLessThanOrEqual(bytes.length + 1);
      } catch (error) {
        expect(error).toBeInstanceOf(FileError);
      }
    }),
  );
});
