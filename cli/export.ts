import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { ArchivePart } from "../src/core/archive-parts.ts";
import { counted } from "../src/core/counted.ts";
import { LabError } from "../src/core/errors.ts";
import { readWeightsArchive } from "../src/io/read/weights/weights-archive.ts";
import { writeWeightsArchive } from "../src/io/write/weights-archive.ts";
import { makeFolder } from "./make-folder.ts";

/** The networks could not be exported. */
class ExportError extends LabError {
  override name = "ExportError";
}

export interface ExportOptions {
  /** Path of a weights archive. */
  readonly weights: string;
  readonly formats: readonly ArchivePart[];
  /** Folder for the files. */
  readonly out: string;
}

async function readFileOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ExportError(`${path} cannot be read. Give a weights.zip with --weights.`, { cause: error });
  }
}

/**
 * Writes the networks of a weights archive in other formats, with recipe, curves and README.
 * @throws LabError if the archive is damaged, or a file cannot be written
 */
export async function exportNetworks({ weights, formats, out }: ExportOptions): Promise<void> {
  const { networks, ...archive } = await readWeightsArchive(await readFileOf(weights));
  // The engine that trained them is not read from the archive.
  const withEngine = networks.map(([name, network]) => [name, { ...network, engine: null }] as const);
  const content = { ...archive, networks: Object.fromEntries(withEngine) };
  const files = Object.entries(unzipSync(await writeWeightsArchive(content, formats)));
  for (const [name, bytes] of files) {
    const path = join(out, name);
    await makeFolder(dirname(path));
    try {
      await writeFile(path, bytes);
    } catch (error) {
      throw new ExportError(`${path} cannot be written. Choose another folder with --out.`, { cause: error });
    }
  }
  console.error(
    `Wrote ${counted(networks.length, "network")} as ${formats.join(", ")}: ${files.length} files in ${out}.`,
  );
}
