import fc from "fast-check";
import { expect, test } from "vitest";
import { RECIPES } from "./presets.ts";
import type { Recipe } from "./recipe.ts";
import { changeText, LONGEST_HISTORY, NO_HISTORY, type RecipeHistory, withEdit } from "./recipe-history.ts";

const quick = RECIPES.quick;

/** The history after these recipes, one edit every 5 s. */
function historyOf(recipes: readonly Recipe[], between = 5000): RecipeHistory {
  return recipes.slice(1).reduce<RecipeHistory>((history, after, index) => {
    const before = recipes[index] ?? quick;
    return withEdit(history, { before, after, at: index * between });
  }, NO_HISTORY);
}

test("an edit is recorded, and one that changes nothing is not", () => {
  const edited = historyOf([quick, { ...quick, batch: 7 }]);
  expect(edited.done.map(({ before, after }) => [before.batch, after.batch])).toEqual([[quick.batch, 7]]);
  expect(historyOf([quick, structuredClone(quick)])).toBe(NO_HISTORY);
});

test("a history is bounded and keeps the newest edits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 * LONGEST_HISTORY }), (count) => {
      const { done } = historyOf(Array.from({ length: count + 1 }, (_, seed) => ({ ...quick, seed })));
      expect(done.length).toBe(Math.min(count, LONGEST_HISTORY));
      expect(done.at(-1)?.after.seed).toBe(count);
      // Each edit starts where the one before has ended.
      for (const [index, edit] of done.slice(1).entries()) expect(edit.before).toBe(done[index]?.after);
    }),
    { numRuns: 20 },
  );
});

test("quick changes of the same setting are one edit; slow ones and those of another setting are not", () => {
  const seeds = [1, 2, 3].map((seed) => ({ ...quick, seed }));
  const [edit, ...others] = historyOf([quick, ...seeds], 100).done;
  expect([edit?.before.seed, edit?.after.seed, others]).toEqual([quick.seed, 3, []]);
  const twoSettings = [quick, { ...quick, batch: 7 }, { ...quick, batch: 7, crop: 64 }];
  expect(historyOf(twoSettings, 100).done.length).toBe(2);
});

test("a change is described by its setting, or by the number of settings and the recipe", () => {
  expect(changeText(quick, { ...quick, batch: 7 })).toBe("Batch is 7");
  expect(changeText(quick, { ...quick, name: "mine" })).toBe('the recipe is named "mine"');
  expect(changeText(quick, { ...RECIPES.paper, seed: quick.seed })).toMatch(
    /^\d+ settings of the recipe "paper"$/,
  );
});
