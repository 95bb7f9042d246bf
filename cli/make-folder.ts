import { mkdir } from "node:fs/promises";
import { LabError } from "../src/core/errors.ts";

/** Creates an output folder and its parents. Throws a LabError if that fails. */
export async function makeFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw new LabError(`The folder ${out} cannot be created. Choose another with --out.`, { cause: error });
  }
}
