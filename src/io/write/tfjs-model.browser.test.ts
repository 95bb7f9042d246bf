import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { describeExportedModels } from "./testing/exported-model-suite.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeExportedModels("webgpu", read);
  describeExportedModels("webgl", read);
});
