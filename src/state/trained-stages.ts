import type { SeenImages } from "../core/recipe/image-values.ts";
import { networksOf, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { useRunStore } from "./run.ts";

/**
 * Marks stages as trained, with the input of their networks in training. Retraining one network of a joint
 * pair ends the pair.
 */
export function markTrained(more: SeenImages): void {
  const parts: readonly Stage[] = networksOf("joint");
  const { joint, ...apart } = useRunStore.getState().seen;
  const isApart = parts.some((stage) => more[stage]);
  const both = more.joint ? { direction: more.joint, energy: more.joint } : {};
  const seen = { ...apart, ...(joint && !isApart ? { joint } : {}), ...both, ...more };
  useRunStore.setState({ trained: STAGES.filter((stage) => seen[stage]), seen });
}
