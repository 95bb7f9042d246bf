import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { golden } from "../../testing/golden.ts";
import { countsOfText, runsOfCounts } from "./coco-runs.ts";
import { countsOfRuns, textOfCounts } from "./coco-text.ts";
import { type RunOrder, runsOfCells } from "./runs-of-cells.ts";

interface Vector {
  readonly name: string;
  readonly mask?: number[][];
  readonly height: number;
  readonly width: number;
  readonly sartorius_row_major: string;
  readonly dsb2018_column_major: string;
  readonly coco_counts: number[];
  readonly coco_compressed: string;
}

const labelImage = fc.integer({ min: 1, max: 9 }).chain((columns) =>
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: columns, maxLength: columns * 9 }).map((values) => {
    const rows = Math.floor(values.length / columns);
    return { rows, columns, data: Int32Array.from(values.slice(0, rows * columns)) };
  }),
);

describe("the runs of cells", () => {
  it("equal their pixels, in order and of maximal length", () => {
    fc.assert(
      fc.property(labelImage, fc.constantFrom<RunOrder>("rows", "columns"), (labels, order) => {
        const { rows, columns, data } = labels;
        const painted = new Int32Array(data.length);
        const cells = runsOfCells(labels, order);
        expect([...cells.keys()]).toEqual([...cells.keys()].sort((a, b) => a - b));
        for (const [id, runs] of cells) {
          for (let run = 0; run < runs.length; run += 2) {
            if (run > 0) expect(runs[run]).toBeGreaterThan(runs[run - 2] + runs[run - 1]);
            for (let place = runs[run]; place < runs[run] + runs[run + 1]; place++) {
              const pixel = order === "rows" ? place : (place % rows) * columns + Math.floor(place / rows);
              painted[pixel] = id;
            }
          }
        }
        expect(painted).toEqual(data);
      }),
    );
  });

  it("round-trip through COCO's text", () => {
    fc.assert(
      fc.property(labelImage, (labels) => {
        const rowRuns = runsOfCells(labels, "rows");
        for (const [id, runs] of runsOfCells(labels, "columns")) {
          const text = textOfCounts(countsOfRuns(runs, labels.data.length));
          expect(runsOfCounts(countsOfText(text), labels.rows, labels.columns)).toEqual(rowRuns.get(id));
        }
      }),
    );
  });
});

describe("runs and counts equal the reference", () => {
  const vectors: Vector[] = JSON.parse(readFileSync(golden("rle.json"), "utf8")).vectors;
  const drawn = vectors.filter(({ mask }) => mask !== undefined);

  it("reference data exists", () => expect(drawn.length).toBeGreaterThan(10));

  it.each(drawn)("$name", ({ mask, height, width, ...expected }) => {
    const labels = { rows: height, columns: width, data: Int32Array.from(mask?.flat() ?? []) };
    const summary = (order: RunOrder) =>
      (runsOfCells(labels, order).get(1) ?? new Int32Array(0))
        .map((value, place) => (place % 2 === 0 ? value + 1 : value))
        .join(" ");
    expect(summary("rows")).toBe(expected.sartorius_row_major);
    expect(summary("columns")).toBe(expected.dsb2018_column_major);
    const runs = runsOfCells(labels, "columns").get(1) ?? new Int32Array(0);
    const counts = countsOfRuns(runs, height * width);
    expect(counts).toEqual(expected.coco_counts);
    expect(textOfCounts(counts)).toBe(expected.coco_compressed);
  });
});
