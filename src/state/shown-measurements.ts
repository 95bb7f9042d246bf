import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import type { MeasuredCells } from "../core/measurements/measure-cells.ts";
import type { Labels } from "../core/raster/plane.ts";
import { cellsWorker } from "./workers.ts";

interface ShownMeasurements {
  /** The measured labels; null before any. */
  readonly labels: Labels | null;
  readonly cells: MeasuredCells | null;
  /** Why they could not be measured. */
  readonly failure: string | null;
}

/** Measurements of the cells of the shown image. */
export const useShownMeasurements = create<ShownMeasurements>(() => ({
  labels: null,
  cells: null,
  failure: null,
}));

interface Request {
  readonly imageId: string;
  readonly labels: Labels;
}

let wanted: Request | null = null;
let busy = false;

async function measure({ imageId, labels }: Request): Promise<void> {
  try {
    const cells = await cellsWorker().call("measure", { imageId, labels });
    useShownMeasurements.setState({ labels, cells, failure: null });
  } catch (error) {
    useShownMeasurements.setState({ labels, cells: null, failure: sentenceOf(error) });
  }
}

/**
 * Measures the cells of an image. While a slider is dragged, only the last of the cells that wait are measured.
 */
export async function measureShown(request: Request): Promise<void> {
  wanted = request;
  if (busy || useShownMeasurements.getState().labels === request.labels) return;
  busy = true;
  while (wanted && wanted.labels !== useShownMeasurements.getState().labels) await measure(wanted);
  busy = false;
}
