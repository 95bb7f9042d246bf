import { readFile } from "node:fs/promises";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { describeExportedModels } from "./testing/exported-model-suite.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(join(folder, name));
  return new Uint8Array(bytes).buffer;
}

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeExportedModels("cpu", read);
});
