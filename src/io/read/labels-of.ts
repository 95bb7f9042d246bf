import { FileError } from "../../core/dataset/file-error.ts";
import {
  LabelError,
  labelsFromColours,
  labelsFromSamples,
  type ReadLabels,
} from "../../core/dataset/labels-from-samples.ts";
import { pictureOf } from "./picture-of.ts";
import type { Raster } from "./raster.ts";

function refuseLossy(file: string, { lossy }: Raster): void {
  if (!lossy) return;
  throw new FileError(
    file,
    "Labels as JPEG or lossy WebP are not read: both change values, so ids are lost. Save them as PNG or TIFF.",
  );
}

/**
 * A raster as labels. Palette images give their indices, values stay as stored where 0 is
 * white, alpha is dropped, colours become one cell each.
 * Throws a FileError when the samples cannot be ids.
 */
export function labelsOf(file: string, raster: Raster): ReadLabels {
  refuseLossy(file, raster);
  const { rows, columns, samples } = raster;
  try {
    if (raster.palette || raster.channels === 1) return labelsFromSamples(samples, rows, columns);
    const { channels, data } = pictureOf({ ...raster, black: null });
    if (channels === 1) return labelsFromSamples(data, rows, columns);
    if (channels === 3 && !(data instanceof Float32Array)) return labelsFromColours(data, rows, columns);
  } catch (error) {
    if (error instanceof LabelError) throw new FileError(file, error.message, { cause: error });
    throw error;
  }
  throw new FileError(file, `Labels need one channel, or three of colour, but there are ${raster.channels}.`);
}

/** 1 where any channel but alpha is not 0: the pixels of one cell in a file of its own. Throws a FileError. */
export function maskOf(file: string, raster: Raster): Uint8Array {
  refuseLossy(file, raster);
  const { channels, data } = raster.palette
    ? { channels: 1, data: raster.samples }
    : pictureOf({ ...raster, black: null });
  const mask = new Uint8Array(raster.rows * raster.columns);
  for (let pixel = 0, at = 0; pixel < mask.length; pixel++) {
    for (let channel = 0; channel < channels; channel++, at++) {
      if (data[at] !== 0) mask[pixel] = 1;
    }
  }
  return mask;
}
