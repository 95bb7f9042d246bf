import "@tensorflow/tfjs-backend-webgl";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { describeExportedModels } from "./testing/exported-model-suite.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const response = await fetch(`/@fs${folder}/${name}`);
  if (!response.ok) throw new Error(`${name} could not be read from ${folder}`);
  return response.arrayBuffer();
}

/** They contain every operation. The third has those of the first; it is tested on the CPU, as are other image sizes. */
const NETWORKS = ["direction_net", "unet"];

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  // The lab's backends, which other tests of this page have used, have a device and settings of their own.
  beforeAll(() => {
    tf.removeBackend("webgpu");
    tf.registerBackend("webgpu", async () => {
      const adapter = await navigator.gpu.requestAdapter();
      const device = await adapter?.requestDevice();
      if (!adapter || !device) throw new Error("the browser of this test has no WebGPU adapter");
      return new WebGPUBackend(device, adapter.info);
    });
    tf.env().reset();
  });

  describeExportedModels("webgpu", read, NETWORKS);
  describeExportedModels("webgl", read, NETWORKS);
});
