import fc from "fast-check";
import { expect, it } from "vitest";
import { rawZstd } from "../testing/raw-zstd.ts";
import { unpackZstd } from "./zstd.ts";

it("decodes stored and repeated bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.boolean(), (bytes, flat) => {
      const data = flat ? bytes.map(() => bytes[0]) : bytes;
      expect(unpackZstd("x.tif", rawZstd(data), data.length)).toEqual(data);
    }),
  );
});

it("limits the output to the expected size for any frame", () => {
  const frame = rawZstd(new Uint8Array(2 ** 17).fill(9));
  expect(frame.length).toBeLessThan(20);
  expect(() => unpackZstd("x.tif", frame, 1000)).toThrow(/longer than the 1000 bytes/);
  expect(unpackZstd("x.tif", frame, 2 ** 18)).toHaveLength(2 ** 17);
});

it("does not allocate the window size of gigabytes that a frame may declare", () => {
  const frame = rawZstd(Uint8Array.of(1, 2, 3));
  // The largest exponent of the format, 2 terabytes; allocating it would throw.
  frame[5] = 31 << 3;
  expect(unpackZstd("x.tif", frame, 3)).toEqual(Uint8Array.of(1, 2, 3));
});

it("refuses a frame that declares more bytes than expected before decoding", () => {
  const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0x40, 1, 0, 0);
  expect(() => unpackZstd("x.tif", frame, 3)).toThrow(/longer than the 3 bytes/);
});
