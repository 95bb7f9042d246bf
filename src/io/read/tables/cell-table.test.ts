import { encode } from "fast-png";
import { expect, it } from "vitest";
import { importAll } from "../testing/test-files.ts";

const image = encode({ width: 6, height: 4, data: new Uint8Array(24).fill(9), channels: 1, depth: 8 });
const png = { path: "a.png", blob: new Blob([image.slice()]) };

it.each(["csv", "tsv", "tab", "txt"])("a table of cells may have the extension .%s", async (extension) => {
  for (const table of [
    "id\tannotation\na\t1 2\na\t9 3\n",
    '\ufeffsep=;\r\n"ImageId";"EncodedPixels"\r\n"a";"1 2"',
  ]) {
    const { records, refused } = await importAll([
      png,
      { path: `cells.${extension}`, blob: new Blob([table]) },
    ]);
    expect(refused).toEqual([]);
    expect(records.map(({ name, cells }) => [name, cells])).toEqual([["a", table.startsWith("id") ? 2 : 1]]);
  }
});

it("a text without such columns is not a table", async () => {
  const text = new Blob(["id and annotation of my images\n1, 2\n"]);
  const { unlabelled, refused } = await importAll([png, { path: "readme.txt", blob: text }]);
  expect(unlabelled.map(({ name }) => name)).toEqual(["a"]);
  expect(refused.map(({ file }) => file)).toEqual(["readme.txt"]);
});

it.each([
  ["ImageId,EncodedPixels\na,1 1\nb,1 1\n"],
  ["id,predicted\na,\nb,\n"],
  ["ImageId,EncodedPixels\na,1 1\n"],
])("a sample submission holds no cells: %j", async (table) => {
  const { records, unlabelled, refused } = await importAll([
    png,
    { path: "sample_submission.csv", blob: new Blob([table]) },
  ]);
  expect(records).toEqual([]);
  expect(unlabelled.map(({ name }) => name)).toEqual(["a"]);
  expect(refused.map(({ reason }) => reason)).toEqual([expect.stringMatching(/as in a sample submission/)]);
});

it("a cell of the first pixel is a cell in a table with the sizes of the images", async () => {
  const table = new Blob(["id,annotation,width,height\na,1 1,6,4\n"]);
  const { records } = await importAll([png, { path: "train.csv", blob: table }]);
  expect(records.map(({ cells }) => cells)).toEqual([1]);
});

it("a cell of the first pixel is a cell beside other cells", async () => {
  const table = new Blob(["ImageId,EncodedPixels\na,1 1\na,5 2\n"]);
  const { records } = await importAll([png, { path: "cells.csv", blob: table }]);
  expect(records.map(({ cells }) => cells)).toEqual([2]);
});
