import { readFile } from "node:fs/promises";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import {
  describeExportedModels,
  describeExportedSharedNet,
  describeExportedSizes,
} from "./testing/exported-model-suite.ts";

const folder = inject("reference");

const GOLDEN = join(import.meta.dirname, "../../../testing/golden/pytorch");

const readFrom =
  (place: string) =>
  async (name: string): Promise<ArrayBuffer> =>
    new Uint8Array(await readFile(join(place, name))).buffer;

describeExportedSharedNet("cpu", readFrom(GOLDEN));

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeExportedModels("cpu", readFrom(folder));
  describeExportedSizes("cpu", readFrom(folder));
});
