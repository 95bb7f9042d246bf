import { describe, expect, it } from "vitest";
import { RECIPES } from "../core/recipe/presets.ts";
import { storedRecipe } from "../core/recipe/testing/stored-recipe.ts";
import { parseSettings, type Settings, settingsText } from "./settings-document.ts";

const settings: Settings = {
  recipe: { ...RECIPES.tiny, seed: 7, crop: 48 },
  chosenStages: ["semantic", "energy"],
  main: "cells",
  source: "roll",
  staleShown: true,
  axisScale: "log",
};

describe("stored settings", () => {
  it("round-trip", () => {
    expect(parseSettings(settingsText(settings))).toEqual(settings);
    expect(parseSettings(settingsText({ ...settings, chosenStages: [] }))?.chosenStages).toEqual([]);
  });

  it("with a recipe of an older version are read", () => {
    const text = JSON.stringify({ version: 1, ...settings, recipe: storedRecipe("paper-version-3") });
    expect(parseSettings(text)).toEqual({ ...settings, recipe: RECIPES.paper });
  });

  it("are skipped if damaged or of another version", () => {
    const text = settingsText(settings);
    for (const other of [
      "",
      "[]",
      text.slice(1),
      text.replace('"version":1', '"version":2'),
      text.replace('"crop":48', '"crop":47'),
      text.replace('"cells"', '"elsewhere"'),
    ]) {
      expect(other).not.toBe(text);
      expect(parseSettings(other)).toBeNull();
    }
  });
});
