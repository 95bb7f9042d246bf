import * as v from "valibot";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { MAIN_VIEWS, type MainView } from "./main-views.ts";

/** Incremented whenever the format of the document changes. */
const VERSION = 1;

/** Choices of the user that survive a reload. */
export interface Settings {
  /** The recipe of the next run, with its augmentation. */
  readonly recipe: Recipe;
  readonly chosenStages: readonly Stage[];
  readonly main: MainView;
  /** Source of the panels for the chosen image. */
  readonly source: "whole" | "roll";
  readonly staleShown: boolean;
  readonly axisScale: "linear" | "log";
}

const schema = v.object({
  version: v.literal(VERSION),
  recipe: v.unknown(),
  chosenStages: v.pipe(
    v.array(v.picklist(STAGES)),
    v.transform((chosen) => STAGES.filter((stage) => chosen.includes(stage))),
  ),
  main: v.picklist(MAIN_VIEWS),
  source: v.picklist(["whole", "roll"]),
  staleShown: v.boolean(),
  axisScale: v.picklist(["linear", "log"]),
});

/** Settings as text; `parseSettings` is the inverse. */
export function settingsText(settings: Settings): string {
  return JSON.stringify({ version: VERSION, ...settings });
}

/** Validates untrusted text as settings; null if the version is unknown or a part is invalid. */
export function parseSettings(text: string): Settings | null {
  try {
    const { version: _, recipe, ...others } = v.parse(schema, JSON.parse(text));
    return { ...others, recipe: parseRecipe(recipe) };
  } catch {
    // The caller reports that the settings were skipped.
    return null;
  }
}
