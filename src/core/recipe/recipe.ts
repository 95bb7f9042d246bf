import type * as v from "valibot";
import type { recipeSchema, scheduleSchema } from "./recipe-schema.ts";

/** The networks of the pipeline in their order, by the stage that trains each by itself. */
export const NETWORKS = ["semantic", "direction", "energy"] as const;
export type NetworkName = (typeof NETWORKS)[number];

/** What a run trains, in order: each network by itself, then Direction and Watershed Net as one, end to end. */
export const STAGES = [...NETWORKS, "joint"] as const;
export type Stage = (typeof STAGES)[number];

/** The networks that a stage trains, in the order in which one reads the other. */
export function networksOf(stage: Stage): readonly NetworkName[] {
  return stage === "joint" ? ["direction", "energy"] : [stage];
}

type DeepReadonly<Value> = { readonly [Name in keyof Value]: DeepReadonly<Value[Name]> };

/** Everything that decides a run. Plain JSON with a version; its fields are described in the schema. */
export type Recipe = DeepReadonly<v.InferOutput<typeof recipeSchema>>;

/** A recipe of which only what differs from the defaults is written. */
export type PartialRecipe = v.InferInput<typeof recipeSchema>;

export type ScheduleRecipe = DeepReadonly<v.InferOutput<typeof scheduleSchema>>;

export type StageRecipe = Recipe["stages"][Stage];

/** How an image becomes the single plane that the networks see. */
export type ImageValues = Pick<Recipe, "channel" | "normalisation">;

/** How a channel's values become those that the networks see. */
export type Normalisation = ImageValues["normalisation"];

/** Which mask gates the image that the Direction Net sees. */
export type Gate = Recipe["gate"];
