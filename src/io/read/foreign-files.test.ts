import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { importAll } from "./testing/test-files.ts";

const blob = (text: string) => new Blob([strToU8(text, true).slice()]);

it("a Zarr folder is refused in one line, in a folder and in a zip, and blocks no other file", async () => {
  const chunks = [
    "img.zarr/.zgroup",
    "img.zarr/0/.zarray",
    ...Array.from({ length: 9 }, (_, at) => `img.zarr/0/0/${at}`),
  ];
  const zip = zipSync(Object.fromEntries(chunks.map((path) => [path, strToU8("{}")])));
  const { refused } = await importAll([
    ...chunks.map((path) => ({ path: `set/${path}`, blob: blob("chunk") })),
    { path: "all.zip", blob: new Blob([zip.slice()]) },
    { path: "set/notes.pdf", blob: blob("%PDF") },
  ]);
  expect(refused.map(({ file }) => file).sort()).toEqual([
    "all.zip/img.zarr",
    "set/img.zarr",
    "set/notes.pdf",
  ]);
  expect(refused.filter(({ reason }) => reason.startsWith("Zarr stores"))).toHaveLength(2);
});

it("a known format is recognised with any file name", async () => {
  const { refused } = await importAll([
    { path: "a.tif", blob: blob("ZISRAWFILE") },
    { path: "b.dat", blob: blob(`${"\0".repeat(128)}DICM`) },
    { path: "c.dat", blob: blob("nothing known") },
  ]);
  expect(refused.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^Zeiss CZI .*ZEN/),
    expect.stringMatching(/^DICOM /),
    expect.stringMatching(/^This is not a PNG/),
  ]);
});
