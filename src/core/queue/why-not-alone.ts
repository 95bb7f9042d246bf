import { networksOf, type Recipe, type Stage } from "../recipe/recipe.ts";
import { stageTitle } from "../recipe/stages.ts";

/**
 * Why a run cannot be queued, as a sentence; null if it can. The runs of a queue must not depend on the networks that
 * happen to be in place, which each run before them replaces.
 */
export function whyNotAlone(recipe: Recipe, stages: readonly Stage[]): string | null {
  if (stages.length === 0) return "Choose at least one stage to train.";
  if (recipe.startFrom === "own" && stages.includes("shared")) {
    return "The recipe starts from the trained network, which each run of a queue replaces: choose a built-in start, or scratch.";
  }
  const missing = networksOf("joint").filter((name) => !stages.includes(name));
  if (stages.includes("joint") && missing.length > 0) {
    const names = missing.map((name) => stageTitle(name)).join(" and ");
    return `${stageTitle("joint")} starts from trained networks, and each run of a queue trains its own: choose the stage ${names} too.`;
  }
  const isGated = stages.some((stage) => networksOf(stage).includes("direction"));
  if (recipe.gate === "true" || !isGated || stages.includes("semantic")) return null;
  return `The predicted mask gates the Direction Net, and each run of a queue trains its own networks: choose the stage ${stageTitle("semantic")} too, or the true mask.`;
}
