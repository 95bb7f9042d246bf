import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { DeviceReport, EngineName } from "../workers/train.protocol.ts";
import { useRecipeStore } from "./recipe.ts";
import { onTrainWorkerBreak, trainWorker } from "./workers.ts";

interface DeviceState {
  /** Null until the train worker has answered. */
  readonly report: DeviceReport | null;
  readonly error: string | null;
}

/** Device and engine of the networks. */
export const useDeviceStore = create<DeviceState>(() => ({ report: null, error: null }));

/**
 * Requests the report about engines from the train worker. Where only small recipes train in reasonable time, the
 * initial recipe is `tiny`.
 */
export async function probeDevice(): Promise<void> {
  try {
    const report = await trainWorker().call("probe", null);
    useDeviceStore.setState({ report, error: null });
    const untouched = useRecipeStore.getState().recipe === RECIPES.few;
    if (report.limited && untouched) useRecipeStore.setState({ recipe: RECIPES.tiny });
  } catch (error) {
    useDeviceStore.setState({ error: sentenceOf(error) });
  }
}

let choice: EngineName | null = null;

/** Requests the report now, and chooses the same engine again in a worker that replaces a broken one. */
export function watchDevice(): void {
  onTrainWorkerBreak(() => void chooseEngine(choice));
  void probeDevice();
}

/** Chooses the engine of the networks from the next run on; null for the best one that runs here. */
export async function chooseEngine(engine: EngineName | null): Promise<void> {
  try {
    const report = await trainWorker().call("chooseEngine", engine);
    choice = engine;
    useDeviceStore.setState({ report, error: null });
  } catch (error) {
    useDeviceStore.setState({ error: sentenceOf(error) });
  }
}
