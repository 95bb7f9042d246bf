import type { MainView } from "../../state/main-views.ts";
import type { Step } from "../../state/view.ts";
import { loadPart } from "../loading/load-part.tsx";

export const CellsPanel = loadPart(async () => (await import("../cells/CellsPanel.tsx")).CellsPanel);
export const EnginePanel = loadPart(async () => (await import("../engine/EnginePanel.tsx")).EnginePanel);
export const PairingPanel = loadPart(async () => (await import("../pairing/PairingPanel.tsx")).PairingPanel);
export const RunsPanel = loadPart(async () => (await import("../runs/RunsPanel.tsx")).RunsPanel);

export const AugmentTab = loadPart(async () => (await import("../augment/AugmentTab.tsx")).AugmentTab);
export const RecipeTab = loadPart(async () => (await import("../recipe/RecipeTab.tsx")).RecipeTab);
export const CellsSide = loadPart(async () => (await import("../cells/CellsSide.tsx")).CellsSide);
export const ExportTab = loadPart(async () => (await import("../export/ExportTab.tsx")).ExportTab);

/** Views and steps that are parts; the fields and the images are there from the start. */
const VIEWS = { cells: CellsPanel, engine: EnginePanel, pairing: PairingPanel, runs: RunsPanel };
const STEPS = { check: AugmentTab, train: RecipeTab, cells: CellsSide, export: ExportTab };

/** Loads what the page shows first if it was left in another view or step, so that nothing moves when it comes. */
export async function loadShown(view: MainView, step: Step): Promise<void> {
  const parts = [view === "fields" ? null : VIEWS[view], step === "images" ? null : STEPS[step]];
  // Where one cannot be loaded, its placeholder is shown.
  await Promise.allSettled(parts.map((part) => part?.load()));
}
