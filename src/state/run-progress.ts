import * as v from "valibot";
import { STAGES } from "../core/recipe/recipe.ts";

const KEY = "direction-lab.progress";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.object({
  startedAt: v.number(),
  /** Id of the run; absent if an older version stored the progress. */
  id: v.exactOptional(v.string()),
  stage: v.picklist(STAGES),
  step: count,
  totalSteps: count,
});

/** Progress of a run; stored at every step, because the page may be closed at any. */
export type RunProgress = v.InferOutput<typeof schema>;

/** Stores the progress of the run; null if none is in progress. */
export function storeProgress(progress: RunProgress | null): void {
  if (progress) localStorage.setItem(KEY, JSON.stringify(progress));
  else localStorage.removeItem(KEY);
}

/** Progress of the run that was started at this time; null if unknown. */
export function storedProgress(startedAt: number): RunProgress | null {
  try {
    const progress = v.parse(schema, JSON.parse(localStorage.getItem(KEY) ?? "null"));
    return progress.startedAt === startedAt ? progress : null;
  } catch {
    // Damaged or from an older version; the run is then reported without its progress.
    return null;
  }
}
