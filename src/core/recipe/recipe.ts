import type * as v from "valibot";
import type { recipeSchema } from "./recipe-schema.ts";

/**
 * The networks in the order of training, named after the stage that trains each alone: those of the published
 * pipeline, then the one that does the work of all three.
 */
export const NETWORKS = ["semantic", "direction", "energy", "shared"] as const;
export type NetworkName = (typeof NETWORKS)[number];

/**
 * The stages of a run in order: each published network alone, then Direction and Watershed Net together, end to end;
 * and the network with three heads.
 */
export const STAGES = ["semantic", "direction", "energy", "joint", "shared"] as const;
export type Stage = (typeof STAGES)[number];

/** The networks that a stage trains, each before the one that reads its output. */
export function networksOf(stage: Stage): readonly NetworkName[] {
  return stage === "joint" ? ["direction", "energy"] : [stage];
}

type DeepReadonly<Value> = { readonly [Name in keyof Value]: DeepReadonly<Value[Name]> };

/** Everything that determines a run, as plain JSON with a version; the schema describes its fields. */
export type Recipe = DeepReadonly<v.InferOutput<typeof recipeSchema>>;

/** A recipe with only those fields that differ from the defaults. */
export type PartialRecipe = v.InferInput<typeof recipeSchema>;

export type StageRecipe = Recipe["stages"][Stage];

/** Conversion of an image to the single plane that the networks see. */
export type ImageValues = Pick<Recipe, "channel" | "normalisation">;

/** Conversion of a channel's values to those that the networks see. */
export type Normalisation = ImageValues["normalisation"];

/** Networks that find the cells: three published ones, or one with three heads. */
export type Pipeline = Recipe["pipeline"];

/** Mask that gates the input of the Direction Net. */
export type Gate = Recipe["gate"];
