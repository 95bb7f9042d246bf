import { loadedCode } from "../core/loaded-code.ts";
import { openWith } from "./kept.ts";
import { openRunsWith } from "./runs.ts";

async function openRuns(): Promise<void> {
  const [{ openRuns }, { watchRunsElsewhere }] = await loadedCode(
    Promise.all([import("./stored-runs.ts"), import("./interrupted-elsewhere.ts")]),
  );
  watchRunsElsewhere();
  await openRuns();
}

async function openNetworks(): Promise<void> {
  const { openKeptNetworks, watchKeptNetworks } = await loadedCode(import("./keep-networks.ts"));
  watchKeptNetworks();
  await openKeptNetworks();
}

/**
 * Opens the runs and the networks of earlier visits, by code that comes after the first view. They are registered at
 * once: nothing is trained before they are there.
 */
export function openEarlier(): void {
  void openRunsWith(openRuns());
  void openWith(openNetworks());
}
