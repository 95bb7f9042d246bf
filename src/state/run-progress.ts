import * as v from "valibot";
import { STAGES } from "../core/recipe/recipe.ts";

const KEY = "direction-lab.progress";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.object({
  startedAt: v.number(),
  stage: v.picklist(STAGES),
  step: count,
  totalSteps: count,
});

/** How far a run is; kept at every step, since a page may end at any. */
export type RunProgress = v.InferOutput<typeof schema>;

/** Keeps how far the run is; null when none is under way. */
export function storeProgress(progress: RunProgress | null): void {
  if (progress) localStorage.setItem(KEY, JSON.stringify(progress));
  else localStorage.removeItem(KEY);
}

/** How far the run was that was started then; null when that is not known. */
export function storedProgress(startedAt: number): RunProgress | null {
  try {
    const progress = v.parse(schema, JSON.parse(localStorage.getItem(KEY) ?? "null"));
    return progress.startedAt === startedAt ? progress : null;
  } catch {
    // It is damaged or of an older version; the run is told without it.
    return null;
  }
}
