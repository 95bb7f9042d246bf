import { LabError } from "../core/errors.ts";
import { cellAreas } from "../core/measurements/cell-areas.ts";
import { type MeasuredCells, measureCells } from "../core/measurements/measure-cells.ts";
import type { Labels } from "../core/raster/plane.ts";
import type { ImageStore } from "../platform/image-store.ts";
import { openWorkerStore } from "./spare-files.ts";

let store: Promise<ImageStore> | null = null;

function opened(): Promise<ImageStore> {
  store ??= openWorkerStore();
  return store;
}

/** Areas in px of the labelled cells of a stored image. Throws a StoreError if it is missing. */
export async function areasOfStored(imageId: string): Promise<readonly number[]> {
  const { labels } = await (await opened()).read(imageId);
  return labels ? cellAreas(labels) : [];
}

/**
 * Measures cells in the values of a stored image. Throws a StoreError if the image is missing, and a LabError
 * if there are no labels.
 *
 * @param labels Null measures the labels of the image
 */
export async function measureStored(imageId: string, labels: Labels | null): Promise<MeasuredCells> {
  const { record, pixels, labels: own } = await (await opened()).read(imageId);
  const measured = labels ?? own;
  if (!measured) throw new LabError(`${record.name} has no labels to measure. Add its masks.`);
  return measureCells(measured, pixels, record.pixelSize ?? null);
}
