import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import type { PixelSize } from "../../core/dataset/pixel-size.ts";
import { measureCells } from "../../core/measurements/measure-cells.ts";
import { MEASUREMENT_KEYS } from "../../core/measurements/measurements.ts";
import { expectCells, type ReferenceCell } from "../../core/measurements/testing/expect-cells.ts";
import type { Labels, Pixels } from "../../core/raster/plane.ts";
import { golden } from "../../core/testing/golden.ts";
import { readRaster } from "../read/images/read-raster.ts";
import { labelsOf } from "../read/labels/labels-of.ts";
import { pixelsOf } from "../read/raster/pixels-of.ts";
import { HAS_SHARED_DATA, SHARED_NOTE, sharedBytes } from "../read/testing/test-files.ts";
import { writeMeasurementsCsv } from "./measurements-csv.ts";

const LABELS: Labels = { rows: 3, columns: 4, data: Int32Array.of(0, 9, 9, 4, 0, 9, 9, 4, 0, 0, 0, 4) };

function imageOf(channels: number): Pixels {
  const data = Float32Array.from({ length: 12 * channels }, (_, at) => at - 20);
  return { rows: 3, columns: 4, channels, data };
}

const named = (name: string, { channels = 1, size = null as PixelSize | null } = {}) => ({
  name,
  cells: measureCells(LABELS, imageOf(channels), size),
});

/** Rows of a table as objects by column. */
function rowsOf(text: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

const numbersOf = (row: Record<string, string>, ...columns: readonly string[]) =>
  columns.map((column) => (row[column] === "" ? null : Number(row[column])));

describe("measurements as CSV", () => {
  it("have one row per cell, with its image and id, in px", () => {
    const text = writeMeasurementsCsv([named("a/x")]);
    expect(text.split("\n")[0]).toBe(
      "image,cell,areaPx,centroidRowPx,centroidColumnPx,equivalentDiameterPx,perimeterPx,eccentricity,solidity,touchingNeighbours,meanIntensity1,integratedIntensity1",
    );
    expect(text.endsWith("\n")).toBe(true);
    const rows = rowsOf(text);
    expect(rows.map(({ image, cell }) => [image, cell])).toEqual([
      ["a/x", "4"],
      ["a/x", "9"],
    ]);
    expect(numbersOf(rows[1], "areaPx", "centroidRowPx", "centroidColumnPx", "touchingNeighbours")).toEqual([
      4, 0.5, 1.5, 1,
    ]);
    expect(numbersOf(rows[1], "meanIntensity1", "integratedIntensity1")).toEqual([-16.5, -66]);
  });

  it("have columns in µm if the pixel size of an image is known, which others leave empty", () => {
    const size = { x: 0.5, y: 0.5 };
    const columns = ["areaUm2", "centroidYUm", "centroidXUm", "equivalentDiameterUm", "perimeterUm"];
    const sizes = ["pixelWidthUm", "pixelHeightUm"];
    const rows = rowsOf(writeMeasurementsCsv([named("x", { size }), named("y")]));
    expect(numbersOf(rows[1], ...columns)).toEqual([1, 0.25, 0.75, Math.sqrt(4 / Math.PI), 2]);
    expect(numbersOf(rows[1], ...sizes)).toEqual([0.5, 0.5]);
    expect(numbersOf(rows[3], ...columns, ...sizes)).toEqual(Array(7).fill(null));
  });

  it("have no perimeter in µm if pixels are not square", () => {
    const [row] = rowsOf(writeMeasurementsCsv([named("x", { size: { x: 0.5, y: 0.25 } })]));
    expect(numbersOf(row, "areaPx", "areaUm2", "centroidYUm", "centroidXUm", "perimeterUm")).toEqual([
      3,
      3 / 8,
      0.25,
      1.5,
      null,
    ]);
  });

  it("have columns for the channels of every image", () => {
    const rows = rowsOf(writeMeasurementsCsv([named("x", { channels: 2 }), named("y")]));
    expect(numbersOf(rows[0], "meanIntensity1", "meanIntensity2")).toEqual([-6, -5]);
    expect(numbersOf(rows[2], "meanIntensity1", "meanIntensity2")).toEqual([-13, null]);
  });

  it("hold no formulas, and keep negative numbers", () => {
    const names = ["=1+1", "+a", "-b", "@c", 'say "x", y'];
    const rows = rowsOf(writeMeasurementsCsv(names.map((name) => named(name))));
    expect(rows.filter((_, at) => at % 2 === 0).map(({ image }) => image)).toEqual([
      "'=1+1",
      "'+a",
      "'-b",
      "'@c",
      'say "x", y',
    ]);
    expect(rows[0].meanIntensity1).toBe("-13");
  });

  it("of images without cells have a header only", () => {
    expect(rowsOf(writeMeasurementsCsv([]))).toEqual([]);
    const empty = measureCells({ ...LABELS, data: new Int32Array(12) }, imageOf(1));
    expect(
      writeMeasurementsCsv([{ name: "x", cells: empty }])
        .trim()
        .split("\n"),
    ).toHaveLength(1);
    expect(MEASUREMENT_KEYS.map((key) => empty.shape[key].length)).toEqual(MEASUREMENT_KEYS.map(() => 0));
  });
});

interface Recorded {
  readonly images: readonly {
    readonly image: string;
    readonly labels: string;
    readonly cells: readonly ReferenceCell[];
  }[];
}

const recorded = JSON.parse(readFileSync(golden("measurements/recorded.json"), "utf8")) as Recorded;

describe.skipIf(!HAS_SHARED_DATA)(`measurements of recorded cells${SHARED_NOTE}`, () => {
  it.each(recorded.images)("$image: equal scikit-image's regionprops", ({ image, labels: path, cells }) => {
    const { labels } = labelsOf(path, readRaster(path, sharedBytes(path)));
    expectCells(measureCells(labels, pixelsOf(readRaster(image, sharedBytes(image)))), cells);
  });
});
