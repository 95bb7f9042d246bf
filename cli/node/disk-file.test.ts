import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DiskFile, withFiles } from "./disk-file.ts";

const BYTES = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "disk-file-"));
  path = join(folder, "bytes.bin");
  writeFileSync(path, BYTES);
});

afterAll(() => rmSync(folder, { recursive: true }));

it("is sliced and read as a blob is", async () => {
  const place = fc.option(fc.integer({ min: -300_000, max: 300_000 }), { nil: undefined });
  const slices = fc.array(fc.tuple(place, place), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(slices, async (all) => {
      let [own, blob]: [Blob, Blob] = [DiskFile.open(path), new Blob([BYTES])];
      for (const [start, end] of all) [own, blob] = [own.slice(start, end), blob.slice(start, end)];
      expect(own.size).toBe(blob.size);
      const expected = Buffer.from(await blob.arrayBuffer());
      expect(Buffer.compare(Buffer.from(await own.arrayBuffer()), expected)).toBe(0);
      const streamed: Uint8Array[] = [];
      for await (const part of own.stream()) streamed.push(part);
      expect(Buffer.compare(Buffer.concat(streamed), expected)).toBe(0);
    }),
    { numRuns: 30 },
  );
});

it("arrives whole in a message, whose other values stay", async () => {
  const file = DiskFile.open(path).slice(5, 8);
  const values = new Float32Array([1, 2]);
  const sent = { kind: "call", args: { files: [{ path: "a", file }], values, none: null } };
  const { args } = withFiles(structuredClone(sent)) as typeof sent;
  expect(new Uint8Array(await args.files[0].file.arrayBuffer())).toEqual(BYTES.slice(5, 8));
  expect(args).toMatchObject({ values, none: null });
});
