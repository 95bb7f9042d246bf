import { readFile, writeFile } from "node:fs/promises";
import { readWeightsArchive } from "../src/io/read/weights/weights-archive.ts";
import { writeStart } from "../src/io/write/start-file.ts";

/**
 * Writes the shared network of a weights archive as the file of a start. Throws an Error if the archive has no such
 * network.
 */
export async function writeStartFile(archive: string, target: string): Promise<void> {
  const { networks, fitted } = await readWeightsArchive(new Uint8Array(await readFile(archive)));
  const shared = networks.find(([name]) => name === "shared")?.[1];
  if (!shared) throw new Error(`${archive} holds no shared network.`);
  await writeFile(target, writeStart({ ...shared, fitted }));
}
