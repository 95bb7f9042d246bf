import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { readCoco } from "../cells/coco.ts";
import type { CellTable } from "./cell-list.ts";
import { readCellTable } from "./cell-table.ts";

const signal = new AbortController().signal;
const cuts = fc.array(fc.nat(), { maxLength: 12 });

/** A file whose bytes arrive in parts split at `cuts`. */
function sourceOf(content: string | Uint8Array, cuts: readonly number[]): SourceFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
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

/** The whole content of a table: for each image, its problem, its size, and each cell with its runs. */
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

const csv = (text: string | Uint8Array, cuts: readonly number[] = []) =>
  contentOf(readCellTable(sourceOf(text, cuts), signal));
const coco = (value: unknown, cuts: readonly number[] = []) =>
  contentOf(readCoco(sourceOf(typeof value === "string" ? value : JSON.stringify(value), cuts), signal));

const TABLES = [
  "id,annotation,width,height\na,1 2 40 3,30,20\nb,5 1,30,20\n\na,100 2,30,20\nb,0 1,30,20\nb,7 1,30,20\nc,,30,20\n",
  '\ufeff"id";"note";"annotation"\r\n"ä";"two\r\nlines, ""quoted""";"1 2"\r\n"ä";"";"9 2"\r\n',
  "annotation\tid\n1 2\tx\n",
];

describe("tables of cells in chunks", () => {
  it.each(TABLES)("are read alike for any chunking: %j", async (text) => {
    const whole = await csv(text);
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(await csv(text, places)).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it("number rows from 1, including lines without cells", async () => {
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

/** A text in UTF-16, as saved by Windows programs. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return bytes;
}

const ENCODERS: readonly ((text: string) => Uint8Array)[] = [
  (text) => new TextEncoder().encode(text),
  (text) => new TextEncoder().encode(`\ufeff${text}`),
  (text) => utf16(text, true),
  (text) => utf16(`\ufeff${text}`, true),
  (text) => utf16(text, false),
  (text) => utf16(`\ufeff${text}`, false),
];

/** Variants of the same table in the formats of spreadsheets. */
const written = fc.record({
  encode: fc.constantFrom(...ENCODERS),
  separator: fc.constantFrom(",", ";", "\t"),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  quote: fc.boolean(),
  declares: fc.boolean(),
  ends: fc.boolean(),
});
const HEADERS = [
  ["id", "annotation"],
  ["id", "predicted"],
];
const ROWS = [
  ["zelle_ä", "1 2 40 3"],
  ["b", "5 1"],
  ["none", ""],
  ["b", "7 1"],
];

it("are equal in every encoding, with every separator and line end", async () => {
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom(...HEADERS), cuts, async (form, header, places) => {
      const field = (text: string) => (form.quote ? `"${text}"` : text);
      const lines = [header, ...ROWS].map((fields) => fields.map(field).join(form.separator));
      const first = form.declares ? [`sep=${form.separator}`] : [];
      const text = [...first, ...lines].join(form.lineEnd) + (form.ends ? form.lineEnd : "");
      const row = (number: number) => `row ${number + first.length}`;
      const size = [null, null];
      expect(await csv(form.encode(text), places)).toEqual([
        { id: "zelle_ä", count: 1, problem: null, size, cells: [`${row(2)}: 0 2 39 3`] },
        { id: "b", count: 2, problem: null, size, cells: [`${row(3)}: 4 1`, `${row(5)}: 6 1`] },
        { id: "none", count: 0, problem: null, size, cells: [] },
      ]);
    }),
    { numRuns: 300 },
  );
});

it("rows omitted by a competition, and fields truncated by Excel, contain no cells", async () => {
  const long = "1 2".padEnd(32_767, " ");
  const read = await csv(
    `ImageId,EncodedPixels,Usage\na,1 2,Private\nb,1 1,Ignored\nb,3 1,Private\nc,"${long}",Public\n`,
  );
  expect(read.map(({ id, count, problem }) => [id, count, problem])).toEqual([
    ["a", 1, null],
    ["b", 0, expect.stringMatching(/Row 3 \(image b\): its Usage is Ignored/)],
    ["c", 0, expect.stringMatching(/Row 5 \(image c\): .*32767 characters.*cut off/)],
  ]);
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

describe("COCO in chunks", () => {
  it.each([
    ["images first", { info: { year: 1 }, images, categories: [], annotations }],
    ["annotations first", { annotations, licenses: "none", images }],
    [
      "annotations by key",
      { images, annotations: Object.fromEntries(annotations.map((one) => [`k${one.id}`, one])) },
    ],
    ["annotations by key first", { annotations: { ...annotations }, images }],
  ])("is equal for any chunking: %s", async (_, value) => {
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
