import type { Method } from "../../core/instances/parameters.ts";
import type { ComparedMethod } from "../../state/cells.ts";

/** The method with the highest Kaggle mean, the first of equals; null where nothing was scored. */
export function bestMethod(compared: readonly ComparedMethod[]): Method | null {
  let best: { method: Method; kaggle: number } | null = null;
  for (const { choice, evaluation } of compared) {
    if (evaluation && evaluation.kaggle > (best?.kaggle ?? -1)) {
      best = { method: choice.method, kaggle: evaluation.kaggle };
    }
  }
  return best?.method ?? null;
}
