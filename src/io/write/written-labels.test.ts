import fc from "fast-check";
import { encode } from "fast-png";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { LabError } from "../../core/errors.ts";
import { comparedScore } from "../../core/instances/evaluation.ts";
import { scoreImage } from "../../core/metrics/instance-score.ts";
import { overlapTable } from "../../core/metrics/overlap-table.ts";
import type { Labels } from "../../core/raster/plane.ts";
import type { AddedFile } from "../read/gather-files.ts";
import { readRaster } from "../read/images/read-raster.ts";
import { labelsOf } from "../read/labels/labels-of.ts";
import { importAll } from "../read/testing/test-files.ts";
import { writeCoco } from "./coco.ts";
import { writeLabelPng } from "./label-png.ts";
import { writeLabelTiff } from "./label-tiff.ts";
import { writeRoiSet } from "./roi-set.ts";
import { writeScoresCsv } from "./scores-csv.ts";
import { writeSubmission } from "./submission.ts";

function labelsFrom(...rows: string[]): Labels {
  const data = Int32Array.from(rows.join(""), (letter) => (letter === "." ? 0 : Number(letter)));
  return { rows: rows.length, columns: rows[0].length, data };
}

/**
 * A ring around another cell, a cell with two connected components, touching cells, a single pixel, and cells
 * on every edge.
 */
const HARD = labelsFrom(
  "111..2222",
  "1.1..2..2",
  "131..2.42",
  "1.1..2..2",
  "111.72222",
  "......5..",
  "66.55....",
);
/** Cells connected only at corners, and a cell that fills its image. */
const CORNERS = labelsFrom("1.1.1", ".1.1.", "2.1.2");
const FULL = labelsFrom("88", "88");

const labelImage = fc.integer({ min: 1, max: 12 }).chain((columns) =>
  fc
    .array(fc.constantFrom(0, 0, 1, 2, 300, 65_535), { minLength: columns, maxLength: columns * 12 })
    .map((values): Labels => {
      const rows = Math.floor(values.length / columns);
      return { rows, columns, data: Int32Array.from(values.slice(0, rows * columns)) };
    }),
);

const FILES = [
  { format: "PNG", name: "x.png", write: writeLabelPng },
  { format: "TIFF", name: "x.tif", write: writeLabelTiff },
];

describe.each(FILES)("labels as $format", ({ name, write }) => {
  it("round-trip", () => {
    fc.assert(
      fc.property(labelImage, (labels) => {
        const raster = readRaster(name, write(labels));
        expect(raster.samples).toBeInstanceOf(Uint16Array);
        expect(labelsOf(name, raster)).toEqual({ labels, notes: [] });
      }),
    );
  });

  it("require 16-bit ids", () => {
    const data = Int32Array.of(65_536);
    expect(() => write({ rows: 1, columns: 1, data })).toThrow(LabError);
  });
});

it("a TIFF stores the display range for ImageJ and aligns its samples to words", () => {
  for (const highest of [7, 42, 300]) {
    const bytes = writeLabelTiff({ rows: 1, columns: 1, data: Int32Array.of(highest) });
    const text = new TextDecoder("latin1").decode(bytes);
    expect(text).toContain(`ImageJ=1.53t\nmin=0.0\nmax=${highest}.0\n\0`);
    expect(bytes.length % 2).toBe(0);
  }
});

function pixels(name: string, { rows, columns }: Labels): AddedFile {
  const data = Uint8Array.from({ length: rows * columns }, (_, pixel) => (pixel * 7) % 251);
  const png = encode({ width: columns, height: rows, data, channels: 1, depth: 8 });
  return { path: name, blob: new Blob([png.slice()]) };
}

/** Expects that the import finds each image with exactly its cells. */
async function expectCells(added: AddedFile[], expected: Readonly<Record<string, Labels>>): Promise<void> {
  const { images, refused } = await importAll(added);
  expect(refused).toEqual([]);
  expect(images.map(({ record }) => record.name).sort()).toEqual(Object.keys(expected).sort());
  for (const { record, labels } of images) {
    const truth = expected[record.name];
    const score = scoreImage(overlapTable(truth, labels));
    expect([score.trueCells, score.foundCells, score.aji]).toEqual([score.trueCells, score.trueCells, 1]);
    expect(record.overlapPixels).toBe(0);
  }
}

describe("lists of cells round-trip", () => {
  it.each([HARD, CORNERS, FULL])("from ImageJ regions, with components and holes (%#)", async (labels) => {
    const zip = new Blob([writeRoiSet(labels)]);
    await expectCells([pixels("x.png", labels), { path: "x_RoiSet.zip", blob: zip }], { x: labels });
  });

  it("from COCO, several images in one file", async () => {
    const json = writeCoco([
      { name: "a.png", labels: HARD },
      { name: "b.png", labels: CORNERS },
      { name: "c.png", labels: FULL },
    ]);
    const files = [pixels("a.png", HARD), pixels("b.png", CORNERS), pixels("c.png", FULL)];
    await expectCells([...files, { path: "cells.json", blob: new Blob([json]) }], {
      a: HARD,
      b: CORNERS,
      c: FULL,
    });
    const { images, annotations } = JSON.parse(json);
    expect(images[0]).toEqual({ id: 1, file_name: "a.png", width: 9, height: 7 });
    expect(annotations.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(annotations[1]).toMatchObject({ area: 14, bbox: [5, 0, 4, 5], category_id: 1, iscrowd: 0 });
    expect(annotations[4]).toMatchObject({ area: 3, bbox: [3, 5, 4, 2] });
    expect(annotations[9]).toMatchObject({ image_id: 3, area: 4, bbox: [0, 0, 2, 2] });
  });

  it("from a submission whose reader expects another name of the second column", async () => {
    const csv = writeSubmission(
      [
        { name: "a", labels: HARD },
        { name: "b", labels: CORNERS },
      ],
      "sartorius",
    );
    const files = [pixels("a.png", HARD), pixels("b.png", CORNERS)];
    const table = new Blob([csv.replace("id,predicted", "id,annotation")]);
    await expectCells([...files, { path: "train.csv", blob: table }], { a: HARD, b: CORNERS });
  });

  it.each(["sartorius", "dsb2018"] as const)("from a submission (%s)", async (competition) => {
    const images = { a: HARD, b: CORNERS, c: FULL };
    const csv = writeSubmission(
      Object.entries(images).map(([name, labels]) => ({ name, labels })),
      competition,
    );
    const files = Object.entries(images).map(([name, labels]) => pixels(`${name}.png`, labels));
    await expectCells([...files, { path: "submission.csv", blob: new Blob([csv]) }], images);
  });
});

it("a submission contains no pixel twice, and a row for an image without cells", () => {
  const images = [
    { name: "x", labels: labelsFrom("...") },
    { name: "y", labels: labelsFrom("11.", "122") },
  ];
  expect(writeSubmission(images, "sartorius")).toBe("id,predicted\nx,\ny,1 2 4 1\ny,5 2\n");
  // Down the columns, the pixels of y are 1, 1, 1, 2, 0, 2.
  expect(writeSubmission(images, "dsb2018")).toBe("ImageId,EncodedPixels\nx,\ny,1 3\ny,4 1 6 1\n");
});

it("a submission to the Data Science Bowl gives back every pixel, decoded by its rule", () => {
  fc.assert(
    fc.property(labelImage, (labels) => {
      const { rows, columns } = labels;
      const csv = writeSubmission([{ name: "image", labels }], "dsb2018");
      const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
      const ids = [...new Set(labels.data)].filter((id) => id > 0).sort((a, b) => a - b);
      const back = new Int32Array(rows * columns);
      for (const [place, { ImageId, EncodedPixels }] of data.entries()) {
        expect(ImageId).toBe("image");
        const numbers = EncodedPixels.split(" ").filter(Boolean).map(Number);
        for (let index = 0; index < numbers.length; index += 2) {
          for (let pixel = numbers[index] - 1; pixel < numbers[index] - 1 + numbers[index + 1]; pixel++)
            back[(pixel % rows) * columns + Math.floor(pixel / rows)] += ids[place];
        }
      }
      expect(data).toHaveLength(Math.max(1, ids.length));
      expect(back).toEqual(labels.data);
    }),
  );
});

it("an image without cells gives an empty list of cells", () => {
  const empty = labelsFrom("...");
  expect(JSON.parse(writeCoco([{ name: "x.png", labels: empty }])).annotations).toEqual([]);
  expect(() => writeRoiSet({ rows: 1, columns: 40_000, data: new Int32Array(40_000) })).toThrow(/32767 px/);
});

it("scores are a table with their names, and no name is a formula", () => {
  const score = scoreImage(overlapTable(HARD, HARD));
  const csv = writeScoresCsv([
    { name: '=HYPERLINK("x")', ...comparedScore("predicted", score, null) },
    { name: "a, b", ...comparedScore("true", score, { ...score, kaggle: 0.5 }) },
  ]);
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  expect(data.map(({ name }) => name)).toEqual([`'=HYPERLINK("x")`, "a, b"]);
  expect(data[0]).toMatchObject({ trueCells: "7", kaggle: "1", pq: "1", kaggleAt50: "1", kaggleAt95: "1" });
  // With the true mask, mask metrics do not apply; they are empty.
  expect(
    data.map(({ maskIou, maskDice, componentsKaggle }) => [maskIou, maskDice, componentsKaggle]),
  ).toEqual([
    ["1", "1", ""],
    ["", "", "0.5"],
  ]);
});
