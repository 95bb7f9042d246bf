import type { Step } from "../../state/view.ts";

/** Titles of the steps. */
export const STEP_TITLES: Readonly<Record<Step, string>> = {
  images: "Images",
  check: "Check",
  train: "Train",
  cells: "Cells",
  export: "Export",
};
