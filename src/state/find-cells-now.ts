import type { StartName } from "../core/starts/starts.ts";
import { loadStart } from "./archive.ts";
import { findCells } from "./find-cells.ts";
import { chooseScope } from "./instance-settings.ts";
import { showStep } from "./view.ts";

/** Finds the cells of all images with a built-in start, without any training, and shows them. */
export async function findCellsNow(start: StartName): Promise<void> {
  if (!(await loadStart(start))) return;
  showStep("cells");
  chooseScope("all");
  await findCells();
}
