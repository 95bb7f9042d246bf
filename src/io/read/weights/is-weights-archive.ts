import { FileError } from "../../../core/dataset/pairing/file-error.ts";
import { loadedCode } from "../../../core/loaded-code.ts";
import { NETWORKS } from "../../../core/recipe/recipe.ts";
import { ARCHIVE_FILES, networkFiles } from "../../write/archive-files.ts";

/** Signature of a zip with at least one entry. */
const ZIP_START = [0x50, 0x4b, 0x03, 0x04];

async function isZip(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, ZIP_START.length).arrayBuffer());
  return ZIP_START.every((byte, at) => start[at] === byte);
}

/**
 * Whether a file is a zip with a recipe and at least one network at the paths used by "Export weights". Only
 * its directory is read; `readWeightsArchive` checks the content. False for a file that cannot be read.
 */
export async function isWeightsArchive(path: string, file: Blob): Promise<boolean> {
  try {
    if (!(await isZip(file))) return false;
    const { readZip } = await loadedCode(import("../zip/zip.ts"));
    const { files } = await readZip(path, file);
    const names = new Set(files.map((entry) => entry.path.slice(path.length + 1)));
    const holdsNetwork = NETWORKS.some((name) => {
      const { model, weights, safetensors, onnx } = networkFiles(name);
      return (names.has(model) && names.has(weights)) || names.has(safetensors) || names.has(onnx);
    });
    return names.has(ARCHIVE_FILES.recipe) && holdsNetwork;
  } catch (error) {
    // The image readers report the error.
    if (error instanceof FileError || error instanceof DOMException) return false;
    throw error;
  }
}
