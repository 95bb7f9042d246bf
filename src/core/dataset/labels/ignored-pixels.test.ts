import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSample } from "../../augment/build-sample.ts";
import { mapWindow } from "../../augment/source-coordinates.ts";
import { trueField } from "../../instances/cell-field.ts";
import { labelComponents } from "../../raster/label-components.ts";
import { IGNORED, type Labels, wholeBox } from "../../raster/plane.ts";
import { traceCells } from "../../raster/trace-cells.ts";
import { computeTargets } from "../../targets/targets.ts";
import { runsOfCells } from "../runs/runs-of-cells.ts";
import { stackBatch } from "../sampling/batch.ts";
import { auditLabels } from "./audit.ts";
import { ignoredNotes } from "./ignored-pixels.ts";
import { areOutlines } from "./outlines.ts";

/** Label images with a few blocks, some of them ignored, up to 12 px per side. */
const anyLabels: fc.Arbitrary<Labels> = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 2, max: 12 }))
  .chain(([rows, columns]) =>
    fc
      .array(
        fc.tuple(
          fc.nat(rows - 1),
          fc.nat(columns - 1),
          fc.nat(6),
          fc.constantFrom(IGNORED, IGNORED, 1, 2, 5),
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((blocks) => {
        const data = new Int32Array(rows * columns);
        for (const [top, left, side, id] of blocks) {
          for (let row = top; row <= Math.min(rows - 1, top + side); row++) {
            data.fill(id, row * columns + left, row * columns + Math.min(columns, left + side + 1));
          }
        }
        return { rows, columns, data };
      }),
  );

const asBackground = (labels: Labels): Labels => ({
  ...labels,
  data: labels.data.map((id) => Math.max(0, id)),
});

/** Results computed from labels, none of which may count ignored pixels as a cell. */
const MADE: Readonly<Record<string, (labels: Labels) => unknown>> = {
  targets: (labels) => computeTargets(labels, { border: "open" }),
  "targets with a closed border": (labels) => computeTargets(labels, { border: "closed" }),
  "the true field": (labels) => trueField(labels, "open"),
  components: (labels) => labelComponents(labels),
  outlines: (labels) => areOutlines(labels, labelComponents(labels)),
  "traced cells": traceCells,
  runs: (labels) => runsOfCells(labels, "columns"),
  "the number of cells": (labels) => auditLabels(labels, null).cells,
};

describe("ignored pixels", () => {
  it.each(Object.entries(MADE))("are neither a cell nor a part of one: %s", (_, make) => {
    fc.assert(
      fc.property(anyLabels, (labels) => {
        expect(make(labels)).toEqual(make(asBackground(labels)));
      }),
    );
  });

  it("stay marked through resampling and audit, below 0 only in the mask of a batch", () => {
    fc.assert(
      fc.property(
        anyLabels,
        fc.constantFrom("open" as const, "closed" as const),
        fc.constantFrom("reflect" as const, "zero" as const),
        (labels, border, padding) => {
          const { rows, columns, data } = labels;
          const patch = { of: { rows, columns }, box: wholeBox(labels), data };
          const coordinates = mapWindow(rows + 5, columns + 4, { row: -2, column: -1 });
          const image = new Float32Array((rows + 5) * (columns + 4));
          const sample = buildSample(patch, coordinates, image, { border, padding });
          const plain = buildSample({ ...patch, data: asBackground(labels).data }, coordinates, image, {
            border,
            padding,
          });
          expect({ ...sample, labels: null }).toEqual({ ...plain, labels: null });
          const { mask } = stackBatch([{ sample, stale: null }]);
          for (let row = 0; row < rows + 5; row++) {
            for (let column = 0; column < columns + 4; column++) {
              const at = row * (columns + 4) + column;
              const [r, c] = [row - 2, column - 1];
              const inside = r >= 0 && r < rows && c >= 0 && c < columns;
              if (inside) expect(sample.labels[at]).toBe(data[r * columns + c]);
              if (!inside && padding === "zero") expect(mask[at]).toBe(0);
              expect(mask[at]).toBe(sample.labels[at] === IGNORED ? IGNORED : plain.mask[at]);
            }
          }
        },
      ),
    );
    const binary = { rows: 1, columns: 5, data: Int32Array.of(255, 0, -1, 0, 255) };
    expect([...auditLabels(binary, null).labels.data]).toEqual([1, 0, -1, 0, 2]);
  });

  it("reflected beyond a closed border, are not background of the mask", () => {
    const data = Int32Array.of(-1, 0, 1, 1);
    const patch = { of: { rows: 2, columns: 2 }, box: wholeBox({ rows: 2, columns: 2 }), data };
    const coordinates = mapWindow(2, 4, { row: 0, column: -2 });
    const sample = buildSample(patch, coordinates, new Float32Array(8), {
      border: "closed",
      padding: "reflect",
    });
    expect([...stackBatch([{ sample, stale: null }]).mask]).toEqual([0, -1, -1, 0, 1, 1, 1, 1]);
  });

  it("are counted in a note", () => {
    const labels = (...data: number[]) => ({ rows: 1, columns: data.length, data: Int32Array.from(data) });
    expect(ignoredNotes(labels(0, 1))).toEqual([]);
    expect(ignoredNotes(labels(-1, 1))).toEqual(["1 px is marked as ignored (-1); it is not trained on."]);
    expect(ignoredNotes(labels(-1, -1))).toEqual([
      "2 px are marked as ignored (-1); they are not trained on.",
    ]);
  });
});
