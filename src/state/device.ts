import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import type { DeviceReport } from "../workers/train.protocol.ts";
import { trainWorker } from "./workers.ts";

interface DeviceState {
  /** Null until the train worker has answered. */
  readonly report: DeviceReport | null;
  readonly error: string | null;
}

/** What runs the networks here. */
export const useDeviceStore = create<DeviceState>(() => ({ report: null, error: null }));

/** Asks the train worker for its adapter. */
export async function probeDevice(): Promise<void> {
  try {
    useDeviceStore.setState({ report: await trainWorker().call("probe", null), error: null });
  } catch (error) {
    useDeviceStore.setState({ error: sentenceOf(error) });
  }
}
