import { expect, test } from "vitest";
import type { Batch } from "../core/dataset/sampling/batch.ts";
import { stageLoss } from "../core/losses/loss.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import { STAGES } from "../core/recipe/recipe.ts";
import { recipeArrays } from "./shared-arrays.ts";
import { stageArrays } from "./stage-arrays.ts";

const SIZE = { size: 2, rows: 3, columns: 5 };
const PIXELS = SIZE.size * SIZE.rows * SIZE.columns;
const plane = (value: number) => new Float32Array(PIXELS).fill(value);
const BATCH: Batch = {
  ...SIZE,
  image: plane(0.5),
  mask: plane(1),
  unitVectors: new Float32Array(2 * PIXELS).fill(Math.SQRT1_2),
  valid: plane(1),
  weight: plane(0.1),
  level: plane(3),
  inside: plane(1),
};

test.each(STAGES)("the arrays of the %s stage hold every target that its loss declares", (stage) => {
  const { targets, weightedBy } = stageLoss(stage);
  const arrays = recipeArrays(stage, BATCH, null, RECIPES.few).targets;
  for (const [name, channels] of Object.entries(targets)) {
    expect(arrays[name]?.data, name).toHaveLength(PIXELS * channels);
  }
  for (const name of weightedBy ?? []) expect(targets[name], name).toBe(1);
});

test.each(STAGES)(
  "all arrays of the %s stage have four axes: masks and levels keep their channel",
  (stage) => {
    const { inputs, targets } = recipeArrays(stage, BATCH, plane(1), RECIPES.few);
    for (const [name, { shape, data }] of Object.entries({ ...inputs, ...targets })) {
      expect(shape, name).toHaveLength(4);
      expect(shape.slice(0, 3), name).toEqual([SIZE.size, SIZE.rows, SIZE.columns]);
      expect(data, name).toHaveLength(shape.reduce((product, side) => product * side));
    }
  },
);

test("a gate of another size is refused", () => {
  const small = new Float32Array(PIXELS - 1);
  expect(() => stageArrays("direction", BATCH, small)).toThrow("29 values, but 2 x 3 x 5");
});
