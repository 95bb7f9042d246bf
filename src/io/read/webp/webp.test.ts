import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
// Written by libwebp through Pillow, with the shape and SHA-256 of the original samples.
import WEBP_FILES from "../testing/webp-files.json" with { type: "json" };
import { readWebp } from "./webp.ts";

const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const files = Object.entries(WEBP_FILES);

it.each(files)("decodes %s", (_, { file, shape, sha256 }) => {
  const { rows, columns, channels, samples, alpha } = readWebp("x.webp", bytesOf(file));
  expect([rows, columns, channels]).toEqual(shape);
  expect(alpha).toBe(channels === 4);
  expect(
    createHash("sha256")
      .update(samples as Uint8Array)
      .digest("hex"),
  ).toBe(sha256);
});

it("names unsupported features", () => {
  const file = bytesOf(WEBP_FILES.noise.file);
  const called = (name: string) => {
    const bytes = file.slice();
    bytes.set(new TextEncoder().encode(name), 12);
    return () => readWebp("x.webp", bytes);
  };
  expect(called("VP8 ")).toThrow(/Lossy WebP.*in the browser only/);
  expect(called("ANIM")).toThrow(/Animated WebP/);
  expect(() => readWebp("x.webp", file.subarray(0, 400))).toThrow(/ends early/);
});

it("never crashes with altered bytes", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...files.map(([, { file }]) => bytesOf(file))),
      fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      (whole, changes) => {
        const bytes = whole.slice();
        // The size is not changed, since a larger one would make a run slow.
        for (const [at, value] of changes) if (25 + at < bytes.length) bytes[25 + at] = value;
        try {
          const { rows, columns, channels, samples } = readWebp("x.webp", bytes);
          expect(samples).toHaveLength(rows * columns * channels);
        } catch (error) {
          expect(error).toBeInstanceOf(FileError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
