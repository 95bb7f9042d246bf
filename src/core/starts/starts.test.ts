import { describe, expect, it } from "vitest";
import { parseRecipe } from "../recipe/parse-recipe.ts";
import { RECIPES } from "../recipe/presets.ts";
import { suitedStart } from "./suited-start.ts";
import { START_PEAK, withStart } from "./with-start.ts";

const peakOf = ({ stages }: typeof RECIPES.few) =>
  stages.shared.schedule.kind === "oneCycle" ? stages.shared.schedule.peakLearningRate : null;

describe("a recipe with a built-in start", () => {
  it("has the start's network and image values, a lower rate, and is valid", () => {
    const changed = withStart({ ...RECIPES.few, normalisation: { kind: "none" } }, "phase");
    expect(changed.networks.shared).toEqual({ F: 8, depth: 4, logChannel: false });
    expect(changed.normalisation).toEqual(RECIPES.few.normalisation);
    expect(peakOf(changed)).toBe(START_PEAK);
    expect(parseRecipe(changed)).toEqual(changed);
  });

  it("returns to the rate from scratch", () => {
    expect(withStart(withStart(RECIPES.few, "own"), "scratch")).toEqual(RECIPES.few);
  });

  it("keeps a rate that was chosen", () => {
    const { stages } = RECIPES.few;
    const schedule = { ...stages.shared.schedule, peakLearningRate: 2e-3 } as typeof stages.shared.schedule;
    const chosen = { ...RECIPES.few, stages: { ...stages, shared: { ...stages.shared, schedule } } };
    expect(peakOf(withStart(chosen, "nuclei"))).toBe(2e-3);
  });
});

it("recipes without a start begin from scratch", () => {
  const { startFrom, ...without } = RECIPES.few;
  expect(startFrom).toBe("scratch");
  expect(parseRecipe(without)).toEqual(RECIPES.few);
});

describe("the suited start", () => {
  const look = (median: number) => ({ median, spread: 0.2, dark: 0.5, bright: 0.1, texture: -4, scale: 1 });
  it("is phase contrast for grey backgrounds, nuclei for dark ones", () => {
    expect(suitedStart([look(0.45), look(0.5), look(0.05)])).toBe("phase");
    expect(suitedStart([look(0.05)])).toBe("nuclei");
    expect(suitedStart([])).toBe("nuclei");
  });
});
