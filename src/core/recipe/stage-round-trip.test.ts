import fc from "fast-check";
import { expect, test } from "vitest";
import { stageLoss } from "../losses/loss.ts";
import { MONITORED_SCORES, scoresOf } from "./monitored-scores.ts";
import { parseRecipe } from "./parse-recipe.ts";
import { RECIPES } from "./presets.ts";
import { STAGES, type Stage } from "./recipe.ts";
import { SCHEDULE_KINDS, type ScheduleKind, scheduleOf } from "./schedules.ts";

/** Schedules and callbacks of a stage that a recipe may have. */
const settingsOf = (stage: Stage) => {
  const score = fc.constantFrom(...scoresOf(stageLoss(stage).task));
  const schedule = fc
    .tuple(fc.constantFrom<ScheduleKind>(...SCHEDULE_KINDS), score)
    .map(([kind, monitor]) => {
      const made = scheduleOf(kind, 1e-3);
      return made.kind === "plateau" ? { ...made, monitor } : made;
    });
  const earlyStopping = fc.option(
    fc.record({
      monitor: score,
      patience: fc.integer({ min: 1, max: 100 }),
      minDelta: fc.double({ min: 0, max: 10, noNaN: true }),
    }),
  );
  return fc.record({ schedule, earlyStopping, bestBy: fc.oneof(fc.constant("auto" as const), score) });
};

const settings = fc.record({
  semantic: settingsOf("semantic"),
  direction: settingsOf("direction"),
  energy: settingsOf("energy"),
  joint: settingsOf("joint"),
  shared: settingsOf("shared"),
});

test("schedules and callbacks of every stage survive JSON, or are refused by the name of their field", () => {
  const { quick } = RECIPES;
  fc.assert(
    fc.property(settings, fc.integer({ min: 0, max: 3 }), (made, countCellsEvery) => {
      const stages = STAGES.map((stage) => [stage, { ...quick.stages[stage], ...made[stage] }]);
      const recipe = { ...quick, countCellsEvery, stages: Object.fromEntries(stages) };
      const followed = STAGES.flatMap((stage) => {
        const { schedule, earlyStopping, bestBy } = made[stage];
        return [schedule.kind === "plateau" ? schedule.monitor : null, earlyStopping?.monitor, bestBy];
      });
      const counts = followed.some(
        (score) => score && score !== "auto" && MONITORED_SCORES[score].countsCells,
      );
      if (counts && countCellsEvery === 0) {
        expect(() => parseRecipe(recipe)).toThrow("countCellsEvery");
        return;
      }
      const parsed = parseRecipe(recipe);
      expect(parsed).toEqual(recipe);
      expect(parseRecipe(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    }),
  );
});
