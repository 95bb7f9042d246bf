import type { Stage } from "../recipe/recipe.ts";
import { LOSSES, type Loss, type LossKind, stageLoss } from "./loss.ts";

/** A row of the curves that can name the loss of its stage. */
interface RecordedLoss {
  readonly stage: Stage;
  readonly lossKind?: LossKind;
}

/** The loss of each stage of recorded curves: the one named last, or the usual one. */
export function recordedLosses(rows: readonly RecordedLoss[]): (stage: Stage) => Loss {
  const named = new Map<Stage, LossKind>();
  for (const { stage, lossKind } of rows) if (lossKind !== undefined) named.set(stage, lossKind);
  return (stage) => {
    const kind = named.get(stage);
    return kind === undefined ? stageLoss(stage) : LOSSES[kind];
  };
}
