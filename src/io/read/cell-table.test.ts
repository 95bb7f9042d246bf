import { encode } from "fast-png";
import { expect, it } from "vitest";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./test-files.ts";

const image = encode({ width: 6, height: 4, data: new Uint8Array(24).fill(9), channels: 1, depth: 8 });
const png = { path: "a.png", blob: new Blob([image.slice()]) };

it.each(["csv", "tsv", "tab", "txt"])("a table of cells may be called .%s", async (extension) => {
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

it("a text that names no such columns is no table", async () => {
  const text = new Blob(["id and annotation of my images\n1, 2\n"]);
  const { unlabelled, refused } = await importAll([png, { path: "readme.txt", blob: text }]);
  expect(unlabelled.map(({ name }) => name)).toEqual(["a"]);
  expect(refused.map(({ file }) => file)).toEqual(["readme.txt"]);
});

const REPORTED = [
  ["v01_csv_utf16", [["img0001", 8]], []],
  ["v04_predicted_column", [["img0001", 8]], []],
  ["v05_stage2_ignored", [["aa", 8]], [/Row 10 \(image bb\): its Usage is Ignored/, /cannot be used/]],
  // Cut off after a whole pair of numbers, and shorter than what Excel keeps: nothing tells it from a small cell.
  ["v06_truncated", [["img0001", 1]], []],
] as const;

it.skipIf(!HAS_SHARED_DATA).each(REPORTED)(`%s is read${SHARED_NOTE}`, async (folder, cells, reasons) => {
  const { records, refused } = await importAll(await dropOf(`reports/${folder}`));
  expect(records.map((record) => [record.name, record.cells])).toEqual(cells);
  expect(refused.map(({ reason }) => reason)).toEqual(reasons.map((reason) => expect.stringMatching(reason)));
});
