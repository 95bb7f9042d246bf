import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileError } from "../../core/dataset/file-error.ts";
import type { CellTable } from "./cell-list.ts";
import { readCellTable } from "./cell-table.ts";
import { readCoco } from "./coco.ts";
import type { SourceFile } from "./source-file.ts";

const signal = new AbortController().signal;

/** A file whose bytes arrive in parts that end at the given places. */
function sourceOf(text: string, cuts: readonly number[]): SourceFile {
  const bytes = new TextEncoder().encode(text);
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].sort((a, b) => a - b);
  return {
    path: "cells",
    size: bytes.length,
    head: async () => bytes,
    bytes: async () => bytes,
    async *parts() {
      for (let index = 1; index < places.length; index++)
        yield bytes.subarray(places[index - 1], places[index]);
    },
  };
}

/** All that a table says: by image the problem, the size, and each cell with its runs. */
async function contentOf(reading: AsyncGenerator<number, CellTable, undefined>) {
  let next = await reading.next();
  while (!next.done) {
    expect(next.value).toBeGreaterThanOrEqual(0);
    expect(next.value).toBeLessThanOrEqual(1);
    next = await reading.next();
  }
  return [...next.value.images].map(([id, image]) => {
    const { count, problem, rows, columns } = image;
    const cells = [...image.cellsIn(20, 30)].map(({ name, runs }) => `${name}: ${runs.join(" ")}`);
    return { id, count, problem, size: [rows, columns], cells };
  });
}

const csv = (text: string, cuts: readonly number[] = []) =>
  contentOf(readCellTable(sourceOf(text, cuts), signal));
const coco = (value: unknown, cuts: readonly number[] = []) =>
  contentOf(readCoco(sourceOf(typeof value === "string" ? value : JSON.stringify(value), cuts), signal));

const cuts = fc.array(fc.nat(), { maxLength: 12 });

const TABLES = [
  "id,annotation,width,height\na,1 2 40 3,30,20\nb,5 1,30,20\n\na,100 2,30,20\nb,0 1,30,20\nb,7 1,30,20\nc,,30,20\n",
  '\ufeff"id";"note";"annotation"\r\n"ä";"two\r\nlines, ""quoted""";"1 2"\r\n"ä";"";"9 2"\r\n',
  "annotation\tid\n1 2\tx\n",
];

describe("tables of cells that arrive in parts", () => {
  it.each(TABLES)("are read the same wherever they are cut: %j", async (text) => {
    const whole = await csv(text);
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(await csv(text, places)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it("name rows as a person counts them, lines without cells among them", async () => {
    expect(await csv(TABLES[0])).toEqual([
      { id: "a", count: 2, problem: null, size: [20, 30], cells: ["row 2: 0 2 39 3", "row 5: 99 2"] },
      {
        id: "b",
        count: 1,
        problem: "Row 6 (image b): a run starts at 0, but pixels are counted from 1.",
        size: [20, 30],
        cells: ["row 3: 4 1"],
      },
      { id: "c", count: 0, problem: null, size: [20, 30], cells: [] },
    ]);
  });
});

const images = [
  { id: 1, file_name: "a.png", width: 30, height: 20 },
  { id: "2", file_name: "folder\\b.png", width: 30, height: 20 },
];
const square = (x: number) => [[x, 1, x + 2, 1, x + 2, 3, x, 3]];
const annotations = [
  { id: 7, image_id: 1, segmentation: square(1) },
  { id: 8, image_id: 2, segmentation: square(4) },
  { id: 9, image_id: 1, segmentation: { size: [20, 30], counts: [20, 2, 578] } },
];
const READ = [
  {
    id: "a.png",
    count: 2,
    problem: null,
    size: [20, 30],
    cells: ["annotation 7: 31 2 61 2", "annotation 9: 1 1 31 1"],
  },
  {
    id: "folder\\b.png",
    count: 1,
    problem: null,
    size: [20, 30],
    cells: ["annotation 8: 34 2 64 2"],
  },
];

describe("COCO that arrives in parts", () => {
  it.each([
    ["images first", { info: { year: 1 }, images, categories: [], annotations }],
    ["annotations first", { annotations, licenses: "none", images }],
    [
      "annotations by key",
      { images, annotations: Object.fromEntries(annotations.map((one) => [`k${one.id}`, one])) },
    ],
    ["annotations by key first", { annotations: { ...annotations }, images }],
  ])("is the same wherever it is cut: %s", async (_, value) => {
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(await coco(value, places)).toEqual(READ);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [{ images, annotations: null }, /no lists/],
    [{ images: { ...images }, annotations }, /no lists/],
    [{ images }, /no lists/],
    [[images], /no lists/],
    [{ images: [], annotations }, /names no images/],
    ['{"images": [], "annotations": [], "images": 5}', /no lists/],
    [`{"annotations": [], "images": ${JSON.stringify(images)}, "images": []}`, /"images" twice/],
    [`{"annotations": [{"id": 1}], "images": ${JSON.stringify(images)}`, /not JSON/],
    [`{"images": ${JSON.stringify(images)}, "annotations": []} {}`, /not JSON/],
  ])("refuses %j", async (value, reason) => {
    const refused = coco(value);
    await expect(refused).rejects.toThrow(FileError);
    await expect(refused).rejects.toThrow(reason);
  });
});
