import { mkdir } from "node:fs/promises";
import { LabError } from "../src/core/errors.ts";

/** Makes a folder for output, with those above it. Throws a LabError when it cannot be made. */
export async function makeFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw new LabError(`The folder ${out} cannot be made. Choose another with --out.`, { cause: error });
  }
}
