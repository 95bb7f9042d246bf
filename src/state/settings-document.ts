import * as v from "valibot";
import { parseRecipe } from "../core/recipe/parse-recipe.ts";
import { type Recipe, STAGES, type Stage } from "../core/recipe/recipe.ts";
import type { MainView } from "./view.ts";

/** Raised whenever the form of the document changes. */
const VERSION = 1;

/** What a person has chosen and would not choose again after a reload. */
export interface Settings {
  /** That of the next run, with its augmentation. */
  readonly recipe: Recipe;
  readonly chosenStages: readonly Stage[];
  readonly main: MainView;
  /** What the panels show of the chosen image. */
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
  main: v.picklist(["fields", "cells", "engine", "pairing"]),
  source: v.picklist(["whole", "roll"]),
  staleShown: v.boolean(),
  axisScale: v.picklist(["linear", "log"]),
});

/** Settings as text; `parseSettings` takes it back. */
export function settingsText(settings: Settings): string {
  return JSON.stringify({ version: VERSION, ...settings });
}

/** Checks anything that claims to be settings; null when its version is not known or a part of it is not as it should be. */
export function parseSettings(text: string): Settings | null {
  try {
    const { version: _, recipe, ...others } = v.parse(schema, JSON.parse(text));
    return { ...others, recipe: parseRecipe(recipe) };
  } catch {
    // Whoever reads it says that it was passed over.
    return null;
  }
}
