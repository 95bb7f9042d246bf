import { access, constants, mkdir } from "node:fs/promises";
import { LabError } from "../src/core/errors.ts";
import { outputError } from "./write-output.ts";

/** Creates an output folder and its parents. Throws a LabError if that fails, or if nothing can be written there. */
export async function makeFolder(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
  } catch (error) {
    throw new LabError(`The folder ${out} cannot be created. Choose another with --out.`, { cause: error });
  }
  await access(out, constants.W_OK).catch((error: unknown) => {
    throw outputError(out, error);
  });
}
