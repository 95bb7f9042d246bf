import { describe, expect, test } from "vitest";
import type { Labels } from "../raster/plane.ts";
import { trueField } from "./cell-field.ts";
import { instanceChoice } from "./choice.ts";
import { type FitImage, type FitTry, fitParameters } from "./fit-parameters.ts";
import type { Parameter } from "./parameter.ts";
import { INSTANCE_METHODS, METHODS } from "./parameters.ts";

const ROWS = 22;
const COLUMNS = 40;

function cells(...disks: [number, number, number][]): Labels {
  const data = Int32Array.from({ length: ROWS * COLUMNS }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / COLUMNS), pixel % COLUMNS];
    return 1 + disks.findIndex(([r, c, radius]) => Math.hypot(row - r, column - c) <= radius);
  });
  return { rows: ROWS, columns: COLUMNS, data };
}

/** Two cells with the levels of a single one: only a high cut separates them. */
function joined(): FitImage {
  const truth = cells([11, 11, 8], [11, 25, 8]);
  const one = { ...truth, data: truth.data.map((id) => Math.min(id, 1)) };
  return { field: trueField(one, "open"), truth };
}

function run(images: readonly FitImage[], method: (typeof METHODS)[number]) {
  const tries: FitTry[] = [];
  const fit = fitParameters(images, instanceChoice(method));
  for (;;) {
    const { done, value } = fit.next();
    if (done) return { best: value, tries };
    tries.push(value);
  }
}

describe("a fit", () => {
  test("finds the level that separates cells", () => {
    const { best, tries } = run([joined()], "cut");
    expect(tries[0].choice).toEqual(instanceChoice("cut"));
    expect(tries[0].score.foundCells).toBe(1);
    expect(best.score.foundCells).toBe(2);
    expect(best.score.ap50).toBe(1);
    expect(best.choice.parameters).toMatchObject({ level: 3 });
  });

  test.each(METHODS)("of %s tries nothing twice, keeps the best, and is deterministic", (method) => {
    const images = [joined(), { truth: cells([9, 20, 6]), field: trueField(cells([9, 20, 6]), "open") }];
    const { best, tries } = run(images, method);
    expect(new Set(tries.map(({ choice }) => JSON.stringify(choice))).size).toBe(tries.length);
    expect(best.score.kaggle).toBe(Math.max(...tries.map(({ score }) => score.kaggle)));
    expect(run(images, method).best).toEqual(best);
  });

  test("keeps perfect parameters", () => {
    const truth = cells([10, 20, 7]);
    const { best } = run([{ truth, field: trueField(truth, "open") }], "cut");
    expect(best.choice).toEqual(instanceChoice("cut"));
  });

  test("requires an image", () => {
    expect(() => fitParameters([], instanceChoice("cut")).next()).toThrow(RangeError);
  });

  test.each(METHODS)("tries only allowed values of %s", (method) => {
    for (const [name, parameter] of Object.entries<Parameter>(INSTANCE_METHODS[method].parameters)) {
      if (parameter.kind !== "number") continue;
      expect(parameter.tries).toContain(parameter.initial);
      for (const value of parameter.tries)
        expect(() => instanceChoice(method, { [name]: value })).not.toThrow();
    }
  });
});
