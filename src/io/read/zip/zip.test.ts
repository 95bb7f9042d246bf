import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { writeLabelPng } from "../../write/label-png.ts";
import { writeRoiSet } from "../../write/roi-set.ts";
import { SNIFFED_BYTES } from "../bytes/sniff.ts";
import { importAll } from "../testing/test-files.ts";
import { readZip } from "./zip.ts";

const { signal } = new AbortController();
const zipOf = (files: Record<string, Uint8Array>) => new Blob([zipSync(files) as Uint8Array<ArrayBuffer>]);

it("lists the directory and decompresses requested entries only", async () => {
  const text = "a".repeat(1000);
  const { files, refused } = await readZip(
    "z.zip",
    zipOf({ "d/a.txt": strToU8(text), "b.txt": strToU8("b") }),
  );
  expect(refused).toEqual([]);
  expect(files.map(({ path, size }) => [path, size])).toEqual([
    ["z.zip/d/a.txt", 1000],
    ["z.zip/b.txt", 1],
  ]);
  expect(new TextDecoder().decode(await files[0].bytes(signal))).toBe(text);
  expect((await files[0].head(signal)).length).toBe(SNIFFED_BYTES);
  expect((await files[1].head(signal)).length).toBe(1);
});

it("reads names as text: no path traversal, no access to object properties", async () => {
  const names = ["../../a", "/etc/b", "C:\\c", "x/./../d", "__proto__/e", "constructor"];
  const { files } = await readZip(
    "z.zip",
    zipOf(Object.fromEntries(names.map((name) => [name, strToU8("1")]))),
  );
  const paths = files.map(({ path }) => path);
  expect(paths).toContain("z.zip/a");
  expect(paths).toContain("z.zip/etc/b");
  expect(paths).toContain("z.zip/c");
  expect(paths).toContain("z.zip/x/d");
  expect(paths.some((path) => path.includes(".."))).toBe(false);
});

it("refuses a file that grows beyond any image, before decompression", async () => {
  const { files, refused } = await readZip("z.zip", zipOf({ "zeros.tif": new Uint8Array(40_000_000) }));
  expect(files).toEqual([]);
  expect(refused[0].reason).toContain("would grow");
});

it("opens a set of ImageJ regions within a zip, with a shared size limit", async () => {
  const labels = { rows: 24, columns: 24, data: new Int32Array(576).fill(1, 30, 40).fill(2, 100, 110) };
  const outer = zipOf({ "a.png": writeLabelPng(labels), "a_RoiSet.zip": writeRoiSet(labels) });
  const { images, refused } = await importAll([{ path: "outer.zip", blob: outer }]);
  expect(refused).toEqual([]);
  expect(images.map(({ record, labels: { data } }) => [record.name, data])).toEqual([["a", labels.data]]);

  const budget = { entries: 3, bytes: 1e6 };
  const rois = new Blob([writeRoiSet(labels)]);
  await readZip("a_RoiSet.zip", rois, budget);
  expect(budget.entries).toBe(1);
  await expect(readZip("b_RoiSet.zip", rois, budget)).rejects.toThrow(/more than/);
});

it("opens no set of regions nested two zips deep", async () => {
  const rois = writeRoiSet({ rows: 1, columns: 2, data: Int32Array.of(0, 1) });
  const inner = zipSync({ "a_RoiSet.zip": rois });
  const { refused } = await importAll([{ path: "outer.zip", blob: zipOf({ "inner.zip": inner }) }]);
  expect(refused).toEqual([
    { file: "outer.zip/inner.zip", reason: "A zip within a zip is not opened. Unpack it first." },
  ]);
});

it("opens no other zip within a zip", async () => {
  const inner = zipSync({ "a.png": strToU8("x") });
  const { refused } = await importAll([{ path: "outer.zip", blob: zipOf({ "inner.zip": inner }) }]);
  expect(refused).toEqual([
    { file: "outer.zip/inner.zip", reason: "A zip within a zip is not opened. Unpack it first." },
  ]);
});

it("skips system files in a zip", async () => {
  const junk = { "__MACOSX/._a.png": strToU8("x"), "d/.DS_Store": strToU8("x"), "Thumbs.db": strToU8("x") };
  const { refused, records } = await importAll([{ path: "junk.zip", blob: zipOf(junk) }]);
  expect([...refused, ...records]).toEqual([]);
});
