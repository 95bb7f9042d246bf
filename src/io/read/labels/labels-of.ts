import {
  LabelError,
  labelsFromColours,
  labelsFromSamples,
  type ReadLabels,
} from "../../../core/dataset/labels/labels-from-samples.ts";
import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { Pixels } from "../../../core/raster/plane.ts";
import { isConstantChannel } from "../raster/constant-channel.ts";
import { pixelsOf } from "../raster/pixels-of.ts";
import type { Raster } from "../raster/raster.ts";
import { drawnSamples } from "./drawn-samples.ts";
import { refuseAmbiguousPlanes } from "./refuse-planes.ts";

function refuseLossy(file: string, { lossy }: Raster): void {
  if (!lossy) return;
  throw new FileError(
    file,
    "Labels as JPEG or lossy WebP are not read: both change values, so ids are lost. Save them as PNG or TIFF.",
  );
}

/** The first channel of labels whose channels are not colours, as stored. */
function firstChannel({ samples, channels, rows, columns }: Raster): ReadLabels {
  const plane = samples.filter((_, at) => at % channels === 0);
  const { labels, notes } = labelsFromSamples(plane, rows, columns);
  const others = channels === 2 ? "the other one is" : `the other ${channels - 1} are`;
  const deepCell =
    channels === 2 ? " In DeepCell's TissueNet the first holds whole cells, the other nuclei." : "";
  return {
    labels,
    notes: [`Of ${channels} channels of the labels, the first is used; ${others} not.${deepCell}`, ...notes],
  };
}

/** Colours of labels, without a constant fourth channel; null if the channels are not colours. */
function coloursOf(raster: Raster, { channels, data }: Pixels): Uint8Array | Uint16Array | null {
  if (data instanceof Float32Array || channels < 3 || channels > 4) return null;
  if (channels === 3) return data;
  const opaque = raster.samples[3] !== 0 && isConstantChannel(raster, 3);
  return opaque ? data.filter((_, at) => at % 4 !== 3) : null;
}

function labelsOfDrawn(raster: Raster): ReadLabels {
  const { rows, columns, samples } = raster;
  if (raster.palette || raster.channels === 1) return labelsFromSamples(samples, rows, columns);
  const pixels = pixelsOf({ ...raster, black: null });
  if (pixels.channels === 1) return labelsFromSamples(pixels.data, rows, columns);
  const colours = coloursOf(raster, pixels);
  return colours ? labelsFromColours(colours, rows, columns) : firstChannel(raster);
}

/**
 * A raster as labels. Palette images give their indices. Values stay as stored if 0 is white. Colours become
 * one cell each; of other channels, only the first is used. Pixels are background where alpha is below half
 * of the maximum, or a palette entry or colour is transparent. Throws a FileError if the samples cannot be
 * ids or planes may be slices.
 */
export function labelsOf(file: string, raster: Raster): ReadLabels {
  refuseLossy(file, raster);
  refuseAmbiguousPlanes(file, raster);
  const drawn = drawnSamples(raster);
  try {
    const { labels, notes } = labelsOfDrawn(drawn.raster);
    return { labels, notes: [...drawn.notes, ...notes] };
  } catch (error) {
    if (error instanceof LabelError) throw new FileError(file, error.message, { cause: error });
    throw error;
  }
}

/**
 * The pixels of one cell in a separate file: 1 where any channel except alpha is not 0 and the pixel is
 * drawn. Throws a FileError.
 */
export function maskOf(file: string, raster: Raster): Uint8Array {
  refuseLossy(file, raster);
  const { raster: drawn } = drawnSamples(raster);
  const { channels, data } = drawn.palette
    ? { channels: 1, data: drawn.samples }
    : pixelsOf({ ...drawn, black: null });
  const mask = new Uint8Array(raster.rows * raster.columns);
  for (let pixel = 0, at = 0; pixel < mask.length; pixel++) {
    for (let channel = 0; channel < channels; channel++, at++) {
      if (data[at] !== 0) mask[pixel] = 1;
    }
  }
  return mask;
}
