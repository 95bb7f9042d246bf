import fc from "fast-check";
import { expect, test } from "vitest";
import { PIPELINES, pipelineInUse, predictsQuantity, stagesInUse, stagesOfPipeline } from "./pipelines.ts";
import { type Pipeline, STAGES } from "./recipe.ts";

const stages = fc.subarray([...STAGES]);
const pipeline = fc.constantFrom<Pipeline>("published", "shared");

test("every stage belongs to one pipeline", () => {
  const all = Object.values(PIPELINES).flatMap((one) => one.stages);
  expect(all.toSorted()).toEqual(STAGES.toSorted());
});

test("the other pipeline predicts only where the chosen one is not trained at all", () => {
  expect(pipelineInUse(["semantic", "shared"], "published")).toBe("published");
  expect(pipelineInUse(["semantic", "shared"], "shared")).toBe("shared");
  expect(pipelineInUse(["semantic"], "shared")).toBe("published");
  expect(pipelineInUse(["shared"], "published")).toBe("shared");
  expect(pipelineInUse([], "shared")).toBe("shared");
});

test("stages in use are trained, of one pipeline, and missing only if nothing is trained", () => {
  fc.assert(
    fc.property(stages, pipeline, (trained, chosen) => {
      const used = stagesInUse(trained, chosen);
      expect(used.every((stage) => trained.includes(stage))).toBe(true);
      expect(used.length > 0).toBe(trained.length > 0);
      expect(used.includes("shared") && used.length > 1).toBe(false);
    }),
  );
});

test("chosen stages are those of the pipeline, or all of it", () => {
  fc.assert(
    fc.property(stages, pipeline, (chosen, name) => {
      const own = stagesOfPipeline(name, chosen);
      expect(own.length).toBeGreaterThan(0);
      expect(own.every((stage) => PIPELINES[name].stages.includes(stage))).toBe(true);
    }),
  );
  expect(stagesOfPipeline("published", ["energy", "shared"])).toEqual(["energy"]);
  expect(stagesOfPipeline("shared", ["energy"])).toEqual(["shared"]);
});

test("the shared network predicts what the three published ones do", () => {
  for (const quantity of ["mask", "direction", "level"] as const) {
    expect(predictsQuantity(["shared"], quantity)).toBe(true);
    expect(predictsQuantity(["semantic", "direction", "energy"], quantity)).toBe(true);
    expect(predictsQuantity([], quantity)).toBe(false);
  }
  expect(predictsQuantity(["joint"], "mask")).toBe(false);
  expect(predictsQuantity(["joint"], "level")).toBe(true);
});
