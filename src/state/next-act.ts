import type { Step } from "./view.ts";

/** Acts that lead from images to masks. */
export type NextAct = "images" | "pair" | "check" | "recipe" | "train" | "find" | "export";

export interface LabProgress {
  readonly step: Step;
  readonly hasImages: boolean;
  readonly hasLabelled: boolean;
  /** Whether an import, a run or a search for cells is in progress. */
  readonly isBusy: boolean;
  readonly isTrained: boolean;
  readonly hasCells: boolean;
}

/** The act that follows from the progress so far; null if there is none, or while something is in progress. */
export function nextAct(progress: LabProgress): NextAct | null {
  const { step, hasImages, hasLabelled, isBusy, isTrained, hasCells } = progress;
  if (isBusy) return null;
  // The page without images is itself the offer to add some; networks can be there before them.
  if (!hasImages) return isTrained && step !== "images" ? "images" : null;
  if (hasCells) return step === "export" ? null : "export";
  if (isTrained) return "find";
  if (!hasLabelled) return "pair";
  if (step === "images") return "check";
  return step === "train" ? "train" : "recipe";
}
