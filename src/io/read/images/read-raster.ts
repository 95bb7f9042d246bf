import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { sniff } from "../bytes/sniff.ts";
import { readJpeg } from "../jpeg/jpeg.ts";
import { readNpy } from "../numpy/npy.ts";
import { readNpz } from "../numpy/npz.ts";
import { isNpz } from "../numpy/npz-entries.ts";
import { readPng } from "../png/png.ts";
import type { PlaneChoice } from "../raster/plane-choice.ts";
import type { Raster } from "../raster/raster.ts";
import { readTiff } from "../tiff/tiff.ts";
import { readWebp } from "../webp/webp.ts";
import { readBmp } from "./bmp.ts";
import { readGif } from "./gif.ts";
import { kindProblem } from "./kind-problem.ts";

/**
 * Reads an image or label file of any supported format, identified by its content. Throws a FileError.
 *
 * @param choice Plane of a stack; `choosePlanes` chooses whatever is left open.
 */
export function readRaster(file: string, bytes: Uint8Array, choice: PlaneChoice = {}): Raster {
  const kind = sniff(bytes);
  if (kind === "png") return readPng(file, bytes);
  if (kind === "jpeg") return readJpeg(file, bytes);
  if (kind === "tiff") return readTiff(file, bytes, choice);
  if (kind === "npy") return readNpy(file, bytes, choice.slice);
  if (kind === "bmp") return readBmp(file, bytes);
  if (kind === "gif") return readGif(file, bytes);
  if (kind === "webp") return readWebp(file, bytes);
  if (kind === "zip" && isNpz(bytes)) return readNpz(file, bytes);
  throw new FileError(file, kindProblem(kind) ?? "The file is not read.");
}
