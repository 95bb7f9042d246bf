import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { isConstantChannel } from "../raster/constant-channel.ts";
import type { Raster } from "../raster/raster.ts";

/**
 * Throws a FileError for RGB or RGBA labels stored as separate planes, which may as well be slices with their
 * own labels: array libraries store a stack of three or four slices in the same way. One reading would mix
 * the cells of the slices, the other the colours of a cell. If no pixel has two different values besides 0,
 * both readings result in the same cells.
 */
export function refuseAmbiguousPlanes(file: string, raster: Raster): void {
  const { planar, channels, samples } = raster;
  const alpha = raster.alpha && !isConstantChannel(raster, channels - 1);
  const colours = raster.alpha ? channels - 1 : channels;
  if (!planar || colours !== 3 || samples instanceof Float32Array) return;
  for (let pixel = 0; pixel < samples.length; pixel += channels) {
    const [red, green, blue] = [samples[pixel], samples[pixel + 1], samples[pixel + 2]];
    const grey = red === green && green === blue;
    if (!alpha && (grey || Math.max(red, green, blue) === red + green + blue)) continue;
    if (alpha && samples[pixel + 3] === 0 && Math.max(red, green, blue) === 0) continue;
    throw new FileError(
      file,
      `These are ${channels} planes, and it is not certain whether they are slices with labels of their own or the colours of one label image. Save one slice, or the labels as one number per cell (in tifffile with photometric="minisblack").`,
    );
  }
}
