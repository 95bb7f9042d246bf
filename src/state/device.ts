import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { RECIPES } from "../core/recipe/presets.ts";
import type { DeviceReport, EngineChoice } from "../workers/train.protocol.ts";
import { chooseRecipe, useRecipeStore } from "./recipe.ts";
import { trainWorker } from "./workers.ts";

interface DeviceState {
  /** Null until the train worker has answered. */
  readonly report: DeviceReport | null;
  readonly error: string | null;
  /** Engine of the networks, if there is a choice. */
  readonly engine: EngineChoice;
}

/** Device and engine of the networks. */
export const useDeviceStore = create<DeviceState>(() => ({ report: null, error: null, engine: "compiled" }));

/**
 * Requests the adapter report from the train worker. Without a GPU the initial recipe is `tiny`: larger ones
 * take hours.
 */
export async function probeDevice(): Promise<void> {
  try {
    const report = await trainWorker().call("probe", null);
    useDeviceStore.setState({ report, error: null });
    const untouched = useRecipeStore.getState().recipe === RECIPES.quick;
    if (report.adapter.kind !== "hardware" && untouched) chooseRecipe("tiny");
  } catch (error) {
    useDeviceStore.setState({ error: sentenceOf(error) });
  }
}

/** Chooses the engine of the networks from the next run on. */
export async function chooseEngine(engine: EngineChoice): Promise<void> {
  try {
    const report = await trainWorker().call("chooseEngine", engine);
    useDeviceStore.setState({ report, engine, error: null });
  } catch (error) {
    useDeviceStore.setState({ error: sentenceOf(error) });
  }
}
