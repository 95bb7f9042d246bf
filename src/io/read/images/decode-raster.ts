import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import type { StackChoice } from "../../../core/dataset/stack-choice.ts";
import { LabError } from "../../../core/errors.ts";
import { loadedCode } from "../../../core/loaded-code.ts";
import { sniff } from "../bytes/sniff.ts";
import type { SourceFile } from "../bytes/source-file.ts";
import { readPng } from "../png/png.ts";
import type { TakenPlane } from "../raster/cells-on-plane.ts";
import type { PlaneChoice } from "../raster/plane-choice.ts";
import type { Raster } from "../raster/raster.ts";
import type { CellTable } from "../tables/cell-list.ts";

/** Access to the files and tables of a plan. */
export interface Sources {
  readonly files: Pick<ReadonlyMap<string, SourceFile>, "get">;
  readonly tables: ReadonlyMap<string, CellTable>;
  /** Slice and time point of stacks; by default they are chosen automatically. */
  readonly stack?: StackChoice;
  /** The plane of the image that is used, once it is chosen. */
  readonly taken?: TakenPlane;
}

/** Reads a file: a PNG by code that is there from the start, another format by code loaded when it is first met. */
async function readAny(path: string, bytes: Uint8Array, choice: PlaneChoice | undefined): Promise<Raster> {
  const kind = sniff(bytes);
  if (kind === "png") return readPng(path, bytes);
  if (kind === "webp") {
    const { readLossyWebp } = await loadedCode(import("../webp/webp-lossy.ts"));
    const lossy = await readLossyWebp(path, bytes);
    if (lossy) return lossy;
  }
  const { readRaster } = await loadedCode(import("./read-raster.ts"));
  return readRaster(path, bytes, choice);
}

/**
 * Reads one file as samples: of a stack, the chosen slice and time point with the first channel or all
 * channels. Throws a FileError that names the file.
 */
export async function decodeRaster(
  path: string,
  { files, stack }: Sources,
  signal: AbortSignal,
  channels: "first" | "all" = "first",
): Promise<Raster> {
  signal.throwIfAborted();
  const source = files.get(path);
  if (!source) throw new FileError(path, "The file no longer exists.");
  const bytes = await source.bytes(signal);
  try {
    const choice = channels === "all" ? { ...stack, channel: "all" as const } : stack;
    return await readAny(path, bytes, choice);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new FileError(
      path,
      "The file could not be decoded. It may be damaged or too large for the memory.",
      {
        cause: error,
      },
    );
  }
}
